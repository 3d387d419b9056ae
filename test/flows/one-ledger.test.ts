/** The FECs of one company are one ledger: whatever the shapes in which its years come – split, exported twice, in any order, with openings of any kind or none – each debtor's aged balance is what a small model of the company says. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { day, expected, FIRST, invoice, LAST, type Line, NEW_YEAR, shape, yearsOf } from '../fixtures/company-of-years.ts';
import { BOUNDS } from '../support/buckets.ts';
import { runs } from '../support/chance.ts';
import { type TurnedCore, turnedCore } from '../support/turned.ts';

const HEADER =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

function written(l: Line, account: string, debtor: string, cents: number): string {
  const plain = (d: number) => isoDay(d).replaceAll('-', '');
  const euros = (n: number) => `${Math.floor(n / 100)},${String(n % 100).padStart(2, '0')}`;
  const [debit, credit] = cents > 0 ? [euros(cents), '0,00'] : ['0,00', euros(-cents)];
  const letter = debtor === '' ? '' : l.letter;
  return `${l.journal}|J|${l.entry}|${plain(l.day)}|${account}|Compte|${debtor}|${debtor}|${l.ref}|${plain(l.pieceDay)}|Ecriture|${debit}|${credit}|${letter}||||`;
}

/** Each customer line with its counterpart; a transfer's counterpart is its other line. */
function entryOf(l: Line): string[] {
  const own = written(l, l.account, l.debtor, l.cents);
  if (l.journal === 'X0') return [own, written(l, '110000', '', -l.cents)];
  if (l.journal === 'OD' && l.ref.startsWith('FA-')) return [own];
  const other = l.journal === 'BQ' ? '512000' : l.journal === 'OD' ? '654000' : '707000';
  return [own, written(l, other, '', -l.cents)];
}

interface File {
  readonly name: string;
  readonly text: string;
}

function yearOf(siren: string, lines: readonly Line[], closing: number, parts: number): File[] {
  const ordered = [...lines].sort((a, b) => a.day - b.day);
  const name = `${siren}FEC${isoDay(closing).replaceAll('-', '')}`;
  return Array.from({ length: parts }, (_, part): File => {
    // Both lines of a transfer are one entry: they stay together.
    const mine = ordered.filter((l) => (l.journal === 'X0' ? part === 0 : l.of % parts === part));
    return { name: `${name}${parts === 1 ? '' : `_${part + 1}`}.txt`, text: [HEADER, ...mine.flatMap(entryOf)].join('\n') };
  }).filter((f) => f.text !== HEADER);
}

let t: TurnedCore;
beforeAll(async () => {
  t = await turnedCore({ at: '2026-01-05T09:00:00+01:00' });
});
afterAll(() => t.close());

let company = 0;
const nextCompany = (): string => String(200_000_000 + ++company);

async function aged(siren: string, at: number): Promise<Map<string, Record<string, bigint>>> {
  const { read } = t.core.store;
  const companyId = (await debtorsIn(read).companies()).find((c) => c.siren === siren)?.id ?? 0;
  const names = new Map((await debtorsIn(read).all()).map((d) => [d.id, d.code]));
  const rows = await ledgerIn(read).agedByDebtor(at, { companyId, bounds: BOUNDS });
  return new Map(
    rows.flatMap(({ debtorId, currency: _, unallocatedDue: __, ...buckets }): [string, Record<string, bigint>][] => {
      const shown = Object.fromEntries(Object.entries(buckets).filter(([, sum]) => sum !== 0n));
      return Object.keys(shown).length === 0 ? [] : [[names.get(debtorId) ?? '', shown]];
    }),
  );
}

const sorted = <T>(m: Map<string, T>): [string, T][] => [...m].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a company’s years, in any shape and order', () => {
  it('say what a model of the company says, at every date', async () => {
    const dates = fc.array(fc.integer({ min: FIRST, max: LAST }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(invoice, { minLength: 1, maxLength: 9 }), shape, dates, async (invoices, form, some) => {
        const siren = nextCompany();
        const { old, fresh } = yearsOf(invoices, form);
        const { provisional } = form;
        const files = [
          ...yearOf(siren, old, day('2024-12-31'), form.parts),
          ...(provisional === undefined
            ? []
            : yearOf(
                siren,
                fresh.filter((l) => l.day <= provisional),
                provisional,
                1,
              )),
          ...yearOf(siren, fresh, LAST, form.parts),
        ];
        for (const file of form.backwards ? [...files].reverse() : files) {
          const report = await t.import(file.name, file.text);
          expect([file.name, report.outcome, report.tieOut.filter((row) => row.ledger !== row.file)]).toEqual([file.name, 'imported', []]);
        }
        for (const at of [...some, NEW_YEAR - 1, NEW_YEAR, LAST]) {
          expect([isoDay(at), ...sorted(await aged(siren, at))]).toEqual([isoDay(at), ...sorted(expected(invoices, at))]);
        }
      }),
      { numRuns: runs(8, 1000) },
    );
  });
});
