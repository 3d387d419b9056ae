/** The inbox on every store: each deed kept once, claimed by one, held, put off, and known when it comes again. */
import { describe, expect, test } from 'vitest';
import { begunKey, type Deed } from '../../../src/core/desk/inbox.ts';
import type { Store } from '../../../src/core/desk/store.ts';
import type { World } from './world.ts';

let made = 0;

/** Texts that neither database may stumble over. */
const ODD = 'Pour \u0000 \ud800 « é » 😀 \\u0041 "\n';

function deedAt(at: number, key = `deed:${++made}`): Deed {
  return { key, identity: { platform: 'slack', tenant: 'T1', userId: 'U1' }, name: ODD, what: { text: ODD, none: null, deep: [1] }, at };
}

const keep = (store: Store, deeds: readonly Deed[], due: number) =>
  store.transact((tx) =>
    tx.inbox.keep(
      deeds.map((deed) => ({ ...deed, due })),
      1,
    ),
  );
const claim = (store: Store, at: number, except: readonly string[] = [], limit = 100) =>
  store.transact((tx) => tx.inbox.claim(at, at + 100, limit, except));

export function inboxContract(world: World): void {
  describe('the inbox', () => {
    test('gives back what it kept, to the letter, when it is due', async () => {
      const store = await world.empty();
      const [younger, elder] = [deedAt(2), deedAt(1)];
      expect(await keep(store, [younger, elder], 10)).toEqual([younger.key, elder.key]);
      expect([await store.read.inbox.isDue(9), await store.read.inbox.isDue(10)]).toEqual([false, true]);
      expect(await claim(store, 9)).toEqual([]);
      expect(await claim(store, 10)).toEqual([
        { ...elder, tries: 1 },
        { ...younger, tries: 1 },
      ]);
      expect(await store.read.inbox.count()).toBe(2);
      await store.close();
    });

    test('a claim is over when its time is, unless it is held; a pause counts the same', async () => {
      const store = await world.empty();
      const deed = deedAt(1);
      await keep(store, [deed], 0);
      expect(await claim(store, 10)).toHaveLength(1);
      expect(await claim(store, 109)).toEqual([]);
      await store.transact((tx) => tx.inbox.hold([deed.key, 'nobody’s'], 200));
      expect(await claim(store, 199)).toEqual([]);
      expect(await claim(store, 200, [deed.key])).toEqual([]);
      expect(await claim(store, 200)).toMatchObject([{ tries: 2 }]);
      await store.transact((tx) => tx.inbox.postpone(deed.key, 1_000, 'x'.repeat(9_999)));
      expect(await claim(store, 999)).toEqual([]);
      expect(await claim(store, 1_000)).toMatchObject([{ tries: 3 }]);
      await store.close();
    });

    test('a deed that comes again is known, while it waits and after its end, also when its end came first', async () => {
      const store = await world.empty();
      const [waiting, over, early] = [deedAt(1), deedAt(1), deedAt(1)];
      await keep(store, [waiting, over, waiting], 0);
      await store.transact((tx) => tx.inbox.end([over.key, early.key], 1));
      expect(await keep(store, [waiting, over, early], 0)).toEqual([]);
      expect(await store.read.inbox.count()).toBe(1);
      await store.close();
    });

    test('two instances that hear of the same deeds at once keep each once, and each is claimed by one of them', async () => {
      const other = await world.another();
      const deeds = Array.from({ length: 20 }, () => deedAt(1));
      const kept = await Promise.all([world.store, other, world.store, other].map((store) => keep(store, deeds, 0)));
      expect(kept.flat().sort()).toEqual(deeds.map((deed) => deed.key).sort());
      const claimed = await Promise.all([world.store, other, world.store, other].map((store) => claim(store, 5, [], 15)));
      const keys = claimed.flat().map((deed) => deed.key);
      expect(new Set(keys).size).toBe(keys.length);
      await world.store.transact((tx) =>
        tx.inbox.end(
          deeds.map((deed) => deed.key),
          1,
        ),
      );
      await other.close();
    });

    test('an act leaves word of the event that it was for', async () => {
      const { store } = world;
      expect(await store.read.inbox.isBegun('event:1')).toBe(false);
      await store.transact((tx) => tx.inbound.take(begunKey('event:1'), 1));
      expect(await store.read.inbox.isBegun('event:1')).toBe(true);
    });
  });
}
