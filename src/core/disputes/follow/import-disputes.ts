/** What an import does to disputes: paid or vanished invoices close theirs, credit notes end the waiting, part payments make them smaller, and a file's dispute marks open new ones. */
import { type Act, actIn } from '../../desk/act.ts';
import { calendarOfPerson } from '../../desk/roster.ts';
import { foldRef } from '../../kernel/fold.ts';
import * as format from '../../kernel/format.ts';
import type { Imported } from '../../ledger/after-import.ts';
import { bringsItems } from '../../ledger/reading.ts';
import { takeNote } from '../case/credit-notes.ts';
import { type Dispute, type DisputeLine, heldLines, stopped, sumOf } from '../case/dispute.ts';
import { type CreditNote, type DisputableItem, disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { keep } from '../record/keep-step.ts';
import { logDispute } from '../record/log-dispute.ts';
import { sayInThread, tell } from '../record/publish-dispute.ts';
import { closeCredited } from '../settle/settle-dispute.ts';
import { openMarked } from './open-marked.ts';

/** Called by the import, in its transaction, once the rows are there. */
export async function settleDisputesAfterImport(act: Act, { kind, file, asOf }: Imported): Promise<void> {
  const when = actIn(act.tx, act, { by: 'system:import', day: Math.max(act.day, asOf) });
  if (bringsItems(kind)) await followLedger(when);
  if (kind !== 'fec') await openMarked(when, file);
}

async function followLedger(act: Act): Promise<void> {
  const disputes = disputesIn(act.tx);
  // Locked before anything is judged: what a person decides meanwhile stands.
  const cases = await disputes.lockAll(['open', 'acknowledged', 'waiting', 'expecting']);
  if (cases.length === 0) return;
  const ids = cases.flatMap((d) => heldLines(d).map((line) => line.itemId));
  const items = new Map((await disputes.items([...new Set(ids)], act.day)).map((item) => [item.id, item]));
  const moved = await movedOn(act, cases, items);
  const oldest = Math.min(...cases.map((d) => d.openedDay));
  const notes = [...(await disputes.creditNotes([...new Set(cases.map((d) => d.debtorId))], oldest))];
  // What is left of each item, given out in the order of the cases' numbers.
  const left = new Map([...moved.items].map(([id, item]) => [id, item.open]));
  for (const before of moved.cases) {
    const dispute = await noteLost(act, before, moved.items);
    const lines = heldLines(dispute);
    const kept = lines.flatMap((line) => {
      // A row that is not there says nothing of what is paid: its part stays as it is.
      const open = moved.items.has(line.itemId) ? (left.get(line.itemId) ?? 0n) : line.minor;
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

/**
 * An invoice that a new fiscal year carries forward goes on as the opening line of the same reference, and one whose row a corrected file replaced (a FEC is the
 * whole of its year: an entry with another number is another row) as the open row of the same reference: its dispute goes with it.
 */
async function movedOn(act: Act, cases: readonly Dispute[], items: ReadonlyMap<number, DisputableItem>): Promise<Moved> {
  const disputes = disputesIn(act.tx);
  const lines = cases.flatMap(heldLines);
  const leaving = new Set(lines.filter((line) => items.get(line.itemId)?.carried ?? true));
  const refs = new Set([...leaving].flatMap((line) => (line.ref === '' ? [] : [foldRef(line.ref)])));
  if (refs.size === 0) return { cases, items };
  const found = (await disputes.itemsByRef([...refs], act.day)).filter((item) => item.open > 0n);
  const room = new Map(found.map((item) => [item.id, item.open]));
  const take = (line: DisputeLine): void => void room.set(line.itemId, (room.get(line.itemId) ?? 0n) - line.minor);
  for (const line of lines) if (!leaving.has(line)) take(line);
  const after: Dispute[] = [];
  for (const dispute of cases) {
    const held = heldLines(dispute);
    const now = held.map((line) => {
      if (!leaving.has(line)) return line;
      const heir = heirOf(dispute, line, found, room);
      if (heir === undefined) return line;
      const gone = { ...line, itemId: heir.id };
      take(gone);
      return gone;
    });
    const stays = now.every((line, at) => line === held[at]);
    if (!stays) {
      await disputes.setLines(dispute.id, act.day, together(now));
      await logDispute(act, dispute.id, 'carried', {});
    }
    after.push(stays ? dispute : ((await disputes.byId(dispute.id)) ?? dispute));
  }
  return { cases: after, items: new Map([...items, ...found.map((item) => [item.id, item] as const)]) };
}

/** The open row of the same debtor, currency and reference of which most is not disputed yet. */
function heirOf(
  dispute: Dispute,
  line: DisputeLine,
  found: readonly DisputableItem[],
  room: ReadonlyMap<number, bigint>,
): DisputableItem | undefined {
  const free = (item: DisputableItem): bigint => room.get(item.id) ?? 0n;
  return found
    .filter(
      (item) =>
        item.id !== line.itemId && item.debtorId === dispute.debtorId && item.currency === dispute.currency && item.ref === line.ref,
    )
    .reduce<DisputableItem | undefined>((best, item) => (free(item) > (best ? free(best) : 0n) ? item : best), undefined);
}

/** One part for each row. */
function together(lines: Kept): Kept {
  const rows = new Map<number, Kept[number]>();
  for (const { itemId, ref, minor } of lines) rows.set(itemId, { itemId, ref, minor: minor + (rows.get(itemId)?.minor ?? 0n) });
  return [...rows.values()];
}

/** Says, once for the same rows, that a file no longer holds what is disputed and that nothing else bears its reference; the case as it is then. */
async function noteLost(act: Act, dispute: Dispute, items: ReadonlyMap<number, DisputableItem>): Promise<Dispute> {
  const lost = heldLines(dispute).filter((line) => !items.has(line.itemId));
  if (lost.length === 0) return dispute;
  const rows = lost.map((line) => line.itemId).join(' ');
  const refs = lost.map((line) => line.ref || '–').join(', ');
  const words = disputeTexts(act.policy.language).message.lost(refs);
  const key = `lost:${dispute.id}:${rows}`;
  if (!(await keep(act, dispute, dispute, { kind: 'lost', text: words, data: { items: rows }, key }))) return dispute;
  await sayInThread(act, dispute.id, `lost:${rows}`, words);
  const owner = (await act.roster()).people.filter((person) => person.id === dispute.ownerId);
  await tell(act, dispute, owner, { key: `lost:${rows}`, words: (locale) => [disputeTexts(locale).message.lost(refs)] });
  return (await disputesIn(act.tx).byId(dispute.id)) ?? dispute;
}

type Kept = readonly { readonly itemId: number; readonly ref: string; readonly minor: bigint }[];

/** Closed by the ledger: nothing is open any more of what was disputed. */
async function closePaid(act: Act, dispute: Dispute): Promise<void> {
  const roster = await act.roster();
  const calendar = calendarOfPerson(
    act,
    roster.people.find((p) => p.id === dispute.ownerId),
  );
  await disputesIn(act.tx).setLines(dispute.id, act.day, []);
  const words = disputeTexts(act.policy.language).message.paid;
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
    settledMinor: sumOf(heldLines(dispute)),
    closedDay: act.day,
  };
  const data = { outcome: 'paid', elapsed: String(after.elapsed), target: String(after.targetDays) };
  await keep(act, dispute, after, { kind: 'settled', text: words, data });
  await sayInThread(act, dispute.id, 'settled', words);
}

async function reduce(act: Act, dispute: Dispute, kept: Kept): Promise<void> {
  const from = sumOf(heldLines(dispute));
  await disputesIn(act.tx).setLines(dispute.id, act.day, kept);
  const after = (await disputesIn(act.tx).byId(dispute.id)) ?? dispute;
  const { language } = act.policy;
  const words = disputeTexts(language).message.reduced(format.exactMoney(sumOf(kept), dispute.currency, language));
  const data = { from: String(from), to: String(sumOf(kept)), items: kept.map((line) => `${line.itemId}=${line.minor}`).join(' ') };
  await keep(act, dispute, after, { kind: 'reduced', text: words, data });
}

/** The expectation ends when its credit note is there, when the invoice is settled, or when exactly the founded amount came off it. */
async function followCredit(
  act: Act,
  dispute: Dispute,
  kept: Kept,
  items: ReadonlyMap<number, DisputableItem>,
  notes: CreditNote[],
): Promise<void> {
  const expected = dispute.expectedMinor ?? 0n;
  const refs = heldLines(dispute).map((line) => line.ref);
  const { debtorId, currency, openedDay: fromDay } = dispute;
  const note = takeNote(notes, { debtorId, currency, fromDay, minor: expected, refs });
  if (note) return closeCredited(act, dispute, note.id, note.ref === '' ? String(note.id) : note.ref);
  const open = heldLines(dispute).reduce((sum, line) => sum + (items.get(line.itemId)?.open ?? 0n), 0n);
  const known = heldLines(dispute).every((line) => items.has(line.itemId));
  if (kept.length === 0 || (known && dispute.openAtSettle === open + expected)) return closeCredited(act, dispute, undefined, '');
  if (sumOf(kept) >= sumOf(heldLines(dispute))) return;
  await disputesIn(act.tx).setLines(dispute.id, act.day, kept);
  await logDispute(act, dispute.id, 'narrowed', { to: String(sumOf(kept)) });
}
