/** The outbox: messages kept once per key and platform, claimed in order per place. */
import type { Card } from '../core/desk/card.ts';
import type {
  CarrierName,
  Claim,
  Delivered,
  Destination,
  NewMessage,
  OutboxMessage,
  OutboxReads,
  OutboxStatus,
  OutboxWrites,
  Route,
} from '../core/desk/outbox.ts';
import { pack, unpack } from '../core/kernel/pack.ts';
import { columnsOf } from './columns.ts';
import { type Db, empty, int, list, quoted, type Row, raw, type Sql, sql, unpack as table } from './db.ts';
import type { Prisma } from './generated/sqlite/client.ts';

const COLUMNS = columnsOf('Outbox', [
  'key',
  'platform',
  'destination',
  'place',
  'card',
  'replaces',
  'status',
  'attempts',
  'at',
  'nextAt',
  'fileId',
  'about',
]);

/** A row as it is handed out. */
const ROW = columnsOf('Outbox', [
  'id',
  'key',
  'platform',
  'destination',
  'card',
  'replaces',
  'status',
  'attempts',
  'doubt',
  'handed',
  'at',
  'fileId',
  'about',
  'error',
  'refTenant',
  'refChannel',
  'refId',
]);
type Stored = Row<typeof ROW>;

const DELIVERED = { id: 'int', attempts: 'int', refTenant: 'text', refChannel: 'text', refId: 'text' } as const;

export function createOutboxReads(db: Db): OutboxReads {
  const { prisma } = db;
  return {
    async byKey(key, platform) {
      const row = await prisma.outbox.findUnique({ where: { key_platform: { key, platform } } });
      return row ? toMessage(row) : undefined;
    },
    async posted(key, platform) {
      const at = { platform: 'text', refTenant: 'text', refChannel: 'text', refId: 'text' } as const;
      const ref = raw(quoted(Object.keys(at)));
      const own = await db.rows(
        sql`SELECT ${ref} FROM "Outbox" WHERE "key" = ${key} AND "platform" = ${platform} AND "refId" IS NOT NULL`,
        at,
      );
      const stead =
        own.length > 0
          ? own
          : await db.rows(sql`SELECT ${ref} FROM "Outbox" WHERE "replaces" = ${key} AND "refId" IS NOT NULL ORDER BY "id"`, at);
      const row = stead.find((r) => r.platform === platform);
      return row && { tenant: row.refTenant, channel: row.refChannel, id: row.refId };
    },
    count: (status) => prisma.outbox.count({ where: { status } }),
    async said(keys) {
      if (keys.length === 0) return [];
      const rows = await db.rows(
        sql`SELECT DISTINCT "key" FROM "Outbox" WHERE "key" IN ${list(db.dialect, keys)}`,
        columnsOf('Outbox', ['key']),
      );
      return rows.map(({ key }) => key);
    },
    async failures(keys) {
      if (keys.length === 0) return [];
      const rows = await db.rows(
        sql`SELECT "key", "platform", "error" FROM "Outbox" WHERE "status" = 'failed' AND "key" IN ${list(db.dialect, keys)}`,
        columnsOf('Outbox', ['key', 'platform', 'error']),
      );
      return rows.map(({ key, platform, error }) => ({ key, platform: platform as CarrierName, error: error ?? '' }));
    },
    async alike({ platform, status, error }, since, without) {
      const rows = await db.rows(
        sql`SELECT MIN("destination") AS "destination", COUNT(*) AS "count" FROM "Outbox"
            WHERE "status" = ${status} AND "platform" = ${platform} AND "error" = ${error} AND "sentAt" >= ${BigInt(since)}
              AND "about" IS NULL AND substr("key", 1, ${int(without.length)}) <> ${without}
            GROUP BY "place" ORDER BY COUNT(*) DESC, MIN("id")`,
        { destination: 'text', count: 'int' },
      );
      return rows.map(({ destination, count }) => ({ destination: JSON.parse(destination), count }));
    },
    withStatus: async (status, limit) =>
      (await prisma.outbox.findMany({ where: { status }, orderBy: { id: 'asc' }, take: limit })).map(toMessage),
    async byRef(platform, { channel, id }) {
      const row = await prisma.outbox.findFirst({ where: { platform, refChannel: channel, refId: id }, orderBy: { id: 'desc' } });
      return row ? toMessage(row) : undefined;
    },
    async current(platform, { channel, id }) {
      const posted = await prisma.outbox.findFirst({ where: { platform, refChannel: channel, refId: id }, orderBy: { id: 'asc' } });
      if (!posted) return undefined;
      // An update that was posted in its card's stead stands for the card, whose later updates name the card.
      const card = posted.replaces ?? posted.key;
      const said = { OR: [{ key: card }, { replaces: card }, { key: posted.key }], status: { in: ['pending', 'sending', 'sent'] } };
      const row = await prisma.outbox.findFirst({ where: { platform, ...said }, orderBy: { id: 'desc' } });
      return row ? toMessage(row) : undefined;
    },
  };
}

