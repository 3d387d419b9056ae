/** The audit events. A unit of work's entries are chained just before it commits, so that units wait for each other's place in the chain as briefly as possible. */
import { randomBytes } from 'node:crypto';
import { digestOf, GENESIS, hashOf, WHOLE } from '../core/desk/audit.ts';
import type { AuditEntry, AuditReads, AuditRow, AuditWrites } from '../core/desk/audit-ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, join, list, raw, sql } from './db.ts';
import type { AuditEvent } from './generated/sqlite/client.ts';

/** Any number: what writers of the chain lock on PostgreSQL until they commit, else each but one would lose the race for the next number. */
const CHAIN_LOCK = 7_261_194;

const COLUMNS = {
  seq: 'int',
  at: 'money',
  actor: 'text',
  action: 'text',
  subject: 'text',
  salt: 'text',
  payload: 'text',
  digest: 'text',
  prev: 'text',
  hash: 'text',
} as const;

/** Where what the chain speaks of stands: by noun, the tables and the column that holds the subject's number. */
const STANDS_IN: Readonly<Record<string, readonly { readonly table: string; readonly key?: string; readonly where?: string }[]>> = {
  motion: [
    { table: 'Motion' },
    { table: 'MotionVoter', key: 'motionId' },
    { table: 'MotionFacts', key: 'motionId' },
    { table: 'Ballot', key: 'motionId' },
    { table: 'Decision', key: 'motionId' },
  ],
  dispute: [{ table: 'Dispute' }, { table: 'DisputeLine', key: 'disputeId' }, { table: 'DisputeStep', key: 'disputeId' }],
  promise: [{ table: 'PaymentPromise' }, { table: 'PromiseLine', key: 'promiseId' }],
  mandate: [{ table: 'MandateUse' }],
  letter: [{ table: 'Letter' }],
  limit: [
    { table: 'Debtor', where: '"limitMinor" IS NOT NULL' },
    { table: 'DebtorFact', key: 'debtorId', where: `"name" = 'groupLimit' AND "value" <> ''` },
  ],
  file: [{ table: 'KeptFile' }],
};

export class AuditLog implements AuditReads, AuditWrites {
  readonly #db: Db;
  #waiting: AuditEntry[] = [];

  constructor(db: Db) {
    this.#db = db;
  }

  async append(entry: AuditEntry): Promise<void> {
    this.#waiting.push(entry);
  }

  async erase(rows: readonly number[]): Promise<void> {
    await this.#db.prisma.auditEvent.updateMany({ where: { seq: { in: [...rows] } }, data: { payload: null, salt: '' } });
  }

  async head(): Promise<{ seq: number; hash: string } | undefined> {
    await this.flush();
    return this.#head();
  }

  async after(seq: number, limit: number): Promise<readonly AuditRow[]> {
    await this.flush();
    const rows = await this.#db.prisma.auditEvent.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: limit });
    return rows.map(toRow);
  }

  /** Newest first. */
  async about(subject: string, limit: number): Promise<readonly AuditRow[]> {
    await this.flush();
    const rows = await this.#db.prisma.auditEvent.findMany({ where: { subject }, orderBy: { seq: 'desc' }, take: limit });
    return rows.map(toRow);
  }

  async whole(subjects: readonly string[]): Promise<readonly AuditRow[]> {
    await this.flush();
    const rows = await this.#db.prisma.auditEvent.findMany({ where: { subject: { in: [...subjects] } }, orderBy: { seq: 'asc' } });
    return rows.map(toRow);
  }

  async lastOf(subjects: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (subjects.length === 0) return new Map();
    await this.flush();
    const rows = await this.#db.rows(
      sql`SELECT "subject", MAX("seq") AS "seq" FROM "AuditEvent" WHERE "subject" IN ${list(this.#db.dialect, subjects)} GROUP BY "subject"`,
      columnsOf('AuditEvent', ['subject', 'seq']),
    );
    return new Map(rows.map((row) => [row.subject, row.seq]));
  }

  /** Rows are written in the order of the commits: a little later than the one before, whatever their clocks say. */
  async lastBefore(at: number): Promise<AuditRow | undefined> {
    const row = await this.#db.prisma.auditEvent.findFirst({ where: { at: { lt: at } }, orderBy: { seq: 'desc' } });
    return row ? toRow(row) : undefined;
  }

  async strangers(noun: string, after: number, limit: number): Promise<readonly { readonly id: number; readonly table: string }[]> {
    const parts = (STANDS_IN[noun] ?? []).map(
      ({ table, key = 'id', where = '1 = 1' }) =>
        sql`SELECT ${raw(`"${key}"`)} AS "id", ${raw(`'${table}'`)} AS "table" FROM ${raw(`"${table}"`)} WHERE ${raw(where)}`,
    );
    return this.#db.rows(
      sql`SELECT "id", MIN("table") AS "table" FROM (${join(parts, ' UNION ALL ')}) AS s WHERE "id" > ${int(after)}
          AND NOT EXISTS (SELECT 1 FROM "AuditEvent" e WHERE e."subject" = ${raw(`'${noun}:'`)} || CAST(s."id" AS TEXT))
          GROUP BY "id" ORDER BY "id" LIMIT ${int(limit)}`,
      { id: 'int', table: 'text' },
    );
  }

  /** Writes what waits; the next entries of the unit of work may follow. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const entries = this.#waiting;
    this.#waiting = [];
    if (this.#db.dialect === 'postgresql') await this.#db.run(sql`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`);
    let last = (await this.#head()) ?? { seq: 0, hash: GENESIS };
    const first = last.seq === 0;
    const rows = entries.map(({ at, actor, action, subject, payload: given }, i) => {
      const payload = first && i === 0 ? { ...given, [WHOLE]: 'whole' } : given;
      const salt = randomBytes(16).toString('hex');
      const row = { seq: last.seq + 1, at, actor, action, subject, digest: digestOf(salt, payload), prev: last.hash };
      last = { seq: row.seq, hash: hashOf(row) };
      return { ...row, salt, payload: JSON.stringify(payload), hash: last.hash };
    });
    await this.#db.insert({ table: 'AuditEvent', columns: COLUMNS }, rows, (row) => [
      row.seq,
      BigInt(row.at),
      row.actor,
      row.action,
      row.subject,
      row.salt,
      row.payload,
      row.digest,
      row.prev,
      row.hash,
    ]);
  }

  async #head(): Promise<{ seq: number; hash: string } | undefined> {
    const [last] = await this.#db.rows(
      sql`SELECT "seq", "hash" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`,
      columnsOf('AuditEvent', ['seq', 'hash']),
    );
    return last;
  }
}

function toRow({ payload, at, ...row }: AuditEvent): AuditRow {
  return { ...row, at: Number(at), payload: payload === null ? {} : JSON.parse(payload), erased: payload === null };
}
