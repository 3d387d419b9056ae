/** A debtor as people see it, and the choice offered when the words fit several. */
import type { Block, Button, Card } from '../desk/card.ts';
import { bucketName } from '../desk/chart-format.ts';
import type { Intent } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { columnsOf } from '../kernel/buckets.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ItemKind } from '../ledger/item.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { masterOf } from '../ledger/master.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { OpenItem } from '../ledger/ports.ts';
import { parseTerms } from '../ledger/terms.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { debtorTexts } from './debtors.text.ts';
import { masterButton } from './master.card.ts';
import { type KnownDebtor, offered } from './offer.ts';
import { type DebtorView, unconvertedOf } from './view-debtor.ts';
import type { GroupView } from './view-group.ts';

/** "C0042 · SIREN 123 456 789". */
function identityLine(debtor: Debtor): string {
  const siren = debtor.siren === null ? [] : [`SIREN ${debtor.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')}`];
  return [debtor.code, ...siren].join(' · ');
}

/** " (comité, vote n° 4, jusqu’au 31 mars)" behind a limit that the committee granted. */
function grantWords({ grant, asOf }: DebtorView, locale: Locale): string {
  if (!grant) return '';
  return ` (${debtorTexts(locale).granted(grant.motionId, grant.untilDay === null ? undefined : format.date(grant.untilDay, locale, asOf))})`;
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
  if (terms) facts.push({ label: debtorTexts(locale).terms, value: debtorTexts(locale).termsOf(terms) });
  const { maxDays } = masterOf(debtor.facts);
  if (maxDays !== null)
    facts.push({ label: debtorTexts(locale).maxDays, value: debtorTexts(locale).termsOf({ days: maxDays, monthEnd: 'none' }) });
  if (view.group) facts.push(groupFact(view.group, locale));
  return { type: 'facts', facts };
}

/** What the group owes together, its limit, and what is left of it. */
function groupFact({ head, members, exposure, limit, available, currency }: GroupView, locale: Locale): { label: string; value: string } {
  const t = debtorTexts(locale).group;
  const amount = (minor: bigint): string => format.money(minor, currency, locale);
  const left =
    available === undefined ? [] : [available < 0n ? debtorTexts(locale).overLimit(amount(-available)) : t.available(amount(available))];
  return {
    label: t.name(head.name, members),
    value: [t.exposure(amount(exposure)), limit ? t.limit[limit.of](amount(limit.minor)) : t.noLimit, ...left].join(' · '),
  };
}

/** Whom to call and to write to: "Comptabilité : M. Petit · 03 87 00 00 00 · compta@…", a line each; without an accounts contact whoever letters go to. */
function contactLines(debtor: Debtor, locale: Locale): Block[] {
  const { contact, phone, email } = debtor;
  const { contacts } = masterOf(debtor.facts);
  const line = (role: string, parts: readonly (string | null)[]): readonly string[] => {
    const known = parts.filter((part) => part !== null && part !== '');
    return known.length === 0 ? [] : [debtorTexts(locale).contact(role, known.join(' · '))];
  };
  const roles = ledgerTexts(locale).master.roles;
  const lines = [
    ...(contacts.some(({ role }) => role === 'accounts') ? [] : line(debtorTexts(locale).addressee, [contact, phone, email])),
    ...contacts.flatMap(({ role, name, ...of }) => line(roles[role], [name, of.phone, of.email])),
  ];
  return lines.length === 0 ? [] : [{ type: 'text', text: lines.join('\n'), quiet: true }];
}

/** "non échu 33 100 € · 61–90 j 38 200 €": the buckets that hold something. */
function agingLines(view: DebtorView, locale: Locale): Block[] {
  return view.aging.map((row) => {
    const held = columnsOf(row).filter(([, minor]) => minor !== 0n);
    const named = held.map(([column, minor]) => `${bucketName(locale, column)} ${format.money(minor, row.currency, locale)}`);
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
    late > 0 && item.open > 0n ? debtorTexts(locale).days(late) : '–',
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

/** The other things to do about a debtor, privately. */
export function moreCard(known: KnownDebtor, locale: Locale): Card {
  const { debtor } = known.view;
  return {
    title: debtor.name,
    subtitle: identityLine(debtor),
    blocks: [...offered(known, locale).more, [masterButton(debtor, locale)]].map((buttons): Block => ({ type: 'buttons', buttons })),
    fallback: `${debtor.name} (${debtor.code})`,
    amounts: false,
    locale,
  };
}

/** The debtor's card; `sharedBy` is named when it is shown to others. */
export function debtorCard(known: KnownDebtor, locale: Locale, sharedBy?: string): Card {
  const { view } = known;
  const { debtor } = view;
  const t = debtorTexts(locale);
  const { tags, lines, daily } = offered(known, locale);
  const names = [view.salesperson, view.salesAdmin, view.collector].map((p) => p?.name ?? deskTexts(locale).notNamed);
  const [sales = '', salesAdmin = '', collector = ''] = names;
  const blocks: Block[] = [limitFacts(view, locale), ...agingLines(view, locale)];
  const unconverted = unconvertedOf(view);
  if (unconverted.length > 0) blocks.push({ type: 'text', text: t.unconverted(unconverted.join(', ')), quiet: true });
  blocks.push(...contactLines(debtor, locale), { type: 'text', text: t.owners(sales, salesAdmin, collector), quiet: true }, ...lines);
  if (sharedBy === undefined) blocks.push({ type: 'buttons', buttons: [...daily, ...ownButtons(debtor, locale)] });
  blocks.push(itemsTable(view, locale), ...movementLines(view, locale));
  if (sharedBy !== undefined) blocks.push({ type: 'text', text: t.shared(sharedBy), quiet: true });
  return {
    title: debtor.name,
    subtitle: [identityLine(debtor), ...tags, ledgerLine(view.ledgerDay, view.asOf, locale)].join(' · '),
    blocks,
    fallback: `${debtor.name} (${debtor.code})`,
    amounts: true,
    locale,
  };
}

function ownButtons({ id }: Debtor, locale: Locale): readonly Button[] {
  const t = debtorTexts(locale);
  return [
    { label: t.share, intent: { kind: 'debtor.share', debtor: id } },
    { label: t.more, intent: { kind: 'debtor.more', debtor: id } },
  ];
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
