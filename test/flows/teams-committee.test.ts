/** A committee in Microsoft Teams, from the morning to the minutes: the bot as it runs, Microsoft's own test client with its page, every activity signed and proved. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { disputesIn } from '../../src/core/disputes/case/ports.ts';
import { LEDGER, policyOf, RULES } from '../core/committee/room.ts';
import { launchBrowser } from '../support/browser.ts';
import { PATIENCE } from '../support/patience.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';
import {
  ALICE,
  APP_ID,
  actionsOf,
  BOB,
  CAROL,
  DORA,
  EVE,
  FRANK,
  GROUP,
  type Invoked,
  joinTeam,
  OPS,
  type SeenActivity,
  startTeams,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
  wordsOf,
} from '../support/teams.ts';

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
/** What stopped the client's page from showing what comes: it loses messages until it has started anew. */
const complaints: string[] = [];

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
  page.setDefaultTimeout(PATIENCE);
  page.on('console', (message) => {
    if (message.text().startsWith('Saga error')) complaints.push(message.text());
  });
  await page.route(/^https:/, (route) => route.abort());
  await page.goto(world.url);
  await page.getByText('Connected.').first().waitFor();
});
afterEach(() => expect(complaints).toEqual([]));
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
    await expect.poll(() => world.openers(OPS).map((m) => wordsOf(m.card))[0]).toContain('Agenda du lundi 23 novembre');
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

  const here = (root: string) => ({ channel: OPS, root });
  /** The thread that people speak in: the agenda's. The client's page breaks off at an answer in a thread that it has not seen open. */
  const morning = (): string => world.openers(OPS)[0]?.id ?? '';
  /** The channel's card that says so by now. */
  const cardWith = async (words: string): Promise<SeenActivity> => {
    let found: SeenActivity | undefined;
    const look = async (): Promise<boolean> => {
      await server.settle();
      found = world.openers(OPS).find((m) => wordsOf(m.card).includes(words));
      return found !== undefined;
    };
    await expect.poll(look, { message: words }).toBe(true);
    if (!found) throw new Error(words);
    return found;
  };
  const viewOf = (answer: Invoked): string => wordsOf(answer.body?.value);

  it('a dispute is opened in a form of the private conversation, and its card stands in the channel', async () => {
    await send('litige FA1');
    await page.getByText('Ce que dit le client').first().waitFor();
    await shot('form');
    await page.getByLabel('Montant contesté').last().fill('4300');
    await page.getByRole('combobox').last().click();
    await page.getByRole('option', { name: 'Quantité' }).click();
    await page.getByLabel('Ce que dit le client').last().fill('Il manque deux palettes');
    await page.getByRole('button', { name: 'Ouvrir', exact: true }).last().click();
    const card = await cardWith('4 300 € contestés sur 30 000 €');
    expect(wordsOf(card.card)).toContain('→ Dora Maes, parce que');
    // The form was a message of its own: it is over for good.
    await expect
      .poll(() =>
        world
          .messages(world.privateOf(ALICE))
          .map((m) => wordsOf(m.card))
          .join(),
      )
      .toMatch(/Litige 1 .*ouvert|ouvert.*Litige 1/s);
    expect(world.messages(world.privateOf(ALICE)).some((m) => actionsOf(m.card).some((a) => a.title === 'Ouvrir'))).toBe(false);
    await shot('form-sent');
  });

  it('the owner presses and sees their own view at once; the thread is kept; a form in the card says what is wrong and keeps what was written', async () => {
    const card = await cardWith('4 300 € contestés');
    const taken = await world.press(DORA, here(card.id), card, 'Je prends');
    expect(viewOf(taken)).toMatch(/^Litige 1 : c’est à vous\.\nLitige 1 · Dupont/);
    expect(viewOf(taken)).toContain('pris en charge');
    expect(taken.body.value.refresh.userIds).toEqual([DORA.id]);
    await cardWith('pris en charge');
    await world.say(BOB, here(card.id), 'Le commercial avait promis ce prix');
    const steps = async (): Promise<string[]> =>
      (await disputesIn(server.core.store.read).steps(1)).map((step) => `${step.kind} ${step.actor} ${step.text}`);
    await expect.poll(steps).toContain('reply bob@example.com Le commercial avait promis ce prix');
    const form = await world.press(DORA, here(card.id), card, 'Passer à…');
    const wrong = await world.pressOn(DORA, here(card.id), card.id, form.body.value, 'Valider', {
      'answer.text': 'à vérifier',
    });
    expect(actionsOf(wrong.body.value).map((a) => a.title)).toEqual(['Valider', 'Annuler']);
    expect(JSON.stringify(wrong.body.value)).toContain('"value":"à vérifier"');
    expect(JSON.stringify(wrong.body.value)).toContain('"color":"Attention"');
    const back = await world.pressOn(DORA, here(card.id), card.id, wrong.body.value, 'Annuler');
    expect(viewOf(back)).toContain('pris en charge');
    const passed = await world.pressOn(DORA, here(card.id), card.id, wrong.body.value, 'Valider', {
      'answer.to': encodeURIComponent('person:3'),
      'answer.text': 'à vérifier',
    });
    expect(viewOf(passed)).toContain('Carol Petit');
    await cardWith('→ Carol Petit');
  });

  it('a mention in the channel is answered in the private conversation, and the channel is told where', async () => {
    const root = morning();
    await world.say(BOB, here(root), '/débiteur dupuis');
    await expect
      .poll(() =>
        world
          .messages(world.privateOf(BOB))
          .map((m) => wordsOf(m.card))
          .join(),
      )
      .toContain('Dupuis SARL');
    const told = await world.waitFor(`${OPS};messageid=${root}`, (m) => wordsOf(m.card).includes('Bob Brown, je vous réponds'));
    expect(wordsOf(told.card)).not.toContain('Dupuis');
    await world.say(BOB, 'group', 'débiteur dupuis');
    await world.waitFor(GROUP, (m) => wordsOf(m.card).includes('Bob Brown, je vous réponds'));
  });

  it('the client’s page and its HTTP interface speak to the bot in a channel’s thread and in the group chat', async () => {
    await open('Direction');
    const box = page.locator('[role=textbox]').last();
    const mention = async (text: string): Promise<void> => {
      await box.click();
      await page.keyboard.type('@');
      await page.locator('[role=menuitem]', { hasText: 'Encours' }).first().click();
      await page.keyboard.type(` ${text}`);
    };
    await mention('débiteur dupuis');
    await page.getByLabel('Send Message').last().click();
    await page.getByText('Alice Anderson, je vous réponds dans notre conversation privée', { exact: false }).last().waitFor();
    await shot('group');
    const card = await cardWith('→ Carol Petit');
    const pressed = await fetch(`${world.url}/_conversation/v1/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'adaptiveCard/action',
        value: { action: { ...actionsOf(card.card).find((action) => action.title === 'Je prends') } },
        from: { id: CAROL.id },
        conversation: { id: `${OPS};messageid=${card.id}` },
        replyToId: card.id,
      }),
    });
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toMatch(/Litige 1/);
  });

  it('a vote is asked for in the channel, cast by five, one of them recused, and decided', async () => {
    await world.say(ALICE, here(morning()), 'comité limite dupont 80000 jusqu’au 2027-03-31');
    const form = await world.waitFor(world.privateOf(ALICE), (m) => actionsOf(m.card).some((action) => action.title === 'Proposer'));
    const sent = await world.press(ALICE, 'private', form, 'Proposer', {
      'answer.amount': '80000',
      'answer.until': '2027-03-31',
      'answer.why': 'commande cadre signée',
    });
    expect(viewOf(sent)).toMatch(/[Vv]ote/);
    const card = await cardWith('0 voix sur');
    await open('Ops');
    await page.getByText('Porter la limite de Dupont', { exact: false }).first().waitFor();
    await shot('vote');

    const recused = await world.press(EVE, here(card.id), card, 'Pour');
    expect(viewOf(recused)).toContain('de voix');
    await world.press(BOB, here(card.id), card, 'Abstention').then((answer) => expect(viewOf(answer)).toContain('Noté : abstention'));
    await world.press(BOB, here(card.id), card, 'Pour').then((answer) => expect(viewOf(answer)).toContain('Noté : pour'));
    const reason = await world.press(DORA, here(card.id), card, 'Contre…');
    const against = await world.pressOn(DORA, here(card.id), card.id, reason.body.value, 'Voter', {
      'answer.reason': 'promesses non tenues',
    });
    expect(viewOf(against)).toContain('Noté : contre');
    const less = await world.press(CAROL, here(card.id), card, 'Pour, mais moins…');
    const lower = await world.pressOn(CAROL, here(card.id), card.id, less.body.value, 'Voter', { 'answer.upTo': '60 000' });
    expect(viewOf(lower)).toContain('Noté : pour, jusqu’à 60 000');
    await cardWith('3 voix sur 3');

    // Whoever looks again sees the card as it stands, with what they were told at it last.
    const refresh = (who: TeamsUser) =>
      world.invoke(who, here(card.id), 'adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'refresh', data: {} } }, card.id);
    expect(viewOf(await refresh(DORA))).toMatch(/^Noté : contre[\s\S]*3 voix sur 3/);
    // Whom the bot has never met keeps the card as it was delivered.
    expect((await refresh(FRANK)).body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: '' });
    await world.say(FRANK, here(card.id), 'help');
    await expect.poll(async () => viewOf(await refresh(FRANK))).toMatch(/^Vote · /);
    // A stale or forged payload is refused with a sentence, above the card as it stands.
    const stale = await world.invoke(
      BOB,
      here(card.id),
      'adaptiveCard/action',
      { action: { type: 'Action.Execute', verb: 'motion.ballot', data: { intent: '{"v":0}' } } },
      card.id,
    );
    expect(viewOf(stale)).toMatch(/[Cc]e bouton[\s\S]*Vote · /);

    server.clock.turn('2026-11-25T09:10:00+01:00');
    const outcome = await cardWith('Approuvé');
    expect(outcome.id).toBe(card.id);
    await page.getByText('Approuvé', { exact: false }).first().waitFor();
    await shot('outcome');
    const [decision] = await motionsIn(server.core.store.read).decisions({ motionId: 1 });
    expect(decision).toMatchObject({ outcome: 'approved', tally: { approve: 2, reject: 1 } });
  });
});
