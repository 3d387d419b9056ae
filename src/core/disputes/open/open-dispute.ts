/** Opening a dispute: what may be disputed, what is in dispute already, to whom it goes, and who is told. */
import type { Act } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { calendarOfPerson, personOf, type Roster } from '../../desk/roster.ts';
import { NEVER } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import { type Debtor, debtorsIn } from '../../ledger/parties.ts';
import { type Dispute, type DisputeLine, heldLines, newClock, type Origin, sumOf } from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { type DisputableItem, disputesIn, type NewDispute } from '../case/ports.ts';
import type { Reason } from '../case/reason.ts';
import { alsoTold, type Routed, routeTo } from '../case/route.ts';
import { disputeTexts } from '../case/texts.ts';
import { type Gathered, keepExhibits } from '../record/exhibits.ts';
import { acknowledgeBy, keep } from '../record/keep-step.ts';
import { tell } from '../record/publish-dispute.ts';

/** A part to dispute: all that is left to dispute of the item when no amount is given. */
export interface Part {
  readonly itemId: number;
  readonly minor: bigint | undefined;
}

export interface OpenRequest {
  readonly parts: readonly Part[];
  readonly reason: Reason;
  readonly said: string;
  readonly origin: Origin;
  /** Where documents are: links, numbers, or the message that was made a dispute. */
  readonly exhibits: string;
  /** The files of that message. */
  readonly files?: Gathered;
}

/** `new: false`: this part is in dispute already, and this is the case. */
export interface Opened {
  readonly dispute: Dispute;
  readonly owner: Person;
  readonly new: boolean;
}

/** Only those who see amounts may object to them. */
export function needOpening(act: Act): void {
  act.need('see');
  act.need('dispute.open', disputeTexts(act.locale).refused.open);
}

/** Opens a dispute. Throws DomainError: an item that is settled or not there, an amount of 0 or above what is left to dispute, items of several debtors. */
export async function openDispute(act: Act, request: OpenRequest): Promise<Opened> {
  needOpening(act);
  const { tx, day } = act;
  const ids = request.parts.map((part) => part.itemId);
  await disputesIn(tx).lockItems(ids);
  const items = await disputesIn(tx).items(ids, day);
  const live = await heldCases(act, ids);
  const roster = await act.roster();
  const same = live.find((d) => d.reason === request.reason) ?? (await redelivered(act, live));
  if (same) return { dispute: same, owner: personOf(roster, same.ownerId), new: false };
  const lines = linesOf(act, request.parts, items, live);
  if (!Array.isArray(lines)) return { dispute: lines.taken, owner: personOf(roster, lines.taken.ownerId), new: false };
  const [first] = items;
  const debtor = first && (await debtorsIn(tx).byId(first.debtorId));
  if (!first || !debtor) throw refusal(act).noItem();
  const made = newDispute(act, request, lines, debtor, first.currency, roster);
  return { ...(await add(act, made, request, debtor, roster)), new: true };
}

/** Cases that hold some part of these items. */
async function heldCases(act: Act, itemIds: readonly number[]): Promise<readonly Dispute[]> {
  const cases = await disputesIn(act.tx).find({ itemIds, statuses: ['open', 'acknowledged', 'waiting', 'expecting'] });
  return cases.filter((d) => heldLines(d).some((line) => itemIds.includes(line.itemId)));
}

/** The same submission delivered twice finds what it opened. */
async function redelivered(act: Act, live: readonly Dispute[]): Promise<Dispute | undefined> {
  return (await act.first()) ? undefined : live.at(-1);
}

/** The parts with their amounts; or the case that holds all of an item already. */
function linesOf(
  act: Act,
  parts: readonly Part[],
  items: readonly DisputableItem[],
  live: readonly Dispute[],
): DisputeLine[] | { readonly taken: Dispute } {
  const refused = refusal(act);
  const [first] = items;
  if (!first || parts.length === 0) throw refused.noItem();
  if (items.some((item) => item.debtorId !== first.debtorId || item.currency !== first.currency)) throw refused.otherDebtor();
  const lines: DisputeLine[] = [];
  for (const part of parts) {
    const item = items.find((i) => i.id === part.itemId);
    if (!item) throw refused.noItem();
    if (item.open <= 0n) throw refused.settledItem(item.ref);
    const holders = live.filter((d) => heldLines(d).some((line) => line.itemId === item.id));
    const left = item.open - holders.reduce((sum, d) => sum + sumOf(heldLines(d).filter((line) => line.itemId === item.id)), 0n);
    const [holder] = holders;
    if (holder && left <= 0n) return { taken: holder };
    const minor = part.minor ?? left;
    if (minor <= 0n) throw refused.zero();
    if (minor > left) throw refused.tooMuch(item.ref, format.exactMoney(left, item.currency, act.locale));
    lines.push({ itemId: item.id, ref: item.ref, minor, fromDay: act.day, untilDay: NEVER });
  }
  return lines;
}

