import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/desk/card.ts';
import { type GatewayPlace, type NewMessage, type OutgoingFile, PartlyPosted } from '../../src/core/desk/outbox.ts';
import type { Ended } from '../../src/core/desk/outcome.ts';
import { keptIn, outboxIn } from '../../src/core/desk/store.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { chatTraffic } from '../../src/work/send.ts';
import type { Traffic } from '../../src/work/traffic.ts';
import type { WorkLoop } from '../../src/work/work-loop.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

let t: TurnedCore;
let worker: WorkLoop;
const card = (text: string, amounts = false): Card => ({ blocks: [{ type: 'text', text }], fallback: text, amounts, locale: 'fr' });
const say = (key: string, more: Partial<NewMessage> = {}): Promise<void> =>
  t.core.store.transact((tx) =>
    outboxIn(tx).enqueue({ key, destination: { to: 'channel', channel: 'agenda' }, card: card(key), ...more }, ['slack'], t.clock.now()),
  );
const status = async (key: string): Promise<string | undefined> => (await t.core.store.read.outbox.byKey(key, 'slack'))?.status;
const spaced = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');
/** Another worker takes everything over. */
const takeOver = () => t.core.store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() + 1, 10));
/** What the next post waits for, until it is let go. */
function held(): () => void {
  let goOn = (): void => {};
  t.platform.holds.push(new Promise((resolve) => (goOn = resolve)));
  return () => goOn();
}
const ref = { tenant: 'T1', channel: 'C1', id: '1' };
const carriedBy = (carry: ReturnType<Traffic['carrier']>): WorkLoop =>
  createDeliverer(t.core, { traffic: { ...chatTraffic(t.core), carrier: () => carry } });
const texts = (): string[] => t.platform.posts.map((p) => p.card.fallback);

beforeEach(async () => {
  t = await turnedCore({ at: '2026-11-23T08:00:00+01:00' });
  worker = createDeliverer(t.core);
  await t.import('people.csv', PEOPLE);
});
afterEach(() => t.close());

