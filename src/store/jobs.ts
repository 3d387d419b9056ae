/** Runs of scheduled jobs, and the keys of inbound events: two kinds of slot that are taken once. */
import type { InboundKeys, JobReads, JobWrites } from '../core/desk/once.ts';
import { type Db, sql } from './db.ts';

export function createJobReads(db: Db): JobReads {
  return {
    ran: async (job, slot) =>
      (await db.rows(sql`SELECT "at" FROM "JobRun" WHERE "job" = ${job} AND "slot" = ${slot}`, { at: 'money' })).length > 0,
  };
}

export function createJobWrites(db: Db): JobWrites {
  return {
    take: async (job, slot, at) =>
      (await db.run(sql`INSERT INTO "JobRun" ("job", "slot", "at") VALUES (${job}, ${slot}, ${BigInt(at)}) ON CONFLICT DO NOTHING`)) === 1,
  };
}

export function createInboundKeys(db: Db): InboundKeys {
  return {
    take: async (key, at) =>
      (await db.run(sql`INSERT INTO "InboundKey" ("key", "at") VALUES (${key}, ${BigInt(at)}) ON CONFLICT DO NOTHING`)) === 1,
    prune: async (before) => (await db.prisma.inboundKey.deleteMany({ where: { at: { lt: before } } })).count,
  };
}
