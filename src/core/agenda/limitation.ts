/** When a claim is lost: five years after its due day between traders (C. com. L110-4), two against a consumer (C. conso. L218-2); both are the policy's. */
import { isConsumer } from '../debtors/segments.ts';
import type { Policy } from '../desk/policy.ts';
import { civil, type Day, dayOf } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { agendaPolicy } from './agenda-policy.ts';

export function limitationDay(due: Day, debtor: Pick<Debtor, 'segment'>, policy: Policy): Day {
  const { years, consumerYears } = agendaPolicy(policy).limitation;
  return yearsLater(due, isConsumer(debtor, policy) ? consumerYears : years);
}

/** The same day of a later year; the last of February for 29 February. */
function yearsLater(day: Day, years: number): Day {
  const { year, month, day: d } = civil(day);
  return dayOf(year + years, month, d) ?? dayOf(year + years, month, d - 1) ?? day + 365 * years;
}
