/** A real PostgreSQL for the whole test run, started when the first suite asks for it: runs that need none do not pay for one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the server, which it starts when there is none yet. */
    readonly postgresStarter: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<{ url: string; stop(): Promise<void> }> | undefined;
  const starter = createServer((_, response) => {
    started ??= start();
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => starter.listen(0, '127.0.0.1', listening));
  const address = starter.address();
  if (address === null || typeof address === 'string') throw new Error('the starter has no port');
  project.provide('postgresStarter', `http://127.0.0.1:${address.port}/`);
  return async () => {
    starter.close();
    await (await started)?.stop();
  };
}

/** In a process of its own, which ends when its standard input does: also when this one is killed. */
async function start(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'postgres-server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
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
