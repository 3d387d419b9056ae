/** Scores from a real ledger: on the debtor's card, component by component, and the alert on a change of class, once each way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plain } from '../../../src/core/desk/card.ts';
import { readScores } from '../../../src/core/score/read-scores.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { runDue } from '../../../src/work/schedule.ts';
import { createDesk, said } from '../../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T07:00:00+02:00' });
  await t.import('people.csv', PEOPLE);
});
afterEach(() => t.close());

const HEAD = 'debtor,name,ref,issueDate,dueDate,amount,kind,settledDate,disputed';
/** The worked example as a ledger: 12 days late on average, 80,000.00 of 100,000.00 used, all insured, a customer for six years, 13.6 % disputed. */
const LEDGER = [
  'C1,Dupont SA,OLD,2020-06-01,2020-07-01,100.00,invoice,2020-07-01,',
  'C1,Dupont SA,P1,2026-02-01,2026-03-01,1000.00,invoice,2026-03-13,',
  'C1,Dupont SA,O1,2026-06-01,2026-07-15,69120.00,invoice,,',
  'C1,Dupont SA,O2,2026-06-01,2026-07-15,10880.00,invoice,,yes',
];
const FILE = (external: string, limit = '100000.00') =>
  [
    'debtor,name,limit,limitCurrency,insurer,insuredLimit,insuredUntil,externalScore,externalScoreDay',
    `C1,Dupont SA,${limit},EUR,Allianz Trade,80000.00,2026-12-31,${external},2026-06-01`,
  ].join('\n');
const bring = (lines: readonly string[]) =>
  t.import('list.csv', [HEAD, ...lines].join('\n'), { source: 'erp', complete: true, confirm: true });

describe('a score from the ledger', () => {
  it('of the worked example is 70.5 exactly, on the card and component by component', async () => {
    await bring(LEDGER);
    await t.import('debtors.csv', FILE('60'));
    const [scored] = await readScores(t.core.store.read, 20_634, t.core.policy);
    expect(scored?.score).toMatchObject({ tenths: 705, class: 'B', known: 100 });
    const seat = createDesk(t).as('nadia@acme.example');
    const card = said(await seat.command('debiteur', 'dupont'));
    expect(card).toContain('score 70,5 (B)');
    const parts = said(await seat.press({ kind: 'score.show', debtor: scored?.debtor.id ?? 0 }));
    expect(parts).toContain('Score · Dupont SA : 70,5 sur 100, classe B');
    expect(parts).toContain('habitudes de paiement | paie à 12 j de retard en moyenne sur 12 mois | 24 | 30');
    expect(parts).toContain('note externe | 60 sur 100 (lun. 1er juin) | 15 | 25');
    expect(parts).toContain('usage de la limite | 80,0 % utilisés (80 000 € sur 100 000 €) | 6 | 15');
    expect(parts).toContain('part assurée | 100,0 % assurés (80 000 €) | 15 | 15');
    expect(parts).toContain('litiges | 13,6 % de l’encours contesté | 5,5 | 10');
    expect(parts).toContain('Score |  | 70,5 | 100');
  });

  it('says when the outside score is not known, too old, or of a later day', async () => {
    await bring(LEDGER);
    await t.import('debtors.csv', FILE('60'));
    const external = async (asOf: number) => (await readScores(t.core.store.read, asOf, t.core.policy))[0]?.facts.external;
    // 2026-06-01 is day 20,605: from its day to a year later.
    expect([await external(20_604), await external(20_605), await external(20_605 + 365), await external(20_605 + 366)]).toEqual([
      undefined,
      60,
      60,
      undefined,
    ]);
    expect((await readScores(t.core.store.read, 20_604, t.core.policy))[0]?.score).toMatchObject({ known: 75 });
  });

  it('needs half of the points to be known', async () => {
    await bring(['C1,Dupont SA,O1,2026-06-01,2026-07-15,500.00,invoice,,']);
    const seat = createDesk(t).as('nadia@acme.example');
    const card = said(await seat.command('debiteur', 'dupont'));
    expect(card).not.toContain('score ');
    expect(said(await seat.press({ kind: 'score.show', debtor: 1 }))).toContain('Pas encore de score pour Dupont SA');
  });
});

describe('the alert on a change of class', () => {
  const alertsOn = async (day: string): Promise<string> => {
    t.clock.turn(`${day}T08:06:00+02:00`);
    const before = t.platform.posts.length;
    for (let tick = 0; tick < 3; tick++) await Promise.all([runDue(t.core), runDue(t.core)]);
    await createDeliverer(t.core).drain();
    const posts = t.platform.posts.slice(before).filter((p) => p.card.title?.startsWith('Changements de classe'));
    expect(posts.length).toBeLessThanOrEqual(1);
    return posts
      .flatMap((p) => p.card.blocks.flatMap((b) => (b.type === 'text' ? [plain(b.text)] : [])))
      .join(' | ')
      .replace(/[\u202f\u00a0]/g, ' ');
  };

  it('is told once each way, with the components that moved, and nobody is announced on the first day', async () => {
    await bring(LEDGER);
    await t.import('debtors.csv', FILE('60'));
    expect(await alertsOn('2026-06-30')).toBe('');
    expect(await alertsOn('2026-07-01')).toBe('');
    t.clock.turn('2026-07-02T07:00:00+02:00');
    await t.import('debtors.csv', FILE('10'));
    await bring(LEDGER);
    expect(await alertsOn('2026-07-02')).toBe('⚠ Dupont SA passe de B à C (score 70,5 → 58) : note externe 15 → 2,5.');
    expect(await alertsOn('2026-07-03')).toBe('');
    t.clock.turn('2026-07-06T07:00:00+02:00');
    await t.import('debtors.csv', FILE('100'));
    expect(await alertsOn('2026-07-06')).toBe('✔ Dupont SA remonte de C à A (score 58 → 80,5) : note externe 2,5 → 25.');
    expect(await alertsOn('2026-07-07')).toBe('');
    expect((await t.core.store.read.audit.about('debtor:1', 9)).map((row) => row.action)).toEqual(['score.class', 'score.class']);
  });

  it('is not told for a move within a class', async () => {
    await bring(LEDGER);
    await t.import('debtors.csv', FILE('60'));
    await alertsOn('2026-06-30');
    t.clock.turn('2026-07-01T07:00:00+02:00');
    await t.import('debtors.csv', FILE('50'));
    expect(await alertsOn('2026-07-01')).toBe('');
  });
});
