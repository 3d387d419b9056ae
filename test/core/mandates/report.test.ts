/** The daily and the weekly report on delegated powers. Wednesday 18 November 2026. */
import { afterEach, expect, it } from 'vitest';
import { wordsOf } from '../../support/desk.ts';
import { ITEMS } from '../disputes/support.ts';
import { type Office, office } from './support.ts';

let o: Office;
afterEach(() => o?.close());

const NADIA = 'nadia@acme.example';
const reportsOn = async (day: string): Promise<readonly string[]> => {
  o.clock.turn(`${day}T08:06:00+01:00`);
  const before = o.platform.posts.length;
  for (let tick = 0; tick < 3; tick++) await o.desk.settle();
  return o.platform.posts
    .slice(before)
    .filter((p) => p.card.title?.startsWith('Pouvoirs'))
    .map((p) => wordsOf(p.card));
};

it('the day after a use says who used what, for how much and what came of it; a day without any says nothing', async () => {
  o = await office();
  await o.desk.as(NADIA).command('accorder', 'dupont 15 jours FA-0900');
  await o.desk.as(NADIA).command('accorder', 'dupont remise 240 FA-1024');
  await o.desk.as(NADIA).command('accorder', 'durand 60 jours');
  await o.desk.as(NADIA).press({ kind: 'mandate.ask', use: 3 });
  o.clock.turn('2026-11-18T18:00:00+01:00');
  await o.import(
    'items.csv',
    ITEMS.split('\n')
      .filter((line) => !line.includes('FA-0900'))
      .join('\n'),
    { source: 'erp', complete: true, confirm: true },
  );
  const [report, ...none] = await reportsOn('2026-11-19');
  expect(none).toEqual([]);
  expect(report).toContain('Pouvoirs utilisés, mercredi 18 novembre');
  expect(report).toContain('délai : 1 utilisation, sur 700,00 €');
  expect(report).toContain('Dupont SA | 15 jours de délai, jusqu’au jeu. 3 déc. | Nadia Benali | payé 700,00 €');
  expect(report).toContain('remise : 1 utilisation, 240,00 € accordés sur 12 000 €');
  expect(report).toContain('Dupont SA | remise de 240,00 € | Nadia Benali | rien payé depuis, avoir attendu');
  expect(report).toContain('1 demande au-delà d’un pouvoir, dont 1 au comité.');
  expect(await reportsOn('2026-11-20')).toEqual([]);
});

it('what was used over a weekend is told on Monday, in the day’s and in the week’s report, with what holders propose', async () => {
  o = await office();
  o.clock.turn('2026-11-21T10:00:00+01:00');
  await o.desk.as(NADIA).command('grant', 'dupont waive 120');
  await o.desk.as(NADIA).command('mandat', 'propose remise 1000 pour les comptes clés');
  const reports = await reportsOn('2026-11-23');
  expect(reports.length).toBe(2);
  const [daily, weekly] = reports;
  expect(daily).toContain('Pouvoirs utilisés du ven. 20 nov. au dim. 22 nov.');
  expect(daily).toContain('abandon d’intérêts et de frais : 1 utilisation, 120,00 € accordés sur 12 700 €');
  expect(daily).not.toContain('proposent');
  expect(weekly).toContain('Pouvoirs délégués, semaine du lun. 16 nov. au dim. 22 nov.');
  expect(weekly).toContain('Ce que les titulaires proposent de changer');
  expect(weekly).toContain('Nadia Benali (remise) : remise 1000 pour les comptes clés');
  expect(await reportsOn('2026-11-24')).toEqual([]);
  expect(await reportsOn('2026-11-30')).toEqual([]);
});

it('a week tells what came of grants whose time ended in it', async () => {
  o = await office();
  await o.desk.as(NADIA).command('accorder', 'dupont 9 jours');
  await o.desk.as(NADIA).command('accorder', 'dupont arrêt livraisons');
  await reportsOn('2026-11-23');
  o.clock.turn('2026-11-26T10:00:00+01:00');
  await o.desk.as(NADIA).press({ kind: 'mandate.lift', use: 2 });
  const reports = await reportsOn('2026-11-30');
  expect(reports.length).toBe(1);
  expect(reports[0]).toContain('Arrivés à terme');
  expect(reports[0]).toContain('Dupont SA | 9 jours de délai, jusqu’au ven. 27 nov. | Nadia Benali | rien payé depuis, délai passé');
  expect(reports[0]).toContain('Dupont SA | arrêt des livraisons | Nadia Benali | levé le jeu. 26 nov.');
});
