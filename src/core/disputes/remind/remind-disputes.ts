/** The clock's mornings: each reminder that is due is kept in the case's history and sent, once, in one transaction; a case whose owner has left goes to someone else. */

import { type Act, act } from '../../desk/act.ts';
import type { Core } from '../../desk/core.ts';
import type { Person } from '../../desk/people-ports.ts';
import { calendarOfPerson, type Roster, rosterOn } from '../../desk/roster.ts';
import { type Day, localTime } from '../../kernel/dates.ts';
import { causeOf } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { type Dispute, isLive, type Stage, subjectOf } from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { stepStatement } from '../case/dispute-statement.ts';
import { disputesIn } from '../case/ports.ts';
import { type RouteStep, routeTo, standIn, superiorOf } from '../case/route.ts';
import { disputeTexts } from '../case/texts.ts';
import { keep } from '../record/keep-step.ts';
import { sayInThread, tell } from '../record/publish-dispute.ts';
import { moment } from '../show/dispute.card.ts';
import { handedTo, passedData } from '../work/work-dispute.ts';
import { type Due, dueOn } from './reminders.ts';

/** What the outbox worker writes when a platform knows nobody by the person's e-mail: the one failure that says something of the person. */
const UNKNOWN_PERSON = 'is not known on';

/** Sends what is due on a day; harmless when repeated, whoever repeats it. Throws, after all the others had their turn, when a case failed, so that the next tick tries again. */
export async function remindDisputes(core: Core, day: Day): Promise<void> {
  const cases = await disputesIn(core.store.read).find({ statuses: ['open', 'acknowledged', 'waiting', 'expecting'] });
  const roster = await rosterOn(core.store.read, core.policy, day);
  const unreached = await unreachedOf(core, cases);
  // Most of what is due stays due until the case moves on, and was said on an earlier morning: a look at all of it at once spares each a transaction.
  const said = await disputesIn(core.store.read).knownSteps(cases.flatMap((d) => duesOf(core, d, day, roster).map((due) => keyOf(d, due))));
  const failed: number[] = [];
  for (const dispute of cases) {
    try {
      await remindOf(core, dispute, day, roster, { unreached, said });
    } catch (error) {
      failed.push(dispute.id);
      const cause = causeOf(error);
      core.log.error({ dispute: dispute.id, cause }, 'the reminders of a dispute failed');
    }
  }
  if (failed.length > 0) throw new Error(`the reminders of these disputes failed: ${failed.join(', ')}`);
}

/** What is known of all cases before each has its turn. */
interface Known {
  /** Numbers of cases whose owner no platform knows any more. */
  readonly unreached: ReadonlySet<number>;
  /** Keys of reminders that were kept before. */
  readonly said: ReadonlySet<string>;
}

/** One case's morning, in a transaction of its own: what was read before it is judged again on the locked row. */
async function remindOf(core: Core, dispute: Dispute, day: Day, roster: Roster, { unreached, said }: Known): Promise<void> {
  const gone = isLive(dispute) && (unreached.has(dispute.id) || hasLeft(dispute, roster));
  if (!gone && duesOf(core, dispute, day, roster).every((due) => said.has(keyOf(dispute, due)))) return;
  await act(core, { by: 'system:clock', day }, async (under) => {
    const now = await disputesIn(under.tx).lock(dispute.id);
    if (!now) return;
    const owned = gone && isLive(now) && now.ownerId === dispute.ownerId ? await reroute(under, now, roster) : now;
    for (const due of duesOf(core, owned, day, roster)) await remind(under, owned, due, roster);
  });
}

/** Unique for ever: a reminder is kept and sent once. */
function keyOf(dispute: Dispute, due: Due): string {
  return `reminder:${dispute.id}:${due.slot}`;
}

function duesOf(core: Core, dispute: Dispute, day: Day, roster: Roster): readonly Due[] {
  const owner = roster.people.find((p) => p.id === dispute.ownerId);
  const calendar = calendarOfPerson(core, owner);
  return dueOn(dispute, day, localTime(dispute.ackDueAt, core.policy.timeZone).day, calendar, disputePolicy(core.policy));
}

