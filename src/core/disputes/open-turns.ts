/** Opening a dispute in the conversation: a command, a button, a message made a dispute, and the form that all of them lead to. */

import { refsIn } from '../debtors/mentions.ts';
import { sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Happening } from '../desk/inbound.ts';
import type { Intent, IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { foldRef } from '../kernel/fold.ts';
import * as format from '../kernel/format.ts';
import { groupBy } from '../kernel/group-by.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { exhibitOf, filesOfMessage } from './exhibits.ts';
import { nearestRefs, readWords } from './find-items.ts';
import { openForm } from './forms.card.ts';
import { openDispute, type Part } from './open-dispute.ts';
import type { DisputableItem } from './ports.ts';
import { disputesIn } from './ports.ts';
import { isReason, readAmount } from './reason.ts';
import { disputeTexts } from './texts.ts';
import { caseTurns, listDisputes, showDispute } from './turns.ts';

/** Open invoices offered in a form. */
const OFFERED = 50;

function needOpen(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'dispute.open', disputeTexts(turn.actor.locale).refused.open);
}

/** `/litige` alone lists the open cases; with words it opens the form, filled with what the words say. */
async function findDispute(turn: Turn, { query }: IntentOf<'dispute.find'>): Replies {
  if (query.trim() === '') return listDisputes(turn, undefined);
  needOpen(turn);
  const { core, actor } = turn;
  const { read } = core.store;
  const words = await readWords(read, query, today(core), core.policy.currency, actor.locale);
  const byDebtor = groupBy(words.items, (item) => item.debtorId);
  if (byDebtor.size > 1) return chooseDebtor(turn, words.items);
  const t = disputeTexts(actor.locale).refused;
  const open = words.items.filter((item) => item.open > 0n);
  const [first] = open;
  if (!first) throw new DomainError('conflict', t.settledItem(words.items[0]?.ref ?? ''));
  const chosen = open.map((item) => item.id);
  const intent: Intent = { kind: 'dispute.open', debtor: first.debtorId, items: chosen.join(',') };
  return opens(openForm({ intent, items: open, chosen, amount: words.amount, reason: words.reason, said: words.said }, actor.locale));
}

async function chooseDebtor(turn: Turn, items: readonly DisputableItem[]): Replies {
  const t = disputeTexts(turn.actor.locale).refused;
  const debtors = await debtorsIn(turn.core.store.read).byIds([...new Set(items.map((item) => item.debtorId))]);
  const title = t.whichDebtor(items[0]?.ref ?? '');
  const buttons = debtors.map((d) => ({
    label: `${d.name} · ${d.code}`,
    intent: { kind: 'dispute.form' as const, debtor: d.id, item: items.find((item) => item.debtorId === d.id)?.id ?? 0 },
  }));
  const card = sentence(title, turn.actor.locale);
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons }] });
}

/** The form with the debtor's open invoices; one of them chosen when the button was on it. */
export async function disputeForm(turn: Turn, { debtor, item }: IntentOf<'dispute.form'>): Replies {
  needOpen(turn);
  const { core, actor } = turn;
  const day = today(core);
  const { items } = await ledgerIn(core.store.read).openItems(debtor, day, 500);
  const debits = items.filter((i) => i.open > 0n && i.amount > 0n).slice(0, OFFERED);
  const offered = await disputesIn(core.store.read).items(
    [...new Set([...debits.map((i) => i.id), ...(item === undefined ? [] : [item])])],
    day,
  );
  const open = offered.filter((i) => i.open > 0n && i.debtorId === debtor);
  if (open.length === 0) throw new DomainError('unknown-item', disputeTexts(actor.locale).refused.noItem);
  const chosen = open.filter((i) => i.id === item).map((i) => i.id);
  const intent: Intent = { kind: 'dispute.open', debtor, ...(chosen.length > 0 ? { items: chosen.join(',') } : {}) };
  return opens(openForm({ intent, items: open, chosen }, actor.locale));
}

/** A message made a dispute: its words are what the customer says, and the message is the first exhibit. */
export async function disputeShortcut(turn: Turn, happening: Extract<Happening, { type: 'shortcut' }>): Replies {
  needOpen(turn);
  const { core, actor } = turn;
  const refs = await refsIn(core.store.read, happening.text, today(core));
  const exhibit = exhibitOf(turn.event.identity, happening.message, happening.author);
  const said = happening.text;
  return opens(openForm({ intent: { kind: 'dispute.open', exhibit }, items: [], chosen: [], refs: refs.join('\n'), said }, actor.locale));
}

