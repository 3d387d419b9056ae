/** The words of a promise as people type them: "dupont 5 000 2026-12-04 M. Petit, par mail", and one instalment a line. */
import { amountAtEnd, readAmount, type TypedAmount } from '../kernel/amount-words.ts';
import type { Day } from '../kernel/dates.ts';
import { readDay } from '../kernel/day-words.ts';
import { fold } from '../kernel/fold.ts';
import type { PromiseChannel } from './promise.ts';

export interface Asked {
  /** The debtor's words. */
  readonly query: string;
  readonly amount: string;
  readonly due: Day | undefined;
  /** What comes after the date. */
  readonly rest: string;
}

/** The debtor's words, then an amount, then a day, then anything; what is missing is asked by the form. */
export function readPromise(words: string, today: Day): Asked {
  const tokens = words.split(/\s+/u).filter((word) => word !== '');
  const at = tokens.findIndex((word, i) => i > 0 && readDay(word, today) !== undefined);
  const head = at < 0 ? tokens : tokens.slice(0, at);
  const due = at < 0 ? undefined : readDay(tokens[at] ?? '', today);
  const rest = at < 0 ? '' : tokens.slice(at + 1).join(' ');
  const from = amountAtEnd(head) ?? head.length;
  return { query: head.slice(0, from).join(' '), amount: head.slice(from).join(' '), due, rest };
}

const CHANNEL_WORDS: Readonly<Record<Exclude<PromiseChannel, 'other'>, readonly string[]>> = {
  call: ['appel', 'tel', 'telephone', 'phone', 'call'],
  email: ['mail', 'e-mail', 'email', 'courriel'],
  letter: ['courrier', 'lettre', 'letter'],
  visit: ['visite', 'visit'],
};

/** The channel that some words name; undefined when they name none. */
export function channelIn(words: string): PromiseChannel | undefined {
  const folded = fold(words).split(/[^\p{L}-]+/u);
  const named = Object.entries(CHANNEL_WORDS).find(([, known]) => known.some((word) => folded.includes(word)));
  return named?.[0] as PromiseChannel | undefined;
}

/** "2 500 08/01/2027": an amount, then a day; undefined when it does not end with one. */
export function readInstalment(
  line: string,
  currency: string,
  today: Day,
): { readonly written: string; readonly amount: TypedAmount; readonly dueDay: Day } | undefined {
  const tokens = line.trim().split(/\s+/u);
  const dueDay = readDay(tokens.at(-1) ?? '', today);
  const written = tokens.slice(0, -1).join(' ');
  return dueDay === undefined ? undefined : { written, amount: readAmount(written, currency, 'above-zero'), dueDay };
}
