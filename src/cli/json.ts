/** The JSON shapes of docs/command-line.md: amounts as decimal strings, dates as `YYYY-MM-DD`, each currency apart. */
import { reasonOf } from '../core/agenda/action.words.ts';
import { inSections } from '../core/agenda/agenda.card.ts';
import type { Action } from '../core/debtors/action.ts';
import { debtorTexts } from '../core/debtors/debtors.text.ts';
import { type KnownDebtor, offeredJson } from '../core/debtors/offer.ts';
import { unconvertedOf } from '../core/debtors/view-debtor.ts';
import type { GroupView } from '../core/debtors/view-group.ts';
import { afterCredits, columnsOf, overdue, overdueRate, total } from '../core/kernel/buckets.ts';
import { type Day, isoDay } from '../core/kernel/dates.ts';
import { groupBy } from '../core/kernel/group-by.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { toDecimal } from '../core/kernel/money.ts';
import { masterOf } from '../core/ledger/master.ts';
import type { Debtor } from '../core/ledger/parties.ts';
import type { AgedRow, OpenItem } from '../core/ledger/ports.ts';

type Json = Record<string, unknown>;

function columns(row: AgedRow, overdueAfterCredits = afterCredits(row)): Json {
  const amount = (minor: bigint): string => toDecimal(minor, row.currency);
  return {
    ...Object.fromEntries(columnsOf(row).map(([column, minor]) => [column, amount(minor)])),
    total: amount(total(row)),
    overdue: amount(overdue(row)),
    overdueRate: overdueRate(row) ?? null,
    overdueAfterCredits: amount(overdueAfterCredits),
  };
}

export function agingJson(
  asOf: Day,
  totals: readonly AgedRow[],
  byDebtor: readonly AgedRow[] | undefined,
  debtors: ReadonlyMap<number, Debtor>,
  covered: ReadonlyMap<string, bigint>,
): Json {
  const rows = byDebtor && groupBy(byDebtor, (row) => row.currency);
  const debtorRows = (currency: string): Json[] =>
    (rows?.get(currency) ?? [])
      .map((row) => ({ debtor: debtors.get(row.debtorId), row }))
      .flatMap(({ debtor, row }) => (debtor ? [{ debtor: debtor.code, name: debtor.name, ...columns(row) }] : []))
      .sort((a, b) => (a.debtor < b.debtor ? -1 : a.debtor > b.debtor ? 1 : 0));
  return {
    asOf: isoDay(asOf),
    currencies: totals.map((row) => ({
      currency: row.currency,
      ...columns(row, covered.get(row.currency)),
      ...(rows ? { debtors: debtorRows(row.currency) } : {}),
    })),
  };
}

export function agendaJson(date: Day, actions: readonly Action[], locale: Locale): Json {
  const rank = new Map(actions.map((action, i) => [action.id, i]));
  const sections = [...groupBy(inSections(actions), (action) => action.kind)].map(([kind, items]) => ({ kind, items }));
  return {
    date: isoDay(date),
    sections: sections.map((section) => ({
      kind: section.kind,
      items: section.items.map((action) => ({
        id: action.id,
        debtor: action.debtor.code,
        name: action.debtor.name,
        amount: toDecimal(action.amount, action.currency),
        currency: action.currency,
        reason: reasonOf(action, locale),
        owner: action.owner ?? null,
        priority: (rank.get(action.id) ?? 0) + 1,
        due: isoDay(action.due),
        daysLate: action.is.contact ? action.days : null,
        since: isoDay(action.since ?? date),
        carried: action.carried ?? false,
        held: action.held ?? false,
        value: toDecimal(action.risk, action.currency),
        step: stepJson(action),
      })),
    })),
  };
}

function stepJson({ about: { step } }: Action): Json | null {
  return step ? { scenario: step.scenario, number: step.number, kind: step.step.kind, day: step.step.day } : null;
}

export function matchJson(debtor: Debtor): Json {
  return { debtor: debtor.code, name: debtor.name, siren: debtor.siren };
}

function itemJson(item: OpenItem): Json {
  return {
    ref: item.ref,
    kind: item.kind,
    account: item.account,
    issueDate: isoDay(item.issueDay),
    dueDate: isoDay(item.dueDay),
    currency: item.currency,
    amount: toDecimal(item.amount, item.currency),
    open: toDecimal(item.open, item.currency),
    disputed: item.disputed,
  };
}

function groupJson({ head, members, currency, exposure, limit, available }: GroupView): Json {
  return {
    head: head.code,
    name: head.name,
    members,
    currency,
    exposure: toDecimal(exposure, currency),
    limit: limit ? toDecimal(limit.minor, currency) : null,
    limitOf: limit?.of ?? null,
    available: available === undefined ? null : toDecimal(available, currency),
  };
}

/** The account, then what each feature knows of it. */
export async function debtorJson(known: KnownDebtor, locale: Locale): Promise<Json> {
  const { view } = known;
  const { debtor } = view;
  const t = debtorTexts(locale);
  const master = masterOf(debtor.facts);
  const unconverted = unconvertedOf(view);
  return {
    debtor: {
      id: debtor.code,
      name: debtor.name,
      siren: debtor.siren,
      vat: debtor.vat,
      terms: debtor.terms,
      segment: debtor.segment,
      salesperson: debtor.salesperson,
      salesAdmin: debtor.salesAdmin,
      collector: debtor.collector,
      currency: view.currency,
      limit: debtor.limit ? toDecimal(debtor.limit.minor, debtor.limit.currency) : null,
      exposure: toDecimal(view.exposure, view.currency),
      available: view.available === undefined ? null : toDecimal(view.available, view.currency),
      contacts: master.contacts,
      parent: master.parent,
      group: view.group ? groupJson(view.group) : null,
      ibans: master.ibans,
      maxDays: master.maxDays,
      insurer: debtor.insurer,
      insuredLimit: debtor.insured ? toDecimal(debtor.insured.minor, debtor.insured.currency) : null,
      insuredUntil: debtor.insuredUntil === null ? null : isoDay(debtor.insuredUntil),
      asOf: isoDay(view.asOf),
      ledgerOf: view.ledgerDay === undefined ? null : isoDay(view.ledgerDay),
      aging: view.aging.map((row) => ({ currency: row.currency, ...columns(row) })),
      items: view.items.map(itemJson),
      itemCount: view.itemCount,
      ...(await offeredJson(known, locale)),
      movements: view.movements.map((m) => ({
        date: isoDay(m.issueDay),
        kind: m.kind,
        ref: m.ref,
        amount: toDecimal(m.amount, m.currency),
        currency: m.currency,
      })),
      notes: unconverted.length === 0 ? [] : [t.unconverted(unconverted.join(', '))],
    },
  };
}
