/** A FEC of the same year, exported again after a correction: rows that it numbers anew are new rows, and the disputes of the old ones go with them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { casedLines, heldLines } from '../../../../src/core/disputes/case/dispute.ts';
import { disputesIn } from '../../../../src/core/disputes/case/ports.ts';
import { wordsOf } from '../../../support/desk.ts';
import { type Company, company } from '../support.ts';

const HEADER =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

interface Sale {
  readonly entry: string;
  readonly ref: string;
  readonly euros: number;
  readonly debtor?: string;
}

function fec(sales: readonly Sale[]): string {
  const line = (s: Sale, account: string, debtor: string, debit: number, credit: number): string =>
    `VE|Ventes|${s.entry}|20261005|${account}|Compte|${debtor}|${debtor}|${s.ref}|20261005|Facture|${debit},00|${credit},00||||`;
  return [HEADER, ...sales.flatMap((s) => [line(s, '411000', s.debtor ?? 'C1', s.euros, 0), line(s, '707000', '', 0, s.euros)])].join('\n');
}

const OTHER: Sale = { entry: 'P90', ref: 'FX-90', euros: 700 };
const P12: Sale = { entry: 'P12', ref: 'FX-12', euros: 5000 };
const P13: Sale = { entry: 'P13', ref: 'FX-13', euros: 900 };

let t: Company;
beforeEach(async () => {
  t = await company();
  await export_([P12, P13, OTHER]);
});
afterEach(() => t.close());

const export_ = (sales: readonly Sale[]) => t.import('123456789FEC20261231.txt', fec(sales), { confirm: true });
const open = (refs: string, amount = '') =>
  t.desk.as('nadia@acme.example').submit({ kind: 'dispute.open' }, { refs, amount, reason: 'QUANTITY', said: 'manque' });
const dispute = async (id = 1) => {
  const found = await disputesIn(t.core.store.read).byId(id);
  if (!found) throw new Error(`no dispute ${id}`);
  return found;
};
const kinds = async (id = 1) => (await disputesIn(t.core.store.read).steps(id)).map((s) => s.kind);
const idOf = async (ref: string) => (await disputesIn(t.core.store.read).itemsByRef([ref], (await dispute()).openedDay))[0]?.id;

describe('a FEC exported again', () => {
  it('takes a dispute along to the row that now bears its reference', async () => {
    await open('FX-12', '4300');
    const before = await idOf('FX12');
    await export_([{ ...P12, entry: 'V12' }, P13, OTHER]);
    const now = await dispute();
    expect(now).toMatchObject({ status: 'open', outcome: undefined });
    expect(heldLines(now)).toMatchObject([{ itemId: await idOf('FX12'), ref: 'FX-12', minor: 430_000n }]);
    expect(await idOf('FX12')).not.toBe(before);
    expect(casedLines(now).map((l) => l.minor)).toEqual([430_000n]);
    expect(await kinds()).toEqual(['opened']);
  });

  it('leaves a dispute open whose reference is nowhere any more, says so once, and finds it again later', async () => {
    await open('FX-12');
    await export_([P13, OTHER]);
    await export_([P13, OTHER, { entry: 'P91', ref: 'FX-91', euros: 10 }]);
    expect(await dispute()).toMatchObject({ status: 'open', outcome: undefined });
    expect(await kinds()).toEqual(['opened', 'lost']);
    await t.desk.settle();
    const told = t.platform.posts.filter((p) => wordsOf(p.card).includes('absente du dernier fichier'));
    // In its thread, and to its owner.
    expect(told.map((p) => [p.to.kind, wordsOf(p.card).includes('FX-12')])).toEqual([
      ['channel', true],
      ['person', true],
    ]);
    await export_([{ ...P12, entry: 'V12' }, P13, OTHER]);
    expect(heldLines(await dispute())).toMatchObject([{ itemId: await idOf('FX12'), minor: 500_000n }]);
  });

  it('does not take another debtor’s row, nor more than the new row has open', async () => {
    await open('FX-12');
    await open('FX-13');
    await export_([{ ...P12, entry: 'V12', debtor: 'C2' }, { ...P13, entry: 'V13', euros: 899 }, OTHER]);
    expect(await kinds()).toEqual(['opened', 'lost']);
    expect(heldLines(await dispute(2)).map((l) => l.minor)).toEqual([89_900n]);
    expect(await kinds(2)).toEqual(['opened', 'reduced']);
  });

  it('keeps the part whose row is gone when the other part of the same case is settled in the ledger', async () => {
    await open('FX-12\nFA-1024');
    const kept = await disputesIn(t.core.store.read).find({});
    expect(kept[0]?.lines).toHaveLength(2);
    await export_([P13, OTHER]);
    await t.import(
      'items.csv',
      'debtor,name,ref,issueDate,dueDate,amount,kind\nC1,Dupont SA,FA-1025,2026-11-02,2026-12-02,5000.00,invoice',
      {
        source: 'erp',
        complete: true,
        confirm: true,
      },
    );
    expect(heldLines(await dispute()).map((l) => [l.ref, l.minor])).toEqual([['FX-12', 500_000n]]);
    expect(await dispute()).toMatchObject({ status: 'open' });
  });
});
