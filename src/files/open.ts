/** A file opened for import: what it is, told by its bytes, its headers and its cells or by whoever imports it; a refusal is one sentence in the reader's language. */
import { createHash } from 'node:crypto';
import type { Policy } from '../core/desk/policy.ts';
import type { Day } from '../core/kernel/dates.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { type Answers, CORRECTED_FIELDS } from '../core/ledger/question.ts';
import { FILE_KINDS, type FileKind, type Layout, type Reading, type ReadingPlan } from '../core/ledger/reading.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { Asker } from './ask.ts';
import { DEBTOR_TYPES, openDebtors } from './debtors.ts';
import { openFec } from './fec.ts';
import { isFecHeader } from './fec-columns.ts';
import { type Grid, headerNames } from './grid.ts';
import { openGrids } from './grids.ts';
import { ITEM_TYPES } from './item-fields.ts';
import { openItems } from './items.ts';
import { isKnown, kindOfHeader, watchOf } from './kind.ts';
import { filterOf, type ListOptions } from './list.ts';
import { openPeople, PERSON_TYPES } from './people.ts';
import { NO_PLAN, type Plan, type SourceProfile } from './plan.ts';
import { chooseSheet } from './sheets.ts';
import { type Sniffed, sniff } from './sniff.ts';
import type { FileSource } from './source.ts';
import { headerAt, surveyGrid } from './survey.ts';
import { openTable, tableUnder } from './table.ts';

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
  readonly sheet?: string;
  /** The day on which it is read: what is dated much later is refused. */
  readonly today?: Day;
  /** What a person said to this file's questions. */
  readonly answers?: Answers;
  /** How files of earlier days were read, and the name of the one that this file goes by. */
  readonly profiles?: readonly SourceProfile[];
  readonly profile?: string;
  /** The name of the list, when it was said. */
  readonly source?: string;
}

/** Opens a file and surveys it once: its kind, encoding and formats are known when this returns. Throws DomainError `bad-file` with the fault's code and details. */
export async function openReading(source: FileSource, options: OpenOptions): Promise<Reading> {
  try {
    const sniffed = await sniff(source);
    return await readingOf(source, sniffed, await openGrids(source, sniffed), options);
  } catch (error) {
    throw asRefusal(error, source.name, options.locale);
  }
}

