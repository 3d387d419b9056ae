/** A committee of five, from the question to the minutes: in a real browser on the local page, and in a real Slack workspace. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { DEBTORS, LEDGER, MEMBERS, policyOf, RULES } from '../core/committee/room.ts';
import { launchBrowser } from '../support/browser.ts';
import { ALICE, BOB, GENERAL } from '../support/local-slack.ts';
import { type LocalScene, localScene, type SlackScene, slackScene } from '../support/scenes.ts';

const OPENING = '2026-11-23T09:00:00+01:00';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('on the local page', () => {
  let scene: LocalScene;
  beforeAll(async () => {
    scene = await localScene(browser, OPENING, { ...policyOf(RULES), channels: {} });
    await scene.server.import('people.csv', MEMBERS);
    await scene.server.import('debtors.csv', DEBTORS);
    await scene.server.import('items.csv', LEDGER);
  });
  afterAll(() => scene?.close());

  it('a limit is proposed, voted on by five, one of them recused, one changing their mind, approved at a lower amount and carried out', async () => {
    const { server, page, dialog, say, picture } = scene;
    const become = async (name: string): Promise<void> => {
      await scene.become(name);
      await scene.goTo('comite-credit');
    };
    const card = () => scene.card('Vote · Porter la limite de Dupont SA');
    await page.goto(server.url);
    await become('anne');
    await say('/comite limite dupont 80000 jusqu’au 2027-03-31');
    await dialog().getByLabel('Nouvelle limite').waitFor();
    expect(await dialog().getByLabel('Nouvelle limite').inputValue()).toBe('80000');
    expect(await dialog().getByLabel('Jusqu’au').inputValue()).toBe('2027-03-31');
    await dialog().getByLabel('Pourquoi').fill('commande cadre signée');
    await dialog().getByRole('button', { name: 'Proposer' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await server.settle();
    await card().getByText('0 voix sur 3', { exact: false }).waitFor();
    await picture('local-vote');

    await become('sofia');
    await card().getByRole('button', { name: 'Pour', exact: true }).click();
    await page.getByText('Vous n’avez pas de voix sur ce vote', { exact: false }).first().waitFor();

    await become('farid');
    await card().getByRole('button', { name: 'Abstention' }).click();
    await page.getByText('Noté : abstention', { exact: false }).first().waitFor();
    await card().getByRole('button', { name: 'Pour, mais moins…' }).click();
    await dialog().getByLabel('Jusqu’à').fill('60 000');
    await dialog().getByRole('button', { name: 'Voter' }).click();
    await page.getByText('Noté : pour, jusqu’à 60 000', { exact: false }).first().waitFor();

    await become('luc');
    await card().getByRole('button', { name: 'Pour', exact: true }).click();
    await page.getByText('Noté : pour.', { exact: false }).first().waitFor();

    await become('marc');
    await card().getByRole('button', { name: 'Me récuser…' }).click();
    await dialog().getByRole('button', { name: 'Voter' }).click();
    await page.getByText('Noté : récusation', { exact: false }).first().waitFor();
    await server.settle();
    await card().getByText('2 voix sur 2', { exact: false }).waitFor();

    server.clock.turn('2026-11-23T13:00:00+01:00');
    await server.settle();
    await card().getByText('Approuvé à hauteur de 60 000', { exact: false }).waitFor();
    await card().getByRole('button', { name: 'Procès-verbal' }).click();
    await page.getByText('Procès-verbal du vote n° 1', { exact: false }).first().waitFor();
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/local-minutes.png` });
    const [decision] = await motionsIn(server.core.store.read).decisions({ motionId: 1 });
    expect(decision).toMatchObject({ outcome: 'approved', approved: 60_000_00n, early: true, tally: { approve: 2, recused: 2 } });
    await page.close();
  });
});

describe('in Slack', () => {
  const CLAIRE = 'U03CLAIRE';
  const DORA = 'U04DORA';
  const EVE = 'U05EVE';
  const PEOPLE_HERE = [
    'email,name,roles,language',
    'alice@example.com,Alice Anderson,credit-manager,fr',
    'bob@example.com,Bob Brown,sales,fr',
    'claire@example.com,Claire Petit,finance,fr',
    'dora@example.com,Dora Maes,sales-admin,fr',
    'eve@example.com,Eve Noir,sales,fr',
  ].join('\n');
  let scene: SlackScene;
  beforeAll(async () => {
    const policy = { ...policyOf(RULES), channels: { committee: { on: { slack: GENERAL }, allowed: [] } } };
    scene = await slackScene(browser, OPENING, policy, [
      { id: CLAIRE, name: 'claire', real_name: 'Claire Petit', email: 'claire@example.com' },
      { id: DORA, name: 'dora', real_name: 'Dora Maes', email: 'dora@example.com' },
      { id: EVE, name: 'eve', real_name: 'Eve Noir', email: 'eve@example.com' },
    ]);
    await scene.server.import('people.csv', PEOPLE_HERE);
    await scene.server.import('debtors.csv', 'debtor,name,limit,limitCurrency,salesperson\nC1,Dupont SA,40000.00,EUR,eve@example.com');
    await scene.server.import('items.csv', LEDGER.split('\n').slice(0, 3).join('\n'));
  });
  afterAll(() => scene?.close());

  /** The workspace sends what is typed, not what a form begins with: each field is filled. */
  const complete = async (amount: string, why: string): Promise<void> => {
    const inputs = scene.modal().locator('.bk-plain-input');
    await inputs.nth(0).fill(amount);
    await inputs.nth(2).fill(why);
    await scene.modal().getByRole('button', { name: 'Proposer' }).click();
  };
  const told = (who: string, words: string) => scene.seen((m, text) => m.ephemeral_to === who && text.includes(words), `${who}: ${words}`);

  it('words in the thread are no ballot; the vote lapses without a quorum; the next one closes early', async () => {
    const { server, slack, page, modal, seen, cardWith, picture } = scene;
    await page.goto(slack.url);
    await slack.command(ALICE, GENERAL, '/comite', 'limite dupont 80000 jusqu’au 2027-03-31');
    await modal().getByText('Pourquoi').waitFor();
    await complete('80 000', 'commande cadre');
    const card = await cardWith('0 voix sur 3');
    expect(JSON.stringify(card.blocks)).toContain('Porter la limite de Dupont SA');
    await seen((m, text) => m.thread_ts === card.ts && text.includes('Dossier'), 'dossier');
    await slack.say(BOB, GENERAL, 'ok pour moi', card.ts);
    await told(BOB, 'Un message n’est pas un bulletin');
    await slack.press(BOB, GENERAL, card, 'Pour');
    await told(BOB, 'Noté : pour');
    await slack.press(EVE, GENERAL, card, 'Pour');
    await told(EVE, 'de voix');
    server.clock.turn('2026-11-25T09:00:00+01:00');
    await cardWith('Caduc');

    await slack.command(ALICE, GENERAL, '/comite', 'limite dupont 90000');
    await modal().getByText('Pourquoi').waitFor();
    await complete('90 000', 'nouvelle commande');
    const again = await cardWith('0 voix sur 3');
    await slack.press(CLAIRE, GENERAL, again, 'Pour');
    await slack.press(BOB, GENERAL, again, 'Abstention');
    // A form is sent by whoever the page acts as.
    await page.locator('header select, select').first().selectOption({ label: 'Dora Maes' });
    await slack.press(DORA, GENERAL, again, 'Contre…');
    await modal().getByText('Raison').waitFor();
    await modal().locator('textarea, .bk-plain-input').last().fill('promesses non tenues');
    await modal().getByRole('button', { name: 'Voter' }).click();
    await cardWith('3 voix sur 3');
    await slack.press(BOB, GENERAL, again, 'Pour');
    await cardWith('2 pour, 1 contre');
    server.clock.turn('2026-11-25T13:00:00+01:00');
    await cardWith('Approuvé à hauteur de 90 000');
    const minutes = await seen((m, text) => m.thread_ts === again.ts && text.includes('Procès-verbal du vote n° 2'), 'minutes');
    expect(JSON.stringify(minutes.blocks)).toContain('promesses non tenues');
    const files = async (): Promise<string[]> =>
      (await slack.messages(GENERAL)).filter((m) => m.thread_ts === again.ts).flatMap((m) => m.files?.map((f) => f.name) ?? []);
    await seen((m, text) => m.thread_ts === again.ts && text.includes('acte-vote-2.html'), 'minutes and record as files');
    expect(await files()).toEqual(['proces-verbal-vote-2.pdf', 'proces-verbal-vote-2.md', 'acte-vote-2.json', 'acte-vote-2.html']);
    await picture('slack-vote');
  });
});
