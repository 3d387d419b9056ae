import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plain } from '../../src/core/desk/card.ts';
import type { Core } from '../../src/core/desk/core.ts';
import type { Job, Watch } from '../../src/core/desk/job.ts';
import { isoDay } from '../../src/core/kernel/dates.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { runDue, startSchedule } from '../../src/work/schedule.ts';
import { EX, PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

let t: TurnedCore;
const titles = async (): Promise<(string | undefined)[]> => {
  await runDue(t.core);
  await createDeliverer(t.core).drain();
  return t.platform.posts.map((p) => p.card.title);
};

beforeEach(async () => {
  // Alerts have tests of their own.
  const alerts = { overdueRate: undefined, dsoDrift: undefined, disputeRate: undefined, concentration: undefined, topEntry: false };
  t = await turnedCore({ at: '2026-06-30T07:59:00+02:00', policy: { alerts } });
  await t.import('people.csv', PEOPLE);
  await t.import('ex.csv', EX);
});
afterEach(() => t.close());

describe('the morning', () => {
  it('comes at 08:00 local time and not a minute before, once', async () => {
    expect(await titles()).toEqual([]);
    t.clock.turn('2026-06-30T08:00:00+02:00');
    expect(await titles()).toEqual(['Agenda du mardi 30 juin']);
    t.clock.turn('2026-06-30T08:01:00+02:00');
    expect(await titles()).toEqual(['Agenda du mardi 30 juin']);
  });

  it('says the headline figures against the last business day and the target, and what to do about them', async () => {
    t.clock.turn('2026-06-30T08:00:00+02:00');
    await titles();
    const card = t.platform.posts[0]?.card;
    const lines = card?.blocks.flatMap((b) => (b.type === 'text' ? [plain(b.text)] : []));
    expect(card?.subtitle).toBe('grand livre du mar. 30 juin');
    expect(lines?.[0]?.replace(/[\u202f\u00a0]/g, ' ')).toBe(
      'Encours 22 000 € · échu 12 000 € · 54,5 % = (lun. 29 juin 54,5 %, objectif < 10 %)',
    );
    const table = card?.blocks.find((b) => b.type === 'table');
    expect(table?.type === 'table' ? table.rows.map((row) => row.join(' | ').replace(/[\u202f\u00a0]/g, ' ')) : []).toEqual([
      '1 | Client Un | 12 000 € | 135 j | relance 4 : appel, dont 2 000 € à plus de 60 jours | Claire Credit',
      '2 | Client Un | -1 000 € | – | règlement ou avoir à imputer | Marc Lemoine',
    ]);
  });

  it('that was missed is caught up the same day, and never on a later one', async () => {
    t.clock.turn('2026-06-30T23:50:00+02:00');
    expect(await titles()).toEqual(['Agenda du mardi 30 juin']);
    t.clock.turn('2026-07-02T07:59:00+02:00');
    expect(await titles()).toEqual(['Agenda du mardi 30 juin']);
    t.clock.turn('2026-07-02T08:00:00+02:00');
    expect(await titles()).toEqual(['Agenda du mardi 30 juin', 'Agenda du jeudi 2 juillet']);
  });

  it('does not come on Sundays and public holidays', async () => {
    for (const day of ['2026-07-04', '2026-07-05', '2026-07-14']) {
      t.clock.turn(`${day}T09:00:00+02:00`);
      expect(await titles()).toEqual([]);
    }
  });

  it('says that the ledger is old when it is older than two business days', async () => {
    const stale = async (at: string): Promise<boolean> => {
      t.clock.turn(at);
      await titles();
      return JSON.stringify(t.platform.posts.at(-1)?.card.blocks, (_, v) => (typeof v === 'bigint' ? String(v) : v)).includes(
        'importez le dernier',
      );
    };
    expect(await stale('2026-07-01T08:00:00+02:00')).toBe(false);
    expect(await stale('2026-07-02T08:00:00+02:00')).toBe(false);
    expect(await stale('2026-07-03T08:00:00+02:00')).toBe(true);
  });

  it('is posted once when two instances tick at the same moment', async () => {
    t.clock.turn('2026-06-30T08:00:00+02:00');
    await Promise.all([runDue(t.core), runDue(t.core), runDue(t.core)]);
    await createDeliverer(t.core).drain();
    expect(t.platform.posts).toHaveLength(1);
  });
});

describe('the week', () => {
  it('follows the morning of its first business day with the picture, its table and what moved', async () => {
    t.clock.turn('2026-06-29T08:04:00+02:00');
    expect(await titles()).toEqual(['Agenda du lundi 29 juin']);
    t.clock.turn('2026-06-29T08:05:00+02:00');
    expect(await titles()).toHaveLength(2);
    const week = t.platform.posts[1]?.card;
    const chart = week?.blocks.find((b) => b.type === 'chart');
    expect(chart?.type === 'chart' && chart.spec.kind === 'aged-balance' ? chart.spec.points : []).toHaveLength(12);
  });

  it('comes on Tuesday when Monday is a holiday', async () => {
    t.clock.turn('2026-04-06T09:00:00+02:00');
    expect(await titles()).toEqual([]);
    t.clock.turn('2026-04-07T09:00:00+02:00');
    expect(await titles()).toHaveLength(2);
    t.clock.turn('2026-04-08T09:00:00+02:00');
    expect(await titles()).toHaveLength(3);
  });
});

describe('a job that fails', () => {
  it('is logged and tried again, and keeps no other job from running', async () => {
    t.clock.turn('2026-06-29T08:05:00+02:00');
    const { read } = t.core.store;
    const broken = {
      ...t.core,
      store: { ...t.core.store, read: { ...read, people: { ...read.people, all: () => Promise.reject(new Error('told to fail')) } } },
    };
    await runDue(broken);
    expect(t.logged.length).toBeGreaterThan(0);
    expect(await t.core.store.read.jobs.ran('housekeeping', '2026-06-29')).toBe(true);
    expect(await t.core.store.read.jobs.ran('morning', '2026-06-29')).toBe(false);
    expect(await titles()).toContain('Agenda du lundi 29 juin');
  });
});

describe('the schedule', () => {
  const instant = (at: number | string): string => new Date(at).toISOString().slice(0, 16);
  /** A company's whole schedule: one job, one look a minute, and rows in memory. */
  function scheduled(job: { readonly at: number; readonly fails?: number }, ahead = 0) {
    const rows = new Set<string>();
    const ran: string[] = [];
    const looks: string[] = [];
    const now = (): number => Date.now() + ahead;
    let fails = job.fails ?? 0;
    const run: Job['run'] = async (_, date) => {
      if (fails-- > 0) throw new Error('told to fail');
      rows.add(`daily ${isoDay(date)}`);
      ran.push(instant(now()));
    };
    const jobs: readonly Job[] = [{ name: 'daily', rank: 1, at: () => job.at, on: () => true, run }];
    const watches: readonly Watch[] = [{ name: 'watch', rank: 1, look: async () => void looks.push(instant(now())) }];
    const read = { ...t.core.store.read, jobs: { ran: async (name: string, slot: string) => rows.has(`${name} ${slot}`) } };
    const core: Core = {
      ...{ ...t.core, clock: { now }, store: { ...t.core.store, read } },
      features: { ...t.core.features, jobs, watches },
    };
    return { ran, looks, ...startSchedule(core) };
  }
  const until = (at: string): Promise<unknown> => vi.advanceTimersByTimeAsync(Date.parse(at) - Date.now());

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs a job at its own minute in the company’s time zone, every day once, also over a night that changes the hour', async () => {
    vi.setSystemTime('2026-03-28T06:30:00Z');
    const schedule = scheduled({ at: 8 * 60 });
    await until('2026-03-29T06:30:30Z');
    expect(schedule.ran).toEqual(['2026-03-28T07:00', '2026-03-29T06:00']);
    await schedule.stop();
  });

  it('runs a job whose hour a spring night skips at the next look, and one whose hour an autumn night has twice at the first', async () => {
    vi.setSystemTime('2026-03-28T22:00:00Z');
    const spring = scheduled({ at: 2 * 60 + 30 });
    await until('2026-03-29T02:00:30Z');
    expect(spring.ran).toEqual(['2026-03-28T22:00', '2026-03-29T01:00']);
    await spring.stop();
    vi.setSystemTime('2026-10-24T22:30:00Z');
    const autumn = scheduled({ at: 2 * 60 + 30 });
    await until('2026-10-25T02:00:30Z');
    expect(autumn.ran).toEqual(['2026-10-25T00:30']);
    await autumn.stop();
  });

  it('looks after what is looked after every minute, through the hour that an autumn night has twice', async () => {
    vi.setSystemTime('2026-10-25T00:30:30Z');
    const schedule = scheduled({ at: 8 * 60 });
    await until('2026-10-25T02:30:30Z');
    expect(schedule.looks).toHaveLength(121);
    await schedule.stop();
  });

  it('catches up at the start, and tries a job that failed again a minute later', async () => {
    vi.setSystemTime('2026-06-30T08:10:30Z');
    const schedule = scheduled({ at: 8 * 60, fails: 2 });
    await until('2026-06-30T08:20:30Z');
    expect(schedule.ran).toEqual(['2026-06-30T08:12']);
    await schedule.stop();
  });

  it('goes by the bot’s own clock, to the minute, when that was turned', async () => {
    vi.setSystemTime('2026-11-30T14:00:00Z');
    const schedule = scheduled({ at: 8 * 60 }, Date.parse('2026-06-30T05:57:00Z') - Date.parse('2026-11-30T14:00:00Z'));
    await until('2026-11-30T14:10:30Z');
    expect(schedule.ran).toEqual(['2026-06-30T06:00']);
    await schedule.stop();
  });
});
