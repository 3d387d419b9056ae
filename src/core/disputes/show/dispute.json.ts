/** The JSON shape of a dispute and its history: amounts as decimal strings, dates as YYYY-MM-DD, instants in UTC. */

import { type Day, isoDay } from '../../kernel/dates.ts';
import type { Locale } from '../../kernel/locale.ts';
import { toDecimal } from '../../kernel/money.ts';
import { casedLines, type DisputeStep, heldLines, sumOf } from '../case/dispute.ts';
import { becauseOf } from './dispute.card.ts';
import type { DisputeView } from './view-dispute.ts';

type Json = Record<string, unknown>;

const day = (d: Day | undefined): string | null => (d === undefined ? null : isoDay(d));
const instant = (ms: number | undefined): string | null =>
  ms === undefined ? null : `${isoDay(Math.floor(ms / 86_400_000))}T${timeOf(ms)}Z`;

function timeOf(ms: number): string {
  const seconds = Math.floor((((ms % 86_400_000) + 86_400_000) % 86_400_000) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function disputeJson(view: DisputeView, locale: Locale): Json {
  const { dispute, debtor, owner } = view;
  const amount = (minor: bigint | undefined): string | null => (minor === undefined ? null : toDecimal(minor, dispute.currency));
  return {
    number: dispute.id,
    debtor: debtor.code,
    name: debtor.name,
    status: dispute.status,
    outcome: dispute.outcome ?? null,
    reason: dispute.reason,
    rawReason: dispute.rawReason ?? null,
    currency: dispute.currency,
    amount: amount(view.disputed),
    held: amount(sumOf(heldLines(dispute))),
    items: casedLines(dispute).map((line) => ({ ref: line.ref, amount: amount(line.minor) })),
    said: dispute.said,
    origin: dispute.origin,
    openedBy: dispute.openedBy,
    openedAt: instant(dispute.openedAt),
    opened: isoDay(dispute.openedDay),
    owner: owner?.email ?? null,
    because: becauseOf(dispute, view.today, locale),
    told: view.told.map((p) => p.email),
    targetDays: dispute.targetDays,
    daysUsed: dispute.elapsed,
    due: day(dispute.dueDay),
    acknowledgeBy: instant(dispute.ackDueAt),
    acknowledgedAt: instant(dispute.acknowledgedAt),
    followUp: day(dispute.followUpDay),
    settled: day(dispute.settledDay),
    settledBy: dispute.settledBy ?? null,
    settledWhy: dispute.settledWhy ?? null,
    expected: amount(dispute.expectedMinor),
    expectedBy: day(dispute.expectedDay),
    closed: day(dispute.closedDay),
    signs: view.signs,
  };
}

/** A step as docs/command-line.md writes figures: days as dates, the amount as a decimal string; what only the store needs stays there. */
export function stepJson(step: DisputeStep): Json {
  const { due, until, amount, currency = '', items: _, item: __, ...data } = step.data;
  const day = (text: string | undefined): string | null => (text ? isoDay(Number(text)) : null);
  return {
    at: instant(step.at),
    kind: step.kind,
    actor: step.actor,
    text: step.text,
    ...data,
    ...(amount === undefined ? {} : { amount: toDecimal(BigInt(amount), currency), currency }),
    ...(due === undefined ? {} : { due: day(due) }),
    ...(until === undefined ? {} : { until: day(until) }),
  };
}
