/** Who is speaking: a platform identity is bound to a person of the roster at first contact, and stays bound whatever its e-mail becomes. */
import { DomainError } from '../kernel/errors.ts';
import { act } from './act.ts';
import type { Core } from './core.ts';
import { departuresIn, hasLeft } from './departure-ports.ts';
import type { InboundEvent } from './inbound.ts';
import type { Person } from './people-ports.ts';
import { deskTexts } from './texts.ts';

/** The person behind an event. Refuses guests, people of other organisations and strangers to the roster, each with the sentence that says what to do. */
export async function identify(core: Core, event: InboundEvent): Promise<Person> {
  const t = deskTexts(event.locale ?? core.policy.language).access;
  if (event.outsider) throw new DomainError('not-on-roster', t.outsider);
  const bound = await core.store.read.people.byIdentity(event.identity);
  if (bound) return bound;
  const email = await event.email();
  if (email === undefined) throw new DomainError('not-on-roster', t.noEmail);
  const person = await core.store.read.people.byEmail(email.toLowerCase());
  // An address alone never brings back what ended with its owner's leaving (docs/rules/people.md, rule 6).
  if (!person || hasLeft(await departuresIn(core.store.read).of(person.id))) throw new DomainError('not-on-roster', t.stranger);
  return act(core, { by: person }, async (under) => {
    const already = await under.tx.people.bind(event.identity, person.id, under.at);
    if (already && already.id !== person.id) return already;
    const { platform, tenant, userId: user } = event.identity;
    await under.log('identity.bound', `person:${person.id}`, { platform, tenant, user });
    return person;
  });
}
