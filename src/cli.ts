#!/usr/bin/env node
/** Where the shell enters: the path that packages and scripts name. The families of commands are in the folder of the same name. */
import { setFlagsFromString } from 'node:v8';
import { main } from './cli/cli.ts';

// Left alone, V8 lets garbage grow to several times what is alive: an import of a million lines then takes 400 MB instead of 280, and no less time.
setFlagsFromString('--heap-growing-percent=12');
// What an import makes dies young: a larger nursery costs thirty megabytes and saves no time.
setFlagsFromString('--max-semi-space-size=4');

// A reader that has seen enough (`encours agenda | head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** Asks whoever sits at the terminal. */
async function ask(text: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return terminal.question(text).finally(() => terminal.close());
}

const sits = process.stdin.isTTY && process.stdout.isTTY;
await main(process.argv.slice(2), sits ? Object.assign(process, { ask }) : process);
