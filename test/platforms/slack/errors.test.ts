/** Slack's faults as the outbox must understand them, made by a real HTTP server and the real client. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import type { PlatformError } from '../../../src/core/desk/outbox.ts';
import { createSlack } from '../../../src/platforms/slack/app.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { freePort } from '../../support/ports.ts';
import { keepLog, PNG } from './support.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A Slack whose chat.postMessage answers as told; everything else is fine. */
async function slackThat(answer: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    if (request.url === '/api/chat.postMessage') return answer(request, response);
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ ok: true, team_id: 'T1', user_id: 'U1', channel: { id: 'D1' } }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

const says =
  (body: object, status = 200, headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const gatewayTo = (apiUrl: string) =>
  createSlack(
    { botToken: 'xoxb-1', signingSecret: 's', apiUrl, paint: async () => PNG, spacing: 1 },
    async () => [],
    keepLog(),
    memoryInbox(),
  ).gateway;

async function faultOf(apiUrl: string, channel = 'C1'): Promise<PlatformError> {
  return gatewayTo(apiUrl)
    .post({ key: 'k', to: { kind: 'channel', id: channel }, card: sentence('x', 'fr') })
    .then(
      () => expect.unreachable('it was posted'),
      (error: PlatformError) => error,
    );
}

describe('a fault of Slack', () => {
  test.each([
    ['channel_not_found', /invite/],
    ['not_in_channel', /\/invite/],
    ['is_archived', /unarchive/],
    ['invalid_auth', /SLACK_BOT_TOKEN/],
    ['token_revoked', /install the app again/],
    ['missing_scope', /scopes/],
    ['something_new', /docs\.slack\.dev/],
  ])('%s is final and says what to do', async (code, advice) => {
    expect(await faultOf(await slackThat(says({ ok: false, error: code })))).toMatchObject({
      fault: 'refused',
      message: expect.stringMatching(new RegExp(`${code}.*${advice.source}`)),
    });
  });

  test('429 waits as long as Slack says', async () => {
    expect(await faultOf(await slackThat(says({}, 429, { 'retry-after': '7' })))).toMatchObject({
      fault: 'rate-limited',
      retryAfter: 7000,
    });
    server?.close();
    expect(await faultOf(await slackThat(says({}, 429)))).toMatchObject({ fault: 'rate-limited', retryAfter: 30_000 });
    server?.close();
    expect(await faultOf(await slackThat(says({ ok: false, error: 'ratelimited' })))).toMatchObject({ fault: 'rate-limited' });
  });

  test('a 429 of one channel leaves the others alone, and its own next message does not reach Slack', async () => {
    let calls = 0;
    const url = await slackThat((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const limited = body.includes('channel=C1');
        if (limited) calls++;
        says(limited ? {} : { ok: true, ts: '1.2', channel: 'C2' }, limited ? 429 : 200, { 'retry-after': '60' })(request, response);
      });
    });
    const gateway = gatewayTo(url);
    const post = (id: string) => gateway.post({ key: id, to: { kind: 'channel', id }, card: sentence('x', 'fr') });
    await expect(post('C1')).rejects.toMatchObject({ fault: 'rate-limited' });
    await expect(post('C1')).rejects.toMatchObject({ fault: 'rate-limited', retryAfter: expect.any(Number) });
    expect(calls).toBe(1);
    await expect(post('C2')).resolves.toMatchObject({ id: '1.2' });
  });

  test('what surely was not posted may be tried again', async () => {
    expect(await faultOf(await slackThat(says({ ok: false, error: 'service_unavailable' })))).toMatchObject({ fault: 'retry' });
    server?.close();
    const broken = says({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    });
    expect(await faultOf(await slackThat(broken))).toMatchObject({ fault: 'retry' });
  });

  test.each([
    ['the connection breaks after the request', ((request) => request.socket.destroy()) as RequestListener],
    [
      'the answer breaks off',
      ((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"ok":');
        setTimeout(() => response.destroy(), 20);
      }) as RequestListener,
    ],
    ['a proxy answers with a page', ((_, response) => response.end('<html>Gateway</html>')) as RequestListener],
    ['HTTP 504', says({}, 504)],
    ['Slack says fatal_error', says({ ok: false, error: 'fatal_error' })],
  ])('when %s, the message may have been posted', async (_, answer) => {
    expect(await faultOf(await slackThat(answer))).toMatchObject({ fault: 'lost' });
  });

  test('a Slack that cannot be reached has posted nothing', async () => {
    expect(await faultOf(`http://127.0.0.1:${await freePort()}/api/`)).toMatchObject({
      fault: 'retry',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a post is sent once: the client does not try again by itself', async () => {
    let calls = 0;
    const url = await slackThat((request) => {
      calls++;
      request.socket.destroy();
    });
    await faultOf(url);
    expect(calls).toBe(1);
  });
});
