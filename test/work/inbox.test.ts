/** The inbox at work, on each database: acknowledged is kept, kept is done once, and what cannot be done is told, whatever the database does and whoever dies. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
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
  /** The turned clock goes on by itself, so that claims run out. */
  readonly did: string[];
}

async function house(create: () => Promise<string>): Promise<House> {
  const url = await create();
  const t = await turnedCore({ at: '2026-11-30T14:05:00+01:00', url });
  await t.import('people.csv', PEOPLE);
  const journals = mkdtempSync(join(tmpdir(), 'encours-inbox-'));
  const ends: (() => Promise<void>)[] = [];
  const ticking = setInterval(() => t.clock.add(10), 10);
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
    const { t, instance, did } = await house(create);
    const inbox = instance();
    const kept = await Promise.all(['a', 'b', 'a'].map((key) => inbox.keep(deed(key))));
    expect(kept.map((one) => one !== undefined)).toEqual([true, true, false]);
    expect(await t.core.store.read.inbox.count()).toBe(2);
    for (const [i, one] of kept.entries()) one?.go(async () => void did.push(`at once ${i}`));
    await inbox.settle(5_000);
    await inbox.loop.drain();
    expect(did).toEqual(['at once 0', 'at once 1']);
    expect(await t.core.store.read.inbox.count()).toBe(0);
    expect(await inbox.keep(deed('a'))).toBeUndefined();
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
    (await inbox.keep(deed('broken')))?.go(() => Promise.reject(new Undoable('of another version')));
    await inbox.settle(5_000);
    const told = await t.core.store.read.outbox.byKey('inbox:broken', 'slack');
    expect(told?.destination).toEqual({ to: 'person', personId: nadia?.id });
    expect(wordsOf(told?.card)).toMatch(/demandé \(« Pour », .*30 nov.*\) n’a pas pu être fait/);
  });

  test('after a day it is given up and told', async () => {
    const { instance, t } = await house(create);
    const nadia = await t.core.store.read.people.byEmail('nadia@acme.example');
    await t.core.store.transact((tx) => tx.people.bind(NADIA, nadia?.id ?? 0, 1));
    const inbox = instance(() => Promise.reject(new Error('never')));
    (await inbox.keep(deed('never')))?.go(() => Promise.reject(new Error('never')));
    await inbox.settle(5_000);
    t.clock.add(86_400_000 - 60_000);
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
    const { instance } = await house(create);
    await expect(instance().keep({ ...deed('large'), what: 'x'.repeat(600_000) })).rejects.toThrow('too large');
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
