import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { items, refusal } from './support.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encours-mapping-'));
});
afterAll(() => rm(folder, { recursive: true }));

let written = 0;
async function mapping(yaml: string): Promise<string> {
  const path = join(folder, `${++written}.yaml`);
  await writeFile(path, yaml);
  return path;
}

const COLUMNS = 'columns: { debtor: cust, issueDate: posted, amount: total }';
const LIST = 'cust;posted;total;isOpen\nC1;15/01/2026;10,005;1\nC2;16/01/2026;10,015;0\nC3;17/01/2026;2,50;1\n';

describe('a mapping', () => {
  test('names columns, keeps the rows that are wanted and rounds when told to', async () => {
    const path = await mapping(`${COLUMNS}\nwhere: { isOpen: 1 }\nrounding: half-even\ndefaults: { currency: usd, kind: opening }`);
    const { rows, ignored, warnings } = await items(LIST, { mapping: path });
    expect(rows.map((r) => [r.debtor, r.amount, r.currency, r.kind])).toEqual([
      ['C1', 1000n, 'USD', 'opening'],
      ['C3', 250n, 'USD', 'opening'],
    ]);
    expect([ignored, warnings]).toEqual([1, []]);
  });

  test('without rounding a third decimal is refused', async () => {
    const { rejected } = await items(LIST, { mapping: await mapping(COLUMNS) });
    expect(rejected.map((r) => [r.line, r.code])).toEqual([
      [2, 'too-many-decimals'],
      [3, 'too-many-decimals'],
    ]);
  });

  test('says the date order and the decimal mark when the column alone cannot tell', async () => {
    const list = 'cust;posted;total\nC1;05/01/2026;1.234\n';
    const path = await mapping(`${COLUMNS}\ndateFormat: DMY\ndecimal: ","`);
    expect((await items(list, { mapping: path })).rows[0]).toMatchObject({ issueDay: parseDay('2026-01-05'), amount: 123400n });
    expect(await refusal(list, { mapping: await mapping(COLUMNS) })).toMatchObject({ fault: 'ambiguous-date', column: 'posted' });
  });

  test('settles two candidates, and other headers are no concern of it', async () => {
    const path = await mapping('columns: { debtor: Compte, issueDate: Date facture, amount: montant ttc }');
    const { rows, warnings } = await items('Compte;Date facture;Montant;Montant TTC\nC1;15/01/2026;10,00;12,00\n', { mapping: path });
    expect([rows[0]?.amount, warnings]).toEqual([1200n, []]);
  });

  test('a column that the file does not have is named; of several names the first that is there is taken', async () => {
    const missing = await mapping('columns: { debtor: cust, issueDate: posted, amount: sum }');
    expect(await refusal(LIST, { mapping: missing })).toMatchObject({ fault: 'missing-column', missing: ['sum'] });
    const several = await mapping(
      'columns: { debtor: [KUNNR, cust], issueDate: posted, amount: total, settledDate: [AUGDT] }\nrounding: half-even',
    );
    expect((await items(LIST, { mapping: several })).rows).toHaveLength(3);
    const where = await mapping(`${COLUMNS}\nwhere: { state: open }`);
    expect(await refusal(LIST, { mapping: where })).toMatchObject({ fault: 'missing-column', missing: ['state'] });
  });

  test('every fault is listed with its path', async () => {
    const path = await mapping(
      'columns: { debtor: cust, colour: x, amount: 7 }\ndateFormat: DYM\ndecimal: "-"\ndefaults: { currency: euros, kind: bill }\nround: up\n',
    );
    const { faults, fault, sentence } = await refusal(LIST, { mapping: path });
    expect(fault).toBe('bad-mapping');
    expect(faults?.map((f) => f.path).sort()).toEqual(
      ['columns.amount', 'columns.colour', 'dateFormat', 'decimal', 'defaults.currency', 'defaults.kind', 'round'].sort(),
    );
    expect(sentence).toContain('columns.colour');
  });

  test('a file that is no YAML, is empty or is not there is refused too', async () => {
    expect((await refusal(LIST, { mapping: await mapping('columns: { debtor: [') })).fault).toBe('bad-mapping');
    expect((await refusal(LIST, { mapping: await mapping('') })).fault).toBe('bad-mapping');
    const absent = await refusal(LIST, { mapping: 'no-such-mapping' });
    expect(absent.fault).toBe('bad-mapping');
    expect(absent.sentence).toContain('sage-100');
  });
});

describe('the mappings that come with the product', () => {
  test('are these', async () => {
    expect((await readdir('src/files/mappings')).sort()).toEqual(['exact-online.yaml', 'sage-100.yaml', 'sap-fbl5n.yaml']);
  });

  test('SAP FBL5N, by technical names and by labels', async () => {
    const row = '0000100042;90000017;RV;15.01.2026;14.02.2026;1.234,56;EUR\n0000100042;90000018;DG;16.01.2026;16.01.2026;234,56-;EUR\n';
    const technical = await items(`KUNNR;BELNR;BLART;BLDAT;FAEDT;WRBTR;WAERS\n${row}`, { mapping: 'sap-fbl5n' });
    expect(technical.rows.map((r) => [r.debtor, r.ref, r.kind, r.amount])).toEqual([
      ['0000100042', '90000017', 'invoice', 123456n],
      ['0000100042', '90000018', 'credit-note', -23456n],
    ]);
    const labels = await items(`Customer;Document Number;Document Type;Document Date;Net due date;Amount in doc. curr.;Curr.\n${row}`, {
      mapping: 'sap-fbl5n',
    });
    expect(labels.rows).toEqual(technical.rows);
  });

  test('Sage 100', async () => {
    const list =
      'N° compte tiers;Intitulé;N° pièce;Date;Date échéance;Montant TTC;Reste à régler\nC1;ACME;F1;15/01/2026;14/02/2026;1 200,00;200,00\n';
    const { rows } = await items(list, { mapping: 'sage-100' });
    expect(rows[0]).toMatchObject({ debtor: 'C1', name: 'ACME', ref: 'F1', amount: 120000n, openAmount: 20000n });
  });

  test('Exact Online', async () => {
    const list =
      'AccountCode,AccountName,InvoiceNumber,InvoiceDate,DueDate,Amount,CurrencyCode\n17,ACME,2601,2026-01-15,2026-02-14,-12.50,EUR\n';
    const { rows } = await items(list, { mapping: 'exact-online' });
    expect(rows[0]).toMatchObject({ debtor: '17', ref: '2601', kind: 'credit-note', amount: -1250n });
  });
});
