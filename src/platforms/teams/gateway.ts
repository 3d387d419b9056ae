/** What the outbox delivers to Teams: cards posted and updated, and the people who would read them. Teams cannot be asked whether a message was posted. */
import type { Card } from '../../core/desk/card.ts';
import { type Gateway, type GatewayPlace, PlatformError } from '../../core/desk/outbox.ts';
import type { PostedRef } from '../../core/desk/places.ts';
import type { JsonObject } from '../adaptive.ts';
import { partsOf, threadOf } from './activity.ts';
import type { Connector } from './connector.ts';
import type { Contacts } from './contacts.ts';
import type { People } from './people.ts';
import type { PicturesOf } from './pictures.ts';
import { messageOf } from './render.ts';

export interface GatewayTools {
  readonly appId: string;
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly people: People;
  readonly picturesOf: PicturesOf;
}

export function createGateway({ appId, connector, contacts, people, picturesOf }: GatewayTools): Gateway {
  /** `readers`: whose clients ask for their own view of the card. */
  async function draw(card: Card, channel: string): Promise<JsonObject> {
    return messageOf(card, await picturesOf(card), people.accounts(channel));
  }

  async function toPerson(to: GatewayPlace & { kind: 'person' }, card: Card, signal: AbortSignal | undefined): Promise<PostedRef> {
    const place = await people.direct(to.identity);
    const id = await connector.post(place, place.conversation, await draw(card, place.conversation), signal);
    return { tenant: place.tenant, channel: place.conversation, id };
  }

  async function toChannel(to: GatewayPlace & { kind: 'channel' }, card: Card, signal: AbortSignal | undefined): Promise<PostedRef> {
    const place = await contacts.channel(to.id);
    const message = await draw(card, to.id);
    const at = { tenant: place.tenant, channel: to.id };
    if (place.kind === 'chat') return { ...at, id: await connector.post(place, to.id, message, signal) };
    if (to.thread) {
      const { root } = partsOf(to.thread);
      return { ...at, id: `${root}/${await connector.post(place, threadOf(to.id, root), message, signal)}` };
    }
    const channelData = { channel: { id: to.id }, tenant: { id: place.tenant } };
    const opened = await connector.open(place, { isGroup: true, bot: { id: `28:${appId}` }, channelData, activity: message }, signal);
    const id = opened.activityId ?? opened.id.split(';messageid=')[1];
    if (id === undefined) throw new PlatformError('lost', `message to ${to.id}: Teams did not say where it stands`);
    return { ...at, id };
  }

  return {
    platform: 'teams',
    post: ({ to, card, signal }) => (to.kind === 'person' ? toPerson(to, card, signal) : toChannel(to, card, signal)),
    async update(ref, card) {
      const place = await contacts.memory.byConversation(ref.channel);
      if (!place) throw new PlatformError('refused', `${ref.channel}: the bot is no longer there`);
      const { root, message } = partsOf(ref);
      const conversation = place.kind === 'channel' ? threadOf(ref.channel, root) : ref.channel;
      await connector.update(place, conversation, message, { ...(await draw(card, ref.channel)), id: message });
    },
    find: async () => 'unknown',
    audience: (to) => people.audience(to),
    identify: (email) => people.identify(email),
    isGone: (identity) => people.isGone(identity),
  };
}
