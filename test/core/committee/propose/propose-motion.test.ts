/** Which rule a draft falls under when it is in another currency than the policy, and who sees figures while drafting. */
import { afterEach, describe, expect, it } from 'vitest';
import type { MotionFile } from '../../../../src/core/committee/motion/motion-record.ts';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import { committeeFaults } from '../../../../src/core/committee/propose/roster.ts';
import { parseDay } from '../../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../../src/core/ledger/ports.ts';
import { answered, MEMBERS, openRoom, type Room, RULES } from '../room.ts';

let room: Room;
afterEach(() => room?.close());

const rule = (threshold: string, band = ''): string =>
  `{ ${band}voters: [credit-manager, finance, sales, sales-admin], quorum: { count: 2 }, threshold: ${threshold}, noQuorum: lapse, window: 18 }`;
/** Up to 100,000 € a majority, above it unanimity. */
const bands = (alone: string): string => `
committee:
  delegated: { credit-manager: "${alone}" }
  limit: { bands: [${rule('majority', 'upTo: "100000.00", ')}, ${rule('unanimity')}] }
`;
const RATES = 'rates: [{ from: GBP, to: EUR, on: 2026-01-01, rate: "1.25" }, { from: JPY, to: EUR, on: 2026-01-01, rate: "0.005" }]\n';

describe('a limit in another currency than the policy’s', () => {
  const outcome = async (amount: bigint, currency: string): Promise<string> => {
    const limit = await room.limit({ amount, currency, before: null });
    return (await room.propose('anne', limit)).motion.delegated ? 'alone' : 'vote';
  };

  it.each([
    [64_000_00n, 'GBP', 'alone'],
    [64_000_01n, 'GBP', 'vote'],
    [16_000_000n, 'JPY', 'alone'],
    [16_000_001n, 'JPY', 'vote'],
    [80_000_00n, 'EUR', 'alone'],
    [80_000_01n, 'EUR', 'vote'],
    // No rate: nobody can say whether it is within anyone's power.
    [36_000_00n, 'CHF', 'vote'],
  ])('of %s minor units of %s: %s', async (amount, currency, expected) => {
    room = await openRoom({ yaml: `${RATES}${bands('80000.00')}` });
    expect(await outcome(amount, currency)).toBe(expected);
  });

  it.each([
    [80_000_00n, 'GBP', 'majority'],
    [80_000_01n, 'GBP', 'unanimity'],
    [20_000_000n, 'JPY', 'majority'],
    [20_000_001n, 'JPY', 'unanimity'],
    [36_000_00n, 'CHF', 'unanimity'],
  ])('of %s minor units of %s is under the rule of %s', async (amount, currency, threshold) => {
    room = await openRoom({ yaml: `${RATES}${bands('0.00')}` });
    const { motion } = await room.propose('anne', await room.limit({ amount, currency, before: null }));
    expect(motion.rule.threshold).toBe(threshold);
    expect(motion.weight).toBe(amount);
  });
});

describe('whoever may propose and may not see amounts', () => {
  it('is shown no form with figures, and decides nothing', async () => {
    const allowed = 'permissions: { see: [credit-manager, finance, sales, sales-admin], motion.propose: [collector, credit-manager] }\n';
    room = await openRoom({ yaml: `${allowed}${RULES.replace('delegated: {}', 'delegated: { collector: "90000.00" }')}` });
    const { debtorId } = await room.limit();
    for (const subject of ['limit', 'litigation'] as const) {
      const said = answered(await room.press('nadia', { kind: 'motion.form', subject, debtor: debtorId }));
      expect(said).not.toContain('form');
      expect(said).not.toMatch(/\d{2} 000/);
      expect(answered(await room.press('anne', { kind: 'motion.form', subject, debtor: debtorId }))).toContain('form');
    }
    expect(answered(await room.type('nadia', 'comite', 'limite dupont 80000'))).not.toContain('form');
    await room.press('nadia', { kind: 'motion.propose', subject: 'limit', debtor: debtorId }, { amount: '80000', why: 'commande' });
    // Whatever the door: the use case itself refuses.
    await expect(room.propose('nadia', await room.limit())).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await motionsIn(room.core.store.read).find({ limit: 10 })).toEqual([]);
  });
});

describe('someone who is director and finance at once, under the default committee', () => {
  const both = MEMBERS.replace('Dora Petit,director', 'Dora Petit,finance;director');
  const opened = async (people: string): Promise<MotionFile> => {
    room = await openRoom({ yaml: 'committee: { checks: { noReminder: allow } }\n', people });
    const { debtorId } = await room.limit();
    const { items } = await ledgerIn(room.core.store.read).openItems(debtorId, parseDay('2026-11-23') ?? 0, 1);
    const [first] = items.map(({ id, ref, open, dueDay }) => ({ id, ref, open, dueDay }));
    if (!first) throw new Error('nothing is open');
    const asked = { debtorId, items: [first], amount: first.open, currency: 'EUR', cost: 0n, reminded: null };
    return room.propose('nadia', { kind: 'litigation', route: 'lawyer', why: 'sans réponse', conditions: '', ...asked });
  };

  it('takes the director’s place when another is finance, and the vote opens', async () => {
    const { id } = (await opened(both)).motion;
    const { voters } = await room.file(id);
    expect(voters.find((v) => v.name === 'Dora Petit')?.roles).toEqual(['finance', 'director']);
    await room.tend();
    expect(room.said('dora').at(-1)).toContain('Vous siégez pour : finance, direction. Une personne, un bulletin, une présence.');
  });

  it('cannot be both: the vote is refused, and the check of the policy says so before', async () => {
    const alone = both.replace('Farid Haddad,finance', 'Farid Haddad,collector');
    await expect(opened(alone)).rejects.toThrow('il faut 2 personnes différentes aux rôles finance, direction et il y en a 1');
    const { read } = room.core.store;
    expect(committeeFaults(room.core.policy, await read.people.all(), ['litigation'])).toEqual([
      { kind: 'litigation', faults: [{ code: 'shared-roles', roles: ['finance', 'director'], needed: 2, voters: 1 }] },
    ]);
  });
});
