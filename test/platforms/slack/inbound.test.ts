/** What Slack tells the bot, through a real workspace: who said what, where, under which key; and what does not concern the bot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../src/core/desk/inbound.ts';
import { readText } from '../../../src/platforms/slack/inbound.ts';
import { ALICE, BOB, BOT, GENERAL, TEAM } from '../../support/local-slack.ts';
import { sendEvent, sendInteraction } from './requests.ts';
import { openScene, type Scene } from './support.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(async () => []);
});
afterAll(() => scene.close());
beforeEach(() => {
  scene.events.length = 0;
});

/** The one event that arrives; a second one within a moment is a fault. */
async function heard(): Promise<InboundEvent> {
  await expect.poll(() => scene.events.length).toBeGreaterThan(0);
  await sleep(60);
  expect(scene.events).toHaveLength(1);
  const [event] = scene.events;
  if (!event) throw new Error('unreachable');
  return event;
}

async function nothingHeard(): Promise<void> {
  await sleep(150);
  expect(scene.events).toEqual([]);
}

const direct = async (): Promise<string> => {
  const identity = { platform: 'slack', tenant: TEAM, userId: ALICE } as const;
  const card = { blocks: [], fallback: 'Bonjour', amounts: false, locale: 'fr' } as const;
  return (await scene.slack.gateway.post({ key: 'hello', to: { kind: 'person', identity }, card })).channel;
};

describe('a person', () => {
  test('gives a slash command: its name as it is, its words, who and where', async () => {
    await scene.workspace.command(ALICE, GENERAL, '/debiteur', 'dupont & fils');
    const event = await heard();
    expect(event).toMatchObject({
      key: expect.stringMatching(/^slack:command:.{8,}/),
      identity: { platform: 'slack', tenant: TEAM, userId: ALICE },
      outsider: false,
      where: { channel: GENERAL, direct: false },
      happening: { type: 'command', name: 'debiteur', text: 'dupont & fils' },
    });
    expect(event.where.thread).toBeUndefined();
    expect(await event.email()).toBe('alice@example.com');
  });

  test('mentions the bot in a channel: plain words, without the mention', async () => {
    await scene.workspace.say(BOB, GENERAL, `<@${BOT}> débiteur dupont`);
    expect(await heard()).toMatchObject({
      key: expect.stringMatching(/^slack:event:/),
      identity: { userId: BOB },
      where: { channel: GENERAL, direct: false },
      happening: { type: 'command', name: '', text: 'débiteur dupont' },
    });
  });

  test('writes to the bot directly: plain words in a private place, a mention there heard once', async () => {
    const channel = await direct();
    await scene.workspace.say(ALICE, channel, `<@${BOT}> aide`);
    expect(await heard()).toMatchObject({ where: { channel, direct: true }, happening: { type: 'command', name: '', text: 'aide' } });
  });

  test('uses a slash command in the private conversation with the bot', async () => {
    const channel = await direct();
    await scene.workspace.command(ALICE, channel, '/agenda');
    expect(await heard()).toMatchObject({ where: { channel, direct: true }, happening: { type: 'command', name: 'agenda', text: '' } });
  });

  test('uses a slash command in a private conversation with someone else: not a place of the bot', async () => {
    await scene.workspace.command(ALICE, 'D0OTHERS', '/agenda');
    expect((await heard()).where).toMatchObject({ channel: 'D0OTHERS', direct: false });
  });

  test('replies in a thread, corrects the reply and takes it back', async () => {
    const opener = await scene.slack.gateway.post({
      key: 'case',
      to: { kind: 'channel', id: GENERAL },
      card: { blocks: [], fallback: 'Litige', amounts: false, locale: 'fr' },
    });
    const said = await scene.workspace.say(BOB, GENERAL, 'Il manque 2 palettes', opener.id);
    const thread = { tenant: TEAM, channel: GENERAL, id: opener.id };
    const message = { tenant: TEAM, channel: GENERAL, id: said.ts };
    expect(await heard()).toMatchObject({
      identity: { userId: BOB },
      where: { channel: GENERAL, direct: false, thread },
      happening: { type: 'reply', text: 'Il manque 2 palettes', message, change: 'new' },
    });
    scene.events.length = 0;
    await scene.workspace.edit(BOB, GENERAL, said.ts, 'Il manque 3 palettes');
    expect(await heard()).toMatchObject({
      where: { thread },
      happening: { type: 'reply', text: 'Il manque 3 palettes', message, change: 'edited' },
    });
    scene.events.length = 0;
    await scene.workspace.remove(BOB, GENERAL, said.ts);
    expect(await heard()).toMatchObject({ where: { thread }, happening: { type: 'reply', message, change: 'deleted' } });
  });

  test('drops a file into the private conversation: its bytes are read with the bot’s token', async () => {
    const channel = await direct();
    const bytes = Buffer.from(`debtor;amount\n${'Société Générale;12,50\n'.repeat(20_000)}`);
    await scene.workspace.upload(ALICE, channel, 'balance âgée.csv', bytes);
    const { happening, where } = await heard();
    expect(where.direct).toBe(true);
    if (happening.type !== 'files') return expect.unreachable(happening.type);
    const [file] = happening.files;
    expect(file).toMatchObject({ name: 'balance âgée.csv', size: bytes.length });
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await file?.open()) ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(chunks.length).toBeGreaterThan(1);
  });

  test('drops a file into the thread of a case: it comes with the reply, and can be asked for again as the message’s own', async () => {
    const { gateway } = scene.slack;
    const card = { blocks: [], fallback: 'Litige', amounts: false, locale: 'fr' } as const;
    const opener = await gateway.post({ key: 'case-files', to: { kind: 'channel', id: GENERAL }, card });
    const bytes = Buffer.from('%PDF bon de livraison');
    await scene.workspace.upload(BOB, GENERAL, 'bon.pdf', bytes, opener.id);
    const { happening, where } = await heard();
    expect(where).toMatchObject({ channel: GENERAL, direct: false, thread: { id: opener.id } });
    if (happening.type !== 'reply') return expect.unreachable(happening.type);
    expect(happening.files).toMatchObject([{ name: 'bon.pdf', size: bytes.length, mime: 'application/pdf' }]);
    const again = await gateway.filesOf?.(happening.message);
    expect(again).toMatchObject([{ name: 'bon.pdf', size: bytes.length }]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await again?.[0]?.open()) ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(await gateway.filesOf?.(opener)).toEqual([]);
  });

  test('uses a shortcut on someone’s message', async () => {
    const payload = {
      type: 'message_action',
      callback_id: 'dispute',
      trigger_id: 'tr-shortcut',
      user: { id: ALICE, team_id: TEAM },
      team: { id: TEAM },
      channel: { id: GENERAL, name: 'general' },
      message: { type: 'message', user: BOB, ts: '12.5', thread_ts: '12.1', text: 'Il manque &lt;2&gt; palettes' },
    };
    expect((await sendInteraction(scene.address, payload)).status).toBe(200);
    expect(await heard()).toMatchObject({
      key: 'slack:shortcut:tr-shortcut',
      where: { channel: GENERAL, thread: { id: '12.1' } },
      happening: {
        type: 'shortcut',
        name: 'dispute',
        text: 'Il manque <2> palettes',
        author: BOB,
        message: { channel: GENERAL, id: '12.5' },
      },
    });
  });
});

