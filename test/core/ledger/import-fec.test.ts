/** What an import says of a FEC beside the company's others: what it replaces, what vanished, what has no age, and why nothing came. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { findingSentences, reportJson } from '../../../src/core/ledger/report.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { createDesk, wordsOf } from '../../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

const HEADER =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

interface Sale {
  readonly entry: string;
  readonly ref: string;
  readonly euros: number;
  readonly day?: string;
  readonly account?: string;
  readonly debtor?: string;
}

const line = (journal: string, entry: string, day: string, account: string, debtor: string, ref: string, euros: number): string =>
  `${journal}|J|${entry}|${day}|${account}|Compte|${debtor}|${debtor}|${ref}|${day}|Ecriture|${Math.max(euros, 0)},00|${Math.max(-euros, 0)},00||||`;

function fec(...sales: Sale[]): string {
  const lines = sales.flatMap(({ entry, ref, euros, day = '20261005', account = '411000', debtor = 'C1' }) => [
    line('VE', entry, day, account, debtor, ref, euros),
    line('VE', entry, day, '707000', '', ref, -euros),
  ]);
  return [HEADER, ...lines].join('\n');
}

/** With an opening of one line. */
function opened(ref: string, euros: number, ...sales: Sale[]): string {
  const [header, ...lines] = fec(...sales).split('\n');
  return [
    header,
    line('X', '1', '20260101', '411000', 'C1', ref, euros),
    line('X', '1', '20260101', '110000', '', ref, -euros),
    ...lines,
  ].join('\n');
}

const A: Sale = { entry: 'P1', ref: 'FX-1', euros: 500, day: '20260210' };
const B: Sale = { entry: 'P2', ref: 'FX-2', euros: 70, day: '20260215' };
const C: Sale = { entry: 'P3', ref: 'FX-3', euros: 9, day: '20260320' };

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-10-20T09:00:00+02:00' });
});
afterEach(() => t.close());

const open = async (at = '2026-10-20') =>
  (await ledgerIn(t.core.store.read).openItems((await debtorsIn(t.core.store.read).all())[0]?.id ?? 0, parseDay(at) ?? 0, 50)).items.map(
    (i) => `${i.ref} ${i.open / 100n} ${isoDay(i.dueDay)}`,
  );

describe('another export of the year', () => {
  it('takes the place of the earlier one, names what vanished, and says how much it replaced', async () => {
    await t.import('123456789FEC20260228.txt', fec(A, B));
    const report = await t.import('123456789FEC20260331.txt', fec(A, C));
    expect(reportJson(report, 'en')).toMatchObject({
      replaced: { entries: 2, items: 2 },
      vanished: { items: 1, lines: [{ debtor: 'C1', ref: 'FX-2', date: '2026-02-15', amount: '70.00' }] },
      notes: [expect.stringContaining('takes the place of an older export'), expect.stringContaining('FX-2')],
    });
    expect(await open()).toEqual(['FX-1 500 2026-03-12', 'FX-3 9 2026-04-19']);
  });

  it('whose entries are numbered anew loses nothing', async () => {
    await t.import('123456789FEC20260228.txt', fec(A, B));
    const report = await t.import('123456789FEC20261231.txt', fec({ ...A, entry: 'V7' }, { ...B, entry: 'V8' }));
    expect(report.findings?.vanished).toEqual({ count: 0, lines: [] });
    expect(await open()).toHaveLength(2);
  });

  it('that is older than what is there changes nothing in its days, and a person may want it all the same', async () => {
    await t.import('123456789FEC20260331.txt', fec(A, C));
    const old = await t.import('123456789FEC20260228.txt', fec(A, B));
    expect(old).toMatchObject({
      outcome: 'imported',
      accepted: 0,
      unchanged: 2,
      tieOut: [],
      findings: { newer: '123456789FEC20260331.txt' },
    });
    expect(await open()).toHaveLength(2);
    await t.import('123456789FEC20260227.txt', fec(A, B), { confirm: true });
    expect((await open()).map((item) => item.split(' ')[0])).toEqual(['FX-1', 'FX-2', 'FX-3']);
  });

  it('months that follow each other are parts of a year, not exports of one', async () => {
    await t.import('123456789FEC20260228.txt', fec(A, B));
    const march = await t.import('123456789FEC20260331.txt', fec(C));
    expect(march.findings?.replaced).toBeUndefined();
    expect(march.tieOut).toMatchObject([{ account: '411000', currency: 'EUR', ledger: 579_00n, file: 579_00n }]);
  });

  it('tells whoever took a promise that what it was about is no longer there, and the promise stands', async () => {
    await t.import('people.csv', PEOPLE);
    await t.import('123456789FEC20260228.txt', fec(A, B));
    const [debtor] = await debtorsIn(t.core.store.read).all();
    const promise = {
      debtorId: debtor?.id ?? 0,
      currency: 'EUR',
      madeAt: t.clock.now(),
      madeDay: 20_740,
      cashBefore: 0n,
      who: '',
      channel: 'call' as const,
      note: '',
    };
    await t.core.store.transact((tx) =>
      promisesIn(tx).add({ ...promise, takenBy: 'nadia@acme.example', collector: undefined, lines: [{ minor: 570_00n, dueDay: 20_760 }] }),
    );
    await t.import('123456789FEC20260331.txt', fec(A, C));
    await createDesk(t).settle();
    const told = t.platform.posts.map((p) => wordsOf(p.card)).filter((words) => words.includes('n’a plus'));
    expect(told).toEqual([expect.stringContaining('C1, promesse 1 : le dernier fichier n’a plus FX-2 (70,00 €). La promesse tient')]);
    expect(await promisesIn(t.core.store.read).find({ statuses: ['open'] })).toHaveLength(1);
  });
});

