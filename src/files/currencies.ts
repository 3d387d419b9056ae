/** Currencies as cells name them. */
import { CODES, currencyOfMark, markKey } from './amount-column.ts';

const NAMES = new Map<string, string>();

/** "US Dollar", "Euro", "livre sterling". */
function codeOfName(name: string): string | undefined {
  if (NAMES.size === 0)
    for (const language of ['fr', 'en', 'de', 'nl', 'es', 'it']) {
      const names = new Intl.DisplayNames([language], { type: 'currency' });
      for (const code of USUAL) NAMES.set((names.of(code) ?? code).toUpperCase(), code);
    }
  return NAMES.get(name);
}

/** An ISO 4217 code from a cell that names or signs a currency; undefined when it does neither, or its sign is of several. */
export function currencyCode(cell: string, marks: Readonly<Record<string, string>> = {}): string | undefined {
  const written = cell.trim().toUpperCase();
  const code = written === '' ? '' : currencyOfMark(written, marks);
  return CODES.has(code) ? code : codeOfName(written);
}

/** The codes that lists of customers here name: a column that holds nothing else is one of currencies, whatever it is called. Rarer codes are words too (ALL, TOP, BAN). */
const USUAL = new Set(
  'EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD INR SEK NOK DKK PLN CZK HUF RON BGN TRY MAD DZD TND XOF XAF ZAR AED SAR ILS BRL MXN'.split(
    ' ',
  ),
);

export function isUsualCode(cell: string): boolean {
  return USUAL.has(cell.trim());
}

/** Currencies whose sign is the same as others': a bare `$`, `kr` or `¥`. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  KR: ['SEK', 'NOK', 'DKK', 'ISK'],
  '¥': ['JPY', 'CNY'],
};

/** What a bare sign may stand for; undefined for a mark that is one currency's own. */
export function sharedBy(mark: string): readonly string[] | undefined {
  return SHARED[markKey(mark)];
}
