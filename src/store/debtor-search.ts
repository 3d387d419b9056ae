/** Finding debtors by what people remember of them: a name, an account, a SIREN or VAT number, an invoice. */
import { fold, foldRef } from '../core/kernel/fold.ts';
import { type Db, int, join, type Sql, sql } from './db.ts';
import { refKeyOf } from './item-rows.ts';

/** A look-up's words beyond these narrow nothing down. */
const MAX_WORDS = 8;
const MAX_QUERY = 200;
/** Marks the name among the parts of the searched text. */
const NAME = '¦';

/** `|code|folded code|siren|vat|¦name|`: a bar on both sides of every part, so that "the whole part" and "begins with" are plain text to look for. */
export function searchText(row: {
  readonly code: string;
  readonly name: string;
  readonly siren: string | null;
  readonly vat: string | null;
}): string {
  const ids = [fold(row.code), identifier(row.code), identifier(row.siren ?? ''), identifier(row.vat ?? '')];
  const parts = [...new Set(ids.map(plain)), `${NAME}${plain(fold(row.name))}`].filter((part) => part !== '');
  return `|${parts.join('|')}|`;
}

/**
 * One statement ranks every debtor that holds all the words: 0 the whole code, SIREN, VAT number, or a reference on its account; 1 the whole name; 2 the name's
 * beginning; 3 a word's beginning; 4 anything else. When something has rank 0, only that counts.
 */
export async function searchDebtors(
  db: Db,
  query: string,
  limit: number,
): Promise<{ readonly ids: readonly number[]; readonly count: number }> {
  const words = wordsOf(query);
  const folded = words.join(' ');
  if (folded === '') return { ids: [], count: 0 };
  const whole = wholeKey(folded);
  const name = `|${NAME}${folded}`;
  const fits = fitting(words);
  const rows = await db.rows(
    sql`SELECT "id", "best" FROM (
          SELECT "id", "name", CASE WHEN ${whole} THEN 0 WHEN ${has(`${name}|`)} THEN 1 WHEN ${has(name)} THEN 2 WHEN ${has(` ${folded}`)} THEN 3 ELSE 4 END AS "best"
          FROM "Debtor" WHERE ${fits}) AS found
        ORDER BY "best", "name", "id" LIMIT ${int(limit)}`,
    { id: 'int', best: 'int' },
  );
  const exact = rows[0]?.best === 0;
  const kept = exact ? rows.filter((row) => row.best === 0) : rows;
  const all = kept.length < limit ? kept.length : await countOf(db, exact ? whole : fits);
  return { ids: kept.map((row) => row.id), count: all };
}

function wordsOf(query: string): string[] {
  return plain(fold(query.slice(0, MAX_QUERY)))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
}

function has(text: string): Sql {
  return sql`"search" LIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`;
}

/** The words are a whole account code, SIREN or VAT number, or a reference of an item. */
function wholeKey(folded: string): Sql {
  const id = identifier(folded);
  const keys = [has(`|${folded}|`), ...(id === '' || id === folded ? [] : [has(`|${id}|`)]), ...byReference(id)];
  return sql`(${join(keys, ' OR ')})`;
}

/** A reference without a digit ("VIR", "RAN") stands on everybody's account. */
function byReference(id: string): Sql[] {
  return /\d/.test(id) ? [sql`"id" IN (SELECT "debtorId" FROM "Item" WHERE "refKey" = ${refKeyOf(id)})`] : [];
}

/** Debtors that hold all the words, or are found by a key that its dress keeps from holding them ("C.0042" for C-0042). */
function fitting(words: readonly string[]): Sql {
  const id = identifier(words.join(' '));
  const dressed = id !== '' && id !== words.join('') ? [has(`|${id}|`)] : [];
  return sql`(${join([sql`(${join(words.map(has), ' AND ')})`, ...dressed, ...byReference(id)], ' OR ')})`;
}

async function countOf(db: Db, which: Sql): Promise<number> {
  const [counted] = await db.rows(sql`SELECT COUNT(*) AS "count" FROM "Debtor" WHERE ${which}`, { count: 'int' });
  return counted?.count ?? 0;
}

/** Small letters and digits only: how codes and numbers are compared whatever blanks, dots and dashes they are written with. */
function identifier(text: string): string {
  return foldRef(text).toLowerCase();
}

/** Without the two characters that have a meaning in the searched text, and without control characters: NUL would end it. */
function plain(text: string): string {
  return text.replace(/[|¦\p{Cc}]/gu, ' ');
}
