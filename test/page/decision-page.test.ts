/** The decision record's page in a browser, from a file: it checks itself without a network, shows what it has checked, and says so when it was altered. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf } from '../../src/core/committee/record/article.ts';
import { closedIn, writtenDocument } from '../../src/core/committee/record/check-document.ts';
import type { DecisionDocument } from '../../src/core/committee/record/decision-document.ts';
import { decisionPage } from '../../src/page/decision-page.ts';
import { anyRecord } from '../core/committee/record/any-record.ts';
import { launchBrowser } from '../support/browser.ts';
import { SOAK } from '../support/chance.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-pages-'));
const file = join(folder, 'record.html');
/** Every kind of outcome and of record is among the first ones. */
const RECORDS = SOAK ? Array.from({ length: 200 }, (_, n) => n) : [0, 1, 2, 3, 4, 5, 12];

let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const written = (document: DecisionDocument, locale: 'fr' | 'en', article = 'printed'): string =>
  decisionPage({ title: 'Vote', locale, article, data: writtenDocument(document) });

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const wordsOf = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&[^;]*;/g, (entity) => ENTITIES[entity] ?? entity);

async function verdictOf(html: string): Promise<string> {
  writeFileSync(file, html);
  await page.goto(pathToFileURL(file).href);
  await page.locator('#verdict[class]').waitFor();
  return (await page.locator('#verdict').textContent()) ?? '';
}

describe('the page of a decision record', () => {
  it(`checks itself from a file, without a network: ${RECORDS.length} votes by chance`, async () => {
    for (const n of RECORDS) {
      const { document } = anyRecord(n);
      const { secret, delegated, rows } = document;
      const said = await verdictOf(written(document, 'en'));
      expect({ n, said }).toMatchObject({
        n,
        said: expect.stringContaining(`✔ Verified in this page, without a network: ${rows.length} rows of the log`),
      });
      expect(said).toContain(delegated ? 'without a vote' : secret ? 'the counts of the secret vote' : 'the count, ballot by ballot');
      expect(said).toContain(secret ? 'Not verified: this text, the ballots, which are secret' : 'Not verified: that this head');
    }
    expect(complaints).toEqual([]);
  });

  it('shows the minutes that the house draws, made anew from its rows, whatever people have written', async () => {
    const { document } = anyRecord(4);
    const closed = closedIn(document);
    for (const locale of ['fr', 'en'] as const) {
      await verdictOf(written(document, locale));
      const shown = (await page.locator('#minutes').textContent()) ?? '';
      const drawn = wordsOf(articleOf(closed ?? expect.fail(), locale));
      const blanks = (text: string): string => text.replace(/\s/gu, ' ');
      expect(blanks(shown)).toBe(blanks(drawn));
      expect(shown).toContain('</script><img src=x onerror=alert(1)>');
    }
    expect(await page.locator('img').count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#data a').click()]);
    expect(download.suggestedFilename()).toBe('decision-vote-5.json');
    expect(complaints).toEqual([]);
  });

  it('says what was altered in it, in the data as in the printed words', async () => {
    const { document } = anyRecord(4);
    const html = written(document, 'fr');
    expect(await verdictOf(html.replace('"choice":"approve"', '"choice":"abstain"'))).toBe(
      '✘ Cet acte a été modifié : « ballots » ne dit pas ce que disent les lignes du journal ; le dépouillement donne un autre résultat.',
    );
    expect(await verdictOf(html.replace(/"hash":"./, '"hash":"x'))).toContain('✘ Cet acte a été modifié');
    expect(await verdictOf(html.replace('"rows":[', '"rows":[null,'))).toContain('pas la forme');
    expect(await verdictOf(html.replace('printed', 'forged words'))).toContain('✔');
    expect(await page.locator('#minutes').textContent()).not.toContain('forged words');
    expect(await verdictOf(html.replace('<title>', '<script>alert(1)</script><title>'))).toContain('✔');
    expect(complaints.splice(0).join()).toMatch(/^[^,]*Content Security Policy/);
  });
});
