import { afterEach, expect, it } from 'vitest';
import { useJson } from '../../../src/core/mandates/mandates.json.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { viewUses } from '../../../src/core/mandates/results.ts';
import { scoreJson } from '../../../src/core/score/score.json.ts';
import { scoreOf } from '../../../src/core/score/score.ts';
import { DEFAULT_SCORE } from '../../../src/core/score/score-policy.ts';
import { type Office, office } from './support.ts';

let o: Office;
afterEach(() => o?.close());

it('a use for machines has decimal amounts, dates and what was paid since', async () => {
  o = await office();
  await o.desk.as('nadia@acme.example').command('accorder', 'dupont remise 2 % FA-0900 pour solde');
  const { read } = o.core.store;
  const [view] = await viewUses(read, await mandatesIn(read).find({}), 20_775);
  expect(view && useJson(view.use, view.debtor, view.result)).toEqual({
    ...{ id: 1, date: '2026-11-18', debtor: 'C1', name: 'Dupont SA', power: 'rebate', quantity: null, amount: '14.00', percent: '0.0200' },
    ...{ currency: 'EUR', items: [{ ref: 'FA-0900', open: '700.00', dueDate: '2026-06-03' }], base: '700.00', paid: '0.00', until: null },
    ...{ status: 'granted', actor: 'nadia@acme.example', holder: 'collector', for: null, why: 'pour solde', motion: null },
    ...{ creditNoteExpected: '2026-12-02', closed: null },
  });
});

it('a score for machines has decimal points, null for what is not known', () => {
  const facts = {
    ...{
      asOf: 20_634,
      paid: 0n,
      paidWeight: 0n,
      external: 60,
      exposure: 0n,
      limit: undefined,
      insured: 0n,
      since: 20_000,
      open: 0n,
      disputed: 0n,
    },
  };
  const score = scoreOf(facts, DEFAULT_SCORE);
  expect(scoreJson(score, undefined)).toMatchObject({ points: '75.8', class: 'B', known: 55, before: null });
  expect(scoreJson(score, score)?.components).toEqual([
    { component: 'payment', weight: 30, points: null },
    { component: 'external', weight: 25, points: '15.0' },
    { component: 'limit', weight: 15, points: null },
    { component: 'insured', weight: 15, points: '15.0' },
    { component: 'seniority', weight: 5, points: '1.7' },
    { component: 'disputes', weight: 10, points: '10.0' },
  ]);
  expect(scoreJson(undefined, score)).toBeNull();
});
