/** The words with which figures are asked for: a date, a number of months, whose debtors, and what to leave out; in French and in English, in any order. */
import { type Day, isoDay, parseDay } from '../kernel/dates.ts';
import { fold } from '../kernel/fold.ts';
import { type Asked, LEFT_OUT, type LeftOut } from './indicators.ts';

export const SCOPES = ['company', 'collector', 'salesperson', 'segment'] as const;
export type ScopeName = (typeof SCOPES)[number];

/** What was asked, as written: names are not looked up yet. */
export interface AskedWords {
  readonly asOf?: Day;
  readonly months?: number;
  readonly scopes: Readonly<Partial<Record<ScopeName, string>>>;
  readonly without: readonly LeftOut[];
}

const KEYWORDS: Readonly<Record<ScopeName | 'without', readonly string[]>> = {
  company: ['company', 'societe', 'siren'],
  collector: ['collector', 'portfolio', 'portefeuille', 'recouvrement'],
  salesperson: ['salesperson', 'sales', 'commercial', 'commerciale', 'vendeur'],
  segment: ['segment'],
  without: ['without', 'hors', 'sans'],
};
const LEFT_WORDS: Readonly<Record<LeftOut, readonly string[]>> = {
  disputed: ['disputed', 'disputes', 'litige', 'litiges'],
  doubtful: ['doubtful', 'douteux'],
  unallocated: ['unallocated', 'affectes', 'credits'],
};
/** Words that say nothing of their own: "hors litiges et crédits non affectés au 2026-06-30". */
const FILLERS = ['et', 'and', 'non', 'amounts', 'customers', 'clients', 'au', 'on', 'on:', 'de', 'of', 'le', 'la', 'les', 'the', 'du'];
const MONTHS = ['mois', 'month', 'months'];

type Clause = ScopeName | 'without' | undefined;

function clauseOf(word: string): Clause {
  return [...SCOPES, 'without' as const].find((name) => KEYWORDS[name].includes(word));
}

/** Undefined for words that mean nothing here; `bad` is the first of them. */
export function parseAsked(text: string): AskedWords | { readonly bad: string } {
  const scopes: Partial<Record<ScopeName, string>> = {};
  const without = new Set<LeftOut>();
  let asOf: Day | undefined;
  let months: number | undefined;
  let clause: Clause;
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  for (const [i, word] of words.entries()) {
    const folded = fold(word);
    const day = parseDay(word);
    const left = LEFT_OUT.find((name) => LEFT_WORDS[name].includes(folded));
    const opens = clauseOf(folded);
    if (day !== undefined) asOf = day;
    else if (/^\d{1,2}$/.test(word) && MONTHS.includes(fold(words[i + 1] ?? ''))) months = Number(word);
    else if (MONTHS.includes(folded) && /^\d{1,2}$/.test(words[i - 1] ?? '')) clause = undefined;
    else if (opens) clause = opens;
    else if (clause === 'without' && left) without.add(left);
    else if (FILLERS.includes(folded) && (clause === undefined || clause === 'without' || scopes[clause] === undefined)) continue;
    else if (clause !== undefined && clause !== 'without') scopes[clause] = [scopes[clause] ?? '', word].join(' ').trim();
    else return { bad: word };
  }
  return {
    scopes,
    without: LEFT_OUT.filter((name) => without.has(name)),
    ...(asOf === undefined ? {} : { asOf }),
    ...(months ? { months } : {}),
  };
}

/** The same as words that `parseAsked` reads, for a button that asks again with something more or less. */
export function askedWords({ asOf, months, scopes, without }: AskedWords): string {
  return [
    ...(asOf === undefined ? [] : [isoDay(asOf)]),
    ...(months === undefined ? [] : [`${months} months`]),
    ...SCOPES.flatMap((name) => (scopes[name] === undefined ? [] : [`${name} ${scopes[name]}`])),
    ...(without.length > 0 ? [`without ${without.join(' ')}`] : []),
  ].join(' ');
}

/** The same question with one thing left out or taken back in. */
export function toggled(words: AskedWords, name: LeftOut): AskedWords {
  const { without } = words;
  return { ...words, without: without.includes(name) ? without.filter((other) => other !== name) : [...without, name] };
}

/** What is asked once names were looked up; the words that ask for it go with it. */
export interface AskedFigures {
  readonly asked: Asked;
  readonly words: AskedWords;
  /** Whose debtors, in words; empty for everybody's. */
  readonly scope: readonly { readonly name: ScopeName; readonly who: string }[];
}
