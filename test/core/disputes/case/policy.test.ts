import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/config/policy-file.ts';
import { REASON_RULES } from '../../../../src/core/disputes/case/reason.ts';

describe('the policy of disputes', () => {
  it('changes what it names and keeps the rest', () => {
    const parsed = parsePolicy(
      [
        'disputes:',
        '  reasons: { QUALITY: { days: 30 }, PRICE: { owner: sales-admin } }',
        '  teams: { sales-admin: Aicha@Acme.example }',
        '  committeeAfter: 10',
        'absences: [{ email: Marc@Acme.example, from: 2026-08-03, to: 2026-08-21 }]',
        'permissions: { dispute.settle: [director] }',
      ].join('\n'),
    );
    if (!('policy' in parsed)) throw new Error(JSON.stringify(parsed.faults));
    const { disputes, absences, permissions } = parsed.policy;
    expect(disputes.reasons.QUALITY).toEqual({ ...REASON_RULES.QUALITY, days: 30 });
    expect(disputes.reasons.PRICE).toEqual({ ...REASON_RULES.PRICE, owner: 'sales-admin' });
    expect(disputes.reasons.CASH).toEqual(REASON_RULES.CASH);
    expect([disputes.teams, disputes.committeeAfter, disputes.acknowledge]).toEqual([{ 'sales-admin': 'aicha@acme.example' }, 10, 1]);
    expect(absences.map((a) => [a.email, (a.to ?? 0) - a.from])).toEqual([['marc@acme.example', 18]]);
    expect(permissions['dispute.settle']).toEqual(['director']);
  });

  it('names every fault with its path', () => {
    const parsed = parsePolicy(
      [
        'disputes: { reasons: { NOISE: { days: 3 }, PRICE: { days: 0 } }, acknowledge: 0 }',
        'absences: [{ email: x, from: 2026-02-30 }]',
      ].join('\n'),
    );
    const paths = 'faults' in parsed ? parsed.faults.map((f) => f.path) : [];
    expect(paths.sort()).toEqual(
      ['absences.0.email', 'absences.0.from', 'disputes.acknowledge', 'disputes.reasons.NOISE', 'disputes.reasons.PRICE.days'].sort(),
    );
  });
});
