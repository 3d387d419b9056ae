/** The inbox at work, on each database: acknowledged is kept, kept is done once, and what cannot be done is told, whatever the database does and whoever dies. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sentence } from '../../src/core/desk/card.ts';
import { type Deed, Undoable, type WaitingDeed } from '../../src/core/desk/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import { createInbox, type InboxWorker } from '../../src/work/inbox.ts';
import { createJournal } from '../../src/work/journal.ts';
import { newPostgres, newSqlite } from '../support/databases.ts';
import { wordsOf } from '../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

const NADIA = { platform: 'slack', tenant: 'T1', userId: 'U-nadia' } as const;
const CLAIM = 300;

interface House {
  readonly t: TurnedCore;
  readonly url: string;
  readonly journals: string;
  /** An instance of the bot: its inbox, and what it did of what was kept earlier. */
  instance(again?: (deed: WaitingDeed) => Promise<void>): InboxWorker;
  readonly did: string[];
}

/** Unless it is `still`, the turned clock goes on by itself, so that claims run out. */
async function house(create: () => Promise<string>, still = false): Promise<House> {
  const url = await create();
  const t = await turnedCore({ at: '2026-11-30T14:05:00+01:00', url });
  await t.import('people.csv', PEOPLE);
  const journals = mkdtempSync(join(tmpdir(), 'encours-inbox-'));
  const ends: (() => Promise<void>)[] = [];
  const ticking = setInterval(() => t.clock.add(still ? 0 : 10), 10);
  onTestFinished(async () => {
    clearInterval(ticking);
    await Promise.all(ends.map((end) => end()));
    await t.close();
    rmSync(journals, { recursive: true, force: true });
  });
  const did: string[] = [];
  return {
    t,
    url,
    journals,
    did,
    instance(again = async (deed) => void did.push(deed.key)) {
      const journal = createJournal(journals);
      ends.push(() => journal.close());
      const inbox = createInbox(t.core, journal, { claimMs: CLAIM });
      inbox.serve('slack', again);
      ends.push(() => inbox.loop.stop());
      return inbox;
    },
  };
}

const deed = (key: string): Omit<Deed, 'at'> => ({ key, identity: NADIA, name: 'Pour', what: { key } });

describe.each([
  ['SQLite', async () => newSqlite()],
  ['PostgreSQL', newPostgres],
] as const)('the inbox on %s', (_, create) => {
  test('what is kept is done once by whoever kept it, and goes', async () => {
    const { t, instance, did, journals } = await house(create);
    const inbox = instance();
    const kept = await Promise.all(['a', 'b', 'a'].map((key) => inbox.keep(deed(key))));
    expect(kept.map((one) => one !== undefined)).toEqual([true, true, false]);
    expect(await t.core.store.read.inbox.count()).toBe(2);
    expect(readdirSync(journals)).toEqual([]);
    for (const [i, one] of kept.entries()) one?.go(async () => void did.push(`at once ${i}`));
    await inbox.settle(5_000);
    await inbox.loop.drain();
    expect(did).toEqual(['at once 0', 'at once 1']);
    expect(await t.core.store.read.inbox.count()).toBe(0);
    expect(await inbox.keep(deed('a'))).toBeUndefined();
    expect(inbox.inHand).toBe(0);
    expect(t.logged).toEqual([]);
  });

  test('another one does what a process that died had in hand, once its claim is over, and not before', async () => {
    const { instance, did, t } = await house(create);
    await instance().keep(deed('a'));
    const other = instance();
    await other.loop.drain();
    expect(did).toEqual([]);
    await expect.poll(() => other.loop.drain().then(() => did)).toEqual(['a']);
    await expect.poll(() => t.core.store.read.inbox.count()).toBe(0);
  });

  test('what takes long stays with whoever has it in hand', async () => {
    const { instance, did } = await house(create);
    const [inbox, other] = [instance(), instance()];
    const kept = await inbox.keep(deed('slow'));
    let finish = (): void => {};
    kept?.go(() => new Promise((resolve) => (finish = resolve)));
    inbox.loop.start();
    // Longer than it goes without saying so.
    for (let n = 0; n < 30; n++) {
      await sleep(20);
      await other.loop.drain();
    }
    finish();
    await inbox.settle(5_000);
    expect(did.length).toBeLessThanOrEqual(1);
  });

  test('a fault that passes is tried again; one that does not is told to its author by the name of what they did', async () => {
    const { instance, t } = await house(create);
    const nadia = await t.core.store.read.people.byEmail('nadia@acme.example');
    await t.core.store.transact((tx) => tx.people.bind(NADIA, nadia?.id ?? 0, 1));
    const tries: number[] = [];
    const inbox = instance(async (again) => {
      tries.push(again.tries);
      if (again.key === 'broken') throw new Undoable('of another version');
      if (again.tries < 3) throw new Error('not yet');
    });
    (await inbox.keep(deed('later')))?.go(() => Promise.reject(new Error('not yet')));
    await inbox.settle(5_000);
    await expect
      .poll(async () => {
        t.clock.add(1_000);
        await inbox.loop.drain();
        await inbox.settle(5_000);
        return t.core.store.read.inbox.count();
      })
      .toBe(0);
    expect(tries).toEqual([1, 2, 3]);
    expect(t.logged.map((line) => line.message)).toContain('a deed could not be done yet');
    (await inbox.keep(deed('broken')))?.go(() => Promise.reject(new Undoable('of another version')));
    await inbox.settle(5_000);
    const told = await t.core.store.read.outbox.byKey('inbox:broken', 'slack');
    expect(told?.destination).toEqual({ to: 'person', personId: nadia?.id });
    expect(wordsOf(told?.card)).toMatch(/demandé \(« Pour », .*30 nov.*\) n’a pas pu être fait/);
  });

  test('after a day it is given up and told', async () => {
    const { instance, t } = await house(create, true);
    const nadia = await t.core.store.read.people.byEmail('nadia@acme.example');
    await t.core.store.transact((tx) => tx.people.bind(NADIA, nadia?.id ?? 0, 1));
    const inbox = instance(() => Promise.reject(new Error('never')));
    (await inbox.keep(deed('never')))?.go(() => Promise.reject(new Error('never')));
    await inbox.settle(5_000);
    t.clock.add(86_400_000);
    await inbox.loop.drain();
    await inbox.settle(5_000);
    expect(await t.core.store.read.inbox.count()).toBe(1);
    t.clock.add(86_400_000);
    await inbox.loop.drain();
    await inbox.settle(5_000);
    expect(await t.core.store.read.inbox.count()).toBe(0);
    expect(await t.core.store.read.outbox.byKey('inbox:never', 'slack')).toBeDefined();
  });

  test('what is too large to be a person’s is not kept', async () => {
    const { instance, t } = await house(create);
    const inbox = instance();
    const room = 524_288 - JSON.stringify({ ...deed('large'), what: '', at: t.clock.now() }).length;
    await expect(inbox.keep({ ...deed('large'), what: 'x'.repeat(room + 1) })).rejects.toThrow('too large');
    expect(await inbox.keep({ ...deed('large'), what: 'x'.repeat(room) })).toBeDefined();
  });
});

