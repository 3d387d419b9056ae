/** What a counted ballot costs: its motion is loaded once, judged once and seen once; the channel's card, the member's own message and the private answer are drawn from that. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { liveBallots } from '../../../../src/core/committee/count/ballots.ts';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import { motionsIn } from '../../../../src/core/committee/ports.ts';
import type { Tx } from '../../../../src/core/desk/store.ts';
import { debtorsIn } from '../../../../src/core/ledger/parties.ts';
import { answered, openRoom, type Room, RULES } from '../room.ts';

vi.mock('../../../../src/core/committee/count/judge.ts', async (original) => {
  const real = await original<typeof import('../../../../src/core/committee/count/judge.ts')>();
  return { ...real, judge: vi.fn(real.judge) };
});
vi.mock('../../../../src/core/committee/count/ballots.ts', async (original) => {
  const real = await original<typeof import('../../../../src/core/committee/count/ballots.ts')>();
  return { ...real, liveBallots: vi.fn(real.liveBallots) };
});

let room: Room;
afterEach(async () => {
  vi.restoreAllMocks();
  await room.close();
});

/** From here on: how often each of these was asked for. */
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
  vi.mocked(judge).mockClear();
  vi.mocked(liveBallots).mockClear();
  return () => ({ ...spies, judged: vi.mocked(judge).mock.calls.length, counted: vi.mocked(liveBallots).mock.calls.length });
}

describe('a ballot that is counted', () => {
  it('loads its motion once, judges once and is seen once, whatever is drawn of it', async () => {
    room = await openRoom({ yaml: RULES });
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('luc', motion.id, { choice: 'approve' });
    const costs = counted();
    const answer = answered(await room.press('farid', { kind: 'motion.vote', motion: motion.id, facts: 1, choice: 'approve' }));
    expect(costs()).toEqual({ lock: 1, file: 0, decisions: 0, debtor: 1, people: 1, judged: 1, counted: 1 });
    expect(answer).toContain('pour');
    await room.tend();
    expect(room.said('CVOTE').join('\n')).toContain('2 voix sur 3');
    expect(room.said('farid').join('\n')).toContain('Votre bulletin');
  });

  it('is read in the motion’s own currency without another look at it', async () => {
    room = await openRoom({ yaml: RULES });
    const { motion } = await room.propose('anne', await room.limit());
    const costs = counted();
    const form = { kind: 'motion.cast', motion: motion.id, facts: 1, choice: 'less' } as const;
    expect(answered(await room.press('farid', form, { upTo: 'beaucoup' }))).toContain('upTo');
    expect(answered(await room.press('farid', form, { upTo: '60 000' }))).toContain('60 000');
    expect(costs()).toMatchObject({ lock: 2, file: 0, judged: 1, counted: 1 });
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
