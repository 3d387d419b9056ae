/** Alerts: figures that the policy watches, told once when they cross their threshold and once when they are back. */
import type { Block, Card } from '../desk/card.ts';
import { exactPercent, targetPercent } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { overdue } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { type DsoPoint, dsoOf, dsoPoints } from './charts.ts';
import type { Figure } from './formulas.ts';
import { figureText } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import { type Indicators, indicatorsAt } from './indicators.ts';
import { alertPolicy, indicatorPolicy } from './indicators-policy.ts';
import { type IndicatorWrites, indicatorsIn } from './ports.ts';

export type AlertKind = 'overdue-rate' | 'dso-drift' | 'dispute-rate' | 'concentration' | 'top-entry';

/** A watched figure as it stands. `name` is a debtor's for 'top-entry', the threshold in words otherwise. */
interface Watched {
  readonly key: string;
  readonly kind: AlertKind;
  readonly crossed: boolean;
  readonly value: string;
  readonly name: string;
}

export interface Alerts {
  readonly date: Day;
  readonly ledgerDay: Day | undefined;
  readonly crossed: readonly Watched[];
  readonly back: readonly Watched[];
  /** Told to nobody: who was already on top when watching began. */
  readonly baseline: readonly Watched[];
}

/** The DSO's drift is measured over four weeks. */
const DRIFT_DAYS = 28;

/** What has changed of the watched figures since they were told last. */
export async function alertsOf(read: Reads, date: Day, policy: Policy, locale: Locale): Promise<Alerts> {
  const ledgerDay = await ledgerIn(read).ledgerDay();
  if (ledgerDay === undefined) return { date, ledgerDay, crossed: [], back: [], baseline: [] };
  const asOf = Math.min(date, ledgerDay);
  const [at, told, points] = await Promise.all([
    indicatorsAt(read, { asOf }, policy),
    indicatorsIn(read).alerts(),
    dsoPoints(read, [asOf - DRIFT_DAYS, asOf], indicatorPolicy(policy).months),
  ]);
  const rates = at.currencies.flatMap((found) => [
    ...ratesOf(found, policy, locale),
    ...driftOf(
      points.filter((w) => w.currency === found.basis.currency).flatMap((w) => w.points),
      found,
      policy,
      locale,
    ),
  ]);
  const tops = alertPolicy(policy).topEntry ? at.currencies.flatMap((found) => topsOf(found, locale)) : [];
  const began = at.currencies.filter((found) => !told.has(beganKey(found.basis.currency)) && alertPolicy(policy).topEntry);
  const isNew = (w: Watched): boolean => began.some((found) => w.key.startsWith(topKey(found.basis.currency, '')));
  return {
    date,
    ledgerDay,
    crossed: [...rates.filter((w) => w.crossed), ...tops.filter((w) => !isNew(w))].filter((w) => !told.has(w.key)),
    back: [...rates.filter((w) => !w.crossed && told.has(w.key)), ...(await leftTop(read, asOf, told, tops, policy, locale))],
    baseline: [
      ...tops.filter(isNew),
      ...began.map(({ basis }) => ({ key: beganKey(basis.currency), kind: 'top-entry', crossed: true, value: '', name: '' }) as const),
    ],
  };
}

function topKey(currency: string, debtor: number | string): string {
  return `top-entry:${currency}:${debtor}`;
}

/** Kept once a currency's ranking is watched, so that those who are on it from the start are no news. */
function beganKey(currency: string): string {
  return `top-began:${currency}`;
}

function ratesOf(found: Indicators, policy: Policy, locale: Locale): Watched[] {
  const alerts = alertPolicy(policy);
  const { basis, figures, concentration } = found;
  const watch = (kind: AlertKind, figure: Figure, limit: number | undefined): Watched[] => {
    if (limit === undefined || !figure.parts) return [];
    const { numerator, denominator } = figure.parts;
    const crossed = numerator * 10_000n > BigInt(limit) * denominator;
    const value = exactPercent(locale, numerator, denominator);
    return [{ key: `${kind}:${basis.currency}`, kind, crossed, value, name: targetPercent(locale, limit / 10_000) }];
  };
  return [
    ...watch('overdue-rate', figures.overdueRate, alerts.overdueRate),
    ...watch('dispute-rate', figures.disputeRate, alerts.disputeRate),
    ...watch('concentration', concentration.largest, alerts.concentration),
  ];
}

