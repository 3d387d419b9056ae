import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/ports.ts';
import { type Ended, encoursIn } from '../support/shell.ts';
import { EX, PEOPLE } from '../support/turned.ts';

const cli = resolve(import.meta.dirname, '../../dist/src/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'encours-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const encours = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => encoursIn(folder, args, env);

/** The same by the compiled command line in a process of its own, as a user runs it. */
function built(...args: readonly string[]): Promise<Ended> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SLACK|ENCOURS|DATABASE|PORT|NODE_ENV)/.test(name)));
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env: clean }, (error, out, err) => {
      done({ status: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err });
    });
  });
}
const json = async (...args: string[]): Promise<{ status: number; body: Record<string, never> & Record<string, unknown> }> => {
  const result = await encours([...args, '--json']);
  return { status: result.status, body: JSON.parse(result.out) };
};
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

beforeAll(async () => {
  file('ex.csv', EX);
  file('people.csv', PEOPLE);
  file(
    'debtors.csv',
    'debtor,name,siren,limit,limitCurrency,collector\nC1,Société Œuvre & Fils,123456789,20000.00,EUR,nadia@acme.example\n',
  );
  await encours(['import', 'people.csv', 'debtors.csv', 'ex.csv', '--as-of', '2026-06-30']);
});

describe('encours', () => {
  it('writes a kept file out under its own name, and never over a file that is there', async () => {
    const made = join(folder, 'made.pdf');
    const { status, err } = await encours(['letter', 'C1', 'relance1', '--date', '2026-07-01', '--out', made]);
    expect(status, err).toBe(0);
    const got = await json('file', 'get', '1');
    expect(got.status).toBe(0);
    expect(await json('file', 'get', '1')).toMatchObject({ status: 1, body: { error: { code: 'conflict' } } });
    expect((await json('file', 'get', '1', '--out', String(got.body.file))).status).toBe(0);
  });

  it('says that nothing is kept for a case, and that a port is taken, as sentences', async () => {
    const none = await encours(['file', 'list', 'motion:9']);
    expect([none.status, none.out]).toEqual([0, 'Aucun fichier n’est gardé pour motion:9.\n']);
    const other = createServer();
    const port = await new Promise<number>((done) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        done(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const taken = await encours(['start'], { PORT: String(port), DATABASE_URL: 'file:./encours.db' });
    other.close();
    expect(taken.status, taken.err).toBe(1);
    expect(taken.err).toContain(`Le port ${port} est déjà pris sur cette machine`);
  });

  it('lists delegated powers and their uses, and a debtor’s score with its components', async () => {
    const { body } = await json('mandate', 'list');
    expect(body).toMatchObject({ period: 90 });
    expect(body.mandates).toContainEqual({
      ...{ holder: 'collector', power: 'rebate', upTo: null, amount: '500.00', currency: 'EUR', percent: '0.0200' },
      ...{ segments: [], companies: [], until: null, ended: false },
    });
    expect((await json('mandate', 'uses', '--from', '2026-01-01', '--to', '2026-06-30')).body).toEqual({ uses: [], proposals: [] });
    const swapped = await json('mandate', 'uses', '--from', '2026-07-01', '--to', '2026-06-30');
    expect([swapped.status, swapped.body.error]).toMatchObject([1, { code: 'bad-input' }]);
    // A limit, no outside score, nothing ever paid: too little is known for a score.
    expect((await json('debtor', 'C1')).body.debtor).toMatchObject({ score: null, mandates: [] });
  });

  it('answers aging with the columns of the contract', async () => {
    const { status, body } = await json('aging', '--as-of', '2026-06-30', '--by', 'debtor');
    expect(status).toBe(0);
    expect(body).toMatchObject({
      asOf: '2026-06-30',
      currencies: [
        {
          currency: 'EUR',
          notDue: '10000.00',
          d1_30: '6000.00',
          d31_60: '4000.00',
          d61_90: '0.00',
          d91_120: '0.00',
          over120: '3000.00',
          unallocated: '-1000.00',
          total: '22000.00',
          overdue: '12000.00',
          overdueRate: '0.5455',
          debtors: [{ debtor: 'C1', total: '22000.00' }],
        },
      ],
    });
  });

  it('answers aging with the company’s own buckets, named by their days', async () => {
    const { status, out } = await encours(['aging', '--as-of', '2026-06-30', '--by', 'debtor', '--json'], {
      ENCOURS_POLICY: file('buckets.yaml', 'buckets: [15, 45]\n'),
    });
    const [row] = JSON.parse(out).currencies;
    const amounts = { notDue: '10000.00', d1_15: '6000.00', d16_45: '0.00', over45: '7000.00', unallocated: '-1000.00', total: '22000.00' };
    expect([status, row]).toMatchObject([0, { ...amounts, overdueRate: '0.5455', debtors: [{ debtor: 'C1', ...amounts }] }]);
    expect(row).not.toHaveProperty('d1_30');
  });

  it('answers agenda and debtor, whatever the accents and capitals of the question', async () => {
    const agenda = await json('agenda', '--date', '2026-06-30', '--for', 'nadia@acme.example');
    expect(agenda.body).toMatchObject({
      date: '2026-06-30',
      sections: [{ kind: 'overdue', items: [{ debtor: 'C1', amount: '12000.00', owner: 'nadia@acme.example', priority: 1 }] }],
    });
    for (const query of ['oeuvre', 'SOCIETE', '123 456 789', 'f-1']) {
      expect((await json('debtor', query)).body).toMatchObject({ debtor: { id: 'C1', limit: '20000.00' } });
    }
  });

  it('draws a chart and says what it shows', async () => {
    const { status, body } = await json('chart', 'aging', '--out', 'aging.png', '--as-of', '2026-06-30');
    expect(status).toBe(0);
    expect(body).toMatchObject({ file: 'aging.png', width: expect.any(Number), altText: expect.stringContaining('54,5') });
    expect(statSync(join(folder, 'aging.png')).size).toBeLessThan(200_000);
  });

  it('checks what an administrator must have right', async () => {
    const { status, body } = await json('check');
    expect(status).toBe(0);
    expect(body.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'database', level: 'ok' }),
        expect.objectContaining({ what: 'fonts', level: 'ok' }),
      ]),
    );
  });

  it('tells a script of wrong usage in JSON, and an installer of a platform that cannot be entered in a sentence', async () => {
    expect(await json('aging', '--nope')).toMatchObject({ status: 2, body: { error: { code: 'usage' } } });
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abc', SLACK_API_URL: 'http://127.0.0.1:9/api/' };
    const { status, err } = await encours(['start'], { ...slack, PORT: String(await freePort()) });
    expect([status, err]).toEqual([1, expect.stringContaining('Le bot ne peut pas entrer dans slack')]);
    expect(err).not.toContain('    at ');
  });

  it('exits 2 on wrong usage and 1 on a refusal, with one sentence and no stack', async () => {
    for (const args of [['nonsense'], ['import'], ['aging', '--by', 'moon'], ['chart', 'aging']])
      expect((await encours(args)).status).toBe(2);
    for (const args of [
      ['debtor', 'nobody'],
      ['import', 'absent.csv'],
      ['aging', '--as-of', '2026-02-30'],
      ['agenda', '--for', 'eve@x.example'],
    ]) {
      const { status, err, out } = await encours(args);
      expect(status).toBe(1);
      expect(out).toBe('');
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).not.toMatch(/\bat .*:\d+/);
    }
    expect((await json('debtor', 'nobody')).body).toMatchObject({
      error: { code: 'unknown-debtor', message: expect.stringContaining('nobody') },
    });
  });

  it('is built: a process ends with the status of its command, and says the same on the same stream', async () => {
    for (const [status, ...args] of [
      [0, 'aging', '--as-of', '2026-06-30', '--json'],
      [1, 'debtor', 'nobody'],
      [2, 'aging', '--by', 'moon'],
    ] as const) {
      const ended = await built(...args);
      expect(ended).toEqual(await encours(args));
      expect(ended.status).toBe(status);
    }
  });

  it('refuses hostile files with a sentence, and leaves the database as it was', async () => {
    const before = (await json('aging', '--as-of', '2026-06-30')).body;
    const hostile: [string, string | Uint8Array][] = [
      ['empty.csv', ''],
      ['binary.csv', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)],
      ['pdf.csv', '%PDF-1.7\n1 0 obj'],
      ['xml.txt', '<?xml version="1.0"?><comptabilite></comptabilite>'],
      [
        'ebcdic.txt',
        Uint8Array.from([
          0xd1, 0x96, 0xa4, 0x99, 0x95, 0x81, 0x93, 0xc3, 0x96, 0x84, 0x85, 0x40, 0xd1, 0x96, 0xa4, 0x99, 0x95, 0x81, 0x93, 0xd3, 0x89,
          0x82, 0x25,
        ]),
      ],
      ['words.csv', 'Dear Sir,\nplease find attached our order.\n'],
      ['ambiguous.csv', 'debtor,ref,issueDate,dueDate,amount\nC9,F1,01/02/2026,03/04/2026,10.00\n'],
      ['feb.csv', 'debtor,ref,issueDate,dueDate,amount\nC9,F1,2026-02-30,2026-03-01,10.00\n'],
      ['truncated.xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 1)])],
    ];
    for (const [name, content] of hostile) {
      const { status, body } = await json('import', file(name, content));
      expect([name, status]).toEqual([name, 1]);
      expect((body.error as unknown as { message: string }).message.length).toBeGreaterThan(10);
    }
    expect((await json('aging', '--as-of', '2026-06-30')).body).toEqual(before);
  });

  it('names the column and the option when dates can be read in two ways, and takes them with the option', async () => {
    const ambiguous = file('dmy.csv', 'debtor,ref,issueDate,dueDate,amount\nC9,F1,01/02/2026,03/04/2026,10.00\n');
    const refused = await encours(['import', ambiguous]);
    expect(refused.err).toMatch(/issueDate.*--date-format/);
    expect((await encours(['import', ambiguous, '--date-format', 'DMY', '--dry-run'])).status).toBe(0);
    // A file beside one that asks is not written either, nor is one beside a file that cannot be read.
    const clear = file('ymd.csv', 'debtor,ref,issueDate,dueDate,amount\nC9,F2,2026-01-13,2026-03-04,20.00\n');
    const both = await json('import', clear, ambiguous);
    expect((both.body.files as unknown as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual(['preview', 'asked']);
    expect((await encours(['import', clear, file('nothing.csv', '')])).status).toBe(1);
    const after = await json('import', clear, ambiguous, '--date-format', 'DMY', '--dry-run');
    expect((after.body.files as unknown as { accepted: number }[]).map(({ accepted }) => accepted)).toEqual([1, 1]);
  });

  it('lists the six faults of a policy file with their paths and places', async () => {
    const policy = 'language: de\ntimeZone: Nowhere\ncurrency: euro\nterms: soon\nledgerStaleAfter: -1\ncolour: blue\n';
    const { status, err } = await encours(['aging'], { ENCOURS_POLICY: file('bad.yaml', policy) });
    expect(status).toBe(1);
    ['language', 'timeZone', 'currency', 'terms', 'ledgerStaleAfter', 'colour'].forEach((path, i) => {
      expect(err).toContain(`bad.yaml: ${path} (ligne ${i + 1}, colonne 1):`);
    });
  });
});
