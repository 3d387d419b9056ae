/** When a customer means to pay what it owes. */
import { businessDayOnOrAfter, businessDayOnOrBefore, type Day, isBusinessDay } from './calendar.ts';
import type { Debtor } from './debtors.ts';
import type { Random } from './random.ts';
import { ORIGIN } from './world.ts';

const DRIFT_CYCLE = 300;
const FAILURE_CYCLE = 840;

/** The business day on which this customer intends to pay an item due on `due`, never before `from`. */
export function intendedPayment(debtor: Debtor, due: Day, from: Day, random: Random): Day {
  // Many have the bank pay early what falls due on a closed day; without them every Monday would show a cliff of late items.
  const isEarly = !isBusinessDay(due) && debtor.habit.kind !== 'bad' && random.chance(0.7);
  const lateness = isEarly ? 0 : latenessOf(debtor, due, random);
  // Those who pay on time have the transfer arrive before the date; those who pay late do so when they get round to it.
  const day = lateness <= 0 ? businessDayOnOrBefore(due + lateness) : businessDayOnOrAfter(due + lateness);
  return Math.max(day, businessDayOnOrAfter(from + 1));
}

function latenessOf(debtor: Debtor, due: Day, random: Random): number {
  const { habit } = debtor;
  switch (habit.kind) {
    case 'punctual':
      return random.chance(0.06) ? random.between(2, 14) : -random.between(0, 3);
    case 'late':
      return habit.days + random.between(-4, 6);
    case 'slow':
      return habit.days + random.between(-9, 12);
    case 'drifting':
      return 3 + Math.floor((58 * ((due - ORIGIN + habit.offset) % DRIFT_CYCLE)) / DRIFT_CYCLE) + random.between(-3, 5);
    case 'bad':
      return random.chance(0.18) ? random.between(125, 210) : random.between(25, 100);
    case 'fragile':
      return random.between(6, 20);
  }
}

/**
 * Days since a fragile customer stopped paying, or null while it trades normally. Each of the four fails in turn, 210 days
 * apart; its debts turn doubtful after 120 days, are written off one by one from the 420th, and it trades again after 480.
 */
export function daysSinceFailure(debtor: Debtor, day: Day): number | null {
  if (debtor.habit.kind !== 'fragile') return null;
  const since = day - ORIGIN - 150 - 210 * debtor.habit.turn;
  return since >= 0 && since % FAILURE_CYCLE < 480 ? since % FAILURE_CYCLE : null;
}
