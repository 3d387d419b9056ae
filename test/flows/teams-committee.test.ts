/** A committee in Microsoft Teams, from the morning to the minutes: the bot as it runs, Microsoft's own test client with its page, every activity signed and proved. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEDGER, policyOf, RULES } from '../core/committee/room.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { APP_ID, joinTeam, OPS, startTeams, TENANT, type TeamsWorld, wordsOf } from '../support/teams.ts';

const PEOPLE = [
  'email,name,roles,language',
  'alice@example.com,Alice Anderson,credit-manager,fr',
  'bob@example.com,Bob Brown,sales,fr',
  'carol@example.com,Carol Petit,finance,fr',
  'dora@example.com,Dora Maes,sales-admin,fr',
  'eve@example.com,Eve Noir,sales,fr',
  'frank@example.com,Frank Weiss,director,en',
].join('\n');

let world: TeamsWorld;
let server: TestServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  world = await startTeams({ botUrl: `http://127.0.0.1:${port}` });
  const rules = policyOf(RULES);
  const channel = (id: string) => ({ on: { teams: id }, allowed: [] });
  server = await testServer('2026-11-23T07:59:00+01:00', {
    port,
    local: false,
    publicUrl: `http://127.0.0.1:${port}`,
    teams: { appId: APP_ID, password: undefined, certificate: undefined, tenants: [TENANT], openIdUrl: world.openIdUrl },
    policy: { ...rules, channels: { agenda: channel(OPS), disputes: channel(OPS), committee: channel(OPS) } },
  });
  await server.import('people.csv', PEOPLE);
  await server.import(
    'debtors.csv',
    'debtor,name,limit,limitCurrency,salesperson,salesAdmin\nC1,Dupont [x](http://e.example) SA,40000.00,EUR,eve@example.com,dora@example.com\nC2,Dupuis SARL,,,,',
  );
  await server.import('items.csv', LEDGER.split('\n').slice(0, 3).join('\n'));
  await joinTeam(world);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(10_000);
  await page.route(/^https:/, (route) => route.abort());
  await page.goto(world.url);
  await page.getByText('Connected.').first().waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.stop();
});

const shot = async (name: string): Promise<void> => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/teams-${name}.png` });
};
const open = async (name: string): Promise<void> => {
  await page.locator('[role=treeitem]', { hasText: name }).first().click();
};
const send = async (text: string): Promise<void> => {
  await page.locator('[role=textbox]').last().click();
  await page.keyboard.type(text);
  await page.getByLabel('Send Message').click();
};

describe('in Teams', () => {
  it('the agenda comes at 08:00 into the channel, the week’s chart as a picture five minutes later', async () => {
    server.clock.turn('2026-11-23T08:05:00+01:00');
    await server.settle();
    const words = world.openers(OPS).map((m) => wordsOf(m.card));
    expect(words[0]).toContain('Agenda du lundi 23 novembre');
    await open('Ops');
    await page.getByText('Agenda du lundi 23 novembre').first().waitFor();
    await expect.poll(() => page.evaluate('Math.max(...[...document.images].map((i) => i.naturalWidth))')).toBeGreaterThan(500);
    await shot('morning');
  });

  it('a debtor is looked up in the private conversation, a name stays a name', async () => {
    await open('Personal Chat');
    await send('débiteur dupont');
    await page.getByText('Dupont [x](http://e.example) SA').first().waitFor();
    await shot('debtor');
  });
});
