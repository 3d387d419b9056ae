import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/config/policy-file.ts';
import { DEFAULT_POLICY } from '../../src/core/features.ts';

const faultsOf = (source: string): string[] => {
  const parsed = parsePolicy(`language: en\n${source}`);
  return 'faults' in parsed ? parsed.faults.map((f) => `${f.path}: ${f.message}`) : [];
};

describe('the policy of the agenda and of dunning', () => {
  it('changes what it names and keeps the rest', () => {
    const parsed = parsePolicy(
      [
        'agenda: { capacity: 12, capacityOf: { Nadia@Acme.example: 5 }, residue: "50.00", limitShare: "80 %", insurer: { stop: 90 } }',
        'dunning:',
        '  tries: 2',
        '  badPayer: { averageLate: 60 }',
        '  scenarios:',
        '    - { name: vip, when: { segments: [vip], amountFrom: "10.00", score: [C, D], badPayer: false }, steps: [{ day: -5, do: call, by: sales }] }',
        '    - { name: rest, steps: [{ day: 3, do: email, inform: sales, template: soft }, { day: 30, do: formal-notice }, { day: 50, do: handover, wait: 3 }] }',
      ].join('\n'),
    );
    if (!('policy' in parsed)) throw new Error(JSON.stringify(parsed.faults));
    const { agenda, dunning } = parsed.policy;
    expect(agenda).toEqual({
      ...DEFAULT_POLICY.agenda,
      capacity: 12,
      capacityOf: new Map([['nadia@acme.example', 5]]),
      residue: 50_00n,
      limitShare: 8000,
      insurer: { ...DEFAULT_POLICY.agenda.insurer, stop: 90 },
    });
    expect(dunning).toMatchObject({ tries: 2, spacing: 3, badPayer: { broken: 1, averageLate: 60 } });
    expect(dunning.scenarios.map((s) => [s.name, s.when])).toEqual([
      ['vip', { segments: ['vip'], amountFrom: 10_00n, scoreClasses: ['C', 'D'], badPayer: false }],
      ['rest', {}],
    ]);
    expect(dunning.scenarios[1]?.steps.map((s) => [s.day, s.kind, s.inform, s.template, s.wait])).toEqual([
      [3, 'email', 'sales', 'soft', 0],
      [30, 'formal-notice', undefined, 'formal-notice', 8],
      [50, 'handover', undefined, undefined, 3],
    ]);
  });

  it('is the defaults when it says nothing', () => {
    expect(parsePolicy('')).toMatchObject({ policy: { agenda: DEFAULT_POLICY.agenda, dunning: DEFAULT_POLICY.dunning } });
  });

  it.each([
    ['scenarios: [{ name: a, when: { segments: [x] }, steps: [{ day: 1, do: call }] }]', 'must end with the one scenario that has no when'],
    ['scenarios: [{ name: a, steps: [{ day: 5, do: call }, { day: 5, do: email }] }]', 'must be in order of their days'],
    ['scenarios: [{ name: a, steps: [{ day: 5, do: fax }] }]', 'must be one of email'],
    ['scenarios: [{ name: a, steps: [] }]', 'dunning.scenarios.0.steps'],
    ['scenarios: [{ name: a, when: {}, steps: [{ day: 1, do: call }] }, { name: b, steps: [{ day: 1, do: call }] }]', 'must say for whom'],
    [
      'scenarios: [{ name: a, when: { badPayer: true }, steps: [{ day: 1, do: call }] }, { name: a, steps: [{ day: 1, do: call }] }]',
      'names of their own',
    ],
    ['tries: 0', 'dunning.tries'],
  ])('refuses %s', (yaml, expected) => {
    expect(faultsOf(`dunning:\n  ${yaml}`).join('\n')).toContain(expected);
  });

  it('refuses an insurer who is told before being warned', () => {
    expect(faultsOf('agenda: { insurer: { warn: 50, notify: 45 } }').join('\n')).toContain('in order');
  });
});
