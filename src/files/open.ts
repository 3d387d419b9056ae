/** A file opened for import: what it is, told by its bytes and headers or by whoever imports it; a refusal is one sentence in the reader's language. */
import { createHash } from 'node:crypto';
import type { Policy } from '../core/desk/policy.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { FileKind, Reading } from '../core/ledger/reading.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { DEBTOR_TYPES, openDebtors } from './debtors.ts';
import { openFec } from './fec.ts';
import { isFecHeader } from './fec-columns.ts';
import { hints } from './headers.ts';
import { ITEM_TYPES } from './item-fields.ts';
import { openItems } from './items.ts';
import type { ListOptions } from './list.ts';
import { openPeople, PERSON_TYPES } from './people.ts';
import { type Sniffed, sniff } from './sniff.ts';
import type { FileSource } from './source.ts';
import { openTable, type Table } from './table.ts';

export interface OpenOptions {
  readonly policy: Pick<Policy, 'currency' | 'country'>;
  /** Language of a refusal. */
  readonly locale: Locale;
  /** What the file is; guessed from its headers without it. */
  readonly as?: string;
  /** A mapping's file, or the name of one that comes with the product. */
  readonly mapping?: string;
  readonly dateFormat?: string;
  readonly decimal?: string;
}

/** Opens a file and surveys it once: its kind, encoding and formats are known when this returns. Throws DomainError `bad-file` with the fault's code and details. */
export async function openReading(source: FileSource, options: OpenOptions): Promise<Reading> {
  try {
    const sniffed = await sniff(source);
    return await readingOf(source, sniffed, await openTable(source, sniffed), options);
  } catch (error) {
    throw asRefusal(error, source.name, options.locale);
  }
}

async function readingOf(source: FileSource, sniffed: Sniffed, table: Table, options: OpenOptions): Promise<Reading> {
  // Loaded only when it is asked for: what parses a mapping costs twenty megabytes.
  const mappings = options.mapping === undefined ? undefined : await import('./mapping.ts');
  const yaml = await mappings?.mappingText(options.mapping ?? '', options.locale);
  const named = FILE_KINDS.find((k) => k === options.as);
  const kind = named ?? (mappings && yaml !== undefined ? kindOfMapping(mappings.mappedFields(yaml)) : kindOfHeader(table.header));
  const { policy } = options;
  const formats = formatsOf(options);
  const settings = JSON.stringify([sniffed.sha256, kind, yaml ?? '', formats, policy.currency, policy.country]);
  const fingerprint = createHash('sha256').update(settings).digest('hex');
  const base = { file: source.name, sha256: sniffed.sha256, fingerprint };
  if (kind === 'fec') {
    const fec = await openFec(table, source.name, { country: policy.country, ...formats });
    return { ...base, kind, ...fec };
  }
  const mapping =
    mappings && yaml !== undefined ? { mapping: mappings.parseMapping(yaml, FIELDS[kind], options.locale, options.mapping) } : {};
  const list: ListOptions = { currency: policy.currency, ...formats, ...mapping };
  switch (kind) {
    case 'items':
    case 'payments':
      return { ...base, kind, read: await openItems(table, kind, list) };
    case 'debtors':
      return { ...base, kind, read: await openDebtors(table, list) };
    case 'people':
      return { ...base, kind, read: await openPeople(table, list) };
  }
}

function formatsOf({ dateFormat, decimal }: OpenOptions): Pick<ListOptions, 'dateFormat' | 'decimal'> {
  return {
    ...(dateFormat === 'DMY' || dateFormat === 'MDY' || dateFormat === 'YMD' ? { dateFormat } : {}),
    ...(decimal === '.' || decimal === ',' ? { decimal } : {}),
  };
}

const FILE_KINDS = ['fec', 'items', 'debtors', 'people', 'payments'] as const satisfies readonly FileKind[];

const FIELDS = {
  items: Object.keys(ITEM_TYPES.synonyms),
  payments: Object.keys(ITEM_TYPES.synonyms),
  debtors: Object.keys(DEBTOR_TYPES.synonyms),
  people: Object.keys(PERSON_TYPES.synonyms),
} as const;

/** What a mapping is for, by the fields that it names. */
function kindOfMapping(fields: readonly string[]): Exclude<FileKind, 'fec'> {
  if (fields.includes('amount') || fields.includes('openAmount')) return 'items';
  if (fields.includes('email')) return 'people';
  return fields.some((field) => field === 'limit' || field === 'terms' || field === 'siren' || field === 'insurer') ? 'debtors' : 'items';
}

/** What a file is, by its headers. Throws FileFault `unknown-kind` when they say nothing, `missing-column` when they almost make a list of items. */
export function kindOfHeader(header: readonly string[]): FileKind {
  if (isFecHeader(header)) return 'fec';
  const person = hints(header, PERSON_TYPES.synonyms);
  if (person.has('email') && (person.has('roles') || person.has('manager') || person.has('backup'))) return 'people';
  const item = hints(header, ITEM_TYPES.synonyms);
  const amount = item.has('amount') || item.has('openAmount');
  const dated = item.has('issueDate') || item.has('dueDate');
  if (item.has('debtor') && amount && dated) return 'items';
  if (item.has('debtor') && amount && item.has('settledDate')) return 'payments';
  const debtor = hints(header, DEBTOR_TYPES.synonyms);
  const about = ['terms', 'limit', 'siren', 'vat', 'insurer', 'salesperson', 'salesAdmin', 'collector', 'segment'] as const;
  if (debtor.has('debtor') && about.some((field) => debtor.has(field))) return 'debtors';
  if (person.has('email')) return 'people';
  if (amount || dated || item.has('debtor')) {
    const missing = [...(item.has('debtor') ? [] : ['debtor']), ...(amount ? [] : ['amount']), ...(dated ? [] : ['issueDate'])];
    throw new FileFault('missing-column', { missing, found: header, option: '--mapping' });
  }
  throw new FileFault('unknown-kind', { found: header });
}
