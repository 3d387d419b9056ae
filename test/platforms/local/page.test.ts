/** The local workspace in a real browser: what a newcomer does, with mouse and with keys alone, in one tab and in two. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import { launchBrowser } from '../../support/browser.ts';
import { PATIENCE } from '../../support/patience.ts';
import { agedCard, agendaCard, debtorCard } from './cards.ts';
import { CLAIRE, JEROEN, KARIM, NADIA } from './memory.ts';
import { startSite, type TestSite } from './site.ts';

let browser: Browser;
let site: TestSite;
let context: BrowserContext;
let page: Page;
let agenda: { readonly id: string };
/** Errors of the page and requests that left this machine, in any tab of the test. */
let complaints: string[];
const tabs: Page[] = [];

/** One window for all of the tests: each has a site, and so an origin and a storage, of its own. */
beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript({ path: join(import.meta.dirname, 'probe.js') });
  context.on('request', (request) => {
    if (!request.url().startsWith(site.origin)) complaints.push(`left for ${request.url()}`);
  });
  await context.newPage();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  site = await startSite();
  await post(agedCard());
  agenda = await post(agendaCard());
  await post(debtorCard(), 'litiges');
  complaints = [];
  page = await openTab();
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) await tab.close();
  await site.close();
  expect(complaints).toEqual([]);
});

const post = (card = agendaCard(), channel = 'credit') =>
  site.local.gateway.post({ key: `${channel}:${card.fallback}`, to: { kind: 'channel', id: channel }, card });

async function openTab(hash = ''): Promise<Page> {
  const tab = await context.newPage();
  tabs.push(tab);
  tab.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  tab.on('pageerror', (error) => complaints.push(error.message));
  await tab.goto(site.origin + hash);
  await tab.locator('#place-name', { hasText: /./ }).waitFor();
  await tab.locator('#messages .message, #empty:not([hidden])').first().waitFor();
  return tab;
}

const focused = (tab = page): Promise<{ readonly id: string; readonly text: string; readonly outline: string }> =>
  tab.evaluate('probe.focused()');
const box = (tab = page) => tab.locator('#composer-text');
const messages = (tab = page) => tab.locator('#messages .message');
const last = (tab = page) => messages(tab).last();
async function become(email: string, tab = page): Promise<void> {
  await tab.selectOption('#person', email);
  await tab.locator(`#person option[value="${email}"]:checked`).waitFor({ state: 'attached' });
  await expect.poll(() => tab.evaluate('probe.actingAs()')).toBe(email);
  // Until what they read is there, the page takes nothing.
  await tab.locator('#main:not([inert])').waitFor();
}
async function say(text: string, tab = page): Promise<void> {
  await box(tab).fill(text);
  await box(tab).press('Enter');
}

describe('the first screen', () => {
  test('shows the morning’s agenda, whose data it is and what to try; it goes away when asked, for good', async () => {
    await page.getByRole('heading', { name: 'Agenda du lundi 23 novembre' }).waitFor();
    const place = await page.getByRole('heading', { name: 'Agenda du lundi 23 novembre' }).boundingBox();
    expect(place?.y).toBeLessThan(860);
    const intro = page.getByRole('complementary', { name: 'Pour commencer' });
    await expect.poll(() => intro.textContent()).toContain('société de démonstration');
    await intro.getByRole('button', { name: '/débiteur dup' }).click();
    await expect.poll(() => box().inputValue()).toBe('/débiteur dup');
    await box().press('Enter');
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await intro.getByRole('button', { name: 'Masquer' }).click();
    await expect.poll(() => intro.isVisible()).toBe(false);
    await page.reload();
    await messages().first().waitFor();
    await expect.poll(() => intro.isVisible()).toBe(false);
  });

  test('has landmarks, one main heading, and a name for everything that can be pressed', async () => {
    for (const role of ['banner', 'navigation', 'main'] as const) expect(await page.getByRole(role).count()).toBe(1);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('#credit');
    await expect.poll(() => page.evaluate('probe.nameless()')).toEqual([]);
    await expect.poll(() => page.evaluate('probe.language()')).toBe('fr');
  });

  test('draws figures as a table whose amounts stand to the right, and cuts long lists visibly', async () => {
    const table = last().getByRole('table');
    await expect
      .poll(() => table.getByRole('columnheader').allTextContents())
      .toEqual(['', 'Débiteur', 'Montant', 'Retard', 'Pourquoi', 'Qui']);
    const amounts = table.locator('tbody td:nth-child(3)');
    await expect
      .poll(() => amounts.evaluateAll((cells) => cells.map((c) => c.computedStyleMap().get('text-align')?.toString())))
      .toEqual(Array(5).fill('right'));
    await expect.poll(() => last().textContent()).toContain('… et 18 autres');
  });

  test('shows a chart with its words, and its figures as a table on asking', async () => {
    const card = messages().first();
    await card.getByRole('img', { name: /Balance âgée sur 12 semaines/ }).waitFor();
    await expect.poll(() => card.getByRole('table').isVisible()).toBe(false);
    await card.getByText('Les chiffres du graphique').click();
    await expect.poll(() => card.getByRole('row').count()).toBe(13);
  });
});

