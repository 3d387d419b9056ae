/** A vote written down in YAML or JSON, as voting.md shows it: read strictly, every fault at once with its path. */
import { Temporal } from 'temporal-polyfill';
import { type Document, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Ballot, DecidingRole, Member, Motion, Rule, Share, Vote } from '../core/committee/count/vote.ts';
import { decimalsOf, fromDecimal, isCurrency } from '../core/kernel/money.ts';
import type { Fault } from './fault.ts';

/** A case of the file, ready to be judged. `closesAt` is its text, for the form and the offset. */
export interface VoteCase {
  readonly vote: Vote;
  readonly closesAt: string;
}

// ---------------------------------------------------------------- what a file may say

const text = z.string('must be a text').min(1, 'must not be empty');
const AMOUNT = 'must be an amount, such as "80000.00": digits and a decimal point, no sign, no spaces';
/** 15 digits before the point: more is a slip of the hand, and would not fit the ledger's 64 bits. */
const amount = z.string(AMOUNT).regex(/^\d{1,15}(\.\d+)?$/, { error: AMOUNT, abort: true });
const UP_TO = 'must be an amount, such as "60000.00"';
/** What a ballot says is judged, not refused by the file: a negative or an absurd amount is a refused ballot. */
const upTo = z.string(UP_TO).regex(/^-?\d{1,30}(\.\d+)?$/, { error: UP_TO, abort: true });
const WHOLE = 'must be a whole number, 0 or more';
const whole = z
  .string(WHOLE)
  .regex(/^\d{1,6}$/, WHOLE)
  .transform(Number);
const SHARE = 'must be a share between 0 and 1, such as "0.5"';
const share = z
  .string(SHARE)
  .regex(/^(0(\.\d{1,18})?|1(\.0{1,18})?)$/, SHARE)
  .transform((s): Share => {
    const decimals = s.split('.')[1] ?? '';
    return { numerator: BigInt(s.replace('.', '')), denominator: 10n ** BigInt(decimals.length) };
  });
const INSTANT = 'must be an instant with its offset, such as 2026-11-23T09:00:00+01:00';
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const instant = z.string(INSTANT).transform((s, context) => epochMs(s) ?? refuse(context, INSTANT));
/** The close keeps its text, for the form and the offset of the outcome's. */
const close = z.string(INSTANT).transform((iso, context) => ({ iso, ms: epochMs(iso) ?? refuse(context, INSTANT) }));
const DURATION = 'must be a duration of weeks, days, hours, minutes or seconds, such as PT4H or P1D';
const duration = z
  .string(DURATION)
  .transform((s, context) => durationMs(s) ?? refuse(context, DURATION))
  .default(0);
const currency = text.refine(isCurrency, 'must be an ISO 4217 code, such as EUR');
const flag = z.boolean('must be true or false').default(false);

/** Words for the reader of the file (`text`, `name`…) are taken and not weighed; any other key that is not known is a fault. */
const said = { title: text.optional(), text: text.optional(), debtor: text.optional() };
const motion = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...said, kind: z.literal('limit'), amount, floor: amount.optional(), currency }),
    z.strictObject({ ...said, kind: z.literal('litigation'), amount: amount.optional(), currency: currency.optional() }),
    z.strictObject({ ...said, kind: z.literal('generic'), currency: currency.optional() }),
  ],
  'must have a kind: limit, litigation or generic',
);

/** A rule's words, in a vote and in the policy's bands. Numbers are read as the digits that were written. */
export const RULE_WORDS = {
  voters: z.array(text, 'must be a list of roles').min(1, 'must name at least one role'),
  quorum: z.strictObject({ count: whole.optional(), share: share.optional(), roles: z.record(text, whole).optional() }).default({}),
  threshold: z.enum(['majority', 'two-thirds', 'unanimity'], 'must be majority, two-thirds or unanimity'),
  veto: z.array(text, 'must be a list of roles').default([]),
  tie: text.default('reject'),
  proposerVotes: flag,
  minimumOpen: duration,
  noQuorum: text.default('lapse'),
};
const rule = z.strictObject(RULE_WORDS, 'must be the rule of the vote');

const member = z.strictObject({ id: text, role: text, name: text.optional(), proposer: flag, recused: flag, substitute: text.optional() });

const ballot = z.strictObject({
  at: instant,
  voter: text,
  choice: z.enum(['approve', 'reject', 'abstain', 'recuse'], 'must be approve, reject, abstain or recuse'),
  upTo: upTo.optional(),
  reason: z.string('must be a text').optional(),
  for: text.optional(),
  facts: text.optional(),
});

