/** Walks a truth table, all of it or a seeded sample, and finds where the product and the oracle differ. */
import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import { SEED, SOAK } from '../../../support/chance.ts';
import { oracle } from './oracle.ts';
import type { Table } from './tables.ts';
import { told, voteOf } from './written.ts';

/** The whole table under `npm run soak`; else so many cases of each, from where the seed says. */
const SAMPLE = 20_000;

/** Numbers of cases: all of them, or a walk with a step that shares no factor with the size, so that it never meets the same case twice. */
function* numbers(size: number, sample: number): Generator<number> {
  if (SOAK || size <= sample) {
    for (let n = 0; n < size; n++) yield n;
    return;
  }
  let step = Math.floor(size * 0.618033988749895);
  while (gcd(step, size) !== 1) step++;
  for (let i = 0, n = (20261123 + SEED) % size; i < sample; i++, n = (n + step) % size) yield n;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Cases where the product and the oracle differ, the first three of them in full. */
async function differences(table: Table): Promise<{ count: number; differing: number; outcomes: Set<string>; examples: unknown[] }> {
  const found = { count: 0, differing: 0, outcomes: new Set<string>(), examples: [] as unknown[] };
  for (const n of numbers(table.size, table.sample ?? SAMPLE)) {
    const written = table.at(n);
    const ours = told(judge(voteOf(written)));
    const theirs = oracle(written);
    found.count++;
    // A whole table takes minutes: the test runner is let speak in between.
    if (found.count % 100_000 === 0) await setImmediate();
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

export const ALL_OUTCOMES = ['approved', 'early approved', 'early rejected', 'extended', 'lapsed', 'open', 'rejected'];

/** Fails with the first differing cases; and when a table does not reach the outcomes that it is there for. */
export async function agree(table: Table, outcomes: readonly string[]): Promise<void> {
  const { count, differing, examples, outcomes: seen } = await differences(table);
  expect({ differing, examples }).toEqual({ differing: 0, examples: [] });
  expect(count).toBe(SOAK ? table.size : Math.min(table.size, table.sample ?? SAMPLE));
  expect([...seen].sort(), 'the outcomes that occur in the table').toEqual(outcomes);
}
