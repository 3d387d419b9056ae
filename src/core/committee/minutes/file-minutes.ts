/** Minutes as files: soon after a vote is over they are drawn as PDF and Markdown, kept, and posted in the motion's thread, once. */

import type { Act } from '../../desk/act.ts';
import { actIn } from '../../desk/act.ts';
import { type Core, today } from '../../desk/core.ts';
import { cardKey, type MotionView, sayInThread, viewMotion } from '../motion-view.ts';
import { audit } from '../vote/settle-motion.ts';
import { minutesCard, minutesMarkdown, minutesOf } from './minutes.ts';
import { noteCard } from '../motion/motion.card.ts';
import { motionsIn } from '../ports.ts';
import { committeeTexts } from '../texts.ts';

const ACTOR = 'system:committee';
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
      const cause = error instanceof Error ? error.stack : String(error);
      core.log.error({ motion: motionId, cause }, 'minutes could not be filed; it is tried again at the next tick');
    }
  }
}

/** Drawn before the unit of work, which only keeps and posts what was drawn. */
async function fileOne(core: Core, id: number): Promise<void> {
  const { store, clock, policy } = core;
  const file = await motionsIn(store.read).file(id);
  if (!file) return;
  const view = await viewMotion(store.read, file, clock.now(), core);
  const papers = await papersOf(core, view);
  await store.transact(async (tx) => {
    const act = actIn(tx, core, { by: ACTOR, locale: policy.language });
    if (await tx.jobs.take(JOB, String(id), act.at)) await keepAndPost(act, view, papers);
  });
}

interface Paper {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

async function papersOf(core: Core, view: MotionView): Promise<readonly Paper[]> {
  const { policy, papers } = core;
  const { language } = policy;
  const t = committeeTexts(language).minutes;
  const name = t.file(view.motion.id);
  const pdf = await papers.pdf([minutesCard(view, policy, language)], { title: t.title(view.motion.id), locale: language });
  const markdown = minutesMarkdown([minutesOf(view, policy, language)]);
  return [
    { name: `${name}.pdf`, mime: 'application/pdf', bytes: pdf },
    { name: `${name}.md`, mime: 'text/markdown', bytes: new TextEncoder().encode(markdown) },
  ];
}

async function keepAndPost(act: Act, { motion }: MotionView, papers: readonly Paper[]): Promise<void> {
  const { tx, at, actor, locale } = act;
  const hashes: Record<string, string> = {};
  for (const paper of papers) {
    const id = await tx.files.keep({ ...paper, subject: cardKey(motion.id), debtorId: motion.debtorId, at, actor });
    hashes[paper.name] = (await tx.files.info(id))?.sha256 ?? '';
    const card = noteCard(committeeTexts(locale).minutes.attached(motion.id, paper.name), locale);
    await sayInThread(act, motion.id, `file:${paper.name}`, card, id);
  }
  await audit(act, 'motion.minutes', motion.id, hashes);
}
