/** The policy file's `mandates`: who holds which power, what is never accepted, and who hears of a use, over the defaults. */
import { z } from 'zod';
import { ROLES } from '../core/desk/policy.ts';
import { parseDay } from '../core/kernel/dates.ts';
import { fromDecimal, isCurrency } from '../core/kernel/money.ts';
import { COUNTED, DEFAULT_MANDATES, type Mandate, type MandatePolicy, PAID_IN_MONEY, POWERS, TOLD } from '../core/mandates/power.ts';

const amount = z.string().refine((s) => (fromDecimal(s, 'EUR') ?? -1n) > 0n, 'must be an amount, such as "500.00"');
const percent = z.string().regex(/^(\d{1,2}([.,]\d{1,2})?|100) ?%$/, 'must be a share such as "2 %"');
const day = z.string().refine((s) => parseDay(s) !== undefined, 'must be a date, YYYY-MM-DD');
const power = z.enum(POWERS, `must be among ${POWERS.join(', ')}`);

const mandate = z
  .strictObject({
    holder: z
      .string()
      .refine((who) => ROLES.some((role) => role === who) || z.email().safeParse(who).success, 'must be a role or an e-mail address'),
    power,
    upTo: z.int('must be a whole number').min(1).max(3650).optional(),
    amount: amount.optional(),
    percent: percent.optional(),
    currency: z.string().refine(isCurrency, 'must be an ISO 4217 code, such as EUR').optional(),
    segments: z.array(z.string().min(1)).default([]),
    companies: z.array(z.string().regex(/^\d{9,10}$/, 'must be the nine digits of a SIREN, in quotes')).default([]),
    until: day.optional(),
  })
  .superRefine((given, context) => {
    const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    const counted = COUNTED.includes(given.power);
    const money = PAID_IN_MONEY.includes(given.power);
    if (counted && given.upTo === undefined) fault('upTo', `must say how many ${given.power} at most`);
    if (!counted && given.upTo !== undefined) fault('upTo', `is no cap of ${given.power}`);
    if (money && given.amount === undefined && given.percent === undefined) fault('amount', 'must be there, or percent');
    if (!money && given.amount !== undefined) fault('amount', `is no cap of ${given.power}`);
    if (!money && given.percent !== undefined) fault('percent', `is no cap of ${given.power}`);
  });

const sentence = z.union(
  [z.string().min(1), z.strictObject({ fr: z.string().min(1), en: z.string().min(1) })],
  'must be a sentence, or one in fr and one in en',
);
const never = z
  .strictObject({
    words: z.array(z.string().min(1)).default([]),
    power: power.optional(),
    above: z.int().min(0).optional(),
    says: sentence,
  })
  .refine((rule) => rule.words.length > 0 || rule.power !== undefined, 'must name words or a power');

export const mandatesShape = z.strictObject({
  powers: z.array(mandate).optional(),
  never: z.array(never).optional(),
  period: z.int().min(1).max(730).optional(),
  instalmentEvery: z.int().min(1).max(92).optional(),
  tell: z.array(z.enum(TOLD)).optional(),
});

export function mandatesOf(file: z.infer<typeof mandatesShape>, currency: string): MandatePolicy {
  const d = DEFAULT_MANDATES;
  return {
    powers: file.powers ? file.powers.map((given) => mandateOf(given, currency)) : d.powers.map((own) => ({ ...own, currency })),
    never: file.never
      ? file.never.map(({ words, power: of, above, says }) => ({
          words,
          power: of,
          above,
          says: typeof says === 'string' ? { fr: says, en: says } : says,
        }))
      : d.never,
    period: file.period ?? d.period,
    instalmentEvery: file.instalmentEvery ?? d.instalmentEvery,
    tell: file.tell ?? d.tell,
  };
}

function mandateOf(given: z.infer<typeof mandate>, otherwise: string): Mandate {
  const currency = given.currency ?? otherwise;
  return {
    holder: given.holder.toLowerCase(),
    power: given.power,
    upTo: given.upTo,
    minor: given.amount === undefined ? undefined : fromDecimal(given.amount, currency),
    currency,
    only: given.currency !== undefined,
    percent: given.percent === undefined ? undefined : Math.round(Number.parseFloat(given.percent.replace(',', '.')) * 100),
    segments: given.segments,
    companies: given.companies,
    until: given.until === undefined ? undefined : parseDay(given.until),
  };
}
