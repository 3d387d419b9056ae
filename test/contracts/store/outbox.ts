import { describe, expect, test } from 'vitest';
import type { CarrierName, Destination, NewMessage } from '../../../src/core/desk/outbox.ts';
import type { PlatformName } from '../../../src/core/desk/places.ts';
import { outboxIn } from '../../../src/core/desk/store.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import type { World } from './world.ts';

function message(key: string, channel: string, more: Partial<Destination & { replaces: string; thread: string }> = {}): NewMessage {
  const { replaces, thread } = more;
  const destination: Destination = { to: 'channel', channel, ...(thread === undefined ? {} : { thread }) };
  return { key, destination, card: { header: key } as never, ...(replaces === undefined ? {} : { replaces }) };
}

export function outboxContract(world: World): void {
  describe('the outbox', () => {
    const enqueue = (store: OpenedStore, messages: readonly NewMessage[], platforms: readonly CarrierName[] = ['slack'], at = 0) =>
      store.transact(async (tx) => {
        for (const m of messages) await outboxIn(tx).enqueue(m, platforms, at);
      });
    const claim = async (store: OpenedStore, at: number, staleBefore = 0, limit = 10) =>
      (await store.transact((tx) => outboxIn(tx).claim(at, staleBefore, limit))).map((m) => `${m.platform}/${m.key}`);
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
      await store.transact(async (tx) => outboxIn(tx).sent([{ claim: await heldOf(store, 'a1'), ref }], 2));
      expect(await store.read.outbox.byRef('slack', ref)).toMatchObject({ key: 'a1', status: 'sent', attempts: 1, ref });
      expect(await store.read.outbox.byRef('teams', ref)).toBeUndefined();
      expect(await claim(store, 3)).toEqual(['slack/a2']);
      expect(await store.read.outbox.byKey('a2', 'slack')).toMatchObject({ replaces: 'x', destination: { thread: 'a1' } });
      await store.transact(async (tx) => outboxIn(tx).close(await heldOf(store, 'a2'), 'refused', 'no such channel', 4));
      expect(await claim(store, 5)).toEqual(['slack/a3']);
      expect(await store.read.outbox.withStatus('refused', 5)).toMatchObject([{ key: 'a2', error: 'no such channel' }]);
      await store.close();
    });

    test('a message that must wait holds up its place and no other', async () => {
      const store = await world.empty();
      await enqueue(store, [message('a1', 'agenda'), message('a2', 'agenda'), message('b1', 'disputes')], ['slack', 'local']);
      expect(await claim(store, 1)).toEqual(['slack/a1', 'local/a1', 'slack/b1', 'local/b1']);
      await store.transact(async (tx) => outboxIn(tx).retry(await heldOf(store, 'a1'), 100, '429', false));
      expect(await claim(store, 99)).toEqual([]);
      expect(await claim(store, 100)).toEqual(['slack/a1']);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ attempts: 2, error: '429', status: 'sending' });
      await store.close();
    });

    test('counts the rows that ended the same way since an instant, for each destination', async () => {
      const store = await world.empty();
      const end = async (key: string, channel: string, at: number, error = 'revoked', more: Partial<NewMessage> = {}) => {
        await enqueue(store, [{ ...message(key, channel), ...more }]);
        await claim(store, 1);
        await store.transact(async (tx) => outboxIn(tx).close(await heldOf(store, key), 'failed', error, at));
      };
      await end('early', 'agenda', 9);
      await end('a', 'agenda', 10);
      await end('b', 'disputes', 11);
      await end('c', 'disputes', 12);
      await end('notice:1', 'disputes', 12);
      await end('waited for', 'disputes', 12, 'revoked', { about: 'letter:1' });
      await end('other cause', 'agenda', 12, 'archived');
      expect(await store.read.outbox.alike({ platform: 'slack', status: 'failed', error: 'revoked' }, 10, 'notice:')).toEqual([
        { destination: { to: 'channel', channel: 'disputes' }, count: 2 },
        { destination: { to: 'channel', channel: 'agenda' }, count: 1 },
      ]);
      expect(await store.read.outbox.alike({ platform: 'teams', status: 'failed', error: 'revoked' }, 0, 'notice:')).toEqual([]);
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
      expect(await store.transact((tx) => outboxIn(tx).sent([{ claim: first, ref: ref('1') }], 21))).toEqual([first.id]);
      expect(await store.transact((tx) => outboxIn(tx).retry(first, 99, 'late', false))).toBe(false);
      expect(await store.transact((tx) => outboxIn(tx).close(first, 'failed', 'late', 21))).toBe(false);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ status: 'sending', attempts: 2, ref: null, error: null });
      expect(await store.transact((tx) => outboxIn(tx).sent([{ claim: second, ref: ref('2') }], 22))).toEqual([]);
      // Also once it is done: the number of the attempt alone is not enough.
      expect(await store.transact((tx) => outboxIn(tx).retry(second, 99, 'late', false))).toBe(false);
      expect(await store.read.outbox.byKey('a1', 'slack')).toMatchObject({ status: 'sent', ref: ref('2') });
      await store.close();
    });

    describe('an e-mail', () => {
      const mail = (key: string): NewMessage => ({
        ...message(key, ''),
        destination: { to: 'address', address: 'a@b.example', copy: 'n@acme.fr' },
        about: `letter:${key}`,
      });
      const take = (store: OpenedStore, at: number, staleBefore = 0, limit = 99) =>
        store.transact((tx) => outboxIn(tx).claim(at, staleBefore, limit, 'mail'));

      test('is claimed by one worker of its route when it is due, waits for no other, and is marked only within its claim', async () => {
        const store = await world.empty();
        await enqueue(store, [mail('1'), mail('2')], ['mail'], 5_000);
        expect(await take(store, 4_999)).toEqual([]);
        expect(await claim(store, 5_000)).toEqual([]);
        const [first, other] = await take(store, 5_000);
        if (!first || !other) throw new Error('they are due');
        expect(first).toMatchObject({ key: '1', about: 'letter:1', handed: false, destination: { copy: 'n@acme.fr' } });
        expect(await take(store, 9_000)).toEqual([]);
        expect(await store.transact((tx) => outboxIn(tx).hand(first))).toBe(true);
        expect(await store.read.outbox.byKey('1', 'mail')).toMatchObject({ handed: true });
        const left = { to: 'address', address: 'a@b.example' } as const;
        expect(await store.transact((tx) => outboxIn(tx).retry(first, 6_000, 'busy', false, left))).toBe(true);
        const [second] = await take(store, 6_000);
        expect(second).toMatchObject({ attempts: 2, handed: false, doubt: false, error: 'busy', destination: left });
        if (!second) throw new Error('it is due again');
        expect(await store.transact((tx) => outboxIn(tx).hand(first))).toBe(false);
        expect(await store.transact((tx) => outboxIn(tx).close(first, 'failed', 'late', 1))).toBe(false);
        const ref = { tenant: 'mail', channel: 'a@b.example', id: '1' };
        expect(await store.transact((tx) => outboxIn(tx).sent([{ claim: second, ref }], 7_000))).toEqual([]);
        expect(await store.read.outbox.byKey('1', 'mail')).toMatchObject({ status: 'sent', error: null });
        await store.close();
      });

      test('whose worker died is in doubt only when the server may have it', async () => {
        const store = await world.empty();
        await enqueue(store, [mail('1'), mail('2'), mail('3')], ['mail']);
        const [handed, kept, lost] = await take(store, 10);
        if (!handed || !kept || !lost) throw new Error('they are due');
        await store.transact((tx) => outboxIn(tx).hand(handed));
        // A lost answer to what was never handed over leaves no doubt either.
        await store.transact((tx) => outboxIn(tx).retry(lost, 20, 'lost', true));
        expect((await take(store, 20, 11)).map((m) => [m.key, m.doubt])).toEqual([
          ['1', true],
          ['2', false],
          ['3', false],
        ]);
        await store.close();
      });

      test('two workers at once never hold the same one', async () => {
        const store = await world.empty();
        await enqueue(
          store,
          Array.from({ length: 12 }, (_, i) => mail(String(i))),
          ['mail'],
        );
        const claims = await Promise.all([1, 2, 3, 4].map(() => take(store, 9_000, 0, 5)));
        const ids = claims.flat().map((m) => m.id);
        expect(new Set(ids).size).toBe(ids.length);
        await store.close();
      });
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

    describe('an update of a posted card', () => {
      const ref = { tenant: 'T', channel: 'C1', id: '17.1' };
      const standing = async (...keys: string[]) => {
        const store = await world.empty();
        await enqueue(store, [message('card', 'agenda')]);
        await claim(store, 1);
        await store.transact(async (tx) => outboxIn(tx).sent([{ claim: await heldOf(store, 'card'), ref }], 1));
        await enqueue(
          store,
          keys.map((key) => message(key, 'agenda', { replaces: 'card' })),
        );
        return store;
      };
      const statusOf = async (store: OpenedStore, key: string) => (await store.read.outbox.byKey(key, 'slack'))?.status;

      test('is left out when a newer one waits, and stands where the card stands for whatever refers to it', async () => {
        const store = await standing('u1', 'u2');
        await enqueue(store, [message('reply', 'agenda', { thread: 'u1' }), message('u3', 'agenda', { replaces: 'card' })]);
        expect(await claim(store, 2)).toEqual(['slack/reply']);
        expect(await store.read.outbox.byKey('u1', 'slack')).toMatchObject({ status: 'superseded', attempts: 0, ref });
        expect(await statusOf(store, 'u2')).toBe('superseded');
        expect(await store.read.outbox.posted('u1', 'slack')).toEqual(ref);
        expect(await store.read.outbox.current('slack', ref)).toMatchObject({ key: 'u3' });
        await store.close();
      });

      test('is not left out once it was tried, nor for one of another card or place, nor before the card is posted', async () => {
        const store = await standing('u1');
        expect(await claim(store, 2)).toEqual(['slack/u1']);
        await enqueue(store, [message('u2', 'agenda', { replaces: 'card' })]);
        expect(await claim(store, 3)).toEqual([]);
        await store.transact(async (tx) => outboxIn(tx).retry(await heldOf(store, 'u1'), 5, '429', false));
        expect(await claim(store, 5)).toEqual(['slack/u1']);
        await enqueue(store, [
          message('x', 'disputes', { replaces: 'card' }),
          message('y', 'disputes', { replaces: 'nowhere' }),
          message('z', 'disputes', { replaces: 'nowhere' }),
        ]);
        expect(await claim(store, 6)).toEqual(['slack/x']);
        expect(await Promise.all(['u1', 'u2', 'y'].map((key) => statusOf(store, key)))).toEqual(['sending', 'pending', 'pending']);
        await store.close();
      });

      test.each(['failed', 'refused'] as const)(
        'is due after all when the newer one is %s, unless a still newer one waits',
        async (end) => {
          const store = await standing('u1', 'u2', 'u3');
          expect(await claim(store, 2)).toEqual(['slack/u3']);
          await store.transact(async (tx) => outboxIn(tx).close(await heldOf(store, 'u3'), end, 'no', 3));
          expect(await Promise.all(['u1', 'u2'].map((key) => statusOf(store, key)))).toEqual(['superseded', 'pending']);
          expect(await store.read.outbox.byKey('u2', 'slack')).toMatchObject({ ref: null });
          expect(await claim(store, 4)).toEqual(['slack/u2']);
          await enqueue(store, [message('u4', 'agenda', { replaces: 'card' })]);
          await store.transact(async (tx) => outboxIn(tx).close(await heldOf(store, 'u2'), end, 'no', 5));
          expect(await claim(store, 6)).toEqual(['slack/u4']);
          await store.transact(async (tx) => outboxIn(tx).sent([{ claim: await heldOf(store, 'u4'), ref }], 7));
          expect(await statusOf(store, 'u1')).toBe('superseded');
          await store.close();
        },
      );

      test('finds the message that was posted in its stead when the card itself never was', async () => {
        const store = await world.empty();
        await enqueue(store, [message('card', 'agenda'), message('u1', 'agenda', { replaces: 'card' })]);
        await claim(store, 1);
        await store.transact(async (tx) => outboxIn(tx).close(await heldOf(store, 'card'), 'refused', 'no', 2));
        expect(await store.read.outbox.posted('card', 'slack')).toBeUndefined();
        expect(await claim(store, 3)).toEqual(['slack/u1']);
        await store.transact(async (tx) => outboxIn(tx).sent([{ claim: await heldOf(store, 'u1'), ref }], 4));
        expect(await store.read.outbox.posted('card', 'slack')).toEqual(ref);
        await enqueue(store, [message('u2', 'agenda', { replaces: 'card' })]);
        expect(await store.read.outbox.current('slack', ref)).toMatchObject({ key: 'u2' });
        await store.close();
      });
    });

    test('what was sent together is marked together, but for the claims that are over', async () => {
      const store = await world.empty();
      const ref = (id: string) => ({ tenant: 'T', channel: 'C1', id });
      await enqueue(store, [message('a', 'agenda'), message('b', 'disputes'), message('c', 'committee')]);
      await claim(store, 1);
      await store.transact(async (tx) => outboxIn(tx).retry(await heldOf(store, 'b'), 1, 'again', false));
      await claim(store, 2);
      const held = await Promise.all(['a', 'b', 'c'].map((key) => heldOf(store, key)));
      const over = await store.transact((tx) =>
        outboxIn(tx).sent(
          held.map((c, i) => ({ claim: c, ref: ref(String(i)) })),
          3,
        ),
      );
      expect(over).toEqual([held[1]?.id]);
      expect(await store.read.outbox.byKey('b', 'slack')).toMatchObject({ status: 'sending', ref: null });
      expect(await store.read.outbox.withStatus('sent', 5)).toMatchObject([
        { key: 'a', ref: ref('0') },
        { key: 'c', ref: ref('2') },
      ]);
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
