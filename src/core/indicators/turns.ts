/** Indicators and charts in the conversation: private answers; a chart of one debtor asks which one when several fit. */
import { debtorTexts } from '../debtors/debtors.text.ts';
import { findDebtors } from '../debtors/find-debtors.ts';
import type { Block, Card } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Reply } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { need, privately, type Turn } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { CHART_KINDS, type ChartKind, forOneDebtor } from './chart-kinds.ts';
import { picturesOf } from './charts.ts';
import { EVIDENCE_SHOWN, evidenceCard } from './evidence.card.ts';
import { EVIDENCE, evidenceAt } from './evidence.ts';
import { indicatorsCard } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import { indicatorsAt } from './indicators.ts';
import { askReview } from './post-review.ts';
import { resolveAsked } from './resolve-asked.ts';

/** Folded words that open a chart command; the longest that fits decides, what follows names a debtor. */
const CHART_WORDS: Readonly<Record<ChartKind, readonly string[]>> = {
  aging: ['aging', 'aged balance', 'aged', 'balance agee', 'balance-agee', 'balance'],
  dso: ['dso'],
  top: ['top', 'top 10', 'top10', 'top amount', 'top montant', 'montant', 'amount'],
  age: ['age', 'anciennete', 'top age', 'top anciennete', 'oldest'],
  disputes: ['disputes', 'dispute', 'litiges', 'litige', 'motifs', 'reasons'],
};

/** Words of a query that are repeated in an answer. */
const QUOTED = 80;

/** The kind that words name and what is left of them; undefined when they name none. */
export function parseChart(words: string): { readonly kind: ChartKind; readonly query: string } | undefined {
  const parts = words.trim().split(/\s+/);
  for (let n = Math.min(2, parts.length); n > 0; n--) {
    const head = fold(parts.slice(0, n).join(' '));
    const kind = CHART_KINDS.find((k) => CHART_WORDS[k].includes(head));
    if (kind) return { kind, query: parts.slice(n).join(' ') };
  }
  return undefined;
}

async function showIndicators(turn: Turn, { words = '' }: IntentOf<'figures.show'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const { locale } = turn.actor;
  const question = await resolveAsked(store.read, words, today(turn.core), locale);
  return privately(indicatorsCard(await indicatorsAt(store.read, question.asked, policy), policy, locale, question));
}

async function showEvidence(turn: Turn, { what, words = '' }: IntentOf<'figures.proof'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const { locale } = turn.actor;
  const asked = EVIDENCE.find((name) => name === what);
  if (!asked) throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const question = await resolveAsked(store.read, words, today(turn.core), locale);
  return privately(evidenceCard(await evidenceAt(store.read, question.asked, asked, EVIDENCE_SHOWN, policy), question, locale));
}

async function showChart(turn: Turn, { words }: IntentOf<'chart.show'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { locale } = turn.actor;
  const asked = parseChart(words);
  if (!asked) throw new DomainError('bad-input', indicatorTexts(locale).charts.which);
  if (asked.query === '') return privately(await cardOf(turn, asked.kind));
  if (!forOneDebtor(asked.kind))
    throw new DomainError('bad-input', indicatorTexts(locale).charts.notForOne(indicatorTexts(locale).charts.names[asked.kind]));
  const found = await findDebtors(turn.core.store.read, asked.query);
  const [only] = found.debtors;
  if (!only) throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(cut(asked.query, QUOTED)));
  return privately(found.count === 1 ? await cardOf(turn, asked.kind, only) : choice(asked.kind, cut(asked.query, QUOTED), found, locale));
}

async function showDebtorChart(turn: Turn, { chart, debtor }: IntentOf<'chart.debtor'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const kind = CHART_KINDS.find((k) => k === chart && forOneDebtor(k));
  if (!kind) throw new DomainError('bad-intent', deskTexts(turn.actor.locale).access.stale);
  const found = await debtorsIn(turn.core.store.read).byId(debtor);
  if (!found) throw new DomainError('gone', debtorTexts(turn.actor.locale).gone);
  return privately(await cardOf(turn, kind, found));
}

function choice(
  kind: ChartKind,
  query: string,
  found: { readonly debtors: readonly Debtor[]; readonly count: number },
  locale: Locale,
): Card {
  const t = debtorTexts(locale);
  const title = t.several(query, found.count);
  const hidden = found.count - found.debtors.length;
  const blocks: Block[] = [
    { type: 'text', text: title },
    {
      type: 'buttons',
      buttons: found.debtors.map((d) => ({ label: `${d.name} · ${d.code}`, intent: { kind: 'chart.debtor', chart: kind, debtor: d.id } })),
    },
  ];
  if (hidden > 0) blocks.push({ type: 'text', text: t.refine(hidden), quiet: true });
  return { blocks, fallback: title, amounts: false, locale };
}

async function cardOf(turn: Turn, kind: ChartKind, debtor?: Debtor): Promise<Card> {
  const { store, policy } = turn.core;
  const { locale } = turn.actor;
  const asOf: Day = today(turn.core);
  const [pictures, ledgerDay] = await Promise.all([
    picturesOf(store.read, kind, asOf, policy, locale, debtor),
    ledgerIn(store.read).ledgerDay(debtor?.companyId),
  ]);
  const t = indicatorTexts(locale).charts;
  const title = t.title(debtor?.name ?? t.names[kind], format.longDate(asOf, locale));
  const blocks: Block[] = pictures.flatMap(({ spec, table }): Block[] => [{ type: 'chart', spec }, table]);
  if (pictures.length === 0) blocks.push({ type: 'text', text: t.nothing });
  if (debtor)
    blocks.push({ type: 'buttons', buttons: [{ label: debtorTexts(locale).open, intent: { kind: 'debtor.show', debtor: debtor.id } }] });
  return { title, subtitle: ledgerLine(ledgerDay, asOf, locale), blocks, fallback: title, amounts: true, locale };
}

export const indicatorTurns: Turns<'figures' | 'chart' | 'review'> = {
  'figures.show': showIndicators,
  'figures.proof': showEvidence,
  'chart.show': showChart,
  'chart.debtor': showDebtorChart,
  'review.ask': askReview,
};
