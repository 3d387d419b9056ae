/** Which of a policy's rules a motion falls under (docs/rules/voting.md, "the band"). Amounts are minor units of one currency. */
import { greater, lesser } from '../../kernel/amounts.ts';
import type { Day } from '../../kernel/dates.ts';

export interface Insurance {
  /** The insurer's limit on the debtor. */
  readonly limit: bigint;
  /** The insured share, in ten-thousandths: 9000 = 90 %. */
  readonly quota: number;
  /** Last day of cover; without one it does not end. */
  readonly until?: Day;
}

/** max(asked limit, exposure) − min(insurer's valid limit × quota, asked limit). Cover is rounded down to the cent, and is none after its last day. */
export function uninsuredExposure(asked: {
  readonly askedLimit: bigint;
  readonly exposure: bigint;
  readonly insurance?: Insurance;
  /** The day on which cover must be valid. */
  readonly on: Day;
}): bigint {
  const { askedLimit, exposure, insurance, on } = asked;
  return greater(askedLimit, exposure) - lesser(insurance ? cover(insurance, on) : 0n, askedLimit);
}

function cover({ limit, quota, until }: Insurance, on: Day): bigint {
  if (until !== undefined && on > until) return 0n;
  return (limit * BigInt(quota)) / 10_000n;
}

/** A policy's bands. The highest has no upper bound and always has a rule: that is where motions go whose own band has none. */
export interface Bands<R> {
  readonly below: readonly {
    /** The band's upper bound, inclusive. */
    readonly upTo: bigint;
    readonly rule?: R;
  }[];
  readonly highest: R;
}

/** The rule for an amount: for a limit its uninsured exposure after the decision, for litigation the amount sent. Bands may come in any order; `upTo` is missing from the highest. */
export function bandFor<R>(bands: Bands<R>, amount: bigint): { readonly rule: R; readonly upTo?: bigint } {
  const fitting = bands.below.filter((band) => amount <= band.upTo);
  const narrowest = fitting.reduce<(typeof fitting)[number] | undefined>((a, b) => (a && a.upTo <= b.upTo ? a : b), undefined);
  return narrowest?.rule === undefined ? { rule: bands.highest } : { rule: narrowest.rule, upTo: narrowest.upTo };
}
