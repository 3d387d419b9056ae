/** The debtors met while a file is read: their ids and payment terms, fetched once each while they are not too many. */
import type { Policy } from '../desk/policy.ts';
import type { Tx } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import { IdSet } from './id-set.ts';
import { debtorsIn } from './parties.ts';
import { dueDay, parseTerms, type Terms } from './terms.ts';

export interface MetDebtor {
  readonly id: number;
  readonly terms: Terms;
}

/** Debtors kept at a time: a file may have millions, and memory does not grow with it. */
const KEPT = 50_000;

export class DebtorBook {
  readonly #tx: Tx;
  readonly #companyId: number;
  readonly #defaultTerms: Terms;
  readonly #known = new Map<string, MetDebtor>();
  readonly #met = new IdSet();

  constructor(tx: Tx, companyId: number, policy: Policy) {
    this.#tx = tx;
    this.#companyId = companyId;
    this.#defaultTerms = parseTerms(policy.terms) ?? { days: 30, monthEnd: 'none' };
  }

  /** How many different debtors were met. */
  get size(): number {
    return this.#met.size;
  }

  /** The debtors of a batch's rows, in their order; those that are new are created. `nameOf` says how a row calls its debtor. */
  async meet<Row extends { readonly debtor: string }>(
    rows: readonly Row[],
    nameOf: (row: Row) => string | undefined,
  ): Promise<readonly (MetDebtor | undefined)[]> {
    const met = rows.map((row) => this.#known.get(row.debtor));
    const fresh = new Map<string, { code: string; name: string | undefined }>();
    for (const [i, row] of rows.entries()) {
      if (!met[i] && !fresh.has(row.debtor)) fresh.set(row.debtor, { code: row.debtor, name: nameOf(row) });
    }
    if (fresh.size === 0) return met;
    const ids = await debtorsIn(this.#tx).ensure(this.#companyId, [...fresh.values()]);
    const terms = await debtorsIn(this.#tx).terms([...ids.values()]);
    const added = new Map<string, MetDebtor>();
    for (const [code, id] of ids) {
      this.#met.add(id);
      added.set(code, { id, terms: parseTerms(terms.get(id) ?? '') ?? this.#defaultTerms });
    }
    if (this.#known.size + added.size > KEPT) this.#known.clear();
    for (const [code, debtor] of added) this.#known.set(code, debtor);
    return met.map((debtor, i) => debtor ?? added.get(rows[i]?.debtor ?? ''));
  }
}

/** The terms of accounts that have their own, by the longest prefix that fits. */
export function accountTerms({ accountTerms }: Pick<Policy, 'accountTerms'>): (account: string) => Terms | undefined {
  const own = Object.entries(accountTerms)
    .sort(([a], [b]) => b.length - a.length)
    .map(([prefix, terms]) => ({ prefix, terms: parseTerms(terms) }));
  return (account) => own.find(({ prefix }) => account.startsWith(prefix))?.terms;
}

/** Whose an item is, and its due day: the file's own; a credit or payment is due on its own date; else what its account's own terms, or the debtor's, make of the issue date (docs/rules/ledger.md, rule 12). */
export function dueOf(
  row: { readonly debtor: string; readonly issueDay: Day; readonly dueDay: Day | undefined; readonly amount: bigint },
  debtor: MetDebtor | undefined,
  invoice: boolean,
  own?: Terms,
): { readonly debtorId: number; readonly due: Day } {
  if (!debtor) throw new Error(`debtor ${row.debtor} was not met`);
  if (row.dueDay !== undefined) return { debtorId: debtor.id, due: row.dueDay };
  return { debtorId: debtor.id, due: row.amount > 0n && invoice ? dueDay(row.issueDay, own ?? debtor.terms) : row.issueDay };
}
