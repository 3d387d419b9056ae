/** A debtor as people see it, and the choice offered when the words fit several. */

import { agendaTexts } from '../agenda/texts.ts';
import { committeeTexts } from '../committee/texts.ts';
import type { Block, Button, Card } from '../desk/card.ts';
import { bucketName, exactPercent } from '../desk/chart-format.ts';
import type { Intent } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { debtorLine } from '../disputes/dispute.card.ts';
import { heldLines, sumOf } from '../disputes/dispute.ts';
import { timesWords } from '../disputes/figures.card.ts';
import { disputeTexts } from '../disputes/texts.ts';
import { lastLine } from '../history/history.card.ts';
import { historyTexts } from '../history/history.text.ts';
import { BUCKETS } from '../kernel/buckets.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ItemKind } from '../ledger/item.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { OpenItem } from '../ledger/ports.ts';
import { parseTerms } from '../ledger/terms.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { letterTexts } from '../letters/letters.text.ts';
import { debtorLines, debtorButtons as mandateButtons } from '../mandates/mandate.card.ts';
import { promiseWords } from '../promises/promise.card.ts';
import { promiseTexts } from '../promises/promises.text.ts';
import { scoreLine } from '../score/score.card.ts';
import { scoreTexts } from '../score/score.text.ts';
import { debtorTexts } from './debtors.text.ts';
import type { DebtorView } from './view-debtor.ts';

/** "C0042 · SIREN 123 456 789". */
function identityLine(debtor: Debtor): string {
  const siren = debtor.siren === null ? [] : [`SIREN ${debtor.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')}`];
  return [debtor.code, ...siren].join(' · ');
}

/** " (comité, vote n° 4, jusqu’au 31 mars)" behind a limit that the committee granted. */
function grantWords({ grant, asOf }: DebtorView, locale: Locale): string {
  if (!grant) return '';
  return ` (${committeeTexts(locale).debtorGrant(grant.motionId, grant.untilDay === null ? undefined : format.date(grant.untilDay, locale, asOf))})`;
}

function limitFacts(view: DebtorView, locale: Locale): Block {
  const { debtor } = view;
  const amount = (minor: bigint): string => format.money(minor, view.currency, locale);
  const facts = [
    {
      label: debtorTexts(locale).limit,
      value: debtor.limit ? `${amount(debtor.limit.minor)}${grantWords(view, locale)}` : debtorTexts(locale).noLimit,
    },
    { label: debtorTexts(locale).exposure, value: amount(view.exposure) },
  ];
  if (view.available !== undefined) {
    facts.push({
      label: debtorTexts(locale).available,
      value: view.available < 0n ? debtorTexts(locale).overLimit(amount(-view.available)) : amount(view.available),
    });
  }
  if (debtor.insured) {
    const cover = format.money(debtor.insured.minor, debtor.insured.currency, locale);
    const until =
      debtor.insuredUntil === null ? cover : debtorTexts(locale).insuredUntil(cover, format.date(debtor.insuredUntil, locale, view.asOf));
    facts.push({ label: debtorTexts(locale).insurer, value: [debtor.insurer, until].filter((part) => part !== null).join(' ') });
  }
  const terms = debtor.terms === null ? undefined : parseTerms(debtor.terms);
  if (terms) facts.push({ label: debtorTexts(locale).terms, value: debtorTexts(locale).termsOf(terms.days, terms.monthEnd) });
  return { type: 'facts', facts };
}

/** "non échu 33 100 € · 61–90 j 38 200 €": the buckets that hold something. */
function agingLines(view: DebtorView, locale: Locale): Block[] {
  return view.aging.map((row) => {
    const named = BUCKETS.filter((b) => row[b] !== 0n).map((b) => `${bucketName(locale, b)} ${format.money(row[b], row.currency, locale)}`);
    if (row.unallocated !== 0n) named.push(`${bucketName(locale, 'unallocated')} ${format.money(row.unallocated, row.currency, locale)}`);
    return { type: 'text', text: named.join(' · ') };
  });
}

