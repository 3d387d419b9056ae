/** What a newcomer meets: the demo company in the local workspace, driven by a real browser, on any day. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importsIn } from '../../src/core/ledger/import-ports.ts';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { launchBrowser } from '../support/browser.ts';
import { runs } from '../support/chance.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { EX, PEOPLE } from '../support/turned.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function open(server: TestServer): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(server.url);
  return page;
}
const say = async (page: Page, words: string): Promise<void> => {
  const composer = page.locator('#composer-text');
  await composer.fill(words);
  await composer.press('Enter');
};

/** A Sunday before dawn; in the long run a Monday morning and a New Year's Day too. */
const STARTS = ['2026-11-22T04:00:00+01:00', '2026-11-23T09:00:00+01:00', '2027-01-01T12:00:00+01:00'].slice(0, runs(1, 3));

describe.each(STARTS)('on %s', (at) => {
  it('the last business day’s agenda and the week’s chart are there before anything is pressed', async () => {
    const server = await testServer(at, { demo: true, local: true });
    try {
      await server.settle();
      const page = await open(server);
      await page
        .getByText(/^Agenda du /)
        .first()
        .waitFor();
      await page
        .getByRole('img', { name: /balance âgée/i })
        .first()
        .waitFor();
      await page.close();
    } finally {
      await server.stop();
    }
  });
});

describe('the demo company', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer('2026-11-23T07:59:00+01:00', { demo: true, local: true });
    await server.settle();
  });
  afterAll(() => server?.stop());

  it('has a choice for dupont, a card for the one that is pressed, and shares it in the channel', async () => {
    const page = await open(server);
    await say(page, '/debiteur dupont');
    await page.getByRole('button', { name: /Dupont SA/ }).click();
    await page.getByText('Dupont SA', { exact: true }).last().waitFor();
    await page.getByRole('button', { name: 'Partager ici' }).last().click();
    await page.getByText(/Partagé par/).waitFor();
    await page.close();
  });

  it('turns to the next morning before the newcomer’s eyes, without reload', async () => {
    const page = await open(server);
    await page.getByText('Agenda du vendredi 20 novembre').first().waitFor();
    server.clock.turn('2026-11-23T08:05:00+01:00');
    await server.settle();
    await page.getByText('Agenda du lundi 23 novembre').first().waitFor();
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/local-morning.png` });
    await page.close();
  });

  it('shows each person their own list', async () => {
    const page = await open(server);
    await page.locator('#person').selectOption('nadia.benali@demo.example');
    await say(page, '/agenda');
    await page.getByText('Ma liste du lundi 23 novembre').first().waitFor();
    await page.close();
  });
});

describe('a database of one’s own', () => {
  it('takes a ledger dropped into the private conversation after its preview, as the person that was just chosen, however slow the change is', async () => {
    const server = await testServer('2026-06-30T09:00:00+02:00', { local: true });
    try {
      await server.import('people.csv', PEOPLE);
      const page = await open(server);
      await page.locator('#person option:checked', { hasText: 'Claire' }).waitFor({ state: 'attached' });
      await page.route(/api\/state\?as=anne/, (route) => setTimeout(() => void route.continue(), 500));
      await page.locator('#person').selectOption('anne@acme.example');
      await page.getByRole('link', { name: 'Encours' }).click();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Joindre un fichier' }).click(),
      ]);
      await chooser.setFiles({ name: 'ex.csv', mimeType: 'text/csv', buffer: Buffer.from(EX) });
      await page.getByRole('button', { name: 'Importer' }).click();
      await page.getByText('ex.csv est importé').first().waitFor();
      expect(await ledgerIn(server.core.store.read).itemCount()).toBe(5);
      expect((await importsIn(server.core.store.read).latest(1))[0]?.actor).toBe('anne@acme.example');
      await page.close();
    } finally {
      await server.stop();
    }
  });
});
