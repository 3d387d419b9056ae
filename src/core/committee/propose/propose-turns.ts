/** Putting a question to the committee in the conversation: the debtor is found, a form completes the draft, and the vote opens. */
import { choiceCard } from '../../debtors/debtor.card.ts';
import { debtorTexts } from '../../debtors/debtors.text.ts';
import { debtorOf, findDebtors } from '../../debtors/find-debtors.ts';
import { type DebtorView, viewDebtor } from '../../debtors/view-debtor.ts';
import { sentence } from '../../desk/card.ts';
import { today } from '../../desk/core.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { answersOf, need, once, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { amountFault, amountIn, readAmount } from '../../kernel/amount-words.ts';
import { cut } from '../../kernel/clean.ts';
import { parseWhen } from '../../kernel/day-words.ts';
import { DomainError } from '../../kernel/errors.ts';
import { minutesFor } from '../minutes/minutes.ts';
import { MAX_WORDS } from '../motion/find-motion.ts';
import { type Proposal, ROUTES } from '../motion/proposal.ts';
import { committeeTexts } from '../motion/texts.ts';
import { genericForm, initialDate, limitForm, litigationForm } from './proposal.forms.ts';
import { proposeMotion } from './propose-motion.ts';

/** The number of a debtor that no row has: an old button may name none. */
const NOBODY = 0;

/** The forms show a debtor's figures, and a decision taken at once shows its dossier. */
function mayPropose(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'motion.propose');
}

export async function findForMotion(turn: Turn, intent: IntentOf<'motion.find'>): Replies {
  mayPropose(turn);
  const { locale } = turn.actor;
  const query = intent.query.trim();
  if (query === '') throw new DomainError('bad-input', committeeTexts(locale).refused.usage);
  const found = await findDebtors(turn.core.store.read, query);
  const [only] = found.debtors;
  if (!only) throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(cut(query, 80)));
  const { subject, amount, until } = intent;
  const rest = { ...(amount === undefined ? {} : { amount }), ...(until === undefined ? {} : { until }) };
  if (found.count === 1) return formOf(turn, { kind: 'motion.form', subject, debtor: only.id, ...rest });
  return privately(choiceCard(cut(query, 80), found, locale, (debtor) => ({ kind: 'motion.form', subject, debtor, ...rest })));
}

export async function formOf(turn: Turn, intent: IntentOf<'motion.form'>): Replies {
  mayPropose(turn);
  const { core, actor } = turn;
  const { locale } = actor;
  if (intent.subject === 'generic') return [{ type: 'form', form: genericForm(intent.amount, locale) }];
  const debtor = await debtorOf(core.store.read, intent.debtor ?? NOBODY, locale);
  const view = await viewDebtor(core.store.read, debtor, today(core), core.policy);
  if (intent.subject === 'litigation') {
    if (!view.items.some((item) => item.open > 0n && item.dueDay < view.asOf))
      throw new DomainError('bad-input', committeeTexts(locale).refused.noItems);
    return [{ type: 'form', form: litigationForm(view, locale) }];
  }
  const t = committeeTexts(locale).refused;
  const { amount, until } = intent;
  if (amount !== undefined) amountIn(amount, view.currency, locale, 'zero');
  const end = until === undefined ? undefined : parseWhen(until);
  if (until !== undefined && end === undefined) throw new DomainError('bad-input', t.badDate(cut(until, 40)));
  return [{ type: 'form', form: limitForm(view, { ...(amount === undefined ? {} : { amount }), ...initialDate(end) }, locale) }];
}

export async function proposeTurn(turn: Turn, intent: IntentOf<'motion.propose'>): Replies {
  mayPropose(turn);
  const { locale } = turn.actor;
  const t = committeeTexts(locale);
  const draft = await draftOf(turn, intent);
  if ('errors' in draft) return [{ type: 'form-errors', errors: draft.errors }];
  const view = await once(turn, (step) => proposeMotion(step, draft.proposal));
  if (!view) return [];
  const minutes = await minutesFor(turn.core.store.read, view, turn.core.policy, locale);
  return privately(minutes ?? sentence(t.put(view.motion.id), locale));
}

