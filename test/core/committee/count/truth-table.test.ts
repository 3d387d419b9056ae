import { describe, expect, test } from 'vitest';
import { parseVotes } from '../../../../src/config/vote-file.ts';
import { anyVotes } from './any-vote.ts';
import { ALL_OUTCOMES, agree } from './differences.ts';
import { boundaries, changingFacts, enteredBallots, fewerMembers, sevenMembers, severalRoles, substitutes, type Table } from './tables.ts';
import { voteOf } from './written.ts';

const NEVER_EXTENDED = ALL_OUTCOMES.filter((o) => o !== 'extended');
const TABLES: [string, Table, string[]][] = [
  [anyVotes(), ALL_OUTCOMES] as const,
  [severalRoles(), ALL_OUTCOMES] as const,
  [fewerMembers(), ALL_OUTCOMES] as const,
  [enteredBallots(), NEVER_EXTENDED] as const,
  [substitutes(), NEVER_EXTENDED] as const,
  [boundaries(), ALL_OUTCOMES] as const,
  [changingFacts(), ALL_OUTCOMES] as const,
  [sevenMembers(5), NEVER_EXTENDED] as const,
  [sevenMembers(6), NEVER_EXTENDED] as const,
  [sevenMembers(7), NEVER_EXTENDED] as const,
].map(([table, outcomes]) => [table.name, table, outcomes]);

describe('the product and an oracle written from docs/rules/voting.md agree', () => {
  test.each(TABLES)('on %s', (_, table, outcomes) => agree(table, outcomes));

  test('and the vote file reads each case as the tables hand it to the product', () => {
    for (const [, table] of TABLES) {
      for (let i = 0; i < 40; i++) {
        const written = table.at((i * 7_919 + 13) % table.size);
        expect(parseVotes(JSON.stringify(written))).toMatchObject({ one: { vote: voteOf(written) } });
      }
    }
  });
});
