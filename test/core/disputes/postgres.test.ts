/** Disputes on PostgreSQL, where transactions truly run side by side. */
import { describe, expect, it } from 'vitest';
import { actIn } from '../../../src/core/desk/act.ts';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { settleDispute } from '../../../src/core/disputes/settle/settle-dispute.ts';
import { newPostgres, somebodyWaits } from '../../support/databases.ts';
import { said } from '../../support/desk.ts';
import { type Company, company, ITEMS } from './support.ts';

const on = async (work: (t: Company, url: string) => Promise<void>): Promise<void> => {
  const url = await newPostgres();
  const t = await company({ url });
  try {
    await work(t, url);
  } finally {
    await t.close();
  }
};
const MARC = 'marc@acme.example';
const open = (t: Company, who: string, amount: string, reason = 'QUANTITY') =>
  t.desk.as(who).submit({ kind: 'dispute.open' }, { refs: 'FA-1024', amount, reason, said: 'il manque' });

describe('on PostgreSQL', () => {
  it('a dispute lives its whole life, and its card stands once', () =>
    on(async (t) => {
      await open(t, 'nadia@acme.example', '4300');
      await t.desk.as(MARC).press({ kind: 'dispute.take', dispute: 1 });
      await t.desk.as(MARC).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome: 'founded', founded: '', text: 'oui' });
      const credit = `${ITEMS}\nC1,Dupont SA,AV-7,2026-11-18,2026-11-18,-4300.00,credit-note`;
      await t.import('items.csv', credit, { source: 'erp', complete: true });
      expect(await disputesIn(t.core.store.read).byId(1)).toMatchObject({ status: 'closed', outcome: 'founded' });
      expect((await disputesIn(t.core.store.read).steps(1)).map((s) => s.kind)).toEqual(['opened', 'taken', 'settled', 'credited']);
      await t.desk.settle();
      expect(t.platform.posts.filter((p) => p.key === 'dispute:1').map((p) => p.card.subtitle)).toEqual(['clos']);
      const near = said(await t.desk.as(MARC).command('litige', 'FA-1204'));
      expect(near).toContain('FA-1024');
    }));

  it('what a person decides while an import runs stands', () =>
    on(async (t, url) => {
      await open(t, 'nadia@acme.example', '12000');
      const marc = await t.core.store.read.people.byEmail(MARC);
      if (!marc) throw new Error('Marc is not on the roster');
      let locked = (): void => {};
      const isLocked = new Promise<void>((resolve) => {
        locked = resolve;
      });
      let imported = (): void => {};
      const importBegan = new Promise<void>((resolve) => {
        imported = resolve;
      });
      const deciding = t.core.store.transact(async (tx) => {
        await disputesIn(tx).lock(1);
        locked();
        await importBegan;
        const act = actIn(tx, t.core, { by: marc });
        await settleDispute(act, 1, { decision: 'rejected', founded: '', why: 'bon signé' });
      });
      await isLocked;
      const paid = ITEMS.split('\n').filter((line) => !line.includes('FA-1024'));
      const importing = t.import('items.csv', paid.join('\n'), { source: 'erp', complete: true, confirm: true });
      // The import comes to the disputes, and waits there for the case.
      await somebodyWaits(url);
      imported();
      await Promise.all([deciding, importing]);
      expect(await disputesIn(t.core.store.read).byId(1)).toMatchObject({ status: 'closed', outcome: 'rejected', settledBy: MARC });
      expect((await disputesIn(t.core.store.read).steps(1)).map((s) => s.kind)).toEqual(['opened', 'settled']);
    }));

  it('of ten who settle at once one wins and nine are told; of ten who open at once one does', () =>
    on(async (t) => {
      const roles = ['nadia', 'marc', 'aicha', 'sofia', 'theo', 'claire', 'dora', 'fred', 'lucie', 'anne'].map(
        (name) => `${name}@acme.example`,
      );
      const opened = (await Promise.all(roles.map((who) => open(t, who, '12000')))).map(said);
      expect(opened.filter((words) => words.includes('Litige 1 ouvert'))).toHaveLength(1);
      expect(opened.filter((words) => words.includes('déjà en litige'))).toHaveLength(9);
      const deciders = ['marc', 'aicha', 'sofia', 'theo', 'claire', 'dora', 'fred'].map((name) => `${name}@acme.example`);
      const settled = await Promise.all(
        deciders.map((who) =>
          t.desk.as(who).submit({ kind: 'dispute.settle', dispute: 1 }, { outcome: 'rejected', founded: '', text: who }),
        ),
      );
      const words = settled.map(said);
      expect(words.filter((w) => w.includes('Litige 1 réglé'))).toHaveLength(1);
      expect(words.filter((w) => w.includes('a déjà été réglé par'))).toHaveLength(deciders.length - 1);
      expect((await disputesIn(t.core.store.read).steps(1)).filter((s) => s.kind === 'settled')).toHaveLength(1);
    }));
});
