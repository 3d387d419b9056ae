/** Amounts as people type them. */
import { decimalsOf } from './money.ts';

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
