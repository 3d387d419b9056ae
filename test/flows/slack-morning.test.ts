/** A morning in a real Slack workspace: the bot as it runs, events signed by the workspace, cards drawn by its page. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { launchBrowser } from '../support/browser.ts';
import { ALICE, BOB, BOT, BOT_TOKEN, GENERAL, type LocalSlack, RANDOM, SIGNING_SECRET, startLocalSlack } from '../support/local-slack.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { EX } from '../support/turned.ts';

let slack: LocalSlack;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  slack = await startLocalSlack(port);
  server = await testServer('2026-06-29T07:59:00+02:00', {
    port,
    local: false,
    slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl, spacing: 20 },
    policy: { ...DEFAULT_POLICY, channels: { agenda: { on: { slack: GENERAL }, allowed: [] } } },
  });
  await server.import(
    'people.csv',
    'email,name,roles,language\nalice@example.com,Alice Anderson,credit-manager,fr\nbob@example.com,Bob Brown,sales,en\n',
  );
  await server.import(
    'debtors.csv',
    'debtor,name,limit,limitCurrency,siren\nC1,Dupont <!channel> & Fils,20000.00,EUR,123456789\nC2,Dupuis SARL,,,\n',
  );
  await server.import('ex.csv', EX.replaceAll('Client Un', 'Dupont'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await slack?.stop();
});

const cards = async (channel: string): Promise<string[]> =>
  (await slack.messages(channel)).filter((m) => m.user === BOT).map((m) => JSON.stringify(m.blocks ?? m.text));

describe('in Slack', () => {
  it('the agenda comes at 08:00 and the week’s chart five minutes later, each once', async () => {
    await server.settle();
    expect(await cards(GENERAL)).toEqual([]);
    server.clock.turn('2026-06-29T08:05:00+02:00');
    await server.settle();
    await server.settle();
    const [agenda = '', week = '', ...more] = await cards(GENERAL);
    // Over half of this ledger is overdue: the alerts say so, once.
    expect(more).toEqual([expect.stringContaining('Alertes du lundi 29 juin')]);
    expect(agenda).toContain('Agenda du lundi 29 juin');
    expect(agenda).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/);
    expect(week).toContain('"image"');
  });

  it('the page shows the chart as a picture with its alt text', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
    await page.goto(slack.url);
    const picture = page.getByRole('img', { name: /Balance âgée/ }).first();
    await picture.waitFor();
    await expect.poll(() => page.evaluate('Math.max(...[...document.images].map((i) => i.naturalWidth))')).toBeGreaterThan(500);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/slack-morning.png` });
    await page.close();
  });

  it('/debtor answers the one who asked, with a choice when several fit', async () => {
    await slack.command(ALICE, GENERAL, '/debtor', 'dup');
    const choice = await slack.waitFor(GENERAL, (m) => JSON.stringify(m.blocks).includes('2 débiteurs répondent'));
    expect(choice.ephemeral_to).toBe(ALICE);
    await slack.press(ALICE, GENERAL, choice, 'Dupont <!channel> & Fils · C1');
    const card = await slack.waitFor(GENERAL, (m) => JSON.stringify(m.blocks).includes('123'));
    expect(card.ephemeral_to).toBe(ALICE);
    await slack.command(BOB, GENERAL, '/debtor', '123 456 789');
    const english = await slack.waitFor(GENERAL, (m) => m.ephemeral_to === BOB && JSON.stringify(m.blocks).includes('Available'));
    expect(english.text).not.toContain('<!channel>');
  });

  it('a person who is not on the people file sees no amount', async () => {
    await slack.command('U0STRANGER', GENERAL, '/debtor', 'dup').catch(() => {});
    for (const message of await slack.messages(GENERAL))
      if (message.ephemeral_to === 'U0STRANGER') expect(JSON.stringify(message)).not.toMatch(/€/);
  });

  it('a ledger file dropped by the credit manager is previewed, and one press imports it; a salesperson is refused', async () => {
    const file = Buffer.from('debtor,ref,issueDate,dueDate,amount\nC3,G1,2026-06-01,2026-07-01,77.00\n');
    const direct = async (user: string): Promise<string> => {
      const answer = await fetch(`${slack.apiUrl}conversations.open`, {
        method: 'POST',
        headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ users: user }),
      });
      return ((await answer.json()) as { channel: { id: string } }).channel.id;
    };
    const [mine, bobs] = [await direct(ALICE), await direct(BOB)];
    await slack.upload(BOB, bobs, 'list.csv', file);
    await slack.waitFor(bobs, (m) => m.user === BOT && /administrators and the credit manager/.test(m.text + JSON.stringify(m.blocks)));
    await slack.upload(ALICE, mine, 'list.csv', file);
    const preview = await slack.waitFor(mine, (m) => m.user === BOT && JSON.stringify(m.blocks).includes('"Importer"'));
    expect(await ledgerIn(server.core.store.read).itemCount()).toBe(5);
    await slack.press(ALICE, mine, preview, 'Importer');
    await slack.waitFor(mine, (m) => m.user === BOT && JSON.stringify(m.blocks ?? m.text).includes('est importé'));
    expect(await ledgerIn(server.core.store.read).itemCount()).toBe(6);

    // What a file leaves open is answered by buttons, and in a form what has many answers; all of it in one message.
    const HEADER = 'Client;Pièce;Type;Date;Échéance;Montant;Statut';
    await slack.upload(ALICE, mine, 'asked.csv', Buffer.from(`${HEADER}\nC9;H1;ZZT;05/06/2026;05/07/2026;100,00;Foobar\n`));
    const stands = (words: string) => slack.waitFor(mine, (m) => m.user === BOT && JSON.stringify(m.blocks ?? '').includes(words));
    const page = await browser.newPage({ viewport: { width: 1000, height: 1100 } });
    await page.goto(slack.url);
    const modal = page.locator('[class*=modal]').first();
    const press = (name: string | RegExp) => page.getByRole('button', { name }).last().click();
    const over = (name: string | RegExp) => page.getByRole('button', { name }).waitFor({ state: 'detached' });
    const asked = await stands('Foobar');
    await page.locator('.sidebar-item', { hasText: 'Alice Anderson' }).click();
    await press(/^jour.mois.année/);
    await over(/^jour.mois.année/);
    await press('soldée');
    await over('soldée');
    await press('Choisir…');
    await modal.getByText('que veut dire').waitFor();
    await modal.locator('select').first().selectOption('invoice');
    await modal.getByRole('button', { name: 'Vérifier' }).click();
    await press('Total de contrôle…');
    await modal.getByText('Total en EUR').waitFor();
    await modal.locator('.bk-plain-input').first().fill('0,01');
    await modal.getByRole('button', { name: 'Vérifier' }).click();
    const off = await stands('Total de contrôle :');
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/slack-file.png` });
    expect(off.ts).toBe(asked.ts);
    await press('Importer');
    await stands('asked.csv est importé');
    await page.close();
    expect(await ledgerIn(server.core.store.read).itemCount()).toBe(7);
  });

  it('a debtor is shared with a channel only when everyone in it is on the people file', async () => {
    await slack.command(ALICE, RANDOM, '/debtor', 'C2');
    const card = await slack.waitFor(RANDOM, (m) => JSON.stringify(m.blocks).includes('Dupuis SARL'));
    await slack.press(ALICE, RANDOM, card, 'Partager ici');
    await slack.waitFor(RANDOM, (m) => m.ephemeral_to === undefined && JSON.stringify(m.blocks).includes('Partagé par Alice Anderson'));
  });
});
