/** Which credits extinguish which debits of one debtor in a FEC: by the accountant's letters or, where a customer has none, by estimate (docs/rules/ledger.md, rules 6 to 9). */
import { groupBy } from '../kernel/group-by.ts';
import type { Allocation, AllocationBasis, FecLine } from './ports.ts';

/**
 * The allocations of one debtor's lines. The result does not depend on the order of `lines`. Lines are never joined across accounts, so that what stays open by
 * account is that account's balance; every allocation takes the same amount from a debit and a credit, and acts from the later EcritureDate of the two, so that at
 * any date what is open adds up to what was booked.
 *
 * `hasAnyLetter` says whether any line of the customer is lettered: if so, an unlettered line is open because the accountant left it open.
 */
export function allocate(lines: readonly FecLine[], hasAnyLetter: boolean): Allocation[] {
  const ledger = new Remaining(lines);
  for (const account of groupBy(ledger.lines, (l) => l.account).values()) {
    if (hasAnyLetter) byLetter(ledger, account);
    else byEstimate(ledger, account);
  }
  return ledger.allocations;
}

/** What is left of each line while allocations are made; lines are held oldest first. */
export class Remaining {
  readonly lines: readonly FecLine[];
  readonly allocations: Allocation[] = [];
  readonly #left: Map<number, bigint>;
  readonly #taken = new Map<number, number[]>();

  constructor(lines: readonly FecLine[]) {
    this.lines = [...lines].sort(oldest);
    this.#left = new Map(lines.map((l) => [l.id, l.amount]));
  }

  /** Signed: above 0 on a debit, below on a credit. */
  left(line: FecLine): bigint {
    return this.#left.get(line.id) ?? 0n;
  }

  /** The debits that a credit was taken for. */
  takenBy(credit: FecLine): readonly number[] {
    return this.#taken.get(credit.id) ?? [];
  }

  take(debit: FecLine, credit: FecLine, basis: AllocationBasis): void {
    const owed = this.left(debit);
    const paid = -this.left(credit);
    // The smaller of the two (Math.min takes no bigint).
    const rest = owed - paid;
    const amount = rest > 0n ? paid : owed;
    this.#left.set(debit.id, owed - amount);
    this.#left.set(credit.id, amount - paid);
    // A transfer goes on as what it settles.
    if (credit.kind === 'transfer') this.#taken.set(credit.id, [...this.takenBy(credit), debit.id]);
    const cash = credit.kind === 'payment' && debit.kind !== 'payment';
    this.allocations.push({ debitId: debit.id, creditId: credit.id, amount, day: Math.max(debit.bookDay, credit.bookDay), basis, cash });
  }
}

/**
 * A letter is one group per account, its case kept. Whether the group balances does not change the matching, only what is left of it: nothing when its sum is 0.
 * Letters are reused, so a group is first looked at year by year (`yearOf`), and one that does not balance by DateLet: the parts that balance are settlements of
 * their own.
 */
export function byLetter(ledger: Remaining, account: readonly FecLine[], yearOf: (line: FecLine) => number = () => 0): void {
  const lettered = account.filter((l) => l.letter !== '');
  for (const group of groupBy(lettered, (l) => l.letter).values()) {
    const joined = unbalanced(ledger, group, yearOf);
    if (sum(ledger, joined) === 0n) oldestFirst(ledger, joined.sort(oldest), 'letter');
    else oldestFirst(ledger, unbalanced(ledger, joined, (l) => l.letterDay).sort(oldest), 'letter');
  }
}

/** Settles the parts of a group that balance; the lines of the others. */
function unbalanced(ledger: Remaining, group: readonly FecLine[], key: (line: FecLine) => number | null): FecLine[] {
  const rest: FecLine[] = [];
  for (const part of groupBy(group, key).values()) {
    if (sum(ledger, part) === 0n) oldestFirst(ledger, part, 'letter');
    else rest.push(...part);
  }
  return rest;
}

/** No letters at all: the same document number, then the same amount, then the oldest. Marked by its basis as an estimate. */
export function byEstimate(ledger: Remaining, account: readonly FecLine[]): void {
  // "x", "RAN" or "A NOUVEAU" stand where a number should: they join nothing.
  const numbered = account.filter((l) => /\d/.test(l.ref));
  for (const group of groupBy(numbered, (l) => l.ref).values()) oldestFirst(ledger, group, 'ref');
  equalAmounts(ledger, account);
  oldestFirst(ledger, account, 'oldest');
}

function equalAmounts(ledger: Remaining, lines: readonly FecLine[]): void {
  const waiting = groupBy(
    lines.filter((l) => ledger.left(l) < 0n),
    (l) => -ledger.left(l),
  );
  for (const debit of lines) {
    const owed = ledger.left(debit);
    if (owed <= 0n) continue;
    const credit = waiting.get(owed)?.shift();
    if (credit) ledger.take(debit, credit, 'amount');
  }
}

/** Credits to debits, both oldest first; `lines` are in that order. */
function oldestFirst(ledger: Remaining, lines: readonly FecLine[], basis: AllocationBasis): void {
  const debits = lines.filter((l) => ledger.left(l) > 0n);
  const credits = lines.filter((l) => ledger.left(l) < 0n);
  let d = 0;
  let c = 0;
  for (;;) {
    const debit = debits[d];
    const credit = credits[c];
    if (!debit || !credit) return;
    ledger.take(debit, credit, basis);
    if (ledger.left(debit) === 0n) d++;
    if (ledger.left(credit) === 0n) c++;
  }
}

/** PieceDate first (docs/rules/ledger.md, rule 6); the other keys only make the order complete. */
export function oldest(a: FecLine, b: FecLine): number {
  return a.issueDay - b.issueDay || a.bookDay - b.bookDay || a.id - b.id;
}

function sum(ledger: Remaining, lines: readonly FecLine[]): bigint {
  return lines.reduce((total, l) => total + ledger.left(l), 0n);
}
