/** One letter to a whole segment, as it would be now: to whom, and who is left out and why. */
import { createHash } from 'node:crypto';
import { isInsolvent } from '../debtors/segments.ts';
import { inLitigation, wordsGiven } from '../debtors/standing.ts';
import type { Asked } from '../desk/act.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import { groupBy } from '../kernel/group-by.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { askedOf, digestOfLetter, type LeftOut, type Letter } from './letter.ts';
import { letterTexts } from './letters.text.ts';
import { type LetterWay, lettersIn } from './ports.ts';
import { type Template, templateOf } from './template.ts';
import { chosenTemplate, languageOfDebtor, writeLetter } from './write-letter.ts';
import { type LetterHouse, refuseStale, type Writer, writerOf } from './writer.ts';

export interface Run {
  readonly segment: string;
  /** In the company's language: each debtor gets it in theirs. */
  readonly template: Template;
  readonly how: LetterWay;
  readonly letters: readonly { readonly debtor: Debtor; readonly letter: Letter }[];
  readonly out: ReadonlyMap<LeftOut, readonly Debtor[]>;
  /** What a person saw before they confirmed. */
  readonly digest: string;
}

/** Words that mean every segment. */
const EVERYBODY = ['tous', 'toutes', 'all', 'everybody'];

/** Debtors of the segment that the first words name, and the words of the letter. DomainError: no such segment, or no words. */
async function readRun(
  { read, locale }: Writer,
  words: string,
): Promise<{ readonly segment: string; readonly debtors: readonly Debtor[]; readonly letter: string }> {
  const t = letterTexts(locale).run;
  const parts = words.trim().split(/\s+/u);
  if (parts.length < 2) throw new DomainError('bad-input', t.usage);
  const all = await debtorsIn(read).all();
  for (let length = parts.length - 1; length > 0; length--) {
    const asked = fold(parts.slice(0, length).join(' '));
    const everybody = EVERYBODY.includes(asked);
    const debtors = all.filter((d) => everybody || (d.segment !== null && fold(d.segment) === asked));
    const segment = everybody ? asked : (debtors[0]?.segment ?? '');
    if (debtors.length > 0) return { segment, debtors, letter: parts.slice(length).join(' ') };
  }
  const known = [...new Set(all.flatMap((d) => d.segment ?? []))].sort();
  throw new DomainError('bad-input', t.unknownSegment(cut(parts[0] ?? '', 80), known.join(', ')));
}

type Progress = (done: number, of: number) => Promise<void>;

/** Whom the run reaches and whom it leaves out, by the segment and the letter as typed; nothing is written. DomainError: who may not write, no such segment or letter, a half-year without a rate, figures that are too old. */
export async function planRun(house: LetterHouse, asked: Asked, words: string, progress: Progress = async () => {}): Promise<Run> {
  const writer = writerOf(house, asked);
  const { segment, debtors, letter } = await readRun(writer, words);
  await refuseStale(writer, undefined);
  const template = chosenTemplate(writer, letter, { language: null });
  const how: LetterWay = template.kind === 'letter' ? 'paper' : writer.mailRoom.sends ? 'send' : 'draft';
  const { letters, out } = await shared(writer, debtors, template, how, progress);
  // A run reaches several companies' debtors: the newest ledger of one says nothing of another's.
  for (const companyId of new Set(letters.map(({ debtor }) => debtor.companyId))) await refuseStale(writer, companyId);
  const digest = `${shortHash(letters.map((l) => digestOfLetter(l.letter)).join(''))}.${sizeOf(askedBy(letters))}`;
  return { segment, template, how, letters, out, digest };
}

/** Each debtor's letter in their own language, or why they get none. */
async function shared(
  writer: Writer,
  debtors: readonly Debtor[],
  template: Template,
  how: LetterWay,
  progress: Progress,
): Promise<Pick<Run, 'letters' | 'out'>> {
  const { read, day, house, mailRoom } = writer;
  const { policy } = house;
  const { all } = mailRoom.templates();
  const aged = new Set((await ledgerIn(read).agedByDebtor(day)).map((row) => row.debtorId));
  const outside = await setAside(writer);
  const letters: { debtor: Debtor; letter: Letter }[] = [];
  const out = new Map<LeftOut, Debtor[]>();
  for (const [i, debtor] of debtors.entries()) {
    if (i > 0 && i % 50 === 0) await progress(i, debtors.length);
    const why = isInsolvent(debtor, policy) ? 'insolvent' : aged.has(debtor.id) ? outside.get(debtor.id) : 'nothing';
    const own = templateOf(all, template.name, languageOfDebtor(debtor, policy)) ?? template;
    const written = why === undefined ? await writeLetter(writer, debtor, own) : { out: why };
    const reason = 'out' in written ? written.out : unreachable(written.letter, how);
    if ('letter' in written && reason === undefined) letters.push({ debtor, letter: written.letter });
    else if (reason !== undefined) out.set(reason, [...(out.get(reason) ?? []), debtor]);
  }
  return { letters, out };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What a letter asks for. */
export interface AskedFor {
  readonly currency: string;
  readonly minor: bigint;
}

export function askedBy(letters: Run['letters']): readonly AskedFor[] {
  return letters.map(({ letter }) => ({ currency: letter.currency, minor: askedOf(letter) }));
}

/** How many letters ask for how much: the same for a whole run and for its halves together. */
export function sizeOf(asked: readonly AskedFor[]): string {
  const sums = [...groupBy(asked, ({ currency }) => currency)].map(
    ([currency, own]) => `${currency} ${own.reduce((sum, { minor }) => sum + minor, 0n)}`,
  );
  return shortHash([String(asked.length), ...sums.sort()].join(' '));
}

function unreachable(letter: Letter, how: LetterWay): LeftOut | undefined {
  if (how === 'paper') return letter.hasAddress ? undefined : 'no-address';
  return letter.email === null ? 'no-address' : undefined;
}

/** Debtors whom a run must leave alone that day, whatever they owe: in litigation, on their word, or written to already. */
async function setAside({ house, read, day }: Writer): Promise<ReadonlyMap<number, LeftOut>> {
  // Read whole: a segment may have more debtors than a database takes as parameters.
  const [litigation, promises, written] = await Promise.all([
    inLitigation(house, read),
    wordsGiven(house, read, { statuses: ['open'] }),
    lettersIn(read).find({ day }),
  ]);
  return new Map<number, LeftOut>([
    ...promises.map((p): [number, LeftOut] => [p.debtorId, 'promised']),
    ...written.filter((row) => row.status !== 'failed').map((row): [number, LeftOut] => [row.debtorId, 'today']),
    ...[...litigation].map((id): [number, LeftOut] => [id, 'litigation']),
  ]);
}
