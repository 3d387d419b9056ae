/** The log's head stamped by an authority outside, and the stamps held against the log (docs/rules/proof.md, rule 4). */
import type { Act } from '../desk/act.ts';
import { DamagedFile } from '../desk/kept-files.ts';
import type { Reads } from '../desk/store.ts';
import type { PrintedHead } from '../desk/verify-audit.ts';
import { type Stamp, StampFault, type Stamps } from './stamps.ts';

/** What rows and files of stamps are about. */
const SUBJECT = 'audit:stamps';
const STAMPED = 'audit.stamped';

/** A head with the moment at which the authority saw it, and its reply among the kept files. */
export interface StampedHead extends PrintedHead {
  readonly at: number;
  readonly authority: string;
  readonly file: number;
}

/** What is stamped: the head as minutes print it. */
export function headText({ seq, hash }: PrintedHead): string {
  return `${seq}:${hash}`;
}

/** Outside of an act, since nobody waits for a network inside of one. Undefined before there is a log; throws StampFault. */
export async function askForStamp(read: Reads, stamps: Stamps): Promise<{ readonly head: PrintedHead; readonly stamp: Stamp } | undefined> {
  const head = await read.audit.head();
  return head && { head, stamp: await stamps.stamp(headText(head)) };
}

export async function keepStamp({ keep, log }: Act, head: PrintedHead, { reply, at, authority }: Stamp): Promise<StampedHead> {
  const kept = { subject: SUBJECT, debtorId: null, name: `head-${head.seq}.tsr`, mime: 'application/timestamp-reply' };
  const { id: file } = await keep({ ...kept, bytes: reply });
  const facts = { seq: String(head.seq), hash: head.hash, at: String(at), authority, file: String(file) };
  await log(STAMPED, SUBJECT, facts);
  return { ...head, at, authority, file };
}

/** Oldest first. */
export async function stampedHeads(read: Reads): Promise<readonly StampedHead[]> {
  const rows = await read.audit.whole([SUBJECT]);
  return rows
    .filter(({ action }) => action === STAMPED)
    .map(({ payload }) => ({
      ...{ seq: Number(payload.seq), hash: payload.hash ?? '', at: Number(payload.at) },
      ...{ authority: payload.authority ?? '', file: Number(payload.file) },
    }));
}

/** The first that is no stamp of the head that its row names, at the moment that it names. */
export async function badStamp(read: Reads, stamps: Stamps, heads: readonly StampedHead[]): Promise<StampedHead | undefined> {
  for (const head of heads) if (!(await isTrue(read, stamps, head))) return head;
  return undefined;
}

async function isTrue({ files }: Reads, stamps: Stamps, head: StampedHead): Promise<boolean> {
  try {
    const reply = await files.bytes(head.file);
    return reply !== undefined && (await stamps.read(reply, headText(head))).at === head.at;
  } catch (error) {
    if (error instanceof StampFault || error instanceof DamagedFile) return false;
    throw error;
  }
}