describe('acting', () => {
  test('as another person, in that person’s language', async () => {
    await expect.poll(() => page.locator('#person').inputValue()).toBe(CLAIRE.email);
    await become(JEROEN.email);
    await page.getByText('You are', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('navigation').textContent()).toContain('Direct message');
    await expect.poll(() => page.evaluate('probe.language()')).toBe('en');
    await page.getByRole('button', { name: 'Act as Nadia Benali' }).click();
    await page.getByText('Vous êtes', { exact: true }).waitFor();
    await page.reload();
    await messages().first().waitFor();
    await expect.poll(() => page.locator('#person').inputValue()).toBe(NADIA.email);
  });

  test('a command is suggested, completed and answered privately; nobody else sees it', async () => {
    await become(NADIA.email);
    await box().pressSequentially('/de');
    await expect.poll(() => page.locator('#composer-commands li').allTextContents()).toHaveLength(1);
    await box().press('Enter');
    await expect.poll(() => box().inputValue()).toBe('/débiteur ');
    await box().pressSequentially('dup');
    await box().press('Enter');
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await expect.poll(() => last().locator('.private-mark').textContent()).toBe('visible par vous seul');
    await become(KARIM.email);
    await messages().nth(1).waitFor();
    await expect.poll(() => messages().count()).toBe(2);
    expect(await page.locator('body').textContent()).not.toContain('C0042');
  });

  test('a pressed button answers; what is shared reaches the other tab at once', async () => {
    const other = await openTab();
    await become(KARIM.email, other);
    await become(NADIA.email);
    await say('/débiteur Dupont SA');
    await last().getByRole('button', { name: 'Partager ici' }).click();
    await other.getByRole('heading', { name: 'Dupont SA · C0042' }).waitFor();
    await expect.poll(() => other.getByRole('status').filter({ hasText: 'Dupont SA' }).count()).toBe(1);
    expect(site.desk.events.map((e) => e.happening.type)).toEqual(['command', 'press']);
  });

  test('a form opens with labels, shows errors beside fields, keeps what was typed, and closes when it is taken', async () => {
    await say('/litige FA-1024');
    const dialog = page.getByRole('dialog', { name: 'Ouvrir un litige' });
    const amount = dialog.getByLabel('Montant contesté');
    await amount.waitFor();
    expect((await focused()).id).toBe('field-amount');
    await dialog.getByRole('button', { name: 'Ouvrir' }).click();
    await expect.poll(() => dialog.getByText('À remplir.').count()).toBe(2);
    expect(site.desk.events).toHaveLength(1);
    await amount.fill('douze');
    await dialog.getByLabel('Motif').selectOption('quality');
    await dialog.getByLabel('Commerce').check();
    await dialog.getByLabel('Logistique').check();
    await dialog.getByRole('button', { name: 'Ouvrir' }).click();
    await dialog.getByText('Ce montant ne se lit pas.').waitFor();
    await expect.poll(() => amount.getAttribute('aria-invalid')).toBe('true');
    expect((await focused()).id).toBe('field-amount');
    await amount.fill('4300');
    await amount.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await messages().getByText('Litige de 4300 € ouvert (quality)').waitFor();
    const submitted = site.desk.events.at(-1)?.happening;
    expect(submitted).toMatchObject({
      type: 'submit',
      answers: { amount: '4300', reason: 'quality', tell: 'sales\nlogistics', until: '', words: '' },
    });
    expect((await focused()).id).toBe('composer-text');
  });

  test('a thread opens on the right, takes replies, counts them, and gives the focus back', async () => {
    await last().getByRole('button', { name: 'Répondre' }).click();
    const thread = page.getByRole('complementary', { name: 'Fil' });
    const reply = thread.getByRole('combobox', { name: 'Réponse dans le fil' });
    await reply.fill('Je m’en occupe');
    await reply.press('Enter');
    await thread.getByText('Je m’en occupe').waitFor();
    await last()
      .getByRole('button', { name: /1 réponse/ })
      .waitFor();
    expect(site.desk.events.at(-1)?.happening).toMatchObject({ type: 'reply', text: 'Je m’en occupe' });
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await focused()).text).toContain('1 réponse');
  });

  test('a file is attached in the private conversation, and its answer replaces the progress', async () => {
    await page.getByRole('link', { name: 'Encours' }).click();
    await page.getByText('Rien encore dans Encours.').waitFor();
    await page.setInputFiles('#composer input[type=file]', {
      name: 'grand livre.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a;b\n1;2\n'),
    });
    await page.getByText('grand livre.csv : 8 octets lus').waitFor();
    await expect.poll(() => messages().allTextContents()).toHaveLength(2);
  });

  test('a file is dropped in the private conversation; in a channel the page says where it belongs', async () => {
    const drop = () => page.evaluate("probe.drop('liste.csv', 'a;b;')");
    await drop();
    await page.getByText('Les fichiers se déposent dans votre message privé').first().waitFor();
    expect(site.desk.events).toHaveLength(0);
    await page.getByRole('link', { name: 'Encours' }).click();
    await page.getByRole('heading', { name: 'Encours', level: 1 }).waitFor();
    await drop();
    await page.getByText('liste.csv : 4 octets lus').waitFor();
  });

  test('a message that could not be sent is kept and sent once on another try', async () => {
    await page.route('**/local/api/act', (route) => route.abort());
    await say('/débiteur dup');
    await page.getByText('Le message n’est pas parti.').waitFor();
    await expect.poll(() => box().inputValue()).toBe('/débiteur dup');
    await page.unroute('**/local/api/act');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await expect.poll(() => box().inputValue()).toBe('');
    expect(site.desk.events).toHaveLength(1);
    complaints = complaints.filter((text) => !text.includes('ERR_FAILED'));
  });
});

