/** Company numbers that no register has given out, with the check digits that a careful importer verifies. */

/** A SIREN (9 digits, Luhn) in the 299 block, which INSEE has not attributed; `serial` runs from 0 to 99,999. */
export function fictionalSiren(serial: number): string {
  const stem = `299${String(serial).padStart(5, '0')}`;
  let sum = 0;
  for (let place = 0; place < stem.length; place += 1) {
    // Counted from the check digit, every second digit is doubled: here the even places of the stem's 8, from the right.
    const digit = Number(stem[stem.length - 1 - place]);
    const weighted = place % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return `${stem}${(10 - (sum % 10)) % 10}`;
}

/** French VAT number: the key is (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVat(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** Belgian enterprise number as VAT: 8 digits then 97 − (those mod 97); numbers below 0200 are not in use. */
export function fictionalBelgianVat(serial: number): string {
  const stem = `01${String(serial).padStart(6, '0')}`;
  return `BE${stem}${String(97 - (Number(stem) % 97)).padStart(2, '0')}`;
}
