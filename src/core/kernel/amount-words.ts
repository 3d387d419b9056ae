/** Amounts as people type them. */
import { decimalsOf, fromDecimal } from './money.ts';

/**
 * An amount as people write it, in minor units: "80 000", "80.000,50", "80,000.50", "12k", "-5". Three digits after a mark are a group,
 * one or two after the last mark are decimals; undefined for anything else.
 */
export function parseAmount(text: string, currency: string): bigint | undefined {
  const m =
    /^(-?)(\d{1,3}(?:([\s\u00a0\u202f.,'’])\d{3})(?:\3\d{3})*|\d{1,30})(?:[.,](\d{1,2}))?\s*(k?)\s*(?:€|eur|euros|[a-z]{3})?$/i.exec(
      text.trim(),
    );
  if (!m) return undefined;
  const decimals = decimalsOf(currency);
  const fraction = m[4] ?? '';
  if (fraction.length > decimals) return undefined;
  const minor = BigInt((m[2] ?? '').replace(/\D/g, '') + fraction.padEnd(decimals, '0')) * (m[5] === '' ? 1n : 1000n);
  return m[1] === '-' ? -minor : minor;
}

/**
 * What is claimed, as it stands in a file's column or among other words: "4 300", "4300,50", "4.300,50", "4,300.50", with or without the currency's sign; undefined when it
 * is no amount, or not above 0. Stricter than `parseAmount` where words may stand for something else ("12k", "10 pal", "-5" are no claims), and wider where files are: signs
 * before or after, and as many decimals as the currency has.
 */
export function readAmount(text: string, currency: string): bigint | undefined {
  const bare = text.replace(/[\s\u00a0\u202f']/g, '').replace(/(€|\$|£|EUR|USD|GBP)/giu, '');
  // "4.300" and "4,300" are thousands, as are any groups of three; what follows another mark, or a lone one not before three digits, are decimals.
  const grouped = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(bare);
  const parts = grouped
    ? undefined
    : (/^(\d+)[.,](\d+)$/.exec(bare) ?? /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(bare) ?? /^(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(bare));
  if (!grouped && !parts && !/^\d+$/.test(bare)) return undefined;
  const whole = (parts?.[1] ?? bare).replace(/[.,]/g, '');
  const minor = fromDecimal(parts ? `${whole}.${parts[2] ?? ''}` : whole, currency);
  return minor !== undefined && minor > 0n ? minor : undefined;
}
