/** Uses of delegated powers and the changes that holders propose. */
import { pack, unpack } from '../core/kernel/pack.ts';
import type { MandateReads, MandateWrites, UseFilter } from '../core/mandates/ports.ts';
import { POWERS, type Power } from '../core/mandates/power.ts';
import { holdsOf, type MandateUse, USE_STATUSES, type UsedItem, type UseStatus } from '../core/mandates/use.ts';
import { type Db, int, sql } from './db.ts';
import type { MandateUse as Stored } from './generated/sqlite/client.ts';

export function createMandateReads({ prisma }: Db): MandateReads {
  const find = async (filter: UseFilter): Promise<readonly MandateUse[]> =>
    (await prisma.mandateUse.findMany({ where: whereOf(filter), orderBy: { id: 'asc' } })).map(toUse);
  return {
    find,
    async byKey(key) {
      const row = await prisma.mandateUse.findUnique({ where: { key } });
      return row ? toUse(row) : undefined;
    },
    async heldUntil(date) {
      const held = { power: 'days', status: 'granted', day: { lte: date }, untilDay: { gte: date } };
      return holdsOf((await prisma.mandateUse.findMany({ where: held, orderBy: { id: 'asc' } })).map(toUse), date);
    },
    async wishes(from, to) {
      const rows = await prisma.mandateWish.findMany({ where: { day: { gte: from, lte: to } }, orderBy: { id: 'asc' } });
      return rows.map(({ key: _, at, power, ...row }) => ({ ...row, at: Number(at), power: powerOf(power) }));
    },
  };
}

export function createMandateWrites(db: Db): MandateWrites {
  const { prisma } = db;
  return {
    async lock(debtorId) {
      if (db.dialect === 'postgresql') await db.run(sql`SELECT "id" FROM "Debtor" WHERE "id" = ${int(debtorId)} FOR UPDATE`);
    },
    async add(use, key) {
      if (await prisma.mandateUse.findUnique({ where: { key }, select: { id: true } })) return undefined;
      return (await prisma.mandateUse.create({ data: { ...cells(use), key }, select: { id: true } })).id;
    },
    async save({ id, ...use }) {
      await prisma.mandateUse.update({ where: { id }, data: cells(use) });
    },
    async addWish({ at, ...wish }, key) {
      if (await prisma.mandateWish.findUnique({ where: { key }, select: { id: true } })) return false;
      await prisma.mandateWish.create({ data: { ...wish, at: BigInt(at), key } });
      return true;
    },
  };
}

function whereOf({ ids, debtorIds, powers, statuses, from, to }: UseFilter) {
  return {
    ...(ids ? { id: { in: [...ids] } } : {}),
    ...(debtorIds ? { debtorId: { in: [...debtorIds] } } : {}),
    ...(powers ? { power: { in: [...powers] } } : {}),
    ...(statuses ? { status: { in: [...statuses] } } : {}),
    day: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) },
  };
}

function cells({ at, items, ...use }: Omit<MandateUse, 'id'>) {
  return { ...use, at: BigInt(at), items: pack(items) };
}

function toUse({ key: _, at, items, power, status, ...row }: Stored): MandateUse {
  return { ...row, at: Number(at), items: unpack(items) as readonly UsedItem[], power: powerOf(power), status: statusOf(status) };
}

function powerOf(text: string): Power {
  const power = POWERS.find((known) => known === text);
  if (!power) throw new Error(`no power is called ${text}`);
  return power;
}

function statusOf(text: string): UseStatus {
  const status = USE_STATUSES.find((known) => known === text);
  if (!status) throw new Error(`no use of a power stands as ${text}`);
  return status;
}
