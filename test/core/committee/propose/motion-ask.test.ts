/** What people type to the committee. */
import { describe, expect, it } from 'vitest';
import { parseAsk } from '../../../../src/core/committee/propose/motion.ask.ts';
import { soundsLikeABallot } from '../../../../src/core/committee/vote/hear-words.ts';
import { readAmount } from '../../../../src/core/kernel/amount-words.ts';
import { isoDay } from '../../../../src/core/kernel/dates.ts';
import { parseWhen } from '../../../../src/core/kernel/day-words.ts';

describe('asking the committee', () => {
  it.each([
    ['limit DUPONT 80000 until 2027-03-31', { subject: 'limit', query: 'DUPONT', amount: '80000', until: '2027-03-31' }],
    ['limite DUPONT 80000 jusqu’au 2027-03-31', { subject: 'limit', query: 'DUPONT', amount: '80000', until: '2027-03-31' }],
    ["limite Dupont SA 80 000 € jusqu'au 31/03/2027", { subject: 'limit', query: 'Dupont SA', amount: '80 000 €', until: '31/03/2027' }],
    ['limite C0042 80 000', { subject: 'limit', query: 'C0042', amount: '80 000' }],
    ['limit Dupont 12 80000', { subject: 'limit', query: 'Dupont 12', amount: '80000' }],
    ['limit Dupont -5', { subject: 'limit', query: 'Dupont', amount: '-5' }],
    ['limit Dupont', { subject: 'limit', query: 'Dupont' }],
    ['suspendre Dupont', { subject: 'limit', query: 'Dupont', amount: '0' }],
    ['contentieux Dupont SA', { subject: 'litigation', query: 'Dupont SA' }],
  ])('%s', (words, fields) => {
    expect(parseAsk(words)).toEqual({ kind: 'motion.find', ...fields });
  });

  it('alone lists the open votes, with a number shows one, otherwise means nothing', () => {
    expect(parseAsk('')).toEqual({ kind: 'motion.list' });
    expect(parseAsk('12')).toEqual({ kind: 'motion.show', motion: 12 });
    expect(parseAsk('dance')).toBeUndefined();
  });

  it.each([
    ['80000', 80_000_00n],
    ['80 000', 80_000_00n],
    ['80\u202f000,50 €', 80_000_50n],
    ['80.000', 80_000_00n],
    ['80,000.50', 80_000_50n],
    ['1.234.567', 1_234_567_00n],
    ['12k€', 12_000_00n],
    ['0', 0n],
    ['-5', -500n],
    ['1,5', 150n],
    ['1.234,567', undefined],
    ['12,34,56', undefined],
    ['many', undefined],
    ['', undefined],
  ])('reads %j as an amount', (text, minor) => {
    const read = readAmount(text, 'EUR');
    expect('minor' in read ? read.minor : undefined).toBe(minor);
  });

  it('reads dates in both writings and refuses those that do not exist', () => {
    expect(['2027-03-31', '31/03/2027', '31.3.2027'].map((w) => isoDay(parseWhen(w) ?? 0))).toEqual(Array(3).fill('2027-03-31'));
    expect(['2027-02-30', '30/02/2027', 'demain'].map(parseWhen)).toEqual([undefined, undefined, undefined]);
  });

  it.each(['ok pour moi', 'Je suis pour', '+1', 'D’accord', 'contre !', '👍', 'I approve', 'non'])('%j sounds like a ballot', (words) => {
    expect(soundsLikeABallot(words)).toBe(true);
  });

  it.each(['Le bilan 2025 est-il connu ?', 'ils ont promis un virement', 'okapi', 'pourquoi cette date ?'])('%j does not', (words) => {
    expect(soundsLikeABallot(words)).toBe(false);
  });
});
