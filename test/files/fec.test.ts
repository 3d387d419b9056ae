import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { SIGNS } from '../../src/core/ledger/item.ts';
import { fileIdentity, isOpeningJournal } from '../../src/files/fec.ts';
import { isDueHeader } from '../../src/files/fec-columns.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { runs } from '../support/chance.ts';
import { fec, open, refusal } from './support.ts';

const NAMES = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
];

type Line = Partial<Record<string, string>>;

/** A line on a customer account, unless told otherwise. */
function cells(line: Line, names: readonly string[] = NAMES): string[] {
  const usual: Line = {
    JournalCode: 'VE',
    JournalLib: 'Ventes',
    EcritureNum: '1',
    EcritureDate: '20260115',
    CompteNum: '411000',
    CompteLib: 'Clients',
    CompAuxNum: 'C0042',
    CompAuxLib: 'Dupont SA',
    PieceRef: 'FA12',
    PieceDate: '20260114',
    EcritureLib: 'Facture',
    Debit: '1200,00',
    Credit: '0,00',
  };
  return names.map((name) => line[name] ?? usual[name] ?? '');
}

function file(lines: readonly Line[], separator = '|', names: readonly string[] = NAMES): string {
  return [names, ...lines.map((line) => cells(line, names))].map((row) => row.join(separator)).join('\n');
}

async function amounts(content: string | Uint8Array): Promise<(bigint | string)[]> {
  const { rows, rejected } = await fec(content);
  return [...rows, ...rejected].sort((a, b) => a.line - b.line).map((r) => ('amount' in r ? r.amount : r.code));
}

describe('a customer line', () => {
  test('carries what the ledger needs', async () => {
    const { rows, entries } = await fec(
      file([
        { EcritureLet: 'a', DateLet: '20260310', Montantdevise: '-1300,00', Idevise: 'usd' },
        { CompteNum: '701000', Debit: '', Credit: '1200,00' },
      ]),
    );
    expect(rows).toEqual([
      {
        line: 2,
        journal: 'VE',
        entry: '1',
        entryKey: 'VE|1',
        bookDay: parseDay('2026-01-15'),
        account: '411000',
        accountName: 'Clients',
        debtor: 'C0042',
        debtorName: 'Dupont SA',
        ref: 'FA12',
        issueDay: parseDay('2026-01-14'),
        dueDay: undefined,
        label: 'Facture',
        amount: 120000n,
        letter: 'a',
        letterDay: parseDay('2026-03-10'),
        original: { minor: 130000n, currency: 'USD' },
      },
    ]);
    expect(entries).toEqual([{ key: 'VE|1', signs: SIGNS.sale, balance: 0n, line: 2 }]);
  });

  test('without CompAuxNum the account is the debtor; without PieceDate the entry dates the document', async () => {
    const { rows } = await fec(file([{ CompteNum: '411DUPONT', CompteLib: 'DUPONT SA', CompAuxNum: '', CompAuxLib: '', PieceDate: '' }]));
    expect(rows[0]).toMatchObject({ debtor: '411DUPONT', debtorName: 'DUPONT SA', issueDay: parseDay('2026-01-15') });
  });

  test('only customer accounts come out; the rest is counted and forgotten', async () => {
    const accounts = ['411000', '413000', '416000', '418100', '419100', '491000', '401000', '421000', '512000', '701000'];
    const { rows, ignored } = await fec(file(accounts.map((CompteNum) => ({ CompteNum }))));
    expect(rows.map((r) => r.account)).toEqual(['411000', '413000', '416000', '418100', '419100']);
    expect(ignored).toBe(5);
  });

  test('in Belgium the customers are 400, 401 and 407', async () => {
    const accounts = ['400000', '401000', '407000', '411000', '440000'];
    const flags = { policy: { ...DEFAULT_POLICY, country: 'BE' } };
    const { rows } = await fec(file(accounts.map((CompteNum) => ({ CompteNum }))), flags);
    expect(rows.map((r) => r.account)).toEqual(['400000', '401000', '407000']);
  });

  test('a line of 0,00 moves nothing and is left out', async () => {
    const { rows, ignored } = await fec(file([{ Debit: '0,00' }, { Debit: '', Credit: '' }, {}]));
    expect([rows.length, ignored]).toEqual([1, 2]);
  });
});

