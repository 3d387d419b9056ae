/** The question whether somebody has left: put to the administrators when a sign of it comes, never answered by the sign itself (docs/rules/people.md). */
import { messageOf } from '../kernel/errors.ts';
import { type Act, act, languageOf } from './act.ts';
import type { Core } from './core.ts';
import { type Departure, departuresIn, type Sign } from './departure-ports.ts';
import { everyDay, type Job, onceOn } from './job.ts';
import { questionCard, questionKey } from './leaver.card.ts';
import { successorOf } from './leaver.ts';
import type { Person } from './people-ports.ts';
import type { Identity } from './places.ts';
import { may } from './policy.ts';

/** Asks whether somebody has left (rules 1 and 2); false when it is asked already, or was answered for the same sign. */
export async function askAboutLeaver(act: Act, person: Person, sign: Sign, said = ''): Promise<boolean> {
  const known = await departuresIn(act.tx).of(person.id);
  if (person.roles.length === 0 || known?.state === 'asked' || (known?.state === 'kept' && known.sign === sign)) return false;
  await ask(act, person, { ...unanswered(act, person), sign, state: 'asked', roles: [] }, said);
  return true;
}

/** Asks whether somebody who has left is back, as a people file says (rule 6). */
export async function askAboutReturn(act: Act, person: Person, roles: readonly string[], said: string): Promise<void> {
  const known = await departuresIn(act.tx).of(person.id);
  if (known?.state !== 'left') return;
  await ask(act, person, { ...unanswered(act, person), sign: 'file', state: 'returning', roles }, said);
}

function unanswered({ at }: Act, { id }: Person): Pick<Departure, 'personId' | 'at' | 'by' | 'endedAt'> {
  return { personId: id, at, by: undefined, endedAt: undefined };
}

async function ask(act: Act, person: Person, departure: Departure, said: string): Promise<void> {
  await departuresIn(act.tx).put(departure);
  await act.log(`person.${departure.state}`, `person:${person.id}`, { email: person.email, sign: departure.sign, ...(said && { said }) });
  const { people } = await act.roster();
  for (const admin of administrators(act, people, person)) {
    const question = { person, departure, said, successor: successorOf({ people }, person) };
    await act.tell(admin.id, questionKey(departure, admin), questionCard(question, languageOf(act, admin)));
  }
}

/** Nobody is asked about themselves. */
export function administrators({ policy }: Pick<Act, 'policy'>, people: readonly Person[], person: Person): readonly Person[] {
  return people.filter((p) => p.id !== person.id && may(policy, p, 'administer'));
}

/** A platform says that somebody is no member any more. */
export async function noticeGone(core: Core, identity: Identity): Promise<void> {
  const { platform } = identity;
  const person = await core.store.read.people.byIdentity(identity);
  if (person) await act(core, { by: `system:${platform}` }, (under) => askAboutLeaver(under, person, platform));
}

/** Whoever has a role and is gone from a platform where they were met: looked for at night, because nobody may have said so. */
export const lookForLeavers: Job = {
  name: 'leavers',
  rank: 110,
  at: () => 4 * 60,
  on: everyDay,
  async run(core, date) {
    const people = (await core.store.read.people.all()).filter((p) => p.roles.length > 0);
    const gone: { readonly person: Person; readonly sign: Sign }[] = [];
    for (const person of people) {
      for (const identity of await core.store.read.people.identities(person.id))
        if (await isGone(core, identity)) gone.push({ person, sign: identity.platform });
    }
    await onceOn(core, 'leavers', date, async (under) => {
      for (const { person, sign } of gone) await askAboutLeaver(under, person, sign);
    });
  },
};

/** A platform that does not answer says nothing about anybody. */
async function isGone(core: Core, identity: Identity): Promise<boolean> {
  try {
    return (await core.gateways.get(identity.platform)?.isGone?.(identity)) ?? false;
  } catch (error) {
    core.log.warn({ platform: identity.platform, cause: messageOf(error) }, 'a platform does not say whether somebody is still there');
    return false;
  }
}
