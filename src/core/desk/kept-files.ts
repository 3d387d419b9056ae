/** Files that are kept as evidence: what came with a case, a motion or an exchange, and the documents that were made. */

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
  bytes(id: number): Promise<Uint8Array | undefined>;
}

export interface FileWrites {
  /** Keeps a file (at most a few MB: it passes through memory) and returns its id; the same content under the same name for the same subject is kept once. */
  keep(file: NewKeptFile): Promise<number>;
}
