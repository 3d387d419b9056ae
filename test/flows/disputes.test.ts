/** The whole life of a dispute as people live it, in a real browser on the local page and in a real Slack workspace. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disputesIn } from '../../src/core/disputes/case/ports.ts';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { DEBTORS, ITEMS, MORNING, PEOPLE } from '../core/disputes/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { ALICE, BOB, GENERAL } from '../support/local-slack.ts';
import { type LocalScene, localScene, type SlackScene, slackScene } from '../support/scenes.ts';

const LIST = { source: 'erp', complete: true };
const CREDITED = `${ITEMS}\nC1,Dupont SA,AV-7,2026-11-20,2026-11-20,-4300.00,credit-note`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('on the local page', () => {
  let scene: LocalScene;
  beforeAll(async () => {
    scene = await localScene(browser, MORNING);
    await scene.server.import('people.csv', PEOPLE);
    await scene.server.import('debtors.csv', DEBTORS);
    await scene.server.import('items.csv', ITEMS, LIST);
  });
  afterAll(() => scene?.close());

  it('is opened by the collector, taken by the salesperson, passed to quality, settled by sales administration, and closed by an import', async () => {
    const { server, page, become, goTo, dialog, picture } = scene;
    const card = () => scene.card('Litige 1 · Dupont SA · FA-1024');
    await page.goto(server.url);
    await become('nadia');
    await goTo('litiges');
    await scene.say('/litige FA-1024 4300 prix Le prix n’est pas celui du devis');
    await dialog().getByText('FA-1024 · reste', { exact: false }).waitFor();
    expect(await dialog().getByLabel('Ce que dit le client').inputValue()).toBe('Le prix n’est pas celui du devis');
    expect(await dialog().getByLabel('Montant contesté').inputValue()).toBe('4300');
    await dialog().getByRole('button', { name: 'Ouvrir' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await server.settle();
    await card().getByText('→ Sofia Romano, parce que', { exact: false }).waitFor();
    await picture('local-dispute');

    await become('sofia');
    await card().getByRole('button', { name: 'Je prends' }).click();
    await page.getByText('Litige 1 : c’est à vous.', { exact: true }).waitFor();
    await server.settle();
    await card().getByText('pris en charge').first().waitFor();
    await card().getByRole('button', { name: 'Passer à…' }).click();
    await dialog().getByLabel('À qui').selectOption('role:quality');
    await dialog().getByLabel('Pourquoi').fill('Lot à contrôler');
    await dialog().getByRole('button', { name: 'Valider' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await server.settle();
    await card().getByText('→ Yann Kerbrat', { exact: false }).waitFor();

    // A document dropped in the case's thread is kept, and comes back to whoever asks for it.
    await become('yann');
    await card()
      .getByRole('button', { name: /Répondre|réponse/ })
      .click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.locator('#thread').getByRole('button', { name: 'Joindre un fichier' }).click(),
    ]);
    await chooser.setFiles({ name: 'rapport.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF lot 12') });
    await page.locator('#thread .message', { hasText: 'rapport.pdf' }).waitFor();
    await picture('local-dispute-thread');
    await page.getByRole('button', { name: 'Fermer le fil' }).click();
    await scene.say('/litige');
    await page
      .getByRole('button', { name: /^1 · Dupont SA/ })
      .last()
      .click();
    await page.getByText('Une pièce', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Recevoir les pièces' }).click();
    await page.getByText('La pièce arrive dans votre conversation privée.', { exact: true }).waitFor();
    await server.settle();
    await goTo('Encours');
    const link = page.getByRole('link', { name: /rapport\.pdf/ });
    await link.waitFor();
    await picture('local-exhibit');
    const saved = page.waitForEvent('download');
    await link.click();
    expect((await saved).suggestedFilename()).toBe('rapport.pdf');
    await goTo('litiges');

    await become('marc');
    await card().getByRole('button', { name: 'Régler' }).click();
    await dialog().getByLabel('Décision', { exact: true }).selectOption('founded');
    await dialog().getByLabel('Motif de la décision').fill('Le devis fait foi');
    await dialog().getByRole('button', { name: 'Valider' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await server.settle();
    await card().getByText('fondé, avoir attendu').first().waitFor();

    server.clock.turn('2026-11-20T10:00:00+01:00');
    await server.import('items.csv', CREDITED, LIST);
    await server.settle();
    await card().getByText('fondé (avoir ou refacturation), clos', { exact: false }).waitFor();
    const dispute = await disputesIn(server.core.store.read).byId(1);
    expect(dispute).toMatchObject({ status: 'closed', outcome: 'founded', closedDay: expect.any(Number) });
  });
});

describe('in Slack', () => {
  const PEOPLE_HERE = [
    'email,name,roles,language',
    'alice@example.com,Alice Anderson,collector;sales-admin;quality,fr',
    'bob@example.com,Bob Brown,sales,fr',
  ].join('\n');
  let scene: SlackScene;
  beforeAll(async () => {
    const channels = { disputes: { on: { slack: GENERAL }, allowed: [] } };
    scene = await slackScene(browser, MORNING, { ...DEFAULT_POLICY, channels });
    await scene.server.import('people.csv', PEOPLE_HERE);
    await scene.server.import('debtors.csv', 'debtor,name,salesperson,salesAdmin\nC1,Dupont SA,bob@example.com,alice@example.com');
    await scene.server.import('items.csv', ITEMS, LIST);
  });
  afterAll(() => scene?.close());

  it('is opened in a form, taken, passed on and settled by buttons, and its thread is kept', async () => {
    const { server, slack, page, modal, cardWith, picture } = scene;
    await page.goto(slack.url);
    await slack.command(ALICE, GENERAL, '/litige', 'FA-1024');
    await modal().getByText('Ce que dit le client').waitFor();
    await modal().locator('.bk-plain-input').nth(0).fill('4300');
    await modal().locator('select').first().selectOption('PRICE');
    await modal().locator('.bk-plain-input').nth(1).fill('Le prix n’est pas celui du devis');
    await modal().getByRole('button', { name: 'Ouvrir' }).click();
    const card = await cardWith('parce que');
    expect(JSON.stringify(card.blocks)).toContain('Bob Brown');
    await slack.press(BOB, GENERAL, card, 'Je prends');
    const taken = await cardWith('pris en charge');
    await slack.say(BOB, GENERAL, 'Le commercial avait promis ce prix', card.ts);
    await expect
      .poll(async () => (await disputesIn(server.core.store.read).steps(1)).map((s) => `${s.kind} ${s.actor} ${s.text}`))
      .toContain('reply bob@example.com Le commercial avait promis ce prix');
    await slack.upload(BOB, GENERAL, 'devis.pdf', Buffer.from('%PDF devis'), card.ts);
    await expect
      .poll(async () => (await server.core.store.read.files.of('dispute:1')).map((f) => `${f.name} ${f.actor} ${f.size}`))
      .toEqual(['devis.pdf bob@example.com 10']);
    await slack.press(ALICE, GENERAL, taken, 'Passer à…');
    await modal().getByText('À qui').waitFor();
    await modal().locator('select').first().selectOption('role:quality');
    await modal().locator('textarea, .bk-plain-input').last().fill('à contrôler');
    await modal().getByRole('button', { name: 'Valider' }).click();
    const passed = await cardWith('Alice Anderson, parce que');
    await slack.press(ALICE, GENERAL, passed, 'Régler');
    await modal().getByText('Décision', { exact: true }).waitFor();
    await modal().locator('select').first().selectOption('founded');
    await modal().locator('textarea, .bk-plain-input').last().fill('Le devis fait foi');
    await modal().getByRole('button', { name: 'Valider' }).click();
    await cardWith('fondé, avoir attendu');
    await picture('slack-dispute');
    server.clock.turn('2026-11-20T10:00:00+01:00');
    await server.import('items.csv', CREDITED, LIST);
    await cardWith(', clos');
    expect((await disputesIn(server.core.store.read).byId(1))?.status).toBe('closed');
  });
});
