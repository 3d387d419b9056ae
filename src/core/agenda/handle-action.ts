/** Handling an action: done with a result, put off, or passed on. Each is an entry of the account's history, an audit event, and what the agenda remembers, in one act. */
import type { Action, DealtWith, Result } from '../debtors/action.ts';
import type { ExchangeKind } from '../debtors/exchange.ts';
import { ownersOf } from '../debtors/owners.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import { type Act, languageOf } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import { may } from '../desk/policy.ts';
import { deskTexts } from '../desk/texts.ts';
import { addBusinessDays, businessDayOnOrAfter, type Day, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { toDecimal } from '../kernel/money.ts';
import { noticeOf } from './action.card.ts';
import { bareReason } from './action.words.ts';
import { agendaAt } from './agenda.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { callBackId } from './follow-ups.ts';
import { type AgendaEntry, agendaIn } from './ports.ts';
import { isInVain } from './result.ts';
import { agendaTexts } from './texts.ts';

export interface Handling {
  readonly debtorId: number;
  /** The action's id. */
  readonly action: string;
}

/** Business days after which somebody looks whether money that was said to be paid is there. */
const PAID_CHECK = 3;
/** Later than any agenda: the reason is dealt with for good. */
const FOR_GOOD = 10_000;

interface Found {
  readonly action: Action;
  readonly entry: AgendaEntry | undefined;
}

/** The action as it is now; refuses one that is no longer to be done, and somebody else's without the permission. */
async function theAction(act: Act, { debtorId, action: id }: Handling): Promise<Found> {
  const { person } = act;
  const t = agendaTexts(act.locale).refused;
  const agenda = await agendaAt(act.tx, act.day, act, debtorId);
  const action = agenda.actions.find((a) => a.id === id);
  if (!action) throw new DomainError('gone', t.gone);
  if (person && action.owner !== person.email && !may(act.policy, person, 'collect')) {
    const owner = action.owner === undefined ? undefined : await act.tx.people.byEmail(action.owner);
    throw new DomainError('not-allowed', t.notYours(owner?.name ?? action.owner ?? deskTexts(act.locale).notNamed));
  }
  return { action, entry: agenda.entries.get(id) };
}

export interface Done {
  readonly result: Result;
  readonly note: string;
  /** Somebody is to call again on that day. */
  readonly callBack: Day | undefined;
}

/** The action as it was, or undefined when this very result was noted already. */
export async function doAction(act: Act, handling: Handling, done: Done): Promise<Action | undefined> {
  act.need('see');
  if (await historyIn(act.tx).byKey(doneKey(handling.action, act.day, done.result))) return undefined;
  const { action, entry } = await theAction(act, handling);
  if (action.is.handled === 'elsewhere') throw new DomainError('bad-input', agendaTexts(act.locale).refused.ownWay);
  await record(act, action, done);
  await remember(act, action, entry, { handledDay: act.day, backDay: backDay(act, action, done.result), note: '' });
  await followUp(act, action, done);
  return action;
}

/** What something else dealt with is done; somebody may have handled it meanwhile, which is as well. */
export async function doneOtherwise(act: Act, { debtorId, action, result, note }: DealtWith): Promise<void> {
  try {
    await doAction(act, { debtorId, action }, { result, note, callBack: undefined });
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'gone')) throw error;
  }
}

function doneKey(action: string, day: Day, result: Result): string {
  return `action:${action}:${isoDay(day)}:${result}`;
}

/** A step that was done is known by its history; in vain, it comes again on the next business day. A duty that was done is over; another reason comes back if it is still there by then. */
function backDay({ policy, calendar, day }: Act, { is }: Action, result: Result): Day {
  if (is.again === 'in-vain' && isInVain(result)) return addBusinessDays(calendar, day, 1);
  return is.again === undefined ? addBusinessDays(calendar, day, agendaPolicy(policy).again) : day + FOR_GOOD;
}

/** In the account's history a call is a call, a letter a letter; whatever else was handled is an action. */
function exchangeKind({ is, about }: Action, result: Result): ExchangeKind {
  if (is.contact?.call) return 'call';
  const kind = about.step?.step.kind;
  if (kind === 'call' || kind === 'visit') return kind;
  if (result !== 'sent') return 'action';
  return kind === 'email' ? 'email' : 'letter';
}

async function record(act: Act, action: Action, { result, note, callBack }: Done): Promise<void> {
  const { language } = act.policy;
  const t = agendaTexts(language);
  const { currency } = action;
  const { step } = action.about;
  const what = t.history.done(bareReason(action, language), t.results[result]);
  const words = [
    what,
    ...(note === '' ? [] : [t.history.said(note)]),
    ...(callBack === undefined ? [] : [t.history.callBack(format.date(callBack, language, act.day))]),
  ].join(' ');
  const data = {
    ...actionData(action),
    result,
    ...(step ? { step: String(step.step.day), scenario: step.scenario, due: isoDay(step.due), currency } : {}),
    ...(callBack === undefined ? {} : { callBack: isoDay(callBack) }),
  };
  const key = doneKey(action.id, act.day, result);
  await write(act, action, { kind: exchangeKind(action, result), text: words, data, key }, 'done');
}

