/** One letter to a whole segment: to whom, who is left out and why, and the run itself, debtor by debtor, each in a transaction of its own, so that a second run goes on where the first one stopped. */

import { createHash } from 'node:crypto';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { promisesIn } from '../promises/ports.ts';
import { askedOf, digestOfLetter, type LeftOut, type Letter } from './letter.ts';
import { letterPolicy } from './letter-policy.ts';
import { letterTexts } from './letters.text.ts';
import type { PaperFile } from './mail-room.ts';
import { type Maker, makeLetter } from './make-letter.ts';
import type { LetterWay } from './ports.ts';
import { lettersIn } from './ports.ts';
import { type Template, type Templates, templateOf } from './template.ts';
import { chosenTemplate, inLitigation, isIn, type LetterReads, writeLetter } from './write-letter.ts';

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

export interface RunOptions {
  readonly day: Day;
  readonly policy: Policy;
  readonly sender: Person | undefined;
  readonly locale: Locale;
  readonly templates: Templates;
  /** Whether e-mails can leave from here; without a server they become drafts. */
  readonly sends: boolean;
}

/** Words that mean every segment. */
const EVERYBODY = ['tous', 'toutes', 'all', 'everybody'];

/** Debtors of the segment that the first words name, and the words of the letter. DomainError: no such segment, or no words. */
export async function readRun(
  read: Reads,
  words: string,
  locale: Locale,
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

/** Whom the run reaches and whom it leaves out; nothing is written. DomainError: no such letter, or a half-year without a rate. */
export async function planRun(
  read: LetterReads & Reads,
  segment: string,
  debtors: readonly Debtor[],
  words: string,
  options: RunOptions,
  seen: (done: number, of: number) => Promise<void> = async () => {},
): Promise<Run> {
  const { day, policy, locale, templates, sends } = options;
  const template = chosenTemplate(templates, words, { language: policy.language }, policy, locale);
  const how: LetterWay = template.kind === 'letter' ? 'paper' : sends ? 'send' : 'draft';
  const aged = new Set((await ledgerIn(read).agedByDebtor(day)).map((row) => row.debtorId));
  const outside = await setAside(read, day);
  const letters: { debtor: Debtor; letter: Letter }[] = [];
  const out = new Map<LeftOut, Debtor[]>();
  for (const [i, debtor] of debtors.entries()) {
    if (i > 0 && i % 50 === 0) await seen(i, debtors.length);
    const why = isIn(letterPolicy(policy).insolvent, debtor) ? 'insolvent' : aged.has(debtor.id) ? outside.get(debtor.id) : 'nothing';
    const own = templateOf(templates.all, template.name, languageOf(debtor, policy)) ?? template;
    const written =
      why === undefined ? await writeLetter(read, debtor, own, { day, policy, sender: options.sender, locale }) : { out: why };
    const reason = 'out' in written ? written.out : unreachable(written.letter, how);
    if ('letter' in written && reason === undefined) letters.push({ debtor, letter: written.letter });
    else if (reason !== undefined) out.set(reason, [...(out.get(reason) ?? []), debtor]);
  }
  const digest = `${shortHash(letters.map((l) => digestOfLetter(l.letter)).join(''))}.${sizeOf(askedBy(letters))}`;
  return { segment, template, how, letters, out, digest };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What a letter asks for. */
interface Asked {
  readonly currency: string;
  readonly minor: bigint;
}

function askedBy(letters: Run['letters']): readonly Asked[] {
  return letters.map(({ letter }) => ({ currency: letter.currency, minor: askedOf(letter) }));
}

/** How many letters ask for how much: the same for a whole run and for its halves together. */
function sizeOf(asked: readonly Asked[]): string {
  const sums = [...groupBy(asked, ({ currency }) => currency)].map(
    ([currency, own]) => `${currency} ${own.reduce((sum, { minor }) => sum + minor, 0n)}`,
  );
  return shortHash([String(asked.length), ...sums.sort()].join(' '));
}

/** The name of a run that a person confirmed; `key` tells its presses apart. */
export function runId(run: Run, day: Day, seen: string, key: string): string {
  return `${run.segment.replaceAll(':', ' ')}:${run.template.name}:${isoDay(day)}:${seen}:${key}`;
}

/** Whether the plan is what is left of the run that was confirmed as `seen` and stopped halfway: with what was made of it, it is as many letters for as much. */
export async function isRestOf(read: Reads, run: Run, day: Day, seen: string): Promise<boolean> {
  const made = (await lettersIn(read).find({ day, template: run.template.name })).filter(
    (row) => row.status !== 'failed' && row.run?.startsWith(runId(run, day, seen, '')),
  );
  const asked = made.map((row) => ({ currency: row.currency, minor: row.principal + (row.interest ?? 0n) + (row.indemnity ?? 0n) }));
  return made.length > 0 && seen.endsWith(`.${sizeOf([...asked, ...askedBy(run.letters)])}`);
}

function languageOf(debtor: Pick<Debtor, 'language'>, policy: Policy): Locale {
  return debtor.language === 'fr' || debtor.language === 'en' ? debtor.language : policy.language;
}

function unreachable(letter: Letter, how: LetterWay): LeftOut | undefined {
  if (how === 'paper') return letter.hasAddress ? undefined : 'no-address';
  return letter.email === null ? 'no-address' : undefined;
}

/** Debtors whom a run must leave alone today, whatever they owe: in litigation, on their word, or written to already. */
async function setAside(read: Reads, day: Day): Promise<ReadonlyMap<number, LeftOut>> {
  // Read whole: a segment may have more debtors than a database takes as parameters.
  const [litigation, promises, written] = await Promise.all([
    inLitigation(read),
    promisesIn(read).find({ statuses: ['open'] }),
    lettersIn(read).find({ day }),
  ]);
  return new Map<number, LeftOut>([
    ...promises.map((p): [number, LeftOut] => [p.debtorId, 'promised']),
    ...written.filter((row) => row.status !== 'failed').map((row): [number, LeftOut] => [row.debtorId, 'today']),
    ...[...litigation].map((id): [number, LeftOut] => [id, 'litigation']),
  ]);
}

export interface RunResult {
  readonly made: readonly Letter[];
  /** Debtors who were written to meanwhile. */
  readonly again: readonly Debtor[];
  readonly files: readonly PaperFile[];
  /** What ended the run before its last letter: the letters that were made are there all the same. */
  readonly fault?: unknown;
}

/** Makes every letter of the plan. A fault ends it and is told beside what was made. A crash in between leaves those that are made; the next plan leaves them out as written to today. */
export async function carryOutRun(
  maker: Maker,
  run: Run,
  author: Person | undefined,
  id: string,
  seen: (done: number, of: number) => Promise<void> = async () => {},
): Promise<RunResult> {
  const made: Letter[] = [];
  const again: Debtor[] = [];
  const files: PaperFile[] = [];
  try {
    for (const [i, { debtor, letter }] of run.letters.entries()) {
      if (i > 0 && i % 20 === 0) await seen(i, run.letters.length);
      const result = await makeLetter(maker, { letter, how: run.how, author, run: id });
      if ('again' in result) again.push(debtor);
      else {
        made.push(letter);
        if (run.how !== 'send') files.push(result.file);
      }
    }
  } catch (fault) {
    return { made, again, files, fault };
  }
  return { made, again, files };
}
