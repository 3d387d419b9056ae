/** A mapping says how one company's list writes our fields (docs/import.md): a YAML file, or one of those that come with the product. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Locale } from '../core/kernel/locale.ts';
import { isCurrency } from '../core/kernel/money.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { checkedIn, type FaultTexts, faultsOf, faultTexts } from './fault-words.ts';
import { readPlain } from './plain.ts';
import type { Plan } from './plan.ts';
import { KINDS, STATUS_MEANINGS, TYPE_MEANINGS } from './words.ts';
import { readYaml } from './yaml.ts';

const text = z.string().trim().min(1);
const value = z.union([z.string(), z.number(), z.boolean()]).transform((v) => String(v).trim());

function schemaFor(fields: readonly string[], t: FaultTexts) {
  const columns = z.strictObject(Object.fromEntries(fields.map((field) => [field, z.union([text, z.array(text).min(1)]).optional()])));
  return z.strictObject({
    columns,
    defaults: z
      .strictObject({
        currency: text
          .transform((c) => c.toUpperCase())
          .refine(isCurrency, t.noCurrency)
          .optional(),
        kind: z.enum(KINDS).optional(),
      })
      .default({}),
    dateFormat: z.enum(['DMY', 'MDY', 'YMD']).optional(),
    decimal: z.enum(['.', ',']).optional(),
    where: z.record(text, z.union([value.transform((v) => [v]), z.array(value).min(1)])).default({}),
    rounding: z.literal('half-even').optional(),
    sheet: text.optional(),
    headerLine: z.int().min(1).optional(),
    types: z.record(text, z.enum(TYPE_MEANINGS)).default({}),
    statuses: z.record(text, z.record(text, z.enum(STATUS_MEANINGS))).default({}),
    signs: z.record(text, z.enum(['debit', 'credit'])).default({}),
    marks: z.record(text, text.transform((c) => c.toUpperCase()).refine(isCurrency, t.noCurrency)).default({}),
    signed: z.boolean().optional(),
    turned: z.boolean().optional(),
    perLine: z.boolean().optional(),
    shifts: z.record(text, z.number().int().min(-2).max(6)).optional(),
    blankOpen: z.enum(['whole', 'nothing']).optional(),
    says: z.record(text, z.enum(['count', 'aside'])).optional(),
    tax: text.optional(),
    customers: z.boolean().optional(),
    once: z.boolean().optional(),
    blanks: z.enum(['above', 'refuse']).optional(),
    groups: z.enum(['name', 'split']).optional(),
    aside: z.array(text).optional(),
  });
}

/** Checks a mapping's text for a kind of file with those fields. Throws FileFault `bad-mapping` with every fault and its path. */
export function parseMapping(yaml: string, fields: readonly string[], locale: Locale, name?: string): Plan {
  const t = faultTexts(locale);
  const where = name === undefined ? {} : { value: name.slice(0, 80) };
  const file = readYaml(yaml, t);
  if ('faults' in file) throw new FileFault('bad-mapping', { ...where, faults: file.faults });
  const result = checkedIn(locale, schemaFor(fields, t), file.data);
  if (result.success) return withoutUndefined(result.data);
  const unknown = ([part]: readonly string[]): string => (part === 'columns' ? t.noField(fields) : t.noSetting);
  throw new FileFault('bad-mapping', { ...where, faults: faultsOf(result.error, { root: 'mapping', unknown, file }) });
}

/** The fields that a mapping names, whatever else is wrong with it: they tell what kind of file it is for. */
export function mappedFields(yaml: string): readonly string[] {
  const file = readYaml(yaml, faultTexts('en'));
  const content = 'data' in file ? file.data : undefined;
  const columns = typeof content === 'object' && content !== null && 'columns' in content ? content.columns : undefined;
  return typeof columns === 'object' && columns !== null ? Object.keys(columns) : [];
}

/** Optional keys are absent, never undefined. */
function withoutUndefined(data: object): Plan {
  return JSON.parse(JSON.stringify(data)) as Plan;
}

/**
 * The text of a mapping: of a file when the name has a folder, an ending or is there, else of the product's own mapping of that name.
 * Throws FileFault `bad-mapping` that names the product's own ones when there is neither.
 */
export async function mappingText(nameOrPath: string, locale: Locale): Promise<string> {
  const own = join(ownFolder(), `${basename(nameOrPath)}.yaml`);
  const path = !existsSync(nameOrPath) && existsSync(own) ? own : nameOrPath;
  try {
    return readPlain(path);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const t = faultTexts(locale);
    const found = (await readdir(ownFolder())).map((name) => name.replace(/\.yaml$/, ''));
    const readable = error.code === 'too-large' ? t.tooLarge : t.notAFile(path);
    const message = error.code === 'no-file' ? t.noMapping(found) : readable;
    throw new FileFault('bad-mapping', { value: nameOrPath.slice(0, 80), found, faults: [{ path: nameOrPath.slice(0, 80), message }] });
  }
}

/** The mappings lie in the sources and are not compiled: found from the package's root, so that src and dist read the same files. */
function ownFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'src', 'files', 'mappings');
}
