/** The demo company's people and customers: the exact columns, identifiers that pass every check, addresses that reach nobody. */
import { describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../prisma/seed/company.ts';
import { readCsv, rowsOf } from './fec-reader.ts';

const demo = makeDemoCompany({ today: '2026-11-23' });
const content = (name: string): string => demo.files.find((file) => file.name === name)?.content ?? '';
const people = readCsv(content('people.csv'));
const debtors = readCsv(content('debtors.csv'));

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighted = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

describe('the demo company', () => {
  it('is the same to the last byte when asked for twice', () => {
    expect(makeDemoCompany({ today: '2026-11-23' })).toEqual(demo);
  });

  it('is another company under another seed, but keeps its own name', () => {
    const other = makeDemoCompany({ today: '2026-11-23', seed: 2 });
    expect(other.company).toEqual(demo.company);
    expect(other.files[1]?.content).not.toBe(demo.files[1]?.content);
    expect(other.files[2]?.content).not.toBe(demo.files[2]?.content);
  });

  it('is made in less than two seconds of processor time', () => {
    const before = process.cpuUsage();
    makeDemoCompany({ today: '2027-12-31', seed: 3 });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  it.each([
    ['2026-11-23', ['2025', '2026']],
    ['2026-06-30', ['2024', '2025', '2026']],
    // The last business day before these two still belongs to the old year.
    ['2027-01-01', ['2025', '2026']],
    ['2027-01-04', ['2025', '2026']],
    ['2027-01-05', ['2025', '2026', '2027']],
  ])('brings on %s the people, the customers and one ledger a year: %j', (today, years) => {
    const { company, files } = makeDemoCompany({ today });
    const ledgers = years.map((year) => `${company.siren}FEC${year}1231.txt`);
    expect(files.map(({ name }) => name)).toEqual(['people.csv', 'debtors.csv', ...ledgers]);
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '', '2025-06-30'])('refuses %j: no such day, or too early', (today) => {
    expect(() => makeDemoCompany({ today })).toThrow(RangeError);
  });

  it('can be asked for from July 2025 on', () => {
    expect(makeDemoCompany({ today: '2025-07-01' }).files[2]?.name).toContain('FEC20241231');
  });

  it('refuses a start that leaves no day for the ledger', () => {
    expect(() => makeDemoCompany({ today: '2026-11-23', start: '2026-11-21' })).toThrow(RangeError);
  });

  it('shows no address that reaches anybody', () => {
    const addresses = demo.files.flatMap((file) => file.content.match(/[^\s,;]+@[^\s,;]+/g) ?? []);
    expect(addresses.length).toBeGreaterThan(300);
    expect(addresses.filter((address) => !/^[a-z.]+@[a-z0-9-]+\.example$/.test(address))).toEqual([]);
  });
});

describe('people.csv', () => {
  it('has the announced columns', () => {
    expect(rowsOf(content('people.csv'))[0]).toBe('email,name,roles,department,manager,backup,language,country,region');
  });

  it('puts people in every role, as many as the company needs', () => {
    const count = (role: string): number => people.filter((person) => person.roles?.split(';').includes(role)).length;
    const roles = ['admin', 'credit-manager', 'finance', 'director', 'accounting', 'quality', 'logistics', 'legal'];
    expect(roles.map(count)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect([count('collector'), count('sales'), count('sales-admin')]).toEqual([2, 3, 2]);
  });

  it('names managers and backups who are on the list, and nobody as their own', () => {
    const emails = people.map(({ email }) => email);
    expect(new Set(emails).size).toBe(emails.length);
    for (const { email, manager, backup } of people) {
      for (const other of [manager, backup]) if (other) expect(emails.filter((one) => one !== email)).toContain(other);
    }
  });
});

describe('debtors.csv', () => {
  it('has the announced columns', () => {
    expect(rowsOf(content('debtors.csv'))[0]).toBe(
      'debtor,name,siren,vat,terms,limit,limitCurrency,insurer,insuredLimit,insuredUntil,segment,salesperson,salesAdmin,collector,country,region,contact,email,phone,address,language',
    );
  });

  it.each([1, 2, 3, 4])('has 120 customers under their own codes, names and numbers (seed %i)', (seed) => {
    const rows = readCsv(makeDemoCompany({ today: '2026-11-23', seed }).files[1]?.content ?? '');
    expect(rows).toHaveLength(120);
    for (const column of ['debtor', 'name', 'vat']) expect(new Set(rows.map((row) => row[column])).size).toBe(120);
  });

  it('has SIRENs that pass the Luhn check, French VAT keys, and Belgian numbers modulo 97', () => {
    expect(passesLuhn(demo.company.siren)).toBe(true);
    const french = debtors.filter(({ country }) => country === 'FR');
    const belgian = debtors.filter(({ country }) => country === 'BE');
    expect([french.length, belgian.length]).toEqual([113, 7]);
    for (const { siren = '', vat } of french) {
      expect(siren).toMatch(/^\d{9}$/);
      expect(passesLuhn(siren)).toBe(true);
      expect(vat).toBe(`FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`);
    }
    for (const { siren, vat = '' } of belgian) {
      expect(siren).toBe('');
      expect(vat).toMatch(/^BE\d{10}$/);
      expect(97 - (Number(vat.slice(2, 10)) % 97)).toBe(Number(vat.slice(10)));
    }
  });

  it('offers a choice to whoever looks up Dupont', () => {
    const names = debtors.map(({ name }) => name).filter((name) => name?.includes('Dupont'));
    expect(names.sort()).toEqual(['Dupont Frères', 'Dupont SA']);
  });

  it('has names with accents, apostrophes and ampersands', () => {
    const names = debtors.map(({ name = '' }) => name);
    for (const pattern of [/[éèêÉÔŒç]/, /'/, /&/]) expect(names.filter((name) => pattern.test(name)).length).toBeGreaterThan(4);
  });

  it('uses every kind of terms and every segment', () => {
    expect(new Set(debtors.map(({ terms }) => terms))).toEqual(new Set(['30', '60', '45 EOM', 'EOM 45']));
    expect(new Set(debtors.map(({ segment }) => segment))).toEqual(new Set(['key', 'standard', 'small', 'bad-payer']));
  });

  it('puts each customer in the hands of people who have the role', () => {
    const having = (role: string): string[] => people.filter(({ roles }) => roles === role).map(({ email }) => email ?? '');
    expect(new Set(debtors.map(({ salesperson }) => salesperson))).toEqual(new Set(having('sales')));
    expect(new Set(debtors.map(({ salesAdmin }) => salesAdmin))).toEqual(new Set(having('sales-admin')));
    expect(new Set(debtors.map(({ collector }) => collector))).toEqual(new Set(having('collector')));
  });

  it('insures a good part of the customers below their limit, with covers that have ended and others about to', () => {
    const insured = debtors.filter(({ insurer }) => insurer !== '');
    expect(insured.length).toBeGreaterThan(40);
    for (const { limit, limitCurrency, insuredLimit, insuredUntil } of insured) {
      expect(limitCurrency).toBe('EUR');
      expect(Number(insuredLimit)).toBeGreaterThan(0);
      expect(Number(insuredLimit)).toBeLessThan(Number(limit));
      expect(insuredUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    const ends = insured.map(({ insuredUntil = '' }) => insuredUntil);
    expect(ends.some((end) => end < '2026-11-23')).toBe(true);
    expect(ends.some((end) => end >= '2026-11-23' && end < '2027-01-05')).toBe(true);
  });
});
