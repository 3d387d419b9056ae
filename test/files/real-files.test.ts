/** Files that real programs wrote, where they lie beside the checkout: what comes out equals sums made here with nothing but string cutting. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isoDay } from '../../src/core/kernel/dates.ts';
import { allocate } from '../../src/core/ledger/allocate.ts';
import type { FecRow, ListRow } from '../../src/core/ledger/item.ts';
import type { FecLine } from '../../src/core/ledger/ports.ts';
import { fileOnDisk } from '../../src/files/source.ts';
import { fec, items } from './support.ts';

const DATA = '../shared/data';
const absent = !existsSync(DATA);
if (absent) console.warn(`${DATA} is not beside this checkout: the tests on real files are skipped`);

const mappings = {
  highradius:
    'columns: { debtor: cust_number, name: name_customer, ref: doc_id, issueDate: posting_date, dueDate: due_in_date, amount: total_open_amount, currency: invoice_currency, kind: document type }\nwhere: { isOpen: "1" }\n',
  cassandra:
    'columns: { debtor: Vendor_Name, name: Vendor_Name, ref: Description, issueDate: Invoice_Date, dueDate: Due_Date, amount: Amount, openAmount: Outstanding }\ndefaults: { currency: GBP, kind: invoice }\nrounding: half-even\n',
  ibm: 'columns: { debtor: customerID, ref: invoiceNumber, issueDate: InvoiceDate, dueDate: DueDate, amount: InvoiceAmount, settledDate: SettledDate, disputed: Disputed }\ndefaults: { currency: USD }\n',
  negronio:
    'columns: { debtor: company_id, ref: invoice, issueDate: invoice_post_date, amount: order_amount, settledDate: collection_date }\ndefaults: { currency: EUR }\n',
};

async function mapped(name: keyof typeof mappings, file: string, content?: Buffer) {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(join(tmpdir(), 'encours-real-'));
  try {
    const path = join(folder, `${name}.yaml`);
    await writeFile(path, mappings[name]);
    return await items(content ?? (await fileOnDisk(join(DATA, file))), { mapping: path });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function addTo(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Sums without zeros, for comparison. */
function table(sums: Map<string, bigint>): [string, bigint][] {
  return [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}

function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.trim().replace(/-$/, '').replace(',', '.').split('.');
  const size = BigInt(`${whole.replace('-', '') || '0'}${fraction.padEnd(2, '0').slice(0, 2)}`);
  return text.includes('-') ? -size : size;
}

/** A line of comma-separated text cut at the commas that stand outside of quotes. */
function cut(line: string): string[] {
  return (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').trim());
}

const CUSTOMERS = /^(411|413|416|418|4191)/;

describe.skipIf(absent)('every FEC', () => {
  const files = absent ? [] : readdirSync(join(DATA, 'fec'));

  test.each(files)('%s: each debtor owes what the lines add up to, and open items tie out by account', async (name) => {
    const bytes = readFileSync(join(DATA, 'fec', name));
    const { rows, rejected, reading } = await fec(await fileOnDisk(join(DATA, 'fec', name)), {}, name);
    expect(rejected).toEqual([]);
    const lines = bytes
      .toString('latin1')
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '');
    const separator = lines[0]?.includes('\t') ? '\t' : '|';
    const byDebtor = new Map<string, bigint>();
    const byAccount = new Map<string, bigint>();
    let last = '';
    for (const line of lines) {
      const cells = line.split(separator).map((cell) => cell.trim());
      const [, , , date = '', account = '', , auxiliary = ''] = cells;
      if (date > last) last = date;
      if (!CUSTOMERS.test(account)) continue;
      const amount = cents(cells[11] ?? '') - cents(cells[12] ?? '');
      addTo(byDebtor, auxiliary || account, amount);
      addTo(byAccount, account, amount);
    }
    expect(table(sumBy(rows, (r: FecRow) => r.debtor))).toEqual(table(byDebtor));
    expect(isoDay(reading.lastDay).replaceAll('-', '')).toBe(last);
    expect(table(openByAccount(rows))).toEqual(table(byAccount));
  });

  test('lettered groups that balance leave nothing open: the figures of the files as they are known', async () => {
    const open = async (name: string) => {
      const { rows } = await fec(await fileOnDisk(join(DATA, 'fec', name)), {}, name);
      const sums = openByAccount(rows.filter((row) => row.account.startsWith('411')));
      return [...sums.values()].reduce((a, b) => a + b, 0n);
    };
    // The unlettered balance on 411 of each file, as its source counts it; its groups all add up to 0.
    expect(await open('ekylibre_quadra_123456789FEC20190731.txt')).toBe(28311383n);
    expect(await open('neolegal_111111111FEC20221231.TXT')).toBe(1441652n);
  });
});

function sumBy<Row extends { readonly amount: bigint }>(rows: readonly Row[], key: (row: Row) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of rows) addTo(sums, key(row), row.amount);
  return sums;
}

