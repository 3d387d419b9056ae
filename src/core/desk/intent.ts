/**
 * What a person wants, whatever they pressed or typed: one flat, versioned record, the same on every platform.
 * A payload comes back from the outside, so it is checked field by field and its texts are cleaned; whatever does not fit is refused, never trusted.
 * An intent's name is an address: a feature adds its own to `Intents` (declaration merging), so that a button of any room is checked where it is written, and
 * the desk knows none of them.
 */
import { cleanText } from '../kernel/clean.ts';
import { isDay } from '../kernel/dates.ts';

/** What a field may be; a `?` makes it optional. A number that no row, page or ledger can have is forged, and is not looked for. */
const FITS = {
  /** At most 200 characters. */
  text: (value: unknown) => typeof value === 'string' && value.length <= MAX_TEXT,
  /** Of a row: as large as the databases count. */
  id: (value: unknown) => isBetween(value, 1, MAX_ID),
  /** From nothing up: a page, a yes or no. */
  count: (value: unknown) => isBetween(value, 0, MAX_ID),
  day: (value: unknown) => typeof value === 'number' && isDay(value),
} as const;
type FieldKind = keyof typeof FITS;
type FieldType = FieldKind | `${FieldKind}?`;
export type IntentSpecs = Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

/** Every intent and its fields. */
export interface Intents {
  readonly help: Readonly<Record<never, never>>;
  readonly 'person.gone': { readonly person: 'id' };
  readonly 'person.here': { readonly person: 'id' };
}

export const deskIntents = { help: {}, 'person.gone': { person: 'id' }, 'person.here': { person: 'id' } } as const satisfies IntentSpecs;

type Value<T> = T extends 'text' | 'text?' ? string : number;
type Fields<S> = { readonly [F in keyof S as S[F] extends `${string}?` ? never : F]: Value<S[F]> } & {
  readonly [F in keyof S as S[F] extends `${string}?` ? F : never]?: Value<S[F]>;
};

export type IntentKind = keyof Intents;
export type IntentOf<K extends IntentKind> = { [P in K]: { readonly kind: P } & Fields<Intents[P]> }[K];
export type Intent = IntentOf<IntentKind>;

const VERSION = 1;
const MAX_TEXT = 200;
/** Ids are 32-bit integers on both databases: PostgreSQL refuses to compare one with more. */
const MAX_ID = 2 ** 31 - 1;

/** The payload of a button: under 2,000 characters, the smallest limit among the platforms (Slack, `value` of a button). */
export function encodeIntent(intent: Intent): string {
  return JSON.stringify({ v: VERSION, ...intent });
}

/** Reads a payload back; undefined when it is forged, damaged, of another version or of a kind that is gone. */
export function decodeIntent(payload: unknown, specs: IntentSpecs): Intent | undefined {
  const raw = typeof payload === 'string' ? parseJson(payload) : payload;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(raw));
  const kind = fields.get('kind');
  if (fields.get('v') !== VERSION || typeof kind !== 'string' || !Object.hasOwn(specs, kind)) return undefined;
  const clean: Record<string, unknown> = { kind };
  for (const [name, type] of Object.entries(specs[kind] ?? {})) {
    const value = fields.get(name);
    if (value === undefined && type.endsWith('?')) continue;
    if (!fits(type, value)) return undefined;
    clean[name] = typeof value === 'string' ? cleanText(value) : value;
  }
  return clean as Intent;
}

function fits(type: FieldType, value: unknown): boolean {
  const checks: Readonly<Record<string, (value: unknown) => boolean>> = FITS;
  return checks[type.replace('?', '')]?.(value) === true;
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
