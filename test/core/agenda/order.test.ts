/** The order of the day: by value and waiting, within everybody's capacity; and that nothing starves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionOf } from '../../../src/core/agenda/action.ts';
import { inOrder, withinCapacity } from '../../../src/core/agenda/agenda.ts';
import { priorityOf } from '../../../src/core/agenda/value.ts';
import { type Action, altered } from '../../../src/core/debtors/action.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import type { Debtor } from '../../../src/core/ledger/parties.ts';
import { runs } from '../../support/chance.ts';

const TODAY = 20_000;
const debtor = (id: number): Debtor => ({ id, code: `C${String(id).padStart(5, '0')}`, name: `Client ${id}` }) as Debtor;
const action = (id: number, value: bigint, since: number, owner = 'nadia@acme.example'): Action =>
  altered(actionOf('overdue', debtor(id), 'EUR', '', { amount: value, owner, risk: value, due: since }), { since });
const policyWith = (capacity: number, capacityOf: ReadonlyMap<string, number> = new Map()) => ({
  ...DEFAULT_POLICY,
  agenda: { ...DEFAULT_POLICY.agenda, capacity, capacityOf },
});

describe('the priority of an action', () => {
  it('is its value, doubled for every three days of waiting', () => {
    const at = (waited: number): number => Number(priorityOf(1000n, waited, 3)) / Number(priorityOf(1000n, 0, 3));
    expect([at(3), at(6), at(30)]).toEqual([2, 4, 1024]);
    expect(at(1)).toBeCloseTo(1.2599, 4);
    expect(priorityOf(0n, 3, 3)).toBe(2n * priorityOf(0n, 0, 3));
  });
  it('never changes the order of two that wait', () => {
    const value = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(value, value, fc.nat(30), fc.nat(30), fc.nat(200), (a, b, sinceA, sinceB, later) => {
        const before = priorityOf(a, sinceA, 3) - priorityOf(b, sinceB, 3);
        const after = priorityOf(a, sinceA + later, 3) - priorityOf(b, sinceB + later, 3);
        // Equal to the sixth digit is equal.
        const scale = priorityOf(a, sinceA, 3) / 100_000n + 1n;
        if (before > scale) expect(after > 0n).toBe(true);
        if (before < -scale) expect(after < 0n).toBe(true);
      }),
    );
  });
});

describe('a day’s capacity', () => {
  it.each([
    [9, 9, 0],
    [10, 10, 0],
    [11, 10, 1],
  ])('of ten holds, of %s actions, %s and carries %s over', (count, shown, carried) => {
    const day = withinCapacity(
      Array.from({ length: count }, (_, i) => action(i, 1n, TODAY)),
      policyWith(10),
    );
    expect([day.filter((a) => !a.carried).length, day.filter((a) => a.carried).length]).toEqual([shown, carried]);
  });
  it('is each person’s own, and what waits for a ledger takes no place', () => {
    const actions = [
      action(1, 1n, TODAY),
      { ...action(2, 1n, TODAY), held: true },
      action(3, 1n, TODAY),
      action(4, 1n, TODAY, 'karim@acme.example'),
    ];
    const day = withinCapacity(actions, policyWith(5, new Map([['nadia@acme.example', 1]])));
    expect(day.map((a) => a.carried ?? false)).toEqual([false, false, true, false]);
  });
});

describe('nothing starves', () => {
  it('whatever comes in every day, and however little is done, each action has its day', () => {
    const small = fc.record({ value: fc.bigInt({ min: 1n, max: 100n }), first: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 3 }), (forgotten, capacity) => {
        const policy = policyWith(capacity);
        let waiting: Action[] = forgotten.map((f, i) => action(i, f.value, TODAY + f.first));
        const left = new Set(waiting.map((a) => a.debtor.id));
        let next = 100;
        for (let date = TODAY; date < TODAY + 200 && left.size > 0; date++) {
          // Every day brings more than a day holds, all of them a million times as large.
          for (let n = 0; n < capacity + 1; n++) waiting.push(action(next++, 100_000_000n, date));
          const there = waiting.filter((a) => (a.since ?? 0) <= date);
          const done = withinCapacity(inOrder(there, { date, policy }), policy).filter((a) => !a.carried);
          expect(done.length).toBe(Math.min(capacity, there.length));
          for (const a of done) left.delete(a.debtor.id);
          waiting = waiting.filter((a) => !done.some((d) => d.id === a.id));
        }
        expect([...left]).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });
});
