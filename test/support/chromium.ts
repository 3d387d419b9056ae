/** One Chromium for the whole test run; every suite has pages of its own in it. */
import type { TestProject } from 'vitest/node';
import { offer } from './starter.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await offer(async () => (await import('./browser.ts')).startBrowser());
  project.provide('chromium', url);
  return stop;
}
