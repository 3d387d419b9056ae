/**
 * Anything that people and time can do to a vote, in any order, against a small model: who voted last what, who is recused, what was confirmed,
 * and when it closes. After every step the store must hold what the model says; a closed vote never changes again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveBallots } from '../../../../src/core/committee/count/ballots.ts';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import { voteOf } from '../../../../src/core/committee/motion/motion-record.ts';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import { type Cast, castBallot } from '../../../../src/core/committee/vote/cast-ballot.ts';
import { closeByChair, extendByChair } from '../../../../src/core/committee/vote/chair-motion.ts';
import { tendMotions } from '../../../../src/core/committee/vote/tend-motions.ts';
import { verifyState } from '../../../../src/core/desk/verify-state.ts';
import { DomainError } from '../../../../src/core/kernel/errors.ts';
import { runs } from '../../../support/chance.ts';
import { openRoom, type Room } from '../room.ts';

const RUNS = runs(12, 1000);
const COMMANDS = runs(20, 50);

/** anne proposes, sofia works on the account, dora sits nowhere. */
const ELIGIBLE = ['farid', 'luc', 'marc'];
const NAMES = ['anne', 'farid', 'sofia', 'luc', 'marc', 'dora'];
const CHAIR = 'anne';
const ASKED = 80_000_00n;
const FLOOR = 40_000_01n;

interface Model {
  open: boolean;
  readonly ballots: Map<string, { choice: string; by: string; upTo: bigint | undefined }>;
  /** Who has spoken themselves: cast a ballot, or disowned one. */
  readonly own: Set<string>;
  /** For whom the last ballot is the chair's. */
  readonly entered: Set<string>;
  readonly recused: Set<string>;
}

interface Real {
  readonly room: Room;
  readonly id: number;
}

type Command = fc.AsyncCommand<Model, Real>;

/** The sentence's code when it was refused, else undefined. */
async function tried(work: Promise<unknown>): Promise<DomainError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const email = (name: string): string => `${name}@acme.example`;

const nameOf = (address: string): string => address.split('@')[0] ?? '';

/** What docs/rules/voting.md, rules 2 and 15, allow, written down a second time for this roster. */
function allowed(model: Model, voter: string, cast: Cast): boolean {
  const member = nameOf(cast.member ?? cast.for ?? voter);
  if (!ELIGIBLE.includes(member) || model.recused.has(member)) return false;
  if (cast.choice === 'disown') return member === voter && model.entered.has(voter);
  if (cast.member !== undefined) {
    if (voter !== CHAIR || cast.choice === 'recuse' || model.own.has(member)) return false;
  } else if (member !== voter) {
    if (cast.choice === 'recuse' || !(member === 'luc' && voter === 'marc') || model.recused.has(voter) || model.own.has(member))
      return false;
  }
  if (cast.choice === 'reject' && (cast.reason ?? '').trim() === '') return false;
  return cast.upTo === undefined || (cast.upTo <= ASKED && cast.upTo >= FLOOR);
}

async function check(model: Model, { room, id }: Real): Promise<void> {
  const file = await room.file(id);
  const decision = await room.decision(id);
  model.open = file.motion.status === 'open';
  const { live, refused } = liveBallots(voteOf(file, decision?.at ?? room.clock.now()));
  expect(refused).toEqual([]);
  const found = live.map((b) => [b.member.id.split('@')[0], b.choice, b.voter.split('@')[0]]).sort();
  const expected = [...model.ballots]
    .filter(([member]) => !model.recused.has(member))
    .map(([member, b]) => [member, b.choice, b.by])
    .sort();
  expect(found).toEqual(expected);
  if (!decision) return;
  const again = judge(voteOf(file, decision.at));
  expect({ outcome: again.outcome, tally: again.tally, amount: again.approvedAmount ?? null }).toEqual({
    outcome: decision.outcome,
    tally: decision.tally,
    amount: decision.approved,
  });
}

class Vote implements Command {
  readonly voter: string;
  readonly cast: Cast;
  constructor(voter: string, cast: Cast) {
    this.voter = voter;
    this.cast = cast;
  }
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const { room, id } = real;
    const fault = await tried(room.act(this.voter, (step) => castBallot(step, id, this.cast)));
    // A conflict: closed by then, or by the deadline that this very ballot met.
    if (fault?.code !== 'conflict') {
      expect({ ballot: this.toString(), counted: fault === undefined }).toEqual({
        ballot: this.toString(),
        counted: allowed(model, this.voter, this.cast),
      });
      if (!fault) this.#note(model);
    }
    if (fault?.code === 'conflict') await tendMotions(room.core);
    await check(model, real);
    if (fault?.code === 'conflict') expect(model.open).toBe(false);
  }
  #note(model: Model): void {
    const entered = this.cast.member !== undefined;
    const member = nameOf(this.cast.member ?? this.cast.for ?? this.voter);
    if (this.cast.choice === 'recuse') model.recused.add(this.voter);
    else if (this.cast.choice === 'disown') model.ballots.delete(member);
    else model.ballots.set(member, { choice: this.cast.choice, by: entered ? member : this.voter, upTo: this.cast.upTo });
    if (entered) model.entered.add(member);
    else model.entered.delete(member);
    if (member === this.voter && this.cast.choice !== 'recuse') model.own.add(member);
  }
  toString = (): string =>
    `${this.voter} ${this.cast.choice}${this.cast.upTo === undefined ? '' : ` ≤${this.cast.upTo}`}${this.cast.for ? ` for ${this.cast.for}` : ''}${this.cast.member ? ` entered for ${this.cast.member}` : ''}`;
}

