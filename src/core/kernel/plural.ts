/** Counted words: the number as people of the language write it, and the form of the word that goes with it (CLDR's plural rules, through Intl). */

/** "1 litige", "1 200 litiges": the count, then the word in its form. */
export type Plural = (count: number, one: string, many: string) => string;

function pluralOf(tag: string): Plural {
  const rules = new Intl.PluralRules(tag);
  const digits = new Intl.NumberFormat(tag);
  return (count, one, many) => `${digits.format(count)} ${rules.select(count) === 'one' ? one : many}`;
}

/** In French 0 and 1 are singular. */
export const pluralFr = pluralOf('fr-FR');
export const pluralEn = pluralOf('en-GB');
