/** What an administrator says of somebody who seems to have left: they are here, or they are gone, and then all that was theirs is somebody else's at once (docs/rules/people.md). */
import { DomainError } from '../kernel/errors.ts';
import { type Act, actIn, languageOf } from './act.ts';
import { administrators } from './ask-leaver.ts';
import { type Departure, departuresIn } from './departure-ports.ts';
import { type Handed, handOvers, type Leaving } from './hand-over.ts';
import { answeredCard, handedCard, questionKey } from './leaver.card.ts';
import { leaverTexts } from './leaver.text.ts';
import { soleRolesOf, successorOf } from './leaver.ts';
import type { Person } from './people-ports.ts';

/** What is asked about whom, for an administrator who may answer; refuses everybody else, and an answer about oneself. */
export async function questionAbout(
  act: Act,
  personId: number,
): Promise<{ readonly person: Person; readonly departure: Departure | undefined }> {
  act.need('administer');
  const t = leaverTexts(act.locale).refused;
  const person = (await act.roster()).people.find((p) => p.id === personId);
  if (!person) throw new DomainError('unknown-person', t.unknown);
  if (act.person?.id === personId) throw new DomainError('not-allowed', t.oneself);
  return { person, departure: await departuresIn(act.tx).of(personId) };
}

/** They are here: nothing changes, and the same sign asks no more (rule 2); one who returns has the roles that the file gives (rule 6). Returns the sentence that says so. */
export async function sayHere(act: Act, personId: number): Promise<string> {
  const { person, departure } = await questionAbout(act, personId);
  const t = leaverTexts(act.locale);
  if (departure?.state !== 'asked' && departure?.state !== 'returning') throw answeredAlready(act, person, departure);
  const back = departure.state === 'returning';
  await answer(act, person, departure, 'kept', []);
  if (back) {
    await act.tx.people.change(personId, { roles: departure.roles });
    await departuresIn(act.tx).drop(personId);
  }
  await act.log(back ? 'person.returned' : 'person.kept', `person:${personId}`, { email: person.email, roles: departure.roles.join(',') });
  const done = (back ? t.done.back : t.done.kept)(person.name);
  await tellAnswer(act, person, departure, (locale) => (back ? leaverTexts(locale).done.back : leaverTexts(locale).done.kept)(person.name));
  return done;
}

/** They are gone (rules 3 to 5); without `unasked` only when that is the question. Whoever holds an indispensable role alone is not let go without somebody named to have it. */
export async function sayGone(
  act: Act,
  personId: number,
  { successorId, unasked = false }: { readonly successorId?: number | undefined; readonly unasked?: boolean } = {},
): Promise<string> {
  const { person, departure } = await questionAbout(act, personId);
  const asked = departure?.state === 'asked' || departure?.state === 'returning';
  if (departure?.state === 'left' || !(asked || unasked)) throw answeredAlready(act, person, departure);
  const t = leaverTexts(act.locale);
  if (departure?.state === 'returning') {
    await answer(act, person, departure, 'left', []);
    await act.log('person.left', `person:${personId}`, { email: person.email, roles: '' });
    await tellAnswer(act, person, departure, (locale) => leaverTexts(locale).done.notBack(person.name));
    return t.done.notBack(person.name);
  }
  const successor = await successorFor(act, person, successorId);
  const question = departure?.state === 'asked' ? departure : await askedOneself(act, person);
  await answer(act, person, question, 'left', person.roles);
  const handed = await letGo(act, { person, successor });
  const done = (locale: Act['locale']) =>
    leaverTexts(locale).done.gone(
      person.name,
      successor.name,
      handed.map((h) => h.words(locale)),
    );
  await tellAnswer(act, person, question, done);
  return done(act.locale);
}

/** An administrator says so without having been asked. */
async function askedOneself(act: Act, person: Person): Promise<Departure> {
  const departure = {
    personId: person.id,
    sign: 'administrator',
    at: act.at,
    state: 'asked',
    by: undefined,
    endedAt: undefined,
    roles: [],
  } as const;
  await departuresIn(act.tx).put(departure);
  return departure;
}

async function answer(act: Act, person: Person, { state }: Departure, to: 'kept' | 'left', roles: readonly string[]): Promise<void> {
  const said = { state: to, by: act.actor, endedAt: act.at, roles };
  if (!(await departuresIn(act.tx).answer(person.id, state, said)))
    throw answeredAlready(act, person, await departuresIn(act.tx).of(person.id));
}

function answeredAlready({ locale }: Act, person: Person, departure: Departure | undefined): DomainError {
  const t = leaverTexts(locale).refused;
  return new DomainError('conflict', departure?.by === undefined ? t.notAsked(person.name) : t.answered(person.name, departure.by));
}