class Wait implements Command {
  readonly hours: number;
  constructor(hours: number) {
    this.hours = hours;
  }
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    real.room.clock.add(this.hours * 3_600_000);
    await tendMotions(real.room.core);
    await check(model, real);
  }
  toString = (): string => `wait ${this.hours} h`;
}

class Chair implements Command {
  readonly what: 'close' | 'extend';
  constructor(what: 'close' | 'extend') {
    this.what = what;
  }
  check = (model: Readonly<Model>): boolean => model.open;
  async run(model: Model, real: Real): Promise<void> {
    const { room, id } = real;
    const fault = await tried(
      room.act('anne', (step) => (this.what === 'close' ? closeByChair(step, id) : extendByChair(step, id, 'more time'))),
    );
    await tendMotions(room.core);
    const silent = ELIGIBLE.filter((name) => !model.recused.has(name) && !model.ballots.has(name));
    await check(model, real);
    if (this.what === 'close' && fault === undefined) expect(silent).toEqual([]);
  }
  toString = (): string => `chair: ${this.what}`;
}

const cast: fc.Arbitrary<Cast> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Cast>({ choice: 'approve' }, { choice: 'abstain' }, { choice: 'reject', reason: 'no' }) },
  { weight: 1, arbitrary: fc.constantFrom<Cast>({ choice: 'recuse' }, { choice: 'reject' }, { choice: 'reject', reason: ' ' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(ASKED, ASKED + 1n, FLOOR, FLOOR - 1n, 60_000_00n, -1n).map((upTo): Cast => ({ choice: 'approve', upTo })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('luc', 'farid', 'marc', 'nobody')
      .chain((member) =>
        fc.constantFrom<Cast>({ choice: 'approve', for: email(member) }, { choice: 'reject', reason: 'no', for: email(member) }),
      ),
  },
);
const entry: fc.Arbitrary<Cast> = fc
  .constantFrom('luc', 'farid', 'marc', 'anne')
  .chain((member) =>
    fc
      .constantFrom<Cast>(
        { choice: 'approve' },
        { choice: 'approve', upTo: FLOOR },
        { choice: 'reject', reason: 'said so' },
        { choice: 'recuse' },
      )
      .map((said) => ({ ...said, member: email(member) })),
  );
const commands = fc.commands(
  [
    fc.tuple(fc.constantFrom(...NAMES), cast).map(([voter, ballot]): Command => new Vote(voter, ballot)),
    fc.tuple(fc.constantFrom(...ELIGIBLE), cast).map(([voter, ballot]): Command => new Vote(voter, ballot)),
    fc.tuple(fc.constantFrom(CHAIR, CHAIR, CHAIR, 'marc'), entry).map(([voter, ballot]): Command => new Vote(voter, ballot)),
    fc.constantFrom(...ELIGIBLE).map((voter): Command => new Vote(voter, { choice: 'disown' })),
    fc.integer({ min: 1, max: 12 }).map((hours): Command => new Wait(hours)),
    fc.constantFrom<'close' | 'extend'>('close', 'extend').map((what): Command => new Chair(what)),
  ],
  { maxCommands: COMMANDS, size: 'max' },
);

describe('a vote, whatever happens to it', () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room?.close());

  it(`is what the model says, ${RUNS} times up to ${COMMANDS} steps, and the log’s chain holds`, async () => {
    let day = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        // Every run has a question of its own, on a Monday of its own: the one before may still be open.
        room.clock.turn('2026-11-23T09:00:00+01:00');
        for (const open of await motionsIn(room.core.store.read).find({ status: 'open', limit: 10 })) {
          room.clock.add(60 * 86_400_000);
          await tendMotions(room.core);
          expect((await room.file(open.id)).motion.status).not.toBe('open');
        }
        room.clock.turn('2026-11-23T09:00:00+01:00');
        room.clock.add((day++ % 7) * 3_600_000);
        const asked = await room.limit();
        const { motion } = await room.propose('anne', asked);
        const model: Model = { open: true, ballots: new Map(), own: new Set(), entered: new Set(), recused: new Set() };
        await fc.asyncModelRun(async () => ({ model, real: { room, id: motion.id } }), steps);
      }),
      { numRuns: RUNS },
    );
    const verified = await verifyState(room.core, room.core.store.read, { heads: await motionsIn(room.core.store.read).heads() });
    expect([verified.fault, verified.difference]).toEqual([undefined, undefined]);
  });
});
