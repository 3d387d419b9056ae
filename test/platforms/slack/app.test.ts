/** The door: what is let in, what is refused, and an end that lets running answers finish. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import { createSlack } from '../../../src/platforms/slack/app.ts';
import { checkSlack } from '../../../src/platforms/slack/check.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { ALICE, BOT_TOKEN, GENERAL, type LocalSlack, startLocalSlack } from '../../support/local-slack.ts';
import { send, sendCommand, sendEvent } from './requests.ts';
import { keepLog, openScene, PNG, type Scene } from './support.ts';

const mention = { type: 'app_mention', user: ALICE, text: '<@U0BOT> aide', ts: '1.1', channel: GENERAL };

describe('a request at Slack’s address', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(async () => []);
  });
  afterAll(() => scene.close());

  const status = async (answer: Promise<Response>): Promise<number> => (await answer).status;
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T01TEST', event_id: 'Ev-door', event_time: 1, event: mention });

  test('is let in when it is signed and of this minute', async () => {
    expect(await status(send(scene.address, body))).toBe(200);
    await expect.poll(() => scene.events.map((event) => event.key)).toEqual(['slack:event:Ev-door']);
  });

  test.each([
    ['five minutes old', { late: -301 }],
    ['of another secret', { secret: 'other' }],
    ['from the future', { late: 90 }],
    ['from a distant future', { late: 86_400 }],
  ])('is refused when it is %s', async (_, signed) => {
    const before = scene.events.length;
    expect(await status(send(scene.address, body, signed))).toBe(401);
    expect(scene.events).toHaveLength(before);
  });

  test('is let in when the clocks differ by less than a minute', async () => {
    expect(await status(send(scene.address, body, { late: 45 }))).toBe(200);
  });

  test.each([
    ['no signature', () => fetch(scene.address, { method: 'POST', body }), 401],
    [
      'a changed body',
      () =>
        fetch(scene.address, {
          method: 'POST',
          body: '{}',
          headers: { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)) },
        }),
      401,
    ],
    ['no JSON', () => send(scene.address, 'not json'), 400],
    ['another method', () => fetch(scene.address), 405],
    ['another path', () => fetch(`${scene.address}/elsewhere`, { method: 'POST' }), 404],
    ['five megabytes', () => send(scene.address, 'x'.repeat(5_000_000)), 413],
  ])('with %s is refused', async (_, request, expected) => {
    expect(await status(request())).toBe(expected);
  });

  test('that asks for its challenge gets it back', async () => {
    const answer = await send(scene.address, JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
    expect(await answer.json()).toEqual({ challenge: 'abc' });
  });
});

test('stopping takes nothing new, and what is in hand still comes to its end', async () => {
  let finish = (): void => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const scene = await openScene(async () => {
    await slow;
    return [{ type: 'private', card: sentence('fini', 'fr') }];
  });
  await sendEvent(scene.address, mention, 'Ev-slow');
  await expect.poll(() => scene.events).toHaveLength(1);
  await scene.slack.stop();
  expect((await sendEvent(scene.address, mention, 'Ev-late')).status).toBe(503);
  finish();
  expect(await scene.workspace.waitFor(GENERAL, (m) => m.text === 'fini')).toBeTruthy();
  expect(scene.events).toHaveLength(1);
  await scene.close();
});

test('what cannot be kept is not acknowledged', async () => {
  const scene = await openScene(async () => []);
  const fields = { command: '/agenda', text: '', user_id: ALICE, channel_id: GENERAL, trigger_id: 't-full', team_id: 'T01TEST' };
  scene.inbox.faults.push(new Error('the disk is full'), new Error('the disk is full'));
  expect((await sendCommand(scene.address, fields)).status).toBe(500);
  expect((await sendEvent(scene.address, mention, 'Ev-full')).status).toBe(500);
  expect((await sendEvent(scene.address, mention, 'Ev-full')).status).toBe(200);
  await expect.poll(() => scene.events.map((event) => event.key)).toEqual(['slack:event:Ev-full']);
  await scene.close();
});

test('a core that throws is our fault: the person is told, the process lives', async () => {
  const scene = await openScene(async () => {
    throw new Error('bug');
  });
  const fields = { command: '/agenda', text: '', user_id: ALICE, channel_id: GENERAL, trigger_id: 't1', team_id: 'T01TEST' };
  expect((await sendCommand(scene.address, fields)).status).toBe(200);
  await scene.workspace.waitFor(GENERAL, (m) => m.text.includes('erreur de notre côté') && m.ephemeral_to === ALICE);
  expect(scene.log.lines).toContainEqual(expect.objectContaining({ level: 'error', cause: expect.stringContaining('bug') }));
  await scene.close();
});

describe('before the start', () => {
  let workspace: LocalSlack;
  beforeAll(async () => {
    workspace = await startLocalSlack(1);
  });
  afterAll(() => workspace.stop());
  const config = { botToken: BOT_TOKEN, paint: async () => PNG };

  test('neither a signing secret nor an app token is a fault of configuration', () => {
    expect(() => createSlack(config, async () => [], keepLog(), memoryInbox())).toThrow(/SLACK_SIGNING_SECRET.*SLACK_APP_TOKEN/);
  });

  test('a Slack that cannot be reached stops the start with a sentence', async () => {
    const slack = createSlack(
      { ...config, signingSecret: 's', apiUrl: 'http://127.0.0.1:1/api/' },
      async () => [],
      keepLog(),
      memoryInbox(),
    );
    await expect(slack.start()).rejects.toMatchObject({ fault: 'retry', message: expect.stringContaining('auth.test') });
  });

  test('the check names the team, the channels and what is wrong with them', async () => {
    const check = await checkSlack({ ...config, apiUrl: workspace.apiUrl }, [GENERAL, 'CNOWHERE']);
    expect(check).toMatchObject({
      team: 'Test Workspace',
      missingScopes: [],
      channels: [
        { id: GENERAL, name: 'general', fault: undefined },
        { id: 'CNOWHERE', fault: expect.stringMatching(/channel_not_found.*policy/) },
      ],
    });
    expect(Math.abs((check.serverTime ?? 0) - Date.now())).toBeLessThan(5000);
  });
});
