import { describe, expect, test } from 'vitest';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { dueDay, formatTerms, parseTerms } from '../../../src/core/ledger/terms.ts';

const written: readonly (readonly [string, string])[] = [
  ['30', '30'],
  ['0', '0'],
  ['998', '998'],
  ['999', '999'],
  ['999 EOM', '999 EOM'],
  ['30 jours', '30'],
  ['30j', '30'],
  ['60 jours nets', '60'],
  ['Net 30', '30'],
  ['30 days', '30'],
  ['30 jours date de facture', '30'],
  ['comptant', '0'],
  ['À réception', '0'],
  ['45 EOM', '45 EOM'],
  ['45 FDM', '45 EOM'],
  ['45j FDM', '45 EOM'],
  ['45 jours fin de mois', '45 EOM'],
  ['45 days end of month', '45 EOM'],
  ['30E', '30 EOM'],
  ['fin de mois', '0 EOM'],
  ['EOM 45', 'EOM 45'],
  ['FDM 45', 'EOM 45'],
  ['Fin de mois 45', 'EOM 45'],
  ['fin de mois + 45 jours', 'EOM 45'],
  ['30 EOM 10', '30 EOM 10'],
  ['30 fin de mois le 10', '30 EOM 10'],
  ['30 jours fin de mois le 10 du mois suivant', '30 EOM 10'],
  ['45 FDM le 15', '45 EOM 15'],
  ['fin de mois le 10', '0 EOM 10'],
  ['30 days end of month on the 10th', '30 EOM 10'],
];

describe('payment terms', () => {
  test.each(written)('"%s" is read as %s', (text, normal) => {
    const terms = parseTerms(text);
    expect(terms && formatTerms(terms)).toBe(normal);
  });

  test.each(['', 'abc', '30 40', '-30', '30.5', '45 EOM 32', '45 EOM 0', '1000', 'NAA8', '30 mois', 'fin de mois le 10 ou le 20'])(
    '"%s" is not a term',
    (text) => {
      expect(parseTerms(text)).toBeUndefined();
    },
  );

  test.each([
    ['30', '2026-02-14'],
    ['60', '2026-03-16'],
    ['45 EOM', '2026-03-31'],
    ['EOM 45', '2026-03-17'],
    ['0 EOM', '2026-01-31'],
    ['16', '2026-01-31'],
    ['16 EOM', '2026-01-31'],
    ['17 EOM', '2026-02-28'],
    ['16 EOM 10', '2026-02-10'],
    ['17 EOM 10', '2026-03-10'],
    ['0 EOM 28', '2026-02-28'],
    ['0 EOM 31', '2026-02-28'],
  ])('an invoice of 15 January 2026 at %s falls due on %s', (text, due) => {
    const terms = parseTerms(text);
    const issued = parseDay('2026-01-15');
    if (!terms || issued === undefined) throw new Error('the example itself is unreadable');
    expect(isoDay(dueDay(issued, terms))).toBe(due);
  });
});