describe('every shape that programs give it', () => {
  test.each(['\t', '|', ';'])('"%s" as separator', async (separator) => {
    expect(await amounts(file([{}], separator))).toEqual([120000n]);
  });

  test('a comma as separator, amounts quoted or with a dot', async () => {
    expect(await amounts(file([{ Debit: '"1200,50"', Credit: '"0,00"' }], ','))).toEqual([120050n]);
    expect(await amounts(file([{ Debit: '1200.50', Credit: '0.00' }], ','))).toEqual([120050n]);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR alone', '\r'],
  ])('%s as line end', async (_, end) => {
    expect(await amounts(file([{}, {}]).replaceAll('\n', end))).toEqual([120000n, 120000n]);
  });

  test('a separator at the end of every line, or of some', async () => {
    expect(await amounts(file([{}, {}]).replaceAll('\n', '|\n'))).toEqual([120000n, 120000n]);
    expect(await amounts(`${file([{}])}|\n${cells({}).join('|')}`)).toEqual([120000n, 120000n]);
  });

  test('a stray separator inside a text is put back where it belongs', async () => {
    const { rows } = await fec(file([{ EcritureLib: 'Facture | acompte | 3' }, { CompAuxLib: 'Dupont | fils' }, {}]));
    expect(rows.map((r) => [r.label, r.debtorName, r.amount])).toEqual([
      ['Facture | acompte | 3', 'Dupont SA', 120000n],
      ['Facture', 'Dupont | fils', 120000n],
      ['Facture', 'Dupont SA', 120000n],
    ]);
  });

  test('on a credit, where a shift would turn the sign', async () => {
    const credit = { Debit: '0,00', Credit: '1200,00' };
    const longer = (line: Line) => cells(line).join('|');
    const lines = [
      credit,
      { ...credit, EcritureLib: 'Avoir | 3' },
      { ...credit, EcritureLib: 'Avoir | ' },
      { Debit: '0', Credit: '1200', EcritureLib: 'a | b' },
    ];
    expect(await amounts(file(lines))).toEqual([-120000n, -120000n, -120000n, -120000n]);
    expect(await amounts(`${file([credit, credit])}\n${longer(credit)}|\n${longer(credit)}`)).toEqual(Array(4).fill(-120000n));
    const zero = `${file([{}, {}])}\n${longer({ Debit: '0,00' })}|\n${longer({})}`;
    expect(await amounts(zero)).toEqual([120000n, 120000n, 120000n]);
  });

  test('a number in a text that could as well be an amount is refused, not guessed', async () => {
    expect(await amounts(file([{}, { Debit: '0', Credit: '1200', EcritureLib: 'Avoir | 3' }]))).toEqual([120000n, 'long-row']);
  });

  test('headers in any case, with accents and padding', async () => {
    const names = NAMES.map((n, i) => (i % 2 ? ` ${n.toUpperCase()}  ` : n.toLowerCase().replace('debit', 'Débit')));
    expect(await amounts([names.join('|'), cells({}).join('|')].join('\n'))).toEqual([120000n]);
  });

  test('cells padded with blanks and zeros', async () => {
    const { rows } = await fec(file([{ CompAuxNum: 'C0042   ', Debit: '0000001200,00', Credit: '0000000000,00', EcritureLet: '   ' }]));
    expect(rows[0]).toMatchObject({ debtor: 'C0042', amount: 120000n, letter: '' });
  });

  test('Montant with Sens instead of Debit and Credit', async () => {
    const names = NAMES.map((n) => (n === 'Debit' ? 'Montant' : n === 'Credit' ? 'Sens' : n));
    const lines = ['D', 'C', '+1', '-1', 'd', 'x'].map((Sens) => ({ Montant: '100,00', Sens }));
    expect(await amounts(file(lines, '|', names))).toEqual([10000n, -10000n, 10000n, -10000n, 10000n, 'bad-amount']);
  });

  test.each([
    ['1200', '', 120000n],
    ['1200,5', '', 120050n],
    ['', '1200,00', -120000n],
    ['12,50-', '', -1250n],
    ['-12,50', '', -1250n],
    ['', '-12,50', 1250n],
    ['1,2E+03', '', 120000n],
    ['9007199254740993,25', '', 900719925474099325n],
    ['100,00', '100,00', 'both-debit-and-credit'],
    ['abc', '', 'bad-amount'],
    ['10,005', '', 'too-many-decimals'],
    ['10,500', '', 1050n],
  ] as const)('debit "%s", credit "%s" is %s', async (Debit, Credit, expected) => {
    expect(await amounts(file([{ Debit, Credit }]))).toEqual([expected]);
  });

  test('a dot or blanks in an amount are read, with a warning', async () => {
    const { rows, warnings } = await fec(file([{ Debit: '1200.50' }, { Debit: '1 200,50' }, { Debit: '1.200,50' }, { Debit: '1200,50' }]));
    expect(rows.map((r) => r.amount)).toEqual([120050n, 120050n, 120050n, 120050n]);
    expect(warnings.map((w) => [w.line, w.code, w.column])).toEqual([2, 3, 4].map((line) => [line, 'amount-format', 'Debit']));
  });

  test('amounts that all look like 1.234 are asked about: a thousand or a third decimal?', async () => {
    expect(await refusal(file([{ Debit: '1.234', Credit: '' }]))).toMatchObject({
      fault: 'ambiguous-decimal',
      column: 'Debit',
      found: [',', '.'],
    });
    expect(await amounts(file([{ Debit: '1.234', Credit: '' }, { Debit: '1,50' }]))).toEqual([123400n, 150n]);
  });

  test.each([
    ['20260115', '2026-01-15'],
    ['2026-01-15', '2026-01-15'],
    ['2026/01/15', '2026-01-15'],
    ['2026.01.15', '2026-01-15'],
    ['15012026', '2026-01-15'],
    ['15/01/2026', '2026-01-15'],
    ['05/01/2026', '2026-01-05'],
    ['20260115 00:00:00', '2026-01-15'],
    ['2026-01-15T00:00:00', '2026-01-15'],
  ])('EcritureDate %s', async (EcritureDate, day) => {
    const { rows } = await fec(file([{ EcritureDate }, {}]));
    expect(rows[0]?.bookDay).toBe(parseDay(day));
  });

  test('zeros are no date, 99/99/9999 is how one program marks a partial letter', async () => {
    const { rows, warnings } = await fec(
      file([{ PieceDate: '00000000', DateLet: '00/00/0000' }, { DateLet: '99/99/9999', EcritureLet: 'a' }, { DateLet: '99999999' }]),
    );
    expect(rows.map((r) => [r.issueDay === r.bookDay, r.letterDay])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, undefined],
    ]);
    expect(warnings).toEqual([]);
  });

  test('a column after the eighteen that looks like an échéance is the due date', async () => {
    const names = [...NAMES, 'DateRglt', 'Date_Echeance'];
    const { rows } = await fec(file([{ Date_Echeance: '14/02/2026' }, { Date_Echeance: '' }], '|', names));
    expect(rows.map((r) => r.dueDay)).toEqual([parseDay('2026-02-14'), undefined]);
  });

  test('NUL bytes and old encodings', async () => {
    const nul = file([{ CompAuxLib: 'Du\0pont' }]);
    expect((await fec(nul)).rows[0]?.debtorName).toBe('Dupont');
    const { rows } = await fec(iconv.encode(file([{ CompAuxLib: 'Forêt & Cœur à 1 €' }]), 'iso-8859-15'));
    expect(rows[0]?.debtorName).toBe('Forêt & Cœur à 1 €');
  });

  test('cutting a FEC into random columns, separators and paddings changes no amount', async () => {
    const line = fc.record({
      cents: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
      pad: fc.integer({ min: 0, max: 3 }),
      trail: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\t', '|', ';'), async (lines, separator) => {
        const written = lines.map(({ cents, pad, trail }) => {
          const size = cents < 0n ? -cents : cents;
          const text = `${' '.repeat(pad)}${size / 100n},${String(size % 100n).padStart(2, '0')}`;
          return trail && cents < 0n ? { Debit: `${text}-` } : cents < 0n ? { Debit: '', Credit: text } : { Debit: text };
        });
        const found = await amounts(file(written, separator));
        expect(found).toEqual(lines.map((l) => l.cents).filter((cents) => cents !== 0n));
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('what a line is called', () => {
  const refs = async (lines: readonly Line[]) => (await fec(file(lines))).rows.map((r) => r.ref);
  const entry = (EcritureNum: string, more: Line = {}): Line => ({ EcritureNum, PieceRef: '-', EcritureLib: '/', ...more });

  test('PieceRef, unless it is none: then a document’s number of the entry, else the one that the label names', async () => {
    expect(await refs([{ PieceRef: 'VIR' }, { PieceRef: 'FA12' }])).toEqual(['VIR', 'FA12']);
    expect(await refs([entry('FAC/2026/00001'), entry('FAC/2026/00002', { PieceRef: '' })])).toEqual(['FAC/2026/00001', 'FAC/2026/00002']);
    expect(await refs([entry('1', { EcritureLib: 'Facture FA-50 Dupont' }), entry('2', { EcritureLib: 'Fact. n° 20260017' })])).toEqual([
      'FA-50',
      '20260017',
    ]);
    expect(await refs([entry('1', { EcritureLib: 'Dupont AV0031, retour' }), entry('2')])).toEqual(['AV0031', '']);
  });

  test('a PieceRef that is the same everywhere is none, and one entry alone says nothing of that', async () => {
    const same = (EcritureNum: string) => entry(EcritureNum, { PieceRef: 'IMPORT1' });
    expect(await refs([same('FAC-0001'), same('FAC-0002')])).toEqual(['FAC-0001', 'FAC-0002']);
    expect(await refs([same('FAC-0001'), same('FAC-0001')])).toEqual(['IMPORT1', 'IMPORT1']);
  });

  test('no date, amount or customer’s code is taken for a number', async () => {
    const labels = ['Virement du 12/03/2026', 'Reglement 1200,00', 'Virement C0042', 'Solde 20260131'];
    expect(await refs(labels.map((EcritureLib, i) => entry(String(i), { EcritureLib })))).toEqual(['', '', '', '']);
  });

  test('an opening line whose PieceRef is a word is called as its label says', async () => {
    const opening = { JournalCode: 'AN', EcritureDate: '20260101', PieceRef: 'A NOUVEAU', EcritureLib: 'Facture FA-90' };
    expect(await refs([opening, { PieceRef: 'FA12' }])).toEqual(['FA-90', 'FA12']);
  });
});

describe('the due date’s column', () => {
  test.each(['DateEcheance', 'Date_Echeance', 'DATEECHEANCE', "Date d'échéance", 'Ech', 'Échéance', 'Date Ech.', 'DateEch', 'Due date'])(
    '%s is one',
    (name) => {
      expect(isDueHeader(name)).toBe(true);
    },
  );

  test.each(['NumCheque', 'Recherche', 'ModeEcheance', 'MontantEcheance', 'NbEcheances', 'Technique', 'Echelon', 'DateRglt'])(
    '%s is none',
    (name) => {
      expect(isDueHeader(name)).toBe(false);
    },
  );
});

describe('what is wrong with a line', () => {
  test.each([
    ['30 February', { EcritureDate: '20260230' }, 'bad-date', 'EcritureDate'],
    ['no date', { EcritureDate: '' }, 'missing-field', 'EcritureDate'],
    ['a document date that does not exist', { PieceDate: '20261301' }, 'bad-date', 'PieceDate'],
    ['a word for an amount', { Debit: 'x' }, 'bad-amount', 'Debit'],
    ['debit and credit', { Credit: '1,00' }, 'both-debit-and-credit', 'Debit'],
  ])('%s: refused with its line on a customer account, a warning elsewhere', async (_, line, code, column) => {
    const ours = await fec(file([{}, line, {}]));
    expect(ours.rejected).toMatchObject([{ line: 3, code, column }]);
    expect(ours.rows).toHaveLength(2);
    const other = await fec(file([{}, { ...line, CompteNum: '701000' }, {}]));
    expect(other.rejected).toEqual([]);
    // The document date of a line that is not ours is not even looked at.
    expect(other.warnings.map((w) => [w.line, w.code])).toEqual(column === 'PieceDate' ? [] : [[3, code]]);
  });

  test('a line that stops early, and one that is too long', async () => {
    const { rejected, rows } = await fec(
      `${file([{}])}\nVE|Ventes|1|20260115|411000\n${cells({}).join('|')}|a|b|c\n${cells({}).join('|')}\n`,
    );
    expect(rejected.map((r) => [r.line, r.code])).toEqual([
      [3, 'short-row'],
      [4, 'long-row'],
    ]);
    expect(rows).toHaveLength(2);
  });

  test('an unreadable letter date or foreign amount is left out with a warning', async () => {
    const { rows, warnings } = await fec(
      file([
        { DateLet: '2026', Montantdevise: 'x', Idevise: 'USD' },
        { Montantdevise: '5,00', Idevise: '???' },
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(warnings.map((w) => w.code)).toEqual(['bad-date', 'bad-amount', 'bad-currency']);
  });

  test('what a whole file repeats is said a few times only', async () => {
    const { warnings, rows } = await fec(file(Array.from({ length: 500 }, () => ({ Debit: '1200.50' }))));
    expect(rows).toHaveLength(500);
    expect(warnings).toHaveLength(20);
  });

  test('columns that no FEC can do without are named', async () => {
    const names = NAMES.filter((n) => n !== 'Credit' && n !== 'EcritureDate');
    expect(await refusal(file([{}], '|', names), { as: 'fec' })).toMatchObject({
      fault: 'missing-column',
      missing: ['ecrituredate', 'credit'],
    });
  });
});

describe('entries', () => {
  test('the other lines of an entry say what it is', async () => {
    const { entries } = await fec(
      file([
        { EcritureNum: '1' },
        { EcritureNum: '1', CompteNum: '445710', Debit: '', Credit: '1200,00' },
        { JournalCode: 'BQ', EcritureNum: '1', CompteNum: '512000' },
        { JournalCode: 'BQ', EcritureNum: '1', Debit: '', Credit: '1000,00' },
        { JournalCode: 'AN', JournalLib: 'A NOUVEAUX', EcritureNum: '1' },
      ]),
    );
    expect(entries.map(({ key, signs, balance, line }) => [key, signs, balance, line])).toEqual([
      ['VE|1', SIGNS.vat, 0n, 2],
      ['BQ|1', SIGNS.cash, 20000n, 4],
      ['AN|1', SIGNS.opening, 120000n, 6],
    ]);
  });

  test.each(['', '0', '000'])('a file whose entries are all numbered "%s" is cut by day and document', async (EcritureNum) => {
    const { entries } = await fec(
      file([
        { EcritureNum },
        { EcritureNum, CompteNum: '701000', Debit: '', Credit: '1200,00' },
        { EcritureNum, PieceRef: 'FA13' },
        { EcritureNum, EcritureDate: '20260116' },
      ]),
    );
    expect(entries.map((e) => e.signs)).toEqual([SIGNS.sale, 0, 0]);
  });

  test('an opening entry is known by what it does, whatever its journal is called and wherever in the file it stands', async () => {
    const carried = { JournalCode: 'OD', EcritureNum: '7', EcritureDate: '20260101', EcritureLib: 'Reprise des soldes' };
    const { entries } = await fec(
      file([
        { EcritureNum: '1' },
        carried,
        { ...carried, CompteNum: '401000', Debit: '', Credit: '200,00' },
        { ...carried, CompteNum: '101000', Debit: '', Credit: '1000,00' },
        // The same day: a customer pays; a bill is written off; a debt is moved; the owner takes cash.
        { JournalCode: 'BQ', EcritureNum: '1', EcritureDate: '20260101', CompteNum: '512000' },
        { JournalCode: 'BQ', EcritureNum: '1', EcritureDate: '20260101', Debit: '', Credit: '1200,00' },
        { JournalCode: 'OD', EcritureNum: '8', EcritureDate: '20260101', CompteNum: '654000' },
        { JournalCode: 'OD', EcritureNum: '8', EcritureDate: '20260101', CompteNum: '164000' },
        { JournalCode: 'OD', EcritureNum: '9', EcritureDate: '20260101', CompteNum: '416000' },
        { JournalCode: 'OD', EcritureNum: '9', EcritureDate: '20260101', Debit: '', Credit: '1200,00' },
        { JournalCode: 'OD', EcritureNum: '10', EcritureDate: '20260101', CompteNum: '108000' },
        { JournalCode: 'OD', EcritureNum: '10', EcritureDate: '20260101', Debit: '', Credit: '1200,00' },
        // Capital again, but not on the first day.
        { JournalCode: 'OD', EcritureNum: '11', CompteNum: '101000' },
      ]),
    );
    expect(entries.flatMap((e) => (e.signs & SIGNS.opening ? [e.key] : []))).toEqual(['OD|7']);
  });

  test('a journal that does nothing but open the year opens it entry by entry, one that is called so only on the first day', async () => {
    const at = (JournalCode: string, EcritureNum: string, CompteNum: string, EcritureDate = '20260101') => ({
      JournalCode,
      EcritureNum,
      CompteNum,
      EcritureDate,
    });
    const openingKeys = async (lines: readonly Line[]) =>
      (await fec(file(lines))).entries.flatMap((e) => (e.signs & SIGNS.opening ? [e.key] : []));
    expect(await openingKeys([at('Z9', '1', '411000'), at('Z9', '2', '101000'), {}])).toEqual(['Z9|1', 'Z9|2']);
    expect(await openingKeys([at('Z9', '1', '411000'), at('Z9', '2', '101000'), at('Z9', '3', '411000', '20260120'), {}])).toEqual([
      'Z9|2',
    ]);
    expect(await openingKeys([at('AN', '1', '411000'), at('AN', '2', '411000', '20260120'), {}])).toEqual(['AN|1']);
    expect(await openingKeys([at('BQ', '1', '411000'), at('BQ', '1', '512000')])).toEqual([]);
  });

  test.each([
    ['AN', ''],
    ['RAN', 'x'],
    ['ANO', 'A nouveaux'],
    ['2', "BILAN D'OUVERTURE"],
    ['2', 'BILAN DEBUT'],
    ['JA', 'Journal des à-nouveaux'],
    ['XX', 'Report à nouveau'],
    ['OB', 'Opening balances'],
  ])('journal %s "%s" opens the year', (code, label) => {
    expect(isOpeningJournal(code, label)).toBe(true);
  });

  test.each([
    ['VE', 'Ventes'],
    ['BAN', 'Banque'],
    ['CAN', 'Ventes Canada'],
    ['OD', 'Opérations diverses'],
    ['VN', 'Ventes véhicules nouveaux'],
  ])('journal %s "%s" does not', (code, label) => {
    expect(isOpeningJournal(code, label)).toBe(false);
  });
});

describe('whose file it is', () => {
  test.each([
    ['123456789FEC20261231.txt', '123456789', '2026-12-31', undefined],
    ['123456789FEC20261231_2.txt', '123456789', '2026-12-31', '2'],
    ['old_123456789fec20260630.TXT', '123456789', '2026-06-30', undefined],
    ['0000000001FEC20220831.txt', '0000000001', '2022-08-31', undefined],
    ['fec2020.txt', undefined, undefined, undefined],
    ['123456789FEC20261332.txt', '123456789', undefined, undefined],
  ])('%s', (name, siren, closing, part) => {
    const found = fileIdentity(name);
    expect([found.siren, found.closing, found.part]).toEqual([siren, closing === undefined ? undefined : parseDay(closing), part]);
  });

  test('the source is the closing date and the part, else the first entry date; the ledger is of the last one', async () => {
    const content = file([{ EcritureDate: '20260201' }, { EcritureDate: '20260331', CompteNum: '701000' }, { EcritureDate: '20260115' }]);
    const named = await fec(content);
    expect([named.reading.siren, named.reading.source, named.reading.lastDay]).toEqual(['123456789', '2026-12-31', parseDay('2026-03-31')]);
    expect((await fec(content, {}, '123456789FEC20261231_2.txt')).reading.source).toBe('2026-12-31_2');
    expect((await fec(content, {}, 'export.txt')).reading).toMatchObject({ siren: undefined, source: '2026-01-15' });
  });
});

describe('a FEC in XML', () => {
  const XML = `<?xml version="1.0" encoding="ISO-8859-15"?>
<comptabilite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="A47A-I-VII-1.xsd">
  <exercice>
    <DateCloture>2026-12-31</DateCloture>
    <journal>
      <JournalCode>VE</JournalCode>
      <JournalLib>Ventes &amp; avoirs</JournalLib>
      <ecriture>
        <EcritureNum>1</EcritureNum>
        <EcritureDate>2026-01-15</EcritureDate>
        <EcritureLib>Facture FA12</EcritureLib>
        <PieceRef>FA12</PieceRef>
        <PieceDate>2026-01-14</PieceDate>
        <ValidDate>2026-01-31</ValidDate>
        <ligne>
          <CompteNum>411000</CompteNum>
          <CompteLib>Clients</CompteLib>
          <CompteAuxNum>C0042</CompteAuxNum>
          <CompteAuxLib>Forêt SA</CompteAuxLib>
          <Debit>1234.50</Debit>
          <Credit>0.00</Credit>
          <EcritureLet>A</EcritureLet>
        </ligne>
        <ligne>
          <CompteNum>707000</CompteNum>
          <CompteLib>Ventes</CompteLib>
          <Debit>0.00</Debit>
          <Credit>1234.50</Credit>
        </ligne>
      </ecriture>
      <ecriture>
        <EcritureNum>2</EcritureNum>
        <EcritureDate>2026-02-01</EcritureDate>
        <EcritureLib>Avoir</EcritureLib>
        <ligne><CompteNum>411000</CompteNum><CompteAuxNum>C0042</CompteAuxNum><Montant>10.00</Montant><Sens>C</Sens></ligne>
      </ecriture>
    </journal>
  </exercice>
</comptabilite>`;

  test('is read as the flat file is, line by line under its entry and its journal', async () => {
    const { rows, rejected, warnings, entries } = await fec(
      iconv.encode(XML.replace(/<ecriture>\s*<EcritureNum>2[\s\S]*?<\/ecriture>/, ''), 'iso-8859-15'),
      { as: 'fec' },
      '123456789FEC20261231.xml',
    );
    expect([rejected, warnings]).toEqual([[], []]);
    expect(rows).toMatchObject([
      {
        journal: 'VE',
        entry: '1',
        debtor: 'C0042',
        debtorName: 'Forêt SA',
        ref: 'FA12',
        label: 'Facture FA12',
        amount: 123450n,
        letter: 'A',
        bookDay: parseDay('2026-01-15'),
        issueDay: parseDay('2026-01-14'),
      },
    ]);
    expect(entries).toMatchObject([{ signs: SIGNS.sale, balance: 0n }]);
  });

  test('is known by its root, and one that is cut off is refused', async () => {
    const { kind } = await open(fileInMemory('x.xml', XML));
    expect(kind).toBe('fec');
    expect(await refusal(XML.slice(0, 900), {}, 'x.xml')).toMatchObject({ fault: 'truncated' });
    expect(await refusal('<facture><a>1</a></facture>', {}, 'x.xml')).toMatchObject({ fault: 'xml' });
  });
});
