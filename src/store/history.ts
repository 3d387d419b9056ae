/** The trace of accounts: entries of the history, and the files that belong to disputes, votes, letters and entries. */
import { createHash } from 'node:crypto';
import { stepOfAction } from '../core/agenda/action.ts';
import { EXCHANGE_KINDS, type Exchange, type ExchangeKind } from '../core/debtors/exchange.ts';
import type { ExchangeFilter, HandledStep, HistoryReads, HistoryWrites } from '../core/debtors/trace-ports.ts';
import { DamagedFile, type FileReads, type FileWrites, type KeptFileInfo } from '../core/desk/kept-files.ts';
import { type Day, parseDay } from '../core/kernel/dates.ts';
import { fold } from '../core/kernel/fold.ts';
import { type Db, empty, int, list, raw, type Sql, sql } from './db.ts';
import type { Exchange as Stored } from './generated/sqlite/client.ts';

const INFO = { id: true, subject: true, debtorId: true, name: true, mime: true, size: true, sha256: true, at: true, actor: true } as const;

export function createHistoryReads(db: Db): HistoryReads {
  const { prisma } = db;
  return {
    async find(filter) {
      const rows = await prisma.exchange.findMany({
        where: whereOf(filter),
        orderBy: [{ day: 'desc' }, { id: 'desc' }],
        ...(filter.limit === undefined ? {} : { take: filter.limit }),
      });
      return rows.map(toExchange);
    },
    async byKey(key) {
      const row = await prisma.exchange.findUnique({ where: { key } });
      return row ? toExchange(row) : undefined;
    },
    steps: (from, debtorIds) => steps(db, from, debtorIds),
  };
}

/** Results after which the same step is tried again. */
const NOT_REACHED = ['not-reached', 'wrong-contact'];

async function steps(db: Db, from: Day, debtorIds: readonly number[] | undefined): Promise<readonly HandledStep[]> {
  const data = (name: string): Sql =>
    db.dialect === 'sqlite' ? sql`json_extract("data", ${raw(`'$.${name}'`)})` : sql`("data"::json->>${raw(`'${name}'`)})`;
  const own = debtorIds === undefined ? empty : sql` AND "debtorId" IN ${list(db.dialect, debtorIds)}`;
  const rows = await db.rows(
    sql`SELECT "debtorId", ${data('currency')} AS "currency", "day" AS "on", ${data('step')} AS "step", ${data('due')} AS "due", ${data('result')} AS "result"
          , ${data('action')} AS "action", ${data('letter')} AS "letter"
        FROM "Exchange" WHERE "kind" IN ('action', 'call', 'email', 'letter', 'visit') AND "day" >= ${int(from)}${own}
          AND ("data" LIKE '%"step":%' OR "data" LIKE '%"letter":%')
        ORDER BY "id"`,
    { debtorId: 'int', currency: 'text?', on: 'int', step: 'text?', due: 'text?', result: 'text?', action: 'text?', letter: 'text?' },
  );
  return rows.flatMap(({ debtorId: debtor, currency, on, step, due, result, action, letter }) => {
    // A letter that was made from an action of the agenda does the step that the action names.
    const named = letter === null || action === null ? undefined : stepOfAction(action);
    if (named) return [{ debtorId: debtor, on, ...named, reached: true }];
    const day = Number(step);
    if (step === null || !Number.isInteger(day) || currency === null) return [];
    return [{ debtorId: debtor, currency, on, day, due: parseDay(due ?? '') ?? on, reached: !NOT_REACHED.includes(result ?? '') }];
  });
}

export function createHistoryWrites({ prisma }: Db): HistoryWrites {
  return {
    async add({ at, data, key, text, ...entry }) {
      if (key !== undefined && (await prisma.exchange.findUnique({ where: { key }, select: { id: true } }))) return undefined;
      const row = { ...entry, text, at: BigInt(at), search: fold(text), data: JSON.stringify(data), key: key ?? null };
      return (await prisma.exchange.create({ data: row, select: { id: true } })).id;
    },
  };
}

export function createFileReads(db: Db): FileReads {
  const { prisma } = db;
  return {
    of: async (subject) => (await prisma.keptFile.findMany({ where: { subject }, select: INFO, orderBy: { id: 'asc' } })).map(toInfo),
    ofDebtor: async (debtorId) =>
      (await prisma.keptFile.findMany({ where: { debtorId }, select: INFO, orderBy: { id: 'asc' } })).map(toInfo),
    async info(id) {
      const row = await prisma.keptFile.findUnique({ where: { id }, select: INFO });
      return row ? toInfo(row) : undefined;
    },
    async bytes(id) {
      const row = await prisma.keptFile.findUnique({ where: { id }, select: { bytes: true, sha256: true } });
      if (!row) return undefined;
      const sha256 = hashOf(row.bytes);
      if (sha256 !== row.sha256 || sha256 !== ((await notedHash(db, id)) ?? sha256)) throw new DamagedFile(id);
      return row.bytes;
    },
  };
}

export function createFileWrites({ prisma }: Db): FileWrites {
  return {
    async keep({ at, bytes, ...file }) {
      const sha256 = hashOf(bytes);
      const { subject, name } = file;
      const same = await prisma.keptFile.findUnique({ where: { subject_sha256_name: { subject, sha256, name } }, select: INFO });
      if (same) return { info: toInfo(same), fresh: false };
      const row = { ...file, at: BigInt(at), sha256, size: bytes.byteLength, bytes: new Uint8Array(bytes) };
      return { info: toInfo(await prisma.keptFile.create({ data: row, select: INFO })), fresh: true };
    },
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hash with which the audit chain noted it; undefined for a file from before it did. */
async function notedHash(db: Db, id: number): Promise<string | undefined> {
  const row = await db.prisma.auditEvent.findFirst({ where: { subject: `file:${id}`, action: 'file.kept' }, select: { payload: true } });
  return row?.payload == null ? undefined : JSON.parse(row.payload).sha256;
}

function whereOf({ debtorIds, kinds, from, to, words = [] }: ExchangeFilter) {
  return {
    ...(debtorIds ? { debtorId: { in: [...debtorIds] } } : {}),
    ...(kinds ? { kind: { in: [...kinds] } } : {}),
    day: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) },
    AND: words.map((word) => ({ search: { contains: word } })),
  };
}

function toExchange({ at, data, kind, key: _, search: __, ...row }: Stored): Exchange {
  return { ...row, at: Number(at), kind: kindOf(kind), data: JSON.parse(data) };
}

/** A kind that a newer version wrote reads as a note. */
function kindOf(text: string): ExchangeKind {
  return EXCHANGE_KINDS.find((kind) => kind === text) ?? 'note';
}

function toInfo({ at, ...row }: Omit<KeptFileInfo, 'at'> & { at: bigint }): KeptFileInfo {
  return { ...row, at: Number(at) };
}
