/** Which rule a draft falls under when it is in another currency than the policy, and who sees figures while drafting. */
import { afterEach, describe, expect, it } from 'vitest';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import { answered, openRoom, type Room, RULES } from '../room.ts';

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
