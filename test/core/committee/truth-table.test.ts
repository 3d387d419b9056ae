import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/core/committee/judge.ts';
import { parseVotes } from '../../../src/vote-file.ts';
import { oracle } from './oracle.ts';
import { boundaries, changingFacts, fewerMembers, fourMembers, sevenMembers, substitutes, type Table } from './tables.ts';
import { told, voteOf } from './written.ts';

/** The whole table under `npm run soak`; else so many cases of each, picked by a fixed seed. */
const SOAK = process.env.SOAK === '1';
const SAMPLE = 40_000;

/** Numbers of cases: all of them, or a walk with a step that shares no factor with the size, so that it never meets the same case twice. */
function* numbers(size: number, sample: number): Generator<number> {
  if (SOAK || size <= sample) {
    for (let n = 0; n < size; n++) yield n;
    return;
  }
  let step = Math.floor(size * 0.618033988749895);
  while (gcd(step, size) !== 1) step++;
  for (let i = 0, n = 20261123 % size; i < sample; i++, n = (n + step) % size) yield n;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Cases where the product and the oracle differ, the first three of them in full. */
function differences(table: Table): { count: number; differing: number; outcomes: Set<string>; examples: unknown[] } {
  const found = { count: 0, differing: 0, outcomes: new Set<string>(), examples: [] as unknown[] };
  for (const n of numbers(table.size, SAMPLE)) {
    const written = table.at(n);
    const ours = told(judge(voteOf(written)));
    const theirs = oracle(written);
    found.count++;
    found.outcomes.add(ours.early ? `early ${ours.outcome}` : ours.outcome);
    if (same(ours, theirs)) continue;
    found.differing++;
    if (found.examples.length < 3) found.examples.push({ n, written, ours, theirs });
  }
  return found;
}

function same(a: ReturnType<typeof oracle>, b: ReturnType<typeof oracle>): boolean {
  return (
    a.outcome === b.outcome &&
    a.approvedAmount === b.approvedAmount &&
    a.early === b.early &&
    a.needed === b.needed &&
    a.present === b.present &&
    a.eligible === b.eligible &&
    a.missingRoles.join() === b.missingRoles.join() &&
    a.tally.approve === b.tally.approve &&
    a.tally.reject === b.tally.reject &&
    a.tally.abstain === b.tally.abstain &&
    a.tally.recused === b.tally.recused &&
    a.tally.silent === b.tally.silent &&
    a.refused.join() === b.refused.join() &&
    a.closesAt === b.closesAt
  );
}

const ALL = ['approved', 'early approved', 'early rejected', 'extended', 'lapsed', 'open', 'rejected'];
const TABLES: [Table, string[]][] = [
  [fourMembers(), ALL],
  [fewerMembers(), ALL],
  [substitutes(), ALL.filter((o) => o !== 'extended')],
  [boundaries(), ALL],
  [changingFacts(), ALL],
  [sevenMembers(5), ALL.filter((o) => o !== 'extended')],
  [sevenMembers(6), ALL.filter((o) => o !== 'extended')],
  [sevenMembers(7), ALL.filter((o) => o !== 'extended')],
];

describe('the product and an oracle written from voting.md agree', () => {
  test.each(TABLES.map(([table, outcomes]) => ({ name: table.name, table, outcomes })))(
    'on $name',
    ({ table, outcomes }) => {
      const { count, differing, examples, outcomes: seen } = differences(table);
      expect({ differing, examples }).toEqual({ differing: 0, examples: [] });
      expect(count).toBe(SOAK ? table.size : Math.min(table.size, SAMPLE));
      expect([...seen].sort(), 'every outcome occurs in the table').toEqual(outcomes);
    },
    SOAK ? 7_200_000 : 60_000,
  );

  test('and the vote file reads each case as the tables hand it to the product', () => {
    for (const [table] of TABLES) {
      for (let i = 0; i < 40; i++) {
        const written = table.at((i * 7_919 + 13) % table.size);
        expect(parseVotes(JSON.stringify(written))).toMatchObject({ one: { vote: voteOf(written) } });
      }
    }
  });
});
