/** The inbox: what people did, kept once per key until it is done. */
import { begunKey, type Deed, type InboxReads, type InboxWrites, type WaitingDeed } from '../core/desk/inbox.ts';
import { columnsOf } from './columns.ts';
import { type Db, empty, int, list, quoted, type Row, raw, sql, unpack } from './db.ts';

const ROW = columnsOf('Inbox', ['key', 'platform', 'payload', 'at', 'tries', 'due']);
const KEY = { key: 'text' } as const;

export function createInboxReads(db: Db): InboxReads {
  return {
    isDue: async (at) => (await db.rows(sql`SELECT "key" FROM "Inbox" WHERE "due" <= ${BigInt(at)} LIMIT 1`, KEY)).length > 0,
    isBegun: async (key) => (await db.rows(sql`SELECT "key" FROM "InboundKey" WHERE "key" = ${begunKey(key)}`, KEY)).length > 0,
    count: async () => (await db.rows(sql`SELECT COUNT(*) AS "n" FROM "Inbox"`, { n: 'int' }))[0]?.n ?? 0,
  };
}

export function createInboxWrites(db: Db): InboxWrites {
  return {
    keep: (deeds, at) => keep(db, deeds, at),
    claim: (at, until, limit, except) => claim(db, at, until, limit, except),
    async hold(keys, until) {
      if (keys.length > 0) await db.run(sql`UPDATE "Inbox" SET "due" = ${BigInt(until)} WHERE "key" IN ${list(db.dialect, keys)}`);
    },
    async postpone(key, due, fault) {
      await db.run(sql`UPDATE "Inbox" SET "due" = ${BigInt(due)}, "fault" = ${fault.slice(0, 500)} WHERE "key" = ${key}`);
    },
    async end(keys, at) {
      if (keys.length === 0) return;
      await remember(db, keys, at);
      await db.run(sql`DELETE FROM "Inbox" WHERE "key" IN ${list(db.dialect, keys)}`);
    },
  };
}

function keptKey(key: string): string {
  return `in:${key}`;
}

/** How many of them were not known. */
function remember(db: Db, keys: readonly string[], at: number): Promise<number> {
  const rows = keys.map((key) => [keptKey(key), String(at)]);
  const known = unpack(db.dialect, rows, { key: 'text', at: 'money' });
  // SQLite would take ON CONFLICT for a part of the join without a WHERE.
  return db.run(sql`INSERT INTO "InboundKey" ("key", "at") SELECT "key", "at" FROM ${known} AS k WHERE true ON CONFLICT DO NOTHING`);
}

async function keep(db: Db, deeds: readonly (Deed & { readonly due: number })[], at: number): Promise<readonly string[]> {
  const keys = deeds.map((deed) => keptKey(deed.key));
  const before = await db.rows(sql`SELECT "key" FROM "InboundKey" WHERE "key" IN ${list(db.dialect, keys)}`, KEY);
  const known = new Set(before.map((row) => row.key));
  const fresh = [...new Map(deeds.map((deed) => [deed.key, deed])).values()].filter((deed) => !known.has(keptKey(deed.key)));
  if (fresh.length === 0) return [];
  const added = await remember(
    db,
    fresh.map((deed) => deed.key),
    at,
  );
  // Another instance heard of one of them in the same moment: the whole is tried again, and finds it.
  if (added < fresh.length) throw Object.assign(new Error('an event was kept twice at once'), { code: 'P2034' });
  await db.insert({ table: 'Inbox', columns: ROW }, fresh, ({ key, identity, name, what, at: done, due }) => [
    key,
    identity.platform,
    JSON.stringify({ identity, name, what }),
    BigInt(done),
    0,
    BigInt(due),
  ]);
  return fresh.map((deed) => deed.key);
}

async function claim(db: Db, at: number, until: number, limit: number, except: readonly string[]): Promise<WaitingDeed[]> {
  const others = except.length === 0 ? empty : sql`AND "key" NOT IN ${list(db.dialect, except)}`;
  const skip = raw(db.dialect === 'postgresql' ? 'FOR UPDATE SKIP LOCKED' : '');
  const due = await db.rows(
    sql`SELECT ${raw(quoted(Object.keys(ROW)))} FROM "Inbox" WHERE "due" <= ${BigInt(at)} ${others} ORDER BY "at", "key" LIMIT ${int(limit)} ${skip}`,
    ROW,
  );
  if (due.length === 0) return [];
  const keys = due.map((row) => row.key);
  await db.run(sql`UPDATE "Inbox" SET "due" = ${BigInt(until)}, "tries" = "tries" + 1 WHERE "key" IN ${list(db.dialect, keys)}`);
  return due.map(toDeed);
}

function toDeed({ key, payload, at, tries }: Row<typeof ROW>): WaitingDeed {
  const { identity, name, what }: Pick<Deed, 'identity' | 'name' | 'what'> = JSON.parse(payload);
  return { key, identity, name, what, at: Number(at), tries: tries + 1 };
}
