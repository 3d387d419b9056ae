import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { FileFault, type FileFaultDetails } from '../../src/core/ledger/file-fault.ts';
import { openGrids } from '../../src/files/grids.ts';
import { sniff } from '../../src/files/sniff.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { type SheetPart, sheets, sheetXml } from './zip.ts';

interface Seen {
  readonly name: string;
  readonly hidden: boolean;
  readonly separator: string | undefined;
  readonly rows: (readonly string[])[];
  readonly lines: number[];
}

async function grids(content: string | Uint8Array): Promise<Seen[]> {
  const source = fileInMemory('list.csv', content);
  const opened = await openGrids(source, await sniff(source));
  const all: Seen[] = [];
  for (const { name, hidden, separator, rows } of opened) {
    const seen: Seen = { name, hidden, separator, rows: [], lines: [] };
    for await (const block of rows()) {
      seen.rows.push(...block.rows);
      seen.lines.push(...block.lines);
    }
    all.push(seen);
  }
  return all;
}

async function grid(content: string | Uint8Array): Promise<Seen> {
  const [only, ...others] = await grids(content);
  expect(others).toEqual([]);
  if (!only) throw new Error('no grid');
  return only;
}

async function fault(content: string | Uint8Array): Promise<FileFaultDetails & { readonly code: string }> {
  const error = await grids(content).catch((thrown: unknown) => thrown);
  if (!(error instanceof FileFault)) throw new Error(`read, or no fault: ${String(error)}`);
  return { code: error.code, ...error.details };
}

describe('a delimited text', () => {
  test('is told with the titles that stand above its header, and a separator that they have no say in', async () => {
    const { separator, rows, lines } = await grid(
      'Société Exemple, 12, rue de la Paix, Paris\n\nBalance âgée, au 30/11/2026\nCompte;Nom;Solde;Échu\nC1;Dupont, Jean;1,50;0,50\nC2;Durand, Anne;2,50;1,00\n',
    );
    expect(separator).toBe(';');
    expect(lines).toEqual([1, 3, 4, 5, 6]);
    expect(rows[2]).toEqual(['Compte', 'Nom', 'Solde', 'Échu']);
    expect(rows[4]).toEqual(['C2', 'Durand, Anne', '2,50', '1,00']);
  });

  test.each(['sep=;', '"sep=;"', 'SEP=;'])('%s names the separator and is no row', async (line) => {
    expect(await grid(`${line}\na,b;c\n1,2;3\n`)).toMatchObject({
      separator: ';',
      rows: [
        ['a,b', 'c'],
        ['1,2', '3'],
      ],
      lines: [2, 3],
    });
  });

  test('is cut at tabs, whatever it is called, in UTF-16 as in UTF-8', async () => {
    const text = 'Customer\tName\tAmount\r\nC1\tSmith; Sons\t1,50\r\n';
    const rows = [
      ['Customer', 'Name', 'Amount'],
      ['C1', 'Smith; Sons', '1,50'],
    ];
    expect((await grid(text)).rows).toEqual(rows);
    expect((await grid(iconv.encode(text, 'utf16le', { addBOM: true }))).rows).toEqual(rows);
  });

  test('as a spool prints it: what is only drawn is no row', async () => {
    const { rows, lines, separator } = await grid(
      [
        '30.11.2026                Liste des postes           1',
        '-----------------------------------------------------',
        '| Client | Document | Échéance   | Mont. en dev. int. |',
        '|--------|----------|------------|--------------------|',
        '| C1     | 18000001 | 15.01.2026 |           1.200,00 |',
        '| C1     | 18000002 | 15.02.2026 |             300,00-|',
        '-----------------------------------------------------',
      ].join('\n'),
    );
    expect(separator).toBe('|');
    expect(lines).toEqual([1, 3, 5, 6]);
    expect(rows[2]?.map((cell) => cell.trim())).toEqual(['', 'C1', '18000001', '15.01.2026', '1.200,00', '']);
  });

  test('may have 500 columns, and 16,384, but not 20,000', async () => {
    const wide = (n: number) => `${Array.from({ length: n }, (_, i) => `c${i}`).join(';')}\n${Array(n).fill('x').join(';')}\n`;
    expect((await grid(wide(500))).rows[0]).toHaveLength(500);
    expect((await grid(wide(16_384))).rows[1]).toHaveLength(16_384);
    expect(await fault(wide(20_000))).toMatchObject({ code: 'beyond-limit', what: 'columns', line: 1 });
  });

  test('has no line of 5 MB, and says where it is', async () => {
    expect(await fault(`a;b\n1;2\n${'x'.repeat(5 << 20)};2\n`)).toEqual({ code: 'beyond-limit', what: 'line', limit: 4 << 20, line: 3 });
  });
});

const relation = (...all: SheetPart[]) => sheets(all);

