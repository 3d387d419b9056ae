/** What a person holds, and the other cap that they propose, in their own words, for the week's report. */
import type { Act } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import { rosterOn } from '../desk/roster.ts';
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { holds } from './judge-mandate.ts';
import { powerOfWords } from './mandate.ask.ts';
import { mandatesIn } from './ports.ts';
import { type Mandate, mandatePolicy, type Power } from './power.ts';
import { mandateTexts } from './texts.ts';
import { principalsOf } from './use-mandate.ts';

export interface OwnMandate {
  readonly mandate: Mandate;
  /** The absent person in whose place it is held. */
  readonly of: string | undefined;
}

/** The person's own mandates, and those of the absent people for whom they stand in, by name. */
export async function ownMandates(read: Pick<Reads, 'people'>, person: Person, day: Day, policy: Policy): Promise<readonly OwnMandate[]> {
  const roster = await rosterOn(read, policy, day);
  return principalsOf(person, roster).flatMap((principal) =>
    mandatePolicy(policy)
      .powers.filter((mandate) => holds(principal, mandate))
      .map((mandate) => ({
        mandate,
        of: principal.email === person.email ? undefined : roster.people.find((p) => p.email === principal.email)?.name,
      })),
  );
}

/** Keeps the wish, once. Throws DomainError for whoever holds no power, and for words that name none. */
export async function wishPower(act: Act, person: Person, text: string): Promise<Power> {
  act.need('see');
  const { tx, at, day, policy, key = '' } = act;
  const t = mandateTexts(act.locale).refused;
  if ((await ownMandates(tx, person, day, policy)).length === 0) throw new DomainError('not-allowed', t.notHolder);
  const power = powerOfWords(text);
  if (!power) throw new DomainError('bad-input', t.wish);
  const first = await mandatesIn(tx).addWish({ at, day, actor: person.email, power, text }, `wish:${key}`);
  if (first) await act.log('mandate.proposed', `power:${power}`, { power, text });
  return power;
}
