import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf } from '../../../src/core/kernel/buckets.ts';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import type { YearStart } from '../../../src/core/ledger/fec-files.ts';
import type { FecLine } from '../../../src/core/ledger/ports.ts';
import { settleLines } from '../../../src/core/ledger/settle-lines.ts';
import { expected, FIRST, invoice, LAST, type Line, NEW_YEAR as SECOND, shape, yearsOf } from '../../fixtures/company-of-years.ts';
import { BOUNDS } from '../../support/buckets.ts';
import { runs } from '../../support/chance.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const NEW_YEAR = '2026-01-01';
const YEARS: readonly YearStart[] = [
  { day: day('2025-01-02'), opening: false },
  { day: day(NEW_YEAR), opening: true },
];

let ids = 0;
function line(amount: bigint, booked: string, more: Partial<FecLine> = {}): FecLine {
  const issueDay = more.issueDay ?? day(booked);
  const dueDay = amount > 0n ? issueDay + 30 : issueDay;
  const plain = {
    kind: 'invoice' as const,
    account: '411000',
    ref: '',
    label: '',
    entryKey: `E${++ids}`,
    dueGiven: false,
    letter: '',
    letterDay: null,
  };
  return { id: ids, ...plain, bookDay: day(booked), issueDay, dueDay, amount, ...more };
}
const opening = (amount: bigint, more: Partial<FecLine> = {}): FecLine =>
  line(amount, NEW_YEAR, { kind: 'opening', entryKey: 'AN', ...more });
const paid = (amount: bigint, booked: string, more: Partial<FecLine> = {}): FecLine => line(-amount, booked, { kind: 'payment', ...more });

/** What is open at a date: reference, due day and amount, by due day. Gaps are settled into lines first, as the import does. */
function open(lines: readonly FecLine[], at: string, years: readonly YearStart[] = YEARS): string[] {
  let kept: readonly FecLine[] = [];
  let found = settleLines(lines, kept, years);
  for (let round = 0; round < years.length && found.gaps.length !== kept.length; round++) {
    kept = found.gaps.map((g, i) =>
      line(g.amount, isoDay(g.day), { id: 9000 + i, account: g.account, dueDay: g.dueDay, dueGiven: true, kind: 'opening', ref: 'gap' }),
    );
    found = settleLines(lines, kept, years);
  }
  const moved = new Map(found.continued.map((c) => [c.id, c]));
  const ends = new Map(found.carried.map((c) => [c.id, c.day]));
  return [...lines, ...kept]
    .filter((l) => l.bookDay <= day(at) && (ends.get(l.id) ?? Number.POSITIVE_INFINITY) > day(at))
    .flatMap((l): [number, string][] => {
      const taken = found.allocations
        .filter((a) => a.day <= day(at))
        .reduce((sum, a) => sum + (a.debitId === l.id ? a.amount : a.creditId === l.id ? -a.amount : 0n), 0n);
      const { ref, dueDay } = moved.get(l.id) ?? l;
      return l.amount === taken ? [] : [[dueDay, `${ref} ${isoDay(dueDay)} ${l.amount - taken}`]];
    })
    .sort(([a], [b]) => a - b)
    .map(([, text]) => text);
}

