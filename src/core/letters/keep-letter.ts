/** Keeping a letter that may be made: drawn first, then its files and its row, its place in the history, its audit event and its way out in one act; one letter of a kind to a debtor a day. */
import { createHash } from 'node:crypto';
import { type Act, act } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import { lesser } from '../kernel/amounts.ts';
import { filesOf } from './draw-letter.ts';
import { type Letter, letterKey } from './letter.ts';
import { letterPolicy } from './letter-policy.ts';
import { letterStatement } from './letter-statement.ts';
import { letterTexts } from './letters.text.ts';
import type { PaperFile } from './mail-room.ts';
import { factsOf, noteLetter } from './note-letter.ts';
import { type LetterRow, type LetterWay, lettersIn } from './ports.ts';
import { needWriter, type Writer } from './writer.ts';

export interface Keeping {
  readonly letter: Letter;
  readonly how: LetterWay;
  readonly run?: string;
  readonly action?: string | undefined;
}

export type Kept = { readonly row: LetterRow; readonly file: PaperFile } | { readonly again: LetterRow };

interface Drawn {
  readonly key: string;
  readonly copy: string;
  readonly messageId: string;
  readonly files: readonly [PaperFile, ...PaperFile[]];
}

/** Keeps it, or finds the letter of that kind that the debtor had that day already. */
export async function keepLetter(writer: Writer, keeping: Keeping): Promise<Kept> {
  const { house, read, asked, locale, day } = writer;
  const { debtorId, template } = keeping.letter;
  const before = await lettersIn(read).find({ debtorIds: [debtorId], template, day });
  const alive = before.find((row) => row.status !== 'failed');
  if (alive) return { again: alive };
  const drawn = await draw(writer, keeping, letterKey(keeping.letter, before.length));
  const row = await act(house, { ...asked, locale, day }, (under) => keep(under, keeping, drawn));
  if (row !== undefined) return { row, file: drawn.files[0] };
  const [again] = (await lettersIn(read).find({ debtorIds: [debtorId], template, day })).slice(-1);
  if (!again) throw new Error(`letter ${drawn.key} is neither new nor there`);
  return { again };
}

async function draw({ house, mailRoom, person }: Writer, { letter, how }: Keeping, key: string): Promise<Drawn> {
  const copy = how === 'send' && letterPolicy(house.policy).copySender && person ? person.email : '';
  const messageId = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const files = await filesOf(mailRoom, letter, how, {
    sender: [person?.name ?? '', letter.from[0] ?? ''].filter((part) => part !== '').join(', '),
    replyTo: person?.email,
    cc: copy === '' ? [] : [copy],
    id: messageId,
    at: house.clock.now(),
  });
  return { key, copy, messageId, files };
}

/** Undefined when another letter took its place meanwhile. */
async function keep(act: Act, keeping: Keeping, { key, files, ...drawn }: Drawn): Promise<LetterRow | undefined> {
  needWriter(act.need, act.locale);
  const { tx, at, actor } = act;
  const { letter, how, run = null, action = null } = keeping;
  const { debtorId, template, title, kind, subject, currency, principal, day } = letter;
  const row = {
    ...{ debtorId, template, title, kind, subject, currency, principal, day, how, at, actor, run, action },
    ...drawn,
    status: how === 'send' ? ('pending' as const) : ('made' as const),
    recipient: how === 'paper' ? '' : (letter.email ?? ''),
    ...chargesAsked(letter),
  };
  const id = await lettersIn(tx).add({ ...row, key });
  if (id === undefined) return undefined;
  const ids: number[] = [];
  for (const file of files) ids.push((await act.keep({ ...file, subject: `letter:${id}`, debtorId })).id);
  const fileId = ids[0] ?? null;
  if (fileId !== null) await lettersIn(tx).attach(id, fileId);
  const kept: LetterRow = { ...row, id, fileId, error: null };
  await act.log(how === 'send' ? 'letter.queued' : 'letter.made', `letter:${id}`, factsOf(kept), letterStatement(kept));
  if (how === 'send') return post(act, kept);
  await noteLetter(act, kept);
  if (run === null) await bring(act, kept, letter);
  return kept;
}

/** Into the outbox, which tells the letter what becomes of it. The e-mail is the kept file; the card's words are for the outbox alone. */
async function post(act: Act, row: LetterRow): Promise<LetterRow> {
  const { id, recipient, copy, subject, fileId } = row;
  const destination = { to: 'address' as const, address: recipient, ...(copy === '' ? {} : { copy }) };
  const card = { ...sentence(subject, act.locale), amounts: true };
  const file = fileId === null ? {} : { file: fileId };
  await act.say({ key: `letter:${id}:mail`, destination, card, about: `letter:${id}`, ...file });
  return row;
}

/** To whoever made it, where they can be reached. */
async function bring(act: Act, { id, title, fileId }: LetterRow, { debtorName }: Letter): Promise<void> {
  if (!act.person || fileId === null) return;
  const card = { ...sentence(letterTexts(act.locale).done.file(title, debtorName), act.locale), amounts: true };
  await act.tell(act.person.id, `letter:${id}:file`, card, { file: fileId });
}

/** Interest and indemnity less what was given up of them, interest first: with the principal they add up to what the letter asks for. */
function chargesAsked(letter: Letter): Pick<LetterRow, 'interest' | 'indemnity'> {
  const { interest, indemnity, waived } = letter;
  if (interest === undefined || indemnity === undefined) return { interest: null, indemnity: null };
  const off = lesser(waived, interest);
  return { interest: interest - off, indemnity: indemnity - (waived - off) };
}
