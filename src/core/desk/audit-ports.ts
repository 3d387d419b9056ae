/** The append-only audit log. */

export interface AuditEntry {
  readonly at: number;
  /** E-mail of the person, or `system:<what>`. */
  readonly actor: string;
  readonly action: string;
  /** What it is about, as `<noun>:<id>`. */
  readonly subject: string;
  /** Flat facts without amounts in floats: strings only. */
  readonly payload: Readonly<Record<string, string>>;
}

export interface AuditRow extends AuditEntry {
  readonly seq: number;
  readonly salt: string;
  /** The payload (and the salt) were erased under the policy's retention; the digest stays. */
  readonly erased: boolean;
  /** SHA-256 of salt and payload; stays when the payload is erased. */
  readonly digest: string;
  readonly prev: string;
  readonly hash: string;
}

export interface AuditReads {
  head(): Promise<{ readonly seq: number; readonly hash: string } | undefined>;
  after(seq: number, limit: number): Promise<readonly AuditRow[]>;
  about(subject: string, limit: number): Promise<readonly AuditRow[]>;
  /** Every row about these subjects, oldest first. */
  whole(subjects: readonly string[]): Promise<readonly AuditRow[]>;
  /** The number of each subject's last row. */
  lastOf(subjects: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The last row before an instant. */
  lastBefore(at: number): Promise<AuditRow | undefined>;
  /** Numbers above `after`, in their order, under which tables hold something of that noun although no row is about it, with the table. */
  strangers(noun: string, after: number, limit: number): Promise<readonly { readonly id: number; readonly table: string }[]>;
}

export interface AuditWrites {
  append(entry: AuditEntry): Promise<void>;
  /** The payloads and salts of rows go; their digests stay. */
  erase(rows: readonly number[]): Promise<void>;
}

/** What names an erased row in the chain (docs/rules/proof.md, rule 3). */
export function erasureOf(seq: number): string {
  return `erased:${seq}`;
}
