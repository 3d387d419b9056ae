/** Votes worked out by hand from the text of the voting rules, read and judged as `encours motion simulate` does: where clauses meet. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { simulateFile } from '../../../../src/cli/vote-simulation.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-by-hand-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ANNE = { id: 'anne', role: 'credit-manager', proposer: true };
const FARID = { id: 'farid', role: 'finance' };
const SOFIA = { id: 'sofia', role: 'sales', recused: true };
const LUC = { id: 'luc', role: 'sales', substitute: 'marc' };
const MARC = { id: 'marc', role: 'sales-admin' };
const RULE = {
  voters: ['credit-manager', 'finance', 'sales', 'sales-admin'],
  quorum: { count: 2, share: '0.5', roles: { finance: 1, sales: 1 } },
  threshold: 'majority',
  veto: ['finance'],
  tie: 'reject',
  proposerVotes: false,
  minimumOpen: 'PT4H',
  noQuorum: 'lapse',
};
const CASE = {
  motion: { kind: 'limit', amount: '80000.00', floor: '40000.01', currency: 'EUR' },
  rule: RULE,
  roster: [ANNE, FARID, SOFIA, LUC, MARC],
  opensAt: '2026-11-23T09:00:00+01:00',
  closesAt: '2026-11-25T09:00:00+01:00',
  now: '2026-11-25T09:00:00+01:00',
};
/** "23T10" on the clock of Paris. */
const at = (short: string): string => `2026-11-${short.length > 5 ? short : `${short}:00`}:00+01:00`;
const cast = (when: string, voter: string, choice: string, more: object = {}) => ({ at: at(when), voter, choice, ...more });
const why = { reason: 'deux promesses non tenues' };

/** Five members of three roles, nobody recused, nobody with a veto, three of them for a quorum. */
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ id, role: ['sales', 'sales', 'finance', 'finance', 'director'][i] }));
const OPEN = {
  motion: { kind: 'limit', amount: '100000.00', currency: 'EUR' },
  rule: { ...RULE, voters: ['sales', 'finance', 'director'], quorum: { count: 3 }, veto: [] },
  roster: FIVE,
};

let files = 0;
async function judged(change: Record<string, unknown>): Promise<Record<string, unknown>> {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, JSON.stringify({ ...CASE, ...change }));
  return (await simulateFile(path, 'en')) as unknown as Record<string, unknown>;
}
const refusedOf = (outcome: Record<string, unknown>): number[] => (outcome.refused as { index: number }[]).map((r) => r.index);

describe('recusal by ballot', () => {
  it('takes the substitute’s power away from then on, and lapses the vote that lacks them', async () => {
    const outcome = await judged({
      ballots: [cast('23T10', 'marc', 'recuse'), cast('23T11', 'marc', 'approve', { for: 'luc' }), cast('23T12', 'farid', 'approve')],
    });
    // Eligible: Farid and Luc. Present: Farid. Needed: max(2, ⌈0.5 × 2⌉) = 2, and one of sales.
    expect(outcome).toMatchObject({
      outcome: 'lapsed',
      early: false,
      quorum: { needed: 2, present: 1, eligible: 2, missingRoles: ['sales'] },
      tally: { approve: 1, reject: 0, abstain: 0, recused: 2, silent: 1 },
    });
    expect(refusedOf(outcome)).toEqual([1]);
  });

  it('leaves what was cast for others before, and the amount is the most that the veto lets through', async () => {
    const outcome = await judged({
      ballots: [
        cast('23T10', 'marc', 'approve', { for: 'luc' }),
        cast('23T11', 'marc', 'recuse'),
        cast('23T12', 'farid', 'approve', { upTo: '50000.00' }),
      ],
    });
    // At 80,000 Farid is a rejection with a veto; at 50,000 both approve. Marc is still present as Luc's hand.
    expect(outcome).toMatchObject({ outcome: 'approved', approvedAmount: '50000.00', quorum: { needed: 2, present: 2, eligible: 2 } });
    expect(outcome.tally).toEqual({ approve: 2, reject: 0, abstain: 0, recused: 2, silent: 0 });
  });

  it('lowers the share: three of five become two of four; a recusal for another, and a second one, are refused', async () => {
    const rule = { ...OPEN.rule, quorum: { share: '0.5' } };
    const ballots = [cast('23T10', 'a', 'approve'), cast('23T10', 'b', 'approve')];
    expect(await judged({ ...OPEN, rule, ballots })).toMatchObject({ outcome: 'lapsed', quorum: { needed: 3, present: 2, eligible: 5 } });
    const recused = [...ballots, cast('23T11', 'c', 'recuse'), cast('23T12', 'c', 'recuse'), cast('23T12', 'd', 'recuse', { for: 'e' })];
    const outcome = await judged({ ...OPEN, rule, ballots: recused });
    expect(outcome).toMatchObject({ outcome: 'approved', approvedAmount: '100000.00', quorum: { needed: 2, present: 2, eligible: 4 } });
    expect(refusedOf(outcome)).toEqual([3, 4]);
  });
});

