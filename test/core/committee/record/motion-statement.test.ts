/** What a motion's rows state: a secret ballot as a commitment that says nothing and holds to everything, and records that the rows give back in their order. */
import { describe, expect, it } from 'vitest';
import type { BallotRecord, MotionFile } from '../../../../src/core/committee/motion/motion-record.ts';
import { ballotStatement, commitmentOf } from '../../../../src/core/committee/record/motion-statement.ts';
import { differenceOf } from '../../../../src/core/desk/chained.ts';
import { rebuilt, type Statement, stated } from '../../../../src/core/desk/statement.ts';

const BALLOT: BallotRecord = { seq: 3, at: 7, voter: 'luc@acme.example', choice: 'approve', upTo: 60_000_00n, facts: 'f', salt: 'aa' };
const voted = (secret: boolean) => ({ motion: { rule: { secret } } }) as Pick<MotionFile, 'motion'>;

describe('a secret ballot', () => {
  it('is stated without what it says, by a commitment that any other ballot breaks', () => {
    const open = JSON.stringify(stated(ballotStatement(voted(false), BALLOT)));
    const secret = JSON.stringify(stated(ballotStatement(voted(true), BALLOT)));
    for (const word of ['approve', '6000000']) expect([open.includes(word), secret.includes(word)]).toEqual([true, false]);
    const others: Partial<BallotRecord>[] = [{ choice: 'reject' }, { upTo: 60_000_01n }, { reason: 'x' }, { salt: 'ab' }];
    for (const change of others) expect(commitmentOf({ ...BALLOT, ...change })).not.toBe(commitmentOf(BALLOT));
    expect(commitmentOf({ ...BALLOT, at: 8 })).toBe(commitmentOf(BALLOT));
  });
});

describe('rows that state records', () => {
  const rows = (...all: readonly Statement[]) => rebuilt(all.map((statement) => ({ payload: stated(statement) })));
  const told = rows({ Motion: { status: 'open', until: null }, 'Ballot/1': { upTo: 5n } }, { Motion: { status: 'closed' } });

  it.each([
    [{ Motion: { status: 'closed', until: undefined }, 'Ballot/1': { upTo: 5n } }, undefined],
    [
      { Motion: { status: 'open' }, 'Ballot/1': { upTo: 5n } },
      { table: 'Motion', key: 'motion:1', field: 'status', why: 'changed' },
    ],
    [
      { Motion: { status: 'closed', until: 3 }, 'Ballot/1': { upTo: 5n } },
      { table: 'Motion', key: 'motion:1', field: 'until', why: 'changed' },
    ],
    [
      { Motion: { status: 'closed' }, 'Ballot/1': { upTo: 6n } },
      { table: 'Ballot', key: 'motion:1/1', field: 'upTo', why: 'changed' },
    ],
    [{ Motion: { status: 'closed' } }, { table: 'Ballot', key: 'motion:1/1', why: 'gone' }],
    [
      { Motion: { status: 'closed' }, 'Ballot/1': { upTo: 5n }, 'Ballot/2': {} },
      { table: 'Ballot', key: 'motion:1/2', why: 'unknown' },
    ],
    [
      { Motion: { status: 'closed', by: 'x' }, 'Ballot/1': { upTo: 5n } },
      { table: 'Motion', key: 'motion:1', field: 'by', why: 'changed' },
    ],
  ])('are held against %o', (held: Statement, difference) => {
    expect(differenceOf('motion:1', told, held, true)).toEqual(difference);
  });

  it('from before rows stated everything are held to what they say, and to no more', () => {
    const more = { Motion: { status: 'closed', by: 'x' }, 'Ballot/1': { upTo: 5n }, 'Ballot/2': {} };
    expect(differenceOf('motion:1', told, more, false)).toBeUndefined();
    expect(differenceOf('motion:1', told, { ...more, Motion: { status: 'open' } }, false)).toMatchObject({ why: 'changed' });
  });
});
