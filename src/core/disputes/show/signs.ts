/** Facts that deserve a second look when a dispute is raised; said as facts, never as a verdict. */
import { writtenReminders } from '../../debtors/written.ts';
import type { Reads } from '../../desk/store.ts';
import type { Day } from '../../kernel/dates.ts';
import { casedLines, type Dispute, type Outcome } from '../case/dispute.ts';
import { type DisputableItem, disputesIn } from '../case/ports.ts';

export type Sign =
  /** The same invoice was disputed before, and the dispute was rejected. */
  | { readonly sign: 'raised-again'; readonly number: number; readonly day: Day }
  /** Several disputes of the debtor were rejected within a year. */
  | { readonly sign: 'rejected-before'; readonly count: number }
  /** First raised well after the due date. */
  | { readonly sign: 'raised-late'; readonly days: number }
  /** First raised when so many written reminders had left since the due date, the last one on that day. */
  | { readonly sign: 'after-reminders'; readonly count: number; readonly day: Day }
  /** First raised so many days after a promise to pay was broken. */
  | { readonly sign: 'after-broken-promise'; readonly days: number };

const YEAR = 365;
/** Two rejected disputes are several. */
const SEVERAL = 2;
/** The second reminder of the standard calendar falls ten days after the due date (docs/rules/disputes.md, rule 9). */
const SECOND_REMINDER = 10;

/** "After the second reminder": an objection that comes only when payment is pressed (docs/rules/disputes.md, rule 9). */
const REMINDERS = 2;
/** "Within days" of a broken promise [proposal]. */
const DAYS_AFTER_PROMISE = 7;

const REJECTING = ['rejected', 'pretext'] as const satisfies readonly Outcome[];

/** What is known of a debtor from which the signs of its disputes are told. */
export interface Past {
  /** Disputes that were rejected, by number; the one that is looked at may be among them. */
  readonly rejected: readonly { readonly id: number; readonly settledDay: Day }[];
  /** Those of them that were about the invoices at hand. */
  readonly same: readonly Dispute[];
  /** Days of written reminders. */
  readonly reminders: readonly Day[];
  /** Days on which a promise was found broken. */
  readonly broken: readonly Day[];
}

/** The past of a debtor as the signs of cases on these items, opened in a span of days, need it. */
export async function pastOf(read: Reads, debtorId: number, itemIds: readonly number[], from: Day, to: Day): Promise<Past> {
  const settled = { settledFrom: from - YEAR + 1, settledTo: to };
  const [rejected, same, reminders, broken] = await Promise.all([
    disputesIn(read).decided(debtorId, REJECTING, settled.settledFrom, settled.settledTo),
    disputesIn(read).find({ debtorId, itemIds, outcomes: REJECTING, ...settled }),
    writtenReminders(read, debtorId, from - YEAR, to),
    disputesIn(read).brokenPromises(debtorId, from - DAYS_AFTER_PROMISE),
  ]);
  return { rejected, same, reminders, broken };
}

/** The signs as they stood when the dispute was opened. */
export function signsOf(dispute: Dispute, past: Past, items: readonly DisputableItem[]): readonly Sign[] {
  const rejected = past.rejected.filter(
    ({ id, settledDay }) => id < dispute.id && settledDay <= dispute.openedDay && settledDay > dispute.openedDay - YEAR,
  );
  const own = new Set(casedLines(dispute).map((line) => line.itemId));
  const about = new Set(past.same.filter((other) => casedLines(other).some((line) => own.has(line.itemId))).map((other) => other.id));
  const again = rejected.filter(({ id }) => about.has(id)).at(-1);
  const dues = items.filter((item) => own.has(item.id)).map((item) => item.dueDay);
  return [
    ...(again ? [{ sign: 'raised-again' as const, number: again.id, day: again.settledDay }] : []),
    ...(rejected.length >= SEVERAL ? [{ sign: 'rejected-before' as const, count: rejected.length }] : []),
    // A file's mark does not say when the customer objected.
    ...(dispute.origin === 'file' || dues.length === 0 ? [] : pressed(dispute.openedDay, Math.min(...dues), past)),
  ];
}

/** An objection that comes when payment is pressed: late, after reminders, or on the heels of a broken promise. */
function pressed(opened: Day, due: Day, { reminders, broken }: Past): readonly Sign[] {
  const sent = reminders.filter((day) => day > due && day <= opened);
  const lately = broken.filter((day) => day <= opened && day >= opened - DAYS_AFTER_PROMISE);
  return [
    ...(opened - due > SECOND_REMINDER ? [{ sign: 'raised-late' as const, days: opened - due }] : []),
    ...(sent.length >= REMINDERS ? [{ sign: 'after-reminders' as const, count: sent.length, day: Math.max(...sent) }] : []),
    ...(lately.length > 0 ? [{ sign: 'after-broken-promise' as const, days: opened - Math.max(...lately) }] : []),
  ];
}
