/** Whom the scenarios leave alone: accounts in litigation or insolvency, and those of which nothing may be chased. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Account, DayFacts } from '../../../src/core/agenda/accounts.ts';
import { dunningActions } from '../../../src/core/agenda/contacts.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { WEEKDAYS } from '../../../src/core/kernel/dates.ts';
import type { Debtor } from '../../../src/core/ledger/parties.ts';
import { EMPTY_BUCKETS } from '../../support/buckets.ts';

const TODAY = 20_780;
const account = (id: number, late: number, chased: bigint, segment: string | null): Account => ({
  debtor: { id, companyId: 1, code: `C${id}`, name: `Client ${id}`, segment } as Debtor,
  currency: 'EUR',
  position: { ...EMPTY_BUCKETS, debtorId: id, currency: 'EUR', d1_30: chased, oldestDue: TODAY - late },
  lapsing: [],
  chased,
  old: 0n,
  oldest: TODAY - late,
  soon: undefined,
  plans: [],
  done: [],
  scenario: DEFAULT_POLICY.dunning.scenarios.at(-1),
});

it('nobody is chased in litigation, in insolvency, or for nothing; everybody else once at most', () => {
  const one = fc.record({
    late: fc.integer({ min: 1, max: 200 }),
    chased: fc.bigInt({ min: -1000n, max: 100_000n }),
    litigated: fc.boolean(),
    insolvent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), fc.boolean(), (given, stale) => {
      const accounts = given.map((g, id) => account(id, g.late, g.chased, g.insolvent ? 'insolvency' : null));
      const facts = { date: TODAY, policy: DEFAULT_POLICY, calendar: WEEKDAYS, accounts } as unknown as DayFacts;
      const otherwise = new Set(given.flatMap((g, id) => (g.litigated || g.insolvent ? [id] : [])));
      const actions = dunningActions(facts, { of: () => 'nadia@acme.example' }, otherwise, new Set(stale ? [1] : []));
      expect(new Set(actions.map((a) => a.debtor.id)).size).toBe(actions.length);
      for (const action of actions) {
        const of = given[action.debtor.id];
        expect(of && !of.litigated && !of.insolvent && of.chased >= DEFAULT_POLICY.agenda.floor).toBe(true);
        expect(action.held === true).toBe(stale);
        expect(WEEKDAYS.isBusinessDay(action.due)).toBe(true);
      }
      // Whoever is late enough for a first call, and for more than a rest, is called.
      const called = given.filter((g) => !g.litigated && !g.insolvent && g.late > 5 && g.chased >= DEFAULT_POLICY.agenda.residue);
      expect(actions.length).toBeGreaterThanOrEqual(called.length);
    }),
  );
});
