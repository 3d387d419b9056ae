import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { altText, type BarsChart, type ChartSpec, chartTable } from '../../../src/core/desk/chart-spec.ts';
import { aged, amounts, dso, point } from '../../charts/samples.ts';

const spaces = (text: string) => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');
const EX = { notDue: 1_000_000n, d1_30: 600_000n, d31_60: 400_000n, over120: 300_000n, unallocated: -100_000n, unallocatedDue: -100_000n };
const before = point('S46', { notDue: 1_800_000n, d1_30: 200_000n });
const ex = point('S47', EX);

describe('the words of an aged balance', () => {
  it('say the last total, the overdue amount, the rate, the target and the trend, in French', () => {
    expect(spaces(altText(aged({ points: [before, ex] })))).toBe(
      'Balance âgée. S47 : encours 22 000 €, dont échu 12 000 € (54,5 %, objectif moins de 10 %). Tranche en retard la plus lourde : 1–30 j, 6 000 €. ' +
        'Non affecté : -1 000 €. Depuis S46, l’encours monte de 20 000 € à 22 000 € et le taux d’échu monte de 10,0 % à 54,5 %.',
    );
  });

  it('put the article before a day, in French', () => {
    const points = [point('9 sept.', { notDue: 1_800_000n }), ex];
    expect(spaces(altText(aged({ points })))).toContain('Depuis le 9 sept., l’encours monte');
  });

  it('say the same in English', () => {
    expect(spaces(altText(aged({ locale: 'en', title: 'Aged balance', points: [before, ex] })))).toBe(
      'Aged balance. S47: outstanding €22,000, of which overdue €12,000 (54.5%, target under 10%). Heaviest overdue bucket: 1–30 d, €6,000. ' +
        'Unallocated: -€1,000. Since S46, the outstanding rises from €20,000 to €22,000 and the overdue rate rises from 10.0% to 54.5%.',
    );
  });

  it('say "falls" and "stays", and have no trend for a single week or an unknown rate', () => {
    const text = (points: Parameters<typeof aged>[0]) => spaces(altText(aged({ locale: 'en', ...points })));
    expect(text({ points: [ex, before] })).toContain(
      'Since S47, the outstanding falls from €22,000 to €20,000 and the overdue rate falls from 54.5% to 10.0%.',
    );
    expect(text({ points: [before, { ...before, label: 'S47' }] })).toContain(
      'the outstanding stays at €20,000 and the overdue rate stays at 10.0%',
    );
    expect(text({ points: [ex] })).not.toContain('Since');
    expect(text({ points: [point('S46', {}), ex] })).toContain('Since S46, the outstanding rises from €0 to €22,000.');
  });

  it('own up to a rate that cannot be computed, and to having no data', () => {
    expect(spaces(altText(aged({ points: [point('S47', {})] })))).toContain(
      'encours 0 €, dont échu 0 € (taux d’échu non calculable, objectif',
    );
    expect(altText(aged({ locale: 'en', points: [] }))).toBe('Balance âgée. No data.');
  });

  it('leave out a target that was not given', () => {
    const { target: _target, ...rest } = aged();
    expect(altText(rest)).not.toContain('objectif');
  });
});

describe('the table of an aged balance', () => {
  it('has the seven buckets, their total, the overdue amount and the rate of every week', () => {
    const table = chartTable(aged({ points: [before, ex] }));
    expect(table.columns.map(spaces)).toEqual([
      'Semaine',
      'Non échu (€)',
      '1–30 j (€)',
      '31–60 j (€)',
      '61–90 j (€)',
      '91–120 j (€)',
      '> 120 j (€)',
      'Non affecté (€)',
      'Total (€)',
      'Échu (€)',
      'Taux d’échu',
    ]);
    expect(table.rows.map((r) => r.map(spaces))).toEqual([
      ['S46', '18 000', '2 000', '0', '0', '0', '0', '0', '20 000', '2 000', '10,0 %'],
      ['S47', '10 000', '6 000', '4 000', '0', '0', '3 000', '-1 000', '22 000', '12 000', '54,5 %'],
    ]);
  });

  it('speaks English, and shows a missing rate as a dash', () => {
    const table = chartTable(aged({ locale: 'en', points: [point('W47', {})] }));
    expect(table.columns.at(-1)).toBe('Overdue rate');
    expect(table.rows[0]).toEqual(['W47', ...Array.from({ length: 9 }, () => '0.00'), '–']);
  });
});

