/** What happens to a dispute between its opening and its decision: taken, asked about, waiting for the customer, passed on. */
import type { Act } from '../../desk/act.ts';
import { FieldFaults } from '../../desk/field-faults.ts';
import type { Person } from '../../desk/people-ports.ts';
import { may, type Role } from '../../desk/policy.ts';
import { calendarOfPerson, isPresent, personOf, type Roster } from '../../desk/roster.ts';
import type { Day } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { type Dispute, isLive, started, stopped } from '../case/dispute.ts';
import { type RouteStep, routeTo, standIn } from '../case/route.ts';
import { disputeTexts } from '../case/texts.ts';
import { acknowledgeBy, keep, lockDispute, whoActs } from '../record/keep-step.ts';
import { sayInThread, tell } from '../record/publish-dispute.ts';
import { moment } from '../show/dispute.card.ts';

interface LiveCase {
  readonly dispute: Dispute;
  readonly roster: Roster;
  /** Who acts on it. */
  readonly person: Person;
  readonly owner: Person;
}

/** A live case that whoever acts may work on (its owner, and the roles of the policy), with the roster of the day. Throws DomainError when it is settled, gone, or not theirs to touch. */
async function liveCase(act: Act, id: number): Promise<LiveCase> {
  const person = whoActs(act);
  const dispute = await lockDispute(act, id);
  const roster = await act.roster();
  if (!isLive(dispute)) throw settledAlready(act, dispute, roster);
  if (dispute.ownerId !== person.id && !may(act.policy, person, 'dispute.work'))
    throw new DomainError('not-allowed', disputeTexts(act.locale).refused.work);
  return { dispute, roster, person, owner: personOf(roster, dispute.ownerId) };
}

/** Who decided, when and what: for whoever comes second. */
export function settledAlready(act: Act, dispute: Dispute, roster: Roster): DomainError {
  const t = disputeTexts(act.locale);
  const by = dispute.settledBy ?? '';
  const who = roster.people.find((p) => p.email === by)?.name ?? t.system;
  const when = dispute.settledAt === undefined ? '' : moment(dispute.settledAt, act.day, act.policy, act.locale);
  const outcome = dispute.outcome ? t.outcomes[dispute.outcome] : t.statuses[dispute.status];
  return new DomainError('conflict', t.refused.settled(dispute.id, who, when, outcome), { by, outcome: dispute.outcome });
}

/** The case as someone takes it; the same person a second time changes nothing. */
export async function takeDispute(act: Act, id: number): Promise<{ readonly dispute: Dispute; readonly again: boolean }> {
  act.need('see');
  const { dispute, person, owner } = await liveCase(act, id);
  const mine = dispute.ownerId === person.id;
  if (dispute.status !== 'open') {
    if (mine) return { dispute, again: true };
    const t = disputeTexts(act.locale).refused;
    const when = moment(dispute.acknowledgedAt ?? dispute.openedAt, act.day, act.policy, act.locale);
    throw new DomainError('conflict', t.takenBy(id, owner.name, when), { by: owner.email });
  }
  const moved = mine
    ? dispute
    : handedTo(act, dispute, owner, person, { step: 'passed', by: person.name, why: disputeTexts(act.locale).steps.taken });
  const after: Dispute = { ...moved, status: 'acknowledged', acknowledgedAt: dispute.acknowledgedAt ?? act.at };
  await keep(act, dispute, after, { kind: 'taken' });
  return { dispute: after, again: false };
}

/** A question to whoever opened the case, in the thread too. The clock runs on: only the customer stops it. */
export async function askAbout(act: Act, id: number, question: string): Promise<{ readonly asked: string }> {
  act.need('see');
  needText(act, question);
  const { dispute, roster, person } = await liveCase(act, id);
  const asked = roster.people.find((p) => p.email === dispute.openedBy) ?? personOf(roster, dispute.ownerId);
  if (!(await act.first())) return { asked: asked.name };
  const after = acknowledgedBy(act, dispute, person);
  await keep(act, dispute, after, { kind: 'asked', text: question, data: { to: asked.email } });
  const key = `asked:${act.key ?? act.at}`;
  const words = disputeTexts(act.policy.language).message.question(person.name, question);
  await sayInThread(act, id, key, words);
  await tell(act, after, [asked], { key, words: (locale) => [disputeTexts(locale).message.question(person.name, question)] });
  return { asked: asked.name };
}

