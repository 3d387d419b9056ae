/** What was imported, when, by whom, and the report that was shown. */
import { pack, unpack } from '../core/kernel/pack.ts';
import type { ImportReads, ImportRecord, ImportTouch, ImportWrites } from '../core/ledger/import-ports.ts';
import type { ImportReport } from '../core/ledger/report.ts';
import type { Db } from './db.ts';
import type { Import } from './generated/sqlite/client.ts';

export function createImportReads({ prisma }: Db): ImportReads {
  return {
    async same(kind, fingerprint, sourceKey) {
      const newest = await prisma.import.findFirst({ where: { sourceKey, finished: true }, orderBy: { id: 'desc' } });
      return newest && newest.kind === kind && newest.fingerprint === fingerprint ? toRecord(newest) : undefined;
    },
    async latest(limit) {
      const rows = await prisma.import.findMany({ where: { finished: true }, orderBy: { id: 'desc' }, take: limit });
      return rows.map(toRecord);
    },
    async first() {
      const oldest = await prisma.import.findFirst({ where: { finished: true }, orderBy: { id: 'asc' } });
      return oldest ? toRecord(oldest) : undefined;
    },
    async touching(debtorId) {
      const counts = await prisma.item.groupBy({ by: ['importId'], where: { debtorId }, _count: { _all: true } });
      const lines = new Map(counts.map((row) => [row.importId, row._count._all]));
      const rows = await prisma.import.findMany({
        where: { id: { in: [...lines.keys()] }, finished: true },
        select: { id: true, at: true, kind: true, file: true, actor: true },
        orderBy: { id: 'asc' },
      });
      return rows.map((row) => ({ ...row, at: Number(row.at), kind: kindOf(row.kind), lines: lines.get(row.id) ?? 0 }));
    },
    async byId(id) {
      const row = await prisma.import.findUnique({ where: { id } });
      return row ? toRecord(row) : undefined;
    },
  };
}

export function createImportWrites({ prisma }: Db): ImportWrites {
  return {
    async begin(record) {
      return (await prisma.import.create({ data: record })).id;
    },
    async finish(id, asOf, report) {
      await prisma.import.update({ where: { id }, data: { asOf, report: pack(report), finished: true } });
    },
  };
}

/** Lines come with lists and books alone. */
function kindOf(kind: string): ImportTouch['kind'] {
  return kind === 'fec' || kind === 'payments' ? kind : 'items';
}

function toRecord({ id, at, kind, file, sha256, companyId, asOf, actor, report }: Import): ImportRecord {
  return { id, at: Number(at), kind, file, sha256, companyId, asOf, actor, report: unpack(report) as ImportReport };
}
