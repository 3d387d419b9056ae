/**
 * The built worker with faults to order, chosen by a chart's title: "die" ends the thread every time, "die once <file>" only while the file is absent,
 * "hang" never answers.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

function fault({ spec }) {
  const once = /^die once (.+)$/.exec(spec.title)?.[1];
  if (once !== undefined && !existsSync(once)) {
    writeFileSync(once, '');
    process.exit(7);
  }
  if (spec.title === 'die') process.exit(7);
  if (spec.title === 'hang') for (;;);
}

const on = parentPort.on.bind(parentPort);
parentPort.on = (event, listener) =>
  on(event, (message) => {
    fault(message);
    listener(message);
  });

await import('../../dist/src/charts/worker.js');
