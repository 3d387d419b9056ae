/** Promises for machines: amounts as decimal strings, dates as `YYYY-MM-DD`. */
import { isoDay } from '../kernel/dates.ts';
import { toDecimal } from '../kernel/money.ts';
import type { PaymentPromise } from './promise.ts';

export function promiseJson(promise: PaymentPromise): Record<string, unknown> {
  const { currency } = promise;
  return {
    promise: promise.id,
    madeOn: isoDay(promise.madeDay),
    currency,
    who: promise.who,
    channel: promise.channel,
    note: promise.note,
    takenBy: promise.takenBy,
    lines: promise.lines.map((line) => ({
      amount: toDecimal(line.minor, currency),
      due: isoDay(line.dueDay),
      status: line.status,
      judgedOn: line.judgedDay === undefined ? null : isoDay(line.judgedDay),
      received: toDecimal(line.received, currency),
    })),
  };
}
