/** The committee in the conversation: putting a question, voting, looking, and what the chair and the owner of a decision do. */
import { sentence } from '../card.ts';
import { today } from '../core.ts';
import { choiceCard } from '../debtors/debtor.card.ts';
import { findDebtors, viewDebtor } from '../debtors/view-debtor.ts';
import { DomainError } from '../errors.ts';
import type { Happening, Reply } from '../inbound.ts';
import type { IntentOf } from '../intent.ts';
import { may } from '../policy.ts';
import type { Debtor, Tx } from '../ports.ts';
import { texts } from '../text/texts.ts';
import { need, privately, type Turn, type Turns } from '../turn.ts';
import { liveBallots } from './ballots.ts';
import { type Cast, type Counted, castBallot } from './cast-ballot.ts';
import { closeByChair, extendByChair } from './chair-motion.ts';
import { chamberOf, type MotionView, motionOfKey, type Step, stepOf, viewMotion } from './chamber.ts';
import { dossierCard } from './dossier.card.ts';
import { finishMotion } from './finish-motion.ts';
import { minutesCard } from './minutes.ts';
import { parseAmount, parseWhen, soundsLikeABallot } from './motion.ask.ts';
import { ballotButtons, ballotCard, noteCard, resultLine } from './motion.card.ts';
import { ballotForm, extendForm, genericForm, initialDate, limitForm, litigationForm } from './motion.forms.ts';
import { listCard, showCard } from './motion.list.ts';
import { ballotWords, lastBallot } from './motion.words.ts';
import { type MotionFile, newestFacts, voteOf } from './motion-record.ts';
import { type Proposal, ROUTES } from './proposal.ts';
import { proposeMotion } from './propose-motion.ts';

type Replies = Promise<readonly Reply[]>;

/** What a person wrote in a form or typed is cut here: enough for a reason, not for a novel. */
const MAX_WORDS = 1000;

function answersOf({ event }: Turn): Readonly<Record<string, string>> {
  return event.happening.type === 'submit' ? event.happening.answers : {};
}

/** One unit of work of a person. A redelivered press or form acts once: its key is taken in the same transaction. */
async function inOneGo<T>(turn: Turn, work: (step: Step) => Promise<T>): Promise<T | undefined> {
  const { core, actor, event } = turn;
  const chamber = chamberOf(core);
  return core.store.transact(async (tx: Tx) => {
    const step = stepOf(tx, chamber, actor.person.email, actor.locale);
    return (await tx.inbound.take(`motion:${event.key}`, step.at)) ? work(step) : undefined;
  });
}

async function viewFor(turn: Turn, id: number): Promise<MotionView> {
  need(turn, 'see');
  const { core, actor } = turn;
  const file = await core.store.read.motions.file(id);
  if (!file) throw new DomainError('gone', texts(actor.locale).committee.refused.gone(id));
  return viewMotion(core.store.read, file, core.clock.now(), core);
}

// ---------------------------------------------------------------- proposing

/** The forms show a debtor's figures, and a decision taken at once shows its dossier. */
function mayPropose(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'motion.propose');
}

async function findForMotion(turn: Turn, intent: IntentOf<'motion.find'>): Replies {
  mayPropose(turn);
  const { locale } = turn.actor;
  const t = texts(locale);
  const query = intent.query.trim();
  if (query === '') throw new DomainError('bad-input', t.committee.refused.usage);
  const found = await findDebtors(turn.core.store.read, query);
  const [only] = found.debtors;
  if (!only) throw new DomainError('unknown-debtor', t.debtor.notFound(query.slice(0, 80)));
  const { subject, amount, until } = intent;
  const rest = { ...(amount === undefined ? {} : { amount }), ...(until === undefined ? {} : { until }) };
  if (found.count === 1) return formOf(turn, { kind: 'motion.form', subject, debtor: only.id, ...rest });
  return privately(choiceCard(query.slice(0, 80), found, locale, (debtor) => ({ kind: 'motion.form', subject, debtor, ...rest })));
}

