import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { openStore } from '../../src/store/open.ts';
import { SqliteApart } from '../../src/store/sqlite-apart.ts';
import { listItem } from '../contracts/store/world.ts';
import { storeContract } from '../contracts/store.ts';
import { newSqlite } from '../support/databases.ts';
import { spareStore } from '../support/spare.ts';
import { EX, turnedCore } from '../support/turned.ts';

/** A statement that takes as long as it is told to count. */
const COUNT = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT MAX(i) FROM n';

const leftovers: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of leftovers) cleanUp();
});

// The thread holds the connection that all other tests have beside them.
const APART = { apart: true };
storeContract('SQLite', async () => newSqlite((work) => leftovers.push(work)), spareStore, APART);

test.each([false, true])(
  'while another process holds the file, units of work wait, look-ups do not, and the process stays awake (its writer in a thread: %s)',
  async (apart) => {
    const url = newSqlite();
    const store = await openStore(url, { apart });
    const other = new Database(url.slice('file:'.length));
    other.exec('BEGIN IMMEDIATE');
    const unit = store.transact((tx) => tx.jobs.take('agenda', '2026-11-23', 1));
    let done = false;
    unit.then(() => {
      done = true;
    });
    // Each turn of the loop runs again: nothing waits inside the driver for as long as the lock is held.
    for (let turn = 0; turn < 10; turn++) {
      await sleep(20);
      expect(await store.read.jobs.ran('agenda', '2026-11-23')).toBe(false);
    }
    expect(done).toBe(false);
    other.exec('COMMIT');
    other.close();
    expect(await unit).toBe(true);
    await store.close();
  },
);

test.each([false, true])('a unit of bulk leaves references unchecked, the next one checks them again (in a thread: %s)', async (apart) => {
  const url = newSqlite();
  const store = await openStore(url, { apart });
  const nobody = { id: 1, debtors: [99] };
  const nowhere = { id: 99, companyId: 1, kind: 'items', name: '' } as const;
  let refs = 0;
  const stray = (bulk?: 'bulk') =>
    store.transact((tx) => ledgerIn(tx).putListItems(nowhere, 1, 20_000, [listItem(nobody, { ref: `F${++refs}`, amount: 100n })]), bulk);
  await expect(stray()).rejects.toThrow(/FOREIGN KEY|Foreign key/i);
  await stray('bulk');
  await expect(stray()).rejects.toThrow(/FOREIGN KEY|Foreign key/i);
  await store.close();
});

test('however long a statement of the writer takes, the process goes on answering', async () => {
  const connection = await SqliteApart.open({ path: newSqlite().slice('file:'.length), mode: 'write', cacheMb: 1 });
  const start = performance.now();
  let longest = 0;
  let done = false;
  const long = connection.execute(COUNT, [2_000_000]).then(({ rows }) => {
    done = true;
    return rows;
  });
  while (!done) {
    const before = performance.now();
    await sleep(1);
    longest = Math.max(longest, performance.now() - before);
  }
  expect(await long).toEqual([[2_000_000]]);
  expect(longest).toBeLessThan((performance.now() - start) / 2);
  await connection.close();
});

test('a thread that dies takes the unit of work in its hands along, which is done again by the next one', async () => {
  const threads: Worker[] = [];
  const see = (thread: Worker) => threads.push(thread);
  process.on('worker', see);
  const store = await openStore(newSqlite(), APART);
  process.off('worker', see);
  let attempts = 0;
  const unit = store.transact(async (tx) => {
    attempts++;
    await tx.jobs.take('agenda', `2026-11-2${attempts}`, 1);
    if (attempts === 1) await threads[0]?.terminate();
    await tx.jobs.take('chart', '2026-11-23', 1);
  });
  await unit;
  expect(attempts).toBe(2);
  expect(await Promise.all(['2026-11-21', '2026-11-22'].map((day) => store.read.jobs.ran('agenda', day)))).toEqual([false, true]);
  expect(await store.read.jobs.ran('chart', '2026-11-23')).toBe(true);
  await store.close();
});

test('a database in a thread is closed once, after what was asked before, and then says that it is', async () => {
  const connection = await SqliteApart.open({ path: newSqlite().slice('file:'.length), mode: 'write', cacheMb: 1 });
  const asked = connection.execute(COUNT, [10]);
  await Promise.all([connection.close(), connection.close()]);
  expect((await asked).rows).toEqual([[10]]);
  await connection.close();
  await expect(connection.begin()).rejects.toThrow('closed');
});

test('a database that cannot be opened in a thread is refused like any', async () => {
  const folder = newSqlite().replace(/[^/]*$/, '');
  await expect(openStore(folder, APART)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/unable to open/i) });
});

test('what an import writes refers to what is there', async () => {
  const url = newSqlite();
  const t = await turnedCore({ at: '2026-07-01T09:00:00+02:00', url });
  await t.import('ex.csv', EX);
  await t.import('ex2.csv', EX.replaceAll('C1', 'C2'));
  expect(await ledgerIn(t.core.store.read).itemCount()).toBe(10);
  const file = new Database(url.slice('file:'.length));
  expect(file.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  file.close();
  await t.close();
});
