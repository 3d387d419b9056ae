import { describe, expect, it } from 'vitest';
import { holdsOf, isExpecting, type MandateUse, stopOf, waivedOf } from '../../../src/core/mandates/use.ts';

const use = (given: Partial<MandateUse>): MandateUse => ({
  id: 1,
  debtorId: 1,
  at: 0,
  day: 100,
  actor: 'nadia@acme.fr',
  holder: 'collector',
  onBehalfOf: null,
  power: 'waiver',
  quantity: 0,
  minor: 0n,
  percent: null,
  currency: 'EUR',
  items: [],
  untilDay: null,
  why: '',
  status: 'granted',
  motionId: null,
  expectedDay: null,
  creditItemId: null,
  closedDay: null,
  closedBy: null,
  ...given,
});

describe('what a use changes', () => {
  it('interest given up is known by currency, from its day on', () => {
    const items = [{ id: 5, ref: 'FA-5' }];
    const about = { items: [{ id: 4, ref: 'fa 5', minor: 1n, dueDay: 90 }] };
    const uses = [
      use({ ...about, minor: 120_00n }),
      use({ ...about, minor: 30_00n }),
      use({ ...about, minor: 5n, currency: 'USD' }),
      use({ ...about, minor: 9n, status: 'beyond' }),
      use({ items: [{ id: 6, ref: 'FA-6', minor: 1n, dueDay: 90 }], minor: 7n }),
    ];
    expect([...waivedOf(uses, 100, items)]).toEqual([
      ['EUR', 150_00n],
      ['USD', 5n],
    ]);
    expect(waivedOf(uses, 99, items).size).toBe(0);
  });

  it('a delivery stop is in force until it is lifted', () => {
    const stop = use({ power: 'stop', id: 7 });
    expect(stopOf([use({}), stop])?.id).toBe(7);
    expect(stopOf([{ ...stop, status: 'closed', closedDay: 104 }])).toBeUndefined();
  });

  it('a rebate waits for its credit note until the ledger shows it', () => {
    expect(isExpecting(use({ power: 'rebate', expectedDay: 110 }))).toBe(true);
    expect(isExpecting(use({ power: 'rebate', expectedDay: 110, status: 'closed', creditItemId: 4 }))).toBe(false);
    expect(isExpecting(use({}))).toBe(false);
  });

  it('only extra days hold reminders back: instalments are a promise', () => {
    const held = (given: Partial<MandateUse>): number => holdsOf([use({ untilDay: 115, ...given })], 110).length;
    expect([
      held({ power: 'days' }),
      held({ power: 'instalments' }),
      held({ power: 'rebate' }),
      held({ power: 'days', status: 'asked' }),
    ]).toEqual([1, 0, 0, 0]);
  });
});
