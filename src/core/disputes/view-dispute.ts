/** A dispute with everything that its card says: debtor, owner, invoices, who was told, and facts that deserve a second look. */
import type { Day } from '../dates.ts';
import type { Debtor, DisputableItem, Person, Reads } from '../ports.ts';
import { casedLines, type Dispute, sumOf } from './dispute.ts';
import { alsoTold, type Roster } from './route.ts';
import { rejectedBefore, type Sign, signsOf } from './signs.ts';

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

type Sources = Pick<Reads, 'debtors' | 'disputes'>;

export async function viewDispute(read: Sources, dispute: Dispute, roster: Roster, today: Day): Promise<DisputeView> {
  const [debtor, others] = await Promise.all([read.debtors.byId(dispute.debtorId), read.disputes.find(rejectedBefore(dispute))]);
  if (!debtor) throw new Error(`dispute ${dispute.id} has no debtor ${dispute.debtorId}`);
  const lines = casedLines(dispute);
  const items = await read.disputes.items(
    lines.map((line) => line.itemId),
    today,
  );
  return viewOf(dispute, debtor, items, others, roster, today);
}

export function viewOf(
  dispute: Dispute,
  debtor: Debtor,
  items: readonly DisputableItem[],
  others: readonly Dispute[],
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
    signs: signsOf(dispute, others, items),
    names: new Map(roster.people.map((p) => [p.email, p.name])),
    today,
  };
}

/** The debtor's cases that are open, or wait for their credit note. */
export async function debtorDisputes(
  read: Pick<Reads, 'disputes' | 'people'>,
  debtor: Debtor,
  today: Day,
): Promise<readonly DisputeView[]> {
  const cases = await read.disputes.find({ debtorId: debtor.id });
  const current = cases.filter((d) => d.status !== 'closed');
  if (current.length === 0) return [];
  const ids = current.flatMap((d) => casedLines(d).map((line) => line.itemId));
  const [people, items] = await Promise.all([read.people.all(), read.disputes.items([...new Set(ids)], today)]);
  return current.map((dispute) => {
    const own = new Set(casedLines(dispute).map((line) => line.itemId));
    return viewOf(
      dispute,
      debtor,
      items.filter((item) => own.has(item.id)),
      cases,
      { people, away: new Map() },
      today,
    );
  });
}
