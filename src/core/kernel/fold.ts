/** How words are made comparable: what a person types, and what the store keeps to be found by it, pass through the same two functions. */

/** Letters that Unicode does not take apart into a base and an accent. */
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** ASCII without control characters. */
const PLAIN = /^[ -~]*$/;

/** Small letters without accents, words one space apart: "  SOCIÉTÉ  L'Œuf " → "societe l'oeuf". Typographic apostrophes become plain ones. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A reference or an identifier without its dress: capital letters and digits only ("FA 2026/012" → "FA2026012", "123 456 789" → "123456789"). */
export function foldRef(text: string): string {
  // Nearly all references are plain; an import folds a million of them.
  if (PLAIN.test(text)) return text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
  return fold(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
