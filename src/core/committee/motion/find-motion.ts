/** The motion that somebody names: to look at it, or kept from other writers while they act on it; refused in the reader's language when there is none. */
import type { Act, House } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { Reads } from '../../desk/store.ts';
import { need, type Turn } from '../../desk/turn.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/locale.ts';
import { roleNames } from './motion.words.ts';
import type { MotionFile, MotionRecord } from './motion-record.ts';
import { type MotionView, viewMotion } from './motion-view.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

/** What a person wrote in a form or typed is cut here: enough for a reason, not for a novel. */
export const MAX_WORDS = 1000;

function found(file: MotionFile | undefined, id: number, locale: Locale): MotionFile {
  if (!file) throw new DomainError('gone', committeeTexts(locale).refused.gone(id));
  return file;
}

export async function seeMotion(
  read: Reads,
  id: number,
  house: Pick<House, 'policy' | 'calendar' | 'clock'>,
  locale: Locale,
): Promise<MotionView> {
  return viewMotion(read, found(await motionsIn(read).file(id), id, locale), house.clock.now(), house);
}

export async function viewFor(turn: Turn, id: number): Promise<MotionView> {
  need(turn, 'see');
  return seeMotion(turn.core.store.read, id, turn.core, turn.actor.locale);
}

/** The motion with all that belongs to it, kept from other writers. */
export async function lockMotion({ tx, locale }: Act, id: number): Promise<MotionFile> {
  return found(await motionsIn(tx).lock(id), id, locale);
}

/** Refuses whoever is not the vote's chair: a holder of the rule's role as they act. */
export function needChair(act: Act, { rule }: MotionRecord): void {
  const { locale } = act;
  if (!personActing(act).roles.includes(rule.chair))
    throw new DomainError('not-allowed', committeeTexts(locale).refused.notChair(roleNames([rule.chair], locale)));
}

/** What is said to whoever comes after the close. */
export function closedRefusal({ status }: MotionRecord, locale: Locale): DomainError {
  const t = committeeTexts(locale);
  return new DomainError('conflict', t.refused.closed(t.status[status].toLowerCase()));
}

/** Who acts: a seat, a chair and a question are a person's, never the house's. */
export function personActing({ person }: Act): Person {
  if (!person) throw new Error('only a person acts in the committee');
  return person;
}
