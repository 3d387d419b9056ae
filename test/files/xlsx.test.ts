import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { MAX_XLSX } from '../../src/files/xlsx.ts';
import { items, open, refusal } from './support.ts';
import { type SheetCell, sheets, sheetXml, workbook } from './zip.ts';

const HEADER = ['debtor', 'ref', 'issueDate', 'amount'];
const sheet = (...rows: SheetCell[][]) => workbook([HEADER, ...rows]);
const day = { date: 46037 };

describe('a workbook', () => {
  test('true dates are never ambiguous, numbers are exact, texts are read like those of a CSV', async () => {
    const { rows, rejected } = await items(
      sheet(
        ['C1', 'F1', day, { n: '74.73999999999999' }],
        [{ n: '42' }, { n: '1930571429' }, { date: 46037.75 }, { n: '1.234' }],
        ['C3', 'F3', '13/01/2026', '1 234,56'],
        ['C4', 'F4', day, { n: '1200' }],
        ['C5', 'F5', day, { n: '1.2E3' }],
        ['C6', 'F6', day, { n: '-0.1' }],
        ['C7', 'F7', day, { n: '90071992547409.93' }],
        ['C9', 'F9', day, { n: '7.91999999999999' }],
        ['C8', 'F8', day, { n: '9007199254740993.25' }],
      ),
    );
    expect(rows.map((r) => r.amount)).toEqual([7474n, 123456n, 120000n, 120000n, -10n, 9007199254740993n, 792n, 900719925474099325n]);
    expect(rejected).toMatchObject([{ line: 3, code: 'too-many-decimals', value: '1234e-3' }]);
    expect(rows[0]?.issueDay).toBe(parseDay('2026-01-15'));
    expect(rows[1]?.issueDay).toBe(parseDay('2026-01-13'));
  });

  test('accounts and document numbers that are numbers keep their digits', async () => {
    const { rows } = await items(sheet([{ n: '42' }, { n: '1930571429' }, day, { n: '1' }]));
    expect(rows[0]).toMatchObject({ debtor: '42', ref: '1930571429' });
  });

  test('a currency that its format shows is the amount’s, and so are the zeros of a number', async () => {
    const { rows, rejected } = await items(
      sheet(
        [{ n: '42', as: 'five' }, 'F1', day, { n: '1200', as: 'dollars' }],
        ['00042', 'F2', day, { n: '74.73999999999999', as: 'euros' }],
        ['00042', 'F3', day, { n: '-500.5', as: 'pounds' }],
        ['123456', 'F4', day, { n: '1' }],
      ),
    );
    expect(rejected).toEqual([]);
    expect(rows.map((r) => `${r.debtor} ${r.amount} ${r.currency}`)).toEqual([
      '00042 120000 USD',
      '00042 7474 EUR',
      '00042 -50050 GBP',
      '123456 100 EUR',
    ]);
  });

  test('a sign that its format shows is the amount’s, and what only fills the cell is none', async () => {
    const shown = [
      ['1', 'minus', -100n],
      ['2', 'owed', -200n],
      ['-3', 'credit', -300n],
      ['4', 'turned', -400n],
      ['-5', 'turned', 500n],
      ['6', 'swiss', 600n],
      ['7', 'accounting', 700n],
      ['-8', 'accounting', -800n],
      ['9000', 'thousands', 900_000n],
    ] as const;
    const { rows, rejected } = await items(sheet(...shown.map(([n, as], i) => ['C1', `F${i}`, day, { n, as }])));
    expect(rejected).toEqual([]);
    expect(rows.map(({ amount }) => amount)).toEqual(shown.map(([, , amount]) => amount));
  });

  test('rows out of sight are read, and their number is said', async () => {
    const rows = [HEADER, ['C1', 'F1', day, { n: '1' }], ['C1', 'F2', day, { n: '2' }]];
    const xml = sheetXml(rows).replace('<row r="3">', '<row r="3" hidden="1">');
    const { rows: read, warnings } = await items(sheets([{ name: 'Sheet1', xml }]));
    expect(read.map(({ amount }) => amount)).toEqual([100n, 200n]);
    expect(warnings).toEqual([{ line: 1, code: 'hidden-rows', value: '1' }]);
  });

  test('under headers that nobody knows, dates beside amounts make a list whose columns are asked about', async () => {
    const cells = [{ date: 46054 }, { n: '74.73999999999999' }, 'card'];
    const book = workbook([['firm_key', 'booked_ts', 'order_value', 'channel'], ...['C1', 'C2', 'C3'].map((firm) => [firm, ...cells])]);
    const { questions } = await open(fileInMemory('orders.xlsx', book));
    expect(questions.map(({ id }) => id)).toEqual(['debtor', 'amount', 'issueDate']);
  });

  test('a formula whose result no program wrote down is no blank', async () => {
    const header = [...HEADER, 'openAmount'];
    const xml = sheetXml([header, ['C1', 'F1', day, { n: '1' }, { n: '7' }]]).replace('<v>7</v>', '<f>D2-1</f>');
    const { rejected } = await items(sheets([{ name: 'Sheet1', xml }]));
    expect(rejected).toMatchObject([{ line: 2, code: 'bad-amount', value: '=D2-1' }]);
  });

  test('in a column of dates a serial number is a date, though it is not formatted as one', async () => {
    const { rows, rejected } = await items(sheet(['C1', 'F1', { n: '46037' }, { n: '1' }]));
    expect(rejected).toEqual([]);
    expect(rows[0]?.issueDay).toBe(parseDay('2026-01-15'));
  });

  test('rows are numbered as the sheet numbers them, blank ones included', async () => {
    const { rows } = await items(workbook([[], HEADER, [], ['C1', 'F1', day, { n: '1' }]]));
    expect(rows[0]?.line).toBe(4);
  });

  test('beyond its size, packed or unpacked, it is refused with the advice to save it as CSV', async () => {
    const bytes = sheet(['C1', 'F1', day, { n: '1' }]);
    const source = { ...fileInMemory('big.xlsx', bytes), size: MAX_XLSX + 1 };
    expect(await refusal(source)).toMatchObject({ fault: 'too-large', limit: MAX_XLSX });
    expect(await refusal(workbook([HEADER], 2 ** 31), {}, 'bomb.xlsx')).toMatchObject({ fault: 'too-large' });
  });

  test('an empty sheet and one with a header alone are empty', async () => {
    expect((await refusal(workbook([]))).fault).toBe('empty');
    expect((await refusal(workbook([HEADER]))).fault).toBe('empty');
  });
});
