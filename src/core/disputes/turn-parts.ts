/** What the turns of a dispute share: one transaction by the person who acts, the form's answers, the sentence that answers. */
import { type Form, sentence } from '../card.ts';
import { DomainError } from '../errors.ts';
import type { Reply } from '../inbound.ts';
import type { Tx } from '../ports.ts';
import { texts } from '../text/texts.ts';
import { privately, type Turn } from '../turn.ts';
import type { Dispute } from './dispute.ts';
import { type Doing, doing, officeOf } from './office.ts';

/** Words beyond these are cut: Slack's limit of a text field. */
export const MAX_SAID = 3000;

export type Replies = Promise<readonly Reply[]>;

export function opens(form: Form): readonly Reply[] {
  return [{ type: 'form', form }];
}

/** One transaction of a case, by the person who acts. */
export function work<T>(turn: Turn, step: (act: Doing) => Promise<T>): Promise<T> {
  const { core, actor, event } = turn;
  const act = { at: core.clock.now(), actor: actor.person.email, locale: actor.locale, key: event.key };
  return core.store.transact((tx: Tx) => step(doing(tx, officeOf(core), act)));
}

export function told(turn: Turn, words: string): readonly Reply[] {
  return privately(sentence(words, turn.actor.locale));
}

export function answersOf(turn: Turn): Readonly<Record<string, string>> | undefined {
  const { happening } = turn.event;
  return happening.type === 'submit' ? happening.answers : undefined;
}

export async function caseOf(turn: Turn, id: number): Promise<Dispute> {
  const dispute = await turn.core.store.read.disputes.byId(id);
  if (!dispute) throw new DomainError('gone', texts(turn.actor.locale).disputes.refused.gone(id));
  return dispute;
}
