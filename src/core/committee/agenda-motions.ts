/** The committee's part of the day: votes that end, limits to enter, accounts in litigation (out of the ordinary chasing), and decisions to look at again. */

import type { Action } from '../agenda/action.ts';
import type { House } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { type Calendar, type Day, localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { liveBallots } from './count/ballots.ts';
import type { Route } from './dossier/proposal.ts';
import { type DecisionRecord, type MotionFile, voteOf } from './motion/motion-record.ts';
import { followUpsOf } from './motion-view.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

export const MOTION_ACTION_KINDS = ['vote', 'enter', 'litigation', 'follow-up'] as const;
export type MotionActionKind = (typeof MOTION_ACTION_KINDS)[number];

/** What an action of the committee is about. */
export interface MotionAction {
  readonly id: number;
  readonly route?: Route;
  /** Ballots that are missing, or the days of a follow-up. */
  readonly count: number;
}

/** Share of the amount at risk in hundredths [proposal]: a vote that is not cast holds up a decision; litigation is in other hands already. */
const RISK: Readonly<Record<MotionActionKind, bigint>> = { vote: 30n, enter: 20n, litigation: 10n, 'follow-up': 10n };

export interface MotionAgenda {
  readonly actions: readonly Action[];
  /** Accounts in litigation: no overdue chasing. */
  readonly inLitigation: ReadonlySet<number>;
}

export async function motionAgenda(
  read: Reads,
  debtors: ReadonlyMap<number, Debtor>,
  people: readonly Person[],
  date: Day,
  policy: Policy,
  calendar: Calendar,
): Promise<MotionAgenda> {
  const [open, decided] = await Promise.all([
    motionsIn(read).find({ status: 'open', limit: 100 }),
    motionsIn(read).decisions({ to: date }),
  ]);
  const approved = decided.filter((d) => d.outcome === 'approved');
  const routes = await routesOf(read, approved.filter(isInLitigation));
  const emails = new Map(people.map((p) => [p.id, p.email]));
  const actions: Action[] = [];
  for (const { id } of open) {
    const file = await motionsIn(read).file(id);
    const debtor = file?.motion.debtorId == null ? undefined : debtors.get(file.motion.debtorId);
    const action = file && debtor && voteAction(file, debtor, date, policy, people);
    if (action) actions.push(action);
  }
  for (const decision of approved) {
    const debtor = decision.debtorId === null ? undefined : debtors.get(decision.debtorId);
    if (debtor)
      actions.push(
        ...decisionActions(decision, debtor, date, { policy, calendar }, emails.get(decision.ownerId ?? -1), routes.get(decision.motionId)),
      );
  }
  return { actions, inLitigation: new Set(approved.filter(isInLitigation).flatMap((d) => d.debtorId ?? [])) };
}

function isInLitigation(decision: DecisionRecord): boolean {
  return decision.kind === 'litigation' && decision.carrying === 'entered';
}

async function routesOf(read: Reads, decisions: readonly DecisionRecord[]): Promise<ReadonlyMap<number, Route>> {
  const routes = new Map<number, Route>();
  for (const { motionId } of decisions) {
    const proposal = (await motionsIn(read).file(motionId))?.motion.proposal;
    if (proposal?.kind === 'litigation') routes.set(motionId, proposal.route);
  }
  return routes;
}

/** A vote that closes by the end of tomorrow, with how many ballots are missing; nobody is named. */
function voteAction(file: MotionFile, debtor: Debtor, date: Day, policy: Policy, people: readonly Person[]): Action | undefined {
  const { motion } = file;
  const { silent, closesAt } = liveBallots(voteOf(file, Math.max(motion.opensAt, motion.closesAt - 1)));
  const due = localTime(closesAt, policy.timeZone).day;
  if (localTime(motion.opensAt, policy.timeZone).day > date || due > date + 1 || silent.length === 0) return undefined;
  const chair = people.find((p) => p.roles.includes(motion.rule.chair))?.email;
  const about = { id: motion.id, count: silent.length };
  return action('vote', debtor, motion.proposal.amount, motion.proposal.currency, due, chair, about);
}

function decisionActions(
  decision: DecisionRecord,
  debtor: Debtor,
  date: Day,
  house: Pick<House, 'policy' | 'calendar'>,
  owner: string | undefined,
  route: Route | undefined,
): Action[] {
  const { motionId: id, approved, currency, dueDay } = decision;
  const amount = approved ?? 0n;
  const actions: Action[] = [];
  if (decision.kind === 'limit' && decision.carrying === 'entering')
    actions.push(action('enter', debtor, amount, currency, dueDay, owner, { id, count: 0 }));
  if (isInLitigation(decision) && route)
    actions.push(action('litigation', debtor, amount, currency, dueDay, owner, { id, route, count: 0 }));
  const reached = followUpsOf(decision.day, house).findLast(({ after, day }) => day <= date && after > decision.followed);
  if (reached) actions.push(action('follow-up', debtor, amount, currency, reached.day, owner, { id, count: reached.after }));
  return actions;
}

function action(
  kind: MotionActionKind,
  debtor: Debtor,
  amount: bigint,
  currency: string,
  due: Day,
  owner: string | undefined,
  motion: MotionAction,
): Action {
  const risk = (amount * RISK[kind]) / 100n;
  return { id: `${kind}/${motion.id}`, kind, debtor, amount, currency, days: 0, old: 0n, owner, risk, due, motion };
}

/** Why it is on the agenda, in words. */
export function motionReason(kind: MotionActionKind, { motion, due }: Action, locale: Locale): string {
  const words = committeeTexts(locale);
  const id = motion?.id ?? 0;
  switch (kind) {
    case 'vote':
      return words.agenda.vote(motion?.count ?? 0, format.date(due, locale, due));
    case 'enter':
      return words.agenda.enter(id);
    case 'litigation':
      return motion?.route ? words.agenda.litigation(words.routes[motion.route], words.nextStep[motion.route]) : words.kinds.litigation;
    case 'follow-up':
      return words.agenda['follow-up'](id, motion?.count ?? 0);
  }
}
