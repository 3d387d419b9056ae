/** Scores as people see them: one line on the debtor's card, and every component with the fact behind it. */
import type { Card } from '../desk/card.ts';
import { exactPercent, plainValue } from '../desk/chart-format.ts';
import { lesser } from '../kernel/amounts.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ratio } from '../kernel/money.ts';
import type { Scored, ScoreTrend } from './read-scores.ts';
import { scoreTexts } from './score.text.ts';
import type { Score, ScorePart } from './score.ts';
import type { ScorePolicy } from './score-policy.ts';

/** Tenths as people write them: "70,5", and "58" without a decimal that says nothing. */
export function pointsText(tenths: number, locale: Locale): string {
  return plainValue(locale, 'days', tenths / 10, tenths % 10 === 0 ? 0 : 1).replace(/[\s\u00a0\u202f]?[a-z]+$/iu, '');
}

/** "score 58 (C) ▼ 64"; '' without a score. */
export function scoreLine({ score, before }: Pick<ScoreTrend, 'score' | 'before'>, locale: Locale): string {
  if (!score) return '';
  const arrow =
    before && before.tenths !== score.tenths ? ` ${score.tenths < before.tenths ? '▼' : '▲'} ${pointsText(before.tenths, locale)}` : '';
  return scoreTexts(locale).line(pointsText(score.tenths, locale), score.class, arrow);
}

export function scoreCard(trend: ScoreTrend, policy: ScorePolicy, locale: Locale): Card {
  const t = scoreTexts(locale);
  const { debtor, score, before } = trend;
  const points = (tenths: number): string => pointsText(tenths, locale);
  const [component = '', fact = '', got = '', of = ''] = t.columns;
  const parts = score?.parts ?? [];
  const rows = parts.map((part) => [
    t.components[part.component],
    factText(part, trend, locale),
    part.tenths === undefined ? '–' : points(part.tenths),
    String(part.weight),
  ]);
  if (!score) return { blocks: [{ type: 'text', text: t.none(debtor.name) }], fallback: t.none(debtor.name), amounts: true, locale };
  const title = t.title(debtor.name, points(score.tenths), score.class);
  const { A, B, C } = policy.classes;
  const notes = [
    ...(score.known < totalWeight(score) ? [t.scaled(String(score.known))] : []),
    ...(before ? [t.before(points(before.tenths), before.class)] : []),
    t.classes(String(A), String(B), String(C)),
  ];
  return {
    title,
    blocks: [
      {
        type: 'table',
        columns: [{ title: component }, { title: fact }, { title: got, align: 'right' }, { title: of, align: 'right' }],
        rows: [...rows, [t.total, '', points(score.tenths), '100']],
      },
      { type: 'text', text: notes.join(' '), quiet: true },
      { type: 'buttons', buttons: [{ label: t.open, intent: { kind: 'debtor.show', debtor: debtor.id } }] },
    ],
    fallback: title,
    amounts: true,
    locale,
  };
}

function totalWeight(score: Score): number {
  return score.parts.reduce((sum, part) => sum + part.weight, 0);
}

/** The fact behind a component's points. */
function factText({ component, tenths }: ScorePart, { debtor, currency, facts }: Scored, locale: Locale): string {
  const t = scoreTexts(locale).facts;
  if (tenths === undefined) return t.unknown;
  const money = (minor: bigint): string => format.money(minor, currency, locale);
  switch (component) {
    case 'payment': {
      const late = ratio(facts.paidWeight, facts.paid, 1) ?? '0.0';
      const days = pointsText(Math.abs(Number(late.replace('.', ''))), locale);
      return late.startsWith('-') ? t.early(days) : t.payment(days);
    }
    case 'external':
      return t.external(
        String(facts.external ?? ''),
        debtor.externalScoreDay === null ? '' : format.date(debtor.externalScoreDay, locale, facts.asOf),
      );
    case 'limit':
      if (facts.exposure <= 0n || !facts.limit)
        return facts.exposure <= 0n ? t.nothing : t.limit('> 100 %', money(facts.exposure), money(0n));
      return t.limit(exactPercent(locale, facts.exposure, facts.limit), money(facts.exposure), money(facts.limit));
    case 'insured': {
      if (facts.exposure <= 0n) return t.nothing;
      const covered = lesser(facts.insured, facts.exposure);
      return t.insured(exactPercent(locale, covered, facts.exposure), money(facts.insured));
    }
    case 'seniority':
      return t.seniority(format.date(facts.since ?? facts.asOf, locale, facts.asOf));
    case 'disputes':
      return facts.open <= 0n ? t.nothing : t.disputes(exactPercent(locale, facts.disputed, facts.open));
  }
}