function openByAccount(rows: readonly FecRow[]): Map<string, bigint> {
  const lettered = rows.some((row) => row.letter !== '');
  const open = new Map<string, bigint>();
  const debtors = new Set(rows.map((row) => row.debtor));
  for (const debtor of debtors) {
    const lines = rows
      .filter((row) => row.debtor === debtor)
      .map(
        (row): FecLine => ({
          ...row,
          id: row.line,
          kind: 'invoice',
          dueDay: row.issueDay,
          dueGiven: false,
          letterDay: row.letterDay ?? null,
        }),
      );
    const left = new Map(lines.map((line) => [line.id, line.amount]));
    for (const { debitId, creditId, amount } of allocate(lines, lettered)) {
      left.set(debitId, (left.get(debitId) ?? 0n) - amount);
      left.set(creditId, (left.get(creditId) ?? 0n) + amount);
    }
    for (const line of lines) addTo(open, line.account, left.get(line.id) ?? 0n);
  }
  return open;
}

describe.skipIf(absent)('every list', () => {
  test('HighRadius: 9,700 open items in two currencies, numbers written as floats', async () => {
    const content = gunzipSync(readFileSync(join(DATA, 'ar-highradius/highradius_open_9700_raw_columns.csv.gz')));
    const { rows, rejected } = await mapped('highradius', '', content);
    expect([rows.length, rejected.length]).toEqual([9700, 0]);
    const sums = new Map<string, bigint>();
    for (const line of content.toString().trim().split('\n').slice(1)) {
      const cells = cut(line);
      addTo(sums, `${cells[2]} ${cells[10]}`, cents(cells[13] ?? ''));
    }
    expect(table(sumBy(rows, (r: ListRow) => `${r.debtor} ${r.currency}`))).toEqual(table(sums));
    expect(new Set(rows.map((r) => r.debtor)).size).toBe(664);
    expect(rows.some((r) => r.ref.endsWith('.0'))).toBe(false);
  });

  test('IBM: month first, leading zeros, every item settled, disputes marked', async () => {
    const file = 'ar-ibm/WA_Fn-UseC_-Accounts-Receivable.csv';
    const { rows, rejected } = await mapped('ibm', file);
    expect([rows.length, rejected.length]).toEqual([2466, 0]);
    const sums = new Map<string, bigint>();
    const lines = readFileSync(join(DATA, file), 'utf8').trim().split('\r\n').slice(1).map(cut);
    for (const cells of lines) addTo(sums, cells[1] ?? '', cents(cells[6] ?? ''));
    expect(table(sumBy(rows, (r: ListRow) => r.debtor))).toEqual(table(sums));
    expect(rows.filter((r) => r.disputed === 'yes')).toHaveLength(561);
    expect(rows.every((r, i) => r.ref === lines[i]?.[3] && (r.settledDay ?? 0) - r.issueDay === Number(lines[i]?.[10]))).toBe(true);
  });

  test('Cassandra: three ways of writing a date in one row, part payments', async () => {
    const file = 'ar-invoices/cassandra_udyam22_train.csv';
    const { rows, rejected } = await mapped('cassandra', file);
    expect([rows.length, rejected.length]).toEqual([8753, 0]);
    expect(rows.filter((r) => r.openAmount !== 0n)).toHaveLength(634);
    const short = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: '2-digit', timeZone: 'UTC' });
    const lines = readFileSync(join(DATA, file), 'utf8').trim().split(/\r?\n/).slice(1).map(cut);
    const written = rows.map((r) =>
      short
        .format(r.issueDay * 86_400_000)
        .replaceAll(' ', '-')
        .replace('Sept', 'Sep'),
    );
    expect(written).toEqual(lines.map((cells) => cells[3]));
  });

  test('a workbook with true dates and binary fractions', async () => {
    const { rows, rejected, warnings } = await mapped('negronio', 'ar-invoices/negroniO_collections_sample.xlsx');
    expect(new Set(warnings.map((w) => w.code))).toEqual(new Set(['settled-before-issue']));
    const xml = sheetXml(readFileSync(join(DATA, 'ar-invoices/negroniO_collections_sample.xlsx')));
    const lines = [...xml.matchAll(/<row r="(\d+)".*?<\/row>/g)].slice(1);
    expect(lines).toHaveLength(2455);
    // Column H is the date of the invoice: some rows have none.
    const [dated, undated] = [true, false].map((wanted) => lines.filter(([row]) => /<c r="H\d+"[^>]*><v>/.test(row) === wanted));
    const amounts = dated?.map(([row]) => BigInt(Math.round(Number(/<c r="C\d+"><v>([^<]+)</.exec(row)?.[1]) * 100)));
    expect(rows.map((r) => r.amount)).toEqual(amounts);
    expect(rejected.map((r) => [r.line, r.code])).toEqual(undated?.map((line) => [Number(line[1]), 'missing-field']));
  });
});

/** The first sheet's XML out of a ZIP, found by its local header. */
function sheetXml(bytes: Buffer): string {
  const name = 'xl/worksheets/sheet1.xml';
  const at = bytes.indexOf(name) - 30;
  const start = at + 30 + name.length + bytes.readUInt16LE(at + 28);
  return inflateRawSync(bytes.subarray(start), { finishFlush: 2 }).toString();
}