describe('substitutes', () => {
  it('are shut out once the member has voted, abstaining too; the same person for two is present once', async () => {
    const spoken = await judged({
      ballots: [
        cast('23T10', 'luc', 'abstain'),
        cast('23T11', 'marc', 'approve', { for: 'luc' }),
        cast('23T12', 'farid', 'approve'),
        cast('23T13', 'marc', 'approve'),
      ],
    });
    expect(refusedOf(spoken)).toEqual([1]);
    expect(spoken).toMatchObject({
      outcome: 'approved',
      approvedAmount: '80000.00',
      tally: { approve: 2, abstain: 1 },
      quorum: { present: 3 },
    });
    const twice = await judged({
      rule: { ...RULE, quorum: { count: 2 } },
      ballots: [cast('23T10', 'marc', 'approve', { for: 'luc' }), cast('23T10', 'marc', 'approve')],
    });
    expect(twice).toMatchObject({ outcome: 'lapsed', quorum: { needed: 2, present: 1 }, tally: { approve: 2, silent: 1 } });
  });

  it('need not be on the roster, and may overwrite their own; someone else’s hand, and a proposer’s without a vote, are refused', async () => {
    const roster = [ANNE, { ...FARID, substitute: 'anne' }, SOFIA, { ...LUC, substitute: 'zoe' }, MARC];
    const outcome = await judged({
      roster,
      ballots: [
        cast('23T10', 'zoe', 'reject', { for: 'luc', ...why }),
        cast('23T11', 'marc', 'approve', { for: 'luc' }),
        cast('23T12', 'anne', 'approve', { for: 'farid' }),
        cast('23T13', 'zoe', 'approve', { for: 'luc' }),
        cast('23T14', 'farid', 'approve'),
      ],
    });
    expect(refusedOf(outcome)).toEqual([1, 2]);
    expect(outcome).toMatchObject({
      outcome: 'approved',
      tally: { approve: 2, silent: 1 },
      quorum: { needed: 2, present: 2, eligible: 3 },
    });
  });
});

