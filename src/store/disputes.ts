/** Disputes with their dated parts and their history, and what of the ledger they are about. */
import type { MentionReads } from '../core/debtors/mentions.ts';
import type { Dispute, DisputeLine, DisputeStep } from '../core/disputes/case/dispute.ts';
import type { DisputableItem, DisputeFilter, DisputeReads, DisputeWrites, NewDispute, NewStep } from '../core/disputes/case/ports.ts';
import { type Day, NEVER } from '../core/kernel/dates.ts';
import { END_REASONS, ITEM_KINDS } from '../core/ledger/item.ts';
import { columnsOf } from './columns.ts';
import { type Db, empty, int, join, list, quoted, type Row, raw, type Sql, sql } from './db.ts';
import type { DisputeStep as StepRow, Dispute as Stored } from './generated/sqlite/client.ts';
import { kindOf } from './ledger-reads.ts';
import { countsAt, leftAt } from './sums.ts';

/** Rows of one INSERT: their parameters stay under SQLite's limit. */
const AT_ONCE = 500;
/** Positions at which a mistyped reference is forgiven. */
const MAX_PATTERNS = 24;

export function createDisputeReads(db: Db): DisputeReads {
  const { prisma } = db;
  return {
    byId: async (id) => (await find(db, { ids: [id] }))[0],
    find: (filter) => find(db, filter),
    decided: (debtorId, outcomes, from, to) =>
      db.rows(
        sql`SELECT "id", "settledDay" FROM "Dispute" WHERE "debtorId" = ${int(debtorId)} AND "outcome" IN ${list(db.dialect, outcomes)}
              AND "settledDay" BETWEEN ${int(from)} AND ${int(to)} ORDER BY "id"`,
        { id: 'int', settledDay: 'int' },
      ),
    steps: async (disputeId) => (await prisma.disputeStep.findMany({ where: { disputeId }, orderBy: { id: 'asc' } })).map(toStep),
    knownSteps: (keys) => knownSteps(db, keys),
    async stepByKey(key) {
      const row = await prisma.disputeStep.findUnique({ where: { key } });
      return row ? toStep(row) : undefined;
    },
    items: (ids, asOf) => (ids.length === 0 ? Promise.resolve([]) : items(db, asOf, sql`"id" IN ${list(db.dialect, ids)}`)),
    itemsByRef: (refKeys, asOf) => itemsByRef(db, refKeys, asOf),
    async similarRefs(refKey, asOf, limit) {
      const patterns = Array.from(
        { length: Math.min(refKey.length - 1, MAX_PATTERNS) },
        (_, i) => `${refKey.slice(0, i)}%${refKey.slice(i + 2)}`,
      );
      if (patterns.length === 0) return [];
      const alike = sql`(${join(
        patterns.map((pattern) => sql`"refKey" LIKE ${pattern}`),
        ' OR ',
      )})`;
      const rows = await db.rows(
        sql`SELECT DISTINCT "ref" FROM "Item" WHERE ${openDebit(asOf)} AND "ref" <> '' AND ${alike} ORDER BY "ref" LIMIT ${int(limit)}`,
        { ref: 'text' },
      );
      return rows.map((row) => row.ref);
    },
    brokenPromises: async (debtorId, from) =>
      (
        await db.rows(
          sql`SELECT l."judgedDay" AS "day" FROM "PaymentPromise" p JOIN "PromiseLine" l ON l."promiseId" = p."id"
              WHERE p."debtorId" = ${int(debtorId)} AND l."status" = 'broken' AND l."judgedDay" >= ${int(from)} ORDER BY l."id"`,
          { day: 'int' },
        )
      ).map((row) => row.day),
    marked: (asOf, limit) => items(db, asOf, sql`${openDebit(asOf)} AND ${unheldMark()}`, sql` LIMIT ${int(limit)}`),
    creditNotes: (debtorIds, fromDay) =>
      debtorIds.length === 0
        ? Promise.resolve([])
        : db.rows(
            sql`SELECT "id", "debtorId", "currency", "ref", "label", -"amount" AS "minor", "fromDay" FROM "Item"
                WHERE "kind" = ${int(ITEM_KINDS.indexOf('credit-note'))} AND "amount" < 0 AND "fromDay" >= ${int(fromDay)}
                  AND "debtorId" IN ${list(db.dialect, debtorIds)}
                  AND NOT EXISTS (SELECT 1 FROM "Dispute" d WHERE d."creditItemId" = "Item"."id")
                  AND NOT EXISTS (SELECT 1 FROM "MandateUse" u WHERE u."creditItemId" = "Item"."id") ORDER BY "fromDay", "id"`,
            { id: 'int', debtorId: 'int', currency: 'text', ref: 'text', label: 'text', minor: 'money', fromDay: 'int' },
          ),
  };
}

