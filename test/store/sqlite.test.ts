import { afterAll } from 'vitest';
import { storeContract } from '../contracts/store.ts';
import { newSqlite } from '../support/databases.ts';

const leftovers: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of leftovers) cleanUp();
});

storeContract('SQLite', async () => newSqlite((work) => leftovers.push(work)));
