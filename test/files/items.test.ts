import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import type { ListRow } from '../../src/core/ledger/item.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { items, open, refusal } from './support.ts';

const day = (iso: string) => parseDay(iso);

async function one(content: string, flags: Parameters<typeof items>[1] = {}): Promise<ListRow> {
  const { rows, rejected } = await items(content, flags);
  expect(rejected).toEqual([]);
  const [row, more] = rows;
  if (!row || more) throw new Error(`${rows.length} rows`);
  return row;
}

async function remark(content: string, flags: Parameters<typeof items>[1] = {}): Promise<unknown> {
  const { rows, rejected } = await items(content, flags);
  expect(rows).toEqual([]);
  expect(rejected).toHaveLength(1);
  return rejected[0];
}

describe('headers', () => {
  test("the fields' own names need no mapping", async () => {
    const header = 'debtor,name,ref,issueDate,dueDate,amount,openAmount,settledDate,currency,kind,disputed';
    expect(await one(`${header}\nC1,ACME,F1,2026-01-15,2026-02-14,1200.00,700.00,,EUR,invoice,no\n`)).toEqual({
      line: 2,
      ordinal: 0,
      debtor: 'C1',
      name: 'ACME',
      ref: 'F1',
      issueDay: day('2026-01-15'),
      dueDay: day('2026-02-14'),
      amount: 120000n,
      openAmount: 70000n,
      settledDay: undefined,
      currency: 'EUR',
      kind: 'invoice',
      disputed: undefined,
    });
  });

  test.each([
    'N° client;Raison sociale;N° facture;Date facture;Échéance;Montant TTC;Reste dû',
    'Code tiers;Intitulé;Facture;Date;Date échéance;Montant;Solde',
    'COMPTE;CLIENT;N° PIECE;DATE PIECE;DATE D’ECHEANCE;MONTANT;RESTE A PAYER',
    'n° compte;nom;réf. facture;date de la facture;échéance;montant TTC (EUR);montant dû',
    'Customer No.;Customer Name;Invoice Number;Invoice Date;Due Date;Amount;Outstanding',
    'customer_id;name_customer;invoice_id;document_date;due_in_date;total_amount;open_balance',
    'CustomerID;CustomerName;InvoiceNumber;InvoiceDate;DueDate;InvoiceAmount;BalanceDue',
  ])('%s', async (header) => {
    const row = await one(`${header}\nC1;ACME;F1;15/01/2026;14/02/2026;1 200,00;700,00\n`);
    expect(row).toMatchObject({ debtor: 'C1', name: 'ACME', ref: 'F1', issueDay: day('2026-01-15'), dueDay: day('2026-02-14') });
    expect([row.amount, row.openAmount]).toEqual([120000n, 70000n]);
  });

  test('"Client" is the account when nothing better is there, else the name', async () => {
    const header = 'Client;Date facture;Montant';
    expect(await one(`${header}\nDUPONT;2026-01-15;10,00\n`)).toMatchObject({ debtor: 'DUPONT', name: undefined });
    expect(await one(`N° client;${header}\nC1;Dupont;2026-01-15;10,00\n`)).toMatchObject({ debtor: 'C1', name: 'Dupont' });
  });

  test('two columns for one field are refused with their names, and a mapping settles it', async () => {
    const content = 'Compte;Date facture;Montant;Montant TTC\nC1;2026-01-15;10,00;12,00\n';
    expect(await refusal(content, { as: 'items' })).toMatchObject({
      fault: 'ambiguous-column',
      field: 'amount',
      found: ['Montant', 'Montant TTC'],
    });
    expect(await refusal('debtor;amount;amount;issueDate\nC1;1;2;2026-01-01\n')).toMatchObject({ fault: 'ambiguous-column' });
  });

  test('what is missing is named beside what was seen', async () => {
    expect(await refusal('Compte;Libellé\nC1;x\n', { as: 'items' })).toMatchObject({
      fault: 'missing-column',
      missing: ['amount', 'issueDate'],
      found: ['Compte', 'Libellé'],
    });
    expect(await refusal('Date facture;Montant TTC\n2026-01-01;1\n')).toMatchObject({ fault: 'missing-column', missing: ['debtor'] });
  });

  test.each([
    ['Résultats 1 à 2 sur 240', true],
    ['1-2 of 3', true],
    ['Zeilen 1 bis 2 von 2', false],
    ['Page 1 of 3', false],
  ])('a list under “%s” is told to be a part: %s', async (title, part) => {
    const { warnings, rows } = await items(
      `${title}\ndebtor;ref;issueDate;dueDate;amount\nC1;F1;2026-01-25;2026-02-24;100\nC2;F2;2026-01-15;2026-02-14;50\n`,
    );
    expect(rows).toHaveLength(2);
    expect(warnings.map(({ code, value }) => ({ code, value }))).toEqual(part ? [{ code: 'part-of-list', value: title }] : []);
  });

  test('columns that are not understood are named once, as warnings', async () => {
    const { warnings, rows } = await items('debtor;issueDate;amount;Couleur;Poids\nC1;2026-01-01;1;bleu;\nC1;2026-01-02;1;vert;A\n');
    expect(rows).toHaveLength(2);
    expect(warnings.map((w) => [w.line, w.code, w.value])).toEqual([
      [1, 'unknown-column', 'Couleur'],
      [1, 'unknown-column', 'Poids'],
    ]);
  });

  test.each([
    ['debtor;issueDate;amount', 'items'],
    ['Compte;Date règlement;Montant', 'payments'],
    ['debtor;terms;limit', 'debtors'],
    ['email;name;roles', 'people'],
    ['JournalCode;JournalLib;EcritureNum;EcritureDate;CompteNum;CompteLib;Debit;Credit', 'fec'],
  ])('%s is a file of %s', async (header, kind) => {
    const values = { debtor: 'C1', issueDate: '20260101', amount: '1', 'Date règlement': '20260101', EcritureDate: '20260101' } as Record<
      string,
      string
    >;
    const row = header.split(';').map((name) => values[name] ?? '1');
    expect((await open(fileInMemory('f.csv', `${header}\n${row.join(';')}\n`))).kind).toBe(kind);
  });
});

