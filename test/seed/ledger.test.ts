/** The demo company's FEC files: what an auditor's program would check, and each kind of event that the product has to face. */
import { describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../prisma/seed/company.ts';
import { type FecLine, HEADER, isCustomer, isFrenchBusinessDay, openItems, readFec, rowsOf } from './fec-reader.ts';

interface Year {
  readonly name: string;
  readonly content: string;
  readonly lines: readonly FecLine[];
}

function yearsOf(today: string, seed = 1, start?: string): Year[] {
  const { files } = makeDemoCompany({ today, seed, ...(start === undefined ? {} : { start }) });
  return files.filter(({ name }) => name.includes('FEC')).map((file) => ({ ...file, lines: readFec(file.content) }));
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

const sum = (lines: readonly FecLine[]): number => lines.reduce((total, { amount }) => total + amount, 0);
const todays = ['2026-11-23', '2026-06-30', '2027-01-01', '2027-01-05', '2028-02-29'];
const demos = todays.map((today) => ({ today, years: yearsOf(today) }));

describe.each(demos)('the ledger of $today', ({ today, years }) => {
  const lines = years.flatMap((year) => year.lines);
  const compactToday = today.replaceAll('-', '');

  it('has the 18 columns on every line and nothing beyond them', () => {
    for (const { content } of years) {
      expect(rowsOf(content)[0]).toBe(HEADER);
      expect(rowsOf(content).filter((row) => row.split('\t').length !== 18)).toEqual([]);
    }
  });

  it('balances entry by entry, to the cent', () => {
    for (const year of years) {
      const entries = groupBy(year.lines, ({ journal, number, date }) => `${journal} ${number} ${date}`);
      expect([...entries].filter(([, entry]) => sum(entry) !== 0)).toEqual([]);
      // A number stands for one entry: were it used twice, on two days, both would still balance.
      expect(entries.size).toBe(new Set(year.lines.map(({ journal, number }) => `${journal} ${number}`)).size);
    }
  });

  it('is dated in its own year, on French business days, from 18 months ago to the last one before today', () => {
    for (const { name, lines: own } of years) expect(own.filter(({ date }) => date.slice(0, 4) !== name.slice(12, 16))).toEqual([]);
    const business = lines.filter(({ journal }) => journal !== 'AN');
    expect(business.filter(({ date }) => !isFrenchBusinessDay(date))).toEqual([]);
    const pieces = business.filter(({ account }) => account.startsWith('41'));
    expect(pieces.filter(({ pieceDate, date }) => !isFrenchBusinessDay(pieceDate) || pieceDate > date)).toEqual([]);
    const dates = business.map(({ date }) => date).sort();
    const monthsBack = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 18 - 1;
    expect(dates[0]?.slice(0, 6)).toBe(`${Math.floor(monthsBack / 12)}${String((monthsBack % 12) + 1).padStart(2, '0')}`);
    const last = dates.at(-1) ?? '';
    expect(last < compactToday).toBe(true);
    for (let day = Number(last) + 1; day < Number(compactToday); day += 1) {
      const date = String(day);
      if (/(0[1-9]|[12]\d|3[01])$/.test(date) && /^\d{4}(0[1-9]|1[0-2])/.test(date)) expect(isFrenchBusinessDay(date)).toBe(false);
    }
  });

  it('opens each year with what was open at the end of the year before, item by item', () => {
    const describeItem = (line: FecLine, open: number): string => [line.debtor, line.account, line.ref, line.pieceDate, open].join(' ');
    for (const [index, { lines: next }] of years.entries()) {
      const before = years[index - 1];
      if (!before) continue;
      const carried = openItems(before.lines).map(({ line, open }) => describeItem(line, open));
      const opened = next.filter((line) => line.journal === 'AN' && isCustomer(line)).map((line) => describeItem(line, line.amount));
      expect(opened.length).toBeGreaterThan(300);
      expect(opened.sort()).toEqual(carried.sort());
    }
  });

  it('carries every balance-sheet account over, and the results into the report à nouveau', () => {
    for (const [index, { lines: next }] of years.entries()) {
      const before = years[index - 1];
      if (!before) continue;
      const account = (line: FecLine): string => (/^[67]/.test(line.account) ? '110000' : line.account);
      const closing = [...groupBy(before.lines, account)].map(([key, own]) => [key, sum(own)]).filter(([, amount]) => amount !== 0);
      const opening = [
        ...groupBy(
          next.filter(({ journal }) => journal === 'AN'),
          account,
        ),
      ].map(([key, own]) => [key, sum(own)]);
      expect(opening.sort()).toEqual(closing.sort());
    }
  });

  it('ties out: the open items of each account are its balance in the last file', () => {
    const last = years.at(-1)?.lines ?? [];
    const items = openItems(last);
    for (const account of ['411000', '413000', '416000']) {
      const open = items.filter(({ line }) => line.account === account).reduce((total, item) => total + item.open, 0);
      expect(open).toBe(sum(last.filter((line) => line.account === account)));
      expect(open).toBeGreaterThan(0);
    }
  });

  it('letters with a date and within one customer, reuses the codes, and leaves some groups partly open', () => {
    for (const { lines: own } of years) {
      const lettered = own.filter(({ letter }) => letter !== '');
      expect(own.filter(({ letter, letterDate }) => (letter === '') !== (letterDate === ''))).toEqual([]);
      expect(lettered.filter((line) => !isCustomer(line))).toEqual([]);
      const groups = [...groupBy(lettered, ({ debtor, account, letter }) => `${debtor} ${account} ${letter}`)];
      expect(groups.filter(([key, group]) => /[A-Z]$/.test(key) !== (sum(group) === 0))).toEqual([]);
      expect(groups.filter(([, group]) => group.length < 2)).toEqual([]);
    }
    const fullYear = (years.at(-2)?.lines ?? []).filter(({ letter }) => letter !== '');
    expect(new Set(fullYear.filter(({ letter }) => letter === 'AA').map(({ debtor }) => debtor)).size).toBeGreaterThan(80);
    expect(fullYear.some(({ letter }) => letter === 'aa')).toBe(true);
  });

  it('holds what a real ledger holds besides customers: suppliers, wages, VAT, and money in the bank', () => {
    const prefixes = ['401', '421', '431', '4455', '4456', '4457', '512', '601', '641', '701'];
    for (const prefix of prefixes) expect(lines.some(({ account }) => account.startsWith(prefix))).toBe(true);
    expect(sum((years.at(-1)?.lines ?? []).filter(({ account }) => account === '512000'))).toBeGreaterThan(0);
    const foreign = lines.filter((line) => !isCustomer(line)).length;
    expect(foreign / lines.length).toBeLessThan(0.75);
  });
});

describe('the events of 18 months', () => {
  const lines = demos[0]?.years.flatMap((year) => year.lines) ?? [];
  const entries = [...groupBy(lines, ({ journal, number, date }) => `${journal} ${number} ${date}`).values()];
  const having =
    (account: RegExp, sign: 1 | -1) =>
    (entry: FecLine[]): boolean =>
      entry.some((line) => account.test(line.account) && Math.sign(line.amount) === sign);
  const count = (...conditions: ((entry: FecLine[]) => boolean)[]): number =>
    entries.filter((entry) => entry[0]?.journal !== 'AN' && conditions.every((holds) => holds(entry))).length;
  const open = openItems(demos[0]?.years.at(-1)?.lines ?? []);

  it('has thousands of invoices with their revenue and VAT, and untaxed ones to Belgium', () => {
    expect(count(having(/^411/, 1), having(/^701000/, -1), having(/^44571/, -1))).toBeGreaterThan(2_500);
    expect(count(having(/^411/, 1), having(/^701200/, -1))).toBeGreaterThan(80);
  });

  it('has credit notes, lettered and not', () => {
    const credits = lines.filter((line) => line.journal === 'VE' && line.account === '411000' && line.amount < 0);
    expect(credits.filter(({ letter }) => letter !== '').length).toBeGreaterThan(30);
    expect(open.some((item) => item.open < 0 && item.line.ref.startsWith('AV'))).toBe(true);
  });

  it('has payments nobody has allocated yet, part payments, and refunds of money paid twice', () => {
    expect(open.filter((item) => item.open < 0 && item.line.ref.startsWith('VIR')).length).toBeGreaterThan(1);
    expect(open.some((item) => item.open > 0 && item.open < item.line.amount)).toBe(true);
    expect(count(having(/^411/, 1), having(/^512/, -1), (entry) => /^Remb/.test(entry[0]?.text ?? ''))).toBeGreaterThan(3);
  });

  it('has bills that are presented and cashed, and some that bounce under the number and date of their invoice', () => {
    expect(count(having(/^413/, 1), having(/^411/, -1))).toBeGreaterThan(100);
    expect(count(having(/^413/, -1), having(/^512/, 1))).toBeGreaterThan(100);
    const bounced = lines.filter((line) => line.journal === 'BQ' && line.amount > 0 && line.ref.startsWith('FA') && isCustomer(line));
    expect(bounced.length).toBeGreaterThan(3);
    for (const line of bounced) {
      const invoice = lines.find((other) => other.ref === line.ref && isCustomer(other) && other.journal !== 'BQ');
      expect([invoice?.debtor, invoice?.pieceDate]).toEqual([line.debtor, line.pieceDate]);
    }
  });

  it('has debts that turn doubtful under their own number, and others that are written off', () => {
    expect(count(having(/^416/, 1), having(/^411/, -1))).toBeGreaterThan(5);
    expect(count(having(/^654/, 1), having(/^44571/, 1), having(/^416/, -1))).toBeGreaterThan(2);
  });

  it('has invoices in several instalments under one number', () => {
    const instalments = entries.filter((entry) => entry.filter((line) => line.journal === 'VE' && line.account === '411000').length === 3);
    expect(instalments.length).toBeGreaterThan(2);
    for (const entry of instalments) expect(new Set(entry.map(({ ref }) => ref)).size).toBe(1);
  });
});

describe('a demo that lives on', () => {
  it('adds a day to the ledger without changing what was posted, when its start stays', () => {
    const start = '2025-05-01';
    const posted = (today: string): string[] =>
      yearsOf(today, 1, start).flatMap(({ lines }) => lines.map(({ letter, letterDate, ...line }) => JSON.stringify(line)));
    const friday = posted('2026-11-21');
    const monday = posted('2026-11-24');
    expect(monday.slice(0, friday.length)).toEqual(friday);
    expect(monday.length).toBeGreaterThan(friday.length + 10);
    expect(posted('2026-11-22')).toEqual(friday);
  });
});