describe('floor, amounts and refusals', () => {
  it('refuses one cent below the floor and above the asked amount, and takes both bounds', async () => {
    const ballots = ['40000.00', '80000.01', '-1.00', '40000.01', '80000.00'].map((upTo) => cast('23T10', 'farid', 'approve', { upTo }));
    const outcome = await judged({ ballots: [...ballots.slice(0, 4), cast('23T11', 'luc', 'approve'), cast('23T11', 'marc', 'approve')] });
    expect(refusedOf(outcome)).toEqual([0, 1, 2]);
    expect(outcome).toMatchObject({ outcome: 'approved', approvedAmount: '40000.01' });
    expect(refusedOf(await judged({ ballots }))).toEqual([0, 1, 2]);
  });

  it('takes a ballot at the opening and none at the close; what comes after now has not happened', async () => {
    const ballots = [
      cast('23T08:59', 'farid', 'approve'),
      cast('23T09', 'farid', 'approve'),
      cast('23T10', 'luc', 'reject'),
      cast('25T09', 'luc', 'approve'),
    ];
    const closed = await judged({ ballots });
    expect(refusedOf(closed)).toEqual([0, 2, 3]);
    const before = await judged({ ballots, now: at('23T09') });
    expect(refusedOf(before)).toEqual([0]);
    expect(before).toMatchObject({ outcome: 'open', tally: { approve: 1, silent: 2 } });
  });

  it('unanimity ends at the lowest of the highest; two thirds hold exactly; all abstaining is a rejection', async () => {
    const rule = { ...OPEN.rule, threshold: 'unanimity' };
    const ballots = [cast('23T10', 'a', 'approve'), cast('23T10', 'b', 'approve', { upTo: '70000.00' }), cast('23T10', 'c', 'abstain')];
    expect(await judged({ ...OPEN, rule, ballots })).toMatchObject({ outcome: 'approved', approvedAmount: '70000.00' });
    const thirds = { ...OPEN.rule, threshold: 'two-thirds' };
    const two = [cast('23T10', 'a', 'approve'), cast('23T10', 'b', 'approve'), cast('23T10', 'c', 'reject', why)];
    expect(await judged({ ...OPEN, rule: thirds, ballots: two })).toMatchObject({ outcome: 'approved', approvedAmount: '100000.00' });
    const less = [two[0], { ...two[1], upTo: '99999.99' }, two[2]];
    expect(await judged({ ...OPEN, rule: thirds, ballots: less })).toMatchObject({ outcome: 'approved', approvedAmount: '99999.99' });
    const none = ['a', 'b', 'c'].map((id) => cast('23T10', id, 'abstain'));
    expect(await judged({ ...OPEN, ballots: none })).toMatchObject({ outcome: 'rejected', quorum: { present: 3 }, tally: { abstain: 3 } });
  });

  it('a proposer’s approval alone approves nothing', async () => {
    const roster = FIVE.map((m) => (m.id === 'a' ? { ...m, proposer: true } : m));
    const rule = { ...OPEN.rule, proposerVotes: true };
    const ballots = [cast('23T10', 'a', 'approve'), cast('23T10', 'b', 'abstain'), cast('23T10', 'c', 'abstain')];
    expect(await judged({ ...OPEN, roster, rule, ballots })).toMatchObject({ outcome: 'rejected', tally: { approve: 1, abstain: 2 } });
  });
});

describe('a tie', () => {
  const tied = (more: object[] = [], tie = 'director') =>
    judged({
      ...OPEN,
      rule: { ...OPEN.rule, tie },
      ballots: [
        cast('23T10', 'a', 'approve'),
        cast('23T10', 'b', 'approve', { upTo: '60000.00' }),
        cast('23T10', 'c', 'reject', why),
        ...more,
      ],
    });
  it('is decided at each amount by the holder’s own ballot', async () => {
    // At 100,000: a against b and c, lost. At 60,000: a and b against c and, if e rejects, a tie that e decides.
    expect(await tied([cast('23T11', 'e', 'reject', why)])).toMatchObject({ outcome: 'rejected' });
    expect(await tied([cast('23T11', 'e', 'abstain')])).toMatchObject({ outcome: 'approved', approvedAmount: '60000.00' });
    // At 100,000: a and e against b and c: a tie, and e approves.
    expect(await tied([cast('23T11', 'e', 'approve')])).toMatchObject({ outcome: 'approved', approvedAmount: '100000.00' });
    // "Up to 80,000" is a rejection at 100,000: three against one. At 80,000 a and e against b and c, and e decides.
    expect(await tied([cast('23T11', 'e', 'approve', { upTo: '80000.00' })])).toMatchObject({ approvedAmount: '80000.00' });
    expect(await tied([cast('23T11', 'd', 'reject', why)], 'reject')).toMatchObject({ outcome: 'rejected' });
  });
});