export async function formOf(turn: Turn, intent: IntentOf<'motion.form'>): Replies {
  mayPropose(turn);
  const { core, actor } = turn;
  const { locale } = actor;
  if (intent.subject === 'generic') return [{ type: 'form', form: genericForm(intent.amount, locale) }];
  const debtor = await debtorOf(turn, intent.debtor);
  const view = await viewDebtor(core.store.read, debtor, today(core), { currency: core.policy.currency, rates: core.policy.rates });
  if (intent.subject === 'litigation') {
    if (!view.items.some((item) => item.open > 0n && item.dueDay < view.asOf))
      throw new DomainError('bad-input', texts(locale).committee.refused.noItems);
    return [{ type: 'form', form: litigationForm(view, locale) }];
  }
  const t = texts(locale).committee.refused;
  const { amount, until } = intent;
  if (amount !== undefined) positive(parseAmount(amount, view.currency), amount, locale);
  const end = until === undefined ? undefined : parseWhen(until);
  if (until !== undefined && end === undefined) throw new DomainError('bad-input', t.badDate(until.slice(0, 40)));
  return [{ type: 'form', form: limitForm(view, { ...(amount === undefined ? {} : { amount }), ...initialDate(end) }, locale) }];
}

function positive(amount: bigint | undefined, written: string, locale: 'fr' | 'en'): bigint {
  const t = texts(locale).committee.refused;
  if (amount === undefined) throw new DomainError('bad-input', t.badAmount(written.slice(0, 40)));
  if (amount < 0n) throw new DomainError('bad-input', t.negative);
  return amount;
}

async function debtorOf(turn: Turn, id: number | undefined): Promise<Debtor> {
  const debtor = id === undefined ? undefined : await turn.core.store.read.debtors.byId(id);
  if (!debtor) throw new DomainError('gone', texts(turn.actor.locale).debtor.gone);
  return debtor;
}

async function proposeTurn(turn: Turn, intent: IntentOf<'motion.propose'>): Replies {
  mayPropose(turn);
  const { locale, person } = turn.actor;
  const t = texts(locale).committee;
  const answers = answersOf(turn);
  const draft = await draftOf(turn, intent, answers);
  if ('errors' in draft) return [{ type: 'form-errors', errors: draft.errors }];
  const file = await inOneGo(turn, (step) => proposeMotion(step, person, draft.proposal));
  if (!file) return [];
  if (file.motion.status === 'open') return privately(sentence(t.put(file.motion.id), locale));
  return privately(minutesCard(await viewFor(turn, file.motion.id), turn.core.policy, locale));
}

type Draft = { readonly proposal: Proposal } | { readonly errors: Readonly<Record<string, string>> };

async function draftOf(
  turn: Turn,
  { subject, debtor: id }: IntentOf<'motion.propose'>,
  answers: Readonly<Record<string, string>>,
): Promise<Draft> {
  const { core, actor } = turn;
  const t = texts(actor.locale).committee;
  const said = (field: string): string => (answers[field] ?? '').trim().slice(0, MAX_WORDS);
  const why = said('why');
  const common = { why, conditions: said('conditions') };
  const errors: Record<string, string> = why === '' ? { why: t.refused.noWhy } : {};
  if (subject === 'generic') {
    if (said('text') === '') errors.text = t.refused.noText;
    if (Object.keys(errors).length > 0) return { errors };
    return { proposal: { kind: 'generic', debtorId: null, text: said('text'), amount: 0n, currency: core.policy.currency, ...common } };
  }
  const debtor = await debtorOf(turn, id);
  const { policy } = core;
  const view = await viewDebtor(core.store.read, debtor, today(core), { currency: policy.currency, rates: policy.rates, maxItems: 1000 });
  const { currency } = view;
  if (subject === 'limit') {
    const amount = parseAmount(said('amount'), currency);
    const until = said('until') === '' ? null : parseWhen(said('until'));
    if (amount === undefined || amount < 0n) errors.amount = amount === undefined ? t.form.badAmount : t.refused.negative;
    if (until === undefined || (until !== null && until <= view.asOf)) errors.until = t.form.badDate;
    if (amount === undefined || until === undefined || Object.keys(errors).length > 0) return { errors };
    return {
      proposal: { kind: 'limit', debtorId: debtor.id, before: view.debtor.limit?.minor ?? null, amount, until, currency, ...common },
    };
  }
  const chosen = said('items').split('\n').map(Number);
  const items = view.items.filter((item) => chosen.includes(item.id) && item.currency === currency && item.open > 0n);
  const cost = parseAmount(said('cost') || '0', currency);
  const reminded = said('reminded') === '' ? null : parseWhen(said('reminded'));
  const route = ROUTES.find((r) => r === said('route'));
  if (items.length === 0) errors.items = t.refused.noItems;
  if (cost === undefined || cost < 0n) errors.cost = t.form.badAmount;
  if (reminded === undefined) errors.reminded = t.form.badDate;
  if (route === undefined || cost === undefined || reminded === undefined || Object.keys(errors).length > 0) return { errors };
  const amount = items.reduce((sum, item) => sum + item.open, 0n);
  const sent = items.map(({ id: item, ref, open, dueDay }) => ({ id: item, ref, open, dueDay }));
  return { proposal: { kind: 'litigation', debtorId: debtor.id, items: sent, amount, route, cost, reminded, currency, ...common } };
}

