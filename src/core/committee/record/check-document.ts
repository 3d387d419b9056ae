/**
 * What a reader of a decision record can check without us, as docs/decision-record.md tells it: the chain of its rows up to the head, its dossiers, that it
 * says what its rows say, and the count. Pure, and given its hash function, so that the command line and the record's own page run the same lines.
 */
import { canonical } from '../../kernel/canonical.ts';
import { fromDecimal } from '../../kernel/money.ts';
import { pack, unpack } from '../../kernel/pack.ts';
import { judge } from '../count/judge.ts';
import { quorumNeeded } from '../count/tally.ts';
import { type ToldOutcome, toldOutcome } from '../count/told-outcome.ts';
import type { Choice, DecidingRole, Rule, Vote } from '../count/vote.ts';
import type { ClosedMotion } from '../minutes/closed-motion.ts';
import { type DecisionDocument, type DocumentRow, documentOf, FORMAT, type Sources, type WrittenRule } from './decision-document.ts';

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export type Digest = (text: string) => Promise<string>;

/** `at`: the row's number, the dossier's, or the field that differs. */
export interface DocumentFault {
  readonly why: 'format' | 'chain' | 'row' | 'content' | 'head' | 'dossier' | 'differs' | 'count';
  readonly at: string;
}

export interface Checked {
  readonly faults: readonly DocumentFault[];
  /** How far the outcome was checked: counted from the ballots, only held against its counts, or taken without a vote. */
  readonly counted: 'ballots' | 'counts' | 'delegated';
  /** Whether the rows state all that the record says. */
  readonly stated: boolean;
  /** Counted again from the record; what it says itself where there is nothing to count. */
  readonly outcome: ToldOutcome;
}

/** Whether a JSON value says that it is a decision record. */
export function isDocument(value: unknown): value is DecisionDocument {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT;
}

/** Throws whatever comes when the document has not the shape of its schema. */
export async function checkDocument(document: DecisionDocument, digest: Digest): Promise<Checked> {
  const chain = await chainFaults(document, digest);
  const dossiers = await dossierFaults(document, digest);
  const counted = document.delegated ? 'delegated' : document.secret ? 'counts' : 'ballots';
  const outcome = counted === 'ballots' ? recount(document) : document.outcome;
  const holds = counted === 'counts' ? countsHold(document) : canonical(outcome) === canonical(document.outcome);
  const stated = document.missing.length === 0;
  return {
    faults: [...chain, ...dossiers, ...statementFaults(document), ...(holds ? [] : [{ why: 'count', at: 'outcome' } as const])],
    ...{ counted, stated, outcome },
  };
}

/** docs/rules/proof.md, rules 1 and 2. Rows about other things are links: their digests stand for what they hold. */
async function chainFaults({ rows, head }: DecisionDocument, digest: Digest): Promise<DocumentFault[]> {
  const faults: DocumentFault[] = [];
  let before: DocumentRow | undefined;
  for (const row of rows) {
    const at = String(row.seq);
    const { seq, actor, action, subject, prev, hash, salt, payload } = row;
    if (before && (seq !== before.seq + 1 || prev !== before.hash)) faults.push({ why: 'chain', at });
    if (hash !== (await digest([seq, row.at, actor, action, subject, row.digest, prev].join('|')))) faults.push({ why: 'row', at });
    if (payload !== undefined && row.digest !== (await digest((salt ?? '') + sorted(payload)))) faults.push({ why: 'content', at });
    before = row;
  }
  if (before?.seq !== head.seq || before.hash !== head.hash) faults.push({ why: 'head', at: String(head.seq) });
  return faults;
}

/** A payload as the chain's digest writes it (src/core/desk/audit.ts). */
function sorted(payload: Readonly<Record<string, string>>): string {
  const keys = Object.keys(payload).sort();
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, payload[key]])));
}

