/** Mandates and their uses for machines: amounts as decimal strings, dates as `YYYY-MM-DD`, shares as fractions with four decimals. */
import { type Day, isoDay } from '../kernel/dates.ts';
import { ratio, toDecimal } from '../kernel/money.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { Mandate, NeverRule } from './power.ts';
import type { UseResult } from './results.ts';
import { baseOf, type MandateUse, type MandateWish } from './use.ts';

type Json = Record<string, unknown>;

function fraction(tenThousandths: number | null | undefined): string | null {
  return tenThousandths == null ? null : (ratio(BigInt(tenThousandths), 10_000n, 4) ?? null);
}

export function mandateJson(mandate: Mandate, today: Day): Json {
  const { holder, power, upTo, minor, currency, only, percent, segments, companies, until } = mandate;
  return {
    holder,
    power,
    upTo: upTo ?? null,
    amount: minor === undefined ? null : toDecimal(minor, currency),
    currency: minor === undefined && !only ? null : currency,
    percent: fraction(percent),
    segments,
    companies,
    until: until === undefined ? null : isoDay(until),
    ended: until !== undefined && until < today,
  };
}

export function neverJson({ words, power, above, says }: NeverRule): Json {
  return { words, power: power ?? null, above: above ?? null, says };
}

/** With what was paid since, when it was read. */
export function useJson(use: MandateUse, debtor: Debtor | undefined, result?: UseResult): Json {
  const amount = (minor: bigint): string => toDecimal(minor, use.currency);
  return {
    id: use.id,
    date: isoDay(use.day),
    debtor: debtor?.code ?? null,
    name: debtor?.name ?? null,
    power: use.power,
    quantity: use.quantity === 0 ? null : use.quantity,
    amount: use.minor === 0n ? null : amount(use.minor),
    percent: fraction(use.percent),
    currency: use.currency,
    items: use.items.map((item) => ({ ref: item.ref, open: amount(item.minor), dueDate: isoDay(item.dueDay) })),
    base: amount(baseOf(use.items)),
    ...(result ? { paid: amount(result.paid) } : {}),
    until: use.untilDay === null ? null : isoDay(use.untilDay),
    status: use.status,
    actor: use.actor,
    holder: use.holder === '' ? null : use.holder,
    for: use.onBehalfOf,
    why: use.why,
    motion: use.motionId,
    creditNoteExpected: use.expectedDay === null ? null : isoDay(use.expectedDay),
    closed: use.closedDay === null ? null : isoDay(use.closedDay),
  };
}

export function wishJson({ day, actor, power, text }: MandateWish): Json {
  return { date: isoDay(day), actor, power, text };
}
