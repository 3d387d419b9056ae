/** Everything that happened on an account in one order: what was exchanged, the steps of its disputes, its votes and decisions, and the imports that its lines came with. */

import { type MotionView, viewMotion } from '../committee/chamber.ts';
import { motionsIn } from '../committee/ports.ts';
import { EXCHANGE_KINDS, type Exchange, type ExchangeKind } from '../debtors/exchange.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import type { Dispute, DisputeStep } from '../disputes/dispute.ts';
import { disputesIn } from '../disputes/ports.ts';
import { type Calendar, type Day, localTime } from '../kernel/dates.ts';
import type { ImportTouch } from '../ledger/import-ports.ts';
import { importsIn } from '../ledger/import-ports.ts';

export const TIMELINE_KINDS = [...EXCHANGE_KINDS, 'dispute', 'vote', 'import'] as const;
export type TimelineKind = ExchangeKind | 'dispute' | 'vote' | 'import';

/** What an entry tells of. A vote is told twice: when it was put, and when it was decided. */
export type Source =
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'dispute'; readonly dispute: Dispute; readonly step: DisputeStep }
  | { readonly type: 'proposed'; readonly motion: MotionView }
  | { readonly type: 'decided'; readonly motion: MotionView }
  | { readonly type: 'import'; readonly touch: ImportTouch };

export interface TimelineEntry {
  /** Unique in the account's timeline, and the same at every reading. */
  readonly key: string;
  readonly kind: TimelineKind;
  /** The day on which it took place, and when it was written down (epoch milliseconds). */
  readonly day: Day;
  readonly at: number;
  /** E-mail, or `system:…`. */
  readonly actor: string;
  readonly source: Source;
}

type Sources = Reads;
type Setting = { readonly policy: Policy; readonly calendar: Calendar; readonly now: number };

/** Motions of one debtor that a timeline reads; more than a company puts about one customer in its life. */
const MAX_MOTIONS = 1000;

/** The whole timeline of a debtor, newest first: by the day on which things took place, then as they were written down. */
export async function timelineOf(read: Sources, debtorId: number, setting: Setting): Promise<readonly TimelineEntry[]> {
  const [exchanges, disputes, motions, imports] = await Promise.all([
    historyIn(read).find({ debtorIds: [debtorId] }),
    disputeEntries(read, debtorId),
    motionEntries(read, debtorId, setting),
    importsIn(read).touching(debtorId),
  ]);
  const entries: TimelineEntry[] = [
    ...exchanges.map((exchange): TimelineEntry => {
      const { id, kind, day, at, actor } = exchange;
      return { key: `exchange:${String(id).padStart(10, '0')}`, kind, day, at, actor, source: { type: 'exchange', exchange } };
    }),
    ...disputes,
    ...motions,
    ...imports.map((touch): TimelineEntry => {
      const { id, at, actor } = touch;
      const { day } = localTime(at, setting.policy.timeZone);
      return { key: `import:${String(id).padStart(10, '0')}`, kind: 'import', day, at, actor, source: { type: 'import', touch } };
    }),
  ];
  return entries.sort(newestFirst);
}

/** A total order: two things of one instant stand by their keys, so that pages never overlap. */
export function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  return b.day - a.day || b.at - a.at || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0);
}

async function disputeEntries(read: Reads, debtorId: number): Promise<readonly TimelineEntry[]> {
  const disputes = await disputesIn(read).find({ debtorId });
  const steps = await Promise.all(disputes.map((dispute) => disputesIn(read).steps(dispute.id)));
  return disputes.flatMap((dispute, i) =>
    (steps[i] ?? []).map((step): TimelineEntry => {
      const { id, day, at, actor } = step;
      return {
        key: `dispute:${String(id).padStart(10, '0')}`,
        kind: 'dispute',
        day,
        at,
        actor,
        source: { type: 'dispute', dispute, step },
      };
    }),
  );
}

async function motionEntries(read: Sources, debtorId: number, setting: Setting): Promise<readonly TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (const { id } of await motionsIn(read).find({ debtorId, limit: MAX_MOTIONS })) {
    const file = await motionsIn(read).file(id);
    if (!file) continue;
    const motion = await viewMotion(read, file, setting.now, setting);
    const { opensAt, proposedBy } = motion.motion;
    const { day } = localTime(opensAt, setting.policy.timeZone);
    entries.push({ key: `motion:${id}:1`, kind: 'vote', day, at: opensAt, actor: proposedBy, source: { type: 'proposed', motion } });
    const { decision } = motion;
    if (!decision) continue;
    const actor = motion.motion.delegated ? proposedBy : 'system:committee';
    entries.push({ key: `motion:${id}:2`, kind: 'vote', day: decision.day, at: decision.at, actor, source: { type: 'decided', motion } });
  }
  return entries;
}
