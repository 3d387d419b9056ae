/** Money: integer minor units with an ISO 4217 currency. Two currencies are never added; no float comes near. */

/** Currencies whose minor unit is not a hundredth (ISO 4217 list one). */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** How many decimals the currency's minor unit has; 2 for a code that the table does not single out. */
export function decimalsOf(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

/** The decimal string of files and JSON (docs/command-line.md): "-1000.00", no grouping, as many decimals as the currency has. */
export function toDecimal(minor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Reads a plain decimal string ("-1000.00", "80000"); undefined when it is not one, or has more decimals than the currency. */
export function fromDecimal(text: string, currency: string): bigint | undefined {
  const m = /^([+-]?)(\d{1,30})(?:\.(\d+))?$/.exec(text.trim());
  if (!m) return undefined;
  const decimals = decimalsOf(currency);
  const fraction = (m[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return undefined;
  const minor = BigInt(`${m[2]}${fraction.padEnd(decimals, '0')}`);
  return m[1] === '-' ? -minor : minor;
}

/** numerator / denominator as a decimal string with the given decimals, rounded half up (away from zero); undefined when the denominator is 0. */
export function ratio(numerator: bigint, denominator: bigint, decimals: number): string | undefined {
  if (denominator === 0n) return undefined;
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const scaled = (2n * n * 10n ** BigInt(decimals) + d) / (2n * d);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const sign = negative && scaled !== 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
