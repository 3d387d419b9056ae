/** Writing lists of items: what a list says is open is kept as history, so that any past date still shows what was open then. */
import type { WriteCounts } from '../core/desk/people-ports.ts';
import { type Day, NEVER } from '../core/kernel/dates.ts';
import { ITEM_KINDS } from '../core/ledger/item.ts';
import type { ItemSource, NewListItem } from '../core/ledger/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, raw, sql } from './db.ts';
import {
  addParts,
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
import { BASIS, countsAt } from './sums.ts';

/** Characters kept of a dispute mark. */
const MARK_LENGTH = 500;

type ListCells = RowOf<typeof LIST>;
type Known = KnownOf<typeof LIST>;

interface Line {
  readonly item: NewListItem;
  readonly row: ListCells;
  readonly known: Known;
}

/** What is known of the list itself. */
interface Standing {
  /** Nothing of the source was there before this import, so nothing needs to be looked up. */
  readonly fresh: boolean;
  /** The first of its source, and without a date of its own: what was paid was paid before anybody knows. */
  readonly undated: boolean;
}

export async function putListItems(
  db: Db,
  source: ItemSource,
  importId: number,
  asOf: Day,
  items: readonly NewListItem[],
  standing: Standing,
): Promise<WriteCounts> {
  const { added, changed, same } = await sorted(db, source, asOf, items, standing);
  await upsertItems(db, LIST, source, importId, [...added.map((line) => line.row), ...changed.map((line) => line.row)]);
  const ids = same.map((line) => line.known.id);
  await markSeen(db, ids, importId);
  const known = [...changed, ...same];
  const targets = await targetsOf(db, source, asOf, { added, known, undated: standing.undated });
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
async function sorted(db: Db, source: ItemSource, asOf: Day, items: readonly NewListItem[], { fresh, undated }: Standing) {
  const rowOf = undated ? rowBefore : listRow;
  if (fresh) return { added: items.map((item) => ({ item, row: rowOf(item, asOf) })), changed: [], same: [] };
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
const BEFORE = endCode('before');

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

/** A line of the first list, when nobody knows its date: what it shows as settled on no day counts at no date. */
function rowBefore(item: NewListItem, asOf: Day): ListCells {
  const row = listRow(item, asOf);
  const settled = item.settledDay === undefined && item.openAmount === 0n && item.amount !== 0n;
  return settled ? { ...row, endDay: row.fromDay, endReason: BEFORE } : row;
}

/** When the item stops counting, as the row says it; a settlement whose day is unknown keeps the day on which a list first showed it. */
function endOf(item: NewListItem, asOf: Day, known: Known | undefined): Day {
  if (item.settledDay !== undefined) return item.settledDay;
  if (item.openAmount === 0n && item.amount !== 0n) return Math.min(asOf, known?.endDay ?? NEVER);
  if (known?.endReason === BEFORE && known.seenAsOf != null && known.seenAsOf > asOf) return known.seenAsOf;
  // An older list, loaded late, knows neither what a newer one said nor what a newer complete one no longer showed.
  if (known?.endReason === VANISHED && known.endDay > asOf) return known.endDay;
  return known?.seenAsOf != null && known.seenAsOf > asOf ? known.endDay : NEVER;
}

interface Target {
  /** What must be allocated at `day`. */
  readonly allocated: bigint;
  readonly day: Day;
  /** A later list that showed the item: what was allocated then still is. */
  readonly until?: Day | undefined;
  readonly before?: boolean;
}

/** Undefined when the row does not say what is left, because the item is settled as a whole. An item of the future is not paid before it begins. */
function targetOf(item: NewListItem, row: ListCells, asOf: Day): Target | undefined {
  if (row.endDay <= asOf) return undefined;
  return { allocated: item.openAmount === undefined ? 0n : item.amount - item.openAmount, day: Math.max(asOf, row.fromDay) };
}

interface Lines {
  readonly added: readonly Omit<Line, 'known'>[];
  readonly known: readonly Line[];
  readonly undated: boolean;
}

/** By item id: known items, since they may have a history, and new ones that are partly open. */
async function targetsOf(db: Db, source: ItemSource, asOf: Day, { added, known, undated }: Lines): Promise<ReadonlyMap<number, Target>> {
  const targets = new Map<number, Target>();
  for (const line of known) {
    const target = targetOf(line.item, line.row, asOf);
    const { id, seenAsOf } = line.known;
    if (target) targets.set(id, seenAsOf != null && seenAsOf > asOf ? { ...target, until: seenAsOf } : target);
  }
  const partial = added.filter(({ item }) => item.openAmount !== undefined && item.openAmount !== item.amount);
  const rows = partial.map((line) => line.row);
  for (const { at, id } of await knownItems(db, LIST, source, rows)) {
    const line = partial[at];
    const target = line && targetOf(line.item, line.row, asOf);
    if (target) targets.set(id, undated ? { ...target, day: line.row.fromDay, before: true } : target);
  }
  return targets;
}

/**
 * Allocations that bring what is allocated at the list's date to what the list shows. What an older list, loaded late, adds at its date is taken back on the next
 * date that is known, so that later dates stay as they were; what was paid nobody knows when, it knows better. Returns the ids whose open amount moved.
 */
async function putParts(db: Db, importId: number, targets: ReadonlyMap<number, Target>): Promise<ReadonlySet<number>> {
  const history = await allocatedSoFar(db, [...targets.keys()]);
  const parts: Part[] = [];
  for (const [itemId, target] of targets) {
    const days = history.get(itemId) ?? [];
    const so = days.filter((d) => d.day <= target.day);
    const change = target.allocated - so.reduce((sum, d) => sum + d.amount, 0n);
    if (change === 0n) continue;
    const next = days.find((d) => d.day > target.day)?.day ?? target.until;
    const unknown = next !== undefined && so.length > 0 && so.every((d) => d.basis === BASIS.before) ? so[0] : undefined;
    const basis = target.before || unknown ? BASIS.before : BASIS.list;
    const part = { itemId, counterId: null, cash: false };
    parts.push({ ...part, basis, day: unknown?.day ?? target.day, amount: change });
    if (next !== undefined) parts.push({ ...part, basis: BASIS.list, day: next, amount: -change });
  }
  await addParts(db, importId, parts);
  return new Set(parts.map((part) => part.itemId));
}

interface Allocated {
  readonly day: Day;
  readonly basis: number;
  readonly amount: bigint;
}

async function allocatedSoFar(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Allocated[]>> {
  const days = new Map<number, Allocated[]>();
  if (ids.length === 0) return days;
  const rows = await db.rows(
    sql`SELECT "itemId", "day", "basis", SUM("amount") AS "amount" FROM "Allocation" WHERE "itemId" IN ${list(db.dialect, ids)}
        GROUP BY "itemId", "day", "basis" ORDER BY "itemId", "day", "basis"`,
    columnsOf('Allocation', ['itemId', 'day', 'basis', 'amount']),
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