/** The submitted form. Faults of its fields stand beside them; the rest is a refusal. */
async function submitDispute(turn: Turn, intent: IntentOf<'dispute.open'>): Replies {
  needOpen(turn);
  const { locale } = turn.actor;
  const answers = answersOf(turn);
  if (!answers) throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const t = disputeTexts(locale);
  const reason = answers.reason ?? '';
  const said = answers.said ?? '';
  const errors: Record<string, string> = {};
  if (!isReason(reason)) errors.reason = t.refused.reason(Object.values(t.reasons).join(', '));
  if (said === '') errors.said = t.refused.text;
  const items = await chosenItems(turn, intent, answers, errors);
  const parts = partsOf(turn, items, answers.amount ?? '', errors);
  if (Object.keys(errors).length > 0 || !isReason(reason)) return [{ type: 'form-errors', errors }];
  const exhibits = [intent.exhibit, answers.exhibits].filter((part) => part !== undefined && part !== '').join(' ');
  const files = await filesOfMessage(turn, intent.exhibit);
  const request = { parts, reason, said, origin: 'chat' as const, exhibits, files };
  const opened = await work(turn, (act) => openDispute(act, request));
  if (opened.new) return told(turn, t.done.opened(opened.dispute.id, opened.owner.name));
  const [first] = await showDispute(turn, opened.dispute.id);
  return [...told(turn, t.done.exists(opened.dispute.id, opened.owner.name)), ...(first ? [first] : [])];
}

async function chosenItems(
  turn: Turn,
  intent: IntentOf<'dispute.open'>,
  answers: Readonly<Record<string, string>>,
  errors: Record<string, string>,
): Promise<readonly DisputableItem[]> {
  const { core, actor } = turn;
  const t = disputeTexts(actor.locale).refused;
  const { read } = core.store;
  const day = today(core);
  const ids = (intent.items ?? answers.items ?? '')
    .split(/[\n,]/)
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  if (ids.length > 0) return disputesIn(read).items(ids, day);
  const refs = (answers.refs ?? '')
    .split(/[\n,;]+/u)
    .map((ref) => ref.trim())
    .filter((ref) => ref !== '');
  const field = answers.refs === undefined ? 'items' : 'refs';
  if (refs.length === 0) errors[field] = t.noItem;
  const found: DisputableItem[] = [];
  for (const ref of refs) {
    const items = await disputesIn(read).itemsByRef([foldRef(ref)], day);
    const open = items.filter((item) => item.open > 0n);
    if (items.length === 0) errors[field] = t.unknownRef(cut(ref, 80), (await nearestRefs(read, ref, day)).join(', '));
    else if (open.length === 0) errors[field] = t.settledItem(ref);
    else if (new Set(open.map((item) => item.debtorId)).size > 1) errors[field] = t.whichDebtor(ref);
    found.push(...open);
  }
  return found;
}

/** The amount of each invoice: all of it, one amount for the only invoice, or "reference amount" lines. */
function partsOf(turn: Turn, items: readonly DisputableItem[], written: string, errors: Record<string, string>): readonly Part[] {
  const { locale } = turn.actor;
  const t = disputeTexts(locale).refused;
  const lines = written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [only] = items;
  if (lines.length === 0 || !only) return items.map((item) => ({ itemId: item.id, minor: undefined }));
  if (items.length === 1 && lines.length === 1 && !amountLine(lines[0] ?? '', items)) {
    const minor = readAmount(lines[0] ?? '', only.currency);
    if (minor === undefined) errors.amount = /^0+([.,]0*)?$/.test(lines[0] ?? '') ? t.zero : t.badAmount(cut(lines[0] ?? '', 80));
    else if (minor > only.open) errors.amount = t.tooMuch(only.ref, format.exactMoney(only.open, only.currency, locale));
    return [{ itemId: only.id, minor }];
  }
  const amounts = new Map<number, bigint>();
  for (const line of lines) {
    const said = amountLine(line, items);
    const minor = said && readAmount(said.amount, said.item.currency);
    if (!said || minor === undefined) errors.amount = said ? t.badAmount(cut(said.amount, 80)) : t.whichAmount;
    else if (minor > said.item.open)
      errors.amount = t.tooMuch(said.item.ref, format.exactMoney(said.item.open, said.item.currency, locale));
    else amounts.set(said.item.id, minor);
  }
  return items.map((item) => ({ itemId: item.id, minor: amounts.get(item.id) }));
}

/** "FA 1024 2 500,50": the words that are an invoice's reference, then the amount. */
function amountLine(
  line: string,
  items: readonly DisputableItem[],
): { readonly item: DisputableItem; readonly amount: string } | undefined {
  const words = line.split(/\s+/u);
  for (let count = 1; count < words.length; count++) {
    const key = foldRef(words.slice(0, count).join(' '));
    const item = items.find((i) => foldRef(i.ref) === key);
    if (item) return { item, amount: words.slice(count).join(' ') };
  }
  return undefined;
}

export const disputeTurns: Turns<'dispute'> = {
  ...caseTurns,
  'dispute.find': findDispute,
  'dispute.form': disputeForm,
  'dispute.open': submitDispute,
};
