/** The debtors file: who owes, on which terms, with which limit and cover, and who looks after the account. */
import { decimalsOf } from '../core/kernel/money.ts';
import type { DebtorRow } from '../core/ledger/item.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { formatTerms, parseTerms } from '../core/ledger/terms.ts';
import { readAmount } from './amount-column.ts';
import { currencyCode } from './currencies.ts';
import { readDate } from './date-column.ts';
import {
  EMAIL,
  type FieldTypes,
  idText,
  type List,
  type ListOptions,
  languageOf,
  linesText,
  openParties,
  optionalText,
  type RowResult,
  refuse,
} from './list.ts';
import type { Table } from './table.ts';

export type DebtorField =
  | 'debtor'
  | 'name'
  | 'siren'
  | 'vat'
  | 'terms'
  | 'limit'
  | 'limitCurrency'
  | 'insurer'
  | 'insuredLimit'
  | 'insuredUntil'
  | 'segment'
  | 'salesperson'
  | 'salesAdmin'
  | 'collector'
  | 'country'
  | 'region'
  | 'contact'
  | 'email'
  | 'phone'
  | 'address'
  | 'language'
  | 'externalScore'
  | 'externalScoreDay';

export const DEBTOR_TYPES: FieldTypes<DebtorField> = {
  synonyms: {
    debtor: [
      'debtor id|debtor code|debtor no|code debiteur|no client|code client|client id|compte client|no compte client|customer no|customer id|customer code|compte tiers|code tiers|no tiers|compte auxiliaire|account code|account id|account no|no compte',
      'compte|account|tiers|code|id',
      'debiteur|client|customer',
    ],
    name: [
      'debtor name|nom|nom client|raison sociale|intitule|customer name|client name|nom tiers|account name|denomination|company name|societe',
      'company',
      'client|customer|tiers|debiteur',
    ],
    siren: ['siret|no siren|no siret|siren siret'],
    vat: ['tva|no tva|tva intracom|tva intracommunautaire|no tva intracommunautaire|vat no|vat id|vat number'],
    terms: [
      'payment terms|conditions paiement|condition paiement|delai paiement|delai|conditions reglement|condition reglement|mode reglement|echeance|paydelay|conditions',
    ],
    limit: ['credit limit|limite|limite credit|plafond|encours autorise|encours maximum|encours maxi|limite encours|plafond encours'],
    limitCurrency: ['currency|devise|devise limite|code devise'],
    insurer: ['assureur|assureur credit|assurance credit|credit insurer'],
    insuredLimit: ['insured amount|montant assure|limite assuree|garantie|agrement|montant garanti|couverture|cover|insured'],
    insuredUntil: ['cover until|fin garantie|garantie jusqu au|assure jusqu au|date fin garantie|fin couverture|insurance end'],
    segment: ['categorie|category|famille|classe|class'],
    salesperson: ['commercial|commerciale|representant|vendeur|sales rep|sales representative|email commercial|sales'],
    salesAdmin: ['adv|administration ventes|assistant commercial|assistante commerciale|email adv|sales administrator'],
    collector: ['recouvrement|charge recouvrement|chargee recouvrement|recouvreur|gestionnaire|email recouvrement|credit controller'],
    country: ['pays|code pays|country code'],
    region: ['departement|department|state'],
    contact: ['interlocuteur|interlocutrice|nom contact|contact name|attention|attn'],
    email: ['e mail|mail|courriel|email client|email contact|email comptabilite|adresse email|customer email|billing email'],
    phone: ['telephone|tel|no telephone|phone number|mobile'],
    address: ['adresse|adresse postale|postal address|adresse facturation|billing address'],
    language: ['langue|lang|locale'],
    externalScore: ['score|note|note externe|score externe|cotation|rating|credit score'],
    externalScoreDay: ['date score|date note|date cotation|score date|rating date'],
  },
  dates: ['insuredUntil', 'externalScoreDay'],
  amounts: ['limit', 'insuredLimit'],
  ids: ['debtor', 'siren'],
};

/** Surveys a debtors file; the result reads it, as often as asked. Throws FileFault. */
export function openDebtors(
  table: Table,
  options: ListOptions,
): Promise<(sink: (batch: Batch<DebtorRow>) => Promise<void>) => Promise<void>> {
  return openParties(table, options, DEBTOR_TYPES, 'debtor', (list) => {
    const reader = new DebtorReader(list, options);
    return (cells, line) => reader.read(cells, line);
  });
}

type Money = { readonly minor: bigint; readonly currency: string };

class DebtorReader {
  readonly #list: List<DebtorField>;
  readonly #currency: string;
  /** What was said of each debtor: one that comes twice must say the same. */
  readonly #said = new Map<string, string>();

  constructor(list: List<DebtorField>, options: ListOptions) {
    this.#list = list;
    this.#currency = options.mapping?.defaults.currency ?? options.currency;
  }

