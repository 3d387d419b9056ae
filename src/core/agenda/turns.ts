/** The agenda in the conversation: one's own list, each action on a card of its own with its buttons, and the whole list page by page. */
import { type Action, contactButtons, RESULTS, type Result } from '../debtors/action.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import { sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { rosterOn } from '../desk/roster.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { addBusinessDays, type Day, parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { promisesIn } from '../promises/ports.ts';
import { actionCard, doneForm, goOnCard, laterForm, passOnForm } from './action.card.ts';
import { ownListCard, wholeListCard } from './agenda.card.ts';
import { agendaAt, agendaOf } from './agenda.ts';
import { doAction, type Handling, passAction, putOff } from './handle-action.ts';
import { type Morning, morningOf } from './morning.ts';
import { agendaTexts } from './texts.ts';

async function showMine(turn: Turn, { date, page }: IntentOf<'agenda.mine'>): Replies {
  return privately(ownListCard(await morningFor(turn, date), turn.actor.person.email, turn.actor.locale, page ?? 1));
}

async function showAll(turn: Turn, { date, page }: IntentOf<'agenda.all'>): Replies {
  return privately(wholeListCard(await morningFor(turn, date), page ?? 1, turn.actor.locale));
}

function morningFor(turn: Turn, date: number): Promise<Morning> {
  need(turn, 'see');
  return morningOf(turn.core.store.read, date, turn.core);
}

/** The person's next action, on its card. */
async function showNext(turn: Turn, _: IntentOf<'agenda.next'>): Replies {
  need(turn, 'see');
  const { core } = turn;
  const { person, locale } = turn.actor;
  const actions = await agendaOf(core.store.read, today(core), core);
  const next = actions.find((a) => a.owner === person.email && !a.held);
  return next ? showAction(turn, next) : privately(sentence(agendaTexts(locale).answers.finished, locale));
}

async function openAction(turn: Turn, intent: IntentOf<'agenda.open'>): Replies {
  return showAction(turn, await actionOf(turn, intent));
}

/** The action as it is today; refuses one that is no longer to be done. */
async function actionOf(turn: Turn, { debtor, action: id }: { readonly debtor: number; readonly action: string }): Promise<Action> {
  need(turn, 'see');
  const { core } = turn;
  const { actions } = await agendaAt(core.store.read, today(core), core, debtor);
  const action = actions.find((a) => a.id === id);
  if (!action) throw new DomainError('gone', agendaTexts(turn.actor.locale).refused.gone);
  return action;
}

async function showAction(turn: Turn, action: Action): Replies {
  const { read } = turn.core.store;
  const date = today(turn.core);
  const debtorIds = [action.debtor.id];
  const [promises, [lastExchange], ledgerDay, owner] = await Promise.all([
    promisesIn(read).find({ debtorIds }),
    historyIn(read).find({ debtorIds, to: date, limit: 1 }),
    ledgerIn(read).ledgerDay(action.debtor.companyId),
    action.owner === undefined ? undefined : read.people.byEmail(action.owner),
  ]);
  const offered = contactButtons(turn.core);
  const ownerName = owner?.name ?? action.owner ?? deskTexts(turn.actor.locale).notNamed;
  return privately(actionCard({ action, ownerName, promises, lastExchange, ledgerDay, date, offered }, turn.actor.locale));
}

// ---------------------------------------------------------------- handling

function handlingOf({ debtor, action }: { readonly debtor: number; readonly action: string }): Handling {
  return { debtorId: debtor, action };
}

async function doneTurn(turn: Turn, intent: IntentOf<'agenda.done'>): Replies {
  const { core, actor } = turn;
  const { locale } = actor;
  const answers = answersOf(turn);
  if (!answers) return opens(doneForm(await actionOf(turn, intent), locale));
  const t = agendaTexts(locale);
  const debtor = await debtorsIn(core.store.read).byId(intent.debtor);
  if (!debtor) throw new DomainError('gone', debtorTexts(locale).gone);
  const result = RESULTS.find((known) => known === answers.result);
  if (!result) return [{ type: 'form-errors', errors: { result: t.refused.result(Object.values(t.results).join(', ')) } }];
  const written = answers.callBack ?? '';
  const callBack = written === '' ? undefined : dayAhead(turn, written);
  if (written !== '' && callBack === undefined) return [{ type: 'form-errors', errors: { callBack: t.refused.day(cut(written, 80)) } }];
  const note = answers.note ?? '';
  const done = await work(turn, (act) => doAction(act, handlingOf(intent), { result, note, callBack }));
  const words = done ? t.answers.done(debtor.name, t.results[result]) : t.answers.again(debtor.name);
  return afterDone(turn, words, debtor.id, result);
}

/** A promise or an objection is taken down next, a button away. */
function afterDone(turn: Turn, words: string, debtor: number, result: Result): ReturnType<typeof privately> {
  const { locale } = turn.actor;
  const t = agendaTexts(locale);
  const date = today(turn.core);
  const next = contactButtons(turn.core).find(({ after }) => after === result);
  if (!next) return privately(goOnCard(words, date, locale));
  const said = [words, t.answers.next[result]].filter((part) => part !== undefined).join(' ');
  return privately(goOnCard(said, date, locale, [{ ...next.button({ debtor }, locale), style: 'primary' }]));
}

function dayAhead(turn: Turn, text: string): Day | undefined {
  const day = parseDay(text);
  return day !== undefined && day > today(turn.core) ? day : undefined;
}

async function laterTurn(turn: Turn, intent: IntentOf<'agenda.later'>): Replies {
  const { core, actor } = turn;
  const { locale } = actor;
  const answers = answersOf(turn);
  const date = today(core);
  if (!answers) return opens(laterForm(await actionOf(turn, intent), addBusinessDays(core.calendar, date, 1), locale));
  const t = agendaTexts(locale);
  const until = dayAhead(turn, answers.until ?? '');
  if (until === undefined) return [{ type: 'form-errors', errors: { until: t.refused.day(cut(answers.until ?? '', 80)) } }];
  const why = answers.why ?? '';
  const { action, day } = await work(turn, (act) => putOff(act, handlingOf(intent), until, why));
  return privately(goOnCard(t.answers.later(action.debtor.name, format.date(day, locale, date)), date, locale));
}

async function passTurn(turn: Turn, intent: IntentOf<'agenda.pass'>): Replies {
  const { core, actor } = turn;
  const { locale } = actor;
  const answers = answersOf(turn);
  const date = today(core);
  const { people } = await rosterOn(core.store.read, core.policy, date);
  if (!answers) return opens(passOnForm(await actionOf(turn, intent), people, locale));
  const t = agendaTexts(locale);
  const to = people.find((p) => String(p.id) === answers.to && p.roles.length > 0);
  if (!to) return [{ type: 'form-errors', errors: { to: t.refused.nobody } }];
  const why = answers.why ?? '';
  const action = await work(turn, (act) => passAction(act, handlingOf(intent), to, why));
  return privately(goOnCard(t.answers.passed(action.debtor.name, to.name), date, locale));
}

export const agendaTurns: Turns<'agenda'> = {
  'agenda.mine': showMine,
  'agenda.all': showAll,
  'agenda.next': showNext,
  'agenda.open': openAction,
  'agenda.done': doneTurn,
  'agenda.later': laterTurn,
  'agenda.pass': passTurn,
};
