/** The evidence file as paper, and as an archive with its originals; that it was made is in the audit log, with the chain's head that it prints. It is for whoever may write to debtors. */
import { type Act, type Asked, act } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import { type KeptFileInfo, servedFile } from '../desk/kept-files.ts';
import { isoDay } from '../kernel/dates.ts';
import type { PaperFile } from '../letters/mail-room.ts';
import { debtorFor, type LetterHouse, needWriter, type Writer, writerOf } from '../letters/writer.ts';
import { evidenceCard } from './evidence.card.ts';
import { evidenceTexts } from './evidence.text.ts';
import { type Evidence, evidenceSubject, readEvidence } from './read-evidence.ts';

/** Archives larger than this stay with the shell: a kept file passes through memory. */
const MAX_ARCHIVE = 20 * 1024 * 1024;

interface MadeEvidence {
  readonly evidence: Evidence;
  readonly pdf: PaperFile;
}

export interface Brought {
  readonly evidence: Evidence;
  /** Whether the originals came along: they may be too large for a conversation. */
  readonly small: boolean;
}

/** Brings it, with its originals, to whoever asks; undefined when that very act brought it before. Throws DomainError. */
export async function bringEvidence(house: LetterHouse, asked: Asked, debtorId: number): Promise<Brought | undefined> {
  const writer = writerOf(house, asked);
  const made = await makeEvidence(writer, debtorId);
  const { evidence, pdf } = made;
  const small = evidence.originals.reduce((sum, file) => sum + file.size, 0) <= MAX_ARCHIVE;
  const archive = evidence.originals.length > 0 && small ? [await archiveFile(writer, made)] : [];
  const first = await act(house, asked, (under) => bring(under, evidence, [pdf, ...archive]));
  return first ? { evidence, small } : undefined;
}

async function bring(act: Act, evidence: Evidence, files: readonly PaperFile[]): Promise<boolean> {
  if (!(await act.first('evidence'))) return false;
  await note(act, evidence);
  const { person, locale, key = '' } = act;
  const { debtor } = evidence;
  const card = { ...sentence(evidenceTexts(locale).title(debtor.name), locale), amounts: true };
  for (const [i, file] of files.entries()) {
    const kept = await act.keep({ ...file, subject: evidenceSubject(debtor.id), debtorId: debtor.id });
    if (person) await act.tell(person.id, `evidence:${key}:${i}`, card, { file: kept.id });
  }
  return true;
}

/** The paper, or the archive, for whoever keeps it themselves. Throws DomainError. */
export async function takeEvidence(
  house: LetterHouse,
  asked: Asked,
  debtorId: number,
  as: 'paper' | 'archive',
): Promise<{ readonly evidence: Evidence; readonly bytes: Uint8Array }> {
  const writer = writerOf(house, asked);
  const made = await makeEvidence(writer, debtorId);
  const { bytes } = as === 'archive' ? await archiveFile(writer, made) : made.pdf;
  await act(house, asked, (under) => note(under, made.evidence));
  return { evidence: made.evidence, bytes };
}

async function makeEvidence(writer: Writer, debtorId: number): Promise<MadeEvidence> {
  const { read, house, mailRoom, locale } = writer;
  const { policy, calendar, features, clock } = house;
  const debtor = await debtorFor(writer, debtorId);
  const evidence = await readEvidence(read, debtor, { policy, calendar, features, now: clock.now(), locale });
  const t = evidenceTexts(locale);
  const card = evidenceCard(evidence, policy, locale);
  const bytes = await mailRoom.record(card, { title: t.title(debtor.name), author: evidence.company.name, page: t.page });
  const name = `${debtor.code.replace(/[^A-Za-z0-9-]+/g, '_')}-evidence-${isoDay(evidence.day)}.pdf`;
  return { evidence, pdf: { name, mime: 'application/pdf', bytes } };
}

async function archiveFile(writer: Writer, made: MadeEvidence): Promise<PaperFile> {
  return { name: made.pdf.name.replace(/pdf$/, 'zip'), mime: 'application/zip', bytes: await archiveOf(writer, made) };
}

/** The archive: the paper, every original under its number, and their hashes in the form that `sha256sum -c` reads. */
async function archiveOf({ read, mailRoom, locale }: Writer, { evidence, pdf }: MadeEvidence): Promise<Uint8Array> {
  const originals: PaperFile[] = [];
  for (const file of evidence.originals) {
    const found = await servedFile(read.files, file.id, locale);
    if (found) originals.push({ name: originalName(file), mime: file.mime, bytes: found.bytes });
  }
  const sums = evidence.originals.map((file) => `${file.sha256}  ${originalName(file)}\n`).join('');
  const list = { name: 'SHA256SUMS.txt', mime: 'text/plain', bytes: new TextEncoder().encode(sums) };
  return mailRoom.zip([pdf, ...originals, ...(originals.length > 0 ? [list] : [])]);
}

function originalName(file: KeptFileInfo): string {
  return `${file.id}-${file.name.replace(/[/\\\n\r]/g, '_')}`;
}

async function note(act: Act, { debtor, originals, head }: Evidence): Promise<void> {
  needWriter(act.need, act.locale);
  const payload = { debtor: debtor.code, originals: String(originals.length), head: head ? `${head.seq}:${head.hash}` : '' };
  await act.log('evidence.made', `debtor:${debtor.id}`, payload);
}
