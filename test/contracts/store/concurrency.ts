import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { faultOf } from '../../../src/core/desk/audit.ts';
import { auditIn } from '../../../src/core/desk/store.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { aged, begin, day, importList, listItem, newCompany, type World } from './world.ts';

const AT_ONCE = 150;

export function concurrencyContract(world: World): void {
  describe('units of work', () => {
    const event = (subject: string) => ({ at: 1, actor: 'a', action: 'b', subject, payload: {} });

    test(`${AT_ONCE} at once all succeed, and the audit chain has no gap`, async () => {
      const store = await world.empty();
      const taken = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
          store.transact(async (tx) => {
            await auditIn(tx).append(event(`n:${n}`));
            return tx.jobs.take('job', String(n % 50), n);
          }),
        ),
      );
      expect(taken.filter((won) => won)).toHaveLength(50);
      const rows = await store.read.audit.after(0, 1000);
      expect(rows).toHaveLength(AT_ONCE);
      expect(rows.flatMap((row, i) => faultOf(row, rows[i - 1]) ?? [])).toEqual([]);
      await store.close();
    });

    test('two instances on one database wait for each other, and each slot is taken by one of them', async () => {
      const other = await world.another();
      const before = (await world.store.read.audit.head())?.seq ?? 0;
      const run = (store: typeof other, n: number) =>
        store.transact(async (tx) => {
          await auditIn(tx).append(event(`two:${n}`));
          const won = await tx.jobs.take('two', String(n), 1);
          await sleep(1);
          return won;
        });
      const won = await Promise.all(Array.from({ length: 40 }, (_, n) => [run(world.store, n), run(other, n)]).flat());
      expect(won.filter((w) => w)).toHaveLength(40);
      const rows = await other.read.audit.after(before, 1000);
      expect(rows).toHaveLength(80);
      await other.close();
    });

    test('one that fails leaves nothing, wherever it stopped', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 100n, open: 60n }]);
      const seq = (await world.store.read.audit.head())?.seq;
      const broken = world.store.transact(async (tx) => {
        const source = await ledgerIn(tx).source(company.id, 'items', 'list');
        const importId = await begin(tx, company.id, 'items', day('2026-05-01'));
        await ledgerIn(tx).putListItems(source, importId, day('2026-05-01'), [
          listItem(company, { ref: 'F1', amount: 999n }),
          listItem(company, { ref: 'F2', amount: 5n }),
        ]);
        await auditIn(tx).append(event('never'));
        await tx.audit.head();
        await tx.jobs.take('never', '1', 1);
        throw new Error('crash');
      });
      await expect(broken).rejects.toThrow('crash');
      expect((await aged(world, company, '2026-05-01')).total).toBe(60n);
      expect((await world.store.read.audit.head())?.seq).toBe(seq);
      expect(await world.store.read.jobs.ran('never', '1')).toBe(false);
      expect(await world.store.transact((tx) => tx.jobs.take('never', '1', 1))).toBe(true);
    });

    test('a first import that fails leaves the ledger as fast and as empty as it was', async () => {
      const store = await world.empty();
      const load = (fail: boolean) =>
        store.transact(async (tx) => {
          const { id } = await debtorsIn(tx).company('1');
          const debtors = [...(await debtorsIn(tx).ensure(id, [{ code: 'A', name: undefined }])).values()];
          const source = await ledgerIn(tx).source(id, 'items', '');
          await ledgerIn(tx).putListItems(source, await begin(tx, id, 'items', 20_000), 20_000, [
            listItem({ id, debtors }, { ref: 'F1', amount: 100n }),
          ]);
          if (fail) throw new Error('crash');
        });
      await expect(load(true)).rejects.toThrow('crash');
      expect(await ledgerIn(store.read).itemCount()).toBe(0);
      await load(false);
      expect(await ledgerIn(store.read).itemCount()).toBe(1);
      await store.close();
    });

    test('a look-up does not wait for one that is running, and does not see it', async () => {
      const company = await newCompany(world);
      const debtor = company.debtors[0] ?? 0;
      let finish = (): void => {};
      const gate = new Promise<void>((resolve) => (finish = resolve));
      let written = (): void => {};
      const wrote = new Promise<void>((resolve) => (written = resolve));
      const running = world.store.transact(async (tx) => {
        const source = await ledgerIn(tx).source(company.id, 'items', 'list');
        await ledgerIn(tx).putListItems(source, await begin(tx, company.id, 'items', 1), 1, [
          listItem(company, { ref: 'F1', amount: 100n }),
        ]);
        written();
        await gate;
      });
      await wrote;
      expect((await ledgerIn(world.store.read).openItems(debtor, day('2026-02-01'), 5)).count).toBe(0);
      finish();
      await running;
      expect((await ledgerIn(world.store.read).openItems(debtor, day('2026-02-01'), 5)).count).toBe(1);
    });

    test('one inside of another is refused instead of waiting for itself', async () => {
      await expect(world.store.transact(() => world.store.transact(async () => {}))).rejects.toThrow('inside of transact');
      await expect(world.store.transact(async () => 'and afterwards work goes on')).resolves.toBeTruthy();
    });

    test('a reader cannot write', async () => {
      expect(Object.keys(world.store.read.outbox)).not.toContain('enqueue');
      expect(Object.keys(ledgerIn(world.store.read))).not.toContain('source');
    });
  });
}
