/** What a counted ballot costs: its motion is loaded once, judged once and seen once; the channel's card, the member's own message and the private answer are drawn from that. */
import { Session } from 'node:inspector/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import type { Tx } from '../../../../src/core/desk/store.ts';
import { debtorsIn } from '../../../../src/core/ledger/parties.ts';
import { answered, openRoom, type Room, RULES } from '../room.ts';

/** How often functions of src ran meanwhile, as the engine itself counts them: nothing is put in their place. */
async function callsDuring(work: () => Promise<void>): Promise<(file: string, name: string) => number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.post('Profiler.takePreciseCoverage');
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return (file, name) =>
      result
        .filter((script) => script.url.endsWith(`/src/core/committee/${file}`))
        .flatMap((script) => script.functions.filter((f) => f.functionName === name))
        .reduce((sum, f) => sum + (f.ranges[0]?.count ?? 0), 0);
  } finally {
    session.disconnect();
  }
}

let room: Room;
afterEach(async () => {
  vi.restoreAllMocks();
  await room.close();
});

/** From here on: how often each of these is asked of the store. */
function counted() {
  const { store } = room.core;
  const transact = store.transact.bind(store);
  const spies = { lock: 0, file: 0, decisions: 0, debtor: 0, people: 0 };
  const count = (read: Pick<Tx, 'people'>, motions: ReturnType<typeof motionsIn>, debtors: ReturnType<typeof debtorsIn>): void => {
    const tell = <Part extends object, Name extends keyof Part & string>(part: Part, name: Name, as: keyof typeof spies): void => {
      const real = part[name];
      if (typeof real !== 'function') throw new Error(`${name} is no question`);
      Object.assign(part, {
        [name]: (...asked: unknown[]) => {
          spies[as]++;
          return Reflect.apply(real, part, asked);
        },
      });
    };
    if ('lock' in motions) tell(motions, 'lock', 'lock');
    tell(motions, 'file', 'file');
    tell(motions, 'decisions', 'decisions');
    tell(debtors, 'byId', 'debtor');
    tell(read.people, 'all', 'people');
  };
  count(store.read as Tx, motionsIn(store.read as Tx), debtorsIn(store.read as Tx));
  vi.spyOn(store, 'transact').mockImplementation((work, bulk) =>
    transact((tx) => {
      count(tx, motionsIn(tx), debtorsIn(tx));
      return work(tx);
    }, bulk),
  );
  return spies;
}

describe('a ballot that is counted', () => {
  it('loads its motion once, judges once and is seen once, whatever is drawn of it', async () => {
    room = await openRoom({ yaml: RULES });
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('luc', motion.id, { choice: 'approve' });
    const asked = counted();
    let answer = '';
    const calls = await callsDuring(async () => {
      answer = answered(await room.press('farid', { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'approve' }));
    });
    expect(asked).toEqual({ lock: 1, file: 0, decisions: 0, debtor: 1, people: 1 });
    expect([calls('count/judge.ts', 'judge'), calls('count/ballots.ts', 'liveBallots')]).toEqual([1, 1]);
    expect(answer).toContain('pour');
    await room.tend();
    expect(room.said('CVOTE').join('\n')).toContain('2 voix sur 3');
    expect(room.said('farid').join('\n')).toContain('Votre bulletin');
  });

  it('is another one as soon as its amount, its choice, its reason or who cast it differs, and the same one otherwise', async () => {
    room = await openRoom();
    const { motion } = await room.propose('sofia', await room.limit());
    const cast = async (name: string, ballot: Parameters<Room['cast']>[2]): Promise<number> => {
      room.clock.add(1_000);
      await room.cast(name, motion.id, ballot);
      return (await room.file(motion.id)).ballots.length;
    };
    expect(await cast('farid', { choice: 'approve' })).toBe(1);
    expect(await cast('farid', { choice: 'approve' })).toBe(1);
    expect(await cast('farid', { choice: 'approve', upTo: 60_000_00n })).toBe(2);
    expect(await cast('farid', { choice: 'approve', upTo: 60_000_00n })).toBe(2);
    expect(await cast('farid', { choice: 'approve', upTo: 60_000_01n })).toBe(3);
    expect(await cast('farid', { choice: 'abstain' })).toBe(4);
    expect(await cast('farid', { choice: 'reject', reason: 'trop' })).toBe(5);
    expect(await cast('farid', { choice: 'reject', reason: 'bien trop' })).toBe(6);
    expect(await cast('farid', { choice: 'reject', reason: ' bien trop ' })).toBe(6);
    expect(await cast('marc', { choice: 'approve', for: 'luc@acme.example' })).toBe(7);
    expect(await cast('luc', { choice: 'approve' })).toBe(8);
    expect((await room.file(motion.id)).ballots.at(2)).toMatchObject({ upTo: 60_000_01n });
  });

  it('is read in the motion’s own currency without another look at it', async () => {
    room = await openRoom({ yaml: RULES });
    const { motion } = await room.propose('anne', await room.limit());
    const asked = counted();
    const form = { kind: 'motion.cast', motion: motion.id, facts: 1, choice: 'less' } as const;
    expect(answered(await room.press('farid', form, { upTo: 'beaucoup' }))).toContain('upTo');
    expect(asked).toMatchObject({ lock: 1, file: 0 });
    expect(answered(await room.press('farid', form, { upTo: '60 000' }))).toContain('60 000');
    expect(asked).toMatchObject({ lock: 2, file: 0, people: 1 });
  });

  it('is looked at again when time alone may have ended the vote meanwhile', async () => {
    room = await openRoom({ yaml: RULES });
    const { motion } = await room.propose('anne', await room.limit());
    for (const name of ['farid', 'luc', 'marc']) await room.cast(name, motion.id, { choice: 'approve' });
    room.clock.add(4 * 3_600_000);
    const late = room.press('marc', { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'abstain' });
    expect(answered(await late)).toContain('Le vote est clos (approuvé)');
    expect((await room.file(motion.id)).ballots).toHaveLength(3);
  });
});
