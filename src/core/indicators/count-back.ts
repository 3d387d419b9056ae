/** How far back the month sales of a count-back are read: as far as it needs them, and no further than the ledger's sales go. */
import type { Reads } from '../desk/store.ts';
import { total } from '../kernel/buckets.ts';
import { type Day, NEVER } from '../kernel/dates.ts';
import type { LedgerFilter } from '../ledger/ports.ts';
import type { Basis } from './formulas.ts';
import { monthsBack } from './period.ts';
import { indicatorsIn } from './ports.ts';

/** Months are read in steps of at least half a year and at most three, up to ten years. */
const MORE_MONTHS = 6;
const MONTHS_AT_A_STEP = 36;
const MONTHS_AT_MOST = 120;

/**
 * Adds older months as long as a count-back has something left, and ends the history where the ledger's sales begin: an empty month before them is unknown,
 * not a month without sales.
 */
export async function withHistory(read: Reads, bases: readonly Basis[], asOf: Day, filter: LedgerFilter): Promise<readonly Basis[]> {
  const missing = (b: Basis): bigint => b.months.reduce((left, m) => left - m.sales, total(b.buckets));
  let known = [...bases];
  let first: ReadonlyMap<string, Day> | undefined;
  let steps = 0;
  for (let count = known[0]?.months.length ?? 0; count < MONTHS_AT_MOST; ) {
    const short = known.filter((b) => missing(b) > 0n);
    if (short.length === 0) return known;
    const older = monthsBack(asOf, Math.max(...short.map((b) => monthsFor(missing(b), b.months))), count);
    const begins = older[0]?.to ?? 0;
    // The first step may do without knowing where the sales begin; if it did not reach far enough, that is what the next one asks first.
    if (steps++ > 0) first ??= await indicatorsIn(read).firstSale(filter);
    if (first && !short.some((b) => (first?.get(b.currency) ?? NEVER) <= begins)) break;
    const sales = await indicatorsIn(read).sales(older, filter, short.length === 1 ? short[0]?.currency : undefined);
    known = known.map((b) => {
      const mine = sales.find((row) => row.currency === b.currency);
      return { ...b, months: [...b.months, ...older.map((m, i) => ({ ...m, sales: mine?.months[i] ?? 0n }))] };
    });
    count += older.length;
  }
  const begins = first ?? (await indicatorsIn(read).firstSale(filter));
  return known.map((b) => {
    const from = missing(b) > 0n ? (begins.get(b.currency) ?? NEVER) : 0;
    return { ...b, months: b.months.filter((m) => m.to >= from) };
  });
}

/** How many more months an amount may need if they sell as the whole ones that are known, with a tenth and a month to spare. */
function monthsFor(amount: bigint, months: Basis['months']): number {
  const whole = months.slice(1);
  const sold = whole.reduce((all, m) => all + m.sales, 0n);
  if (sold <= 0n) return MORE_MONTHS;
  const needed = (amount * BigInt(whole.length) * 11n) / (sold * 10n) + 1n;
  return needed > BigInt(MONTHS_AT_A_STEP) ? MONTHS_AT_A_STEP : Math.max(MORE_MONTHS, Number(needed));
}