function itemsTable(view: DebtorView, locale: Locale): Block {
  if (view.items.length === 0) return { type: 'text', text: debtorTexts(locale).noItems };
  const [ref = '', due = '', open = '', late = ''] = debtorTexts(locale).items;
  const hidden = view.itemCount - view.items.length;
  return {
    type: 'table',
    columns: [{ title: ref }, { title: due }, { title: open, align: 'right' }, { title: late, align: 'right' }],
    rows: view.items.map((item) => itemRow(item, view, locale)),
    ...(hidden > 0 ? { hidden } : {}),
  };
}

function itemRow(item: OpenItem, view: DebtorView, locale: Locale): string[] {
  const late = view.asOf - item.dueDay;
  return [
    item.ref === '' ? kindName(item, locale) : item.ref,
    format.date(item.dueDay, locale, view.asOf),
    format.money(item.open, item.currency, locale),
    late > 0 && item.open > 0n ? agendaTexts(locale).days(late) : '–',
  ];
}

function kindName(item: OpenItem, locale: Locale): string {
  const names: Readonly<Record<ItemKind, string>> = ledgerTexts(locale).kinds;
  return names[item.kind];
}

function movementLines(view: DebtorView, locale: Locale): Block[] {
  if (view.movements.length === 0) return [];
  const lines = view.movements.map((m) =>
    debtorTexts(locale).movement(
      format.date(m.issueDay, locale, view.asOf),
      kindName(m, locale),
      m.ref,
      format.money(m.amount, m.currency, locale),
    ),
  );
  return [{ type: 'text', text: `${debtorTexts(locale).movements} — ${lines.join(' · ')}`, quiet: true }];
}

/** Three cases in words, the rest counted. */
function disputeLines(view: DebtorView, locale: Locale): Block[] {
  const t = deskTexts(locale);
  const shown = view.disputes.slice(0, 3).map((dispute): Block => ({ type: 'text', text: debtorLine(dispute, locale) }));
  const hidden = view.disputes.length - shown.length;
  return [
    ...shown,
    ...(hidden > 0 ? [{ type: 'text', text: t.andMore(hidden), quiet: true } as const] : []),
    ...[...disputeSum(view, locale), ...disputeTimes(view, locale)].map((text): Block => ({ type: 'text', text, quiet: true })),
  ];
}

/** What is in dispute in the currency in which the account is judged, and its share of what is owed. */
function disputeSum({ disputes, currency, exposure }: DebtorView, locale: Locale): readonly string[] {
  const own = disputes.filter(({ dispute }) => dispute.currency === currency);
  if (own.length === 0) return [];
  const held = own.reduce((sum, { dispute }) => sum + sumOf(heldLines(dispute)), 0n);
  const share = exactPercent(locale, held, exposure);
  return [disputeTexts(locale).debtorSum(own.length, format.money(held, currency, locale), share)];
}

function disputeTimes({ disputeTimes: times }: DebtorView, locale: Locale): readonly string[] {
  return times.settled === 0 && times.hoursToAcknowledge === undefined ? [] : [timesWords(times, locale)];
}

/** Buttons on invoices: the oldest ones that are owed. */
const DISPUTABLE = 2;

/** What people do every day; the rest is one press away, so that a phone shows all of them in one glance (screens.md). */
function dailyButtons({ debtor }: DebtorView, locale: Locale): readonly Button[] {
  return [
    { label: historyTexts(locale).buttons.note, intent: { kind: 'note.form', debtor: debtor.id } },
    { label: promiseTexts(locale).buttons.promise, intent: { kind: 'promise.form', debtor: debtor.id } },
    { label: disputeTexts(locale).buttons.dispute, intent: { kind: 'dispute.form', debtor: debtor.id } },
    { label: debtorTexts(locale).share, intent: { kind: 'debtor.share', debtor: debtor.id } },
    { label: debtorTexts(locale).more, intent: { kind: 'debtor.more', debtor: debtor.id } },
  ];
}

