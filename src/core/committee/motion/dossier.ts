/** The dossier: what the committee knows of a debtor when it votes, frozen and hashed, and what of it has changed since. Amounts are minor units of one currency. */
import { createHash } from 'node:crypto';
import type { Buckets } from '../../kernel/buckets.ts';
import type { Day } from '../../kernel/dates.ts';
import { packOrdered } from '../../kernel/pack.ts';
import type { ScoreClass } from '../../score/score-policy.ts';

export interface Dossier {
  readonly asOf: Day;
  readonly ledgerDay: Day | null;
  readonly currency: string;
  readonly exposure: bigint;
  readonly limit: bigint | null;
  /** Of the debtor's group; absent for one that stands alone, and from dossiers that were frozen before groups were known. */
  readonly group?: { readonly head: string; readonly members: number; readonly exposure: bigint; readonly limit: bigint | null };
  readonly aging: Buckets;
  readonly overdue: bigint;
  /** Days since the oldest overdue due date. */
  readonly oldestDays: number;
  /** Average days late of what was paid in the last 12 months, one decimal; null when nothing was. */
  readonly paidDaysLate: string | null;
  /** Instalments promised over the last 12 months that were kept and broken, and when the last one was found broken; absent from dossiers that were frozen before promises were followed. */
  readonly promises?: { readonly kept: number; readonly broken: number; readonly lastBroken: Day | null };
  /** 0 to 100, and the day that it is of; absent from dossiers that were frozen before it was on file. */
  readonly externalScore?: { readonly score: number; readonly day: Day | null } | null;
  /** The debtor's own score: tenths of a point out of 1000, its class, and the tenths of each component in the order of COMPONENTS (null: not known). Null when too little is known; absent from dossiers that were frozen before there was one. */
  readonly riskScore?: { readonly tenths: number; readonly class: ScoreClass; readonly parts: readonly (number | null)[] } | null;
  readonly disputed: bigint;
  readonly disputes: readonly { readonly ref: string; readonly amount: bigint; readonly reason: string }[];
  readonly insurer: string | null;
  readonly insured: bigint | null;
  readonly insuredUntil: Day | null;
  /** First day with a sale. */
  readonly customerSince: Day | null;
  /** Limits that were decided before, oldest first. */
  readonly limits: readonly { readonly day: Day; readonly amount: bigint; readonly until: Day | null }[];
  /** Overdue at the end of each of the last weeks, oldest first. */
  readonly trend: readonly { readonly day: Day; readonly overdue: bigint; readonly total: bigint }[];
  /** Litigation: what a lawsuit is worth by the policy's odds, and what it costs. */
  readonly gain: bigint | null;
  readonly cost: bigint | null;
}

/** SHA-256 (hex) of the dossier with its keys in order. */
export function hashOfDossier(dossier: Dossier | null): string {
  return createHash('sha256').update(packOrdered(dossier)).digest('hex');
}

/** A fact that is no longer what was voted on. Amounts in minor units, days, counts and scores as numbers; null = none. */
export interface FactChange {
  readonly fact: 'exposure' | 'overdue' | 'disputed' | 'limit' | 'insured' | 'insuredUntil' | 'brokenPromises' | 'externalScore';
  readonly from: bigint | number | null;
  readonly to: bigint | number | null;
}

/** Amounts may move by the tolerance (ten-thousandths of the older figure); a limit, a cover or its end, a promise found broken and a score by nothing at all. */
export function changesBetween(before: Dossier, after: Dossier, tolerance: number): readonly FactChange[] {
  const moved = (fact: 'exposure' | 'overdue' | 'disputed'): FactChange[] =>
    isBeyond(before[fact], after[fact], tolerance) ? [{ fact, from: before[fact], to: after[fact] }] : [];
  const other = (fact: 'limit' | 'insured' | 'insuredUntil'): FactChange[] =>
    before[fact] === after[fact] ? [] : [{ fact, from: before[fact], to: after[fact] }];
  return [
    ...moved('exposure'),
    ...moved('overdue'),
    ...moved('disputed'),
    ...other('limit'),
    ...other('insured'),
    ...other('insuredUntil'),
    ...counted('brokenPromises', before.promises?.broken, after.promises?.broken),
    ...counted('externalScore', scoreOf(before), scoreOf(after)),
  ];
}

/** Nothing is new about what the older dossier did not follow yet. */
function counted(fact: 'brokenPromises' | 'externalScore', from: number | null | undefined, to: number | null | undefined): FactChange[] {
  return from === undefined || to === undefined || from === to ? [] : [{ fact, from, to }];
}

function scoreOf({ externalScore }: Dossier): number | null | undefined {
  return externalScore === undefined ? undefined : (externalScore?.score ?? null);
}

function isBeyond(from: bigint, to: bigint, tolerance: number): boolean {
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  return size(to - from) * 10_000n > size(from) * BigInt(tolerance);
}
