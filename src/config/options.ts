/** What a line of the policy file may be: one table of options gives the check, the way over the default, and the row in docs/policy.md. */
import { z } from 'zod';

/** A kind of value: what the file may say becomes what the policy holds. */
export interface Kind<T> {
  /** The check; `otherwise` is the default, for values that name a part of it only. */
  is(otherwise: T): z.ZodType<T>;
  /** As in the file; '' when there is nothing to show. */
  show(value: T): string;
}

/** Options under one name, each with its meaning in one sentence. */
export interface Section<P> extends Kind<P> {
  rows(path: string, otherwise: P): readonly OptionRow[];
}

export interface OptionRow {
  readonly option: string;
  readonly default: string;
  readonly means: string;
}

type Kinds<P> = { readonly [K in keyof P]-?: Kind<P[K]> };
type Meanings<P> = { readonly [K in keyof P]: string };

export function section<P extends object>(kinds: Kinds<P>, means: Meanings<P>): Section<P> & { readonly kinds: Kinds<P> } {
  const rows: Section<P>['rows'] = (path, otherwise) =>
    named(kinds).map(([key, kind]) => ({
      option: path + (/^[\w-]+$/.test(key) ? key : JSON.stringify(key)),
      default: kind.show(Reflect.get(otherwise, key)),
      means: new Map<string, string>(Object.entries(means)).get(key) ?? '',
    }));
  return { ...parts(kinds), kinds, rows };
}

/** Several values under one name; those that the file leaves out keep their default. */
export function parts<P extends object>(kinds: Kinds<P>, checks: readonly Check<Partial<P>>[] = []): Kind<P> {
  return {
    is(otherwise) {
      const shape = named(kinds).map(([key, kind]) => [key, kind.is(Reflect.get(otherwise, key)).optional()]);
      // The kinds say what each gives.
      const given = z.strictObject(Object.fromEntries(shape)) as z.ZodType as z.ZodType<Partial<P>>;
      return checks.reduce((all, [holds, fault]) => all.refine(holds, fault), given).transform((part): P => ({ ...otherwise, ...part }));
    },
    show: (value) => braced(named(kinds).map(([key, kind]) => [key, kind.show(Reflect.get(value, key))])),
  };
}

/** What must hold, and what is said when it does not. */
type Check<T> = readonly [holds: (given: T) => boolean, fault: string];

function named(kinds: object): readonly (readonly [string, Kind<unknown>])[] {
  return Object.entries(kinds);
}

/** A value that is replaced as a whole. */
export function value<T>(is: z.ZodType<T>, show: (value: T) => string = flow): Kind<T> {
  return { is: () => is, show };
}

/** The same kind under each of some names. */
export function each<K extends string, V>(names: readonly K[], kind: Kind<V>): Kinds<Readonly<Record<K, V>>> {
  return Object.fromEntries(names.map((name) => [name, kind])) as Kinds<Record<K, V>>;
}

/** Without what is undefined. */
export function present<T extends object>(part: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, held]) => held !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** In YAML's short way of writing. */
export function flow(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'string') return /^[\w.-]*[A-Za-z_/][\w ./-]*$/u.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return braced(Object.entries(value).map(([key, part]) => [key, flow(part)]));
  return String(value);
}

function braced(entries: readonly (readonly string[])[]): string {
  const shown = entries.filter(([, part]) => part !== '');
  return shown.length === 0 ? '' : `{ ${shown.map(([key, part]) => `${key}: ${part}`).join(', ')} }`;
}
