import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../src/core/desk/people-ports.ts';
import type { Role } from '../../../../src/core/desk/policy.ts';
import type { Roster } from '../../../../src/core/desk/roster.ts';
import { REASON_RULES, REASONS } from '../../../../src/core/disputes/case/reason.ts';
import { type RouteStep, routeTo, superiorOf } from '../../../../src/core/disputes/case/route.ts';
import { DEFAULT_POLICY } from '../../../../src/core/features.ts';
import type { Debtor } from '../../../../src/core/ledger/parties.ts';

const person = (id: number, email: string, roles: Role[], more: Partial<Person> = {}): Person => ({
  ...{ id, email, name: email, roles, department: null, manager: null, backup: null, language: null, country: null, region: null },
  ...more,
});

/** For every role that owns disputes: the account's own person (or the team's first), a backup, a colleague of the team, a manager. */
const OF_ACCOUNT: readonly Role[] = ['sales', 'sales-admin'];

const debtor: Debtor = {
  ...{ id: 1, companyId: 1, code: 'C1', name: 'Dupont', siren: null, vat: null, terms: null, limit: null, insurer: null, insured: null },
  ...{ insuredUntil: null, segment: null, country: null, region: null, collector: null },
  ...{ contact: null, email: null, phone: null, address: null, language: null, externalScore: null, externalScoreDay: null, facts: {} },
  salesperson: 'sales.own',
  salesAdmin: 'sales-admin.own',
};

const everyone = (role: Role): readonly Person[] => [
  person(1, `${role}.own`, [role], { backup: `${role}.backup`, manager: `${role}.manager` }),
  // A backup and a manager need not be of the team.
  person(2, `${role}.backup`, ['collector']),
  person(3, `${role}.colleague`, [role]),
  person(4, `${role}.manager`, ['director']),
  person(5, 'credit', ['credit-manager']),
];
const without = (people: readonly Person[], ...emails: string[]): Person[] => people.filter((p) => !emails.includes(p.email));
const gone = (people: readonly Person[], email: string): Person[] => people.map((p) => (p.email === email ? { ...p, roles: [] } : p));

interface Situation {
  readonly own: 'present' | 'away' | 'left' | 'off the roster' | 'none';
  readonly backup: 'present' | 'away';
  readonly team: 'present' | 'away';
  readonly manager: 'present' | 'away';
}

const SITUATIONS: readonly Situation[] = (['present', 'away', 'left', 'off the roster', 'none'] as const).flatMap((own) =>
  (['present', 'away'] as const).flatMap((backup) =>
    (['present', 'away'] as const).flatMap((team) => (['present', 'away'] as const).map((manager) => ({ own, backup, team, manager }))),
  ),
);

function rosterOf(role: Role, s: Situation): Roster {
  const people = everyone(role);
  const left = s.own === 'left' ? gone(people, `${role}.own`) : s.own === 'off the roster' ? without(people, `${role}.own`) : people;
  const present = s.own === 'none' ? without(left, `${role}.own`) : left;
  const away = new Map<number, number>();
  if (s.own === 'away') away.set(1, 20_000);
  if (s.backup === 'away') away.set(2, 20_000);
  if (s.team === 'away') away.set(3, 20_000);
  if (s.manager === 'away') away.set(4, 20_000);
  return { people: present, away };
}

/** The same rule, written again as a table of conditions. */
function expected(role: Role, s: Situation): string {
  const named = OF_ACCOUNT.includes(role) && s.own !== 'none';
  if (s.own === 'present') return `${role}.own`;
  if (named && s.own !== 'off the roster' && s.backup === 'present') return `${role}.backup`;
  if (s.team === 'present') return `${role}.colleague`;
  if (named && s.own !== 'off the roster' && s.manager === 'present') return `${role}.manager`;
  return 'credit';
}

describe.each(REASONS)('%s', (reason) => {
  const role = REASON_RULES[reason].owner;
  it.each(SITUATIONS)('own $own, backup $backup, team $team, manager $manager', (s) => {
    const whose = s.own === 'none' ? { ...debtor, salesperson: null, salesAdmin: null } : debtor;
    const routed = routeTo(role, whose, rosterOf(role, s), DEFAULT_POLICY);
    expect(routed?.owner.email).toBe(expected(role, s));
    expect(routed?.route.steps.length).toBeGreaterThan(0);
  });
});

describe('a route', () => {
  const steps = (s: Situation): readonly RouteStep[] => routeTo('sales', debtor, rosterOf('sales', s), DEFAULT_POLICY)?.route.steps ?? [];
  const all = { backup: 'present', team: 'present', manager: 'present' } as const;
  it('says why it led where it led', () => {
    expect(steps({ own: 'present', ...all })).toEqual([{ step: 'own', role: 'sales' }]);
    expect(steps({ own: 'away', ...all })).toEqual([
      { step: 'own', role: 'sales' },
      { step: 'away', who: 'sales.own', until: 20_000 },
      { step: 'backup', of: 'sales.own' },
    ]);
    expect(steps({ own: 'off the roster', ...all })).toEqual([
      { step: 'own', role: 'sales' },
      { step: 'left', who: 'sales.own' },
      { step: 'team', role: 'sales' },
    ]);
    expect(steps({ own: 'left', backup: 'away', team: 'away', manager: 'present' }).map((x) => x.step)).toEqual(['own', 'left', 'manager']);
    expect(steps({ own: 'left', backup: 'away', team: 'away', manager: 'away' }).at(-1)).toEqual({ step: 'credit-manager' });
  });

  it('prefers the team’s default of the policy to the first of the role', () => {
    const teams = { sales: 'credit' };
    const policy = { ...DEFAULT_POLICY, disputes: { ...DEFAULT_POLICY.disputes, teams } };
    const roster = rosterOf('sales', { own: 'off the roster', ...all });
    expect(routeTo('sales', debtor, roster, policy)?.owner.email).toBe('credit');
  });

  it('finds somebody as long as anybody on the roster has a role', () => {
    const one = person(9, 'last', ['logistics']);
    expect(routeTo('sales', debtor, { people: [one], away: new Map() }, DEFAULT_POLICY)?.owner.email).toBe('last');
    expect(routeTo('sales', debtor, { people: [{ ...one, roles: [] }], away: new Map() }, DEFAULT_POLICY)).toBeUndefined();
    const absent = { people: [person(5, 'credit', ['credit-manager'])], away: new Map([[5, 1]]) };
    expect(routeTo('sales', debtor, absent, DEFAULT_POLICY)?.owner.email).toBe('credit');
  });

  it('goes above the owner to the manager, else to the credit manager, never back to the owner', () => {
    const roster = rosterOf('sales', { own: 'present', ...all });
    const own = roster.people.find((p) => p.email === 'sales.own');
    const credit = roster.people.find((p) => p.email === 'credit');
    if (!own || !credit) throw new Error('roster');
    expect(superiorOf(own, roster)?.email).toBe('sales.manager');
    expect(superiorOf({ ...own, manager: null }, roster)?.email).toBe('credit');
    expect(superiorOf(credit, roster)?.email).not.toBe('credit');
  });
});
