/** What the core asks of the outside: a clock, ids, a store with transactions, and platforms that deliver cards. Implementations live at the rim. */
import type { Card } from './card.ts';
import type {
  BallotRecord,
  Carrying,
  DecisionRecord,
  FactsRecord,
  MotionFile,
  MotionRecord,
  MotionStatus,
  VoterRecord,
} from './committee/motion-record.ts';
import type { Day } from './dates.ts';
import type { Dispute, DisputeStep, Status } from './disputes/dispute.ts';
import type { Buckets } from './ledger/aging.ts';
import type { DebtorRow, EntryFacts, FecRow, ItemKind, ListRow, PersonRow, Scope } from './ledger/item.ts';
import type { ImportReport } from './ledger/report.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface Ids {
  /** A new unguessable id (UUID). */
  next(): string;
}

/** The store: `read` sees committed data without waiting for writers; `transact` runs one short unit of work, retried whole on a lost race, so it must not act outside of its Tx. */
export interface Store {
  readonly read: Reads;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Reads {
  readonly ledger: LedgerReads;
  readonly indicators: IndicatorReads;
  readonly debtors: DebtorReads;
  readonly people: PeopleReads;
  readonly imports: ImportReads;
  readonly outbox: OutboxReads;
  readonly jobs: JobReads;
  readonly audit: AuditReads;
  readonly disputes: DisputeReads;
  readonly motions: MotionReads;
}

export interface Tx {
  readonly ledger: LedgerReads & LedgerWrites;
  readonly indicators: IndicatorReads & IndicatorWrites;
  readonly debtors: DebtorReads & DebtorWrites;
  readonly people: PeopleReads & PeopleWrites;
  readonly imports: ImportReads & ImportWrites;
  readonly outbox: OutboxReads & OutboxWrites;
  readonly jobs: JobReads & JobWrites;
  readonly inbound: InboundKeys;
  readonly audit: AuditReads & AuditWrites;
  readonly disputes: DisputeReads & DisputeWrites;
  readonly motions: MotionReads & MotionWrites;
}

// ---------------------------------------------------------------- ledger

export interface AgedRow extends Buckets {
  readonly debtorId: number;
  readonly currency: string;
}

/** An item as it stands at a date: `open` is what is left of `amount`. */
export interface OpenItem {
  readonly id: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly account: string;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint;
  readonly disputed: string | null;
}

/** Which debtors a figure is about; a debtor must fit all that is given. People by e-mail address. */
export interface LedgerFilter {
  readonly companyId?: number;
  readonly debtorIds?: readonly number[];
  readonly salesperson?: string;
  readonly collector?: string;
  readonly segment?: string;
  /** Leaves out the accounts that begin so (doubtful customers). */
  readonly withoutAccount?: string;
}

/** What of an open item is disputed at a date, never more than what is open of it. */
export interface DisputedItem {
  readonly itemId: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly currency: string;
  readonly dueDay: Day;
  /** From when it counts as disputed: the opening of its dispute, or the issue date of an item that a file marked without a date. */
  readonly since: Day;
  /** A code of the dispute's taxonomy, or what the file wrote ("yes" when it gave no reason). */
  readonly reason: string;
  readonly amount: bigint;
}

export interface LedgerReads {
  /** The aged balance of the `balance` scope at a date, one row per debtor and currency with something open (a debtor whose open items add up to 0 included). */
  agedByDebtor(asOf: Day, filter?: { readonly companyId?: number; readonly debtorId?: number }): Promise<readonly AgedRow[]>;
  /** The same in total, one row per currency (debtorId 0). */
  agedTotal(asOf: Day, filter?: { readonly companyId?: number }): Promise<readonly AgedRow[]>;
  /** Sum of open items by debtor and currency over both scopes: the exposure. */
  exposure(
    asOf: Day,
    filter?: { readonly debtorId?: number },
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly amount: bigint }[]>;
  /** Open items of one debtor at a date, oldest due date first; both debits and credits. */
  openItems(debtorId: number, asOf: Day, limit: number): Promise<{ readonly items: readonly OpenItem[]; readonly count: number }>;
  /** The debtor's newest lines up to a date, newest first, whether still open or not: what happened last on the account. */
  movements(debtorId: number, asOf: Day, limit: number): Promise<readonly OpenItem[]>;
  /** Debits overdue or falling due by a day: for each debtor and currency the oldest due day among open overdue debits at `asOf`. */
  oldestDue(asOf: Day): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly dueDay: Day }[]>;
  /** Open debits of the given debtors whose due day lies in [from, to], summed by debtor, currency and due day. */
  fallingDue(
    asOf: Day,
    from: Day,
    to: Day,
    debtorIds: readonly number[],
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly dueDay: Day; readonly amount: bigint }[]>;
  /** Everything disputed at a date: the parts in the disputes of that day, and the marks of files on items that had no dispute here yet. */
  disputedOpen(asOf: Day, filter?: LedgerFilter): Promise<readonly DisputedItem[]>;
  /** Open amount by account for one source at a date (the tie-out's left side). */
  openByAccount(
    sourceId: number,
    asOf: Day,
  ): Promise<readonly { readonly account: string; readonly currency: string; readonly open: bigint }[]>;
  /** The last day that the ledger is made from: the greatest `asOf` of its imports of items; undefined when nothing was imported. */
  ledgerDay(companyId?: number): Promise<Day | undefined>;
  itemCount(): Promise<number>;
}