describe('a year that opens', () => {
  const FA50 = line(1000n, '2025-06-15', { ref: 'FA-50' });
  const FA60 = line(500n, '2025-11-20', { ref: 'FA-60' });

  test('by invoice: the opening lines go on with the references and the ages of last year, whatever PieceDate says', () => {
    const lines = [FA50, FA60, opening(1000n, { ref: 'FA 50' }), opening(500n, { ref: 'fa-60' })];
    expect(open(lines, '2025-12-31')).toEqual(['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500']);
    expect(open(lines, '2026-02-01')).toEqual(['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500']);
  });

  test('without references: by the same amount', () => {
    expect(open([FA50, FA60, opening(500n), opening(1000n)], NEW_YEAR)).toEqual(['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500']);
  });

  test('the due date that a file gives for an opening line stands', () => {
    const given = { dueDay: day('2025-08-31'), dueGiven: true };
    expect(open([FA50, opening(1000n, { ref: 'FA-50', ...given })], NEW_YEAR)).toEqual(['FA-50 2025-08-31 1000']);
  });

  test('a reference whose part payment the opening holds already is one item', () => {
    const lines = [
      FA50,
      paid(400n, '2025-10-01', { ref: 'FA-50' }),
      line(1n, '2025-10-01', { letter: 'Z' }),
      opening(600n, { ref: 'FA-50' }),
      opening(1n),
    ];
    expect(open(lines, NEW_YEAR)).toEqual(['FA-50 2025-07-15 600', ' 2025-10-31 1']);
  });

  test('one sum per customer only checks: the items go on with their ages, and what is paid goes to the oldest', () => {
    const lines = [FA50, FA60, opening(1500n, { letter: 'B' }), paid(1200n, '2026-02-10', { letter: 'B' })];
    expect(open(lines, '2026-02-09')).toEqual(['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500']);
    expect(open(lines, '2026-02-10')).toEqual(['FA-60 2025-12-20 300']);
  });

  test('a sum that is not what was left is said, and the difference is an item of its own on its side', () => {
    for (const [sum, rest] of [
      [1499n, 'gap 2026-01-01 -1'],
      [1501n, 'gap 2026-01-31 1'],
    ] as const) {
      const lines = [FA50, FA60, opening(sum)];
      expect(open(lines, NEW_YEAR)).toEqual(['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500', rest]);
      expect(settleLines(lines, [], YEARS).off).toEqual([{ account: '411000', day: day(NEW_YEAR), opening: sum, closing: 1500n }]);
    }
    expect(settleLines([FA50, FA60, opening(1500n)], [], YEARS).off).toEqual([]);
  });

  test('an item that a detailed opening does not have ends, and one that last year does not have stands as it is', () => {
    const lines = [FA50, FA60, opening(1000n, { ref: 'FA-50' }), opening(70n, { ref: 'FA-77', issueDay: day('2025-12-01') })];
    expect(open(lines, NEW_YEAR)).toEqual(['FA-50 2025-07-15 1000', 'FA-77 2025-12-31 70']);
    expect(settleLines(lines, [], YEARS).off).toHaveLength(1);
  });

  test('a customer whose account is nil on both sides keeps what stands there, one that the opening does not have any more is nil', () => {
    const credit = paid(1000n, '2025-12-01', { ref: 'VIR' });
    const letter = line(7n, '2025-03-01', { letter: 'A' });
    expect(open([FA50, credit, letter, paid(7n, '2025-03-02', { letter: 'A' })], NEW_YEAR)).toEqual([
      'FA-50 2025-07-15 1000',
      'VIR 2025-12-01 -1000',
    ]);
    expect(open([FA50], NEW_YEAR)).toEqual([]);
  });

  test('a letter of last year settles the opening line that goes on as its invoice, and a letter used again does not', () => {
    const old = { ...FA50, letter: 'AB' };
    expect(open([old, opening(1000n, { ref: 'FA-50' }), paid(1000n, '2026-03-01', { letter: 'AB' })], '2026-03-01')).toEqual([]);
    const again = [
      old,
      opening(1000n, { ref: 'FA-50' }),
      line(80n, '2026-02-01', { letter: 'AB', ref: 'FA-90' }),
      paid(80n, '2026-03-01', { letter: 'AB' }),
    ];
    expect(open(again, '2026-03-01')).toEqual(['FA-50 2025-07-15 1000']);
  });

  test('has no known age where nothing tells it, and has where PieceDate or a due date does', () => {
    const only: readonly YearStart[] = [{ day: day(NEW_YEAR), opening: true }];
    const bare = opening(100n);
    const lines = [
      bare,
      opening(200n, { issueDay: day('2025-12-31') }),
      opening(300n, { dueDay: day('2025-11-30'), dueGiven: true }),
      opening(-50n),
    ];
    expect(settleLines(lines, [], only).ageless).toEqual([bare]);
    expect(settleLines([FA50, opening(1000n)], [], YEARS).ageless).toEqual([]);
    expect(settleLines([FA50, opening(1000n), bare], [], YEARS).ageless).toEqual([bare]);
  });

  test('hands over once more a year later', () => {
    const years = [...YEARS, { day: day('2027-01-01'), opening: true }];
    const next = line(1000n, '2027-01-01', { kind: 'opening', entryKey: 'AN' });
    expect(open([FA50, opening(1000n), next], '2027-05-01', years)).toEqual(['FA-50 2025-07-15 1000']);
    expect(open([FA50, FA60, opening(1500n), line(1490n, '2027-01-01', { kind: 'opening', entryKey: 'AN' })], '2027-05-01', years)).toEqual(
      ['FA-50 2025-07-15 1000', 'FA-60 2025-12-20 500', 'gap 2027-01-01 -10'],
    );
  });
});

describe('a year that has no opening yet', () => {
  const years = YEARS.map((y) => ({ ...y, opening: false }));
  const invoice = line(1000n, '2025-11-15', { ref: 'FA-50' });
  const lettered = [line(20n, '2025-03-01', { letter: 'A' }), paid(20n, '2025-04-01', { letter: 'A' })];

  test('letters join across both', () => {
    expect(open([{ ...invoice, letter: 'C' }, ...lettered, paid(1000n, '2026-01-20', { letter: 'C' })], '2026-01-20', years)).toEqual([]);
  });

  test('a letter of each year is a settlement of that year', () => {
    const old = { ...invoice, letter: 'A' };
    const lines = [
      old,
      paid(400n, '2025-12-01', { letter: 'A' }),
      line(300n, '2026-02-01', { letter: 'A' }),
      paid(300n, '2026-02-02', { letter: 'A' }),
    ];
    expect(open(lines, '2026-02-02', years)).toEqual(['FA-50 2025-12-15 600']);
  });

  test('where a customer has no letter in it so far, a payment settles what it names or equals', () => {
    expect(open([invoice, ...lettered, paid(1000n, '2026-01-20', { ref: 'VIR 9' })], '2026-01-20', years)).toEqual([]);
    const other = [
      paid(1000n, '2026-01-20', { ref: 'VIR 9' }),
      line(5n, '2026-01-05', { letter: 'B' }),
      paid(5n, '2026-01-06', { letter: 'B' }),
    ];
    expect(open([invoice, ...lettered, ...other], '2026-01-20', years)).toHaveLength(2);
  });
});