// ---------------------------------------------------------------- looking

async function listMotions(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const open = await read.motions.find({ status: 'open', limit: 20 });
  const files = (await Promise.all(open.map((m) => read.motions.file(m.id)))).flatMap((file) => file ?? []);
  const views = await Promise.all(files.map((file) => viewMotion(read, file, core.clock.now(), core)));
  return privately(listCard(views, core.policy, actor.locale));
}

async function showMotionTurn(turn: Turn, id: number): Replies {
  return privately(showCard(await viewFor(turn, id), turn.actor.person, turn.core.policy, turn.actor.locale));
}

async function showDossier(turn: Turn, id: number): Replies {
  return privately(dossierCard(await viewFor(turn, id), turn.actor.locale));
}

async function showMinutes(turn: Turn, id: number): Replies {
  const view = await viewFor(turn, id);
  const { locale } = turn.actor;
  if (!view.decision) throw new DomainError('conflict', texts(locale).committee.minutes.unknown(id));
  return privately(minutesCard(view, turn.core.policy, locale));
}

// ---------------------------------------------------------------- voting

async function voteTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.vote'>): Replies {
  if (choice !== 'approve' && choice !== 'abstain') throw new DomainError('bad-intent', texts(turn.actor.locale).access.stale);
  return cast(turn, motion, { choice, facts });
}

async function ballotTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.ballot'>): Replies {
  const { locale, person } = turn.actor;
  const view = await viewFor(turn, motion);
  const t = texts(locale).committee;
  if (view.motion.status !== 'open') throw new DomainError('conflict', t.refused.closed(t.status[view.motion.status].toLowerCase()));
  if (choice !== 'less' && choice !== 'reject' && choice !== 'recuse' && choice !== 'proxy')
    throw new DomainError('bad-intent', texts(locale).access.stale);
  const absent = choice === 'proxy' ? represented(view, person.email) : [];
  if (choice === 'proxy' && absent.length === 0) throw new DomainError('not-allowed', t.refused.noProxy);
  return [{ type: 'form', form: ballotForm(view, choice, facts, absent, locale) }];
}

/** Those for whom the person may vote: they named them, are eligible, and have cast nothing of their own. */
function represented(view: MotionView, substitute: string): readonly { readonly value: string; readonly label: string }[] {
  const eligible = new Set(liveBallots(voteOf(view, view.now)).eligible.map((m) => m.id));
  return view.voters
    .filter((v) => v.substitute === substitute && eligible.has(v.id))
    .filter((v) => !view.ballots.some((b) => b.voter === v.id && b.for === undefined))
    .map((v) => ({ value: v.id, label: v.name }));
}

async function castTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.cast'>): Replies {
  const { locale } = turn.actor;
  const t = texts(locale).committee;
  const answers = answersOf(turn);
  const said = (field: string): string => (answers[field] ?? '').trim().slice(0, MAX_WORDS);
  const reason = said('reason') === '' ? {} : { reason: said('reason') };
  const view = await viewFor(turn, motion);
  const written = said('upTo');
  const upTo = written === '' ? undefined : parseAmount(written, view.motion.proposal.currency);
  if ((written !== '' || choice === 'less') && upTo === undefined) return [{ type: 'form-errors', errors: { upTo: t.form.badAmount } }];
  const most = upTo === undefined ? {} : { upTo };
  switch (choice) {
    case 'less':
      return cast(turn, motion, { choice: 'approve', facts, ...most });
    case 'reject':
      if (!('reason' in reason)) return [{ type: 'form-errors', errors: { reason: t.refused.noWhy } }];
      return cast(turn, motion, { choice: 'reject', facts, ...reason });
    case 'recuse':
      return cast(turn, motion, { choice: 'recuse', facts, ...reason });
    case 'proxy': {
      const chosen = (['approve', 'reject', 'abstain'] as const).find((c) => c === said('choice'));
      if (!chosen || said('for') === '') throw new DomainError('bad-intent', texts(locale).access.stale);
      return cast(turn, motion, { choice: chosen, for: said('for'), facts, ...(chosen === 'approve' ? most : {}), ...reason });
    }
    default:
      throw new DomainError('bad-intent', texts(locale).access.stale);
  }
}

