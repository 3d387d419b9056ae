/** A bot on a real HTTP server, with Microsoft's test client or a small connector on its other side. `receive` is the core. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InboundEvent, Receive } from '../../../src/core/desk/inbound.ts';
import { createTeams, type Teams, type TeamsOptions } from '../../../src/platforms/teams/app.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import { parseCommand } from '../../support/conversation.ts';
import { type MemoryInbox, memoryInbox } from '../../support/inbox.ts';
import { spareStore } from '../../support/spare.ts';
import { APP_ID, startTeams, TENANT, type TeamsWorld } from '../../support/teams.ts';
import { type KeptLog, keepLog, PNG } from '../slack/support.ts';

export interface Scene {
  readonly teams: Teams;
  readonly world: TeamsWorld;
  readonly store: OpenedStore;
  readonly log: KeptLog;
  readonly inbox: MemoryInbox;
  /** What the core was told, in order. */
  readonly events: InboundEvent[];
  /** Where the bot listens. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openScene(receive: Receive, options: { readonly client?: boolean } & Partial<TeamsOptions> = {}): Promise<Scene> {
  const { client = false, ...more } = options;
  const log = keepLog();
  const inbox = memoryInbox();
  const events: InboundEvent[] = [];
  const store = await spareStore();
  let teams: Teams | undefined;
  const server = createServer((request, response) => {
    void teams?.handle(request, response).then((known) => known || response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await startTeams({ botUrl: url, client });
  teams = createTeams(
    {
      ...{ appId: APP_ID, tenants: [TENANT], openIdUrl: world.openIdUrl, memory: store.teams, locale: 'fr' },
      ...{ paint: async () => PNG, clock: { now: () => Date.now() }, current: async () => undefined, mayRead: async () => true },
      means: (words) => parseCommand('', words, 0) !== undefined,
      ...more,
    },
    (event, progress) => {
      events.push(event);
      return receive(event, progress);
    },
    log,
    inbox,
  );
  const running = teams;
  return {
    teams: running,
    world,
    store,
    log,
    inbox,
    events,
    url,
    async close() {
      await running.stop();
      await inbox.settle();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.stop();
      await store.close();
    },
  };
}
