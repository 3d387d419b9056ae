/** Ballots under pressure, on every store: many voters pressing at once keep one live ballot each, and a ballot that meets the close is counted or told so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../../src/core/committee/count/judge.ts';
import { type CommitteeRule, DEFAULT_COMMITTEE } from '../../../src/core/committee/motion/committee-policy.ts';
import { newestFacts, voteOf } from '../../../src/core/committee/motion/motion-record.ts';
import { motionsIn } from '../../../src/core/committee/motion/ports.ts';
import { proposeMotion } from '../../../src/core/committee/propose/propose-motion.ts';
import { chainedMotions } from '../../../src/core/committee/record/chained-motions.ts';
import { castBallot } from '../../../src/core/committee/vote/cast-ballot.ts';
import { settleMotion } from '../../../src/core/committee/vote/settle-motion.ts';
import { actIn, type House } from '../../../src/core/desk/act.ts';
import type { Store } from '../../../src/core/desk/store.ts';
import { verifyState } from '../../../src/core/desk/verify-state.ts';
import { DEFAULT_POLICY, FEATURES, type CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { DomainError } from '../../../src/core/kernel/errors.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import { runs } from '../../support/chance.ts';
import type { World } from './world.ts';

const VOTERS = 20;
const PRESSES = runs(8, 50);
const ROUNDS = runs(1, 100);
const RACES = runs(10, 200);
const START = Date.parse('2026-11-23T09:00:00+01:00');

const RULE: CommitteeRule = {
  ...DEFAULT_COMMITTEE.rules.generic.highest,
  voters: ['finance'],
  quorum: { count: 1 },
  tie: 'reject',
  noQuorum: 'lapse',
};
const POLICY: Policy = {
  ...DEFAULT_POLICY,
  committee: { ...DEFAULT_COMMITTEE, rules: { ...DEFAULT_COMMITTEE.rules, generic: { below: [], highest: RULE } } },
};
/** What other contracts write without an act is no part of it. */
const CHAMBER = { features: { chained: [chainedMotions] } };
const EVERY_DAY = { isBusinessDay: () => true };
const email = (n: number): string => `voter${n}@votes.example`;

