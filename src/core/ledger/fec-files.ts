/** The FECs of a company are one ledger: which earlier file a new one takes the place of, which of its days a newer one has already told, and where fiscal years begin (docs/rules/ledger.md, rules 5 and 14). */
import type { Day } from '../kernel/dates.ts';

/** What a file says of itself. */
export interface FecFile {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly closing: Day;
  readonly part: string | undefined;
  /** Files of one key are versions of each other. */
  readonly key: string;
}

/** A file that was imported. */
export interface KnownFec extends FecFile {
  readonly importId: number;
  readonly file: string;
}

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Entries of an earlier import that the new file tells anew. */
export interface Replaced extends Span {
  readonly importId: number;
}

export interface Relations {
  /** What the new file takes the place of. */
  readonly replaces: readonly Replaced[];
  /** Days that a newer export of the same year has told already: what the new file says of them is old. */
  readonly newer: readonly (Span & { readonly file: string })[];
  /** An earlier file has days of the new one's, so its lines may be there already. */
  readonly overlaps: boolean;
}

/** `anew`: a person wants the file to count although a newer one is there. */
export function relate(file: FecFile, known: readonly KnownFec[], anew = false): Relations {
  const all = [...known, file];
  const own = exportOf(file, all);
  const relations = { replaces: [] as Replaced[], newer: [] as (Span & { readonly file: string })[] };
  for (const k of known) {
    const other = exportOf(k, all);
    const span = { from: k.firstDay, to: k.lastDay };
    if (k.key === file.key) relations.replaces.push({ importId: k.importId, ...span });
    else if (own.name === other.name && own.whole !== other.whole) relations.replaces.push({ importId: k.importId, ...span });
    else if (own.name === other.name || !sameYear(own, other)) continue;
    else if (!anew && own.closing < other.closing && own.lastDay < other.lastDay) relations.newer.push({ file: k.file, ...other.span });
    else relations.replaces.push({ importId: k.importId, from: own.firstDay, to: own.closing });
  }
  return { ...relations, overlaps: known.some((k) => k.firstDay <= file.lastDay && file.firstDay <= k.lastDay) };
}

/** An export of a year, whole or in as many numbered parts as are there. */
interface Export extends Omit<FecFile, 'part' | 'key'> {
  readonly name: string;
  readonly whole: boolean;
  readonly span: Span;
}

function exportOf(file: FecFile, all: readonly FecFile[]): Export {
  const nameOf = ({ key }: FecFile): string => key.split('_')[0] ?? '';
  const whole = file.part === undefined;
  const parts = whole ? [file] : all.filter((f) => f.part !== undefined && nameOf(f) === nameOf(file));
  const [firstDay, lastDay] = [Math.min(...parts.map((p) => p.firstDay)), Math.max(...parts.map((p) => p.lastDay))];
  const closing = Math.max(...parts.map((p) => p.closing));
  return { name: nameOf(file), whole, firstDay, lastDay, closing, span: { from: firstDay, to: lastDay } };
}

/** Two exports of one fiscal year share most of the shorter one's days. */
function sameYear(a: Export, b: Export): boolean {
  const shared = Math.min(a.lastDay, b.lastDay) - Math.max(a.firstDay, b.firstDay) + 1;
  return shared * 2 > Math.min(a.lastDay - a.firstDay, b.lastDay - b.firstDay) + 1;
}

/** A year is at least so long that what begins after it is another year, and no part of it. */
const YEAR = 300;

/** The first day of a fiscal year that is loaded. */
export interface YearStart {
  readonly day: Day;
  /** Its first entries carry last year's balances over. */
  readonly opening: boolean;
  /** Accounts that are carried over as one sum for all their customers: their items go on as they are. */
  readonly collective?: ReadonlySet<string>;
}

/** First days of fiscal years, as far as the first days of files tell them: of the first file, those that open a year, and those that lie a year after another. */
export function yearStarts(
  firstDays: readonly Day[],
  openings: readonly Day[],
  collective: readonly { readonly day: Day; readonly account: string }[] = [],
): readonly YearStart[] {
  const starts: YearStart[] = [];
  for (const day of [...new Set(firstDays)].sort((a, b) => a - b)) {
    const opening = openings.includes(day);
    if (opening || day - (starts.at(-1)?.day ?? Number.NEGATIVE_INFINITY) >= YEAR)
      starts.push({ day, opening, collective: new Set(collective.flatMap((c) => (c.day === day ? [c.account] : []))) });
  }
  return starts;
}

/** Lines that a newer file of the same year no longer holds, the largest by name. */
export interface Vanished {
  readonly count: number;
  readonly lines: readonly {
    readonly debtorId: number;
    readonly debtor: string;
    readonly ref: string;
    readonly currency: string;
    readonly amount: bigint;
    readonly day: Day;
  }[];
}

/** What a FEC's import has to say beside its lines. */
export interface FecFindings {
  /** Entries and lines of the same year's earlier files whose place this one took. */
  readonly replaced?: { readonly entries: number; readonly items: number };
  /** What of them it no longer holds. */
  readonly vanished: Vanished;
  /** A newer export of the same year is there: what that one tells of its days stays. */
  readonly newer?: string | undefined;
  /** Opening debits whose age nothing tells. */
  readonly ageless: { readonly items: number; readonly amount: bigint; readonly currency: string };
  /** Accounts of customers whose opening is not what last year left open. */
  readonly openings: {
    readonly count: number;
    readonly lines: readonly { readonly debtor: string; readonly account: string; readonly opening: bigint; readonly closing: bigint }[];
  };
  /** No line of the file is on a customer account. */
  readonly noCustomers?: {
    readonly lookedFor: readonly string[];
    readonly classes: readonly string[];
    readonly charts: readonly { readonly country: string; readonly prefix: string }[];
    /** The first of them that the policy can name. */
    readonly country: string | undefined;
  };
}
