/** Messages of the outbox on their way to the chat platforms: where each goes, and whether its amounts may go there. */
import type { Core } from '../core/desk/core.ts';
import { departuresIn, hasLeft } from '../core/desk/departure-ports.ts';
import { type Destination, type Gateway, type GatewayPlace, type OutboxMessage, PlatformError } from '../core/desk/outbox.ts';
import type { Person } from '../core/desk/people-ports.ts';
import type { PlatformName, PostedRef } from '../core/desk/places.ts';
import { CHANNELS, type ChannelUse, may } from '../core/desk/policy.ts';
import { outsidersOf, outsidersRefusal } from '../core/desk/privacy.ts';
import { carry, type Traffic } from './traffic.ts';

/** What goes to a place of a chat. */
type Said = OutboxMessage & { readonly destination: Exclude<Destination, { to: 'address' }> };

export function chatTraffic(core: Core): Traffic {
  return {
    route: 'chat',
    batch: 20,
    idleMs: 1_000,
    // A little over an hour in all.
    patience: { firstMs: 1_000, longestMs: 300_000, attempts: 20 },
    carrier: () => {
      const people = core.store.read.people.all();
      return async (row, hold) => {
        const all = await people;
        const by = gatewayOf(core, row);
        if (!isSaid(row)) throw new PlatformError('refused', `${by.platform} writes to no e-mail address`);
        const to = await placeOf(core, by, row, all);
        await refuseOutsiders(core, by, row, to, all);
        return carry(core, row, { by, to }, hold);
      };
    },
  };
}

function gatewayOf(core: Core, { platform }: OutboxMessage): Gateway {
  const gateway = platform === 'mail' ? undefined : core.gateways.get(platform);
  if (!gateway) throw new PlatformError('refused', `${platform} is not configured`);
  return gateway;
}

function isSaid(row: OutboxMessage): row is Said {
  return row.destination.to !== 'address';
}

/** A committee may sit on two platforms: what is said to a person leaves on each, and arrives where they are. */
async function isElsewhere(core: Core, platform: PlatformName, people: readonly Person[], personId: number): Promise<boolean> {
  const others = [...core.gateways.values()].filter((gateway) => gateway.platform !== platform);
  const bound = await core.store.read.people.identities(personId);
  if (others.some((gateway) => bound.some((i) => i.platform === gateway.platform))) return true;
  for (const gateway of others) if (await identifyByEmail(gateway, people, personId)) return true;
  return false;
}

async function placeOf(core: Core, gateway: Gateway, row: Said, people: readonly Person[]): Promise<GatewayPlace> {
  const { platform } = gateway;
  const thread = await threadOf(core, row.destination, platform);
  const opened = thread === undefined ? {} : { thread };
  const { destination } = row;
  switch (destination.to) {
    case 'channel': {
      const id = channelId(core, destination.channel, platform);
      if (id === undefined) throw new PlatformError('refused', `the policy names no ${platform} channel for ${destination.channel}`);
      return { kind: 'channel', id, ...opened };
    }
    case 'person': {
      // What is said to all who had a seat, say, finds nobody where one has left.
      if (hasLeft(await departuresIn(core.store.read).of(destination.personId))) throw new PlatformError('nobody', 'the person has left');
      const identities = await core.store.read.people.identities(destination.personId);
      const bound = identities.find((i) => i.platform === platform);
      const identity = bound ?? (await identifyByEmail(gateway, people, destination.personId));
      if (!identity && (await isElsewhere(core, platform, people, destination.personId)))
        throw new PlatformError('nobody', `the person is not on ${platform}`);
      if (!identity) throw new PlatformError('refused', `person ${destination.personId} is not known on ${platform}`);
      return { kind: 'person', identity, ...opened };
    }
    case 'place':
      return { kind: 'channel', id: destination.id, ...opened };
  }
}

async function identifyByEmail(gateway: Gateway, people: readonly Person[], personId: number): ReturnType<Gateway['identify']> {
  const person = people.find((p) => p.id === personId);
  return person && gateway.identify(person.email);
}

async function threadOf(core: Core, destination: Said['destination'], platform: PlatformName): Promise<PostedRef | undefined> {
  return destination.thread === undefined ? undefined : core.store.read.outbox.posted(destination.thread, platform);
}

function channelId(core: Core, use: string, platform: PlatformName): string | undefined {
  return isChannelUse(use) ? core.policy.channels[use]?.on[platform] : undefined;
}

function isChannelUse(use: string): use is ChannelUse {
  return CHANNELS.some((known) => known === use);
}

async function refuseOutsiders(
  core: Core,
  gateway: Gateway,
  row: OutboxMessage,
  to: GatewayPlace,
  people: readonly Person[],
): Promise<void> {
  if (!row.card.amounts) return;
  const { destination } = row;
  const readers = people.filter((p) => may(core.policy, p, 'see'));
  if (destination.to === 'person' && !readers.some((p) => p.id === destination.personId))
    throw new PlatformError('refused', `person ${destination.personId} may not see amounts`);
  const audience = await gateway.audience(to);
  if (!audience) return;
  if (to.kind === 'person') {
    const guest = audience.members.find((m) => m.guest);
    if (guest) throw new PlatformError('refused', `${guest.name} is a guest`);
    return;
  }
  const use = destination.to === 'channel' && isChannelUse(destination.channel) ? destination.channel : undefined;
  const outsiders = outsidersOf(audience, readers, use && core.policy.channels[use]?.allowed);
  if (outsiders) throw outsidersRefusal(outsiders, use ?? to.id, core.policy.language);
}
