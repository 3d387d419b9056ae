/** Whatever a payload says, the conversation answers it with a sentence: a fault of ours is never one of the answers. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEATURES } from '../../../src/core/features.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/chance.ts';
import { said } from '../../support/desk.ts';
import { texts } from '../../support/texts.ts';
import { type Company, company } from '../disputes/support.ts';

let t: Company;
beforeAll(async () => {
  t = await company();
});
afterAll(() => t.close());

/** Values of each kind of field: what may be there, its bounds, and what never was. */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: fc.oneof(anyText, fc.constantFrom('', 'dupont', 'C1', '2026-11-18', '2200-01', '9999-99', '70000 USD', '-1', '1e308', 'approve')),
  id: fc.oneof(fc.constantFrom(1, 2, 99, 2 ** 31 - 1, 2 ** 31, 0, -1), fc.integer(), fc.double()),
  count: fc.oneof(fc.constantFrom(0, 1, 2, 2 ** 31 - 1, 2 ** 31, -1), fc.integer()),
  day: fc.oneof(fc.constantFrom(20_775, -25_567, 84_005, -25_568, 84_006, 9_999_999, 1e15, -1e15), fc.integer()),
};
const payloads = fc.constantFrom(...Object.entries(FEATURES.intents)).chain(([kind, fields]) => {
  const named = Object.entries(fields).map(([name, type]) => [name, VALUES[type.replace('?', '')] ?? fc.anything()] as const);
  return fc.record({ v: fc.constant(1), kind: fc.constant(kind), ...Object.fromEntries(named) });
});
const answers = fc.dictionary(
  fc.constantFrom('kind', 'day', 'due', 'amount', 'said', 'who', 'why', 'reason', 'choice', 'until', 'template', 'to', 'words', 'member'),
  fc.oneof(anyText, fc.constantFrom('2026-11-18', '2199-12-31', '80000', '1e9', '99999999999999999999', 'approve', 'C1')),
);

async function answered(happening: Parameters<ReturnType<Company['desk']['as']>['do']>[0]): Promise<void> {
  const words = said(await t.desk.as('claire@acme.example').do(happening));
  expect(words).not.toContain(texts('fr').access.fault);
  expect(t.logged.filter((line) => line.level === 'error')).toEqual([]);
}

describe('a payload', () => {
  test('of any intent with any fields is pressed without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, (payload) => answered({ type: 'press', payload })),
      { numRuns: runs(150) },
    );
  });
  test('of any intent with any fields and answers is submitted without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, answers, (payload, filled) => answered({ type: 'submit', payload, answers: filled })),
      { numRuns: runs(150) },
    );
  });
  test('of any JSON at all is stale', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), (payload) => answered({ type: 'press', payload })),
      { numRuns: runs(100) },
    );
  });
});
