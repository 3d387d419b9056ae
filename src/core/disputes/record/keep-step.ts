/** How a step of a dispute is kept: the row, the history, the audit event and the messages, all in one transaction. */
import type { Act, House } from '../../desk/act.ts';
import { workingHours } from '../../desk/hours.ts';
import type { Person } from '../../desk/people-ports.ts';
import { calendarOfPerson } from '../../desk/roster.ts';
import { addBusinessDays, businessDayOnOrAfter, instantOf, localTime } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Dispute, StepKind } from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { logDispute } from './log-dispute.ts';
import { publish } from './publish-dispute.ts';

/** When the owner must have taken it: so many business days later, at the same time of day. What comes on a day off begins as the next business day's work does. */
export function acknowledgeBy(house: Pick<House, 'policy' | 'calendar' | 'calendarFor'>, owner: Person, at: number): number {
  const { policy } = house;
  const calendar = calendarOfPerson(house, owner);
  const { day, minutes } = localTime(at, policy.timeZone);
  const first = businessDayOnOrAfter(calendar, day);
  const due = addBusinessDays(calendar, first, disputePolicy(policy).acknowledge);
  return instantOf(due, first === day ? minutes : workingHours(policy).from, policy.timeZone);
}

/** Cases are worked on by people only. */
export function whoActs({ person, actor }: Act): Person {
  if (!person) throw new Error(`${actor} works on no dispute`);
  return person;
}

/** The case, kept from other writers; refuses one that does not exist. */
export async function lockDispute(act: Act, id: number): Promise<Dispute> {
  const dispute = await disputesIn(act.tx).lock(id);
  if (!dispute) throw new DomainError('gone', disputeTexts(act.locale).refused.gone(id));
  return dispute;
}

export interface Kept {
  readonly kind: StepKind;
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Unique for ever, when the step must not come twice. */
  readonly key?: string;
}

/** Writes the case as it is now, its step and its audit event, and brings its cards up to date. False when the step's key was there already: nothing is changed. */
export async function keep(act: Act, before: Dispute, after: Dispute, step: Kept): Promise<boolean> {
  const { tx, at, day, actor } = act;
  const { kind, text = '', data = {}, key } = step;
  const made = { disputeId: after.id, at, day, actor, kind, ownerId: after.ownerId, text, data };
  const [id] = await disputesIn(tx).addSteps([{ ...made, ...(key === undefined ? {} : { key }) }]);
  if (id === undefined) return false;
  await disputesIn(tx).save(await publish(act, before, after, id));
  const said = text === '' ? {} : { text };
  await logDispute(act, after.id, kind, { ...data, ...said, status: after.status, owner: String(after.ownerId) }, { ...made, id });
  return true;
}
