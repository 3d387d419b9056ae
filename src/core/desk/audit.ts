/**
 * The audit chain: every row's hash covers the row before it and a salted digest of its payload. Personal data in a payload can thus be erased (payload and salt
 * go, the digest stays) and the chain still verifies; without the salt nobody can guess short payloads from their digests.
 */
import { createHash } from 'node:crypto';
import type { AuditEntry, AuditRow } from './audit-ports.ts';

/** What the first row names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** In the payload of a chain's first row, when its rows state everything that decides from the start (docs/rules/proof.md, rule 7). */
export const WHOLE = 'chain';

/** SHA-256 (hex) of the salt and the payload as JSON with its keys in order. */
export function digestOf(salt: string, payload: AuditEntry['payload']): string {
  const ordered = Object.keys(payload)
    .sort()
    .map((key) => [key, payload[key]]);
  return sha256(salt + JSON.stringify(Object.fromEntries(ordered)));
}

/** SHA-256 (hex) over `seq|at|actor|action|subject|digest|prev`. */
export function hashOf(row: Pick<AuditRow, 'seq' | 'at' | 'actor' | 'action' | 'subject' | 'digest' | 'prev'>): string {
  return sha256([row.seq, row.at, row.actor, row.action, row.subject, row.digest, row.prev].join('|'));
}

export type ChainFault = 'gap' | 'prev' | 'hash' | 'payload';

/** What is wrong with a row that follows `before` (undefined: the first row); undefined when nothing is. */
export function faultOf(row: AuditRow, before: { readonly seq: number; readonly hash: string } | undefined): ChainFault | undefined {
  if (row.seq !== (before?.seq ?? 0) + 1) return 'gap';
  if (row.prev !== (before?.hash ?? GENESIS)) return 'prev';
  if (row.hash !== hashOf(row)) return 'hash';
  if (!row.erased && row.digest !== digestOf(row.salt, row.payload)) return 'payload';
  return undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
