/** The demo company as a customer would bring it: people, customers and 18 months of ledger, in the files that the product imports. */
import { businessDayOnOrBefore, monthStart, toDay } from './calendar.ts';
import { makeDebtors } from './debtors.ts';
import { fecFiles } from './fec.ts';
import { fictionalSiren } from './identifiers.ts';
import { debtorsCsv } from './limits.ts';
import { peopleCsv } from './people.ts';
import { seededRandom } from './random.ts';
import { simulate } from './simulate.ts';
import { newWorld, ORIGIN } from './world.ts';

const MONTHS = 18;

/** The company needs a year behind it before its ledger is worth showing. */
const FIRST_START = ORIGIN + 364;

export interface DemoCompany {
  readonly company: { readonly siren: string; readonly name: string };
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

export interface DemoOptions {
  /** `YYYY-MM-DD`; the ledger ends on the last French business day before it. */
  readonly today: string;
  readonly seed?: number;
  /** `YYYY-MM-DD`, the first day of the ledger; by default the first of the month, 18 months back. */
  readonly start?: string;
}

/**
 * Makes the demo company. The same options give the same bytes. With the same seed and start, a later `today` only adds
 * to the ledger (lettering and limits follow), so that a demo can live on from day to day. Throws RangeError for a day
 * that does not exist, or one too early: the ledger can start on 1 January 2024 at the earliest and must hold a day.
 */
export function makeDemoCompany({ today, seed = 1, start }: DemoOptions): DemoCompany {
  const day = toDay(today);
  const last = businessDayOnOrBefore(day - 1);
  const first = start === undefined ? monthStart(day, MONTHS) : toDay(start);
  if (first < FIRST_START || first > last)
    throw new RangeError(`no demo ledger can run from ${start ?? `18 months before ${today}`} to ${today}`);
  const random = seededRandom(seed);
  const world = newWorld(random, makeDebtors(random));
  simulate(world, last);
  const company = { siren: fictionalSiren(18_274), name: 'Orvelle Emballage SAS' };
  return {
    company,
    files: [
      { name: 'people.csv', content: peopleCsv() },
      { name: 'debtors.csv', content: debtorsCsv(world, day) },
      ...fecFiles(world.book, company.siren, first, last),
    ],
  };
}
