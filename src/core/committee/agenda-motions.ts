/** The committee's part of the day: votes that end, limits to enter, accounts in litigation (out of the ordinary chasing), and decisions to look at again. */
import { type Action, type ActionDay, type ActionKind, type ActionSource, newAction, type Offered } from '../debtors/action.ts';
import { exposureIn } from '../debtors/exposure.ts';
import { grantsIn } from '../debtors/grants.ts';
import type { Reads } from '../desk/store.ts';
import { localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { liveBallots } from './count/ballots.ts';
import { committeePolicy } from './motion/committee-policy.ts';
import { type DecisionRecord, type MotionFile, voteOf } from './motion/motion-record.ts';
import { followUpsOf } from './motion/motion-view.ts';
import { motionsIn } from './motion/ports.ts';
import type { Route } from './motion/proposal.ts';
import { committeeTexts } from './motion/texts.ts';

type MotionActionKind = 'vote' | 'enter' | 'litigation' | 'follow-up';

/** What an action of the committee is about. */
interface MotionAction {
  readonly id: number;
  readonly route?: Route;
  /** Ballots that are missing, or the days of a follow-up. */
  readonly count: number;
}

interface Own {
  /** The motion that the committee's action is about. */
  readonly motion?: MotionAction | undefined;
}

declare module '../debtors/action.ts' {
  interface About extends Own {}
}

/** A motion is handled on its own card. What is in litigation is money to come in; the rest is on another line already. */
const KINDS: Readonly<Record<MotionActionKind, ActionKind>> = {
  vote: kindOf('vote', 400, false),
  enter: kindOf('enter', 410, false),
  litigation: kindOf('litigation', 420, true),
  'follow-up': kindOf('follow-up', 430, false),
};

function kindOf(name: MotionActionKind, rank: number, atStake: boolean): ActionKind {
  return {
    ...{ name, rank, atStake, handled: 'elsewhere' },
    section: (locale) => committeeTexts(locale).agenda.sections[name],
    reason: (action, locale) => motionReason(name, action, locale),
    buttons: ({ about: { motion } }, locale) =>
      motion ? [{ label: committeeTexts(locale).agenda.open, intent: { kind: 'motion.show', motion: motion.id }, style: 'primary' }] : [],
  };
}

/** A limit that was granted until a day. */
const LIMIT_ENDING: ActionKind = {
  ...{ name: 'limit-ending', rank: 350, atStake: false, again: 'never' },
  section: (locale) => committeeTexts(locale).agenda.sections['limit-ending'],
  reason: ({ due, days }, locale) => committeeTexts(locale).agenda['limit-ending'](format.date(due, locale, due - days)),
};
/** Hundredths of what is in use of it. */
const LIMIT_ENDING_RISK = 10n;

/** Share of the amount at risk in hundredths [proposal]: a vote that is not cast holds up a decision; litigation is in other hands already. */
const RISK: Readonly<Record<MotionActionKind, bigint>> = { vote: 30n, enter: 20n, litigation: 10n, 'follow-up': 10n };

export const motionSource: ActionSource = {
  kinds: [...Object.values(KINDS), LIMIT_ENDING],
  async find(read, day) {
    const [motions, ending] = await Promise.all([motionActions(read, day), endingLimits(read, day)]);
    return { ...motions, actions: [...motions.actions, ...ending] };
  },
};

/** Accounts in litigation are in other hands: no overdue chasing. */
async function motionActions(read: Reads, day: ActionDay): Promise<Offered> {
  const { date, debtors } = day;
  const { people } = day.roster;
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
    const action = file && debtor && voteAction(file, debtor, day);
    if (action) actions.push(action);
  }
  for (const decision of approved) {
    const debtor = decision.debtorId === null ? undefined : debtors.get(decision.debtorId);
    if (debtor) actions.push(...decisionActions(decision, debtor, day, emails.get(decision.ownerId ?? -1), routes.get(decision.motionId)));
  }
  return { actions, inOtherHands: new Set(approved.filter(isInLitigation).flatMap((d) => d.debtorId ?? [])) };
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
function voteAction(file: MotionFile, debtor: Debtor, { date, policy, roster }: ActionDay): Action | undefined {
  const { motion } = file;
  const { silent, closesAt } = liveBallots(voteOf(file, Math.max(motion.opensAt, motion.closesAt - 1)));
  const due = localTime(closesAt, policy.timeZone).day;
  if (localTime(motion.opensAt, policy.timeZone).day > date || due > date + 1 || silent.length === 0) return undefined;
  const chair = roster.people.find((p) => p.roles.includes(motion.rule.chair))?.email;
  const about = { id: motion.id, count: silent.length };
  const { amount, currency } = motion.proposal;
  return action('vote', about, { debtor, amount, currency, due, owner: chair });
}

function decisionActions(
  decision: DecisionRecord,
  debtor: Debtor,
  day: ActionDay,
  owner: string | undefined,
  route: Route | undefined,
): Action[] {
  const { motionId: id, approved, currency, dueDay } = decision;
  const of = { debtor, amount: approved ?? 0n, currency, owner };
  const actions: Action[] = [];
  if (decision.kind === 'limit' && decision.carrying === 'entering')
    actions.push(action('enter', { id, count: 0 }, { ...of, due: dueDay }));
  if (isInLitigation(decision) && route) actions.push(action('litigation', { id, route, count: 0 }, { ...of, due: dueDay }));
  const reached = followUpsOf(decision.day, day).findLast(({ after, day: on }) => on <= day.date && after > decision.followed);
  if (reached) actions.push(action('follow-up', { id, count: reached.after }, { ...of, due: reached.day }));
  return actions;
}

function action(
  kind: MotionActionKind,
  motion: MotionAction,
  given: Pick<Action, 'debtor' | 'amount' | 'currency' | 'owner' | 'due'>,
): Action {
  const risk = (given.amount * RISK[kind]) / 100n;
  return newAction(KINDS[kind], { ...given, id: `${kind}/${motion.id}`, risk, about: { motion } });
}

/** Limits whose end is near, for whoever can ask the committee for another. */
async function endingLimits(read: Reads, { date, policy, debtors, owners, debtorId }: ActionDay): Promise<readonly Action[]> {
  const grants = await grantsIn(read).inForce(date, debtorId);
  const ending = grants.flatMap((grant) => {
    const debtor = debtors.get(grant.debtorId);
    const until = grant.untilDay ?? undefined;
    const isNear = until !== undefined && until >= date && until - date <= committeePolicy(policy).warnBefore;
    return debtor?.limit && isNear ? [{ debtor, limit: debtor.limit, until }] : [];
  });
  if (ending.length === 0) return [];
  const owed = groupBy(await ledgerIn(read).exposure(date, { debtorIds: ending.map(({ debtor }) => debtor.id) }), (row) => row.debtorId);
  return ending.map(({ debtor, limit: { minor, currency }, until }) => {
    const used = exposureIn(currency, owed.get(debtor.id) ?? [], date, policy.rates).amount;
    return newAction(LIMIT_ENDING, {
      ...{ id: `limit-ending:${debtor.id}:${currency}:${until}`, debtor, amount: minor, currency, days: until - date, due: until },
      ...{ owner: owners.of('credit-manager', debtor), risk: (used * LIMIT_ENDING_RISK) / 100n },
    });
  });
}

/** Why it is on the agenda, in words. */
function motionReason(kind: MotionActionKind, { about: { motion }, due }: Action, locale: Locale): string {
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
