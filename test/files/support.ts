/** Opens a file from memory the way an import does, and gathers what comes out. */
import type { PersonRow } from '../../src/core/desk/people-ports.ts';
import { DEFAULT_POLICY, type CompanyPolicy as Policy } from '../../src/core/features.ts';
import { DomainError } from '../../src/core/kernel/errors.ts';
import type { FileFaultCode, FileFaultDetails } from '../../src/core/ledger/file-fault.ts';
import type { DebtorRow, EntryFacts, FecRow, ListRow, Remark } from '../../src/core/ledger/item.ts';
import type { FecReading, Reading } from '../../src/core/ledger/reading.ts';
import { type OpenOptions, openReading } from '../../src/files/open.ts';
import { type FileSource, fileInMemory } from '../../src/files/source.ts';

export type Flags = Partial<OpenOptions> & { readonly policy?: Policy };

export function open(source: FileSource, flags: Flags = {}): Promise<Reading> {
  return openReading(source, { policy: DEFAULT_POLICY, locale: 'en', ...flags });
}

export interface Gathered<Row> {
  readonly rows: Row[];
  readonly rejected: Remark[];
  readonly warnings: Remark[];
  readonly entries: EntryFacts[];
  readonly batches: number[];
  ignored: number;
}

async function gather<Row>(reading: Reading): Promise<Gathered<Row>> {
  const all: Gathered<Row> = { rows: [], rejected: [], warnings: [], entries: [], batches: [], ignored: 0 };
  await reading.read(async (batch) => {
    all.rows.push(...(batch.rows as readonly unknown[] as Row[]));
    all.rejected.push(...batch.rejected.map(({ cells: _, ...remark }) => remark));
    all.warnings.push(...batch.warnings);
    if ('entries' in batch) all.entries.push(...batch.entries);
    all.batches.push(batch.rows.length + batch.rejected.length + batch.ignored);
    all.ignored += batch.ignored;
  });
  return all;
}

type Content = string | Uint8Array | FileSource;

function sourceOf(content: Content, name: string): FileSource {
  return typeof content === 'string' || content instanceof Uint8Array ? fileInMemory(name, content) : content;
}

export async function items(content: Content, flags: Flags = {}, name = 'list.csv'): Promise<Gathered<ListRow>> {
  return gather(await open(sourceOf(content, name), { as: 'items', ...flags }));
}

export async function debtors(content: Content, flags: Flags = {}): Promise<Gathered<DebtorRow>> {
  return gather(await open(sourceOf(content, 'debtors.csv'), { as: 'debtors', ...flags }));
}

export async function people(content: Content, flags: Flags = {}): Promise<Gathered<PersonRow>> {
  return gather(await open(sourceOf(content, 'people.csv'), { as: 'people', ...flags }));
}

export async function fec(
  content: Content,
  flags: Flags = {},
  name = '123456789FEC20261231.txt',
): Promise<Gathered<FecRow> & { readonly reading: FecReading }> {
  const reading = await open(sourceOf(content, name), { as: 'fec', ...flags });
  if (reading.kind !== 'fec') throw new Error('not a FEC');
  return { ...(await gather<FecRow>(reading)), reading };
}

/** The fault for which the file is refused, with its details and its sentence. Fails when the file is read after all. */
export async function refusal(
  content: Content,
  flags: Flags = {},
  name = 'list.csv',
): Promise<FileFaultDetails & { readonly fault: FileFaultCode; readonly sentence: string }> {
  try {
    const reading = await open(sourceOf(content, name), flags);
    const [question] = reading.questions;
    if (question) {
      const { id, code, about, choices, values, ...seen } = question;
      return {
        ...seen,
        fault: code,
        field: id,
        found: choices.map(({ value }) => value),
        value: values[0] ?? '',
        sentence: about,
      } as never;
    }
    await gather(reading);
  } catch (error) {
    if (error instanceof DomainError) return { ...(error.details as FileFaultDetails & { fault: FileFaultCode }), sentence: error.message };
    throw error;
  }
  throw new Error('the file was read');
}

/** A source that hands out its bytes in chunks of the given sizes, over and over. */
export function inChunks(content: string | Uint8Array, sizes: readonly number[], name = 'list.csv'): FileSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = Math.max(1, sizes[i % sizes.length] ?? 1);
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
  return { name, size: bytes.length, open: async () => chunks() };
}
