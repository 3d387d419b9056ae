/** Which reminders a dispute calls for on a morning. Each has a slot that does not change until the clock, the owner or the date does, so that it is sent once. */
import { addBusinessDays, businessDayBefore, businessDaysBetween, type Calendar, type Day, isoDay } from '../../kernel/dates.ts';
import type { Dispute, Stage } from '../case/dispute.ts';
import type { DisputePolicy } from '../case/dispute-policy.ts';

export interface Due {
  readonly stage: Stage;
  /** Unique within the dispute for one sending. */
  readonly slot: string;
  /** The day that the sentence names. */
  readonly day: Day;
}

/** `calendar` is the owner's; `ackDay` the local day of `ackDueAt`. What belongs to one morning only (before, today, acknowledge) is not caught up later; the rest is. */
export function dueOn(dispute: Dispute, day: Day, ackDay: Day, calendar: Calendar, policy: DisputePolicy): readonly Due[] {
  if (!calendar.isBusinessDay(day)) return [];
  const made = (stage: Stage, on: Day, tail = ''): Due => ({ stage, slot: `${stage}:${isoDay(on)}${tail}`, day: on });
  switch (dispute.status) {
    case 'closed':
      return [];
    case 'expecting':
      return dispute.expectedDay === undefined ? [] : chases(dispute.expectedDay, day, calendar, policy.creditNoteWithin);
    case 'waiting':
      return dispute.followUpDay !== undefined && dispute.followUpDay <= day ? [made('follow-up', dispute.followUpDay)] : [];
    case 'open':
    case 'acknowledged': {
      const owner = `:${dispute.ownerId}`;
      const due: Due[] = [];
      if (dispute.status === 'open' && day === ackDay) due.push(made('acknowledge', ackDay, owner));
      if (dispute.status === 'open' && day > ackDay) due.push(made('unacknowledged', ackDay, owner));
      return dispute.dueDay === undefined ? due : [...due, ...answers(dispute.dueDay, day, owner, calendar, policy, made)];
    }
  }
}

function answers(
  dueDay: Day,
  day: Day,
  owner: string,
  calendar: Calendar,
  policy: DisputePolicy,
  made: (stage: Stage, on: Day, tail?: string) => Due,
): readonly Due[] {
  if (day === dueDay) return [made('today', dueDay, owner)];
  if (day < dueDay) return day === businessDayBefore(calendar, dueDay) ? [made('before', dueDay, owner)] : [];
  const late = made('late', dueDay, owner);
  return day >= addBusinessDays(calendar, dueDay, policy.committeeAfter) ? [late, made('committee', dueDay)] : [late];
}

/** A first chase on the expected day's own morning or the next, then one every so many business days. */
function chases(expected: Day, day: Day, calendar: Calendar, every: number): readonly Due[] {
  if (day < expected) return [];
  const round = Math.floor(businessDaysBetween(calendar, expected, day) / every);
  return [{ stage: 'credit-note', slot: `credit-note:${isoDay(expected)}:${round}`, day: expected }];
}