function driftOf(points: readonly DsoPoint[], found: Indicators, policy: Policy, locale: Locale): Watched[] {
  const limit = alertPolicy(policy).dsoDrift;
  const [before, now] = points.map(dsoOf);
  if (limit === undefined || before == null || now == null) return [];
  const tenths = (days: string): number => Number(days.replace('.', ''));
  const rise = tenths(now) - tenths(before);
  const days = (n: number): string => figureText('dsoSimple', { value: (n / 10).toFixed(1) }, locale);
  const key = `dso-drift:${found.basis.currency}`;
  return [{ key, kind: 'dso-drift', crossed: rise > 10 * limit, value: days(rise), name: days(10 * limit) }];
}

function topsOf({ basis, topByAmount }: Indicators, locale: Locale): Watched[] {
  return topByAmount.map(({ debtor, amount }) => ({
    key: topKey(basis.currency, debtor.id),
    kind: 'top-entry',
    crossed: true,
    value: format.money(amount, basis.currency, locale),
    name: debtor.name,
  }));
}

/** Debtors who were told to be on top and are no longer, with what they owe overdue now. */
async function leftTop(
  read: Reads,
  asOf: Day,
  told: ReadonlyMap<string, string>,
  tops: readonly Watched[],
  policy: Policy,
  locale: Locale,
): Promise<Watched[]> {
  if (!alertPolicy(policy).topEntry) return [];
  const there = new Set(tops.map((w) => w.key));
  const gone = [...told.keys()].filter((key) => key.startsWith('top-entry:') && !there.has(key));
  return Promise.all(
    gone.map(async (key) => {
      const [, currency = '', id = ''] = key.split(':');
      const debtorId = Number(id);
      const [debtor, rows] = await Promise.all([debtorsIn(read).byId(debtorId), ledgerIn(read).agedByDebtor(asOf, { debtorId })]);
      const row = rows.find((r) => r.currency === currency);
      const value = format.money(row ? overdue(row) : 0n, currency, locale);
      return { key, kind: 'top-entry', crossed: false, value, name: debtor?.name ?? id } as const;
    }),
  );
}

/** What is to be posted; undefined when nothing was crossed and nothing is back. */
export function alertsCard(alerts: Alerts, locale: Locale): Card | undefined {
  const t = indicatorTexts(locale);
  const { crossed, back, date } = alerts;
  if (crossed.length + back.length === 0) return undefined;
  const title = t.alerts.title(format.longDate(date, locale));
  const blocks: Block[] = [
    ...crossed.map((w): Block => ({ type: 'text', text: [{ text: `⚠ ${t.alerts.crossed[w.kind](w.value, w.name)}`, bold: true }] })),
    ...back.map((w): Block => ({ type: 'text', text: `✔ ${t.alerts.back[w.kind](w.value, w.name)}` })),
    {
      type: 'buttons',
      buttons: [
        { label: t.week.more, intent: { kind: 'figures.show' } },
        { label: t.charts.names.top, intent: { kind: 'chart.show', words: 'top' } },
      ],
    },
  ];
  const fallback = `${title}${locale === 'fr' ? '\u00a0: ' : ': '}${t.alerts.fallback(crossed.length + back.length)}`;
  return { title, subtitle: ledgerLine(alerts.ledgerDay, date, locale), blocks, fallback, amounts: true, locale };
}

/** Remembers what was told, so that it is told once. */
export async function keepAlerts(writes: IndicatorWrites, alerts: Alerts, slot: string): Promise<void> {
  for (const { key, value } of [...alerts.crossed, ...alerts.baseline]) await writes.setAlert(key, value, slot);
  for (const { key } of alerts.back) await writes.clearAlert(key);
}
