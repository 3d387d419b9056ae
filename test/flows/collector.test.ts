/** A collector's whole day as people live it: the morning, one's own list, a letter sent, a promise taken, an action put off and one passed on; then the broken promise. In a real browser on the local page, and in a real Slack workspace. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyIn } from '../../src/core/debtors/trace-ports.ts';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { promisesIn } from '../../src/core/promises/ports.ts';
import { DEBTORS, PEOPLE } from '../core/disputes/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { ALICE, BOB, GENERAL, type SeenMessage } from '../support/local-slack.ts';
import { type LocalScene, localScene, type SlackScene, slackScene } from '../support/scenes.ts';

/** Wednesday, before the morning. */
const DAWN = '2026-11-18T07:30:00+01:00';
const LIST = { source: 'erp', complete: true };
const items = (more = ''): string =>
  [
    'debtor,name,ref,issueDate,dueDate,amount,kind',
    'C1,Dupont SA,FA-1024,2026-10-01,2026-11-14,12000.00,invoice',
    'C2,Durand SARL,FB-2001,2026-10-05,2026-11-04,9000.00,invoice',
    'C3,Garage Morel,FC-3001,2026-10-06,2026-10-27,8000.00,invoice',
    ...(more === '' ? [] : [more]),
  ].join('\n');
const MORE_DEBTORS = `${DEBTORS}\nC3,Garage Morel,sofia@acme.example,marc@acme.example,nadia@acme.example`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('on the local page', () => {
  let scene: LocalScene;
  beforeAll(async () => {
    scene = await localScene(browser, DAWN);
    await scene.server.import('people.csv', PEOPLE);
    await scene.server.import('debtors.csv', MORE_DEBTORS);
    await scene.server.import('items.csv', items(), LIST);
  });
  afterAll(() => scene?.close());

  it('goes from the morning through one’s own list, and the broken promise is first a week later', async () => {
    const { server, page, become, goTo, dialog, picture } = scene;
    const last = (name: string) => page.getByRole('button', { name, exact: true }).last();
    // Capitals count: a row of the list names the same step as the card does, and stands there before it.
    const answer = (words: string) =>
      page
        .getByText(new RegExp(words.replace(/[.()]/g, '\\$&').replace(/\s+/g, '\\s+')))
        .last()
        .waitFor();
    server.clock.turn('2026-11-18T08:00:00+01:00');
    await server.settle();
    await page.goto(server.url);
    await become('nadia');
    await goTo('credit');
    await scene.card('À faire aujourd’hui : 3 actions').getByRole('button', { name: 'Ma liste' }).click();
    await answer('3 actions pour vous aujourd’hui');
    await picture('local-list');

    // Garage Morel is 22 days late: a call, answered.
    await page.getByRole('button', { name: '1 · Dupont SA' }).waitFor();
    await page.getByRole('button', { name: '3 · Garage Morel' }).click();
    await answer('Relance 4 : appel');
    await picture('local-action');
    await last('Fait').click();
    await dialog().getByLabel('Résultat').selectOption('reached');
    await dialog().getByLabel('Ce qui a été dit ou fait').fill('le comptable vérifie');
    await dialog().getByRole('button', { name: 'Noter' }).click();
    await answer('Garage Morel : joint, c’est noté.');

    // Dupont is 4 days late: a call that ends in a promise.
    await last('Suivante').click();
    await answer('Relance 2 : appel');
    await last('Promesse').click();
    await dialog().getByLabel('Montant promis').fill('12 000');
    await dialog().getByLabel('Pour le').fill('2026-11-20');
    await dialog().getByLabel('Qui l’a dit').fill('M. Petit');
    await picture('local-promise');
    await dialog().getByRole('button', { name: 'Noter' }).click();
    await answer('Promesse 1 notée : Dupont SA');

    // Durand: passed on.
    await scene.say('/agenda');
    await answer('1 action pour vous aujourd’hui');
    await last('Commencer').click();
    await answer('Relance 3 : e-mail');
    await last('Passer à…').click();
    await dialog().getByLabel('À qui').selectOption({ label: 'Sofia Romano' });
    await dialog().getByRole('button', { name: 'Noter' }).click();
    await answer('Durand SARL est maintenant chez Sofia Romano');
    await last('Suivante').click();
    await answer('Votre liste est faite');

    await server.settle();
    await become('sofia');
    await scene.say('/agenda');
    await answer('1 action pour vous aujourd’hui');
    await last('Commencer').click();
    await last('Plus tard').click();
    await dialog().getByLabel('Jusqu’au').fill('2026-11-24');
    await dialog().getByRole('button', { name: 'Noter' }).click();
    await answer('Durand SARL revient dans votre liste le mar. 24 nov.');

    // Two banking days after the promised Friday nothing came: Wednesday's list begins with it.
    server.clock.turn('2026-11-25T07:30:00+01:00');
    await server.import('items.csv', items('C3,Garage Morel,FC-3002,2026-11-24,2026-12-24,10.00,invoice'), LIST);
    server.clock.turn('2026-11-25T08:00:00+01:00');
    await server.settle();
    await become('nadia');
    await goTo('credit');
    await scene.say('/agenda');
    await answer('promesse non tenue (ven. 20 nov.) : appel');
    await picture('local-broken');
    const history = [...(await historyIn(server.core.store.read).find({}))]
      .reverse()
      .map((e) => [e.kind, e.data.result ?? e.data.status ?? '']);
    expect(history).toEqual([
      ['call', 'reached'],
      ['call', 'promise'],
      ['promise', 'made'],
      ['action', 'passed'],
      ['action', 'later'],
      ['promise', 'broken'],
    ]);
  });
});

