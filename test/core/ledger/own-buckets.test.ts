/** A company that cuts its aged balance elsewhere sees its own buckets wherever there are any, and every figure that has days of its own stays as it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agingJson } from '../../../src/cli/json.ts';
import { agendaOf } from '../../../src/core/agenda/agenda.ts';
import { dossierFacts } from '../../../src/core/committee/motion/dossier.card.ts';
import { type Dossier, hashOfDossier } from '../../../src/core/committee/motion/dossier.ts';
import { readDossier } from '../../../src/core/committee/motion/read-dossier.ts';
import { type Card, plain } from '../../../src/core/desk/card.ts';
import { altText, chartTable, colourOf } from '../../../src/core/desk/chart-spec.ts';
import type { Reply } from '../../../src/core/desk/inbound.ts';
import { picturesOf } from '../../../src/core/indicators/charts.ts';
import { indicatorsJson } from '../../../src/core/indicators/indicators.json.ts';
import { indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { reviewCards } from '../../../src/core/indicators/review.card.ts';
import { reviewOf } from '../../../src/core/indicators/review.ts';
import { weekCard } from '../../../src/core/indicators/week.card.ts';
import { weekOf } from '../../../src/core/indicators/week.ts';
import { columnsOf, total } from '../../../src/core/kernel/buckets.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { pack, unpack } from '../../../src/core/kernel/pack.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { createDesk } from '../../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';
import { EX_HISTORY } from '../indicators/ex.ts';

const DAY = parseDay('2026-06-30') ?? 0;
let t: TurnedCore;
let own: TurnedCore['core'];

beforeAll(async () => {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  await t.import('people.csv', PEOPLE);
  await t.import('ex.csv', EX_HISTORY);
  own = { ...t.core, policy: { ...t.core.policy, buckets: [15, 45] } };
});
afterAll(() => t.close());

const spaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');
const tables = (card: Card): string[] =>
  card.blocks.flatMap((b) => (b.type === 'table' ? b.rows.map((row) => spaces(row.join(' | '))) : []));
const texts = (card: Card): string => spaces(card.blocks.flatMap((b) => (b.type === 'text' ? [plain(b.text)] : [])).join('\n'));
const cardOf = ([reply]: readonly Reply[]): Card => {
  if (reply?.type !== 'private') throw new Error('no private answer');
  return reply.card;
};

/** F2 is 10 days late, F3 60, F4 135. */
const BALANCE = [
  'Non échu | 10 000,00 € | 45,5 %',
  '1–15 j | 6 000,00 € | 27,3 %',
  '16–45 j | 0,00 € | 0,0 %',
  '> 45 j | 7 000,00 € | 31,8 %',
  'Non affecté | -1 000,00 € | -4,5 %',
  'Total | 22 000,00 € | 100,0 %',
];

