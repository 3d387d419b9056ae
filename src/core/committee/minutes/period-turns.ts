/** The minutes of a period in the conversation: what was decided, as a list, as files for oneself, and in the committee's channel. */
import { today } from '../../desk/core.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { need, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { cut } from '../../kernel/clean.ts';
import { type Day, endOfMonth, parseDay } from '../../kernel/dates.ts';
import { parseWhen } from '../../kernel/day-words.ts';
import { DomainError } from '../../kernel/errors.ts';
import { noteCard } from '../motion/motion.card.ts';
import { committeeTexts } from '../motion/texts.ts';
import { mayPublish, type Period, periodList, sendPeriod } from './period.ts';

/** Days that a period without dates looks back. */
const BACK = 30;

/** "2026-11", "2026-11-01 2026-11-30", "01/11/2026 30/11/2026" or nothing: the last 30 days. Undefined when it cannot be read. */
export function parsePeriod(words: string, day: Day): Period | undefined {
  const parts = words
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return { from: day - BACK, to: day };
  const month = parts.length === 1 && /^\d{4}-\d{2}$/.test(first) ? parseDay(`${first}-01`) : undefined;
  if (month !== undefined) return { from: month, to: endOfMonth(month) };
  const from = parseWhen(first);
  const to = second === undefined ? day : parseWhen(second);
  return from === undefined || to === undefined || to < from || parts.length > 2 ? undefined : { from, to };
}

export async function periodTurn(turn: Turn, { words }: IntentOf<'motion.period'>): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const period = parsePeriod(words, today(core));
  if (!period) throw new DomainError('bad-input', committeeTexts(actor.locale).refused.badPeriod(cut(words, 40)));
  const card = await periodList(core, actor, period);
  const t = committeeTexts(actor.locale).buttons;
  const buttons = [
    { label: t.papers, intent: { kind: 'motion.papers' as const, ...period, publish: 0 } },
    ...(mayPublish(core, actor.person) ? [{ label: t.publish, intent: { kind: 'motion.papers' as const, ...period, publish: 1 } }] : []),
  ];
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons }] });
}

export async function papersTurn(turn: Turn, { from, to, publish }: IntentOf<'motion.papers'>): Replies {
  const { core, actor, event } = turn;
  await sendPeriod(core, { ...actor, key: event.key, platform: event.identity.platform }, { from, to }, publish === 1);
  const t = committeeTexts(actor.locale).minutes;
  return privately(noteCard(publish === 1 ? t.published : t.sent, actor.locale));
}
