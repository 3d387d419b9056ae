/** A vote written down in YAML or JSON, as docs/rules/voting.md shows it: read strictly, every fault at once with its path. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Ballot, DecidingRole, Member, Motion, Rule, Share, Vote } from '../core/committee/count/vote.ts';
import type { Fault } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { decimalsOf, fromDecimal, isCurrency } from '../core/kernel/money.ts';
import { checkedIn, type FaultTexts, faultsOf, faultTexts, remembered } from '../files/fault-words.ts';
import { readYaml } from '../files/yaml.ts';

/** A case of the file, ready to be judged. `closesAt` is its text, for the form and the offset. */
export interface VoteCase {
  readonly vote: Vote;
  readonly closesAt: string;
}

// ---------------------------------------------------------------- what a file may say

const THRESHOLDS = ['majority', 'two-thirds', 'unanimity'] as const;
const CHOICES = ['approve', 'reject', 'abstain', 'recuse', 'disown'] as const;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A rule's words, in a vote and in the policy's bands. Numbers are read as the digits that were written. */
export function ruleWords(t: FaultTexts) {
  const text = textIn(t);
  const whole = z
    .string(t.whole)
    .regex(/^\d{1,6}$/, t.whole)
    .transform(Number);
  const share = z
    .string(t.fraction)
    .regex(/^(0(\.\d{1,18})?|1(\.0{1,18})?)$/, t.fraction)
    .transform((s): Share => {
      const decimals = s.split('.')[1] ?? '';
      return { numerator: BigInt(s.replace('.', '')), denominator: 10n ** BigInt(decimals.length) };
    });
  const duration = z.string(t.duration).transform((s, context) => durationMs(s) ?? refuse(context, t.duration));
  return {
    voters: z.array(text, t.roles).min(1, t.oneRole),
    quorum: z.strictObject({ count: whole.optional(), share: share.optional(), roles: z.record(text, whole).optional() }).default({}),
    threshold: z.enum(THRESHOLDS, t.either(...THRESHOLDS)),
    veto: z.array(text, t.roles).default([]),
    tie: text.default('reject'),
    proposerVotes: z.boolean(t.either('true', 'false')).default(false),
    minimumOpen: duration.default(0),
    noQuorum: text.default('lapse'),
  };
}

function textIn(t: FaultTexts) {
  return z.string(t.aText).min(1, t.notEmpty);
}

/** One text, or a list of them. */
function oneOrMore(text: z.ZodString, fault: string, empty: string) {
  return z.union([text, z.array(text).min(1, empty)], fault);
}

/** 15 digits before the point: more is a slip of the hand, and would not fit the ledger's 64 bits. */
function amountIn(fault: string, pattern = /^\d{1,15}(\.\d+)?$/) {
  return z.string(fault).regex(pattern, { error: fault, abort: true });
}

/** Words for the reader of the file (`text`, `name`…) are taken and not weighed; any other key that is not known is a fault. */
function motionIn(t: FaultTexts) {
  const text = textIn(t);
  const amount = amountIn(t.amountOnly('80000.00'));
  const currency = text.refine(isCurrency, t.currency);
  const said = {
    title: text.optional(),
    text: text.optional(),
    debtor: text.optional(),
    chair: oneOrMore(text, t.aText, t.aText).optional(),
  };
  return z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ ...said, kind: z.literal('limit'), amount, floor: amount.optional(), currency }),
      z.strictObject({ ...said, kind: z.literal('litigation'), amount: amount.optional(), currency: currency.optional() }),
      z.strictObject({ ...said, kind: z.literal('generic'), currency: currency.optional() }),
    ],
    t.motionKind,
  );
}

