import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Card, plain } from '../../../src/core/desk/card.ts';
import type { Happening, Reply } from '../../../src/core/desk/inbound.ts';
import { encodeIntent } from '../../../src/core/desk/intent.ts';
import { createRouter } from '../../../src/core/desk/router.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { reviewCards } from '../../../src/core/indicators/review.card.ts';
import { reviewOf } from '../../../src/core/indicators/review.ts';
import { parseChart } from '../../../src/core/indicators/turns.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { drawPdf } from '../../../src/pdf/draw.ts';
import { parseCommand } from '../../support/conversation.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';
import { EX_HISTORY } from './ex.ts';

let t: TurnedCore;
beforeAll(async () => {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  await t.import('people.csv', PEOPLE);
  await t.import('ex.csv', EX_HISTORY);
});
afterAll(() => t.close());

let events = 0;
async function does(happening: Happening, email = 'nadia@acme.example'): Promise<readonly Reply[]> {
  events++;
  return createRouter(t.core)({
    key: `e${events}`,
    identity: { platform: 'slack', tenant: 'T1', userId: email },
    email: async () => email,
    locale: 'fr',
    outsider: false,
    where: { channel: 'D1', direct: true },
    happening,
  });
}
const says = (name: string, text: string) => does({ type: 'command', name, text });
function cardOf(replies: readonly Reply[]): Card {
  const [reply] = replies;
  if (reply?.type !== 'private') throw new Error('no private answer');
  return reply.card;
}
const words = (card: Card): string =>
  card.blocks
    .flatMap((b) => (b.type === 'text' ? [plain(b.text)] : b.type === 'table' ? b.rows.map((row) => row.join(' | ')) : []))
    .join('\n')
    .replace(/[\u202f\u00a0]/g, ' ');
const charts = (card: Card) => card.blocks.flatMap((b) => (b.type === 'chart' ? [b.spec] : []));

describe('the words of a chart', () => {
  it('name its kind in both languages, the rest names a debtor', () => {
    expect(parseChart('aging DUPONT')).toEqual({ kind: 'aging', query: 'DUPONT' });
    expect(parseChart('balance âgée Le Goëlic')).toEqual({ kind: 'aging', query: 'Le Goëlic' });
    expect(parseChart('Top ancienneté')).toEqual({ kind: 'age', query: '' });
    expect(parseChart('litiges')).toEqual({ kind: 'disputes', query: '' });
    expect(parseChart('camembert')).toBeUndefined();
  });

  it('come by a slash command or plain words', () => {
    const asked = { kind: 'chart.show', words: 'aging dupont' };
    expect(parseCommand('chart', 'aging dupont', 0)).toEqual(asked);
    expect(parseCommand('', 'Graphique aging dupont', 0)).toEqual(asked);
    expect(parseCommand('', 'indicateurs', 0)).toEqual({ kind: 'figures.show' });
  });
});

describe('a chart in the conversation', () => {
  it('of the whole has its picture, its title and its figures', async () => {
    const card = cardOf(await says('graphique', 'balance'));
    const [chart] = charts(card);
    expect(chart?.kind === 'aged-balance' && chart.points.at(-1)?.notDue).toBe(10_000_00n);
    expect(words(card)).toContain('Total | 22 000,00 €');
  });

  it('of one debtor holds that debtor alone', async () => {
    const card = cardOf(await says('chart', 'aging client trois'));
    const [chart] = charts(card);
    expect(chart?.kind === 'aged-balance' && [chart.title, chart.points.at(-1)?.d31_60, chart.points.at(-1)?.notDue]).toEqual([
      'Balance âgée sur 12 semaines : Client Trois (EUR)',
      4_000_00n,
      0n,
    ]);
  });

  it('asks which debtor when several fit, never takes the first', async () => {
    const card = cardOf(await says('chart', 'dso client'));
    expect(charts(card)).toEqual([]);
    const buttons = card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : []));
    expect(buttons).toHaveLength(4);
    const payload = encodeIntent(buttons.find((b) => b.label.startsWith('Client Deux'))?.intent ?? { kind: 'help' });
    expect(charts(cardOf(await does({ type: 'press', payload })))[0]?.title).toBe('DSO sur 12 semaines : Client Deux (EUR)');
  });

  it('that does not exist is refused with a sentence', async () => {
    expect(words(cardOf(await says('chart', 'camembert')))).toContain('Quel graphique ?');
    expect(words(cardOf(await says('chart', 'top dupont')))).toContain('n’existe que pour l’ensemble');
    expect(words(cardOf(await says('chart', 'aging zzz')))).toContain('Aucun débiteur ne répond');
    const forged = JSON.stringify({ v: 1, kind: 'chart.debtor', chart: 'top', debtor: 1 });
    expect(words(cardOf(await does({ type: 'press', payload: forged })))).toContain('plus valable');
  });

  it('and the indicators say how each figure is made', async () => {
    const said = words(cardOf(await says('indicateurs', '')));
    expect(said).toContain('DSO comptable | 74,1 j | 22 000 € ÷ ventes 27 000 € × 91 j');
    expect(said).toContain('Efficacité du recouvrement (CEI) | 67,6 % |');
    expect(said).toContain('Taux d’encaissement | 53,2 % |');
    expect(said).toContain('Taux de litige | 13,6 % | en litige 3 000,00 € (1 pièce) ÷ 22 000 €'.replace('3 000,00', '3 000'));
  });
});

