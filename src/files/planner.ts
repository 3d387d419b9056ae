/** Makes the plan of a list of items: which column is which, how its figures and dates are written, what its words mean, whose a line is; what the file leaves open is asked. */
import { FileFault } from '../core/ledger/file-fault.ts';
import { columnValue } from '../core/ledger/question.ts';
import { type AmountColumn, currencyOfMark, type DecimalMark, markKey, readAmount } from './amount-column.ts';
import type { Asker } from './ask.ts';
import { isUsualCode, sharedBy } from './currencies.ts';
import { type DateColumn, type DateOrder, type DateReading, readDate } from './date-column.ts';
import { dateOrders, decimalMarks } from './formats.ts';
import { Columns } from './headers.ts';
import type { ItemField } from './item-fields.ts';
import { ITEM_TYPES, PAYMENT_TYPES } from './item-fields.ts';
import { filterOf, type List, type ListOptions } from './list.ts';
import { NO_PLAN, type Plan } from './plan.ts';
import { columnChoice, columnId, isGeneral, type Roles, rolesOf, stateOf } from './roles.ts';
import { type Facts, isBelow, type Row, type Survey, totalLabel, type Word } from './survey.ts';
import { tableUnder } from './table.ts';
import { GROUP_PREFIX, isPartly, type Side, type StatusMeaning, sideOf, TYPE_MEANINGS, type TypeMeaning, typeAmong } from './words.ts';

/** A list ready to be read: its plan, carried out by columns. */
export interface ItemList extends List<ItemField> {
  readonly plan: Plan;
  readonly statuses: readonly { readonly at: number; readonly means: ReadonlyMap<string, StatusMeaning> }[];
  /** Indexes of an aged balance's columns that add up to an item's amount, when no column has it. */
  readonly buckets: readonly number[];
  /** The amount column's balance runs: each value is the one before and the line. */
  readonly odd: boolean;
  readonly lastLine: number;
  /** An invoice stands on as many lines as it has articles, each with its whole amount. */
  readonly once: boolean;
  /** Some line is called a total, so that a customer may stand above his lines too. */
  readonly totalled: boolean;
  /** Which column names the customer on a line of its own. */
  readonly groupsAt: number;
  /** Only lines that say so ("Client : …") name one. */
  readonly prefixed: boolean;
  /** Some credit may name the invoice that it pays. */
  readonly joins: boolean;
  /** The column of credits holds some above zero: one below takes a credit back. */
  readonly creditsAbove: boolean;
  /** Marks of a side beside amounts of both signs. */
  readonly mixedSides: ReadonlySet<string>;
}

export function planItems(survey: Survey, kind: 'items' | 'payments', options: ListOptions, asker: Asker): ItemList {
  return new Planner(survey, kind, options, asker).plan();
}

const AMOUNTS = ['amount', 'openAmount', 'paid', 'debit', 'credit', 'runningBalance'] as const;

/** A line that says in which currency the list is. */
const CURRENCY = /devise|monnaie|currency|w[äa]hrung|divisa|moneda|valuta|munt/iu;

class Planner {
  readonly #survey: Survey;
  readonly #kind: 'items' | 'payments';
  readonly #options: ListOptions;
  readonly #given: Partial<Plan>;
  readonly #asker: Asker;
  readonly #at: Map<ItemField, Facts>;
  readonly #roles: Roles;
  #orders: ReadonlyMap<DateColumn, DateReading> = new Map();
  #marks: ReadonlyMap<AmountColumn, DecimalMark> = new Map();
  /** Which customer's line above a row of the sample is the nearest, counted from the top. */
  readonly #groupOf = new Map<number, number>();
  /** The first customer stands above the header. */
  #fromTop = false;

  constructor(survey: Survey, kind: 'items' | 'payments', options: ListOptions, asker: Asker) {
    this.#survey = survey;
    this.#kind = kind;
    this.#options = options;
    const { mapping, profile } = options;
    this.#given = mapping ?? profile ?? {};
    this.#asker = asker;
    this.#roles = rolesOf(survey, kind === 'items' ? ITEM_TYPES : PAYMENT_TYPES, { mapping, given: profile }, asker);
    this.#at = new Map(this.#roles.at);
  }

