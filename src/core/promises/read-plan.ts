/** From a filled-in form to the promise that is to be taken down: instalments with their days, and who said it how. */
import { debtorTexts } from '../debtors/debtors.text.ts';
import type { Act } from '../desk/act.ts';
import { Fields } from '../desk/field-faults.ts';
import type { Reads } from '../desk/store.ts';
import { amountFault, readAmount } from '../kernel/amount-words.ts';
import { total } from '../kernel/buckets.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { needCollect, type PromiseRequest } from './make-promise.ts';
import { readInstalment } from './promise.ask.ts';
import { PROMISE_CHANNELS } from './promise.ts';
import { promiseTexts } from './promises.text.ts';

/** Words of a person, and instalments of a plan. */
const MAX_WHO = 100;
const MAX_LINES = 24;

/** The fields of the form as they were filled in. */
export interface WrittenPlan {
  readonly debtorId: number;
  /** Of the largest part of what is owed when left out. */
  readonly currency: string | undefined;
  readonly amount: string;
  readonly due: string;
  /** One more instalment a line. */
  readonly more: string;
  readonly who: string;
  readonly channel: string;
  readonly note: string;
}

/** What a debtor owes on a day, the largest first. */
export async function owedBy(
  read: Reads,
  debtorId: number,
  day: Day,
): Promise<readonly { readonly currency: string; readonly minor: bigint }[]> {
  const rows = await ledgerIn(read).agedByDebtor(day, { debtorId });
  const owed = rows.map((row) => ({ currency: row.currency, minor: total(row) })).filter((row) => row.minor > 0n);
  return owed.sort((a, b) => (a.minor > b.minor ? -1 : 1));
}

/** Throws FieldFaults, named by the form's fields. */
export async function readPlan(act: Act, written: WrittenPlan): Promise<PromiseRequest> {
  needCollect(act);
  const { debtorId, channel, note } = written;
  if (!(await debtorsIn(act.tx).byId(debtorId))) throw new DomainError('gone', debtorTexts(act.locale).gone);
  const [largest] = await owedBy(act.tx, debtorId, act.day);
  const currency = written.currency ?? largest?.currency ?? act.policy.currency;
  const fields = new Fields();
  const lines = [...firstLine(act, written, currency, fields), ...moreLines(act, written.more, currency, fields)];
  fields.refuse();
  const known = PROMISE_CHANNELS.find((one) => one === channel) ?? 'call';
  return { debtorId, currency, lines, who: cut(written.who, MAX_WHO), channel: known, note };
}

function firstLine(act: Act, { amount, due }: WrittenPlan, currency: string, fields: Fields): PromiseRequest['lines'] {
  const t = promiseTexts(act.locale).refused;
  const dueDay = parseDay(due);
  if (dueDay === undefined) return fields.fault('due', bad(t.badDay(cut(due, 80))), []);
  if (dueDay < act.day) return fields.fault('due', bad(pastWords(act, dueDay)), []);
  const read = readAmount(amount, currency, 'above-zero');
  if ('minor' in read) return [{ minor: read.minor, dueDay }];
  return fields.fault('amount', bad(amountFault(read.fault, amount, currency, act.locale)), []);
}

function moreLines(act: Act, written: string, currency: string, fields: Fields): PromiseRequest['lines'] {
  const t = promiseTexts(act.locale).refused;
  const more = written.split('\n').filter((line) => line.trim() !== '');
  if (more.length + 1 > MAX_LINES) fields.fault('more', bad(t.tooMany(MAX_LINES)), undefined);
  return more.flatMap((line) => {
    const one = readInstalment(line, currency, act.day);
    if (!one || one.written === '') return fields.fault('more', bad(t.badLine(cut(line.trim(), 80))), []);
    const { written, amount, dueDay } = one;
    if ('fault' in amount) return fields.fault('more', bad(amountFault(amount.fault, written, currency, act.locale)), []);
    return dueDay < act.day ? fields.fault('more', bad(pastWords(act, dueDay)), []) : [{ minor: amount.minor, dueDay }];
  });
}

function pastWords({ locale, day }: Act, due: Day): string {
  return promiseTexts(locale).refused.past(format.date(due, locale, day));
}

function bad(words: string): DomainError {
  return new DomainError('bad-input', words);
}
