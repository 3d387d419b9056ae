import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-11-30T09:00:00+01:00' });
});
afterEach(() => t.close());

const items = (): Promise<number> => ledgerIn(t.core.store.read).itemCount();
const HEADER = 'Client;Facture;Date;Échéance;Montant\n';
const UNSURE = `${HEADER}A;F1;05/06/2026;05/07/2026;1200,00\n`;

describe('a file that leaves something open', () => {
  it('writes nothing, says what it waits for, and is imported when that is answered', async () => {
    const waiting = await t.import('a.csv', UNSURE);
    expect(waiting).toMatchObject({ outcome: 'asked', accepted: 0, questions: [{ id: 'dates', values: ['05/06/2026'] }] });
    expect(await items()).toBe(0);
  });
});

describe('what an import is held against', () => {
  const LIST = `${HEADER}A;F1;15/06/2026;15/07/2026;1200,00\nB;F2;16/06/2026;16/07/2026;300,00\n`;

  it('are the totals that the file states', async () => {
    expect((await t.import('a.csv', `${LIST}Total;;;;1500,00\n`)).tieOut).toEqual([
      { against: 'file-total', account: '', currency: 'EUR', ledger: 150000n, file: 150000n },
    ]);
    expect((await t.import('b.csv', `${LIST}Total;;;;1500,01\n`)).tieOut).toMatchObject([{ ledger: 150000n, file: 150001n }]);
  });

  it('or a total that a person gives', async () => {
    const { tieOut } = await t.import('a.csv', LIST, { controls: [{ account: 'total', minor: 149999n }] });
    expect(tieOut).toContainEqual({ against: 'given', account: '', currency: 'EUR', ledger: 150000n, file: 149999n });
  });

  it('or nothing outside of the file, which is said', async () => {
    expect((await t.import('a.csv', LIST)).tieOut).toMatchObject([{ against: 'none', ledger: 150000n, file: 150000n }]);
  });

  it('has the lines that were refused, so that the difference is theirs', async () => {
    const text = `${LIST}C;F3;30/02/2026;16/07/2026;200,00\nTotal;;;;1700,00\n`;
    const refused = await t.import('a.csv', text);
    expect(refused).toMatchObject({ outcome: 'refused', rejectedCount: 1, offers: [{ id: 'partial' }] });
    const taken = await t.import('a.csv', text, { answers: { partial: 'yes' } });
    expect(taken).toMatchObject({ outcome: 'imported', tieOut: [{ against: 'file-total', ledger: 150000n, file: 170000n }] });
  });
});

describe('a daily list', () => {
  it('says how much of the last one it no longer shows, and settles it when it is complete', async () => {
    await t.import('a.csv', `${HEADER}A;F1;15/06/2026;15/07/2026;1200,00\nB;F2;16/06/2026;16/07/2026;300,00\n`);
    const next = `${HEADER}A;F1;15/06/2026;15/07/2026;1200,00\n`;
    expect(await t.import('b.csv', next)).toMatchObject({ missing: { items: 1, amounts: { EUR: 30000n } }, offers: [{ id: 'complete' }] });
    await t.import('b.csv', next, { answers: { complete: 'yes' } });
    expect((await t.import('c.csv', `${next}\n`)).missing).toBeUndefined();
  });
});

it('what falls due later and has no date of its own is owed from the list’s date on, and keeps its place in the next list', async () => {
  const list = 'Client;Facture;Échéance;Reste dû\nC1;FA1;15/10/2026;1000,00\nC2;FA2;31/12/2026;500,00\n';
  await t.import('a.csv', list);
  t.clock.turn('2026-12-01T09:00:00+01:00');
  expect(await t.import('b.csv', `${list}\n`)).toMatchObject({ accepted: 0, unchanged: 2 });
});
