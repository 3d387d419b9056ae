import { test } from 'vitest';
import { ALL_OUTCOMES, agree } from './differences.ts';
import { fourMembers } from './tables.ts';

// A file of its own: half of the whole tables' time, for the second worker.
test('the product and the oracle agree on every ordered set of ballots of four members × every rule shape', () =>
  agree(fourMembers(), ALL_OUTCOMES));
