/** The debtors file: who owes, on which terms, with which limit and cover, and who looks after the account. */
import { decimalsOf } from '../core/kernel/money.ts';
import type { DebtorRow } from '../core/ledger/item.ts';
import { CONTACT_FACTS, type ContactFact, EMAIL, type Facts, groupLimitText, readIbans, readMaxDays } from '../core/ledger/master.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { formatTerms, parseTerms } from '../core/ledger/terms.ts';
import { readAmount } from './amount-column.ts';
import { isContactsHeader, openContacts, withContactNames } from './contacts.ts';
import { currencyCode } from './currencies.ts';
import { readDate } from './date-column.ts';
import {
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
  | 'externalScoreDay'
  | 'parent'
  | 'groupLimit'
  | 'ibans'
  | 'maxDays'
  | ContactFact;

/** The contacts' columns are known by their own names here; what else they are called is told word by word (contacts.ts). */
const OWN_NAMES = Object.fromEntries(CONTACT_FACTS.map((fact) => [fact, ['']])) as unknown as Record<ContactFact, readonly [string]>;

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
    email: ['e mail|mail|courriel|email client|email contact|adresse email|customer email|billing email'],
    phone: ['telephone|tel|no telephone|phone number|mobile'],
    address: ['adresse|adresse postale|postal address|adresse facturation|billing address'],
    language: ['langue|lang|locale'],
    externalScore: ['score|note|note externe|score externe|cotation|rating|credit score'],
    externalScoreDay: ['date score|date note|date cotation|score date|rating date'],
    parent: [
      'parent code|parent id|parent no|parent account|parent debtor|parent customer|parent company|societe mere|maison mere|compte mere|compte parent|code parent|client parent|tete groupe|code groupe|holding|head office|muttergesellschaft|konzernmutter|mutter|moedermaatschappij|moederbedrijf|moeder|empresa matriz|sociedad matriz|casa matriz|matriz|capogruppo|casa madre|societa madre',
    ],
    groupLimit: [
      'group credit limit|limite groupe|limite credit groupe|plafond groupe|encours autorise groupe|konzernlimit|gruppenlimit|groepslimiet|limite grupo|limite gruppo|fido gruppo',
    ],
    ibans: ['iban|iban client|customer iban|compte iban|no iban|iban no'],
    maxDays: [
      'max days|maximum days|jours max|jours maximum|delai max|delai maximum|maximum terms|max terms|plafond jours|max tage|maximale tage|maximale zahlungsfrist|max dagen|maximum dagen|maximale termijn|dias max|dias maximos|plazo maximo|giorni max|giorni massimi|termine massimo',
    ],
    ...OWN_NAMES,
  },
  dates: ['insuredUntil', 'externalScoreDay'],
  amounts: ['limit', 'insuredLimit', 'groupLimit'],
  ids: ['debtor', 'siren', 'parent'],
};

/** Columns by which a file with accounts is one about debtors. */
export const ABOUT_DEBTORS: readonly DebtorField[] = [
  ...(['terms', 'limit', 'siren', 'vat', 'insurer', 'salesperson', 'salesAdmin', 'collector', 'segment'] as const),
  ...(['parent', 'groupLimit', 'ibans', 'maxDays'] as const),
  ...CONTACT_FACTS,
];

/** Surveys a debtors file; the result reads it, as often as asked. Throws FileFault. */
export function openDebtors(
  table: Table,
  options: ListOptions,
): Promise<(sink: (batch: Batch<DebtorRow>) => Promise<void>) => Promise<void>> {
  const { header } = table;
  if (!options.mapping && isContactsHeader(header)) return openContacts(table, options);
  // A mapping names columns as the file does.
  return openParties({ ...table, header: options.mapping ? header : withContactNames(header) }, options, DEBTOR_TYPES, 'debtor', (list) => {
    const reader = new DebtorReader(list, options, header);
    return (cells, line) => reader.read(cells, line);
  });
}

const EMAIL_FACTS = CONTACT_FACTS.filter((fact) => fact.endsWith('Email'));

type Money = { readonly minor: bigint; readonly currency: string };

class DebtorReader {
  readonly #list: List<DebtorField>;
  readonly #header: readonly string[];
  readonly #currency: string;
  /** What was said of each debtor: one that comes twice must say the same. */
  readonly #said = new Map<string, string>();

  /** `header` as the file writes it. */
  constructor(list: List<DebtorField>, options: ListOptions, header: readonly string[]) {
    this.#list = list;
    this.#header = header;
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
    for (const field of ['salesperson', 'salesAdmin', 'collector', 'email', ...EMAIL_FACTS] as const) {
      const address = this.#email(cells, field);
      if (address !== undefined && !EMAIL.test(address)) return this.#refuse('bad-email', field, cells);
    }
    const facts = this.#facts(cells, debtor, currency);
    if ('fault' in facts) return facts;
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
        ...(Object.keys(facts).length > 0 ? { facts } : {}),
      },
    };
  }

  /** What the line says beside the account. Whoever is their own parent has none: many programs write the head of a group so. */
  #facts(cells: readonly string[], debtor: string, currency: string): Facts | ReturnType<typeof refuse> {
    const given: [string, string][] = [];
    for (const fact of CONTACT_FACTS) {
      const text = optionalText(this.#cell(cells, fact));
      const value = fact.endsWith('Language') ? languageOf(text) : fact.endsWith('Email') ? text?.toLowerCase() : text;
      if (value === null) return this.#refuse('bad-language', fact, cells);
      if (value !== undefined) given.push([fact, value]);
    }
    const parent = idText(this.#cell(cells, 'parent'), this.#list.floats('parent'));
    if (parent !== '') given.push(['parent', parent === debtor ? '' : parent]);
    const limit = this.#money(cells, 'groupLimit', currency);
    if (typeof limit === 'string') return this.#refuse(limit, 'groupLimit', cells);
    if (limit) given.push(['groupLimit', groupLimitText(limit)]);
    const ibans = readIbans(this.#cell(cells, 'ibans'));
    if ('bad' in ibans) return refuse('bad-iban', this.#list.columns.name('ibans'), ibans.bad);
    if (ibans.ibans !== '') given.push(['ibans', ibans.ibans]);
    const days = optionalText(this.#cell(cells, 'maxDays'));
    const maxDays = days === undefined ? undefined : readMaxDays(days);
    if (days !== undefined && maxDays === undefined) return this.#refuse('bad-days', 'maxDays', cells);
    if (maxDays !== undefined) given.push(['maxDays', maxDays]);
    return Object.fromEntries(given);
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
    field: 'limit' | 'insuredLimit' | 'groupLimit',
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

  #email(cells: readonly string[], field: DebtorField): string | undefined {
    return optionalText(this.#cell(cells, field).toLowerCase());
  }

  #refuse(code: Parameters<typeof refuse>[0], field: DebtorField, cells: readonly string[]): ReturnType<typeof refuse> {
    return refuse(code, this.#header[this.#list.columns.at(field)] ?? field, this.#cell(cells, field));
  }
}

/** Null when it is not a whole number from 0 to 100. */
function scoreOf(written: string | undefined): number | undefined | null {
  if (written === undefined) return undefined;
  const whole = /^(\d{1,3})(?:[.,]0+)?$/.exec(written)?.[1];
  const score = Number(whole);
  return whole !== undefined && score <= 100 ? score : null;
}
