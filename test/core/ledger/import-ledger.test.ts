import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Buckets, overdue, total } from '../../../src/core/kernel/buckets.ts';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { ledgerTexts } from '../../../src/core/ledger/texts.ts';
import { BOUNDS } from '../../support/buckets.ts';
import { runs } from '../../support/chance.ts';
import { EX, PEOPLE, TESTER, type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const aged = async (iso: string): Promise<Buckets | undefined> =>
  (await ledgerIn(t.core.store.read).agedTotal(day(iso), { bounds: BOUNDS }))[0];
const open = async (iso: string): Promise<string> => {
  const rows = await ledgerIn(t.core.store.read).agedByDebtor(day(iso));
  const names = new Map((await debtorsIn(t.core.store.read).all()).map((d) => [d.id, d.code]));
  return rows
    .filter((r) => total(r) !== 0n)
    .map((r) => `${names.get(r.debtorId)} ${r.currency} ${total(r)}`)
    .sort()
    .join(', ');
};

beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
});
afterEach(() => t.close());

describe('the EX ledger', () => {
  it('gives exactly its buckets', async () => {
    await t.import('ex.csv', EX);
    const b = await aged('2026-06-30');
    expect(b).toMatchObject({
      notDue: 1_000_000n,
      d1_30: 600_000n,
      d31_60: 400_000n,
      d61_90: 0n,
      d91_120: 0n,
      over120: 300_000n,
      unallocated: -100_000n,
    });
    expect(b && [total(b), overdue(b)]).toEqual([2_200_000n, 1_200_000n]);
  });
});

describe('amounts', () => {
  const list = (...amounts: string[]) =>
    ['debtor,ref,issueDate,dueDate,amount', ...amounts.map((a, i) => `C1,F${i},2026-06-01,2026-07-01,${a}`)].join('\n');

  it('beyond 2^53 are exact', async () => {
    await t.import('large.csv', list('90071992547409.93', '0.01', '-90071992547409.92'));
    expect(await open('2026-06-30')).toBe('C1 EUR 2');
    await t.import('larger.csv', list('9007199254740993.00'), { source: 'other' });
    expect(await open('2026-06-30')).toBe('C1 EUR 900719925474099302');
  });

  it.each([
    ['one alone', list('1.00', '92233720368547758.08'), 3],
    ['several together, signs apart', list('39999999999999999.00', '-1.01'), 3],
    ['one of any length', list('9'.repeat(60)), 2],
  ])('that the ledger cannot hold are refused with their line: %s', async (_, content, line) => {
    const refused = t.import('huge.csv', content);
    await expect(refused).rejects.toMatchObject({ code: 'bad-file', details: { fault: 'beyond', line } });
    await expect(refused).rejects.toThrow(`huge.csv est refusé : à la ligne ${line}`);
    expect(await ledgerIn(t.core.store.read).itemCount()).toBe(0);
  });

  it('of a FEC that the ledger cannot hold are refused as well', async () => {
    const header =
      'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';
    const line = 'VE|Ventes|1|20260115|411000|Clients|C1|Dupont|F1|20260115|Facture|92233720368547758,08|0,00|||20260115||';
    await expect(t.import('123456789FEC20261231.txt', `${header}\n${line}\n`)).rejects.toMatchObject({
      details: { fault: 'beyond', line: 2 },
    });
  });

  it('of a debtor’s limit as well', async () => {
    const limits = `debtor,name,limit\nC1,Un,${'9'.repeat(25)}.00\n`;
    await expect(t.import('debtors.csv', limits)).rejects.toMatchObject({ details: { fault: 'beyond', line: 2 } });
  });
});