export function createOutboxWrites(db: Db): OutboxWrites {
  /** Only while the row is still in that claim: a worker that was given up must not undo what the next one did. */
  const mark = async ({ id, attempts }: Claim, data: Prisma.OutboxUpdateManyMutationInput): Promise<boolean> =>
    (await db.prisma.outbox.updateMany({ where: { id, attempts, status: 'sending' }, data })).count === 1;
  return {
    async enqueue(message, platforms, at) {
      const card = pack(message.card);
      const destination = JSON.stringify(message.destination);
      const { key, replaces = null, file = null, about = null } = message;
      const when = BigInt(at);
      await db.insert({ table: 'Outbox', columns: COLUMNS, tail: 'ON CONFLICT DO NOTHING' }, platforms, (platform) => [
        key,
        platform,
        destination,
        placeOf(platform, message),
        card,
        replaces,
        'pending',
        0,
        when,
        when,
        file,
        about,
      ]);
    },
    claim: (at, staleBefore, limit, route = 'chat') => claim(db, at, staleBefore, limit, route),
    hand: (claimed) => mark(claimed, { handed: true }),
    hold: (claimed, at) => mark(claimed, { claimedAt: at }),
    sent: (delivered, at) => sent(db, delivered, at),
    retry: (claimed, ...again) => retry(db, claimed, ...again),
    async close(claimed, status, error, at) {
      if (!(await mark(claimed, { status, error, sentAt: at }))) return false;
      await revive(db, claimed.id);
      return true;
    },
  };
}

/** Rows of a route by their carrier. */
const OF_ROUTE: Readonly<Record<Route, string>> = { chat: `<> 'mail'`, mail: `= 'mail'` };

/** At most one row a place: the oldest that is not done, when it is due. On PostgreSQL a row that another worker is claiming is passed over. */
async function claim(db: Db, at: number, staleBefore: number, limit: number, route: Route): Promise<OutboxMessage[]> {
  if (route === 'chat') await supersede(db);
  const due = await db.rows(
    sql`SELECT ${raw(quoted(Object.keys(ROW)))} FROM "Outbox" o
        WHERE o."platform" ${raw(OF_ROUTE[route])} AND ((o."status" = 'pending' AND o."nextAt" <= ${BigInt(at)}) OR (o."status" = 'sending' AND o."claimedAt" < ${BigInt(staleBefore)}))
          AND NOT EXISTS (SELECT 1 FROM "Outbox" e WHERE e."place" = o."place" AND e."status" IN ('pending', 'sending') AND e."id" < o."id")
        ORDER BY o."id" LIMIT ${int(limit)} ${locked(db, 'o')}`,
    ROW,
  );
  if (due.length === 0) return [];
  const ids = due.map((row) => row.id);
  // Chat platforms do not say when they have a message; the mail server's being ready for one is marked by `hand`.
  const handed = route === 'chat';
  await db.run(
    // A row that is still `sending` belongs to a worker that died, perhaps after the post.
    sql`UPDATE "Outbox" SET "doubt" = ("doubt" OR ("status" = 'sending' AND "handed")), "handed" = ${raw(handed ? 'TRUE' : 'FALSE')},
          "status" = 'sending', "claimedAt" = ${BigInt(at)}, "attempts" = "attempts" + 1
        WHERE "id" IN ${list(db.dialect, ids)}`,
  );
  return due.map((row) =>
    toMessage({
      ...row,
      doubt: row.doubt || (row.status === 'sending' && row.handed),
      handed,
      status: 'sending',
      attempts: row.attempts + 1,
    }),
  );
}

/**
 * Updates of a posted card that nobody tried yet and that a newer one waits to replace: they end here, and stand where the card stands. They are locked before
 * they are left out, so that no other worker is showing one of them while the newer one is claimed.
 */
async function supersede(db: Db): Promise<void> {
  await db.run(
    sql`UPDATE "Outbox" AS o SET "status" = 'superseded', "refTenant" = k."refTenant", "refChannel" = k."refChannel", "refId" = k."refId"
        FROM "Outbox" k
        WHERE k."key" = o."replaces" AND k."platform" = o."platform" AND k."refId" IS NOT NULL AND o."status" = 'pending' AND o."id" IN (
          SELECT u."id" FROM "Outbox" u
          WHERE u."status" = 'pending' AND u."attempts" = 0 AND u."replaces" IS NOT NULL AND u."fileId" IS NULL
            AND EXISTS (SELECT 1 FROM "Outbox" n WHERE n."replaces" = u."replaces" AND n."place" = u."place" AND n."status" = 'pending' AND n."id" > u."id")
          ${locked(db, 'u')})`,
  );
}

