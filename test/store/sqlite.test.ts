import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { storeContract } from '../contracts/store.ts';
import { newSqlite } from '../support/databases.ts';

const leftovers: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of leftovers) cleanUp();
});

storeContract('SQLite', async () => newSqlite((work) => leftovers.push(work)));

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
