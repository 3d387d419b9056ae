import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../../src/core/desk/core.ts';
import type { Tx } from '../../../../src/core/desk/store.ts';
import { disputesIn } from '../../../../src/core/disputes/case/ports.ts';
import { remindDisputes } from '../../../../src/core/disputes/remind/remind-disputes.ts';
import { localTime } from '../../../../src/core/kernel/dates.ts';
import { said, wordsOf } from '../../../support/desk.ts';
import { type Company, company, PEOPLE } from '../support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
});
afterEach(() => t.close());

const MARC = 'marc@acme.example';
const open = (ref = 'FA-1024', reason = 'QUANTITY') =>
  t.desk.as('nadia@acme.example').submit({ kind: 'dispute.open' }, { refs: ref, amount: '', reason, said: 'manque' });
const owner = async (id: number): Promise<string | undefined> => {
  const dispute = await disputesIn(t.core.store.read).byId(id);
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

  it('is one whom no platform knows, not one whom an outage kept a message from', async () => {
    t.platform.faults.push(...Array.from({ length: 20 }, () => ({ fault: 'refused' as const, posted: false })));
    await open();
    await t.desk.settle();
    const { ownerMessage = '' } = (await disputesIn(t.core.store.read).byId(1)) ?? {};
    expect(await t.core.store.read.outbox.byKey(ownerMessage, 'slack')).toMatchObject({ status: 'failed' });
    t.platform.faults.length = 0;
    Object.assign(t.platform, { identify: async () => undefined });
    await open('FA-1025');
    await t.desk.settle();
    t.clock.turn('2026-11-19T08:01:00+01:00');
    await t.desk.settle();
    expect([await owner(1), await owner(2)]).toEqual([MARC, 'aicha@acme.example']);
  });

  it('keeps a case that was settled while the morning began: it is not opened again', async () => {
    await open();
    await t.import('people2.csv', PEOPLE.replace('Marc Lemoine,sales-admin', 'Marc Lemoine,'), { acceptPartial: true });
    t.clock.turn('2026-11-19T08:01:00+01:00');
    const answers = { outcome: 'rejected', founded: '', text: 'bon signé' };
    const settled = async () =>
      said(await t.desk.as('claire@acme.example').submit({ kind: 'dispute.settle', dispute: 1 }, answers, 'settle-once'));
    let words = '';
    const core = meanwhile(async () => {
      words = await settled();
    });
    await remindDisputes(core, localTime(t.clock.now(), t.core.policy.timeZone).day);
    expect(words).toContain('Litige 1 réglé');
    expect(await disputesIn(t.core.store.read).byId(1)).toMatchObject({ status: 'closed', outcome: 'rejected' });
    expect((await disputesIn(t.core.store.read).steps(1)).map((s) => s.kind)).toEqual(['opened', 'settled']);
  });
});

/** The core, with something that happens right before the next unit of work. */
function meanwhile(happens: () => Promise<void>): Core {
  const { store } = t.core;
  const transact = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    await happens();
    return store.transact(work);
  };
  return { ...t.core, store: { ...store, transact } };
}

describe('reminders', () => {
  it('of the other cases go out when one case fails, and its own at the next try', async () => {
    await open();
    await open('FA-1025');
    t.clock.turn('2026-11-19T08:01:00+01:00');
    const { store } = t.core;
    let broken = true;
    let transactions = 0;
    const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
      store.transact((tx) => {
        transactions++;
        const lock = async (id: number) => {
          if (id === 1 && broken) throw new Error('the first case is broken');
          return disputesIn(tx).lock(id);
        };
        return work(Object.assign({ ...tx }, { disputes: { ...disputesIn(tx), lock } }));
      });
    const core: Core = { ...t.core, store: { ...store, transact } };
    const { day } = localTime(t.clock.now(), t.core.policy.timeZone);
    const reminded = async (id: number) => (await disputesIn(store.read).steps(id)).filter((s) => s.kind === 'reminder').length;
    await expect(remindDisputes(core, day)).rejects.toThrow('1');
    expect([await reminded(1), await reminded(2)]).toEqual([0, 1]);
    expect(t.logged.filter((l) => l.level === 'error')).toHaveLength(1);
    broken = false;
    await remindDisputes(core, day);
    expect([await reminded(1), await reminded(2)]).toEqual([1, 1]);
    // What stays due and was said costs a look, not a transaction for each case.
    const begun = transactions;
    await remindDisputes(core, day);
    expect(transactions).toBe(begun);
  });

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
