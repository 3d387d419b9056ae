/** What people do in the local workspace, through its API: who reads what, what the core hears, and that nothing happens twice. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import type { Happening, InboundEvent } from '../../../src/core/desk/inbound.ts';
import { encodeIntent } from '../../../src/core/desk/intent.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { parseCommand } from '../../../src/platforms/local/inbound.ts';
import { runs } from '../../support/chance.ts';
import { agedCard, agendaCard, debtorCard } from './cards.ts';
import { type Client, client } from './client.ts';
import { JEROEN, KARIM, NADIA, ROSTER } from './memory.ts';
import { startSite, type TestSite } from './site.ts';

let site: TestSite;
let nadia: Client;
let karim: Client;
beforeEach(async () => {
  site = await startSite();
  nadia = client(site, NADIA);
  karim = client(site, KARIM);
});
afterEach(() => site.close());

const heard = (): readonly Happening[] => site.desk.events.map((e: InboundEvent) => e.happening);
const post = (card = agendaCard(), channel = 'credit', key: string = randomUUID()) =>
  site.local.gateway.post({ key, to: { kind: 'channel', id: channel }, card });

describe('what the core hears', () => {
  test('a command in a channel, with who, where and a key of its own', async () => {
    await nadia.say('credit', '/débiteur dup');
    const [event] = site.desk.events;
    expect(event?.happening).toEqual({ type: 'command', name: 'débiteur', text: 'dup' });
    expect(event?.identity).toEqual({ platform: 'local', tenant: 'local', userId: NADIA.email });
    expect(event?.where).toEqual({ channel: 'credit', direct: false });
    expect([await event?.email(), event?.locale, event?.outsider]).toEqual([NADIA.email, undefined, false]);
    await client(site, JEROEN).say('credit', '/débiteur dup');
    expect(site.desk.events[1]?.locale).toBe('en');
    expect(site.desk.events[1]?.key).not.toBe(event?.key);
  });

  test.each([
    ['/debtor dup', { name: 'debtor', text: 'dup' }],
    ['  /debtor   Dupont  SA ', { name: 'debtor', text: 'Dupont  SA' }],
    ['/aging', { name: 'aging', text: '' }],
    ['/note DUPONT\ndeux lignes', { name: 'note', text: 'DUPONT\ndeux lignes' }],
    ['/', { name: '', text: '' }],
    ['Dupont', undefined],
    ['et/ou', undefined],
  ])('%j is read as %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  test('plain words are for the bot in its private conversation, and in a channel when they name it', async () => {
    await nadia.say(nadia.direct, 'dupont');
    await nadia.say('credit', '@Encours, dupont');
    await nadia.say('credit', 'Bonjour à tous');
    expect(heard()).toEqual([
      { type: 'command', name: '', text: 'dupont' },
      { type: 'command', name: '', text: 'dupont' },
    ]);
    expect((await karim.read('credit')).map((m) => m.text)).toEqual(['@Encours, dupont', 'Bonjour à tous']);
  });

  test('a reply in a thread that the bot opened, and none in a thread between people', async () => {
    const ref = await post();
    await nadia.say('credit', 'Je m’en occupe', Number(ref.id));
    const [event] = site.desk.events;
    expect(event?.happening).toMatchObject({ type: 'reply', text: 'Je m’en occupe', change: 'new', message: { channel: 'credit' } });
    expect(event?.where.thread).toEqual(ref);
    await nadia.say('credit', 'Bonjour');
    const said = (await nadia.read('credit')).at(-1);
    await karim.say('credit', 'Bonjour Nadia', said?.id);
    expect(site.desk.events).toHaveLength(1);
    expect((await nadia.read('credit', { thread: String(said?.id) })).map((m) => m.text)).toEqual(['Bonjour', 'Bonjour Nadia']);
  });

  test('a press, with the place of the pressed card', async () => {
    const ref = await post();
    const payload = encodeIntent({ kind: 'aging.show' });
    await nadia.act('credit', { type: 'press', payload, message: Number(ref.id) });
    expect(heard()).toEqual([{ type: 'press', payload, message: ref }]);
  });

  test('a forged payload reaches the core unchecked, as it came, and is answered with a sentence', async () => {
    const ref = await post();
    await nadia.act('credit', { type: 'press', payload: { kind: 'grant', to: 'me' }, message: Number(ref.id) });
    expect((await nadia.read('credit')).at(-1)?.text).toMatch(/plus valable/);
  });

  test('a dropped file, streamed, with progress that the answer replaces', async () => {
    const id = await nadia.drop('grand livre.csv', 'a;b\n1;2\n');
    await nadia.act(nadia.direct, { type: 'files', files: [id] });
    expect(heard()).toMatchObject([{ type: 'files', files: [{ name: 'grand livre.csv', size: 8 }] }]);
    expect((await nadia.read(nadia.direct)).map((m) => m.text)).toEqual([
      'Fichier déposé : grand livre.csv',
      'grand livre.csv : 8 octets lus',
    ]);
  });

  test('a file is its owner’s alone, and has no place in a channel', async () => {
    const id = await nadia.drop('x.csv', 'x');
    expect((await karim.act(karim.direct, { type: 'files', files: [id] })).status).toBe(404);
    expect((await nadia.act('credit', { type: 'files', files: [id] })).status).toBe(400);
    expect(site.desk.events).toHaveLength(0);
  });
});

describe('answers', () => {
  test('a form comes back to whoever asked, its errors stay in it, and its outcome is said where it was asked', async () => {
    const { body } = await nadia.say('litiges', '/litige FA-1024');
    const payload = body.form?.payload;
    const wrong = await nadia.act('litiges', { type: 'submit', payload, answers: { amount: 'douze', reason: 'quality' } });
    expect(wrong.body).toEqual({ errors: { amount: 'Ce montant ne se lit pas.' } });
    const right = await nadia.act('litiges', { type: 'submit', payload, answers: { amount: '4300', reason: 'quality' } });
    expect(right.body).toEqual({});
    expect((await karim.read('litiges')).map((m) => m.text)).toEqual(['Litige de 4300 € ouvert (quality)']);
  });

  test('a fault of ours is a sentence with status 500, and told to the operator', async () => {
    const answer = await nadia.say('credit', '/panne');
    expect(answer.status).toBe(500);
    expect(answer.body.error?.message).toMatch(/de notre côté/);
    expect(site.faults).toHaveLength(1);
    expect((await nadia.say('credit', '/débiteur')).status).toBe(200);
  });

  test('an act sent again is carried out once and answered the same; the key belongs to its person and its act', async () => {
    const key = randomUUID();
    const act = { type: 'say', text: '/litige FA-1024' };
    const answers = await Promise.all([nadia.act('credit', act, { key }), nadia.act('credit', act, { key })]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.body.form).toBeDefined();
    expect(site.desk.events).toHaveLength(1);
    expect((await nadia.read('credit')).map((m) => m.text)).toEqual(['/litige FA-1024']);
    expect((await nadia.act('credit', { type: 'say', text: 'autre chose' }, { key })).status).toBe(409);
    await karim.act('credit', act, { key });
    expect(site.desk.events.map((e) => e.identity.userId)).toEqual([NADIA.email, KARIM.email]);
  });

  test('an act that failed can be sent again with its key, and its words are said once', async () => {
    const key = randomUUID();
    const act = { type: 'say', text: '/panne' };
    expect((await nadia.act('credit', act, { key })).status).toBe(500);
    expect((await nadia.act('credit', act, { key })).status).toBe(500);
    expect(site.desk.events.map((e) => e.key)).toEqual([site.desk.events[0]?.key, site.desk.events[0]?.key]);
    expect(await nadia.read('credit')).toHaveLength(1);
  });
});

describe('what is private stays private', () => {
  test('no request of another person tells of it: lists, threads, presses, charts, the stream, its past', async () => {
    const other = await karim.listen();
    const own = await nadia.listen();
    await nadia.say('credit', '/débiteur secret-1');
    await nadia.say(nadia.direct, 'secret-2');
    const chart = await site.messages.add({
      ...{ channel: 'credit', thread: null, author: 'bot', only: NADIA.email, text: 'secret-3', card: agedCard(), key: null, at: 0 },
    });
    const mine = await nadia.read('credit');
    await site.messages.update(mine[1]?.id ?? 0, { card: debtorCard('secret-4') });
    await post(sentence('fin', 'fr'));
    await own.until((e) => JSON.stringify(e.data).includes('fin'));
    await other.until((e) => JSON.stringify(e.data).includes('fin'));

    expect(mine.map((m) => m.private)).toEqual([true, true, true]);
    expect(JSON.stringify(await karim.read('credit'))).not.toContain('secret');
    await expect(karim.read(nadia.direct)).rejects.toThrow('404');
    for (const message of mine) {
      await expect(karim.read('credit', { thread: String(message.id) })).rejects.toThrow('404');
      expect((await karim.say('credit', 'x', message.id)).status).toBe(404);
      expect((await karim.act('credit', { type: 'press', payload: 'x', message: message.id })).status).toBe(404);
    }
    expect((await karim.say(nadia.direct, 'x')).status).toBe(404);

    const url = JSON.stringify(mine.find((m) => m.id === chart)?.card).match(/\/local\/charts\/[^"]+/)?.[0] ?? '';
    expect((await fetch(site.origin + url)).status).toBe(200);
    expect(
      (await fetch(site.origin + url.replace(NADIA.email, KARIM.email).replace(encodeURIComponent(NADIA.email), KARIM.email))).status,
    ).toBe(404);

    const late = await karim.listen('0.0');
    await late.until((e) => JSON.stringify(e.data).includes('fin'));
    expect(JSON.stringify([other.heard, late.heard])).not.toContain('secret');
    expect(JSON.stringify(own.heard)).toContain('secret-1');
    for (const stream of [own, other, late]) stream.close();
  });

  test('for any mix of acts, each person reads the public messages and their own private ones, by list, by stream and by its past alike', async () => {
    const who = fc.constantFrom(...ROSTER);
    const place = fc.constantFrom('credit', 'litiges', 'direct');
    const words = fc.constantFrom('/débiteur x', 'bonjour', '@encours dup', '/litige');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(who, place, words), { maxLength: 12 }), async (acts) => {
        const fresh = await startSite();
        try {
          const streams = await Promise.all(ROSTER.map((p) => client(fresh, p).listen()));
          for (const [person, where, text] of acts) {
            const own = client(fresh, person);
            await own.say(where === 'direct' ? own.direct : where, text);
          }
          await fresh.local.gateway.post({ key: 'end', to: { kind: 'channel', id: 'credit' }, card: sentence('fin', 'fr') });
          for (const [i, person] of ROSTER.entries()) await readsAlike(fresh, person, streams[i]);
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: runs(15) },
    );
  });
});

async function readsAlike(fresh: TestSite, person: Person, stream: Awaited<ReturnType<Client['listen']>> | undefined): Promise<void> {
  const own = client(fresh, person);
  const listed = (await Promise.all(['credit', 'litiges', own.direct].map((c) => own.read(c)))).flat().sort((a, b) => a.id - b.id);
  const all = [];
  for (let id = 1; id <= (await fresh.messages.latest()).id; id++) all.push(await fresh.messages.byId(id));
  const due = all.filter((m) => m !== undefined && (m.only === null || m.only === person.email));
  expect(listed.map((m) => m.id)).toEqual(due.map((m) => m?.id));
  expect(all.filter((m) => m?.channel.startsWith('dm:')).every((m) => m?.only === m?.channel.slice(3))).toBe(true);
  await stream?.until((e) => JSON.stringify(e.data).includes('"fin"'));
  expect(stream?.messages()).toEqual(listed);
  const late = await own.listen('0.0');
  await late.until((e) => JSON.stringify(e.data).includes('"fin"'));
  expect(late.messages()).toEqual(listed);
  stream?.close();
  late.close();
}

describe('the stream', () => {
  test('tells edits and additions in order; coming back with the last id gives what was missed', async () => {
    const stream = await nadia.listen();
    const ref = await post(sentence('un', 'fr'));
    await site.local.gateway.update(ref, sentence('un, corrigé', 'fr'));
    const last = await stream.until((e) => JSON.stringify(e.data).includes('corrigé'));
    expect(stream.messages().map((m) => [m.text, m.edited > 0])).toEqual([
      ['un', false],
      ['un, corrigé', true],
    ]);
    stream.close();
    await post(sentence('deux', 'fr'));
    await site.local.gateway.update(ref, sentence('un, encore', 'fr'));
    const back = await nadia.listen(last.id);
    await back.until((e) => JSON.stringify(e.data).includes('encore'));
    const seen = new Map(back.messages().map((m) => [m.id, m.text]));
    expect([...seen.values()]).toEqual(['un, encore', 'deux']);
    back.close();
  });

  test('a page from before this database, or away for too long, is told to start afresh', async () => {
    const ahead = await nadia.listen('99.0');
    await ahead.until((e) => e.event === 'reset');
    for (let i = 0; i < 61; i++) await post(sentence(String(i), 'fr'));
    const away = await nadia.listen('0.0');
    await away.until((e) => e.event === 'reset');
    expect(away.messages()).toEqual([]);
    ahead.close();
    away.close();
  });

  test('64 pages may listen, the next one is told so, and a page that leaves makes room', async () => {
    const pages = await Promise.all(Array.from({ length: 64 }, () => nadia.listen()));
    const url = `${site.origin}/local/events?as=${NADIA.email}`;
    expect((await fetch(url)).status).toBe(503);
    pages[0]?.close();
    await expect.poll(async () => (await nadia.listen().catch(() => undefined)) !== undefined).toBe(true);
    for (const page of pages) page.close();
  });
});

describe('long conversations', () => {
  test('60 messages come at once, older ones on asking, and threads whole', async () => {
    const root = await post(sentence('ouverture', 'fr'));
    for (let i = 1; i <= 60; i++) await nadia.say('credit', `réponse ${i}`, Number(root.id));
    const query = async (extra: string) =>
      (await fetch(`${site.origin}/local/api/messages?as=${NADIA.email}&channel=credit${extra}`)).json();
    const newest = (await query('')) as { messages: { id: number }[]; earlier: boolean };
    expect([newest.messages.length, newest.earlier]).toEqual([60, true]);
    const older = (await query(`&before=${newest.messages[0]?.id}`)) as typeof newest;
    expect([older.messages.map((m) => m.id), older.earlier]).toEqual([[Number(root.id)], false]);
    expect((await nadia.read('credit', { thread: root.id })).length).toBe(61);
  });
});

describe('the page’s state', () => {
  test('follows the person’s language, else the policy’s, and shows a turned clock', async () => {
    const state = async (origin: string, as: string) => (await fetch(`${origin}/local/api/state?as=${as}`)).text();
    expect(JSON.parse(await state(site.origin, NADIA.email))).toMatchObject({ locale: 'fr', time: { turned: false } });
    expect(JSON.parse(await state(site.origin, JEROEN.email))).toMatchObject({ locale: 'en', intro: { tries: ['/debtor dup'] } });
    const turned = await startSite({ clock: { now: () => 1_800_000_000_000 }, locale: 'en' });
    expect(JSON.parse(await state(turned.origin, NADIA.email))).toMatchObject({
      locale: 'en',
      time: { now: 1_800_000_000_000, turned: true },
    });
    await turned.close();
  });
});

describe('charts', () => {
  test('a picture is painted once, may be kept by the browser, and is gone when its figures change', async () => {
    let painted = 0;
    const own = await startSite({
      paint: async () => {
        painted++;
        return Buffer.from('png');
      },
    });
    const ref = await own.local.gateway.post({ key: 'c', to: { kind: 'channel', id: 'credit' }, card: agedCard() });
    const [message] = await client(own, NADIA).read('credit');
    const url = own.origin + (JSON.stringify(message?.card).match(/\/local\/charts\/[^"]+/)?.[0] ?? '');
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(url);
      expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'image/png', 'png']);
      expect(answer.headers.get('cache-control')).toMatch(/^private/);
    }
    expect(painted).toBe(1);
    expect(message?.tables[0]?.rows).toHaveLength(12);
    await own.local.gateway.update(ref, agendaCard());
    expect((await fetch(url)).status).toBe(404);
    await own.close();
  });

  test('a picture that cannot be painted is a fault of ours, tried again at the next request', async () => {
    let broken = true;
    const own = await startSite({
      paint: async () => {
        if (broken) throw new Error('no font');
        return Buffer.from('png');
      },
    });
    await own.local.gateway.post({ key: 'c', to: { kind: 'channel', id: 'credit' }, card: agedCard() });
    const [message] = await client(own, NADIA).read('credit');
    const url = own.origin + (JSON.stringify(message?.card).match(/\/local\/charts\/[^"]+/)?.[0] ?? '');
    expect((await fetch(url)).status).toBe(500);
    broken = false;
    expect((await fetch(url)).status).toBe(200);
    await own.close();
  });
});
