/** The worker thread's entry: draws one chart at a time, so that the bot's own event loop never waits for a picture. */
import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '../core/desk/chart-spec.ts';
import { messageOf } from '../core/kernel/errors.ts';
import { type Drawn, draw } from './draw.ts';

export interface DrawRequest {
  readonly id: number;
  readonly spec: ChartSpec;
}

export type DrawReply = { readonly id: number; readonly drawn: Drawn } | { readonly id: number; readonly fault: string };

const port = parentPort;
if (port === null) throw new Error('charts/worker runs as a worker thread only');

port.on('message', ({ id, spec }: DrawRequest) => {
  try {
    const drawn = draw(spec);
    port.postMessage({ id, drawn } satisfies DrawReply, [drawn.png.buffer]);
  } catch (error) {
    port.postMessage({ id, fault: messageOf(error) } satisfies DrawReply);
  }
});