describe('dates and amounts by column', () => {
  test('an ambiguous date column is asked about, and read with the answer or the option that settles it', async () => {
    const content = 'debtor;issueDate;dueDate;amount\nC1;05/01/2026;10/02/2026;1\n';
    expect(await refusal(content)).toMatchObject({ fault: 'ambiguous-date', column: 'issueDate', field: 'dates', line: 2 });
    expect((await one(content, { answers: { dates: 'DMY' } })).issueDay).toBe(day('2026-01-05'));
    expect((await one(content, { dateFormat: 'DMY' })).issueDay).toBe(day('2026-01-05'));
  });

  test('an ambiguous decimal mark is refused the same way', async () => {
    const content = 'debtor;issueDate;amount\nC1;2026-01-05;1.234\n';
    expect(await refusal(content)).toMatchObject({ fault: 'ambiguous-decimal', column: 'amount', line: 2 });
    expect((await one(content, { decimal: ',' })).amount).toBe(123400n);
  });

  test('one clear cell at the end of the file decides for the first', async () => {
    const { rows } = await items('debtor;issueDate;amount\nC1;05/01/2026;1.234\nC1;13/01/2026;2,50\n');
    expect(rows.map((r) => [r.issueDay, r.amount])).toEqual([
      [day('2026-01-05'), 123400n],
      [day('2026-01-13'), 250n],
    ]);
  });

  test('30 February is refused with its line, its column and what was read', async () => {
    expect(await remark('debtor;issueDate;amount\nC1;30/02/2026;1,00\n')).toEqual({
      line: 2,
      code: 'bad-date',
      column: 'issueDate',
      value: '30/02/2026',
    });
  });

  test('".0" goes when the whole column has it, and stays when one cell has not', async () => {
    const file = (other: string) => `debtor;ref;issueDate;amount\n100.0;1930571429.0;20260107.0;1,00\n${other};7;20260108.0;1,00\n`;
    expect((await items(file('200.0'))).rows.map((r) => [r.debtor, r.ref])).toEqual([
      ['100', '1930571429.0'],
      ['200', '7'],
    ]);
    expect((await items(file('A200'))).rows[0]?.debtor).toBe('100.0');
  });

  test('leading zeros of an account are part of it', async () => {
    expect((await one('debtor;issueDate;amount\n000411;2026-01-01;1\n')).debtor).toBe('000411');
  });

  test('amounts beyond 2^53 cents are exact', async () => {
    expect((await one('debtor;issueDate;amount\nC1;2026-01-01;9007199254740993,25\n')).amount).toBe(900719925474099325n);
  });

  test('a due date alone dates the item', async () => {
    expect(await one('debtor;dueDate;amount\nC1;2026-01-31;1\n')).toMatchObject({ issueDay: day('2026-01-31'), dueDay: day('2026-01-31') });
  });
});