describe('the indicators in the conversation', () => {
  const press = async (card: Card, label: string) => {
    const buttons = card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : []));
    const found = buttons.find((b) => b.label === label);
    if (!found) throw new Error(`no button ${label} among ${buttons.map((b) => b.label).join(', ')}`);
    return cardOf(await does({ type: 'press', payload: encodeIntent(found.intent) }));
  };

  it('show the items of every term one press away, and their sum is the term', async () => {
    const card = cardOf(await says('indicateurs', ''));
    const sums = { Encours: '22 000,00', Échu: '12 000,00', 'Non échu': '10 000,00', 'Début de période': '20 000,00', Ventes: '27 000,00' };
    for (const [label, sum] of Object.entries({ ...sums, Encaissé: '25 000,00', 'Payé en 12 mois': '25 000,00' }))
      expect(words(await press(card, label))).toContain(sum);
    expect(words(await press(card, 'Impayé'))).toContain('1 pièce, 4 000,00 €');
    expect(words(await press(card, 'En litige'))).toContain('Client Quatre | 3 000,00 € | F4 |');
    expect((await press(card, 'Échu')).title).toBe('Ce qui est échu au mar. 30 juin');
  });

  it('leave out and take back in by a press, and the items follow', async () => {
    const without = await press(cardOf(await says('indicateurs', '')), 'Sans litiges');
    expect(words(without)).toContain('Hors litiges.');
    expect(words(without)).toContain('Taux d’échu | 47,4 % | échu net 9 000 € ÷ 19 000 €');
    expect(words(await press(without, 'Échu'))).toContain('9 000,00 €');
    expect(words(await press(without, 'Avec litiges'))).toContain('Taux d’échu | 54,5 %');
  });

  it('answer for a past date and for a portfolio, by name', async () => {
    await t.import(
      'debtors.csv',
      'debtor,collector,segment\nC1,nadia@acme.example,key\nC2,nadia@acme.example,small\nC3,claire@acme.example,',
    );
    const said = words(cardOf(await says('indicateurs', 'portefeuille Nadia segment key')));
    expect(said).toContain('Portefeuille de Nadia Benali · Segment key.');
    expect(said).toContain('DSO comptable | 91,0 j | 9 000 €');
    expect(words(cardOf(await says('indicateurs', '2026-03-31')))).toContain('DSO comptable | 90,0 j | 20 000 €');
  });

  it('say in a sentence what cannot be read', async () => {
    expect(words(cardOf(await says('indicateurs', 'camembert')))).toContain('« camembert » ne dit rien ici');
    expect(words(cardOf(await says('indicateurs', 'portefeuille Zoé')))).toContain('ne répond à « Zoé »');
    expect(words(cardOf(await says('indicateurs', 'portefeuille a')))).toContain('peut être');
    expect(words(cardOf(await says('indicateurs', '2019-01-01')))).toContain('Rien dans le grand livre');
    expect(words(cardOf(await says('indicateurs', 'segment rien')))).toContain('Aucune pièce de ce périmètre');
    const forged = JSON.stringify({ v: 1, kind: 'figures.proof', what: 'camembert' });
    expect(words(cardOf(await does({ type: 'press', payload: forged })))).toContain('plus valable');
  });
});

describe('the review of a month', () => {
  it('has a page for each portfolio, the figures of its end, and becomes a PDF', async () => {
    await t.import('debtors.csv', 'debtor,collector\nC1,nadia@acme.example\nC2,nadia@acme.example\nC3,claire@acme.example');
    const review = await reviewOf(t.core.store.read, parseDay('2026-06-01') ?? 0, DEFAULT_POLICY);
    if (!review) throw new Error('no review');
    const cards = reviewCards(review, DEFAULT_POLICY, 'fr');
    expect(cards.map((c) => c.title)).toEqual([
      'Revue de juin 2026',
      'Portefeuille : Claire Credit',
      'Portefeuille : Nadia Benali',
      'Portefeuille : sans chargé de recouvrement',
    ]);
    const [summary] = cards;
    expect(summary && words(summary)).toContain('Ensemble de la société | 22 000 € | 12 000 € | 54,5 % | 74,1 j | 13,6 %');
    expect(summary && words(summary)).toContain('Nadia Benali | 15 000 € | 5 000 €');
    const dot = Uint8Array.from(
      Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==', 'base64'),
    );
    const options = {
      title: 'Revue',
      author: 'Acme',
      locale: 'fr' as const,
      page: (n: number, of: number) => `${n}/${of}`,
      paint: async () => dot,
    };
    const { bytes, pages } = await drawPdf(cards, options);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages).toBeGreaterThanOrEqual(cards.length);
    // Tagged, with the words of each picture, for those who do not see it.
    expect(bytes.toString('latin1')).toContain('/Figure');
  });

  it('is refused for a month before the ledger', async () => {
    expect(await reviewOf(t.core.store.read, parseDay('2019-01-01') ?? 0, DEFAULT_POLICY)).toBeUndefined();
  });
});
