/** Motions held against the audit chain (docs/rules/proof.md, rule 9): rebuilt, recounted with the tally's own code, their dossiers hashed and their printed heads found. */
import type { AuditRow } from '../../desk/audit-ports.ts';
import type { ChainedKind, Held, OwnFault } from '../../desk/chained.ts';
import { packOrdered } from '../../kernel/pack.ts';
import { judge } from '../count/judge.ts';
import { hashOfDossier } from '../motion/dossier.ts';
import { type DecisionRecord, type MotionFile, voteOf } from '../motion/motion-record.ts';
import { motionsIn } from '../motion/ports.ts';
import { motionStatement } from './motion-statement.ts';

export const chainedMotions: ChainedKind = {
  noun: 'motion',
  table: 'Motion',
  always: true,
  async held(read, ids) {
    const held = new Map<number, Held>();
    for (const id of ids) {
      const file = await motionsIn(read).file(id);
      const [decision] = await motionsIn(read).decisions({ motionId: id });
      if (!file) continue;
      const states = motionStatement(file, decision);
      held.set(id, {
        states,
        fault: (rows) => dossierFault(file) ?? (decision && (recountFault(file, decision) ?? headFault(decision, rows))),
      });
    }
    return held;
  },
};

function dossierFault({ facts }: MotionFile): OwnFault | undefined {
  const bad = facts.find(({ dossier, hash }) => hashOfDossier(dossier) !== hash);
  return bad && { table: 'MotionFacts', record: String(bad.number), why: 'dossier' };
}

/** The vote judged again, at the instant of its decision. */
function recountFault(file: MotionFile, decision: DecisionRecord): OwnFault | undefined {
  const { motion } = file;
  const field = motion.status === decision.outcome ? (motion.delegated ? undefined : miscounted(file, decision)) : 'outcome';
  return field === undefined ? undefined : { table: 'Decision', field, why: 'recount' };
}

function miscounted(file: MotionFile, decision: DecisionRecord): string | undefined {
  const { proposal } = file.motion;
  const counted = judge(voteOf(file, decision.at));
  const { outcome, reason, early, quorum, tally } = counted;
  const approved = outcome === 'approved' && proposal.kind !== 'generic' ? (counted.approvedAmount ?? proposal.amount) : null;
  const again = { outcome, reason, early, quorum, tally, approved };
  return Object.entries(again).find(([name, value]) => packOrdered(Reflect.get(decision, name)) !== packOrdered(value))?.[0];
}

/** Minutes print the row that closed the vote. */
function headFault({ headSeq, headHash }: DecisionRecord, rows: readonly AuditRow[]): OwnFault | undefined {
  const closed = rows.find((row) => row.action === 'motion.closed');
  return closed && (closed.seq !== headSeq || closed.hash !== headHash) ? { table: 'Decision', field: 'headSeq', why: 'head' } : undefined;
}
