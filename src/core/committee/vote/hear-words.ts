/** Words under a motion are no ballot: whoever means one by them is shown the buttons. */
import type { Happening, Reply } from '../../desk/inbound.ts';
import { may } from '../../desk/policy.ts';
import { privately, type Turn } from '../../desk/turn.ts';
import { fold } from '../../kernel/fold.ts';
import { liveBallots } from '../count/ballots.ts';
import { ballotButtons, noteCard } from '../motion/motion.card.ts';
import { ballotWords, lastBallot } from '../motion/motion.words.ts';
import { newestFacts, voteOf } from '../motion/motion-record.ts';
import { viewMotion } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { motionOfKey } from '../motion/thread.ts';

/** Words in a thread that sound like a vote, and are none. */
export function soundsLikeABallot(text: string): boolean {
  if (text.length > 120) return false;
  const words = fold(text);
  return (
    /(^|[\s,.!])(ok|d'accord|daccord|pour moi|je suis (pour|contre)|favorable|j'approuve|approuve|valide|je valide|je refuse|oui|non|contre|yes|no|agreed?|i approve|approved?|against|reject|lgtm)([\s,.!]|$)/.test(
      words,
    ) || /(\+1|-1|👍|👎|✅|❌)/u.test(text)
  );
}

/** Words are not a ballot: whoever may vote and writes "ok pour moi" under the motion is shown the buttons, privately. */
export async function hearInMotion(
  turn: Turn,
  { text, change }: Extract<Happening, { type: 'reply' }>,
): Promise<readonly Reply[] | undefined> {
  const { core, event, actor } = turn;
  const { thread } = event.where;
  const opener = thread && (await core.store.read.outbox.byRef(event.identity.platform, thread));
  const id = opener && motionOfKey(opener.key);
  const file = id === undefined ? undefined : await motionsIn(core.store.read).file(id);
  if (!file) return undefined;
  if (change === 'deleted' || file.motion.status !== 'open' || !soundsLikeABallot(text)) return [];
  const { eligible } = liveBallots(voteOf(file, core.clock.now()));
  if (!eligible.some((m) => m.id === actor.person.email) || !may(core.policy, actor.person, 'see')) return [];
  const view = await viewMotion(core.store.read, file, core.clock.now(), core);
  const words = committeeTexts(actor.locale).prompt;
  const confirm = lastBallot(view, actor.person.email);
  const known =
    confirm && confirm.facts === newestFacts(view).hash
      ? ` ${committeeTexts(actor.locale).ballot.yours(ballotWords(view, confirm, actor.locale))}`
      : '';
  const card = noteCard(`${words}${known}`, actor.locale);
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons: ballotButtons(view, actor.locale) }] });
}
