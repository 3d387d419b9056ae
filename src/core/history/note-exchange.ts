/** Writing down what was said: one entry and its audit event, once however often it is delivered. */

import { historyIn } from '../debtors/trace-ports.ts';
import type { Tx } from '../desk/store.ts';
import { MAX_SAID } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { NotedKind } from './words.ts';

export interface Noted {
  readonly debtor: Debtor;
  readonly kind: NotedKind;
  readonly day: Day;
  readonly who: string;
  readonly said: string;
  /** The message that it was taken from, as `platform:tenant:channel:id:author`. */
  readonly message?: string;
}

/** The entry's id; undefined when this very act was written down before. */
export async function noteExchange(
  tx: Tx,
  act: { readonly at: number; readonly actor: string; readonly key: string },
  noted: Noted,
): Promise<number | undefined> {
  const { debtor, kind, day, who, said, message } = noted;
  const { at, actor, key } = act;
  const data = { ...(who === '' ? {} : { who }), ...(message === undefined ? {} : { message }) };
  const text = cut(said, MAX_SAID);
  const id = await historyIn(tx).add({ debtorId: debtor.id, at, day, actor, kind, text, data, key: `note:${key}` });
  if (id === undefined) return undefined;
  const payload = { debtor: debtor.code, kind, day: isoDay(day), text, ...data };
  await tx.audit.append({ at, actor, action: 'history.noted', subject: `exchange:${id}`, payload });
  return id;
}