describe('an import', () => {
  it('of the same content a second time changes nothing and says so', async () => {
    const first = await t.import('ex.csv', EX);
    const again = await t.import('renamed.csv', EX);
    expect(first).toMatchObject({ outcome: 'imported', accepted: 5, unchanged: 0 });
    expect(again).toMatchObject({ outcome: 'same', accepted: 0, unchanged: 5 });
    expect(await open('2026-06-30')).toBe('C1 EUR 2200000');
  });

  it('that is a dry run says what it would do and leaves the store as it was', async () => {
    expect(await t.import('ex.csv', EX, { dryRun: true })).toMatchObject({ outcome: 'preview', accepted: 5 });
    expect(await open('2026-06-30')).toBe('');
    expect(await t.import('ex.csv', EX)).toMatchObject({ outcome: 'imported', accepted: 5 });
  });

  it('with one line that cannot be read writes nothing, and the rest of the file when that is asked for', async () => {
    const bad = `${EX}\nC2,Deux,F9,2026-02-30,2026-03-30,5.00,invoice`;
    expect(await t.import('bad.csv', bad)).toMatchObject({
      outcome: 'refused',
      accepted: 0,
      rejectedCount: 1,
      rejected: [{ line: 7, code: 'bad-date' }],
    });
    expect(await open('2026-06-30')).toBe('');
    expect(await t.import('bad.csv', bad, { acceptPartial: true })).toMatchObject({ outcome: 'imported', accepted: 5, rejectedCount: 1 });
    expect(await open('2026-06-30')).toBe('C1 EUR 2200000');
  });

  it('keeps two identical lines of one file as two items, and still does when the file comes again with one line more', async () => {
    const twin = 'debtor,ref,issueDate,dueDate,amount\nC1,F1,2026-06-01,2026-07-01,10.00\nC1,F1,2026-06-01,2026-07-01,10.00\n';
    await t.import('twin.csv', twin);
    expect(await open('2026-06-30')).toBe('C1 EUR 2000');
    expect(await t.import('twin.csv', `${twin}C1,F2,2026-06-01,2026-07-01,5.00\n`)).toMatchObject({ accepted: 1, unchanged: 2 });
    expect(await open('2026-06-30')).toBe('C1 EUR 2500');
  });

  it('of a newer list of one source updates what is open, and the past keeps what was known of it', async () => {
    const list = (left: string): string => `debtor,ref,issueDate,dueDate,amount,openAmount\nC1,F1,2026-06-01,2026-06-15,100.00,${left}\n`;
    await t.import('monday.csv', list('100.00'), { asOf: day('2026-06-29') });
    await t.import('tuesday.csv', list('40.00'), { asOf: day('2026-06-30') });
    expect(await open('2026-06-29')).toBe('C1 EUR 10000');
    expect(await open('2026-06-30')).toBe('C1 EUR 4000');
    await t.import('wednesday.csv', list('0.00'), { asOf: day('2026-07-01') });
    expect(await open('2026-07-01')).toBe('');
    expect(await open('2026-06-30')).toBe('C1 EUR 4000');
  });

  it('settles what a list no longer shows only when it is declared complete, and asks before more than 20 % vanishes', async () => {
    const items = (n: number): string =>
      `debtor,ref,issueDate,dueDate,amount\n${Array.from({ length: n }, (_, i) => `C1,F${i},2026-06-01,2026-07-01,10.00`).join('\n')}\n`;
    const complete = { source: 'erp', complete: true };
    await t.import('ten.csv', items(10), { ...complete, asOf: day('2026-06-29') });
    await t.import('nine.csv', items(9), { source: 'erp', asOf: day('2026-06-30') });
    expect(await open('2026-06-30')).toBe('C1 EUR 10000');
    await t.import('eight.csv', items(8), { ...complete, asOf: day('2026-06-30') });
    expect(await open('2026-06-30')).toBe('C1 EUR 8000');
    await expect(t.import('six.csv', items(6), { ...complete, asOf: day('2026-07-01') })).rejects.toThrow('25');
    expect(await open('2026-07-01')).toBe('C1 EUR 8000');
    await t.import('six.csv', items(6), { ...complete, asOf: day('2026-07-01'), confirm: true });
    expect(await open('2026-07-01')).toBe('C1 EUR 6000');
    expect(await open('2026-06-30')).toBe('C1 EUR 8000');
  });

  it('keeps settled what a newer complete list no longer showed when an older list is loaded late', async () => {
    const list = (...rows: string[]): string => `debtor,ref,issueDate,dueDate,amount\n${rows.join('\n')}\n`;
    const [f1, f2, f3] = ['C1,F1,2026-06-01,2026-07-01,100.00', 'C1,F2,2026-06-01,2026-07-01,900.00', 'C1,F3,2026-06-02,2026-07-01,50.00'];
    const erp = { source: 'erp' };
    await t.import('1.csv', list(f1, f2), { ...erp, asOf: day('2026-06-20') });
    await t.import('3.csv', list(f2), { ...erp, complete: true, asOf: day('2026-06-29') });
    await t.import('2.csv', list(f1, f2, f3), { ...erp, asOf: day('2026-06-25') });
    expect(await open('2026-06-30')).toBe('C1 EUR 95000');
    expect(await open('2026-06-28')).toBe('C1 EUR 105000');
  });

  it('keeps two currencies apart', async () => {
    await t.import(
      'two.csv',
      'debtor,ref,issueDate,dueDate,amount,currency\nC1,F1,2026-06-01,2026-07-01,10.00,EUR\nC1,F2,2026-06-01,2026-07-01,1000,JPY\n',
    );
    expect(await open('2026-06-30')).toBe('C1 EUR 1000, C1 JPY 1000');
  });

  it('keeps amounts beyond 2^53 exact', async () => {
    await t.import(
      'big.csv',
      'debtor,ref,issueDate,dueDate,amount\nC1,F1,2026-06-01,2026-07-01,90071992547409.93\nC1,F2,2026-06-01,2026-07-01,0.01\n',
    );
    expect(await open('2026-06-30')).toBe('C1 EUR 9007199254740994');
  });

  it('moves the due dates that terms made when the debtor’s terms change, and no others', async () => {
    await t.import('items.csv', 'debtor,ref,issueDate,dueDate,amount\nC1,F1,2026-01-15,,10.00\nC1,F2,2026-01-15,2026-01-20,10.00\n');
    const due = async (): Promise<string[]> => {
      const [debtor] = await debtorsIn(t.core.store.read).all();
      const { items } = await ledgerIn(t.core.store.read).openItems(debtor?.id ?? 0, day('2026-06-30'), 10);
      return items.map((i) => `${i.ref} ${isoDay(i.dueDay)}`).sort();
    };
    expect(await due()).toEqual(['F1 2026-02-14', 'F2 2026-01-20']);
    for (const [terms, expected] of [
      ['60', '2026-03-16'],
      ['45 EOM', '2026-03-31'],
      ['EOM 45', '2026-03-17'],
    ] as const) {
      await t.import(`${terms}.csv`, `debtor,name,terms\nC1,Un,${terms}\n`);
      expect(await due()).toEqual([`F1 ${expected}`, 'F2 2026-01-20']);
    }
  });

  it('keeps the companies’ debtors apart, and asks which one is meant when there are several', async () => {
    await t.import('a.csv', EX, { company: '111111111' });
    await t.import('b.csv', EX, { company: '222222222' });
    expect(await open('2026-06-30')).toBe('C1 EUR 2200000, C1 EUR 2200000');
    const asked = await t.import('c.csv', EX);
    expect(asked).toMatchObject({ outcome: 'asked', questions: [{ id: 'company', values: ['111111111', '222222222'] }] });
    expect(await t.import('c.csv', EX, { answers: { company: '222222222' } })).toMatchObject({ outcome: 'same' });
  });

  it('of a real ledger into the demo company’s database is refused with the way out', async () => {
    await t.import('people.csv', PEOPLE, { by: 'system:demo' });
    await expect(t.import('ex.csv', EX)).rejects.toThrow('DATABASE_URL=file:./encours.db');
  });

  it('is refused in its own sentence to whoever has not the permission, whoever calls, and writes nothing', async () => {
    const by = { ...TESTER, email: 'sofia@acme.example', roles: ['sales'], language: 'en' as const };
    await expect(t.import('ex.csv', EX, { by })).rejects.toMatchObject({
      code: 'not-allowed',
      message: ledgerTexts('en').imports.notAllowed,
    });
    expect(await ledgerIn(t.core.store.read).itemCount()).toBe(0);
  });

  it('of people sets what it names, ties nobody to two rows, and writes an audit event', async () => {
    await t.import('people.csv', PEOPLE);
    expect((await t.core.store.read.people.all()).map((p) => p.email)).toHaveLength(5);
    const [event] = await t.core.store.read.audit.after(0, 10);
    expect(event).toMatchObject({ action: 'import', actor: 'test' });
  });
});