export function createDisputeWrites(db: Db): DisputeWrites {
  const { prisma } = db;
  return {
    async lock(id) {
      if (db.dialect === 'postgresql') await db.run(sql`SELECT "id" FROM "Dispute" WHERE "id" = ${int(id)} FOR UPDATE`);
      return (await find(db, { ids: [id] }))[0];
    },
    async lockAll(statuses) {
      if (db.dialect === 'sqlite') return find(db, { statuses });
      const rows = await db.rows(sql`SELECT "id" FROM "Dispute" WHERE "status" IN ${list(db.dialect, statuses)} ORDER BY "id" FOR UPDATE`, {
        id: 'int',
      });
      // Read after the wait: what others decided meanwhile is seen, and a case that they closed is left out.
      return find(db, { ids: rows.map((row) => row.id), statuses });
    },
    async lockItems(ids) {
      if (db.dialect === 'postgresql' && ids.length > 0)
        await db.run(sql`SELECT "id" FROM "Item" WHERE "id" IN ${list(db.dialect, ids)} ORDER BY "id" FOR UPDATE`);
    },
    add: (disputes) => add(db, disputes),
    async save({ id, lines: _, ...dispute }) {
      await prisma.dispute.update({ where: { id }, data: cells(dispute) });
    },
    async setLines(disputeId, day, lines) {
      const before = await prisma.disputeLine.findMany({ where: { disputeId, untilDay: NEVER } });
      const same = before.filter((old) => lines.some((line) => line.itemId === old.itemId && line.minor === old.minor));
      const gone = before.filter((old) => !same.includes(old));
      // A part never ends before it began, whatever day a late file speaks of.
      for (const old of gone) await prisma.disputeLine.update({ where: { id: old.id }, data: { untilDay: Math.max(day, old.fromDay) } });
      const fresh = lines.filter((line) => !same.some((old) => old.itemId === line.itemId));
      const fromDay = (itemId: number): Day => Math.max(day, gone.find((old) => old.itemId === itemId)?.fromDay ?? day);
      if (fresh.length > 0)
        await prisma.disputeLine.createMany({
          data: fresh.map((line) => ({ disputeId, ...line, fromDay: fromDay(line.itemId), untilDay: NEVER })),
        });
    },
    addSteps: (steps) => addSteps(db, steps),
  };
}

async function add(db: Db, disputes: readonly NewDispute[]): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let at = 0; at < disputes.length; at += AT_ONCE) {
    const part = disputes.slice(at, at + AT_ONCE);
    const rows = await db.prisma.dispute.createManyAndReturn({
      data: part.map(({ lines: _, ...dispute }) => cells(dispute)),
      select: { id: true },
    });
    const made = rows.map((row) => row.id).sort((a, b) => a - b);
    await db.prisma.disputeLine.createMany({
      data: part.flatMap((dispute, i) => dispute.lines.map((line) => ({ disputeId: made[i] ?? 0, ...line }))),
    });
    ids.push(...made);
  }
  return ids;
}

async function knownSteps(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.rows(sql`SELECT "key" FROM "DisputeStep" WHERE "key" IN ${list(db.dialect, keys)}`, { key: 'text' });
  return new Set(rows.map((row) => row.key));
}

async function addSteps(db: Db, steps: readonly NewStep[]): Promise<readonly (number | undefined)[]> {
  const ids: (number | undefined)[] = [];
  const row = ({ key, data, ...step }: NewStep) => ({ ...step, key: key ?? null, data: JSON.stringify(data) });
  for (let at = 0; at < steps.length; at += AT_ONCE) {
    const part = steps.slice(at, at + AT_ONCE);
    const keys = part.flatMap((step) => step.key ?? []);
    const known = await knownSteps(db, keys);
    const fresh = part.filter((step) => step.key === undefined || !known.has(step.key));
    if (fresh.length === 0) {
      ids.push(...part.map(() => undefined));
      continue;
    }
    const made = await db.prisma.disputeStep.createManyAndReturn({ data: fresh.map(row), select: { id: true } });
    const numbers = made.map((m) => m.id).sort((a, b) => a - b);
    for (const step of part) ids.push(fresh.includes(step) ? numbers.shift() : undefined);
  }
  return ids;
}

