/** What a list's own lines settle among themselves: by letters, and by the invoice that a credit names (docs/rules/ledger.md, rules 7, 10 and 28). */
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { random, runs } from '../support/chance.ts';
import { items } from './support.ts';

/** What is left of each line, with the day on which it was settled whole. */
async function left(header: string, lines: readonly string[]): Promise<(string | number)[]> {
  const { rows, rejected } = await items(`${header}\n${lines.join('\n')}\n`);
  expect(rejected).toEqual([]);
  return rows.map(({ amount, openAmount, settledDay }) =>
    settledDay === undefined ? Number(openAmount ?? amount) / 100 : `${settledDay}`,
  );
}
const day = (iso: string): string => `${parseDay(iso)}`;

describe('a credit that names an invoice', () => {
  const HEADER = 'debtor;ref;issueDate;amount;currency';
  const lines = (...rows: readonly string[]) => left(HEADER, rows);

  it('by bearing its number is set against it as far as it goes, whichever comes first', async () => {
    expect(await lines('C1;F1;2026-01-10;100.00;EUR', 'C1;F1;2026-01-20;-30.00;EUR')).toEqual([70, 0]);
    expect(await lines('C1;F1;2026-01-20;-30.00;EUR', 'C1;F1;2026-01-10;100.00;EUR')).toEqual([0, 70]);
    expect(await lines('C1;F1;2026-01-10;100.00;EUR', 'C1;F1;2026-01-20;-130.00;EUR')).toEqual([0, -30]);
  });

  it('and equals it settles both on the later of their days', async () => {
    const both = [day('2026-01-20'), day('2026-01-20')];
    expect(await lines('C1;F1;2026-01-10;100.00;EUR', 'C1;F1;2026-01-20;-100.00;EUR')).toEqual(both);
    expect(await lines('C1;F1;2026-01-20;100.00;EUR', 'C1;F1;2026-01-10;-100.00;EUR')).toEqual(both);
  });

  it('covers several lines of one number in the order of the file', async () => {
    const rows = ['C1;F1;2026-01-10;60.00;EUR', 'C1;F1;2026-01-10;60.00;EUR', 'C1;F1;2026-01-20;-50.00;EUR', 'C1;F1;2026-01-21;-30.00;EUR'];
    expect(await lines(...rows)).toEqual([0, 40, 0, 0]);
  });

  it('is the same customer’s, in the same currency, and names a number', async () => {
    expect(await lines('C1;F1;2026-01-10;100.00;EUR', 'C2;F1;2026-01-20;-30.00;EUR')).toEqual([100, -30]);
    expect(await lines('C1;F1;2026-01-10;100.00;EUR', 'C1;F1;2026-01-20;-30.00;USD')).toEqual([100, -30]);
    expect(await lines('C1;ACOMPTE;2026-01-10;100.00;EUR', 'C1;ACOMPTE;2026-01-20;-30.00;EUR')).toEqual([100, -30]);
  });

  it('may name it in a column of its own, before its own number', async () => {
    const header = 'debtor;ref;issueDate;amount;Facture réglée';
    const invoices = ['C1;F1;2026-01-10;100.00;', 'C1;F2;2026-01-11;50.00;'];
    expect(await left(header, [...invoices, 'C1;F2;2026-01-20;-30.00;F1'])).toEqual([70, 50, 0]);
    expect(await left(header, [...invoices, 'C1;R9;2026-01-20;-50.00;F2'])).toEqual([100, day('2026-01-20'), day('2026-01-20')]);
    // What an invoice says there is no credit's.
    expect(await left(header, ['C1;F1;2026-01-10;100.00;F2', 'C1;F2;2026-01-20;-30.00;'])).toEqual([100, -30]);
  });

  it('may be written with the “.0” that a spreadsheet adds, in either column', async () => {
    const header = 'debtor;ref;issueDate;amount;Facture réglée';
    expect(await left(header, ['C1;1024.0;2026-01-10;100.00;', 'C1;2048.0;2026-01-20;-30.00;1024.0'])).toEqual([70, 0]);
    expect(await left(header, ['C1;1024;2026-01-10;100.00;', 'C1;2048;2026-01-20;-30.00;1024.0'])).toEqual([70, 0]);
    expect(await left(header, ['C1;1024.0;2026-01-10;100.00;', 'C1;2048.0;2026-01-20;-30.00;1024'])).toEqual([70, 0]);
  });

  it('may be told by its word alone, or stand in a column of credits', async () => {
    expect(await left('debtor;ref;issueDate;amount;kind', ['C1;F1;2026-01-10;100.00;facture', 'C1;F1;2026-01-20;30.00;avoir'])).toEqual([
      70, 0,
    ]);
    expect(await left('debtor;ref;issueDate;debit;credit', ['C1;F1;2026-01-10;100.00;', 'C1;F1;2026-01-20;;30.00'])).toEqual([70, 0]);
  });

  it('is found too where customers stand on lines of their own', async () => {
    const rows = [
      'C1 DUPONT;;;',
      'F1;2026-01-10;100.00;',
      'F1;2026-01-20;;30.00',
      'C2 DURAND;;;',
      'F1;2026-01-10;50.00;',
      'F3;2026-01-20;;10.00',
    ];
    expect(await left('Pièce;Date;Débit;Crédit', rows)).toEqual([70, 0, 50, -10]);
  });

  it('is left alone where the list says itself what is open', async () => {
    const rows = ['C1;F1;2026-01-10;100.00;100.00', 'C1;F1;2026-01-20;-30.00;-30.00'];
    expect(await left('debtor;ref;issueDate;amount;openAmount', rows)).toEqual([100, -30]);
  });

  it('never takes more than is there, and never from another: any list, against a sum by hand', async () => {
    const chance = random(2828);
    const pick = (n: number) => Math.floor(chance() * n);
    for (let left_ = runs(60, 2_000); left_ > 0; left_--) {
      const rows = Array.from({ length: 2 + pick(14) }, () => ({
        debtor: `C${pick(2)}`,
        ref: ['F1', 'F2', 'F3', 'VIREMENT'][pick(4)] ?? '',
        named: ['', '', 'F1', 'F2'][pick(4)] ?? '',
        day: `2026-01-${10 + pick(15)}`,
        amount: (1 + pick(9)) * (chance() < 0.4 ? -1 : 1),
      }));
      const groups = new Map<string, typeof rows>();
      for (const row of rows) {
        const ref = row.amount < 0 && row.named !== '' ? row.named : row.ref;
        if (/\d/.test(ref)) groups.set(`${row.debtor} ${ref}`, [...(groups.get(`${row.debtor} ${ref}`) ?? []), row]);
      }
      const expected = new Map(rows.map((row) => [row, row.amount as string | number]));
      for (const group of groups.values()) {
        const [debits, credits] = [group.filter(({ amount }) => amount > 0), group.filter(({ amount }) => amount < 0)];
        const sum = (of: typeof rows) => of.reduce((all, { amount }) => all + amount, 0);
        if (debits.length === 0 || credits.length === 0) continue;
        const last =
          group
            .map((row) => row.day)
            .sort()
            .at(-1) ?? '';
        for (const [own, other] of [
          [debits, -sum(credits)],
          [credits, -sum(debits)],
        ] as const) {
          let rest = other;
          for (const row of own) {
            const taken = Math.sign(row.amount) * Math.min(Math.abs(row.amount), Math.abs(rest));
            rest -= taken;
            expected.set(row, sum(group) === 0 ? day(last) : row.amount - taken);
          }
        }
      }
      // The word of a credit stands somewhere in each list.
      const all = [...rows.map((row) => `${row.debtor};${row.ref};${row.day};${row.amount}.00;${row.named}`), 'C9;F9;2026-01-01;-1.00;'];
      expect(await left('debtor;ref;issueDate;amount;Facture réglée', all)).toEqual([...expected.values(), -1]);
    }
  });
});

describe('lines of one letter', () => {
  const lines = (...rows: readonly string[]) => left('debtor;ref;issueDate;amount;Lettrage', rows);

  it('that add up to nothing are settled on their last day, those of another customer or case are not theirs', async () => {
    expect(await lines('C1;F1;2026-01-10;100.00;A', 'C1;R1;2026-01-20;-100.00;A')).toEqual([day('2026-01-20'), day('2026-01-20')]);
    expect(await lines('C1;F1;2026-01-10;100.00;A', 'C2;R1;2026-01-20;-100.00;A')).toEqual([100, -100]);
    expect(await lines('C1;F1;2026-01-10;100.00;A', 'C1;R1;2026-01-20;-100.00;a')).toEqual([100, -100]);
  });

  it('that add up to something stay open on both sides', async () => {
    expect(await lines('C1;F1;2026-01-10;100.00;A', 'C1;R1;2026-01-20;-90.00;A', 'C1;F2;2026-01-21;5.00;')).toEqual([100, -90, 5]);
  });
});
