/** Two stages for a flow, with what is done on each in few words: the local page in a browser, and a real Slack workspace with its page. */
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CompanyPolicy as Policy } from '../../src/core/features.ts';
import { BOT_TOKEN, GENERAL, type LocalSlack, type SeenMessage, SIGNING_SECRET, type SlackUser, startLocalSlack } from './local-slack.ts';
import { PATIENCE } from './patience.ts';
import { freePort } from './ports.ts';
import { type TestServer, testServer } from './server.ts';

export interface LocalScene {
  readonly server: TestServer;
  readonly page: Page;
  /** Takes the place of a person, by the name before the @. */
  become(name: string): Promise<void>;
  goTo(channel: string): Promise<void>;
  say(words: string): Promise<void>;
  dialog(): Locator;
  /** The first message of the channel that says so. */
  card(words: string): Locator;
  /** A picture for whoever looks (SCREENSHOTS=folder), on a desk and on a phone. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function localScene(browser: Browser, at: string, policy?: Policy): Promise<LocalScene> {
  const server = await testServer(at, { local: true, ...(policy ? { policy } : {}) });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(PATIENCE);
  return {
    server,
    page,
    async become(name) {
      await page.selectOption('#person', `${name}@acme.example`);
      await page.locator(`#person option[value="${name}@acme.example"]:checked`).waitFor({ state: 'attached' });
      // Until what they read is there, the page takes nothing.
      await page.locator('#main:not([inert])').waitFor();
    },
    async goTo(channel) {
      await page.getByRole('navigation').getByText(channel, { exact: false }).first().click();
      await page.locator('#place-name', { hasText: channel }).waitFor();
    },
    async say(words) {
      await page.locator('#composer-text').fill(words);
      await page.locator('#composer-text').press('Enter');
    },
    dialog: () => page.getByRole('dialog'),
    card: (words) => page.locator('#messages .message', { hasText: words }).first(),
    async picture(name) {
      if (!process.env.SCREENSHOTS) return;
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-1280.png` });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-390.png` });
      await page.setViewportSize({ width: 1280, height: 1000 });
    },
    async close() {
      await page.close();
      await server.stop();
    },
  };
}

export interface SlackScene {
  readonly slack: LocalSlack;
  readonly server: TestServer;
  readonly page: Page;
  modal(): Locator;
  /** The first message of the channel that fits, looked for while the outbox empties: what was pressed may still be on its way. */
  seen(fits: (message: SeenMessage, text: string) => boolean, what: string): Promise<SeenMessage>;
  /** The card of the channel that says so. */
  cardWith(words: string): Promise<SeenMessage>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The bot posts in the workspace's general channel, whatever the policy calls it. */
export async function slackScene(browser: Browser, at: string, policy: Policy, users: readonly SlackUser[] = []): Promise<SlackScene> {
  const port = await freePort();
  const slack = await startLocalSlack(port, users);
  const server = await testServer(at, {
    port,
    local: false,
    slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl, spacing: 20 },
    policy,
  });
  const page = await browser.newPage({ viewport: { width: 1000, height: 1100 } });
  page.setDefaultTimeout(PATIENCE);
  const seen: SlackScene['seen'] = async (fits, what) => {
    let found: SeenMessage | undefined;
    const look = async (): Promise<boolean> => {
      await server.settle();
      const text = (m: SeenMessage): string => JSON.stringify([m.text, m.blocks ?? '']).replace(/[\u00a0\u202f]/g, ' ');
      found = (await slack.messages(GENERAL)).find((m) => fits(m, text(m)));
      return found !== undefined;
    };
    await expect.poll(look, { message: what }).toBe(true);
    if (!found) throw new Error(what);
    return found;
  };
  return {
    slack,
    server,
    page,
    modal: () => page.locator('[class*=modal]').first(),
    seen,
    cardWith: (words) => seen((m, text) => m.thread_ts === undefined && m.ephemeral_to === undefined && text.includes(words), words),
    async picture(name) {
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
    },
    async close() {
      await page.close();
      await server.stop();
      await slack.stop();
    },
  };
}
