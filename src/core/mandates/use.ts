/** One use of a delegated power, what it holds back while it is in force, and what has become of it. */
import type { Day } from '../kernel/dates.ts';
import { foldRef } from '../kernel/fold.ts';
import type { Power } from './power.ts';

/** beyond: past the person's power, nothing was granted; asked: before the committee; declined: by the committee; closed: over (a stop lifted, a credit note seen). */
export const USE_STATUSES = ['beyond', 'asked', 'granted', 'declined', 'closed'] as const;
export type UseStatus = (typeof USE_STATUSES)[number];

/** An item that a use is about, as it stood when the power was used. */
export interface UsedItem {
  readonly id: number;
  readonly ref: string;
  /** What was open of it, in minor units of the use's currency. */
  readonly minor: bigint;
  readonly dueDay: Day;
}

export interface MandateUse {
  /** Its number. */
  readonly id: number;
  readonly debtorId: number;
  readonly at: number;
  /** From this day on it counts: the day of the use, or of the committee's decision. */
  readonly day: Day;
  /** E-mail of whoever used it, or asked for it. */
  readonly actor: string;
  /** The policy's holder by whose mandate it was done: a role, an e-mail, `committee`; '' for what was beyond. */
  readonly holder: string;
  /** The absent person for whom the actor stood in. */
  readonly onBehalfOf: string | null;
  readonly power: Power;
  /** Days, instalments or days of payment; 0 for the other powers. */
  readonly quantity: number;
  /** Minor units that were given; 0 for the powers without an amount. */
  readonly minor: bigint;
  /** Ten-thousandths, when the amount was given as a share. */
  readonly percent: number | null;
  readonly currency: string;
  readonly items: readonly UsedItem[];
  /** Last day of extra days, or of the last instalment; null for the other powers. */
  readonly untilDay: Day | null;
  readonly why: string;
  readonly status: UseStatus;
  /** The committee's motion that it became. */
  readonly motionId: number | null;
  /** When its credit note is chased; null when none is expected. */
  readonly expectedDay: Day | null;
  /** The credit note that the ledger showed. */
  readonly creditItemId: number | null;
  readonly closedDay: Day | null;
  readonly closedBy: string | null;
}

/** A holder's wish for another cap, in their own words. */
export interface MandateWish {
  readonly id: number;
  readonly at: number;
  readonly day: Day;
  readonly actor: string;
  readonly power: Power;
  readonly text: string;
}

/** What the uses of a power are about, in minor units of their currency. */
export function baseOf(items: readonly Pick<UsedItem, 'minor'>[]): bigint {
  return items.reduce((sum, item) => sum + item.minor, 0n);
}

/** Items for which no reminder leaves up to and including a day. */
export interface Hold {
  readonly useId: number;
  readonly debtorId: number;
  readonly untilDay: Day;
  readonly items: readonly Pick<UsedItem, 'id' | 'ref'>[];
}

/** The holds in force on a day: extra days that were granted by then and are not over. Instalments are kept as a promise, which holds back what is to come of it as long as it is kept. */
export function holdsOf(uses: readonly MandateUse[], date: Day): readonly Hold[] {
  return uses.flatMap(({ id: useId, debtorId, power, untilDay, items, status, day }) =>
    power === 'days' && status === 'granted' && day <= date && untilDay !== null && date <= untilDay
      ? [{ useId, debtorId, untilDay, items }]
      : [],
  );
}

/** The last day up to which an item is held back; undefined when nothing holds it. A row that a corrected file replaced is known by its reference. */
export function heldUntil(
  holds: readonly Hold[],
  item: { readonly id: number; readonly debtorId: number; readonly ref: string },
): Day | undefined {
  const days = holds.filter((hold) => hold.debtorId === item.debtorId && isAbout(hold.items, item)).map((hold) => hold.untilDay);
  return days.length === 0 ? undefined : Math.max(...days);
}

function isAbout(items: readonly Pick<UsedItem, 'id' | 'ref'>[], { id, ref }: { readonly id: number; readonly ref: string }): boolean {
  const key = foldRef(ref);
  return items.some((item) => item.id === id || (key !== '' && foldRef(item.ref) === key));
}

/** Late interest and costs given up on any of some invoices, by currency in minor units: what a letter about them must not claim. */
export function waivedOf(
  uses: readonly MandateUse[],
  date: Day,
  items: readonly { readonly id: number; readonly ref: string }[],
): ReadonlyMap<string, bigint> {
  const waived = new Map<string, bigint>();
  for (const use of uses)
    if (use.power === 'waiver' && use.status === 'granted' && use.day <= date && items.some((item) => isAbout(use.items, item)))
      waived.set(use.currency, (waived.get(use.currency) ?? 0n) + use.minor);
  return waived;
}

/** The delivery stop in force, if there is one. */
export function stopOf(uses: readonly MandateUse[]): MandateUse | undefined {
  return uses.find((use) => use.power === 'stop' && use.status === 'granted');
}

/** Whether a use waits for its credit note. */
export function isExpecting(use: MandateUse): boolean {
  return use.status === 'granted' && use.expectedDay !== null;
}
