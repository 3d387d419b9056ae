/** Alerts on a change of class: told once when a debtor's class is another one than was told last, with the components that moved since. */
import type { Block, Card } from '../desk/card.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { deskTexts } from '../desk/texts.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { scoresIn, type ToldScore } from './ports.ts';
import { readScores, type ScoreSources } from './read-scores.ts';
import { pointsText } from './score.card.ts';
import { scoreTexts } from './score.text.ts';
import { COMPONENTS, SCORE_CLASSES } from './score-policy.ts';

export interface ClassChange {
  readonly debtor: Debtor;
  readonly from: ToldScore;
  readonly to: ToldScore;
}

export interface ClassChanges {
  readonly date: Day;
  readonly ledgerDay: Day | undefined;
  /** The deepest falls first, then the highest climbs. */
  readonly changes: readonly ClassChange[];
  /** Debtors whose class was never told: where watching begins. */
  readonly first: readonly ToldScore[];
}

/** What changed by a day. A debtor of whom too little is known now keeps the class that was told. */
export async function classChanges(
  read: ScoreSources & Reads,
  date: Day,
  policy: Pick<Policy, 'currency' | 'rates'>,
): Promise<ClassChanges> {
  const ledgerDay = await ledgerIn(read).ledgerDay();
  if (ledgerDay === undefined) return { date, ledgerDay, changes: [], first: [] };
  const asOf = Math.min(date, ledgerDay);
  const [scored, told] = await Promise.all([readScores(read, asOf, policy), scoresIn(read).told()]);
  const changes: ClassChange[] = [];
  const first: ToldScore[] = [];
  for (const { debtor, score } of scored) {
    if (!score) continue;
    const to = { debtorId: debtor.id, class: score.class, tenths: score.tenths, parts: score.parts.map((part) => part.tenths), day: asOf };
    const from = told.get(debtor.id);
    if (!from) first.push(to);
    else if (from.class !== to.class) changes.push({ debtor, from, to });
  }
  const fall = ({ from, to }: ClassChange): number => from.tenths - to.tenths;
  return { date, ledgerDay, changes: changes.sort((a, b) => fall(b) - fall(a) || (a.debtor.code < b.debtor.code ? -1 : 1)), first };
}

/** Lines that one post shows; the rest is counted. */
const SHOWN = 15;

/** Undefined when nothing changed. */
export function classCard({ date, ledgerDay, changes }: ClassChanges, locale: Locale): Card | undefined {
  if (changes.length === 0) return undefined;
  const shown = changes.slice(0, SHOWN);
  const blocks: Block[] = shown.map((change) => ({ type: 'text', text: changeText(change, locale) }));
  if (changes.length > SHOWN) blocks.push({ type: 'text', text: deskTexts(locale).andMore(changes.length - SHOWN), quiet: true });
  blocks.push({
    type: 'buttons',
    buttons: shown.slice(0, 5).map(({ debtor }) => ({ label: debtor.name, intent: { kind: 'score.show', debtor: debtor.id } })),
  });
  const title = scoreTexts(locale).alert.title(format.longDate(date, locale));
  return {
    title,
    subtitle: ledgerLine(ledgerDay, date, locale),
    blocks,
    fallback: scoreTexts(locale).alert.fallback(changes.length),
    amounts: true,
    locale,
  };
}

function changeText({ debtor, from, to }: ClassChange, locale: Locale): string {
  const t = scoreTexts(locale);
  const points = (tenths: number | undefined): string => (tenths === undefined ? t.alert.unknown : pointsText(tenths, locale));
  const moved = COMPONENTS.flatMap((component, i) => {
    const [was, now] = [from.parts[i], to.parts[i]];
    return was === now ? [] : [t.alert.moved(t.components[component], points(was), points(now))];
  });
  const down = SCORE_CLASSES.indexOf(to.class) > SCORE_CLASSES.indexOf(from.class);
  const words = moved.length === 0 ? t.alert.same : moved.join(', ');
  return (down ? t.alert.down : t.alert.up)(debtor.name, from.class, to.class, points(from.tenths), points(to.tenths), words);
}