type Draft = { readonly proposal: Proposal } | { readonly errors: Readonly<Record<string, string>> };

/** What the form of a proposal says, field by field. */
interface Filled {
  readonly turn: Turn;
  readonly said: (field: string) => string;
  readonly common: { readonly why: string; readonly conditions: string };
  /** Faults so far. */
  readonly errors: Record<string, string>;
}

async function draftOf(turn: Turn, { subject, debtor: id }: IntentOf<'motion.propose'>): Promise<Draft> {
  const { core, actor } = turn;
  const answers = answersOf(turn) ?? {};
  const said = (field: string): string => cut(answers[field] ?? '', MAX_WORDS);
  const why = said('why');
  const errors: Record<string, string> = why === '' ? { why: committeeTexts(actor.locale).refused.noWhy } : {};
  const filled: Filled = { turn, said, common: { why, conditions: said('conditions') }, errors };
  if (subject === 'generic') return genericDraft(filled);
  const { policy } = core;
  const debtor = await debtorOf(core.store.read, id ?? NOBODY, actor.locale);
  const view = await viewDebtor(core.store.read, debtor, today(core), policy, 1000);
  return subject === 'limit' ? limitDraft(filled, view) : litigationDraft(filled, view);
}

function genericDraft({ turn, said, common, errors }: Filled): Draft {
  const text = said('text');
  if (text === '') errors.text = committeeTexts(turn.actor.locale).refused.noText;
  if (Object.keys(errors).length > 0) return { errors };
  return { proposal: { kind: 'generic', debtorId: null, text, amount: 0n, currency: turn.core.policy.currency, ...common } };
}

/** Notes what is wrong with it. */
function money({ turn, errors }: Filled, field: string, written: string, currency: string): bigint | undefined {
  const read = readAmount(written, currency, 'zero');
  if ('minor' in read) return read.minor;
  errors[field] = amountFault(read.fault, written, currency, turn.actor.locale);
  return undefined;
}

function limitDraft(filled: Filled, view: DebtorView): Draft {
  const { turn, said, common, errors } = filled;
  const t = committeeTexts(turn.actor.locale);
  const { currency, debtor } = view;
  const amount = money(filled, 'amount', said('amount'), currency);
  const until = said('until') === '' ? null : parseWhen(said('until'));
  if (until === undefined || (until !== null && until <= view.asOf)) errors.until = t.form.badDate;
  if (amount === undefined || until === undefined || Object.keys(errors).length > 0) return { errors };
  return { proposal: { kind: 'limit', debtorId: debtor.id, before: debtor.limit?.minor ?? null, amount, until, currency, ...common } };
}

function litigationDraft(filled: Filled, view: DebtorView): Draft {
  const { turn, said, common, errors } = filled;
  const t = committeeTexts(turn.actor.locale);
  const { currency, debtor } = view;
  const chosen = said('items').split('\n').map(Number);
  const items = view.items.filter((item) => chosen.includes(item.id) && item.currency === currency && item.open > 0n);
  const cost = money(filled, 'cost', said('cost') || '0', currency);
  const reminded = said('reminded') === '' ? null : parseWhen(said('reminded'));
  const route = ROUTES.find((r) => r === said('route'));
  if (items.length === 0) errors.items = t.refused.noItems;
  if (reminded === undefined) errors.reminded = t.form.badDate;
  if (route === undefined || cost === undefined || reminded === undefined || Object.keys(errors).length > 0) return { errors };
  const amount = items.reduce((sum, item) => sum + item.open, 0n);
  const sent = items.map(({ id, ref, open, dueDay }) => ({ id, ref, open, dueDay }));
  return { proposal: { kind: 'litigation', debtorId: debtor.id, items: sent, amount, route, cost, reminded, currency, ...common } };
}
