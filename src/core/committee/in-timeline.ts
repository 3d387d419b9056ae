/** An account's votes, as its timeline tells them: once when a question was put, and once when it was decided. */
import type { TimelineEntry, TimelineSource } from '../debtors/timeline.ts';
import { localTime } from '../kernel/dates.ts';
import { type MotionView, resultLine, titleOf, viewMotion } from './motion/motion-view.ts';
import { motionsIn } from './motion/ports.ts';
import { committeeTexts } from './motion/texts.ts';

/** Motions of one debtor that a timeline reads; more than a company puts about one customer in its life. */
const MAX_MOTIONS = 1000;

export const committeeInTimeline: TimelineSource = async (read, debtorId, setting) => {
  const entries: TimelineEntry[] = [];
  for (const { id } of await motionsIn(read).find({ debtorId, limit: MAX_MOTIONS })) {
    const file = await motionsIn(read).file(id);
    if (file) entries.push(...entriesOf(await viewMotion(read, file, setting.now, setting), setting.policy.timeZone));
  }
  return entries;
};

function entriesOf(view: MotionView, timeZone: string): readonly TimelineEntry[] {
  const { motion, decision } = view;
  const { id, opensAt, proposedBy } = motion;
  const put: TimelineEntry = {
    key: `motion:${id}:1`,
    kind: 'vote',
    ...{ day: localTime(opensAt, timeZone).day, at: opensAt, actor: proposedBy },
    words: (locale) => committeeTexts(locale).timeline.proposed(id, titleOf(view, locale), motion.proposal.why),
  };
  if (!decision) return [put];
  const decided: TimelineEntry = {
    key: `motion:${id}:2`,
    kind: 'vote',
    ...{ day: decision.day, at: decision.at, actor: motion.delegated ? proposedBy : 'system:committee' },
    words: (locale) => committeeTexts(locale).timeline.decided(id, titleOf(view, locale), resultLine(view, locale)),
  };
  return [put, decided];
}