const voteFile = z
  .strictObject(
    {
      id: text.optional(),
      name: text.optional(),
      title: text.optional(),
      note: text.optional(),
      motion,
      rule,
      roster: z.array(member, 'must be a list of members'),
      opensAt: instant,
      closesAt: close,
      now: instant,
      extended: flag,
      facts: z.array(z.strictObject({ at: instant, hash: text }), 'must be a list of { at, hash }').default([]),
      ballots: z.array(ballot, 'must be a list of ballots').default([]),
    },
    'must be a vote, or a list of votes',
  )
  .superRefine(agrees);

type VoteFile = z.infer<typeof voteFile>;

/** What is right alone and wrong together; asked once every part is right alone. */
function agrees(file: VoteFile, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
  if (file.closesAt.ms <= file.opensAt) fault(['closesAt'], 'must be after opensAt');
  const seen = new Set<string>();
  file.roster.forEach(({ id }, i) => {
    if (seen.has(id)) fault(['roster', i, 'id'], `"${id}" is on the roster twice`);
    seen.add(id);
  });
  if (file.roster.filter((m) => m.proposer).length > 1) fault(['roster'], 'names more than one proposer');
  const { motion } = file;
  if (motion.kind !== 'limit') return;
  const decimals = `has more decimals than ${motion.currency} (${decimalsOf(motion.currency)})`;
  const minor = (s: string): bigint | undefined => fromDecimal(s, motion.currency);
  if (minor(motion.amount) === undefined) fault(['motion', 'amount'], decimals);
  file.ballots.forEach((b, i) => {
    if (b.upTo !== undefined && minor(b.upTo) === undefined) fault(['ballots', i, 'upTo'], decimals);
  });
  if (motion.floor === undefined) return;
  const floor = minor(motion.floor);
  if (floor === undefined) fault(['motion', 'floor'], decimals);
  else if (floor > (minor(motion.amount) ?? floor)) fault(['motion', 'floor'], 'must not be above the amount');
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

// ---------------------------------------------------------------- reading

/** What a file's text holds: one vote, a list of votes, or everything that is wrong with it. */
export type ParsedVotes = { readonly one: VoteCase } | { readonly many: readonly VoteCase[] } | { readonly faults: readonly Fault[] };

export function parseVotes(source: string): ParsedVotes {
  // Merge keys (<<) let the cases of a list share a rule or a roster.
  const document = parseDocument(source, { merge: true, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((e) => ({ path: `line ${e.linePos?.[0].line ?? '?'}`, message: e.message.split('\n')[0] ?? e.message })),
    };
  }
  const value = plain(document);
  if ('fault' in value) return { faults: [{ path: 'file', message: value.fault }] };
  if (!Array.isArray(value.data)) {
    const { data, error } = voteFile.safeParse(value.data);
    return data ? { one: caseOf(data) } : { faults: (error?.issues ?? []).flatMap((issue) => faultsOf(issue, [])) };
  }
  const read = value.data.map((data) => voteFile.safeParse(data));
  const faults = read.flatMap(({ error }, i) => (error?.issues ?? []).flatMap((issue) => faultsOf(issue, [String(i)])));
  return faults.length > 0 ? { faults } : { many: read.flatMap(({ data }) => (data ? [caseOf(data)] : [])) };
}

/**
 * The document's data. Plain numbers come out as the digits that were written, so that 80000.10 without quotes is exact and never a
 * float; a key with nothing behind it, or null, is a key that is not there. Shared parts are followed up to a bound that no
 * hand-written list of cases meets, and no nest of references can pass.
 */
function plain(document: Document.Parsed): { readonly data: unknown } | { readonly fault: string } {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
    },
  });
  try {
    return { data: document.toJS({ maxAliasCount: 10_000, reviver: (_, value) => (value === null ? undefined : value) }) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** zod names several unknown keys in one issue: one fault each. */
function faultsOf(issue: z.core.$ZodIssue, prefix: readonly string[]): Fault[] {
  const path = [...prefix, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not part of a vote' }));
  }
  return [{ path: path.length === 0 ? 'vote' : path.join('.'), message: issue.message }];
}

function caseOf(file: VoteFile): VoteCase {
  const vote: Vote = {
    motion: motionOf(file.motion),
    rule: ruleOf(file.rule),
    roster: file.roster.map(memberOf),
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

/** voting.md's default floor, 0.01; in a currency without cents, its smallest unit. */
function cent(currency: string): bigint {
  return 10n ** BigInt(Math.max(decimalsOf(currency) - 2, 0));
}

/** A rule read by RULE_WORDS. */
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
  return { id, role, proposer, recused, ...(substitute === undefined ? {} : { substitute }) };
}

/** An amount on a motion without amounts is refused whatever it is (rule 2), so any currency reads it. */
function ballotOf(file: VoteFile['ballots'][number], currency = 'EUR'): Ballot {
  const { at, voter, choice, upTo, reason, facts } = file;
  return {
    at,
    voter,
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
