/** Minutes and the decision record as files: soon after a vote is over they are drawn, kept, and posted in the motion's thread, once. */
import { type Act, act } from '../../desk/act.ts';
import { type Core, today } from '../../desk/core.ts';
import { causeOf } from '../../kernel/errors.ts';
import { ACTOR } from '../motion/alone.ts';
import { noteCard } from '../motion/motion.card.ts';
import { viewMotion } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, sayInThread } from '../motion/thread.ts';
import { recordTexts } from '../record/record.text.ts';
import { recordPapers } from '../record/record-papers.ts';
import { type ClosedMotion, closedMotion } from './closed-motion.ts';
import { drawPapers, type Paper } from './papers.ts';

const JOB = 'motion-minutes';
/** Days back in which a decision without its files still gets them: an outage is shorter. */
const RECENT = 14;

/** Called at every tick; harmless when nothing is due. A decision that fails is logged and tried again at the next. */
export async function fileMinutes(core: Core): Promise<void> {
  const { read } = core.store;
  for (const { motionId } of await motionsIn(read).decisions({ from: today(core) - RECENT })) {
    if (await read.jobs.ran(JOB, String(motionId))) continue;
    try {
      await fileOne(core, motionId);
    } catch (error) {
      const cause = causeOf(error);
      core.log.error({ motion: motionId, cause }, 'minutes could not be filed; it is tried again at the next tick');
    }
  }
}

/** Drawn before the unit of work, which only keeps and posts what was drawn. */
async function fileOne(core: Core, id: number): Promise<void> {
  const { store, clock, policy } = core;
  const file = await motionsIn(store.read).file(id);
  if (!file) return;
  const closed = await closedMotion(store.read, await viewMotion(store.read, file, clock.now(), core), policy);
  if (!closed) return;
  const papers = await papersOf(core, closed);
  await act(core, { by: ACTOR, locale: policy.language }, async (under) => {
    if (await under.tx.jobs.take(JOB, String(id), under.at)) await keepAndPost(under, closed, papers);
  });
}

async function papersOf({ store, papers, policy }: Core, closed: ClosedMotion): Promise<readonly Paper[]> {
  const t = committeeTexts(policy.language).minutes;
  const { id } = closed.motion;
  const minutes = await drawPapers(papers, [closed], policy.language, { name: t.file(id), title: t.title(id) });
  return [...minutes, ...(await recordPapers(store.read, papers, closed, policy.language))];
}

async function keepAndPost(under: Act, { motion }: ClosedMotion, papers: readonly Paper[]): Promise<void> {
  const { locale } = under;
  const hashes: Record<string, string> = {};
  for (const paper of papers) {
    const { id, sha256 } = await under.keep({ ...paper, subject: cardKey(motion.id), debtorId: motion.debtorId });
    hashes[paper.name] = sha256;
    const isRecord = paper.name.startsWith(recordTexts(locale).file(motion.id));
    const { attached } = isRecord ? recordTexts(locale) : committeeTexts(locale).minutes;
    const card = noteCard(attached(motion.id, paper.name), locale);
    await sayInThread(under, motion.id, `file:${paper.name}`, card, id);
  }
  await under.log('motion.minutes', cardKey(motion.id), hashes);
}
