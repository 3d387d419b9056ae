/** What people type after /promesse, and the days they name. */
import { describe, expect, it } from 'vitest';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { readDay } from '../../../src/core/kernel/day-words.ts';
import { channelIn, readInstalment, readPromise } from '../../../src/core/promises/promise.ask.ts';

/** A Wednesday. */
const TODAY = parseDay('2026-11-25') ?? 0;

describe('a day in words', () => {
  it.each([
    ['2026-12-04', '2026-12-04'],
    ['04/12/2026', '2026-12-04'],
    ['4/12', '2026-12-04'],
    ['25/11', '2026-11-25'],
    ['24/11', '2027-11-24'],
    ['vendredi', '2026-11-27'],
    ['Mercredi', '2026-12-02'],
    ['friday', '2026-11-27'],
    ['demain', '2026-11-26'],
    ['aujourd’hui', '2026-11-25'],
    ['30/02', undefined],
    ['5000', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    const found = readDay(text, TODAY);
    expect(found === undefined ? undefined : isoDay(found)).toBe(expected);
  });
});

describe('the words of a promise', () => {
  it.each([
    ['dupont 5000 2026-12-04', 'dupont', '5000', '2026-12-04', ''],
    ['Garage Morel 5 000,50 vendredi M. Petit, par mail', 'Garage Morel', '5 000,50', '2026-11-27', 'M. Petit, par mail'],
    ['dupont', 'dupont', '', undefined, ''],
    ['dupont 5000', 'dupont', '5000', undefined, ''],
    ['FA-1024 demain', 'FA-1024', '', '2026-11-26', ''],
  ])('%s', (words, query, amount, due, rest) => {
    const asked = readPromise(words, TODAY);
    expect({ ...asked, due: asked.due === undefined ? undefined : isoDay(asked.due) }).toEqual({ query, amount, due, rest });
  });

  it('name a channel, or none', () => {
    expect(channelIn('M. Petit, par e-mail')).toBe('email');
    expect(channelIn('au téléphone')).toBe('call');
    expect(channelIn('M. Lettrement')).toBeUndefined();
  });

  it('hold an instalment a line', () => {
    const line = (words: string) => readInstalment(words, 'EUR', TODAY);
    expect(line('2 500 08/01/2027')).toEqual({ written: '2 500', amount: { minor: 2500_00n }, dueDay: parseDay('2027-01-08') });
    expect([line('2500'), line('x y')]).toEqual([undefined, undefined]);
    const faults = ['08/01/2027', '0 08/01/2027', '-5 08/01/2027', '5 USD 08/01/2027'].map((words) => line(words)?.amount);
    expect(faults).toMatchObject(['none', 'zero', 'negative', 'currency'].map((code) => ({ fault: { code } })));
  });
});
