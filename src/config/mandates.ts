/** The policy file's `mandates`: who holds which power, what is never accepted, and who hears of a use. */
import { z } from 'zod';
import { ROLES } from '../core/desk/policy.ts';
import { fromDecimal, isCurrency } from '../core/kernel/money.ts';
import { COUNTED, type Mandate, type MandatePolicy, type NeverRule, PAID_IN_MONEY, POWERS, TOLD } from '../core/mandates/power.ts';
import type { Kinds } from './kinds.ts';
import { flow, type Kind, section, value } from './options.ts';

export function mandatesSection(k: Kinds) {
  const { t } = k;
  const power = z.enum(POWERS, t.among(POWERS));
  /** The ladder that comes along is in the company's own currency. */
  const powers: Kind<readonly Mandate[]> = {
    is: () => z.array(mandateIn(k, power)),
    show: (list) => flow([...new Set(list.map((own) => own.holder))]),
  };
  const sentence = z.union([k.text, z.strictObject({ fr: k.text, en: k.text })], t.sentence);
  const never = z
    .strictObject({ words: z.array(k.text).default([]), power: power.optional(), above: z.int().min(0).optional(), says: sentence })
    .refine((rule) => rule.words.length > 0 || rule.power !== undefined, t.wordsOrPower)
    .transform(({ words, power: of, above, says }): NeverRule => {
      return { words, power: of, above, says: typeof says === 'string' ? { fr: says, en: says } : says };
    });
  return section<MandatePolicy>(
    {
      powers,
      never: value<readonly NeverRule[]>(z.array(never), (list) => flow(list.map((rule) => rule.power ?? rule.words[0]))),
      period: k.aCount(1, 730),
      instalmentEvery: k.aCount(1, 92),
      tell: value(z.array(z.enum(TOLD))),
    },
    {
      powers:
        '`[{ holder: collector, power: days, upTo: 15 }, { holder: nadia@firm.example, power: rebate, amount: "500.00", percent: "2 %", currency: EUR, segments: [key], companies: ["123456789"], until: 2027-06-30 }, { holder: collector, power: stop }]`: who (a role or one person) may grant what. `days`, `instalments`, `terms` have `upTo`; `rebate`, `credit`, `waiver` an `amount`, a `percent` of what is due, or both; with `currency` the power is good for that one alone. Written, it replaces the defaults',
      never:
        '`[{ words: [offset], says: "…" }, { power: terms, above: 60, says: { fr: "…", en: "…" } }]`: what is refused whoever asks, with that sentence; without it terms above 60 days (L441-10), deductions at source, postdated cheques',
      period: 'days over which a debtor’s grants of one power count together, whoever gave them',
      instalmentEvery: 'days between two instalments',
      tell: 'who hears of each use, besides whoever did it',
    },
  );
}

function mandateIn(k: Kinds, power: z.ZodEnum<{ readonly [P in Mandate['power']]: P }>) {
  const { t } = k;
  const isHolder = (who: string): boolean => ROLES.some((role) => role === who) || z.email().safeParse(who).success;
  return z
    .strictObject({
      holder: z.string().refine(isHolder, t.holder),
      power,
      upTo: z.int(t.number).min(1).max(3650).optional(),
      amount: k.written('500.00', 1n).optional(),
      percent: k.share('2 %').optional(),
      currency: z.string().refine(isCurrency, t.currency).optional(),
      segments: z.array(k.text).default([]),
      companies: z.array(z.string().regex(/^\d{9,10}$/, t.siren)).default([]),
      until: k.day.optional(),
    })
    .superRefine((given, context) => {
      const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
      const counted = COUNTED.includes(given.power);
      const money = PAID_IN_MONEY.includes(given.power);
      if (counted && given.upTo === undefined) fault('upTo', t.howMany(given.power));
      if (!counted && given.upTo !== undefined) fault('upTo', t.noCap(given.power));
      if (money && given.amount === undefined && given.percent === undefined) fault('amount', t.amountOrPercent);
      if (!money && given.amount !== undefined) fault('amount', t.noCap(given.power));
      if (!money && given.percent !== undefined) fault('percent', t.noCap(given.power));
    })
    .transform(
      ({ amount, currency, ...given }): Mandate => ({
        holder: given.holder.toLowerCase(),
        power: given.power,
        upTo: given.upTo,
        minor: amount === undefined ? undefined : fromDecimal(amount, currency ?? k.currency),
        currency: currency ?? k.currency,
        only: currency !== undefined,
        percent: given.percent,
        segments: given.segments,
        companies: given.companies,
        until: given.until,
      }),
    );
}
