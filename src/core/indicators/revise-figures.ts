/** What an import changes of figures that were posted: rebuilt in the import's own transaction, told in its report, and remembered so that it is told once. */
import type { Act } from '../desk/act.ts';
import type { Imported } from '../ledger/after-import.ts';
import type { Revised } from '../ledger/report.ts';
import { indicatorsIn } from './ports.ts';

const FIGURES = ['total', 'overdue', 'sales'] as const;
const NOTHING = { total: 0n, overdue: 0n, sales: 0n };
/** Posts older than this are history: no import is compared with them. */
const KEPT_DAYS = 366;

/** Compares what was posted for the last year with what the ledger says now. */
export async function reviseFigures({ tx, day }: Act, { kind }: Imported): Promise<readonly Revised[]> {
  if (kind === 'people') return [];
  const posted = await indicatorsIn(tx).posted(day - KEPT_DAYS);
  if (posted.length === 0) return [];
  const past = await indicatorsIn(tx).past(posted);
  const revised: Revised[] = [];
  for (const [i, row] of posted.entries()) {
    const now = past[i]?.find((p) => p.currency === row.currency) ?? NOTHING;
    const changed = FIGURES.filter((figure) => now[figure] !== row.now[figure]);
    if (changed.length === 0) continue;
    await indicatorsIn(tx).revise(row.id, now);
    const { asOf, currency } = row;
    revised.push(...changed.map((figure) => ({ asOf, currency, figure, before: row.now[figure], after: now[figure] })));
  }
  return revised;
}
