/** A decided motion as documents tell it: with its rows of the audit chain, and with every name as it was at the close, so that they are the same at any later date. */
import type { AuditRow } from '../../desk/audit-ports.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Reads } from '../../desk/store.ts';
import { unpack } from '../../kernel/pack.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import type { DecisionRecord } from '../motion/motion-record.ts';
import type { FollowUp, MotionView } from '../motion/motion-view.ts';
import { cardKey } from '../motion/thread.ts';

/** What a document calls by name and a later day may call otherwise. Kept in the audit row of the close. */
export interface Named {
  readonly company: { readonly name: string; readonly siren: string } | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly debtor: { readonly code: string; readonly name: string } | null;
  /** By e-mail address: all who had a part in it. */
  readonly people: Readonly<Record<string, string>>;
  /** E-mail address of whoever carries it out. */
  readonly owner: string | null;
  readonly followUps: readonly FollowUp[];
}

export interface ClosedMotion extends MotionView {
  readonly decision: DecisionRecord;
  /** Its rows of the audit chain up to the head that the decision names, oldest first. */
  readonly trail: readonly AuditRow[];
  readonly named: Named;
}

/** The row that a decision ends with. */
const CLOSING = 'motion.closed';
/** More rows than a motion has in its life. */
const MANY = 10_000;

/** Undefined while the vote is open. A motion that was closed before names were kept has today's. */
export async function closedMotion(read: Reads, view: MotionView, policy: Policy): Promise<ClosedMotion | undefined> {
  const { decision } = view;
  if (!decision) return undefined;
  const rows = (await read.audit.about(cardKey(view.motion.id), MANY)).toReversed();
  const trail = rows.filter(({ seq }) => seq <= decision.headSeq);
  const kept = trail.find(({ action }) => action === CLOSING)?.payload.named;
  const named = kept === undefined ? await namesNow(read, view, policy) : (unpack(kept) as Named);
  const debtor = view.debtor && { ...view.debtor, ...named.debtor };
  return { ...view, decision, debtor, trail, named, names: new Map(Object.entries(named.people)) };
}

/** Who and what a decision concerns. */
type Concerned = Pick<MotionView, 'motion' | 'voters' | 'ballots' | 'debtor' | 'owner' | 'followUps' | 'people'>;

export async function namesNow(read: Reads, concerned: Concerned, policy: Policy): Promise<Named> {
  const { motion, voters, ballots, debtor, owner, followUps, people } = concerned;
  const company = policy.company ?? (debtor && (await debtorsIn(read).companies()).find(({ id }) => id === debtor.companyId));
  const names = new Map([...people, ...voters.map(({ id, name }) => ({ email: id, name }))].map(({ email, name }) => [email, name]));
  const trail = await read.audit.about(cardKey(motion.id), MANY);
  const part = new Set([
    ...[motion.proposedBy, owner?.email, ...trail.map(({ actor }) => actor)],
    ...voters.flatMap(({ id, substitute }) => [id, substitute]),
    ...ballots.flatMap(({ voter, by }) => [voter, by]),
  ]);
  return {
    company: company && company.name !== '' ? { name: company.name, siren: company.siren } : null,
    timeZone: policy.timeZone,
    debtor: debtor ? { code: debtor.code, name: debtor.name } : null,
    people: Object.fromEntries([...names].filter(([email]) => part.has(email)).sort()),
    owner: owner?.email ?? null,
    followUps,
  };
}
