import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/files/sniff.ts';
import { type FileSource, fileInMemory } from '../../src/files/source.ts';
import { openTable } from '../../src/files/table.ts';
import { runs } from '../support/chance.ts';
import { inChunks, items, open, refusal } from './support.ts';

async function table(content: string | FileSource): Promise<{ header: readonly string[]; rows: (readonly string[])[]; lines: number[] }> {
  const source = typeof content === 'string' ? fileInMemory('t.csv', content) : content;
  const opened = await openTable(source, await sniff(source));
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const block of opened.rows()) {
    rows.push(...block.rows);
    lines.push(...block.lines);
  }
  return { header: opened.header, rows, lines };
}

describe('delimited text', () => {
  test.each(['\t', ';', '|', ','])('"%s" separates when it cuts the header and the lines alike', async (separator) => {
    const text = [
      ['Compte', 'Libellé', 'Montant'],
      ['C1', 'x y', '12'],
      ['C2', 'z', '3'],
    ];
    const { header, rows } = await table(text.map((row) => row.join(separator)).join('\n'));
    expect([header, ...rows]).toEqual(text);
  });

  test('a semicolon file with decimal commas is not taken for a comma file', async () => {
    const { rows } = await table('Compte;Montant;Solde\nC1;1,50;2,50\nC2;3,50;4,50\n');
    expect(rows[0]).toEqual(['C1', '1,50', '2,50']);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('%s ends a line', async (_, end) => {
    const { rows, lines } = await table(['a;b', '1;2', '3;4', ''].join(end));
    expect(rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(lines).toEqual([2, 3]);
  });

  test('lines are numbered as an editor does, blank ones and quoted line ends included', async () => {
    const { rows, lines } = await table('\n;\na;b\n1;"two\nlines"\n\n;\n3;"a ""quoted"" word"\n');
    expect(lines).toEqual([4, 8]);
    expect(rows).toEqual([
      ['1', 'two\nlines'],
      ['3', 'a "quoted" word'],
    ]);
  });

  test('a quote inside a pipe file is a letter like any other', async () => {
    const { rows } = await table('a|b\n"Chez Paul" SARL|1\n"|2\n');
    expect(rows).toEqual([
      ['"Chez Paul" SARL', '1'],
      ['"', '2'],
    ]);
  });

  test('a quote that never ends is refused with its line, however long the file', async () => {
    expect(await refusal(`debtor;issueDate;amount\nC1;2026-01-01;1\n"C2;2026-01-01;1\nC3;2026-01-01;1\n`)).toMatchObject({
      fault: 'bad-quotes',
      line: 3,
    });
    const long = `debtor;issueDate;amount\n"C2;2026-01-01;1\n${'C3;2026-01-01;1\n'.repeat(400_000)}`;
    expect(await refusal(long)).toMatchObject({ fault: 'bad-quotes', line: 2 });
  });

  test('a last line that stops before its end means a file that was cut off', async () => {
    expect(await refusal('debtor;issueDate;amount\nC1;2026-01-01;1\nC2;2026-0')).toMatchObject({ fault: 'truncated', line: 3 });
    expect((await items('debtor;issueDate;amount\nC1;2026-01-01;1\nC2;2026-01-01;2')).rows).toHaveLength(2);
  });

  test('cutting the bytes anywhere changes no row and no line number', async () => {
    const text = 'debtor;name;é\r\nC1;"a;\r\nb";1\r\n\r\nC2;"say ""hi""";2\nC3;€;3\r\n';
    const whole = await table(text);
    expect(whole.lines).toEqual([2, 5, 6]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        expect(await table(inChunks(text, sizes))).toEqual(whole);
      }),
      { numRuns: runs(50) },
    );
  });
});

describe('memory', () => {
  test('rows come in batches of at most 10,000, and no more of the file is read than the taker has asked for', async () => {
    const rows = 120_000;
    const line = (i: number) => `C${i % 500};FA-${String(i).padStart(9, '0')};2026-01-15;10,00;${'x'.repeat(60)}\n`;
    let given = 0;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('debtor;ref;issueDate;amount;comment\n');
      for (let at = 0; at < rows; at += 1000) {
        given += 1000;
        yield Buffer.from(Array.from({ length: 1000 }, (_, i) => line(at + i)).join(''));
      }
    }
    const source: FileSource = { name: 'big.csv', size: 1, open: async () => bytes() };
    const reading = await open(source);
    // Once for the hash and the encoding, once for the columns' formats.
    expect(given).toBe(2 * rows);
    given = 0;
    let [taken, busy] = [0, 0];
    await reading.read(async (batch) => {
      expect(++busy).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      taken += batch.rows.length;
      expect(batch.rows.length).toBeLessThanOrEqual(10_000);
      expect(given - taken).toBeLessThanOrEqual(2000);
      busy--;
    });
    expect(taken).toBe(rows);
  });
});