/** The other things to do about a debtor, privately: what is known, what to write or grant, what to ask the committee, and the invoices to dispute. */
export function moreCard({ debtor, items, disputes, promises, mandates }: DebtorView, locale: Locale): Card {
  const owed = items.filter((item) => item.open > 0n && item.ref !== '').slice(0, DISPUTABLE);
  const groups: readonly (readonly Button[])[] = [
    [
      { label: historyTexts(locale).buttons.history, intent: { kind: 'history.show', debtor: debtor.id } },
      { label: scoreTexts(locale).button, intent: { kind: 'score.show', debtor: debtor.id } },
      ...(disputes.length > 0
        ? [{ label: disputeTexts(locale).list.title(disputes.length), intent: { kind: 'dispute.list' as const, debtor: debtor.id } }]
        : []),
      ...(promises.length > 0
        ? [{ label: promiseTexts(locale).buttons.list, intent: { kind: 'promise.list' as const, debtor: debtor.id } }]
        : []),
    ],
    [
      { label: letterTexts(locale).buttons.letter, intent: { kind: 'letter.form', debtor: debtor.id } },
      ...mandateButtons(debtor.id, mandates, locale),
    ],
    [
      { label: committeeTexts(locale).buttons.limit, intent: { kind: 'motion.form', subject: 'limit', debtor: debtor.id } },
      { label: committeeTexts(locale).buttons.litigation, intent: { kind: 'motion.form', subject: 'litigation', debtor: debtor.id } },
    ],
    owed.map(
      (item): Button => ({
        label: disputeTexts(locale).buttons.disputeOf(item.ref),
        intent: { kind: 'dispute.form', debtor: debtor.id, item: item.id },
      }),
    ),
  ];
  return {
    title: debtor.name,
    subtitle: identityLine(debtor),
    blocks: groups.filter((buttons) => buttons.length > 0).map((buttons): Block => ({ type: 'buttons', buttons })),
    fallback: `${debtor.name} (${debtor.code})`,
    amounts: false,
    locale,
  };
}

/** The debtor's card; `sharedBy` is named when it is shown to others. */
export function debtorCard(view: DebtorView, locale: Locale, sharedBy?: string): Card {
  const { debtor } = view;
  const score = view.score ? scoreLine(view.score, locale) : '';
  const names = [view.salesperson, view.salesAdmin, view.collector].map((p) => p?.name ?? deskTexts(locale).notNamed);
  const [sales = '', salesAdmin = '', collector = ''] = names;
  const blocks: Block[] = [limitFacts(view, locale), ...agingLines(view, locale)];
  if (view.unconverted.length > 0)
    blocks.push({ type: 'text', text: debtorTexts(locale).unconverted(view.unconverted.join(', ')), quiet: true });
  blocks.push(
    { type: 'text', text: debtorTexts(locale).owners(sales, salesAdmin, collector), quiet: true },
    ...disputeLines(view, locale),
    ...debtorLines(view.mandates, view.holders, view.asOf, locale).map((text): Block => ({ type: 'text', text })),
    ...promiseWords(view.promises, view.asOf, locale).map((text): Block => ({ type: 'text', text })),
    ...(view.lastExchange ? [{ type: 'text' as const, text: lastLine(view.lastExchange, view.asOf, locale), quiet: true }] : []),
  );
  if (sharedBy === undefined) blocks.push({ type: 'buttons', buttons: dailyButtons(view, locale) });
  blocks.push(itemsTable(view, locale), ...movementLines(view, locale));
  if (sharedBy !== undefined) blocks.push({ type: 'text', text: debtorTexts(locale).shared(sharedBy), quiet: true });
  return {
    title: debtor.name,
    subtitle: [identityLine(debtor), ...(score === '' ? [] : [score]), ledgerLine(view.ledgerDay, view.asOf, locale)].join(' · '),
    blocks,
    fallback: `${debtor.name} (${debtor.code})`,
    amounts: true,
    locale,
  };
}

/** Several debtors fit: each is a button, what does not fit is counted. */
export function choiceCard(
  query: string,
  found: { readonly debtors: readonly Debtor[]; readonly count: number },
  locale: Locale,
  chosen: (debtor: number) => Intent = (debtor) => ({ kind: 'debtor.show', debtor }),
): Card {
  const t = debtorTexts(locale);
  const title = t.several(query, found.count);
  const buttons: Button[] = found.debtors.map((d) => ({ label: `${d.name} · ${d.code}`, intent: chosen(d.id) }));
  const blocks: Block[] = [
    { type: 'text', text: title },
    { type: 'buttons', buttons },
  ];
  const hidden = found.count - found.debtors.length;
  if (hidden > 0) blocks.push({ type: 'text', text: t.refine(hidden), quiet: true });
  return { blocks, fallback: title, amounts: false, locale };
}