describe('signs and kinds', () => {
  test.each([
    ['invoice', '100', 'invoice', 10000n],
    ['Facture', '100', 'invoice', 10000n],
    ['Facture', '-100', 'credit-note', -10000n],
    ['credit-note', '100', 'credit-note', -10000n],
    ['Avoir', '100', 'credit-note', -10000n],
    ['Avoir', '-100', 'credit-note', -10000n],
    ['Règlement', '100', 'payment', -10000n],
    ['acompte', '100', 'payment', -10000n],
    ['à nouveau', '100', 'opening', 10000n],
    ['à nouveau', '-100', 'opening', -10000n],
    ['RV', '100', 'invoice', 10000n],
    ['DR', '100', 'invoice', 10000n],
    ['DG', '100-', 'credit-note', -10000n],
    ['DZ', '100', 'payment', -10000n],
    ['', '100', 'invoice', 10000n],
    ['', '-100', 'credit-note', -10000n],
  ])('kind "%s" with %s is %s of %s', async (kind, amount, expected, minor) => {
    const row = await one(`debtor;issueDate;kind;amount\nC1;2026-01-01;${kind};${amount}\n`);
    expect([row.kind, row.amount]).toEqual([expected, minor]);
  });

  test('an unknown kind is refused, not guessed', async () => {
    expect(await remark('debtor;issueDate;kind;amount\nC1;2026-01-01;ZZ;1\n')).toMatchObject({ code: 'bad-kind', value: 'ZZ' });
  });

  test('in a list of payments everything reduces what is owed', async () => {
    const row = await one('Compte;Date règlement;Montant;Référence\nC1;2026-01-01;100,00;VIR 1\n', { as: 'payments' });
    expect(row).toMatchObject({ kind: 'payment', amount: -10000n, issueDay: day('2026-01-01'), ref: 'VIR 1' });
  });

  test.each([
    ['100', '99,99', undefined],
    ['100', '100', undefined],
    ['100', '100,01', 'open-exceeds-amount'],
    ['100', '-1', 'open-exceeds-amount'],
    ['-100', '-100', undefined],
    ['-100', '-100,01', 'open-exceeds-amount'],
    ['-100', '1', 'open-exceeds-amount'],
    ['100', '0', undefined],
  ])('an amount of %s with %s open: %s', async (amount, left, code) => {
    const { rejected } = await items(`debtor;issueDate;amount;openAmount\nC1;2026-01-01;${amount};${left}\n`);
    expect(rejected[0]?.code).toBe(code);
  });

  test('the open amount follows the sign of a credit note that is written without one', async () => {
    const row = await one('debtor;issueDate;kind;amount;openAmount\nC1;2026-01-01;avoir;100;40\n');
    expect([row.amount, row.openAmount]).toEqual([-10000n, -4000n]);
  });

  test('a list of what is open has no other amount', async () => {
    expect(await one('Compte;Date;Reste dû\nC1;2026-01-01;40\n')).toMatchObject({ amount: 4000n, openAmount: undefined });
  });
});

describe('currencies', () => {
  test.each([
    ['USD', '10.00', 'USD', 1000n],
    ['usd', '10.00', 'USD', 1000n],
    ['€', '10.00', 'EUR', 1000n],
    ['', '10.00', 'EUR', 1000n],
    ['', '$10.00', 'USD', 1000n],
    ['CAD', '$10.00', 'CAD', 1000n],
    ['JPY', '10', 'JPY', 10n],
    ['TND', '10.1234', 'too-many-decimals', undefined],
    ['TND', '10.1230', 'TND', 10123n],
    ['JPY', '10.5', 'too-many-decimals', undefined],
    ['EURO', '10.00', 'EUR', 1000n],
    ['XYZ', '10.00', 'bad-currency', undefined],
    ['USD', '10.00 €', 'bad-currency', undefined],
  ])('%s with %s', async (currency, amount, expected, minor) => {
    const { rows, rejected } = await items(`debtor,issueDate,currency,amount\nC1,2026-01-01,${currency},${amount}\n`, { decimal: '.' });
    expect([rows[0]?.currency ?? rejected[0]?.code, rows[0]?.amount]).toEqual([expected, minor]);
  });

  test('two currencies in one list stay apart', async () => {
    const { rows } = await items('debtor,issueDate,currency,amount\nC1,2026-01-01,EUR,1.00\nC1,2026-01-01,USD,2.00\n');
    expect(rows.map((r) => [r.currency, r.amount])).toEqual([
      ['EUR', 100n],
      ['USD', 200n],
    ]);
  });
});

