/** A collector writes: on the local page with a real browser, through a real mail server, on the demo company. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../src/core/ledger/parties.ts';
import { DEFAULT_LETTERS } from '../../src/core/letters/letter-policy.ts';
import { lettersIn } from '../../src/core/letters/ports.ts';
import { type PostOffice, postOffice } from '../mail/post-office.ts';
import { launchBrowser } from '../support/browser.ts';
import { type TestServer, testServer } from '../support/server.ts';

let browser: Browser;
let post: PostOffice;
let server: TestServer;
let page: Page;
beforeAll(async () => {
  [browser, post] = await Promise.all([launchBrowser(), postOffice()]);
  // Rates for a test: those of the second half of 2026 are for the company to enter.
  const halfYears = [...DEFAULT_LETTERS.halfYears, { from: parseDay('2026-07-01') ?? 0, legal: 26_200n, ecb: 20_000n }];
  const policy = { ...DEFAULT_POLICY, letters: { ...DEFAULT_LETTERS, halfYears } };
  const mail = { url: post.url, from: 'recouvrement@demo.example' };
  server = await testServer('2026-11-23T09:00:00+01:00', { demo: true, local: true, policy, mail });
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(server.url);
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([browser?.close(), post?.close()]);
});

async function say(words: string): Promise<void> {
  const composer = page.locator('#composer-text');
  await composer.fill(words);
  await composer.press('Enter');
}
const shown = (words: string | RegExp) => page.getByText(words).last().waitFor();

describe('a collector', () => {
  it('notes a call, reads a reminder, sends it, and finds both in the history', async () => {
    await say('/noter Dupont SA appel M. Petit promet un virement vendredi');
    await shown(/Noté dans l’historique de Dupont SA/);
    await say('/lettre Dupont SA relance1');
    await shown(/aperçu, rien n’est parti/);
    await shown(/à régler \(Orvelle Emballage SAS\)/);
    await page
      .getByRole('button', { name: /^Envoyer à compta@/ })
      .last()
      .click();
    await shown(/le courriel part à/);
    await server.settle();
    await expect.poll(() => post.received.length).toBe(1);
    expect(post.received[0]?.raw).toContain('Orvelle Emballage SAS');
    await say('/historique Dupont SA');
    await shown(/Relance 1 : /);
    await shown(/M. Petit promet un virement vendredi/);
  });

  it('makes a formal notice to post: the PDF comes as a file to open', async () => {
    await say('/lettre Dupont SA mise en demeure');
    // The reminder's preview has the same button: the notice must be there before it is pressed.
    await shown(/^Mise en demeure · Dupont SA/);
    await page.getByRole('button', { name: 'Faire le PDF à poster' }).last().click();
    await shown(/le PDF est gardé et noté à l’historique/);
    await server.settle();
    const files = await server.core.store.read.files.ofDebtor(await dupont());
    expect(files.map((f) => f.mime).sort()).toEqual(['application/pdf', 'message/rfc822']);
  });

  it('writes to a whole segment with one confirmation, and reads the report', async () => {
    await say('/lettres small relance1');
    await page
      .getByRole('button', { name: /^Envoyer \d+ courriels/ })
      .last()
      .waitFor();
    await page
      .getByRole('button', { name: /^Envoyer \d+ courriels/ })
      .last()
      .click();
    await shown(/Compte rendu · Relance 1/);
    const before = post.received.length;
    await server.settle();
    await expect.poll(() => post.received.length).toBeGreaterThan(before);
    const rows = await lettersIn(server.core.store.read).find({});
    expect(new Set(rows.map((r) => `${r.debtorId}/${r.template}`)).size).toBe(rows.length);
  });

  it('gets the evidence file of an account', async () => {
    await say('/preuves Dupont SA');
    await shown(/Le dossier de preuves de Dupont SA arrive/);
  });
});

async function dupont(): Promise<number> {
  const { debtors } = await debtorsIn(server.core.store.read).search('dupont sa', 9);
  return debtors.find((d) => d.name === 'Dupont SA')?.id ?? 0;
}
