/** The debtors met while a file is read: their ids and payment terms, fetched once each. */
import type { Day } from '../dates.ts';
import type { Policy } from '../policy.ts';
import type { Tx } from '../ports.ts';
import { dueDay, parseTerms, type Terms } from './terms.ts';

interface Known {
  readonly id: number;
  readonly terms: Terms;
}

export class DebtorBook {
  readonly #tx: Tx;
  readonly #companyId: number;
  readonly #defaultTerms: Terms;
  readonly #known = new Map<string, Known>();

  constructor(tx: Tx, companyId: number, policy: Policy) {
    this.#tx = tx;
    this.#companyId = companyId;
    this.#defaultTerms = parseTerms(policy.terms) ?? { days: 30, monthEnd: 'none' };
  }

  /** How many different debtors were met. */
  get size(): number {
    return this.#known.size;
  }

  /** Makes the debtors of a batch known, creating those that are new. */
  async meet(rows: readonly { readonly code: string; readonly name: string | undefined }[]): Promise<void> {
    const fresh = new Map<string, { code: string; name: string | undefined }>();
    for (const row of rows) if (!this.#known.has(row.code) && !fresh.has(row.code)) fresh.set(row.code, row);
    if (fresh.size === 0) return;
    const ids = await this.#tx.debtors.ensure(this.#companyId, [...fresh.values()]);
    const debtors = await this.#tx.debtors.byIds([...ids.values()]);
    for (const debtor of debtors) {
      const own = debtor.terms === null ? undefined : parseTerms(debtor.terms);
      this.#known.set(debtor.code, { id: debtor.id, terms: own ?? this.#defaultTerms });
    }
  }

  /** The id of a debtor that was met. */
  id(code: string): number {
    return this.#of(code).id;
  }

  /** The due day: the file's own; a credit or payment is due on its own date; else what the debtor's terms make of the issue date (cli.md). */
  due(code: string, issueDay: Day, given: Day | undefined, amount: bigint, invoice: boolean): Day {
    if (given !== undefined) return given;
    return amount > 0n && invoice ? dueDay(issueDay, this.#of(code).terms) : issueDay;
  }

  #of(code: string): Known {
    const known = this.#known.get(code);
    if (!known) throw new Error(`debtor ${code} was not met`);
    return known;
  }
}
