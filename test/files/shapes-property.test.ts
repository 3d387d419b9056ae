import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { DomainError } from '../../src/core/kernel/errors.ts';
import { openReading } from '../../src/files/open.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { runs } from '../support/chance.ts';
import { type Shape, type Truth, written } from './shape.ts';

const FIRST = parseDay('2026-01-02') ?? 0;

const item = fc.record({
  kind: fc.constantFrom('invoice', 'invoice', 'invoice', 'credit-note', 'payment') as fc.Arbitrary<Truth['kind']>,
  issue: fc.integer({ min: FIRST, max: FIRST + 300 }),
  terms: fc.constantFrom(0, 10, 30, 45, 60),
  cents: fc.integer({ min: 1, max: 3_000_000 }),
  left: fc.constantFrom(1, 1, 1, 0.5, 0),
});

const ledger = fc.array(fc.array(item, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 }).map((debtors): Truth[] =>
  debtors.flatMap((items, d) =>
    items.map(({ kind, issue, terms, cents, left }, i) => {
      const sign = kind === 'invoice' ? 1 : -1;
      const open = kind === 'invoice' ? Math.trunc(cents * left) : cents;
      const due = kind === 'invoice' ? issue + terms : issue;
      const name = ['Atelier A', 'Boutique B', 'Total Energies', 'Café Ü', '3 Suisses'][d] ?? '';
      return {
        debtor: `C${1001 + d}`,
        name,
        ref: `F${d + 1}${String(i + 1).padStart(3, '0')}`,
        kind,
        issue,
        due,
        amount: sign * cents,
        open: sign * open,
      };
    }),
  ),
);

const shape: fc.Arbitrary<Shape> = fc.record({
  language: fc.constantFrom('fr', 'en', 'de', 'nl', 'es', 'it'),
  layout: fc.constantFrom('flat', 'flat', 'merged', 'grouped', 'prefixed'),
  titles: fc.integer({ min: 0, max: 2 }),
  blankFirst: fc.boolean(),
  totals: fc.constantFrom('none', 'grand', 'each'),
  signs: fc.constantFrom('minus', 'trailing', 'brackets', 'columns', 'side', 'words', 'suffix'),
  money: fc.constantFrom('open', 'amount-open', 'amount-paid'),
  dates: fc.constantFrom('DMY', 'MDY', 'ISO', 'serial', 'month', 'short'),
  comma: fc.boolean(),
  group: fc.constantFrom('', ' ', '.', "'"),
  mark: fc.constantFrom('', '', '€', 'EUR'),
  balance: fc.boolean(),
  states: fc.boolean(),
  separator: fc.constantFrom(';', '\t'),
});

/** What is open of each line, as its file says it; undefined when it is asked about or refused. */
async function readBack(text: string): Promise<readonly string[] | undefined> {
  try {
    const reading = await openReading(fileInMemory('list.csv', text), { policy: DEFAULT_POLICY, locale: 'en' });
    if (reading.questions.length > 0 || reading.kind !== 'items') return undefined;
    const found: string[] = [];
    let refused = 0;
    await reading.read(async (batch) => {
      refused += batch.rejected.length;
      for (const total of batch.totals ?? []) expect(total.ledger, `total of ${total.debtor ?? 'everything'} in\n${text}`).toBe(total.file);
      for (const row of batch.rows) {
        const open = row.settledDay === undefined ? (row.openAmount ?? row.amount) : 0n;
        found.push(`${row.debtor} ${row.ref} ${row.issueDay} ${row.dueDay} ${open}`);
      }
    });
    return refused > 0 ? undefined : found;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

describe('any ledger in any shape', () => {
  test('is read back as the same items, or asked about, never as another figure', async () => {
    let right = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(ledger, shape, async (truth, shape) => {
        // A column of what is left shows nothing of what is settled.
        const shown = shape.signs === 'columns' ? truth.filter(({ open }) => open !== 0) : truth;
        fc.pre(shown.length > 0);
        const text = written(shown, shape);
        const found = await readBack(text);
        all++;
        if (found === undefined) return;
        right++;
        expect(found, text).toEqual(shown.map((t) => `${t.debtor} ${t.ref} ${t.issue} ${t.due} ${t.open}`));
      }),
      { numRuns: runs(60, 4000) },
    );
    expect(right / all).toBeGreaterThan(0.8);
  });
});
