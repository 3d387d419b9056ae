/** The local workspace keeps what the outbox expects of every platform; messages are read back through the page's own API. */
import type { GatewayPlace } from '../../../src/core/desk/outbox.ts';
import { platformContract } from '../../contracts/platform.ts';
import { client } from './client.ts';
import { NADIA } from './memory.ts';
import { startSite } from './site.ts';

async function open() {
  const site = await startSite();
  const nadia = client(site, NADIA);
  return {
    gateway: site.local.gateway,
    channel: 'credit',
    refused: 'nowhere',
    person: { platform: 'local', tenant: 'local', userId: NADIA.email } as const,
    email: NADIA.email,
    async seen(at: GatewayPlace) {
      const channel = at.kind === 'channel' ? at.id : nadia.direct;
      const messages = at.thread ? await nadia.read(channel, { thread: at.thread.id }) : await nadia.read(channel);
      return messages
        .filter((m) => at.thread !== undefined || m.thread === null)
        .map((m) => ({ id: String(m.id), text: JSON.stringify(m.card) }));
    },
    close: () => site.close(),
  };
}

platformContract('The local workspace', open, { readsBack: true, takesFiles: true });