describe('an opening', () => {
  it('without last year’s file has no known age; with it, it has', async () => {
    const alone = await t.import('123456789FEC20261231.txt', opened('AN', 500, C));
    expect(alone.findings?.ageless).toMatchObject({ items: 1, amount: 500_00n });
    expect(findingSentences(alone, 'fr').join(' ')).toContain('importez aussi le FEC de l’exercice précédent');
    await t.import('123456789FEC20251231.txt', fec({ ...A, day: '20250210' }));
    expect(await open('2026-02-01')).toEqual(['FX-1 500 2025-03-12']);
  });

  it('that is not what last year left is said, and the difference is an item of its own', async () => {
    await t.import('123456789FEC20251231.txt', fec({ ...A, day: '20250210' }, { ...B, day: '20251210' }));
    const report = await t.import('123456789FEC20261231.txt', opened('AN', 560, C));
    expect(reportJson(report, 'en')).toMatchObject({
      openingDifferences: [{ debtor: 'C1', account: '411000', opening: '560.00', closing: '570.00', difference: '-10.00' }],
      tieOut: [{ account: '411000', difference: '0.00' }],
    });
    expect(await open('2026-02-01')).toEqual(['FX-1 500 2025-03-12', ' -10 2026-01-01', 'FX-2 70 2026-01-09']);
    await t.import('123456789FEC20261231.txt', opened('AN', 570, C));
    expect(await open('2026-02-01')).toEqual(['FX-1 500 2025-03-12', 'FX-2 70 2026-01-09']);
  });
});

describe('an opening of one sum for all customers of an account', () => {
  const sum = (euros: number) =>
    [HEADER, line('X', '1', '20260101', '411000', '', 'AN', euros), line('X', '1', '20260101', '110000', '', 'AN', -euros)].join('\n');

  it('leaves each customer’s items as they are, and the tie-out checks the sum', async () => {
    await t.import('123456789FEC20251231.txt', fec({ ...A, day: '20250210' }, { ...B, day: '20251210', debtor: 'C2' }));
    const report = await t.import('123456789FEC20261231.txt', sum(570));
    expect(report.tieOut).toMatchObject([{ account: '411000', ledger: 570_00n, file: 570_00n }]);
    expect(await open('2026-02-01')).toEqual(['FX-1 500 2025-03-12']);
    const other = await t.import('123456789FEC20261231.txt', sum(571));
    expect(other.tieOut).toMatchObject([{ account: '411000', ledger: 570_00n, file: 571_00n }]);
  });
});

describe('a file without a customer', () => {
  it('says which accounts were looked for, which it has, and whose chart that is', async () => {
    const report = await t.import('be.txt', fec({ ...A, account: '400000' }));
    expect(findingSentences(report, 'fr')).toEqual([
      'Aucune ligne n’est sur un compte client : cherchés 4191, 411, 413, 416, 418, trouvés 40, 70. Le fichier a 400 (plan BE) : si ses clients y sont, indiquez ce pays dans la politique (country: BE).',
    ]);
    const spain = await t.import('es.txt', fec({ ...A, account: '430000' }));
    expect(findingSentences(spain, 'en').join(' ')).toContain(
      'has 430 (chart of ES), which is not read as a ledger: import a list of open items',
    );
  });
});
