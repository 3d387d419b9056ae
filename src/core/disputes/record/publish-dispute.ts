/** What a step makes visible: the case's card in the disputes channel, and the owner's own message, both kept up to date in place. */

import { type Act, languageOf, reachOf } from '../../desk/act.ts';
import type { Card } from '../../desk/card.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { Roster } from '../../desk/roster.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Dispute } from '../case/dispute.ts';
import { disputeTexts } from '../case/texts.ts';
import { disputeCard, noticeCard, ownerCard } from '../show/dispute.card.ts';
import { type DisputeView, viewDispute } from '../show/view-dispute.ts';

const CHANNEL = { to: 'channel', channel: 'disputes' } as const;

/** The key of the card that opens a case's thread. */
export function cardKey(disputeId: number): string {
  return `dispute:${disputeId}`;
}

/** The dispute that an outbox key belongs to. */
export function disputeOfKey(key: string): number | undefined {
  const m = /^dispute:(\d+)(?::|$)/.exec(key);
  return m ? Number(m[1]) : undefined;
}

/** Sends the case's card anew or updates it, and the same for the owner's message. Returns the case with what was posted noted. */
export async function publish(act: Act, before: Dispute, after: Dispute, stepId: number): Promise<Dispute> {
  const roster = await act.roster();
  const view = await viewDispute(act.tx, after, roster, act.day);
  await publishCard(act, after, view, stepId);
  const ownerMessage = await publishOwner(act, before, after, view, roster, stepId);
  return { ...after, carded: after.carded || reachOf(act, CHANNEL).length > 0, ownerMessage };
}

async function publishCard(act: Act, after: Dispute, view: DisputeView, stepId: number): Promise<void> {
  const { policy } = act;
  const card = disputeCard(view, policy, policy.language);
  const key = cardKey(after.id);
  const message = { destination: CHANNEL, card };
  await act.say(after.carded ? { key: `${key}:${stepId}`, ...message, replaces: key } : { key, ...message });
}

async function publishOwner(
  act: Act,
  before: Dispute,
  after: Dispute,
  view: DisputeView,
  roster: Roster,
  stepId: number,
): Promise<string | undefined> {
  const key = `${cardKey(after.id)}:owner:${stepId}`;
  const moved = before.ownerId !== after.ownerId;
  if (moved && before.ownerMessage !== undefined) await tellFormer(act, before, view, roster, stepId);
  const { policy } = act;
  const owner = view.owner;
  if (!owner) return undefined;
  const locale = languageOf(act, owner);
  const card = ownerCard(view, policy, locale, disputeTexts(locale).message.toOwner(after.id));
  const former = moved ? undefined : after.ownerMessage;
  await act.tell(owner.id, key, card, former === undefined ? {} : { replaces: former });
  return act.platforms.length === 0 ? former : (former ?? key);
}

async function tellFormer(act: Act, before: Dispute, view: DisputeView, roster: Roster, stepId: number): Promise<void> {
  const former = roster.people.find((p) => p.id === before.ownerId);
  const locale = languageOf(act, former);
  const gone = disputeTexts(locale).message.gone(before.id, view.owner?.name ?? '');
  const replaces = before.ownerMessage === undefined ? {} : { replaces: before.ownerMessage };
  await act.tell(before.ownerId, `${cardKey(before.id)}:former:${stepId}`, noticeCard(view, locale, [gone]), replaces);
}

/** Posts in the case's thread, in the company's language. */
export async function sayInThread(act: Act, disputeId: number, stepKey: string, words: string): Promise<void> {
  const { language } = act.policy;
  const card: Card = { blocks: [{ type: 'text', text: words }], fallback: words, amounts: true, locale: language };
  await act.say({ key: `${cardKey(disputeId)}:thread:${stepKey}`, destination: { ...CHANNEL, thread: cardKey(disputeId) }, card });
}

/** Tells people privately, each in their own language, once per key and person. */
export async function tell(
  act: Act,
  dispute: Dispute,
  people: readonly Person[],
  what: { readonly key: string; readonly words: (locale: Locale, view: DisputeView) => readonly string[]; readonly buttons?: boolean },
): Promise<void> {
  const roster = await act.roster();
  const view = await viewDispute(act.tx, dispute, roster, act.day);
  for (const person of people) {
    const locale = languageOf(act, person);
    const card = noticeCard(view, locale, what.words(locale, view), what.buttons ?? false);
    await act.tell(person.id, `${cardKey(dispute.id)}:${what.key}:to:${person.id}`, card);
  }
}
