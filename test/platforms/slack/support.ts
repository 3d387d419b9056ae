/** Small inputs for the Slack tests: a log that keeps what was said, a picture, a bot on a real HTTP server beside a real workspace. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AgedBalanceChart } from '../../../src/core/desk/chart-spec.ts';
import type { Log } from '../../../src/core/desk/core.ts';
import type { InboundEvent, Receive } from '../../../src/core/desk/inbound.ts';
import { createSlack, type Slack, type SlackConfig } from '../../../src/platforms/slack/app.ts';
import { type MemoryInbox, memoryInbox } from '../../support/inbox.ts';
import { BOT_TOKEN, type LocalSlack, SIGNING_SECRET, startLocalSlack } from '../../support/local-slack.ts';

export interface KeptLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly cause: unknown }[];
}

export function keepLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const keep = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, message, cause: fields.cause });
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** One red pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

export const CHART: AgedBalanceChart = {
  kind: 'aged-balance',
  locale: 'fr',
  title: 'Balance âgée',
  currency: 'EUR',
  points: [
    {
      label: '16 nov.',
      notDue: 1000000n,
      d1_30: 600000n,
      d31_60: 400000n,
      d61_90: 0n,
      d91_120: 0n,
      over120: 300000n,
      unallocated: -100000n,
      unallocatedDue: -100000n,
      overdueRate: 0.5455,
    },
    {
      label: '23 nov.',
      notDue: 1100000n,
      d1_30: 500000n,
      d31_60: 400000n,
      d61_90: 0n,
      d91_120: 0n,
      over120: 300000n,
      unallocated: -100000n,
      unallocatedDue: -100000n,
      overdueRate: 0.5,
    },
  ],
  target: 0.1,
};

export interface Scene {
  readonly slack: Slack;
  readonly workspace: LocalSlack;
  readonly log: KeptLog;
  readonly inbox: MemoryInbox;
  /** What the core was told, in order. */
  readonly events: InboundEvent[];
  /** Where the bot listens. */
  readonly address: string;
  close(): Promise<void>;
}

/** A bot in HTTP mode with its workspace. `receive` is the core. */
export async function openScene(receive: Receive, config: Partial<SlackConfig> = {}): Promise<Scene> {
  const log = keepLog();
  const inbox = memoryInbox();
  const events: InboundEvent[] = [];
  let slack: Slack | undefined;
  const server: Server = createServer((request, response) => {
    void slack?.handle?.(request, response).then((known) => known || response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const workspace = await startLocalSlack(port);
  slack = createSlack(
    { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, apiUrl: workspace.apiUrl, paint: async () => PNG, spacing: 10, ...config },
    (event, progress) => {
      events.push(event);
      return receive(event, progress);
    },
    log,
    inbox,
  );
  await slack.start();
  const running = slack;
  return {
    slack: running,
    workspace,
    log,
    inbox,
    events,
    address: `http://127.0.0.1:${port}/slack/events`,
    async close() {
      await running.stop();
      await inbox.settle();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workspace.stop();
    },
  };
}