describe('staying in step', () => {
  test('two tabs of one person show the same, and an update changes a card in place with the focus where it was', async () => {
    const other = await openTab();
    await say('/débiteur dup');
    await other.getByRole('heading', { name: /C0042/ }).waitFor();
    const button = messages(other).nth(1).getByRole('button', { name: 'Tout voir' });
    await button.focus();
    await site.local.gateway.update({ tenant: 'local', channel: 'credit', id: agenda.id }, { ...agendaCard(), title: 'Agenda, corrigé' });
    await other.getByRole('heading', { name: 'Agenda, corrigé' }).waitFor();
    await page.getByRole('heading', { name: 'Agenda, corrigé' }).waitFor();
    expect((await focused(other)).text).toBe('Tout voir');
    await expect.poll(() => messages(other).count()).toBe(4);
  });

  test('a channel with something new is marked until it is opened', async () => {
    await page.getByRole('link', { name: 'litiges' }).click();
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await page.getByRole('link', { name: 'credit', exact: true }).click();
    expect(await page.getByRole('link', { name: 'litiges' }).textContent()).not.toContain('non lu');
    await post(sentence('Un litige de plus', 'fr'), 'litiges');
    await page.getByRole('link', { name: /litiges.*non lu/ }).waitFor();
    await page.getByRole('link', { name: 'litiges' }).click();
    await messages().getByText('Un litige de plus').waitFor();
    expect(await page.getByRole('link', { name: 'litiges' }).textContent()).not.toContain('non lu');
  });

  test('what is said in a channel while its messages are on their way is there with them', async () => {
    let give = (): void => {};
    const held = new Promise<void>((resolve) => {
      give = resolve;
    });
    let read = (): void => {};
    const isRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    await page.route(/\/local\/api\/messages\?.*litiges/, async (route) => {
      const response = await route.fetch();
      read();
      await held;
      await route.fulfill({ response });
    });
    await page.getByRole('link', { name: 'litiges' }).click();
    await isRead;
    await post(sentence('Dit entre-temps', 'fr'), 'litiges');
    // Heard after it, on the same line.
    await post(sentence('Dit ailleurs', 'fr'), 'comite-credit');
    await page.getByRole('link', { name: /comite-credit.*non lu/ }).waitFor();
    give();
    await messages().getByText('Dit entre-temps').waitFor();
  });

  test('after the connection was lost, what was missed is there', async () => {
    await context.setOffline(true);
    site.cut();
    await page.getByText('Liaison perdue avec Encours').waitFor();
    await post(sentence('Dit pendant la coupure', 'fr'));
    await context.setOffline(false);
    await messages().getByText('Dit pendant la coupure').waitFor();
    complaints = complaints.filter((text) => !/ERR_(INTERNET_DISCONNECTED|INCOMPLETE_CHUNKED_ENCODING)/.test(text));
  });

  test('a conversation longer than one page is read backwards on asking', async () => {
    for (let i = 0; i < 70; i++) await post(sentence(`message ${i}`, 'fr'), 'comite-credit');
    await page.getByRole('link', { name: 'comite-credit' }).click();
    await page.getByText('message 69', { exact: true }).waitFor();
    await expect.poll(() => messages().count()).toBe(60);
    await page.getByRole('button', { name: 'Messages précédents' }).click();
    await page.getByText('message 0', { exact: true }).waitFor({ state: 'attached' });
    await expect.poll(() => page.getByRole('button', { name: 'Messages précédents' }).isVisible()).toBe(false);
    await expect.poll(() => messages().count()).toBe(70);
  });
});

