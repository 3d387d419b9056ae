/** Files that nobody should bring: good ones of all kinds with bytes changed, and such as are made to exhaust their reader. */
import { constants, deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { sheets, sheetXml, zip } from './zip.ts';

export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LIST = `debtor;name;ref;issueDate;dueDate;amount;currency\n${Array.from({ length: 40 }, (_, i) => `C${i % 7};Société ${i % 7} « Œuf »;FA-${i};2026-01-${10 + (i % 9)};15/02/2026;1 ${100 + i},${10 + i};EUR\n`).join('')}`;
const FEC = `JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\n${Array.from({ length: 30 }, (_, i) => `VE\tVentes\t${i}\t20260115\t411000\tClients\tC${i % 5}\tDupont\tF${i}\t20260115\tFacture ${i}\t${i + 1},50\t0,00\t\t\t20260131\t\t\nVE\tVentes\t${i}\t20260115\t706000\tVentes\t\t\tF${i}\t20260115\tFacture ${i}\t0,00\t${i + 1},50\t\t\t20260131\t\t\n`).join('')}`;
/** An invoice's two lines, to a customer of its own, all on the year's first day. */
const sale = (i: number): string =>
  `VE\tVentes\t${i}\t20250102\t411000\tClients\tC${i}\tDupont ${i}\tF${i}\t20250102\tFacture ${i}\t${1 + (i % 900)},50\t0,00\t\t\t20250131\t\t\nVE\tVentes\t${i}\t20250102\t706000\tVentes\t\t\tF${i}\t20250102\tFacture ${i}\t0,00\t${1 + (i % 900)},50\t\t\t20250131\t\t\n`;
const ROWS = [
  ['debtor', 'ref', 'issueDate', 'amount'],
  ...Array.from({ length: 20 }, (_, i) => [`C${i}`, `F${i}`, { date: 46_000 + i }, { n: `${i}.25` }]),
] as const;
const table = (rows: string) => `<html><head><meta charset="utf-8"></head><body><table border="1">${rows}</table></body></html>`;
const xml2003 = (rows: string) =>
  `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>${rows}</Table></Worksheet></Workbook>`;

/** A good file of each kind. */
const GOOD: readonly HostileFile[] = [
  ['list.csv', LIST],
  ['123456789FEC20261231.txt', FEC],
  [
    'list.xlsx',
    sheets([
      { name: 'A', xml: sheetXml(ROWS) },
      { name: 'B', xml: sheetXml([['x']]), hidden: true },
    ]),
  ],
  [
    'list.xls',
    table(
      `<tr>${LIST.split('\n')
        .map((line) => `<td>${line.replaceAll(';', '<td>')}`)
        .join('<tr>')}`,
    ),
  ],
  [
    'old.xls',
    xml2003(
      ROWS.map(
        (row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${JSON.stringify(cell)}</Data></Cell>`).join('')}</Row>`,
      ).join(''),
    ),
  ],
  ['spool.txt', LIST.replaceAll(';', ' | ')],
  ['utf16.csv', iconv.encode(LIST.replaceAll(';', '\t'), 'utf16le', { addBOM: true })],
  ['latin.csv', iconv.encode(LIST, 'windows-1252')],
  ['debtors.csv', 'debtor,name,limit,terms,siren\nC1,Dupont,1000.00,45 EOM,732829320\nC2,Durand,,30,\n'],
  ['people.csv', 'email;name;roles;manager\nanne@acme.example;Anne;admin;\nmarc@acme.example;Marc;collector;anne@acme.example\n'],
  ['sep.csv', `sep=;\n${LIST}`],
].map(([name, content]) => ({ name: String(name), bytes: Buffer.from(content as string | Uint8Array) }));

/** What readers stumble over. */
const TOKENS = [
  ...[
    '"',
    '""',
    ';',
    ',',
    '\t',
    '|',
    '\n',
    '\r',
    '\0',
    '\ufeff',
    '<',
    '>',
    '&',
    '&amp;',
    '&#0;',
    '&#x10ffff;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!DOCTYPE x [',
    '<table>',
    '</table>',
  ],
  ...[
    '-',
    '---',
    '9'.repeat(40),
    '1e999',
    '-0',
    'NaN',
    '\u202e',
    '\ud800',
    'é',
    'PK\x03\x04',
    'PK\x05\x06',
    '\x1a',
    "'=cmd()",
    'r="XFD1048576"',
    'ss:Index="999999999"',
  ],
].map((token) => Buffer.from(token, 'latin1'));

/** One of them, changed in one to four places. */
export function mutated(random: () => number): HostileFile {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const { name, bytes } = pick(GOOD);
  let made: Buffer = Buffer.from(bytes);
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) made = change(made, random, pick);
  return { name: random() < 0.05 ? `${name}\u001b[31m\u202e.csv` : name, bytes: made };
}

function change(bytes: Buffer, random: () => number, pick: <T>(of: readonly T[]) => T): Buffer {
  const at = Math.floor(random() * bytes.length);
  const to = Math.min(bytes.length, at + 1 + Math.floor(random() ** 3 * 2_000));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (Math.floor(random() * 8)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return before;
    case 2:
      return Buffer.concat([before, ...Array<Buffer>(1 + Math.floor(random() * 50)).fill(part), after]);
    case 3:
      return Buffer.concat([before, pick(TOKENS), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([before, Buffer.from(part).reverse(), after]);
    case 5:
      return Buffer.concat([before, pick(GOOD).bytes.subarray(0, to - at), after]);
    case 6:
      return Buffer.concat([before, Buffer.from(part.map((byte) => (random() < 0.2 ? Math.floor(random() * 256) : byte))), after]);
    default: {
      const made = Buffer.from(bytes);
      if (made.length > 0) made[at] = (made[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return made;
    }
  }
}

interface Packed {
  readonly packed: Buffer;
  readonly declared: number;
}

/** A text many times over, deflated without ever being there at once; its sum is wrong, its size is not. */
function inflating(text: string, times: number): Packed {
  const part = deflateRawSync(Buffer.from(text), { finishFlush: constants.Z_FULL_FLUSH });
  return { packed: Buffer.concat([...Array<Buffer>(times).fill(part), Buffer.from([3, 0])]), declared: text.length * times };
}

const sheet = (inner: string) => `<worksheet><sheetData>${inner}</sheetData></worksheet>`;
const book = (xml: string) => sheets([{ name: 'S', xml }]);
const MB = 1 << 20;

/** Made to exhaust whoever reads them. `most` is the size of the largest, MB. */
export function bombs(most: number): readonly HostileFile[] {
  const big = most * MB;
  const row = '<row><c t="inlineStr"><is><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></is></c></row>';
  const wide = '<row><c r="XFD1"><v>1</v></c></row>';
  const nested = zip([{ name: 'xl/workbook.xml', content: zip([{ name: 'a', content: Buffer.alloc(MB) }]) }]);
  const text = (name: string, content: string): HostileFile => ({ name, bytes: Buffer.from(content) });
  const part = (name: string, packed: Buffer): HostileFile => ({ name, bytes: packed });
  return [
    part('corner.xlsx', book(sheet('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'))),
    part('wide.xlsx', book(sheet(wide.repeat(Math.ceil(big / 100))))),
    part('rows.xlsx', withPart('xl/worksheets/sheet1.xml', inflating(row.repeat(2_000), Math.ceil(big / 20_000)))),
    part('zeros.xlsx', withPart('xl/worksheets/sheet1.xml', inflating('\0'.repeat(MB), most * 8))),
    part(
      'texts.xlsx',
      withPart('xl/sharedStrings.xml', inflating(`<si><t>${'x'.repeat(90)}</t></si>`.repeat(1_000), Math.ceil(big / 20_000))),
    ),
    part('entries.xlsx', zip(Array.from({ length: 5_000 }, (_, i) => ({ name: `xl/workbook${i}`, content: Buffer.alloc(0) })))),
    part('nested.xlsx', nested),
    text('deep.xls', `<table><tr><td>${'<b>'.repeat(200_000)}`),
    text('laughs.xls', `<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(100)}">]>${xml2003('<Row/>')}`),
    text('attributes.xls', `<table><tr><td ${'a="b" '.repeat(500_000)}>x</table>`),
    text('spans.xls', table('<tr><td colspan=1000 rowspan=65534>x'.repeat(3_000))),
    text('line.csv', `debtor;amount\n${'x'.repeat(big)}`),
    text('quote.csv', `debtor;amount\n"${'C1;5\n'.repeat(Math.ceil(big / 5))}`),
    text('quotes.csv', `debtor;amount\n${'"a"b"c ;'.repeat(Math.ceil(big / 8))}`),
    text('columns.csv', `${'a;'.repeat(20_000)}\n`),
    text('separators.csv', ';'.repeat(big)),
    // Files that are merely long, of as many customers as lines, and one of nothing but line ends, take their time.
    ...(most < 10
      ? []
      : [
          text('lines.csv', `debtor;ref;issueDate;amount\n${'\n'.repeat(big)}`),
          text(
            '732829320FEC20251231.txt',
            `${FEC.slice(0, FEC.indexOf('\n') + 1)}${Array.from({ length: Math.floor(big / 250) }, (_, i) => sale(i)).join('')}`,
          ),
          text(
            'debtors.csv',
            `debtor,ref,issueDate,amount\n${Array.from({ length: Math.floor(big / 40) }, (_, i) => `D${i},R${i},2026-01-15,10.00\n`).join('')}`,
          ),
        ]),
  ];
}

/** A workbook with one part packed by hand, of the size that it is, or of one that it is not. */
function withPart(name: string, { packed, declared }: Packed, size = declared): Buffer {
  return sheets([{ name: 'S', xml: sheet('') }], undefined, '<sst/>', { name, packed, declared: size });
}
