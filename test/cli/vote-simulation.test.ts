import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { simulateFile, simulationText } from '../../src/cli/vote-simulation.ts';
import { DomainError } from '../../src/core/kernel/errors.ts';

/** The worked example of docs/rules/voting.md. */
const EXAMPLE = `
motion: { kind: limit, amount: "80000.00", floor: "40000.01", currency: EUR }
rule:
  voters: [credit-manager, finance, sales, sales-admin]
  quorum: { count: 2, share: "0.5", roles: { finance: 1, sales: 1 } }
  threshold: majority
  veto: [finance]
  tie: reject
  proposerVotes: false
  minimumOpen: PT4H
  noQuorum: lapse
roster:
  - { id: anne, role: credit-manager, proposer: true }
  - { id: farid, role: finance }
  - { id: sofia, role: sales, recused: true }
  - { id: luc, role: sales, substitute: marc }
  - { id: marc, role: sales-admin }
opensAt: 2026-11-23T09:00:00+01:00
closesAt: 2026-11-25T09:00:00+01:00
now: 2026-11-25T09:00:00+01:00
ballots:
  - { at: 2026-11-23T10:00:00+01:00, voter: farid, choice: approve, upTo: "60000.00" }
  - { at: 2026-11-23T11:00:00+01:00, voter: marc, choice: approve, for: luc }
  - { at: 2026-11-24T11:00:00+01:00, voter: marc, choice: reject, reason: "two broken promises" }
`;

const folder = mkdtempSync(join(tmpdir(), 'encours-votes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(source: string): string {
  const path = join(folder, 'vote.yaml');
  writeFileSync(path, source);
  return path;
}

const OUTCOME = {
  outcome: 'approved',
  approvedAmount: '60000.00',
  early: false,
  reason: 'threshold-reached',
  quorum: { needed: 2, present: 2, eligible: 3, missingRoles: [] },
  tally: { approve: 2, reject: 1, abstain: 0, recused: 1, silent: 0 },
  refused: [],
  closesAt: '2026-11-25T09:00:00+01:00',
};

describe('motion simulate', () => {
  test('approves the rules’ example at 60,000, two to one', async () => {
    expect(await simulateFile(file(EXAMPLE))).toEqual(OUTCOME);
  });

  test('the example closes early before Marc’s own ballot, which can change nothing: 2 to 1 at 60,000, and Farid’s veto above', async () => {
    const at = (now: string): Promise<unknown> => simulateFile(file(EXAMPLE.replace('now: 2026-11-25T09:00', `now: ${now}`)));
    expect(await at('2026-11-23T12:59')).toMatchObject({ outcome: 'open', reason: 'minimum-open', early: false });
    expect(await at('2026-11-23T13:00')).toEqual({ ...OUTCOME, early: true, tally: { ...OUTCOME.tally, reject: 0, silent: 1 } });
  });

  test('an outcome has the shape of the rules’ page and nothing else, ready for JSON', async () => {
    const open = await simulateFile(file(EXAMPLE.replace('now: 2026-11-25', 'now: 2026-11-23')));
    expect(Object.keys(open)).toEqual(['outcome', 'early', 'reason', 'quorum', 'tally', 'refused', 'closesAt']);
    expect(JSON.parse(JSON.stringify(open))).toEqual(open);
  });

  test('a list of cases gives a list of outcomes, also of one and of none', async () => {
    const item = EXAMPLE.trim().replace(/^/gm, '  ').replace('  ', '- ');
    expect(await simulateFile(file(`${item}\n${item}\n`))).toEqual([OUTCOME, OUTCOME]);
    expect(await simulateFile(file(item))).toEqual([OUTCOME]);
    expect(await simulateFile(file('[]'))).toEqual([]);
  });

  test.each([
    ['2026-11-25T09:00:00+01:00', '2026-11-25T13:00:00+01:00'],
    ['2026-11-25T08:00Z', '2026-11-25T12:00:00Z'],
    ['2026-11-25T03:30:00.250-04:30', '2026-11-25T07:30:00.250-04:30'],
    ['2026-11-25T23:00:00+15:00', '2026-11-26T03:00:00+15:00'],
  ])('a close at %s that facts move is told at its own offset', async (closesAt, moved) => {
    const facts = 'facts: [{ at: 2026-11-23T09:00:00+01:00, hash: a }, { at: 2026-11-25T08:30:00+01:00, hash: b }]';
    const source = EXAMPLE.replace('closesAt: 2026-11-25T09:00:00+01:00', `${facts}\nclosesAt: ${closesAt}`).replace(
      'now: 2026-11-25T09',
      'now: 2026-11-25T08:45',
    );
    const now = source.replace('now: 2026-11-25T08:45:00:00+01:00', 'now: 2026-11-25T08:45:00+01:00');
    expect(await simulateFile(file(now))).toMatchObject({ outcome: 'open', closesAt: moved });
  });

  test('a close keeps the input’s own text when it has not moved, and is one window later when it is extended', async () => {
    const bare = EXAMPLE.replace('closesAt: 2026-11-25T09:00:00+01:00', 'closesAt: 2026-11-25T09:00+01:00');
    expect(await simulateFile(file(bare))).toMatchObject({ closesAt: '2026-11-25T09:00+01:00' });
    const extend = bare.replace('noQuorum: lapse', 'noQuorum: extend').replace('count: 2', 'count: 3');
    expect(await simulateFile(file(extend))).toMatchObject({ outcome: 'extended', closesAt: '2026-11-27T09:00:00+01:00' });
    expect(await simulateFile(file(`${extend}extended: true\n`))).toMatchObject({ outcome: 'lapsed', closesAt: '2026-11-25T09:00+01:00' });
  });

  test('amounts have the decimals of their currency', async () => {
    const yen = EXAMPLE.replace('EUR', 'JPY').replace('40000.01', '40001').replaceAll('0000.00', '0000');
    expect(await simulateFile(file(yen))).toMatchObject({ approvedAmount: '60000' });
  });

  test('all that is wrong is one sentence in the reader’s language, and a list for a program', async () => {
    const path = file(EXAMPLE.replace('majority', 'most').replace('choice: reject', 'choice: no'));
    const refusal = await simulateFile(path, 'en').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(
        /does not describe a vote: rule\.threshold \(line \d+, column \d+\): must be majority, two-thirds or unanimity; ballots\.2\.choice \(line \d+, column \d+\): must be approve, reject, abstain, recuse or disown\.$/,
      ),
      details: { faults: [{ path: 'rule.threshold' }, { path: 'ballots.2.choice' }] },
    });
    await expect(simulateFile(join(folder, 'none.yaml'))).rejects.toThrow('ne se lit pas');
  });

  test('is told in words, in both languages', async () => {
    const outcome = await simulateFile(file(EXAMPLE.replace('reason: "two broken promises"', 'reason: ""')));
    expect(simulationText(outcome, 'en')).toBe(
      [
        'Approved at 60,000.00: the threshold is reached.',
        'Quorum: 2 present, 2 needed, 3 members hold a ballot.',
        'Ballots: 2 for, 0 against, 0 abstaining, 1 recused, 1 silent.',
        'Refused ballots:',
        '- no. 2 (marc): a rejection needs a reason',
        'Close: 2026-11-25T09:00:00+01:00.',
        '',
      ].join('\n'),
    );
    const french = simulationText([outcome, outcome].flat(), 'fr');
    expect(french).toContain('Cas 2\nApprouvé à hauteur de 60\u202f000,00 : le seuil requis est atteint.');
    expect(french).toContain('- n° 2 (marc) : un rejet doit être motivé');
  });
});