/** A file identity: a FEC's fiscal year, or the named source of a list. */
export interface ItemSource {
  readonly id: number;
  readonly companyId: number;
  readonly kind: 'fec' | 'items';
  readonly name: string;
}

/** A FEC line ready to be kept: classified, scoped, with its debtor. */
export interface NewFecItem extends FecRow {
  readonly debtorId: number;
  readonly scope: Scope;
  readonly ordinal: number;
  /** Given by the file (`dueDay`), or made from terms. */
  readonly due: Day;
  /** The book's currency. */
  readonly currency: string;
}

export interface NewListItem extends ListRow {
  readonly debtorId: number;
  readonly ordinal: number;
  /** Given by the file, or made from terms. */
  readonly due: Day;
}

/** A line of the FEC as allocation sees it. */
export interface FecLine {
  readonly id: number;
  readonly kind: string;
  readonly account: string;
  readonly ref: string;
  readonly bookDay: Day;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly amount: bigint;
  readonly letter: string;
  readonly letterDay: Day | null;
}

/** How an allocation was found: by the letter of the accountant, or estimated (by reference, by amount, oldest first). */
export type AllocationBasis = 'letter' | 'ref' | 'amount' | 'oldest' | 'list';
export const ALLOCATION_BASES: readonly AllocationBasis[] = ['letter', 'ref', 'amount', 'oldest', 'list'];

/** `amount` > 0 of the debit is extinguished by the same amount of the credit from `day` on. */
export interface Allocation {
  readonly debitId: number;
  readonly creditId: number;
  readonly amount: bigint;
  readonly day: Day;
  readonly basis: AllocationBasis;
}

