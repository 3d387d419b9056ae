import { expect, it } from 'vitest';
import { knownReach, type Reach, type ReachRow, reachIn } from '../../../src/core/desk/reach.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const slack: Reach = { platforms: ['slack'], channels: { committee: { on: { slack: 'C1' }, allowed: ['eve@acme.example'] } } };
const teams: Reach = { platforms: ['teams'], channels: { committee: { on: { teams: '19:x' }, allowed: [] } } };

export function reachContract(world: World): void {
  it('knows what the servers have that run, and while none does, what the last one had', async () => {
    const store = await world.empty();
    const seen = (reach: Reach, at: number, stopped = false) => store.transact((tx) => reachIn(tx).seen({ reach, at, stopped }));
    const rows = async (): Promise<readonly ReachRow[]> => reachIn(store.read).all();
    expect(await knownReach(store.read)).toBeUndefined();
    await seen(slack, 10 * MINUTE);
    await seen(slack, 11 * MINUTE);
    expect(await rows()).toEqual([{ reach: slack, at: 11 * MINUTE, stopped: false }]);
    expect(await knownReach(store.read)).toEqual(slack);
    // Two servers beside each other: what one of them has can be reached.
    await seen(teams, 13 * MINUTE);
    const both = { platforms: ['slack', 'teams'], channels: { committee: { on: { slack: 'C1', teams: '19:x' }, allowed: [] } } };
    expect(await knownReach(store.read)).toEqual(both);
    await seen(teams, 14 * MINUTE - 1);
    expect(await knownReach(store.read)).toEqual(both);
    // The other one died.
    await seen(teams, 14 * MINUTE);
    expect(await knownReach(store.read)).toEqual(teams);
    await seen(slack, 15 * MINUTE, true);
    expect(await knownReach(store.read)).toEqual(teams);
    await seen(teams, 15 * MINUTE - 1, true);
    expect(await knownReach(store.read)).toEqual(slack);
    await seen(teams, 60 * MINUTE);
    expect(await knownReach(store.read)).toEqual(teams);
    await store.close();
  });
}
