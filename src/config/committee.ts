/** The policy file's `committee`: rules in the words of voting.md, by kind and amount, over the defaults. */
import { z } from 'zod';
import {
  CHECKS,
  type CommitteePolicy,
  type CommitteeRule,
  DEFAULT_COMMITTEE,
  MOTION_KINDS,
  type MotionKind,
  RECUSABLE,
} from '../core/committee/committee-policy.ts';
import { ROLES } from '../core/desk/policy.ts';
import { fromDecimal } from '../core/kernel/money.ts';
import { RULE_WORDS, ruleOf } from './vote-file.ts';

const role = z.enum(ROLES, 'must be a role');
const amount = z.string().refine((s) => (fromDecimal(s, 'EUR') ?? -1n) >= 0n, 'must be an amount, such as "50000.00"');
const percent = z.string().regex(/^(\d{1,2}([.,]\d{1,2})?|100) ?%$/, 'must be a share such as "90 %"');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');
const severity = z.enum(['refuse', 'warn', 'allow'], 'must be refuse, warn or allow');

const SURROUNDINGS = {
  upTo: amount.optional(),
  window: z.int('must be a number of business hours').min(1).max(400).optional(),
  secret: z.boolean('must be true or false').optional(),
  hideResults: z.boolean('must be true or false').optional(),
  chair: role.optional(),
};
const ruled = z.preprocess(
  digits,
  z
    .strictObject({ ...SURROUNDINGS, ...RULE_WORDS, voters: z.array(role).min(1, 'must name at least one role') })
    .superRefine((band, context) => {
      const stray = (path: string, who: string): void =>
        context.addIssue({ code: 'custom', path: [path], message: `names ${who}, which holds no ballot here (voters)` });
      for (const who of Object.keys(band.quorum.roles ?? {})) if (!isVoter(band, who)) stray('quorum', who);
      for (const who of band.veto) if (!isVoter(band, who)) stray('veto', who);
      if (band.tie !== 'reject' && !isVoter(band, band.tie)) stray('tie', band.tie);
      if (!['lapse', 'extend'].includes(band.noQuorum) && !isVoter(band, band.noQuorum)) stray('noQuorum', band.noQuorum);
    }),
);
/** A band without a rule of its own: its motions go to the highest one. */
const passed = z.strictObject({ upTo: amount });
const band = z.unknown().transform((value, context) => {
  const shape = typeof value === 'object' && value !== null && Object.keys(value).join() === 'upTo' ? passed : ruled;
  const { data, error } = shape.safeParse(value);
  // The faults of the shape that was meant, with their own paths.
  for (const issue of error?.issues ?? []) context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
  return data ?? z.NEVER;
});
const bands = z.strictObject({
  bands: z.array(band).min(1).refine(endsWithARule, 'the last band must have no upTo, and a rule: it is where everything else goes'),
});

function isVoter(rule: { readonly voters: readonly string[] }, who: string): boolean {
  return rule.voters.includes(who);
}

/** voting.md's words read digits: YAML's numbers become the text that they were. */
function digits(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('quorum' in value)) return value;
  const text = (part: unknown): unknown => {
    if (typeof part === 'number') return String(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, text(inner)]));
  };
  return { ...value, quorum: text(value.quorum) };
}

function endsWithARule(list: readonly z.infer<typeof band>[]): boolean {
  const open = list.filter((b) => b.upTo === undefined);
  return open.length === 1 && list.at(-1)?.upTo === undefined;
}

export const committeeShape = z.strictObject({
  limit: bands.optional(),
  litigation: bands.optional(),
  generic: bands.optional(),
  delegated: z.partialRecord(role, amount).optional(),
  quota: percent.optional(),
  hours: z
    .strictObject({ from: time, to: time })
    .refine((h) => h.from < h.to, 'must end after they begin')
    .optional(),
  tolerance: percent.optional(),
  recuse: z.array(z.enum(RECUSABLE, `must be among ${RECUSABLE.join(', ')}`)).optional(),
  checks: z.partialRecord(z.enum(CHECKS), severity).optional(),
  odds: z.strictObject({ win: percent.optional(), solvent: percent.optional() }).optional(),
  remindBefore: z.int().min(0).max(100).optional(),
  carryOutWithin: z.int().min(1).max(60).optional(),
  warnBefore: z.int().min(0).max(90).optional(),
  followUps: z.array(z.int().min(1).max(365)).max(6).optional(),
});

export function committeeOf(file: z.infer<typeof committeeShape>, currency: string): CommitteePolicy {
  const d = DEFAULT_COMMITTEE;
  const rules = { ...d.rules };
  const written: MotionKind[] = [];
  for (const kind of MOTION_KINDS) {
    const given = file[kind]?.bands;
    if (!given) continue;
    written.push(kind);
    rules[kind] = bandsOf(given, d.rules[kind].highest, currency);
  }
  const { recuse, checks, remindBefore, carryOutWithin, warnBefore, followUps } = file;
  return {
    rules,
    written,
    delegated: file.delegated
      ? Object.fromEntries(Object.entries(file.delegated).map(([who, upTo]) => [who, fromDecimal(upTo, currency) ?? 0n]))
      : d.delegated,
    quota: shareOf(file.quota, d.quota),
    hours: file.hours ? { from: minutesOf(file.hours.from), to: minutesOf(file.hours.to) } : d.hours,
    tolerance: shareOf(file.tolerance, d.tolerance),
    recuse: recuse ?? d.recuse,
    checks: { ...d.checks, ...checks },
    odds: { win: shareOf(file.odds?.win, d.odds.win), solvent: shareOf(file.odds?.solvent, d.odds.solvent) },
    remindBefore: remindBefore ?? d.remindBefore,
    carryOutWithin: carryOutWithin ?? d.carryOutWithin,
    warnBefore: warnBefore ?? d.warnBefore,
    followUps: [...(followUps ?? d.followUps)].sort((a, b) => a - b),
  };
}

function bandsOf(given: readonly z.infer<typeof band>[], otherwise: CommitteeRule, currency: string): CommitteePolicy['rules'][MotionKind] {
  const last = given.at(-1);
  return {
    below: given.flatMap((b) => {
      if (b.upTo === undefined) return [];
      const upTo = fromDecimal(b.upTo, currency) ?? 0n;
      return 'voters' in b ? [{ upTo, rule: committeeRule(b) }] : [{ upTo }];
    }),
    highest: last && 'voters' in last ? committeeRule(last) : otherwise,
  };
}

function committeeRule(given: z.infer<typeof ruled>): CommitteeRule {
  const { window, secret, hideResults, chair } = given;
  const base = DEFAULT_COMMITTEE.rules.generic.highest;
  return {
    ...ruleOf(given),
    window: window ?? base.window,
    secret: secret ?? false,
    hideResults: hideResults ?? false,
    chair: chair ?? base.chair,
  };
}

/** Ten-thousandths. */
function shareOf(given: string | undefined, otherwise: number): number {
  return given === undefined ? otherwise : Math.round(Number.parseFloat(given.replace(',', '.')) * 100);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
