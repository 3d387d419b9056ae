/** What is written in a case's thread: kept with its author and its files, once; edits and deletions are marked beside it. */
import type { Act } from '../../desk/act.ts';
import { subjectOf } from '../case/dispute.ts';
import { stepStatement } from '../case/dispute-statement.ts';
import { disputesIn } from '../case/ports.ts';
import { type Gathered, keepExhibits } from './exhibits.ts';

export interface ThreadReply {
  readonly dispute: number;
  readonly kind: 'reply' | 'reply-edited' | 'reply-deleted';
  /** Where the message is, as the platform names it. */
  readonly place: string;
  readonly text: string;
  readonly gathered: Gathered;
  /** Unique for ever. */
  readonly key: string;
}

/** Whoever could write there was heard by those who read there; so all of it is kept, whatever their role. */
export async function keepReply(act: Act, { dispute: id, kind, place, text, gathered, key }: ThreadReply): Promise<void> {
  const disputes = disputesIn(act.tx);
  const dispute = await disputes.lock(id);
  if (!dispute || (await disputes.stepByKey(key))) return;
  const { at, day, actor } = act;
  const data = { message: place, ...(await keepExhibits(act, dispute, gathered)) };
  const words = kind === 'reply-deleted' ? '' : text;
  const made = { disputeId: id, at, day, actor, kind, ownerId: dispute.ownerId, text: words, data };
  const [step] = await disputes.addSteps([{ ...made, key }]);
  if (step !== undefined) await act.log(`dispute.${kind}`, subjectOf(id), { ...data, text }, stepStatement({ ...made, id: step }));
}
