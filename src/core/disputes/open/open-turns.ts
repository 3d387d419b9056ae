/** Opening a dispute in the conversation: a command, a button, a message made a dispute, and the form that all of them lead to. */
import { refsIn } from '../../debtors/mentions.ts';
import { sentence } from '../../desk/card.ts';
import { today } from '../../desk/core.ts';
import type { Turns } from '../../desk/feature.ts';
import type { Happening } from '../../desk/inbound.ts';
import type { Intent, IntentOf } from '../../desk/intent.ts';
import { deskTexts } from '../../desk/texts.ts';
import { answersOf, need, opens, privately, type Replies, type Turn, told, work } from '../../desk/turn.ts';
import { DomainError } from '../../kernel/errors.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { ledgerIn } from '../../ledger/ports.ts';
import { type DisputableItem, disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { exhibitOf, filesOfMessage } from '../record/exhibits.ts';
import { listDisputes, showDispute } from '../show/show-turns.ts';
import { readWords } from './find-items.ts';
import { openForm } from './open.form.ts';
import { openDispute } from './open-dispute.ts';
import { readOpening, type WrittenOpening } from './read-opening.ts';

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
  const words = await readWords(read, query, today(core), actor.locale);
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

/** The submitted form. */
async function submitDispute(turn: Turn, intent: IntentOf<'dispute.open'>): Replies {
  const { locale } = turn.actor;
  const answers = answersOf(turn);
  if (!answers) throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const { amount = '', reason = '', said = '' } = answers;
  const exhibits = [intent.exhibit, answers.exhibits].filter((part) => part !== undefined && part !== '').join(' ');
  const read = await work(turn, (act) => readOpening(act, { invoices: invoicesOf(intent, answers), amount, reason, said }));
  // Between two acts: files are fetched outside of any.
  const files = await filesOfMessage(turn, intent.exhibit);
  const opened = await work(turn, (act) => openDispute(act, { ...read, origin: 'chat', exhibits, files }));
  const t = disputeTexts(locale).done;
  if (opened.new) return told(turn, t.opened(opened.dispute.id, opened.owner.name));
  const [first] = await showDispute(turn, opened.dispute.id);
  return [...told(turn, t.exists(opened.dispute.id, opened.owner.name)), ...(first ? [first] : [])];
}

/** What the form says of the invoices: those of its intent, those that were chosen, or references. */
function invoicesOf(intent: IntentOf<'dispute.open'>, { items, refs }: Readonly<Record<string, string>>): WrittenOpening['invoices'] {
  const ids = (intent.items ?? items ?? '')
    .split(/[\n,]/)
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  if (ids.length > 0 || refs === undefined) return { items: ids };
  return {
    refs: refs
      .split(/[\n,;]+/u)
      .map((ref) => ref.trim())
      .filter((ref) => ref !== ''),
  };
}

export const openTurns: Pick<Turns<'dispute'>, 'dispute.find' | 'dispute.form' | 'dispute.open'> = {
  'dispute.find': findDispute,
  'dispute.form': disputeForm,
  'dispute.open': submitDispute,
};
