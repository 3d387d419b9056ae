/** Any mix of posts and updates to several places, with faults and killed workers, on both stores: every card ends with its newest content, on one message. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/desk/card.ts';
import { type NewMessage, PlatformError, type PlatformFault } from '../../src/core/desk/outbox.ts';
import { outboxIn } from '../../src/core/desk/store.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { runs } from '../support/chance.ts';
import { newPostgres } from '../support/databases.ts';
import { type TurnedCore, turnedCore } from '../support/turned.ts';

const RUNS = runs(12, 300);
const CARDS = 5;
const PLACES = 3;

const fault = fc.record({ fault: fc.constantFrom<PlatformFault>('retry', 'lost', 'rate-limited'), posted: fc.boolean() });
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('show' as const), card: fc.nat(CARDS - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reply' as const), card: fc.nat(CARDS - 1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fault' as const), on: fc.constantFrom('post' as const, 'update' as const), fault }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('drain' as const), workers: fc.integer({ min: 1, max: 2 }), later: fc.nat(400_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('killed' as const), after: fc.nat(3) }) },
);

class World {
  readonly #t: TurnedCore;
  readonly #run: string;
  readonly #updateFaults: { fault: PlatformFault; posted: boolean }[] = [];
  /** The newest content of each card, by number. */
  readonly #newest = new Map<number, string>();
  readonly #replies: string[] = [];
  #said = 0;

  constructor(t: TurnedCore, run: number) {
    this.#t = t;
    this.#run = `r${run}`;
    t.platform.faults.length = 0;
    const update = Object.getPrototypeOf(t.platform).update.bind(t.platform);
    Object.assign(t.platform, {
      update: async (...args: Parameters<typeof t.platform.update>) => {
        const next = this.#updateFaults.shift();
        if (next && !next.posted) throw new PlatformError(next.fault, 'told to fail');
        await update(...args);
        if (next) throw new PlatformError('lost', 'told to fail after the update');
      },
    });
  }

  async do(a: typeof act extends fc.Arbitrary<infer A> ? A : never): Promise<void> {
    const { core, clock, platform } = this.#t;
    switch (a.do) {
      case 'show': {
        const first = `${this.#run}:c${a.card}`;
        const known = this.#newest.has(a.card);
        const key = known ? `${first}:${++this.#said}` : first;
        this.#newest.set(a.card, key);
        return this.#say(a.card, key, known ? { replaces: first } : {});
      }
      case 'reply': {
        if (!this.#newest.has(a.card)) return;
        const key = `${this.#run}:reply${a.card}:${++this.#said}`;
        this.#replies.push(key);
        return this.#say(a.card, key, {}, `${this.#run}:c${a.card}`);
      }
      case 'fault':
        // What is in doubt is what may have been posted; the other faults surely posted nothing.
        (a.on === 'post' ? platform.faults : this.#updateFaults).push(a.fault.fault === 'lost' ? a.fault : { ...a.fault, posted: false });
        return;
      case 'drain':
        clock.add(a.later);
        await Promise.all(Array.from({ length: a.workers }, () => createDeliverer(core).drain()));
        return;
      case 'killed': {
        let left = a.after;
        const transact: typeof core.store.transact = (work, bulk) =>
          left-- > 0 ? core.store.transact(work, bulk) : Promise.reject(new Error('killed'));
        await createDeliverer({ ...core, store: { ...core.store, transact } })
          .drain()
          .catch(() => {});
      }
    }
  }

  #say(card: number, key: string, more: Partial<NewMessage>, thread?: string): Promise<void> {
    const { core, clock } = this.#t;
    const id = `${this.#run}-C${card % PLACES}`;
    const destination = { to: 'place', platform: 'slack', tenant: 'T1', id, ...(thread === undefined ? {} : { thread }) } as const;
    const words: Card = { blocks: [], fallback: key, amounts: false, locale: 'fr' };
    return core.store.transact((tx) => outboxIn(tx).enqueue({ key, destination, card: words, ...more }, ['slack'], clock.now()));
  }

  async end(): Promise<void> {
    const { core, clock, platform } = this.#t;
    const { outbox } = core.store.read;
    for (let n = 0; n < 60 && (await outbox.count('pending')) + (await outbox.count('sending')) > 0; n++) {
      clock.add(91_000);
      await createDeliverer(core).drain();
    }
    const posts = platform.posts.filter((p) => p.key.startsWith(`${this.#run}:`));
    const shown = posts.filter((p) => p.key.includes(':c'));
    expect(shown.map((p) => p.card.fallback).sort()).toEqual([...this.#newest.values()].sort());
    const replies = posts.filter((p) => p.key.includes(':reply'));
    expect(replies.map((p) => p.key).sort()).toEqual([...this.#replies].sort());
    for (const reply of replies) {
      const card = shown.find((p) => p.key === `${this.#run}:c${/reply(\d+)/.exec(reply.key)?.[1]}`);
      expect(reply.to.thread?.id).toBe(card?.id);
    }
    for (const key of this.#newest.values()) expect(await outbox.byKey(key, 'slack')).toMatchObject({ status: 'sent' });
  }
}

describe.each([
  ['SQLite', async () => turnedCore({ at: '2026-11-23T08:00:00+01:00' })],
  ['PostgreSQL', async () => turnedCore({ at: '2026-11-23T08:00:00+01:00', url: await newPostgres() })],
] as const)('the outbox on %s', (_, opened) => {
  it('shows the newest content of every card once, whatever fails and whoever is killed', async () => {
    const t = await opened();
    let run = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
          const world = new World(t, ++run);
          for (const a of acts) await world.do(a);
          await world.end();
        }),
        { numRuns: RUNS, endOnFailure: false },
      );
    } finally {
      await t.close();
    }
  }, 600_000);
});
