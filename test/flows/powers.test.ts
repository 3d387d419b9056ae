/** A collector's powers, from the command to the vote and the report: in a real browser on the local page, and in a real Slack workspace. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { mandatesIn } from '../../src/core/mandates/ports.ts';
import { DEBTORS, ITEMS, PEOPLE } from '../core/disputes/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { ALICE, BOB, GENERAL } from '../support/local-slack.ts';
import { type LocalScene, localScene, type SlackScene, slackScene } from '../support/scenes.ts';

/** Wednesday 18 November 2026. */
const OPENING = '2026-11-18T09:12:00+01:00';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('on the local page', () => {
  let scene: LocalScene;
  beforeAll(async () => {
    scene = await localScene(browser, OPENING, { ...DEFAULT_POLICY, channels: {} });
    await scene.server.import('people.csv', PEOPLE);
    await scene.server.import('debtors.csv', DEBTORS);
    await scene.server.import('items.csv', ITEMS);
  });
  afterAll(() => scene?.close());

  it('a collector grants 15 days, sees 60 become a vote with one press, fills in the form, and reads the report of the day', async () => {
    const { server, page, dialog, say } = scene;
    const message = (words: string) => page.locator('#messages .message', { hasText: words }).last();
    await page.goto(server.url);
    await scene.become('nadia');
    await page.getByRole('navigation').getByText('credit', { exact: true }).first().click();
    await say('/accorder dupont 15 jours virement annoncé');
    await message('Accordé à Dupont SA : 15 jours de délai').waitFor();
    await say('/accorder durand 60 jours plan de trésorerie');
    const beyond = message('va jusqu’à 15 jours par débiteur');
    await beyond.waitFor();
    await beyond.getByRole('button', { name: 'Demander au comité' }).click();
    await message('Le vote 1 est ouvert au comité pour Durand SARL.').waitFor();
    await say('/debiteur dupont');
    await message('Accordé : 15 jours de délai').getByRole('button', { name: 'Autres actions…' }).click();
    await page.getByRole('button', { name: 'Accorder…' }).last().click();
    await dialog().getByLabel('Quoi', { exact: true }).selectOption({ label: 'remise' });
    await dialog().getByLabel('Combien').fill('2 %');
    await dialog().getByLabel('Pourquoi').fill('pour solde');
    await scene.picture('local-grant');
    await dialog().getByRole('button', { name: 'Accorder' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await message('remise de 2 % (254,00 €)').waitFor();
    await server.settle();
    const uses = await mandatesIn(server.core.store.read).find({});
    expect(uses.map((use) => [use.power, use.status])).toEqual([
      ['days', 'granted'],
      ['days', 'asked'],
      ['rebate', 'granted'],
    ]);
    server.clock.turn('2026-11-19T08:06:00+01:00');
    await server.settle();
    await message('Pouvoirs utilisés, mercredi 18 novembre').waitFor();
    await scene.picture('local-powers');
  });
});

describe('in Slack', () => {
  const { rules } = DEFAULT_POLICY.committee;
  const alone = { ...rules.generic.highest, voters: ['credit-manager'], quorum: { count: 1 }, minimumOpen: 0 };
  const channel = { on: { slack: GENERAL }, allowed: [] };
  let scene: SlackScene;
  beforeAll(async () => {
    scene = await slackScene(browser, OPENING, {
      ...DEFAULT_POLICY,
      channels: { agenda: channel, committee: channel },
      committee: { ...DEFAULT_POLICY.committee, rules: { ...rules, generic: { below: [], highest: alone } } },
    });
    const people = [
      'email,name,roles,language',
      'alice@example.com,Alice Anderson,collector,fr',
      'bob@example.com,Bob Brown,credit-manager,fr',
    ];
    await scene.server.import('people.csv', people.join('\n'));
    await scene.server.import('items.csv', ITEMS);
  });
  afterAll(() => scene?.close());

  it('15 days are granted, 60 become a vote with one press, which the credit manager approves, and the next morning tells', async () => {
    const { slack, server, seen } = scene;
    const told = (words: string) => seen((m, text) => m.ephemeral_to === ALICE && text.includes(words), words);
    await slack.command(ALICE, GENERAL, '/grant', 'dupont 15 days');
    await told('Accordé à Dupont SA : 15 jours de délai');
    await slack.command(ALICE, GENERAL, '/accorder', 'durand 60 jours');
    await slack.press(ALICE, GENERAL, await told('au-delà, c’est au comité de décider'), 'Demander au comité');
    await told('Le vote 1 est ouvert au comité pour Durand SARL.');
    await slack.press(BOB, GENERAL, await scene.cardWith('Accorder à Durand SARL'), 'Pour');
    const granted = async (): Promise<string | undefined> => {
      await server.settle();
      return (await mandatesIn(server.core.store.read).find({ ids: [2] }))[0]?.status;
    };
    await expect.poll(granted).toBe('granted');
    server.clock.turn('2026-11-19T08:06:00+01:00');
    const report = await scene.cardWith('Pouvoirs utilisés, mercredi 18 novembre');
    expect(JSON.stringify(report.blocks)).toContain('comité');
  });
});
