/** Absences in the conversation: who is away is not given new disputes. */
import { today } from '../../desk/core.ts';
import type { Turns } from '../../desk/feature.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { type Replies, type Turn, told, work } from '../../desk/turn.ts';
import { parseDay } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import { disputeTexts } from '../case/texts.ts';
import { sayAway } from './away.ts';

/** `/absence 2026-08-21`, `/absence 2026-08-03 2026-08-21`, `/absence fin`. */
async function setAway(turn: Turn, { words }: IntentOf<'away.set'>): Replies {
  const { locale } = turn.actor;
  const t = disputeTexts(locale);
  const day = today(turn.core);
  const said = words.trim().toLowerCase();
  if (['fin', 'end', 'retour', 'back'].includes(said)) {
    await work(turn, (act) => sayAway(act, undefined));
    return told(turn, t.done.back);
  }
  const days = said
    .split(/[\s,]+/u)
    .filter((word) => /\d/.test(word))
    .map(readDay);
  const [first, second] = days;
  const absence = second === undefined ? { fromDay: day, toDay: first } : { fromDay: first, toDay: second };
  const { fromDay, toDay } = absence;
  if (fromDay === undefined || toDay === undefined || days.length > 2) throw new DomainError('bad-input', t.refused.away);
  await work(turn, (act) => sayAway(act, { fromDay, toDay }));
  return told(turn, t.done.away(format.date(fromDay, locale, day), format.date(toDay, locale, day)));
}

function readDay(word: string): number | undefined {
  const m = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(word);
  return parseDay(m ? `${m[3]}-${(m[2] ?? '').padStart(2, '0')}-${(m[1] ?? '').padStart(2, '0')}` : word);
}

export const awayTurns: Turns<'away'> = { 'away.set': setAway };
