/** The dossier as people read it, and a changed fact in words. */
import type { Card } from '../../desk/card.ts';
import { bucketName } from '../../desk/chart-format.ts';
import type { ChartSpec } from '../../desk/chart-spec.ts';
import { columnsOf } from '../../kernel/buckets.ts';
import type { Day } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { pointsText } from '../../score/score.card.ts';
import { scoreTexts } from '../../score/score.text.ts';
import { COMPONENTS } from '../../score/score-policy.ts';
import type { Dossier, FactChange } from './dossier.ts';
import { committeeTexts } from './texts.ts';

/** "encours de 71 300 € à 83 000 €". */
export function changeWords({ fact, from, to }: FactChange, currency: string, today: Day, locale: Locale): string {
  const t = committeeTexts(locale);
  const words = (value: bigint | number | null): string => {
    if (value === null) return t.none;
    if (typeof value === 'bigint') return format.money(value, currency, locale);
    return fact === 'insuredUntil' ? format.date(value, locale, today) : String(value);
  };
  return t.changed(t.facts[fact], words(from), words(to));
}

/** Each fact as a label and a value. */
export function dossierFacts(dossier: Dossier, today: Day, locale: Locale): readonly { readonly label: string; readonly value: string }[] {
  const t = committeeTexts(locale).dossier;
  const money = (minor: bigint): string => format.money(minor, dossier.currency, locale);
  const day = (d: Day): string => format.date(d, locale, today);
  const until = (amount: string, d: Day | null): string => (d === null ? amount : t.until(amount, day(d)));
  const first = dossier.trend[0];
  const last = dossier.trend.at(-1);
  // By the buckets that it was frozen with, whatever the policy's are today.
  const debits = columnsOf(dossier.aging).filter(([column, minor]) => column !== 'unallocated' && minor !== 0n);
  const aged = debits.map(([column, minor]) => `${bucketName(locale, column)} ${money(minor)}`);
  return [
    { label: t.limit, value: dossier.limit === null ? committeeTexts(locale).none : money(dossier.limit) },
    { label: t.exposure, value: [money(dossier.exposure), ...aged].join(' · ') },
    ...(dossier.group
      ? [{ label: t.group(dossier.group.head, dossier.group.members), value: groupWords(dossier.group, money, locale) }]
      : []),
    { label: t.overdue, value: t.oldest(money(dossier.overdue), dossier.oldestDays) },
    ...(first && last ? [{ label: t.trend, value: t.moved(money(first.overdue), money(last.overdue)) }] : []),
    { label: t.habits, value: dossier.paidDaysLate === null ? committeeTexts(locale).asset.none : t.late(dossier.paidDaysLate) },
    ...(dossier.promises === undefined ? [] : [{ label: t.promises, value: promiseWords(dossier.promises, day, locale) }]),
    ...(dossier.externalScore ? [{ label: t.score, value: scoreWords(dossier.externalScore, day, locale) }] : []),
    ...(dossier.riskScore ? [{ label: scoreTexts(locale).button, value: riskWords(dossier.riskScore, locale) }] : []),
    {
      label: t.disputes,
      value: [money(dossier.disputed), ...dossier.disputes.slice(0, 5).map((d) => `${d.ref} ${money(d.amount)}`)].join(' · '),
    },
    ...(dossier.insured === null
      ? []
      : [{ label: t.insurer, value: [dossier.insurer ?? '', until(money(dossier.insured), dossier.insuredUntil)].join(' ').trim() }]),
    ...(dossier.customerSince === null ? [] : [{ label: t.since, value: day(dossier.customerSince) }]),
    ...(dossier.limits.length === 0
      ? []
      : [
          {
            label: t.limits,
            value: dossier.limits.map((l) => committeeTexts(locale).pair(day(l.day), until(money(l.amount), l.until))).join(' · '),
          },
        ]),
    ...(dossier.gain === null || dossier.cost === null
      ? []
      : [{ label: t.economics, value: t.against(money(dossier.cost), money(dossier.gain)) }]),
  ];
}

function groupWords({ exposure, limit }: NonNullable<Dossier['group']>, money: (minor: bigint) => string, locale: Locale): string {
  const t = committeeTexts(locale).dossier;
  return limit === null ? money(exposure) : t.ofLimit(money(exposure), money(limit));
}

function promiseWords({ kept, broken, lastBroken }: NonNullable<Dossier['promises']>, day: (d: Day) => string, locale: Locale): string {
  const t = committeeTexts(locale).dossier;
  if (kept + broken === 0) return committeeTexts(locale).none;
  return lastBroken === null ? t.kept(kept) : `${t.kept(kept)} · ${t.broken(broken, day(lastBroken))}`;
}

/** "58 (C) : habitudes de paiement 24 · note externe – · …". */
function riskWords({ tenths, class: name, parts }: NonNullable<Dossier['riskScore']>, locale: Locale): string {
  const t = scoreTexts(locale);
  const points = (value: number | null): string => (value === null ? t.alert.unknown : pointsText(value, locale));
  return [
    `${points(tenths)} (${name})`,
    ...COMPONENTS.map((component, i) => `${t.components[component]} ${points(parts[i] ?? null)}`),
  ].join(' · ');
}

function scoreWords({ score, day: of }: NonNullable<Dossier['externalScore']>, day: (d: Day) => string, locale: Locale): string {
  return committeeTexts(locale).dossier.scored(score, of === null ? undefined : day(of));
}

/** The overdue of the last weeks, from the trend that was frozen with the rest. */
function trendChart({ trend, currency }: Dossier, locale: Locale): Card['blocks'] {
  const t = committeeTexts(locale);
  if (trend.every((point) => point.overdue === 0n)) return [];
  const spec: ChartSpec = {
    kind: 'lines',
    locale,
    title: t.dossier.trend,
    unit: 'money',
    currency,
    labels: trend.map((point) => format.shortDate(point.day, locale)),
    series: [{ name: t.dossier.overdue, values: trend.map((point) => point.overdue) }],
  };
  return [{ type: 'chart', spec }];
}

/** The facts of a motion as they were frozen; null for a motion about nobody's account. */
interface Frozen {
  readonly dossier: Dossier | null;
  readonly hash: string;
}

/** The dossier of a debtor, for the thread and for whoever asks. */
export function dossierCard({ dossier, hash }: Frozen, debtor: string, today: Day, locale: Locale): Card {
  const t = committeeTexts(locale);
  const title = `${t.dossier.title} · ${debtor}`;
  const blocks: Card['blocks'] = dossier
    ? [
        { type: 'facts', facts: dossierFacts(dossier, today, locale) },
        ...trendChart(dossier, locale),
        { type: 'text', text: t.dossier.hash(hash.slice(0, 16)), quiet: true },
      ]
    : [];
  const subtitle = dossier ? t.figures(format.date(dossier.ledgerDay ?? dossier.asOf, locale, today)) : '';
  return { title, subtitle, blocks, fallback: title, amounts: true, locale };
}
