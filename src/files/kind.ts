/** What a list is, by the names of its columns: items, payments, debtors or people; and which of its columns are worth watching. */
import { FileFault } from '../core/ledger/file-fault.ts';
import type { FileKind } from '../core/ledger/reading.ts';
import { isAmount } from './amount-column.ts';
import { isContactsHeader, withContactNames } from './contacts.ts';
import { isDate } from './date-column.ts';
import { ABOUT_DEBTORS, DEBTOR_TYPES } from './debtors.ts';
import { headerKey, hints, keysOf } from './headers.ts';
import { ITEM_TYPES, PAYMENT_TYPES } from './item-fields.ts';
import { PERSON_TYPES } from './people.ts';
import type { Plan } from './plan.ts';
import type { Watch } from './survey.ts';
import { ABOUT, isBucket, spelt } from './words.ts';

const TYPES = [ITEM_TYPES, PAYMENT_TYPES, DEBTOR_TYPES, PERSON_TYPES];

function namesOf(fields: readonly string[], synonyms: Readonly<Record<string, readonly (string | undefined)[]>>): ReadonlySet<string> {
  return new Set(fields.flatMap((field) => [field, ...(synonyms[field] ?? [])]).flatMap(keysOf));
}

const KNOWN = new Set(TYPES.flatMap(({ synonyms }) => [...namesOf(Object.keys(synonyms), synonyms)]));

/** Whether some field has that header. */
export function isKnown(cell: string): boolean {
  return KNOWN.has(headerKey(cell)) || isBucket(cell);
}

const fieldsOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set([ITEM_TYPES, PAYMENT_TYPES].flatMap((types) => [...namesOf(names, types.synonyms)]));
const DATES = fieldsOf(ITEM_TYPES.dates);
const AMOUNTS = fieldsOf(ITEM_TYPES.amounts);
const IDS = fieldsOf(['debtor', 'ref', 'against']);
const WORDS = fieldsOf(['kind', 'status', 'sign', 'currency']);

/** What to watch in a column, by its name and by the fields that a plan gives it. */
export function watchOf(plan: Plan | undefined): Watch {
  const given = new Map<string, Set<string>>();
  for (const [field, names] of Object.entries(plan?.columns ?? {}))
    for (const name of typeof names === 'string' ? [names] : names)
      given.set(headerKey(name), (given.get(headerKey(name)) ?? new Set()).add(field));
  return (name) => {
    const key = headerKey(name.replace(/ \(\d+\)$/, ''));
    const fields = [...(given.get(headerKey(name)) ?? []), ...(given.get(key) ?? [])];
    const is = (known: ReadonlySet<string>, wanted: readonly string[]): boolean =>
      known.has(key) || fields.some((field) => wanted.includes(field));
    return {
      date: is(DATES, ITEM_TYPES.dates),
      amount: is(AMOUNTS, ITEM_TYPES.amounts) || isBucket(name),
      id: is(IDS, ['debtor', 'ref', 'against']),
      words: is(WORDS, ['kind', 'status', 'sign', 'currency']),
    };
  };
}

/** What a file is, by its headers; where they are not known, by rows with a date and an amount. Throws FileFault `unknown-kind` when they say nothing, `missing-column` when they almost make a list of items. */
export function kindOfHeader(header: readonly string[], rows: readonly (readonly string[])[] = []): Exclude<FileKind, 'fec'> {
  const person = hints(header, PERSON_TYPES.synonyms);
  const item = hints(header, ITEM_TYPES.synonyms);
  const amount =
    (['amount', 'openAmount', 'debit', 'credit'] as const).some((field) => item.has(field)) || header.filter(isBucket).length > 1;
  const dated = item.has('issueDate') || item.has('dueDate');
  if (item.has('debtor') && amount && dated) return 'items';
  const figures = rows.some(
    (cells) => cells.some(isDate) && cells.some((cell) => isAmount(cell) && !isDate(cell) && /[.,]\d{2}\b|\de-\d/.test(cell)),
  );
  // Dates under Échéance are no terms of payment.
  if (item.has('debtor') && dated && figures) return 'items';
  if (item.has('debtor') && amount && item.has('settledDate')) return 'payments';
  // Before people: the contacts of debtors have addresses and jobs too.
  if (isContactsHeader(header)) return 'debtors';
  if (person.has('email') && (person.has('roles') || person.has('manager') || person.has('backup'))) return 'people';
  const debtor = hints(withContactNames(header), DEBTOR_TYPES.synonyms);
  if (debtor.has('debtor') && ABOUT_DEBTORS.some((field) => debtor.has(field))) return 'debtors';
  // A debtor's own name is no sign of one: people have names too.
  const customers = header.some((name) => /client|customer|compte|account|tiers|d[ée]bit|kunde|klant|cliente|debtor/i.test(name));
  if (person.has('email')) return customers && debtor.has('debtor') ? 'debtors' : 'people';
  if (amount && dated) return 'items';
  if (!dated && header.filter(isBucket).length > 1) throw new FileFault('ageing-only');
  const said = (['openAmount', 'amount', 'dueDate', 'issueDate', 'debtor'] as const).filter((field) =>
    header.some((name) => ABOUT[field].test(spelt(name))),
  );
  if (said.length > 1 || figures) return 'items';
  if (amount || dated || item.has('debtor')) {
    const missing = [...(item.has('debtor') ? [] : ['debtor']), ...(amount ? [] : ['amount']), ...(dated ? [] : ['issueDate'])];
    throw new FileFault('missing-column', { missing, found: header });
  }
  throw new FileFault('unknown-kind', { found: header });
}
