import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import type { Store } from '../../../src/core/desk/store.ts';
import { DEFAULT_POLICY, FEATURES } from '../../../src/core/features.ts';
import { WEEKDAYS } from '../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { type Uploads, uploadsIn } from '../../../src/core/ledger/upload-ports.ts';
import { createReaders } from '../../../src/files/apart.ts';
import { createUploads } from '../../../src/files/uploads.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const NADIA: Person = {
  id: 1,
  email: 'nadia@acme.example',
  name: 'Nadia',
  roles: ['credit-manager'],
  department: null,
  manager: null,
  backup: null,
  language: 'en',
  country: null,
  region: null,
};
/** A company of its own among those of the other tests. */
const POLICY = { ...DEFAULT_POLICY, company: { siren: '777000777', name: 'Uploads' } };
const LIST = 'debtor,ref,issueDate,dueDate,amount\nC1,F1,2026-06-01,2026-07-01,77.00\nC1,F2,2026-06-01,2026-07-01,23.00\n';

/** One for all instances here. */
const readers = createReaders();

export function uploadContract(world: World): void {
  describe('dropped files', () => {
    let now = Date.parse('2026-07-01T09:00:00Z');
    const house = {
      ...{ policy: POLICY, features: FEATURES, platforms: [], calendar: WEEKDAYS, calendarFor: () => WEEKDAYS },
      clock: { now: () => now },
    };
    const instance = (store: Store): Uploads => createUploads({ ...house, store, ids: { next: randomUUID } }, readers);
    const dropped = (content: string | Uint8Array, step = 7) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
      }
      return { id: 'F1', name: '../list.csv', size: bytes.length, open: async () => chunks() };
    };
    const GONE = { code: 'gone', message: 'This file is no longer here: drop it again.' };

    test('what one instance previewed another one imports, also after the first one ended', async () => {
      const { upload, report } = await instance(world.store).preview(dropped(LIST), NADIA);
      expect(report).toMatchObject({ file: 'list.csv', rows: 2, accepted: 2 });
      expect(await uploadsIn(world.store.read).byId(upload)).toMatchObject({ name: 'list.csv', size: LIST.length });
      const other = await world.another();
      const before = await ledgerIn(other.read).itemCount();
      expect(await instance(other).accept(upload, NADIA)).toMatchObject({ file: 'list.csv', accepted: 2 });
      expect(await ledgerIn(other.read).itemCount()).toBe(before + 2);
      await expect(instance(world.store).accept(upload, NADIA)).rejects.toMatchObject(GONE);
      await other.close();
    });

    test('is gone when it was discarded, and a day after it came', async () => {
      const uploads = instance(world.store);
      const { upload } = await uploads.preview(dropped(LIST), NADIA);
      await uploads.discard(upload);
      await uploads.discard('no such upload');
      await expect(uploads.accept(upload, NADIA)).rejects.toMatchObject(GONE);
      const old = await uploads.preview(dropped(LIST), NADIA);
      now += DAY_MS;
      await uploads.preview(dropped(LIST), NADIA);
      expect(await uploadsIn(world.store.read).byId(old.upload)).toBeDefined();
      now += 1;
      await uploads.preview(dropped(LIST), NADIA);
      await expect(uploads.accept(old.upload, NADIA)).rejects.toMatchObject(GONE);
      expect(await uploadsIn(world.store.read).piece(old.upload, 0)).toBeUndefined();
    });

    test('one that is refused, or that breaks off on its way, leaves nothing behind', async () => {
      const begun: string[] = [];
      const ids = { next: () => begun[begun.push(randomUUID()) - 1] ?? '' };
      const uploads = createUploads({ ...house, store: world.store, ids }, readers);
      await expect(uploads.preview(dropped('%PDF-1.4'), NADIA)).rejects.toMatchObject({ code: 'bad-file' });
      async function* broken() {
        yield randomBytes(3 << 20);
        throw new Error('connection reset');
      }
      await expect(uploads.preview({ ...dropped(LIST), open: async () => broken() }, NADIA)).rejects.toThrow('connection reset');
      for (const id of begun) {
        expect(await uploadsIn(world.store.read).byId(id)).toBeUndefined();
        expect(await uploadsIn(world.store.read).piece(id, 0)).toBeUndefined();
      }
    });

    test('comes out byte for byte, in pieces of a megabyte, and cannot be found before it is whole', async () => {
      const bytes = randomBytes((2 << 20) + 5);
      const id = randomUUID();
      await world.store.transact((tx) => uploadsIn(tx).begin(id, 'x', now));
      await world.store.transact((tx) => uploadsIn(tx).append(id, 0, bytes.subarray(0, 1 << 20)));
      await world.store.transact((tx) => uploadsIn(tx).append(id, 1, bytes.subarray(1 << 20)));
      expect(await uploadsIn(world.store.read).byId(id)).toBeUndefined();
      await world.store.transact((tx) => uploadsIn(tx).finish(id, bytes.length));
      expect(await uploadsIn(world.store.read).byId(id)).toEqual({ id, name: 'x', size: bytes.length, answers: {} });
      const [first, second] = [await uploadsIn(world.store.read).piece(id, 0), await uploadsIn(world.store.read).piece(id, 1)];
      expect(Buffer.concat([first ?? Buffer.alloc(0), second ?? Buffer.alloc(0)]).equals(bytes)).toBe(true);
      expect(await uploadsIn(world.store.read).piece(id, 2)).toBeUndefined();
    });
  });
}
