/** Powers on PostgreSQL, where transactions truly run side by side: one cap is never spent twice, one act never done twice. */
import { expect, it } from 'vitest';
import { motionsIn } from '../../../src/core/committee/motion/ports.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { newPostgres } from '../../support/databases.ts';
import { said } from '../../support/desk.ts';
import { type Company, company } from '../disputes/support.ts';

const on = async (work: (t: Company) => Promise<void>): Promise<void> => {
  const t = await company({ url: await newPostgres() });
  try {
    await work(t);
  } finally {
    await t.close();
  }
};
const NADIA = 'nadia@acme.example';

it('ten rebates at once stay within the cap; what is beyond becomes one vote however often it is pressed; a stop is lifted once', () =>
  on(async (t) => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => t.desk.as(NADIA).command('accorder', `dupont remise ${50 + i} FA-1024`)),
    );
    expect(answers.map(said).every((words) => words.includes('Accordé') || words.includes('au-delà'))).toBe(true);
    const uses = await mandatesIn(t.core.store.read).find({ powers: ['rebate'] });
    const granted = uses.filter((use) => use.status === 'granted').reduce((sum, use) => sum + use.minor, 0n);
    // 2 % of 12,000.00 is less than 500.00; any four of these amounts fit, no five do.
    expect(uses.filter((use) => use.status === 'granted').length).toBe(4);
    expect(granted).toBeLessThanOrEqual(240_00n);
    const beyond = uses.find((use) => use.status === 'beyond')?.id ?? 0;
    await Promise.all([1, 2, 3, 4, 5].map(() => t.desk.as(NADIA).press({ kind: 'mandate.ask', use: beyond })));
    expect((await motionsIn(t.core.store.read).find({ limit: 10 })).length).toBe(1);
    const act = { type: 'command', name: 'grant', text: 'dupont stop deliveries' } as const;
    await Promise.all([1, 2, 3, 4, 5].map(() => t.desk.as(NADIA).do(act, { key: 'stop' })));
    const [stop] = await mandatesIn(t.core.store.read).find({ powers: ['stop'] });
    const lifted = await Promise.all([1, 2, 3].map(() => t.desk.as(NADIA).press({ kind: 'mandate.lift', use: stop?.id ?? 0 })));
    expect(lifted.map(said).filter((words) => words.includes('est levé')).length).toBe(1);
    const history = await historyIn(t.core.store.read).find({ kinds: ['power'] });
    expect(history.filter((entry) => entry.data.power === 'stop').map((entry) => entry.data.event)).toEqual(['lifted', 'used']);
  }));