describe('rows that are refused', () => {
  test.each([
    ['an account that is blank', ' ;2026-01-01;1', 'missing-field'],
    ['a date that is blank', 'C1;;1', 'missing-field'],
    ['an amount that is blank', 'C1;2026-01-01;', 'missing-field'],
    ['a word for an amount', 'C1;2026-01-01;abc', 'bad-amount'],
    ['a third decimal', 'C1;2026-01-01;1,005', 'too-many-decimals'],
    ['a row that stops early', 'C1;2026-01-01', 'short-row'],
    ['a separator inside a name', 'C1;2026-01-01;1;x', 'long-row'],
  ])('%s', async (_, row, code) => {
    const { rows, rejected } = await items(`debtor;issueDate;amount\nC0;2026-01-01;2,50\n${row}\nC9;2026-01-01;2,50\n`);
    expect(rejected).toMatchObject([{ line: 3, code }]);
    expect(rows.map((r) => r.line)).toEqual([2, 4]);
  });

  test('every row is a row, a rejection or left out: none is lost', async () => {
    const { batches, rows, rejected } = await items('debtor;issueDate;amount\nC0;2026-01-01;2,50\nC1;;\n\nC9;2026-01-01;2,50\n');
    expect(batches.reduce((a, b) => a + b, 0)).toBe(rows.length + rejected.length);
    expect(rows.length + rejected.length).toBe(3);
  });

  test('paid before it was issued: read, with a warning', async () => {
    const { rows, warnings } = await items('debtor;issueDate;amount;settledDate\nC1;2026-01-10;1;2026-01-09\nC1;2026-01-10;1;2026-01-10\n');
    expect(rows).toHaveLength(2);
    expect(warnings).toMatchObject([{ line: 2, code: 'settled-before-issue', column: 'settledDate', value: '2026-01-09' }]);
  });

  test('names that would be markup or formulas are data like any other', async () => {
    const { rows } = await items('debtor;name;issueDate;amount\nC1;<!channel>;2026-01-01;1\nC2;=HYPERLINK("http://x");2026-01-01;1\n');
    expect(rows.map((r) => r.name)).toEqual(['<!channel>', '=HYPERLINK("http://x")']);
  });
});

test.each([
  ['No', undefined],
  ['non', undefined],
  ['0', undefined],
  ['0,00', undefined],
  ['', undefined],
  ['Yes', 'yes'],
  ['oui', 'yes'],
  ['X', 'yes'],
  ['Manquant 2 palettes', 'Manquant 2 palettes'],
  ['150,00', '150,00'],
])('"%s" in a dispute column is %s', async (cell, disputed) => {
  expect((await one(`debtor;issueDate;amount;Litige\nC1;2026-01-01;1;${cell}\n`)).disputed).toBe(disputed);
});

describe('a list with letters', () => {
  const letters = async (rows: string) => {
    const found = await items(`Compte;Date;Pièce;Montant;Lettrage\n${rows}`);
    return found.rows.map((r) => [r.ref, r.amount, r.settledDay]);
  };

  test('a group that adds up to 0 is settled from the day of its last line; the rest is open', async () => {
    expect(await letters('C1;2026-01-01;F1;100;A\nC1;2026-02-15;R1;-100;A\nC1;2026-03-01;F2;50;\n')).toEqual([
      ['F1', 10000n, day('2026-02-15')],
      ['R1', -10000n, day('2026-02-15')],
      ['F2', 5000n, undefined],
    ]);
  });

  test('a group that does not balance, another debtor and another case stay open', async () => {
    const rows = await letters(
      'C1;2026-01-01;F1;100;B\nC1;2026-02-15;R1;-40;B\nC1;2026-01-01;F2;70;C\nC2;2026-02-15;R2;-70;C\nC1;2026-01-01;F3;30;d\nC1;2026-01-02;R3;-30;D\n',
    );
    expect(rows.map(([, , settled]) => settled)).toEqual(Array(6).fill(undefined));
  });

  test('what the list itself says is open is believed', async () => {
    const { rows } = await items('Compte;Date;Montant;Solde;Lettrage\nC1;2026-01-01;100;40;A\nC1;2026-01-02;-60;-0;A\n');
    expect(rows.map((r) => [r.openAmount, r.settledDay])).toEqual([
      [4000n, undefined],
      [0n, undefined],
    ]);
  });
});

test('a reading can be read again and gives the same; its fingerprint follows content and options', async () => {
  const file = fileInMemory('l.csv', 'debtor;issueDate;amount\nC1;13/01/2026;1,00\n');
  const reading = await open(file);
  const twice: unknown[] = [];
  for (let i = 0; i < 2; i++) await reading.read(async (batch) => void twice.push(batch));
  expect(twice[1]).toEqual(twice[0]);
  const prints = await Promise.all([
    open(file),
    open(file, { decimal: ',' }),
    open(fileInMemory('l.csv', 'debtor;issueDate;amount\nC1;13/01/2026;2,00\n')),
  ]);
  expect(prints[0]?.fingerprint).toBe(reading.fingerprint);
  expect(new Set(prints.map((p) => p.fingerprint)).size).toBe(3);
});