describe('within the bounds 15 and 45', () => {
  const says = async (name: string, text = '') =>
    cardOf(
      await createDesk({ ...t, core: own })
        .as('nadia@acme.example')
        .command(name, text),
    );

  it('the aged balance and the debtor’s card show the company’s buckets', async () => {
    expect(tables(await says('balance'))).toEqual(BALANCE);
    expect(texts(await says('debiteur', 'quatre'))).toContain('> 45 j 3 000 €');
    expect(texts(await says('debiteur', 'deux'))).toContain('1–15 j 6 000 €');
  });

  it('so do the week’s post and the month’s review', async () => {
    const week = await weekOf(t.core.store.read, DAY, own);
    const review = await reviewOf(t.core.store.read, parseDay('2026-06-01') ?? 0, own.policy);
    const cards = [week && weekCard(week, own.policy, 'fr'), review && reviewCards(review, own.policy, 'fr')[0]];
    for (const card of cards) expect(card && tables(card)).toEqual(expect.arrayContaining(BALANCE));
  });

  it('so do pictures, their words and their tables, and a bar has the colour that its age has there', async () => {
    const [aging] = await picturesOf(t.core.store.read, 'aging', DAY, own.policy, 'fr');
    const table = aging && chartTable(aging.spec);
    expect(table?.columns.slice(1, 6).map(spaces)).toEqual([
      ...['Non échu (€)', '1–15 j (€)', '16–45 j (€)', '> 45 j (€)', 'Non affecté (€)'],
    ]);
    expect(table?.rows.at(-1)?.slice(1, 7).map(spaces)).toEqual(['10 000', '6 000', '0', '7 000', '-1 000', '22 000']);
    expect(aging && spaces(altText(aging.spec))).toContain('Tranche en retard la plus lourde : > 45 j, 7 000 €.');
    const [age] = await picturesOf(t.core.store.read, 'age', DAY, own.policy, 'fr');
    const ages = ['d1_15', 'd16_45', 'over45'] as const;
    expect(age?.spec.kind === 'bars' && age.spec.bars.map((bar) => [bar.value, bar.colour])).toEqual([
      [135, colourOf('over45', ages)],
      [60, colourOf('over45', ages)],
      [10, colourOf('d1_15', ages)],
    ]);
  });

  it('the JSON names them by their days, and they add up to the total', async () => {
    const ledger = ledgerIn(t.core.store.read);
    const rows = await ledger.agedTotal(DAY, { bounds: own.policy.buckets });
    const { currencies } = agingJson(DAY, rows, undefined, new Map(), await ledger.afterCredits(DAY));
    expect(currencies).toEqual([
      {
        ...{ currency: 'EUR', notDue: '10000.00', d1_15: '6000.00', d16_45: '0.00', over45: '7000.00', unallocated: '-1000.00' },
        ...{ total: '22000.00', overdue: '12000.00', overdueRate: '0.5455', overdueAfterCredits: '13000.00' },
      },
    ]);
  });

  it('what is left out of the indicators is left out of its own bucket', async () => {
    const { currencies } = await indicatorsAt(t.core.store.read, { asOf: DAY, without: ['disputed', 'unallocated'] }, own.policy);
    const buckets = currencies[0]?.basis.buckets;
    expect(buckets && columnsOf(buckets)).toEqual([
      ['notDue', 10_000_00n],
      ['d1_15', 6_000_00n],
      ['d16_45', 0n],
      ['over45', 4_000_00n],
      ['unallocated', 0n],
    ]);
    expect(buckets && total(buckets)).toBe(20_000_00n);
  });

  it('the indicators and the agenda, whose days are their own, do not change', async () => {
    const { read } = t.core.store;
    const figures = async ({ policy }: TurnedCore['core']) => indicatorsJson(await indicatorsAt(read, { asOf: DAY }, policy), 'en');
    expect(await figures(own)).toEqual(await figures(t.core));
    const actions = await agendaOf(read, DAY, own);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions).toEqual(await agendaOf(read, DAY, t.core));
  });

  it('a dossier is frozen with them, and one that was kept before is shown as it was made', async () => {
    const { read } = t.core.store;
    const [debtor] = (await debtorsIn(read).search('deux', 1)).debtors;
    if (!debtor) throw new Error('no debtor');
    const proposal = {
      kind: 'limit',
      debtorId: debtor.id,
      currency: 'EUR',
      amount: 0n,
      before: null,
      until: null,
      why: '',
      conditions: '',
    } as const;
    const frozen = async ({ policy }: TurnedCore['core']) => {
      const dossier = await readDossier(read, debtor, proposal, DAY, policy);
      const kept = unpack(pack(dossier)) as Dossier;
      expect(hashOfDossier(kept)).toBe(hashOfDossier(dossier));
      return spaces(dossierFacts(kept, DAY, 'fr')[1]?.value ?? '');
    };
    expect(await frozen(t.core)).toBe('6 000 € · 1–30 j 6 000 €');
    expect(await frozen(own)).toBe('6 000 € · 1–15 j 6 000 €');
  });
});
