/** Random lives of disputes on a real store: whatever people, imports and the clock do, the invariants hold and the clock equals an independent count. */
import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/core/desk/intent.ts';
import type { Dispute, DisputeStep } from '../../../src/core/disputes/case/dispute.ts';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { isoDay, NEVER, weekday } from '../../../src/core/kernel/dates.ts';
import { runs } from '../../support/chance.ts';
import { type Company, company } from './support.ts';

const RUNS = runs(6, 200);
const STEPS = 25;

/** What is open of each invoice: the model's own ledger, in cents. */
const AMOUNTS: Readonly<Record<string, number>> = { 'FA-1024': 1_200_000, 'FA-1025': 500_000, 'FB-2001': 300_000 };
const REFS = Object.keys(AMOUNTS);
const WHO = ['nadia', 'marc', 'aicha', 'sofia', 'theo', 'yann', 'claire'].map((name) => `${name}@acme.example`);

const who = fc.constantFrom(...WHO);
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      who,
      ref: fc.constantFrom(...REFS),
      cents: fc.integer({ min: 0, max: 1_300_000 }),
      reason: fc.constantFrom('PRICE', 'QUANTITY', 'QUALITY', 'CASH'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('take' as const, 'ask' as const, 'resume' as const, 'credited' as const),
      who,
      id: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      who,
      id: fc.integer({ min: 1, max: 4 }),
      days: fc.integer({ min: 0, max: 10 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      who,
      id: fc.integer({ min: 1, max: 4 }),
      to: fc.constantFrom('role:quality', 'role:sales', 'role:sales-admin', 'person:5', 'person:7'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      who,
      id: fc.integer({ min: 1, max: 4 }),
      outcome: fc.constantFrom('founded', 'partly-founded', 'rejected', 'pretext', 'withdrawn'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      ref: fc.constantFrom(...REFS),
      share: fc.constantFrom(0, 30, 60, 100),
      credit: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 6 }) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** One world: the company and what the model knows of its ledger. */
class World {
  readonly t: Company;
  readonly open = new Map(Object.entries(AMOUNTS));
  readonly credits: number[] = [];
  imports = 0;
  constructor(t: Company) {
    this.t = t;
  }

  async do(a: Act, twice: boolean): Promise<void> {
    const { desk, clock } = this.t;
    const key = `k${Math.floor(clock.now() / 1000)}:${this.imports}:${JSON.stringify(a)}`;
    const both = (intent: Intent, by: string, answers?: Record<string, string>): Promise<unknown>[] =>
      Array.from({ length: twice ? 2 : 1 }, () => (answers ? desk.as(by).submit(intent, answers, key) : desk.as(by).press(intent, key)));
    switch (a.do) {
      case 'open': {
        const amount = `${Math.floor(a.cents / 100)}.${String(a.cents % 100).padStart(2, '0')}`;
        await Promise.all(both({ kind: 'dispute.open' }, a.who, { refs: a.ref, amount, reason: a.reason, said: 'mots' }));
        return;
      }
      case 'take':
      case 'resume':
      case 'credited':
        await Promise.all(both({ kind: `dispute.${a.do}`, dispute: a.id }, a.who));
        return;
      case 'ask':
        await Promise.all(both({ kind: 'dispute.ask', dispute: a.id }, a.who, { text: 'quoi ?' }));
        return;
      case 'wait': {
        const until = isoDay(Math.floor(clock.now() / 86_400_000) + a.days);
        await Promise.all(both({ kind: 'dispute.wait', dispute: a.id }, a.who, { until, text: '' }));
        return;
      }
      case 'pass':
        await Promise.all(both({ kind: 'dispute.pass', dispute: a.id }, a.who, { to: a.to, text: 'pour vous' }));
        return;
      case 'settle': {
        // Two people at once: whoever comes second changes nothing.
        const other = WHO[(WHO.indexOf(a.who) + 1) % WHO.length] ?? a.who;
        const answers = { outcome: a.outcome, founded: '1', text: 'décidé' };
        await Promise.all([
          ...both({ kind: 'dispute.settle', dispute: a.id }, a.who, answers),
          desk.as(other).submit({ kind: 'dispute.settle', dispute: a.id }, { ...answers, outcome: 'rejected' }),
        ]);
        return;
      }
      case 'import':
        return this.import(a.ref, a.share, a.credit);
      case 'days':
        clock.add(a.days * 86_400_000);
        return desk.settle();
    }
  }

  async import(ref: string, share: number, credit: boolean): Promise<void> {
    this.imports++;
    this.open.set(ref, Math.floor(((this.open.get(ref) ?? 0) * share) / 100));
    if (credit) {
      const [waiting] = await disputesIn(this.t.core.store.read).find({ statuses: ['expecting'] });
      this.credits.push(Number(waiting?.expectedMinor ?? 12_345n));
    }
    const cents = (n: number): string => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
    const today = isoDay(Math.floor(this.t.clock.now() / 86_400_000));
    const row = (r: string): string => {
      const [debtor, name, issued, due] = r.startsWith('FB')
        ? ['C2', 'Durand SARL', '2026-10-05', '2026-11-04']
        : ['C1', 'Dupont SA', r === 'FA-1024' ? '2026-10-01' : '2026-11-02', r === 'FA-1024' ? '2026-10-31' : '2026-12-02'];
      return `${debtor},${name},${r},${issued},${due},${cents(AMOUNTS[r] ?? 0)},${cents(this.open.get(r) ?? 0)},invoice`;
    };
    const credits = this.credits.map((minor, i) => `C1,Dupont SA,AV-${i},${today},${today},${cents(minor)},,credit-note`);
    const file = ['debtor,name,ref,issueDate,dueDate,amount,openAmount,kind', ...REFS.map(row), ...credits, `# ${this.imports}`].slice(
      0,
      -1,
    );
    await this.t.import(`items-${this.imports}.csv`, file.join('\n'), { source: 'erp', acceptPartial: true });
  }

  /** Everything that must hold after every act. */
  async check(): Promise<void> {
    const { read } = this.t.core.store;
    const cases = await disputesIn(read).find({});
    const people = await read.people.all();
    const held = new Map<string, bigint>();
    for (const dispute of cases) {
      for (const line of dispute.lines.filter((l) => l.untilDay === NEVER)) {
        expect(line.minor > 0n).toBe(true);
        held.set(line.ref, (held.get(line.ref) ?? 0n) + line.minor);
      }
      const steps = await disputesIn(read).steps(dispute.id);
      expect(people.filter((p) => p.id === dispute.ownerId)).toHaveLength(1);
      expect(steps.at(-1)?.ownerId).toBe(dispute.ownerId);
      this.checkHistory(dispute, steps);
      this.checkClock(dispute, steps, people);
    }
    for (const [ref, minor] of held) expect(minor <= BigInt(this.open.get(ref) ?? 0)).toBe(true);
  }

  checkHistory(dispute: Dispute, steps: readonly DisputeStep[]): void {
    const life = steps.map((s) => s.kind).filter((kind) => kind !== 'reminder' && kind !== 'reply');
    expect(life[0]).toBe('opened');
    expect(life.filter((kind) => kind === 'opened')).toHaveLength(1);
    const settled = life.filter((kind) => kind === 'settled').length;
    expect(settled).toBe(dispute.status === 'expecting' || dispute.status === 'closed' ? 1 : 0);
    expect(life.filter((kind) => kind === 'credited').length).toBe(
      dispute.status === 'closed' && dispute.expectedMinor !== undefined ? 1 : 0,
    );
    expect(steps.map((s) => s.at)).toEqual([...steps.map((s) => s.at)].sort((a, b) => a - b));
    const keys = steps.flatMap((s) => (s.kind === 'reminder' ? [s.data.slot] : []));
    expect(new Set(keys).size).toBe(keys.length);
  }

  /** The days used, counted one by one from the history, by each owner's own holidays. */
  checkClock(
    dispute: Dispute,
    steps: readonly DisputeStep[],
    people: readonly { readonly id: number; readonly country: string | null; readonly region: string | null }[],
  ): void {
    const today = Math.floor((this.t.clock.now() + 3_600_000) / 86_400_000);
    const end = dispute.settledDay ?? today;
    let used = 0;
    let owner = steps[0]?.ownerId;
    let running = true;
    for (let day = dispute.openedDay; day <= end; day++) {
      // The day belongs to whoever held the case when it began; the day of an act is the last of the stretch that the act ends.
      if (
        day > dispute.openedDay &&
        running &&
        isWorked(
          day,
          people.find((p) => p.id === owner),
        )
      )
        used++;
      for (const step of steps.filter((s) => s.day === day)) {
        owner = step.ownerId;
        if (step.kind === 'waiting') running = false;
        if (step.kind === 'resumed' || step.kind === 'passed' || (step.kind === 'taken' && !running)) running = true;
      }
    }
    const started = dispute.runningSince;
    const stretch =
      started === undefined
        ? 0
        : countWorked(
            started,
            end,
            people.find((p) => p.id === dispute.ownerId),
          );
    expect(dispute.elapsed + stretch).toBe(used);
  }
}

const calendars = new Map<string, Holidays>();
const holidays = new Map<string, Set<string>>();
function isWorked(day: number, person: { readonly country: string | null; readonly region: string | null } | undefined): boolean {
  const country = person?.country ?? 'FR';
  const region = person?.country ? (person.region ?? undefined) : undefined;
  const name = `${country}/${region ?? ''}`;
  const calendar = calendars.get(name) ?? (region ? new Holidays(country, region) : new Holidays(country));
  calendars.set(name, calendar);
  const year = Number(isoDay(day).slice(0, 4));
  const off =
    holidays.get(`${name}/${year}`) ??
    new Set(calendar.getHolidays(year).flatMap((h) => (h.type === 'public' ? [h.date.slice(0, 10)] : [])));
  holidays.set(`${name}/${year}`, off);
  return weekday(day) < 6 && !off.has(isoDay(day));
}
function countWorked(from: number, to: number, person: Parameters<typeof isWorked>[1]): number {
  let n = 0;
  for (let day = from + 1; day <= to; day++) if (isWorked(day, person)) n++;
  return n;
}

describe('random lives', () => {
  it('keep disputed ≤ open, one owner, a whole history, and a clock that equals an independent count', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(act, fc.boolean()), { minLength: 5, maxLength: STEPS }), async (acts) => {
        const world = new World(await company());
        try {
          for (const [a, twice] of acts) {
            await world.do(a, twice);
            await world.check();
          }
        } finally {
          await world.t.close();
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 3_600_000);
});
