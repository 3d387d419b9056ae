/** The policy file's `letters`: what letters say of the company, and how late interest is made. */
import { z } from 'zod';
import { civil, isoDay, parseDay } from '../core/kernel/dates.ts';
import type { HalfYear, Rate } from '../core/letters/interest.ts';
import type { LetterPolicy } from '../core/letters/letter-policy.ts';
import type { Kinds } from './kinds.ts';
import { flow, type Kind, section, value } from './options.ts';

export function lettersSection(k: Kinds) {
  const { t } = k;
  const rate = z
    .string()
    .regex(/^\d{1,2}([.,]\d{1,4})? ?%$/, t.rate('12.15 %'))
    .transform(rateOf);
  const aRate = value<Rate | undefined>(rate, (of) => (of === undefined ? '' : `${Number(of) / 10_000} %`));
  const halfYear = z
    .strictObject({ from: z.string().refine(beginsHalfYear, t.halfYear), legal: rate.optional(), ecb: rate.optional() })
    .refine((half) => half.legal !== undefined || half.ecb !== undefined, t.halfYearRate)
    .transform(({ from, legal, ecb }): HalfYear => ({ from: parseDay(from) ?? 0, legal, ecb }));
  /** Given half-years are added to those known; what one of them leaves out is as it is known. */
  const halfYears: Kind<readonly HalfYear[]> = {
    is: (known) =>
      z.array(halfYear).transform((given) => {
        const before = (from: number) => known.find((half) => half.from === from);
        return [
          ...known.filter((half) => !given.some((g) => g.from === half.from)),
          ...given.map((half) => ({
            from: half.from,
            legal: half.legal ?? before(half.from)?.legal,
            ecb: half.ecb ?? before(half.from)?.ecb,
          })),
        ];
      }),
    show: (list) => flow(list.map((half) => isoDay(half.from))),
  };
  const trimmed = value(k.text.transform((s) => s.trim()));
  return section<LetterPolicy>(
    {
      templates: k.aText,
      noticeDays: k.aCount(1, 60),
      payment: trimmed,
      address: trimmed,
      copySender: k.aFlag,
      consumers: k.texts,
      insolvent: k.texts,
      indemnity: k.anAmount('40.00'),
      contractRate: aRate,
      points: aRate,
      roundUpTo: aRate,
      halfYears,
    },
    {
      templates: 'folder of your own letters, beside the policy file',
      noticeDays: 'days that a formal notice gives',
      payment: 'how to pay, as it stands in letters',
      address: 'your postal address, as it stands in letters',
      copySender: 'whether whoever sends an e-mail gets a copy',
      consumers: 'segments to which neither interest nor indemnity applies',
      insolvent: 'segments to which nothing is written at all',
      indemnity: 'fixed sum per late invoice, in your currency',
      contractRate: 'a contract’s rate instead of the law’s; in France never below three times the legal rate',
      points: 'points over the ECB’s rate; the country’s without it (FR `10 %`, else `8 %`)',
      roundUpTo: 'what the sum is rounded up to; the country’s without it (BE `0.5 %`)',
      halfYears:
        '`[{ from: 2026-07-01, ecb: "2.15 %", legal: "2.60 %" }]`: rates by half-year, added to those known; a letter that needs one which is missing refuses and says which',
    },
  );
}

function beginsHalfYear(written: string): boolean {
  const day = parseDay(written);
  if (day === undefined) return false;
  const { month, day: d } = civil(day);
  return d === 1 && (month === 1 || month === 7);
}

/** Millionths of "12.15 %". */
function rateOf(written: string): Rate {
  const [whole = '0', fraction = ''] = written.replace(/ ?%$/, '').split(/[.,]/);
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
}