describe('the inbox', () => {
  const here = () => house(async () => newSqlite(), true);
  /** From now on this many ms have gone by, until the test lets go. */
  const later = (ms: number) => {
    const watch = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + ms);
    onTestFinished(() => watch.mockRestore());
    return () => watch.mockRestore();
  };

  test('does at its first look what a process that died left in its journal, but for lines that nobody can read', async () => {
    const { instance, did, journals, t } = await here();
    const left = join(journals, `inbox-${randomUUID()}.journal`);
    writeFileSync(left, ['{"cut', JSON.stringify({ ...deed('a'), at: t.clock.now() })].join('\n'));
    utimesSync(left, 1, 1);
    expect(await instance().loop.drain()).toBe(1);
    expect(did).toEqual(['a']);
    expect(readdirSync(journals)).toEqual([]);
  });

  test('keeps what it has in hand for longer than five seconds, and asks nothing of the database for what it has just begun', async () => {
    const { instance, did, t } = await here();
    let asked = 0;
    const { transact } = t.core.store;
    const counted: typeof transact = (...what) => {
      asked++;
      return transact(...what);
    };
    Object.assign(t.core.store, { transact: counted });
    const [inbox, other] = [instance(), instance()];
    const kept = await inbox.keep(deed('slow'));
    let finish = (): void => {};
    kept?.go(() => new Promise((resolve) => (finish = resolve)));
    asked = 0;
    await inbox.loop.drain();
    expect(asked).toBe(0);
    const now = later(6_000);
    t.clock.add(CLAIM - 1);
    await inbox.loop.drain();
    t.clock.add(CLAIM - 1);
    await other.loop.drain();
    expect(did).toEqual([]);
    now();
    await inbox.settle(1);
    expect(t.logged.map((line) => line.message)).toContain('the process ends with deeds in hand: they are kept, and done later');
    finish();
    await inbox.settle(5_000);
    expect(await t.core.store.read.inbox.count()).toBe(0);
  });

  test('takes twenty that it finds in hand at once, and leaves the others to others', async () => {
    const { instance, did, t } = await here();
    const dead = instance();
    await Promise.all(Array.from({ length: 25 }, (_, n) => dead.keep(deed(`found:${n}`))));
    t.clock.add(CLAIM);
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const inbox = instance(async ({ key }) => {
      await held;
      did.push(key);
    });
    const all = inbox.loop.drain();
    await expect.poll(() => inbox.inHand).toBe(20);
    expect(await instance().loop.drain()).toBe(5);
    expect(did).toHaveLength(5);
    goOn();
    await all;
    await inbox.settle(5_000);
    expect(new Set(did).size).toBe(25);
  });

  test('ends what belongs to a platform that is not configured any more, also when nobody knows its author', async () => {
    const { instance, t } = await here();
    await instance().keep({ ...deed('a'), identity: { ...NADIA, platform: 'teams' } });
    t.clock.add(CLAIM);
    await instance().loop.drain();
    expect(await t.core.store.read.inbox.count()).toBe(0);
    expect(await t.core.store.read.outbox.count('pending')).toBe(0);
  });

  test('says later to a person it knows what it could not say at once, else into the channel, else nowhere', async () => {
    const { instance, t } = await here();
    const inbox = instance();
    const card = sentence('C’est fait.', 'fr');
    expect(await inbox.knows(NADIA)).toBe(false);
    expect(await inbox.sayLater(NADIA, 'unknown', card)).toBe(false);
    const nadia = await t.core.store.read.people.byEmail('nadia@acme.example');
    await t.core.store.transact((tx) => tx.people.bind(NADIA, nadia?.id ?? 0, 1));
    expect(await inbox.knows(NADIA)).toBe(true);
    expect(await inbox.sayLater(NADIA, 'known', card)).toBe(true);
    expect(await inbox.sayLater(NADIA, 'channel', card, 'C7')).toBe(true);
    const to = async (key: string) => (await t.core.store.read.outbox.byKey(key, 'slack'))?.destination;
    expect(await Promise.all(['unknown', 'known', 'channel'].map(to))).toEqual([
      undefined,
      { to: 'person', personId: nadia?.id },
      { to: 'place', platform: 'slack', tenant: 'T1', id: 'C7' },
    ]);
  });

  test('of what is over before the database has taken it nothing stays there, and what failed waits for its next try', async () => {
    const { instance, t } = await here();
    const { transact } = t.core.store;
    let open = (): void => {};
    const shut = new Promise<void>((resolve) => (open = resolve));
    let asked = 0;
    const slow: typeof transact = async (...what) => {
      if (++asked === 1) await shut;
      return transact(...what);
    };
    Object.assign(t.core.store, { transact: slow });
    const inbox = instance();
    const first = inbox.keep(deed('first'));
    // The database has stood still for longer than its share.
    const now = later(2_000);
    const kept = await Promise.all(['done', 'fails', 'impossible'].map((key) => inbox.keep(deed(key))));
    now();
    const faults = [undefined, new Error('not yet'), new Undoable('of another version')];
    let begun = 0;
    for (const [n, one] of kept.entries())
      one?.go(async () => {
        begun++;
        if (faults[n]) throw faults[n];
      });
    await expect.poll(() => begun).toBe(3);
    // Time for what does not wait.
    for (let n = 0; n < 5; n++) {
      await breath();
      await transact(async () => {});
    }
    open();
    await first;
    await inbox.settle(5_000);
    expect(await t.core.store.read.inbox.count()).toBe(2);
    // What was not begun is anybody's once its claim is over; what failed waits longer.
    t.clock.add(CLAIM);
    expect(await instance().loop.drain()).toBe(1);
    t.clock.add(1_000);
    expect(await instance().loop.drain()).toBe(1);
  });

  test('does not acknowledge what neither the database nor the disk takes', async () => {
    const { journals, t } = await here();
    writeFileSync(join(journals, 'file'), '');
    const away = { ...t.core.store, transact: () => Promise.reject(new Error('the database is away')) };
    const inbox = createInbox({ ...t.core, store: away }, createJournal(join(journals, 'file', 'a')));
    await expect(inbox.keep(deed('a'))).rejects.toThrow();
    expect(inbox.inHand).toBe(0);
  });

  test('begins nothing while others arrive', async () => {
    const { instance } = await here();
    const inbox = instance();
    const kept = await inbox.keep(deed('a'));
    const now = later(0);
    const order: string[] = [];
    kept?.go(async () => void order.push('begins'));
    for (let n = 0; n < 3; n++) {
      order.push('arrives');
      void inbox.keep(deed('a'));
      await breath();
    }
    now();
    await inbox.settle(5_000);
    expect(order).toEqual(['arrives', 'arrives', 'arrives', 'begins']);
  });
});