function voteShape(t: FaultTexts) {
  const text = textIn(t);
  const flag = z.boolean(t.either('true', 'false')).default(false);
  const instant = z.string(t.instantWithOffset).transform((s, context) => epochMs(s) ?? refuse(context, t.instantWithOffset));
  /** The close keeps its text, for the form and the offset of the outcome's. */
  const close = z
    .string(t.instantWithOffset)
    .transform((iso, context) => ({ iso, ms: epochMs(iso) ?? refuse(context, t.instantWithOffset) }));
  const member = z.strictObject({
    ...{ id: text, role: oneOrMore(text, t.aText, t.oneRole), name: text.optional() },
    ...{ proposer: flag, recused: flag, substitute: text.optional() },
  });
  const ballot = z.strictObject({
    at: instant,
    voter: text,
    by: text.optional(),
    choice: z.enum(CHOICES, t.either(...CHOICES)),
    // What a ballot says is judged, not refused by the file: a negative or an absurd amount is a refused ballot.
    upTo: amountIn(t.amount('60000.00'), /^-?\d{1,30}(\.\d+)?$/).optional(),
    reason: z.string(t.aText).optional(),
    for: text.optional(),
    facts: text.optional(),
  });
  return z.strictObject(
    {
      ...{ id: text.optional(), name: text.optional(), title: text.optional(), note: text.optional() },
      motion: motionIn(t),
      rule: z.strictObject(ruleWords(t), t.ruleOfVote),
      roster: z.array(member, t.members),
      opensAt: instant,
      closesAt: close,
      now: instant,
      extended: flag,
      facts: z.array(z.strictObject({ at: instant, hash: text }), t.facts).default([]),
      ballots: z.array(ballot, t.ballots).default([]),
    },
    t.aVote,
  );
}

type VoteFile = z.infer<ReturnType<typeof voteShape>>;

const voteIn = remembered((locale: Locale) => {
  const t = faultTexts(locale);
  return voteShape(t).superRefine((file, context) => agrees(t, file, context));
});

