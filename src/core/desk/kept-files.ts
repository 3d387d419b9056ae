/** Files that are kept as evidence: what came with a case, a motion or an exchange, and the documents that were made. */
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Statement } from './statement.ts';
import { deskTexts } from './texts.ts';

/** The bytes of a kept file are not the ones that were kept. */
export class DamagedFile extends Error {
  constructor(id: number) {
    super(`file ${id} is not what was kept`);
  }
}

/** What is known of a kept file without its bytes. */
export interface KeptFileInfo {
  readonly id: number;
  /** What it belongs to: `dispute:12`, `motion:7`, `exchange:4`. */
  readonly subject: string;
  readonly debtorId: number | null;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly at: number;
  readonly actor: string;
}

export interface NewKeptFile extends Omit<KeptFileInfo, 'id' | 'size' | 'sha256'> {
  readonly bytes: Uint8Array;
}

export interface FileReads {
  /** Oldest first. */
  of(subject: string): Promise<readonly KeptFileInfo[]>;
  /** Everything kept for a debtor, oldest first. */
  ofDebtor(debtorId: number): Promise<readonly KeptFileInfo[]>;
  info(id: number): Promise<KeptFileInfo | undefined>;
  /** Hashed again at every reading: throws DamagedFile when they are not the bytes that were kept. */
  bytes(id: number): Promise<Uint8Array | undefined>;
}

export interface FileWrites {
  /** Keeps a file (at most a few MB: it passes through memory); the same content under the same name for the same subject is kept once, and is not `fresh` then. */
  keep(file: NewKeptFile): Promise<{ readonly info: KeptFileInfo; readonly fresh: boolean }>;
}

/** What the audit row of a kept file states (docs/rules/proof.md, rule 7). */
export function fileStatement({ id: _, ...file }: KeptFileInfo): Statement {
  return { KeptFile: file };
}

/** A file on its way out: to be served, posted, attached or packed. Undefined when it is not kept; throws DomainError, in the reader's words, when it is not what was kept. */
export async function servedFile(
  files: Pick<FileReads, 'info' | 'bytes'>,
  id: number,
  locale: Locale,
): Promise<{ readonly info: KeptFileInfo; readonly bytes: Uint8Array } | undefined> {
  const info = await files.info(id);
  if (!info) return undefined;
  try {
    const bytes = await files.bytes(id);
    return bytes && { info, bytes };
  } catch (error) {
    if (error instanceof DamagedFile) throw new DomainError('conflict', deskTexts(locale).damaged(info.name, id), { file: id });
    throw error;
  }
}
