import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { allocate, Remaining } from '../../../src/core/ledger/allocate.ts';
import type { Allocation, FecLine } from '../../../src/core/ledger/ports.ts';

let nextId = 1;
function line(amount: bigint, date: string, extra: Partial<FecLine> = {}): FecLine {
  const day = parseDay(date) ?? Number.NaN;
  const plain = {
    id: nextId++,
    kind: 'invoice' as const,
    label: '',
    entryKey: '',
    dueGiven: false,
    account: '411',
    ref: '',
    bookDay: day,
    issueDay: day,
    dueDay: day,
    letter: '',
    letterDay: null,
  };
  return { ...plain, amount, ...extra };
}

/** What is open of each line at a date, by an independent sum. */
function open(lines: readonly FecLine[], allocations: readonly Allocation[], day = Number.POSITIVE_INFINITY): bigint[] {
  return lines.map((l) => {
    if (l.bookDay > day) return 0n;
    const acting = allocations.filter((a) => a.day <= day);
    const paid = acting.filter((a) => a.debitId === l.id).reduce((s, a) => s + a.amount, 0n);
    const used = acting.filter((a) => a.creditId === l.id).reduce((s, a) => s + a.amount, 0n);
    return l.amount - paid + used;
  });
}

describe('lettered lines', () => {
  test('a part payment leaves 700.00 open from the day it was booked', () => {
    const lines = [line(120000n, '2026-01-15', { ref: 'FA12', letter: 'a' }), line(-50000n, '2026-03-10', { ref: 'VIR', letter: 'a' })];
    const found = allocate(lines, true);
    expect(found).toEqual([
      { debitId: lines[0]?.id, creditId: lines[1]?.id, amount: 50000n, day: parseDay('2026-03-10'), basis: 'letter', cash: false },
    ]);
    expect(open(lines, found, parseDay('2026-03-09'))).toEqual([120000n, 0n]);
    expect(open(lines, found, parseDay('2026-03-10'))).toEqual([70000n, 0n]);
  });

  test('a group that adds up to 0 closes all of its lines, whatever their number and signs', () => {
    const amounts = [1000n, 300n, -200n, -1100n];
    const lines = amounts.map((a, i) => line(a, `2026-0${i + 1}-01`, { letter: 'AA' }));
    expect(open(lines, allocate(lines, true))).toEqual([0n, 0n, 0n, 0n]);
  });

  test('the case of a letter is kept: a and A are two groups', () => {
    const lines = [line(100n, '2026-01-01', { letter: 'a' }), line(-100n, '2026-01-02', { letter: 'A' })];
    expect(allocate(lines, true)).toEqual([]);
  });

  test('an unlettered line stays open beside lettered ones', () => {
    const lines = [
      line(100n, '2026-01-01', { letter: 'A' }),
      line(-100n, '2026-01-02', { letter: 'A' }),
      line(100n, '2026-01-03', { ref: 'F1' }),
      line(-100n, '2026-01-04', { ref: 'F1' }),
    ];
    expect(open(lines, allocate(lines, true))).toEqual([0n, 0n, 100n, -100n]);
  });

  test('a partial group pays the oldest PieceDate first, although it was booked later', () => {
    const late = { bookDay: parseDay('2026-06-30') ?? 0 };
    const lines = [
      line(500n, '2026-02-01', { letter: 'B' }),
      line(500n, '2026-01-01', { letter: 'B', ...late }),
      line(-600n, '2026-03-01', { letter: 'B' }),
    ];
    expect(open(lines, allocate(lines, true))).toEqual([400n, 0n, 0n]);
  });

  test('a letter used again in another period is told apart by DateLet when the whole does not balance', () => {
    const first = { letter: 'C', letterDay: parseDay('2026-02-01') ?? null };
    const second = { letter: 'C', letterDay: parseDay('2026-06-01') ?? null };
    const lines = [
      line(900n, '2026-01-01', second),
      line(100n, '2026-01-10', first),
      line(-100n, '2026-02-01', first),
      line(-300n, '2026-06-01', second),
    ];
    // By age alone the credit of 100 would go to the debit of 900.
    expect(open(lines, allocate(lines, true))).toEqual([600n, 0n, 0n, 0n]);
    expect(allocate(lines, true)[0]).toMatchObject({ debitId: lines[1]?.id, creditId: lines[2]?.id });
  });

  test('a transfer to the doubtful account closes the 411 and leaves the 416 open', () => {
    const lines = [
      line(1000n, '2026-01-01', { letter: 'D' }),
      line(-1000n, '2026-05-01', { letter: 'D' }),
      line(1000n, '2026-05-01', { account: '416' }),
    ];
    expect(open(lines, allocate(lines, true))).toEqual([0n, 0n, 1000n]);
  });

  test('one letter on two accounts is two groups', () => {
    const lines = [line(1000n, '2026-01-01', { letter: 'E' }), line(-1000n, '2026-05-01', { letter: 'E', account: '416' })];
    expect(allocate(lines, true)).toEqual([]);
  });
});