describe('lines and bars', () => {
  it('lines give each series its latest and its first value', () => {
    expect(spaces(altText(dso()))).toBe(
      'DSO. DSO : 76,0 j (S47), 74,1 j au départ (S45). Meilleur DSO possible : 33,7 j (S47), 30,0 j au départ (S45).',
    );
    expect(chartTable(dso()).rows.map((r) => r.map(spaces))).toEqual([
      ['S45', '74,1 j', '30,0 j'],
      ['S46', '–', '32,0 j'],
      ['S47', '76,0 j', '33,7 j'],
    ]);
    expect(altText(dso({ locale: 'en', labels: ['S47'], series: [{ name: 'DSO', values: [null] }] }))).toBe(
      'DSO. DSO: not computable (S47).',
    );
  });

  it('lines of amounts are written as amounts, and a missing one as missing', () => {
    expect(spaces(altText(amounts([2_000_000n, null, 21_400_000n])))).toBe('Échu. Échu : 214 k€ (S3), 20 000 € au départ (S1).');
    expect(chartTable(amounts([0n, null, -5_00n], 'en')).rows).toEqual([
      ['S1', '€0'],
      ['S2', '–'],
      ['S3', '-€5'],
    ]);
  });

  const top: BarsChart = {
    kind: 'bars',
    locale: 'fr',
    title: 'Retards',
    unit: 'money',
    currency: 'EUR',
    bars: ['Dupont', 'Petit', 'Zoé', 'Morel'].map((label, i) => ({ label, value: BigInt(4 - i) * 1_000_000n })),
  };

  it('bars name the first three and the total, and list all in the table', () => {
    expect(spaces(altText(top))).toBe('Retards. 4 barres. En tête : Dupont, 40 000 € ; Petit, 30 000 € ; Zoé, 20 000 €. Total : 100 k€.');
    expect(chartTable(top).columns).toEqual(['Libellé', 'Montant (€)']);
    expect(chartTable(top).rows.map((r) => r.map(spaces))[3]).toEqual(['Morel', '10 000']);
    const days: BarsChart = { kind: 'bars', locale: 'en', title: 'Oldest', unit: 'days', bars: [{ label: 'A', value: 62 }] };
    expect(spaces(altText(days))).toBe('Oldest. One bar. On top: A, 62 d.');
    expect(chartTable(days)).toEqual({ columns: ['Name', 'Days'], rows: [['A', '62\u202fd']] });
  });
});

describe('any chart', () => {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const debit = fc.bigInt({ min: 0n, max: 10n ** 30n });
  const points = fc.array(
    fc.record({
      notDue: debit,
      d1_30: debit,
      d31_60: debit,
      d61_90: debit,
      d91_120: debit,
      over120: debit,
      unallocated: amount,
      unallocatedDue: amount,
    }),
    { maxLength: 14 },
  );
  const locale = fc.constantFrom('fr' as const, 'en' as const);
  const specs: fc.Arbitrary<ChartSpec> = fc.oneof(
    fc
      .tuple(points, locale, fc.constantFrom('EUR', 'JPY', 'TND'))
      .map(([p, l, currency]) => aged({ locale: l, currency, points: p.map((b, i) => point(`S${i}`, b)) })),
    fc
      .tuple(fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 14 }), locale)
      .map(([values, l]) => dso({ locale: l, labels: values.map((_, i) => `S${i}`), series: [{ name: 'DSO', values }] })),
  );

  it('has words without a hole and a table without a missing cell', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const table = chartTable(spec);
        const cells = table.rows.flat();
        expect(table.rows.every((r) => r.length === table.columns.length)).toBe(true);
        expect([...cells, ...table.columns, altText(spec)].every((t) => t !== '' && !/undefined|NaN|Infinity|null/.test(t))).toBe(true);
      }),
    );
  });
});
