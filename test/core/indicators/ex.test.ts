import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { indicatorsJson } from '../../../src/core/indicators/indicators.json.ts';
import { indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';
import { EX_HISTORY } from './ex.ts';

let t: TurnedCore;
const at = async (day: string, more: Partial<Parameters<typeof indicatorsAt>[1]> = {}) =>
  JSON.parse(
    JSON.stringify(indicatorsJson(await indicatorsAt(t.core.store.read, { asOf: parseDay(day) ?? 0, ...more }, DEFAULT_POLICY), 'en')),
  );

beforeAll(async () => {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  await t.import('ex.csv', EX_HISTORY);
});
afterAll(() => t.close());

describe('the worked ledger of the rules', () => {
  it('comes out to the digit', async () => {
    const { currencies, notes } = await at('2026-06-30');
    expect(notes).toEqual([]);
    expect(currencies).toHaveLength(1);
    expect(currencies[0]).toMatchObject({
      currency: 'EUR',
      dsoSimple: '74.1',
      dsoCountback: '76.0',
      bestPossibleDso: '33.7',
      averageDaysDelinquent: '40.4',
      weightedDaysLate: '54.2',
      overdueRate: '0.5455',
      overdueRateUndisputed: '0.4091',
      // F2, F3 and F4 of four open invoices.
      overdueRateByCount: '0.7500',
      collectionEffectiveness: '0.6757',
      collectionRate: '0.5319',
      unpaidRate: '0.1481',
      disputeRate: '0.1364',
      total: '22000.00',
      sales: '27000.00',
      opening: '20000.00',
      cashIn: '25000.00',
      promiseKeptRate: null,
      notes: ['promiseKeptRate: no promise fell due in the period.'],
    });
  });
});