describe('without a quorum at the close', () => {
  const ROLE = { ...RULE, noQuorum: 'credit-manager', proposerVotes: true };
  const ZOE = { id: 'zoe', role: 'credit-manager' };
  it('the role decides: the veto rejects, the lowest of holders and vetoes is the amount', async () => {
    const roster = [ANNE, ZOE, FARID, SOFIA, LUC, MARC];
    const holders = [cast('23T10', 'anne', 'approve'), cast('23T10', 'zoe', 'approve', { upTo: '60000.00' })];
    const decided = (more: object[]) => judged({ rule: ROLE, roster, ballots: [...holders, ...more] });
    expect(await decided([])).toMatchObject({
      outcome: 'approved',
      approvedAmount: '60000.00',
      quorum: { missingRoles: ['finance', 'sales'] },
    });
    expect(await decided([cast('23T11', 'farid', 'approve', { upTo: '50000.00' })])).toMatchObject({ approvedAmount: '50000.00' });
    // A member without a veto weighs nothing here, neither an amount nor a rejection.
    expect(await decided([cast('23T11', 'marc', 'approve', { upTo: '45000.00' })])).toMatchObject({ approvedAmount: '60000.00' });
    expect(await decided([cast('23T11', 'marc', 'reject', why)])).toMatchObject({ outcome: 'approved', approvedAmount: '60000.00' });
    expect(await decided([cast('23T11', 'farid', 'reject', why)])).toMatchObject({ outcome: 'rejected' });
    expect(await decided([cast('23T11', 'zoe', 'reject', why)])).toMatchObject({ outcome: 'rejected' });
  });

  it('a role that is silent, abstains, or is the proposer alone lapses, also against a veto', async () => {
    const roster = [ANNE, ZOE, FARID, SOFIA, LUC, MARC];
    const veto = cast('23T11', 'farid', 'reject', why);
    expect(await judged({ rule: ROLE, roster, ballots: [veto] })).toMatchObject({ outcome: 'lapsed' });
    expect(await judged({ rule: ROLE, roster, ballots: [cast('23T10', 'zoe', 'abstain'), veto] })).toMatchObject({ outcome: 'lapsed' });
    expect(await judged({ rule: ROLE, roster, ballots: [cast('23T10', 'anne', 'approve')] })).toMatchObject({ outcome: 'lapsed' });
    // The veto comes before the last clause: rejected, although only the proposer approves.
    expect(await judged({ rule: ROLE, roster, ballots: [cast('23T10', 'anne', 'approve'), veto] })).toMatchObject({ outcome: 'rejected' });
  });

  it('extends once, by the window; ballots after the old close stay refused until the input carries the new one', async () => {
    const rule = { ...RULE, noQuorum: 'extend' };
    const ballots = [cast('23T10', 'farid', 'approve'), cast('25T10', 'luc', 'approve')];
    const first = await judged({ rule, ballots, now: at('25T12') });
    expect(first).toMatchObject({ outcome: 'extended', early: false, closesAt: '2026-11-27T09:00:00+01:00' });
    expect(refusedOf(first)).toEqual([1]);
    const second = { rule, ballots, extended: true, closesAt: at('27T09') };
    expect(await judged({ ...second, now: at('27T09') })).toMatchObject({ outcome: 'approved', approvedAmount: '80000.00', refused: [] });
    expect(await judged({ ...second, ballots: ballots.slice(0, 1), now: at('27T09') })).toMatchObject({ outcome: 'lapsed' });
  });
});

