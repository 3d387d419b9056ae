/** The local workspace's conversation, on the same database. */
import type { Card } from '../core/desk/card.ts';
import { pack, unpack } from '../core/kernel/pack.ts';
import type { LocalMessage, LocalMessages } from '../platforms/local/memory.ts';
import type { Db } from './db.ts';
import type { LocalMessage as Stored } from './generated/sqlite/client.ts';

type Unit = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

export function createLocalMessages({ prisma }: Db, unit: Unit): LocalMessages {
  const readableBy = (viewer: string) => ({ OR: [{ only: null }, { only: viewer }, { author: viewer }] });
  return {
    add: ({ card, file, ...message }) =>
      unit(async (db) => {
        const known = message.key === null ? null : await db.prisma.localMessage.findUnique({ where: { key: message.key } });
        return (
          known ??
          (await db.prisma.localMessage.create({ data: { ...message, card: toText(card), file: file ? JSON.stringify(file) : null } }))
        ).id;
      }),
    update: (id, { text, card }) =>
      unit(async (db) => {
        const edited = (await lastEdit(db.prisma)) + 1;
        const data = { ...(text === undefined ? {} : { text }), ...(card === undefined ? {} : { card: toText(card) }), edited };
        return (await db.prisma.localMessage.updateMany({ where: { id }, data })).count === 1;
      }),
    async byId(id) {
      const row = await prisma.localMessage.findUnique({ where: { id } });
      return row ? toMessage(row) : undefined;
    },
    async byKey(key) {
      const row = await prisma.localMessage.findUnique({ where: { key } });
      return row ? toMessage(row) : undefined;
    },
    async list(channel, viewer, afterId, limit) {
      const where = { channel, id: { gt: afterId }, ...readableBy(viewer) };
      return (await prisma.localMessage.findMany({ where, orderBy: { id: 'asc' }, take: limit })).map(toMessage);
    },
    async before(channel, viewer, beforeId, limit) {
      const where = { channel, ...(beforeId === undefined ? {} : { id: { lt: beforeId } }), ...readableBy(viewer) };
      const rows = await prisma.localMessage.findMany({ where, orderBy: { id: 'desc' }, take: limit });
      return rows.reverse().map(toMessage);
    },
    async edits(viewer, afterEdit, limit) {
      const where = { edited: { gt: afterEdit }, ...readableBy(viewer) };
      return (await prisma.localMessage.findMany({ where, orderBy: { edited: 'asc' }, take: limit })).map(toMessage);
    },
    async latest() {
      const { _max } = await prisma.localMessage.aggregate({ _max: { id: true, edited: true } });
      return { id: _max.id ?? 0, edit: _max.edited ?? 0 };
    },
  };
}

async function lastEdit(prisma: Db['prisma']): Promise<number> {
  return (await prisma.localMessage.aggregate({ _max: { edited: true } }))._max.edited ?? 0;
}

function toText(card: LocalMessage['card']): string | null {
  return card === null ? null : pack(card);
}

function toMessage({ card, at, file, ...row }: Stored): LocalMessage {
  return { ...row, at: Number(at), card: card === null ? null : (unpack(card) as Card), file: file === null ? null : JSON.parse(file) };
}
