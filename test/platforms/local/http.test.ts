/** The door of the local workspace: who is let in, and what nobody can reach through it. */
import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAIRE, NADIA } from './memory.ts';
import { startSite, type TestSite } from './site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite({ maxFile: 2048 });
});
afterAll(() => site.close());

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly these headers and this path, unlike fetch, which tidies both. */
function ask({ method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port: site.port, method, path, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString() }));
    });
    req.on('error', reject);
    req.end(body);
  });
}

const STATE = '/local/api/state';
const say = (text: string) =>
  JSON.stringify({ key: randomUUID(), as: NADIA.email, channel: 'credit', thread: null, act: { type: 'say', text } });
const write = (headers: Readonly<Record<string, string>>, body: string | Buffer = say('bonjour')): Asked => ({
  method: 'POST',
  path: '/local/api/act',
  headers: { Origin: site.origin, 'Content-Type': 'application/json', ...headers },
  body,
});

describe('the Host of a request', () => {
  test.each([
    ['127.0.0.1', (port: number) => `127.0.0.1:${port}`, 200],
    ['localhost', (port: number) => `localhost:${port}`, 200],
    ['LOCALHOST', (port: number) => `LOCALHOST:${port}`, 200],
    ['a name that resolves here', (port: number) => `encours.evil.example:${port}`, 403],
    ['another port', (port: number) => `127.0.0.1:${port + 1}`, 403],
    ['no port', () => '127.0.0.1', 403],
    ['a name that begins like ours', (port: number) => `localhost.evil.example:${port}`, 403],
    ['a user part', (port: number) => `localhost:${port}@evil.example`, 403],
    ['the IPv6 loopback, on which nobody listens', (port: number) => `[::1]:${port}`, 403],
  ])('%s', async (_, host, status) => {
    for (const path of ['/', '/local/page.css', STATE]) {
      const answer = await ask({ path, headers: { Host: host(site.port) } });
      expect(answer.status).toBe(status);
      if (status === 403) expect(JSON.parse(answer.text).error.message).toMatch(/127\.0\.0\.1/);
    }
  });
});

describe('the Origin of a request', () => {
  test.each([
    ['its own', () => ({ Origin: site.origin }), 200, 200],
    ['another site', () => ({ Origin: 'https://evil.example' }), 403, 403],
    ['another port of this machine', () => ({ Origin: `http://127.0.0.1:${site.port + 1}` }), 403, 403],
    ['https on this port', () => ({ Origin: `https://127.0.0.1:${site.port}` }), 403, 403],
    ['localhost, when the page was asked at 127.0.0.1', () => ({ Origin: `http://localhost:${site.port}` }), 403, 403],
    ['null, as a sandboxed frame sends', () => ({ Origin: 'null' }), 403, 403],
    ['another site, as the browser tells', () => ({ Origin: site.origin, 'Sec-Fetch-Site': 'cross-site' }), 403, 403],
    ['another port, as the browser tells', () => ({ Origin: site.origin, 'Sec-Fetch-Site': 'same-site' }), 403, 403],
  ])('%s', async (_, headers, read, wrote) => {
    expect((await ask({ path: STATE, headers: headers() })).status).toBe(read);
    expect((await ask(write(headers()))).status).toBe(wrote);
  });

  test('none: a read passes, a write is refused with a sentence', async () => {
    expect((await ask({ path: STATE })).status).toBe(200);
    const refused = await ask({ method: 'POST', path: '/local/api/act', headers: { 'Content-Type': 'application/json' }, body: say('x') });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text).error.message).toMatch(/page/);
    expect((await ask({ method: 'POST', path: `/local/api/files?as=${NADIA.email}&name=x`, body: 'x' })).status).toBe(403);
  });

  test('a link from elsewhere opens the page', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect((await ask({ path: '/', headers })).status).toBe(200);
  });
});

describe('methods', () => {
  test.each([
    ['/', ['GET', 'HEAD']],
    ['/local/page.css', ['GET', 'HEAD']],
    ['/local/api/state', ['GET', 'HEAD']],
    ['/local/api/messages', ['GET', 'HEAD']],
    ['/local/api/act', ['POST']],
    ['/local/api/files', ['POST']],
    ['/local/events', ['GET']],
    ['/local/charts/1/0/0123456789abcdef.png', ['GET', 'HEAD']],
    ['/local/kept/1', ['GET', 'HEAD']],
  ])('%s takes %j only, and says so', async (path, allowed) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (allowed.includes(method)) continue;
      const answer = await ask({ method, path, headers: { Origin: site.origin } });
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, allowed.join(', ')]);
    }
  });
});

describe('paths', () => {
  test.each([
    '/local/../../../../etc/passwd',
    '/local/%2e%2e/%2e%2e/package.json',
    '/local/..%2f..%2fpackage.json',
    '/local/....//package.json',
    '/local/app.ts',
    '/local/page/main.js',
    '/local/%00main.js',
    '/local/main.js%00.css',
    '/local/node_modules/adaptivecards/package.json',
    '/local/__proto__',
    '/local/api/constructor',
    '/local',
    '/local/',
    '/local/charts/1/0/nothing.png',
  ])('%s reaches nothing', async (path) => {
    expect((await ask({ path })).status).toBe(404);
  });

  test('others are left to the rest of the server', async () => {
    for (const path of ['/healthz', '/slack/events', '/localhost', '/api/messages'])
      expect((await ask({ path })).text).toBe('not the workspace');
  });

  test('a request target that is no path is not ours, and harms nobody', async () => {
    expect((await ask({ path: '//[' })).status).toBe(404);
    expect((await ask({ path: STATE })).status).toBe(200);
  });
});

