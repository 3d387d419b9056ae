/** A dispute with everything that its card says: debtor, owner, invoices, who was told, and facts that deserve a second look. */
import type { Person } from '../../desk/people-ports.ts';
import type { Roster } from '../../desk/roster.ts';
import type { Reads } from '../../desk/store.ts';
import type { Day } from '../../kernel/dates.ts';
import { type Debtor, debtorsIn } from '../../ledger/parties.ts';
import { casedLines, type Dispute, sumOf } from '../case/dispute.ts';
import { type DisputableItem, disputesIn } from '../case/ports.ts';
import { alsoTold } from '../case/route.ts';
import { type Past, pastOf, type Sign, signsOf } from './signs.ts';

export interface DisputeView {
  readonly dispute: Dispute;
  readonly debtor: Debtor;
  /** Undefined when the owner's row is gone from the roster. */
  readonly owner: Person | undefined;
  readonly refs: string;
  readonly disputed: bigint;
  /** What the invoices have open. */
  readonly open: bigint;
  readonly told: readonly Person[];
  readonly signs: readonly Sign[];
  readonly names: ReadonlyMap<string, string>;
  readonly today: Day;
}

type Sources = Reads;

export async function viewDispute(read: Sources, dispute: Dispute, roster: Roster, today: Day): Promise<DisputeView> {
  const { debtorId, openedDay } = dispute;
  const ids = casedLines(dispute).map((line) => line.itemId);
  const [debtor, past, items] = await Promise.all([
    debtorsIn(read).byId(debtorId),
    pastOf(read, debtorId, ids, openedDay, openedDay),
    disputesIn(read).items(ids, today),
  ]);
  if (!debtor) throw new Error(`dispute ${dispute.id} has no debtor ${dispute.debtorId}`);
  return viewOf(dispute, debtor, items, past, roster, today);
}

export function viewOf(
  dispute: Dispute,
  debtor: Debtor,
  items: readonly DisputableItem[],
  past: Past,
  roster: Roster,
  today: Day,
): DisputeView {
  const lines = casedLines(dispute);
  const owner = roster.people.find((p) => p.id === dispute.ownerId);
  return {
    dispute,
    debtor,
    owner,
    refs: lines.map((line) => line.ref || '–').join(', '),
    disputed: sumOf(lines),
    open: items.reduce((sum, item) => sum + item.open, 0n),
    told: owner ? alsoTold(owner, debtor, roster) : [],
    signs: signsOf(dispute, past, items),
    names: new Map(roster.people.map((p) => [p.email, p.name])),
    today,
  };
}

/** The debtor's cases that are open, or wait for their credit note. */
export async function debtorDisputes(read: Reads, debtor: Debtor, today: Day): Promise<readonly DisputeView[]> {
  const current = await disputesIn(read).find({ debtorId: debtor.id, statuses: ['open', 'acknowledged', 'waiting', 'expecting'] });
  if (current.length === 0) return [];
  const ids = current.flatMap((d) => casedLines(d).map((line) => line.itemId));
  const opened = current.map((d) => d.openedDay);
  const [people, items, past] = await Promise.all([
    read.people.all(),
    disputesIn(read).items([...new Set(ids)], today),
    pastOf(read, debtor.id, ids, Math.min(...opened), Math.max(...opened)),
  ]);
  return current.map((dispute) => {
    const own = new Set(casedLines(dispute).map((line) => line.itemId));
    return viewOf(
      dispute,
      debtor,
      items.filter((item) => own.has(item.id)),
      past,
      { people, away: new Map() },
      today,
    );
  });
}
