import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestFirst, type TimelineEntry } from '../../../src/core/debtors/timeline.ts';
import { PAGE, pageOf } from '../../../src/core/history/read-history.ts';

const words = () => '';
const entries = fc
  .array(fc.record({ day: fc.integer({ min: 20_000, max: 20_004 }), at: fc.integer({ min: 0, max: 3 }) }), { maxLength: 60 })
  .map((rows) =>
    rows.map(({ day, at }, i): TimelineEntry => {
      return { key: `exchange:${String(i).padStart(10, '0')}`, kind: 'note', day, at, actor: 'a@b.c', words };
    }),
  );

describe('a timeline', () => {
  it('shows every entry once over its pages, by day and time, whatever the order in which they were read', () => {
    fc.assert(
      fc.property(entries, fc.integer(), (all, seed) => {
        const shuffled = [...all].sort((a, b) => ((Number(a.key.slice(9)) * seed) % 7) - ((Number(b.key.slice(9)) * seed) % 7));
        const sorted = [...all].sort(newestFirst);
        expect([...shuffled].sort(newestFirst)).toEqual(sorted);
        const { pages } = pageOf(sorted, 1);
        const shown = Array.from({ length: pages }, (_, i) => pageOf(sorted, i + 1).entries).flat();
        expect(shown).toEqual(sorted);
        expect(new Set(shown.map((e) => e.key)).size).toBe(all.length);
        for (const [i, entry] of shown.entries()) {
          const next = shown[i + 1];
          if (next) expect(entry.day > next.day || (entry.day === next.day && entry.at >= next.at)).toBe(true);
        }
      }),
    );
  });

  it('has one page when it is empty, and no page beyond its last', () => {
    expect(pageOf([], 3)).toEqual({ entries: [], total: 0, page: 1, pages: 1 });
    const of = (n: number) =>
      Array.from(
        { length: n },
        (_, i): TimelineEntry => ({
          key: String(i),
          kind: 'note',
          day: 1,
          at: 1,
          actor: '',
          words,
        }),
      );
    expect([PAGE - 1, PAGE, PAGE + 1].map((n) => pageOf(of(n), 9).pages)).toEqual([1, 1, 2]);
  });
});
