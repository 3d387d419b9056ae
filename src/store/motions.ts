/** The committee's motions, ballots and decisions. What is frozen at the opening is kept as it was; what is asked for again has columns. */
import { randomBytes } from 'node:crypto';
import type {
  BallotRecord,
  DecisionRecord,
  FactsRecord,
  MotionFile,
  MotionRecord,
  VoterRecord,
} from '../core/committee/motion/motion-record.ts';
import type { DecisionFilter, MotionReads, MotionWrites } from '../core/committee/motion/ports.ts';
import type { Grant, GrantReads } from '../core/debtors/grants.ts';
import { pack, unpack } from '../core/kernel/pack.ts';
import { type Db, empty, int, sql } from './db.ts';
import type { Ballot, Decision, Motion, MotionFacts, MotionVoter } from './generated/sqlite/client.ts';

export function createMotionReads(db: Db): MotionReads {
  const { prisma } = db;
  return {
    file: (id) => file(db, id),
    async find({ status, debtorId, limit }) {
      const where = { ...(status === undefined ? {} : { status }), ...(debtorId === undefined ? {} : { debtorId }) };
      return (await prisma.motion.findMany({ where, orderBy: { id: 'desc' }, take: limit })).map(toMotion);
    },
    decisions: (filter) => decisions(db, filter),
    heads: async () =>
      (await prisma.decision.findMany({ where: { headSeq: { gt: 0 } }, orderBy: { headSeq: 'asc' } })).map((row) => ({
        motionId: row.motionId,
        seq: row.headSeq,
        hash: row.headHash,
      })),
  };
}

/** Granted limits are approved decisions. */
export function createGrantReads(db: Db): GrantReads {
  return { inForce: (day, debtorId) => grants(db, day, debtorId) };
}

export function createMotionWrites(db: Db): MotionWrites {
  const { prisma } = db;
  return {
    async lock(id) {
      if (db.dialect === 'postgresql') await db.run(sql`SELECT "id" FROM "Motion" WHERE "id" = ${int(id)} FOR UPDATE`);
      return file(db, id);
    },
    async add(motion, question, voters, facts) {
      if (await prisma.motion.findUnique({ where: { question }, select: { id: true } })) return undefined;
      // Two at once: the unique question stops the second, whose unit of work is tried again and finds the first.
      const { id } = await prisma.motion.create({
        data: { ...motionCells(motion), question: motion.status === 'open' ? question : null },
        select: { id: true },
      });
      await prisma.motionVoter.createMany({
        data: voters.map(({ id: member, name, personId, roles, proposer = false, recused = false, substitute = null }, place) => ({
          motionId: id,
          member,
          place,
          name,
          personId,
          role: roles.join(),
          proposer,
          recused,
          substitute,
        })),
      });
      await prisma.motionFacts.create({ data: { motionId: id, ...factsCells(facts) } });
      return id;
    },
    async save({ id, ...motion }) {
      await prisma.motion.update({
        where: { id },
        data: { ...motionCells(motion), ...(motion.status === 'open' ? {} : { question: null }) },
      });
    },
    async cast(motionId, ballot, secret) {
      const salt = secret ? randomBytes(16).toString('hex') : null;
      const { seq, at, voter, by, choice, upTo, reason, facts } = ballot;
      const member = ballot.for ?? voter;
      await prisma.ballot.updateMany({ where: { motionId, member, live: 1 }, data: { live: null } });
      await prisma.ballot.create({
        data: {
          motionId,
          seq,
          at,
          voter,
          member,
          by: by ?? null,
          choice,
          upTo: upTo ?? null,
          reason: reason ?? null,
          facts: facts ?? null,
          live: 1,
          salt,
        },
      });
      return salt === null ? ballot : { ...ballot, salt };
    },
    async addFacts(motionId, facts) {
      await prisma.motionFacts.create({ data: { motionId, ...factsCells(facts) } });
    },
    async decide({ tally, quorum, ...decision }) {
      await prisma.decision.create({ data: { ...decision, at: BigInt(decision.at), tally: pack(tally), quorum: pack(quorum) } });
    },
    async setDecision(motionId, change) {
      await prisma.decision.update({ where: { motionId }, data: change });
    },
  };
}

async function file({ prisma }: Db, id: number): Promise<MotionFile | undefined> {
  const motion = await prisma.motion.findUnique({ where: { id } });
  if (!motion) return undefined;
  const [voters, ballots, facts] = [
    await prisma.motionVoter.findMany({ where: { motionId: id }, orderBy: { place: 'asc' } }),
    await prisma.ballot.findMany({ where: { motionId: id }, orderBy: { seq: 'asc' } }),
    await prisma.motionFacts.findMany({ where: { motionId: id }, orderBy: { number: 'asc' } }),
  ];
  return { motion: toMotion(motion), voters: voters.map(toVoter), ballots: ballots.map(toBallot), facts: facts.map(toFacts) };
}

