import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/files/sniff.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { fec, inChunks, items, refusal } from './support.ts';
import { workbook, zip } from './zip.ts';

const LIST = 'debtor;name;issueDate;amount\nC1;Société Générale des Œufs à 5 €;2026-01-15;1200,00\n';

async function nameIn(bytes: Uint8Array): Promise<string | undefined> {
  return (await items(bytes)).rows[0]?.name;
}

describe('encodings', () => {
  test.each(['utf-8', 'windows-1252', 'iso-8859-15', 'utf16le', 'utf16be'])('%s is recognised', async (encoding) => {
    const bytes = encoding.startsWith('utf16') ? iconv.encode(LIST, encoding, { addBOM: true }) : iconv.encode(LIST, encoding);
    expect(await nameIn(bytes)).toBe('Société Générale des Œufs à 5 €');
  });

  test('a byte order mark is no part of the first header', async () => {
    expect(await nameIn(Buffer.from(`\ufeff${LIST}`))).toBe('Société Générale des Œufs à 5 €');
  });

  test('UTF-8 is checked over the whole file: one Latin byte at its end makes it Latin', async () => {
    const filler = 'C1;ACME;2026-01-15;10,00\n'.repeat(60_000);
    const bytes = Buffer.concat([
      Buffer.from(`debtor;name;issueDate;amount\n${filler}`),
      iconv.encode('C2;Été;2026-01-15;10,00\n', 'latin1'),
    ]);
    const { rows } = await items(bytes);
    expect(rows).toHaveLength(60_001);
    expect(rows.at(-1)?.name).toBe('Été');
  });

  test.each([1, 2, 3, 5, 7])('characters cut by chunks of %i bytes are whole again', async (size) => {
    const { rows } = await items(inChunks(LIST, [size]));
    expect(rows[0]?.name).toBe('Société Générale des Œufs à 5 €');
    const marked = iconv.encode(LIST, 'utf16le', { addBOM: true });
    expect((await items(inChunks(marked, [size]))).rows).toEqual(rows);
  });

  test('UTF-16 without its mark is refused', async () => {
    expect(await refusal(iconv.encode(LIST, 'utf16le', { addBOM: false }))).toMatchObject({ fault: 'encoding', format: 'UTF-16' });
  });

  test('UTF-8 that ends inside a character is a file that was cut off', async () => {
    const bytes = Buffer.from(`${LIST}C2;Été`);
    expect(await refusal(bytes.subarray(0, bytes.length - 1))).toMatchObject({ fault: 'truncated' });
  });

  /** As a mainframe writes it: what code pages have in common, and where one of them has the rest. */
  function ebcdic(text: string, own: Readonly<Record<string, number>>): Uint8Array {
    const codes: Record<string, number> = { '\n': 0x15, ' ': 0x40, ',': 0x6b, ...own };
    const letter = (c: string) => {
      const at = 'abcdefghi jklmnopqr stuvwxyz'.indexOf(c.toLowerCase());
      const [row, column] = [Math.floor(at / 10), at % 10];
      return (c === c.toLowerCase() ? 0x81 : 0xc1) + row * 16 + column + (row === 2 ? 1 : 0);
    };
    return Uint8Array.from(text, (c) => codes[c] ?? (/\d/.test(c) ? 0xf0 + Number(c) : letter(c)));
  }
  const LEDGER =
    'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\n' +
    'VE|Ventes|1|20260115|411000|Clients|C1|Hélène à Orvèze|F1|20260115|Facture reçue|120,00|0,00|||20260115||\n' +
    'VE|Ventes|1|20260115|707000|Ventes|||F1|20260115|Facture reçue|0,00|120,00|||20260115||\n';

  test.each([
    ['1147, of France', { '|': 0xbb, é: 0xc0, è: 0xd0, à: 0x7c, ç: 0xe0 }],
    ['1148 and 500, international', { '|': 0xbb, é: 0x51, è: 0x54, à: 0x44, ç: 0x48 }],
    ['1140 and 037', { '|': 0x4f, é: 0x51, è: 0x54, à: 0x44, ç: 0x48 }],
  ])('a FEC in EBCDIC is read: code page %s', async (_, own) => {
    const { rows } = await fec(ebcdic(LEDGER, own));
    expect(rows.filter(({ account }) => account === '411000').map((row) => [row.debtor, row.debtorName, row.amount])).toEqual([
      ['C1', 'Hélène à Orvèze', 12_000n],
    ]);
  });

  test('EBCDIC whose lines have no end is refused by its own name', async () => {
    expect(await refusal(ebcdic(LEDGER.replaceAll('\n', ' '), { '|': 0xbb, é: 0xc0, è: 0xd0, à: 0x7c, ç: 0xe0 }))).toMatchObject({
      fault: 'ebcdic',
    });
  });
});

describe('what is no list', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['blank lines', '\n \r\n\n', 'empty'],
    ['a header alone', 'debtor;issueDate;amount\n', 'empty'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'binary'],
    ['an XML FEC without a line', '<?xml version="1.0"?>\n<comptabilite><exercice/></comptabilite>', 'empty'],
    ['another XML', '<?xml version="1.0"?>\n<Invoice><ID>1</ID></Invoice>', 'xml'],
    ['a page without a row', '<html><table></table></html>', 'empty'],
    ['JSON', '[{"debtor": "C1"}]', 'unknown-kind'],
    ['prose', 'Dear all,\nplease find the list attached\n', 'no-header'],
    ['one column', 'amount\n12\n', 'no-header'],
    ['headers that mean nothing', 'a;b;c\n1;2;3\n', 'unknown-kind'],
  ])('%s is refused as %s', async (_, content, fault) => {
    expect((await refusal(content)).fault).toBe(fault);
  });

  test('an archive, an old workbook and random bytes are binary, and the sentence says of which kind', async () => {
    expect(await refusal(zip([{ name: 'a.txt', content: Buffer.from('x') }]))).toMatchObject({ fault: 'binary', format: 'zip' });
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({ fault: 'binary', format: 'xls' });
    const random = createHash('sha512').update('seed').digest();
    expect((await refusal(Buffer.concat([random, random, random]))).fault).toBe('binary');
  });

  test('an XML file names its root; a sentence is made of it', async () => {
    const { format, sentence } = await refusal('<?xml version="1.0"?><!-- x --><Invoice/>', {}, 'f1.xml');
    expect(format).toBe('Invoice');
    expect(sentence).toContain('f1.xml');
  });

  test('a workbook that was cut off is said to be', async () => {
    const whole = workbook([['debtor', 'issueDate', 'amount']]);
    expect(await refusal(whole.subarray(0, whole.length - 30))).toMatchObject({ fault: 'truncated' });
  });
});

test('hash and size are those of the bytes, whatever the chunks', async () => {
  const bytes = Buffer.from(LIST.repeat(50));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await sniff(fileInMemory('a', bytes))).toMatchObject({ sha256, size: bytes.length });
  expect(await sniff(inChunks(bytes, [7, 1, 100]))).toMatchObject({ sha256, size: bytes.length });
});
