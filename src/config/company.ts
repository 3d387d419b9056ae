/** The policy file's choices that concern everybody: where the company is, its people's absences, its channels, its rates. */
import { z } from 'zod';
import { CHANNELS, type ChannelPolicy, type Permission, type Policy } from '../core/desk/policy.ts';
import { FEATURES } from '../core/features.ts';
import { type Bounds, MOST_BOUNDS } from '../core/kernel/buckets.ts';
import { parseTerms } from '../core/ledger/terms.ts';
import { type Kinds, percent, tenThousandths } from './kinds.ts';
import { each, present, section, value } from './options.ts';

/** No bucket of an aged balance ends later. */
const TEN_YEARS = 3650;

export function companySection(k: Kinds) {
  const { t } = k;
  const absence = z
    .strictObject({ email: k.email, from: k.day, to: k.day.optional() })
    .refine((a) => a.to === undefined || a.to >= a.from, t.endsBefore)
    .transform(({ email, from, to }) => ({ email, from, to }));
  const rate = z.strictObject({
    from: k.isCurrency,
    to: k.isCurrency,
    on: k.day,
    rate: z
      .string()
      .regex(/^\d+(\.\d+)?$/, t.decimal)
      .refine((s) => Number(s) > 0, t.above0),
  });
  const bound = z.int(t.bound(TEN_YEARS)).min(1, t.bound(TEN_YEARS)).max(TEN_YEARS, t.bound(TEN_YEARS));
  const bounds = z
    .array(bound, t.bounds(MOST_BOUNDS))
    .min(1, t.bounds(MOST_BOUNDS))
    .max(MOST_BOUNDS, t.bounds(MOST_BOUNDS))
    .superRefine((days, context) => {
      for (const [i, day] of days.entries())
        if (i > 0 && day <= (days[i - 1] ?? 0)) context.addIssue({ code: 'custom', path: [i], message: t.rising });
    });
  return section<Omit<Policy, 'permissions' | 'channels'>>(
    {
      language: value(z.enum(['fr', 'en'])),
      timeZone: value(k.text.refine(isTimeZone, t.timeZone)),
      currency: value(k.isCurrency),
      company: value(z.strictObject({ siren: z.string().regex(/^\d{9,10}$/, t.theSiren), name: k.text }).optional()),
      country: value(z.string().regex(/^[A-Z]{2}$/, t.country)),
      region: value(k.text.optional()),
      terms: value(z.string().refine((s) => parseTerms(s) !== undefined, t.terms)),
      accountTerms: value(
        z.record(
          z.string().regex(/^\d{3,}$/, t.accountStart),
          z.string().refine((s) => parseTerms(s) !== undefined, t.terms),
        ),
      ),
      buckets: value<Bounds>(bounds),
      overdueTarget: value(k.shareBelow(t.share('10 %')).transform(tenThousandths), percent),
      ledgerStaleAfter: k.aCount(0, 60),
      absences: value(z.array(absence)),
      rates: value(z.array(rate)),
    },
    {
      language: 'language of what is posted in channels (`fr`, `en`); each person’s own answers follow their profile',
      timeZone: 'of the morning and of "today"',
      currency: 'of a FEC, and of amounts that name none',
      company: '`{ siren: "123456789", name: … }`: whose ledger it is, when files do not say',
      country: 'public holidays, and customer accounts: 411, 413, 416 (`BE`: 400, 401, 407)',
      region: 'public holidays of a part of it: `"57"`, `"67"`, `"68"` for Moselle and Alsace',
      terms:
        'payment terms of a debtor without any: `"30"`, `"45 EOM"` (date + 45 days, then month end), `"EOM 45"` (month end, then 45 days), `"30 EOM 10"` (date + 30 days, month end, then the 10th)',
      accountTerms:
        '`{ "4117": "365" }`: terms of the accounts that begin so, whatever the debtor’s: retentions are due later than the invoice',
      buckets: `days late with which the buckets of the aged balance end, rising, ${MOST_BOUNDS} at most; what is later is in a last one`,
      overdueTarget: 'what the overdue rate is held against',
      ledgerStaleAfter: 'business days after which the agenda says that the ledger is old',
      absences: '`[{ email: marc@firm.example, from: 2026-08-03, to: 2026-08-21 }]`; without `to` it lasts',
      rates: '`[{ from: USD, to: EUR, on: 2026-01-01, rate: "0.92" }]`: dated rates for limits and exposure',
    },
  );
}

export function channelsSection(k: Kinds) {
  const { text } = k;
  const channel = z
    .strictObject({ slack: text.optional(), teams: text.optional(), local: text.optional(), allowed: z.array(text).default([]) })
    .transform(({ allowed, ...on }) => ({ on: present(on), allowed }));
  const channels = each(
    CHANNELS,
    value<ChannelPolicy>(channel, () => ''),
  );
  return section<Policy['channels']>(channels, {
    agenda:
      '`{ slack: C0123, teams: "19:…@thread.tacv2", allowed: [auditor@firm.example] }`: where the day’s actions are posted, and who off the people file may nevertheless read amounts there',
    disputes: 'the same, for disputes',
    committee: 'the same, for votes',
  });
}

export function permissionsSection(k: Kinds) {
  const specs = FEATURES.permissions;
  const names = Object.keys(specs) as Permission[];
  const means = Object.fromEntries(names.map((name) => [name, specs[name]?.means])) as Record<Permission, string>;
  return section<Policy['permissions']>(each(names, k.roles), means);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
