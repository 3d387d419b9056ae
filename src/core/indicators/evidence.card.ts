/** The items behind a figure as people see them, with their sum, which is the figure's own. */
import type { Block, Card } from '../desk/card.ts';
import { isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import { type AskedFigures, askedWords } from './asked.ts';
import type { EvidenceAt, EvidenceOfCurrency } from './evidence.ts';
import { scopeLine } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';

/** Lines of one currency in a card. */
export const EVIDENCE_SHOWN = 15;

function currencyBlocks(at: EvidenceAt, found: EvidenceOfCurrency, locale: Locale): Block[] {
  const t = indicatorTexts(locale).evidence;
  const { currency, count, total, lines } = found;
  const [debtor = '', amount = '', ref = '', due = ''] = t.columns;
  const shown = lines.slice(0, EVIDENCE_SHOWN);
  const hidden = count - shown.length;
  return [
    { type: 'text', text: [{ text: t.sum(count, format.exactMoney(total, currency, locale)), bold: true }] },
    {
      type: 'table',
      columns: [{ title: debtor }, { title: amount, align: 'right' }, { title: ref }, { title: due }],
      rows: shown.map((line) => [
        line.debtor?.name ?? '',
        format.exactMoney(line.amount, currency, locale),
        line.ref,
        format.date(line.dueDay, locale, at.period.asOf),
      ]),
      ...(hidden > 0 ? { hidden, where: t.where(at.what) } : {}),
    },
  ];
}

export function evidenceCard(at: EvidenceAt, { words, scope }: Pick<AskedFigures, 'words' | 'scope'>, locale: Locale): Card {
  const t = indicatorTexts(locale).evidence;
  const { asOf, from } = at.period;
  const title = t.title[at.what](format.date(from, locale, asOf), format.date(asOf, locale, asOf));
  const blocks: Block[] = at.currencies.flatMap((found) => currencyBlocks(at, found, locale));
  if (blocks.length === 0) blocks.push({ type: 'text', text: t.nothing });
  const line = scopeLine(scope, words.without, locale);
  blocks.push(
    { type: 'text', text: line, quiet: true },
    {
      type: 'buttons',
      buttons: [{ label: indicatorTexts(locale).week.more, intent: { kind: 'figures.show', words: askedWords(words) } }],
    },
  );
  return { title, blocks, fallback: title, amounts: true, locale };
}

export function evidenceJson(at: EvidenceAt): Record<string, unknown> {
  return {
    evidence: at.what,
    asOf: isoDay(at.period.asOf),
    from: isoDay(at.period.from),
    currencies: at.currencies.map(({ currency, count, total, lines }) => ({
      currency,
      count,
      total: toDecimal(total, currency),
      items: lines.map((line) => ({
        debtor: line.debtor?.code ?? null,
        name: line.debtor?.name ?? null,
        ref: line.ref,
        issueDate: isoDay(line.issueDay),
        dueDate: isoDay(line.dueDay),
        amount: toDecimal(line.amount, currency),
      })),
    })),
  };
}
