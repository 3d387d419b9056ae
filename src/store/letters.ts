/** Letters: added once per key, and marked with what became of them. */
import { LETTER_STATUSES, LETTER_WAYS, type LetterRow, type LetterTableReads, type LetterWrites } from '../core/letters/ports.ts';
import type { Db } from './db.ts';
import type { Letter as Stored } from './generated/sqlite/client.ts';

export function createLetterReads({ prisma }: Db): LetterTableReads {
  return {
    async find({ ids, debtorIds, day, template, run, statuses }) {
      const rows = await prisma.letter.findMany({
        where: {
          ...(ids ? { id: { in: [...ids] } } : {}),
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

export function createLetterWrites({ prisma }: Db): LetterWrites {
  return {
    async add({ at, ...letter }) {
      if (await prisma.letter.findUnique({ where: { key: letter.key }, select: { id: true } })) return undefined;
      return (await prisma.letter.create({ data: { ...letter, at: BigInt(at) }, select: { id: true } })).id;
    },
    async attach(id, fileId) {
      await prisma.letter.update({ where: { id }, data: { fileId } });
    },
    async end(id, status, error, at) {
      await prisma.letter.update({ where: { id }, data: { status, error, sentAt: at } });
    },
  };
}

function toLetter({ at, key: _, sentAt: __, ...row }: Stored): LetterRow {
  return {
    ...row,
    at: Number(at),
    kind: row.kind === 'letter' ? 'letter' : 'email',
    how: LETTER_WAYS.find((way) => way === row.how) ?? 'draft',
    status: LETTER_STATUSES.find((status) => status === row.status) ?? 'unknown',
  };
}