  read(cells: readonly string[], line: number): RowResult<DebtorRow> {
    const debtor = idText(this.#cell(cells, 'debtor'), this.#list.floats('debtor'));
    if (debtor === '') return refuse('missing-field', this.#list.columns.name('debtor'));
    const said = cells.map((cell) => cell.trim()).join('\0');
    const before = this.#said.get(debtor);
    if (before !== undefined) return before === said ? 'ignored' : refuse('contradictory', this.#list.columns.name('debtor'), debtor);
    this.#said.set(debtor, said);
    return this.#row(cells, line, debtor);
  }

  #row(cells: readonly string[], line: number, debtor: string): RowResult<DebtorRow> {
    const terms = this.#terms(cells);
    if (terms === null) return this.#refuse('bad-terms', 'terms', cells);
    const written = this.#cell(cells, 'limitCurrency').trim();
    const currency = written === '' ? this.#currency : currencyCode(written);
    if (currency === undefined) return this.#refuse('bad-currency', 'limitCurrency', cells);
    const limit = this.#money(cells, 'limit', currency);
    if (typeof limit === 'string') return this.#refuse(limit, 'limit', cells);
    const insured = this.#money(cells, 'insuredLimit', currency);
    if (typeof insured === 'string') return this.#refuse(insured, 'insuredLimit', cells);
    const insuredUntil = this.#date(cells, 'insuredUntil');
    if (insuredUntil === null) return this.#refuse('bad-date', 'insuredUntil', cells);
    const externalScore = scoreOf(optionalText(this.#cell(cells, 'externalScore')));
    if (externalScore === null) return this.#refuse('bad-score', 'externalScore', cells);
    const externalScoreDay = this.#date(cells, 'externalScoreDay');
    if (externalScoreDay === null) return this.#refuse('bad-date', 'externalScoreDay', cells);
    const language = languageOf(optionalText(this.#cell(cells, 'language')));
    if (language === null) return this.#refuse('bad-language', 'language', cells);
    for (const field of ['salesperson', 'salesAdmin', 'collector', 'email'] as const) {
      const address = this.#email(cells, field);
      if (address !== undefined && !EMAIL.test(address)) return this.#refuse('bad-email', field, cells);
    }
    return {
      row: {
        line,
        debtor,
        name: optionalText(this.#cell(cells, 'name')),
        siren: this.#siren(cells),
        vat: optionalText(this.#cell(cells, 'vat').replace(/[\s.]/g, '').toUpperCase()),
        terms,
        limit,
        insurer: optionalText(this.#cell(cells, 'insurer')),
        insured,
        insuredUntil,
        segment: optionalText(this.#cell(cells, 'segment')),
        salesperson: this.#email(cells, 'salesperson'),
        salesAdmin: this.#email(cells, 'salesAdmin'),
        collector: this.#email(cells, 'collector'),
        country: optionalText(this.#cell(cells, 'country').toUpperCase()),
        region: optionalText(this.#cell(cells, 'region')),
        contact: optionalText(this.#cell(cells, 'contact')),
        email: this.#email(cells, 'email'),
        phone: optionalText(this.#cell(cells, 'phone')),
        address: linesText(this.#cell(cells, 'address')),
        language,
        externalScore,
        externalScoreDay,
      },
    };
  }

  #cell(cells: readonly string[], field: DebtorField): string {
    return cells[this.#list.columns.at(field)] ?? '';
  }

  #date(cells: readonly string[], field: 'insuredUntil' | 'externalScoreDay'): number | undefined | null {
    return readDate(this.#cell(cells, field), this.#list.order(field));
  }

  #terms(cells: readonly string[]): string | undefined | null {
    const written = optionalText(this.#cell(cells, 'terms'));
    if (written === undefined) return undefined;
    const terms = parseTerms(written);
    return terms ? formatTerms(terms) : null;
  }

  #money(
    cells: readonly string[],
    field: 'limit' | 'insuredLimit',
    currency: string,
  ): Money | undefined | 'bad-amount' | 'too-many-decimals' {
    const minor = readAmount(this.#cell(cells, field), this.#list.mark(field), decimalsOf(currency));
    if (minor === undefined || typeof minor === 'string') return minor;
    return minor < 0n ? 'bad-amount' : { minor, currency };
  }

  /** The nine digits of a SIREN, also out of a SIRET (SIREN and five digits of the establishment); anything else as written. */
  #siren(cells: readonly string[]): string | undefined {
    const written = idText(this.#cell(cells, 'siren'), this.#list.floats('siren'));
    const digits = written.replace(/[\s.]/g, '');
    return /^\d{9}(?:\d{5})?$/.test(digits) ? digits.slice(0, 9) : optionalText(written);
  }

  #email(cells: readonly string[], field: 'salesperson' | 'salesAdmin' | 'collector' | 'email'): string | undefined {
    return optionalText(this.#cell(cells, field).toLowerCase());
  }

  #refuse(code: Parameters<typeof refuse>[0], field: DebtorField, cells: readonly string[]): ReturnType<typeof refuse> {
    return refuse(code, this.#list.columns.name(field), this.#cell(cells, field));
  }
}

/** Null when it is not a whole number from 0 to 100. */
function scoreOf(written: string | undefined): number | undefined | null {
  if (written === undefined) return undefined;
  const whole = /^(\d{1,3})(?:[.,]0+)?$/.exec(written)?.[1];
  const score = Number(whole);
  return whole !== undefined && score <= 100 ? score : null;
}
