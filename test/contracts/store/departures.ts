import { expect, it } from 'vitest';
import { type Departure, departuresIn } from '../../../src/core/desk/departure-ports.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import type { World } from './world.ts';

const PERSON = {
  line: 1,
  department: undefined,
  manager: undefined,
  backup: undefined,
  language: undefined,
  country: undefined,
  region: undefined,
};

export function departureContract(world: World): void {
  it('keeps one question about a person, answers it once, and takes away what was theirs', async () => {
    const store = await world.empty();
    const [ann, bob] = await store.transact(async ({ people }) => {
      await people.put([
        { ...PERSON, email: 'ann@x.example', name: 'Ann', roles: ['sales', 'admin'], backup: 'bob@x.example' },
        { ...PERSON, email: 'bob@x.example', name: 'Bob', roles: ['sales'] },
      ]);
      return people.all();
    });
    if (!ann || !bob) throw new Error('nobody');
    const asked: Departure = { personId: ann.id, sign: 'file', at: 10, state: 'asked', by: undefined, endedAt: undefined, roles: [] };
    await store.transact((tx) => departuresIn(tx).put({ ...asked, sign: 'slack', at: 5 }));
    await store.transact((tx) => departuresIn(tx).put(asked));
    expect(await departuresIn(store.read).of(ann.id)).toEqual(asked);
    expect(await departuresIn(store.read).of(bob.id)).toBeUndefined();
    const left = { state: 'left', by: 'bob@x.example', endedAt: 11, roles: ['sales', 'admin'] } as const;
    expect(await store.transact((tx) => departuresIn(tx).answer(ann.id, 'asked', left))).toBe(true);
    expect(await store.transact((tx) => departuresIn(tx).answer(ann.id, 'asked', { ...left, state: 'kept' }))).toBe(false);
    expect(await departuresIn(store.read).all('left')).toEqual([{ ...asked, ...left }]);
    expect(await departuresIn(store.read).all('asked')).toEqual([]);

    const identity = { platform: 'slack', tenant: 'T1', userId: 'U1' } as const;
    await store.transact((tx) => tx.people.bind(identity, ann.id, 1));
    expect(await store.transact((tx) => tx.people.unbind(ann.id))).toEqual([identity]);
    expect(await store.read.people.byIdentity(identity)).toBeUndefined();
    await store.transact((tx) => tx.people.change(ann.id, { roles: [] }));
    expect(await store.read.people.byEmail('ann@x.example')).toEqual({ ...ann, roles: [] });
    await store.transact((tx) => tx.people.change(ann.id, { backup: null, manager: 'bob@x.example' }));
    expect(await store.read.people.byEmail('ann@x.example')).toEqual({ ...ann, roles: [], backup: null, manager: 'bob@x.example' });
    await store.transact((tx) => departuresIn(tx).drop(ann.id));
    expect(await departuresIn(store.read).of(ann.id)).toBeUndefined();
    await store.close();
  });

  it('passes on the accounts and the open promises of one person to another, and nobody else’s', async () => {
    const store = await world.empty();
    const row = { line: 1 };
    await store.transact(async (tx) => {
      const { id } = await debtorsIn(tx).company('');
      await debtorsIn(tx).put(id, [
        { ...row, debtor: 'C1', name: 'X', salesperson: 'ann', salesAdmin: 'ann', collector: 'cleo' },
        { ...row, debtor: 'C2', name: 'X', salesperson: 'cleo', collector: 'ann' },
        { ...row, debtor: 'C3', name: 'X', salesperson: 'cleo' },
      ] as never);
    });
    expect(await store.transact((tx) => debtorsIn(tx).passOn('ann', 'bob'))).toBe(2);
    const owners = (await debtorsIn(store.read).all()).map((d) => [d.salesperson, d.salesAdmin, d.collector]);
    expect(owners).toEqual([
      ['bob', 'bob', 'cleo'],
      ['cleo', null, 'bob'],
      ['cleo', null, null],
    ]);
    const made = { debtorId: 1, currency: 'EUR', madeAt: 1, madeDay: 1, cashBefore: 0n, who: '', channel: 'call', note: '' } as const;
    const lines = [{ minor: 100n, dueDay: 9 }];
    await store.transact(async (tx) => {
      await promisesIn(tx).add({ ...made, takenBy: 'cleo', collector: 'ann', lines });
      await promisesIn(tx).add({ ...made, takenBy: 'ann', collector: undefined, lines });
      await promisesIn(tx).add({ ...made, takenBy: 'ann', collector: 'cleo', lines });
      await promisesIn(tx).add({ ...made, takenBy: 'cleo', collector: 'ann', lines });
    });
    const [, , , last] = await promisesIn(store.read).find({});
    const [line] = last?.lines ?? [];
    if (!line) throw new Error('no line');
    await store.transact((tx) => promisesIn(tx).move(line, { status: 'kept', judgedDay: 8, received: 100n }));
    expect(await store.transact((tx) => promisesIn(tx).passOn('ann', 'bob'))).toHaveLength(2);
    expect((await promisesIn(store.read).find({})).map((p) => p.collector)).toEqual(['bob', 'bob', 'cleo', 'ann']);
    await store.close();
  });
}
