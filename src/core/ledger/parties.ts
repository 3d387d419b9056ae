/** Companies and their debtors in the store. */
import type { WriteCounts } from '../desk/people-ports.ts';
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { ParentLink } from './group.ts';
import type { DebtorRow } from './item.ts';
import type { FactName, Facts } from './master.ts';

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
  /** Whom letters and e-mails go to (master.ts, `addressee`). */
  readonly contact: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Lines of the postal address, joined by line feeds. */
  readonly address: string | null;
  /** Of letters and e-mails: `fr` or `en`; the policy's otherwise. */
  readonly language: string | null;
  /** 0 to 100, from a rating agency, an insurer or a bank, and the day it is of. */
  readonly externalScore: number | null;
  readonly externalScoreDay: Day | null;
  /** What else is known of it. */
  readonly facts: Facts;
}

/** A value that somebody had changed, and that a file has replaced by its own. */
export interface Replaced {
  readonly debtor: string;
  readonly fact: FactName;
}

export interface DebtorReads {
  companies(): Promise<readonly Company[]>;
  byId(id: number): Promise<Debtor | undefined>;
  byIds(ids: readonly number[]): Promise<readonly Debtor[]>;
  /** All of them, by id: for figures that need every debtor. */
  all(): Promise<readonly Debtor[]>;
  /** Debtors that a folded query fits (the search says how it folds): exact code, SIREN, VAT or invoice number first, else part of the name or code; `count` counts beyond `limit`. */
  search(folded: string, limit: number): Promise<{ readonly debtors: readonly Debtor[]; readonly count: number }>;
  /** Ids of the debtor's group, its head first; itself alone when it has none. */
  group(of: Pick<Debtor, 'id' | 'companyId'>): Promise<readonly number[]>;
  /** The company's debtors that name a parent, by id. */
  parents(companyId: number): Promise<readonly ParentLink[]>;
  /** By id; those that have none, and have had none, as well. */
  limits(ids: readonly number[]): Promise<readonly LimitRecord[]>;
}

/** The limits of a debtor's record: its own, and its group's as `groupLimitText` writes it. Empty and null: none. */
export interface LimitRecord {
  readonly debtorId: number;
  readonly limitMinor: bigint | null;
  readonly limitCurrency: string | null;
  readonly groupLimit: string;
}

export interface PutCounts extends WriteCounts {
  readonly termsChanged: readonly number[];
  /** Limits that are others now; absent when there is none. */
  readonly limits?: readonly LimitRecord[];
  /** Absent when there is none. */
  readonly replaced?: readonly Replaced[];
}

export interface DebtorWrites {
  company(siren: string, name?: string): Promise<Company>;
  nameCompany(id: number, siren: string): Promise<void>;
  /** The ids of debtors by code, made when new (with the name given, else the code); a known debtor keeps its name. */
  ensure(
    companyId: number,
    debtors: readonly { readonly code: string; readonly name: string | undefined }[],
  ): Promise<ReadonlyMap<string, number>>;
  /** The payment terms of those debtors that have their own, by id. */
  terms(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Accounts of one person are another's, by e-mail, in whichever part; returns how many. */
  passOn(from: string, to: string): Promise<number>;
  /** Sets the given fields of debtors, making those that are new; `terms` lists the ids whose terms changed. A fact that somebody changed stays unless it is not what the file said last (docs/rules/parties.md, rule 5). */
  put(companyId: number, rows: readonly DebtorRow[]): Promise<PutCounts>;
  /** Sets facts of one debtor by hand; what the file said of them stays on record. */
  change(debtorId: number, facts: Facts): Promise<void>;
}

export const debtorsIn = partOfStore<DebtorReads, DebtorWrites>('debtors');