describe('a ledger without any letter', () => {
  test('the document number comes first, then the same amount, then the oldest; the basis says which', () => {
    const lines = [
      line(400n, '2026-01-01', { ref: 'F1' }),
      line(250n, '2026-01-02', { ref: 'F2' }),
      line(100n, '2026-01-03', { ref: 'F3' }),
      line(-100n, '2026-02-01', { ref: 'F3' }),
      line(-250n, '2026-02-02', { ref: 'VIR 8' }),
      line(-150n, '2026-02-03', { ref: 'CHQ 9' }),
    ];
    const found = allocate(lines, false);
    expect(found.map((a) => [a.debitId, a.creditId, a.amount, a.basis])).toEqual([
      [lines[2]?.id, lines[3]?.id, 100n, 'ref'],
      [lines[1]?.id, lines[4]?.id, 250n, 'amount'],
      [lines[0]?.id, lines[5]?.id, 150n, 'oldest'],
    ]);
    expect(open(lines, found)).toEqual([250n, 0n, 0n, 0n, 0n, 0n]);
  });

  test('a word where a number should stand joins nothing', () => {
    const lines = [
      line(400n, '2026-01-01', { ref: 'x' }),
      line(300n, '2026-01-02', { ref: 'F7' }),
      line(-300n, '2026-02-01', { ref: 'x' }),
    ];
    expect(allocate(lines, false).map((a) => [a.debitId, a.basis])).toEqual([[lines[1]?.id, 'amount']]);
  });

  test('what is left over stays open on its side only', () => {
    const lines = [line(100n, '2026-01-01'), line(-250n, '2026-01-05')];
    expect(open(lines, allocate(lines, false))).toEqual([0n, -150n]);
  });
});

const anyLine = fc.record({
  amount: fc.bigInt({ min: -2000n, max: 2000n }).map((n) => n * 100n),
  bookDay: fc.integer({ min: 20000, max: 20060 }),
  issueDay: fc.integer({ min: 19950, max: 20060 }),
  account: fc.constantFrom('411', '416'),
  ref: fc.constantFrom('', 'x', 'F1', 'F2', 'F3'),
  letter: fc.constantFrom('', '', 'A', 'a', 'B'),
  letterDay: fc.constantFrom(null, 20010, 20020),
});
const anyLines = fc
  .array(anyLine, { maxLength: 30 })
  .map((all) =>
    all.map((l, i): FecLine => ({ ...l, id: i + 1, kind: 'invoice', label: '', entryKey: '', dueGiven: false, dueDay: l.issueDay })),
  );

