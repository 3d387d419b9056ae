/** The decision record of a motion, read from the house: its tables, and the chain from the motion's first row to the head that its minutes print. */
import type { AuditRow } from '../../desk/audit-ports.ts';
import type { Reads } from '../../desk/store.ts';
import type { ClosedMotion } from '../minutes/closed-motion.ts';
import { cardKey } from '../motion/thread.ts';
import { type DecisionDocument, type DocumentRow, documentOf } from './decision-document.ts';

const PAGE = 5_000;

export async function exportDecision(read: Reads, closed: ClosedMotion): Promise<DecisionDocument> {
  const { trail, motion } = closed;
  const first = trail[0]?.seq ?? closed.decision.headSeq;
  const rows: DocumentRow[] = [];
  for (let after = first - 1; after < closed.decision.headSeq; ) {
    const page = await read.audit.after(after, Math.min(PAGE, closed.decision.headSeq - after));
    rows.push(...page.map((row) => rowOf(row, row.subject === cardKey(motion.id))));
    after = page.at(-1)?.seq ?? closed.decision.headSeq;
  }
  return documentOf({ ...closed, rows });
}

/** What a row about something else holds stays in the house. */
function rowOf({ seq, at, actor, action, subject, digest, prev, hash, salt, payload, erased }: AuditRow, own: boolean): DocumentRow {
  const link = { seq, at, actor, action, subject, digest, prev, hash };
  return own && !erased ? { ...link, salt, payload } : link;
}
