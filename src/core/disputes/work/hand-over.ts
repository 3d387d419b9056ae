/** The cases of somebody who left go on with their successor, clock and all; whoever left is told nothing any more. */
import type { Act } from '../../desk/act.ts';
import type { HandOver, Leaving } from '../../desk/hand-over.ts';
import { type Dispute, isLive } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { keep, lockDispute } from '../record/keep-step.ts';
import { handedTo, passedData } from './work-dispute.ts';

export const handOverDisputes: HandOver = async (act, leaving) => {
  const { person, successor } = leaving;
  const all = await disputesIn(act.tx).find({ statuses: ['open', 'acknowledged', 'waiting', 'expecting'] });
  const own = all.filter((dispute) => dispute.ownerId === person.id);
  for (const { id } of own) await handOver(act, await lockDispute(act, id), leaving);
  return own.length === 0 ? [] : [{ to: successor, words: (locale) => disputeTexts(locale).message.handed(own.map(({ id }) => id)) }];
};

async function handOver(act: Act, locked: Dispute, { person, successor }: Leaving): Promise<void> {
  const before: Dispute = { ...locked, ownerMessage: undefined };
  const why = disputeTexts(act.policy.language).because.left(person.name);
  const step = { step: 'left', who: person.name } as const;
  const after = isLive(before) ? handedTo(act, before, person, successor, step) : { ...before, ownerId: successor.id };
  await keep(act, before, after, { kind: 'passed', text: why, data: passedData(after, person, successor) });
}
