/** Decision records of votes of every kind by chance, each with a chain of its own: what the house would have written of them, among rows about other things. */
import { createHash } from 'node:crypto';
import { liveBallots } from '../../../../src/core/committee/count/ballots.ts';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import { inOrder } from '../../../../src/core/committee/count/places.ts';
import type { ClosedMotion } from '../../../../src/core/committee/minutes/closed-motion.ts';
import { type Dossier, hashOfDossier } from '../../../../src/core/committee/motion/dossier.ts';
import {
  type BallotRecord,
  type DecisionRecord,
  type FactsRecord,
  type MotionFile,
  voteOf,
} from '../../../../src/core/committee/motion/motion-record.ts';
import { type DecisionDocument, type DocumentRow, documentOf } from '../../../../src/core/committee/record/decision-document.ts';
import {
  ballotStatement,
  closedStatement,
  factsStatement,
  motionStatement,
} from '../../../../src/core/committee/record/motion-statement.ts';
import { digestOf, hashOf } from '../../../../src/core/desk/audit.ts';
import { type Statement, stated } from '../../../../src/core/desk/statement.ts';
import { packOrdered } from '../../../../src/core/kernel/pack.ts';
import { anyVotes } from '../count/any-vote.ts';
import { voteOf as voteIn } from '../count/written.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const HOSTILE = '</script><img src=x onerror=alert(1)> « l’été » ]]> <!-- \u2028 😀';