describe('a workbook', () => {
  test('gives each of its sheets by name, hidden ones marked', async () => {
    const book = relation(
      { name: 'Lisez-moi', xml: sheetXml([['Titre']]) },
      { name: 'Calculs', xml: sheetXml([['x', 'y']]), hidden: true },
      { name: 'Balance', xml: sheetXml([[], ['Compte', 'Solde'], ['C1', { n: '12.5' }]]) },
    );
    expect(await grids(book)).toEqual([
      { name: 'Lisez-moi', hidden: false, separator: undefined, rows: [['Titre']], lines: [1] },
      { name: 'Calculs', hidden: true, separator: undefined, rows: [['x', 'y']], lines: [1] },
      {
        name: 'Balance',
        hidden: false,
        separator: undefined,
        rows: [
          ['Compte', 'Solde'],
          ['C1', '125e-1'],
        ],
        lines: [2, 3],
      },
    ]);
  });

  test('one cell in its furthest corner is one cell', async () => {
    const start = performance.now();
    const { rows, lines } = await grid(
      relation({ name: 'S', xml: '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData></worksheet>' }),
    );
    expect(performance.now() - start).toBeLessThan(500);
    expect(lines).toEqual([1_048_576]);
    expect(rows[0]).toHaveLength(16_384);
    expect(rows[0]?.[16_383]).toBe('7');
    expect(rows[0]?.filter((cell) => cell !== '')).toEqual(['7']);
  });

  test('shared and rich texts, errors, truth and days of either calendar are what they show', async () => {
    const shared =
      '<sst><si><t>Société &amp; fils</t></si><si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>kana</t></rPh></si><si><t>x_x000A_y</t></si></sst>';
    const xml =
      '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="1"><v>61</v></c><c t="str"><f>A1</f><v>f</v></c></row></sheetData></worksheet>';
    const { rows } = await grid(sheets([{ name: 'S', xml }], undefined, shared));
    expect(rows).toEqual([['Société & fils', 'a b', 'x\ny', '1', '#N/A', '1900-03-01', 'f']]);
  });

  test('a damaged part is told, never read in part', async () => {
    const whole = relation({ name: 'S', xml: sheetXml([['a', 'b']]) });
    const cut = relation({ name: 'S', xml: sheetXml([['a', 'b']]).slice(0, -20) });
    expect(await fault(cut)).toMatchObject({ code: 'truncated' });
    const at = whole.indexOf('sheet1.xml') + 30;
    for (let i = at; i < at + 20; i++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes.readUInt8(i) + 1) % 256, i);
      expect((await fault(bytes)).code).toMatch(/truncated|empty/);
    }
  });
});

describe('a page called .xls', () => {
  test('gives the rows of its tables, cells that span others once', async () => {
    const { rows, lines } = await grid(
      '<html><head><style>td { color: red }</style></head><body><table><tr><td colspan="3">Grand livre</td></tr></table>' +
        '<table border=1><tr><th>Client<th>Pièce<th>Montant</tr>' +
        '<tr><td rowspan=2>Dupont &amp; fils</td><td>F1<td>1&nbsp;200,00</tr><tr><td>F2</td><td>3,<b>50</b></td></tr>' +
        '<tr><td>Durand<br>Paris</td><td> F3\n </td><td>1</td></tr></table></body></html>',
    );
    expect(lines).toEqual([1, 2, 3, 4, 5]);
    expect(rows).toEqual([
      ['Grand livre'],
      ['Client', 'Pièce', 'Montant'],
      ['Dupont & fils', 'F1', '1\u00a0200,00'],
      ['', 'F2', '3,50'],
      ['Durand\nParis', 'F3', '1'],
    ]);
  });

  test('cut off inside of a table is told', async () => {
    expect((await fault('<table><tr><td>a</td><td>b</td></tr><tr><td>1</td>')).code).toBe('truncated');
  });

  test('spans without end and nests without end are bounded', async () => {
    expect((await grid('<table><tr><td colspan=99999999 rowspan=99999999>a</td><td>b</td></tr></table>')).rows[0]).toHaveLength(1_001);
    expect(await fault(`<table><tr><td>${'<div>'.repeat(2_000)}`)).toMatchObject({ code: 'beyond-limit', what: 'depth' });
  });
});

const spreadsheet = (inner: string, before = '') =>
  `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n${before}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${inner}</Workbook>`;

describe('a workbook of Excel 2003 in XML', () => {
  test('gives its sheets, with the places that rows and cells name', async () => {
    const cell = (type: string, value: string, more = '') => `<Cell${more}><Data ss:Type="${type}">${value}</Data></Cell>`;
    const all = await grids(
      spreadsheet(
        `<Worksheet ss:Name="A"><Table><Row>${cell('String', 'Client', ' ss:MergeAcross="1"')}${cell('String', 'Montant')}</Row>` +
          `<Row ss:Index="4">${cell('String', 'C1')}${cell('Number', '74.73999999999999', ' ss:Index="3"')}${cell('DateTime', '2026-01-15T00:00:00.000')}</Row></Table></Worksheet>` +
          `<Worksheet ss:Name="B"><Table><Row>${cell('Boolean', '1')}</Row></Table><WorksheetOptions xmlns="urn:x"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`,
      ),
    );
    expect(all).toMatchObject([
      {
        name: 'A',
        hidden: false,
        rows: [
          ['Client', '', 'Montant'],
          ['C1', '', '7474e-2', '2026-01-15'],
        ],
        lines: [1, 4],
      },
      { name: 'B', hidden: true, rows: [['1']], lines: [1] },
    ]);
  });

  test('that declares entities is refused, and none is ever resolved', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const doctype = `<!DOCTYPE Workbook [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">${laughs}]>`;
    const cell = '<Worksheet ss:Name="A"><Table><Row><Cell><Data ss:Type="String">&l9;&f;</Data></Cell></Row></Table></Worksheet>';
    expect(await fault(spreadsheet(cell, doctype))).toEqual({ code: 'entities' });
    expect((await grid(spreadsheet(cell))).rows).toEqual([['&l9;&f;']]);
  });
});
