import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { openStore } from '../../src/store/open.ts';
import { listItem } from '../contracts/store/world.ts';
import { storeContract } from '../contracts/store.ts';
import { newSqlite } from '../support/databases.ts';
import { spareStore } from '../support/spare.ts';
import { EX, turnedCore } from '../support/turned.ts';

const leftovers: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of leftovers) cleanUp();
});

storeContract('SQLite', async () => newSqlite((work) => leftovers.push(work)), spareStore);

test('while another process holds the file, units of work wait, look-ups do not, and the process stays awake', async () => {
  const url = newSqlite();
  const store = await openStore(url);
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
});

test('a unit of bulk leaves references unchecked, the next one checks them again', async () => {
  const url = newSqlite();
  const store = await openStore(url);
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
