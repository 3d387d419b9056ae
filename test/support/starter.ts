/** What the whole run shares, started when the first suite asks for it: runs that need none do not pay for one. */
import { createServer } from 'node:http';

export interface Shared {
  readonly url: string;
  stop(): Promise<void>;
}

/** An address that answers with the one of the shared thing, and the end of both. */
export async function offer(start: () => Promise<Shared>): Promise<Shared> {
  let started: Promise<Shared> | undefined;
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
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop: async () => {
      starter.close();
      await (await started)?.stop();
    },
  };
}

/** The address of the shared thing. */
export async function ask(starter: string): Promise<string> {
  const answer = await fetch(starter);
  const url = await answer.text();
  if (!answer.ok) throw new Error(`it did not start: ${url}`);
  return url;
}
