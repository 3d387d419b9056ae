/**
 * A quarter of the demo company (two weeks in the normal run) with a turned clock: collectors work through their lists each day, and what the store holds afterwards is
 * judged by rules written down here once more: each step once, not before its day, for the right person; nobody chased for what is promised, disputed or held;
 * whatever was carried over comes up.
 */
import { describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../../prisma/seed/company.ts';
import { calendarOf } from '../../../src/config/calendar.ts';

import { type Agenda, agendaAt } from '../../../src/core/agenda/agenda.ts';
import type { Action } from '../../../src/core/debtors/action.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { overdue } from '../../../src/core/kernel/buckets.ts';
import { businessDayOnOrAfter, type Day, isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { toDecimal } from '../../../src/core/kernel/money.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { random, runs, SOAK } from '../../support/chance.ts';
import { createDesk, type Desk, said } from '../../support/desk.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

/** Monday 5 October 2026: All Saints and Armistice Day lie in the quarter. */
const FIRST = parseDay('2026-10-05') ?? 0;
const DAYS = runs(12, 91);
const CAPACITY = 8;
const CALENDAR = calendarOf('FR');

interface Lived {
  readonly day: Day;
  readonly agenda: Agenda;
  readonly handled: readonly Action[];
}

async function importDay(t: TurnedCore, day: Day, whole: boolean): Promise<void> {
  const { files, company } = makeDemoCompany({ today: isoDay(day), start: '2026-07-01' });
  for (const file of files) {
    if (!whole && file.name.endsWith('.csv')) continue;
    await t.import(file.name, file.content, { company: company.siren });
  }
}

async function work(t: TurnedCore, desk: Desk, day: Day, rnd: () => number): Promise<Action[]> {
  const { core } = t;
  const { actions } = await agendaAt(core.store.read, day, core);
  const handled: Action[] = [];
  for (const action of actions) {
    if (action.carried || action.held || action.about.dispute || action.about.motion || action.owner === undefined) continue;
    const seat = desk.as(action.owner);
    const of = { debtor: action.debtor.id, action: action.id };
    const chance = rnd();
    if (chance < 0.08) {
      const until = isoDay(day + 1 + Math.floor(rnd() * 9));
      expect(said(await seat.submit({ kind: 'agenda.later', ...of }, { until, why: '' }))).toContain('revient');
    } else if (action.about.step && chance < 0.2) {
      const amount = rnd() < 0.5 ? action.amount : action.amount / 2n + 1n;
      const answers = { amount: toDecimal(amount, action.currency).replace('.', ','), due: isoDay(day + 1 + Math.floor(rnd() * 8)) };
      await seat.submit({ kind: 'promise.make', ...of }, { ...answers, who: '', channel: 'call', more: '', note: '' });
      if ((await historyIn(core.store.read).find({ debtorIds: [action.debtor.id], kinds: ['promise'], from: day })).length > 0)
        handled.push(action);
    } else if (action.about.step && chance < 0.24) {
      const { items } = await ledgerIn(core.store.read).openItems(action.debtor.id, day, 20);
      const item = items.find((i) => i.amount > 0n && i.open > 0n && i.dueDay < day && i.ref !== '');
      if (item) await seat.submit({ kind: 'dispute.open', items: String(item.id) }, { amount: '', reason: 'PRICE', said: 'conteste' });
    } else {
      const result =
        action.about.step?.step.kind === 'call' ? (rnd() < 0.3 ? 'not-reached' : 'reached') : action.about.step ? 'sent' : 'done';
      expect(said(await seat.submit({ kind: 'agenda.done', ...of }, { result, note: '', callBack: '' }))).toContain('c’est noté');
      handled.push(action);
    }
  }
  return handled;
}

/** Every contact of the day is of the right person, for no more than what is neither disputed nor promised, and the only one of its debtor. */
async function judgeMorning(t: TurnedCore, day: Day, { actions }: Agenda, people: ReadonlyMap<string, Person>): Promise<void> {
  const { read } = t.core.store;
  const contacts = actions.filter((a) => a.about.step !== undefined);
  expect(new Set(contacts.map((a) => a.debtor.id)).size).toBe(contacts.length);
  const [aged, disputed, promises] = await Promise.all([
    ledgerIn(read).agedByDebtor(day),
    ledgerIn(read).disputedOpen(day),
    promisesIn(read).find({ statuses: ['open'] }),
  ]);
  for (const action of contacts) {
    const { debtor, currency } = action;
    const { step } = action.about;
    const mine = <T extends { debtorId: number; currency: string }>(rows: readonly T[]): T[] =>
      rows.filter((r) => r.debtorId === debtor.id && r.currency === currency);
    const off = mine(disputed).reduce((sum, d) => sum + (d.dueDay < day ? d.amount : 0n), 0n);
    const promised = mine(promises)
      .filter((p) => !p.lines.some((l) => l.status === 'broken'))
      .reduce((sum, p) => sum + p.lines.reduce((s, l) => s + (l.status === 'open' ? l.minor - l.received : 0n), 0n), 0n);
    const [row] = mine(aged);
    if (action.kind !== 'due-soon')
      expect(action.amount, `${action.id} on ${isoDay(day)}`).toBeLessThanOrEqual((row ? overdue(row) : 0n) - off - promised);
    const wanted = step?.step.by === 'credit-manager' ? 'credit-manager' : undefined;
    if (wanted) expect(people.get(action.owner ?? '')?.roles).toContain(wanted);
    else if (debtor.collector !== null && people.has(debtor.collector)) expect(action.owner).toBe(debtor.collector);
  }
}

/** Each step of an overdue day was reached once at most, on a business day, and not before its own day unless a word was broken. */
async function judgeSteps(t: TurnedCore): Promise<number> {
  const entries = (await historyIn(t.core.store.read).find({})).filter((e) => e.data.step !== undefined);
  const reached = entries.filter((e) => e.data.result !== 'not-reached');
  const keys = reached
    .filter((e) => !e.data.action?.startsWith('promise-broken'))
    .map((e) => [e.debtorId, e.data.currency, e.data.due, e.data.step].join('/'));
  expect(keys.length).toBe(new Set(keys).size);
  for (const { day, data } of entries) {
    expect(CALENDAR.isBusinessDay(day)).toBe(true);
    if (data.action?.startsWith('promise-broken')) continue;
    const due = parseDay(data.due ?? '') ?? Number.NaN;
    expect(day).toBeGreaterThanOrEqual(businessDayOnOrAfter(CALENDAR, due + Number(data.step)));
  }
  const contacts = entries.map((e) => `${e.debtorId}/${e.day}`);
  expect(new Set(contacts).size).toBe(contacts.length);
  return reached.length;
}

describe(`${DAYS} days of the demo company`, () => {
  it('happen as the scenarios say, and nothing is lost', async () => {
    const policy = { agenda: { ...DEFAULT_POLICY.agenda, capacity: CAPACITY } };
    const t = await turnedCore({ at: `${isoDay(FIRST)}T07:00:00+02:00`, policy });
    const desk = createDesk(t);
    const rnd = random(7);
    const lived: Lived[] = [];
    try {
      for (let day = FIRST; day < FIRST + DAYS; day++) {
        if (!CALENDAR.isBusinessDay(day)) continue;
        t.clock.turn(`${isoDay(day)}T07:00:00+01:00`);
        await importDay(t, day, day === FIRST);
        t.clock.turn(`${isoDay(day)}T08:30:00+01:00`);
        await desk.settle();
        const people = new Map((await t.core.store.read.people.all()).map((p) => [p.email, p]));
        const agenda = await agendaAt(t.core.store.read, day, t.core);
        await judgeMorning(t, day, agenda, people);
        const handled = await work(t, desk, day, rnd);
        lived.push({ day, agenda, handled });
        for (const [owner, own] of ownersOf(agenda.actions))
          expect(own.filter((a) => !a.carried).length, owner).toBeLessThanOrEqual(CAPACITY);
      }
      expect(t.logged).toEqual([]);
      expect(await judgeSteps(t)).toBeGreaterThan(SOAK ? 200 : 20);
      judgeCarried(lived);
      const promises = await promisesIn(t.core.store.read).find({});
      expect(promises).not.toEqual([]);
      const later = (await historyIn(t.core.store.read).find({ kinds: ['action'] })).filter((e) => e.data.result === 'later');
      const moves = [
        ...promises.flatMap((p) =>
          [p.madeDay, ...p.lines.map((l) => l.judgedDay ?? FIRST + DAYS)].map((day) => ({ debtorId: p.debtorId, day })),
        ),
        ...later,
        ...lived.flatMap((l) => l.agenda.actions.filter((a) => a.about.dispute).map((a) => ({ debtorId: a.debtor.id, day: l.day }))),
      ];
      judgeDays(lived, (debtorId, from, to) => moves.some((m) => m.debtorId === debtorId && m.day >= from && m.day <= to));
    } finally {
      await t.close();
    }
  }, 3_600_000);
});

function ownersOf(actions: readonly Action[]): Map<string, Action[]> {
  const owners = new Map<string, Action[]>();
  for (const action of actions) owners.set(action.owner ?? '', [...(owners.get(action.owner ?? '') ?? []), action]);
  return owners;
}

/** What is carried over is there the next morning with its first day, until it has its turn or its reason is gone; nobody waits for ever. */
function judgeCarried(lived: readonly Lived[]): void {
  let carried = 0;
  for (const [i, { agenda }] of lived.entries()) {
    const next = lived[i + 1];
    for (const action of agenda.actions.filter((a) => a.carried)) {
      carried++;
      const again = next?.agenda.actions.find((a) => a.id === action.id);
      if (again) expect(again.since).toBe(action.since ?? lived[i]?.day);
      if (!SOAK) continue;
      const turns = lived.slice(i).map((l) => l.agenda.actions.find((a) => a.id === action.id));
      const gone = turns.findIndex((a) => a === undefined || !a.carried);
      if (lived.length - i > 20) expect(gone, action.id).toBeGreaterThan(0);
    }
  }
  expect(carried).toBeGreaterThan(0);
}

/** A step of an account that nothing else touched meanwhile (no promise, dispute or delay) comes on its very day, or as far after a late one as the policy says. */
function judgeDays(lived: readonly Lived[], moved: (debtorId: number, from: Day, to: Day) => boolean): void {
  const dues = new Map<number, Map<Day, Day>>();
  let exact = 0;
  for (const [i, { day, agenda }] of lived.entries()) {
    for (const action of agenda.actions) {
      const { debtor } = action;
      const { step } = action.about;
      if (action.kind !== 'overdue' || !step) continue;
      const first = dues.get(debtor.id) ?? new Map<Day, Day>();
      dues.set(debtor.id, first);
      const seen = first.get(step.due);
      if (seen === undefined) first.set(step.due, day);
      const before = lived[i - 1];
      // The same overdue day was chased before by another step, and the account was quiet on the business day before.
      const known =
        seen !== undefined && before !== undefined && !before.agenda.actions.some((a) => a.debtor.id === debtor.id && a.about.step);
      if (!known || moved(debtor.id, step.due - 10, day) || (action.since ?? day) !== day) continue;
      const own = businessDayOnOrAfter(CALENDAR, step.due + step.step.day);
      const late = lived
        .slice(0, i)
        .flatMap((l) => (l.handled.some((a) => a.debtor.id === debtor.id && a.about.step) ? [l.day] : []))
        .at(-1);
      if (own === day) exact++;
      else expect(action.due - (late ?? 0), `${action.id} on ${isoDay(day)}`).toBeGreaterThanOrEqual(DEFAULT_POLICY.dunning.spacing);
    }
  }
  expect(exact).toBeGreaterThan(0);
}