describe('whatever the lines', () => {
  test('at any date and on each account, what is open adds up to what was booked', () => {
    fc.assert(
      fc.property(anyLines, fc.boolean(), fc.integer({ min: 19990, max: 20070 }), (lines, lettered, day) => {
        const rest = open(lines, allocate(lines, lettered), day);
        for (const account of ['411', '416']) {
          const booked = lines.reduce((s, l) => (l.account === account && l.bookDay <= day ? s + l.amount : s), 0n);
          const left = lines.reduce((s, l, i) => (l.account === account ? s + (rest[i] ?? 0n) : s), 0n);
          expect(left).toBe(booked);
        }
      }),
    );
  });

  test('no line is ever allocated beyond its amount, and every allocation is above 0', () => {
    fc.assert(
      fc.property(anyLines, fc.boolean(), (lines, lettered) => {
        const found = allocate(lines, lettered);
        expect(found.every((a) => a.amount > 0n)).toBe(true);
        open(lines, found).forEach((left, i) => {
          const amount = lines[i]?.amount ?? 0n;
          expect(amount >= 0n ? left >= 0n && left <= amount : left <= 0n && left >= amount).toBe(true);
        });
      }),
    );
  });

  test('every lettered group that balances ends with nothing open', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const rest = open(lines, allocate(lines, true));
        for (const account of ['411', '416'])
          for (const letter of ['A', 'a', 'B']) {
            const group = lines.flatMap((l, i) => (l.account === account && l.letter === letter ? [{ l, left: rest[i] ?? 0n }] : []));
            if (group.reduce((s, g) => s + g.l.amount, 0n) === 0n) expect(group.every((g) => g.left === 0n)).toBe(true);
          }
      }),
    );
  });

  test('without letters nothing is left on both sides of one account', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const rest = open(lines, allocate(lines, false));
        for (const account of ['411', '416']) {
          const left = rest.filter((_, i) => lines[i]?.account === account);
          expect(left.some((a) => a > 0n) && left.some((a) => a < 0n)).toBe(false);
        }
      }),
    );
  });

  test('the order of the lines changes nothing', () => {
    const shuffled = anyLines.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([lines, other], lettered) => {
        const key = (all: readonly Allocation[]) => all.map((a) => `${a.debitId}/${a.creditId}/${a.amount}/${a.day}/${a.basis}`).sort();
        expect(key(allocate(other, lettered))).toEqual(key(allocate(lines, lettered)));
      }),
    );
  });
});

describe('one allocation', () => {
  test('is cash when a payment pays what is none itself', () => {
    const cash = (debit: FecLine['kind'], credit: FecLine['kind']): boolean[] =>
      allocate([line(500n, '2026-01-01', { kind: debit }), line(-500n, '2026-01-02', { kind: credit })], false).map((a) => a.cash);
    expect([
      cash('invoice', 'payment'),
      cash('payment', 'payment'),
      cash('invoice', 'credit-note'),
      cash('payment', 'credit-note'),
    ]).toEqual([[true], [false], [false], [false]]);
  });

  test('of a transfer is remembered with what it was taken for, of anything else it is not', () => {
    const debits = [line(500n, '2026-01-01'), line(300n, '2026-01-02')] as const;
    const [transfer, payment] = [line(-600n, '2026-01-03', { kind: 'transfer' }), line(-200n, '2026-01-04', { kind: 'payment' })];
    const ledger = new Remaining([...debits, transfer, payment]);
    ledger.take(debits[0], transfer, 'letter');
    ledger.take(debits[1], transfer, 'letter');
    ledger.take(debits[1], payment, 'letter');
    expect(ledger.takenBy(transfer)).toEqual(debits.map((d) => d.id));
    expect(ledger.takenBy(payment)).toEqual([]);
    expect([...debits, transfer, payment].map((l) => ledger.left(l))).toEqual([0n, 0n, 0n, 0n]);
    expect(ledger.allocations.map((a) => a.amount)).toEqual([500n, 100n, 200n]);
  });

  test('goes to the older document, else the one that was booked first, else the one that was read first', () => {
    const paid = (...debits: readonly FecLine[]) => {
      const found = allocate([...debits, line(-100n, '2026-06-01', { kind: 'payment' })], false);
      return found.map((a) => debits.findIndex((d) => d.id === a.debitId));
    };
    const [first, second] = [line(150n, '2026-02-01'), line(150n, '2026-02-01')];
    expect([paid(first, second), paid(second, first)]).toEqual([[0], [1]]);
    const [early, late] = [line(150n, '2026-03-01', { issueDay: 20_500 }), line(150n, '2026-02-01', { issueDay: 20_500 })];
    expect([paid(early, late), paid(late, early)]).toEqual([[1], [0]]);
    const [newer, older] = [line(150n, '2026-02-01', { issueDay: 20_501 }), line(150n, '2026-03-01', { issueDay: 20_500 })];
    expect([paid(newer, older), paid(older, newer)]).toEqual([[1], [0]]);
  });
});
