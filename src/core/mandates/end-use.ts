/** How a use ends: a delivery stop is lifted, a promised credit note is in the ledger or by a person's word. */
import { type Act, actIn } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import { takeNote } from '../disputes/case/credit-notes.ts';
import { type DisputableItem, disputesIn } from '../disputes/case/ports.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Imported } from '../ledger/after-import.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { bringsItems } from '../ledger/reading.ts';
import { lockUse } from './ask-committee.ts';
import { judgeMandate } from './judge-mandate.ts';
import { mandatesIn } from './ports.ts';
import { recordUse } from './record-use.ts';
import { mandateTexts } from './texts.ts';
import { isExpecting, type MandateUse } from './use.ts';
import { settingOf } from './use-mandate.ts';

/** Lets deliveries go on. Whoever may stop them may; so may whoever did, and the credit manager. */
export async function liftStop(act: Act, person: Person, id: number): Promise<Debtor> {
  act.need('see');
  const { use, debtor } = await lockUse(act, id);
  const t = mandateTexts(act.locale).refused;
  if (use.power !== 'stop' || use.status !== 'granted') throw new DomainError('conflict', t.notStopped);
  const roster = await act.roster();
  const setting = await settingOf(act, debtor, person, roster, []);
  const own = use.actor === person.email || person.roles.includes('credit-manager');
  if (!own && judgeMandate(use, setting).verdict !== 'granted') throw new DomainError('not-allowed', t.lift);
  await close(act, debtor, use, 'lifted', null, '');
  return debtor;
}

/** The credit note is there, by a person's word: the account's sales administration, whoever granted it, or the credit manager. */
export async function noteMandateCredit(act: Act, person: Person, id: number): Promise<void> {
  act.need('see');
  const { use, debtor } = await lockUse(act, id);
  const t = mandateTexts(act.locale).refused;
  if (!isExpecting(use)) throw new DomainError('conflict', t.notExpecting(id));
  const may = use.actor === person.email || debtor.salesAdmin === person.email || person.roles.includes('credit-manager');
  if (!may) throw new DomainError('not-allowed', t.credited);
  await close(act, debtor, use, 'credited', null, '');
}

/**
 * After an import, in its transaction: credit notes that no dispute took end the waiting of rebates and direct credits, oldest grant first; so do invoices that are
 * settled altogether, because then nothing is left to take off.
 */
export async function followCreditNotes(act: Act, { kind, asOf }: Imported): Promise<void> {
  if (bringsItems(kind)) await followCredits(actIn(act.tx, act, { by: 'system:import', day: Math.max(act.day, asOf) }));
}

async function followCredits(act: Act): Promise<void> {
  const { tx, day } = act;
  // Locked debtor by debtor, so that two imports never wait for each other.
  const waiting = (await mandatesIn(tx).find({ statuses: ['granted'], powers: ['rebate', 'credit'] }))
    .filter(isExpecting)
    .sort((a, b) => a.debtorId - b.debtorId || a.id - b.id);
  if (waiting.length === 0) return;
  const debtorIds = [...new Set(waiting.map((use) => use.debtorId))];
  const debtors = new Map((await debtorsIn(tx).byIds(debtorIds)).map((debtor) => [debtor.id, debtor]));
  const notes = [...(await disputesIn(tx).creditNotes(debtorIds, Math.min(...waiting.map((use) => use.day))))];
  const items = new Map(
    (await disputesIn(tx).items([...new Set(waiting.flatMap((use) => use.items.map((i) => i.id)))], day)).map((i) => [i.id, i]),
  );
  for (const found of waiting) {
    const debtor = debtors.get(found.debtorId);
    if (!debtor) continue;
    const { use } = await lockUse(act, found.id);
    if (!isExpecting(use)) continue;
    const refs = use.items.map((item) => item.ref);
    const note = takeNote(notes, { debtorId: use.debtorId, currency: use.currency, fromDay: use.day, minor: use.minor, refs });
    if (note) await close(act, debtor, use, 'credited', note.id, note.ref);
    else if (isSettled(use, items)) await close(act, debtor, use, 'credited', null, '');
  }
}

/** Everything it was about is known and paid. A row that a file no longer holds says nothing. */
function isSettled(use: MandateUse, items: ReadonlyMap<number, DisputableItem>): boolean {
  return use.items.length > 0 && use.items.every((item) => items.get(item.id)?.open === 0n);
}

async function close(
  act: Act,
  debtor: Debtor,
  use: MandateUse,
  what: 'lifted' | 'credited',
  creditItemId: number | null,
  ref: string,
): Promise<void> {
  const after: MandateUse = { ...use, status: 'closed', creditItemId, closedDay: act.day, closedBy: act.actor };
  await mandatesIn(act.tx).save(after);
  await recordUse(act, debtor, after, await act.roster(), what, ref);
}
