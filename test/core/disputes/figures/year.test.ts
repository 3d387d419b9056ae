/** A simulated year of disputes (seven weeks in the normal run) with a turned clock: no reminder is lost or sent twice, and the on-time figures equal a sum made from the events. */
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import type { Dispute, DisputeStep } from '../../../../src/core/disputes/case/dispute.ts';
import { disputesIn } from '../../../../src/core/disputes/case/ports.ts';
import { REASONS } from '../../../../src/core/disputes/case/reason.ts';
import { disputeFigures } from '../../../../src/core/disputes/figures/figures.ts';
import { isoDay, localTime, weekday } from '../../../../src/core/kernel/dates.ts';
import { random, runs } from '../../../support/chance.ts';
import { type Company, company } from '../support.ts';

const COUNT = runs(20, 3000);
const DAYS = runs(40, 365);
const START = '2026-01-05T09:00:00+01:00';

const off = new Map<string, Set<string>>();
function isWorked(day: number, country: string, region: string | undefined): boolean {
  const key = `${country}/${region}/${isoDay(day).slice(0, 4)}`;
  const days =
    off.get(key) ??
    new Set(
      (region ? new Holidays(country, region) : new Holidays(country))
        .getHolidays(Number(isoDay(day).slice(0, 4)))
        .flatMap((h) => (h.type === 'public' ? [h.date.slice(0, 10)] : [])),
    );
  off.set(key, days);
  return weekday(day) < 6 && !days.has(isoDay(day));
}

interface Expected {
  readonly dispute: number;
  readonly stage: string;
  readonly day: number;
}

/** What the clock should have said of a case, replayed from its own history: an owner and a due day hold from one step to the next. */
function expectedReminders(
  dispute: Dispute,
  steps: readonly DisputeStep[],
  people: ReadonlyMap<number, { readonly country: string; readonly region: string | undefined }>,
  until: number,
): Expected[] {
  const found: Expected[] = [];
  const seen = new Set<string>();
  const once = (stage: string, slot: string, day: number): void => {
    if (seen.has(`${stage}/${slot}`)) return;
    seen.add(`${stage}/${slot}`);
    found.push({ dispute: dispute.id, stage, day });
  };
  const events = steps.filter((s) => ['opened', 'taken', 'passed', 'waiting', 'resumed', 'settled'].includes(s.kind));
  let owner = dispute.ownerId;
  let state: 'open' | 'taken' | 'waiting' | 'done' = 'open';
  let due: number | undefined;
  let ack = 0;
  let followUp = 0;
  for (let day = dispute.openedDay; day <= until; day++) {
    const worked = (d: number): boolean => isWorked(d, people.get(owner)?.country ?? 'FR', people.get(owner)?.region);
    // The morning comes before the day's acts, which happen at nine.
    if (day > dispute.openedDay && worked(day) && state !== 'done') {
      const slot = `${due}:${owner}`;
      if (state === 'open' && day === ack) once('acknowledge', `${ack}:${owner}`, day);
      if (state === 'open' && day > ack) once('unacknowledged', `${ack}:${owner}`, day);
      if (state === 'waiting' && day >= followUp) once('follow-up', String(followUp), day);
      if (state !== 'waiting' && due !== undefined) {
        let before = due - 1;
        while (!worked(before)) before--;
        let late = due;
        for (let n = 0; n < 5; ) if (worked(++late)) n++;
        if (day === before) once('before', slot, day);
        if (day === due) once('today', slot, day);
        if (day > due) once('late', slot, day);
        if (day >= late) once('committee', String(due), day);
      }
    }
    for (const step of events.filter((s) => s.day === day)) {
      owner = step.ownerId;
      if (step.kind === 'opened' || step.kind === 'passed') {
        state = 'open';
        due = Number(step.data.due);
        // Received on a day off, it begins on the next business day and ends one later.
        ack = day;
        while (!worked(ack)) ack++;
        ack++;
        while (!isWorked(ack, people.get(owner)?.country ?? 'FR', people.get(owner)?.region)) ack++;
      }
      if (step.kind === 'taken') state = 'taken';
      if (step.kind === 'waiting') {
        state = 'waiting';
        followUp = Number(step.data.until);
      }
      if (step.kind === 'resumed') {
        state = 'taken';
        due = Number(step.data.due);
      }
      if (step.kind === 'settled') state = 'done';
    }
  }
  return found;
}

