/** Who may do what, who is there, and who gets in: roles, absences, first contact, and what is shown where outsiders read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundEvent, Reply } from '../../../src/core/desk/inbound.ts';
import { soleRolesOf, successorOf, successorsOf } from '../../../src/core/desk/leaver.ts';
import type { Audience } from '../../../src/core/desk/outbox.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { may } from '../../../src/core/desk/policy.ts';
import { calendarOfPerson, isPresent, personByEmail, personOf, type Roster, rosterOn, standInOf } from '../../../src/core/desk/roster.ts';
import { createRouter } from '../../../src/core/desk/router.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { WEEKDAYS } from '../../../src/core/kernel/dates.ts';
import { said } from '../../support/desk.ts';
import { EX, PEOPLE, TESTER, type TurnedCore, turnedCore } from '../../support/turned.ts';

const person = (id: number, name: string, roles: readonly string[], more: Partial<Person> = {}): Person => ({
  ...TESTER,
  ...{ id, email: `${name}@x.example`, name, roles },
  ...more,
});

describe('a permission', () => {
  const policy = { ...DEFAULT_POLICY, permissions: { ...DEFAULT_POLICY.permissions, administer: ['admin', 'finance'] as const } };
  it('is had by whoever holds one of the roles that have it, whichever of theirs it is', () => {
    expect(may(policy, { roles: ['quality', 'finance'] }, 'administer')).toBe(true);
    expect(may(policy, { roles: ['finance', 'quality'] }, 'administer')).toBe(true);
    expect(may(policy, { roles: ['admin', 'finance'] }, 'administer')).toBe(true);
    expect(may(policy, { roles: ['admin'] }, 'administer')).toBe(true);
  });
  it('is had by nobody else, and by nobody without a role', () => {
    expect(may(policy, { roles: ['quality', 'sales'] }, 'administer')).toBe(false);
    expect(may(policy, { roles: [] }, 'administer')).toBe(false);
  });
});

describe('a roster', () => {
  const ann = person(1, 'ann', ['sales'], { backup: 'BOB@x.example' });
  const bob = person(2, 'bob', ['sales']);
  const left = person(3, 'left', [], { backup: 'bob@x.example' });
  const people = [ann, bob, left];
  const roster = (away: readonly (readonly [number, number])[] = []): Roster => ({ people, away: new Map(away) });

  it('has its people present who hold a role and are not away', () => {
    expect([ann, bob, left].map((p) => isPresent(roster(), p))).toEqual([true, true, false]);
    expect(isPresent(roster([[1, 9]]), ann)).toBe(false);
  });
  it('finds people by id and by address, however it is written', () => {
    expect(personOf(roster(), 2)).toBe(bob);
    expect(() => personOf(roster(), 9)).toThrow('9');
    expect(personByEmail(roster(), 'Bob@X.example')).toBe(bob);
    expect(personByEmail(roster(), null)).toBeUndefined();
    expect(personByEmail(roster(), 'nobody@x.example')).toBeUndefined();
  });
  it('has the backup stand in for whoever is away or has left, if that one is there', () => {
    expect(standInOf(roster(), ann)).toBe(ann);
    expect(standInOf(roster([[1, 9]]), ann)).toBe(bob);
    expect(standInOf(roster(), left)).toBe(bob);
    expect(
      standInOf(
        roster([
          [1, 9],
          [2, 9],
        ]),
        ann,
      ),
    ).toBeUndefined();
    expect(standInOf(roster([[2, 9]]), bob)).toBeUndefined();
  });
  it('takes absences from the policy, both days included, and from people, whichever lasts longer', async () => {
    const read = (said: readonly { personId: number; toDay: number }[]) => ({
      people: { all: async () => people, absences: async () => said },
    });
    const absent = async (
      day: number,
      absences: Parameters<typeof rosterOn>[1]['absences'],
      own: readonly { personId: number; toDay: number }[] = [],
    ) => [...(await rosterOn(read(own) as never, { absences }, day)).away];
    const policy = [{ email: ann.email, from: 10, to: 20 }];
    expect(await absent(9, policy)).toEqual([]);
    expect(await absent(10, policy)).toEqual([[1, 20]]);
    expect(await absent(20, policy)).toEqual([[1, 20]]);
    expect(await absent(21, policy)).toEqual([]);
    expect(await absent(15, policy, [{ personId: 1, toDay: 25 }])).toEqual([[1, 25]]);
    expect(await absent(15, policy, [{ personId: 1, toDay: 16 }])).toEqual([[1, 20]]);
    expect(await absent(99, [{ email: ann.email, from: 10, to: undefined }])).toEqual([[1, Number.MAX_SAFE_INTEGER]]);
    expect(await absent(99, [{ email: 'nobody@x.example', from: 10, to: undefined }])).toEqual([]);
  });
  it('counts business days by a person’s own country, else by the company’s', () => {
    const own = { isBusinessDay: () => false };
    const house = {
      calendar: WEEKDAYS,
      calendarFor: (country: string, region: string | undefined) => (country === 'FR' && region === '67' ? own : WEEKDAYS),
    };
    expect(calendarOfPerson(house, { country: 'FR', region: '67' })).toBe(own);
    expect(calendarOfPerson(house, { country: 'FR', region: null })).toBe(WEEKDAYS);
    expect(calendarOfPerson(house, { country: null, region: '67' })).toBe(WEEKDAYS);
    expect(calendarOfPerson(house, undefined)).toBe(WEEKDAYS);
  });

  it('names a successor: the backup, the manager, the credit manager, an administrator, of those who have a role', () => {
    const [admin, manager] = [person(4, 'adam', ['admin']), person(5, 'cleo', ['credit-manager'])];
    const all = { people: [admin, bob, manager, left, ann] };
    expect(successorsOf(all, ann).map((p) => p.name)).toEqual(['bob', 'cleo', 'adam']);
    expect(successorOf(all, person(6, 'x', ['sales'], { manager: bob.email }))).toBe(bob);
    expect(successorOf(all, person(6, 'x', ['sales'], { backup: left.email, manager: 'gone@x.example' }))).toBe(manager);
    expect(successorOf({ people: [bob, admin] }, person(6, 'x', ['sales']))).toBe(admin);
    expect(successorOf({ people: [bob, left] }, person(6, 'x', ['sales']))).toBeUndefined();
    expect(successorOf({ people: [] }, ann)).toBeUndefined();
    expect(soleRolesOf(all, admin)).toEqual(['admin']);
    expect(soleRolesOf(all, bob)).toEqual([]);
    expect(soleRolesOf({ people: [admin, person(7, 'y', ['sales', 'admin'])] }, admin)).toEqual([]);
    expect(soleRolesOf(all, person(4, 'adam', ['credit-manager', 'admin']))).toEqual(['admin']);
  });
});

describe('through the conversation', () => {
  let t: TurnedCore;
  let events = 0;
  beforeEach(async () => {
    t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
    await t.import('people.csv', PEOPLE);
    await t.import('ex.csv', EX);
  });
  afterEach(() => t.close());
  const claire = { platform: 'slack', tenant: 'T1', userId: 'U1' } as const;
  const answer = (happening: InboundEvent['happening'], more: Partial<InboundEvent> = {}): Promise<readonly Reply[]> =>
    createRouter(t.core)({
      ...{ key: `event:${++events}`, identity: claire, email: async () => 'claire@acme.example', locale: 'fr', outsider: false },
      ...{ where: { channel: 'D1', direct: true }, happening },
      ...more,
    });
  const asks = { type: 'command', name: 'debtor', text: 'C1' } as const;

  it('a guest with an address of the people file gets in no more than a stranger, and is bound to nobody', async () => {
    expect(said(await answer(asks, { outsider: true }))).toContain('Les invités');
    expect(await t.core.store.read.people.byIdentity(claire)).toBeUndefined();
    expect(said(await answer(asks))).toContain('Client Un');
    expect(said(await answer(asks, { outsider: true }))).toContain('Les invités');
    expect(said(await answer(asks, { identity: { ...claire, userId: 'U2' }, email: async () => 'eve@other.example' }))).toContain(
      'Je ne vous connais pas',
    );
    expect(said(await answer(asks, { identity: { ...claire, userId: 'U2' }, email: async () => undefined }))).toContain('votre adresse');
  });

  it('who was met stays who they are, whatever their address becomes', async () => {
    await answer(asks);
    await answer(asks, { email: async () => 'anne@acme.example' });
    expect((await t.core.store.read.people.byIdentity(claire))?.email).toBe('claire@acme.example');
  });

  it('a debtor is shared in a channel only where nobody from outside reads', async () => {
    const eve = { identity: { ...claire, userId: 'UEVE' }, name: 'Eve Martin', email: 'eve@other.example', guest: false, bot: false };
    const audience = (...members: Audience['members']): void => void t.platform.audiences.set('CSHARE', { members, external: false });
    const where = { channel: 'CSHARE', direct: false };
    const share = { type: 'press', payload: { v: 1, kind: 'debtor.share', debtor: 1 } } as const;
    audience(eve);
    const refused = await answer(share, { where });
    expect(refused.map((r) => r.type)).toEqual(['private']);
    expect(said(refused)).toContain('Eve Martin');
    audience({ ...eve, identity: claire, name: 'Claire', email: 'claire@acme.example' });
    expect((await answer(share, { where })).map((r) => r.type)).toContain('public');
    audience(eve);
    expect((await answer(share)).map((r) => r.type)).not.toContain('form-errors');
  });
});
