/** Promises in the conversation: a command, a button on the debtor's card, the form that both lead to, lists, and taking one back. */

import { doAction } from '../agenda/handle-action.ts';
import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { findDebtors } from '../debtors/find-debtors.ts';
import type { Act } from '../desk/act.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { total } from '../kernel/buckets.ts';
import { cut } from '../kernel/clean.ts';
import { parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { makePromise, NoMoreExtensions, type PromiseRequest, withdrawPromise } from './make-promise.ts';
import { promisesIn } from './ports.ts';
import { channelIn, readInstalment, readPromise } from './promise.ask.ts';
import { debtorPromises, noMoreCard, planWords, promiseForm, promiseList, withdrawForm } from './promise.card.ts';
import { isBeyondExtensions, PROMISE_CHANNELS } from './promise.ts';
import { promiseTexts } from './promises.text.ts';

/** Words of a person, and instalments of a plan. */
const MAX_WHO = 100;
const MAX_LINES = 24;

function needCollect(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'collect', promiseTexts(turn.actor.locale).refused.notAllowed);
}

/** `/promesse` alone lists what is promised; with words it opens the form, filled with what they say. */
async function findPromise(turn: Turn, { query }: IntentOf<'promise.find'>): Replies {
  if (query.trim() === '') return listOpen(turn);
  needCollect(turn);
  const { locale } = turn.actor;
  const asked = readPromise(query, today(turn.core));
  const found = await findDebtors(turn.core.store.read, asked.query);
  const [only] = found.debtors;
  const quoted = cut(asked.query, 80);
  if (!only) throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(quoted));
  const words = cut(query.trim(), 200);
  if (found.count === 1) return formFor(turn, { kind: 'promise.form', debtor: only.id, words });
  return privately(choiceCard(quoted, found, locale, (debtor) => ({ kind: 'promise.form', debtor, words })));
}

async function debtorOf(turn: Turn, id: number): Promise<Debtor> {
  const debtor = await debtorsIn(turn.core.store.read).byId(id);
  if (!debtor) throw new DomainError('gone', debtorTexts(turn.actor.locale).gone);
  return debtor;
}

/** What the debtor owes, the largest first. */
async function owedBy(turn: Turn, debtor: Debtor): Promise<readonly { readonly currency: string; readonly minor: bigint }[]> {
  const rows = await ledgerIn(turn.core.store.read).agedByDebtor(today(turn.core), { debtorId: debtor.id });
  const owed = rows.map((row) => ({ currency: row.currency, minor: total(row) })).filter((row) => row.minor > 0n);
  return owed.sort((a, b) => (a.minor > b.minor ? -1 : 1));
}

async function formFor(turn: Turn, { debtor: id, words, action }: IntentOf<'promise.form'>): Replies {
  needCollect(turn);
  const { core, actor } = turn;
  const day = today(core);
  const debtor = await debtorOf(turn, id);
  const t = promiseTexts(actor.locale).refused;
  if (isBeyondExtensions(await promisesIn(core.store.read).find({ debtorIds: [id] }), day))
    return privately(noMoreCard(t.noMore(debtor.name), id, actor.locale));
  const owed = await owedBy(turn, debtor);
  if (owed.length === 0) throw new DomainError('conflict', t.settled(debtor.name, core.policy.currency));
  const asked = readPromise(words ?? '', day);
  const draft = { debtor, owed, amount: asked.amount, due: asked.due, channel: channelIn(asked.rest) ?? 'call', note: asked.rest, action };
  return opens(promiseForm(draft, actor.locale));
}

async function submitPromise(turn: Turn, intent: IntentOf<'promise.make'>): Replies {
  needCollect(turn);
  const { core, actor } = turn;
  const answers = answersOf(turn);
  if (!answers) throw new DomainError('bad-intent', deskTexts(actor.locale).access.stale);
  const debtor = await debtorOf(turn, intent.debtor);
  const [largest] = await owedBy(turn, debtor);
  const currency = answers.currency ?? largest?.currency ?? core.policy.currency;
  const errors: Record<string, string> = {};
  const lines = instalments(turn, answers, currency, errors);
  if (Object.keys(errors).length > 0) return [{ type: 'form-errors', errors }];
  const request: PromiseRequest = {
    debtorId: debtor.id,
    currency,
    lines,
    who: cut(answers.who ?? '', MAX_WHO),
    channel: PROMISE_CHANNELS.find((known) => known === answers.channel) ?? 'call',
    note: answers.note ?? '',
  };
  try {
    const made = await work(turn, async (act) => {
      // The action that asked for it is handled by it; the promise then takes the account off the agenda.
      if (intent.action !== undefined) await doneByPromise(turn, act, debtor.id, intent.action, request.note);
      return makePromise(act, request);
    });
    const words = planWords(made, made.lines, today(core), actor.locale);
    return told(turn, promiseTexts(actor.locale).done.made(made.id, debtor.name, words));
  } catch (error) {
    if (error instanceof NoMoreExtensions) return privately(noMoreCard(error.message, debtor.id, actor.locale));
    throw error;
  }
}