describe('by keyboard alone', () => {
  test('from the first key to a private answer, a pressed button, a form, a thread and back', async () => {
    await page.keyboard.press('Tab');
    expect((await focused()).text).toBe('Aller à la saisie');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused()).id).toBe('composer-text');
    await page.keyboard.type('/');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('#composer-commands [aria-selected=true]').textContent()).toContain('/litige');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(async () => (await focused()).id).toBe('composer-text');

    const reach = async (name: string) => {
      for (let i = 0; i < 30; i++) {
        if ((await focused()).text === name) return;
        await page.keyboard.press('Shift+Tab');
      }
      throw new Error(`${name} cannot be reached by keys`);
    };
    await reach('Balance âgée');
    expect((await focused()).outline).toBe('solid');
    await page.keyboard.press('Enter');
    await messages().getByText('Pressé : aging.show').waitFor();
    expect((await focused()).text).toBe('Balance âgée');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Fil' }).waitFor();
    await expect.poll(async () => (await focused()).id).toBe('thread-composer-text');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await focused()).text).toBe('Répondre');
  });
});

describe('on a phone of 360 pixels', () => {
  test('nothing is wider than the screen, and channels and people are one press away', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const width = () => page.evaluate('probe.width()');
    await expect.poll(() => width()).toBeLessThanOrEqual(360);
    await say('/débiteur dup');
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await expect.poll(() => width()).toBeLessThanOrEqual(360);
    await expect.poll(() => page.getByRole('navigation').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Canaux et personnes' }).click();
    await page.getByRole('link', { name: 'litiges' }).click();
    await page.getByRole('heading', { name: '#litiges' }).waitFor();
    await expect.poll(() => page.getByRole('navigation').isVisible()).toBe(false);
    await last().getByRole('button', { name: 'Répondre' }).click();
    await page.getByRole('complementary', { name: 'Fil' }).waitFor();
    await expect.poll(() => width()).toBeLessThanOrEqual(360);
  });
});

describe('names that look like markup', () => {
  test('stay the words that they are', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '[lien](http://evil.example)',
      '**gras**',
      '{{DATE(2026-01-01T00:00:00Z)}}',
      '=HYPERLINK("http://evil.example")',
    ];
    for (const name of names) await post({ ...debtorCard(name), fallback: name }, 'comite-credit');
    await page.getByRole('link', { name: 'comite-credit' }).click();
    await expect.poll(() => messages().count()).toBe(names.length);
    const shown = (await messages().allTextContents()).join('\n').replaceAll('\u2060', '');
    for (const name of names) expect(shown).toContain(name);
    await expect.poll(() => page.locator('#messages a, #messages img:not(.avatar)').count()).toBe(0);
  });
});

describe('both colour schemes', () => {
  test.each(['light', 'dark'] as const)('%s: every text has a contrast of at least 4.5', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await say('/débiteur dup');
    await page.getByRole('heading', { name: /C0042/ }).waitFor();
    await page.mouse.move(700, 5);
    await page.evaluate('Promise.all(document.getAnimations().map((a) => a.finished))');
    await expect.poll(() => page.evaluate('probe.faint()')).toEqual([]);
    await say('/litige');
    await page.getByRole('dialog').getByRole('button', { name: 'Ouvrir' }).click();
    await expect.poll(() => page.evaluate('probe.faint()')).toEqual([]);
  });
});
