/** Which column holds which field of a list: by its header, by what it holds, and by what a person said; every other column is shown to change nothing, or is asked about. */
import { type Choice, CORRECTED_FIELDS, columnValue, NO_COLUMN } from '../core/ledger/question.ts';
import type { Asker } from './ask.ts';
import { currencyCode, isUsualCode } from './currencies.ts';
import { readDate } from './date-column.ts';
import { keysOf, mapped } from './headers.ts';
import type { ItemField } from './item-fields.ts';
import type { FieldTypes } from './list.ts';
import type { Plan } from './plan.ts';
import { covers, isSum } from './sums.ts';
import type { Facts, Row, Survey, Word } from './survey.ts';
import {
  ABOUT,
  isAboutState,
  isBucket,
  isHarmless,
  isInWork,
  isTax,
  isYesNo,
  type StatusMeaning,
  sideOf,
  spelt,
  statusOf,
  typeOf,
} from './words.ts';

/** "Nb impayés", "Code impayé": figures that are no amounts. */
const COUNTS = /^(?:nb|nbre|nombre|code|number|no|nr|anzahl|aantal|count|motif)\b/;

/** Columns by field; `status` and `bucket` may be several. */
export interface Roles {
  readonly at: ReadonlyMap<ItemField, Facts>;
  readonly statuses: readonly Facts[];
  /** Amounts by age: an aged balance's columns. */
  readonly buckets: readonly Facts[];
  /** Named by no field and left out: harmless, or set aside by a person. */
  readonly aside: readonly Facts[];
}

const ASIDE = 'aside';

/** What a column may be said to be, by what it holds. */
const CHOICES = {
  dates: ['dueDate', 'issueDate', 'settledDate', ASIDE],
  amounts: ['openAmount', 'paid', 'amount', 'runningBalance', ASIDE],
  letters: ['letter', ASIDE],
  sides: ['sign', ASIDE],
  types: ['kind', ASIDE],
  states: ['status', ASIDE],
} as const;

/** `mapping` names the columns itself, and leaves the others out; `given` is what an earlier file of the source had. Throws FileFault `missing-column`, `ambiguous-column` for a mapping. */
export function rolesOf(
  survey: Survey,
  types: FieldTypes<ItemField>,
  { mapping, given }: { readonly mapping: Plan | undefined; readonly given: Plan | undefined },
  asker: Asker,
): Roles {
  const casting = new Casting(survey, types, given, asker);
  return mapping ? casting.mapped(mapping) : casting.roles();
}

class Casting {
  readonly #survey: Survey;
  readonly #types: FieldTypes<ItemField>;
  readonly #given: Plan | undefined;
  readonly #asker: Asker;
  readonly #at = new Map<ItemField, Facts>();
  readonly #statuses: Facts[] = [];
  readonly #buckets: Facts[] = [];
  readonly #aside: Facts[] = [];
  readonly #taken = new Set<Facts>();
  /** Fields that a person gave a column, or none. */
  readonly #said = new Set<ItemField>();

  constructor(survey: Survey, types: FieldTypes<ItemField>, given: Plan | undefined, asker: Asker) {
    this.#survey = survey;
    this.#types = types;
    this.#given = given;
    this.#asker = asker;
  }

