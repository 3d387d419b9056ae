/** Free TCP ports for counterparts that must be told theirs before they listen: none that the system could give to somebody else in between. */
import { createServer } from 'node:net';

/** Below the ports that systems hand out for connections (32768 on Linux), a hundred for each process, each in its turn. */
const FIRST = 20_000 + (process.pid % 120) * 100;
let last = -1;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    last = (last + 1) % 100;
    if (await isFree(FIRST + last)) return FIRST + last;
  }
  throw new Error(`no free port from ${FIRST} on`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