/** What is right alone and wrong together; asked once every part is right alone. */
function agrees(t: FaultTexts, file: VoteFile, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
  if (file.closesAt.ms <= file.opensAt) fault(['closesAt'], t.afterOpening);
  const seen = new Set<string>();
  file.roster.forEach(({ id }, i) => {
    if (seen.has(id)) fault(['roster', i, 'id'], t.onRosterTwice(id));
    seen.add(id);
  });
  if (file.roster.filter((m) => m.proposer).length > 1) fault(['roster'], t.proposers);
  const { motion } = file;
  if (motion.kind !== 'limit') return;
  const decimals = t.decimals(motion.currency, decimalsOf(motion.currency));
  const minor = (s: string): bigint | undefined => fromDecimal(s, motion.currency);
  if (minor(motion.amount) === undefined) fault(['motion', 'amount'], decimals);
  file.ballots.forEach((b, i) => {
    if (b.upTo !== undefined && minor(b.upTo) === undefined) fault(['ballots', i, 'upTo'], decimals);
  });
  if (motion.floor === undefined) return;
  const floor = minor(motion.floor);
  if (floor === undefined) fault(['motion', 'floor'], decimals);
  else if (floor > (minor(motion.amount) ?? floor)) fault(['motion', 'floor'], t.floorAbove);
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

// ---------------------------------------------------------------- reading

/** Merge keys (<<) let the cases of a list share a rule or a roster, up to a bound that no hand-written list of cases meets, and no nest of references can pass. */
const REPEATS = 10_000;

/** What a file's text holds: one vote, a list of votes, or everything that is wrong with it. */
export type ParsedVotes = { readonly one: VoteCase } | { readonly many: readonly VoteCase[] } | { readonly faults: readonly Fault[] };

export function parseVotes(source: string, locale: Locale = 'en'): ParsedVotes {
  const t = faultTexts(locale);
  const value = readYaml(source, t, { merge: true, asWritten: true, repeats: REPEATS });
  if ('faults' in value) return value;
  const cases = Array.isArray(value.data) ? value.data : [value.data];
  const read = cases.map((data) => checkedIn(locale, voteIn(locale), data));
  const placeOf = (i: number): readonly string[] => (Array.isArray(value.data) ? [String(i)] : []);
  const faults = read.flatMap(({ error }, i) =>
    faultsOf(error, { root: 'vote', unknown: () => t.notOfVote, under: placeOf(i), file: value }),
  );
  if (faults.length > 0) return { faults };
  const votes = read.flatMap(({ data }) => (data ? [caseOf(data)] : []));
  const [one] = votes;
  return Array.isArray(value.data) || !one ? { many: votes } : { one };
}

function caseOf(file: VoteFile): VoteCase {
  const vote: Vote = {
    motion: motionOf(file.motion),
    rule: ruleOf(file.rule),
    roster: file.roster.map(memberOf),
    ...(file.motion.chair === undefined ? {} : { chairs: [file.motion.chair].flat() }),
    opensAt: file.opensAt,
    closesAt: file.closesAt.ms,
    now: file.now,
    ballots: file.ballots.map((b) => ballotOf(b, file.motion.currency)),
    facts: file.facts,
    extended: file.extended,
  };
  return { vote, closesAt: file.closesAt.iso };
}

function motionOf(file: VoteFile['motion']): Motion {
  if (file.kind !== 'limit') return { kind: file.kind };
  const { currency } = file;
  const asked = fromDecimal(file.amount, currency) ?? 0n;
  return { kind: 'limit', currency, amount: asked, floor: fromDecimal(file.floor ?? '', currency) ?? cent(currency) };
}

/** The default floor of docs/rules/voting.md, 0.01; in a currency without cents, its smallest unit. */
function cent(currency: string): bigint {
  return 10n ** BigInt(Math.max(decimalsOf(currency) - 2, 0));
}

/** A rule read by `ruleWords`. */
export function ruleOf({ voters, quorum, threshold, veto, tie, proposerVotes, minimumOpen, noQuorum }: VoteFile['rule']): Rule {
  const { count, share, roles } = quorum;
  return {
    voters,
    quorum: { ...(count === undefined ? {} : { count }), ...(share ? { share } : {}), ...(roles ? { roles } : {}) },
    threshold,
    veto,
    tie: tie === 'reject' ? tie : role(tie),
    proposerVotes,
    minimumOpen,
    noQuorum: noQuorum === 'lapse' || noQuorum === 'extend' ? noQuorum : role(noQuorum),
  };
}

function role(name: string): DecidingRole {
  return { role: name };
}

function memberOf({ id, role, proposer, recused, substitute }: VoteFile['roster'][number]): Member {
  return { id, roles: [role].flat(), proposer, recused, ...(substitute === undefined ? {} : { substitute }) };
}

/** An amount on a motion without amounts is refused whatever it is (docs/rules/voting.md, rule 2), so any currency reads it. */
function ballotOf(file: VoteFile['ballots'][number], currency = 'EUR'): Ballot {
  const { at, voter, by, choice, upTo, reason, facts } = file;
  return {
    at,
    voter,
    ...(by === undefined ? {} : { by }),
    choice,
    ...(upTo === undefined ? {} : { upTo: fromDecimal(upTo, currency) ?? 0n }),
    ...(reason === undefined ? {} : { reason }),
    ...(file.for === undefined ? {} : { for: file.for }),
    ...(facts === undefined ? {} : { facts }),
  };
}

/** Strict ISO 8601 with an offset, and a date that exists. */
function epochMs(iso: string): number | undefined {
  if (!ISO.test(iso)) return undefined;
  try {
    return Temporal.Instant.from(iso).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Years and months have no fixed length, and a close is never moved back. A day is 24 hours: the file has offsets, no time zone with longer days. */
function durationMs(iso: string): number | undefined {
  try {
    const d = Temporal.Duration.from(iso);
    if (d.years !== 0 || d.months !== 0) return undefined;
    const ms = d.total({ unit: 'milliseconds', relativeTo: Temporal.PlainDate.from('1970-01-01') });
    return ms >= 0 && Number.isSafeInteger(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}
