/** The files that messages of the local workspace bring: saved by whoever may read the message, by nobody else, and never shown as a page of ours. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { client } from './client.ts';
import { CLAIRE, KARIM, NADIA } from './memory.ts';
import { startSite, type TestSite } from './site.ts';

const BYTES = new TextEncoder().encode('<script>alert(1)</script>');
const file = { id: 7, name: "procès-verbal d'un « vote ».html", mime: 'text/html', bytes: BYTES };
let site: TestSite;
beforeAll(async () => {
  const info = {
    ...{ id: 7, subject: 'motion:1', debtorId: null, name: file.name, mime: file.mime },
    ...{ size: BYTES.byteLength, sha256: '', at: 0, actor: '' },
  };
  const kept = { info: async (id: number) => (id === 7 ? info : undefined), bytes: async (id: number) => (id === 7 ? BYTES : undefined) };
  site = await startSite({ kept });
});
afterAll(() => site.close());

const card = (text: string) => ({ blocks: [], fallback: text, amounts: true, locale: 'fr' }) as const;
const get = (path: string) => fetch(site.origin + path);

test('a file in a channel is a link on its message, and saved under its name', async () => {
  await site.local.gateway.upload?.({ key: 'f1', to: { kind: 'channel', id: 'litiges' }, card: card('Pièce'), file });
  const [message] = await client(site, NADIA).read('litiges');
  expect(message?.file).toMatchObject({ name: file.name, size: BYTES.byteLength });
  const answer = await get(message?.file?.url ?? '');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''proc%C3%A8s-verbal%20d%27un%20%C2%AB%20vote%20%C2%BB.html",
  );
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(BYTES);
});

test('a file in a private conversation is its owner’s alone', async () => {
  const to = { kind: 'person', identity: { platform: 'local', tenant: 'local', userId: NADIA.email } } as const;
  await site.local.gateway.upload?.({ key: 'f2', to, card: card('Pour vous'), file });
  const id = (await client(site, NADIA).read(`dm:${NADIA.email}`))[0]?.id;
  expect((await get(`/local/kept/${id}?as=${NADIA.email}`)).status).toBe(200);
  for (const other of [KARIM, CLAIRE]) expect((await get(`/local/kept/${id}?as=${other.email}`)).status).toBe(404);
  expect((await get(`/local/kept/${id}?as=stranger@x.example`)).status).toBe(403);
  expect((await get(`/local/kept/${id}`)).status).toBe(403);
});

test('a message without a file, one that is not there, and a file that is gone give nothing', async () => {
  await client(site, NADIA).say('litiges', 'bonjour');
  const said = (await client(site, NADIA).read('litiges')).at(-1);
  expect(said?.file).toBeNull();
  await site.local.gateway.upload?.({ key: 'f3', to: { kind: 'channel', id: 'litiges' }, card: card('x'), file: { ...file, id: 8 } });
  const gone = (await client(site, NADIA).read('litiges')).at(-1);
  for (const id of [said?.id, gone?.id, 999]) expect((await get(`/local/kept/${id}?as=${NADIA.email}`)).status).toBe(404);
});

test('files dropped in a thread of the bot’s come with the reply; elsewhere in a channel they are refused', async () => {
  const opener = await site.local.gateway.post({ key: 'case', to: { kind: 'channel', id: 'litiges' }, card: card('Litige') });
  const nadia = client(site, NADIA);
  const dropped = await nadia.drop('bon.pdf', 'bon de livraison');
  expect((await nadia.act('litiges', { type: 'files', files: [dropped] }, { thread: Number(opener.id) })).status).toBe(200);
  const heard = site.desk.events.at(-1);
  expect(heard?.where.thread).toEqual(opener);
  expect(heard?.happening).toMatchObject({ type: 'reply', text: '', change: 'new', files: [{ name: 'bon.pdf', size: 16 }] });
  expect((await nadia.act('litiges', { type: 'files', files: [dropped] })).status).toBe(400);
});