const DISPUTE = columnsOf('Dispute', [
  'id',
  'debtorId',
  'currency',
  'reason',
  'rawReason',
  'said',
  'origin',
  'openedBy',
  'openedAt',
  'openedDay',
  'status',
  'outcome',
  'ownerId',
  'route',
  'targetDays',
  'elapsed',
  'runningSince',
  'dueDay',
  'ackDueAt',
  'acknowledgedAt',
  'followUpDay',
  'settledAt',
  'settledDay',
  'settledBy',
  'settledWhy',
  'expectedMinor',
  'expectedDay',
  'openAtSettle',
  'settledMinor',
  'creditItemId',
  'closedDay',
  'carded',
  'ownerMessage',
]);

async function find(db: Db, filter: DisputeFilter): Promise<readonly Dispute[]> {
  const where = await conditions(db, filter);
  if (!where) return [];
  const rows = await db.rows(sql`SELECT ${raw(quoted(Object.keys(DISPUTE)))} FROM "Dispute"${where} ORDER BY "id"`, DISPUTE);
  const numbers = rows.map((row) => row.id);
  const lines =
    rows.length === 0
      ? []
      : await db.rows(
          sql`SELECT "disputeId", "itemId", "ref", "minor", "fromDay", "untilDay" FROM "DisputeLine"
              WHERE "disputeId" IN ${list(db.dialect, numbers)} ORDER BY "id"`,
          columnsOf('DisputeLine', ['disputeId', 'itemId', 'ref', 'minor', 'fromDay', 'untilDay']),
        );
  const byDispute = new Map<number, DisputeLine[]>();
  for (const { disputeId, ...line } of lines) {
    const own = byDispute.get(disputeId);
    if (own) own.push(line);
    else byDispute.set(disputeId, [line]);
  }
  return rows.map((row) => toDispute(row, byDispute.get(row.id) ?? []));
}

/** What a filter asks for; undefined when nothing can be found. */
async function conditions(db: Db, { ids, debtorId, itemIds, statuses, outcomes, ...settled }: DisputeFilter): Promise<Sql | undefined> {
  const among = ids === undefined && itemIds === undefined ? undefined : [...(ids ?? []), ...(await disputesOfItems(db, itemIds ?? []))];
  if ([among, statuses, outcomes].some((values) => values?.length === 0)) return undefined;
  const all = [
    ...(among === undefined ? [] : [sql`"id" IN ${list(db.dialect, among)}`]),
    ...(debtorId === undefined ? [] : [sql`"debtorId" = ${int(debtorId)}`]),
    ...(statuses === undefined ? [] : [sql`"status" IN ${list(db.dialect, statuses)}`]),
    ...(outcomes === undefined ? [] : [sql`"outcome" IN ${list(db.dialect, outcomes)}`]),
    ...(settled.settledFrom === undefined ? [] : [sql`"settledDay" >= ${int(settled.settledFrom)}`]),
    ...(settled.settledTo === undefined ? [] : [sql`"settledDay" <= ${int(settled.settledTo)}`]),
  ];
  return all.length === 0 ? empty : sql` WHERE ${join(all, ' AND ')}`;
}

async function disputesOfItems(db: Db, itemIds: readonly number[]): Promise<number[]> {
  if (itemIds.length === 0) return [];
  const rows = await db.rows(sql`SELECT DISTINCT "disputeId" FROM "DisputeLine" WHERE "itemId" IN ${list(db.dialect, itemIds)}`, {
    disputeId: 'int',
  });
  return rows.map((row) => row.disputeId);
}

function cells({ openedAt, ackDueAt, acknowledgedAt, settledAt, route, ...rest }: Omit<Dispute, 'id' | 'lines'>): Omit<Stored, 'id'> {
  return {
    ...rest,
    rawReason: rest.rawReason ?? null,
    outcome: rest.outcome ?? null,
    runningSince: rest.runningSince ?? null,
    dueDay: rest.dueDay ?? null,
    followUpDay: rest.followUpDay ?? null,
    settledDay: rest.settledDay ?? null,
    settledBy: rest.settledBy ?? null,
    settledWhy: rest.settledWhy ?? null,
    expectedMinor: rest.expectedMinor ?? null,
    expectedDay: rest.expectedDay ?? null,
    openAtSettle: rest.openAtSettle ?? null,
    settledMinor: rest.settledMinor ?? null,
    creditItemId: rest.creditItemId ?? null,
    closedDay: rest.closedDay ?? null,
    ownerMessage: rest.ownerMessage ?? null,
    openedAt: BigInt(openedAt),
    ackDueAt: BigInt(ackDueAt),
    acknowledgedAt: acknowledgedAt === undefined ? null : BigInt(acknowledgedAt),
    settledAt: settledAt === undefined ? null : BigInt(settledAt),
    route: JSON.stringify(route),
  };
}

