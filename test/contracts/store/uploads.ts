import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import type { Store } from '../../../src/core/desk/store.ts';
import { DEFAULT_POLICY, FEATURES } from '../../../src/core/features.ts';
import { WEEKDAYS } from '../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { NOTHING_SHOWN, type Uploads, uploadsIn } from '../../../src/core/ledger/upload-ports.ts';
import { createReaders } from '../../../src/files/apart.ts';
import { createUploads } from '../../../src/files/uploads.ts';
import type { World } from './world.ts';

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
    const now = Date.parse('2026-07-01T09:00:00Z');
    const house = {
      ...{ policy: POLICY, features: FEATURES, platforms: [], calendar: WEEKDAYS, calendarFor: () => WEEKDAYS },
      clock: { now: () => now },
    };
    const instance = (store: Store): Uploads => createUploads({ ...house, store }, readers);
    const reader = { person: NADIA, locale: 'en' } as const;
    const dropped = (content: string | Uint8Array, step = 7) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
      }
      return { id: 'F1', name: 'list.csv', size: bytes.length, open: async () => chunks() };
    };
    const begin = async (store: Store): Promise<string> => {
      const id = randomUUID();
      const upload = { id, name: 'list.csv', personId: NADIA.id, platform: 'slack', at: now } as const;
      await store.transact((tx) => uploadsIn(tx).begin(upload));
      return id;
    };
    const kept = async (store: Store, content: string): Promise<string> => {
      const id = await begin(store);
      await instance(store).keep(id, dropped(content), reader);
      return id;
    };

    test('what one instance previewed another one imports, also after the first one ended', async () => {
      const upload = await kept(world.store, LIST);
      expect(await instance(world.store).preview(upload, reader)).toMatchObject({ file: 'list.csv', rows: 2, accepted: 2 });
      expect(await uploadsIn(world.store.read).byId(upload)).toMatchObject({ name: 'list.csv', size: LIST.length });
      const other = await world.another();
      const before = await ledgerIn(other.read).itemCount();
      expect(await instance(other).accept(upload, reader)).toMatchObject({ file: 'list.csv', accepted: 2 });
      expect(await ledgerIn(other.read).itemCount()).toBe(before + 2);
      await other.close();
    });

    test('is gone once it is removed, with all of its pieces', async () => {
      const upload = await kept(world.store, LIST);
      await world.store.transact((tx) => uploadsIn(tx).remove(upload));
      await world.store.transact((tx) => uploadsIn(tx).remove('no such upload'));
      await expect(instance(world.store).accept(upload, reader)).rejects.toMatchObject({ code: 'gone' });
      expect(await uploadsIn(world.store.read).piece(upload, 0)).toBeUndefined();
    });

    test('is found by whose it is and by when it came, and keeps what was answered and shown', async () => {
      const upload = await kept(world.store, LIST);
      const half = await begin(world.store);
      const mine = async () => (await uploadsIn(world.store.read).of(NADIA.id, 'list.csv')).map(({ id, size }) => [id, size]);
      expect(await mine()).toEqual(
        expect.arrayContaining([
          [upload, LIST.length],
          [half, 0],
        ]),
      );
      expect(await uploadsIn(world.store.read).of(NADIA.id, 'other.csv')).toEqual([]);
      const early = async (at: number) => (await uploadsIn(world.store.read).before(at)).some(({ id }) => id === upload);
      expect([await early(now), await early(now + 1)]).toEqual([false, true]);
      const shown = { ...NOTHING_SHOWN, sheets: ['A', 'B'], currencies: ['EUR'] };
      await world.store.transact(async (tx) => {
        await uploadsIn(tx).answer(upload, { dates: 'DMY' });
        await uploadsIn(tx).show(upload, shown);
        await uploadsIn(tx).answer('no such upload', {});
      });
      expect(await uploadsIn(world.store.read).byId(upload)).toMatchObject({ answers: { dates: 'DMY' }, shown, platform: 'slack' });
    });

    test('the lines that are refused come back as they were, with the reason behind, and none is a formula', async () => {
      const upload = await kept(world.store, `${LIST}C2,=1+1,2026-13-01,2026-07-01,1.00\n`);
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await instance(world.store).refusedLines(upload, reader));
      const [header, line, ...more] = text.split('\r\n');
      expect(header).toBe('\ufeffLine;debtor;ref;issueDate;dueDate;amount;Why it is refused');
      expect(line).toMatch(/^4;C2;'=1\+1;2026-13-01;2026-07-01;1.00;./);
      expect(more).toEqual(['']);
    });

    test('comes out byte for byte, in pieces of a megabyte, and cannot be found before it is whole', async () => {
      const bytes = randomBytes((2 << 20) + 5);
      const id = await begin(world.store);
      await world.store.transact((tx) => uploadsIn(tx).append(id, 0, bytes.subarray(0, 1 << 20)));
      await world.store.transact((tx) => uploadsIn(tx).append(id, 1, bytes.subarray(1 << 20)));
      expect(await uploadsIn(world.store.read).byId(id)).toBeUndefined();
      await world.store.transact((tx) => uploadsIn(tx).finish(id, bytes.length));
      expect(await uploadsIn(world.store.read).byId(id)).toMatchObject({
        id,
        name: 'list.csv',
        size: bytes.length,
        answers: {},
        shown: NOTHING_SHOWN,
      });
      const [first, second] = [await uploadsIn(world.store.read).piece(id, 0), await uploadsIn(world.store.read).piece(id, 1)];
      expect(Buffer.concat([first ?? Buffer.alloc(0), second ?? Buffer.alloc(0)]).equals(bytes)).toBe(true);
      expect(await uploadsIn(world.store.read).piece(id, 2)).toBeUndefined();
    });
  });
}