describe('while another process holds the SQLite file', () => {
  test('deeds are on the disk within a second, done once when it lets go, and in the journal for whoever comes when this one dies', async () => {
    const { instance, did, t, url, journals } = await house(async () => newSqlite());
    const [inbox, dying] = [instance(), instance()];
    const holder = new Database(url.slice('file:'.length));
    holder.exec('BEGIN EXCLUSIVE');
    const began = performance.now();
    const kept = await Promise.all(Array.from({ length: 30 }, (_, n) => inbox.keep(deed(`held:${n}`))));
    await dying.keep(deed('dying'));
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(readdirSync(journals)).toHaveLength(2);
    for (const [n, one] of kept.entries())
      one?.go(async () => {
        await t.core.store.transact((tx) => tx.jobs.take('held', String(n), 1));
        did.push(`held:${n}`);
      });
    inbox.loop.start();
    await sleep(300);
    expect(did).toEqual([]);
    holder.exec('COMMIT');
    holder.close();
    await expect.poll(() => did.length).toBe(31);
    expect(new Set(did)).toEqual(new Set([...Array.from({ length: 30 }, (_, n) => `held:${n}`), 'dying']));
    await expect.poll(() => t.core.store.read.inbox.count()).toBe(0);
    await expect.poll(() => readdirSync(journals)).toEqual([]);
    const again = await openStore(url);
    expect(await again.read.inbox.count()).toBe(0);
    await again.close();
  });
});
