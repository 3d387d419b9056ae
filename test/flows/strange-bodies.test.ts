/** Bodies that nobody should send, signed and with good tokens, at both doors of one running server: each is answered with a 4xx, and the server serves on. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send as sendToSlack } from '../platforms/slack/requests.ts';
import { BOT_TOKEN, type LocalSlack, SIGNING_SECRET, startLocalSlack } from '../support/local-slack.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';
import * as teams from '../support/teams.ts';

let slack: LocalSlack;
let world: teams.TeamsWorld;
let server: TestServer;
let metrics: number;
beforeAll(async () => {
  const port = await freePort();
  metrics = await freePort();
  slack = await startLocalSlack(port);
  world = await teams.startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  server = await testServer('2026-11-23T09:00:00+01:00', {
    ...{ port, metricsPort: metrics, local: false },
    slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl, spacing: 20 },
    teams: { appId: teams.APP_ID, password: undefined, certificate: undefined, tenants: [teams.TENANT], openIdUrl: world.openIdUrl },
  });
});
afterAll(async () => {
  await server?.stop();
  await world?.stop();
  await slack?.stop();
});

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
/** 31 bodies; those of JSON go as they are, and as the payload of a form. */
const BODIES: Readonly<Record<string, string>> = {
  nothing: '',
  'white space': ' \n',
  null: 'null',
  true: 'true',
  false: 'false',
  zero: '0',
  'a number': '1',
  'a large number': '1e999',
  'an empty text': '""',
  'a text': '"event_callback"',
  'an empty list': '[]',
  'a list of null': '[null]',
  'a list of events': '[{"type":"event_callback"}]',
  'an empty object': '{}',
  'a truncated object': '{"type":"event_callback","event":{',
  'a truncated text': '{"type":"eve',
  'two objects': '{}{}',
  'no JSON': 'type=event_callback',
  XML: '<event/>',
  bytes: '\u0000\u0001\ufffd',
  'a mark of order': '\ufeff{}',
  'a deep list': DEEP,
  'an event of null': '{"type":"event_callback","event":null}',
  'an event that is a number': '{"type":"event_callback","event":1}',
  'an event in no channel': '{"type":"event_callback","event":{"type":"message","channel":null}}',
  'an event about no item': '{"type":"event_callback","event":{"type":"message","item":null}}',
  'actions of null': '{"type":"block_actions","actions":null}',
  'no action': '{"type":"block_actions","actions":[null]}',
  'a form of null': '{"type":"view_submission","view":null}',
  'a shortcut of nobody': '{"type":"message_action","callback_id":"x","channel":null}',
  'its own prototype': '{"__proto__":{"type":"event_callback"},"constructor":null}',
};

async function lives(): Promise<void> {
  const answer = await fetch(`${server.url}healthz`);
  expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
}

const FORM = 'application/x-www-form-urlencoded';
const doors: readonly (readonly [string, (body: string) => Promise<number>])[] = [
  ['as JSON at Slack’s door', async (body) => (await sendToSlack(`${server.url}slack/events`, body)).status],
  [
    'as a form’s payload at Slack’s door',
    async (body) =>
      (await sendToSlack(`${server.url}slack/events`, new URLSearchParams({ payload: body }).toString(), { contentType: FORM })).status,
  ],
  [
    'under another type at Slack’s door',
    async (body) => (await sendToSlack(`${server.url}slack/events`, body, { contentType: FORM })).status,
  ],
  [
    'at Teams’s door',
    async (body) =>
      (await fetch(`${server.url}api/messages`, { method: 'POST', headers: { authorization: `Bearer ${world.token()}` }, body })).status,
  ],
];

test('every strange body is refused at both doors, however it is wrapped', async () => {
  expect(Object.keys(BODIES)).toHaveLength(31);
  const posts = Object.entries(BODIES).flatMap(([name, body]) =>
    doors.map(async ([door, post]) => ({ door, name, status: await post(body) })),
  );
  expect((await Promise.all(posts)).filter(({ status }) => status < 400 || status > 499)).toEqual([]);
  await lives();
});

test.each(['/slack/events', '/api/messages'])('a body of five megabytes, and one that is cut off, end nothing at %s', async (path) => {
  const url = new URL(path, server.url);
  const large = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer a.b.c' }, body: 'x'.repeat(5_000_000) }).then(
    ({ status }) => status,
    () => 413,
  );
  expect(large).toBe(413);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.c\r\nContent-Length: 100\r\n\r\n{"type":`);
      setTimeout(() => socket.destroy(), 30);
    });
    socket.once('close', () => resolve());
  });
  await lives();
});

test('nothing of it was a fault that nobody caught', async () => {
  const lines = (await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text())
    .split('\n')
    .filter((line) => line.startsWith('encours_stray'));
  expect(lines).toEqual([
    'encours_stray_faults_total{kind="unhandledRejection"} 0',
    'encours_stray_faults_total{kind="uncaughtException"} 0',
  ]);
});