describe('a transfer', () => {
  const only: readonly YearStart[] = [{ day: day('2026-01-02'), opening: false }];
  const move = (amount: bigint, booked: string, from: Partial<FecLine>, to: Partial<FecLine>): FecLine[] => {
    const entry = { kind: 'transfer' as const, entryKey: `OD ${booked}` };
    return [line(-amount, booked, { ...entry, ...from }), line(amount, booked, { ...entry, account: '416000', ...to })];
  };

  test.each([
    ['it names the invoice', {}, { ref: 'FA-1' }],
    ['its label names it', {}, { ref: 'OD7', label: 'Passage en douteux facture FA-1' }],
    ['the other side is lettered with it', { letter: 'A', ref: 'OD7' }, { ref: 'OD7' }],
    ['it is the one open debit of that amount', { ref: 'OD7' }, { ref: 'OD7' }],
  ])('to the doubtful account keeps reference and age: %s', (_, from, to) => {
    const invoice = line(1200n, '2026-01-15', { ref: 'FA-1', letter: 'letter' in from ? 'A' : '' });
    const noise = [line(3n, '2026-02-01', { letter: 'Z' }), paid(3n, '2026-02-01', { letter: 'Z' })];
    const found = open([invoice, ...noise, ...move(1200n, '2026-09-30', from, to)], '2026-10-15', only);
    expect(found).toContain('FA-1 2026-02-14 1200');
    expect(found.filter((text) => text.endsWith(' 1200') && !text.includes('FA-1'))).toEqual([]);
  });

  test('of a bill that comes back unpaid keeps the invoice’s age all the way', () => {
    const invoice = line(900n, '2026-01-10', { ref: 'FA-2', letter: 'A' });
    const out = move(900n, '2026-02-01', { letter: 'A' }, { account: '413000', ref: 'LCR 12', label: 'LCR FA-2', letter: 'L' });
    const back = move(900n, '2026-05-02', { account: '413000', letter: 'L', ref: 'LCR 12' }, { account: '411000', ref: 'LCR 12' });
    expect(open([invoice, ...out, ...back], '2026-02-10', only)).toEqual(['FA-2 2026-02-09 900']);
    expect(open([invoice, ...out, ...back], '2026-06-01', only)).toEqual(['FA-2 2026-02-09 900']);
  });

  test('that names nothing and moves a sum stays as old as it says', () => {
    const lines = [line(100n, '2026-01-15'), line(50n, '2026-02-15'), ...move(150n, '2026-09-30', { ref: 'OD7' }, { ref: 'OD7' })];
    const noise = [line(3n, '2026-02-01', { letter: 'Z' }), paid(3n, '2026-02-01', { letter: 'Z' })];
    expect(open([...lines, ...noise], '2026-10-01', only)).toContain('OD7 2026-10-30 150');
  });
});

describe('whatever a company does in two years, and however they are written down', () => {
  const KINDS: Readonly<Record<string, FecLine['kind']>> = { VE: 'invoice', BQ: 'payment', OD: 'loss', X0: 'opening' };
  const lineOf = (l: Line): FecLine => {
    const kind = l.journal === 'OD' && l.ref.startsWith('FA-') ? 'transfer' : (KINDS[l.journal] ?? 'adjustment');
    const more = { kind, account: l.account, ref: l.ref, entryKey: `${l.journal}|${l.entry}`, issueDay: l.pieceDay, letter: l.letter };
    return line(BigInt(l.cents), isoDay(l.day), more);
  };

  test('each debtor’s open items at any date, by bucket, are those of a model of the company', () => {
    const dates = fc.array(fc.integer({ min: FIRST, max: LAST }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(invoice, { minLength: 1, maxLength: 9 }), shape, dates, (invoices, form, some) => {
        const { old, fresh } = yearsOf(invoices, form);
        const lines = [...old, ...fresh];
        const opening = fresh.some((l) => l.journal === 'X0');
        const years = [...(old.length > 0 ? [{ day: FIRST, opening: false }] : []), { day: SECOND, opening }];
        for (const at of [...some, SECOND - 1, SECOND, LAST]) {
          const sums = new Map<string, Record<string, bigint>>();
          for (const debtor of ['C1', 'C2', 'C3']) {
            const mine = lines.filter((l) => l.debtor === debtor).map(lineOf);
            for (const text of open(mine, isoDay(at), years)) {
              const [due = '', cents = '0'] = text.split(' ').slice(-2);
              const row = sums.get(debtor) ?? {};
              const bucket = BigInt(cents) > 0n ? bucketOf(at, day(due), BOUNDS) : 'unallocated';
              row[bucket] = (row[bucket] ?? 0n) + BigInt(cents);
              sums.set(debtor, row);
            }
          }
          expect([isoDay(at), ...[...sums].sort()]).toEqual([isoDay(at), ...[...expected(invoices, at)].sort()]);
        }
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});
