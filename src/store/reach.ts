/** What running servers have, one row for each combination. */
import type { Reach, ReachReads, ReachWrites } from '../core/desk/reach.ts';
import { columnsOf } from './columns.ts';
import { type Db, sql } from './db.ts';

const ROW = columnsOf('ServerReach', ['reach', 'at', 'stopped']);

export function createReachReads(db: Db): ReachReads {
  return {
    all: async () =>
      (await db.rows(sql`SELECT "reach", "at", "stopped" FROM "ServerReach" ORDER BY "at"`, ROW)).map(({ reach, at, stopped }) => ({
        reach: JSON.parse(reach) as Reach,
        at: Number(at),
        stopped,
      })),
  };
}

export function createReachWrites(db: Db): ReachWrites {
  return {
    async seen({ reach, at, stopped }) {
      await db.run(
        sql`INSERT INTO "ServerReach" ("reach", "at", "stopped") VALUES (${JSON.stringify(reach)}, ${BigInt(at)}, ${stopped})
            ON CONFLICT ("reach") DO UPDATE SET "at" = excluded."at", "stopped" = excluded."stopped"`,
      );
    },
  };
}
