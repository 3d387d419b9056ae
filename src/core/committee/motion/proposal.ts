/** What is put to the committee, and what a draft must not have. */
import type { Day } from '../../kernel/dates.ts';
import type { DisputedItem } from '../../ledger/ports.ts';
import type { Motion } from '../count/vote.ts';
import type { Check, CommitteePolicy } from './committee-policy.ts';

/** The ways to a payment by law (docs/rules/letters.md). */
export const ROUTES = ['notice', 'injunction', 'summary', 'uncontested', 'lawyer', 'agency'] as const;
export type Route = (typeof ROUTES)[number];

interface Common {
  readonly currency: string;
  /** Minor units: the limit that is asked for, or what is sent to litigation; 0 for a text. */
  readonly amount: bigint;
  readonly why: string;
  readonly conditions: string;
}

export interface LimitProposal extends Common {
  readonly kind: 'limit';
  readonly debtorId: number;
  /** The limit in force when it was proposed; null when there was none. */
  readonly before: bigint | null;
  /** Last day of the new limit; null when it does not end. */
  readonly until: Day | null;
}

export interface LitigationProposal extends Common {
  readonly kind: 'litigation';
  readonly debtorId: number;
  readonly items: readonly { readonly id: number; readonly ref: string; readonly open: bigint; readonly dueDay: Day }[];
  readonly route: Route;
  /** Minor units, estimated. */
  readonly cost: bigint;
  /** When the written reminder left; null when none is on file. */
  readonly reminded: Day | null;
}

export interface GenericProposal extends Common {
  readonly kind: 'generic';
  readonly debtorId: number | null;
  readonly text: string;
}

export type Proposal = LimitProposal | LitigationProposal | GenericProposal;

/** Two open motions never ask the same: one question, one vote. */
export function questionOf(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'limit':
    case 'litigation':
      return `${proposal.kind}/${proposal.debtorId}`;
    case 'generic':
      return `generic/${proposal.debtorId ?? ''}/${proposal.text.trim().toLowerCase()}`;
  }
}

/** The floor (docs/rules/voting.md, "the band"): to raise, just above today's limit; to lower or suspend, the asked amount itself. */
export function votedMotion(proposal: Proposal): Motion {
  if (proposal.kind !== 'limit') return { kind: proposal.kind };
  const { amount, currency, before } = proposal;
  const today = before ?? 0n;
  return { kind: 'limit', amount, currency, floor: amount > today ? today + 1n : amount };
}

/** docs/rules/voting.md, "Facts of a motion": amount × P(win) × P(solvent), in minor units; what a lawsuit is worth before its cost. */
export function expectedGain(amount: bigint, odds: CommitteePolicy['odds']): bigint {
  return (amount * BigInt(odds.win) * BigInt(odds.solvent)) / 100_000_000n;
}

/** What is wrong with a draft by the policy's checks. `exposure` in minor units of the proposal's currency. */
export function draftFaults(
  proposal: Proposal,
  known: { readonly exposure: bigint; readonly disputed: readonly Pick<DisputedItem, 'itemId'>[] },
  odds: CommitteePolicy['odds'],
): readonly Check[] {
  if (proposal.kind === 'generic') return [];
  if (proposal.kind === 'limit') return proposal.amount < known.exposure ? ['limitUnderExposure'] : [];
  const sent = new Set(proposal.items.map((item) => item.id));
  return [
    ...(known.disputed.some((item) => sent.has(item.itemId)) ? (['openDispute'] as const) : []),
    ...(proposal.reminded === null ? (['noReminder'] as const) : []),
    ...(proposal.cost > expectedGain(proposal.amount, odds) ? (['costAboveGain'] as const) : []),
  ];
}
