/** Figures that posts showed, what the ledger says of those dates today, and the alerts that stand. */
import type { IndicatorReads, IndicatorWrites } from '../core/indicators/ports.ts';
import { unpack } from '../core/kernel/pack.ts';
import type { LedgerFilter } from '../core/ledger/ports.ts';
import type { ImportReport } from '../core/ledger/report.ts';
import type { PastFigure } from '../core/ledger/sums-ports.ts';
import { type Db, int, raw, sql } from './db.ts';
import { ALLOCATION, among, countsAt, ENDED, SALE, sums } from './sums.ts';

type PostedReads = Pick<IndicatorReads, 'past' | 'gaps' | 'posted' | 'alerts'>;

/** Dates asked for in one statement: each is three sums over every line. */
const DATES_AT_ONCE = 20;

export function createPostedReads(db: Db): PostedReads {
  return {
    async past(dates, filter = {}) {
      const found: PastFigure[][] = [];
      for (let i = 0; i < dates.length; i += DATES_AT_ONCE) found.push(...(await pastOf(db, dates.slice(i, i + DATES_AT_ONCE), filter)));
      return found;
    },
    async gaps(asOf) {
      return [...(await tieOutGaps(db)), ...(await lineGaps(db, asOf))];
    },
    async posted(from) {
      const rows = await db.prisma.postedFigure.findMany({ where: { asOf: { gte: from } }, orderBy: [{ asOf: 'asc' }, { id: 'asc' }] });
      return rows.map(({ fromDay, totalNow, overdueNow, salesNow, ...row }) => ({
        ...row,
        from: fromDay,
        now: { total: totalNow, overdue: overdueNow, sales: salesNow },
      }));
    },
    async alerts() {
      const rows = await db.prisma.alertState.findMany();
      return new Map(rows.map((row) => [row.key, row.value]));
    },
  };
}

/** What is overdue at a date is every open amount whose due day is past: late debits, less the credits that are due by their own date (docs/rules/ledger.md, rule 21). */
async function pastOf(
  db: Db,
  dates: readonly { readonly asOf: number; readonly from: number }[],
  filter: LedgerFilter,
): Promise<PastFigure[][]> {
  const half = (table: 'Item' | 'Allocation', amount: string) =>
    Object.fromEntries(
      dates.flatMap(({ asOf }, i): [string, readonly [string, string]][] => {
        const counts = countsAt(table, asOf);
        return [
          [`t${i}`, [counts, amount]],
          [`o${i}`, [`${counts} AND "dueDay" < ${asOf}`, amount]],
        ];
      }),
    );
  const sales = Object.fromEntries(
    dates.map(({ asOf, from }, i) => [`s${i}`, [`${SALE} AND "fromDay" BETWEEN ${from} AND ${asOf}`, '"amount"'] as const]),
  );
  const none = Object.keys(sales).map((name) => `0 AS "${name}"`);
  const names = [...Object.keys(half('Item', '')), ...Object.keys(sales)];
  const last = Math.max(...dates.map((d) => d.asOf));
  const rows = await db.rows(
    sql`SELECT "currency", ${raw(names.map((name) => `SUM("${name}") AS "${name}"`).join(', '))} FROM (
          SELECT "currency", ${raw(`${sums(half('Item', '"amount"'))}, ${sums(sales)}`)} FROM "Item"
          WHERE "scope" = 0 AND "fromDay" <= ${int(last)}${among(db, filter)} GROUP BY "debtorId", "currency"
          UNION ALL
          SELECT "currency", ${raw(`${sums(half('Allocation', '-"amount"'))}, ${none.join(', ')}`)} FROM "Allocation"
          WHERE "scope" = 0 AND "day" <= ${int(last)}${among(db, filter, ALLOCATION)} GROUP BY "debtorId", "currency"
        ) AS debtors GROUP BY "currency" ORDER BY "currency"`,
    { currency: 'text', ...Object.fromEntries(names.map((name) => [name, 'money' as const])) },
  );
  return dates.map((_, i) =>
    rows.map((row) => {
      const sum = (name: string): bigint => BigInt(Reflect.get(row, `${name}${i}`));
      return { currency: row.currency, total: sum('t'), overdue: sum('o'), sales: sum('s') };
    }),
  );
}

/** The controls of each source's last import, a fiscal year's or a list's, as far as they are off. */
async function tieOutGaps({ prisma }: Db) {
  const newest = await prisma.import.groupBy({
    by: ['sourceKey'],
    where: { finished: true, kind: { in: ['fec', 'items', 'payments'] } },
    _max: { id: true },
  });
  const ids = newest.flatMap(({ _max }) => _max.id ?? []);
  const imports = await prisma.import.findMany({ where: { id: { in: ids } }, select: { report: true } });
  return imports.flatMap(({ report }) => {
    const { tieOut } = unpack(report) as ImportReport;
    return tieOut.flatMap(({ account, currency, ledger, file }) =>
      ledger === file ? [] : [{ account, currency, difference: ledger - file }],
    );
  });
}

/** What allocations within FECs took by a date, and what items ended by them: 0 unless an allocation took more from one side than from the other, or an end is not what was taken. */
function lineGaps(db: Db, asOf: number) {
  const fecs = sql`(SELECT "id" FROM "ItemSource" WHERE "kind" = 'fec')`;
  const ended = sql`"endReason" = ${int(ENDED.allocated)} AND "endDay" <= ${int(asOf)}`;
  return db.rows(
    sql`SELECT "currency", '' AS "account", SUM("part") AS "difference" FROM (
          SELECT "currency", -SUM("amount") AS "part" FROM "Item"
          WHERE "scope" = 0 AND "fromDay" <= ${int(asOf)} AND ${ended} AND "sourceId" IN ${fecs} GROUP BY "currency"
          UNION ALL
          SELECT "currency", -SUM("amount") FROM "Allocation"
          WHERE "scope" = 0 AND "day" <= ${int(asOf)} AND "sourceId" IN ${fecs}
            AND ("endDay" > ${int(asOf)} OR "itemId" IN (SELECT "id" FROM "Item" WHERE "endReason" = ${int(ENDED.carried)} AND "endDay" <= ${int(asOf)}))
          GROUP BY "currency"
        ) AS parts GROUP BY "currency" HAVING SUM("part") <> 0 ORDER BY "currency"`,
    { currency: 'text', account: 'text', difference: 'money' },
  );
}

export function createPostedWrites(db: Db): IndicatorWrites {
  return {
    async post(figures) {
      for (const { job, slot, currency, asOf, from, total, overdue, sales } of figures) {
        await db.run(
          sql`INSERT INTO "PostedFigure" ("job", "slot", "currency", "asOf", "fromDay", "total", "overdue", "sales", "totalNow", "overdueNow", "salesNow")
              VALUES (${job}, ${slot}, ${currency}, ${asOf}, ${from}, ${total}, ${overdue}, ${sales}, ${total}, ${overdue}, ${sales}) ON CONFLICT DO NOTHING`,
        );
      }
    },
    async revise(id, { total, overdue, sales }) {
      await db.prisma.postedFigure.update({ where: { id }, data: { totalNow: total, overdueNow: overdue, salesNow: sales } });
    },
    async setAlert(key, value, slot) {
      await db.run(
        sql`INSERT INTO "AlertState" ("key", "value", "since") VALUES (${key}, ${value}, ${slot})
            ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value", "since" = excluded."since"`,
      );
    },
    async clearAlert(key) {
      await db.prisma.alertState.deleteMany({ where: { key } });
    },
  };
}