async function live(t: Company, rnd: () => number): Promise<void> {
  const { desk, core, clock } = t;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rnd() * list.length)] as T;
  const people = await core.store.read.people.all();
  const emailOf = (id: number): string => people.find((p) => p.id === id)?.email ?? '';
  let opened = 0;
  for (let n = 0; n < DAYS; n++) {
    clock.turn(new Date(Date.parse(START) + n * 86_400_000 - 3_600_000 + 60_000).toISOString());
    // Sometimes two instances tick together, sometimes the tick of the morning is missed until later the same day.
    await Promise.all(rnd() < 0.2 ? [desk.settle(), desk.settle()] : [desk.settle()]);
    clock.turn(new Date(Date.parse(START) + n * 86_400_000).toISOString());
    const today = Math.ceil(((n + 1) * COUNT) / DAYS);
    for (; opened < today && opened < COUNT; opened++)
      await desk
        .as('nadia@acme.example')
        .submit({ kind: 'dispute.open' }, { refs: `F-${opened}`, amount: '', reason: pick(REASONS), said: 'contesté' });
    for (const dispute of await disputesIn(core.store.read).find({ statuses: ['open', 'acknowledged', 'waiting'] })) {
      const owner = desk.as(emailOf(dispute.ownerId));
      const id = { dispute: dispute.id };
      const chance = rnd();
      if (dispute.status === 'open' && chance < 0.5) await owner.press({ kind: 'dispute.take', ...id });
      else if (chance < 0.54)
        await owner.submit(
          { kind: 'dispute.pass', ...id },
          { to: pick(['role:quality', 'role:logistics', 'role:accounting', 'person:5']), text: 'à vous' },
        );
      else if (dispute.status === 'acknowledged' && chance < 0.6) {
        const until = isoDay(localTime(clock.now(), 'Europe/Paris').day + 1 + Math.floor(rnd() * 9));
        await owner.submit({ kind: 'dispute.wait', ...id }, { until, text: '' });
      } else if (dispute.status === 'waiting' && chance < 0.85) await owner.press({ kind: 'dispute.resume', ...id });
      else if (chance > 0.9)
        await owner.submit(
          { kind: 'dispute.settle', ...id },
          { outcome: pick(['rejected', 'pretext', 'withdrawn', 'founded']), founded: '', text: 'décidé' },
        );
    }
  }
}

describe('a year', () => {
  it(`of ${COUNT} disputes loses no reminder, sends none twice, and counts what is on time as the events do`, async () => {
    const items = Array.from(
      { length: COUNT },
      (_, i) => `C${1 + (i % 2)},X,F-${i},2025-12-0${1 + (i % 9)},2025-12-31,${100 + i}.00,invoice`,
    );
    const t = await company({ at: START, items: ['debtor,name,ref,issueDate,dueDate,amount,kind', ...items].join('\n') });
    try {
      await live(t, random(COUNT));
      await t.desk.settle();
      const { read } = t.core.store;
      const cases = await disputesIn(read).find({});
      expect(cases).toHaveLength(COUNT);
      const people = new Map(
        (await read.people.all()).map((p) => [
          p.id,
          { country: p.country ?? 'FR', region: p.country ? (p.region ?? undefined) : undefined },
        ]),
      );
      const last = localTime(t.clock.now(), 'Europe/Paris').day;
      const expected: Expected[] = [];
      const kept: Expected[] = [];
      let onTime = 0;
      let settled = 0;
      for (const dispute of cases) {
        const steps = await disputesIn(read).steps(dispute.id);
        expected.push(...expectedReminders(dispute, steps, people, last));
        kept.push(
          ...steps.flatMap((s) =>
            s.kind === 'reminder' && s.data.stage !== 'credit-note' ? [{ dispute: dispute.id, stage: s.data.stage ?? '', day: s.day }] : [],
          ),
        );
        const decision = steps.find((s) => s.kind === 'settled');
        if (!decision) continue;
        settled++;
        if (Number(decision.data.elapsed) <= Number(decision.data.target)) onTime++;
      }
      const sorted = (list: readonly Expected[]): string[] => list.map((e) => `${e.dispute} ${e.stage} ${isoDay(e.day)}`).sort();
      expect(sorted(kept)).toEqual(sorted(expected));
      expect(kept.length).toBeGreaterThan(COUNT);
      // Each reminder that somebody is told reached the platform once.
      const told = t.platform.posts.filter((p) =>
        /^dispute:\d+:(acknowledge|unacknowledged|before|today|late|follow-up):.*:to:/.test(p.key),
      );
      expect(new Set(told.map((p) => p.key)).size).toBe(told.length);
      expect(told.length).toBe(kept.filter((e) => e.stage !== 'committee').length);
      const figures = await disputeFigures(read, last, 13);
      expect([figures.settled, figures.onTime]).toEqual([settled, onTime]);
      const months = figures.currencies.flatMap((c) => c.byMonth);
      expect([months.reduce((n, m) => n + m.opened, 0), months.reduce((n, m) => n + m.settled, 0)]).toEqual([COUNT, settled]);
    } finally {
      await t.close();
    }
  }, 3_600_000);
});