describe('in Slack', () => {
  let scene: SlackScene;
  beforeAll(async () => {
    const channels = { agenda: { on: { slack: GENERAL }, allowed: [] } };
    scene = await slackScene(browser, DAWN, { ...DEFAULT_POLICY, channels });
    const people = [
      'email,name,roles,language',
      'alice@example.com,Alice Anderson,collector;credit-manager,fr',
      'bob@example.com,Bob Brown,sales,fr',
    ];
    await scene.server.import('people.csv', people.join('\n'));
    await scene.server.import(
      'debtors.csv',
      [
        'debtor,name,salesperson,collector',
        ...['C1,Dupont SA', 'C2,Durand SARL', 'C3,Garage Morel'].map((d) => `${d},bob@example.com,alice@example.com`),
      ].join('\n'),
    );
    await scene.server.import('items.csv', items(), LIST);
  });
  afterAll(() => scene?.close());

  it('goes from the morning through one’s own list by buttons and forms', async () => {
    const { server, slack, page, modal, seen, cardWith, picture } = scene;
    const mine = (words: string): Promise<SeenMessage> => seen((m, text) => m.ephemeral_to === ALICE && text.includes(words), words);
    server.clock.turn('2026-11-18T08:00:00+01:00');
    await page.goto(slack.url);
    const morning = await cardWith('À faire aujourd’hui : 3 actions');
    await slack.press(ALICE, GENERAL, morning, 'Ma liste');
    const list = await mine('3 actions pour vous aujourd’hui');
    await slack.press(ALICE, GENERAL, list, '3 · Garage Morel');
    const action = await mine('Relance 4 : appel');
    await picture('slack-action');
    await slack.press(ALICE, GENERAL, action, 'Fait');
    await modal().getByText('Résultat').waitFor();
    await modal().locator('select').first().selectOption('not-reached');
    await modal().getByRole('button', { name: 'Noter' }).click();
    const noted = await mine('Garage Morel : pas joint');
    await slack.press(ALICE, GENERAL, noted, 'Suivante');
    await mine('Relance 2 : appel');
    await slack.command(ALICE, GENERAL, '/promesse', 'dupont 12000 2026-11-20 virement annoncé');
    await modal().getByText('Montant promis').waitFor();
    // This workspace forgets what a form begins with.
    expect(await modal().locator('input[type=date]').inputValue()).toBe('2026-11-20');
    await modal().locator('input[type=date]').fill('2026-11-23');
    await modal().locator('.bk-plain-input').first().fill('12 000');
    await picture('slack-promise');
    await modal().getByRole('button', { name: 'Noter' }).click();
    await mine('Promesse 1 notée : Dupont SA');
    await slack.command(ALICE, GENERAL, '/agenda');
    const rest = await mine('1 action pour vous aujourd’hui');
    await slack.press(ALICE, GENERAL, rest, '1 · Durand SARL');
    const durand = await mine('Relance 3 : e-mail');
    await slack.press(ALICE, GENERAL, durand, 'Passer à…');
    await modal().getByText('À qui').waitFor();
    await modal().locator('select').first().selectOption({ label: 'Bob Brown' });
    await modal().getByRole('button', { name: 'Noter' }).click();
    await mine('Durand SARL est maintenant chez Bob Brown');
    await slack.command(BOB, GENERAL, '/agenda');
    await seen((m, text) => m.ephemeral_to === BOB && text.includes('1 action pour vous aujourd’hui'), 'Bob’s list');
    expect((await promisesIn(server.core.store.read).find({}))[0]).toMatchObject({
      takenBy: 'alice@example.com',
      lines: [{ minor: 12_000_00n }],
    });
  });
});
