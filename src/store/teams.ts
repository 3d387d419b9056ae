/** What the Teams platform keeps for itself, on the same database. */
import type { ChartSpec } from '../core/desk/chart-spec.ts';
import { pack, unpack } from '../core/kernel/pack.ts';
import type { TeamsMemory, TeamsPlace } from '../platforms/teams/memory.ts';
import { type Db, sql } from './db.ts';
import type { TeamsPlace as Stored } from './generated/sqlite/client.ts';

type Unit = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

export function createTeamsMemory({ prisma }: Db, unit: Unit): TeamsMemory {
  return {
    save: ({ tenant, kind, id, serviceUrl, team, conversation, account, name, email }, at) =>
      unit(async (db) => {
        await db.run(
          sql`INSERT INTO "TeamsPlace" ("tenant", "kind", "id", "serviceUrl", "team", "conversation", "account", "name", "email", "at")
              VALUES (${tenant}, ${kind}, ${id}, ${serviceUrl}, ${team}, ${conversation}, ${account}, ${name}, ${email?.toLowerCase() ?? null}, ${BigInt(at)})
              ON CONFLICT ("tenant", "kind", "id") DO UPDATE SET "serviceUrl" = excluded."serviceUrl",
                "team" = COALESCE(excluded."team", "TeamsPlace"."team"),
                "conversation" = COALESCE(excluded."conversation", "TeamsPlace"."conversation"),
                "account" = COALESCE(excluded."account", "TeamsPlace"."account"),
                "name" = CASE WHEN excluded."name" = '' THEN "TeamsPlace"."name" ELSE excluded."name" END,
                "email" = COALESCE(excluded."email", "TeamsPlace"."email"),
                "at" = excluded."at"`,
        );
      }),
    forget: (kind, id) =>
      unit(async (db) => {
        await db.prisma.teamsPlace.deleteMany({
          where:
            kind === 'team'
              ? {
                  OR: [
                    { kind, id },
                    { kind: 'channel', team: id },
                  ],
                }
              : { kind, id },
        });
      }),
    find: async (kind, id) => toPlace(await prisma.teamsPlace.findFirst({ where: { kind, id } })),
    byConversation: async (conversation) =>
      toPlace(
        await prisma.teamsPlace.findFirst({ where: { OR: [{ conversation }, { id: conversation, kind: { in: ['channel', 'chat'] } }] } }),
      ),
    byEmail: async (email) => toPlace(await prisma.teamsPlace.findFirst({ where: { kind: 'person', email: email.toLowerCase() } })),
    all: async (kind) =>
      (await prisma.teamsPlace.findMany({ where: { kind }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).flatMap((row) => toPlace(row) ?? []),
    keepPicture: (digest, spec, until, now) =>
      unit(async (db) => {
        await db.run(
          sql`INSERT INTO "TeamsPicture" ("digest", "spec", "expiresAt") VALUES (${digest}, ${pack(spec)}, ${BigInt(until)})
              ON CONFLICT ("digest") DO UPDATE SET "expiresAt" = excluded."expiresAt"`,
        );
        await db.prisma.teamsPicture.deleteMany({ where: { expiresAt: { lt: BigInt(now) } } });
      }),
    async picture(digest, now) {
      const row = await prisma.teamsPicture.findUnique({ where: { digest } });
      return row && row.expiresAt >= BigInt(now) ? (unpack(row.spec) as ChartSpec) : undefined;
    },
  };
}

function toPlace(row: Stored | null): TeamsPlace | undefined {
  if (!row) return undefined;
  const { at: _, kind, ...place } = row;
  return { ...place, kind: kind as TeamsPlace['kind'] };
}
