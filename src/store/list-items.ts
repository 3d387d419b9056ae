/** Writing lists of items: what a list says is open is kept as history, so that any past date still shows what was open then. */
import type { WriteCounts } from '../core/desk/people-ports.ts';
import { type Day, NEVER } from '../core/kernel/dates.ts';
import { ITEM_KINDS } from '../core/ledger/item.ts';
import type { ItemSource, NewListItem } from '../core/ledger/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, raw, sql } from './db.ts';
import {
  addParts,
  basisCode,
  differs,
  endCode,
  type KnownOf,
  knownItems,
  LIST,
  markSeen,
  type Part,
  type RowOf,
  refKeyOf,
  short,
  syncCopies,
  upsertItems,
} from './item-rows.ts';
import { countsAt } from './sums.ts';

/** Characters kept of a dispute mark. */
const MARK_LENGTH = 500;

type ListCells = RowOf<typeof LIST>;
type Known = KnownOf<typeof LIST>;

interface Line {
  readonly item: NewListItem;
  readonly row: ListCells;
  readonly known: Known;
}

/** `fresh`: nothing of the source was there before this import, so nothing needs to be looked up. */
export async function putListItems(
  db: Db,
  source: ItemSource,
  importId: number,
  asOf: Day,
  items: readonly NewListItem[],
  fresh: boolean,
): Promise<WriteCounts> {
  const { added, changed, same } = await sorted(db, source, asOf, items, fresh);
  await upsertItems(db, LIST, source, importId, [...added.map((line) => line.row), ...changed.map((line) => line.row)]);
  const ids = same.map((line) => line.known.id);
  await markSeen(db, ids, importId);
  const known = [...changed, ...same];
  const targets = await targetsOf(db, source, asOf, added, known);
  const moved = await putParts(db, importId, targets);
  if (known.length > 0)
    await syncCopies(
      db,
      sql`a."itemId" IN ${list(
        db.dialect,
        known.map((line) => line.known.id),
      )}`,
    );
  const touched = ids.filter((id) => moved.has(id)).length;
  return { added: added.length, changed: changed.length + touched, unchanged: same.length - touched };
}

/** The lines of a file by what they are to the store. */
async function sorted(db: Db, source: ItemSource, asOf: Day, items: readonly NewListItem[], fresh: boolean) {
  if (fresh) return { added: items.map((item) => ({ item, row: listRow(item, asOf) })), changed: [], same: [] };
  const rows = items.map((item) => listRow(item, asOf));
  const known = new Map((await knownItems(db, LIST, source, rows)).map((k) => [k.at, k]));
  const added: Omit<Line, 'known'>[] = [];
  const changed: Line[] = [];
  const same: Line[] = [];
  for (const [at, item] of items.entries()) {
    const before = known.get(at);
    const row = listRow(item, asOf, before);
    if (!before) added.push({ item, row });
    else if (differs(LIST, before, row)) changed.push({ item, row, known: before });
    else same.push({ item, row, known: before });
  }
  return { added, changed, same };
}

const OPEN = endCode('open');
const SETTLED = endCode('settled');
const VANISHED = endCode('vanished');

function listRow(item: NewListItem, asOf: Day, known?: Known): ListCells {
  const refKey = refKeyOf(item.ref);
  const kind = ITEM_KINDS.indexOf(item.kind);
  const endDay = endOf(item, asOf, known);
  return {
    refKey,
    debtorId: item.debtorId,
    issueDay: item.issueDay,
    // Two references that differ in their dress alone ("FA-1", "FA 1") stay two items.
    lineKey: refKey === item.ref ? `${kind}.${item.ordinal}` : `${kind}.${item.ordinal}.${short(item.ref)}`,
    ref: item.ref,
    fromDay: Math.min(item.fromDay ?? item.issueDay, known?.fromDay ?? NEVER),
    endDay,
    endReason: endDay === NEVER ? OPEN : known?.endDay === endDay ? known.endReason : SETTLED,
    dueDay: item.due,
    dueGiven: item.dueDay !== undefined,
    currency: item.currency,
    amount: item.amount,
    // An index holds it, and PostgreSQL's bear 2,704 bytes.
    disputed: item.disputed?.slice(0, MARK_LENGTH) ?? null,
    kind,
    entryKey: '',
    line: item.line,
  };
}

/** When the item stops counting, as the row says it; a settlement whose day is unknown keeps the day on which a list first showed it. */
function endOf(item: NewListItem, asOf: Day, known: Known | undefined): Day {
  if (item.settledDay !== undefined) return item.settledDay;
  if (item.openAmount === 0n && item.amount !== 0n) return Math.min(asOf, known?.endDay ?? NEVER);
  // An older list, loaded late, knows neither what a newer one said nor what a newer complete one no longer showed.
  if (known?.endReason === VANISHED && known.endDay > asOf) return known.endDay;
  return known?.seenAsOf != null && known.seenAsOf > asOf ? known.endDay : NEVER;
}

