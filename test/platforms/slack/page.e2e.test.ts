/** What people see in a workspace's page: a card with its chart, names that stay names, a form filled in by hand. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChartPainter } from '../../../src/charts/painter.ts';
import { type Card, type Form, sentence } from '../../../src/core/desk/card.ts';
import type { Receive } from '../../../src/core/desk/inbound.ts';
import { launchBrowser } from '../../support/browser.ts';
import { GENERAL } from '../../support/local-slack.ts';
import { PATIENCE } from '../../support/patience.ts';
import { CHART, openScene, type Scene } from './support.ts';

const FORM: Form = {
  title: 'Litige',
  submit: 'Ouvrir',
  cancel: 'Annuler',
  fields: [
    { type: 'text', id: 'why', label: 'Ce que dit le client' },
    { type: 'choice', id: 'reason', label: 'Motif', options: [{ value: 'QUANTITY', label: 'Quantité' }] },
  ],
  intent: { kind: 'help' },
  locale: 'fr',
};

const CARD: Card = {
  title: 'Agenda du lundi 23 novembre',
  subtitle: 'grand livre du 20 nov.',
  blocks: [
    { type: 'text', text: [{ text: 'Encours 1 842 k€', bold: true }, { text: ' · échu 214 k€ · 11,6 % ▲ (vend. 11,1 %)' }] },
    {
      type: 'table',
      columns: [
        { title: '', align: 'right' },
        { title: 'Débiteur' },
        { title: 'Montant', align: 'right' },
        { title: 'Retard', align: 'right' },
        { title: 'Motif' },
      ],
      rows: [
        ['1', 'Dupont SA', '38 200 €', '62 j', 'promesse non tenue'],
        ['2', '<!channel> *Morel*', '9 120 €', '', 'litige qualité'],
      ],
      hidden: 18,
      where: 'Tout voir',
    },
    { type: 'chart', spec: CHART },
    { type: 'buttons', buttons: [{ label: 'Ouvrir un litige', intent: { kind: 'help' }, style: 'primary' }] },
  ],
  fallback: 'Agenda du lundi 23 novembre',
  amounts: true,
  locale: 'fr',
};

const painter = createChartPainter();
let browser: Browser;
let page: Page;
let scene: Scene;

const receive: Receive = async ({ happening }) => {
  if (happening.type === 'press') return [{ type: 'form', form: FORM }];
  if (happening.type !== 'submit') return [];
  if ((happening.answers.why ?? '').length < 5) return [{ type: 'form-errors', errors: { why: 'Dites-en plus' } }];
  return [{ type: 'public', card: sentence(`Litige ouvert : ${happening.answers.why} (${happening.answers.reason})`, 'fr') }];
};

beforeAll(async () => {
  scene = await openScene(receive, { paint: async (spec) => (await painter.paint(spec)).png });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
  page.setDefaultTimeout(PATIENCE);
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
  await painter.close();
});

test('a card with its chart is seen whole, its button opens a form, the form’s faults are shown, its answer is posted', async () => {
  await scene.slack.gateway.post({ key: 'agenda', to: { kind: 'channel', id: GENERAL }, card: CARD });
  await page.goto(scene.workspace.url);
  await page.getByText('Agenda du lundi 23 novembre').first().waitFor();
  await page.getByText('<!channel> *Morel*').waitFor();
  await page.getByText('… et 18 autres').waitFor();
  expect(await page.getByText('Dupont SA', { exact: true }).evaluate((e) => e.tagName)).toBe('STRONG');
  const chart = page.locator('.bk-image img');
  await expect.poll(() => chart.evaluate((img) => 'naturalWidth' in img && img.naturalWidth)).toBeGreaterThan(300);
  expect(await chart.getAttribute('alt')).toContain('encours');
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'slack-card.png') });

  await page.getByRole('button', { name: 'Ouvrir un litige' }).click();
  const modal = page.locator('[class*=modal]').first();
  await modal.getByText('Ce que dit le client').waitFor();
  await modal.locator('.bk-plain-input').fill('non');
  await modal.locator('select').selectOption('QUANTITY');
  await modal.getByRole('button', { name: 'Ouvrir' }).click();
  await modal.getByText('Dites-en plus').waitFor();
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'slack-form.png') });
  await modal.locator('.bk-plain-input').fill('Il manque deux palettes');
  await modal.getByRole('button', { name: 'Ouvrir' }).click();
  await page.getByText('Litige ouvert : Il manque deux palettes (QUANTITY)').waitFor();
});