describe('what every answer carries', () => {
  test.each(['/', '/local/main.js', STATE, '/local/nothing', `/local/api/messages?as=${NADIA.email}&channel=credit`])(
    '%s',
    async (path) => {
      const { headers } = await ask({ path });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['cache-control']).toBe(path === '/' || path === '/local/main.js' ? 'no-cache' : 'no-store');
    },
  );

  test('an asset that has not changed is not sent again', async () => {
    const first = await ask({ path: '/local/page.css' });
    const again = await ask({ path: '/local/page.css', headers: { 'If-None-Match': String(first.headers.etag) } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('HEAD tells the length and sends nothing', async () => {
    const head = await ask({ method: 'HEAD', path: '/local/page.css' });
    expect(head.text).toBe('');
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
  });
});

describe('bodies', () => {
  test.each([
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['plain text, which needs no preflight', { 'Content-Type': 'text/plain' }],
    ['a type that begins like JSON', { 'Content-Type': 'application/jsonp' }],
    ['no type', { 'Content-Type': '' }],
  ])('%s is refused as 415', async (_, headers) => {
    expect((await ask(write(headers))).status).toBe(415);
  });

  test.each([
    ['not JSON', '{'],
    ['an empty body', ''],
    ['an array', '[]'],
    ['no fields', '{}'],
    ['a key that is no UUID', say('x').replace(/"key":"[^"]+"/, '"key":"1"')],
    ['a text of blanks', say('   ')],
    ['an unknown act', say('x').replace('"say"', '"vote"')],
    ['a field that nobody knows', say('x').replace('"thread"', '"admin":true,"thread"')],
    ['a thread that is no number', say('x').replace('"thread":null', '"thread":"1"')],
  ])('%s is refused as 400 with a sentence', async (_, body) => {
    const answer = await ask(write({}, body));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).error.message).toMatch(/mal formée/);
  });

  test('4,000 characters are a message, 4,001 are not', async () => {
    expect((await ask(write({}, say('é'.repeat(4000))))).status).toBe(200);
    expect((await ask(write({}, say('é'.repeat(4001))))).status).toBe(400);
  });

  test('64 KiB of JSON are read, one byte more is not', async () => {
    const padded = (size: number) => {
      const body = say('x');
      return body + ' '.repeat(size - body.length);
    };
    expect((await ask(write({}, padded(64 * 1024)))).status).toBe(200);
    expect((await ask(write({}, padded(64 * 1024 + 1)))).status).toBe(413);
  });

  test('a file of the limit is kept, one byte more is refused, declared or not', async () => {
    const file = (size: number, headers: Readonly<Record<string, string>> = {}): Asked => ({
      method: 'POST',
      path: `/local/api/files?as=${NADIA.email}&name=${encodeURIComponent('../../etc/p\u0000asswd')}`,
      headers: { Origin: site.origin, 'Content-Type': 'application/octet-stream', ...headers },
      body: Buffer.alloc(size),
    });
    const kept = await ask(file(2048));
    expect(JSON.parse(kept.text)).toMatchObject({ size: 2048, name: '.._.._etc_p_asswd' });
    expect((await ask(file(2049))).status).toBe(413);
    expect((await ask(file(2049, { 'Transfer-Encoding': 'chunked' }))).status).toBe(413);
    expect((await ask(file(10, { 'Content-Type': 'text/plain' }))).status).toBe(415);
  });
});

describe('people', () => {
  test('a stranger to the roster reads, writes, listens to and drops nothing', async () => {
    const stranger = 'mallory@evil.example';
    for (const path of [
      `/local/api/messages?as=${stranger}&channel=credit`,
      `/local/events?as=${stranger}`,
      '/local/api/messages?channel=credit',
    ])
      expect((await ask({ path })).status).toBe(403);
    expect((await ask(write({}, say('x').replace(NADIA.email, stranger)))).status).toBe(403);
    const headers = { Origin: site.origin, 'Content-Type': 'application/octet-stream' };
    expect((await ask({ method: 'POST', path: `/local/api/files?as=${stranger}&name=x`, headers, body: 'x' })).status).toBe(403);
  });

  test('whoever comes without a name starts as the credit manager', async () => {
    expect(JSON.parse((await ask({ path: STATE })).text).you).toBe(CLAIRE.email);
    expect(JSON.parse((await ask({ path: `${STATE}?as=gone@demo.example` })).text).you).toBe(CLAIRE.email);
    expect(JSON.parse((await ask({ path: `${STATE}?as=NADIA@demo.example` })).text).you).toBe(NADIA.email);
  });

  test('an empty roster says what to do', async () => {
    const empty = await startSite({ people: { all: async () => [], byEmail: async () => undefined } });
    const answer = await fetch(`${empty.origin}/local/api/state`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/importez/);
    await empty.close();
  });
});
