/** The indicators for machines (docs/command-line.md): days and fractions as decimal strings, what is missing null with its reason in `notes`. */
import { overdue, total } from '../kernel/buckets.ts';
import { isoDay } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import { FIGURES } from './formulas.ts';
import { caveats, gapText } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import type { Indicators, IndicatorsAt } from './indicators.ts';
import type { DisputeReason, TopDebtor } from './rankings.ts';

export function indicatorsJson(at: IndicatorsAt, locale: Locale): Record<string, unknown> {
  return {
    asOf: isoDay(at.period.asOf),
    from: isoDay(at.period.from),
    days: at.period.days,
    ledgerOf: at.ledgerDay === undefined ? null : isoDay(at.ledgerDay),
    without: at.without,
    currencies: at.currencies.map((found) => currencyJson(found, locale)),
    notes: caveats(at, locale),
  };
}

function currencyJson(found: Indicators, locale: Locale): Record<string, unknown> {
  const { basis: b, figures } = found;
  const t = indicatorTexts(locale);
  const amount = (minor: bigint): string => toDecimal(minor, b.currency);
  const notes = FIGURES.flatMap((name) => {
    const why = gapText(figures[name], locale);
    return why === undefined ? [] : [t.note(name, why)];
  });
  return {
    currency: b.currency,
    ...Object.fromEntries(FIGURES.map((name) => [name, figures[name].value])),
    total: amount(total(b.buckets)),
    overdue: amount(overdue(b.buckets)),
    sales: amount(b.sales),
    opening: amount(b.opening),
    cashIn: amount(b.cash),
    items: { open: b.items, overdue: b.lateItems },
    disputed: { amount: amount(b.disputed.total), overdue: amount(b.disputed.overdue), count: b.disputed.count },
    promises: b.promises,
    concentration: { top1: found.concentration.top1, top5: found.concentration.top5, top10: found.concentration.top10 },
    topByAmount: found.topByAmount.map((row) => topJson(row, amount)),
    topByAge: found.topByAge.map((row) => topJson(row, amount)),
    disputeReasons: found.disputeReasons.map((row) => reasonJson(row, amount)),
    notes,
  };
}

function topJson(row: TopDebtor, amount: (minor: bigint) => string): Record<string, unknown> {
  const { debtor, daysLate, share, paidDaysLate } = row;
  return { debtor: debtor.code, name: debtor.name, overdue: amount(row.amount), daysLate, share, paidDaysLate };
}

function reasonJson(row: DisputeReason, amount: (minor: bigint) => string): Record<string, unknown> {
  const months = row.months.map((m) => ({ ...m, amount: amount(m.amount) }));
  return { reason: row.reason, count: row.count, amount: amount(row.amount), months };
}
