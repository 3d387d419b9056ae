/** A case's thread and its files in the conversation. */
import type { Happening, Reply } from '../../desk/inbound.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { type Replies, type Turn, told, work } from '../../desk/turn.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { gather, sendExhibits } from './exhibits.ts';
import { keepReply } from './keep-reply.ts';
import { disputeOfKey } from './publish-dispute.ts';

/** Keeps what is written in a case's thread. Undefined when the thread is not a case's. */
export async function keepDisputeReply(
  turn: Turn,
  happening: Extract<Happening, { type: 'reply' }>,
): Promise<readonly Reply[] | undefined> {
  const { core, event } = turn;
  const root = event.where.thread;
  const opener = root && (await core.store.read.outbox.byRef(event.identity.platform, root));
  const dispute = opener && disputeOfKey(opener.key);
  if (dispute === undefined) return undefined;
  const { tenant, channel, id: message } = happening.message;
  const place = `${event.identity.platform}:${tenant}:${channel}:${message}`;
  const kind = happening.change === 'new' ? ('reply' as const) : (`reply-${happening.change}` as const);
  const key = kind === 'reply' ? `reply:${place}` : `${kind}:${event.key}`;
  if (await disputesIn(core.store.read).stepByKey(key)) return [];
  const gathered = await gather(core, happening.files ?? []);
  await work(turn, (act) => keepReply(act, { dispute, kind, place, text: happening.text, gathered, key }));
  return gathered.missed.length === 0 ? [] : told(turn, disputeTexts(turn.actor.locale).refused.exhibits(gathered.missed.join(', ')));
}

/** The case's files, sent to whoever asks in their own conversation. */
export async function filesTurn(turn: Turn, { dispute }: IntentOf<'dispute.files'>): Replies {
  const sent = await work(turn, (act) => sendExhibits(act, dispute, turn.event.identity.platform));
  const t = disputeTexts(turn.actor.locale);
  return told(turn, sent === 0 ? t.refused.noExhibits(dispute) : t.done.exhibits(sent));
}