/** Somebody may have handled the action meanwhile: the promise is taken down all the same. */
async function doneByPromise(turn: Turn, act: Act, debtorId: number, action: string, note: string): Promise<void> {
  try {
    const handling = { debtorId, action, person: turn.actor.person };
    await doAction(act, turn.core.calendar, handling, { result: 'promise', note, callBack: undefined });
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'gone')) throw error;
  }
}

/** The form's first line, then one more a line of text; what cannot be read stands beside its field. */
function instalments(
  turn: Turn,
  answers: Readonly<Record<string, string>>,
  currency: string,
  errors: Record<string, string>,
): PromiseRequest['lines'] {
  const t = promiseTexts(turn.actor.locale).refused;
  const day = today(turn.core);
  const amount = answers.amount ?? '';
  const first = readInstalment(`${amount} ${isoOf(answers.due ?? '')}`, currency, day);
  const dueDay = parseDay(answers.due ?? '');
  if (dueDay === undefined) errors.due = t.badDay(cut(answers.due ?? '', 80));
  else if (dueDay < day) errors.due = t.past(format.date(dueDay, turn.actor.locale, day));
  else if (!first) errors.amount = t.badAmount(cut(amount, 80));
  const lines = first ? [first] : [];
  const more = (answers.more ?? '').split('\n').filter((line) => line.trim() !== '');
  if (more.length + 1 > MAX_LINES) errors.more = t.tooMany(MAX_LINES);
  for (const line of more) {
    const one = readInstalment(line, currency, day);
    if (!one) errors.more = t.badLine(cut(line.trim(), 80));
    else if (one.dueDay < day) errors.more = t.past(format.date(one.dueDay, turn.actor.locale, day));
    else lines.push(one);
  }
  return lines;
}

/** A date that is none stays so: a blank would leave the amount's own last group to be read as one. */
function isoOf(text: string): string {
  return parseDay(text) === undefined ? '-' : text;
}

/** The person's own open promises when there are any, else everyone's. */
async function listOpen(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const t = promiseTexts(actor.locale).list;
  const open = (await promisesIn(read).find({ statuses: ['open'] })).map((plan) => ({
    ...plan,
    lines: plan.lines.filter((line) => line.status === 'open'),
  }));
  const soonest = open.sort((a, b) => (a.lines[0]?.dueDay ?? 0) - (b.lines[0]?.dueDay ?? 0));
  const own = soonest.filter((plan) => [plan.takenBy, plan.collector].includes(actor.person.email));
  const shown = own.length > 0 ? own : soonest;
  const debtors = await debtorsIn(read).byIds([...new Set(shown.map((plan) => plan.debtorId))]);
  const names = new Map(debtors.map((d) => [d.id, d.name]));
  const title = own.length > 0 ? t.mine(own.length) : t.title(shown.length);
  return privately(promiseList(title, shown, names, today(core), actor.locale));
}

async function listOf(turn: Turn, { debtor: id }: IntentOf<'promise.list'>): Replies {
  if (id === undefined) return listOpen(turn);
  need(turn, 'see');
  const debtor = await debtorOf(turn, id);
  const plans = await promisesIn(turn.core.store.read).find({ debtorIds: [id] });
  return privately(debtorPromises(debtor, plans, today(turn.core), turn.actor.locale));
}

async function withdrawTurn(turn: Turn, { promise }: IntentOf<'promise.withdraw'>): Replies {
  needCollect(turn);
  const { locale } = turn.actor;
  const answers = answersOf(turn);
  if (!answers) return opens(withdrawForm(promise, locale));
  const why = answers.why ?? '';
  const t = promiseTexts(locale);
  if (why === '') return [{ type: 'form-errors', errors: { why: t.refused.why } }];
  await work(turn, (act) => withdrawPromise(act, promise, why));
  return told(turn, t.done.withdrawn(promise));
}

export const promiseTurns: Turns<'promise'> = {
  'promise.find': findPromise,
  'promise.form': formFor,
  'promise.make': submitPromise,
  'promise.list': listOf,
  'promise.withdraw': withdrawTurn,
};
