/** The whole life of a dispute as people live it, in a real browser on the local page and in a real Slack workspace. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/policy.ts';
import { DEBTORS, ITEMS, MORNING, PEOPLE } from '../core/disputes/support.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  ALICE,
  BOB,
  BOT_TOKEN,
  GENERAL,
  type LocalSlack,
  type SeenMessage,
  SIGNING_SECRET,
  startLocalSlack,
} from '../support/local-slack.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';

const LIST = { source: 'erp', complete: true };
const CREDITED = `${ITEMS}\nC1,Dupont SA,AV-7,2026-11-20,2026-11-20,-4300.00,credit-note`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

describe('on the local page', () => {
  let server: TestServer;
  let page: Page;
  beforeAll(async () => {
    server = await testServer(MORNING, { local: true });
    await server.import('people.csv', PEOPLE);
    await server.import('debtors.csv', DEBTORS);
    await server.import('items.csv', ITEMS, LIST);
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(10_000);
  }, 60_000);
  afterAll(() => server?.stop());

  const become = async (name: string): Promise<void> => {
    await page.selectOption('#person', `${name}@acme.example`);
    await page.locator(`#person option[value="${name}@acme.example"]:checked`).waitFor({ state: 'attached' });
  };
  const goTo = async (channel: string): Promise<void> => {
    await page.getByRole('navigation').getByText(channel, { exact: false }).first().click();
    await page.locator('#place-name', { hasText: channel }).waitFor();
  };
  const dialog = () => page.getByRole('dialog');
  const card = () => page.locator('#messages .message', { hasText: 'Litige 1 · Dupont SA · FA-1024' }).first();

  it('is opened by the collector, taken by the salesperson, passed to quality, settled by sales administration, and closed by an import', async () => {
    await page.goto(server.url);
    await become('nadia');
    await goTo('litiges');
    await page.locator('#composer-text').fill('/litige FA-1024 4300 prix Le prix n’est pas celui du devis');
    await page.locator('#composer-text').press('Enter');
    await dialog().getByText('FA-1024 · reste', { exact: false }).waitFor();
    expect(await dialog().getByLabel('Ce que dit le client').inputValue()).toBe('Le prix n’est pas celui du devis');
    expect(await dialog().getByLabel('Montant contesté').inputValue()).toBe('4300');
    await dialog().getByRole('button', { name: 'Ouvrir' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await server.settle();
    await card().getByText('→ Sofia Romano, parce que', { exact: false }).waitFor();
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/local-dispute.png` });

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
    const dispute = await server.core.store.read.disputes.byId(1);
    expect(dispute).toMatchObject({ status: 'closed', outcome: 'founded', closedDay: expect.any(Number) });
    await page.close();
  }, 90_000);
});

describe('in Slack', () => {
  const PEOPLE_HERE = [
    'email,name,roles,language',
    'alice@example.com,Alice Anderson,collector;sales-admin;quality,fr',
    'bob@example.com,Bob Brown,sales,fr',
  ].join('\n');
  let slack: LocalSlack;
  let server: TestServer;
  let page: Page;
  beforeAll(async () => {
    const port = await freePort();
    slack = await startLocalSlack(port);
    server = await testServer(MORNING, {
      port,
      local: false,
      slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl },
      policy: { ...DEFAULT_POLICY, channels: { disputes: { on: { slack: GENERAL }, allowed: [] } } },
    });
    await server.import('people.csv', PEOPLE_HERE);
    await server.import('debtors.csv', 'debtor,name,salesperson,salesAdmin\nC1,Dupont SA,bob@example.com,alice@example.com');
    await server.import('items.csv', ITEMS, LIST);
    page = await browser.newPage({ viewport: { width: 1000, height: 1100 } });
    page.setDefaultTimeout(15_000);
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    await slack?.stop();
  });

  const modal = () => page.locator('[class*=modal]').first();
  /** The channel's card once it says so; what was pressed may still be on its way when the outbox is first emptied. */
  const cardWith = async (words: string): Promise<SeenMessage> => {
    let found: SeenMessage | undefined;
    const look = async (): Promise<boolean> => {
      await server.settle();
      const posted = (await slack.messages(GENERAL)).filter((m) => m.ephemeral_to === undefined && m.thread_ts === undefined);
      found = posted.find((m) => JSON.stringify(m.blocks ?? '').includes(words));
      return found !== undefined;
    };
    await expect.poll(look, { timeout: 10_000, message: words }).toBe(true);
    if (!found) throw new Error(words);
    return found;
  };

  it('is opened in a form, taken, passed on and settled by buttons, and its thread is kept', async () => {
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
      .poll(async () => (await server.core.store.read.disputes.steps(1)).map((s) => `${s.kind} ${s.actor} ${s.text}`), { timeout: 8000 })
      .toContain('reply bob@example.com Le commercial avait promis ce prix');
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
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/slack-dispute.png` });
    server.clock.turn('2026-11-20T10:00:00+01:00');
    await server.import('items.csv', CREDITED, LIST);
    await cardWith(', clos');
    expect((await server.core.store.read.disputes.byId(1))?.status).toBe('closed');
  }, 120_000);
});
