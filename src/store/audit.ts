/** The audit events. A unit of work's entries are chained just before it commits, so that units wait for each other's place in the chain as briefly as possible. */
import { randomBytes } from 'node:crypto';
import { digestOf, GENESIS, hashOf } from '../core/desk/audit.ts';
import type { AuditEntry, AuditReads, AuditRow, AuditWrites } from '../core/desk/audit-ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, sql } from './db.ts';
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

export class AuditLog implements AuditReads, AuditWrites {
  readonly #db: Db;
  #waiting: AuditEntry[] = [];

  constructor(db: Db) {
    this.#db = db;
  }

  async append(entry: AuditEntry): Promise<void> {
    this.#waiting.push(entry);
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

  /** Writes what waits; the next entries of the unit of work may follow. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const entries = this.#waiting;
    this.#waiting = [];
    if (this.#db.dialect === 'postgresql') await this.#db.run(sql`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`);
    let last = (await this.#head()) ?? { seq: 0, hash: GENESIS };
    const rows = entries.map(({ at, actor, action, subject, payload }) => {
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
