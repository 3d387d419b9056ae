/** What of a debtor's history proves that payment was asked for in writing. */
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Exchange, ExchangeKind } from './exchange.ts';
import { historyIn } from './trace-ports.ts';

const WRITTEN: readonly ExchangeKind[] = ['email', 'letter'];

/** A letter or an e-mail that left; one that is marked as received (`data.direction` = in) is the debtor's own. */
export function isWrittenReminder({ kind, data }: Pick<Exchange, 'kind' | 'data'>): boolean {
  return WRITTEN.includes(kind) && data.direction !== 'in';
}

/** The days of written reminders in a span, both days included, newest first. */
export async function writtenReminders(read: Reads, debtorId: number, from: Day, to: Day): Promise<readonly Day[]> {
  const found = await historyIn(read).find({ debtorIds: [debtorId], kinds: WRITTEN, from, to });
  return found.filter(isWrittenReminder).map((exchange) => exchange.day);
}