function refusal(act: Act) {
  const t = disputeTexts(act.locale).refused;
  return {
    noItem: () => new DomainError('unknown-item', t.noItem),
    otherDebtor: () => new DomainError('bad-input', t.otherDebtor),
    settledItem: (ref: string) => new DomainError('conflict', t.settledItem(ref), { ref }),
    zero: () => new DomainError('bad-input', t.zero),
    tooMuch: (ref: string, open: string) => new DomainError('bad-input', t.tooMuch(ref, open), { ref, open }),
    noOwner: () => new DomainError('unknown-person', t.noOwner),
  };
}

interface Made {
  readonly dispute: NewDispute;
  readonly routed: Routed;
}

/** A case that starts now. Throws DomainError when nobody on the roster can own it. */
export function newDispute(
  act: Act,
  request: Pick<OpenRequest, 'reason' | 'said' | 'origin'> & { readonly rawReason?: string },
  lines: readonly DisputeLine[],
  debtor: Debtor,
  currency: string,
  roster: Roster,
): Made {
  const { policy } = act;
  const rule = disputePolicy(policy).reasons[request.reason];
  const routed = routeTo(rule.owner, debtor, roster, policy);
  if (!routed) throw refusal(act).noOwner();
  const clock = newClock(rule.days, act.day, calendarOfPerson(act, routed.owner));
  const dispute: NewDispute = {
    ...clock,
    debtorId: debtor.id,
    currency,
    reason: request.reason,
    rawReason: request.rawReason,
    said: request.said,
    origin: request.origin,
    openedBy: act.actor,
    openedAt: act.at,
    openedDay: act.day,
    status: 'open',
    outcome: undefined,
    ownerId: routed.owner.id,
    route: routed.route,
    ackDueAt: acknowledgeBy(act, routed.owner, act.at),
    acknowledgedAt: undefined,
    followUpDay: undefined,
    ...UNSETTLED,
    carded: false,
    ownerMessage: undefined,
    lines,
  };
  return { dispute, routed };
}

const UNSETTLED = {
  settledAt: undefined,
  settledDay: undefined,
  settledBy: undefined,
  settledWhy: undefined,
  expectedMinor: undefined,
  expectedDay: undefined,
  openAtSettle: undefined,
  settledMinor: undefined,
  creditItemId: undefined,
  closedDay: undefined,
} as const;

async function add(
  act: Act,
  made: Made,
  request: OpenRequest,
  debtor: Debtor,
  roster: Roster,
): Promise<{ readonly dispute: Dispute; readonly owner: Person }> {
  const [id = 0] = await disputesIn(act.tx).add([made.dispute]);
  const dispute: Dispute = { ...made.dispute, id };
  await keep(act, dispute, dispute, {
    kind: 'opened',
    text: request.said,
    data: { ...openedData(dispute, request.exhibits), ...(request.files ? await keepExhibits(act, dispute, request.files) : {}) },
  });
  const { owner } = made.routed;
  await tell(act, dispute, alsoTold(owner, debtor, roster), {
    key: 'told',
    words: (locale) => [disputeTexts(locale).message.informed(debtor.name, owner.name)],
  });
  return { dispute: (await disputesIn(act.tx).byId(id)) ?? dispute, owner };
}

/** What the history keeps of an opening. */
export function openedData(
  dispute: Pick<Dispute, 'reason' | 'lines' | 'currency' | 'dueDay' | 'origin'>,
  exhibits: string,
): Record<string, string> {
  return {
    reason: dispute.reason,
    origin: dispute.origin,
    amount: String(sumOf(dispute.lines)),
    currency: dispute.currency,
    items: dispute.lines.map((line) => `${line.itemId}=${line.minor}`).join(' '),
    due: String(dispute.dueDay ?? ''),
    ...(exhibits === '' ? {} : { exhibits }),
  };
}
