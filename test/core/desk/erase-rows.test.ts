/** Personal data that somebody asks to have erased: it goes from the log, the log says so and still verifies, and what proves a decision stays. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { act } from '../../../src/core/desk/act.ts';
import { eraseRows } from '../../../src/core/desk/erase-rows.ts';
import { verifyState } from '../../../src/core/desk/verify-state.ts';
import { type Company, company } from '../disputes/support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
  for (const words of ['C1 appel de M. Petit', 'C1 appel de Mme Grand']) await t.desk.as('nadia@acme.example').command('note', words);
});
afterEach(() => t.close());

const rowsOf = (action: string) => rows().then((all) => all.filter((row) => row.action === action));
const rows = () => t.core.store.read.audit.after(0, 1000);
async function erase(seqs: readonly number[], by = 'anne', why = 'demande de M. Petit'): Promise<string> {
  const person = await t.core.store.read.people.byEmail(`${by}@acme.example`);
  if (!person) throw new Error(`nobody is called ${by}`);
  return act(t.core, { by: person, locale: 'en' }, (under) => eraseRows(under, seqs, why));
}

it('empties the rows, each with a row that says who erased it and why, and the log verifies', async () => {
  const [first, second] = await rowsOf('history.noted');
  const before = await t.core.store.read.audit.head();
  const seqs = [second?.seq ?? 0, first?.seq ?? 0, second?.seq ?? 0];
  expect(await erase(seqs)).toContain(`The content of rows no. ${first?.seq}, ${second?.seq} is erased;`);
  expect((await rowsOf('history.noted')).map(({ payload, salt, erased }) => [payload, salt, erased])).toEqual(
    Array(2).fill([{}, '', true]),
  );
  expect((await rowsOf('audit.erased')).map(({ subject, actor, payload }) => [subject, actor, payload.why])).toEqual(
    [first, second].map((row) => [`erased:${row?.seq}`, 'anne@acme.example', 'demande de M. Petit']),
  );
  expect(JSON.stringify(await rows())).not.toContain('Grand');
  expect(await verifyState(t.core, t.core.store.read, { heads: before ? [before] : [] })).toMatchObject({
    ...{ fault: undefined, difference: undefined },
  });
});

it('erases nothing when one of the rows proves a decision or the log, is not there, is erased already, or no reason is given', async () => {
  const [note, other] = await rowsOf('history.noted');
  const file = { subject: 'debtor:1', debtorId: 1, name: 'a.txt', mime: 'text/plain', bytes: new Uint8Array(3) };
  await act(t.core, { by: 'system:test' }, (under) => under.keep(file));
  await erase([other?.seq ?? 0]);
  const [erasure] = await rowsOf('audit.erased');
  const [kept] = await rowsOf('file.kept');
  const head = await t.core.store.read.audit.head();
  for (const [seq, says] of [
    [1, 'is kept: take it off the list'],
    [kept?.seq, '(file:1) is the proof of a decision'],
    [erasure?.seq, 'is the proof of a decision or of the log itself'],
    [other?.seq, 'is erased already'],
    [(head?.seq ?? 0) + 1, 'The log has no row'],
  ] as const)
    await expect(erase([note?.seq ?? 0, seq ?? 0])).rejects.toThrow(says);
  await expect(erase([note?.seq ?? 0], 'anne', ' ')).rejects.toThrow('Say why');
  await expect(erase([note?.seq ?? 0], 'nadia')).rejects.toMatchObject({ code: 'not-allowed' });
  expect(await t.core.store.read.audit.head()).toEqual(head);
  expect((await rowsOf('history.noted')).map(({ erased }) => erased)).toEqual([false, true]);
});
