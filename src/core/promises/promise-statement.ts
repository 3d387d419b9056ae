/** What the audit rows of a promise state, and how promises are held against them (docs/rules/proof.md, rules 7 and 9). */
import type { ChainedKind } from '../desk/chained.ts';
import type { Statement } from '../desk/statement.ts';
import { promisesIn } from './ports.ts';
import type { PaymentPromise, PromiseLine } from './promise.ts';

export function promiseStatement({ id: _, lines, ...promise }: PaymentPromise): Statement {
  return { PaymentPromise: promise, ...Object.assign({}, ...lines.map(lineStatement)) };
}

/** What has come in of an open line is followed with every import, and decides nothing until the line is judged. */
export function lineStatement({ number, minor, dueDay, status, judgedDay, received }: PromiseLine): Statement {
  return { [`PromiseLine/${number}`]: { minor, dueDay, status, judgedDay, received: status === 'open' ? undefined : received } };
}

export const chainedPromises: ChainedKind = {
  noun: 'promise',
  table: 'PaymentPromise',
  always: true,
  async held(read, ids) {
    const found = await promisesIn(read).find({ ids });
    return new Map(found.map((promise) => [promise.id, { states: promiseStatement(promise) }]));
  },
};
