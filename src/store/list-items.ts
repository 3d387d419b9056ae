/** Writing lists of items: what a list says is open is kept as history, so that any past date still shows what was open then. */
import type { Day } from '../core/dates.ts';
import { NEVER } from '../core/dates.ts';
import { foldRef } from '../core/debtors/search.ts';
import { ITEM_KINDS, SCOPES } from '../core/ledger/item.ts';
import type { ItemSource, NewListItem, WriteCounts } from '../core/ports.ts';
import { type Db, int, list, sql } from './db.ts';
import {
  addParts,
  basisCode,
  differs,
  endCode,
  type ItemRow,
  type KnownItem,
  knownItems,
  markSeen,
  type Part,
  syncCopies,
  upsertItems,
} from './item-rows.ts';

/** Characters kept of a dispute mark. */
const MARK_LENGTH = 500;

interface Line {
  readonly item: NewListItem;
  readonly row: ItemRow;
  readonly known: KnownItem | undefined;
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
  const rows = items.map((item) => listRow(source, importId, item));
  const known = new Map(fresh ? [] : (await knownItems(db, rows)).map((k) => [k.at, k]));
  const lines = items.map((item, at): Line => {
    const before = known.get(at);
    return { item, row: { ...(rows[at] as ItemRow), ...endOf(item, asOf, before) }, known: before };
  });
  const changed = lines.filter((line) => !line.known || differs(line.known, line.row));
  await upsertItems(
    db,
    changed.map((line) => line.row),
  );
  const same = lines.flatMap((line) => (line.known && !differs(line.known, line.row) ? [line.known.id] : []));
  await markSeen(db, same, importId);
  const moved = await putParts(db, importId, asOf, lines);
  const ids = [...known.values()].map((k) => k.id);
  if (ids.length > 0) await syncCopies(db, sql`a."itemId" IN ${list(db.dialect, ids)}`);
  const touched = same.filter((id) => moved.has(id)).length;
  return { added: lines.length - known.size, changed: known.size - same.length + touched, unchanged: same.length - touched };
}

function listRow(source: ItemSource, importId: number, item: NewListItem): ItemRow {
  const refKey = foldRef(item.ref);
  const kind = ITEM_KINDS.indexOf(item.kind);
  return {
    refKey,
    debtorId: item.debtorId,
    sourceId: source.id,
    issueDay: item.issueDay,
    // Two references that differ in their dress alone ("FA-1", "FA 1") stay two items.
    lineKey: refKey === item.ref ? `${kind}.${item.ordinal}` : `${kind}.${item.ordinal}.${item.ref}`,
    kind,
    ref: item.ref,
    fromDay: item.issueDay,
    endDay: NEVER,
    endReason: endCode('open'),
    dueDay: item.due,
    dueGiven: item.dueDay !== undefined,
    scope: SCOPES.indexOf('balance'),
    currency: item.currency,
    amount: item.amount,
    account: '',
    label: '',
    letter: '',
    letterDay: null,
    originalMinor: null,
    originalCurrency: null,
    // An index holds it, and PostgreSQL's bear 2,704 bytes.
    disputed: item.disputed?.slice(0, MARK_LENGTH) ?? null,
    entryKey: '',
    line: item.line,
    importId,
  };
}

/** When the item stops counting, as the row says it; a settlement whose day is unknown keeps the day on which a list first showed it. */
function endOf(item: NewListItem, asOf: Day, known: KnownItem | undefined): { readonly endDay: Day; readonly endReason: number } {
  const settled = endCode('settled');
  if (item.settledDay !== undefined) return { endDay: item.settledDay, endReason: settled };
  if (item.openAmount === 0n && item.amount !== 0n) return { endDay: Math.min(asOf, known?.endDay ?? NEVER), endReason: settled };
  // An older list, loaded late, does not know what a newer one said.
  if (known?.seenAsOf != null && known.seenAsOf > asOf) return { endDay: known.endDay, endReason: known.endReason };
  return { endDay: NEVER, endReason: endCode('open') };
}

interface Target {
  /** What must be allocated at `day`. */
  readonly allocated: bigint;
  readonly day: Day;
}