export function voteContract(world: World): void {
  describe('votes', () => {
    let first: OpenedStore;
    let second: OpenedStore;
    let now = START;
    const chamber: House = {
      policy: POLICY,
      features: FEATURES,
      calendar: EVERY_DAY,
      calendarFor: () => EVERY_DAY,
      platforms: [],
      clock: { now: () => now },
    };
    beforeAll(async () => {
      first = world.store;
      second = await world.another();
      const rows = Array.from({ length: VOTERS + 1 }, (_, i) => ({
        line: i + 2,
        email: email(i),
        name: `Voter ${i}`,
        roles: [i === VOTERS ? 'credit-manager' : 'finance'],
        department: undefined,
        manager: undefined,
        backup: undefined,
        language: undefined,
        country: undefined,
        region: undefined,
      }));
      await first.transact((tx) => tx.people.put(rows));
    });
    afterAll(() => second?.close());

    let questions = 0;
    const open = async (): Promise<number> => {
      now = START;
      const proposer = await first.read.people.byEmail(email(VOTERS));
      if (!proposer) throw new Error('no proposer');
      const proposal = {
        kind: 'generic',
        debtorId: null,
        text: `question ${++questions}`,
        amount: 0n,
        currency: 'EUR',
        why: 'because',
        conditions: '',
      } as const;
      const { motion } = await first.transact((tx) => proposeMotion(actIn(tx, chamber, { by: proposer, locale: 'en' }), proposal));
      return motion.id;
    };
    const press = async (
      store: Store,
      id: number,
      voter: number,
      choice: 'approve' | 'reject' | 'abstain',
      reason: string,
    ): Promise<string> => {
      const person = await store.read.people.byEmail(email(voter));
      if (!person) throw new Error('no voter');
      try {
        await store.transact((tx) =>
          castBallot(actIn(tx, chamber, { by: person, locale: 'en' }), id, choice === 'reject' ? { choice, reason } : { choice }),
        );
        return 'counted';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    };
    const CHOICES = ['approve', 'reject', 'abstain'] as const;

    it(`of ${VOTERS} people pressing ${PRESSES} times at once on two instances: one live ballot each, none lost (${ROUNDS} rounds)`, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const id = await open();
        const presses = Array.from({ length: VOTERS * PRESSES }, (_, i) =>
          press(i % 2 === 0 ? first : second, id, i % VOTERS, CHOICES[(i + Math.floor(i / VOTERS)) % 3] ?? 'abstain', `reason ${i}`),
        );
        const answers = await Promise.all(presses);
        expect(answers.filter((a) => a !== 'counted')).toEqual([]);
        const file = await motionsIn(first.read).file(id);
        if (!file) throw new Error('no motion');
        const { tally, refused } = judge(voteOf(file, now));
        expect(tally.approve + tally.reject + tally.abstain).toBe(VOTERS);
        expect(refused).toEqual([]);
        // In one unbroken order of arrival; what was pressed again without a change added nothing.
        expect(file.ballots.map((b) => b.seq)).toEqual(file.ballots.map((_, i) => i + 1));
        expect(new Set(file.ballots.map((b) => b.voter)).size).toBe(VOTERS);
        // Every reason is its own ballot: none of them is lost.
        const rejections = Array.from({ length: VOTERS * PRESSES }, (_, i) => i).filter((i) => (i + Math.floor(i / VOTERS)) % 3 === 1);
        const kept = new Set(file.ballots.flatMap((b) => b.reason ?? []));
        expect(rejections.filter((i) => !kept.has(`reason ${i}`))).toEqual([]);
      }
    });

    it(`a ballot that meets the close is counted or told so, never both and never neither (${RACES} races)`, async () => {
      for (let race = 0; race < RACES; race++) {
        const id = await open();
        const closesAt = (await motionsIn(first.read).file(id))?.motion.closesAt ?? 0;
        await press(first, id, 0, 'approve', '');
        now = closesAt - 2;
        const ticking = setInterval(() => {
          now++;
        }, 1);
        const close = async (store: Store): Promise<void> => {
          for (let tries = 0; tries < 200; tries++) {
            const done = await store.transact(async (tx) => {
              const file = await motionsIn(tx).lock(id);
              return file && (await settleMotion(actIn(tx, chamber, { by: 'system:test' }), file)).file.motion.status !== 'open';
            });
            if (done) return;
            await sleep(1);
          }
        };
        const [answers] = await Promise.all([
          Promise.all(
            Array.from({ length: 8 }, (_, i) => press(i % 2 === 0 ? second : first, id, i + 1, CHOICES[i % 3] ?? 'abstain', `r${i}`)),
          ),
          close(first),
          close(second),
        ]);
        clearInterval(ticking);
        const file = await motionsIn(second.read).file(id);
        const [decision] = await motionsIn(second.read).decisions({ motionId: id });
        if (!file || !decision) throw new Error('not closed');
        const accepted = answers.filter((a) => a === 'counted').length;
        expect(answers.filter((a) => a !== 'counted' && a !== 'conflict')).toEqual([]);
        const { approve, reject, abstain } = decision.tally;
        expect(approve + reject + abstain).toBe(1 + accepted);
        expect(file.ballots).toHaveLength(1 + accepted);
        const again = judge(voteOf(file, decision.at));
        expect({ outcome: again.outcome, tally: again.tally }).toEqual({ outcome: decision.outcome, tally: decision.tally });
      }
    });

    it('the same question cannot be opened twice, whoever is first', async () => {
      const proposer = await first.read.people.byEmail(email(VOTERS));
      if (!proposer) throw new Error('no proposer');
      const proposal = {
        kind: 'generic',
        debtorId: null,
        text: 'twice',
        amount: 0n,
        currency: 'EUR',
        why: 'because',
        conditions: '',
      } as const;
      const tries = Array.from({ length: 6 }, (_, i) =>
        (i % 2 === 0 ? first : second)
          .transact((tx) => proposeMotion(actIn(tx, chamber, { by: proposer, locale: 'en' }), proposal))
          .then(
            () => 'opened',
            (error: unknown) => (error instanceof DomainError ? error.code : 'fault'),
          ),
      );
      expect((await Promise.all(tries)).sort()).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'conflict', 'opened']);
    });

    const verify = async () => verifyState(CHAMBER, first.read, { heads: await motionsIn(first.read).heads() });

    it('leaves an audit log whose chain holds, with every head that was printed, and tables that agree with it', async () => {
      const verified = await verify();
      expect([verified.fault, verified.difference, verified.before]).toEqual([undefined, undefined, 0]);
      expect(verified.rows).toBeGreaterThan(100);
    });

    it('names what was changed beside the log', async () => {
      const [motion] = await motionsIn(first.read).find({ status: 'approved', limit: 1 });
      if (!motion) throw new Error('nothing was decided');
      const [decision] = await motionsIn(first.read).decisions({ motionId: motion.id });
      const whole = await motionsIn(first.read).file(motion.id);
      if (!decision || !whole) throw new Error('a motion without its file');
      const key = `motion:${motion.id}`;
      const write = (work: Parameters<typeof first.transact<unknown>>[0]) => first.transact(work);
      await write((tx) => motionsIn(tx).save({ ...motion, proposedBy: 'nobody@votes.example' }));
      expect((await verify()).difference).toEqual({ table: 'Motion', key, field: 'proposedBy', why: 'changed' });
      await write((tx) => motionsIn(tx).save(motion));
      await write((tx) => motionsIn(tx).setDecision(motion.id, { headSeq: decision.headSeq + 1 }));
      expect((await verify()).fault).toMatchObject({ why: 'head' });
      await write((tx) => motionsIn(tx).setDecision(motion.id, { headSeq: decision.headSeq, headHash: decision.headHash }));
      await write((tx) => motionsIn(tx).addFacts(motion.id, { ...newestFacts(whole), number: 9 }));
      expect((await verify()).difference).toEqual({ table: 'MotionFacts', key: `${key}/9`, why: 'unknown' });
    });
  });
}
