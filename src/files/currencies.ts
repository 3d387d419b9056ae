/** Currencies as cells name them. */
import { currencyOfMark } from './amount-column.ts';

const CODES = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code from a cell that names or signs a currency; undefined when it does neither, or its sign is of several. */
export function currencyCode(cell: string, marks: Readonly<Record<string, string>> = {}): string | undefined {
  const written = cell.trim().toUpperCase();
  const code = written === '' ? '' : currencyOfMark(written, marks);
  return CODES.has(code) ? code : undefined;
}

/** Currencies whose sign is the same as others': a bare `$`, `kr` or `¥`. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  KR: ['SEK', 'NOK', 'DKK', 'ISK'],
  '¥': ['JPY', 'CNY'],
};

/** What a bare sign may stand for; undefined for a mark that is one currency's own. */
export function sharedBy(mark: string): readonly string[] | undefined {
  return SHARED[mark.replace(/\.$/, '').toUpperCase()];
}