/** Every dossier has the hash that the facts name. */
async function dossierFaults({ dossiers, facts }: DecisionDocument, digest: Digest): Promise<DocumentFault[]> {
  const faults: DocumentFault[] = [];
  for (const { number, hash, dossier } of dossiers) {
    if (hash !== (await digest(canonical(dossier))) || facts[number - 1]?.hash !== hash)
      faults.push({ why: 'dossier', at: String(number) });
  }
  return faults;
}

/** The record is made anew from its own rows, and each field held against what it says. */
function statementFaults(document: DecisionDocument): DocumentFault[] {
  const { rows, head, missing } = document;
  const sources = rebuilt(document);
  // A record that claims to be older than its rows are hides what they state.
  if (!sources) return missing.includes('statements') || missing.includes('erased') ? [] : [{ why: 'differs', at: 'missing' }];
  const anew = documentOf({ ...sources, rows, decision: { ...sources.decision, headSeq: head.seq, headHash: head.hash } });
  const fields = new Set([...Object.keys(anew), ...Object.keys(document)]);
  return [...fields]
    .filter((field) => canonical(Reflect.get(anew, field)) !== canonical(Reflect.get(document, field)))
    .map((field) => ({ why: 'differs', at: field }));
}

type Stated = Readonly<Record<string, unknown>>;

/** What the rows state together (docs/rules/proof.md, rule 7); undefined where they do not, or where one of them was erased. */
function rebuilt(document: DecisionDocument): Omit<Sources, 'rows'> | undefined {
  const own = ownRows(document);
  const records = new Map<string, Stated>();
  for (const { payload } of own) {
    const states = payload?.states === undefined ? {} : (unpack(payload.states) as Readonly<Record<string, Stated>>);
    for (const [name, fields] of Object.entries(states)) records.set(name, { ...records.get(name), ...fields });
  }
  const named = own.find(({ payload }) => payload?.named !== undefined)?.payload?.named;
  const isStated = own[0]?.payload?.states !== undefined && own.every(({ payload }) => payload !== undefined);
  if (!isStated || named === undefined) return undefined;
  const all = (table: string, order: string): Stated[] =>
    [...records]
      .flatMap(([name, fields]) => (name.startsWith(`${table}/`) ? [withoutNulls(fields)] : []))
      .sort((a, b) => Number(a[order]) - Number(b[order]));
  const dossiers = new Map(document.dossiers.map(({ number, dossier }) => [number, unpack(JSON.stringify(dossier))]));
  const sources: unknown = {
    motion: { ...records.get('Motion'), id: document.number },
    voters: all('MotionVoter', 'place').map(({ member, ...voter }) => ({ ...voter, id: member })),
    ballots: all('Ballot', 'seq'),
    facts: all('MotionFacts', 'number').map((one) => ({ ...one, dossier: dossiers.get(Number(one.number)) ?? null })),
    decision: records.get('Decision'),
    named: unpack(named),
  };
  return sources as Omit<Sources, 'rows'>;
}

function ownRows({ rows, number }: DecisionDocument): readonly DocumentRow[] {
  return rows.filter((row) => row.subject === `motion:${number}`);
}

/** The motion as its minutes are drawn from it, all of it from the record's rows and dossiers; undefined where they do not state it. */
export function closedIn(document: DecisionDocument): ClosedMotion | undefined {
  const sources = rebuilt(document);
  if (!sources) return undefined;
  const { named } = sources;
  const closed: unknown = {
    ...sources,
    decision: { ...sources.decision, headSeq: document.head.seq, headHash: document.head.hash },
    trail: ownRows(document),
    debtor: named.debtor,
    names: new Map(Object.entries(named.people)),
  };
  return closed as ClosedMotion;
}