describe('the outbox worker', () => {
  it('sends each message once, in order within a place, however often it was said', async () => {
    await say('one');
    await say('one');
    await say('two');
    expect(await worker.drain()).toBe(2);
    expect(await worker.drain()).toBe(0);
    expect(texts()).toEqual(['one', 'two']);
    expect(t.logged).toEqual([]);
  });

  it('marks what has arrived while others are still on their way, once', async () => {
    const goOn = held();
    for (const id of ['C1', 'C2']) await say(id, { destination: { to: 'place', platform: 'slack', tenant: 'T1', id } });
    const both = async () => (await Promise.all(['C1', 'C2'].map(status))).sort();
    const all = worker.drain();
    await expect.poll(both).toEqual(['sending', 'sent']);
    goOn();
    await all;
    expect(await both()).toEqual(['sent', 'sent']);
    expect(t.logged).toEqual([]);
  });

  it('that is stopped ends with what it has in hand, marks it, and begins nothing more', async () => {
    const goOn = held();
    await say('one');
    await say('two');
    worker.start();
    await expect.poll(() => t.platform.calls).toBe(1);
    const over = worker.stop();
    goOn();
    await over;
    expect(texts()).toEqual(['one']);
    expect([await status('one'), await status('two')]).toEqual(['sent', 'pending']);
  });

  it('looks for what it could not mark before it posts it again', async () => {
    await say('one');
    let asked = 0;
    const transact: typeof t.core.store.transact = (...what) =>
      ++asked === 2 ? Promise.reject(new Error('the database is away')) : t.core.store.transact(...what);
    await expect(createDeliverer({ ...t.core, store: { ...t.core.store, transact } }).drain()).rejects.toThrow('away');
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({
      ...{ status: 'pending', doubt: true, error: 'the database is away' },
    });
    t.clock.add(2_000);
    await worker.drain();
    expect(t.platform.calls).toBe(1);
    expect(await status('one')).toBe('sent');
  });

  it('hears before it hands a message over whether it is still its own', async () => {
    await say('one');
    await carriedBy(async (_, hold) => {
      await hold.handing();
      return ref;
    }).drain();
    expect(await status('one')).toBe('sent');
    await say('two');
    let handed = false;
    await carriedBy(async (_, hold) => {
      await takeOver();
      await hold.handing();
      handed = true;
      return ref;
    }).drain();
    expect(handed).toBe(false);
    expect(await t.core.store.read.outbox.byKey('two', 'slack')).toMatchObject({ status: 'sending', attempts: 2 });
  });

  it('goes on to those alone who still wait for a message', async () => {
    const second = { to: 'place', platform: 'slack', tenant: 'T1', id: 'C9' } as const;
    const went: unknown[] = [];
    const half = carriedBy(async ({ destination }) => {
      if (went.push(destination) === 1) throw new PartlyPosted(second, 'the rest is busy');
      return ref;
    });
    await say('one');
    await half.drain();
    t.clock.add(2_000);
    await half.drain();
    expect(went).toEqual([{ to: 'channel', channel: 'agenda' }, second]);
  });

  it('tells whoever waits for a message what became of it, and nobody else, unless another worker has it by then', async () => {
    const ended: unknown[] = [];
    const parcel = async (_: unknown, { id, outcome }: Ended) => void ended.push([id, outcome]);
    Object.assign(t.core, { features: { ...t.core.features, outcomes: { parcel } } });
    await say('one', { about: 'parcel:7' });
    await worker.drain();
    t.platform.faults.push({ fault: 'refused', posted: false });
    await say('two', { about: 'parcel:8' });
    await worker.drain();
    const goOn = held();
    await say('three', { about: 'parcel:9' });
    const slow = worker.drain();
    await expect.poll(() => t.platform.calls).toBe(3);
    await takeOver();
    goOn();
    await slow;
    expect(ended).toEqual([
      [7, { status: 'sent', without: [] }],
      [8, { status: 'failed', why: 'told to fail' }],
    ]);
    expect(texts()).toEqual(['one', 'three']);
  });

  it('gives a message up as soon as it hears that another worker has it', async () => {
    const goOn = held();
    await say('one');
    let over = false;
    const slow = createDeliverer(t.core, { holdMs: 20 })
      .drain()
      .finally(() => (over = true));
    await expect.poll(() => t.platform.calls).toBe(1);
    await takeOver();
    await expect.poll(() => over).toBe(true);
    goOn();
    await slow;
    expect(texts()).toEqual([]);
  });

  it('posts nothing once its lease is over, when it was looked for until then', async () => {
    t.platform.faults.push({ fault: 'lost', posted: false });
    await say('one');
    await worker.drain();
    let found = (): void => {};
    const looking = new Promise<void>((resolve) => (found = resolve));
    Object.assign(t.platform, { find: () => looking.then(() => 'absent') });
    t.clock.add(2_000);
    await createDeliverer(t.core, { leaseMs: 20 }).drain();
    found();
    await new Promise((resolve) => setImmediate(resolve));
    expect(t.platform.calls).toBe(1);
  });

  it('after a crash between post and mark, asks the platform and does not post again', async () => {
    await say('one');
    // Another instance claimed the row, posted, and died before it could mark it.
    const [row] = await t.core.store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 1, 10));
    await t.platform.post({ key: row?.key ?? '', to: { kind: 'channel', id: 'C1' }, card: card('one') });
    await worker.drain();
    expect(t.platform.calls).toBe(1);
    expect(await status('one')).toBe('sending');
    t.clock.add(91_000);
    await worker.drain();
    expect(t.platform.calls).toBe(1);
    expect(await status('one')).toBe('sent');
  });

  it('after a crash before the post, posts', async () => {
    await say('one');
    await t.core.store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 1, 10));
    t.clock.add(91_000);
    await worker.drain();
    expect(texts()).toEqual(['one']);
  });

  it('where the platform cannot be asked, names the message as unknown, tells the administrators, and sends it no more', async () => {
    t.platform.canFind = false;
    t.platform.faults.push({ fault: 'lost', posted: true });
    await say('one');
    await worker.drain();
    t.clock.add(2_000);
    await worker.drain();
    expect(await status('one')).toBe('unknown');
    const notices = t.platform.posts.filter((p) => p.to.kind === 'person').map((p) => p.card.fallback);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('(one)');
    expect(texts().filter((text) => text === 'one')).toHaveLength(1);
  });

  it.each([true, false])('after a lost reply (posted: %s) ends with exactly one message', async (posted) => {
    t.platform.faults.push({ fault: 'lost', posted });
    await say('one');
    await worker.drain();
    t.clock.add(2_000);
    await worker.drain();
    expect(texts()).toEqual(['one']);
    expect(await status('one')).toBe('sent');
  });

  it.each(['retry', 'rate-limited'] as const)('after a fault that surely posted nothing (%s) posts without asking', async (fault) => {
    t.platform.canFind = false;
    t.platform.faults.push({ fault, posted: false });
    await say('one');
    await worker.drain();
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'pending', doubt: false });
    t.clock.add(2_000);
    await worker.drain();
    expect(texts()).toEqual(['one']);
    expect(t.platform.askedSince).toBeNaN();
    expect(t.logged).toEqual([]);
  });

  it('after a fault of our own, which may have come after the post, asks, and is told in the log', async () => {
    const bug = Promise.reject(new Error('a bug'));
    bug.catch(() => {});
    t.platform.holds.push(bug);
    await say('one');
    await worker.drain();
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'pending', doubt: true, error: 'a bug' });
    expect(t.logged.map((line) => line.message)).toContain('a message could not be sent');
    t.platform.canFind = false;
    t.clock.add(2_000);
    await worker.drain();
    expect(await status('one')).toBe('unknown');
    expect(texts()).not.toContain('one');
  });

  it('stays in doubt after a lost reply, whatever the next try fails of', async () => {
    t.platform.faults.push({ fault: 'lost', posted: false }, { fault: 'retry', posted: false });
    await say('one');
    await worker.drain();
    t.clock.add(2_000);
    await worker.drain();
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'pending', doubt: true, attempts: 2 });
    t.platform.canFind = false;
    t.clock.add(5_000);
    await worker.drain();
    expect(await status('one')).toBe('unknown');
  });

  it('waits as long as the platform asks', async () => {
    t.platform.faults.push({ fault: 'rate-limited', posted: false, retryAfter: 30_000 });
    await say('one');
    await worker.drain();
    t.clock.add(29_999);
    await worker.drain();
    expect(texts()).toEqual([]);
    t.clock.add(1);
    await worker.drain();
    expect(texts()).toEqual(['one']);
  });

  it('keeps the order in a place although its first message must wait, while other places go on', async () => {
    t.platform.faults.push({ fault: 'retry', posted: false });
    await say('one');
    await worker.drain();
    await say('two');
    await say('elsewhere', { destination: { to: 'person', personId: 1 } });
    await worker.drain();
    expect(texts()).toEqual(['elsewhere']);
    t.clock.add(1_000);
    await worker.drain();
    expect(texts()).toEqual(['elsewhere', 'one', 'two']);
  });

  it('tells an administrator who may not see amounts which message failed, not what it says', async () => {
    const { policy } = t.core;
    Object.assign(t.core, {
      policy: { ...policy, permissions: { ...policy.permissions, see: ['credit-manager'], administer: ['sales', 'credit-manager'] } },
    });
    t.platform.faults.push({ fault: 'refused', posted: false });
    await say('key-of-it', { card: card('Dupont doit 5 000 €', true) });
    await worker.drain();
    const told = t.platform.posts.map(({ to, card: { fallback } }) => [to.kind === 'person' ? to.identity.userId : '', fallback]);
    expect(told).toEqual([
      ['claire@acme.example', expect.stringContaining('(Dupont doit 5 000 €)')],
      ['sofia@acme.example', expect.stringContaining('(key-of-it)')],
    ]);
  });

  it('gives a message up at once when it can never be posted, and says why to the administrators', async () => {
    t.platform.faults.push({ fault: 'refused', posted: false });
    await say('one');
    await worker.drain();
    expect(await status('one')).toBe('failed');
    expect(texts()).toEqual([expect.stringContaining('told to fail'), expect.stringContaining('told to fail')]);
  });

  it('tells each administrator once of messages that fail for one cause, with how many and where, and a later day anew', async () => {
    const nadia = (await t.core.store.read.people.byEmail('nadia@acme.example'))?.id ?? 0;
    const refused = { fault: 'refused', posted: false } as const;
    // Those of one claim, then one by one: nobody hears of it 490 times.
    t.platform.faults.push(...Array.from({ length: 2 }, () => refused));
    await say('to the channel');
    await say('to Nadia', { destination: { to: 'person', personId: nadia } });
    await worker.drain();
    for (let n = 3; n <= 12; n++) {
      t.platform.faults.push(refused);
      await say(`message ${n}`);
      await worker.drain();
    }
    const told = () => t.platform.posts.map(({ card: { fallback } }) => fallback);
    const twelve = '12 messages non publiés aujourd’hui (#agenda, Nadia Benali ; le dernier : message 12) : told to fail';
    expect(told().map(spaced)).toEqual([twelve, twelve]);
    // Another cause is another message.
    t.platform.faults.push({ fault: 'lost', posted: true });
    t.platform.canFind = false;
    await say('lost');
    await worker.drain();
    t.clock.add(2_000);
    await worker.drain();
    expect(told().filter((text) => text.includes('(lost)'))).toHaveLength(2);
    t.clock.add(86_400_000);
    t.platform.faults.push(refused);
    await say('tomorrow');
    await worker.drain();
    expect(told().slice(-2).map(spaced)).toEqual(Array(2).fill('Message non publié (tomorrow) : told to fail'));
  });

  it('says of messages of unknown fate how many there are, and names five places', async () => {
    t.platform.canFind = false;
    const people = await t.core.store.read.people.all();
    const places = Array.from({ length: 7 }, (_, n) => ({ to: 'place', platform: 'slack', tenant: 'T1', id: `C${n}` }) as const);
    for (const destination of places) {
      t.platform.faults.push({ fault: 'lost', posted: true });
      await say(destination.id, { destination });
    }
    await worker.drain();
    t.clock.add(2_000);
    await worker.drain();
    const [told] = t.platform.posts.filter((p) => p.to.kind === 'person').map((p) => spaced(p.card.fallback));
    expect(people).toHaveLength(5);
    expect(told).toMatch(
      /^Je ne sais pas si 7 messages sont partis aujourd’hui \(C\d, C\d, C\d, C\d, C\d, … et 2 autres ; le dernier : C\d\)/,
    );
  });

  it('posts no amount where an outsider reads, names the outsider to the administrators, and posts it once the policy’s people are alone', async () => {
    const eve = {
      identity: { platform: 'slack' as const, tenant: 'T1', userId: 'UEVE' },
      name: 'Eve Martin',
      email: 'eve@other.example',
      guest: false,
      bot: false,
    };
    t.platform.audiences.set('C1', { members: [eve], external: false });
    await say('amounts', { card: card('amounts', true) });
    await say('words');
    await worker.drain();
    expect(await status('amounts')).toBe('refused');
    expect(texts().filter((text) => text.includes('Eve Martin'))).toHaveLength(2);
    expect(texts()).toContain('words');
    t.platform.audiences.set('C1', { members: [], external: false });
    await say('again', { card: card('again', true) });
    await worker.drain();
    expect(await status('again')).toBe('sent');
  });

  it('posts no amount to a person whose roles are gone, nor to one who is a guest by now', async () => {
    const nadia = (await t.core.store.read.people.byEmail('nadia@acme.example'))?.id ?? 0;
    const toNadia = { destination: { to: 'person' as const, personId: nadia } };
    const identity = { platform: 'slack' as const, tenant: 'T1', userId: 'nadia@acme.example' };
    t.platform.audiences.set('D-nadia@acme.example', {
      members: [{ identity, name: 'Nadia', email: undefined, guest: true, bot: false }],
      external: false,
    });
    await say('guest', { ...toNadia, card: card('guest', true) });
    await worker.drain();
    expect(await status('guest')).toBe('failed');
    t.platform.audiences.delete('D-nadia@acme.example');
    await t.import('people2.csv', 'email,name,roles\nnadia@acme.example,Nadia Benali,\n');
    await say('left', { ...toNadia, card: card('left', true) });
    await say('words', toNadia);
    await worker.drain();
    expect(await status('left')).toBe('failed');
    expect(await status('words')).toBe('sent');
  });

  it('counts a person without roles among the outsiders of a channel', async () => {
    await t.import('people2.csv', 'email,name,roles\nnadia@acme.example,Nadia Benali,\n');
    const identity = { platform: 'slack' as const, tenant: 'T1', userId: 'UN' };
    t.platform.audiences.set('C1', {
      members: [{ identity, name: 'Nadia', email: 'nadia@acme.example', guest: false, bot: false }],
      external: false,
    });
    await say('amounts', { card: card('amounts', true) });
    await worker.drain();
    expect(await status('amounts')).toBe('refused');
  });

  it('after a crash on Friday and a restart on Monday still finds what was posted', async () => {
    await say('one');
    await t.core.store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 1, 10));
    await t.platform.post({ key: 'one', to: { kind: 'channel', id: 'C1' }, card: card('one') });
    const said = t.clock.now();
    t.clock.add(3 * 86_400_000);
    await worker.drain();
    expect(t.platform.calls).toBe(1);
    expect(t.platform.askedSince).toBeLessThanOrEqual(said);
  });

  it('updates the posted card in place, and posts it anew when the first was never posted', async () => {
    await say('case');
    await worker.drain();
    await say('case:2', { replaces: 'case', card: card('case, taken') });
    await worker.drain();
    expect(texts()).toEqual(['case, taken']);
    t.platform.faults.push({ fault: 'refused', posted: false });
    await say('other');
    await say('other:2', { replaces: 'other', card: card('other, taken') });
    await worker.drain();
    expect(texts()).toContain('other, taken');
    await say('other:3', { replaces: 'other', card: card('other, decided') });
    await worker.drain();
    expect(texts().filter((text) => text.startsWith('other,'))).toEqual(['other, decided']);
  });

  it('leaves out an update that a newer one overtakes, and shows it after all when an outsider keeps the newer one from being shown', async () => {
    const eve = {
      identity: { platform: 'slack' as const, tenant: 'T1', userId: 'UEVE' },
      name: 'Eve Martin',
      email: 'eve@other.example',
      guest: false,
      bot: false,
    };
    const shown: string[] = [];
    const update = t.platform.update.bind(t.platform);
    Object.assign(t.platform, {
      update: (...args: Parameters<typeof update>) => {
        shown.push(args[1].fallback);
        return update(...args);
      },
    });
    await say('case');
    await worker.drain();
    for (const n of [1, 2, 3]) await say(`case:${n}`, { replaces: 'case' });
    await worker.drain();
    expect(shown).toEqual(['case:3']);
    t.platform.audiences.set('C1', { members: [eve], external: false });
    await say('case:4', { replaces: 'case' });
    await say('case:5', { replaces: 'case', card: card('case:5', true) });
    await worker.drain();
    expect(shown).toEqual(['case:3', 'case:4']);
    expect(await Promise.all([1, 2, 3, 4, 5].map((n) => status(`case:${n}`)))).toEqual([
      'superseded',
      'superseded',
      'sent',
      'sent',
      'refused',
    ]);
  });

  it('a send that outlives its claim is told by the instance that took over, once, and the late one changes nothing', async () => {
    let goOn = (): void => {};
    t.platform.holds.push(new Promise((resolve) => (goOn = resolve)));
    await say('one');
    const slow = worker.drain();
    await expect.poll(() => t.platform.calls).toBe(1);
    t.clock.add(91_000);
    t.platform.faults.push({ fault: 'retry', posted: false });
    await createDeliverer(t.core).drain();
    // The second instance waits for its next try; now the first one's request comes back at last.
    goOn();
    await slow;
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'pending', attempts: 2, error: 'told to fail' });
    expect(t.logged.map((l) => l.message)).toContain('a message was sent after another instance had taken it over');
    t.clock.add(2_000);
    await worker.drain();
    expect(texts()).toEqual(['one']);
    expect(await status('one')).toBe('sent');
  });

  it('nobody takes over a send that takes long while its instance says that it is at work', async () => {
    let goOn = (): void => {};
    t.platform.holds.push(new Promise((resolve) => (goOn = resolve)));
    await say('one');
    let renewed = 0;
    const transact: typeof t.core.store.transact = async (...asked) => {
      const done = await t.core.store.transact(...asked);
      renewed++;
      return done;
    };
    const slow = createDeliverer({ ...t.core, store: { ...t.core.store, transact } }, { holdMs: 20 }).drain();
    await expect.poll(() => t.platform.calls).toBe(1);
    for (let n = 0; n < 3; n++) {
      t.clock.add(80_000);
      // One that was under way does not know the new time.
      const before = renewed;
      await expect.poll(() => renewed).toBeGreaterThan(before + 2);
      await createDeliverer(t.core).drain();
    }
    expect(t.platform.calls).toBe(1);
    goOn();
    await slow;
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'sent', attempts: 1 });
  });

  it('gives up a send that takes longer than its lease, posts nothing for it later, and tries again', async () => {
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    t.platform.holds.push(held);
    await say('one');
    await createDeliverer(t.core, { leaseMs: 20 }).drain();
    expect(await t.core.store.read.outbox.byKey('one', 'slack')).toMatchObject({ status: 'pending', attempts: 1 });
    goOn();
    await held;
    expect(texts()).toEqual([]);
    t.clock.add(2_000);
    await worker.drain();
    expect(texts()).toEqual(['one']);
  });

  describe('a message that brings a file', () => {
    const keepFile = () =>
      t.core.store.transact(async (tx) => {
        const file = { subject: 'motion:1', debtorId: null, name: 'pv.pdf', mime: 'application/pdf', at: t.clock.now() };
        return (await keptIn(tx).keep({ ...file, actor: 'system:committee', bytes: new TextEncoder().encode('%PDF') })).info.id;
      });

    it('posts it with its bytes, once also after a crash', async () => {
      await say('minutes', { file: await keepFile() });
      const [row] = await t.core.store.transact((tx) => outboxIn(tx).claim(t.clock.now(), t.clock.now() - 1, 10));
      const file = { id: 1, name: 'pv.pdf', mime: 'application/pdf', bytes: new Uint8Array() };
      await t.platform.upload({ key: row?.key ?? '', to: { kind: 'channel', id: 'C1' }, card: card('minutes'), file });
      t.clock.add(91_000);
      const find = t.platform.find.bind(t.platform);
      const asked: unknown[] = [];
      Object.assign(t.platform, {
        find: (key: string, to: GatewayPlace, since: number, brought?: OutgoingFile) => {
          asked.push(brought?.name);
          return find(key, to, since);
        },
      });
      await worker.drain();
      expect(asked).toEqual(['pv.pdf']);
      expect(t.platform.calls).toBe(1);
      await say('again', { file: await keepFile() });
      await worker.drain();
      expect(new TextDecoder().decode(t.platform.posts.at(-1)?.file?.bytes)).toBe('%PDF');
    });

    it('says in words where the file is to be had, where the platform takes none', async () => {
      Object.assign(t.platform, { upload: undefined });
      await say('plain');
      await say('minutes', { file: await keepFile() });
      await worker.drain();
      expect(texts()).toHaveLength(2);
      expect(texts()[0]).toBe('plain');
      expect(texts().at(-1)).toBe('minutes Le fichier pv.pdf ne peut pas être publié ici ; il s’obtient par : encours file get 1');
    });

    it('is refused with its reason when the file is not kept any more', async () => {
      await say('minutes', { file: 99 });
      await worker.drain();
      expect(await status('minutes')).toBe('failed');
    });

    it('keeps amounts from outsiders as a card does', async () => {
      const guest = {
        identity: { platform: 'slack' as const, tenant: 'T1', userId: 'G' },
        name: 'Gast',
        email: 'g@x.example',
        guest: true,
        bot: false,
      };
      t.platform.audiences.set('C1', { members: [guest], external: false });
      await say('minutes', { file: await keepFile(), card: card('minutes', true) });
      await worker.drain();
      expect(await status('minutes')).toBe('refused');
      expect(t.platform.posts.some((p) => p.file)).toBe(false);
    });
  });

  it('with two workers on one store posts every message once', async () => {
    const second = createDeliverer(t.core);
    for (let i = 0; i < 20; i++) await say(`m${i}`, { destination: { to: 'place', platform: 'slack', tenant: 'T1', id: `C${i % 5}` } });
    await Promise.all([worker.drain(), second.drain(), worker.drain(), second.drain()]);
    await worker.drain();
    expect([...texts()].sort()).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`).sort());
  });
});
