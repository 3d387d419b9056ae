/** Whether the audit log still is what was written: its chain from the first row to the last, and every head that was printed elsewhere. */
import { type ChainFault, faultOf } from './audit.ts';
import { type AuditReads, type AuditRow, erasureOf } from './audit-ports.ts';

/** A head of the chain that minutes, or a person, hold: the row of that number had that hash. */
export interface PrintedHead {
  readonly seq: number;
  readonly hash: string;
}

/** `head`: the row is not the one that was printed. `cut`: the log ends before a printed row. `erased`: its payload is gone, and no row says so. */
export type AuditFault = { readonly seq: number; readonly why: ChainFault | 'head' | 'cut' | 'erased' };

export interface Verified {
  readonly rows: number;
  readonly head: PrintedHead | undefined;
  /** The first bad row; undefined when all is well. */
  readonly fault: AuditFault | undefined;
}

/** Looks at good rows, page by page; true ends the walk. */
export type EachPage = (page: readonly AuditRow[]) => Promise<boolean>;

export interface Walk {
  /** The row before the first one that is looked at: taken as it is. */
  readonly after?: AuditRow | undefined;
  readonly each?: EachPage;
}

const PAGE = 5_000;
/** Below any row's number, and still a 32-bit integer: a row slipped in before the first is found. */
export const BEFORE_ALL = -2_147_483_648;

/** Reads the log page by page; heads in any order. */
export async function verifyAudit(
  read: Pick<AuditReads, 'after' | 'lastOf'>,
  heads: readonly PrintedHead[] = [],
  { after: known, each = async () => false }: Walk = {},
): Promise<Verified> {
  const printed = new Map<number, Set<string>>();
  for (const { seq, hash } of heads) printed.set(seq, (printed.get(seq) ?? new Set()).add(hash));
  let before = known;
  let rows = 0;
  for (;;) {
    const page = await read.after(before?.seq ?? BEFORE_ALL, PAGE);
    const erasures = await read.lastOf(page.flatMap((row) => (row.erased ? [erasureOf(row.seq)] : [])));
    for (const row of page) {
      const why = faultOf(row, before) ?? (isErasedAlone(row, erasures) ? ('erased' as const) : undefined);
      if (why) return { rows, head: headOf(before), fault: { seq: (before?.seq ?? 0) + 1, why } };
      const known = printed.get(row.seq);
      if (known && (known.size > 1 || !known.has(row.hash))) return { rows, head: headOf(before), fault: { seq: row.seq, why: 'head' } };
      before = row;
      rows++;
    }
    if ((await each(page)) || page.length < PAGE) break;
  }
  const last = before?.seq ?? 0;
  const missing = [...printed.keys()].filter((seq) => seq > last);
  return { rows, head: headOf(before), fault: missing.length > 0 ? { seq: last + 1, why: 'cut' } : undefined };
}

/** Without a later row of its own that says so. */
function isErasedAlone(row: AuditRow, erasures: ReadonlyMap<string, number>): boolean {
  return row.erased && (erasures.get(erasureOf(row.seq)) ?? 0) <= row.seq;
}

function headOf(row: AuditRow | undefined): PrintedHead | undefined {
  return row && { seq: row.seq, hash: row.hash };
}