describe('facts', () => {
  const facts = [
    { at: at('23T09'), hash: 'a' },
    { at: at('24T15'), hash: 'b' },
  ];
  const old = cast('23T10', 'farid', 'approve', { facts: 'a' });
  const fresh = [cast('24T16', 'marc', 'approve', { for: 'luc', facts: 'b' }), cast('24T16', 'marc', 'approve', { facts: 'b' })];
  it('silence a ballot on older ones until it is confirmed, and it is not refused', async () => {
    const unconfirmed = await judged({ facts, ballots: [old, ...fresh] });
    expect(unconfirmed).toMatchObject({
      outcome: 'lapsed',
      refused: [],
      tally: { approve: 2, silent: 1 },
      quorum: { missingRoles: ['finance'] },
    });
    const confirmed = await judged({ facts, ballots: [old, ...fresh, cast('24T17', 'farid', 'approve', { facts: 'b' })] });
    expect(confirmed).toMatchObject({ outcome: 'approved', approvedAmount: '80000.00' });
  });

  it('that change within the minimum of the close move it once by that much', async () => {
    const late = [...facts, { at: at('25T06'), hash: 'c' }];
    const ballots = [...fresh, cast('25T07', 'farid', 'approve', { facts: 'c' })];
    expect(await judged({ facts: late, ballots })).toMatchObject({ outcome: 'open', closesAt: '2026-11-25T13:00:00+01:00' });
    const again = [...late, { at: at('25T12'), hash: 'd' }];
    const closed = await judged({
      facts: again,
      ballots: [...ballots, cast('25T12:30', 'luc', 'approve', { facts: 'd' })],
      now: at('25T13'),
    });
    expect(closed).toMatchObject({ outcome: 'lapsed', closesAt: '2026-11-25T13:00:00+01:00', tally: { approve: 1, silent: 2 } });
    // Before "now" the change has not happened, and the close stands.
    expect(await judged({ facts: late, ballots: fresh, now: at('25T05') })).toMatchObject({ closesAt: '2026-11-25T09:00:00+01:00' });
  });
});

describe('an early close', () => {
  const early = (uppers: readonly (string | undefined)[], more: object = {}) =>
    judged({
      ...OPEN,
      now: at('23T14'),
      ballots: uppers.map((upTo, i) => cast('23T10', FIVE[i]?.id ?? '', 'approve', upTo === undefined ? {} : { upTo })),
      ...more,
    });
  it('needs an amount that no missing ballot can raise', async () => {
    // Three of five approve 60,000: below it nothing is lost, above it they are three rejections.
    expect(await early(['60000.00', '60000.00', '60000.00'])).toMatchObject({
      outcome: 'approved',
      approvedAmount: '60000.00',
      early: true,
    });
    // With the third at 80,000 the two who are silent could carry 80,000.
    expect(await early(['60000.00', '60000.00', '80000.00'])).toMatchObject({ outcome: 'open', early: false });
    // Whatever is asked in full by three is final.
    expect(await early([undefined, undefined, undefined])).toMatchObject({ outcome: 'approved', approvedAmount: '100000.00', early: true });
    // Four: two at 60,000, two at 80,000. The fifth decides between them.
    expect(await early(['60000.00', '60000.00', '80000.00', '80000.00'])).toMatchObject({ outcome: 'open' });
  });

  it('waits for the minimum and for the quorum, and for nobody once a veto is cast', async () => {
    expect(await early([undefined, undefined, undefined], { now: at('23T12:59') })).toMatchObject({ outcome: 'open' });
    expect(await early([undefined, undefined, undefined], { now: at('23T13') })).toMatchObject({ outcome: 'approved' });
    expect(await early([undefined, undefined])).toMatchObject({ outcome: 'open', quorum: { needed: 3, present: 2 } });
    const vetoed = (ballots: object[]) => judged({ now: at('23T14'), ballots });
    expect(await vetoed([cast('23T10', 'farid', 'reject', why)])).toMatchObject({ outcome: 'open', quorum: { missingRoles: ['sales'] } });
    const outcome = await vetoed([cast('23T10', 'farid', 'reject', why), cast('23T10', 'luc', 'approve')]);
    expect(outcome).toMatchObject({ outcome: 'rejected', early: true, tally: { approve: 1, reject: 1, silent: 1 } });
  });

  it('is not hindered by a tie that nobody can bring about', async () => {
    // Two against, one for, one missing of four: at best a tie, which is rejected; decided. With a role to break it: not decided.
    const four = {
      roster: FIVE.slice(0, 4),
      ballots: [cast('23T10', 'a', 'reject', why), cast('23T10', 'b', 'reject', why), cast('23T10', 'c', 'approve')],
    };
    expect(await judged({ ...OPEN, ...four, now: at('23T14') })).toMatchObject({ outcome: 'rejected', early: true });
    const rule = { ...OPEN.rule, tie: 'finance' };
    expect(await judged({ ...OPEN, ...four, rule, now: at('23T14') })).toMatchObject({ outcome: 'open' });
  });
});
