/** The decision record: one document from which an outsider can count a vote again, with the rows of the audit chain that carry it (docs/decision-record.md). Pure, and light to import: the record's own page runs it. */
import type { AuditRow } from '../../desk/audit-ports.ts';
import { isoDay } from '../../kernel/dates.ts';
import { toDecimal } from '../../kernel/money.ts';
import { pack } from '../../kernel/pack.ts';
import { judge } from '../count/judge.ts';
import { inOrder } from '../count/places.ts';
import { type ToldOutcome, toldOutcome } from '../count/told-outcome.ts';
import type { DecidingRole, Rule, Share } from '../count/vote.ts';
import type { ClosedMotion } from '../minutes/closed-motion.ts';
import { type DecisionRecord, type MotionFile, voteOf } from '../motion/motion-record.ts';

export const FORMAT = 'encours-decision/1';

/** A row of the chain. One about something else is there as a link: what its hash covers, never its content. */
export type DocumentRow = Pick<AuditRow, 'seq' | 'at' | 'actor' | 'action' | 'subject' | 'digest' | 'prev' | 'hash'> &
  Partial<Pick<AuditRow, 'salt' | 'payload'>>;

/** What an older motion's record lacks: its rows do not state what was decided; the content of one of them was erased. */
export type Missing = 'statements' | 'erased';

/** The motion, rule, roster, times, facts and ballots are written as in a vote's file (docs/rules/voting.md), with instants in UTC. */
export interface DecisionDocument {
  readonly format: typeof FORMAT;
  readonly number: number;
  readonly named: ClosedMotion['named'];
  readonly motion: Readonly<Record<string, unknown>>;
  readonly rule: WrittenRule;
  readonly roster: readonly WrittenMember[];
  readonly opensAt: string;
  readonly closesAt: string;
  readonly now: string;
  readonly extended: boolean;
  readonly facts: readonly { readonly at: string; readonly hash: string }[];
  /** Empty when they are secret: the rows carry commitments to them. */
  readonly ballots: readonly WrittenBallot[];
  readonly secret: boolean;
  readonly delegated: boolean;
  readonly proposal: Readonly<Record<string, unknown>>;
  readonly extensions: readonly {
    readonly at: string;
    readonly by: string;
    readonly from: string;
    readonly to: string;
    readonly why: string;
  }[];
  /** The frozen figures, amounts in minor units as `{ "$bigint": "…" }`. */
  readonly dossiers: readonly { readonly number: number; readonly hash: string; readonly dossier: unknown }[];
  readonly outcome: ToldOutcome;
  readonly carriedOut: { readonly owner: string | null; readonly due: string; readonly until: string | null };
  readonly missing: readonly Missing[];
  readonly rows: readonly DocumentRow[];
  readonly head: { readonly seq: number; readonly hash: string };
}

export interface WrittenRule {
  readonly voters: readonly string[];
  readonly quorum: { readonly count?: number; readonly share?: string; readonly roles?: Readonly<Record<string, number>> };
  readonly threshold: Rule['threshold'];
  readonly veto: readonly string[];
  readonly tie: string;
  readonly proposerVotes: boolean;
  readonly minimumOpen: string;
  readonly noQuorum: string;
}

export interface WrittenMember {
  readonly id: string;
  readonly name: string;
  readonly role: readonly string[];
  readonly proposer: boolean;
  readonly recused: boolean;
  readonly substitute?: string;
}

export interface WrittenBallot {
  readonly at: string;
  readonly voter: string;
  readonly by?: string;
  readonly choice: string;
  readonly upTo?: string;
  readonly reason?: string;
  readonly for?: string;
  readonly facts?: string;
}

/** What a record is made of: the motion as it is kept or as its rows state it, and the chain from its first row to the head. */
export interface Sources extends MotionFile {
  readonly decision: DecisionRecord;
  readonly named: ClosedMotion['named'];
  readonly rows: readonly DocumentRow[];
}

export function documentOf(sources: Sources): DecisionDocument {
  const { motion, voters, ballots, facts, decision, named, rows } = sources;
  const { proposal, delegated } = motion;
  const rule = inOrder(motion.rule);
  const vote = { ...voteOf(sources, decision.at), rule };
  const money = (minor: bigint): string => toDecimal(minor, proposal.currency);
  const own = rows.filter((row) => row.subject === `motion:${motion.id}`);
  return {
    format: FORMAT,
    number: motion.id,
    named,
    motion: writtenMotion(sources),
    rule: writtenRule(rule),
    roster: voters.map(({ id, name, roles, proposer = false, recused = false, substitute }) => ({
      ...{ id, name, role: roles, proposer, recused },
      ...(substitute === undefined ? {} : { substitute }),
    })),
    opensAt: iso(motion.opensAt),
    closesAt: iso(motion.closesAt),
    now: iso(decision.at),
    extended: motion.extended,
    facts: facts.map(({ at, hash }) => ({ at: iso(at), hash })),
    ballots: rule.secret ? [] : ballots.map((ballot) => writtenBallot(ballot, money)),
    secret: rule.secret,
    delegated,
    proposal: writtenProposal(sources, own[0]?.payload ?? {}),
    extensions: own.flatMap(({ at, actor, action, payload }) =>
      payload && (action === 'motion.extended' || action === 'motion.prolonged')
        ? [{ at: iso(at), by: actor, from: iso(Number(payload.from)), to: iso(Number(payload.to)), why: payload.why ?? '' }]
        : [],
    ),
    dossiers: facts.flatMap(({ number, hash, dossier }) =>
      dossier === null ? [] : [{ number, hash, dossier: JSON.parse(pack(dossier)) as unknown }],
    ),
    outcome: outcomeOf(sources, judge(rule.secret || delegated ? { ...vote, ballots: [] } : vote)),
    carriedOut: {
      owner: named.owner,
      due: isoDay(decision.dueDay),
      until: decision.untilDay === null ? null : isoDay(decision.untilDay),
    },
    missing: missingFrom(own),
    rows,
    head: { seq: decision.headSeq, hash: decision.headHash },
  };
}

