/** What a tick does to votes and granted limits when something else happens at the same moment: an import, another instance, a motion that cannot be read. */
import Database from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import { tendMotions } from '../../../../src/core/committee/vote/tend-motions.ts';
import { parseDay } from '../../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../../src/core/ledger/parties.ts';
import { openStore } from '../../../../src/store/open.ts';
import { newPostgres, newSqlite } from '../../../support/databases.ts';
import { DEBTORS, LEDGER, openRoom, type Room, RULES } from '../room.ts';

let room: Room;
afterEach(() => room?.close());

const GROWN = `${LEDGER}\nC1,Dupont SA,FA3,2026-11-20,2026-12-20,20000.00,invoice`;
/** No minimum: nothing but the close can end it, because one voter stays silent and another may still reject. */
const VETO_LEFT = RULES.replace('veto: [finance]', 'veto: [sales-admin]');

async function voted(yaml = VETO_LEFT): Promise<number> {
  room = await openRoom({ yaml });
  const { motion } = await room.propose('anne', await room.limit());
  await room.cast('farid', motion.id, { choice: 'approve' });
  await room.cast('luc', motion.id, { choice: 'approve' });
  return motion.id;
}

describe('an import around the close of a vote', () => {
  it.each([
    ['2026-11-25T09:00:00+01:00', 'at the close itself'],
    ['2026-11-25T09:00:20+01:00', 'twenty seconds after'],
  ])('at %s, %s, changes nothing of a vote that was over by then', async (at) => {
    const id = await voted();
    room.clock.turn(at);
    await room.import('items2.csv', GROWN);
    room.clock.turn('2026-11-25T09:01:00+01:00');
    await room.tend();
    expect(await room.decision(id)).toMatchObject({ outcome: 'approved', early: false, tally: { approve: 2, silent: 1 } });
    expect((await room.file(id)).facts).toHaveLength(1);
  });

  it('a ballot that comes after both does not void the others either', async () => {
    const id = await voted();
    room.clock.turn('2026-11-25T09:00:20+01:00');
    await room.import('items2.csv', GROWN);
    const late = await room.press('marc', { kind: 'motion.vote', motion: id, facts: 1, choice: 'approve' });
    expect(late).toHaveLength(1);
    await room.tend();
    expect(await room.decision(id)).toMatchObject({ outcome: 'approved', tally: { approve: 2, silent: 1 } });
  });

  it('seen a second before the close moves it, and the ballots wait to be confirmed', async () => {
    const id = await voted();
    room.clock.turn('2026-11-25T08:59:59+01:00');
    await room.import('items2.csv', GROWN);
    await room.tend();
    room.clock.turn('2026-11-25T12:59:59+01:00');
    await room.tend();
    expect((await room.file(id)).motion.status).toBe('open');
    // Another one, before the moved close: it is a fact as well, though the close moves only once.
    room.clock.turn('2026-11-25T13:00:00+01:00');
    await room.import('items3.csv', `${GROWN}\nC1,Dupont SA,FA4,2026-11-20,2026-12-20,20000.00,invoice`);
    await room.tend();
    expect(await room.decision(id)).toMatchObject({ outcome: 'lapsed' });
    expect((await room.file(id)).facts).toHaveLength(2);
  });

  it('is looked at in the next window when the vote is extended for want of a quorum', async () => {
    room = await openRoom({ yaml: RULES.replace('noQuorum: lapse', 'noQuorum: extend') });
    const { motion } = await room.propose('anne', await room.limit());
    room.clock.turn('2026-11-25T09:00:20+01:00');
    await room.import('items2.csv', GROWN);
    await room.tend();
    await room.tend();
    const file = await room.file(motion.id);
    expect([file.motion.status, file.motion.extended, file.facts.length]).toEqual(['open', true, 2]);
  });
});

