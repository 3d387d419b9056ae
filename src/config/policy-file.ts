/** The policy file: YAML to a checked Policy, every fault with its path, all at once. */

import { parseDocument } from 'yaml';
import { z } from 'zod';
import { CHANNELS, ROLES } from '../core/desk/policy.ts';
import { REASONS } from '../core/disputes/reason.ts';
import type { CompanyPolicy as Policy } from '../core/features.ts';
import { DEFAULT_POLICY, FEATURES } from '../core/features.ts';
import { parseDay } from '../core/kernel/dates.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { fromDecimal, isCurrency } from '../core/kernel/money.ts';
import { parseTerms } from '../core/ledger/terms.ts';
import { checkedIn, faultIn } from '../files/fault-words.ts';
import { agendaOf, agendaShape, dunningOf, dunningShape } from './agenda.ts';
import { committeeOf, committeeShape } from './committee.ts';
import type { Fault } from './fault.ts';
import { lettersOf, lettersShape } from './letters.ts';
import { mandatesOf, mandatesShape } from './mandates.ts';
import { scorePolicyOf, scoreShape } from './score.ts';

const text = z.string().min(1);
const currency = text.refine(isCurrency, 'must be an ISO 4217 code, such as EUR');
const email = z.email('must be an e-mail address');
const percent = z.string().regex(/^\d{1,2}([.,]\d{1,2})? ?%$/, 'must be a share such as "10 %"');
const threshold = z.union([z.literal('off'), percent], 'must be a share such as "15 %", or off');
const roles = z.array(z.enum(ROLES)).min(1, 'must name at least one role');
const PERMISSIONS = Object.keys(FEATURES.permissions);
const timeZone = text.refine(isTimeZone, 'must be an IANA time zone, such as Europe/Paris');

const channel = z.strictObject({
  slack: text.optional(),
  teams: text.optional(),
  local: text.optional(),
  allowed: z.array(z.union([email, text])).default([]),
});

const rate = z.strictObject({
  from: currency,
  to: currency,
  on: z.string().refine((s) => parseDay(s) !== undefined, 'must be a date, YYYY-MM-DD'),
  rate: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a decimal string, such as "0.92"')
    .refine((s) => Number(s) > 0, 'must be above 0'),
});

const day = z.string().refine((s) => parseDay(s) !== undefined, 'must be a date, YYYY-MM-DD');

const reasonRule = z.strictObject({
  owner: z.enum(ROLES).optional(),
  resolver: z.enum(ROLES).optional(),
  days: z.int().min(1).max(250).optional(),
});

const absence = z
  .strictObject({ email, from: day, to: day.optional() })
  .refine((a) => a.to === undefined || a.to >= a.from, 'must not end before it begins');

const policyFile = z.strictObject({
  language: z.enum(['fr', 'en']).optional(),
  timeZone: timeZone.optional(),
  currency: currency.optional(),
  company: z
    .strictObject({ siren: z.string().regex(/^\d{9,10}$/, 'must be the nine digits of the SIREN, in quotes'), name: text })
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code, such as FR')
    .optional(),
  region: text.optional(),
  terms: z
    .string()
    .refine((s) => parseTerms(s) !== undefined, 'must be payment terms, such as "30", "45 EOM" or "EOM 45"')
    .optional(),
  overdueTarget: percent.optional(),
  ledgerStaleAfter: z.int().min(0).max(60).optional(),
  agenda: agendaShape.optional(),
  dunning: dunningShape.optional(),
  indicators: z
    .strictObject({
      months: z.int().min(1).max(24).optional(),
      unpaidDays: z.int().min(0).max(365).optional(),
      review: z.boolean().optional(),
      top: z.int().min(1).max(50).optional(),
      ageFloor: z
        .string()
        .refine((s) => (fromDecimal(s, 'EUR') ?? -1n) >= 0n, 'must be an amount, such as "100.00"')
        .optional(),
    })
    .optional(),
  alerts: z
    .strictObject({
      overdueRate: threshold.optional(),
      dsoDrift: z.union([z.literal('off'), z.int().min(1).max(365)], 'must be a number of days, or off').optional(),
      disputeRate: threshold.optional(),
      concentration: threshold.optional(),
      topEntry: z.boolean().optional(),
    })
    .optional(),
  disputes: z
    .strictObject({
      reasons: z.partialRecord(z.enum(REASONS), reasonRule).optional(),
      teams: z.partialRecord(z.enum(ROLES), email).optional(),
      acknowledge: z.int().min(1).max(20).optional(),
      committeeAfter: z.int().min(1).max(60).optional(),
      creditNoteWithin: z.int().min(1).max(60).optional(),
      followUp: z.int().min(1).max(60).optional(),
      summaryAbove: z.int().min(0).max(50).optional(),
    })
    .optional(),
  letters: lettersShape.optional(),
  committee: committeeShape.optional(),
  mandates: mandatesShape.optional(),
  score: scoreShape.optional(),
  absences: z.array(absence).optional(),
  channels: z.partialRecord(z.enum(CHANNELS), channel).optional(),
  rates: z.array(rate).optional(),
  permissions: z.strictObject(Object.fromEntries(PERMISSIONS.map((name) => [name, roles.optional()]))).optional(),
});

type PolicyFile = z.infer<typeof policyFile>;