  mapped(mapping: Plan): Roles {
    const fields = Object.keys(this.#types.synonyms) as ItemField[];
    const columns = mapped(this.#survey.header, fields, mapping);
    for (const field of fields) {
      const facts = this.#survey.columns[columns.at(field)];
      if (facts) this.#take(field, facts);
    }
    for (const facts of this.#survey.columns) if (!this.#taken.has(facts)) this.#setAside(facts);
    return this.#found();
  }

  roles(): Roles {
    this.#asSaid();
    this.#byHeader();
    this.#bySense();
    this.#byCodes();
    this.#bySums();
    this.#debtor();
    this.#rest();
    return this.#found();
  }

  #found(): Roles {
    return { at: this.#at, statuses: this.#statuses, buckets: this.#buckets, aside: this.#aside };
  }

  #take(field: ItemField, facts: Facts): void {
    this.#taken.add(facts);
    if (field === 'status') this.#statuses.push(facts);
    else this.#at.set(field, facts);
  }

  #setAside(facts: Facts): void {
    this.#taken.add(facts);
    this.#aside.push(facts);
  }

  /** Answers about columns, and those that a kept plan or its person left out. */
  #asSaid(): void {
    for (const field of CORRECTED_FIELDS) this.#asCorrected(field);
    const aside = new Set(this.#given?.aside);
    for (const facts of this.#survey.columns) {
      if (aside.has(facts.name) && !this.#taken.has(facts)) this.#setAside(facts);
      const answer = this.#asker.given(columnId(facts));
      if (answer === undefined || this.#taken.has(facts)) continue;
      if (answer === ASIDE) this.#setAside(facts);
      else if (this.#isField(answer)) this.#take(answer, facts);
    }
    for (const [field, wanted] of Object.entries(this.#given?.columns ?? {})) {
      if (!this.#isField(field) || this.#said.has(field)) continue;
      for (const name of typeof wanted === 'string' ? [wanted] : wanted) {
        const facts = this.#survey.columns.find((f) => f.name === name && !this.#taken.has(f));
        if (facts && (field === 'status' || !this.#at.has(field))) this.#take(field, facts);
      }
    }
  }

  /** Whatever the header says of it. */
  #asCorrected(field: ItemField): void {
    const answer = this.#asker.given(field);
    const facts = this.#survey.columns.find(({ name }) => columnValue(name) === answer);
    if (answer !== NO_COLUMN && !facts) return;
    this.#said.add(field);
    if (facts && !this.#taken.has(facts)) this.#take(field, facts);
  }

  #isField(word: string): word is ItemField {
    return Object.hasOwn(this.#types.synonyms, word);
  }

  #byHeader(): void {
    const fields = Object.keys(this.#types.synonyms) as ItemField[];
    for (const tier of [0, 1, 2] as const) {
      for (const field of fields) {
        if (this.#at.has(field) && !this.#said.has(field)) continue;
        const words = [...(tier === 0 ? keysOf(field) : []), ...keysOf(this.#types.synonyms[field][tier])];
        const fits = this.#survey.columns
          .filter((facts) => !this.#taken.has(facts) && words.includes(facts.key) && this.#suits(field, facts))
          .sort((a, b) => words.indexOf(a.key) - words.indexOf(b.key) || a.at - b.at);
        if (field === 'status') for (const facts of fits) this.#take(field, facts);
        // What would have been the field is not: it is another column.
        else if (this.#said.has(field)) for (const facts of fits) this.#setAside(facts);
        else this.#choose(field, fits);
      }
    }
  }

  /** What no known header names may stand under one that says so in other words. */
  #bySense(): void {
    for (const [field, about] of Object.entries(ABOUT) as [keyof typeof ABOUT, RegExp][]) {
      if (this.#at.has(field) || this.#said.has(field) || (field === 'debtor' && this.#at.has('name'))) continue;
      const fits = this.#survey.columns.filter(
        (facts) =>
          !this.#taken.has(facts) &&
          facts.filled > 0 &&
          about.test(spelt(facts.name)) &&
          !(this.#types.amounts.includes(field) && COUNTS.test(spelt(facts.name))) &&
          (field === 'debtor' ? this.#suits(field, facts) && facts.several : this.#clearly(field, facts)) &&
          !isHarmless(facts.name.replace(/dat\w*|factur\w*|document\w*/gi, ' ')),
      );
      this.#choose(field, fits);
    }
  }

  /** Nothing but codes of currencies, in whatever words. */
  #byCodes(): void {
    if (this.#at.has('currency')) return;
    this.#choose(
      'currency',
      this.#survey.columns.filter(
        (facts) =>
          !this.#taken.has(facts) && facts.filled * 2 >= this.#survey.itemish.length && facts.filled > 0 && facts.values.every(isUsualCode),
      ),
    );
  }

  /** The whole of what is paid and left, or of what is left, under a header that says no more than that it is an amount. */
  #bySums(): void {
    const [open, paid] = [this.#at.get('openAmount'), this.#at.get('paid')];
    if (!open || this.#at.has('amount') || this.#at.has('debit') || this.#at.has('credit')) return;
    const { itemish } = this.#survey;
    const free = this.#survey.columns.filter(
      (facts) => !this.#taken.has(facts) && facts.amounts * 2 >= facts.filled && !isBucket(facts.name) && isTotal(facts.name),
    );
    const whole = (paid && free.find((facts) => isSum(itemish, facts, paid, open))) ?? free.find((facts) => covers(itemish, facts, open));
    if (whole) this.#take('amount', whole);
  }

  /** It is what was paid of the amount, or the amount without its tax. */
  #addsUp(facts: Facts): boolean {
    const [amount, open] = [this.#at.get('amount'), this.#at.get('openAmount')];
    const { itemish, columns } = this.#survey;
    if (!amount) return false;
    if (open && isSum(itemish, amount, open, facts)) return true;
    return columns.some((tax) => isTax(tax.name) && isSum(itemish, amount, facts, tax));
  }

  #clearly(field: ItemField, facts: Facts): boolean {
    const count = this.#types.dates.includes(field) ? facts.dates : facts.amounts;
    return count * 2 >= facts.filled && !isFlags(facts);
  }

  /** Whether what a column holds can be the field; a field's own name is believed. */
  #suits(field: ItemField, facts: Facts): boolean {
    if (facts.blank || facts.filled === 0 || this.#survey.header[facts.at] === field) return true;
    const most = (count: number): boolean => count * 2 >= facts.filled;
    if (this.#types.dates.includes(field))
      return most(facts.dates) || facts.date.serial || isCompact(facts) || !(most(facts.amounts) || isWordy(facts));
    if (this.#types.amounts.includes(field)) return most(facts.amounts) && !(field !== 'amount' && isFlags(facts));
    switch (field) {
      case 'debtor':
      case 'name':
        return !most(facts.dates) && !most(facts.written);
      case 'kind':
        return !most(facts.dates) && !most(facts.written) && !isFlags(facts);
      case 'status':
        return facts.words !== undefined && !most(facts.dates) && (!most(facts.amounts) || isFlags(facts));
      case 'sign':
        return facts.words !== undefined && [...facts.words.keys()].every((word) => sideOf(word) !== undefined);
      case 'currency':
        return facts.values.some((value) => currencyCode(value) !== undefined) || !most(facts.amounts);
      case 'letter':
        return !most(facts.dates) && !most(facts.written) && !isFlags(facts);
      default:
        return true;
    }
  }

  /** One of several columns for a field: those that say the same are one, those that hold nothing none. */
  #choose(field: ItemField, fits: readonly Facts[]): void {
    const filled = fits.filter((facts) => !facts.blank);
    const [first, ...others] = filled.length > 0 ? filled : fits;
    if (!first) return;
    const different = others.filter((facts) => !this.#same(first, facts));
    if (
      different.length === 0 ||
      field === 'name' ||
      field === 'ref' ||
      field === 'against' ||
      field === 'letter' ||
      field === 'disputed'
    ) {
      this.#take(field, first);
      return;
    }
    if (field === 'debtor') {
      this.#take(field, [first, ...others].find((facts) => !facts.constant && !isGeneral(facts)) ?? first);
      return;
    }
    this.#which(field, [first, ...different]);
  }

  #which(field: ItemField, candidates: readonly [Facts, ...Facts[]]): void {
    const answer = this.#asker.ask({
      id: field,
      code: 'ambiguous-column',
      about: this.#asker.t.severalColumns(
        this.#asker.t.fields[field],
        candidates.map(({ name }) => name),
      ),
      values: candidates.map(({ values }) => values[0] ?? ''),
      choices: candidates.map((facts) => columnChoice(facts, this.#asker)),
    });
    const chosen = candidates.find(({ name }) => columnValue(name) === answer) ?? candidates[0];
    this.#take(field, chosen);
    for (const facts of candidates) if (facts !== chosen) this.#setAside(facts);
  }

  #same(one: Facts, other: Facts): boolean {
    return this.#survey.itemish.every(({ cells }) => cell(cells, one) === cell(cells, other) || cell(cells, other) === '');
  }

  /** A column with one value, or of general accounts, beside one of customers, is not the debtor; a name alone is. */
  #debtor(): void {
    const debtor = this.#at.get('debtor');
    const name = this.#at.get('name');
    if (debtor === undefined) {
      if (name) {
        this.#at.delete('name');
        this.#at.set('debtor', name);
      }
      return;
    }
    if (this.#given?.columns.debtor !== undefined || this.#said.has('debtor')) return;
    const other = [name, ...this.#survey.columns.filter((facts) => this.#isPartyLike(facts))].find(
      (facts) => facts !== undefined && facts !== debtor && facts.filled > 0 && (isGeneral(debtor) ? !isGeneral(facts) : facts.several),
    );
    if (!other || (!isGeneral(debtor) && !(debtor.constant && this.#survey.itemish.length > 1))) return;
    if (other === name) this.#at.delete('name');
    // All of one customer's, from several companies perhaps.
    if (!isGeneral(debtor) && isClients(debtor) && !isClients(other)) {
      this.#which('debtor', [debtor, other]);
      return;
    }
    this.#at.set('debtor', other);
    this.#taken.add(other);
    this.#aside.push(debtor);
  }

  #isPartyLike(facts: Facts): boolean {
    const words = this.#types.synonyms.debtor.flatMap(keysOf);
    return !this.#taken.has(facts) && words.includes(facts.key) && this.#suits('debtor', facts);
  }

  /** Every column that no field has taken. */
  #rest(): void {
    for (const facts of this.#survey.columns) {
      if (this.#taken.has(facts)) continue;
      if (isBucket(facts.name) && (facts.amounts > 0 || facts.filled === 0)) {
        this.#taken.add(facts);
        this.#buckets.push(facts);
      } else this.#judge(facts);
    }
  }

  #judge(facts: Facts): void {
    const doubt = this.#doubt(facts);
    if (doubt === 'states' && isAboutState(facts.name) && [...(facts.words ?? [])].every(([word, n]) => stateOf(word, n, facts))) {
      this.#take('status', facts);
      return;
    }
    if (doubt === undefined || (doubt === 'amounts' && this.#addsUp(facts))) {
      this.#setAside(facts);
      return;
    }
    this.#asker.ask({
      id: columnId(facts),
      code: 'unknown-column',
      about: this.#asker.t.unknownColumn(facts.name, facts.values.slice(0, 3)),
      column: facts.name,
      values: facts.values,
      choices: CHOICES[doubt].map((value) => ({ value, label: value === ASIDE ? this.#asker.t.aside : this.#asker.t.fields[value] })),
    });
    this.#setAside(facts);
  }

  /** What an unknown column could change; undefined when it holds nothing that matters. */
  #doubt(facts: Facts): keyof typeof CHOICES | undefined {
    if (facts.blank || facts.filled === 0 || this.#repeats(facts)) return undefined;
    const harmless = isHarmless(facts.name);
    const most = (count: number): boolean => count * 2 >= facts.filled;
    if (most(facts.dates))
      return harmless || this.#generic(facts) || (facts.constant && this.#survey.itemish.length > 2) ? undefined : 'dates';
    const figures = facts.date.serial || (most(facts.amounts) && facts.written === 0);
    if (this.#names(this.#types.dates, facts) && figures) return this.#generic(facts) ? undefined : 'dates';
    const codes = facts.written === 0 && facts.words !== undefined && facts.words.size <= 12 && isAboutState(facts.name);
    if (codes && !harmless) return 'states';
    if (most(facts.amounts) && (facts.written > 0 || matters(facts.name) || this.#names(this.#types.amounts, facts)))
      return harmless || facts.values.every((value) => /^[-0.,\s]*$/.test(value)) ? undefined : 'amounts';
    if (harmless) return undefined;
    const words = [...(facts.words?.keys() ?? facts.values)];
    if (words.length > 0 && !isFlags(facts)) {
      const known = (test: (word: string) => unknown): boolean =>
        words.filter((word) => test(word) !== undefined).length * 2 > words.length;
      if (words.length > 1 && words.every((word) => sideOf(word) !== undefined) && !words.every((word) => /^\d+$/.test(word)))
        return 'sides';
      if (known((word) => statusOf(word, facts.name)))
        return words.every((word) => statusOf(word, facts.name) === 'open' && !isInWork(word, words)) ? undefined : 'states';
      if (known(typeOf) && words.some((word) => word.length > 2)) return 'types';
    }
    if (words.length > 0 && isFlags(facts)) return matters(facts.name) || words.length > 1 ? 'states' : undefined;
    if (matters(facts.name) && words.length > 0 && words.length <= 12) return 'states';
    const repeated = words.length > 1 && words.length * 2 <= facts.filled && words.every((word) => /^\p{L}{1,15}$/u.test(word));
    if (repeated && this.#foreign) return 'states';
    return this.#isLetter(facts) ? 'letters' : undefined;
  }

  /** No date is called one in any language read here: its other columns are not understood either, and a few words may be states. */
  get #foreign(): boolean {
    const { dates } = this.#types;
    return !this.#survey.columns.some(
      (facts) => this.#names(dates, facts) || ABOUT.dueDate.test(spelt(facts.name)) || ABOUT.issueDate.test(spelt(facts.name)),
    );
  }

  /** Whether the header is a known one of such fields. */
  #names(fields: readonly ItemField[], facts: Facts): boolean {
    return fields.some((field) => [field, ...this.#types.synonyms[field]].flatMap(keysOf).includes(facts.key));
  }

  /** "Date" says nothing more where the date of the invoice has a column of its own. */
  #generic(facts: Facts): boolean {
    const words = keysOf(this.#types.synonyms.issueDate[1]);
    return words.includes(facts.key) && this.#at.has('issueDate');
  }

  /** It says what a used column says, in every row, or the difference of two: nothing new. */
  #repeats(facts: Facts): boolean {
    const used = [...this.#at.values()];
    return this.#survey.itemish.length > 2 && used.some((other) => facts.several && this.#identical(facts, other));
  }

  #identical(one: Facts, other: Facts): boolean {
    return this.#survey.itemish.every(({ cells }) => cell(cells, one) === cell(cells, other));
  }

  /** Short marks on some rows only, each on two or more rows of one debtor. */
  #isLetter(facts: Facts): boolean {
    const debtor = this.#at.get('debtor');
    if (!debtor || facts.filled === this.#survey.itemish.length || !facts.values.every((value) => /^[A-Za-z]{1,4}\d{0,4}$/.test(value)))
      return false;
    const groups = new Map<string, number>();
    for (const { cells } of this.#survey.itemish) {
      if (cell(cells, facts) === '') continue;
      const key = `${cell(cells, debtor)}\0${cell(cells, facts)}`;
      groups.set(key, (groups.get(key) ?? 0) + 1);
    }
    return [...groups.values()].every((count) => count > 1);
  }
}

/** What a word says of the state of its line; a kind of document whose amounts bear their own sign is as open as others. */
export function stateOf(word: string, { count, minus }: Word, { name, words }: Facts): StatusMeaning | undefined {
  if (isInWork(word, words?.keys() ?? [])) return undefined;
  return statusOf(word, name) ?? (minus === count && typeOf(word) === 'credit-note' ? 'open' : undefined);
}

export function columnId(facts: Facts): string {
  return `column:${columnValue(facts.name)}`;
}

/** A column as one of several to choose from, with what stands in it. */
export function columnChoice({ name, values }: Facts, { t }: Asker): Choice {
  return { value: columnValue(name), label: t.columnLike(name, values[0] ?? '') };
}

function cell(cells: Row['cells'], { at }: Facts): string {
  return (cells[at] ?? '').trim();
}

/** Days written in eight figures without a mark between them: 15042026. */
function isCompact({ values }: Facts): boolean {
  return values.every(
    (value) => /^\d{8}$/.test(value) && (['DMY', 'MDY', 'YMD'] as const).some((order) => readDate(value, order) !== null),
  );
}

/** Texts, and not dates that do not exist. */
function isWordy(facts: Facts): boolean {
  return facts.values.every((value) => !/\d/.test(value) || /[\p{L}]{4}/u.test(value)) && facts.dates === 0;
}

function isFlags({ words, values }: Facts): boolean {
  return values.length <= 2 && isYesNo(words?.keys() ?? values);
}

/** Accounts of the general ledger that customers share: 411000, 1200, 40000, with or without a name behind. */
export function isGeneral(facts: Facts): boolean {
  return (
    facts.values.length > 0 &&
    facts.values.length <= 4 &&
    facts.values.every(
      (value) => /^(?:4(?:0|1[136])\d*|1[24]\d{2,4}|200|11\d{2})(?:0*)(?:\s.*)?$/.test(value) && /0(?:\s|$)|^4\d{2}(?:\s|$)/.test(value),
    )
  );
}

function isClients({ name }: Facts): boolean {
  return ABOUT.debtor.test(spelt(name));
}

const MATTERS =
  /\b(?:montants?|amounts?|betrag|bedrag|importe|importo|soldes?|saldo|balance|reste|restant|due|owed|open|offen\w*|openstaand|pendiente|aperto|paid|regle|reglee|paye|payee|bezahlt|betaald|pagad\w|pagat\w|debits?|credits?|soll|haben|statut|status|etat|state|stato|estado|sens|signe|lettr\w*|annul\w*|cancel\w*|void|litiges?|disputed?|avoir|acompte)\b/;

/** An amount of a document, and not one of another kind of money. */
function isTotal(name: string): boolean {
  return /\b(?:montants?|amount|betrag|bedrag|importe|importo|total|totaal|totale|summe)\b/.test(spelt(name)) && !isHarmless(name);
}

function matters(name: string): boolean {
  return MATTERS.test(spelt(name));
}
