/** Being away: who says so is given no new disputes meanwhile. */
import type { Act } from '../../desk/act.ts';
import type { Day } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import { disputeTexts } from '../case/texts.ts';
import { whoActs } from '../record/keep-step.ts';

/** A person's own absence, both days included; undefined: back again. Everybody may speak for themselves, and for nobody else. */
export async function sayAway(act: Act, on: { readonly fromDay: Day; readonly toDay: Day } | undefined): Promise<void> {
  const person = whoActs(act);
  if (on && (on.toDay < on.fromDay || on.toDay < act.day)) throw new DomainError('bad-input', disputeTexts(act.locale).refused.away);
  await act.tx.people.setAbsence(person.id, act.day, on);
  await act.log('person.away', `person:${person.id}`, { from: String(on?.fromDay ?? ''), to: String(on?.toDay ?? '') });
}
