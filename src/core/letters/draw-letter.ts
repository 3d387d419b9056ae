/** A letter's files as it leaves: its PDF, or the e-mail with the PDF that it carries. */
import { isoDay } from '../kernel/dates.ts';
import type { Letter } from './letter.ts';
import type { MailEnvelope, MailRoom, PaperFile } from './mail-room.ts';
import type { LetterWay } from './ports.ts';

/** Files of letters have plain names: any program and any archive can hold them. */
function fileName(letter: Letter, end: 'pdf' | 'eml'): string {
  return `${letter.debtorCode.replace(/[^A-Za-z0-9-]+/g, '_')}-${letter.template}-${isoDay(letter.day)}.${end}`;
}

/** The letter's file as it leaves in that way, and its PDF beside an e-mail that carries it. */
export async function filesOf(
  mailRoom: MailRoom,
  letter: Letter,
  how: LetterWay,
  mail: Omit<MailEnvelope, 'to' | 'draft'>,
): Promise<readonly [PaperFile, ...PaperFile[]]> {
  const paper = async (): Promise<PaperFile> => ({
    name: fileName(letter, 'pdf'),
    mime: 'application/pdf',
    bytes: await mailRoom.pdf(letter),
  });
  if (how === 'paper') return [await paper()];
  const attached = letter.kind === 'letter' ? [await paper()] : [];
  const to = letter.email === null ? [] : [letter.email];
  const bytes = await mailRoom.mail(letter, { ...mail, to, draft: how === 'draft' }, attached);
  return [{ name: fileName(letter, 'eml'), mime: 'message/rfc822', bytes }, ...attached];
}
