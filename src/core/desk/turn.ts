/** One turn of the conversation: who did what, and the checks that every feature's answers begin with. */
import { type Act, act, actOnce, needOf } from './act.ts';
import { type Card, type Form, sentence } from './card.ts';
import type { Actor, Core } from './core.ts';
import type { InboundEvent, Reply } from './inbound.ts';
import { may, type Permission } from './policy.ts';
import { outsidersOf, outsidersRefusal } from './privacy.ts';

export interface Turn {
  readonly core: Core;
  readonly event: InboundEvent;
  readonly actor: Actor;
  /** Shows that long work goes on: the card replaces its predecessor. */
  readonly progress: (card: Card) => Promise<void>;
}

export function privately(card: Card): readonly Reply[] {
  return [{ type: 'private', card }];
}

/** Refuses a person whose roles do not have the permission. */
export function need(turn: Turn, permission: Permission, refusal?: string): void {
  const { core, actor } = turn;
  needOf(core, { by: actor.person, locale: actor.locale }, permission, refusal);
}

/** Whether this is the first time: a redelivered event, or a second press in a hurry, is answered once. */
export function first(turn: Turn, key: string): Promise<boolean> {
  const { store, clock } = turn.core;
  return store.transact((tx) => tx.inbound.take(key, clock.now()));
}

/** Before an amount is shown to a whole channel: everyone in it must be on the roster. */
export async function needInsiders(turn: Turn): Promise<void> {
  const { core, event, actor } = turn;
  if (event.where.direct) return;
  const { platform } = event.identity;
  const audience = await core.gateways.get(platform)?.audience({ kind: 'channel', id: event.where.channel });
  if (!audience) return;
  const readers = (await core.store.read.people.all()).filter((p) => may(core.policy, p, 'see'));
  const channel = Object.values(core.policy.channels).find((c) => c.on[platform] === event.where.channel);
  const outsiders = outsidersOf(audience, readers, channel?.allowed);
  if (outsiders) throw outsidersRefusal(outsiders, event.where.channel, actor.locale);
}

/** Words beyond these are cut: Slack's limit of a text field. */
export const MAX_SAID = 3000;

export type Replies = Promise<readonly Reply[]>;

export function opens(form: Form): readonly Reply[] {
  return [{ type: 'form', form }];
}

/** An act by the person whose turn it is. */
export function work<T>(turn: Turn, step: (under: Act) => Promise<T>): Promise<T> {
  const { core, actor, event } = turn;
  return act(core, { by: actor.person, locale: actor.locale, key: event.key }, step);
}

/** The same, once: a redelivered press or form, whose key was taken in the act, does nothing and gets undefined. */
export function once<T>(turn: Turn, step: (under: Act) => Promise<T>): Promise<T | undefined> {
  const { core, actor, event } = turn;
  return actOnce(core, { by: actor.person, locale: actor.locale, key: event.key }, step);
}

export function told(turn: Turn, words: string): readonly Reply[] {
  return privately(sentence(words, turn.actor.locale));
}

/** What was filled in, when a form was sent. */
export function answersOf(turn: Turn): Readonly<Record<string, string>> | undefined {
  const { happening } = turn.event;
  return happening.type === 'submit' ? happening.answers : undefined;
}
