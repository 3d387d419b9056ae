/** The aged balance as people see it: the table of a date, and what is overdue of it. */
import type { Block, Card } from '../desk/card.ts';
import { bucketName, exactPercent, NO_FIGURE } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import { deskTexts } from '../desk/texts.ts';
import { columnsOf, overdue, total } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine, target } from './ledger.words.ts';
import type { AgedRow } from './ports.ts';
import { ledgerTexts } from './texts.ts';

export function bucketTable(row: AgedRow, locale: Locale): Block {
  const sum = total(row);
  const line = (name: string, amount: bigint): string[] => {
    return [name, format.exactMoney(amount, row.currency, locale), sum > 0n ? exactPercent(locale, amount, sum) : NO_FIGURE];
  };
  const [age = '', amount = '', share = ''] = ledgerTexts(locale).aging.columns;
  return {
    type: 'table',
    columns: [{ title: age }, { title: amount, align: 'right' }, { title: share, align: 'right' }],
    rows: [...columnsOf(row).map(([column, minor]) => line(bucketName(locale, column), minor)), line(deskTexts(locale).total, sum)],
  };
}

/** `covered`: what is late once each debtor's unallocated credits cover its oldest debits; told where it is known and another amount. */
export function overdueLine(row: AgedRow, policy: Policy, locale: Locale, covered?: bigint): Block {
  const t = ledgerTexts(locale).aging;
  const amount = (minor: bigint): string => format.money(minor, row.currency, locale);
  const rate = t.overdueLine(amount(overdue(row)), exactPercent(locale, overdue(row), total(row)), target(policy, locale));
  const after = covered === undefined || covered === overdue(row) ? [] : [t.afterCredits(amount(covered))];
  return { type: 'text', text: [rate, ...after].join(' ') };
}

export interface AgingView {
  readonly rows: readonly AgedRow[];
  readonly asOf: Day;
  readonly today: Day;
  readonly ledgerDay: Day | undefined;
  /** By currency: what is late after credits. */
  readonly covered: ReadonlyMap<string, bigint>;
}

/** The aged balance at a date, currency by currency. */
export function agingCard({ rows, asOf, today, ledgerDay, covered }: AgingView, policy: Policy, locale: Locale): Card {
  const t = ledgerTexts(locale);
  const title = t.aging.title(format.longDate(asOf, locale, today));
  const blocks: Block[] = rows.flatMap((row) => [bucketTable(row, locale), overdueLine(row, policy, locale, covered.get(row.currency))]);
  if (blocks.length === 0) blocks.push({ type: 'text', text: t.aging.empty });
  return { title, subtitle: ledgerLine(ledgerDay, asOf, locale), blocks, fallback: title, amounts: true, locale };
}