/** Rows about other things among them, as in a house at work. */
class Chain {
  readonly rows: DocumentRow[] = [];
  #prev = sha256('what came before');
  #seq = 41;
  add(at: number, actor: string, action: string, subject: string, payload: Record<string, string>): void {
    const salt = sha256(`${this.#seq}`).slice(0, 32);
    const row = { seq: ++this.#seq, at, actor, action, subject, digest: digestOf(salt, payload), prev: this.#prev };
    const link = { ...row, hash: hashOf(row) };
    this.#prev = link.hash;
    this.rows.push(subject.startsWith('motion:') ? { ...link, salt, payload } : link);
  }
  state(at: number, actor: string, action: string, id: number, told: Record<string, string>, states: Statement): void {
    this.add(at, 'luc', 'dispute.opened', `dispute:${this.#seq}`, {});
    this.add(at, actor, action, `motion:${id}`, { ...told, ...stated(states) });
  }
}

function dossierOf(exposure: bigint): Dossier {
  return {
    ...{ asOf: 20_780, ledgerDay: 20_779, currency: 'EUR', exposure, limit: 40_000_00n, overdue: 30_000_00n, oldestDays: 53 },
    aging: { notDue: exposure, d1_30: 0n, d31_60: 0n, d61_90: 0n, d91_120: 0n, over120: 0n, unallocated: 0n, unallocatedDue: 0n },
    ...{ paidDaysLate: '12.0', disputed: 0n, disputes: [{ ref: HOSTILE, amount: 1n, reason: 'price' }], insurer: null, insured: null },
    ...{ insuredUntil: null, customerSince: 20_000, limits: [], trend: [], gain: null, cost: null },
  };
}

export interface AnyRecord {
  readonly document: DecisionDocument;
  readonly file: MotionFile;
}

/** The nth of them. One in seven is secret, one in eleven is decided within somebody's own power. */
export function anyRecord(n: number): AnyRecord {
  const table = anyVotes();
  const written = voteIn(table.at(n % table.size));
  const id = n + 1;
  const delegated = n % 11 === 3;
  const dossiers = new Map(['a', 'b'].map((name, i) => [name, dossierOf(35_000_00n + BigInt(i))] as const));
  const facts = (written.facts.length > 0 ? written.facts : [{ at: written.opensAt, hash: 'a' }]).map(({ at, hash }, i): FactsRecord => {
    const dossier = dossiers.get(hash) ?? null;
    return {
      number: i + 1,
      at,
      hash: hashOfDossier(dossier),
      dossier,
      changes: i === 0 ? [] : [{ fact: 'exposure', from: 35_000_00n, to: 35_000_01n }],
    };
  });
  const { closesAt } = written;
  const limit = written.motion.kind === 'limit';
  const common = { currency: 'EUR', amount: 80_000_00n, why: HOSTILE, conditions: '', debtorId: 1 };
  const first: MotionFile = {
    motion: {
      ...{
        id,
        kind: limit ? 'limit' : 'litigation',
        debtorId: 1,
        status: 'open',
        weight: 80_000_00n,
        warnings: ['noReminder'],
        proposedBy: 'anne',
      },
      proposal: limit
        ? { ...common, kind: 'limit', before: 40_000_00n, until: 20_900 }
        : {
            ...common,
            kind: 'litigation',
            items: [{ id: 1, ref: HOSTILE, open: 80_000_00n, dueDay: 20_700 }],
            route: 'lawyer',
            cost: 1n,
            reminded: null,
          },
      rule: { ...inOrder(written.rule), window: 18, secret: n % 7 === 5 && !delegated, hideResults: false, chair: 'director' },
      ...{
        delegated,
        opensAt: written.opensAt,
        closesAt: delegated ? written.opensAt : closesAt,
        extended: false,
        reviewed: 0,
        edition: 0,
      },
    },
    voters: written.roster.map((member, i) => ({ ...member, name: `${member.id} ${HOSTILE}`, personId: i + 1 })),
    ballots: [],
    facts,
  };
  const hashed = (name: string): string => hashOfDossier(dossiers.get(name) ?? null);
  const ballots = delegated
    ? []
    : written.ballots.map(
        (b, i): BallotRecord => ({ ...b, ...(b.facts === undefined ? {} : { facts: hashed(b.facts) }), seq: i + 1, salt: sha256(`${i}`) }),
      );
  const { file, at } = ended({ ...first, ballots }, written.now);
  const judged = judge(voteOf(file, at));
  const outcome: DecisionRecord['outcome'] = delegated
    ? 'approved'
    : judged.outcome === 'approved' || judged.outcome === 'rejected'
      ? judged.outcome
      : 'lapsed';
  const closed = { ...file, motion: { ...file.motion, status: outcome } };
  const none = { needed: 0, present: 0, eligible: 0, missingRoles: [] };
  const decision: DecisionRecord = {
    ...{
      motionId: id,
      kind: file.motion.kind,
      debtorId: 1,
      at,
      day: Math.floor(at / 86_400_000),
      outcome,
      early: judged.early && !delegated,
    },
    reason: delegated ? 'delegated' : judged.reason,
    tally: delegated ? { approve: 0, reject: 0, abstain: 0, recused: 0, silent: 0 } : judged.tally,
    quorum: delegated ? none : judged.quorum,
    approved: outcome === 'approved' ? (judged.approvedAmount ?? 80_000_00n) : null,
    ...{ currency: 'EUR', untilDay: outcome === 'approved' && limit ? 20_900 : null, ownerId: null, dueDay: 20_790 },
    ...{ carrying: 'none', followed: 0, warned: false, headSeq: 0, headHash: '' },
  };
  const named: ClosedMotion['named'] = {
    ...{ company: { name: HOSTILE, siren: '552100554' }, timeZone: 'Europe/Paris', debtor: { code: 'C1', name: HOSTILE } },
    ...{ people: { anne: 'Anne' }, owner: null, followUps: [{ after: 30, day: 20_820 }] },
  };
  const rows = rowsOf(first, closed, decision, named);
  const head = rows.at(-1);
  return {
    document: documentOf({ ...closed, decision: { ...decision, headSeq: head?.seq ?? 0, headHash: head?.hash ?? '' }, named, rows }),
    file: closed,
  };
}

/** When the vote came to its end: early at the instant by chance, else at its close, extended once where the rule says so. */
function ended(file: MotionFile, now: number): { readonly file: MotionFile; readonly at: number } {
  if (file.motion.delegated) return { file, at: file.motion.opensAt };
  if (judge(voteOf(file, now)).early) return { file, at: now };
  const { closesAt } = liveBallots(voteOf(file, Number.MAX_SAFE_INTEGER));
  const judged = judge(voteOf(file, closesAt));
  if (judged.outcome !== 'extended') return { file, at: closesAt };
  return ended({ ...file, motion: { ...file.motion, extended: true, closesAt: judged.closesAt } }, file.motion.opensAt);
}

function rowsOf(first: MotionFile, closed: MotionFile, decision: DecisionRecord, named: ClosedMotion['named']): readonly DocumentRow[] {
  const chain = new Chain();
  const { id, delegated, opensAt, extended, closesAt } = closed.motion;
  const [opening] = first.facts;
  const told = { question: 'limit/1', why: first.motion.proposal.why, bandCurrency: 'EUR', band: '50000000' };
  const states = motionStatement({ ...first, facts: opening ? [opening] : [] }, undefined);
  chain.rows.pop();
  chain.add(opensAt, 'anne', delegated ? 'motion.delegated' : 'motion.opened', `motion:${id}`, { ...told, ...stated(states) });
  for (const one of closed.facts.slice(1))
    chain.state(one.at, 'system:committee', 'motion.facts', id, { import: '7' }, factsStatement(one));
  for (const ballot of closed.ballots)
    chain.state(ballot.at, ballot.by ?? ballot.voter, 'motion.ballot', id, {}, ballotStatement(closed, ballot));
  if (extended)
    chain.state(
      first.motion.closesAt,
      'system:committee',
      'motion.extended',
      id,
      { from: String(first.motion.closesAt), to: String(closesAt), why: 'no quorum' },
      { Motion: { extended, closesAt } },
    );
  chain.state(
    decision.at,
    'system:committee',
    'motion.closed',
    id,
    { outcome: decision.outcome, named: packOrdered(named) },
    closedStatement(closed.motion, decision),
  );
  return chain.rows;
}
