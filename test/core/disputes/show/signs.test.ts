/** Signs of a pretext: facts about when a dispute was raised, at their boundaries, and never a verdict. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyIn } from '../../../../src/core/debtors/trace-ports.ts';
import { isWrittenReminder } from '../../../../src/core/debtors/written.ts';
import type { Dispute } from '../../../../src/core/disputes/case/dispute.ts';
import type { DisputableItem } from '../../../../src/core/disputes/case/ports.ts';
import { type Past, signsOf } from '../../../../src/core/disputes/show/signs.ts';
import { type Day, parseDay } from '../../../../src/core/kernel/dates.ts';
import { promisesIn } from '../../../../src/core/promises/ports.ts';
import { wordsOf } from '../../../support/desk.ts';
import { type Company, company } from '../support.ts';

const d = (text: string): Day => parseDay(text) ?? 0;
const DUE = d('2026-10-31');
const opened = d('2026-11-18');
const lines = [{ itemId: 1, ref: 'FA-1024', minor: 100n, fromDay: opened, untilDay: 9_999_999 }];
const dispute = (change: Partial<Dispute> = {}) => ({ id: 9, debtorId: 1, openedDay: opened, origin: 'chat', lines, ...change }) as Dispute;
const items = (dueDay = DUE) => [{ id: 1, dueDay }] as DisputableItem[];
const NOTHING: Past = { rejected: [], same: [], reminders: [], broken: [] };
const signs = (past: Partial<Past>, of = dispute(), due = opened): unknown[] => [...signsOf(of, { ...NOTHING, ...past }, items(due))];

describe('a dispute that is raised when payment is pressed', () => {
  it('after the second written reminder since the due date, not after the first', () => {
    const late = (n: number) => signs({ reminders: Array.from({ length: n }, (_, i) => opened - i) }, dispute(), opened - 5);
    expect(late(1)).toEqual([]);
    expect(late(2)).toEqual([{ sign: 'after-reminders', count: 2, day: opened }]);
    expect(late(3)).toEqual([{ sign: 'after-reminders', count: 3, day: opened }]);
    // On the due day or before, and after the objection, no reminder counts.
    expect(signs({ reminders: [DUE, DUE - 1, opened + 1, opened] }, dispute(), DUE)).toEqual([{ sign: 'raised-late', days: 18 }]);
  });

  it('within seven days of a broken promise', () => {
    const since = (days: number) => signs({ broken: [opened - days] });
    expect(since(0)).toEqual([{ sign: 'after-broken-promise', days: 0 }]);
    expect(since(7)).toEqual([{ sign: 'after-broken-promise', days: 7 }]);
    expect(since(8)).toEqual([]);
    expect(since(-1)).toEqual([]);
    expect(signs({ broken: [opened - 6, opened - 2] })).toEqual([{ sign: 'after-broken-promise', days: 2 }]);
  });

  it('more than ten days late; a file’s mark says nothing of any of these', () => {
    expect(signs({}, dispute(), opened - 10)).toEqual([]);
    expect(signs({}, dispute(), opened - 11)).toEqual([{ sign: 'raised-late', days: 11 }]);
    const pressed = { reminders: [opened, opened], broken: [opened] };
    expect(signs(pressed, dispute({ origin: 'file' }), opened - 40)).toEqual([]);
  });

  it('a written reminder is a letter or an e-mail that left', () => {
    expect((['letter', 'email', 'call', 'visit', 'note'] as const).map((kind) => isWrittenReminder({ kind, data: {} }))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
    expect(isWrittenReminder({ kind: 'email', data: { direction: 'in' } })).toBe(false);
  });
});

describe('on the card', () => {
  let t: Company;
  beforeAll(async () => {
    t = await company();
  });
  afterAll(() => t.close());

  it('the facts stand as they were on the day of the objection', async () => {
    const { clock, core, desk } = t;
    const day = d('2026-11-18');
    const line = { minor: 100_000n, dueDay: day - 6 };
    await core.store.transact(async (tx) => {
      const written = { debtorId: 1, at: clock.now(), actor: 'nadia@acme.example', text: 'Relance', data: {} };
      for (const [i, on] of [day - 12, day - 4].entries()) await historyIn(tx).add({ ...written, day: on, kind: 'letter', key: `r${i}` });
      await promisesIn(tx).add({
        ...{ debtorId: 1, currency: 'EUR', madeAt: clock.now(), madeDay: day - 10, cashBefore: 0n, who: 'M. Petit', channel: 'call' },
        ...{ note: '', takenBy: 'nadia@acme.example', collector: undefined, lines: [line] },
      });
      const [promise] = await promisesIn(tx).find({ debtorIds: [1] });
      const [open] = promise?.lines ?? [];
      if (open) await promisesIn(tx).move(open, { status: 'broken', judgedDay: day - 2, received: 0n });
    });
    const answers = { refs: 'FA-1024', amount: '', reason: 'QUALITY', said: 'non conforme' };
    await desk.as('nadia@acme.example').submit({ kind: 'dispute.open' }, answers);
    await desk.settle();
    const words = wordsOf(desk.posted('dispute:1'));
    expect(words).toContain('soulevé après 2 relances écrites, la dernière sam. 14 nov.');
    expect(words).toContain('soulevé 2 jours après une promesse non tenue');
    expect(words).toContain('À noter : ');
  });
});
