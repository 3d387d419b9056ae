/** People by e-mail address, and the platform identities that are bound to them. */
import type { PeopleReads, PeopleWrites, Person, PersonRow, WriteCounts } from '../core/desk/people-ports.ts';
import type { Identity } from '../core/desk/places.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, quoted, raw, sql } from './db.ts';
import type { Identity as IdentityRow, Person as Stored } from './generated/sqlite/client.ts';

const PERSON = columnsOf('Person', ['id', 'email', 'name', 'roles', 'department', 'manager', 'backup', 'language', 'country', 'region']);

export function createPeopleReads(db: Db): PeopleReads {
  const { prisma } = db;
  return {
    all: async () => (await db.rows(sql`SELECT ${raw(quoted(Object.keys(PERSON)))} FROM "Person" ORDER BY "id"`, PERSON)).map(toPerson),
    async byEmail(email) {
      const row = await prisma.person.findUnique({ where: { email: email.toLowerCase() } });
      return row ? toPerson(row) : undefined;
    },
    byIdentity: (identity) => boundTo(db, identity),
    identities: async (personId) =>
      (
        await db.rows(
          sql`SELECT "platform", "tenant", "userId" FROM "Identity" WHERE "personId" = ${int(personId)} ORDER BY "at"`,
          columnsOf('Identity', ['platform', 'tenant', 'userId']),
        )
      ).map(toIdentity),
    absences: (day) =>
      db.rows(
        sql`SELECT "personId", MAX("toDay") AS "toDay" FROM "Absence" WHERE "fromDay" <= ${int(day)} AND "toDay" >= ${int(day)} GROUP BY "personId"`,
        columnsOf('Absence', ['personId', 'toDay']),
      ),
  };
}

export function createPeopleWrites(db: Db): PeopleWrites {
  const { prisma } = db;
  return {
    async put(rows) {
      const counts = { added: 0, changed: 0, unchanged: 0 };
      for (const row of rows) counts[await putOne(db, row)]++;
      return counts;
    },
    async bind({ platform, tenant, userId }, personId, at) {
      await db.run(
        sql`INSERT INTO "Identity" ("platform", "tenant", "userId", "personId", "at")
            VALUES (${platform}, ${tenant}, ${userId}, ${personId}, ${BigInt(at)}) ON CONFLICT DO NOTHING`,
      );
      return boundTo(db, { platform, tenant, userId });
    },
    async change(personId, { roles, ...more }) {
      await prisma.person.update({
        where: { id: personId },
        data: { ...more, ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }) },
      });
    },
    async unbind(personId) {
      const bound = await createPeopleReads(db).identities(personId);
      await prisma.identity.deleteMany({ where: { personId } });
      return bound;
    },
    async setAbsence(personId, today, absence) {
      await prisma.absence.deleteMany({ where: { personId, toDay: { gte: today } } });
      if (absence) await prisma.absence.create({ data: { personId, ...absence } });
    },
  };
}

/** A people file has dozens of rows, not a million: one by one. */
async function putOne({ prisma }: Db, row: PersonRow): Promise<keyof WriteCounts> {
  const email = row.email.toLowerCase();
  const data = {
    name: row.name,
    roles: JSON.stringify(row.roles),
    department: row.department ?? null,
    manager: row.manager?.toLowerCase() ?? null,
    backup: row.backup?.toLowerCase() ?? null,
    language: row.language ?? null,
    country: row.country ?? null,
    region: row.region ?? null,
  };
  const before = await prisma.person.findUnique({ where: { email } });
  if (!before) {
    await prisma.person.create({ data: { email, ...data } });
    return 'added';
  }
  if (Object.entries(data).every(([key, value]) => Reflect.get(before, key) === value)) return 'unchanged';
  await prisma.person.update({ where: { email }, data });
  return 'changed';
}

async function boundTo(db: Db, { platform, tenant, userId }: Identity): Promise<Person | undefined> {
  const [row] = await db.rows(
    sql`SELECT ${raw(quoted(Object.keys(PERSON)))} FROM "Person" WHERE "id" = (
          SELECT "personId" FROM "Identity" WHERE "platform" = ${platform} AND "tenant" = ${tenant} AND "userId" = ${userId})`,
    PERSON,
  );
  return row && toPerson(row);
}

function toPerson({ roles, language, ...row }: Stored): Person {
  return { ...row, roles: JSON.parse(roles), language: language === 'fr' || language === 'en' ? language : null };
}

function toIdentity({ platform, tenant, userId }: Pick<IdentityRow, 'platform' | 'tenant' | 'userId'>): Identity {
  return { platform: platform as Identity['platform'], tenant, userId };
}