async function remind(act: Act, dispute: Dispute, due: Due, roster: Roster): Promise<void> {
  const { tx, at, day, actor, policy } = act;
  const key = keyOf(dispute, due);
  const to = await receiverOf(act, dispute, due.stage, roster);
  const data = { stage: due.stage, slot: due.slot, to: to?.email ?? '' };
  const made = { disputeId: dispute.id, at, day, actor, kind: 'reminder' as const, ownerId: dispute.ownerId, text: '', data };
  const [step] = await disputesIn(tx).addSteps([{ ...made, key }]);
  if (step === undefined) return;
  await act.log('dispute.reminder', subjectOf(dispute.id), data, stepStatement({ ...made, id: step }));
  const words = (locale: Locale, debtor: string): string => {
    const t = disputeTexts(locale);
    const when = due.stage === 'acknowledge' ? moment(dispute.ackDueAt, day, policy, locale) : format.date(due.day, locale, day);
    return t.reminder(dispute.id, debtor, t.stages[due.stage](when));
  };
  if (to)
    await tell(act, dispute, [to], {
      key: due.slot,
      words: (locale, view) => [words(locale, view.debtor.name)],
      buttons: toOwner(due.stage),
    });
  if (due.stage === 'committee' || due.stage === 'late') {
    const debtor = await debtorsIn(tx).byId(dispute.debtorId);
    await sayInThread(act, dispute.id, due.slot, words(policy.language, debtor?.name ?? ''));
  }
}

function toOwner(stage: Stage): boolean {
  return stage === 'acknowledge' || stage === 'before' || stage === 'today' || stage === 'follow-up';
}

/** The owner (or whoever stands in today), the owner's manager, or sales administration; the committee reads its agenda. */
async function receiverOf(act: Act, dispute: Dispute, stage: Stage, roster: Roster): Promise<Person | undefined> {
  const owner = roster.people.find((p) => p.id === dispute.ownerId);
  if (stage === 'committee') return undefined;
  if (stage === 'credit-note') {
    const debtor = await debtorsIn(act.tx).byId(dispute.debtorId);
    return debtor && routeTo('sales-admin', debtor, roster, act.policy)?.owner;
  }
  if (toOwner(stage)) return owner && (standIn(owner, roster, []) ?? owner);
  return owner && superiorOf(owner, roster);
}

/** Nobody is behind the name any more: no role left, or no row left. */
function hasLeft(dispute: Dispute, roster: Roster): boolean {
  const owner = roster.people.find((p) => p.id === dispute.ownerId);
  return !owner || owner.roles.length === 0;
}

/** Cases whose owner no platform knows any more, by number. An outage says nothing of a person. */
async function unreachedOf(core: Core, cases: readonly Dispute[]): Promise<ReadonlySet<number>> {
  const platforms = [...core.gateways.keys()];
  if (platforms.length === 0) return new Set();
  const failed = await core.store.read.outbox.failures(cases.flatMap((d) => d.ownerMessage ?? []));
  const unknown = new Set(failed.flatMap((row) => (row.error.includes(UNKNOWN_PERSON) ? [`${row.platform} ${row.key}`] : [])));
  return new Set(cases.flatMap((d) => (platforms.every((platform) => unknown.has(`${platform} ${d.ownerMessage}`)) ? [d.id] : [])));
}

/** The same role's rules, as if the owner were away for good. */
async function reroute(act: Act, dispute: Dispute, roster: Roster): Promise<Dispute> {
  const debtor = await debtorsIn(act.tx).byId(dispute.debtorId);
  const former = roster.people.find((p) => p.id === dispute.ownerId);
  const people = roster.people.map((p) => (p.id === dispute.ownerId ? { ...p, roles: [] } : p));
  const routed = debtor && routeTo(dispute.route.role, debtor, { ...roster, people }, act.policy);
  if (!routed || routed.owner.id === dispute.ownerId) return dispute;
  const left: RouteStep = { step: 'left', who: former?.name ?? String(dispute.ownerId) };
  const known = routed.route.steps.some((step) => step.step === 'left');
  const route = { role: dispute.route.role, steps: known ? routed.route.steps : [left, ...routed.route.steps] };
  const after: Dispute = { ...handedTo(act, dispute, former, routed.owner), route };
  await keep(act, dispute, after, { kind: 'passed', text: '', data: passedData(after, former, routed.owner) });
  return (await disputesIn(act.tx).byId(dispute.id)) ?? after;
}
