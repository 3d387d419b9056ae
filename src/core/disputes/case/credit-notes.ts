/** Credit notes that somebody waits for: which one of the ledger's is it. */
import type { Day } from '../../kernel/dates.ts';
import { foldRef } from '../../kernel/fold.ts';
import type { CreditNote } from './ports.ts';

/** What is waited for: from a day on, so many minor units, for invoices with these references. */
export interface ExpectedNote {
  readonly debtorId: number;
  readonly currency: string;
  readonly fromDay: Day;
  readonly minor: bigint;
  readonly refs: readonly string[];
}

/** Takes the first credit note that fits out of the list, so that no other claims it. */
export function takeNote(notes: CreditNote[], expected: ExpectedNote): CreditNote | undefined {
  const at = notes.findIndex((note) => fits(note, expected));
  return at === -1 ? undefined : notes.splice(at, 1)[0];
}

/** Of exactly the expected amount, or a larger one that names the invoice. */
function fits(note: CreditNote, { debtorId, currency, fromDay, minor, refs }: ExpectedNote): boolean {
  if (note.debtorId !== debtorId || note.currency !== currency || note.fromDay < fromDay) return false;
  if (note.minor === minor) return true;
  const words = foldRef(`${note.label} ${note.ref}`);
  return note.minor > minor && refs.some((ref) => ref !== '' && words.includes(foldRef(ref)));
}
