/** The JSON shape of `encours dispute stats`: amounts as decimal strings, dates as YYYY-MM-DD. */
import { isoDay } from '../../kernel/dates.ts';
import { toDecimal } from '../../kernel/money.ts';
import type { CurrencyFigures, DisputeFigures, Share } from './figures.ts';

type Json = Record<string, unknown>;

export function figuresJson(figures: DisputeFigures): Json {
  const { hoursToAcknowledge, daysToSettle, settled, onTime, onTimeRate, outcomes, currencies } = figures;
  return {
    asOf: isoDay(figures.asOf),
    from: isoDay(figures.from),
    hoursToAcknowledge: hoursToAcknowledge ?? null,
    daysToSettle: daysToSettle ?? null,
    settled,
    onTime,
    onTimeRate: onTimeRate ?? null,
    outcomes,
    currencies: currencies.map(currencyJson),
  };
}

function currencyJson(of: CurrencyFigures): Json {
  const amount = (minor: bigint): string => toDecimal(minor, of.currency);
  const rows = (shares: readonly Share[], name: string): Json[] =>
    shares.map(({ key, ...share }) => ({ [name]: key, ...share, amount: amount(share.amount) }));
  return {
    currency: of.currency,
    open: { count: of.open.count, amount: amount(of.open.amount) },
    expecting: { count: of.expecting.count, amount: amount(of.expecting.amount) },
    disputed: amount(of.disputed),
    shareOfOutstanding: of.share ?? null,
    overdue: amount(of.overdue),
    overdueUndisputed: amount(of.overdueUndisputed),
    byReason: rows(of.byReason, 'reason'),
    byOwner: rows(of.byOwner, 'owner'),
    byDepartment: rows(of.byDepartment, 'department'),
    byMonth: rows(of.byMonth, 'month'),
  };
}
