/** Reading a letter before it leaves: as it would be today, with what speaks for waiting. */
import { wordsGiven } from '../debtors/standing.ts';
import type { Asked } from '../desk/act.ts';
import type { Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import type { Letter } from './letter.ts';
import type { Template } from './template.ts';
import { chosenTemplate, refusalOf, writeLetter } from './write-letter.ts';
import { debtorFor, type LetterHouse, type Writer, writerOf } from './writer.ts';

export interface Previewed {
  readonly letter: Letter;
  readonly ledgerDay: Day | undefined;
  /** An open promise of the debtor. */
  readonly promised: { readonly minor: bigint; readonly currency: string; readonly dueDay: Day } | undefined;
  /** Whether e-mails can leave from here. */
  readonly sends: boolean;
  readonly action: string | undefined;
  /** It is not what was seen before. */
  readonly changed: boolean;
}

/** Which letter, by its name or as typed, and the action of the agenda that it is for. */
export interface Wanted {
  readonly debtorId: number;
  readonly words: string;
  readonly action?: string | undefined;
}

/** Throws DomainError for whoever may not write, a letter that does not exist, and a debtor of whom nothing may be asked. */
export async function previewLetter(house: LetterHouse, asked: Asked, { debtorId, words, action }: Wanted): Promise<Previewed> {
  const writer = writerOf(house, asked);
  const debtor = await debtorFor(writer, debtorId);
  const letter = await letterFor(writer, debtor, chosenTemplate(writer, words, debtor));
  return previewed(writer, debtor, letter, action, false);
}

/** A letter that nobody by name writes is signed by the account's collector. */
export async function letterFor(writer: Writer, debtor: Debtor, template: Template): Promise<Letter> {
  const { read, person, locale } = writer;
  const collector = person || debtor.collector === null ? undefined : await read.people.byEmail(debtor.collector);
  const written = await writeLetter(writer, debtor, template, person ?? collector);
  if ('out' in written) throw refusalOf(written.out, debtor, locale);
  return written.letter;
}

export async function previewed(
  { house, read, mailRoom }: Writer,
  debtor: Debtor,
  letter: Letter,
  action: string | undefined,
  changed: boolean,
): Promise<Previewed> {
  const [ledgerDay, words] = await Promise.all([
    ledgerIn(read).ledgerDay(debtor.companyId),
    wordsGiven(house, read, { debtorIds: [debtor.id], statuses: ['open'] }),
  ]);
  const [promised] = words.flatMap((p) => p.lines.filter((l) => l.status === 'open').map((l) => ({ ...l, currency: p.currency })));
  return { letter, ledgerDay, promised, sends: mailRoom.sends, action, changed };
}