interface Target {
  /** What must be allocated at `day`. */
  readonly allocated: bigint;
  readonly day: Day;
}

/** Undefined when the row does not say what is left, because the item is settled as a whole. An item of the future is not paid before it begins. */
function targetOf(item: NewListItem, row: ListCells, asOf: Day): Target | undefined {
  if (row.endDay <= asOf) return undefined;
  return { allocated: item.openAmount === undefined ? 0n : item.amount - item.openAmount, day: Math.max(asOf, row.fromDay) };
}

/** By item id: known items, since they may have a history, and new ones that are partly open. */
async function targetsOf(
  db: Db,
  source: ItemSource,
  asOf: Day,
  added: readonly Omit<Line, 'known'>[],
  known: readonly Line[],
): Promise<ReadonlyMap<number, Target>> {
  const targets = new Map<number, Target>();
  for (const line of known) {
    const target = targetOf(line.item, line.row, asOf);
    if (target) targets.set(line.known.id, target);
  }
  const partial = added.filter(({ item }) => item.openAmount !== undefined && item.openAmount !== item.amount);
  const rows = partial.map((line) => line.row);
  for (const { at, id } of await knownItems(db, LIST, source, rows)) {
    const line = partial[at];
    const target = line && targetOf(line.item, line.row, asOf);
    if (target) targets.set(id, target);
  }
  return targets;
}

/**
 * Allocations that bring what is allocated at the list's date to what the list shows. What an older list, loaded late, adds at its date is taken back on the next
 * date that is known, so that later dates stay as they were. Returns the ids whose open amount moved.
 */
async function putParts(db: Db, importId: number, targets: ReadonlyMap<number, Target>): Promise<ReadonlySet<number>> {
  const history = await allocatedSoFar(db, [...targets.keys()]);
  const parts: Part[] = [];
  for (const [itemId, target] of targets) {
    const days = history.get(itemId) ?? [];
    const before = days.filter((d) => d.day <= target.day).reduce((sum, d) => sum + d.amount, 0n);
    const next = days.find((d) => d.day > target.day);
    const part = { itemId, counterId: null, basis: basisCode('list'), cash: false };
    if (target.allocated === before) continue;
    parts.push({ ...part, day: target.day, amount: target.allocated - before });
    if (next) parts.push({ ...part, day: next.day, amount: before - target.allocated });
  }
  await addParts(db, importId, parts);
  return new Set(parts.map((part) => part.itemId));
}

async function allocatedSoFar(
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly day: Day; readonly amount: bigint }[]>> {
  const days = new Map<number, { day: Day; amount: bigint }[]>();
  if (ids.length === 0) return days;
  const rows = await db.rows(
    sql`SELECT "itemId", "day", SUM("amount") AS "amount" FROM "Allocation" WHERE "itemId" IN ${list(db.dialect, ids)}
        GROUP BY "itemId", "day" ORDER BY "itemId", "day"`,
    columnsOf('Allocation', ['itemId', 'day', 'amount']),
  );
  for (const { itemId, ...day } of rows) days.set(itemId, [...(days.get(itemId) ?? []), day]);
  return days;
}

/** Open items that an import of the source did not show, beside everything that is open in it. */
export function unseen(db: Db, source: ItemSource, importId: number, asOf: Day) {
  return db.rows(
    sql`SELECT "currency", SUM("hidden") AS "count", SUM("part" * "gone") AS "open", SUM("part") AS "sourceOpen" FROM (
          SELECT i."currency", CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END AS "hidden",
            CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END AS "gone", i."amount" AS "part"
          FROM "Item" i WHERE i."sourceId" = ${int(source.id)} AND ${raw(countsAt('Item', asOf, 'i'))}
          UNION ALL
          SELECT i."currency", 0, CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END, -a."amount"
          FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId" WHERE a."sourceId" = ${int(source.id)} AND ${raw(countsAt('Allocation', asOf, 'a'))}
        ) AS parts GROUP BY "currency" HAVING SUM("hidden") > 0 ORDER BY "currency"`,
    { currency: 'text', count: 'int', open: 'money', sourceOpen: 'money' },
  );
}

/** Ends them at `asOf`; how many. */
export async function endUnseen(db: Db, source: ItemSource, importId: number, asOf: Day): Promise<number> {
  const ended = await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(asOf)}, "endReason" = ${int(endCode('vanished'))}
        WHERE "sourceId" = ${int(source.id)} AND "importId" <> ${int(importId)} AND ${raw(countsAt('Item', asOf))}`,
  );
  if (ended > 0) await syncCopies(db, sql`a."sourceId" = ${int(source.id)}`);
  return ended;
}
