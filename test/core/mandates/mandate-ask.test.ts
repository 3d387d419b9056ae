import { describe, expect, it } from 'vitest';
import { readAsk, readItems, readMeasure } from '../../../src/core/mandates/mandate.ask.ts';

const short = (text: string): string => {
  const { debtor, phrase, rest } = readAsk(text);
  const measure = phrase && (phrase.percent === undefined ? phrase.amount || phrase.quantity : `${phrase.percent}/10000`);
  return [debtor, phrase?.power ?? '–', measure ?? '', rest].join(' | ');
};

describe('a power that is typed', () => {
  it.each([
    ['DUPONT 15 days', 'DUPONT | days | 15 | '],
    ['Dupont SA 15 jours', 'Dupont SA | days | 15 | '],
    ['C0042 15j FA-1024 promet la suite', 'C0042 | days | 15 | FA-1024 promet la suite'],
    ['dupont +10 jours de délai : virement en cours', 'dupont | days | 10 | virement en cours'],
    ['dupont rebate 500', 'dupont | rebate | 500 | '],
    ['dupont remise de 1 500,50 € pour solde', 'dupont | rebate | 1 500,50 € | pour solde'],
    ['dupont remise 500 sur FA-1', 'dupont | rebate | 500 | sur FA-1'],
    ['dupont 2 %', 'dupont | rebate | 200/10000 | '],
    ['dupont remise 2,5%', 'dupont | rebate | 250/10000 | '],
    ['dupont 3 instalments', 'dupont | instalments | 3 | '],
    ['dupont en 3 fois', 'dupont | instalments | 3 | '],
    ['dupont 3 échéances', 'dupont | instalments | 3 | '],
    ['dupont waive 120', 'dupont | waiver | 120 | '],
    ['dupont abandon des intérêts et frais 120', 'dupont | waiver | 120 | '],
    ['dupont credit note 300 geste commercial', 'dupont | credit | 300 | geste commercial'],
    ['dupont avoir 300', 'dupont | credit | 300 | '],
    ['dupont conditions 45 jours', 'dupont | terms | 45 | '],
    ['dupont terms 60', 'dupont | terms | 60 | '],
    ['dupont stop deliveries', 'dupont | stop | 0 | '],
    ['dupont arrêt des livraisons : trois relances', 'dupont | stop | 0 | trois relances'],
    ['dupont arrêter livraisons', 'dupont | stop | 0 | '],
    ['dupont 0 jours', 'dupont | days | 0 | '],
    ['dupont -5 jours', 'dupont | days | -5 | '],
    ['dupont', 'dupont | – |  | '],
    ['15 jours', '15 jours | – |  | '],
    ['dupont 500', 'dupont 500 | – |  | '],
    ['dupont 15.5 jours', 'dupont 15.5 jours | – |  | '],
  ])('%s', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  it('names invoices first, then the reason', () => {
    const items = [{ ref: 'FA-1024' }, { ref: 'FA 0900' }, { ref: 'FA-1025' }];
    expect(readItems('FA-1024, fa 900x', items)).toEqual({ items: [items[0]], why: 'fa 900x' });
    expect(readItems('sur FA1024 et FA 0900 parce que la paie tombe avant', items)).toEqual({
      items: [items[0], items[1]],
      why: 'parce que la paie tombe avant',
    });
    expect(readItems('pour solde', items)).toEqual({ items: [], why: 'pour solde' });
  });

  it('in a form is a measure of the chosen power, or nothing', () => {
    expect(readMeasure('days', '15 jours')?.quantity).toBe(15);
    expect(readMeasure('days', 'quinze')).toBeUndefined();
    expect(readMeasure('rebate', '2 %')?.percent).toBe(200);
    expect(readMeasure('stop', '')?.power).toBe('stop');
    expect(readMeasure('waiver', '1 200,50 USD')?.amount).toBe('1 200,50 USD');
  });

  it.each(['a ', '1 ', 'waive de ', '1 234 567 ', 'dupont 15 jour ', 'interets de penalites '])(
    'is looked for in 28,000 characters of "%s" at once',
    (words) => {
      const start = performance.now();
      readAsk(`dupont ${words.repeat(28_000 / words.length)}`);
      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );
});