export interface WriteCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface LedgerWrites {
  source(companyId: number, kind: 'fec' | 'items', name: string): Promise<ItemSource>;
  /** Adds or updates lines of a list (key: source, debtor, ref, kind, issue day, ordinal); marks each as seen by the import. `asOf` dates a part payment whose day is unknown. */
  putListItems(source: ItemSource, importId: number, asOf: Day, items: readonly NewListItem[]): Promise<WriteCounts>;
  /** Adds or updates lines of a FEC (key: source, journal, entry, debtor, account, ref, book day, amount, ordinal); marks each as seen. */
  putFecItems(source: ItemSource, importId: number, items: readonly NewFecItem[]): Promise<WriteCounts>;
  /** Notes what entries say of their lines; repeated calls for one entry accumulate. Rows live until `classifyFec`. */
  noteEntries(importId: number, entries: readonly EntryFacts[]): Promise<void>;
  /** Sets the kind of the import's lines from the noted entries (a payment whose due day the file does not give is due on its issue day: terms never apply to it); returns how many entries do not balance and the first few of them, then forgets the notes. */
  classifyFec(
    source: ItemSource,
    importId: number,
  ): Promise<{ readonly unbalanced: number; readonly first: readonly { readonly line: number; readonly balance: bigint }[] }>;
  /** What of the source the import did not show: removed from a FEC (a draft that was withdrawn). Returns how many. */
  dropUnseen(source: ItemSource, importId: number): Promise<number>;
  /** Open items of a source that the import did not show, and what they amount to beside the source's whole open amount, per currency. */
  unseen(
    source: ItemSource,
    importId: number,
    asOf: Day,
  ): Promise<readonly { readonly currency: string; readonly count: number; readonly open: bigint; readonly sourceOpen: bigint }[]>;
  /** Ends them at a date, reason `vanished`. */
  endUnseen(source: ItemSource, importId: number, asOf: Day): Promise<number>;
  /** The source's lines, debtor by debtor, for allocation; `after` pages on debtor ids. */
  fecLines(
    source: ItemSource,
    afterDebtorId: number,
    debtors: number,
  ): Promise<readonly { readonly debtorId: number; readonly lines: readonly FecLine[] }[]>;
  /** Replaces the allocations and the ends of those debtors' lines in this source. */
  replaceAllocations(source: ItemSource, debtorIds: readonly number[], allocations: readonly Allocation[]): Promise<void>;
  /** Lets every FEC year of a company end where the next one's opening lines begin (cli.md, "which item counts when"). */
  carryForward(companyId: number): Promise<void>;
  /** Due days that terms made, for a debtor whose terms changed: pages of [id, issue day]. */
  termItems(debtorId: number, afterId: number, limit: number): Promise<readonly { readonly id: number; readonly issueDay: Day }[]>;
  setDueDays(items: readonly { readonly id: number; readonly dueDay: Day }[]): Promise<void>;
}

// ---------------------------------------------------------------- indicators

/** One debtor and currency at a date, with what the indicators need beyond the buckets. Minor units. */
export interface Position extends AgedRow {
  /** Overdue debits times their days late. */
  readonly lateWeight: bigint;
  /** Debits more than the given days late. */
  readonly beyond: bigint;
  /** The oldest due day among overdue debits. */
  readonly oldestDue: Day | null;
}

/** Debtors to be named: the `top` largest overdue amounts, the `top` oldest among those who owe at least `floor` (minor units) overdue, and the `top` largest of all that is owed. */
export interface Ranking {
  readonly top: number;
  readonly floor: bigint;
}

/** What moved up to a date, one row per currency. Minor units; cash in is positive. */
export interface Flows {
  readonly currency: string;
  /** Receivables at the end of the day before the period. */
  readonly opening: bigint;
  /** Received in the period, less what bounced. */
  readonly cash: bigint;
  /** Payments taken back in the period and not among those already counted as long overdue. */
  readonly bounced: bigint;
  /** Debits paid in the last year, and the same times the days from due day to payment. */
  readonly paid: bigint;
  readonly paidWeight: bigint;
}

export interface FlowSpan {
  readonly asOf: Day;
  /** First day of the period of opening and cash. */
  readonly from: Day;
  /** A payment taken back longer ago than so many days counts as overdue, not as bounced. */
  readonly beyondDays: number;
  /** First day of the year whose payments tell habits. */
  readonly paidFrom: Day;
}

/** Headline figures of a date: what is owed, what of it is overdue, and the sales since `from`. */
export interface PastFigure {
  readonly currency: string;
  readonly total: bigint;
  readonly overdue: bigint;
  readonly sales: bigint;
}

/** What a post showed; `now` is what the ledger says since the last import that changed it. */
export interface PostedFigure extends PastFigure {
  readonly id: number;
  readonly job: string;
  readonly slot: string;
  readonly asOf: Day;
  readonly from: Day;
  readonly now: Omit<PastFigure, 'currency'>;
}

