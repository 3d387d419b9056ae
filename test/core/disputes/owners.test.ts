import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said, wordsOf } from '../../support/desk.ts';
import { type Company, company, PEOPLE } from './support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
});
afterEach(() => t.close());

const MARC = 'marc@acme.example';
const open = (ref = 'FA-1024', reason = 'QUANTITY') =>
  t.desk.as('nadia@acme.example').submit({ kind: 'dispute.open' }, { refs: ref, amount: '', reason, said: 'manque' });
const owner = async (id: number): Promise<string | undefined> => {
  const dispute = await t.core.store.read.disputes.byId(id);
  return (await t.core.store.read.people.all()).find((p) => p.id === dispute?.ownerId)?.email;
};

describe('whoever is away', () => {
  it('says so by /absence, and new disputes go to the backup, with the reason on the card; /absence fin ends it', async () => {
    expect(said(await t.desk.as(MARC).command('absence', '18/11/2026 27/11/2026'))).toContain('Absence notée');
    await open();
    expect(await owner(1)).toBe('aicha@acme.example');
    await t.desk.settle();
    expect(wordsOf(t.desk.posted('dispute:1'))).toContain(
      'quantité → ADV du compte → Marc Lemoine absent jusqu’au ven. 27 nov. → remplaçant de Marc Lemoine',
    );
    await t.desk.as(MARC).command('absence', 'fin');
    await open('FA-1025');
    expect(await owner(2)).toBe(MARC);
  });

  it('by the policy is away from the first day to the last, both included', async () => {
    const day = (text: string) => Math.floor(Date.parse(text) / 86_400_000);
    const absences = [{ email: MARC, from: day('2026-11-18'), to: day('2026-11-19') }];
    const own = await company({ policy: { absences } });
    try {
      const ask = (ref: string) =>
        own.desk
          .as('nadia@acme.example')
          .submit({ kind: 'dispute.open' }, { refs: ref, amount: '', reason: 'QUANTITY', said: 'x' })
          .then(said);
      expect(await ask('FA-1024')).toContain('chez Aïcha');
      own.clock.turn('2026-11-19T23:00:00+01:00');
      expect(await ask('FA-1025')).toContain('chez Aïcha');
      own.clock.turn('2026-11-20T00:30:00+01:00');
      expect(await ask('FB-2001')).toContain('chez Marc');
    } finally {
      await own.close();
    }
  });

  it.each(['', 'hier', '2026-11-01', '2026-12-10 2026-12-01', '2026-13-40'])(
    'is told what to write when the dates do not read: %s',
    async (words) => {
      expect(said(await t.desk.as(MARC).command('absence', words))).toContain('Écrivez jusqu’à quand');
    },
  );
});

describe('an owner who has left', () => {
  it('has the case passed on by the same role’s rules the next morning', async () => {
    await open();
    await t.import('people2.csv', PEOPLE.replace('Marc Lemoine,sales-admin', 'Marc Lemoine,'), { acceptPartial: true });
    const marc = await t.core.store.read.people.byEmail(MARC);
    t.clock.turn('2026-11-19T08:01:00+01:00');
    await t.desk.settle();
    expect([marc?.roles, await owner(1)]).toEqual([[], 'aicha@acme.example']);
    expect(wordsOf(t.desk.posted('dispute:1'))).toContain('Marc Lemoine n’est plus là');
  });
});

describe('reminders', () => {
  it('reach the owner before and on the day, then the manager, once each, and the agenda names the case for the committee', async () => {
    await open('FA-1024', 'WORDING');
    await t.desk.as(MARC).press({ kind: 'dispute.take', dispute: 1 });
    const mornings = ['19', '20', '21', '22', '23', '24', '25', '26', '27', '30'].map((d) => `2026-11-${d}T08:01:00+01:00`);
    for (const at of mornings) {
      t.clock.turn(at);
      await Promise.all([t.desk.settle(), t.desk.settle()]);
    }
    const told = t.platform.posts
      .filter((p) => p.key.includes(':to:') && /:(before|today|late)/.test(p.key))
      .map((p) => `${p.to.kind === 'person' ? p.to.identity.userId : ''} ${p.key.split(':')[2]}`);
    expect(told).toEqual([`${MARC} before`, `${MARC} today`, 'dora@acme.example late']);
    const agenda = t.platform.posts.filter((p) => p.card.title === 'Agenda du lundi 30 novembre').map((p) => wordsOf(p.card));
    expect(agenda.join()).toContain('litige 1 (libellé, référence ou entité) sans réponse');
    expect(agenda.join()).toContain('au comité');
  });
});