async function decisions({ prisma }: Db, { motionId, debtorId, carrying, from, to }: DecisionFilter): Promise<readonly DecisionRecord[]> {
  const rows = await prisma.decision.findMany({
    where: {
      ...(motionId === undefined ? {} : { motionId }),
      ...(debtorId === undefined ? {} : { debtorId }),
      ...(carrying === undefined ? {} : { carrying: { in: [...carrying] } }),
      day: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) },
    },
    orderBy: [{ day: 'asc' }, { motionId: 'asc' }],
  });
  return rows.map(toDecision);
}

/** A limit is in force from its decision to its last day; the newest one of a debtor stands alone, also once it is over. */
function grants(db: Db, day: number, debtorId: number | undefined): Promise<readonly Grant[]> {
  const own = debtorId === undefined ? empty : sql` AND d."debtorId" = ${int(debtorId)}`;
  return db.rows(
    sql`SELECT d."motionId", d."debtorId", d."approved" AS "minor", d."currency", d."untilDay" FROM "Decision" d
        WHERE d."kind" = 'limit' AND d."outcome" = 'approved' AND d."day" <= ${int(day)} AND d."carrying" IN ('entering', 'entered')
          AND (d."untilDay" IS NULL OR d."untilDay" >= ${int(day)})${own}
          AND NOT EXISTS (SELECT 1 FROM "Decision" n WHERE n."debtorId" = d."debtorId" AND n."kind" = 'limit' AND n."outcome" = 'approved'
                          AND n."day" <= ${int(day)} AND (n."at" > d."at" OR (n."at" = d."at" AND n."motionId" > d."motionId")))
        ORDER BY d."debtorId"`,
    { motionId: 'int', debtorId: 'int', minor: 'money', currency: 'text', untilDay: 'int?' },
  );
}

type Frozen = Pick<MotionRecord, 'proposal' | 'rule' | 'weight' | 'warnings'>;

function motionCells({ proposal, rule, weight, warnings, ...motion }: Omit<MotionRecord, 'id'>) {
  const frozen: Frozen = { proposal, rule, weight, warnings };
  return { ...motion, opensAt: BigInt(motion.opensAt), closesAt: BigInt(motion.closesAt), frozen: pack(frozen) };
}

function toMotion({ question: _, frozen, opensAt, closesAt, ...row }: Motion): MotionRecord {
  return {
    ...row,
    kind: row.kind as MotionRecord['kind'],
    status: row.status as MotionRecord['status'],
    ...(unpack(frozen) as Frozen),
    opensAt: Number(opensAt),
    closesAt: Number(closesAt),
  };
}

function toVoter({ member, name, personId, role, proposer, recused, substitute }: MotionVoter): VoterRecord {
  const roles = role === '' ? [] : role.split(',');
  return { id: member, name, personId, roles, proposer, recused, ...(substitute === null ? {} : { substitute }) };
}

function toBallot({ seq, at, voter, member, by, choice, upTo, reason, facts, salt }: Ballot): BallotRecord {
  return {
    seq,
    at: Number(at),
    voter,
    ...(by === null ? {} : { by }),
    choice: choice as BallotRecord['choice'],
    ...(upTo === null ? {} : { upTo }),
    ...(reason === null ? {} : { reason }),
    ...(facts === null ? {} : { facts }),
    ...(member === voter ? {} : { for: member }),
    ...(salt === null ? {} : { salt }),
  };
}

function factsCells({ number, at, hash, dossier, changes }: FactsRecord) {
  return { number, at: BigInt(at), hash, dossier: pack(dossier), changes: pack(changes) };
}

function toFacts({ number, at, hash, dossier, changes }: MotionFacts): FactsRecord {
  return {
    number,
    at: Number(at),
    hash,
    dossier: unpack(dossier) as FactsRecord['dossier'],
    changes: unpack(changes) as FactsRecord['changes'],
  };
}

function toDecision({ at, tally, quorum, ...row }: Decision): DecisionRecord {
  return {
    ...row,
    at: Number(at),
    tally: unpack(tally) as DecisionRecord['tally'],
    quorum: unpack(quorum) as DecisionRecord['quorum'],
    kind: row.kind as DecisionRecord['kind'],
    outcome: row.outcome as DecisionRecord['outcome'],
    reason: row.reason as DecisionRecord['reason'],
    carrying: row.carrying as DecisionRecord['carrying'],
  };
}
