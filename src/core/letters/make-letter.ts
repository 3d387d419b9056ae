/** Making a letter to a debtor: whoever asks, by whichever door, it is refused for the same reasons and kept in the same way. */
import type { Asked } from '../desk/act.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Debtor } from '../ledger/parties.ts';
import { filesOf } from './draw-letter.ts';
import { keepLetter } from './keep-letter.ts';
import { digestOfLetter, type Letter } from './letter.ts';
import { letterTexts } from './letters.text.ts';
import type { PaperFile } from './mail-room.ts';
import { type LetterRow, type LetterWay, lettersIn } from './ports.ts';
import { letterFor, type Previewed, previewed, type Wanted } from './preview-letter.ts';
import { chosenTemplate, refuseLitigation } from './write-letter.ts';
import { debtorFor, type LetterHouse, refuseStale, type Writer, writerOf } from './writer.ts';

export interface LetterRequest extends Wanted {
  readonly how: LetterWay;
  /** The letter that was read before (`digestOfLetter`); left out by whoever reads the file itself. */
  readonly seen?: string;
}

export type Made =
  | { readonly letter: Letter; readonly row: LetterRow; readonly file: PaperFile }
  /** Written that day already, and by whom. */
  | { readonly again: LetterRow; readonly by: string }
  /** It is not the letter that was read any more. */
  | { readonly changed: Previewed };

/** Throws DomainError for whoever may not write, a debtor to whom nothing may be written now, and a way that does not lead there. */
export async function makeLetter(house: LetterHouse, asked: Asked, request: LetterRequest): Promise<Made> {
  const writer = writerOf(house, asked);
  const { debtorId, words, how, seen, action } = request;
  const debtor = await debtorFor(writer, debtorId);
  await refuseStale(writer, debtor.companyId);
  await refuseLitigation(writer, debtor);
  refuseWay(writer, debtor, how);
  const template = chosenTemplate(writer, words, debtor);
  // Whoever presses twice is told so, before the second letter is found to differ by the first.
  const before = await lettersIn(writer.read).find({ debtorIds: [debtor.id], day: writer.day, template: template.name });
  const alive = before.find((row) => row.status !== 'failed');
  if (alive) return writtenBefore(writer, alive);
  const letter = await letterFor(writer, debtor, template);
  if (seen !== undefined && digestOfLetter(letter) !== seen) return { changed: await previewed(writer, debtor, letter, action, true) };
  const kept = await keepLetter(writer, { letter, how, action });
  return 'again' in kept ? writtenBefore(writer, kept.again) : { letter, ...kept };
}

function refuseWay({ mailRoom, locale }: Writer, debtor: Debtor, how: LetterWay): void {
  const t = letterTexts(locale).refused;
  if (how !== 'paper' && debtor.email === null) throw new DomainError('conflict', t.noEmail(debtor.name));
  if (how === 'send' && !mailRoom.sends) throw new DomainError('conflict', t.noMail);
}

async function writtenBefore({ read }: Writer, again: LetterRow): Promise<Made> {
  return { again, by: (await read.people.byEmail(again.actor))?.name ?? again.actor };
}

/** The file as it would be, kept nowhere, and why it could not be made now. */
export async function drawPreview(
  house: LetterHouse,
  asked: Asked,
  { debtorId, words, how }: Omit<LetterRequest, 'seen' | 'action'>,
): Promise<{ readonly letter: Letter; readonly file: PaperFile; readonly refused: DomainError | undefined }> {
  const writer = writerOf(house, asked);
  const debtor = await debtorFor(writer, debtorId);
  const letter = await letterFor(writer, debtor, chosenTemplate(writer, words, debtor));
  const at = house.clock.now();
  const mail = { sender: letter.from[0] ?? '', replyTo: writer.person?.email, cc: [], id: `preview-${at}`, at };
  const [file] = await filesOf(writer.mailRoom, letter, how, mail);
  return { letter, file, refused: await refusalNow(writer, debtor) };
}

async function refusalNow(writer: Writer, debtor: Debtor): Promise<DomainError | undefined> {
  try {
    await refuseStale(writer, debtor.companyId);
    await refuseLitigation(writer, debtor);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
