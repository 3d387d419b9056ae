import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plain } from '../../src/core/desk/card.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { runDue } from '../../src/work/schedule.ts';
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
      '1 | Client Un | 12 000 € | 135 j | relance 4 : appel, dont 3 000 € à plus de 60 jours | Claire Credit',
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