describe('figures at any date', () => {
  it('add up, and equal a sum made from the rows themselves, for random lists with settlements and part payments', async () => {
    const row = fc.record({
      debtor: fc.constantFrom('A', 'B', 'C'),
      issue: fc.integer({ min: 0, max: 300 }),
      term: fc.integer({ min: 0, max: 120 }),
      cents: fc.integer({ min: -50_000, max: 500_000 }).filter((n) => n !== 0),
      settledAfter: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
    });
    const base = day('2025-09-01');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 25 }),
        fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 4 }),
        async (rows, dates) => {
          run++;
          const lines = rows.map((r, i) =>
            [
              r.debtor,
              `R${i}`,
              isoDay(base + r.issue),
              isoDay(base + r.issue + r.term),
              (r.cents / 100).toFixed(2),
              r.settledAfter === undefined ? '' : isoDay(base + r.issue + r.settledAfter),
            ].join(','),
          );
          const company = String(100_000_000 + run);
          await t.import('r.csv', `debtor,ref,issueDate,dueDate,amount,settledDate\n${lines.join('\n')}\n`, { company });
          const companyId = (await debtorsIn(t.core.store.read).companies()).find((c) => c.siren === company)?.id ?? 0;
          for (const at of dates) {
            const [b] = await ledgerIn(t.core.store.read).agedTotal(base + at, { companyId, bounds: BOUNDS });
            const live = rows.filter((r) => r.issue <= at && !(r.settledAfter !== undefined && r.issue + r.settledAfter <= at));
            const sum = (pick: (r: (typeof rows)[number]) => boolean): bigint =>
              live.filter(pick).reduce((s, r) => s + BigInt(r.cents), 0n);
            const late = (r: (typeof rows)[number]): number => at - r.issue - r.term;
            expect(b ? total(b) : 0n).toBe(sum(() => true));
            expect(b?.notDue ?? 0n).toBe(sum((r) => r.cents > 0 && late(r) <= 0));
            expect(b?.d1_30 ?? 0n).toBe(sum((r) => r.cents > 0 && late(r) >= 1 && late(r) <= 30));
            expect(b?.over120 ?? 0n).toBe(sum((r) => r.cents > 0 && late(r) > 120));
            expect(b?.unallocated ?? 0n).toBe(sum((r) => r.cents < 0));
            expect(b ? overdue(b) : 0n).toBe(sum((r) => late(r) > 0));
          }
        },
      ),
      { numRuns: runs(40, 500) },
    );
  });
});
