/** Promises to pay with their instalments, and the cash of accounts that they are held against. */
import type { PromiseFilter, PromiseReads, PromiseWrites } from '../core/promises/ports.ts';
import {
  type PaymentPromise,
  PROMISE_CHANNELS,
  PROMISE_STATUSES,
  type PromiseChannel,
  type PromiseLine,
  type PromiseStatus,
} from '../core/promises/promise.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, join, list, type Row, sql } from './db.ts';
import { BASIS, ENDED, KIND } from './sums.ts';

const PROMISE = columnsOf('PaymentPromise', [
  'id',
  'debtorId',
  'currency',
  'madeAt',
  'madeDay',
  'cashBefore',
  'who',
  'channel',
  'note',
  'takenBy',
  'collector',
]);

const LINE = columnsOf('PromiseLine', ['promiseId', 'id', 'number', 'minor', 'dueDay', 'status', 'judgedDay', 'received']);

export function createPromiseReads(db: Db): PromiseReads {
  return {
    find: (filter) => find(db, filter),
    cash: (debtorIds, from, to) => (debtorIds.length === 0 ? Promise.resolve([]) : cash(db, debtorIds, from, to)),
  };
}

export function createPromiseWrites(db: Db): PromiseWrites {
  const { prisma } = db;
  return {
    async lock(debtorId) {
      if (db.dialect === 'postgresql') await db.run(sql`SELECT "id" FROM "Debtor" WHERE "id" = ${int(debtorId)} FOR UPDATE`);
    },
    async add({ lines, madeAt, collector, ...promise }) {
      const { id } = await prisma.paymentPromise.create({
        data: { ...promise, madeAt: BigInt(madeAt), collector: collector ?? null },
        select: { id: true },
      });
      await prisma.promiseLine.createMany({
        data: lines.map((line, i) => ({ ...line, promiseId: id, number: i + 1, status: 'open', received: 0n })),
      });
      return id;
    },
    async passOn(from, to) {
      const theirs = sql`("collector" = ${from} OR ("takenBy" = ${from} AND "collector" IS NULL))
          AND EXISTS (SELECT 1 FROM "PromiseLine" l WHERE l."promiseId" = "PaymentPromise"."id" AND l."status" = 'open')`;
      const rows = await db.rows(sql`SELECT "id" FROM "PaymentPromise" WHERE ${theirs} ORDER BY "id"`, { id: 'int' });
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) await db.run(sql`UPDATE "PaymentPromise" SET "collector" = ${to} WHERE "id" IN ${list(db.dialect, ids)}`);
      return ids;
    },
    async move({ id, status }, to) {
      const { count } = await prisma.promiseLine.updateMany({
        where: { id, status },
        data: { ...to, judgedDay: to.judgedDay ?? null },
      });
      return count === 1;
    },
  };
}

async function find(db: Db, filter: PromiseFilter): Promise<readonly PaymentPromise[]> {
  const { ids, debtorIds, collector, statuses, judgedFrom, madeTo } = filter;
  const conditions = [sql`1 = 1`];
  if (ids) conditions.push(sql`p."id" IN ${list(db.dialect, ids)}`);
  if (debtorIds) conditions.push(sql`p."debtorId" IN ${list(db.dialect, debtorIds)}`);
  if (collector !== undefined) conditions.push(sql`p."collector" = ${collector}`);
  if (madeTo !== undefined) conditions.push(sql`p."madeDay" <= ${int(madeTo)}`);
  if (statuses) conditions.push(sql`p."id" IN (SELECT "promiseId" FROM "PromiseLine" WHERE "status" IN ${list(db.dialect, statuses)})`);
  if (judgedFrom !== undefined)
    conditions.push(sql`p."id" IN (SELECT "promiseId" FROM "PromiseLine" WHERE "judgedDay" >= ${int(judgedFrom)})`);
  const rows = await db.rows(
    sql`SELECT "id", "debtorId", "currency", "madeAt", "madeDay", "cashBefore", "who", "channel", "note", "takenBy", "collector"
        FROM "PaymentPromise" p WHERE ${join(conditions, ' AND ')} ORDER BY "id"`,
    PROMISE,
  );
  if (rows.length === 0) return [];
  const lines = await db.rows(
    sql`SELECT "promiseId", "id", "number", "minor", "dueDay", "status", "judgedDay", "received" FROM "PromiseLine"
        WHERE "promiseId" IN ${list(
          db.dialect,
          rows.map((row) => row.id),
        )} ORDER BY "promiseId", "number"`,
    LINE,
  );
  const byPromise = new Map<number, PromiseLine[]>(rows.map((row) => [row.id, []]));
  for (const { promiseId, ...line } of lines) byPromise.get(promiseId)?.push(toLine(line));
  return rows.map((row) => toPromise(row, byPromise.get(row.id) ?? []));
}

function toPromise({ madeAt, channel, collector, ...row }: Row<typeof PROMISE>, lines: readonly PromiseLine[]): PaymentPromise {
  return { ...row, madeAt: Number(madeAt), channel: channelOf(channel), collector: collector ?? undefined, lines };
}

function toLine({ status, judgedDay, ...row }: Omit<Row<typeof LINE>, 'promiseId'>): PromiseLine {
  return { ...row, status: statusOf(status), judgedDay: judgedDay ?? undefined };
}

function channelOf(text: string): PromiseChannel {
  return PROMISE_CHANNELS.find((known) => known === text) ?? 'other';
}

function statusOf(text: string): PromiseStatus {
  const status = PROMISE_STATUSES.find((known) => known === text);
  if (status === undefined) throw new Error(`a promise's line stands as ${text}`);
  return status;
}

/** The same cash as the collection rate's, day by day: a part payment that a list showed counts then, and not again when the item is settled. */
function cash(db: Db, debtorIds: readonly number[], from: number, to: number): ReturnType<PromiseReads['cash']> {
  const debtors = list(db.dialect, debtorIds);
  const within = sql`BETWEEN ${int(from)} AND ${int(to)}`;
  const basis = int(BASIS.list);
  return db.rows(
    sql`SELECT "debtorId", "currency", "day", SUM("part") AS "minor" FROM (
          SELECT "debtorId", "currency", "fromDay" AS "day", -"amount" AS "part" FROM "Item"
          WHERE "scope" = 0 AND "kind" = ${int(KIND.payment)} AND "fromDay" ${within} AND "debtorId" IN ${debtors}
          UNION ALL
          SELECT "debtorId", "currency", "endDay", "amount" FROM "Item"
          WHERE "scope" = 0 AND "endReason" = ${int(ENDED.settled)} AND "endDay" ${within} AND "debtorId" IN ${debtors}
          UNION ALL
          SELECT "debtorId", "currency", "day", "amount" FROM "Allocation"
          WHERE "scope" = 0 AND "basis" = ${basis} AND "day" ${within} AND "day" < "endDay" AND "debtorId" IN ${debtors}
          UNION ALL
          SELECT a."debtorId", a."currency", a."endDay", -a."amount" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
          WHERE a."scope" = 0 AND a."basis" IN (${basis}, ${int(BASIS.before)}) AND a."endDay" ${within} AND a."day" < a."endDay"
            AND i."endReason" = ${int(ENDED.settled)} AND a."debtorId" IN ${debtors}
        ) AS parts GROUP BY "debtorId", "currency", "day" HAVING SUM("part") <> 0 ORDER BY "debtorId", "currency", "day"`,
    columnsOf('MandateUse', ['debtorId', 'currency', 'day', 'minor']),
  );
}
