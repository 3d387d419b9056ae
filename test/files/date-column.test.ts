import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoDay, parseDay } from '../../src/core/kernel/dates.ts';
import { FileFault } from '../../src/core/ledger/file-fault.ts';
import { DateColumn, type DateOrder, readDate } from '../../src/files/date-column.ts';

function orderOf(cells: readonly string[], given?: DateOrder): DateOrder | FileFault {
  const column = new DateColumn('Date');
  cells.forEach((cell, i) => {
    column.see(cell, i + 2);
  });
  try {
    return column.decide(given);
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
}

function iso(cell: string, order: DateOrder): string | undefined | null {
  const day = readDate(cell, order);
  return day === undefined || day === null ? day : isoDay(day);
}

describe('one date', () => {
  test.each([
    ['26/04/2011', 'DMY', '2011-04-26'],
    ['4/26/2011', 'MDY', '2011-04-26'],
    ['26-04-2011 11:50', 'DMY', '2011-04-26'],
    ['26.04.2011', 'DMY', '2011-04-26'],
    ['26-Apr-11', 'DMY', '2011-04-26'],
    ['26 avr. 2011', 'DMY', '2011-04-26'],
    ['1 février 2020', 'DMY', '2020-02-01'],
    ['3 août 2020', 'DMY', '2020-08-03'],
    ['Apr 26, 2011', 'DMY', '2011-04-26'],
    ['2011-04-26', 'DMY', '2011-04-26'],
    ['2011-04-26', 'MDY', '2011-04-26'],
    ['2011/4/6', 'MDY', '2011-04-06'],
    ['2011-04-26T23:59:59.999Z', 'DMY', '2011-04-26'],
    ['2011-04-26 00:00:00', 'DMY', '2011-04-26'],
    ['20110426000000', 'DMY', '2011-04-26'],
    ['201104261159', 'MDY', '2011-04-26'],
    ['20110426250000', 'DMY', null],
    ['00000000000000', 'DMY', undefined],
    ['2011-02-30', 'DMY', null],
    ['0000-00-00', 'DMY', undefined],
    ['4/26/2011 9:05 PM', 'MDY', '2011-04-26'],
    ['20110426', 'DMY', '2011-04-26'],
    ['20110426.0', 'DMY', '2011-04-26'],
    ['26042011', 'DMY', '2011-04-26'],
    ['260411', 'DMY', '2011-04-26'],
    ['11-04-26', 'YMD', '2011-04-26'],
    [' 26/04/2011 ', 'DMY', '2011-04-26'],
  ] as const)('"%s" in %s is %s', (cell, order, day) => {
    expect(iso(cell, order)).toBe(day);
  });

  test('two-digit years turn at 70', () => {
    expect([iso('01/01/69', 'DMY'), iso('01/01/70', 'DMY'), iso('01/01/71', 'DMY')]).toEqual(['2069-01-01', '1970-01-01', '1971-01-01']);
  });

  test.each(['', '   ', '00000000', '0', '00/00/0000', '00.00.0000', '0000-00-00'])('"%s" is an empty date', (cell) => {
    expect(iso(cell, 'DMY')).toBeUndefined();
  });

  test.each([
    '30/02/2020',
    '29/02/2021',
    '31/04/2020',
    '20200230',
    '2020-13-01',
    'n/a',
    '43831',
    '12.5',
    '26 jui 2020',
    '04/2020',
    '1/2/3/4',
    '26/04/2011 or so',
    '01/01/1899',
  ])('"%s" is no date: nothing is guessed, not even the serial numbers of Excel', (cell) => {
    expect(iso(cell, 'DMY')).toBeNull();
  });
});

describe('a column of dates', () => {
  test('one cell beyond the twelfth settles the order for all', () => {
    expect(orderOf(['01/02/2020', '13/02/2020'])).toBe('DMY');
    expect(orderOf(['01/02/2020', '02/13/2020'])).toBe('MDY');
    expect(orderOf(['01-02-03', '99-12-31'])).toBe('YMD');
  });

  test.each([
    ['11', true],
    ['12', true],
    ['13', false],
  ])('with %s as the largest first number the column is ambiguous: %s', (first, ambiguous) => {
    expect(orderOf(['01/02/2020', `${first}/03/2020`]) instanceof FileFault).toBe(ambiguous);
  });

  test('an ambiguous column is refused by name, with a cell, its line and the option that settles it', () => {
    const fault = orderOf(['', '01/02/2020']);
    expect(fault).toMatchObject({
      code: 'ambiguous-date',
      details: { column: 'Date', option: '--date-format', line: 3, value: '01/02/2020' },
    });
    expect(orderOf(['01/02/2020'], 'MDY')).toBe('MDY');
  });

  test('cells that mean the same day either way ask no question', () => {
    expect(orderOf(['05/05/2020', '06/06/2020'])).toBe('DMY');
  });

  test('two orders in one column are refused with both lines', () => {
    expect(orderOf(['13/02/2020', '02/14/2020'])).toMatchObject({ code: 'mixed-dates', details: { line: 2, otherLine: 3 } });
  });

  test('several ways of writing in one order are no contradiction', () => {
    expect(orderOf(['26-04-2011 11:50', '26-Apr-11', '26/04/2011', '2011-04-26', '20110426'])).toBe('DMY');
  });

  test('what is no date decides nothing: it is a remark of its line', () => {
    expect(orderOf(['30/02/2020', 'n/a', '02/13/2020'])).toBe('MDY');
  });

  test('every day comes back from every way of writing it', () => {
    const days = fc.integer({ min: parseDay('1970-01-01') ?? 0, max: parseDay('2069-12-31') ?? 0 });
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(days, fc.constantFrom('/', '-', '.', ' '), fc.boolean(), (day, joint, padded) => {
        const [year, month, date] = isoDay(day).split('-').map(Number) as [number, number, number];
        const [d, m] = padded ? [two(date), two(month)] : [String(date), String(month)];
        const short = two(year % 100);
        expect(readDate([d, m, year].join(joint), 'DMY')).toBe(day);
        expect(readDate([m, d, year].join(joint), 'MDY')).toBe(day);
        expect(readDate([year, m, d].join(joint), 'DMY')).toBe(day);
        expect(readDate([d, m, short].join(joint), 'DMY')).toBe(day);
        expect(readDate(`${year}${two(month)}${two(date)}`, 'MDY')).toBe(day);
        expect(readDate(`${two(date)}${two(month)}${year}`, 'DMY')).toBe(day);
      }),
    );
  });

  test('a column is never read in an order that one of its real dates does not fit', () => {
    const cells = fc.array(fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cells, (pairs) => {
        const texts = pairs.map(([a, b]) => `${a}/${b}/2021`);
        const order = orderOf(texts);
        if (order instanceof FileFault) return;
        const other = order === 'DMY' ? 'MDY' : 'DMY';
        for (const text of texts) if (readDate(text, order) === null) expect(readDate(text, other)).toBeNull();
      }),
    );
  });
});