export interface IndicatorReads {
  /** Sums per currency (debtorId 0), and the debtors: those that rank, or all of them without a ranking. */
  positions(
    asOf: Day,
    beyondDays: number,
    filter?: LedgerFilter,
    ranking?: Ranking,
  ): Promise<{ readonly totals: readonly Position[]; readonly debtors: readonly Position[] }>;
  flows(span: FlowSpan, filter?: LedgerFilter): Promise<readonly Flows[]>;
  /** Invoices less credit notes of spans of days, both ends included, in their order; per currency that has any. */
  sales(
    months: readonly { readonly from: Day; readonly to: Day }[],
    filter?: LedgerFilter,
  ): Promise<readonly { readonly currency: string; readonly months: readonly bigint[] }[]>;
  /** The first day that has an invoice or a credit note, by currency. */
  firstSale(filter?: LedgerFilter): Promise<ReadonlyMap<string, Day>>;
  /** Debits paid since a day, by debtor and currency. */
  habits(
    asOf: Day,
    from: Day,
    filter?: LedgerFilter,
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly paid: bigint; readonly paidWeight: bigint }[]>;
  /** The headline figures of several dates in one pass; as many lists as dates. */
  past(dates: readonly { readonly asOf: Day; readonly from: Day }[], filter?: LedgerFilter): Promise<readonly (readonly PastFigure[])[]>;
  /** By how much open items differ from the accounts of the last FEC of each year (by the tie-out of its import), and from the sum of the accounts' lines up to a date; per currency, only what differs. */
  gaps(asOf: Day): Promise<readonly { readonly currency: string; readonly account: string; readonly difference: bigint }[]>;
  /** Figures posted for dates from a day on, oldest first. */
  posted(from: Day): Promise<readonly PostedFigure[]>;
  /** Alerts that were told and are not back yet, by key. */
  alerts(): Promise<ReadonlyMap<string, string>>;
}

export interface IndicatorWrites {
  /** Keeps what a post shows, once per job, slot and currency. */
  post(figures: readonly Omit<PostedFigure, 'id' | 'now'>[]): Promise<void>;
  revise(id: number, now: PostedFigure['now']): Promise<void>;
  setAlert(key: string, value: string, slot: string): Promise<void>;
  clearAlert(key: string): Promise<void>;
}

// ---------------------------------------------------------------- debtors, companies, people

export interface Company {
  readonly id: number;
  /** Empty for a company that no file has named yet. */
  readonly siren: string;
  readonly name: string;
}

export interface Debtor {
  readonly id: number;
  readonly companyId: number;
  readonly code: string;
  readonly name: string;
  readonly siren: string | null;
  readonly vat: string | null;
  readonly terms: string | null;
  readonly limit: { readonly minor: bigint; readonly currency: string } | null;
  readonly insurer: string | null;
  readonly insured: { readonly minor: bigint; readonly currency: string } | null;
  readonly insuredUntil: Day | null;
  readonly segment: string | null;
  readonly salesperson: string | null;
  readonly salesAdmin: string | null;
  readonly collector: string | null;
  readonly country: string | null;
  readonly region: string | null;
}

export interface DebtorReads {
  companies(): Promise<readonly Company[]>;
  byId(id: number): Promise<Debtor | undefined>;
  byIds(ids: readonly number[]): Promise<readonly Debtor[]>;
  /** All of them, by id: for figures that need every debtor. */
  all(): Promise<readonly Debtor[]>;
  /** Debtors that a folded query fits (see core/debtors/search.ts): exact code, SIREN, VAT or invoice number first, else part of the name or code; `count` counts beyond `limit`. */
  search(folded: string, limit: number): Promise<{ readonly debtors: readonly Debtor[]; readonly count: number }>;
}

export interface DebtorWrites {
  company(siren: string, name?: string): Promise<Company>;
  nameCompany(id: number, siren: string): Promise<void>;
  /** The ids of debtors by code, made when new (with the name given, else the code); a known debtor keeps its name. */
  ensure(
    companyId: number,
    debtors: readonly { readonly code: string; readonly name: string | undefined }[],
  ): Promise<ReadonlyMap<string, number>>;
  /** Sets the given fields of debtors, making those that are new; `terms` lists the ids whose terms changed. */
  put(companyId: number, rows: readonly DebtorRow[]): Promise<WriteCounts & { readonly termsChanged: readonly number[] }>;
}

