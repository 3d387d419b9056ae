/** In which currency the amounts of a list are, in which unit, and with which tax. */
import { currencyOfMark, markKey } from './amount-column.ts';
import { currencyCode, isUsualCode, sharedBy } from './currencies.ts';
import { AMOUNTS, isOwn, type Known, minor, wordsOf } from './known.ts';
import type { Plan } from './plan.ts';
import type { Facts } from './survey.ts';
import { shiftIn } from './units.ts';
import { isTax, spelt } from './words.ts';

/** A line that says in which currency the list is. */
const CURRENCY =
  /devise|monnaie|currency|w[äa]hrung|divisa|moneda|valuta|munt|exprim|expressed|(?:montants?|amounts?|figures|betr[äa]ge|bedragen|importes|importi)\s+(?:all\s+)?(?:en|in)\s/iu;

export function currencyMarks(known: Known): Record<string, string> {
  const given = Object.entries(known.given.marks ?? {}).map(([mark, currency]) => [markKey(mark), currency] as const);
  const marks: Record<string, string> = Object.fromEntries(given);
  const seen = new Set(AMOUNTS.flatMap((field) => [...(known.at.get(field)?.amount.marks ?? [])]));
  for (const word of known.at.get('currency')?.words?.keys() ?? []) seen.add(word);
  const own = known.options.mapping?.defaults.currency ?? known.options.currency;
  for (const mark of seen) {
    const key = markKey(mark);
    const several = sharedBy(mark);
    if (!several || marks[key] !== undefined) continue;
    // A bare dollar is the American one unless the company's own, or another one in the file, says otherwise; where a column names the currency the sign need not.
    const column = known.at.get('currency')?.words;
    const plain = mark === '$' || (column && !column.has(mark));
    const usual = several.includes(own) ? own : plain ? currencyOfMark(mark) : undefined;
    const others = [...seen].some((other) => other !== mark && several.includes(currencyOfMark(other)));
    if (usual !== undefined && !(others && usual !== own)) marks[key] = usual;
    else {
      const answer = known.asker.ask({
        id: `mark:${mark}`,
        code: 'which-currency',
        about: known.asker.t.whichCurrency(mark),
        values: [mark],
        choices: several.map((value) => ({ value, label: value })),
      });
      if (answer !== undefined) marks[key] = answer;
    }
  }
  return marks;
}

/** Where a currency is said beside the amounts, and how the answers about it are kept. */
export interface Currency {
  /** Of amounts that name none. */
  readonly code: string;
  /** What a mapping, a person or an earlier file of the source said. */
  readonly said: Plan['defaults'];
}

/** The mark on some amounts, totals perhaps, is that of all where no column names one; so is a currency in their header, or in a line that says so. */
export function currencyOf(known: Known, marks: Readonly<Record<string, string>>): Currency {
  const { options, asker, given, at } = known;
  const before = given.defaults ?? {};
  const own = before.currency ?? options.currency;
  const as = (code: string | undefined, kept = before): Currency => ({ code: code ?? own, said: kept });
  if (options.mapping?.defaults.currency !== undefined) return as(own);
  const column = at.get('currency');
  if (column) {
    const codes = [...new Set(wordsOf(column).flatMap(([word]) => currencyCode(word, marks) ?? []))];
    if (column.blanks === 0 || before.currency !== undefined || isOwn(known, 'currency') || codes.every((code) => code === own))
      return as(own);
    const answer = asker.ask({
      id: 'blank:currency',
      code: 'blank-cells',
      about: asker.t.blankCurrency(column.name, column.blanks),
      column: column.name,
      values: codes,
      choices: choicesOf([own, ...codes]),
    });
    return as(answer, answer === undefined ? before : { ...before, currency: answer });
  }
  const seen = [
    ...new Set(AMOUNTS.flatMap((field) => [...(at.get(field)?.amount.marks ?? [])].map((mark) => currencyOfMark(mark, marks)))),
  ];
  const [only] = seen.length > 0 ? seen : titled(known);
  if (seen.length > 1 || only === 'kr') return as(own);
  if (only !== undefined) return as(only);
  const line = known.around.find((text) => codesIn(text).some((code) => code !== own));
  if (line === undefined || before.currency !== undefined) return as(own);
  const answer = asker.ask({
    id: 'currency',
    code: 'which-currency',
    about: asker.t.currencySaid(line.slice(0, 80)),
    values: [line],
    choices: choicesOf([own, ...codesIn(line)]),
  });
  return as(answer, answer === undefined ? before : { ...before, currency: answer });
}

function choicesOf(codes: readonly string[]): readonly { readonly value: string; readonly label: string }[] {
  return [...new Set(codes)].map((value) => ({ value, label: value }));
}

/** Currencies that a text names by their codes, or a few by name. */
function codesIn(text: string): readonly string[] {
  const codes = (text.match(/(?<![\p{L}\d])[A-Z]{3}(?![\p{L}\d])/gu) ?? []).filter(isUsualCode);
  return [...new Set([...codes, ...NAMED.flatMap(([code, name]) => (name.test(text) ? [code] : []))])];
}

const NAMED = [
  ['USD', /\bU\.?S\.? ?dollars?\b|\bdollars? (?:US|am[ée]ricains?|des [ÉE]tats)|US-Dollar/i],
  ['GBP', /\bpounds? sterling\b|\blivres? sterling\b|\bPfund Sterling\b/i],
  ['CHF', /\bSwiss francs?\b|\bfrancs? suisses?\b|\bSchweizer Franken\b/i],
] as const;

