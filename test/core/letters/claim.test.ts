import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import type { ItemKind } from '../../../src/core/ledger/item.ts';
import type { OpenItem } from '../../../src/core/ledger/ports.ts';
import { chargesOf, claimOf } from '../../../src/core/letters/claim.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const AS_OF = day('2026-06-30');
let ids = 0;

function item(ref: string, amount: bigint, due: string, kind: ItemKind = 'invoice'): OpenItem {
  const dueDay = day(due);
  return {
    id: ++ids,
    debtorId: 1,
    ref,
    kind,
    account: '411000',
    issueDay: amount < 0n ? dueDay : dueDay - 30,
    dueDay,
    currency: 'EUR',
    amount,
    open: amount,
    disputed: null,
  };
}

function claim(...items: OpenItem[]) {
  const made = claimOf({ items, disputed: [], settlements: [], held: new Set() }, AS_OF, 'EUR');
  const rule = { kind: 'none' } as never;
  const charges =
    made.items.length === 0
      ? undefined
      : chargesOf({ ...made, items: made.items.map((i) => ({ ...i, steps: [], principal: 0n })) }, rule, 40_00n);
  return {
    items: made.items.map((i) => [i.ref, i.claimed]),
    credits: made.credits.map((c) => [c.ref, c.minor]),
    total: made.total,
    indemnities: charges && 'invoices' in charges ? charges.invoices : 0,
  };
}

describe('a credit that nothing was given', () => {
  const A = item('A', 1000_00n, '2026-05-01');
  const B = item('B', 600_00n, '2026-06-01');

  test('that was there by the due day leaves nothing to claim of the invoice that it covers: no amount, no indemnity', () => {
    const paid = item('VIR', -1000_00n, '2026-04-20', 'payment');
    expect(claim(A, paid)).toEqual({ items: [], credits: [], total: 0n, indemnities: 0 });
    expect(claim(A, B, paid)).toEqual({ items: [['B', 600_00n]], credits: [], total: 600_00n, indemnities: 1 });
    expect(claim(A, item('VIR', -1000_00n, '2026-05-01', 'payment'))).toMatchObject({ items: [], indemnities: 0 });
  });

  test('that came after the due day settles the amount, and the lateness stays', () => {
    expect(claim(A, B, item('VIR', -1000_00n, '2026-05-02', 'payment'))).toEqual({
      items: [
        ['A', 1000_00n],
        ['B', 600_00n],
      ],
      credits: [['VIR', 1000_00n]],
      total: 600_00n,
      indemnities: 2,
    });
  });

  test('what of it is left after the invoice that it covers in time is taken off the next', () => {
    expect(claim(A, B, item('VIR', -1100_00n, '2026-04-20', 'payment'))).toEqual({
      items: [['B', 600_00n]],
      credits: [['VIR', 100_00n]],
      total: 500_00n,
      indemnities: 1,
    });
  });
});
