/** The policy file's `agenda` and `dunning`: the day's list and its limits, and the scenarios by segment. */
import { z } from 'zod';
import type { AgendaPolicy } from '../core/agenda/agenda-policy.ts';
import { type DunningPolicy, type Scenario, STEP_KINDS } from '../core/dunning/dunning-policy.ts';
import { SCORE_CLASSES } from '../core/score/score-policy.ts';
import type { Kinds } from './kinds.ts';
import { flow, parts, present, section, value } from './options.ts';

export function agendaSection(k: Kinds) {
  const { t } = k;
  return section<AgendaPolicy>(
    {
      at: k.aTime('08:00'),
      top: k.aCount(1, 20),
      keySegments: k.texts,
      floor: k.anAmount('5000.00'),
      capacity: k.aCount(1, 1000),
      capacityOf: value(
        z
          .record(z.email(t.email), z.int().min(0).max(1000))
          .transform((of) => new Map(Object.entries(of).map(([who, n]) => [who.toLowerCase(), n]))),
        () => '',
      ),
      doubling: k.aCount(1, 60),
      again: k.aCount(1, 60),
      residue: k.anAmount('5000.00'),
      residueDays: k.someDays(3650),
      limitShare: k.aShare('90 %'),
      coverEnding: k.someDays(365),
      insurer: parts({ warn: k.someDays(365), notify: k.someDays(365), stop: k.someDays(365) }, [
        [({ warn = 0, notify, stop = 365 }) => warn <= (notify ?? 365) && (notify ?? 0) <= stop, t.inOrder('warn, notify, stop')],
      ]),
      limitation: parts({ years: k.aCount(1, 30), consumerYears: k.aCount(1, 30), warnDays: k.someDays(3650) }),
    },
    {
      at: 'when the morning is posted on business days; the week’s chart follows five minutes later on the first one',
      top: 'actions named in the morning’s card; the rest is counted',
      keySegments: 'segments of the debtors file that are key accounts',
      floor: 'smaller balances make no action',
      capacity: 'actions of one person a day; the rest is carried over',
      capacityOf: 'those who differ: `{ nadia@firm.example: 20 }`',
      doubling: 'days of waiting that double an action’s priority',
      again: 'business days after which a reason that was handled and is still there comes back',
      residue: 'a smaller rest, when it is old, is cleared and not chased',
      residueDays: 'days late from which such a rest is old',
      limitShare: 'share of a limit from which its use is told',
      coverEnding: 'days before an insurer’s cover ends at which that is told',
      insurer: 'days past the oldest due day at which an insured debt is watched, reported, no longer delivered',
      limitation: 'years after which a claim is lost, against a consumer too (segments in `letters.consumers`), and how early that is said',
    },
  );
}

export function dunningSection(k: Kinds) {
  const { t } = k;
  return section<DunningPolicy>(
    {
      scenarios: value<readonly Scenario[]>(
        z
          .array(scenarioIn(k))
          .min(1)
          .refine((list) => list.every((s, i) => (Object.keys(s.when).length === 0) === (i === list.length - 1)), t.forTheRest)
          .refine((list) => new Set(list.map((s) => s.name)).size === list.length, t.ownNames),
        (list) => flow(list.map((s) => s.name)),
      ),
      badPayer: parts({ broken: k.aCount(1, 20), averageLate: k.aCount(1, 365) }),
      tries: k.aCount(1, 20),
      spacing: k.aCount(1, 60),
    },
    {
      scenarios:
        '`[{ name: small, when: { sizeUpTo: "5000.00" }, steps: [{ day: 5, do: email }, { day: 30, do: formal-notice, wait: 8 }] }, …]`: the first whose `when` fits (`segments`, `sizeUpTo`, `amountFrom`, `amountUpTo`, `score`, `badPayer`), the last has none. `do`: email, call, letter, visit, stop, formal-notice, committee, handover; `by`: a role, else the collector; `inform: sales`; `template`',
      badPayer: 'promises broken in ninety days, or days late on average in a year',
      tries: 'calls in vain before a step counts as done',
      spacing: 'days between a late step and the next',
    },
  );
}

function scenarioIn({ t, text, role, written, minor, wait }: Kinds) {
  const amount = written('5000.00').transform(minor).optional();
  const when = z
    .strictObject({
      segments: z.array(text).min(1).optional(),
      sizeUpTo: amount,
      amountFrom: amount,
      amountUpTo: amount,
      score: z
        .array(z.enum(SCORE_CLASSES, t.either(...SCORE_CLASSES)))
        .min(1)
        .optional(),
      badPayer: z.boolean().optional(),
    })
    .refine((rule) => Object.keys(rule).length > 0, t.forWhom)
    .transform(({ score, ...rule }) => present({ ...rule, scoreClasses: score }));
  const step = z
    .strictObject({
      day: z.int(t.stepDay).min(-60).max(1000),
      do: z.enum(STEP_KINDS, t.oneOf(STEP_KINDS)),
      by: role.optional(),
      inform: z.literal('sales', t.either('sales')).optional(),
      template: text.optional(),
      wait: wait.optional(),
    })
    .transform(({ day, do: kind, by, inform, template, wait: days }) => {
      const notice = kind === 'formal-notice';
      return { day, kind, by, inform, template: template ?? (notice ? kind : undefined), wait: days ?? (notice ? 8 : 0) };
    });
  return z.strictObject({
    name: text.max(40),
    when: when.default({}),
    steps: z
      .array(step)
      .min(1)
      .max(20)
      .refine((steps) => steps.every((s, i) => i === 0 || s.day > (steps[i - 1]?.day ?? 0)), t.orderOfDays),
  });
}