/** The policy of a file's text over the defaults, or everything that is wrong with it, in the file's own language. An empty file is the defaults. */
export function parsePolicy(source: string): { readonly policy: Policy } | { readonly faults: readonly Fault[] } {
  const locale = languageOf(source);
  const document = parseDocument(source, { uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((e) => ({
        path: `${locale === 'fr' ? 'ligne' : 'line'} ${e.linePos?.[0].line ?? '?'}`,
        message: faultIn(locale, e.code === 'DUPLICATE_KEY' ? 'is written twice' : 'cannot be read as YAML'),
      })),
    };
  }
  const parsed = checkedIn(locale, policyFile, document.toJS() ?? {});
  if (parsed.success) return { policy: merged(parsed.data) };
  return { faults: parsed.error.issues.flatMap(faultsOf).map((f) => ({ ...f, message: faultIn(locale, f.message) })) };
}

/** Also of a file that cannot be read as a whole. */
export function languageOf(source: string): Locale {
  return /^language:\s*["']?en\b/m.test(source) ? 'en' : DEFAULT_POLICY.language;
}

/** zod names several unknown keys in one issue: one fault each. */
function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [path, key].filter((part) => part !== '').join('.'), message: 'is not an option' }));
  }
  return [{ path: path === '' ? 'policy' : path, message: issue.message }];
}

function merged(file: PolicyFile): Policy {
  const d = DEFAULT_POLICY;
  const money = file.currency ?? d.currency;
  return {
    language: file.language ?? d.language,
    timeZone: file.timeZone ?? d.timeZone,
    currency: money,
    company: file.company ?? d.company,
    country: file.country ?? d.country,
    region: file.region ?? d.region,
    terms: file.terms ?? d.terms,
    overdueTarget:
      file.overdueTarget === undefined ? d.overdueTarget : Math.round(Number.parseFloat(file.overdueTarget.replace(',', '.')) * 100),
    ledgerStaleAfter: file.ledgerStaleAfter ?? d.ledgerStaleAfter,
    agenda: agendaOf(file.agenda ?? {}, money),
    dunning: dunningOf(file.dunning ?? {}, money),
    indicators: {
      months: file.indicators?.months ?? d.indicators.months,
      unpaidDays: file.indicators?.unpaidDays ?? d.indicators.unpaidDays,
      top: file.indicators?.top ?? d.indicators.top,
      review: file.indicators?.review ?? d.indicators.review,
      ageFloor:
        file.indicators?.ageFloor === undefined
          ? d.indicators.ageFloor
          : (fromDecimal(file.indicators.ageFloor, money) ?? d.indicators.ageFloor),
    },
    alerts: {
      overdueRate: thresholdOf(file.alerts?.overdueRate, d.alerts.overdueRate),
      dsoDrift: file.alerts?.dsoDrift === 'off' ? undefined : (file.alerts?.dsoDrift ?? d.alerts.dsoDrift),
      disputeRate: thresholdOf(file.alerts?.disputeRate, d.alerts.disputeRate),
      concentration: thresholdOf(file.alerts?.concentration, d.alerts.concentration),
      topEntry: file.alerts?.topEntry ?? d.alerts.topEntry,
    },
    disputes: disputesOf(file.disputes ?? {}),
    letters: lettersOf(file.letters ?? {}, money),
    committee: committeeOf(file.committee ?? {}, money),
    mandates: mandatesOf(file.mandates ?? {}, money),
    score: scorePolicyOf(file.score ?? {}),
    absences: (file.absences ?? []).map((a) => ({
      email: a.email.toLowerCase(),
      from: parseDay(a.from) ?? 0,
      to: a.to === undefined ? undefined : parseDay(a.to),
    })),
    channels: Object.fromEntries(Object.entries(file.channels ?? {}).map(([use, c]) => [use, channelOf(c)])),
    rates: (file.rates ?? []).map((r) => ({ ...r, on: parseDay(r.on) ?? 0 })),
    permissions: { ...d.permissions, ...file.permissions },
  };
}

function disputesOf(file: NonNullable<PolicyFile['disputes']>): Policy['disputes'] {
  const d = DEFAULT_POLICY.disputes;
  const reasons = { ...d.reasons };
  for (const reason of REASONS) {
    const given = file.reasons?.[reason];
    const rule = d.reasons[reason];
    if (given)
      reasons[reason] = { owner: given.owner ?? rule.owner, resolver: given.resolver ?? rule.resolver, days: given.days ?? rule.days };
  }
  const { teams, acknowledge, committeeAfter, creditNoteWithin, followUp, summaryAbove } = file;
  return {
    reasons,
    teams: Object.fromEntries(Object.entries(teams ?? {}).map(([role, who]) => [role, who.toLowerCase()])),
    acknowledge: acknowledge ?? d.acknowledge,
    committeeAfter: committeeAfter ?? d.committeeAfter,
    creditNoteWithin: creditNoteWithin ?? d.creditNoteWithin,
    followUp: followUp ?? d.followUp,
    summaryAbove: summaryAbove ?? d.summaryAbove,
  };
}

/** Ten-thousandths of a share such as "15 %"; undefined when it is off. */
function thresholdOf(given: string | undefined, otherwise: number | undefined): number | undefined {
  if (given === undefined) return otherwise;
  return given === 'off' ? undefined : Math.round(Number.parseFloat(given.replace(',', '.')) * 100);
}

function channelOf(file: z.infer<typeof channel>): Policy['channels'][keyof Policy['channels']] {
  const { slack, teams, local, allowed } = file;
  const on = {
    ...(slack === undefined ? {} : { slack }),
    ...(teams === undefined ? {} : { teams }),
    ...(local === undefined ? {} : { local }),
  };
  return { on, allowed };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