async function cast(turn: Turn, id: number, ballot: Cast): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { locale, person } = actor;
  const counted: Counted | undefined = await inOneGo(turn, (step) => castBallot(step, person, id, ballot));
  const view = await viewFor(turn, id);
  const t = texts(locale).committee.ballot;
  const member = ballot.for ?? person.email;
  const own = lastBallot(view, member);
  if (!own) return [];
  const words = ballotWords(view, own, locale);
  const said = member === person.email ? words : t.for(words, view.names.get(member) ?? member);
  const open = own.choice === 'recuse' ? t.notedRecusal(said) : t.noted(said);
  const noted = view.motion.status === 'open' ? open : t.notedLast(said, resultLine(view, locale));
  if (counted?.stale) return privately(ballotCard(view, member, core.policy, locale, t.stale));
  return privately({ ...noteCard(noted, locale), amounts: own.upTo !== undefined || view.motion.status !== 'open' });
}

// ---------------------------------------------------------------- chair and owner

async function chairTurn(turn: Turn, { motion, what }: IntentOf<'motion.chair'>): Replies {
  need(turn, 'see');
  if (what === 'extend') return [{ type: 'form', form: extendForm(motion, turn.actor.locale) }];
  await inOneGo(turn, (step) => closeByChair(step, turn.actor.person, motion));
  return showMotionTurn(turn, motion);
}

async function extendTurn(turn: Turn, { motion }: IntentOf<'motion.extend'>): Replies {
  need(turn, 'see');
  await inOneGo(turn, (step) => extendByChair(step, turn.actor.person, motion, (answersOf(turn).reason ?? '').slice(0, MAX_WORDS)));
  return showMotionTurn(turn, motion);
}

async function doneTurn(turn: Turn, { motion, what }: IntentOf<'motion.done'>): Replies {
  need(turn, 'see');
  if (what !== 'entered' && what !== 'ended' && what !== 'followed')
    throw new DomainError('bad-intent', texts(turn.actor.locale).access.stale);
  const words = await inOneGo(turn, (step) => finishMotion(step, turn.actor.person, motion, what));
  return words === undefined ? [] : privately(noteCard(words, turn.actor.locale));
}

// ---------------------------------------------------------------- the thread

/** Words are not a ballot: whoever may vote and writes "ok pour moi" under the motion is shown the buttons, privately. */
export async function hearInMotion(
  turn: Turn,
  { text, change }: Extract<Happening, { type: 'reply' }>,
): Promise<readonly Reply[] | undefined> {
  const { core, event, actor } = turn;
  const { thread } = event.where;
  const opener = thread && (await core.store.read.outbox.byRef(event.identity.platform, thread));
  const id = opener && motionOfKey(opener.key);
  const file: MotionFile | undefined = id === undefined ? undefined : await core.store.read.motions.file(id);
  if (!file) return undefined;
  if (change === 'deleted' || file.motion.status !== 'open' || !soundsLikeABallot(text)) return [];
  const { eligible } = liveBallots(voteOf(file, core.clock.now()));
  if (!eligible.some((m) => m.id === actor.person.email) || !may(core.policy, actor.person, 'see')) return [];
  const view = await viewMotion(core.store.read, file, core.clock.now(), core);
  const words = texts(actor.locale).committee.prompt;
  const confirm = lastBallot(view, actor.person.email);
  const known =
    confirm && confirm.facts === newestFacts(view).hash
      ? ` ${texts(actor.locale).committee.ballot.yours(ballotWords(view, confirm, actor.locale))}`
      : '';
  const card = noteCard(`${words}${known}`, actor.locale);
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons: ballotButtons(view, actor.locale) }] });
}

export const committeeTurns: Turns<'motion'> = {
  'motion.find': findForMotion,
  'motion.form': formOf,
  'motion.propose': proposeTurn,
  'motion.list': listMotions,
  'motion.show': (turn, { motion }) => showMotionTurn(turn, motion),
  'motion.dossier': (turn, { motion }) => showDossier(turn, motion),
  'motion.minutes': (turn, { motion }) => showMinutes(turn, motion),
  'motion.vote': voteTurn,
  'motion.ballot': ballotTurn,
  'motion.cast': castTurn,
  'motion.chair': chairTurn,
  'motion.extend': extendTurn,
  'motion.done': doneTurn,
};
