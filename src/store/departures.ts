/** Who seems to have left, and who has: one row a person. */
import type { Departure, DepartureReads, DepartureWrites } from '../core/desk/departure-ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, quoted, type Row, raw, sql } from './db.ts';

const ROW = columnsOf('Departure', ['personId', 'sign', 'at', 'state', 'by', 'endedAt', 'roles']);

export function createDepartureReads(db: Db): DepartureReads {
  const columns = raw(quoted(Object.keys(ROW)));
  return {
    of: async (personId) =>
      (await db.rows(sql`SELECT ${columns} FROM "Departure" WHERE "personId" = ${int(personId)}`, ROW)).map(toDeparture)[0],
    all: async (state) =>
      (await db.rows(sql`SELECT ${columns} FROM "Departure" WHERE "state" = ${state} ORDER BY "personId"`, ROW)).map(toDeparture),
  };
}

export function createDepartureWrites({ prisma }: Db): DepartureWrites {
  return {
    async put({ personId, ...departure }) {
      const row = { ...departure, by: departure.by ?? null, endedAt: departure.endedAt ?? null, roles: JSON.stringify(departure.roles) };
      await prisma.departure.upsert({ where: { personId }, create: { personId, ...row }, update: row });
    },
    async answer(personId, from, { state, by = null, endedAt = null, roles }) {
      const to = { state, by, endedAt, roles: JSON.stringify(roles) };
      return (await prisma.departure.updateMany({ where: { personId, state: from }, data: to })).count === 1;
    },
    async drop(personId) {
      await prisma.departure.deleteMany({ where: { personId } });
    },
  };
}

function toDeparture({ sign, state, at, by, endedAt, roles, personId }: Row<typeof ROW>): Departure {
  return {
    personId,
    sign: sign as Departure['sign'],
    at: Number(at),
    state: state as Departure['state'],
    by: by ?? undefined,
    endedAt: endedAt === null ? undefined : Number(endedAt),
    roles: JSON.parse(roles ?? '[]'),
  };
}