function toDispute(row: Stored, lines: readonly DisputeLine[]): Dispute {
  return {
    ...row,
    reason: row.reason as Dispute['reason'],
    status: row.status as Dispute['status'],
    origin: row.origin as Dispute['origin'],
    outcome: (row.outcome ?? undefined) as Dispute['outcome'],
    rawReason: row.rawReason ?? undefined,
    openedAt: Number(row.openedAt),
    ackDueAt: Number(row.ackDueAt),
    acknowledgedAt: row.acknowledgedAt === null ? undefined : Number(row.acknowledgedAt),
    settledAt: row.settledAt === null ? undefined : Number(row.settledAt),
    runningSince: row.runningSince ?? undefined,
    dueDay: row.dueDay ?? undefined,
    followUpDay: row.followUpDay ?? undefined,
    settledDay: row.settledDay ?? undefined,
    settledBy: row.settledBy ?? undefined,
    settledWhy: row.settledWhy ?? undefined,
    expectedMinor: row.expectedMinor ?? undefined,
    expectedDay: row.expectedDay ?? undefined,
    openAtSettle: row.openAtSettle ?? undefined,
    settledMinor: row.settledMinor ?? undefined,
    creditItemId: row.creditItemId ?? undefined,
    closedDay: row.closedDay ?? undefined,
    ownerMessage: row.ownerMessage ?? undefined,
    route: JSON.parse(row.route),
    lines,
  };
}

function toStep({ at, kind, data, key: _, ...row }: StepRow): DisputeStep {
  return { ...row, at: Number(at), kind: kind as DisputeStep['kind'], data: JSON.parse(data) };
}

// ---------------------------------------------------------------- the ledger's side

function openDebit(asOf: Day): Sql {
  return sql`"Item"."scope" = 0 AND "Item"."amount" > 0 AND ${raw(countsAt('Item', asOf, '"Item"'))}`;
}

function unheldMark(): Sql {
  return sql`"Item"."disputed" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "DisputeLine" x WHERE x."itemId" = "Item"."id")`;
}

/** What is left of an item at a date. */
function openAt(asOf: Day): Sql {
  return sql`CASE WHEN ${raw(countsAt('Item', asOf, '"Item"'))} THEN ${raw(leftAt(asOf, '"Item"'))} ELSE 0 END`;
}

const ITEM = {
  id: 'int',
  debtorId: 'int',
  ref: 'text',
  kind: 'int',
  issueDay: 'int',
  dueDay: 'int',
  currency: 'text',
  amount: 'money',
  open: 'money',
  carried: 'int',
  mark: 'text?',
} as const;

/** References of debits that a message mentions. */
export function createMentionReads(db: Db): MentionReads {
  return {
    openRefs: async (refKeys, asOf) => (await itemsByRef(db, refKeys, asOf)).flatMap((item) => (item.open > 0n ? [item.ref] : [])),
  };
}

async function itemsByRef(db: Db, refKeys: readonly string[], asOf: Day): Promise<readonly DisputableItem[]> {
  return refKeys.length === 0 ? [] : items(db, asOf, sql`"refKey" IN ${list(db.dialect, refKeys)} AND "scope" = 0 AND "amount" > 0`);
}

async function items(db: Db, asOf: Day, where: Sql, limit: Sql = empty): Promise<readonly DisputableItem[]> {
  const rows = await db.rows(
    sql`SELECT "id", "debtorId", "ref", "kind", "issueDay", "dueDay", "currency", "amount", ${openAt(asOf)} AS "open",
          CASE WHEN "endReason" = ${int(END_REASONS.indexOf('carried'))} AND "endDay" <= ${int(asOf)} THEN 1 ELSE 0 END AS "carried",
          "disputed" AS "mark" FROM "Item" WHERE ${where} ORDER BY "id"${limit}`,
    ITEM,
  );
  return rows.map(({ kind, carried, ...row }: Row<typeof ITEM>) => ({ ...row, kind: kindOf(kind), carried: carried === 1 }));
}
