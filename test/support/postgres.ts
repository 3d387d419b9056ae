/** A real PostgreSQL for the whole test run, in a process of its own, which ends when its standard input does: also when this one is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { freePort } from './ports.ts';
import { offer, type Shared } from './starter.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await offer(start);
  project.provide('postgres', url);
  return stop;
}

async function start(): Promise<Shared> {
  const args = [resolve(import.meta.dirname, 'postgres-server.mjs'), String(await freePort())];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const [url] = await Promise.race([once(lines, 'line'), gone.then(() => Promise.reject(new Error('PostgreSQL did not start')))]);
  return {
    url: String(url),
    stop: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
