/** Prometheus metrics on a port of their own (METRICS_PORT), so that they are never reachable where the platforms are: the process, and what waits in the outbox. */
import { createServer } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { OutboxStatus } from '../core/desk/outbox.ts';
import type { Reads } from '../core/desk/store.ts';
import { ledgerIn } from '../core/ledger/ports.ts';
import { type Guard, STRAYS } from './guard.ts';

const STATUSES: readonly OutboxStatus[] = ['pending', 'sending', 'failed', 'refused', 'unknown'];

/** Serves `GET /metrics`; the gauges are read from the store when asked. Port 0 takes any free one. */
export async function serveMetrics(
  port: number,
  read: Reads,
  { strays }: Guard,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'encours_outbox_messages',
    help: 'Messages in the outbox that are not delivered, by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      for (const status of STATUSES) this.set({ status }, await read.outbox.count(status));
    },
  });
  new Gauge({
    name: 'encours_inbox_deeds',
    help: 'What people did and is not done yet',
    registers: [registry],
    async collect() {
      this.set(await read.inbox.count());
    },
  });
  new Gauge({
    name: 'encours_ledger_items',
    help: 'Items in the ledger',
    registers: [registry],
    async collect() {
      this.set(await ledgerIn(read).itemCount());
    },
  });
  new Counter({
    name: 'encours_stray_faults_total',
    help: 'Rejections and exceptions that nobody caught',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const kind of STRAYS) this.inc({ kind }, strays[kind]);
    },
  });
  const server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') {
      res.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (body) => res.writeHead(200, { 'content-type': registry.contentType }).end(body),
      () => res.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
