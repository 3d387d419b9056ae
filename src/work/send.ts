/** One message of the outbox on its way: where it goes, whether its amounts may go there, whether it is there already, and the post itself. */

import type { Card } from '../core/desk/card.ts';
import type { Core } from '../core/desk/core.ts';
import {
  type Destination,
  type Gateway,
  type GatewayPlace,
  type OutboxMessage,
  type OutgoingFile,
  PlatformError,
  type PlatformName,
  type PostedRef,
} from '../core/desk/outbox.ts';
import type { Person } from '../core/desk/people-ports.ts';
import { CHANNELS, type ChannelUse, may } from '../core/desk/policy.ts';
import { outsidersOf, outsidersRefusal } from '../core/desk/privacy.ts';
import { deskTexts } from '../core/desk/texts.ts';

/** Posts or updates one claimed message, where its readers may see it. Throws a PlatformError, a DomainError when outsiders stand in the way, UnknownOutcome, Elsewhere. */
export async function send(core: Core, row: OutboxMessage, people: readonly Person[], signal: AbortSignal): Promise<PostedRef> {
  const gateway = core.gateways.get(row.platform);
  if (!gateway) throw new PlatformError('refused', `${row.platform} is not configured`);
  const to = await placeOf(core, gateway, row, people);
  await refuseOutsiders(core, gateway, row, to, people);
  if (row.replaces !== undefined) {
    const posted = await core.store.read.outbox.posted(row.replaces, row.platform);
    if (posted) {
      await gateway.update(posted, row.card);
      return posted;
    }
  }
  const file = row.file === undefined ? undefined : await fileOf(core, row.file);
  if (row.doubt) {
    // An earlier try may have posted before it died or lost the reply.
    const found = await gateway.find(row.key, to, row.at, gateway.upload && file);
    if (found === 'unknown') throw new UnknownOutcome();
    if (found !== 'absent') return found;
  }
  if (signal.aborted) throw new PlatformError('retry', 'the lease of the message is over');
  const message = { key: row.key, to, card: row.card, signal };
  if (!file) return gateway.post(message);
  return gateway.upload ? gateway.upload({ ...message, file }) : gateway.post({ ...message, card: withFileElsewhere(row.card, file) });
}

async function fileOf(core: Core, id: number): Promise<OutgoingFile> {
  const { files } = core.store.read;
  const [info, bytes] = await Promise.all([files.info(id), files.bytes(id)]);
  if (!info || !bytes) throw new PlatformError('refused', `file ${id} is not kept any more`);
  return { id, name: info.name, mime: info.mime, bytes };
}

/** For a platform that takes no files. */
function withFileElsewhere(card: Card, { id, name }: OutgoingFile): Card {
  const words = deskTexts(card.locale).delivery.fileElsewhere(name, id);
  return { ...card, blocks: [...card.blocks, { type: 'text', text: words }], fallback: `${card.fallback} ${words}` };
}

/** Whether an earlier try got through cannot be told. */
export class UnknownOutcome extends Error {}

/** The person reads this on another platform, whose own row carries it. */
export class Elsewhere extends Error {}

/** A committee may sit on two platforms: what is said to a person leaves on each, and arrives where they are. */
async function isElsewhere(core: Core, platform: PlatformName, people: readonly Person[], personId: number): Promise<boolean> {
  const others = [...core.gateways.values()].filter((gateway) => gateway.platform !== platform);
  const bound = await core.store.read.people.identities(personId);
  if (others.some((gateway) => bound.some((i) => i.platform === gateway.platform))) return true;
  for (const gateway of others) if (await identifyByEmail(gateway, people, personId)) return true;
  return false;
}

async function placeOf(core: Core, gateway: Gateway, row: OutboxMessage, people: readonly Person[]): Promise<GatewayPlace> {
  const thread = await threadOf(core, row.destination, row.platform);
  const opened = thread === undefined ? {} : { thread };
  const { destination } = row;
  switch (destination.to) {
    case 'channel': {
      const id = channelId(core, destination.channel, row.platform);
      if (id === undefined) throw new PlatformError('refused', `the policy names no ${row.platform} channel for ${destination.channel}`);
      return { kind: 'channel', id, ...opened };
    }
    case 'person': {
      const identities = await core.store.read.people.identities(destination.personId);
      const bound = identities.find((i) => i.platform === row.platform);
      const identity = bound ?? (await identifyByEmail(gateway, people, destination.personId));
      if (!identity && (await isElsewhere(core, row.platform, people, destination.personId))) throw new Elsewhere();
      if (!identity) throw new PlatformError('refused', `person ${destination.personId} is not known on ${row.platform}`);
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

async function threadOf(core: Core, destination: Destination, platform: PlatformName): Promise<PostedRef | undefined> {
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
    if (audience.members.some((m) => m.guest))
      throw new PlatformError('refused', `${audience.members[0]?.name ?? 'the person'} is a guest`);
    return;
  }
  const use = destination.to === 'channel' && isChannelUse(destination.channel) ? destination.channel : undefined;
  const outsiders = outsidersOf(audience, readers, use && core.policy.channels[use]?.allowed);
  if (outsiders) throw outsidersRefusal(outsiders, use ?? to.id, core.policy.language);
}
