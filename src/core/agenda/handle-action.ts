/** Handling an action: done with a result, put off, or passed on. Each is an entry of the account's history, an audit event, and what the agenda remembers, in one transaction. */

import type { ExchangeKind } from '../debtors/exchange.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import { type Act, languageOf } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import { may } from '../desk/policy.ts';
import { deskTexts } from '../desk/texts.ts';
import { addBusinessDays, businessDayOnOrAfter, type Calendar, type Day, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { toDecimal } from '../kernel/money.ts';
import { noticeOf } from './action.card.ts';
import { type Action, isContact } from './action.ts';
import { bareReason } from './action.words.ts';
import { agendaAt } from './agenda.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { callBackId } from './follow-ups.ts';
import { ownersOf } from './owners.ts';
import type { AgendaEntry } from './ports.ts';
import { agendaIn } from './ports.ts';
import { hasOwnWay, isInVain, type Result } from './result.ts';
import { agendaTexts } from './texts.ts';

export interface Handling {
  readonly debtorId: number;
  /** The action's id. */
  readonly action: string;
  readonly person: Person;
}

/** Business days after which somebody looks whether money that was said to be paid is there. */
const PAID_CHECK = 3;
/** Later than any agenda: the reason is dealt with for good. */
const FOR_GOOD = 10_000;

/** The action as it is now; refuses one that is no longer to be done, and somebody else's without the permission. */
async function theAction(
  act: Act,
  calendar: Calendar,
  { debtorId, action: id, person }: Handling,
): Promise<{ action: Action; entry: AgendaEntry | undefined }> {
  const t = agendaTexts(act.locale).refused;
  const agenda = await agendaAt(act.tx, act.day, act.policy, calendar, debtorId);
  const action = agenda.actions.find((a) => a.id === id);
  if (!action) throw new DomainError('gone', t.gone);
  if (action.owner !== person.email && !may(act.policy, person, 'collect')) {
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
export async function doAction(act: Act, calendar: Calendar, handling: Handling, done: Done): Promise<Action | undefined> {
  if (await historyIn(act.tx).byKey(doneKey(handling.action, act.day, done.result))) return undefined;
  const { action, entry } = await theAction(act, calendar, handling);
  if (hasOwnWay(action)) throw new DomainError('bad-input', agendaTexts(act.locale).refused.ownWay);
  await record(act, action, done);
  await remember(act, action, entry, { handledDay: act.day, backDay: backDay(act, calendar, action, done.result), note: '' });
  await followUp(act, calendar, action, handling.person, done);
  return action;
}

function doneKey(action: string, day: Day, result: Result): string {
  return `action:${action}:${isoDay(day)}:${result}`;
}

/** A step that was done is known by its history; in vain, it comes again on the next business day. A duty that was done is over; another reason comes back if it is still there by then. */
function backDay(act: Act, calendar: Calendar, action: Action, result: Result): Day {
  if (isContact(action.kind) && action.kind !== 'promise-check')
    return isInVain(result) ? addBusinessDays(calendar, act.day, 1) : act.day + FOR_GOOD;
  const forGood = ['insurer', 'limitation', 'declaration', 'limit-ending', 'cover-ending'].includes(action.kind);
  return forGood ? act.day + FOR_GOOD : addBusinessDays(calendar, act.day, agendaPolicy(act.policy).again);
}

/** In the account's history a call is a call, a letter a letter; whatever else was handled is an action. */
function exchangeKind(action: Action, result: Result): ExchangeKind {
  if (action.kind === 'promise-broken' || action.kind === 'call-back') return 'call';
  const kind = action.kind === 'overdue' || action.kind === 'due-soon' ? action.step?.step.kind : undefined;
  if (kind === 'call' || kind === 'visit') return kind;
  if (result !== 'sent') return 'action';
  return kind === 'email' ? 'email' : 'letter';
}

async function record(act: Act, action: Action, { result, note, callBack }: Done): Promise<void> {
  const { language } = act.policy;
  const t = agendaTexts(language);
  const { step, currency } = action;
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
  const debtorId = action.debtor.id;
  await historyIn(act.tx).add({ debtorId, at, day, actor, ...entry });
  const payload = { ...entry.data, debtor: action.debtor.code, text: entry.text };
  await act.tx.audit.append({ at, actor, action: `action.${what}`, subject: `action:${action.id}`, payload });
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
async function followUp(act: Act, calendar: Calendar, action: Action, person: Person, { result, note, callBack }: Done): Promise<void> {
  const { debtor } = action;
  if (callBack !== undefined) await callAgain(act, action, callBack, 'asked', person.email, note);
  if (result === 'paid') await callAgain(act, action, addBusinessDays(calendar, act.day, PAID_CHECK), 'paid', action.owner, note);
  if (result !== 'invoice-not-received' && result !== 'wrong-contact') return;
  const roster = { people: await act.tx.people.all(), away: new Map<number, number>() };
  const role = result === 'wrong-contact' ? 'sales' : 'sales-admin';
  const to = roster.people.find((p) => p.email === ownersOf(roster).of(role, debtor));
  if (!to) return;
  const locale = languageOf(act, to);
  const t = agendaTexts(locale).told;
  const words = (result === 'wrong-contact' ? t.contact : t.invoice)(person.name, debtor.name);
  const key = `agenda:told:${doneKey(action.id, act.day, result)}`;
  await act.tell(to.id, key, noticeOf(words, note, debtor.id, locale));
}

async function callAgain(
  act: Act,
  action: Action,
  day: Day,
  why: 'asked' | 'paid',
  owner: string | undefined,
  note: string,
): Promise<void> {
  const { debtor, currency } = action;
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
  calendar: Calendar,
  handling: Handling,
  until: Day,
  why: string,
): Promise<{ readonly action: Action; readonly day: Day }> {
  const { action, entry } = await theAction(act, calendar, handling);
  const day = businessDayOnOrAfter(calendar, until);
  const { language } = act.policy;
  const t = agendaTexts(language).history;
  const reason = bareReason(action, language);
  const words = t.later(reason, format.date(day, language, act.day));
  const data = { ...actionData(action), result: 'later', until: isoDay(day) };
  const key = `action:${action.id}:${isoDay(act.day)}:later:${isoDay(day)}`;
  await write(act, action, { kind: 'action', text: why === '' ? words : `${words} ${t.said(why)}`, data, key }, 'later');
  await remember(act, action, entry, { backDay: day, note: why });
  return { action, day };
}

/** Passes an action on to somebody, who is told. */
export async function passAction(act: Act, calendar: Calendar, handling: Handling, to: Person, why: string): Promise<Action> {
  const { action, entry } = await theAction(act, calendar, handling);
  if (action.owner === to.email) return action;
  const { language } = act.policy;
  const t = agendaTexts(language).history;
  const reason = bareReason(action, language);
  const words = t.passed(reason, to.name);
  const data = { ...actionData(action), result: 'passed', to: to.email };
  const key = `action:${action.id}:${isoDay(act.day)}:passed:${to.id}:${act.key ?? act.at}`;
  await write(act, action, { kind: 'action', text: why === '' ? words : `${words} ${t.said(why)}`, data, key }, 'passed');
  await remember(act, action, entry, { owner: to.email, note: why });
  const locale = languageOf(act, to);
  const notice = agendaTexts(locale).told.passed(handling.person.name, action.debtor.name);
  const card = noticeOf(notice, [bareReason(action, locale), why].filter((w) => w !== '').join(' '), action.debtor.id, locale, action.id);
  await act.tell(to.id, `agenda:passed:${key}`, card);
  return action;
}
