/** Two fiscal years of a FEC through the real import: at any date the aged balance of each debtor is the balance of its accounts, whichever year came first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDemoCompany } from '../../prisma/seed/company.ts';
import { total } from '../../src/core/kernel/buckets.ts';
import { isoDay, parseDay } from '../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { type TurnedCore, turnedCore } from '../support/turned.ts';

const demo = makeDemoCompany({ today: '2026-11-23' });
const fecs = demo.files.filter((f) => f.name.includes('FEC'));
const dates = ['2025-07-31', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-06-30', '2026-11-20'];

/** Σ Debit − Credit by debtor on 411, 413 and 416 up to a date, straight from the text; a later year's opening lines repeat what the earlier year says. */
function balances(date: string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  fecs.forEach((file, year) => {
    for (const line of file.content.split(/\r?\n/).slice(1)) {
      const cells = line.split('\t');
      const [journal, , , day = '', account = '', , auxiliary = ''] = cells;
      if (!/^41[136]/.test(account) || (journal === 'AN' && year > 0)) continue;
      if (`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` > date) continue;
      const cents = (text = '0'): bigint => BigInt(text.replace(',', ''));
      const debtor = auxiliary === '' ? account : auxiliary;
      sums.set(debtor, (sums.get(debtor) ?? 0n) + cents(cells[11]) - cents(cells[12]));
    }
  });
  return new Map([...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-11-23T09:00:00+01:00' });
});
afterEach(() => t.close());

async function aged(date: string): Promise<Map<string, bigint>> {
  const rows = await ledgerIn(t.core.store.read).agedByDebtor(parseDay(date) ?? 0);
  const codes = new Map((await debtorsIn(t.core.store.read).all()).map((d) => [d.id, d.code]));
  const sums = rows.map((row): [string, bigint] => [codes.get(row.debtorId) ?? '', total(row)]);
  return new Map(sums.filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each([
  ['in order', fecs],
  ['the later one first', [...fecs].reverse()],
])('two years, %s', (_, files) => {
  it('tie out at import, and each debtor’s aged balance is its accounts’ balance at every date', async () => {
    for (const file of files) {
      const report = await t.import(file.name, file.content);
      expect(report).toMatchObject({ outcome: 'imported', rejectedCount: 0 });
      expect(report.tieOut.filter((row) => row.ledger !== row.file)).toEqual([]);
    }
    for (const date of dates) expect([date, ...(await aged(date))]).toEqual([date, ...balances(date)]);
  });

  it('change nothing when they come a second time, and a withdrawn draft goes when the year comes again without it', async () => {
    for (const file of files) await t.import(file.name, file.content);
    const [first] = files;
    const last = fecs.at(-1);
    expect(await t.import(first?.name ?? '', first?.content ?? '')).toMatchObject({ outcome: 'same', accepted: 0 });
    const lines = (last?.content ?? '').split(/\r?\n/).filter((line) => line !== '');
    const number = lines.at(-1)?.split('\t')[2];
    const withoutLast = lines.filter((line) => line.split('\t')[2] !== number).join('\n');
    await t.import(last?.name ?? '', `${withoutLast}\n`);
    await t.import(last?.name ?? '', last?.content ?? '');
    expect(await aged(isoDay(parseDay('2026-11-20') ?? 0))).toEqual(balances('2026-11-20'));
  });
});
