/** What amounts are counted in where a header, or a line around the list, says that it is not whole units. */

const WHOLE = String.raw`(?<![\p{L}\d])`;
const END = String.raw`(?![\p{L}\d])`;
/** Powers of ten by the words that say them. */
const UNITS = [
  [
    3,
    String.raw`${WHOLE}(?:k\s?(?:[€$£]|eur|usd|chf|gbp)|[€$£]\s?k|t\s?€|teur|milliers|thousands?|tausend|tsd|duizend(?:en|tallen)?|en miles|miles de|migliaia)${END}|(?<!\d)['’]000s?${END}|(?:[€$£]|${WHOLE}(?:eur|usd|chf|gbp|in))\s?000s?${END}`,
  ],
  [6, String.raw`${WHOLE}(?:m\s?€|meur|mio|millions|millionen|miljoenen|millones|milioni)${END}`],
  [-2, `${WHOLE}(?:(?:in|en) cents?|cents|centimes|céntimos|centesimi)${END}`],
] as const;

const READERS = UNITS.map(([shift, words]) => [shift, new RegExp(words, 'iu')] as const);
const ANY = new RegExp(UNITS.map(([, words]) => words).join('|'), 'giu');

/** How many places to the right the decimal mark of such amounts moves: 3 for thousands, -2 for cents; undefined when the text says nothing of it. A company's capital is no amount of its list. */
export function shiftIn(text: string): number | undefined {
  return /capital/i.test(text) ? undefined : READERS.find(([, words]) => words.test(text.replaceAll('_', ' ')))?.[0];
}

/** A header without the unit that its amounts are in. */
export function withoutUnit(header: string): string {
  return header.replaceAll('_', ' ').replace(ANY, ' ');
}
