/** Which column holds which field: headers in French and English are recognised, a mapping overrules, and two candidates for one field are never chosen between. */
import { FileFault } from '../core/ledger/file-fault.ts';
import { withoutUnit } from './units.ts';

/** For each field the headers that mean it, then those that mean it when nothing better is there, in two steps ("Client" is the account only without a "N° client" and without a "Compte"). Separated by "|". */
export type Synonyms<F extends string> = Readonly<Record<F, readonly [certain: string, likely?: string, perhaps?: string]>>;

export interface ColumnMapping {
  /** Field → header, or several headers of which the first that the file has is taken. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
}

export class Columns<F extends string> {
  readonly #at: ReadonlyMap<F, number>;
  readonly #header: readonly string[];
  /** Headers that no field claims. */
  readonly unknown: readonly string[];

  constructor(header: readonly string[], at: ReadonlyMap<F, number>, unknown: readonly string[]) {
    this.#header = header;
    this.#at = at;
    this.unknown = unknown;
  }

  has(field: F): boolean {
    return this.#at.has(field);
  }

  /** Index of the field's column, -1 without one. */
  at(field: F): number {
    return this.#at.get(field) ?? -1;
  }

  /** The header as the file writes it, else the field's own name. */
  name(field: F): string {
    return this.#header[this.at(field)] ?? field;
  }
}

/** Words that change nothing in a header. */
const STOP = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'of',
  'the',
  'en',
  'in',
  'del',
  'della',
  'di',
  'der',
  'die',
  'das',
  'van',
  'el',
]);
/** They stand after amounts, often in brackets. */
const CURRENCIES = new Set(['eur', 'euro', 'euros', 'usd', 'chf', 'gbp']);
const NUMBER = new Set(['n', 'no', 'nr', 'num', 'numero', 'number', 'nbr', 'nummer']);

/** "Dû" with its accent is no article: "montant dû" is not "montant". */
export const OWED = /(?<!\p{L})dûe?s?(?!\p{L})/giu;

/** A header without case, accents, punctuation and stop words: "N° de client", "client_number" and "numero client" look alike ("client no", in any order). */
export function headerKey(header: string): string {
  const words = withoutUnit(header)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(OWED, 'owed')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Dutch and German write it on: "Factuurnr", "Kundennummer".
    .replace(/([a-z]{3})(?:nr|nummer)(?![a-z])/g, '$1 no')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !CURRENCIES.has(word));
  // At the end "du" is "dû": "montant dû" is not "montant".
  if (words.at(-1) === 'du') words.push('owed');
  return words
    .filter((word) => !STOP.has(word))
    .map((word) => (NUMBER.has(word) ? 'no' : word))
    .sort()
    .join(' ');
}

const KEYS = new Map<string, readonly string[]>();

/** The keys of headers that are separated by "|". They are the same hundreds for every file: each is made once. */
export function keysOf(headers = ''): readonly string[] {
  const known = KEYS.get(headers);
  if (known) return known;
  const keys = headers.split('|').filter(Boolean).map(headerKey);
  KEYS.set(headers, keys);
  return keys;
}

/** Columns of the fields by their own names and by synonyms; `choose` says which of several it is, or that one bears another name. */
export function recognise<F extends string>(
  header: readonly string[],
  synonyms: Synonyms<F>,
  choose: (field: F, fits: readonly number[]) => number | undefined,
): Columns<F> {
  const keys = header.map(headerKey);
  const fields = Object.keys(synonyms) as F[];
  const at = new Map<F, number>();
  const taken = new Set<number>();
  const take = (field: F, i: number): void => {
    at.set(field, i);
    taken.add(i);
  };
  for (const field of fields) {
    const said = choose(field, []);
    if (said !== undefined) take(field, said);
  }
  for (const tier of [0, 1, 2] as const) {
    for (const field of fields) {
      if (at.has(field)) continue;
      const words = new Set([...keysOf(synonyms[field][tier]), ...(tier === 0 ? keysOf(field) : [])]);
      const fits = keys.flatMap((key, i) => (words.has(key) && !taken.has(i) ? [i] : []));
      const [first] = fits;
      if (first !== undefined) take(field, (fits.length > 1 ? choose(field, fits) : undefined) ?? first);
    }
  }
  return new Columns(
    header,
    at,
    header.filter((name, i) => name !== '' && !taken.has(i)),
  );
}

/** The fields that some header means, certainly or perhaps: enough to tell what a file is, never to read it. */
export function hints<F extends string>(header: readonly string[], synonyms: Synonyms<F>): ReadonlySet<F> {
  const keys = new Set(header.map(headerKey));
  const fields = Object.keys(synonyms) as F[];
  return new Set(fields.filter((field) => [field, ...synonyms[field]].flatMap(keysOf).some((key) => keys.has(key))));
}

/** Columns as a mapping names them; what it does not name is found by the fields' own names only. Throws FileFault `missing-column`, `ambiguous-column`. */
export function mapped<F extends string>(header: readonly string[], fields: readonly F[], mapping: ColumnMapping): Columns<F> {
  const at = new Map<F, number>();
  const missing: string[] = [];
  for (const field of fields) {
    const wanted = mapping.columns[field] ?? [];
    const names = typeof wanted === 'string' ? [wanted] : wanted;
    const found = names.map((name) => indexOf(header, name, field)).find((i) => i !== -1);
    if (found !== undefined) at.set(field, found);
    else if (typeof wanted === 'string') missing.push(wanted);
    else if (names.length === 0 && header.includes(field)) at.set(field, header.indexOf(field));
  }
  if (missing.length > 0) throw new FileFault('missing-column', { missing, found: header });
  return new Columns(header, at, []);
}

/** The column under that header: as written, else whatever its case and accents; -1 when there is none. Throws FileFault `ambiguous-column` when it stands there twice. */
export function indexOf(header: readonly string[], name: string, field: string): number {
  const wanted = name.trim();
  const exact = header.flatMap((h, i) => (h === wanted ? [i] : []));
  const fits = exact.length > 0 ? exact : header.flatMap((h, i) => (headerKey(h) === headerKey(wanted) ? [i] : []));
  if (fits.length > 1) throw ambiguous(field, header, fits);
  return fits[0] ?? -1;
}

function ambiguous(field: string, header: readonly string[], fits: readonly number[]): FileFault {
  return new FileFault('ambiguous-column', { field, found: fits.map((i) => header[i] ?? '') });
}
