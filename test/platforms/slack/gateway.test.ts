/** The Slack gateway against two counterparts: one that keeps metadata and checks scopes, one with a page that people can look at. */
import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Card, sentence } from '../../../src/core/desk/card.ts';
import { createSlack } from '../../../src/platforms/slack/app.ts';
import { SCOPES } from '../../../src/platforms/slack/scopes.ts';
import { type PlatformUnderTest, platformContract, type Seen } from '../../contracts/platform.ts';
import { type EmulatedSlack, startEmulatedSlack } from '../../support/emulated-slack.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { ALICE, BOT_TOKEN, GENERAL, type LocalSlack, SIGNING_SECRET, startLocalSlack, TEAM } from '../../support/local-slack.ts';
import { CHART, keepLog, PNG } from './support.ts';

/** Every visible text of a message, unescaped. */
function words(message: { readonly blocks?: readonly unknown[] | undefined }): string {
  const all: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) typeof inner === 'string' ? key === 'text' && all.push(inner) : walk(inner);
  };
  walk(message.blocks);
  return all.join('\n').replaceAll('*', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const config = { signingSecret: SIGNING_SECRET, paint: async () => PNG, spacing: 5 };

async function emulated(): Promise<PlatformUnderTest> {
  const slack = await startEmulatedSlack(SCOPES);
  const { gateway } = createSlack({ ...config, botToken: slack.token, apiUrl: slack.apiUrl }, async () => [], keepLog(), memoryInbox());
  const web = new webApi.WebClient(slack.token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  const closed = slack.channels.get('closed') ?? '';
  await slack.call('conversations.archive', { channel: closed });
  return {
    gateway,
    channel: slack.channels.get('credit') ?? '',
    refused: closed,
    person: { platform: 'slack', tenant: 'T000000001', userId: slack.users.get('alice') ?? '' },
    email: 'alice@example.com',
    async seen(at) {
      const channel = at.kind === 'channel' ? at.id : ((await web.conversations.open({ users: at.identity.userId })).channel?.id ?? '');
      const answer = at.thread
        ? await web.conversations.replies({ channel, ts: at.thread.id })
        : await web.conversations.history({ channel });
      return (answer.messages ?? []).map((m): Seen => ({ id: m.ts ?? '', text: words(m) })).reverse();
    },
    close: () => slack.stop(),
  };
}

platformContract('Slack (emulate, scopes checked)', emulated, { readsBack: true, takesFiles: true });

describe('the Slack gateway', () => {
  let workspace: LocalSlack;
  beforeAll(async () => {
    workspace = await startLocalSlack(1);
  });
  afterAll(() => workspace.stop());

  const gatewayTo = (apiUrl: string, extra = {}) =>
    createSlack({ ...config, botToken: BOT_TOKEN, apiUrl, ...extra }, async () => [], keepLog(), memoryInbox()).gateway;
  const channel = { kind: 'channel', id: GENERAL } as const;
  const withChart: Card = { ...sentence('La semaine en une image', 'fr'), blocks: [{ type: 'chart', spec: CHART }] };

  test('a chart is uploaded without a channel, waited for and shown in the posted card with its words', async () => {
    await gatewayTo(workspace.apiUrl, { pictures: 'file' }).post({ key: 'k', to: channel, card: withChart });
    const seen = await workspace.waitFor(GENERAL, (m) => m.text === 'La semaine en une image');
    const calls = (await workspace.log()).filter((entry) => entry.kind === 'web_api').map((entry) => entry.summary);
    expect(calls.filter((call) => call.startsWith('files.') || call.startsWith('chat.'))).toEqual([
      'files.getUploadURLExternal',
      'files.completeUploadExternal',
      'files.info',
      'chat.postMessage',
    ]);
    expect(seen.blocks?.[0]).toMatchObject({
      type: 'image',
      slack_file: { id: expect.stringMatching(/^F/) },
      alt_text: expect.stringContaining('encours'),
    });
    const uploads = (await workspace.log()).filter((entry) => entry.summary === 'files.completeUploadExternal');
    expect(uploads[0]?.detail).not.toHaveProperty('channel_id');
  });

  test('the same picture is uploaded once, however often its card is posted', async () => {
    const gateway = gatewayTo(workspace.apiUrl, { pictures: 'file' });
    const before = (await workspace.log()).filter((entry) => entry.summary === 'files.completeUploadExternal').length;
    const ref = await gateway.post({ key: 'k1', to: channel, card: withChart });
    await gateway.update(ref, withChart);
    expect((await workspace.log()).filter((entry) => entry.summary === 'files.completeUploadExternal')).toHaveLength(before + 1);
  });

  test('a chart that cannot be painted is told in words, and the card leaves', async () => {
    const log = keepLog();
    const paint = async (): Promise<Uint8Array> => {
      throw new Error('no canvas');
    };
    const { gateway } = createSlack(
      { ...config, paint, botToken: BOT_TOKEN, apiUrl: workspace.apiUrl },
      async () => [],
      log,
      memoryInbox(),
    );
    const ref = await gateway.post({ key: 'k2', to: channel, card: withChart });
    const seen = await workspace.waitFor(GENERAL, (m) => m.ts === ref.id);
    expect(words(seen)).toContain('encours');
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: expect.stringContaining('told in words') }));
  });

  test('a file is shared by Slack itself in its thread, with words that are data, and is known again after a lost reply', async () => {
    const gateway = gatewayTo(workspace.apiUrl);
    const opener = await gateway.post({ key: 'vote', to: channel, card: sentence('Vote', 'fr') });
    const to = { ...channel, thread: opener };
    const file = { id: 1, name: 'proces-verbal-vote-1.pdf', mime: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.7') };
    await gateway.upload?.({ key: 'motion:1:pdf', to, card: sentence('Procès-verbal <!channel> *gras*', 'fr'), file });
    const seen = (await workspace.messages(GENERAL)).findLast((m) => m.thread_ts === opener.id);
    expect(seen?.blocks?.[0]).toMatchObject({ type: 'section', text: { type: 'plain_text', text: 'Procès-verbal <!channel> *gras*' } });
    const completed = (await workspace.log()).findLast((entry) => entry.summary === 'files.completeUploadExternal');
    expect(completed?.detail).toMatchObject({ channel_id: GENERAL, thread_ts: opener.id });
    // Known by its block, and by its name and size if Slack gives the block another id.
    expect(await gateway.find('motion:1:pdf', to, Date.now() - 5000, file)).toMatchObject({ id: seen?.ts });
    expect(await gateway.find('another', to, Date.now() - 5000, file)).toMatchObject({ id: seen?.ts });
    expect(await gateway.find('another', to, Date.now() - 5000, { ...file, bytes: new Uint8Array(3) })).toBe('absent');
  });

  test('posts carry their key as metadata and nothing that Slack would look up', async () => {
    await gatewayTo(workspace.apiUrl).post({ key: 'agenda:2026-11-23', to: channel, card: sentence('Bonjour', 'fr') });
    const call = (await workspace.log()).findLast((entry) => entry.summary === 'chat.postMessage');
    expect(call?.detail).toMatchObject({
      metadata: { event_type: 'encours_message', event_payload: { key: 'agenda:2026-11-23' } },
      parse: 'none',
      link_names: 'false',
      unfurl_links: 'false',
      mrkdwn: 'false',
    });
  });

  test('a thread names the message that opens it', async () => {
    const gateway = gatewayTo(workspace.apiUrl);
    const opener = await gateway.post({ key: 't1', to: channel, card: sentence('Ouvre', 'fr') });
    expect(opener).toEqual({ tenant: TEAM, channel: GENERAL, id: expect.any(String) });
    const ref = await gateway.post({ key: 't2', to: { ...channel, thread: opener }, card: sentence('Suit', 'fr') });
    expect((await workspace.waitFor(GENERAL, (m) => m.ts === ref.id)).thread_ts).toBe(opener.id);
  });

  test('a person gets the message in the conversation with the bot', async () => {
    const identity = { platform: 'slack', tenant: TEAM, userId: ALICE } as const;
    const ref = await gatewayTo(workspace.apiUrl).post({ key: 'p', to: { kind: 'person', identity }, card: sentence('Pour vous', 'fr') });
    expect(ref.channel).toMatch(/^D/);
  });
});

describe('scopes', () => {
  let slack: EmulatedSlack;
  beforeAll(async () => {
    slack = await startEmulatedSlack(['users:read', 'users:read.email', 'chat:write']);
  });
  afterAll(() => slack.stop());

  test('a permission that is missing is named in the refusal', async () => {
    const { gateway } = createSlack({ ...config, botToken: slack.token, apiUrl: slack.apiUrl }, async () => [], keepLog(), memoryInbox());
    const to = { kind: 'channel', id: slack.channels.get('credit') ?? '' } as const;
    await expect(gateway.audience(to)).rejects.toMatchObject({
      fault: 'refused',
      message: expect.stringMatching(/channels:read.*manifests\/slack/),
    });
  });
});
