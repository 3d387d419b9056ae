/** What powers do to the agenda: extra days and rebates are not chased, a stop comes back to be lifted, a credit note to be issued. Wednesday 18 November 2026. */
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_DUNNING } from '../../../src/core/dunning/dunning-policy.ts';
import { said } from '../../support/desk.ts';
import { ITEMS } from '../disputes/support.ts';
import { type Office, office } from './support.ts';

let o: Office;
afterEach(() => o?.close());

const NADIA = 'nadia@acme.example';
const MARC = 'marc@acme.example';
const grant = (text: string) => o.desk.as(NADIA).command('accorder', text);
/** The whole list in words, on a day with a ledger of that day. */
const agendaOn = async (day: string, without: readonly string[] = []): Promise<string> => {
  o.clock.turn(`${day}T07:00:00+01:00`);
  const lines = ITEMS.split('\n').filter((line) => !without.some((ref) => line.includes(ref)));
  await o.import('items.csv', lines.join('\n'), { source: 'erp', complete: true, confirm: true });
  return said(await o.desk.as(NADIA).press({ kind: 'agenda.all', date: Math.floor(Date.parse(day) / 86_400_000) }));
};

it('extra days leave reminders until their end, and are the due day afterwards', async () => {
  o = await office();
  expect(await agendaOn('2026-11-18')).toMatch(/Dupont SA \| 12 700 €/);
  await grant('dupont 15 jours');
  expect(await agendaOn('2026-11-18')).not.toContain('Dupont SA');
  expect(await agendaOn('2026-12-03')).not.toMatch(/Dupont SA \| 12 700 €/);
  expect(await agendaOn('2026-12-07')).toMatch(/Dupont SA \| 17 700 €/);
});

it('what a rebate will take off is not chased', async () => {
  o = await office();
  await grant('dupont remise 200');
  expect(await agendaOn('2026-11-18')).toMatch(/Dupont SA \| 12 500 €/);
});

it('a promised credit note comes to sales administration on the day on which it was expected', async () => {
  o = await office();
  await grant('dupont remise 200');
  expect(await agendaOn('2026-12-01')).not.toContain('Avoirs promis à émettre');
  const list = await agendaOn('2026-12-02');
  expect(list).toContain('Avoirs promis à émettre');
  expect(list).toMatch(/Dupont SA \| 200,00 € \| – \| remise de 200,00 € : avoir à émettre.*Marc Lemoine/);
  const id = (await o.uses())[0]?.debtorId ?? 0;
  const view = said(await o.desk.as(MARC).press({ kind: 'agenda.open', debtor: id, action: 'mandate-credit:1' }));
  expect(view).toContain('[Avoir reçu]');
});

it('a delivery stop comes back to whoever decided it once nothing is overdue any more', async () => {
  o = await office();
  await grant('dupont arrêt livraisons');
  expect(await agendaOn('2026-11-18')).not.toContain('Livraisons à reprendre');
  const list = await agendaOn('2026-11-25', ['FA-1024', 'FA-0900']);
  expect(list).toContain('Livraisons à reprendre');
  expect(list).toMatch(/Dupont SA \| 0,00 € \| – \| livraisons arrêtées, l’échu est payé : lever l’arrêt.*Nadia Benali/);
  await o.desk.as(NADIA).press({ kind: 'mandate.lift', use: 1 });
  expect(await agendaOn('2026-11-25', ['FA-1024', 'FA-0900'])).not.toContain('Livraisons à reprendre');
});

it('deliveries that are stopped already are not to be stopped by the scenario', async () => {
  const step = (day: number, kind: 'stop' | 'letter') => ({ day, kind, by: undefined, inform: undefined, template: undefined, wait: 0 });
  const scenario = { name: 'test', when: {}, steps: [step(7, 'stop'), step(15, 'letter')] };
  const dunning = { ...DEFAULT_DUNNING, scenarios: [scenario] };
  o = await office({
    more: { dunning },
    items: ITEMS.split('\n')
      .filter((line) => !line.includes('FA-0900'))
      .join('\n'),
  });
  expect(await agendaOn('2026-11-18', ['FA-0900'])).toMatch(/Dupont SA \| 12 000 € \| 18 j \| relance 1 : arrêter les livraisons/);
  await grant('dupont arrêt livraisons');
  expect(await agendaOn('2026-11-20', ['FA-0900'])).not.toContain('Dupont SA');
  expect(await agendaOn('2026-12-02', ['FA-0900'])).toMatch(/Dupont SA \| 12 000 € \| 32 j \| relance 2 : courrier/);
});
