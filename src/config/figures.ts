/** The policy file's `indicators` and `alerts`: the periods and rankings of figures, and which crossings are told. */
import { z } from 'zod';
import type { AlertPolicy, IndicatorPolicy } from '../core/indicators/indicators-policy.ts';
import type { Kinds } from './kinds.ts';
import { section, value } from './options.ts';

export function indicatorsSection(k: Kinds) {
  return section<IndicatorPolicy>(
    { months: k.aCount(1, 24), unpaidDays: k.aCount(0, 365), top: k.aCount(1, 50), ageFloor: k.anAmount('100.00'), review: k.aFlag },
    {
      months: 'calendar months of the period that sales and cash are counted over, the current one to date',
      unpaidDays: 'days late from which an undisputed debit counts as unpaid',
      top: 'debtors named in the rankings',
      ageFloor: 'smaller overdue amounts are not ranked by age',
      review: 'whether the month that ended is posted as a PDF on a month’s first business day',
    },
  );
}

export function alertsSection(k: Kinds) {
  const drift = z.union([z.literal('off'), z.int().min(1).max(365)], k.t.daysOrOff).transform((s) => (s === 'off' ? undefined : s));
  return section<AlertPolicy>(
    {
      overdueRate: k.aThreshold,
      dsoDrift: value(drift, (days) => String(days ?? 'off')),
      disputeRate: k.aThreshold,
      concentration: k.aThreshold,
      topEntry: k.aFlag,
    },
    {
      overdueRate: 'overdue share, told once when passed and once when back (`off`: not watched)',
      dsoDrift: 'days that the DSO may rise in four weeks, or `off`',
      disputeRate: 'disputed share, in the same way',
      concentration: 'one debtor’s share of what is owed, in the same way',
      topEntry: 'whether entering or leaving the largest overdue amounts is told',
    },
  );
}
