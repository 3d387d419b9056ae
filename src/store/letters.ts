/** Letters: added once per key, claimed by one worker, marked only within its claim. */
import {
  LETTER_STATUSES,
  LETTER_WAYS,
  type LetterClaim,
  type LetterRow,
  type LetterTableReads,
  type LetterWrites,
} from '../core/letters/ports.ts';
import { type Db, empty, int, list, sql } from './db.ts';
import type { Prisma, Letter as Stored } from './generated/sqlite/client.ts';

export function createLetterReads({ prisma }: Db): LetterTableReads {
  return {
    async find({ debtorIds, day, template, run, statuses }) {
      const rows = await prisma.letter.findMany({
        where: {
          ...(debtorIds ? { debtorId: { in: [...debtorIds] } } : {}),
          ...(day === undefined ? {} : { day }),
          ...(template === undefined ? {} : { template }),
          ...(run === undefined ? {} : { run }),
          ...(statuses ? { status: { in: [...statuses] } } : {}),
        },
        orderBy: { id: 'asc' },
      });
      return rows.map(toLetter);
    },
    async byId(id) {
      const row = await prisma.letter.findUnique({ where: { id } });
      return row ? toLetter(row) : undefined;
    },
  };
}

export function createLetterWrites(db: Db): LetterWrites {
  const { prisma } = db;
  /** Only while the row is still in that claim. */
  const mark = async ({ id, attempts }: LetterClaim, data: Prisma.LetterUpdateManyMutationInput): Promise<boolean> =>
    (await prisma.letter.updateMany({ where: { id, attempts, status: 'sending' }, data })).count === 1;
  return {
    async add({ at, ...letter }) {
      if (await prisma.letter.findUnique({ where: { key: letter.key }, select: { id: true } })) return undefined;
      const row = { ...letter, at: BigInt(at), nextAt: BigInt(at) };
      return (await prisma.letter.create({ data: row, select: { id: true } })).id;
    },
    async attach(id, fileId) {
      await prisma.letter.update({ where: { id }, data: { fileId } });
    },
    async claim(at, limit) {
      const due = await db.rows(
        sql`SELECT "id" FROM "Letter" WHERE "status" = 'pending' AND "nextAt" <= ${BigInt(at)}
            ORDER BY "id" LIMIT ${int(limit)} ${db.dialect === 'postgresql' ? sql`FOR UPDATE SKIP LOCKED` : empty}`,
        { id: 'int' },
      );
      if (due.length === 0) return [];
      const ids = due.map((row) => row.id);
      await db.run(
        sql`UPDATE "Letter" SET "status" = 'sending', "handed" = FALSE, "claimedAt" = ${BigInt(at)}, "attempts" = "attempts" + 1
            WHERE "id" IN ${list(db.dialect, ids)}`,
      );
      return (await prisma.letter.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })).map(toLetter);
    },
    async abandoned(before) {
      const rows = await prisma.letter.findMany({
        where: { status: 'sending', claimedAt: { lt: BigInt(before) } },
        orderBy: { id: 'asc' },
      });
      return rows.map(toLetter);
    },
    hand: (claim) => mark(claim, { handed: true }),
    retry: (claim, nextAt, error, copy) =>
      mark(claim, { status: 'pending', nextAt, error, claimedAt: null, handed: false, ...(copy === undefined ? {} : { copy }) }),
    end: (claim, status, error, at) => mark(claim, { status, error, sentAt: at }),
  };
}

function toLetter({ at, key: _, nextAt: __, claimedAt: ___, sentAt: ____, ...row }: Stored): LetterRow {
  return {
    ...row,
    at: Number(at),
    kind: row.kind === 'letter' ? 'letter' : 'email',
    how: LETTER_WAYS.find((way) => way === row.how) ?? 'draft',
    status: LETTER_STATUSES.find((status) => status === row.status) ?? 'unknown',
  };
}
