/** Numbers and days as workbooks hold them, written so that no column detection can mistake them. */
import { isoDay } from '../core/kernel/dates.ts';

/**
 * A number as the workbook holds it, without the noise of binary fractions: Excel itself keeps 15 significant digits (74.73999999999999 is 74.74), while a longer
 * integer part was written by a program that knew it exactly. An integer stays as it is; a fraction becomes an integer with an exponent (74.74 → 7474e-2), which says the same under either decimal mark.
 */
export function exactNumber(written: string): string {
  const m = /^(-?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,4}))?$/.exec(written.trim());
  if (!m) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = m;
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  let scale = Number(exponent) - fraction.length;
  let mantissa = BigInt(digits);
  // What lies beyond 15 digits, or (7.91999999999999 is 7.92) beyond the ninth decimal of a number that has more than nine.
  const noise = Math.max(digits.length - Math.max(15, digits.length + scale + 2), -scale - 9);
  if (noise > 0) {
    const unit = 10n ** BigInt(noise);
    mantissa = (mantissa + unit / 2n) / unit;
    scale += noise;
  }
  for (; scale < 0 && mantissa % 10n === 0n; scale++) mantissa /= 10n;
  if (scale > 0 && scale < 30) return `${sign}${mantissa * 10n ** BigInt(scale)}`;
  return scale === 0 || mantissa === 0n ? `${sign}${mantissa}` : `${sign}${mantissa}e${scale}`;
}

/** 31 December 9999, the last day of a spreadsheet. */
const LAST_SERIAL = 2_958_465;

/** The day of a serial number, YYYY-MM-DD; the number as it is when no calendar has it. `from1904`: as workbooks of old Macintoshes count. */
export function serialDay(written: string, from1904: boolean): string {
  const serial = Math.floor(Number(written) + (from1904 ? 1462 : 0));
  if (!(serial >= 1 && serial <= LAST_SERIAL)) return exactNumber(written);
  // Spreadsheets count a 29 February 1900 that never was (serial 60).
  return isoDay(serial - 25_569 + (serial < 60 ? 1 : 0));
}
