import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { openReading } from '../../src/files/open.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { LAYOUTS } from './layouts.list.ts';
import { type Layout, owed, shown, written } from './layouts.ts';

const NAME = { xlsx: 'list.xlsx', 'two sheets': 'list.xlsx', html: 'list.xls', spreadsheetml: 'list.xls' } as Readonly<
  Record<string, string>
>;

/** How many answers it takes, and what is read then. */
async function read(layout: Layout) {
  const file = fileInMemory(NAME[layout.as ?? ''] ?? 'list.csv', written(layout));
  const policy = { ...DEFAULT_POLICY, currency: layout.home ?? DEFAULT_POLICY.currency };
  const options = { policy, locale: 'en' } as const;
  const asked = new Set((await openReading(file, options)).questions.map(({ id }) => id));
  const reading = await openReading(file, { ...options, answers: layout.answers ?? {} });
  expect(reading.questions).toEqual([]);
  if (reading.kind !== 'items') throw new Error(`read as ${reading.kind}`);
  const rows: string[] = [];
  await reading.read(async (batch) => {
    expect(batch.rejected).toEqual([]);
    for (const total of batch.totals ?? []) expect(total.ledger).toBe(total.file);
    for (const row of batch.rows) {
      const open = row.openAmount ?? row.amount;
      if (open !== 0n) rows.push(`${row.debtor} ${row.dueDay ?? row.issueDay} ${open} ${row.currency}`);
    }
  });
  return { asked: Math.max(asked.size, Object.keys(layout.answers ?? {}).length), rows };
}

describe('one ledger, as programs export it', () => {
  test.each(LAYOUTS.map((layout) => [`${layout.program}: ${layout.export}`, layout] as const))('%s', async (_, layout) => {
    const { rows } = await read(layout);
    const due = (truth: ReturnType<typeof shown>[number]) => (layout.columns.includes('{due}') ? truth.due : truth.issue);
    const expected = shown(layout)
      .filter((truth) => owed(truth) !== 0)
      .map((truth) => `${layout.byName ? truth.name : truth.code} ${due(truth)} ${owed(truth)} ${layout.currency ?? 'EUR'}`);
    expect(rows).toEqual(expected);
  });

  test('is what the page says of each export', async () => {
    const lines: string[] = [];
    for (const layout of LAYOUTS) {
      const { asked } = await read(layout);
      lines.push(`| ${layout.program} | ${layout.export} | ${asked === 0 ? 'at once' : asked === 1 ? 'one answer' : `${asked} answers`} |`);
    }
    const page = `# Exports that are tried

One ledger is written out as each of these programs lays out its export, and read back without a mapping: the same customers, amounts and due dates, or a test fails.
What is asked first, and why, is in [import.md](import.md#how-a-list-is-read-and-what-it-asks). This page is written by its test (\`npx vitest run -u test/files/layouts.test.ts\`).

| Program | Export | Right |
|---|---|---|
${lines.join('\n')}
`;
    await expect(page).toMatchFileSnapshot('../../docs/exports.md');
  });
});
