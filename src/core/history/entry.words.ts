/** An entry of the timeline in the reader's words: for the card, the search, the shell and the file that a judge reads. */

import { resultLine } from '../committee/motion.card.ts';
import { titleOf } from '../committee/motion.words.ts';
import type { Policy } from '../desk/policy.ts';
import { casedLines } from '../disputes/dispute.ts';
import { disputeTexts } from '../disputes/texts.ts';
import { type Day, localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { historyTexts } from './history.text.ts';
import type { TimelineEntry } from './timeline.ts';

export interface Reader {
  readonly names: ReadonlyMap<string, string>;
  readonly policy: Policy;
  readonly today: Day;
  readonly locale: Locale;
}

/** The author's name; the bot's own for what it did by itself. */
export function authorOf(entry: Pick<TimelineEntry, 'actor'>, { names, locale }: Reader): string {
  if (entry.actor.startsWith('system:')) return historyTexts(locale).system;
  return names.get(entry.actor) ?? entry.actor;
}

/** What happened, in one paragraph. */
export function entryText({ source }: TimelineEntry, { locale }: Reader): string {
  switch (source.type) {
    case 'exchange': {
      const { text, data } = source.exchange;
      const who = data.who === undefined || data.who === '' ? '' : `${historyTexts(locale).with(data.who)} : `;
      return `${who}${text}`;
    }
    case 'dispute': {
      const { dispute, step } = source;
      const refs = casedLines(dispute).map((line) => line.ref || '–');
      const words = `${historyTexts(locale).opened(dispute.id, refs.join(', '))} · ${disputeTexts(locale).steps[step.kind]}`;
      return step.text === '' ? words : `${words} : ${step.text}`;
    }
    case 'proposed': {
      const { motion } = source;
      return historyTexts(locale).proposed(motion.motion.id, titleOf(motion, locale), motion.motion.proposal.why);
    }
    case 'decided':
      return historyTexts(locale).decided(source.motion.motion.id, titleOf(source.motion, locale), resultLine(source.motion, locale));
    case 'import': {
      const { file, kind, lines } = source.touch;
      return historyTexts(locale).imported(file, ledgerTexts(locale).imports.kinds[kind], lines);
    }
  }
}

/** "mer. 18 nov. 10:12"; the time of writing follows a day that was noted later. With every year for a file that is read in another one. */
export function whenOf(entry: TimelineEntry, reader: Reader, withYear = false): string {
  const { locale, policy, today } = reader;
  const date = (at: Day): string => (withYear ? format.numericDate(at, locale) : format.date(at, locale, today));
  const { day, minutes } = localTime(entry.at, policy.timeZone);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  if (day === entry.day) return `${date(day)} ${clock}`;
  return `${date(entry.day)} (${historyTexts(locale).written(`${date(day)} ${clock}`)})`;
}