/** As it was decided; only what the decision does not keep is taken from the count. */
function outcomeOf({ motion, decision }: Sources, counted: ReturnType<typeof judge>): ToldOutcome {
  const { outcome, early, reason, tally, approved, currency } = decision;
  const { refused, closesAt } = counted;
  const isCounted = !motion.rule.secret && !motion.delegated;
  // Of a motion from before rules were frozen in the alphabet's order, the places are named in that order now.
  const quorum = isCounted ? { ...decision.quorum, missingRoles: counted.quorum.missingRoles } : decision.quorum;
  const amount = motion.kind === 'limit' && approved !== null ? { approvedAmount: approved } : {};
  const told = { outcome, ...amount, early, reason, quorum, tally };
  return toldOutcome({ ...told, refused: isCounted ? refused : [], closesAt: iso(closesAt) }, currency);
}

function missingFrom(own: readonly DocumentRow[]): readonly Missing[] {
  return [
    ...(own[0] && (own[0].payload === undefined || own[0].payload.states !== undefined) ? [] : (['statements'] as const)),
    ...(own.some(({ payload }) => payload === undefined) ? (['erased'] as const) : []),
  ];
}

function writtenMotion(sources: Sources): Readonly<Record<string, unknown>> {
  const { motion, proposal, chairs = [] } = { ...voteOf(sources, sources.decision.at), proposal: sources.motion.proposal };
  const { currency } = proposal;
  return {
    kind: proposal.kind,
    currency,
    ...(proposal.kind === 'generic' ? { text: proposal.text } : { amount: toDecimal(proposal.amount, currency) }),
    ...(motion.kind === 'limit' ? { floor: toDecimal(motion.floor, currency) } : {}),
    ...(chairs.length === 0 ? {} : { chair: [...new Set(chairs)] }),
  };
}

function writtenRule({ voters, quorum, threshold, veto, tie, proposerVotes, minimumOpen, noQuorum }: Rule): WrittenRule {
  const { count, share, roles } = quorum;
  const named = <Word extends string>(role: Word | DecidingRole): string => (typeof role === 'string' ? role : role.role);
  return {
    voters,
    quorum: {
      ...(count === undefined ? {} : { count }),
      ...(share === undefined ? {} : { share: decimalShare(share) }),
      ...(roles === undefined ? {} : { roles }),
    },
    ...{ threshold, veto, tie: named(tie), proposerVotes, minimumOpen: `PT${minimumOpen / 1000}S`, noQuorum: named(noQuorum) },
  };
}

/** A policy writes shares as decimals, of at most 18 digits. */
function decimalShare({ numerator, denominator }: Share): string {
  const scaled = ((numerator * 10n ** 18n) / denominator).toString().padStart(19, '0');
  return `${scaled.slice(0, -18)}.${scaled.slice(-18)}`.replace(/\.?0+$/, '');
}

function writtenBallot(ballot: MotionFile['ballots'][number], money: (minor: bigint) => string): WrittenBallot {
  const { at, voter, by, choice, upTo, reason, facts } = ballot;
  return {
    at: iso(at),
    voter,
    ...(by === undefined ? {} : { by }),
    choice,
    ...(upTo === undefined ? {} : { upTo: money(upTo) }),
    ...(reason === undefined ? {} : { reason }),
    ...(ballot.for === undefined ? {} : { for: ballot.for }),
    ...(facts === undefined ? {} : { facts }),
  };
}

function writtenProposal({ motion }: Sources, opening: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const { proposal, weight, warnings, proposedBy, rule } = motion;
  const money = (minor: bigint): string => toDecimal(minor, proposal.currency);
  const day = (of: number | null): string | null => (of === null ? null : isoDay(of));
  const common = {
    ...{ by: proposedBy, why: proposal.why, conditions: proposal.conditions, weight: money(weight), warnings },
    band: opening.band === undefined ? null : toDecimal(BigInt(opening.band), opening.bandCurrency ?? proposal.currency),
    ...{ window: rule.window, hideResults: rule.hideResults, chairRole: rule.chair },
  };
  switch (proposal.kind) {
    case 'limit':
      return { ...common, before: proposal.before === null ? null : money(proposal.before), until: day(proposal.until) };
    case 'litigation':
      return {
        ...common,
        items: proposal.items.map(({ ref, open, dueDay }) => ({ ref, open: money(open), due: isoDay(dueDay) })),
        ...{ route: proposal.route, cost: money(proposal.cost), reminded: day(proposal.reminded) },
      };
    case 'generic':
      return common;
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
