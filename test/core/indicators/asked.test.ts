import { describe, expect, it } from 'vitest';
import { askedWords, parseAsked, toggled } from '../../../src/core/indicators/asked.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';

const day = (text: string) => parseDay(text) ?? 0;

describe('the words that ask for figures', () => {
  it('name a date, a period, whose debtors and what to leave out, in both languages and in any order', () => {
    const asked = {
      asOf: day('2026-06-30'),
      months: 6,
      scopes: { collector: 'Nadia Benali', segment: 'key' },
      without: ['disputed', 'unallocated'],
    };
    expect(parseAsked('2026-06-30 6 mois portefeuille Nadia Benali segment key hors litiges et crédits non affectés')).toEqual(asked);
    expect(parseAsked('without disputed, unallocated segment key portfolio Nadia Benali 6 months on 2026-06-30')).toEqual(asked);
    expect(parseAsked('portefeuille de nadia@acme.example')).toEqual({ scopes: { collector: 'nadia@acme.example' }, without: [] });
    expect(parseAsked('')).toEqual({ scopes: {}, without: [] });
  });

  it('come back from a button as they were asked', () => {
    const asked = parseAsked('2026-06-30 12 mois société 123456789 commercial Sofia hors douteux');
    if ('bad' in asked) throw new Error(asked.bad);
    expect(parseAsked(askedWords(asked))).toEqual(asked);
    expect(toggled(asked, 'doubtful').without).toEqual([]);
    expect(toggled(asked, 'disputed').without).toEqual(['doubtful', 'disputed']);
  });

  it('that mean nothing are named', () => {
    expect(parseAsked('camembert')).toEqual({ bad: 'camembert' });
    expect(parseAsked('hors camembert')).toEqual({ bad: 'camembert' });
    expect(parseAsked('2026-02-30')).toEqual({ bad: '2026-02-30' });
  });
});
