import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plain } from '../../../src/core/desk/card.ts';
import type { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { periodOf } from '../../../src/core/indicators/period.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { runDue } from '../../../src/work/schedule.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;

/** What the alerts of a day say, '' when there are none; ticks as often as the schedule would. */
async function alertsOn(day: string): Promise<string> {
  t.clock.turn(`${day}T08:06:00+02:00`);
  const before = t.platform.posts.length;
  for (let tick = 0; tick < 3; tick++) await Promise.all([runDue(t.core), runDue(t.core)]);
  await createDeliverer(t.core).drain();
  const posts = t.platform.posts.slice(before).filter((p) => p.card.title?.startsWith('Alertes'));
  expect(posts.length).toBeLessThanOrEqual(1);
  const lines = posts.flatMap((p) => p.card.blocks.flatMap((b) => (b.type === 'text' ? [plain(b.text)] : [])));
  return lines.join(' | ').replace(/[\u202f\u00a0]/g, ' ');
}

/** A list declared complete: 1,000 late of the amount given, and the rest not due. */
function list(late: number, rest: number, more: readonly string[] = []): string {
  const rows = [`C1,Client Un,A${late},2026-03-01,2026-04-01,${late}`, `C2,Client Deux,B${rest},2026-06-01,2026-09-30,${rest}`];
  return ['debtor,name,ref,issueDate,dueDate,amount', ...rows, ...more].join('\n');
}

const bring = (content: string) => t.import('list.csv', content, { source: 'erp', complete: true, confirm: true });
/** A ledger whose DSO is 0 four weeks before a day and `tenths` tenths of a day on it: sales of 100,000.00 in all, of which the June one is owed. */
function drifting(day: string, tenths: number): string {
  const { days } = periodOf(parseDay(day) ?? 0, 3);
  const owed = Math.round((tenths * 10_000_000) / (10 * days));
  return [
    'debtor,name,ref,issueDate,dueDate,amount,settledDate',
    `C1,Un,P,2026-05-20,2026-05-20,${((10_000_000 - owed) / 100).toFixed(2)},2026-05-25`,
    `C1,Un,O,2026-06-20,2026-09-30,${(owed / 100).toFixed(2)},`,
  ].join('\n');
}

const only = (watched: Partial<typeof DEFAULT_POLICY.alerts>) =>
  turnedCore({
    at: '2026-06-29T07:00:00+02:00',
    policy: {
      alerts: {
        overdueRate: undefined,
        dsoDrift: undefined,
        disputeRate: undefined,
        concentration: undefined,
        topEntry: false,
        ...watched,
      },
    },
  });

afterEach(() => t.close());

describe('an alert on a rate', () => {
  beforeEach(async () => {
    t = await only({ overdueRate: 1000 });
    await t.import('people.csv', PEOPLE);
  });

  it('is told once when the rate passes the threshold, not at it, and once when it is back', async () => {
    await bring(list(1000, 9000));
    expect(await alertsOn('2026-06-29')).toBe('');
    t.clock.turn('2026-06-30T07:00:00+02:00');
    await bring(list(1001, 8999));
    expect(await alertsOn('2026-06-30')).toBe('⚠ Taux d’échu 10,0 %, au-dessus du seuil de 10 %.');
    expect(await alertsOn('2026-07-01')).toBe('');
    t.clock.turn('2026-07-02T07:00:00+02:00');
    await bring(list(1000, 9000));
    expect(await alertsOn('2026-07-02')).toBe('✔ Taux d’échu revenu à 10,0 %, sous le seuil de 10 %.');
    expect(await alertsOn('2026-07-03')).toBe('');
  });

  it('says nothing on a day without a ledger, and nothing at the weekend', async () => {
    expect(await alertsOn('2026-06-29')).toBe('');
    await bring(list(5000, 1000));
    expect(await alertsOn('2026-07-04')).toBe('');
    expect(await alertsOn('2026-07-06')).toContain('Taux d’échu');
  });

  it('is an audit event, once for each crossing', async () => {
    await bring(list(5000, 1000));
    await alertsOn('2026-06-29');
    await alertsOn('2026-06-30');
    expect((await t.core.store.read.audit.about('alert:overdue-rate:EUR', 10)).map((row) => row.action)).toEqual(['alert.crossed']);
  });
});

describe('an alert on the ranking', () => {
  beforeEach(async () => {
    t = await only({ topEntry: true });
    await t.import('people.csv', PEOPLE);
  });

  it('names who enters and who leaves, and nobody who was there when watching began', async () => {
    await bring(list(1000, 9000));
    expect(await alertsOn('2026-06-29')).toBe('');
    t.clock.turn('2026-06-30T07:00:00+02:00');
    await bring(list(1000, 9000, ['C3,Client Trois,C1,2026-05-01,2026-06-01,700']));
    expect(await alertsOn('2026-06-30')).toBe('⚠ Client Trois entre dans les plus gros échus : 700,00 €.');
    expect(await alertsOn('2026-07-01')).toBe('');
    t.clock.turn('2026-07-02T07:00:00+02:00');
    await bring(list(1000, 9000));
    expect(await alertsOn('2026-07-02')).toBe('✔ Client Trois sort des plus gros échus : 0,00 €.');
  });
});

/** Each figure one step under its threshold of 10, at it and one step over it, then back at it: told once over, once back. */
describe('every watched rate is told over its threshold, never at it', () => {
  /** Disputed cents of a debt of 10,000.00. */
  const disputed = (cents: number) =>
    `debtor,name,ref,issueDate,dueDate,amount,disputed\nC1,Client Un,A${cents},2026-06-01,2026-09-30,10000.00,${(cents / 100).toFixed(2)}`;
  const overdueOf = (cents: number) =>
    `debtor,name,ref,issueDate,dueDate,amount\nC1,Un,A,2026-03-01,2026-04-01,${(cents / 100).toFixed(2)}\nC2,Deux,B,2026-06-01,2026-09-30,${((1_000_000 - cents) / 100).toFixed(2)}`;
  /** One debtor's share; thirty others have the rest, none of them as large. */
  const largest = (cents: number) => {
    const others = Array.from({ length: 30 }, (_, i) => Math.floor((1_000_000 - cents) / 30) + (i < (1_000_000 - cents) % 30 ? 1 : 0));
    return [
      'debtor,name,ref,issueDate,dueDate,amount',
      ...[cents, ...others].map((c, i) => `C${i},N${i},A${i},2026-06-01,2026-09-30,${(c / 100).toFixed(2)}`),
    ].join('\n');
  };
  const cases = [
    ['overdueRate', overdueOf, 'Taux d’échu'],
    ['disputeRate', disputed, 'Taux de litige'],
    ['concentration', largest, 'débiteur'],
  ] as const;
  it.each(cases)('%s at 9.99, 10, 10.01 and back at 10 %', async (name, content, said) => {
    t = await only({ [name]: 1000 });
    await t.import('people.csv', PEOPLE);
    const days = ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02', '2026-07-03'];
    const told: string[] = [];
    for (const [i, cents] of [99_900, 100_000, 100_100, 100_000, 99_900].entries()) {
      t.clock.turn(`${days[i]}T07:00:00+02:00`);
      await bring(content(cents));
      told.push(await alertsOn(days[i] ?? ''));
    }
    expect(told.map((text) => text.slice(0, 1))).toEqual(['', '', '⚠', '✔', '']);
    expect(told[2]).toContain(said);
  });

  it('dsoDrift at 9.9, 10.0, 10.1 days and back', async () => {
    t = await only({ dsoDrift: 10 });
    await t.import('people.csv', PEOPLE);
    const days = ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02'];
    const told: string[] = [];
    for (const [i, day] of days.entries()) {
      t.clock.turn(`${day}T07:00:00+02:00`);
      const tenths = [99, 100, 101, 100][i] ?? 0;
      await bring(drifting(day, tenths));
      told.push(await alertsOn(day));
    }
    expect(told.map((text) => text.slice(0, 1))).toEqual(['', '', '⚠', '✔']);
    expect(told[2]).toContain('DSO en hausse de 10,1 j en quatre semaines (seuil 10,0 j).');
    expect(told[3]).toContain('revenue à 10,0 j');
  });
});

describe('the other watched figures', () => {
  it('are the weight of one debtor, disputes and the drift of the DSO', async () => {
    t = await only({ concentration: 5000, disputeRate: 1000, dsoDrift: 5 });
    await t.import('people.csv', PEOPLE);
    await bring(
      [
        'debtor,name,ref,issueDate,dueDate,amount,disputed,settledDate',
        'C1,Client Un,A1,2026-05-02,2026-06-01,6000,2000,',
        'C2,Client Deux,B1,2026-06-20,2026-07-20,4000,,',
        'C2,Client Deux,B2,2026-04-20,2026-05-20,9000,,2026-05-25',
      ].join('\n'),
    );
    const said = await alertsOn('2026-06-29');
    expect(said).toContain('Un débiteur pèse 60,0 % de l’encours (seuil 50 %).');
    expect(said).toContain('Taux de litige 20,0 %, au-dessus du seuil de 10 %.');
    // 10,000 / 19,000 × 90 days = 47.4 on 29 June, 6,000 / 15,000 × 62 days = 24.8 on 1 June.
    expect(said).toContain('DSO en hausse de 22,6 j en quatre semaines (seuil 5,0 j).');
  });
});
