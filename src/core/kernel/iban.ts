/** International bank account numbers (ISO 13616): read as people write them, and checked by their two digits. */

/** Country, check digits, and up to 30 letters and digits of the country's own. */
const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** Without blanks and in capitals; undefined when it is none, or its check digits (mod 97, ISO 7064) do not fit. */
export function readIban(text: string): string | undefined {
  const iban = text.replace(/[\s.-]/gu, '').toUpperCase();
  if (!SHAPE.test(iban)) return undefined;
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n ? iban : undefined;
}

/** In groups of four, as they are printed. */
export function ibanWords(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1\u00a0');
}