export interface Person {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string | null;
  readonly manager: string | null;
  readonly backup: string | null;
  readonly language: 'fr' | 'en' | null;
  readonly country: string | null;
  readonly region: string | null;
}

export interface Identity {
  readonly platform: PlatformName;
  /** Slack team, Teams tenant, or "local". */
  readonly tenant: string;
  readonly userId: string;
}

export interface PeopleReads {
  all(): Promise<readonly Person[]>;
  byEmail(email: string): Promise<Person | undefined>;
  byIdentity(identity: Identity): Promise<Person | undefined>;
  identities(personId: number): Promise<readonly Identity[]>;
}

export interface PeopleWrites {
  put(rows: readonly PersonRow[]): Promise<WriteCounts>;
  /** Binds an identity at first contact; a person's e-mail never moves an identity that is already bound (returns the person it stays with). */
  bind(identity: Identity, personId: number, at: number): Promise<Person | undefined>;
}

// ---------------------------------------------------------------- imports, jobs, inbound keys

export interface ImportRecord {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly file: string;
  readonly sha256: string;
  readonly companyId: number | null;
  readonly asOf: Day;
  readonly actor: string;
  /** What was shown after the import. */
  readonly report: ImportReport;
}

export interface ImportReads {
  /** The newest import of that content with those options, if nothing newer replaced its source. */
  same(kind: string, fingerprint: string, sourceKey: string): Promise<ImportRecord | undefined>;
  latest(limit: number): Promise<readonly ImportRecord[]>;
  /** The oldest import: who made it says whose database this is. */
  first(): Promise<ImportRecord | undefined>;
  byId(id: number): Promise<ImportRecord | undefined>;
}

export interface ImportWrites {
  /** `fingerprint` = content hash + options that change its reading; `sourceKey` = what it replaces (company, kind, source). */
  begin(record: {
    readonly at: number;
    readonly kind: string;
    readonly file: string;
    readonly sha256: string;
    readonly fingerprint: string;
    readonly sourceKey: string;
    readonly companyId: number | null;
    readonly asOf: Day;
    readonly actor: string;
  }): Promise<number>;
  finish(id: number, asOf: Day, report: ImportReport): Promise<void>;
}

export interface JobReads {
  ran(job: string, slot: string): Promise<boolean>;
}

export interface JobWrites {
  /** Takes the slot (job, local date); false when it was taken before. */
  take(job: string, slot: string, at: number): Promise<boolean>;
}

export interface InboundKeys {
  /** Takes the key of an inbound event; false when it was seen before. */
  take(key: string, at: number): Promise<boolean>;
  /** Forgets keys older than an instant. */
  prune(before: number): Promise<number>;
}

// ---------------------------------------------------------------- outbox and platforms

export type PlatformName = 'slack' | 'teams' | 'local';

/** Where a message goes: a channel by its name in the policy (`agenda`, `disputes`, `committee`), a person, or a platform's own channel id; in a thread when `thread` is the key of the outbox message that opened it. */
export type Destination =
  | { readonly to: 'channel'; readonly channel: string; readonly thread?: string }
  | { readonly to: 'person'; readonly personId: number; readonly thread?: string }
  | { readonly to: 'place'; readonly platform: PlatformName; readonly tenant: string; readonly id: string; readonly thread?: string };

/** What the bot says of its own accord. `key` makes it unique for ever; `replaces` names the message whose posted card this one updates in place. */
export interface NewMessage {
  readonly key: string;
  readonly destination: Destination;
  readonly card: Card;
  readonly replaces?: string;
}

export type OutboxStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'refused' | 'unknown';

export interface OutboxMessage extends NewMessage {
  readonly id: number;
  /** The platform that delivers this row; a message to all configured platforms becomes one row for each. */
  readonly platform: PlatformName;
  readonly status: OutboxStatus;
  readonly attempts: number;
  readonly ref: PostedRef | null;
  readonly error: string | null;
}

/** Where a message stands on its platform. */
export interface PostedRef {
  readonly tenant: string;
  readonly channel: string;
  readonly id: string;
}

