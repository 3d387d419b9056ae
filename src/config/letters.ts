/** The part of the policy file about letters and late interest: its shape, and how it is laid over the defaults. */
import { z } from 'zod';
import { civil, parseDay } from '../core/kernel/dates.ts';
import { fromDecimal } from '../core/kernel/money.ts';
import type { HalfYear, Rate } from '../core/letters/interest.ts';
import { DEFAULT_LETTERS, type LetterPolicy } from '../core/letters/letter-policy.ts';

const text = z.string().min(1);
const rate = z.string().regex(/^\d{1,2}([.,]\d{1,4})? ?%$/, 'must be a rate such as "12.15 %"');

const halfYear = z
  .strictObject({
    from: z.string().refine(beginsHalfYear, 'must be a 1 January or a 1 July, such as 2026-07-01'),
    legal: rate.optional(),
    ecb: rate.optional(),
  })
  .refine((half) => half.legal !== undefined || half.ecb !== undefined, 'must give legal, ecb or both');

export const lettersShape = z.strictObject({
  templates: text.optional(),
  noticeDays: z.int().min(1).max(60).optional(),
  payment: text.optional(),
  address: text.optional(),
  copySender: z.boolean().optional(),
  consumers: z.array(text).optional(),
  insolvent: z.array(text).optional(),
  indemnity: z
    .string()
    .refine((s) => (fromDecimal(s, 'EUR') ?? -1n) >= 0n, 'must be an amount, such as "40.00"')
    .optional(),
  contractRate: rate.optional(),
  points: rate.optional(),
  roundUpTo: rate.optional(),
  halfYears: z.array(halfYear).optional(),
});

function beginsHalfYear(written: string): boolean {
  const day = parseDay(written);
  if (day === undefined) return false;
  const { month, day: d } = civil(day);
  return d === 1 && (month === 1 || month === 7);
}

/** Given values over the defaults; half-years are added to those known, and replace those of the same day. */
export function lettersOf(file: z.infer<typeof lettersShape>, currency: string): LetterPolicy {
  const d = DEFAULT_LETTERS;
  const given = (file.halfYears ?? []).map((half): HalfYear => {
    const from = parseDay(half.from) ?? 0;
    const known = d.halfYears.find((k) => k.from === from);
    return { from, legal: rateOf(half.legal) ?? known?.legal, ecb: rateOf(half.ecb) ?? known?.ecb };
  });
  return {
    templates: file.templates ?? d.templates,
    noticeDays: file.noticeDays ?? d.noticeDays,
    payment: file.payment?.trim() ?? d.payment,
    address: file.address?.trim() ?? d.address,
    copySender: file.copySender ?? d.copySender,
    consumers: file.consumers ?? d.consumers,
    insolvent: file.insolvent ?? d.insolvent,
    indemnity: file.indemnity === undefined ? d.indemnity : (fromDecimal(file.indemnity, currency) ?? d.indemnity),
    contract: rateOf(file.contractRate),
    points: rateOf(file.points),
    roundUpTo: rateOf(file.roundUpTo),
    halfYears: [...d.halfYears.filter((half) => !given.some((g) => g.from === half.from)), ...given],
  };
}

/** Millionths of "12.15 %". */
function rateOf(written: string | undefined): Rate | undefined {
  if (written === undefined) return undefined;
  const [whole = '0', fraction = ''] = written.replace(/ ?%$/, '').split(/[.,]/);
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
}
