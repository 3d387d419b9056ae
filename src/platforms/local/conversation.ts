/** The local workspace's conversation: who may read which message, and a word to every listening page when one is added or edited. */
import type { LocalMessage, LocalMessages, NewLocalMessage } from './memory.ts';

/** Author of what the bot says. */
export const BOT = 'bot';

const DIRECT = 'dm:';

/** The private conversation between one person and the bot. */
export function directChannel(email: string): string {
  return DIRECT + email;
}

export function isDirect(channel: string): boolean {
  return channel.startsWith(DIRECT);
}

/** Whether a person may read a message: private answers and private conversations are their owner's alone. */
export function mayRead(message: Pick<LocalMessage, 'channel' | 'only'>, email: string): boolean {
  if (isDirect(message.channel) && message.channel !== directChannel(email)) return false;
  return message.only === null || message.only === email;
}

type Listener = (message: LocalMessage) => void;

export interface Conversation {
  /** Adds a message, once per key; in a private conversation it is its owner's alone whatever `only` says. */
  add(message: Omit<NewLocalMessage, 'at'>): Promise<LocalMessage>;
  /** Undefined when there is no such message. */
  edit(id: number, change: Parameters<LocalMessages['update']>[1]): Promise<LocalMessage | undefined>;
  /** Calls back for every message added or edited from now on; returns how to stop. */
  listen(listener: Listener): () => void;
  readonly messages: LocalMessages;
}

export function createConversation(messages: LocalMessages, now: () => number): Conversation {
  const listeners = new Set<Listener>();
  const tell = async (id: number): Promise<LocalMessage | undefined> => {
    const message = await messages.byId(id);
    if (message) for (const listener of listeners) listener(message);
    return message;
  };
  return {
    messages,
    async add(message) {
      const only = isDirect(message.channel) ? message.channel.slice(DIRECT.length) : message.only;
      const kept = await tell(await messages.add({ ...message, only, at: now() }));
      if (!kept) throw new Error('A message vanished right after it was kept.');
      return kept;
    },
    edit: async (id, change) => ((await messages.update(id, change)) ? tell(id) : undefined),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
