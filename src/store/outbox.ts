/** The outbox: messages kept once per key and platform, claimed in order per place. */
import type { Card } from '../core/card.ts';
import { pack, unpack } from '../core/plain.ts';
import type {
  Claim,
  Destination,
  NewMessage,
  OutboxMessage,
  OutboxReads,
  OutboxStatus,
  OutboxWrites,
  PlatformName,
} from '../core/ports.ts';
import { type Db, empty, int, list, sql } from './db.ts';
import type { Outbox, Prisma } from './generated/sqlite/client.ts';

const COLUMNS = {
  key: 'text',
  platform: 'text',
  destination: 'text',
  place: 'text',
  card: 'text',
  replaces: 'text?',
  status: 'text',
  attempts: 'int',
  at: 'money',
  nextAt: 'money',
  fileId: 'int?',
} as const;

export function createOutboxReads(db: Db): OutboxReads {
  const { prisma } = db;
  return {
    async byKey(key, platform) {
      const row = await prisma.outbox.findUnique({ where: { key_platform: { key, platform } } });
      return row ? toMessage(row) : undefined;
    },
    count: (status) => prisma.outbox.count({ where: { status } }),
    async failures(keys) {
      if (keys.length === 0) return [];
      const rows = await db.rows(
        sql`SELECT "key", "platform", "error" FROM "Outbox" WHERE "status" = 'failed' AND "key" IN ${list(db.dialect, keys)}`,
        { key: 'text', platform: 'text', error: 'text?' },
      );
      return rows.map(({ key, platform, error }) => ({ key, platform: platform as PlatformName, error: error ?? '' }));
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
      const said = { OR: [{ key: posted.key }, { replaces: posted.key }], status: { in: ['pending', 'sending', 'sent'] } };
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
      const { key, replaces = null, file = null } = message;
      const when = BigInt(at);
      await db.insert({ table: 'Outbox', columns: COLUMNS, tail: 'ON CONFLICT DO NOTHING' }, platforms, (platform) => [
        key,
        platform,
        destination,
        placeOf(platform, message.destination),
        card,
        replaces,
        'pending',
        0,
        when,
        when,
        file,
      ]);
    },
    claim: (at, staleBefore, limit) => claim(db, at, staleBefore, limit),
    sent: (claimed, ref, at) =>
      mark(claimed, { status: 'sent', refTenant: ref.tenant, refChannel: ref.channel, refId: ref.id, sentAt: at, error: null }),
    // What was in doubt stays in doubt: a later try that surely failed says nothing of an earlier one.
    retry: (claimed, nextAt, error, doubt) =>
      mark(claimed, { status: 'pending', nextAt, error, claimedAt: null, ...(doubt ? { doubt } : {}) }),
    close: (claimed, status, error, at) => mark(claimed, { status, error, sentAt: at }),
  };
}

/** At most one row a place: the oldest that is not done, when it is due. On PostgreSQL a row that another worker is claiming is passed over. */
async function claim(db: Db, at: number, staleBefore: number, limit: number): Promise<OutboxMessage[]> {
  const due = await db.rows(
    sql`SELECT o."id" FROM "Outbox" o
        WHERE ((o."status" = 'pending' AND o."nextAt" <= ${BigInt(at)}) OR (o."status" = 'sending' AND o."claimedAt" < ${BigInt(staleBefore)}))
          AND NOT EXISTS (SELECT 1 FROM "Outbox" e WHERE e."place" = o."place" AND e."status" IN ('pending', 'sending') AND e."id" < o."id")
        ORDER BY o."id" LIMIT ${int(limit)} ${db.dialect === 'postgresql' ? sql`FOR UPDATE OF o SKIP LOCKED` : empty}`,
    { id: 'int' },
  );
  if (due.length === 0) return [];
  const ids = due.map((row) => row.id);
  await db.run(
    // A row that is still `sending` belongs to a worker that died, perhaps after the post.
    sql`UPDATE "Outbox" SET "doubt" = ("doubt" OR "status" = 'sending'), "status" = 'sending', "claimedAt" = ${BigInt(at)}, "attempts" = "attempts" + 1
        WHERE "id" IN ${list(db.dialect, ids)}`,
  );
  const rows = await db.prisma.outbox.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  return rows.map(toMessage);
}

/** Where order matters: a thread belongs to its channel, since its replies follow the message that opens it. */
function placeOf(platform: PlatformName, destination: Destination): string {
  switch (destination.to) {
    case 'channel':
      return `${platform}/channel/${destination.channel}`;
    case 'person':
      return `${platform}/person/${destination.personId}`;
    case 'place':
      return `${platform}/place/${destination.tenant}/${destination.id}`;
  }
}

function toMessage(row: Outbox): OutboxMessage {
  const message: NewMessage = { key: row.key, destination: JSON.parse(row.destination), card: unpack(row.card) as Card };
  const { refTenant, refChannel, refId } = row;
  return {
    ...message,
    ...(row.replaces === null ? {} : { replaces: row.replaces }),
    ...(row.fileId === null ? {} : { file: row.fileId }),
    id: row.id,
    platform: row.platform as PlatformName,
    status: row.status as OutboxStatus,
    attempts: row.attempts,
    doubt: row.doubt,
    at: Number(row.at),
    ref: refTenant === null || refChannel === null || refId === null ? null : { tenant: refTenant, channel: refChannel, id: refId },
    error: row.error,
  };
}