/** Refuses to leave the house without an administrator or a credit manager, and one who cannot take over. */
async function successorFor(act: Act, person: Person, successorId: number | undefined): Promise<Person> {
  const roster = await act.roster();
  const t = leaverTexts(act.locale);
  const sole = soleRolesOf(roster, person);
  if (successorId === undefined) {
    const successor = sole.length === 0 ? successorOf(roster, person) : undefined;
    if (!successor)
      throw new DomainError(
        'conflict',
        t.refused.whom(
          person.name,
          sole.map((role) => t.roles[role]),
        ),
        NEEDS_SUCCESSOR,
      );
    return successor;
  }
  const named = roster.people.find((p) => p.id === successorId);
  if (!named || named.id === person.id || named.roles.length === 0) throw new DomainError('bad-input', t.refused.cannot(named?.name ?? ''));
  return named;
}

/** What a departure is refused with that wants a name first. */
export const NEEDS_SUCCESSOR = { needs: 'successor' };

/** Ends the roles and what hangs on them, and passes on everything that was the person's. Each receiver is told once. */
async function letGo(act: Act, leaving: Leaving): Promise<readonly Handed[]> {
  const { tx } = act;
  const { person, successor } = leaving;
  const { people } = await act.roster();
  const gained = soleRolesOf({ people }, person);
  await tx.people.change(person.id, { roles: [], backup: successor.email });
  await act.log('person.left', `person:${person.id}`, { email: person.email, roles: person.roles.join(','), successor: successor.email });
  if (gained.length > 0) {
    await tx.people.change(successor.id, { roles: [...new Set([...successor.roles, ...gained])] });
    await act.log('person.roles', `person:${successor.id}`, { email: successor.email, gained: gained.join(',') });
  }
  for (const { platform, tenant, userId } of await tx.people.unbind(person.id))
    await act.log('identity.unbound', `person:${person.id}`, { platform, tenant, user: userId });
  // The roster is another one from here on.
  const after = actIn(tx, act, {
    by: act.person ?? 'system:leavers',
    locale: act.locale,
    ...(act.key === undefined ? {} : { key: act.key }),
  });
  const own = (role: (typeof gained)[number], locale: Act['locale']): string => leaverTexts(locale).roles[role];
  const roles: Handed = { to: successor, words: (locale) => leaverTexts(locale).handed.roles(gained.map((role) => own(role, locale))) };
  const handed = [...(gained.length > 0 ? [roles] : []), ...(await handedBy(after, leaving))];
  const told = [...handed, ...(await standIns(act, people, leaving))];
  for (const to of new Set([successor, ...told.map((h) => h.to)])) {
    const locale = languageOf(act, to);
    const lines = told.filter((h) => h.to.id === to.id).map((h) => h.words(locale));
    await act.tell(to.id, `left:${person.id}:${act.at}:${to.id}`, handedCard(person, lines, locale));
  }
  return handed.filter((h) => h.to.id === successor.id);
}

async function handedBy(act: Act, leaving: Leaving): Promise<readonly Handed[]> {
  const handed: Handed[] = [];
  for (const handOver of handOvers(act)) handed.push(...(await handOver(act, leaving)));
  return handed;
}

/** Whoever had the person as their substitute or their manager has the successor; nobody is their own. */
async function standIns({ tx }: Act, people: readonly Person[], { person, successor }: Leaving): Promise<readonly Handed[]> {
  const handed: Handed[] = [];
  for (const to of people) {
    if (to.id === person.id || (to.backup !== person.email && to.manager !== person.email)) continue;
    const other = to.id === successor.id ? null : successor.email;
    await tx.people.change(to.id, {
      ...(to.backup === person.email ? { backup: other } : {}),
      ...(to.manager === person.email ? { manager: other } : {}),
    });
    const name = other === null ? undefined : successor.name;
    if (to.backup === person.email) handed.push({ to, words: (locale) => leaverTexts(locale).handed.backup(name) });
    if (to.manager === person.email) handed.push({ to, words: (locale) => leaverTexts(locale).handed.manager(name) });
  }
  return handed;
}

/** The question of every administrator shows the answer, whoever gave it. */
async function tellAnswer(act: Act, person: Person, question: Departure, words: (locale: Act['locale']) => string): Promise<void> {
  const { people } = await act.roster();
  for (const admin of administrators(act, people, person)) {
    if (question.sign === 'administrator') continue;
    const key = questionKey(question, admin);
    const locale = languageOf(act, admin);
    await act.tell(admin.id, `${key}:answered`, answeredCard(words(locale), act.person?.name, locale), { replaces: key });
  }
}
