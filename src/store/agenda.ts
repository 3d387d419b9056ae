/** What the agenda remembers of its actions. Thousands of them come and go in one statement. */
import type { AgendaEntry, AgendaReads, AgendaWrites } from '../core/agenda/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, empty, int, list, type Row, sql } from './db.ts';

const ENTRY = columnsOf('AgendaEntry', ['id', 'debtorId', 'sinceDay', 'backDay', 'handledDay', 'owner', 'note', 'dueDay', 'currency']);

export function createAgendaReads(db: Db): AgendaReads {
  return {
    async entries(debtorId) {
      const where = debtorId === undefined ? empty : sql` WHERE "debtorId" = ${int(debtorId)}`;
      const rows = await db.rows(
        sql`SELECT "id", "debtorId", "sinceDay", "backDay", "handledDay", "owner", "note", "dueDay", "currency" FROM "AgendaEntry"${where} ORDER BY "id"`,
        ENTRY,
      );
      return rows.map(toEntry);
    },
  };
}

export function createAgendaWrites(db: Db): AgendaWrites {
  return {
    async put({ id, ...entry }) {
      const cells = {
        ...entry,
        backDay: entry.backDay ?? null,
        handledDay: entry.handledDay ?? null,
        owner: entry.owner ?? null,
        dueDay: entry.dueDay ?? null,
        currency: entry.currency ?? null,
      };
      await db.prisma.agendaEntry.upsert({ where: { id }, create: { id, ...cells }, update: cells });
    },
    begin: (actions, day) =>
      db.insert(
        {
          table: 'AgendaEntry',
          columns: columnsOf('AgendaEntry', ['id', 'debtorId', 'note']),
          constants: { sinceDay: day },
          tail: 'ON CONFLICT DO NOTHING',
        },
        actions,
        (action) => [action.id, action.debtorId, ''],
      ),
    async drop(ids) {
      if (ids.length > 0) await db.run(sql`DELETE FROM "AgendaEntry" WHERE "id" IN ${list(db.dialect, ids)}`);
    },
  };
}

function toEntry({ backDay, handledDay, owner, dueDay, currency, ...row }: Row<typeof ENTRY>): AgendaEntry {
  return {
    ...row,
    backDay: backDay ?? undefined,
    handledDay: handledDay ?? undefined,
    owner: owner ?? undefined,
    dueDay: dueDay ?? undefined,
    currency: currency ?? undefined,
  };
}