/** An update ended without being shown: what it made outdated is due after all, unless something newer is shown or waits. */
async function revive(db: Db, closed: number): Promise<void> {
  await db.run(
    sql`UPDATE "Outbox" SET "status" = 'pending', "refTenant" = NULL, "refChannel" = NULL, "refId" = NULL WHERE "id" = (
          SELECT MAX(s."id") FROM "Outbox" s JOIN "Outbox" c ON s."replaces" = c."replaces" AND s."place" = c."place"
          WHERE c."id" = ${int(closed)} AND c."status" IN ('failed', 'refused') AND s."status" = 'superseded'
            AND NOT EXISTS (SELECT 1 FROM "Outbox" n WHERE n."replaces" = s."replaces" AND n."place" = s."place"
              AND n."status" IN ('pending', 'sending', 'sent') AND n."id" > s."id"))`,
  );
}

/** What was in doubt stays in doubt: a later try that surely failed says nothing of an earlier one. What was not handed over is in none. */
async function retry(db: Db, { id, attempts }: Claim, nextAt: number, error: string, doubt: boolean, left?: Destination): Promise<boolean> {
  const again = await db.run(
    sql`UPDATE "Outbox" SET "status" = 'pending', "nextAt" = ${BigInt(nextAt)}, "error" = ${error}, "claimedAt" = NULL
          ${doubt ? sql`, "doubt" = ("doubt" OR "handed")` : empty}
          ${left ? sql`, "destination" = ${JSON.stringify(left)}` : empty}
        WHERE "id" = ${int(id)} AND "attempts" = ${int(attempts)} AND "status" = 'sending'`,
  );
  return again === 1;
}

function locked(db: Db, alias: string): Sql {
  return db.dialect === 'postgresql' ? raw(`FOR UPDATE OF ${alias} SKIP LOCKED`) : empty;
}

/** Only rows that are still in that claim: a worker that was given up must not undo what the next one did. */
async function sent(db: Db, delivered: readonly Delivered[], at: number): Promise<readonly number[]> {
  if (delivered.length === 0) return [];
  const rows = delivered.map(({ claim: { id, attempts }, ref }) => [id, attempts, ref.tenant, ref.channel, ref.id]);
  const marked = await db.run(
    sql`UPDATE "Outbox" AS o SET "status" = 'sent', "refTenant" = d."refTenant", "refChannel" = d."refChannel", "refId" = d."refId",
          "sentAt" = ${BigInt(at)}, "error" = NULL
        FROM ${table(db.dialect, rows, DELIVERED)} AS d WHERE o."id" = d."id" AND o."attempts" = d."attempts" AND o."status" = 'sending'`,
  );
  if (marked === rows.length) return [];
  const kept = await db.rows(
    sql`SELECT o."id" FROM "Outbox" o JOIN ${table(db.dialect, rows, DELIVERED)} AS d ON o."id" = d."id" AND o."attempts" = d."attempts"
        WHERE o."status" = 'sent'`,
    { id: 'int' },
  );
  return delivered.flatMap(({ claim: { id } }) => (kept.some((row) => row.id === id) ? [] : [id]));
}

/** Where order matters: a thread belongs to its channel, since its replies follow the message that opens it. No e-mail waits for another. */
function placeOf(platform: CarrierName, { key, destination }: NewMessage): string {
  switch (destination.to) {
    case 'channel':
      return `${platform}/channel/${destination.channel}`;
    case 'person':
      return `${platform}/person/${destination.personId}`;
    case 'place':
      return `${platform}/place/${destination.tenant}/${destination.id}`;
    case 'address':
      return `${platform}/${key}`;
  }
}

function toMessage(row: Stored): OutboxMessage {
  const message: NewMessage = { key: row.key, destination: JSON.parse(row.destination), card: unpack(row.card) as Card };
  const { refTenant, refChannel, refId } = row;
  return {
    ...message,
    ...(row.replaces === null ? {} : { replaces: row.replaces }),
    ...(row.fileId === null ? {} : { file: row.fileId }),
    ...(row.about === null ? {} : { about: row.about }),
    id: row.id,
    platform: row.platform as CarrierName,
    status: row.status as OutboxStatus,
    attempts: row.attempts,
    doubt: row.doubt,
    handed: row.handed,
    at: Number(row.at),
    ref: refTenant === null || refChannel === null || refId === null ? null : { tenant: refTenant, channel: refChannel, id: refId },
    error: row.error,
  };
}
