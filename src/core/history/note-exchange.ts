/** Writing down what was said: one entry and its audit event, once however often it is delivered. */
import { historyIn } from '../debtors/trace-ports.ts';
import type { Act } from '../desk/act.ts';
import { MAX_SAID } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { historyTexts } from './history.text.ts';
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
export async function noteExchange(act: Act, noted: Noted): Promise<number | undefined> {
  act.need('see');
  act.need('note', historyTexts(act.locale).refused.note);
  const { debtor, kind, day, who, said, message } = noted;
  const { tx, at, actor, key } = act;
  const data = { ...(who === '' ? {} : { who }), ...(message === undefined ? {} : { message }) };
  const text = cut(said, MAX_SAID);
  const once = key === undefined ? {} : { key: `note:${key}` };
  const id = await historyIn(tx).add({ debtorId: debtor.id, at, day, actor, kind, text, data, ...once });
  if (id === undefined) return undefined;
  await act.log('history.noted', `exchange:${id}`, { debtor: debtor.code, kind, day: isoDay(day), text, ...data });
  return id;
}
