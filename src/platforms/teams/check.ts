/** What an administrator must have right in Teams: the app's token, the teams that it is in, the channels of the policy. */
import { cause } from '../log.ts';
import type { TeamsConfig } from './app.ts';
import { createAuth } from './auth.ts';
import { createConnector } from './connector.ts';
import { createContacts } from './contacts.ts';
import type { TeamsMemory } from './memory.ts';
import { createPace } from './pace.ts';

export interface TeamsCheck {
  /** Names of the teams that the app was added to, as far as it was told. */
  readonly teams: readonly string[];
  readonly channels: readonly {
    readonly name: string;
    readonly id: string /** What to do; undefined when the bot can post there. */;
    readonly fault: string | undefined;
  }[];
}

/** Asks Microsoft for a token, and Teams for the channels. Throws a PlatformError when there is no token. */
export async function checkTeams(config: TeamsConfig, memory: TeamsMemory, channelIds: readonly string[]): Promise<TeamsCheck> {
  const auth = createAuth(config);
  await auth.token();
  const connector = createConnector(auth, createPace());
  const contacts = createContacts(memory, connector, Date.now);
  const channels = [];
  for (const id of new Set(channelIds)) {
    try {
      const place = await contacts.channel(id);
      await connector.members(place, id);
      channels.push({ id, name: place.name || id, fault: undefined });
    } catch (error) {
      channels.push({ id, name: id, fault: cause(error).cause });
    }
  }
  return { teams: (await memory.all('team')).map((team) => team.name || team.id), channels };
}