function withoutNulls(fields: Stated): Stated {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The vote as the record writes it, judged at its close. */
function recount(document: DecisionDocument): ToldOutcome {
  const vote = voteIn(document);
  const judged = judge(vote);
  const currency = String(document.motion.currency);
  return toldOutcome({ ...judged, closesAt: new Date(judged.closesAt).toISOString() }, currency);
}

export function voteIn(document: DecisionDocument): Vote {
  const { motion, rule, roster, facts, ballots, extended } = document;
  const currency = String(motion.currency);
  const minor = (text: unknown): bigint => fromDecimal(String(text), currency) ?? 0n;
  return {
    motion:
      motion.kind === 'limit'
        ? { kind: 'limit', amount: minor(motion.amount), floor: minor(motion.floor), currency }
        : { kind: motion.kind === 'litigation' ? 'litigation' : 'generic' },
    rule: ruleIn(rule),
    roster: roster.map(({ role, ...member }) => ({ ...member, roles: role })),
    ...(Array.isArray(motion.chair) ? { chairs: motion.chair.map(String) } : {}),
    ...{ opensAt: Date.parse(document.opensAt), closesAt: Date.parse(document.closesAt), now: Date.parse(document.now) },
    ballots: ballots.map(({ at, choice, upTo, ...ballot }) => ({
      ...{ ...ballot, at: Date.parse(at), choice: choice as Choice },
      ...(upTo === undefined ? {} : { upTo: minor(upTo) }),
    })),
    facts: facts.map(({ at, hash }) => ({ at: Date.parse(at), hash })),
    extended,
  };
}

function ruleIn({ quorum: { count, share, roles }, tie, noQuorum, minimumOpen, ...rule }: WrittenRule): Rule {
  const decimals = share?.split('.')[1]?.length ?? 0;
  const role = (name: string): DecidingRole => ({ role: name });
  return {
    ...rule,
    quorum: {
      ...(count === undefined ? {} : { count }),
      ...(share === undefined ? {} : { share: { numerator: BigInt(share.replace('.', '')), denominator: 10n ** BigInt(decimals) } }),
      ...(roles === undefined ? {} : { roles }),
    },
    tie: tie === 'reject' ? tie : role(tie),
    noQuorum: noQuorum === 'lapse' || noQuorum === 'extend' ? noQuorum : role(noQuorum),
    minimumOpen: Number(minimumOpen.slice(2, -1)) * 1000,
  };
}

/** Of a secret vote: whether its counts can have led to its outcome (docs/rules/voting.md, rules 3 to 6, 9 and 11). */
function countsHold({ rule, outcome: told }: DecisionDocument): boolean {
  const { outcome, reason, quorum, tally } = told;
  const { approve, reject, abstain, silent } = tally;
  const cast = approve + reject + abstain;
  const quorate = quorum.present >= quorum.needed && quorum.missingRoles.length === 0;
  const sums = quorum.eligible === cast + silent && quorum.present <= cast && quorum.needed === quorumNeeded(ruleIn(rule), quorum.eligible);
  if (!sums || (outcome === 'approved') !== APPROVING.has(reason) || (outcome === 'lapsed') !== LAPSING.has(reason)) return false;
  if (WITHOUT_QUORUM.has(reason)) return !quorate;
  if (!quorate) return reason === 'vetoed' && rule.noQuorum !== 'lapse' && rule.noQuorum !== 'extend';
  if (reason === 'nobody-decided') return approve + reject === 0;
  if (reason !== 'threshold-reached') return outcome !== 'approved' || approve > 0;
  const ways = { majority: approve > reject, 'two-thirds': 3 * approve >= 2 * (approve + reject), unanimity: reject === 0 };
  return approve > 0 && ways[rule.threshold];
}

const APPROVING: ReadonlySet<string> = new Set(['threshold-reached', 'tie-approved-by-role', 'approved-by-role']);
const LAPSING: ReadonlySet<string> = new Set(['no-quorum', 'no-quorum-role-silent', 'no-quorum-role-is-proposer']);
const WITHOUT_QUORUM: ReadonlySet<string> = new Set([...LAPSING, 'approved-by-role', 'rejected-by-role']);

/** The record in its canonical form (RFC 8785). */
export function writtenDocument(document: DecisionDocument): string {
  return canonical(JSON.parse(pack(document)));
}