export interface OutboxReads {
  byKey(key: string, platform: PlatformName): Promise<OutboxMessage | undefined>;
  /** Rows by status, oldest first. */
  withStatus(status: OutboxStatus, limit: number): Promise<readonly OutboxMessage[]>;
  count(status: OutboxStatus): Promise<number>;
  /** The newest delivered message at that place, to know what a reply in a thread belongs to. */
  byRef(platform: PlatformName, ref: { readonly channel: string; readonly id: string }): Promise<OutboxMessage | undefined>;
}

export interface OutboxWrites {
  /** Adds a message once per (key, platform); a second time changes nothing. */
  enqueue(message: NewMessage, platforms: readonly PlatformName[], at: number): Promise<void>;
  /** Claims due rows (pending, or sending since before `staleBefore`) for sending; per destination the oldest first, never a row whose elder to the same place is undone. */
  claim(at: number, staleBefore: number, limit: number): Promise<readonly OutboxMessage[]>;
  sent(id: number, ref: PostedRef, at: number): Promise<void>;
  /** Back to pending, due at `nextAt`. */
  retry(id: number, nextAt: number, error: string): Promise<void>;
  /** The end of the row without delivery, or with an unknown outcome. */
  close(id: number, status: 'failed' | 'refused' | 'unknown', error: string, at: number): Promise<void>;
}

/** Who can read a channel: members by identity, and those who must not see amounts. */
export interface Audience {
  readonly members: readonly {
    readonly identity: Identity;
    readonly name: string;
    readonly email: string | undefined;
    readonly guest: boolean;
    readonly bot: boolean;
  }[];
  /** The channel is shared with another company. */
  readonly external: boolean;
}

/** A platform's outgoing side. Faults are `PlatformError`s; anything else is our fault. */
export interface Gateway {
  readonly platform: PlatformName;
  /** Posts a card; `key` travels with it so that `find` can read it back after a crash. */
  post(message: { readonly key: string; readonly to: GatewayPlace; readonly card: Card }): Promise<PostedRef>;
  update(ref: PostedRef, card: Card): Promise<void>;
  /** Was the message of that key posted? 'unknown' where the platform cannot be asked. */
  find(key: string, to: GatewayPlace, since: number): Promise<PostedRef | 'absent' | 'unknown'>;
  /** Undefined when everyone there is known by construction (a private conversation with one person). */
  audience(to: GatewayPlace): Promise<Audience | undefined>;
  /** Who has this e-mail address on the platform, for a first private message to a person of the roster; undefined when nobody has. */
  identify(email: string): Promise<Identity | undefined>;
}

/** A resolved place: a platform channel id, or a person's identity (the gateway opens the private conversation); `thread` is the message that opens the thread. */
export type GatewayPlace =
  | { readonly kind: 'channel'; readonly id: string; readonly thread?: PostedRef }
  | { readonly kind: 'person'; readonly identity: Identity; readonly thread?: PostedRef };

export type PlatformFault =
  /** Wait `retryAfter` ms, then try again: nothing was posted. */
  | 'rate-limited'
  /** Nothing was posted; a later try may succeed. */
  | 'retry'
  /** Sent, but the reply was lost: it may have been posted. */
  | 'lost'
  /** It will never succeed (no such channel, not a member, archived, token revoked): somebody must act. */
  | 'refused';

export class PlatformError extends Error {
  readonly fault: PlatformFault;
  readonly retryAfter: number | undefined;
  constructor(fault: PlatformFault, message: string, retryAfter?: number) {
    super(message);
    this.name = 'PlatformError';
    this.fault = fault;
    this.retryAfter = retryAfter;
  }
}

// ---------------------------------------------------------------- audit

export interface AuditEntry {
  readonly at: number;
  /** E-mail of the person, or `system:<what>`. */
  readonly actor: string;
  readonly action: string;
  /** What it is about, as `<noun>:<id>`. */
  readonly subject: string;
  /** Flat facts without amounts in floats: strings only. */
  readonly payload: Readonly<Record<string, string>>;
}

export interface AuditRow extends AuditEntry {
  readonly seq: number;
  readonly salt: string;
  /** The payload (and the salt) were erased under the policy's retention; the digest stays. */
  readonly erased: boolean;
  /** SHA-256 of salt and payload; stays when the payload is erased. */
  readonly digest: string;
  readonly prev: string;
  readonly hash: string;
}

