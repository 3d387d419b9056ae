/** A window in business hours: the time that passes while people are at work. */
import type { House } from '../../desk/act.ts';
import { type Calendar, instantOf, localTime } from '../../kernel/dates.ts';
import { type CommitteeRule, committeePolicy } from '../motion/committee-policy.ts';

export interface WorkingTime {
  readonly calendar: Calendar;
  readonly timeZone: string;
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
}

/** The instant (epoch milliseconds) by which so many working hours have passed since another; nights, weekends and holidays do not count. A window that ends with the day ends as the next one begins: there is no last minute at night. */
export function afterBusinessHours(at: number, hours: number, work: WorkingTime): number {
  let left = hours * 3_600_000;
  let day = localTime(at, work.timeZone).day;
  for (let start = at; ; day++, start = 0) {
    if (!work.calendar.isBusinessDay(day)) continue;
    const begin = Math.max(start, instantOf(day, work.from, work.timeZone));
    const end = instantOf(day, work.to, work.timeZone);
    if (begin >= end) continue;
    if (left < end - begin) return begin + left;
    left -= end - begin;
  }
}

/** When a vote by that rule closes that begins, or begins anew, at an instant. */
export function windowEnd(
  { policy, calendar }: Pick<House, 'policy' | 'calendar'>,
  rule: Pick<CommitteeRule, 'window'>,
  from: number,
): number {
  return afterBusinessHours(from, rule.window, { calendar, timeZone: policy.timeZone, ...committeePolicy(policy).hours });
}
