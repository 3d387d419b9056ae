import { afterAll, describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../../prisma/seed/company.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { postWeek } from '../../../src/core/indicators/jobs.ts';
import { indicatorsIn } from '../../../src/core/indicators/ports.ts';
import { weekCard } from '../../../src/core/indicators/week.card.ts';
import { weekOf } from '../../../src/core/indicators/week.ts';
import { overdue, total } from '../../../src/core/kernel/buckets.ts';
import { businessDayBefore, isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import type { Revised } from '../../../src/core/ledger/report.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { SOAK } from '../../support/chance.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

const day = (text: string): number => parseDay(text) ?? 0;

/** Every so many weeks of a year the ledger comes in anew and the week is posted; every week of it in the long run. */
const STEP = SOAK ? 1 : 13;
const FIRST = day('2025-09-01');
const MONDAYS = Array.from({ length: Math.floor(52 / STEP) + 1 }, (_, i) => FIRST + 7 * STEP * i);

let t: TurnedCore;
afterAll(() => t?.close());

/** The ledger as it stood on the morning of a day, imported then. */
async function bringLedger(date: number): Promise<readonly Revised[]> {
  t.clock.turn(`${isoDay(date)}T07:00:00+02:00`);
  const { files, company } = makeDemoCompany({ today: isoDay(date), start: '2025-03-01' });
  const revised: Revised[] = [];
  for (const file of files.filter((f) => f.name.includes('FEC'))) {
    revised.push(...(await t.import(file.name, file.content, { company: company.siren })).revised);
  }
  return revised;
}

describe('a simulated year', () => {
  it('leaves every posted figure as it was, or an import has told the difference', { timeout: 600_000 }, async () => {
    t = await turnedCore({ at: '2025-09-01T07:00:00+02:00' });
    const told: Revised[] = [];
    for (const monday of MONDAYS) {
      told.push(...(await bringLedger(monday)));
      await postWeek(t.core, monday);
    }
    await createDeliverer(t.core).drain();
    const posted = await indicatorsIn(t.core.store.read).posted(0);
    expect(posted).toHaveLength(MONDAYS.length);
    for (const [i, row] of posted.entries()) {
      expect(row.asOf).toBe(businessDayBefore(t.core.calendar, MONDAYS[i] ?? 0));
      const { currencies } = await indicatorsAt(t.core.store.read, { asOf: row.asOf }, DEFAULT_POLICY);
      const [found] = currencies;
      expect(found && [total(found.basis.buckets), overdue(found.basis.buckets), found.basis.sales]).toEqual([
        row.now.total,
        row.now.overdue,
        row.now.sales,
      ]);
      const toldOf = (figure: Revised['figure']): bigint =>
        told.filter((r) => r.asOf === row.asOf && r.figure === figure).reduce((sum, r) => sum + r.after - r.before, 0n);
      // Nothing is booked into the past; but a payment that is lettered days later changes what was overdue from its own date on (docs/rules/ledger.md, rule 9).
      expect([row.now.total, row.now.overdue, row.now.sales]).toEqual([row.total, row.overdue + toldOf('overdue'), row.sales]);
    }
    const charts = t.platform.posts.map((p) => p.card.blocks.filter((b) => b.type === 'chart').length);
    expect(charts).toEqual(MONDAYS.map(() => 2));
  });

  it('tells which posted figures an import changes, names itself, and tells them once', async () => {
    const list = (amount: string) => `debtor,ref,issueDate,dueDate,amount\nX1,LATE-1,2026-06-01,2026-06-10,${amount}`;
    const before = (await indicatorsIn(t.core.store.read).posted(0)).at(-1);
    const report = await t.import('oubli.csv', list('500.00'), { source: 'oubli', company: '299182741' });
    const mine = report.revised.filter((row) => row.asOf === before?.asOf);
    expect(mine.map((row) => [row.figure, row.after - row.before])).toEqual([
      ['total', 500_00n],
      ['overdue', 500_00n],
      ['sales', 500_00n],
    ]);
    const again = await t.import('oubli.csv', `${list('500.00')}\n`, { source: 'oubli', company: '299182741' });
    expect(again.revised).toEqual([]);
    const preview = await t.import('oubli.csv', list('700.00'), { source: 'oubli', company: '299182741', dryRun: true });
    expect(preview.revised.length).toBeGreaterThan(0);
    const still = (await indicatorsIn(t.core.store.read).posted(0)).at(-1);
    expect(still && [still.total, still.now.total]).toEqual([before?.total, (before?.total ?? 0n) + 500_00n]);
  });
});

describe('a ledger that does not tie to its accounts', () => {
  it('gets no picture, and the post says by how much', async () => {
    const week = await weekOf(t.core.store.read, MONDAYS.at(-1) ?? 0, t.core);
    if (!week) throw new Error('the year left no week');
    const off = { ...week, currencies: week.currencies.map((one) => ({ ...one, gaps: [{ account: '411000', difference: -12_34n }] })) };
    const card = weekCard(off, DEFAULT_POLICY, 'fr');
    expect(card.blocks.filter((b) => b.type === 'chart')).toEqual([]);
    const said = JSON.stringify(card.blocks, (_, v) => (typeof v === 'bigint' ? String(v) : v)).replace(/[\u202f\u00a0]/g, ' ');
    expect(said).toContain('Écart de rapprochement du compte 411000 : -12,34 €.');
  });
});