/** The owner's clock stands still until the customer answers; on the given day somebody asks again. */
export async function waitForCustomer(act: Act, id: number, wait: { readonly until: Day; readonly note: string }): Promise<void> {
  act.need('see');
  if (wait.until <= act.day) throw new FieldFaults(['until', new DomainError('bad-input', disputeTexts(act.locale).refused.pastDay)]);
  const { dispute, person, owner } = await liveCase(act, id);
  if (!(await act.first())) return;
  const clock = stopped(dispute, act.day, calendarOfPerson(act, owner));
  const taken = { ...dispute, ...clock, acknowledgedAt: dispute.acknowledgedAt ?? act.at };
  const after: Dispute = { ...taken, status: 'waiting', followUpDay: wait.until };
  await keep(act, dispute, after, {
    kind: 'waiting',
    text: wait.note,
    data: { until: String(wait.until), elapsed: String(after.elapsed) },
  });
  const { language } = act.policy;
  const day = format.date(wait.until, language, act.day);
  await sayInThread(act, id, `waiting:${act.key ?? act.at}`, disputeTexts(language).message.waits(person.name, day, wait.note));
}

/** The customer answered: the clock goes on with what was left. */
export async function resumeDispute(act: Act, id: number): Promise<Dispute> {
  act.need('see');
  const { dispute, owner } = await liveCase(act, id);
  if (dispute.status !== 'waiting') throw new DomainError('conflict', disputeTexts(act.locale).refused.notWaiting(id));
  const clock = started(dispute, act.day, calendarOfPerson(act, owner));
  const after: Dispute = { ...dispute, ...clock, status: 'acknowledged', followUpDay: undefined };
  await keep(act, dispute, after, { kind: 'resumed', data: { due: String(after.dueDay ?? '') } });
  return after;
}

export type Receiver = { readonly personId: number } | { readonly role: Role };

/** Another owner: a person, or whoever a role's rules name. The target runs on; the new owner has the usual time to take it. */
export async function passOn(act: Act, id: number, to: Receiver, why: string): Promise<{ readonly owner: Person }> {
  act.need('see');
  needText(act, why);
  const t = disputeTexts(act.locale).refused;
  const { dispute, roster, person, owner } = await liveCase(act, id);
  if (!(await act.first())) return { owner };
  const debtor = await debtorsIn(act.tx).byId(dispute.debtorId);
  if (!debtor) throw new DomainError('gone', t.gone(id));
  const steps: RouteStep[] = [{ step: 'passed', by: person.name, why }];
  const found = 'role' in to ? routeTo(to.role, debtor, roster, act.policy) : undefined;
  const named = 'personId' in to ? roster.people.find((p) => p.id === to.personId) : undefined;
  const receiver = found?.owner ?? (named && standIn(named, roster, steps));
  if (!receiver || !isPresent(roster, receiver)) throw new DomainError('unknown-person', t.nobody);
  if (receiver.id === dispute.ownerId) throw new DomainError('conflict', t.same);
  const route = { role: 'role' in to ? to.role : dispute.route.role, steps: [...steps, ...(found?.route.steps ?? [])] };
  const after = { ...handedTo(act, dispute, owner, receiver), route };
  await keep(act, dispute, after, { kind: 'passed', text: why, data: passedData(after, owner, receiver) });
  const words = disputeTexts(act.policy.language).message.passed(person.name, receiver.name, why);
  await sayInThread(act, id, `passed:${act.key ?? act.at}`, words);
  return { owner: receiver };
}

export function passedData(after: Dispute, from: Person | undefined, to: Person): Record<string, string> {
  return { from: from?.email ?? '', to: to.email, elapsed: String(after.elapsed), due: String(after.dueDay ?? '') };
}

/** The case in other hands: the former owner's stretch of the clock ends today, the new one's begins, each by their own holidays. */
export function handedTo(act: Act, dispute: Dispute, from: Person | undefined, to: Person, step?: RouteStep): Dispute {
  const clock = started(stopped(dispute, act.day, calendarOfPerson(act, from)), act.day, calendarOfPerson(act, to));
  return {
    ...dispute,
    ...clock,
    status: 'open',
    ownerId: to.id,
    ackDueAt: acknowledgeBy(act, to, act.at),
    followUpDay: undefined,
    ...(step ? { route: { ...dispute.route, steps: [step] } } : {}),
  };
}

/** Whoever owns the case and acts on it has taken it. */
function acknowledgedBy(act: Act, dispute: Dispute, person: Person): Dispute {
  if (dispute.status !== 'open' || dispute.ownerId !== person.id) return dispute;
  return { ...dispute, status: 'acknowledged', acknowledgedAt: dispute.acknowledgedAt ?? act.at };
}

/** Business days ahead, by the calendar of whoever acts, for a date that nobody named. */
export function daysAhead(act: Act, days: number): Day {
  const calendar = calendarOfPerson(act, act.person);
  let day = act.day;
  for (let left = days; left > 0; ) if (calendar.isBusinessDay(++day)) left--;
  return day;
}

export function needText(act: Act, text: string): void {
  if (text.trim() === '') throw new DomainError('bad-input', disputeTexts(act.locale).refused.text);
}