describe('a motion that cannot be read', () => {
  /** Two accounts, two motions; the newest is looked at first, and it is the one that is spoilt. */
  const two = async (): Promise<{ good: number; bad: number; spoil: () => void; mend: () => void }> => {
    const url = newSqlite();
    room = await openRoom({ url });
    const good = (await room.propose('anne', await room.limit())).motion.id;
    const other = (await debtorsIn(room.core.store.read).search('untel', 1)).debtors[0]?.id ?? 0;
    const bad = (await room.propose('anne', await room.limit({ debtorId: other, before: 10_000_00n }))).motion.id;
    const write = (statement: string): void => {
      const db = new Database(url.slice('file:'.length));
      db.prepare(statement).run(bad);
      db.close();
    };
    return {
      good,
      bad,
      spoil: () => write(`UPDATE MotionFacts SET dossier = 'x' || dossier WHERE motionId = ?`),
      mend: () => write(`UPDATE MotionFacts SET dossier = substr(dossier, 2) WHERE motionId = ?`),
    };
  };

  it('does not keep another vote from closing, is logged, and closes once it can be read', async () => {
    const { good, bad, spoil, mend } = await two();
    spoil();
    room.clock.turn('2026-11-25T09:00:00+01:00');
    await room.tend();
    expect(await room.decision(good)).toMatchObject({ outcome: 'lapsed' });
    expect(await room.decision(bad)).toBeUndefined();
    expect(room.logged).toContainEqual({ level: 'error', message: expect.stringContaining('looked after') });
    mend();
    await room.tend();
    expect(await room.decision(bad)).toMatchObject({ outcome: 'lapsed' });
  });

  it('does not keep another granted limit from being seen in the debtors’ file', async () => {
    const { good, bad, spoil } = await two();
    room.clock.turn('2026-11-23T14:00:00+01:00');
    for (const [id, voters] of [
      [bad, ['farid', 'sofia']],
      [good, ['farid', 'luc']],
    ] as const)
      for (const name of voters) await room.cast(name, id, { choice: 'approve' });
    await room.import('debtors2.csv', DEBTORS.replace('40000.00', '80000.00').replace('10000.00', '80000.00'));
    spoil();
    await room.tend();
    expect([(await room.decision(bad))?.carrying, (await room.decision(good))?.carrying]).toEqual(['entering', 'entered']);
    expect(room.logged.map((l) => l.level)).toContain('error');
  });
});

describe('several instances on one PostgreSQL', () => {
  const granted = async (until: string): Promise<{ id: number; url: string }> => {
    const url = await newPostgres();
    room = await openRoom({ url });
    const { motion } = await room.propose('anne', await room.limit({ until: parseDay(until) ?? 0 }));
    room.clock.turn('2026-11-23T14:00:00+01:00');
    await room.cast('farid', motion.id, { choice: 'approve' });
    await room.cast('luc', motion.id, { choice: 'approve' });
    return { id: motion.id, url };
  };

  it('write each step of a granted limit into the log once', async () => {
    const { id, url } = await granted('2027-03-31');
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(url)));
    try {
      const together = () => Promise.all(stores.map((store) => tendMotions({ ...room.core, store })));
      const steps = async () =>
        (await room.core.store.read.audit.about(`motion:${id}`, 100))
          .map((row) => row.action)
          .filter((action) => !action.includes('ballot'));
      await room.import('debtors2.csv', DEBTORS.replace('40000.00', '80000.00'));
      await together();
      expect(await steps()).toEqual(['motion.entered', 'motion.closed', 'motion.opened']);
      room.clock.turn('2027-03-20T09:00:00+01:00');
      await together();
      room.clock.turn('2027-04-01T09:00:00+02:00');
      await together();
      expect(await steps()).toEqual(['motion.ended', 'motion.end-announced', 'motion.entered', 'motion.closed', 'motion.opened']);
      expect(room.logged).toEqual([]);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('a limit that another one replaces stays over, although an instance was about to note that it is entered', async () => {
    const { id } = await granted('2027-03-31');
    const next = await room.propose('anne', await room.limit({ amount: 90_000_00n, before: 80_000_00n }));
    room.clock.add(5 * 3_600_000);
    await room.cast('farid', next.motion.id, { choice: 'approve' });
    let isLocked = (): void => {};
    const locked = new Promise<void>((resolve) => {
      isLocked = resolve;
    });
    const noting = room.core.store.transact(async (tx) => {
      await motionsIn(tx).lock(id);
      isLocked();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await motionsIn(tx).setDecision(id, { carrying: 'entered' });
    });
    await locked;
    await Promise.all([noting, room.cast('luc', next.motion.id, { choice: 'approve' })]);
    expect(await room.decision(next.motion.id)).toMatchObject({ outcome: 'approved', carrying: 'entering' });
    expect((await room.decision(id))?.carrying).toBe('ended');
  });
});
