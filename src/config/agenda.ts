/** The policy file's `agenda` and `dunning`: the day's list and its limits, and the scenarios by segment, over the defaults. */
import { z } from 'zod';
import { ROLES } from '../core/desk/policy.ts';
import { type DunningPolicy, type Scenario, STEP_KINDS } from '../core/dunning/dunning-policy.ts';
import type { CompanyPolicy as Policy } from '../core/features.ts';
import { DEFAULT_POLICY } from '../core/features.ts';
import { fromDecimal } from '../core/kernel/money.ts';
import { SCORE_CLASSES } from '../core/score/score-policy.ts';

const text = z.string().min(1);
const email = z.email('must be an e-mail address');
const amount = z.string().refine((s) => (fromDecimal(s, 'EUR') ?? -1n) >= 0n, 'must be an amount, such as "5000.00"');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00');
const percent = z.string().regex(/^(\d{1,2}([.,]\d{1,2})?|100) ?%$/, 'must be a share such as "90 %"');
const days = (max: number): z.ZodInt => z.int(`must be a number of days, at most ${max}`).min(0).max(max);

export const agendaShape = z.strictObject({
  at: time.optional(),
  top: z.int().min(1).max(20).optional(),
  keySegments: z.array(text).optional(),
  floor: amount.optional(),
  capacity: z.int().min(1).max(1000).optional(),
  capacityOf: z.record(email, z.int().min(0).max(1000)).optional(),
  doubling: z.int().min(1).max(60).optional(),
  again: z.int().min(1).max(60).optional(),
  residue: amount.optional(),
  residueDays: days(3650).optional(),
  limitShare: percent.optional(),
  coverEnding: days(365).optional(),
  insurer: z
    .strictObject({ warn: days(365).optional(), notify: days(365).optional(), stop: days(365).optional() })
    .refine((i) => (i.warn ?? 0) <= (i.notify ?? 365) && (i.notify ?? 0) <= (i.stop ?? 365), 'must be in order: warn, notify, stop')
    .optional(),
  limitation: z.strictObject({ years: z.int().min(1).max(30).optional(), warnDays: days(3650).optional() }).optional(),
});

const step = z.strictObject({
  day: z.int('must be a number of days from the due day, below 0 before it').min(-60).max(1000),
  do: z.enum(STEP_KINDS, `must be one of ${STEP_KINDS.join(', ')}`),
  by: z.enum(ROLES, 'must be a role').optional(),
  inform: z.literal('sales', 'must be sales').optional(),
  template: text.optional(),
  wait: days(90).optional(),
});

const when = z
  .strictObject({
    segments: z.array(text).min(1).optional(),
    sizeUpTo: amount.optional(),
    amountFrom: amount.optional(),
    amountUpTo: amount.optional(),
    score: z.array(z.enum(SCORE_CLASSES, 'must be A, B, C or D')).min(1).optional(),
    badPayer: z.boolean().optional(),
  })
  .refine((w) => Object.keys(w).length > 0, 'must say for whom; the last scenario alone has no when');

const scenario = z.strictObject({
  name: text.max(40),
  when: when.optional(),
  steps: z
    .array(step)
    .min(1)
    .max(20)
    .refine((steps) => steps.every((s, i) => i === 0 || s.day > (steps[i - 1]?.day ?? 0)), 'must be in order of their days, one a day'),
});

export const dunningShape = z.strictObject({
  scenarios: z
    .array(scenario)
    .min(1)
    .refine(
      (list) => list.every((s, i) => (s.when === undefined) === (i === list.length - 1)),
      'must end with the one scenario that has no when: it is for everybody else',
    )
    .refine((list) => new Set(list.map((s) => s.name)).size === list.length, 'must have names of their own')
    .optional(),
  badPayer: z.strictObject({ broken: z.int().min(1).max(20).optional(), averageLate: z.int().min(1).max(365).optional() }).optional(),
  tries: z.int().min(1).max(20).optional(),
  spacing: z.int().min(1).max(60).optional(),
});

export function agendaOf(file: z.infer<typeof agendaShape>, currency: string): Policy['agenda'] {
  const d = DEFAULT_POLICY.agenda;
  const [hours = 0, minutes = 0] = (file.at ?? '').split(':').map(Number);
  const money = (given: string | undefined, otherwise: bigint): bigint =>
    given === undefined ? otherwise : (fromDecimal(given, currency) ?? otherwise);
  return {
    at: file.at === undefined ? d.at : hours * 60 + minutes,
    top: file.top ?? d.top,
    keySegments: file.keySegments ?? d.keySegments,
    floor: money(file.floor, d.floor),
    capacity: file.capacity ?? d.capacity,
    capacityOf: new Map(Object.entries(file.capacityOf ?? {}).map(([who, count]) => [who.toLowerCase(), count])),
    doubling: file.doubling ?? d.doubling,
    again: file.again ?? d.again,
    residue: money(file.residue, d.residue),
    residueDays: file.residueDays ?? d.residueDays,
    limitShare: file.limitShare === undefined ? d.limitShare : Math.round(Number.parseFloat(file.limitShare.replace(',', '.')) * 100),
    coverEnding: file.coverEnding ?? d.coverEnding,
    insurer: {
      warn: file.insurer?.warn ?? d.insurer.warn,
      notify: file.insurer?.notify ?? d.insurer.notify,
      stop: file.insurer?.stop ?? d.insurer.stop,
    },
    limitation: {
      years: file.limitation?.years ?? d.limitation.years,
      warnDays: file.limitation?.warnDays ?? d.limitation.warnDays,
    },
  };
}

export function dunningOf(file: z.infer<typeof dunningShape>, currency: string): DunningPolicy {
  const d = DEFAULT_POLICY.dunning;
  return {
    scenarios: file.scenarios?.map((given) => scenarioOf(given, currency)) ?? d.scenarios,
    badPayer: {
      broken: file.badPayer?.broken ?? d.badPayer.broken,
      averageLate: file.badPayer?.averageLate ?? d.badPayer.averageLate,
    },
    tries: file.tries ?? d.tries,
    spacing: file.spacing ?? d.spacing,
  };
}

function scenarioOf({ name, when: rule = {}, steps }: z.infer<typeof scenario>, currency: string): Scenario {
  const { segments, score, badPayer, sizeUpTo, amountFrom, amountUpTo } = rule;
  const money = (field: string, given: string | undefined): Record<string, bigint> =>
    given === undefined ? {} : { [field]: fromDecimal(given, currency) ?? 0n };
  return {
    name,
    when: {
      ...(segments === undefined ? {} : { segments }),
      ...(score === undefined ? {} : { scoreClasses: score }),
      ...(badPayer === undefined ? {} : { badPayer }),
      ...money('sizeUpTo', sizeUpTo),
      ...money('amountFrom', amountFrom),
      ...money('amountUpTo', amountUpTo),
    },
    steps: steps.map((s) => ({
      day: s.day,
      kind: s.do,
      by: s.by,
      inform: s.inform,
      template: s.template ?? (s.do === 'formal-notice' ? 'formal-notice' : undefined),
      wait: s.wait ?? (s.do === 'formal-notice' ? 8 : 0),
    })),
  };
}