async function readingOf(source: FileSource, sniffed: Sniffed, grids: readonly Grid[], options: OpenOptions): Promise<Reading> {
  // Loaded only when it is asked for: what parses a mapping costs twenty megabytes.
  const mappings = options.mapping === undefined ? undefined : await import('./mapping.ts');
  const yaml = await mappings?.mappingText(options.mapping ?? '', options.locale);
  const asker = new Asker(options.locale, options.answers);
  const named = FILE_KINDS.find((k) => k === (options.as ?? asker.given('kind')));
  const { policy, locale } = options;
  const formats = formatsOf(options);
  const print = (kind: FileKind, more: readonly unknown[]): string =>
    createHash('sha256')
      .update(JSON.stringify([sniffed.sha256, kind, yaml ?? '', formats, policy.currency, policy.country, ...more]))
      .digest('hex');
  const base = { file: source.name, sha256: sniffed.sha256 };
  const { grid, top, hidden, sheet, close } = await chooseSheet(grids, options.sheet, asker);
  const layout = (names: readonly string[]): Layout => ({
    header: names.filter((name) => name.trim() !== '').slice(0, SHOWN_COLUMNS),
    sheets: grids.length > 1 ? grids.map(({ name }) => name) : [],
    ...(sheet === undefined ? {} : { sheet }),
  });
  if (named === 'fec' || (named === undefined && yaml === undefined && isFecHeader(top[0]?.cells ?? []))) {
    await close();
    const table = await openTable(source, sniffed);
    const fec = await openFec(table, source.name, { country: policy.country, ...formats, asker });
    const read = { layout: layout(table.header), questions: asker.questions };
    return { ...base, ...read, fingerprint: print('fec', Object.keys(asker.used).length > 0 ? [asker.used] : []), kind: 'fec', ...fec };
  }
  const first = headerAt(top, { known: isKnown, headerLine: undefined });
  const header = top[first]?.cells ?? [];
  const under = top.slice(first + 1).map(({ cells }) => cells);
  const headers = createHash('sha256')
    .update(JSON.stringify(header.map((cell) => cell.trim())))
    .digest('hex')
    .slice(0, 32);
  const profile = yaml !== undefined ? undefined : profileOf(options, headers, asker);
  // Who wants everything asked again was not helped by what was kept.
  const kept = asker.given('afresh') === undefined ? profile?.plan : undefined;
  const mapped = mappings && yaml !== undefined ? kindOfMapping(mappings.mappedFields(yaml)) : undefined;
  const kind = named ?? mapped ?? kept?.as ?? kindOfHeader(header, under);
  const mapping = mappings && yaml !== undefined ? mappings.parseMapping(yaml, FIELDS[kind], locale, options.mapping) : undefined;
  const list: ListOptions = {
    currency: policy.currency,
    ...formats,
    ...(options.today === undefined ? {} : { today: options.today }),
    ...(mapping ? { mapping } : {}),
    ...(kept ? { profile: kept } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    asker,
  };
  const surveyed = {
    known: isKnown,
    watch: watchOf(mapping ?? corrected(kept, asker)),
    headerLine: mapping?.headerLine,
    keeps: (names: readonly string[]) => filterOf(names, mapping),
  };
  if (kind === 'items' || kind === 'payments') {
    const { list: planned, read } = await openItems(await surveyGrid(grid, surveyed), kind, list, hidden);
    const as = options.as === undefined && asker.given('kind') !== undefined ? kind : kept?.as;
    const plan = { ...planned.plan, ...(as ? { as } : {}) };
    const shown = shownPlan(plan, headers, profile?.name ?? options.profile, Object.keys(asker.used).length > 0);
    return {
      ...base,
      ...{ layout: layout(planned.table.header), fingerprint: print(kind, [plan]), questions: asker.questions },
      ...{ kind, plan: shown, read },
    };
  }
  const at = headerAt(top, { known: isKnown, headerLine: mapping?.headerLine });
  const table = tableUnder(grid, headerNames(top[at]?.cells ?? []), top[at]?.line ?? 1);
  const opened = kind === 'debtors' ? { kind, read: await openDebtors(table, list) } : { kind, read: await openPeople(table, list) };
  return { ...base, layout: layout(table.header), fingerprint: print(kind, [asker.used]), questions: asker.questions, ...opened };
}

/** Columns that can be chosen among: what platforms list in one select, and a hostile file has sixteen thousand. */
const SHOWN_COLUMNS = 99;

/** A plan with the columns that a person named, so that these are looked at as such. */
function corrected(plan: Plan | undefined, asker: Asker): Plan {
  const named = CORRECTED_FIELDS.flatMap((field) => {
    const column = asker.given(field);
    return column === undefined ? [] : [[field, column] as const];
  });
  return { ...(plan ?? NO_PLAN), columns: { ...plan?.columns, ...Object.fromEntries(named) } };
}

/** Of the kept plans the one that is named, else the one whose file had the same headers; two that differ are asked about. */
function profileOf({ profiles = [], profile, source }: OpenOptions, headers: string, asker: Asker): SourceProfile | undefined {
  if (profile !== undefined) {
    const own = profiles.filter(({ name }) => name === profile);
    return own.find(({ fingerprint }) => fingerprint === headers) ?? own.at(-1);
  }
  const fits = profiles.filter(({ fingerprint }) => fingerprint === headers);
  const said = source ?? asker.given('source');
  const named = fits.find(({ name }) => name === said);
  if (named) return named;
  const [first, second] = fits;
  if (!first || !second || fits.every(({ plan }) => JSON.stringify(plan) === JSON.stringify(first.plan))) return first;
  const answer = asker.ask({
    id: 'profile',
    code: 'which-profile',
    about: asker.t.whichProfile,
    values: fits.map(({ name }) => name),
    choices: fits.map(({ name }) => (name === '' ? { value: UNNAMED, label: asker.t.unnamed } : { value: name, label: name })),
  });
  return fits.find(({ name }) => (name === '' ? UNNAMED : name) === answer);
}

/** A list that nobody named, as an answer. */
const UNNAMED = '-';

function shownPlan(plan: Plan, headers: string, profile: string | undefined, answered: boolean): ReadingPlan {
  // What is told of each file anew is not kept for the next.
  const { headerLine: _, lastLine: __, signed: ___, ...kept } = plan;
  return { headers, profile, answered, columns: plan.columns, aside: plan.aside ?? [], text: JSON.stringify(kept) };
}

function formatsOf({ dateFormat, decimal }: OpenOptions): Pick<ListOptions, 'dateFormat' | 'decimal'> {
  return {
    ...(dateFormat === 'DMY' || dateFormat === 'MDY' || dateFormat === 'YMD' ? { dateFormat } : {}),
    ...(decimal === '.' || decimal === ',' ? { decimal } : {}),
  };
}

const FIELDS = {
  items: Object.keys(ITEM_TYPES.synonyms),
  payments: Object.keys(ITEM_TYPES.synonyms),
  debtors: Object.keys(DEBTOR_TYPES.synonyms),
  people: Object.keys(PERSON_TYPES.synonyms),
} as const;

/** What a mapping is for, by the fields that it names. */
function kindOfMapping(fields: readonly string[]): Exclude<FileKind, 'fec'> {
  if (['amount', 'openAmount', 'debit', 'credit'].some((field) => fields.includes(field))) return 'items';
  if (fields.includes('email')) return 'people';
  return fields.some((field) => field === 'limit' || field === 'terms' || field === 'siren' || field === 'insurer') ? 'debtors' : 'items';
}
