import { describe, expect, test } from 'vitest';
import type { NewExchange } from '../../../src/core/debtors/exchange.ts';
import { type HistoryReads, historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { keptIn } from '../../../src/core/desk/store.ts';
import { newCompany, type World } from './world.ts';

export function historyContract(world: World): void {
  const entry = (debtorId: number, given: Partial<NewExchange> = {}): NewExchange => ({
    debtorId,
    at: 1_790_000_000_000,
    day: 20_700,
    actor: 'nadia@acme.fr',
    kind: 'call',
    text: 'Promet un règlement vendredi',
    data: {},
    ...given,
  });
  const add = (given: NewExchange) => world.store.transact((tx) => historyIn(tx).add(given));

  describe('the history of an account', () => {
    test('is read newest first, by day and then as it was written, for the debtors and days asked for', async () => {
      const { debtors } = await newCompany(world, 2);
      const [one = 0, two = 0] = debtors;
      await add(entry(one, { day: 20_701, text: 'b' }));
      await add(entry(one, { day: 20_700, text: 'a' }));
      await add(entry(one, { day: 20_701, text: 'c', kind: 'note' }));
      await add(entry(two, { day: 20_702, text: 'd' }));
      const texts = async (filter: Parameters<HistoryReads['find']>[0]) =>
        (await historyIn(world.store.read).find(filter)).map((e) => e.text);
      expect(await texts({ debtorIds: [one] })).toEqual(['c', 'b', 'a']);
      expect(await texts({ debtorIds: [one], limit: 2 })).toEqual(['c', 'b']);
      expect(await texts({ debtorIds: [one, two], from: 20_701, to: 20_701 })).toEqual(['c', 'b']);
      expect(await texts({ debtorIds: [one], kinds: ['note'] })).toEqual(['c']);
      expect(await texts({ debtorIds: [] })).toEqual([]);
    });

    test('is searched by its words, whatever their accents and case', async () => {
      const { debtors } = await newCompany(world);
      const [one = 0] = debtors;
      await add(entry(one, { text: 'Règlement promis à M. Petit', data: { who: 'M. Petit' } }));
      const found = await historyIn(world.store.read).find({ debtorIds: [one], words: ['petit', 'reglement'] });
      expect(found).toMatchObject([{ text: 'Règlement promis à M. Petit', data: { who: 'M. Petit' }, at: 1_790_000_000_000 }]);
      expect(await historyIn(world.store.read).find({ debtorIds: [one], words: ['petit', 'cheque'] })).toEqual([]);
    });

    test('takes an entry with a key once', async () => {
      const { debtors } = await newCompany(world);
      const [one = 0] = debtors;
      const key = `once:${one}`;
      const id = await add(entry(one, { key }));
      expect(await add(entry(one, { key, text: 'again' }))).toBeUndefined();
      expect(await historyIn(world.store.read).byKey(key)).toMatchObject({ id, text: 'Promet un règlement vendredi' });
    });
  });

  describe('kept files', () => {
    test('come back byte for byte, and the same content for the same subject is kept once', async () => {
      const { debtors } = await newCompany(world);
      const [debtorId = 0] = debtors;
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      const subject = `dispute:test-${debtorId}`;
      const file = { subject, debtorId, name: 'bon de livraison.pdf', mime: 'application/pdf', bytes, at: 1, actor: 'marc@acme.fr' };
      const keep = (given: typeof file) => world.store.transact(async (tx) => (await keptIn(tx).keep(given)).info.id);
      const id = await keep(file);
      expect(await keep(file)).toBe(id);
      const other = await keep({ ...file, name: 'autre.pdf' });
      expect(other).not.toBe(id);
      const { files } = world.store.read;
      expect(Buffer.from((await files.bytes(id)) ?? []).equals(Buffer.from(bytes))).toBe(true);
      expect((await files.of(subject)).map((f) => [f.id, f.name, f.size])).toEqual([
        [id, 'bon de livraison.pdf', 70_000],
        [other, 'autre.pdf', 70_000],
      ]);
      expect((await files.ofDebtor(debtorId)).length).toBe(2);
      expect((await files.info(id))?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(await files.bytes(-1)).toBeUndefined();
    });
  });
}