export interface AuditReads {
  head(): Promise<{ readonly seq: number; readonly hash: string } | undefined>;
  after(seq: number, limit: number): Promise<readonly AuditRow[]>;
  about(subject: string, limit: number): Promise<readonly AuditRow[]>;
}

export interface AuditWrites {
  append(entry: AuditEntry): Promise<void>;
}

// ---------------------------------------------------------------- disputes

/** A debit as a dispute sees it at a date. */
export interface DisputableItem {
  readonly id: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint;
  /** It continues as the next year's opening line. */
  readonly carried: boolean;
  /** Where a file's dispute column stands, as written. */
  readonly mark: string | null;
}

/** A credit note of the ledger. */
export interface CreditNote {
  readonly id: number;
  readonly debtorId: number;
  readonly currency: string;
  readonly ref: string;
  readonly label: string;
  /** Above 0: what it takes off. */
  readonly minor: bigint;
  readonly fromDay: Day;
}

export interface DisputeFilter {
  readonly ids?: readonly number[];
  readonly debtorId?: number;
  readonly itemIds?: readonly number[];
  readonly statuses?: readonly Status[];
  /** Decided on that day or later. */
  readonly settledFrom?: Day;
}

export interface DisputeReads {
  byId(id: number): Promise<Dispute | undefined>;
  /** By number. */
  find(filter: DisputeFilter): Promise<readonly Dispute[]>;
  /** In order. */
  steps(disputeId: number): Promise<readonly DisputeStep[]>;
  stepByKey(key: string): Promise<DisputeStep | undefined>;
  items(ids: readonly number[], asOf: Day): Promise<readonly DisputableItem[]>;
  /** Debits whose folded reference is one of these (core/debtors/search.ts), open or not. */
  itemsByRef(refKeys: readonly string[], asOf: Day): Promise<readonly DisputableItem[]>;
  /** References of open debits that are this folded one with any two neighbouring characters read as anything. */
  similarRefs(refKey: string, asOf: Day, limit: number): Promise<readonly string[]>;
  /** Open debits with a mark and no case ever. */
  marked(asOf: Day, limit: number): Promise<readonly DisputableItem[]>;
  /** Credit notes of these debtors that count from a day on and that no dispute has claimed. */
  creditNotes(debtorIds: readonly number[], fromDay: Day): Promise<readonly CreditNote[]>;
  /** Who is away on a day by their own word: person id and last day. */
  absences(day: Day): Promise<readonly { readonly personId: number; readonly toDay: Day }[]>;
}

export type NewDispute = Omit<Dispute, 'id'>;
export type NewStep = Omit<DisputeStep, 'id'> & { readonly key?: string };

export interface DisputeWrites {
  /** The case as it is, kept from other writers until the end of the unit of work. */
  lock(id: number): Promise<Dispute | undefined>;
  /** Keeps other writers from disputing the same items meanwhile. */
  lockItems(ids: readonly number[]): Promise<void>;
  /** Adds cases with their lines; their numbers in order. */
  add(disputes: readonly NewDispute[]): Promise<readonly number[]>;
  /** Writes everything but the lines. */
  save(dispute: Dispute): Promise<void>;
  /** From a day on these are its parts (none: nothing is in dispute any more). */
  setLines(
    id: number,
    day: Day,
    lines: readonly { readonly itemId: number; readonly ref: string; readonly minor: bigint }[],
  ): Promise<void>;
  /** Ids in order; undefined for a step whose key is already there, which changes nothing. */
  addSteps(steps: readonly NewStep[]): Promise<readonly (number | undefined)[]>;
  /** Replaces what the person said of absences that end on or after `fromDay`; undefined = back again. */
  setAbsence(personId: number, today: Day, absence: { readonly fromDay: Day; readonly toDay: Day } | undefined): Promise<void>;
}

// ---------------------------------------------------------------- the committee

/** A limit that the committee granted, as long as it is in force. */
export interface Grant {
  readonly motionId: number;
  readonly debtorId: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly untilDay: Day | null;
}