describe('nobody is heard when', () => {
  test('people talk in a channel without the bot', async () => {
    await scene.workspace.say(ALICE, GENERAL, 'Bonjour à tous');
    await nothingHeard();
  });

  test('the bot itself, or another one, speaks', async () => {
    await sendEvent(scene.address, { type: 'message', channel: 'D1', channel_type: 'im', user: BOT, ts: '1.1', text: 'moi' }, 'Ev1');
    await sendEvent(
      scene.address,
      { type: 'message', channel: 'D1', channel_type: 'im', bot_id: 'B1', subtype: 'bot_message', ts: '1.2', text: 'lui' },
      'Ev2',
    );
    await sendEvent(
      scene.address,
      { type: 'app_mention', channel: GENERAL, bot_id: 'B1', user: 'U9', ts: '1.3', text: `<@${BOT}>` },
      'Ev3',
    );
    await nothingHeard();
  });

  test('a thread is someone else’s, an edit changes no word, a message joins the channel', async () => {
    const reply = { type: 'message', channel: GENERAL, channel_type: 'channel', user: ALICE, ts: '2.2', thread_ts: '2.1', text: 'oui' };
    await sendEvent(scene.address, { ...reply, parent_user_id: BOB }, 'Ev4');
    const same = { user: ALICE, ts: '2.2', thread_ts: '2.1', text: 'oui' };
    await sendEvent(scene.address, { ...reply, subtype: 'message_changed', message: same, previous_message: same }, 'Ev5');
    await sendEvent(scene.address, { ...reply, subtype: 'channel_join' }, 'Ev6');
    await nothingHeard();
  });
});

test('a redelivered event is heard once', async () => {
  const event = { type: 'app_mention', user: ALICE, text: 'aide', ts: '3.1', channel: GENERAL };
  await sendEvent(scene.address, event, 'Ev-twice');
  await sendEvent(scene.address, event, 'Ev-twice');
  expect(await heard()).toMatchObject({ key: 'slack:event:Ev-twice' });
});

test.each([
  ['<@U0BOT> débiteur dupont', 'débiteur dupont'],
  ['<@U0BOT>: aide', ': aide'],
  ['vu avec <@U01ALICE>', 'vu avec <@U01ALICE>'],
  ['<mailto:a@b.fr|a@b.fr> sur <http://x.fr|x.fr>', 'a@b.fr sur x.fr'],
  ['<https://x.fr/a?b&amp;c>', 'https://x.fr/a?b&c'],
  ['dans <#C01GEN|general>', 'dans #general'],
  ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
  ['&amp;lt;', '&lt;'],
  ['', ''],
])('Slack’s %j are the words %j', (slack, words) => {
  expect(readText(slack, BOT)).toBe(words);
});
