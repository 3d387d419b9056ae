/** The kinds of values that a policy file holds, with their faults in the file's language and its amounts in its own currency. */
import { z } from 'zod';
import { ROLES } from '../core/desk/policy.ts';
import { parseDay } from '../core/kernel/dates.ts';
import { fromDecimal, isCurrency, toDecimal } from '../core/kernel/money.ts';
import type { FaultTexts } from '../files/fault-words.ts';
import { type Kind, value } from './options.ts';

export type Kinds = ReturnType<typeof kindsIn>;

/** Checks first, for values that stand inside others; then the kinds of options made from them. */
export function kindsIn(t: FaultTexts, currency: string) {
  const text = z.string().min(1);
  const email = z.email(t.email).toLowerCase();
  const role = z.enum(ROLES, t.role);
  /** Ten-thousandths. */
  const share = (such: string) =>
    z
      .string()
      .regex(/^(\d{1,2}([.,]\d{1,2})?|100) ?%$/, t.share(such))
      .transform(tenThousandths);
  const shareBelow = (fault: string) => z.string().regex(/^\d{1,2}([.,]\d{1,2})? ?%$/, fault);
  const written = (such: string, least = 0n) => z.string().refine((s) => (fromDecimal(s, 'EUR') ?? -1n) >= least, t.amount(such));
  /** Minor units; an amount finer than its currency is 0. */
  const minor = (s: string): bigint => fromDecimal(s, currency) ?? 0n;
  /** Minutes since midnight. */
  const time = (such: string) =>
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, t.time(such))
      .transform(minutesOf);
  const days = (most: number) => z.int(t.days(most)).min(0).max(most);
  return {
    ...{ t, currency, text, email, role, share, shareBelow, written, minor, time },
    day: z
      .string()
      .refine((s) => parseDay(s) !== undefined, t.date)
      .transform((s) => parseDay(s) ?? 0),
    isCurrency: text.refine(isCurrency, t.currency),
    aText: value(text),
    texts: value<readonly string[]>(z.array(text)),
    aFlag: value(z.boolean()),
    roles: value(z.array(z.enum(ROLES)).min(1, t.oneRole)),
    anAmount: (such: string): Kind<bigint> => ({
      is: (otherwise) => written(such).transform((s) => fromDecimal(s, currency) ?? otherwise),
      show: (minor) => JSON.stringify(toDecimal(minor, currency)),
    }),
    aShare: (such: string) => value(share(such), percent),
    aTime: (such: string) => value(time(such), clock),
    aCount: (least: number, most: number) => value(z.int().min(least).max(most)),
    someDays: (most: number) => value(days(most)),
    wait: days(90),
    /** A share above which something is told; undefined: never. */
    aThreshold: value(
      z.union([z.literal('off'), shareBelow('')], t.shareOrOff('15 %')).transform((s) => (s === 'off' ? undefined : tenThousandths(s))),
      (v) => (v === undefined ? 'off' : percent(v)),
    ),
  };
}

export function tenThousandths(share: string): number {
  return Math.round(Number.parseFloat(share.replace(',', '.')) * 100);
}

export function percent(value: number): string {
  return `${value / 100} %`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export function clock(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return JSON.stringify(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}