  plan(): ItemList {
    this.#sortDates();
    this.#bookOnly();
    const groups = this.#groups();
    this.#needed(groups !== undefined);
    const amounts = AMOUNTS.flatMap((field) => this.#at.get(field) ?? []).concat(this.#roles.buckets);
    const dates = ITEM_TYPES.dates.flatMap((field) => this.#at.get(field) ?? []);
    this.#orders = dateOrders(
      dates.map(({ date }) => date),
      { said: this.#options.dateFormat ?? this.#options.mapping?.dateFormat, before: this.#options.profile?.dateFormat },
      this.#asker,
      (order) => this.#refutes(order),
    );
    this.#marks = decimalMarks(
      amounts.map(({ amount }) => amount),
      { said: this.#options.decimal ?? this.#options.mapping?.decimal, before: this.#options.profile?.decimal },
      this.#asker,
    );
    this.#balances();
    const kinds = this.#at.get('kind');
    const signs = this.#signs();
    const types = this.#types(kinds);
    const statuses = this.#roles.statuses.map((facts) => ({ facts, means: this.#statusWords(facts) }));
    const plan = this.#asPlan({ types, signs, statuses, groups });
    return {
      plan,
      ...this.#list(),
      notes:
        this.#at.has('issueDate') || !this.#at.has('dueDate')
          ? []
          : [{ code: 'due-date-only', column: this.#at.get('dueDate')?.name ?? '' }],
      statuses: statuses.map(({ facts, means }) => ({ at: facts.at, means })),
      buckets: this.#at.has('amount') || this.#at.has('openAmount') || this.#at.has('debit') ? [] : this.#roles.buckets.map(({ at }) => at),
      odd: this.#survey.odd,
      lastLine: this.#survey.lastLine,
      once: this.#once(),
      totalled: this.#survey.totalled,
      groupsAt: groups?.at ?? -1,
      prefixed: groups?.prefixed ?? false,
      joins: this.#joins(types.meanings),
      creditsAbove: this.#creditsAbove(),
      mixedSides: new Set(wordsOf(this.#at.get('sign')).flatMap(([word, { count, minus }]) => (minus > 0 && minus < count ? [word] : []))),
    };
  }

  #list(): List<ItemField> {
    const survey = this.#survey;
    const header = survey.columns.map(({ name }) => name);
    const columns = new Columns<ItemField>(
      header,
      new Map([...this.#at].map(([field, { at }]) => [field, at])),
      this.#options.mapping
        ? []
        : this.#roles.aside.filter((facts) => !facts.blank && !this.#given.aside?.includes(facts.name)).map(({ name }) => name),
    );
    const facts = (field: ItemField): Facts | undefined => this.#at.get(field);
    return {
      table: tableUnder(survey.grid, header, this.#fromTop ? 0 : survey.headerLine),
      columns,
      keeps: filterOf(survey.header, this.#options.mapping),
      order: (field) => this.#orderOf(field) ?? 'DMY',
      mark: (field) => this.#markOf(field) ?? '.',
      floats: (field) => facts(field)?.float.all ?? false,
    };
  }

  #orderOf(field: ItemField): DateReading | undefined {
    const facts = this.#at.get(field);
    return facts && this.#orders.get(facts.date);
  }

  #markOf(field: ItemField): DecimalMark | undefined {
    const column = (this.#at.get(field) ?? this.#roles.buckets[0])?.amount;
    return column && this.#marks.get(column);
  }

  /** Without a date of issue, the one of settlement dates a payment. */
  #sortDates(): void {
    const settled = this.#at.get('settledDate');
    if (this.#kind !== 'payments' || this.#at.has('issueDate') || this.#at.has('dueDate') || !settled) return;
    this.#at.delete('settledDate');
    this.#at.set('issueDate', settled);
  }

  /** A debtor, an amount and a date: what is not recognised is chosen among what could be it, or the file is refused. */
  #needed(grouped: boolean): void {
    const amount = this.#hasAmount();
    const dated = this.#at.has('issueDate') || this.#at.has('dueDate');
    const debtor = this.#at.has('debtor') || grouped;
    const missing = [...(debtor ? [] : ['debtor']), ...(amount ? [] : ['amount']), ...(dated ? [] : ['issueDate'])] as const;
    if (missing.length === 0) return;
    const found = this.#survey.columns.map(({ name }) => name);
    for (const field of missing as readonly ItemField[]) {
      const fits = this.#candidates(field);
      if (fits.length === 0) throw new FileFault('missing-column', { missing, found });
      // What such a column is was asked already.
      if (fits.some((facts) => this.#asker.questions.some(({ id }) => id === columnId(facts)))) continue;
      const answer = this.#asker.ask({
        id: field,
        code: 'missing-column',
        about: this.#asker.t.missingColumn(this.#asker.t.fields[field]),
        values: fits.map(({ name }) => name),
        choices: fits.map((facts) => columnChoice(facts, this.#asker)),
      });
      const chosen = fits.find(({ name }) => columnValue(name) === answer);
      if (chosen) this.#at.set(field, chosen);
    }
  }

  #hasAmount(): boolean {
    return (
      this.#at.has('amount') ||
      this.#at.has('openAmount') ||
      this.#at.has('debit') ||
      this.#at.has('credit') ||
      this.#roles.buckets.length > 0
    );
  }

  /** Columns that hold such a thing in most of their cells, else in some. */
  #candidates(field: ItemField): readonly Facts[] {
    const sure = this.#roles.aside.filter((facts) => this.#couldBe(field, facts));
    if (sure.length > 0) return sure;
    return this.#roles.aside.filter((facts) =>
      field === 'amount' ? facts.amounts > 0 : field === 'issueDate' ? facts.dates > 0 : facts.filled > 0 && facts.dates < facts.filled,
    );
  }

  #couldBe(field: ItemField, facts: Facts): boolean {
    if (facts.filled === 0) return false;
    const most = (count: number): boolean => count * 2 >= facts.filled;
    if (field === 'amount') return most(facts.amounts);
    if (field === 'issueDate') return most(facts.dates) || facts.date.serial;
    return (
      !most(facts.dates) &&
      !most(facts.written) &&
      facts.several &&
      facts.values.some((value) => /\p{L}{2}/u.test(value) || value.length > 3)
    );
  }

  /** Due dates before their issue dates, or a title's date that does not exist, show that an order is not the one. */
  #refutes(order: DateOrder): boolean {
    // A list's title bears its date as its lines do.
    const titled = this.#survey.above.some(({ cells }) =>
      cells.some((cell) => {
        const written = /(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)/.exec(cell)?.[0];
        return written !== undefined && readDate(written, order) === null;
      }),
    );
    const issue = this.#at.get('issueDate');
    const due = this.#at.get('dueDate');
    if (titled || !issue || !due) return titled;
    const day = ({ cells }: Row, facts: Facts): number | undefined =>
      readDate(cells[facts.at] ?? '', facts.date.serial ? 'serial' : order) ?? undefined;
    return this.#survey.itemish.some((row) => {
      // A credit may bear the due date of its invoice, which came before it.
      if (AMOUNTS.some((field) => isBelow(row.cells[this.#at.get(field)?.at ?? -1] ?? ''))) return false;
      const [issued, falls] = [day(row, issue), day(row, due)];
      return issued !== undefined && falls !== undefined && falls < issued;
    });
  }

  // ---------------------------------------------------------------- amounts

  #minor({ cells }: Row, facts: Facts | undefined): bigint | undefined {
    if (!facts) return undefined;
    const found = readAmount(cells[facts.at] ?? '', this.#marks.get(facts.amount) ?? '.', 6);
    return typeof found === 'bigint' ? found : undefined;
  }

  #creditsAbove(): boolean {
    const credit = this.#at.get('credit');
    return this.#survey.itemish.some((row) => (this.#minor(row, credit) ?? 0n) > 0n);
  }

  /** What the row adds to an account: by its amount, or by its debit and credit. */
  #movement(row: Row): bigint | undefined {
    if (this.#at.has('debit') || this.#at.has('credit'))
      return (this.#minor(row, this.#at.get('debit')) ?? 0n) - (this.#minor(row, this.#at.get('credit')) ?? 0n);
    return this.#minor(row, this.#at.get('amount'));
  }

  /** A column called balance is what is left of each line, or the account's balance after it, which is only a check: the figures tell. */
  #balances(): void {
    const open = this.#at.get('openAmount');
    if (!open || (!this.#at.has('amount') && !this.#at.has('debit') && !this.#at.has('credit'))) return;
    if (this.#given.columns?.openAmount !== undefined || !/solde|saldo|balance/i.test(open.name)) return;
    const [left, runs] = [this.#survey.itemish.every((row) => this.#isLeft(row, open)), this.#runs(open)];
    const whole = left && this.#survey.itemish.every((row) => this.#minor(row, open) === this.#movement(row));
    if (whole || (left && !runs)) return;
    if (runs && !left) {
      this.#at.delete('openAmount');
      this.#at.set('runningBalance', open);
      return;
    }
    const answer = this.#asker.ask({
      id: columnId(open),
      code: 'unknown-column',
      about: this.#asker.t.whichBalance(open.name),
      column: open.name,
      values: open.values,
      choices: (['openAmount', 'runningBalance', 'aside'] as const).map((value) => ({
        value,
        label: value === 'aside' ? this.#asker.t.aside : this.#asker.t.fields[value],
      })),
    });
    if (answer === undefined || answer === 'openAmount') return;
    this.#at.delete('openAmount');
    if (answer === 'runningBalance') this.#at.set('runningBalance', open);
  }

  #isLeft(row: Row, open: Facts): boolean {
    const amount = this.#movement(row);
    const left = this.#minor(row, open);
    if (amount === undefined || left === undefined) return true;
    // Beside a mark of the side both are written without a sign.
    if (this.#at.has('sign')) return magnitude(left) <= magnitude(amount);
    return amount < 0n ? left <= 0n && left >= amount : left >= 0n && left <= amount;
  }

  /** Each value is the one before and the line, for each debtor or over all, from the top or from the bottom. */
  #runs(balance: Facts): boolean {
    const debtor = this.#at.get('debtor');
    return [true, false].some((byDebtor) =>
      [1, -1].some((direction) => {
        const before = new Map<string, bigint>();
        const rows = direction === 1 ? this.#survey.itemish : [...this.#survey.itemish].reverse();
        let steps = 0;
        const all = rows.every((row) => {
          const key = !byDebtor ? '' : debtor ? (row.cells[debtor.at] ?? '').trim() : String(this.#groupOf.get(row.line));
          const value = this.#minor(row, balance);
          const moved = this.#movement(row);
          if (value === undefined || moved === undefined) return true;
          const last = before.get(key);
          before.set(key, value);
          if (last === undefined) return true;
          steps++;
          return value === last + moved;
        });
        return all && steps > 0;
      }),
    );
  }

  // ---------------------------------------------------------------- words

  #signs(): ReadonlyMap<string, Side> {
    const facts = this.#at.get('sign');
    const meanings = new Map<string, Side>();
    for (const [word] of wordsOf(facts)) {
      const side = this.#given.signs?.[word] ?? sideOf(word);
      const answer =
        side ??
        this.#asker.ask({
          id: `side:${word}`,
          code: 'unknown-side',
          about: this.#asker.t.unknownSide(facts?.name ?? '', word),
          ...(facts ? { column: facts.name } : {}),
          values: [word],
          choices: (['debit', 'credit'] as const).map((value) => ({ value, label: this.#asker.t.fields[value] })),
        });
      if (answer === 'debit' || answer === 'credit') meanings.set(word, answer);
    }
    return meanings;
  }

  /** Whether credits are written below zero: in two columns, with a mark, or by a minus on some credit. Of this file: the next one of its source may not. */
  #signed(words: ReadonlyMap<string, Word> | undefined, meanings: ReadonlyMap<string, TypeMeaning>): boolean {
    if (this.#options.mapping?.signed !== undefined) return this.#options.mapping.signed;
    if (this.#at.has('debit') || this.#at.has('credit') || this.#at.has('sign')) return true;
    const seen = [...(words ?? [])].map(([word, counts]) => ({ ...counts, meaning: meanings.get(word) }));
    // A credit note without a minus among others with one is no debt for all that.
    if (seen.some(({ count, minus, meaning }) => meaning === 'credit-note' && minus > 0 && minus < count)) return false;
    return seen.some(({ minus, meaning }) => minus > 0 && reduces(meaning));
  }

  #types(facts: Facts | undefined): { readonly meanings: ReadonlyMap<string, TypeMeaning>; readonly signed: boolean } {
    const meanings = new Map<string, TypeMeaning>();
    const unknown: [string, Word][] = [];
    for (const [word, counts] of wordsOf(facts)) {
      const meaning = this.#given.types?.[word] ?? typeAmong(word, facts?.words);
      if (meaning === undefined) unknown.push([word, counts]);
      else meanings.set(word, meaning);
    }
    const signed = this.#signed(facts?.words, meanings);
    for (const [word, { count }] of facts ? unknown : []) this.#askType(facts, word, count, meanings);
    if (!signed) for (const [word, meaning] of [...meanings]) if (meaning === 'signed') this.#unsigned(facts, word, meanings);
    return { meanings, signed };
  }

  #askType(facts: Facts | undefined, word: string, count: number, meanings: Map<string, TypeMeaning>): void {
    const answer = this.#asker.ask({
      id: `type:${word}`,
      code: 'unknown-type',
      about: this.#asker.t.unknownType(facts?.name ?? '', word, count),
      ...(facts ? { column: facts.name } : {}),
      values: [word],
      choices: TYPE_MEANINGS.map((value) => ({ value, label: this.#asker.t.types[value] })),
    });
    const meaning = TYPE_MEANINGS.find((value) => value === answer);
    if (meaning) meanings.set(word, meaning);
  }

  /** Where credits are written without a minus, the side of a journal's line is not known. One below zero says that it is. */
  #unsigned(facts: Facts | undefined, word: string, meanings: Map<string, TypeMeaning>): void {
    const counts = facts?.words?.get(word);
    if (!counts || counts.minus > 0 || this.#given.types?.[word] !== undefined || !this.#creditsWithout(facts, meanings)) return;
    meanings.delete(word);
    this.#askType(facts, word, counts.count, meanings);
  }

  #creditsWithout(facts: Facts | undefined, meanings: ReadonlyMap<string, TypeMeaning>): boolean {
    return [...(facts?.words ?? [])].some(([word, { minus }]) => minus === 0 && reduces(meanings.get(word)));
  }

  #statusWords(facts: Facts): ReadonlyMap<string, StatusMeaning> {
    const meanings = new Map<string, StatusMeaning>();
    for (const [word, counts] of wordsOf(facts)) {
      const { count } = counts;
      const meaning = this.#given.statuses?.[facts.name]?.[word] ?? this.#status(facts, word, counts);
      const answer =
        meaning ??
        this.#asker.ask({
          id: `status:${word}`,
          code: 'unknown-status',
          about: this.#asker.t.unknownStatus(facts.name, word, count),
          column: facts.name,
          values: [word],
          choices: (['open', 'settled', 'disputed', 'leave-out'] as const).map((value) => ({
            value,
            label: this.#asker.t.statuses[value],
          })),
        });
      if (answer === 'open' || answer === 'settled' || answer === 'disputed' || answer === 'leave-out') meanings.set(word, answer);
    }
    return meanings;
  }

  /** Partly paid is open where the file says how much is left; without that it is asked. */
  #status(facts: Facts, word: string, counts: Word): StatusMeaning | undefined {
    if (isPartly(word)) return (['openAmount', 'paid', 'letter'] as const).some((field) => this.#at.has(field)) ? 'open' : undefined;
    return stateOf(word, counts, facts);
  }

  #currencyMarks(): Record<string, string> {
    const given = Object.entries(this.#given.marks ?? {}).map(([mark, currency]) => [markKey(mark), currency] as const);
    const marks: Record<string, string> = Object.fromEntries(given);
    const seen = new Set(AMOUNTS.flatMap((field) => [...(this.#at.get(field)?.amount.marks ?? [])]));
    for (const word of this.#at.get('currency')?.words?.keys() ?? []) seen.add(word);
    const own = this.#options.mapping?.defaults.currency ?? this.#options.currency;
    for (const mark of seen) {
      const key = markKey(mark);
      const several = sharedBy(mark);
      if (!several || marks[key] !== undefined) continue;
      // A bare dollar is the American one unless the company's own, or another one in the file, says otherwise; where a column names the currency the sign need not.
      const column = this.#at.get('currency')?.words;
      const plain = mark === '$' || (column && !column.has(mark));
      const usual = several.includes(own) ? own : plain ? currencyOfMark(mark) : undefined;
      const others = [...seen].some((other) => other !== mark && several.includes(currencyOfMark(other)));
      if (usual !== undefined && !(others && usual !== own)) marks[key] = usual;
      else {
        const answer = this.#asker.ask({
          id: `mark:${mark}`,
          code: 'which-currency',
          about: this.#asker.t.whichCurrency(mark),
          values: [mark],
          choices: several.map((value) => ({ value, label: value })),
        });
        if (answer !== undefined) marks[key] = answer;
      }
    }
    return marks;
  }

  /** One currency's mark on some amounts, totals perhaps, is that of all where no column names one. */
  #defaults(marks: Readonly<Record<string, string>>): Plan['defaults'] {
    const given = this.#given.defaults ?? {};
    if (given.currency !== undefined || this.#at.has('currency')) return given;
    const seen = new Set(
      AMOUNTS.flatMap((field) => [...(this.#at.get(field)?.amount.marks ?? [])].map((mark) => currencyOfMark(mark, marks))),
    );
    if (seen.size === 0) for (const code of this.#titled()) seen.add(code);
    const [only] = seen;
    return seen.size === 1 && only !== undefined && only !== 'kr' ? { ...given, currency: only } : given;
  }

  /** Currencies that the headers of amounts name ("Amount (USD)"), else a line above the list ("Devise : USD"). */
  #titled(): readonly string[] {
    const codes = (text: string): readonly string[] => (text.match(/(?<![\p{L}\d])[A-Z]{3}(?![\p{L}\d])/gu) ?? []).filter(isUsualCode);
    const named = AMOUNTS.flatMap((field) => codes(this.#at.get(field)?.name ?? ''));
    if (named.length > 0) return named;
    const lines = this.#survey.above.map(({ cells }) => joined(cells)).filter((line) => CURRENCY.test(line));
    return lines.flatMap(codes);
  }

  /** Debit and credit are the book's; an amount in another currency beside them, and its currency, are only kept beside. */
  #bookOnly(): void {
    const amount = this.#at.get('amount');
    if (!amount || !(this.#at.has('debit') || this.#at.has('credit')) || !/devise|currency|w[äa]hrung|divisa|valuta/i.test(amount.name))
      return;
    this.#at.delete('amount');
    this.#at.delete('currency');
  }

  // ---------------------------------------------------------------- whose a line is

  /** Customers on lines of their own: no column names them on the items, and lines without date stand above the first of them. */
  #groups(): { readonly at: number; readonly prefixed: boolean; readonly split: boolean } | undefined {
    const debtor = this.#at.get('debtor');
    const { sample } = this.#survey;
    const items = sample.filter((row) => this.#isItem(row));
    if (items.length === 0 || (debtor && !isGeneral(debtor) && items.some(({ cells }) => (cells[debtor.at] ?? '').trim() !== '')))
      return undefined;
    const first = items[0]?.line ?? 0;
    const labels = [...this.#survey.above, ...sample].filter(
      (row) => !this.#isItem(row) && totalLabel(row.cells) === undefined && labelOf(row.cells) !== undefined,
    );
    const prefixed = labels.some(({ cells }) => GROUP_PREFIX.test(joined(cells)));
    // Above the header stand titles, unless they say that they name a customer.
    const above = labels.filter(({ line }) => line < first && (prefixed || line > this.#survey.headerLine));
    if (above.length === 0) return undefined;
    const at = above.at(-1)?.cells.findIndex((cell) => cell.trim() !== '') ?? 0;
    if (debtor) this.#at.delete('debtor');
    // Under their customer's name the items have their numbers.
    const under = this.#survey.columns[at];
    if (!this.#at.has('ref') && under && items.every(({ cells }) => /\d/.test(cells[at] ?? '')) && ![...this.#at.values()].includes(under))
      this.#at.set('ref', under);
    let group = 0;
    for (const row of sample) this.#groupOf.set(row.line, this.#isItem(row) ? group : ++group);
    const texts = labels
      .filter(({ cells, line }) => (prefixed ? GROUP_PREFIX.test(joined(cells)) : line > this.#survey.headerLine))
      .map(({ cells }) => groupName(cells));
    this.#fromTop = prefixed && this.#survey.above.some(({ cells }) => GROUP_PREFIX.test(joined(cells)));
    return { at, prefixed, split: texts.length > 0 && texts.every((text) => NUMBERED.test(text)) };
  }

  #isItem({ cells }: Row): boolean {
    const filled = (field: ItemField): boolean => (cells[this.#at.get(field)?.at ?? -1] ?? '').trim() !== '';
    const dated = (['issueDate', 'dueDate'] as const).some((field) => {
      const facts = this.#at.get(field);
      return facts !== undefined && /\d/.test(cells[facts.at] ?? '') && looksDated(cells[facts.at] ?? '');
    });
    const amount = AMOUNTS.some(filled) || this.#roles.buckets.some(({ at }) => (cells[at] ?? '').trim() !== '');
    return dated && amount && totalLabel(cells) === undefined;
  }

  /** Lines without a customer under one that has one. */
  #blanks(): 'above' | 'refuse' | undefined {
    const debtor = this.#at.get('debtor');
    if (this.#given.blanks !== undefined || !debtor) return this.#given.blanks;
    const owners = this.#survey.sample.filter((row) => this.#isItem(row)).map(({ cells }) => (cells[debtor.at] ?? '').trim());
    const blank = owners.filter((owner) => owner === '').length;
    if (blank === 0 || owners[0] === '') return undefined;
    // In such a list a customer is written once, above all of its lines.
    const repeated = owners.some((owner, i) => owner !== '' && owner === owners[i - 1]);
    if (repeated) return undefined;
    if (blank > 1 && blank * 2 >= owners.length - blank) return 'above';
    const answer = this.#asker.ask({
      id: 'blanks',
      code: 'blank-debtor',
      about: this.#asker.t.blankDebtor(debtor.name, blank),
      column: debtor.name,
      values: owners.filter((owner) => owner !== ''),
      choices: (['above', 'refuse'] as const).map((value) => ({ value, label: this.#asker.t.blanks[value] })),
    });
    return answer === 'above' ? 'above' : 'refuse';
  }

  /** Lines of one invoice after each other with the same amount, beside columns of articles: the invoice counts once, if a person says so. */
  #once(): boolean {
    const amount = this.#at.get('amount') ?? this.#at.get('openAmount');
    const ref = this.#at.get('ref');
    if (!amount || !ref || this.#options.mapping) return this.#given.once ?? false;
    const articles = this.#survey.columns.some(({ name }) =>
      /quantit|\bqty\b|qté|menge|aantal|cantidad|unit ?(?:amount|price)|prix unit|line ?amount|montant ligne|article|item ?code/i.test(
        name,
      ),
    );
    const key = ({ cells }: Row): string =>
      [this.#at.get('debtor'), ref, amount].map((facts) => (facts ? (cells[facts.at] ?? '').trim() : '')).join('\0');
    const rows = this.#survey.itemish;
    const repeated = rows.find((row, i) => i > 0 && (row.cells[ref.at] ?? '').trim() !== '' && key(row) === key(rows[i - 1] as Row));
    if (!articles || !repeated) return false;
    if (this.#given.once !== undefined) return this.#given.once;
    const answer = this.#asker.ask({
      id: 'lines',
      code: 'repeated-lines',
      about: this.#asker.t.repeatedLines((repeated.cells[ref.at] ?? '').trim(), (repeated.cells[amount.at] ?? '').trim()),
      column: ref.name,
      line: repeated.line,
      values: [(repeated.cells[ref.at] ?? '').trim()],
      choices: (['once', 'each'] as const).map((value) => ({ value, label: this.#asker.t.lines[value] })),
    });
    return answer === 'once';
  }

  /** Only a list that does not say itself what is left lets payments be set against the invoices that they name. */
  #joins(meanings: ReadonlyMap<string, TypeMeaning>): boolean {
    if (!this.#at.has('ref') || this.#roles.statuses.length > 0) return false;
    if ((['openAmount', 'paid', 'settledDate', 'letter'] as const).some((field) => this.#at.get(field)?.blank === false)) return false;
    const credits = this.#survey.below || this.#at.has('credit') || this.#at.has('sign') || [...meanings.values()].some(reduces);
    return this.#kind === 'items' && credits;
  }

  #asPlan({
    types,
    signs,
    statuses,
    groups,
  }: {
    readonly types: { readonly meanings: ReadonlyMap<string, TypeMeaning>; readonly signed: boolean };
    readonly signs: ReadonlyMap<string, Side>;
    readonly statuses: readonly { readonly facts: Facts; readonly means: ReadonlyMap<string, StatusMeaning> }[];
    readonly groups: { readonly split: boolean } | undefined;
  }): Plan {
    const blanks = this.#blanks();
    const marks = this.#currencyMarks();
    const order = [...this.#orders.values()].find((reading): reading is DateOrder => reading !== 'serial');
    const mark = [...this.#marks.values()][0];
    const { sheet } = this.#options;
    return {
      ...NO_PLAN,
      ...(sheet === undefined ? {} : { sheet }),
      headerLine: this.#survey.headerLine,
      lastLine: this.#survey.lastLine,
      columns: {
        ...Object.fromEntries([...this.#at].map(([field, { name }]) => [field, name])),
        ...(statuses.length > 0 ? { status: statuses.map(({ facts }) => facts.name) } : {}),
      },
      defaults: this.#defaults(marks),
      where: this.#given.where ?? {},
      ...(this.#given.rounding ? { rounding: this.#given.rounding } : {}),
      ...(order ? { dateFormat: order } : {}),
      ...(mark ? { decimal: mark } : {}),
      types: Object.fromEntries(types.meanings),
      statuses: Object.fromEntries(statuses.map(({ facts, means }) => [facts.name, Object.fromEntries(means)])),
      signs: Object.fromEntries(signs),
      marks,
      signed: types.signed,
      ...(this.#once() ? { once: true } : {}),
      ...(blanks ? { blanks } : {}),
      ...(groups ? { groups: groups.split ? ('split' as const) : ('name' as const) } : {}),
      aside: this.#roles.aside.map(({ name }) => name),
    };
  }
}

/** A column's words; on every page of a printed list its name stands among them. */
function wordsOf(facts: Facts | undefined): readonly (readonly [string, Word])[] {
  return [...(facts?.words ?? [])].filter(([word]) => word !== facts?.name);
}

function reduces(meaning: TypeMeaning | undefined): boolean {
  return meaning === 'credit-note' || meaning === 'payment' || meaning === 'deposit';
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function looksDated(cell: string): boolean {
  return readDate(cell, 'DMY') !== null || readDate(cell, 'MDY') !== null || readDate(cell, 'serial') !== null;
}

function joined(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ');
}

/** What the first cells of a line without figures say; undefined when it is too much for a name. */
function labelOf(cells: readonly string[]): string | undefined {
  const texts = cells.filter((cell) => /\p{L}/u.test(cell));
  return texts.length >= 1 && texts.length <= 3 ? joined(cells) : undefined;
}

/** A number with at least two figures, then a name: "411C0001 - ATELIER A", "10001 Atelier". */
export const NUMBERED = /^(?=\S*\d\S*\d)([A-Za-z]{0,6}[-./]?\d[\w./-]*)\s*[-–:]?\s+(\S.*)$/;

/** A customer's code and name in two cells of a line of its own, in either order: the code is the one without a blank, and with a figure or first. */
export function codeAndName(cells: readonly string[]): { readonly code: string; readonly name: string } | undefined {
  const [first, second, third] = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const code = first.replace(GROUP_PREFIX, '').trim();
  if (isCode(second) && /\d/.test(second) && !/\d/.test(code)) return { code: second, name: code };
  return isCode(code) && /\p{L}{2}/u.test(second) ? { code, name: second } : undefined;
}

function isCode(text: string): boolean {
  return /^[\p{L}\d][\p{L}\d._/-]{1,19}$/u.test(text) && text === text.toUpperCase();
}

/** The customer's text on a line of its own. */
export function groupName(cells: readonly string[]): string {
  const text = joined(
    cells.filter((cell) => !/^[-+(]?\s*[\d\s.,]+\)?\s*(?:€|[A-Z]{3})?$/.test(cell.trim()) || GROUP_PREFIX.test(joined(cells))),
  );
  return text.replace(GROUP_PREFIX, '').trim();
}