function actionData(action: Action): Record<string, string> {
  return { action: action.id, amount: toDecimal(action.amount, action.currency), currency: action.currency };
}

async function write(
  act: Act,
  action: Action,
  entry: { readonly kind: ExchangeKind; readonly text: string; readonly data: Readonly<Record<string, string>>; readonly key: string },
  what: 'done' | 'later' | 'passed',
): Promise<void> {
  const { at, day, actor } = act;
  await historyIn(act.tx).add({ debtorId: action.debtor.id, at, day, actor, ...entry });
  await act.log(`action.${what}`, `action:${action.id}`, { ...entry.data, debtor: action.debtor.code, text: entry.text });
}

async function remember(act: Act, action: Action, before: AgendaEntry | undefined, change: Partial<AgendaEntry>): Promise<void> {
  await agendaIn(act.tx).put({
    id: action.id,
    debtorId: action.debtor.id,
    sinceDay: before?.sinceDay ?? act.day,
    backDay: before?.backDay,
    handledDay: before?.handledDay,
    owner: before?.owner,
    note: before?.note ?? '',
    dueDay: before?.dueDay,
    currency: before?.currency,
    ...change,
  });
}

/** A call that was asked for, a payment to look for, and colleagues who must act. */
async function followUp(act: Act, action: Action, { result, note, callBack }: Done): Promise<void> {
  const { debtor } = action;
  if (callBack !== undefined) await callAgain(act, action, { day: callBack, why: 'asked', owner: act.person?.email, note });
  if (result === 'paid')
    await callAgain(act, action, { day: addBusinessDays(act.calendar, act.day, PAID_CHECK), why: 'paid', owner: action.owner, note });
  if (result !== 'invoice-not-received' && result !== 'wrong-contact') return;
  const roster = { people: await act.tx.people.all(), away: new Map<number, number>() };
  const role = result === 'wrong-contact' ? 'sales' : 'sales-admin';
  const to = roster.people.find((p) => p.email === ownersOf(roster).of(role, debtor));
  if (!to) return;
  const locale = languageOf(act, to);
  const t = agendaTexts(locale).told;
  const words = (result === 'wrong-contact' ? t.contact : t.invoice)(nameOf(act), debtor.name);
  await act.tell(to.id, `agenda:told:${doneKey(action.id, act.day, result)}`, noticeOf(words, note, debtor.id, locale));
}

function nameOf({ person, actor }: Act): string {
  return person?.name ?? actor;
}

interface CallAgain {
  readonly day: Day;
  readonly why: 'asked' | 'paid';
  readonly owner: string | undefined;
  readonly note: string;
}

async function callAgain(act: Act, { debtor, currency }: Action, { day, why, owner, note }: CallAgain): Promise<void> {
  await agendaIn(act.tx).put({
    id: callBackId(debtor.id, currency, day, why),
    debtorId: debtor.id,
    sinceDay: day,
    backDay: undefined,
    handledDay: undefined,
    owner,
    note,
    dueDay: day,
    currency,
  });
}

/** Puts an action off until a day; on a day off, until the next business day, which is returned. */
export async function putOff(
  act: Act,
  handling: Handling,
  until: Day,
  why: string,
): Promise<{ readonly action: Action; readonly day: Day }> {
  act.need('see');
  const { action, entry } = await theAction(act, handling);
  const day = businessDayOnOrAfter(act.calendar, until);
  const { language } = act.policy;
  const t = agendaTexts(language).history;
  const words = t.later(bareReason(action, language), format.date(day, language, act.day));
  const data = { ...actionData(action), result: 'later', until: isoDay(day) };
  const key = `action:${action.id}:${isoDay(act.day)}:later:${isoDay(day)}`;
  await write(act, action, { kind: 'action', text: why === '' ? words : `${words} ${t.said(why)}`, data, key }, 'later');
  await remember(act, action, entry, { backDay: day, note: why });
  return { action, day };
}

/** Passes an action on to somebody, who is told. */
export async function passAction(act: Act, handling: Handling, to: Person, why: string): Promise<Action> {
  act.need('see');
  const { action, entry } = await theAction(act, handling);
  if (action.owner === to.email) return action;
  const { language } = act.policy;
  const t = agendaTexts(language).history;
  const words = t.passed(bareReason(action, language), to.name);
  const data = { ...actionData(action), result: 'passed', to: to.email };
  const key = `action:${action.id}:${isoDay(act.day)}:passed:${to.id}:${act.key ?? act.at}`;
  await write(act, action, { kind: 'action', text: why === '' ? words : `${words} ${t.said(why)}`, data, key }, 'passed');
  await remember(act, action, entry, { owner: to.email, note: why });
  const locale = languageOf(act, to);
  const notice = agendaTexts(locale).told.passed(nameOf(act), action.debtor.name);
  const card = noticeOf(notice, [bareReason(action, locale), why].filter((w) => w !== '').join(' '), action.debtor.id, locale, action.id);
  await act.tell(to.id, `agenda:passed:${key}`, card);
  return action;
}
