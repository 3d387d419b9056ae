/**
 * One debtor's lines from all the FECs of a company, as one ledger: an opening line goes on as last year's item, a transfer as its invoice, and letters join across
 * files and years (docs/rules/ledger.md, rules 6 to 9, 14 and 24).
 */
import type { Day } from '../kernel/dates.ts';
import { foldRef } from '../kernel/fold.ts';
import { groupBy } from '../kernel/group-by.ts';
import { byEstimate, byLetter, oldest, Remaining } from './allocate.ts';
import type { YearStart } from './fec-files.ts';
import type { FecLine, Gap, SettledLines } from './ports.ts';

/** `kept` are lines that stand for gaps. The result does not depend on the order of `lines`. */
export function settleLines(lines: readonly FecLine[], kept: readonly FecLine[], years: readonly YearStart[]): SettledLines {
  return new DebtorLedger(lines, kept, years).settled();
}

class DebtorLedger {
  readonly #ledger: Remaining;
  readonly #kept: readonly FecLine[];
  readonly #years: readonly YearStart[];
  readonly #carried: { id: number; day: Day }[] = [];
  readonly #continued = new Map<number, FecLine>();
  readonly #gaps: Gap[] = [];
  readonly #ageless: FecLine[] = [];
  readonly #off: { account: string; day: Day; opening: bigint; closing: bigint }[] = [];
  /** Debits by number, as far as the walk has come: what a transfer may name. */
  readonly #named = new Map<string, FecLine[]>();
  /** Lines that are open from an earlier year, with the letters of that year. */
  #before = new Set<number>();

  constructor(lines: readonly FecLine[], kept: readonly FecLine[], years: readonly YearStart[]) {
    this.#ledger = new Remaining([...lines, ...kept]);
    this.#kept = kept;
    this.#years = years;
  }

