/** Taking down a promise to pay, and taking one back that was a mistake: the refusals, the row, the account's history and the audit event, in one transaction. */
import { debtorTexts } from '../debtors/debtors.text.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import type { Act } from '../desk/act.ts';
import { FieldFaults } from '../desk/field-faults.ts';
import { greater } from '../kernel/amounts.ts';
import { total } from '../kernel/buckets.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { toDecimal } from '../kernel/money.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { promisesIn } from './ports.ts';
import { heldBack, isBeyondExtensions, type PaymentPromise, type PromiseChannel } from './promise.ts';
import { promiseStatement } from './promise-statement.ts';
import { promiseTexts } from './promises.text.ts';

export interface PromiseRequest {
  readonly debtorId: number;
  readonly currency: string;
  /** Instalments in any order: minor units, and the day by which each is promised. */
  readonly lines: readonly { readonly minor: bigint; readonly dueDay: Day }[];
  readonly who: string;
  readonly channel: PromiseChannel;
  readonly note: string;
  /** For the plan of a power: whether the committee granted it, so that broken promises no longer stand in its way. */
  readonly granted?: boolean;
}

/** Why no promise is taken: two were broken in ninety days, so the account is the committee's. */
export class NoMoreExtensions extends DomainError {
  constructor(message: string) {
    super('conflict', message);
  }
}

export function needCollect(act: Act): void {
  act.need('see');
  act.need('collect', promiseTexts(act.locale).refused.notAllowed);
}

/** Takes a promise down. A redelivered act finds what it made. Throws DomainError: a day that is past, a settled account, more than is owed, no more extensions. */
export async function makePromise(act: Act, request: PromiseRequest): Promise<PaymentPromise> {
  // The plan of a power is granted by whoever holds that power, or by the committee.
  if (request.granted === undefined) needCollect(act);
  const { tx, day } = act;
  const { debtorId, currency } = request;
  const debtor = await debtorsIn(tx).byId(debtorId);
  if (!debtor) throw new DomainError('gone', debtorTexts(act.locale).gone);
  await promisesIn(tx).lock(debtorId);
  const before = await promisesIn(tx).find({ debtorIds: [debtorId] });
  const last = before.at(-1);
  if (!(await act.first()) && last) return last;
  // A plan of a power comes once by that power's own token.
  const twin = request.granted === undefined ? before.find((plan) => isTwin(act, request, plan)) : undefined;
  if (twin) return twin;
  await refuse(act, request, debtor, before);
  const [cash] = (await promisesIn(tx).cash([debtorId], day, day)).filter((c) => c.currency === currency);
  const lines = [...request.lines].sort((a, b) => a.dueDay - b.dueDay);
  const { who, channel, note } = request;
  const id = await promisesIn(tx).add({
    debtorId,
    currency,
    madeAt: act.at,
    madeDay: day,
    cashBefore: greater(cash?.minor ?? 0n, 0n),
    who,
    channel,
    note,
    takenBy: act.actor,
    collector: debtor.collector ?? undefined,
    lines,
  });
  const [made] = await promisesIn(tx).find({ ids: [id] });
  if (!made) throw new Error(`promise ${id} is not there`);
  await record(act, made, 'made');
  return made;
}

/** A form that is sent twice in a hurry comes as two acts; the same words of the same person within this time are one promise. Ms. */
const IN_A_HURRY = 30_000;

function isTwin(act: Act, { currency, lines, who, note }: PromiseRequest, plan: PaymentPromise): boolean {
  const written = (of: PromiseRequest['lines']): string =>
    of
      .map((line) => `${line.dueDay} ${line.minor}`)
      .sort()
      .join(', ');
  return (
    act.at - plan.madeAt < IN_A_HURRY &&
    plan.takenBy === act.actor &&
    plan.currency === currency &&
    plan.who === who &&
    plan.note === note &&
    plan.lines.every((line) => line.status === 'open') &&
    written(plan.lines) === written(lines)
  );
}