/** Undefined when the row does not say what is left, because the item is settled as a whole. An item of the future is not paid before it begins. */
function targetOf({ item, row }: Line, asOf: Day): Target | undefined {
  if (row.endDay <= asOf) return undefined;
  return { allocated: item.openAmount === undefined ? 0n : item.amount - item.openAmount, day: Math.max(asOf, row.fromDay) };
}

/**
 * Allocations that bring what is allocated at the list's date to what the list shows. What an older list, loaded late, adds at its date is taken back on the next
 * date that is known, so that later dates stay as they were. Returns the ids whose open amount moved.
 */
async function putParts(db: Db, importId: number, asOf: Day, lines: readonly Line[]): Promise<ReadonlySet<number>> {
  const targets = await targetsOf(db, asOf, lines);
  const history = await allocatedSoFar(db, [...targets.keys()]);
  const parts: Part[] = [];
  for (const [itemId, target] of targets) {
    const days = history.get(itemId) ?? [];
    const before = days.filter((d) => d.day <= target.day).reduce((sum, d) => sum + d.amount, 0n);
    const next = days.find((d) => d.day > target.day);
    const part = { itemId, counterId: null, basis: basisCode('list') };
    if (target.allocated === before) continue;
    parts.push({ ...part, day: target.day, amount: target.allocated - before });
    if (next) parts.push({ ...part, day: next.day, amount: before - target.allocated });
  }
  await addParts(db, importId, parts);
  return new Set(parts.map((part) => part.itemId));
}

/** By item id: those known before, since they may have a history, and new ones that are partly open. */
async function targetsOf(db: Db, asOf: Day, lines: readonly Line[]): Promise<ReadonlyMap<number, Target>> {
  const targets = new Map<number, Target>();
  const partial: { readonly row: ItemRow; readonly target: Target }[] = [];
  for (const line of lines) {
    const target = targetOf(line, asOf);
    if (target && line.known) targets.set(line.known.id, target);
    else if (target && target.allocated !== 0n) partial.push({ row: line.row, target });
  }
  const found = await knownItems(
    db,
    partial.map((p) => p.row),
  );
  for (const { at, id } of found) {
    const target = partial[at]?.target;
    if (target) targets.set(id, target);
  }
  return targets;
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
    { itemId: 'int', day: 'int', amount: 'money' },
  );
  for (const { itemId, ...day } of rows) days.set(itemId, [...(days.get(itemId) ?? []), day]);
  return days;
}

/** Open items that an import of the source did not show, beside everything that is open in it. */
export function unseen(db: Db, source: ItemSource, importId: number, asOf: Day) {
  const counts = (begin: 'fromDay' | 'day') =>
    begin === 'day'
      ? sql`a."day" <= ${int(asOf)} AND a."endDay" > ${int(asOf)}`
      : sql`i."fromDay" <= ${int(asOf)} AND i."endDay" > ${int(asOf)}`;
  return db.rows(
    sql`SELECT "currency", SUM("hidden") AS "count", SUM("part" * "gone") AS "open", SUM("part") AS "sourceOpen" FROM (
          SELECT i."currency", CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END AS "hidden",
            CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END AS "gone", i."amount" AS "part"
          FROM "Item" i WHERE i."sourceId" = ${int(source.id)} AND ${counts('fromDay')}
          UNION ALL
          SELECT i."currency", 0, CASE WHEN i."importId" <> ${int(importId)} THEN 1 ELSE 0 END, -a."amount"
          FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId" WHERE a."sourceId" = ${int(source.id)} AND ${counts('day')}
        ) AS parts GROUP BY "currency" HAVING SUM("hidden") > 0 ORDER BY "currency"`,
    { currency: 'text', count: 'int', open: 'money', sourceOpen: 'money' },
  );
}

/** Ends them at `asOf`; how many. */
export async function endUnseen(db: Db, source: ItemSource, importId: number, asOf: Day): Promise<number> {
  const ended = await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(asOf)}, "endReason" = ${int(endCode('vanished'))}
        WHERE "sourceId" = ${int(source.id)} AND "importId" <> ${int(importId)} AND "fromDay" <= ${int(asOf)} AND "endDay" > ${int(asOf)}`,
  );
  if (ended > 0) await syncCopies(db, sql`a."sourceId" = ${int(source.id)}`);
  return ended;
}
