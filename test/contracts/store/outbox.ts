import { describe, expect, test } from 'vitest';
import type { Destination, NewMessage, PlatformName } from '../../../src/core/ports.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import type { World } from './world.ts';

function message(key: string, channel: string, more: Partial<Destination & { replaces: string; thread: string }> = {}): NewMessage {
  const { replaces, thread } = more;
  const destination: Destination = { to: 'channel', channel, ...(thread === undefined ? {} : { thread }) };
  return { key, destination, card: { header: key } as never, ...(replaces === undefined ? {} : { replaces }) };
}

export function outboxContract(world: World): void {
  describe('the outbox', () => {
    const enqueue = (store: OpenedStore, messages: readonly NewMessage[], platforms: readonly PlatformName[] = ['slack'], at = 0) =>
      store.transact(async (tx) => {
        for (const m of messages) await tx.outbox.enqueue(m, platforms, at);
      });
    const claim = async (store: OpenedStore, at: number, staleBefore = 0, limit = 10) =>
      (await store.transact((tx) => tx.outbox.claim(at, staleBefore, limit))).map((m) => `${m.platform}/${m.key}`);
    const idOf = async (store: OpenedStore, key: string, platform: PlatformName = 'slack') =>
      (await store.read.outbox.byKey(key, platform))?.id ?? 0;
    const heldOf = async (store: OpenedStore, key: string, attempts = 1) => ({ id: await idOf(store, key), attempts });

    test('keeps a message once per key and platform, the first one for ever', async () => {
      const store = await world.empty();
      await enqueue(store, [message('a', 'agenda')], ['slack', 'teams']);
      await enqueue(store, [message('a', 'other')], ['slack', 'teams', 'local']);
      expect(await store.read.outbox.withStatus('pending', 10)).toMatchObject([
        { key: 'a', platform: 'slack', destination: { channel: 'agenda' }, card: { header: 'a' }, attempts: 0, ref: null, error: null },
        { key: 'a', platform: 'teams', destination: { channel: 'agenda' } },
        { key: 'a', platform: 'local', destination: { channel: 'other' } },
      ]);
      expect(Object.keys((await store.read.outbox.byKey('a', 'slack')) ?? {})).not.toContain('replaces');
      await store.close();
    });

    test('hands out the oldest of each place, and the next only when it is done', async () => {
      const store = await world.empty();
      await enqueue(store, [
        message('a1', 'agenda'),
        message('b1', 'disputes'),
        message('a2', 'agenda', { thread: 'a1', replaces: 'x' }),
        message('a3', 'agenda'),
      ]);
      expect(await claim(store, 1)).toEqual(['slack/a1', 'slack/b1']);
      expect(await claim(store, 1)).toEqual([]);
      const ref = { tenant: 'T', channel: 'C1', id: '17.1' };
      await store.transact(async (tx) => tx.outbox.sent([{ claim: await heldOf(store, 'a1'), ref }], 2));
      expect(await store.read.outbox.byRef('slack', ref)).toMatchObject({ key: 'a1', status: 'sent', attempts: 1, ref });
      expect(await store.read.outbox.byRef('teams', ref)).toBeUndefined();
      expect(await claim(store, 3)).toEqual(['slack/a2']);
      expect(await store.read.outbox.byKey('a2', 'slack')).toMatchObject({ replaces: 'x', destination: { thread: 'a1' } });
      await store.transact(async (tx) => tx.outbox.close(await heldOf(store, 'a2'), 'refused', 'no such channel', 4));
      expect(await claim(store, 5)).toEqual(['slack/a3']);
      expect(await store.read.outbox.withStatus('refused', 5)).toMatchObject([{ key: 'a2', error: 'no such channel' }]);
      await store.close();
    });

    test('a message that must wait holds up its place and no other', async () => {
      const store = await world.empty();
      await enqueue(store, [message('a1', 'agenda'), message('a2', 'agenda'), message('b1', 'disputes')], ['slack', 'local']);
      expect(await claim(store, 1)).toEqual(['slack/a1', 'local/a1', 'slack/b1', 'local/b1']);
      await store.transact(async (tx) => tx.outbox.retry(await heldOf(store, 'a1'), 100, '429', false));
      expect(await claim(store, 99)).toEqual([]);
      expect(await claim(store, 100)).toEqual(['slack/a1']);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ attempts: 2, error: '429', status: 'sending' });
      await store.close();
    });

    test('a row whose worker died is handed out again when it is stale', async () => {
      const store = await world.empty();
      await enqueue(store, [message('a1', 'agenda')]);
      expect(await claim(store, 10)).toEqual(['slack/a1']);
      expect(await claim(store, 20, 10)).toEqual([]);
      expect(await claim(store, 20, 11)).toEqual(['slack/a1']);
      await store.close();
    });

    test('a claim that was taken over changes nothing any more, whatever became of its send', async () => {
      const store = await world.empty();
      const ref = (id: string) => ({ tenant: 'T', channel: 'C1', id });
      await enqueue(store, [message('a1', 'agenda')]);
      await claim(store, 10);
      const [first, second] = [await heldOf(store, 'a1', 1), await heldOf(store, 'a1', 2)];
      expect(await claim(store, 20, 11)).toEqual(['slack/a1']);
      expect(await store.transact((tx) => tx.outbox.sent([{ claim: first, ref: ref('1') }], 21))).toEqual([first.id]);
      expect(await store.transact((tx) => tx.outbox.retry(first, 99, 'late', false))).toBe(false);
      expect(await store.transact((tx) => tx.outbox.close(first, 'failed', 'late', 21))).toBe(false);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ status: 'sending', attempts: 2, ref: null, error: null });
      expect(await store.transact((tx) => tx.outbox.sent([{ claim: second, ref: ref('2') }], 22))).toEqual([]);
      // Also once it is done: the number of the attempt alone is not enough.
      expect(await store.transact((tx) => tx.outbox.retry(second, 99, 'late', false))).toBe(false);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ status: 'sent', ref: ref('2') });
      await store.close();
    });

    test('two workers never get the same row', async () => {
      const store = await world.another();
      const channels = Array.from({ length: 40 }, (_, i) => `race-${i}`);
      await enqueue(
        world.store,
        channels.map((channel) => message(channel, channel)),
      );
      const got: string[] = [];
      const work = async (worker: OpenedStore) => {
        for (let some = await claim(worker, 1, 0, 3); some.length > 0; some = await claim(worker, 1, 0, 3)) got.push(...some);
      };
      await Promise.all([work(world.store), work(store), work(world.store), work(store)]);
      expect(got.filter((key) => key.includes('race-')).sort()).toEqual(channels.map((channel) => `slack/${channel}`).sort());
      await store.close();
    });

    test('a place is known on every kind of destination', async () => {
      const store = await world.empty();
      const to = (key: string, destination: Destination): NewMessage => ({ key, destination, card: { header: key } as never });
      await enqueue(store, [
        to('p1', { to: 'person', personId: 1 }),
        to('p2', { to: 'person', personId: 2 }),
        to('p3', { to: 'person', personId: 1 }),
        to('d1', { to: 'place', platform: 'slack', tenant: 'T', id: 'C' }),
      ]);
      expect(await claim(store, 1)).toEqual(['slack/p1', 'slack/p2', 'slack/d1']);
      await store.close();
    });
  });
}
