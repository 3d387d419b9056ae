import { describe, expect, test } from 'vitest';
import type { ChartSpec } from '../../../src/core/desk/chart-spec.ts';
import type { NewMessage } from '../../../src/core/desk/outbox.ts';
import { outboxIn } from '../../../src/core/desk/store.ts';
import type { TeamsPlace } from '../../../src/platforms/teams/memory.ts';
import type { World } from './world.ts';

export function teamsContract(world: World): void {
  describe('what Teams keeps', () => {
    const place = (more: Partial<TeamsPlace> & Pick<TeamsPlace, 'kind' | 'id'>): TeamsPlace => ({
      ...{
        tenant: 'T',
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        team: null,
        conversation: null,
        account: null,
        name: '',
        email: null,
      },
      ...more,
    });

    test('a place is renewed by what is new and keeps what it knew', async () => {
      const { teams } = world.store;
      await teams.save(place({ kind: 'person', id: 'P1', account: '29:a', name: 'Nadia', email: 'Nadia@Acme.example' }), 1);
      await teams.save(place({ kind: 'person', id: 'P1', conversation: 'a:1', serviceUrl: 'https://smba.trafficmanager.net/uk/' }), 2);
      const nadia = {
        account: '29:a',
        name: 'Nadia',
        email: 'nadia@acme.example',
        conversation: 'a:1',
        serviceUrl: 'https://smba.trafficmanager.net/uk/',
      };
      expect(await teams.find('person', 'P1')).toMatchObject(nadia);
      expect(await teams.byEmail('NADIA@acme.example')).toMatchObject({ id: 'P1' });
      expect(await teams.byConversation('a:1')).toMatchObject({ kind: 'person', id: 'P1' });
      expect(await teams.find('team', 'P1')).toBeUndefined();
    });

    test('a team goes with its channels, and no other', async () => {
      const { teams } = world.store;
      for (const team of ['X', 'Y']) {
        await teams.save(place({ kind: 'team', id: team, name: team }), 1);
        await teams.save(place({ kind: 'channel', id: `19:${team}`, team }), 2);
      }
      expect(await teams.byConversation('19:X')).toMatchObject({ kind: 'channel', team: 'X' });
      await teams.forget('team', 'X');
      expect((await teams.all('channel')).map((c) => c.id)).toEqual(['19:Y']);
      expect((await teams.all('team')).map((t) => t.name)).toEqual(['Y']);
    });

    test('a picture is there until its end', async () => {
      const { teams } = world.store;
      const spec: ChartSpec = { kind: 'bars', locale: 'fr', title: 'T', unit: 'count', bars: [{ label: 'a', value: 1 }] } as never;
      await teams.keepPicture('d1', spec, 100, 1);
      expect(await teams.picture('d1', 100)).toEqual(spec);
      expect(await teams.picture('d1', 101)).toBeUndefined();
      await teams.keepPicture('d2', spec, 300, 101);
      expect(await teams.picture('d1', 1)).toBeUndefined();
    });

    test('a row is in doubt when its worker died or its reply was lost, and stays so; a sure failure leaves none', async () => {
      const store = await world.empty();
      const message: NewMessage = { key: 'k', destination: { to: 'channel', channel: 'agenda' }, card: { header: 'k' } as never };
      await store.transact((tx) => outboxIn(tx).enqueue(message, ['teams'], 0));
      const claim = (at: number, stale = 0) => store.transact(async (tx) => (await outboxIn(tx).claim(at, stale, 1))[0]);
      const retry = async (at: number, doubt: boolean): Promise<void> => {
        const row = await store.read.outbox.byKey('k', 'teams');
        if (row) await store.transact((tx) => outboxIn(tx).retry(row, at, 'x', doubt));
      };
      expect((await claim(1))?.doubt).toBe(false);
      await retry(2, false);
      expect((await claim(2))?.doubt).toBe(false);
      expect((await claim(10, 9))?.doubt).toBe(true);
      await retry(11, false);
      expect((await claim(11))?.doubt).toBe(true);
      await store.close();
    });

    test('what a message is to show by now is its newest update, delivered or not', async () => {
      const store = await world.empty();
      const say = (key: string, replaces?: string) =>
        store.transact((tx) =>
          outboxIn(tx).enqueue(
            { key, destination: { to: 'channel', channel: 'agenda' }, card: { header: key } as never, ...(replaces ? { replaces } : {}) },
            ['teams'],
            0,
          ),
        );
      const ref = { tenant: 'T', channel: 'C', id: '1' };
      await say('m');
      const [row] = await store.transact((tx) => outboxIn(tx).claim(1, 0, 1));
      if (row) await store.transact((tx) => outboxIn(tx).sent([{ claim: row, ref }], 2));
      expect((await store.read.outbox.current('teams', ref))?.key).toBe('m');
      await say('m:1', 'm');
      await say('other');
      expect((await store.read.outbox.current('teams', ref))?.key).toBe('m:1');
      expect(await store.read.outbox.current('slack', ref)).toBeUndefined();
      await store.close();
    });
  });
}