/** Currencies that the headers of amounts name ("Amount (USD)"), else a line around the list ("Devise : USD", "montants exprimés en USD"). */
function titled(known: Known): readonly string[] {
  const named = [...new Set(AMOUNTS.flatMap((field) => codesIn(known.at.get(field)?.name ?? '')))];
  if (named.length > 0) return named.length === 1 ? named : [];
  const lines = [...new Set(known.around.filter((line) => CURRENCY.test(line)).flatMap(codesIn))];
  return lines.length === 1 ? lines : [];
}

/** An amount in the company's currency beside a column of the document's, or in a currency that its header names: whose is the column? */
const LOCAL = /\b(?:loc|local|locale|lokal\w*|company|home|haus\w*|base|interne|societe|functional|reporting|tenue)\b/;

/** Debit and credit are the book's, and so is what is called local: what another column calls the currency is that of the document, or that of the amount after all. */
export function bookOnly(known: Known): string | undefined {
  const { at, options, asker, given } = known;
  const sides = at.get('debit') ?? at.get('credit');
  const amount = at.get('amount');
  if (amount && sides && /devise|currency|w[äa]hrung|divisa|valuta/i.test(amount.name)) {
    at.delete('amount');
    at.delete('currency');
  }
  const column = at.get('currency');
  const money = sides ?? amount ?? at.get('openAmount');
  if (!column?.words || !money || options.mapping || LOCAL.test(spelt(column.name))) return undefined;
  const named = codesIn(money.name);
  const own = named.length === 1 ? named[0] : sides || LOCAL.test(spelt(money.name)) ? options.currency : undefined;
  if (own === undefined || wordsOf(column).every(([word]) => (currencyCode(word) ?? own) === own)) return undefined;
  const answer =
    given.perLine === undefined
      ? asker.ask({
          id: 'currency:amounts',
          code: 'which-currency',
          about: asker.t.amountsIn(money.name, own),
          column: money.name,
          values: money.values,
          choices: [
            { value: 'all', label: asker.t.allIn(own) },
            { value: 'line', label: asker.t.perLine },
          ],
        })
      : given.perLine
        ? 'line'
        : 'all';
  if (answer !== 'all') return answer;
  at.delete('currency');
  return answer;
}

/** How many places the decimal mark of a column of amounts moves: its header, or a line around the list, says that it is in thousands, and a person that it is so. */
export function shiftsOf(known: Known): Readonly<Record<string, number>> | undefined {
  const { at, roles, asker, given } = known;
  const columns = [...AMOUNTS.flatMap((field) => at.get(field) ?? []), ...roles.buckets];
  const headed = columns.filter(({ name }) => shiftIn(name) !== undefined);
  const said = headed[0]?.name ?? known.around.find((line) => shiftIn(line) !== undefined);
  const shift = shiftIn(said ?? '');
  if (said === undefined || shift === undefined) return undefined;
  const meant = headed.length > 0 ? headed : columns;
  const before = given.shifts?.[meant[0]?.name ?? ''];
  const answer =
    before ??
    asker.ask({
      id: 'unit',
      code: 'which-unit',
      about: asker.t.unit(said.slice(0, 80)),
      values: meant[0]?.values ?? [],
      choices: ([shift, 0] as const).map((value) => ({ value: String(value), label: asker.t.units[UNIT[value] ?? '0'] })),
    });
  return answer === undefined ? undefined : Object.fromEntries(meant.map(({ name }) => [name, Number(answer)]));
}

const UNIT: Readonly<Record<number, '3' | '6' | '-2' | '0'>> = { 3: '3', 6: '6', [-2]: '-2', 0: '0' };

/** Rates of taxes on sales where the ledgers read here come from, in tenths of a percent. */
const RATES = new Set([21, 40, 50, 55, 60, 70, 80, 81, 85, 90, 100, 120, 130, 135, 190, 200, 210, 220, 230, 240, 250, 270]);

/** The column of a tax that the amounts are without, to be added, and how the answer is kept: a usual part of each amount is tax. */
export function taxOf(known: Known): { readonly added?: Facts; readonly kept?: string } {
  const { at, survey, roles, asker, given, options } = known;
  const amount = at.get('amount');
  if (!amount || options.mapping || at.has('openAmount') || at.has('paid') || /ttc|incl|gross|brut/i.test(amount.name)) return {};
  const tax = roles.aside.find((facts) => isTax(facts.name) && facts.written > 0 && facts.amounts * 2 >= facts.filled);
  if (!tax) return {};
  const pairs = survey.itemish.flatMap((row) => {
    const [whole, part] = [minor(known, row, amount), minor(known, row, { ...tax, amount: amount.amount })];
    return whole !== undefined && part !== undefined && part !== 0n && whole !== 0n ? [[Number(whole), Number(part)] as const] : [];
  });
  // Taxes are rounded: on a small amount one may seem to be at another rate.
  const usual = pairs.filter(([whole, part]) => RATES.has(Math.round((1000 * part) / whole)));
  if (pairs.length === 0 || usual.length * 10 < pairs.length * 9) return {};
  const answer =
    given.tax === undefined
      ? asker.ask({
          id: 'tax',
          code: 'without-tax',
          about: asker.t.withoutTax(amount.name, tax.name),
          column: amount.name,
          values: amount.values,
          choices: (['add', 'within'] as const).map((value) => ({ value, label: asker.t.tax[value] })),
        })
      : given.tax === tax.name
        ? 'add'
        : 'within';
  if (answer === 'add') return { added: tax, kept: tax.name };
  return answer === 'within' ? { kept: '' } : {};
}
