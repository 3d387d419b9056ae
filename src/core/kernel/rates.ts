/** Conversion at the policy's dated rates, exact until the final rounding to the minor unit (half up). */
import type { Day } from './dates.ts';
import { decimalsOf } from './money.ts';

/** One unit of `from` is worth `rate` (decimal string) of `to`, from that day on. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly on: Day;
  readonly rate: string;
}

/** The amount in `to` at the newest rate not after `day` (a rate the other way round serves too); undefined when the policy has none. */
export function convert(minor: bigint, from: string, to: string, day: Day, rates: readonly ExchangeRate[]): bigint | undefined {
  if (from === to) return minor;
  const direct = newest(rates, from, to, day);
  const inverse = newest(rates, to, from, day);
  const rate = direct && (!inverse || direct.on >= inverse.on) ? direct : inverse;
  if (!rate) return undefined;
  const [whole = '0', fraction = ''] = rate.rate.split('.');
  const value = BigInt(whole + fraction);
  const scale = 10n ** BigInt(fraction.length);
  const numerator = minor * 10n ** BigInt(decimalsOf(to)) * (rate === direct ? value : scale);
  const denominator = 10n ** BigInt(decimalsOf(from)) * (rate === direct ? scale : value);
  return roundHalfUp(numerator, denominator);
}

function newest(rates: readonly ExchangeRate[], from: string, to: string, day: Day): ExchangeRate | undefined {
  let best: ExchangeRate | undefined;
  for (const rate of rates) if (rate.from === from && rate.to === to && rate.on <= day && (!best || rate.on > best.on)) best = rate;
  return best;
}

function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const n = negative ? -numerator : numerator;
  const rounded = (2n * n + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}
