/** An inbox in memory: it forgets with its process, and otherwise keeps what the real one promises: each deed once, and again after a fault that passes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../src/core/desk/card.ts';
import type { Deed, Inbox, WaitingDeed } from '../../src/core/desk/inbox.ts';
import type { Identity, PlatformName } from '../../src/core/desk/places.ts';

export interface MemoryInbox extends Inbox {
  readonly kept: Deed[];
  /** Answers that go by the outbox. */
  readonly later: { readonly identity: Identity; readonly key: string; readonly card: Card; readonly channel: string | undefined }[];
  /** User ids of those whom it knows. */
  readonly known: Set<string>;
  /** Faults to throw, one for each deed that is to be kept. */
  readonly faults: Error[];
  /** Resolves when nothing is in hand. */
  settle(): Promise<void>;
}

const PAUSE = 30;

export function memoryInbox(): MemoryInbox {
  const kept: Deed[] = [];
  const later: MemoryInbox['later'] = [];
  const known = new Set<string>();
  const faults: Error[] = [];
  const hand = new Set<Promise<void>>();
  const platforms = new Map<PlatformName, (deed: WaitingDeed) => Promise<void>>();

  async function carry(deed: Deed, work: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await (tries === 1 ? work() : platforms.get(deed.identity.platform)?.({ ...deed, tries }));
        return;
      } catch {
        await sleep(PAUSE);
      }
    }
  }

  return {
    kept,
    later,
    known,
    faults,
    async keep(asked) {
      const fault = faults.shift();
      if (fault) throw fault;
      if (kept.some((deed) => deed.key === asked.key)) return undefined;
      // What is kept is JSON: what does not survive it is not there the next time.
      const deed: Deed = JSON.parse(JSON.stringify({ ...asked, at: Date.now() }));
      kept.push(deed);
      return {
        go(work) {
          const done: Promise<void> = carry(deed, work).finally(() => hand.delete(done));
          hand.add(done);
        },
      };
    },
    serve: (platform, again) => void platforms.set(platform, again),
    async sayLater(identity, key, card, channel) {
      later.push({ identity, key, card, channel });
      return true;
    },
    knows: async ({ userId }) => known.has(userId),
    async settle() {
      while (hand.size > 0) await Promise.all(hand);
    },
  };
}
