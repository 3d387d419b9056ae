/** What an import does to disputes: paid or vanished invoices close theirs, credit notes end the waiting, part payments make them smaller, and a file's dispute marks open new ones. */

import { WEEKDAYS } from '../dates.ts';
import { foldRef } from '../debtors/search.ts';

import type { ImportContext } from '../ledger/import-ledger.ts';
import type { Reading } from '../ledger/reading.ts';
import type { CreditNote, DisputableItem } from '../ports.ts';
import * as format from '../text/format.ts';
import { texts } from '../text/texts.ts';
import { type Dispute, heldLines, stopped, sumOf } from './dispute.ts';
import { calendarOfPerson, type Doing, doing, keep, type Office, rosterOn } from './office.ts';
import { openMarked } from './open-marked.ts';
import { sayInThread } from './publish-dispute.ts';
import { closeCredited } from './settle-dispute.ts';

/** Called by the import, in its transaction, once the rows are there. */
export async function settleDisputesAfterImport(context: ImportContext, reading: Reading): Promise<void> {
  const { tx, policy, options } = context;
  const office: Office = { policy, calendarFor: options.calendarFor ?? (() => WEEKDAYS), platforms: options.platforms ?? [] };
  const act = doing(tx, office, { at: options.at, actor: 'system:import' });
  const when = { ...act, day: Math.max(act.day, context.asOf) };
  if (reading.kind !== 'debtors' && reading.kind !== 'people') await followLedger(when);
  if (reading.kind !== 'fec') await openMarked(when, reading.file);
}

async function followLedger(act: Doing): Promise<void> {
  const { disputes } = act.tx;
  const cases = await disputes.find({ statuses: ['open', 'acknowledged', 'waiting', 'expecting'] });
  if (cases.length === 0) return;
  const ids = cases.flatMap((d) => heldLines(d).map((line) => line.itemId));
  const items = new Map((await disputes.items([...new Set(ids)], act.day)).map((item) => [item.id, item]));
  const moved = await movedOn(act, cases, items);
  const oldest = Math.min(...cases.map((d) => d.openedDay));
  const notes = [...(await disputes.creditNotes([...new Set(cases.map((d) => d.debtorId))], oldest))];
  // What is left of each item, given out in the order of the cases' numbers.
  const left = new Map([...moved.items].map(([id, item]) => [id, item.open]));
  for (const dispute of moved.cases) {
    const lines = heldLines(dispute);
    const kept = lines.flatMap((line) => {
      const open = left.get(line.itemId) ?? 0n;
      const minor = open < line.minor ? open : line.minor;
      left.set(line.itemId, open - minor);
      return minor > 0n ? [{ itemId: line.itemId, ref: line.ref, minor }] : [];
    });
    if (dispute.status === 'expecting') await followCredit(act, dispute, kept, moved.items, notes);
    else if (kept.length === 0) await closePaid(act, dispute);
    else if (sumOf(kept) < sumOf(lines)) await reduce(act, dispute, kept);
  }
}

interface Moved {
  readonly cases: readonly Dispute[];
  readonly items: ReadonlyMap<number, DisputableItem>;
}

/** An invoice that a new fiscal year carries forward goes on as the opening line of the same reference: its dispute goes with it. */
async function movedOn(act: Doing, cases: readonly Dispute[], items: ReadonlyMap<number, DisputableItem>): Promise<Moved> {
  const carried = [...items.values()].filter((item) => item.carried);
  if (carried.length === 0) return { cases, items };
  const found = await act.tx.disputes.itemsByRef([...new Set(carried.map((item) => foldRef(item.ref)))], act.day);
  const heirs = new Map<number, DisputableItem>();
  for (const item of carried) {
    const heir = found.find(
      (f) => f.id !== item.id && f.debtorId === item.debtorId && f.currency === item.currency && f.ref === item.ref && f.open > 0n,
    );
    if (heir) heirs.set(item.id, heir);
  }
  const all = new Map([...items, ...[...heirs.values()].map((heir) => [heir.id, heir] as const)]);
  const after: Dispute[] = [];
  for (const dispute of cases) {
    const lines = heldLines(dispute);
    if (!lines.some((line) => heirs.has(line.itemId))) {
      after.push(dispute);
      continue;
    }
    const now = lines.map((line) => ({ itemId: heirs.get(line.itemId)?.id ?? line.itemId, ref: line.ref, minor: line.minor }));
    await act.tx.disputes.setLines(dispute.id, act.day, now);
    after.push((await act.tx.disputes.byId(dispute.id)) ?? dispute);
  }
  return { cases: after, items: all };
}