export interface DecisionFilter {
  readonly motionId?: number;
  readonly debtorId?: number;
  readonly carrying?: readonly Carrying[];
  readonly from?: Day;
  readonly to?: Day;
}

export interface MotionReads {
  file(id: number): Promise<MotionFile | undefined>;
  /** Newest first. */
  find(filter: { readonly status?: MotionStatus; readonly debtorId?: number; readonly limit: number }): Promise<readonly MotionRecord[]>;
  /** Oldest first. */
  decisions(filter: DecisionFilter): Promise<readonly DecisionRecord[]>;
  /** Limits in force on a day: of each debtor the one that was granted last. */
  grants(day: Day, debtorId?: number): Promise<readonly Grant[]>;
  /** Heads of the audit chain that minutes print. */
  heads(): Promise<readonly { readonly motionId: number; readonly seq: number; readonly hash: string }[]>;
}

export interface MotionWrites {
  /** The motion with all that belongs to it, kept from other writers until the end of the unit of work. */
  lock(id: number): Promise<MotionFile | undefined>;
  /** Its number; undefined when the same question is open already. */
  add(motion: Omit<MotionRecord, 'id'>, question: string, voters: readonly VoterRecord[], facts: FactsRecord): Promise<number | undefined>;
  /** Everything that moves while a motion lives: status, close, extension, review, edition. A motion that is no longer open frees its question. */
  save(motion: MotionRecord): Promise<void>;
  /** Adds a ballot as the one that lives for its member; the one before stays on file. */
  cast(motionId: number, ballot: BallotRecord): Promise<void>;
  addFacts(motionId: number, facts: FactsRecord): Promise<void>;
  decide(decision: DecisionRecord): Promise<void>;
  setDecision(
    motionId: number,
    change: Partial<Pick<DecisionRecord, 'carrying' | 'followed' | 'warned' | 'headSeq' | 'headHash'>>,
  ): Promise<void>;
}

// ---------------------------------------------------------------- the local workspace's own conversation

/** A message of the local workspace, which keeps its conversation as Slack and Teams keep theirs. */
export interface LocalMessage {
  readonly id: number;
  readonly channel: string;
  /** Id of the message that opens the thread; null outside of threads. */
  readonly thread: number | null;
  /** E-mail of the author; "bot" for the bot. */
  readonly author: string;
  /** E-mail of the only reader of a private answer; null when the whole channel reads it. */
  readonly only: string | null;
  readonly text: string;
  readonly card: Card | null;
  /** The outbox key that it was posted under; unique. */
  readonly key: string | null;
  readonly at: number;
  /** 0 until edited; then the workspace-wide number of its last edit, ever growing, so that a page can ask for the edits it has not seen. */
  readonly edited: number;
}

/** `store.local`: not part of a Tx, since for the core this is a platform like any other. */
export interface LocalMessages {
  /** Adds a message; one whose key exists already is not added again. Returns its id either way. */
  add(message: Omit<LocalMessage, 'id' | 'edited'>): Promise<number>;
  /** Replaces text or card (null removes the card) and numbers the edit; false when there is no such message. */
  update(id: number, change: { readonly text?: string; readonly card?: Card | null }): Promise<boolean>;
  byId(id: number): Promise<LocalMessage | undefined>;
  byKey(key: string): Promise<LocalMessage | undefined>;
  /** What `viewer` may read in a channel (threads included) after an id, oldest first. */
  list(channel: string, viewer: string, afterId: number, limit: number): Promise<readonly LocalMessage[]>;
  /** The last `limit` messages that `viewer` may read in a channel before an id (undefined: from the newest), oldest first. */
  before(channel: string, viewer: string, beforeId: number | undefined, limit: number): Promise<readonly LocalMessage[]>;
  /** Messages of any channel that `viewer` may read, edited after that edit number, in order of editing. */
  edits(viewer: string, afterEdit: number, limit: number): Promise<readonly LocalMessage[]>;
  /** The newest message id and edit number: where a page that has just loaded starts listening. */
  latest(): Promise<{ readonly id: number; readonly edit: number }>;
}
