/** In which currency the amounts of a list are. */
import { currencyOfMark, markKey } from './amount-column.ts';
import { isUsualCode, sharedBy } from './currencies.ts';
import { AMOUNTS, joined, type Known } from './known.ts';
import type { Plan } from './plan.ts';

/** A line that says in which currency the list is. */
const CURRENCY = /devise|monnaie|currency|w[äa]hrung|divisa|moneda|valuta|munt/iu;

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

/** One currency's mark on some amounts, totals perhaps, is that of all where no column names one. */
export function defaultsOf(known: Known, marks: Readonly<Record<string, string>>): Plan['defaults'] {
  const given = known.given.defaults ?? {};
  if (given.currency !== undefined || known.at.has('currency')) return given;
  const seen = new Set(
    AMOUNTS.flatMap((field) => [...(known.at.get(field)?.amount.marks ?? [])].map((mark) => currencyOfMark(mark, marks))),
  );
  if (seen.size === 0) for (const code of titled(known)) seen.add(code);
  const [only] = seen;
  return seen.size === 1 && only !== undefined && only !== 'kr' ? { ...given, currency: only } : given;
}

/** Currencies that the headers of amounts name ("Amount (USD)"), else a line above the list ("Devise : USD"). */
function titled(known: Known): readonly string[] {
  const codes = (text: string): readonly string[] => (text.match(/(?<![\p{L}\d])[A-Z]{3}(?![\p{L}\d])/gu) ?? []).filter(isUsualCode);
  const named = AMOUNTS.flatMap((field) => codes(known.at.get(field)?.name ?? ''));
  if (named.length > 0) return named;
  const lines = known.survey.above.map(({ cells }) => joined(cells)).filter((line) => CURRENCY.test(line));
  return lines.flatMap(codes);
}

/** Debit and credit are the book's; an amount in another currency beside them, and its currency, are only kept beside. */
export function bookOnly(known: Known): void {
  const amount = known.at.get('amount');
  if (!amount || !(known.at.has('debit') || known.at.has('credit')) || !/devise|currency|w[äa]hrung|divisa|valuta/i.test(amount.name))
    return;
  known.at.delete('amount');
  known.at.delete('currency');
}
