/** What was imported, when, by whom, and the report that was shown. */
import { parseDay } from '../core/kernel/dates.ts';
import { pack, unpack } from '../core/kernel/pack.ts';
import type { KnownFec } from '../core/ledger/fec-files.ts';
import type { ImportReads, ImportRecord, ImportTouch, ImportWrites } from '../core/ledger/import-ports.ts';
import type { ImportReport } from '../core/ledger/report.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, type Row, sql } from './db.ts';
import type { Import } from './generated/sqlite/client.ts';

const FEC_FILE = columnsOf('Import', ['id', 'file', 'sourceKey', 'asOf', 'fromDay']);

export function createImportReads(db: Db): ImportReads {
  const { prisma } = db;
  return {
    async same(kind, fingerprint, sourceKey) {
      const newest = await prisma.import.findFirst({ where: { sourceKey, finished: true }, orderBy: { id: 'desc' } });
      return newest && newest.kind === kind && newest.fingerprint === fingerprint ? toRecord(newest) : undefined;
    },
    hasSource: async (sourceKey) =>
      (await prisma.import.findFirst({ where: { sourceKey, finished: true }, select: { id: true } })) !== null,
    profiles: async () => (await prisma.profile.findMany({ orderBy: { at: 'asc' } })).map(({ at, ...row }) => ({ ...row, at: Number(at) })),
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
    async fecs(companyId) {
      const rows = await db.rows(
        sql`SELECT "id", "file", "sourceKey", "asOf",
              COALESCE("fromDay", (SELECT MIN(i."fromDay") FROM "Item" i WHERE i."importId" = "Import"."id"), "asOf") AS "fromDay"
            FROM "Import" WHERE "kind" = 'fec' AND "finished" AND "companyId" = ${int(companyId)} ORDER BY "id"`,
        FEC_FILE,
      );
      return rows.map(toKnownFec);
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
    async keepProfile({ name, fingerprint, ...kept }) {
      await prisma.profile.upsert({
        where: { name_fingerprint: { name, fingerprint } },
        create: { name, fingerprint, ...kept },
        update: kept,
      });
    },
    async finish(id, asOf, report) {
      await prisma.import.update({ where: { id }, data: { asOf, report: pack(report), finished: true } });
    },
  };
}

/** The key is the company, the kind, and how the file is told apart: its closing, or its first day, and its part. */
function toKnownFec({ id, file, sourceKey, asOf, fromDay }: Row<typeof FEC_FILE>): KnownFec {
  const key = sourceKey.slice(sourceKey.indexOf('/fec/') + '/fec/'.length);
  const [day = '', part] = key.split('_');
  return { importId: id, file, key, part, firstDay: fromDay ?? asOf, lastDay: asOf, closing: Math.max(parseDay(day) ?? asOf, asOf) };
}

/** Lines come with lists and books alone. */
function kindOf(kind: string): ImportTouch['kind'] {
  return kind === 'fec' || kind === 'payments' ? kind : 'items';
}

function toRecord({ id, at, kind, file, sha256, companyId, asOf, actor, report }: Import): ImportRecord {
  return { id, at: Number(at), kind, file, sha256, companyId, asOf, actor, report: unpack(report) as ImportReport };
}
