/** The local workspace as a platform: posts and updates cards in its own conversation, where a key can always be found again. */
import { type Gateway, type GatewayPlace, PlatformError } from '../../core/desk/outbox.ts';
import type { PeopleReads } from '../../core/desk/people-ports.ts';
import type { PostedRef } from '../../core/desk/places.ts';
import { BOT, type Conversation, directChannel } from './conversation.ts';

export const TENANT = 'local';

/** Where a message of the local workspace stands, as the core names it. */
export function refOf(message: { readonly channel: string; readonly id: number }): PostedRef {
  return { tenant: TENANT, channel: message.channel, id: String(message.id) };
}

export interface GatewayParts {
  readonly conversation: Conversation;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly people: Pick<PeopleReads, 'all' | 'byEmail'>;
}

export function createGateway({ conversation, channels, people }: GatewayParts): Gateway {
  const resolve = async (to: GatewayPlace): Promise<string> => {
    if (to.kind === 'channel') {
      if (channels.some((c) => c.id === to.id)) return to.id;
      throw new PlatformError('refused', `The local workspace has no channel ${to.id}: add it to the policy's channels.`);
    }
    const person = to.identity.platform === 'local' ? await people.byEmail(to.identity.userId) : undefined;
    if (person) return directChannel(person.email);
    throw new PlatformError('refused', `Nobody on the roster is ${to.identity.userId} in the local workspace.`);
  };

  const threadOf = async (to: GatewayPlace, channel: string): Promise<number | null> => {
    if (to.thread === undefined) return null;
    const root = await conversation.messages.byId(Number(to.thread.id));
    if (root?.channel === channel) return root.thread ?? root.id;
    throw new PlatformError('refused', `The message that opens the thread, ${to.thread.id}, is not in ${channel}.`);
  };

  return {
    platform: 'local',
    async post({ key, to, card }) {
      const channel = await resolve(to);
      const thread = await threadOf(to, channel);
      return refOf(await conversation.add({ channel, thread, author: BOT, only: null, text: card.fallback, card, key }));
    },
    async upload({ key, to, card, file }) {
      const channel = await resolve(to);
      const thread = await threadOf(to, channel);
      const brought = { id: file.id, name: file.name, size: file.bytes.byteLength };
      return refOf(await conversation.add({ channel, thread, author: BOT, only: null, text: card.fallback, card, key, file: brought }));
    },
    async update(ref, card) {
      const known = await conversation.messages.byId(Number(ref.id));
      const edited = known?.channel === ref.channel && (await conversation.edit(known.id, { card, text: card.fallback }));
      if (!edited) throw new PlatformError('refused', `The local workspace has no message ${ref.id} in ${ref.channel}.`);
    },
    async find(key) {
      const message = await conversation.messages.byKey(key);
      return message ? refOf(message) : 'absent';
    },
    async audience(to) {
      if (to.kind === 'person') return undefined;
      await resolve(to);
      const members = (await people.all()).map((p) => ({
        identity: { platform: 'local' as const, tenant: TENANT, userId: p.email },
        name: p.name,
        email: p.email,
        guest: false,
        bot: false,
      }));
      return { members, external: false };
    },
    async identify(email) {
      const person = await people.byEmail(email.trim().toLowerCase());
      return person && { platform: 'local', tenant: TENANT, userId: person.email };
    },
  };
}
