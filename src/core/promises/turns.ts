/** Promises in the conversation: a command, a button on the debtor's card, the form that both lead to, lists, and taking one back. */
import { dealtWith } from '../debtors/action.ts';
import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { debtorOf, findDebtors } from '../debtors/find-debtors.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { makePromise, NoMoreExtensions, withdrawPromise } from './make-promise.ts';
import { promisesIn } from './ports.ts';
import { channelIn, readPromise } from './promise.ask.ts';
import { debtorPromises, noMoreCard, planWords, promiseForm, promiseList, withdrawForm } from './promise.card.ts';
import { isBeyondExtensions } from './promise.ts';
import { promiseTexts } from './promises.text.ts';
import { owedBy, readPlan } from './read-plan.ts';

/** To see a form, one must be allowed to send it. */
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

async function formFor(turn: Turn, { debtor: id, words, action }: IntentOf<'promise.form'>): Replies {
  needCollect(turn);
  const { core, actor } = turn;
  const day = today(core);
  const debtor = await debtorOf(turn.core.store.read, id, turn.actor.locale);
  const t = promiseTexts(actor.locale).refused;
  if (isBeyondExtensions(await promisesIn(core.store.read).find({ debtorIds: [id] }), day))
    return privately(noMoreCard(t.noMore(debtor.name), id, actor.locale));
  const owed = await owedBy(core.store.read, id, day);
  if (owed.length === 0) throw new DomainError('conflict', t.settled(debtor.name, core.policy.currency));
  const asked = readPromise(words ?? '', day);
  const draft = { debtor, owed, amount: asked.amount, due: asked.due, channel: channelIn(asked.rest) ?? 'call', note: asked.rest, action };
  return opens(promiseForm(draft, actor.locale));
}

async function submitPromise(turn: Turn, intent: IntentOf<'promise.make'>): Replies {
  const { core, actor } = turn;
  const answers = answersOf(turn);
  if (!answers) throw new DomainError('bad-intent', deskTexts(actor.locale).access.stale);
  const { currency, amount = '', due = '', more = '', who = '', channel = '', note = '' } = answers;
  try {
    const made = await work(turn, async (act) => {
      const request = await readPlan(act, { debtorId: intent.debtor, currency, amount, due, more, who, channel, note });
      // The action that asked for it is handled by it; the promise then takes the account off the agenda.
      if (intent.action !== undefined)
        await dealtWith(act, { debtorId: request.debtorId, action: intent.action, result: 'promise', note: request.note });
      return makePromise(act, request);
    });
    const debtor = await debtorOf(turn.core.store.read, made.debtorId, turn.actor.locale);
    const words = planWords(made, made.lines, today(core), actor.locale);
    return told(turn, promiseTexts(actor.locale).done.made(made.id, debtor.name, words));
  } catch (error) {
    if (error instanceof NoMoreExtensions) return privately(noMoreCard(error.message, intent.debtor, actor.locale));
    throw error;
  }
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
  const debtor = await debtorOf(turn.core.store.read, id, turn.actor.locale);
  const plans = await promisesIn(turn.core.store.read).find({ debtorIds: [id] });
  return privately(debtorPromises(debtor, plans, today(turn.core), turn.actor.locale));
}

async function withdrawTurn(turn: Turn, { promise }: IntentOf<'promise.withdraw'>): Replies {
  const { locale } = turn.actor;
  const answers = answersOf(turn);
  if (!answers) {
    needCollect(turn);
    return opens(withdrawForm(promise, locale));
  }
  await work(turn, (act) => withdrawPromise(act, promise, answers.why ?? ''));
  return told(turn, promiseTexts(locale).done.withdrawn(promise));
}

export const promiseTurns: Turns<'promise'> = {
  'promise.find': findPromise,
  'promise.form': formFor,
  'promise.make': submitPromise,
  'promise.list': listOf,
  'promise.withdraw': withdrawTurn,
};
