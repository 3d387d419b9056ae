/** What time does to the committee's work: votes close, the undecided are reminded, and granted limits live. */
import { type Act, act } from '../../desk/act.ts';
import type { Core } from '../../desk/core.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import { tendLimits } from '../decision/tend-limits.ts';
import { ACTOR, alone } from '../motion/alone.ts';
import { committeePolicy } from '../motion/committee-policy.ts';
import { type Judged, judgedAt, type MotionFile, silentAt } from '../motion/motion-record.ts';
import { viewJudged } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, hasMessage, tellVoters } from '../motion/thread.ts';
import { reviewFacts } from './review-facts.ts';
import { closeInForce, settleMotion } from './settle-motion.ts';

const HOUR = 3_600_000;
/** Open motions looked at in one tick: far more than a committee can discuss. */
const MANY = 1000;

/** Does everything that is due for the committee; called at every tick, harmless when nothing is. */
export async function tendMotions(core: Core): Promise<void> {
  for (const { id } of await motionsIn(core.store.read).find({ status: 'open', limit: MANY })) {
    await alone(core, id, async () => {
      const file = await motionsIn(core.store.read).file(id);
      if (file && (await isDue(core, file))) await act(core, { by: ACTOR }, (under) => tendVote(under, id));
    });
  }
  await tendLimits(core);
}

async function tendVote(under: Act, id: number): Promise<void> {
  const locked = await motionsIn(under.tx).lock(id);
  if (!locked) return;
  const settled = await settleMotion(under, await reviewFacts(under, locked));
  if (settled.outcome) await remind(under, settled);
}

/** A look without a lock, so that a quiet tick writes nothing. */
async function isDue(core: Core, file: MotionFile): Promise<boolean> {
  const now = core.clock.now();
  const [latest] = await importsIn(core.store.read).latest(1);
  if ((latest?.id ?? 0) > file.motion.reviewed || judgedAt(file, now).outcome?.outcome !== 'open') return true;
  const reminder = reminderDue(file, now, committeePolicy(core.policy).remindBefore);
  return reminder !== undefined && !(await core.store.read.jobs.ran('motion-reminder', slotOf(file, reminder)));
}

/** Once when half of the window is over, once shortly before the close. */
function reminderDue(file: MotionFile, now: number, hoursBefore: number): 'half' | 'last' | undefined {
  const close = closeInForce(file, now);
  if (now >= close - hoursBefore * HOUR) return 'last';
  return now >= (file.motion.opensAt + close) / 2 ? 'half' : undefined;
}

function slotOf({ motion }: MotionFile, which: 'half' | 'last'): string {
  return `${motion.id}:${which}:${motion.closesAt}`;
}

/** By name only to themselves: nobody else reads who is late. */
async function remind(under: Act, judged: Judged): Promise<void> {
  const { file } = judged;
  const { id } = file.motion;
  const which = reminderDue(file, under.at, committeePolicy(under.policy).remindBefore);
  if (!which || !(await under.tx.jobs.take('motion-reminder', slotOf(file, which), under.at))) return;
  const view = await viewJudged(under.tx, judged, under.at, under);
  const silent = silentAt(file, under.at);
  const late = file.voters.filter((v) => silent.has(v.id) && hasMessage(file, v.id));
  await tellVoters(under, view, ({ id: voter }, locale) =>
    silent.has(voter) ? { again: committeeTexts(locale).said.reminder } : undefined,
  );
  if (late.length > 0) await under.log('motion.reminded', cardKey(id), { which, count: String(late.length) });
}
