/** What a step makes visible: the case's card in the disputes channel, and the owner's own message, both kept up to date in place. */

import type { Act } from '../desk/act.ts';
import type { Card } from '../desk/card.ts';
import type { NewMessage, PlatformName } from '../desk/outbox.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Roster } from '../desk/roster.ts';
import { disputeCard, noticeCard, ownerCard } from './dispute.card.ts';
import type { Dispute } from './dispute.ts';
import { disputeTexts } from './texts.ts';
import { type DisputeView, viewDispute } from './view-dispute.ts';

/** The key of the card that opens a case's thread. */
export function cardKey(disputeId: number): string {
  return `dispute:${disputeId}`;
}

/** The dispute that an outbox key belongs to. */
export function disputeOfKey(key: string): number | undefined {
  const m = /^dispute:(\d+)(?::|$)/.exec(key);
  return m ? Number(m[1]) : undefined;
}

/** Platforms that run and where the policy names the disputes channel. */
export function channelPlatforms(act: Act): readonly PlatformName[] {
  const on = act.policy.channels.disputes?.on;
  return act.platforms.filter((platform) => on?.[platform] !== undefined);
}

export async function say(act: Act, message: NewMessage): Promise<void> {
  const platforms = message.destination.to === 'channel' ? channelPlatforms(act) : act.platforms;
  if (platforms.length > 0) await act.tx.outbox.enqueue(message, platforms, act.at);
}

export function languageOf(act: Act, person: Person | undefined): 'fr' | 'en' {
  return person?.language ?? act.policy.language;
}

/** Sends the case's card anew or updates it, and the same for the owner's message. Returns the case with what was posted noted. */
export async function publish(act: Act, before: Dispute, after: Dispute, stepId: number): Promise<Dispute> {
  const roster = await act.roster();
  const view = await viewDispute(act.tx, after, roster, act.day);
  await publishCard(act, after, view, stepId);
  const ownerMessage = await publishOwner(act, before, after, view, roster, stepId);
  return { ...after, carded: after.carded || channelPlatforms(act).length > 0, ownerMessage };
}

async function publishCard(act: Act, after: Dispute, view: DisputeView, stepId: number): Promise<void> {
  const { policy } = act;
  const card = disputeCard(view, policy, policy.language);
  const destination = { to: 'channel', channel: 'disputes' } as const;
  const key = cardKey(after.id);
  await say(act, after.carded ? { key: `${key}:${stepId}`, destination, card, replaces: key } : { key, destination, card });
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
  const destination = { to: 'person', personId: owner.id } as const;
  const former = moved ? undefined : after.ownerMessage;
  await say(act, former === undefined ? { key, destination, card } : { key, destination, card, replaces: former });
  return act.platforms.length === 0 ? former : (former ?? key);
}

async function tellFormer(act: Act, before: Dispute, view: DisputeView, roster: Roster, stepId: number): Promise<void> {
  const former = roster.people.find((p) => p.id === before.ownerId);
  const locale = languageOf(act, former);
  const gone = disputeTexts(locale).message.gone(before.id, view.owner?.name ?? '');
  await say(act, {
    key: `${cardKey(before.id)}:former:${stepId}`,
    destination: { to: 'person', personId: before.ownerId },
    card: noticeCard(view, locale, [gone]),
    ...(before.ownerMessage === undefined ? {} : { replaces: before.ownerMessage }),
  });
}

/** Posts in the case's thread, in the company's language. */
export async function sayInThread(act: Act, disputeId: number, stepKey: string, words: string): Promise<void> {
  const { language } = act.policy;
  const card: Card = { blocks: [{ type: 'text', text: words }], fallback: words, amounts: true, locale: language };
  await say(act, {
    key: `${cardKey(disputeId)}:thread:${stepKey}`,
    destination: { to: 'channel', channel: 'disputes', thread: cardKey(disputeId) },
    card,
  });
}

/** Tells people privately, each in their own language, once per key and person. */
export async function tell(
  act: Act,
  dispute: Dispute,
  people: readonly Person[],
  what: { readonly key: string; readonly words: (locale: 'fr' | 'en', view: DisputeView) => readonly string[]; readonly buttons?: boolean },
): Promise<void> {
  const roster = await act.roster();
  const view = await viewDispute(act.tx, dispute, roster, act.day);
  for (const person of people) {
    const locale = languageOf(act, person);
    await say(act, {
      key: `${cardKey(dispute.id)}:${what.key}:to:${person.id}`,
      destination: { to: 'person', personId: person.id },
      card: noticeCard(view, locale, what.words(locale, view), what.buttons ?? false),
    });
  }
}