type Kept = readonly { readonly itemId: number; readonly ref: string; readonly minor: bigint }[];

/** Closed by the ledger: nothing is open any more of what was disputed. */
async function closePaid(act: Doing, dispute: Dispute): Promise<void> {
  const roster = await rosterOn(act.tx, act.office.policy, act.day);
  const calendar = calendarOfPerson(
    act.office,
    roster.people.find((p) => p.id === dispute.ownerId),
  );
  await act.tx.disputes.setLines(dispute.id, act.day, []);
  const words = texts(act.office.policy.language).disputes.message.paid;
  const after: Dispute = {
    ...dispute,
    ...stopped(dispute, act.day, calendar),
    dueDay: undefined,
    status: 'closed',
    outcome: 'paid',
    followUpDay: undefined,
    settledAt: act.at,
    settledDay: act.day,
    settledBy: act.actor,
    settledWhy: words,
    closedDay: act.day,
  };
  const data = { outcome: 'paid', elapsed: String(after.elapsed), target: String(after.targetDays) };
  await keep(act, dispute, after, { kind: 'settled', text: words, data });
  await sayInThread(act, dispute.id, 'settled', words);
}

async function reduce(act: Doing, dispute: Dispute, kept: Kept): Promise<void> {
  const from = sumOf(heldLines(dispute));
  await act.tx.disputes.setLines(dispute.id, act.day, kept);
  const after = (await act.tx.disputes.byId(dispute.id)) ?? dispute;
  const { language } = act.office.policy;
  const words = texts(language).disputes.message.reduced(format.exactMoney(sumOf(kept), dispute.currency, language));
  const data = { from: String(from), to: String(sumOf(kept)), items: kept.map((line) => `${line.itemId}=${line.minor}`).join(' ') };
  await keep(act, dispute, after, { kind: 'reduced', text: words, data });
}

/** The expectation ends when its credit note is there, when the invoice is settled, or when exactly the founded amount came off it. */
async function followCredit(
  act: Doing,
  dispute: Dispute,
  kept: Kept,
  items: ReadonlyMap<number, DisputableItem>,
  notes: CreditNote[],
): Promise<void> {
  const expected = dispute.expectedMinor ?? 0n;
  const at = notes.findIndex((note) => fits(note, dispute, expected));
  const [note] = at === -1 ? [] : notes.splice(at, 1);
  if (note) return closeCredited(act, dispute, note.id, note.ref === '' ? String(note.id) : note.ref);
  const open = heldLines(dispute).reduce((sum, line) => sum + (items.get(line.itemId)?.open ?? 0n), 0n);
  if (kept.length === 0 || dispute.openAtSettle === open + expected) return closeCredited(act, dispute, undefined, '');
  if (sumOf(kept) < sumOf(heldLines(dispute))) await act.tx.disputes.setLines(dispute.id, act.day, kept);
}

/** A credit note of the debtor since the dispute: of exactly the expected amount, or a larger one that names the invoice. */
function fits(note: CreditNote, dispute: Dispute, expected: bigint): boolean {
  if (note.debtorId !== dispute.debtorId || note.currency !== dispute.currency || note.fromDay < dispute.openedDay) return false;
  if (note.minor === expected) return true;
  const words = foldRef(`${note.label} ${note.ref}`);
  return note.minor > expected && heldLines(dispute).some((line) => line.ref !== '' && words.includes(foldRef(line.ref)));
}