async function refuse(act: Act, request: PromiseRequest, debtor: Debtor, before: readonly PaymentPromise[]): Promise<void> {
  const t = promiseTexts(act.locale).refused;
  const { currency, lines } = request;
  const past = lines.find((line) => line.dueDay < act.day);
  if (past) throw new DomainError('bad-input', t.past(format.date(past.dueDay, act.locale, act.day)));
  if (!request.granted && isBeyondExtensions(before, act.day)) throw new NoMoreExtensions(t.noMore(debtor.name));
  const row = (await ledgerIn(act.tx).agedByDebtor(act.day, { debtorId: debtor.id })).find((r) => r.currency === currency);
  const owed = row ? total(row) : 0n;
  if (owed <= 0n) throw new DomainError('conflict', t.settled(debtor.name, currency));
  const promised = before.filter((p) => p.currency === currency).reduce((sum, p) => sum + heldBack(p), 0n);
  const asked = lines.reduce((sum, line) => sum + line.minor, 0n);
  if (asked <= owed - promised) return;
  const amount = (minor: bigint): string => format.exactMoney(minor, currency, act.locale);
  throw new DomainError('bad-input', t.tooMuch(amount(owed), promised > 0n ? amount(promised) : undefined));
}

/** Takes back what was not due yet of a promise: one that was misheard, or that the debtor took back. What is past its day is judged by the ledger instead. */
export async function withdrawPromise(act: Act, id: number, why: string): Promise<PaymentPromise> {
  needCollect(act);
  const t = promiseTexts(act.locale).refused;
  if (why.trim() === '') throw new FieldFaults(['why', new DomainError('bad-input', t.why)]);
  const [promise] = await promisesIn(act.tx).find({ ids: [id] });
  if (!promise) throw new DomainError('gone', t.gone(id));
  const open = promise.lines.filter((line) => line.status === 'open');
  const taken = open.filter((line) => line.dueDay >= act.day);
  if (taken.length === 0) throw new DomainError('conflict', open.length === 0 ? t.closed(id) : t.judgedSoon(id));
  let moved = false;
  for (const line of taken)
    moved = (await promisesIn(act.tx).move(line, { status: 'withdrawn', judgedDay: act.day, received: line.received })) || moved;
  const [after] = await promisesIn(act.tx).find({ ids: [id] });
  if (moved && after) await record(act, after, 'withdrawn', why);
  return after ?? promise;
}

/** The account's history and the audit log, in the company's language. */
async function record(act: Act, promise: PaymentPromise, what: 'made' | 'withdrawn', why = ''): Promise<void> {
  const { language } = act.policy;
  const t = promiseTexts(language);
  const lines = promise.lines.filter((line) => what === 'made' || line.status === 'withdrawn');
  const plan = lines
    .map((l) => t.line(format.exactMoney(l.minor, promise.currency, language), format.date(l.dueDay, language, act.day)))
    .join(', ');
  const data = {
    promise: String(promise.id),
    status: what,
    currency: promise.currency,
    amount: toDecimal(
      lines.reduce((sum, l) => sum + l.minor, 0n),
      promise.currency,
    ),
    lines: lines.map((l) => `${isoDay(l.dueDay)}=${toDecimal(l.minor, promise.currency)}`).join(' '),
    who: promise.who,
    channel: promise.channel,
  };
  const text = what === 'made' ? t.history.made(plan, promise.who, t.channels[promise.channel]) : t.history.withdrawn(plan, promise.id);
  const words = what === 'made' ? promise.note : why;
  await historyIn(act.tx).add({
    debtorId: promise.debtorId,
    at: act.at,
    day: act.day,
    actor: act.actor,
    kind: 'promise',
    text: words === '' ? text : `${text} ${t.said(words)}`,
    data,
    key: `promise:${promise.id}:${what}`,
  });
  const payload = { ...data, debtor: String(promise.debtorId), ...(words === '' ? {} : { note: words }) };
  await act.log(`promise.${what}`, `promise:${promise.id}`, payload, promiseStatement(promise));
}
