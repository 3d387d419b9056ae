/** The policy file's `mandates` and `score`: read over the defaults, every fault named with its path. */
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/config/policy-file.ts';
import { DEFAULT_POLICY, type CompanyPolicy as Policy } from '../../src/core/features.ts';
import { DEFAULT_MANDATES } from '../../src/core/mandates/power.ts';

function policyOf(yaml: string): Policy {
  const parsed = parsePolicy(yaml);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.policy;
}
const faultsOf = (yaml: string): readonly string[] => {
  const parsed = parsePolicy(`language: en\n${yaml}`);
  return 'faults' in parsed ? parsed.faults.map((fault) => `${fault.path}: ${fault.message}`) : [];
};

describe('mandates', () => {
  it('of an empty file are the defaults, in the policy’s currency', () => {
    expect(policyOf('').mandates).toEqual(DEFAULT_MANDATES);
    expect(policyOf('currency: USD').mandates.powers.every((mandate) => mandate.currency === 'USD')).toBe(true);
  });

  it('that are written replace the defaults, option by option', () => {
    const { mandates } = policyOf(`
mandates:
  powers:
    - { holder: collector, power: days, upTo: 20, segments: [key], until: 2027-06-30 }
    - { holder: Nadia@acme.fr, power: rebate, amount: "500.00", percent: "2,5 %", currency: USD, companies: ["123456789"] }
    - { holder: collector, power: stop }
  never: [{ words: [troc], says: "Jamais de troc." }, { power: terms, above: 45, says: { fr: "Trop.", en: "Too much." } }]
  period: 60
`);
    expect(mandates.powers).toMatchObject([
      { holder: 'collector', power: 'days', upTo: 20, segments: ['key'], until: 20_999, only: false },
      { holder: 'nadia@acme.fr', power: 'rebate', minor: 500_00n, percent: 250, currency: 'USD', only: true, companies: ['123456789'] },
      { power: 'stop', upTo: undefined },
    ]);
    expect(mandates.never.map((rule) => rule.says)).toEqual([
      { fr: 'Jamais de troc.', en: 'Jamais de troc.' },
      { fr: 'Trop.', en: 'Too much.' },
    ]);
    expect([mandates.period, mandates.instalmentEvery]).toEqual([60, 30]);
  });

  it.each([
    ['{ holder: collector, power: days }', 'mandates.powers.0.upTo: must say how many days at most'],
    ['{ holder: collector, power: rebate }', 'mandates.powers.0.amount: must be there, or percent'],
    ['{ holder: collector, power: rebate, upTo: 3, amount: "5.00" }', 'mandates.powers.0.upTo: is no cap of rebate'],
    ['{ holder: collector, power: stop, amount: "5.00" }', 'mandates.powers.0.amount: is no cap of stop'],
    ['{ holder: nobody, power: stop }', 'mandates.powers.0.holder: must be a role or an e-mail address'],
    [
      '{ holder: collector, power: gifts }',
      'mandates.powers.0.power: must be among days, instalments, rebate, credit, waiver, terms, stop',
    ],
    ['{ holder: collector, power: stop, until: 2027-02-30 }', 'mandates.powers.0.until: must be a date, YYYY-MM-DD'],
    ['{ holder: collector, power: stop, forever: true }', 'mandates.powers.0.forever: is not an option'],
  ])('%s is refused', (line, fault) => {
    expect(faultsOf(`mandates: { powers: [${line}] }`)).toContain(fault);
  });

  it('a rule of what is never accepted says what it is about, and why', () => {
    expect(faultsOf('mandates: { never: [{ says: "Jamais." }] }')).toEqual(['mandates.never.0: must name words or a power']);
    expect(faultsOf('mandates: { never: [{ words: [troc] }] }')).toEqual([
      'mandates.never.0.says: must be a sentence, or one in fr and one in en',
    ]);
  });
});

describe('score', () => {
  it('is read over the defaults', () => {
    expect(policyOf('').score).toEqual(DEFAULT_POLICY.score);
    const { score } = policyOf('score: { weights: { payment: 40, external: 15 }, limitFrom: "60 %", classes: { A: 90, B: 70, C: 50 } }');
    expect(score).toMatchObject({ weights: { payment: 40, external: 15, limit: 15 }, limitFrom: 6000, classes: { A: 90, B: 70, C: 50 } });
  });

  it('has weights that add up to 100 and classes that fall', () => {
    expect(faultsOf('score: { weights: { payment: 40 } }')).toEqual([
      'score.weights: must add up to 100 with the defaults of those left out',
    ]);
    expect(faultsOf('score: { classes: { A: 60, B: 60, C: 40 } }')).toEqual(['score.classes: must fall from A to C']);
    expect(faultsOf('score: { disputeRate: "0 %" }')).toEqual(['score.disputeRate: must be above 0 %']);
  });
});