  settled(): SettledLines {
    const starts = this.#years.filter((y) => y.opening).map((y) => y.day);
    const gaps = new Set(this.#kept.map((l) => l.id));
    const lines = this.#ledger.lines.filter((l) => !gaps.has(l.id));
    let open: FecLine[] = [];
    for (const [i, from] of [Number.NEGATIVE_INFINITY, ...starts].entries()) {
      const to = starts[i] ?? Number.POSITIVE_INFINITY;
      const mine = lines.filter((l) => l.bookDay >= from && l.bookDay < to);
      const [opening, others] = apart(mine, (l) => l.kind === 'opening' && l.bookDay === from);
      const continues = this.#years.some((y) => y.day < from);
      const handed = continues ? this.#handOver(open, opening, from) : opening;
      if (!continues) this.#noAge(opening, from);
      const own = new Set(mine.flatMap((l) => (l.letter === '' ? [] : [l.id])));
      this.#before = new Set(handed.flatMap((l) => (own.has(l.id) ? [] : [l.id])));
      open = this.#allocate([...handed, ...others], own.size > 0).filter((l) => this.#ledger.left(l) !== 0n);
    }
    return {
      allocations: this.#ledger.allocations,
      carried: this.#carried,
      continued: [...this.#continued.values()].map(({ id, ref, issueDay, dueDay, dueGiven }) => ({ id, ref, issueDay, dueDay, dueGiven })),
      gaps: this.#gaps,
      ageless: this.#ageless,
      off: this.#off,
    };
  }

  // -------------------------------------------------------------- a year that opens

  /** What is open from the first day of a year on, in place of what was open before and of what its opening lines say. */
  #handOver(all: readonly FecLine[], carrying: readonly FecLine[], day: Day): FecLine[] {
    const collective = this.#years.find((y) => y.day === day)?.collective ?? new Set<string>();
    const [lines, open] = apart(all, (l) => collective.has(l.account));
    const [sums, opening] = apart(carrying, (l) => collective.has(l.account));
    for (const { id } of sums) this.#carried.push({ id, day });
    const pairs = new Pairs(open, opening, (l) => this.#ledger.left(l));
    for (const [old, line] of pairs.made) lines.push(this.#goOn(line, old));
    for (const old of [...pairs.made.map(([old]) => old), ...pairs.netted]) this.#carried.push({ id: old.id, day });
    for (const account of new Set([...open, ...opening].map((l) => l.account))) {
      const of = (all: readonly FecLine[]): FecLine[] => all.filter((l) => l.account === account);
      const [closing, opened] = [this.#sum(of(open)), this.#sum(of(opening))];
      if (closing !== opened) this.#off.push({ account, day, opening: opened, closing });
      lines.push(...this.#rest(of(pairs.open), of(pairs.opening), day));
    }
    return lines;
  }

  /** What opening lines and open items are left on an account when all that fit each other are joined. */
  #rest(open: readonly FecLine[], opening: readonly FecLine[], day: Day): FecLine[] {
    const [closing, opened] = [this.#sum(open), this.#sum(opening)];
    const documents = opening.some((l) => l.issueDay < day && /\d/.test(l.ref));
    if (open.length > 0 && (closing === opened || (opening.length > 0 && !documents))) {
      // The lines are sums: the items go on, the sums only check them.
      for (const { id } of opening) this.#carried.push({ id, day });
      const letters = new Set(opening.map((l) => l.letter));
      const [letter = ''] = letters;
      const lettered = letters.size === 1 && letter !== '' ? open.map((l) => this.#relettered(l, letter)) : open;
      return [...lettered, ...this.#gap(opening, opened - closing, day)];
    }
    for (const { id } of open) this.#carried.push({ id, day });
    this.#noAge(opening, day);
    return [...opening];
  }

  #gap(opening: readonly FecLine[], amount: bigint, day: Day): FecLine[] {
    const [first] = opening;
    if (!first || amount === 0n) return [];
    const dueDay = amount > 0n ? first.dueDay : day;
    this.#gaps.push({ account: first.account, day, dueDay, amount });
    return this.#kept
      .filter((l) => l.account === first.account && l.bookDay === day && l.amount === amount)
      .map((l) => ({ ...l, letter: first.letter }));
  }

  /** The line under the reference and with the dates of what it continues. */
  #goOn(line: FecLine, old: FecLine): FecLine {
    const ref = /\d/.test(old.ref) ? old.ref : line.ref;
    const due = line.dueGiven ? {} : { dueDay: old.dueDay, dueGiven: old.dueGiven };
    const letter = line.letter === '' ? { letter: old.letter, letterDay: old.letterDay } : {};
    const gone: FecLine = { ...line, ref, issueDay: old.issueDay, ...due, ...letter };
    if (gone.ref !== line.ref || gone.issueDay !== line.issueDay || gone.dueDay !== line.dueDay || gone.dueGiven !== line.dueGiven)
      this.#continued.set(line.id, gone);
    return gone;
  }

  #relettered(line: FecLine, letter: string): FecLine {
    return { ...line, letter, letterDay: null };
  }

  #noAge(opening: readonly FecLine[], day: Day): void {
    this.#ageless.push(...opening.filter((l) => !l.dueGiven && l.issueDay >= day && l.amount > 0n));
  }

  #sum(lines: readonly FecLine[]): bigint {
    return lines.reduce((sum, l) => sum + this.#ledger.left(l), 0n);
  }

  // -------------------------------------------------------------- within a year, or years that nothing parts

  /** Account by account, 411 before 413 and 416: what a transfer settles says what it goes on as. `lettered`: the customer has letters in these years. */
  #allocate(segment: readonly FecLine[], lettered: boolean): FecLine[] {
    const done: FecLine[] = [];
    const entries = new Entries(segment);
    for (const l of [...segment].sort(oldest)) this.#name(l);
    const named = [...segment].sort((a, b) => a.bookDay - b.bookDay).map((l) => this.#movedByName(l, entries));
    const accounts = groupBy(named, (l) => l.account);
    for (const account of [...accounts.keys()].sort()) {
      const lines = (accounts.get(account) ?? []).map((l) => this.#movedBySettling(l, entries)).sort(oldest);
      if (!lettered) this.#estimate(lines);
      else {
        byLetter(this.#ledger, lines, (l) => this.#yearOf(l));
        this.#estimateLate(segment, lines);
      }
      entries.settle(account, lines, this.#ledger);
      done.push(...lines);
    }
    return done;
  }

  /** What an earlier year left open stays so among itself, and a gap is an item of its own. */
  #estimate(lines: readonly FecLine[]): void {
    const items = lines.filter((l) => !this.#kept.some((gap) => gap.id === l.id));
    const before = (l: FecLine): boolean => this.#before.has(l.id);
    byEstimate(
      this.#ledger,
      items.filter((l) => l.amount > 0n || !before(l)),
    );
    byEstimate(
      this.#ledger,
      items.filter((l) => l.amount < 0n || !before(l)),
    );
  }

  #yearOf(line: FecLine): number {
    return this.#before.has(line.id) ? -1 : this.#years.filter((y) => y.day <= line.bookDay).length;
  }

  /** A year that follows another without an opening is still being kept: a customer without any letter in it is estimated from there on. */
  #estimateLate(segment: readonly FecLine[], lines: readonly FecLine[]): void {
    const last = this.#years.at(-1);
    if (last === undefined || last.opening || this.#years.length === 1) return;
    const late = (l: FecLine): boolean => l.bookDay >= last.day;
    if (!segment.some(late) || segment.some((l) => late(l) && l.letter !== '')) return;
    byEstimate(
      this.#ledger,
      lines.filter((l) => l.amount > 0n || late(l)),
    );
  }

  #name(line: FecLine): void {
    const number = numberOf(line.ref);
    if (line.amount <= 0n || number === '') return;
    this.#named.set(number, [...(this.#named.get(number) ?? []), line]);
  }

  /** A debit that only moves what is owed to another account keeps the reference, the dates and so the age of what was moved: of what its entry names. */
  #movedByName(line: FecLine, entries: Entries): FecLine {
    if (line.amount <= 0n || (line.kind !== 'transfer' && line.kind !== 'adjustment')) return line;
    return this.#moved(line, this.#originOf(line, entries.creditsOf(line)));
  }

  /** Else of what the other side of its entry settled. */
  #movedBySettling(line: FecLine, entries: Entries): FecLine {
    if (line.amount <= 0n || line.kind !== 'transfer' || this.#continued.has(line.id)) return line;
    return this.#moved(line, entries.settledBy(line, this.#ledger));
  }

  #moved(line: FecLine, old: FecLine | undefined): FecLine {
    return old ? { ...this.#goOn(line, this.#continued.get(old.id) ?? old), letter: line.letter, letterDay: line.letterDay } : line;
  }

  /** The oldest debit that the line, or the other side of its entry, names. */
  #originOf(line: FecLine, credits: readonly FecLine[]): FecLine | undefined {
    const words = [line, ...credits].flatMap((l) => [l.ref, ...l.label.split(/[\s,;:()]+/)]);
    for (const word of words) {
      const first = (this.#named.get(numberOf(word)) ?? []).find(
        (l) => l.id !== line.id && l.bookDay <= line.bookDay && (line.kind === 'transfer' || l.account !== line.account),
      );
      if (first) return first;
    }
    return undefined;
  }
}

/** The transfers of a segment by their entries, and what each settled. */
class Entries {
  readonly #credits: ReadonlyMap<string, readonly FecLine[]>;
  readonly #lines = new Map<number, FecLine>();
  readonly #open = new Map<string, FecLine[]>();

  constructor(segment: readonly FecLine[]) {
    this.#credits = groupBy(
      segment.filter((l) => l.kind === 'transfer' && l.amount < 0n),
      entryOf,
    );
  }

  creditsOf(line: FecLine): readonly FecLine[] {
    return this.#credits.get(entryOf(line)) ?? [];
  }

  /** Notes an account once its lines are allocated. */
  settle(account: string, lines: readonly FecLine[], ledger: Remaining): void {
    if (this.#credits.size === 0) return;
    for (const l of lines) {
      if (l.amount <= 0n) continue;
      this.#lines.set(l.id, l);
      const key = `${account}|${ledger.left(l)}`;
      this.#open.set(key, [...(this.#open.get(key) ?? []), l]);
    }
  }

  /** What the other side of a transfer took down, the oldest first, else the one open debit there of just its amount. */
  settledBy(line: FecLine, ledger: Remaining): FecLine | undefined {
    const credits = this.creditsOf(line);
    const taken = credits.flatMap((c) => ledger.takenBy(c).flatMap((id) => this.#lines.get(id) ?? [])).sort(oldest);
    const equal = credits.flatMap((c) => (this.#open.get(`${c.account}|${line.amount}`) ?? []).filter((l) => l.bookDay <= line.bookDay));
    return taken[0] ?? (equal.length === 1 ? equal[0] : undefined);
  }
}

function entryOf(line: FecLine): string {
  return `${line.bookDay}|${line.entryKey}`;
}

function apart<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

/** A reference as it is compared; empty when there is no digit in it. */
function numberOf(ref: string): string {
  return /\d/.test(ref) ? foldRef(ref) : '';
}

/** Opening lines and the items of last year that they are: of one reference, else of one amount. */
class Pairs {
  readonly made: (readonly [old: FecLine, line: FecLine])[] = [];
  /** Items that an opening line of their reference holds already, such as a part payment. */
  readonly netted: FecLine[] = [];
  open: FecLine[];
  opening: FecLine[];

  constructor(open: readonly FecLine[], opening: readonly FecLine[], left: (line: FecLine) => bigint) {
    this.open = [...open].sort(byDue);
    this.opening = [...opening].sort(byDue);
    const number = (l: FecLine): string => numberOf(l.ref);
    for (const account of [(l: FecLine) => l.account, () => '']) {
      const named = (l: FecLine): string => (number(l) === '' ? '' : `${account(l)}|${number(l)}`);
      this.#join((l) => (named(l) === '' ? '' : `${named(l)}|${left(l)}`));
      this.#join((l) => (named(l) === '' ? '' : `${named(l)}|${left(l) > 0n}`));
    }
    this.#net(left);
    this.#join((l) => `${l.account}|${left(l)}`);
  }

  /** Joins the lines that have one key, the earliest due first; an empty key joins nothing. */
  #join(key: (line: FecLine) => string): void {
    const waiting = groupBy(this.open, key);
    const joined = new Set<FecLine>();
    for (const line of this.opening) {
      const k = key(line);
      const old = k === '' ? undefined : waiting.get(k)?.shift();
      if (!old) continue;
      this.made.push([old, line]);
      joined.add(old).add(line);
    }
    this.open = this.open.filter((l) => !joined.has(l));
    this.opening = this.opening.filter((l) => !joined.has(l));
  }

  #net(left: (line: FecLine) => bigint): void {
    const key = (l: FecLine): string => (numberOf(l.ref) === '' ? '' : `${l.account}|${numberOf(l.ref)}`);
    const others = groupBy(this.open, key);
    const netted = new Set<FecLine>();
    for (const [old, line] of this.made) {
      const more = key(old) === '' ? [] : (others.get(key(old)) ?? []);
      if (more.length === 0 || netted.has(more[0] ?? old)) continue;
      if (more.reduce((sum, o) => sum + left(o), left(old)) !== line.amount) continue;
      for (const o of more) netted.add(o);
    }
    this.netted.push(...netted);
    this.open = this.open.filter((l) => !netted.has(l));
  }
}

function byDue(a: FecLine, b: FecLine): number {
  return a.dueDay - b.dueDay || oldest(a, b);
}
