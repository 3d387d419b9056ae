/** Using a power: inside the mandate it is done, kept, logged and told in one transaction; beyond it the request is kept, so that one press takes it to the committee. */
import { debtorTexts } from '../debtors/debtors.text.ts';
import type { Act } from '../desk/act.ts';
import type { Person } from '../desk/people-ports.ts';
import { calendarOfPerson, isPresent, type Roster } from '../desk/roster.ts';
import { disputePolicy } from '../disputes/case/dispute-policy.ts';
import { amountFault, amountIn } from '../kernel/amount-words.ts';
import { lesser } from '../kernel/amounts.ts';
import { total } from '../kernel/buckets.ts';
import { addBusinessDays, businessDayOnOrAfter, type Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import { convert } from '../kernel/rates.ts';
import { masterOf } from '../ledger/master.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { makePromise } from '../promises/make-promise.ts';
import { promisesIn } from '../promises/ports.ts';
import { heldBack, isBeyondExtensions, type PaymentPromise } from '../promises/promise.ts';
import { type About, aboutOf, openDebits } from './account.ts';
import { type Ask, judgeMandate, neverRule, type Principal, type Setting, type Verdict } from './judge-mandate.ts';
import { type Phrase, readItems } from './mandate.ask.ts';
import { mandatesIn } from './ports.ts';
import { COUNTED, mandatePolicy, PAID_IN_MONEY } from './power.ts';
import { type Happened, recordUse } from './record-use.ts';
import { mandateTexts } from './texts.ts';
import { baseOf, type MandateUse, stopOf } from './use.ts';
import { useStatement } from './use-statement.ts';

export interface UseRequest {
  readonly debtorId: number;
  readonly phrase: Phrase;
  /** Ids of the invoices it is about, when a form named them; else they stand first in `rest`. */
  readonly itemIds: readonly number[];
  /** Invoices and reason, as typed. */
  readonly rest: string;
  /** The debtor's words as typed: an invoice number finds its debtor, and is then what the use is about. */
  readonly found: string;
  /** Everything that was said but the debtor's name: what the policy never accepts is looked for in it. */
  readonly said: string;
}

export interface Used {
  readonly use: MandateUse;
  readonly debtor: Debtor;
  readonly verdict: Verdict;
  /** The promise that a plan of instalments became. */
  readonly plan: PaymentPromise | undefined;
  /** It was there already: the same act, delivered again. */
  readonly again: boolean;
}

/** An accord goes at most so far, and a plan has at most so many parts: more are slips of the hand. */
export const MOST_DAYS = 366;
const MOST_LINES = 24;

/** Uses a power, or keeps the request that is beyond it. Throws DomainError for what no committee could decide either: nothing owed, a measure that is none, what the policy never accepts. */
export async function useMandate(act: Act, person: Person, request: UseRequest): Promise<Used> {
  act.need('see');
  const { tx, locale } = act;
  const debtor = await debtorsIn(tx).byId(request.debtorId);
  if (!debtor) throw new DomainError('gone', debtorTexts(locale).gone);
  await mandatesIn(tx).lock(debtor.id);
  const key = `use:${act.key ?? ''}`;
  const known = await mandatesIn(tx).byKey(key);
  if (known) return { use: known, debtor, verdict: { verdict: 'none' }, plan: undefined, again: true };
  const roster = await act.roster();
  refuseAbsent(act, person, roster);
  const { ask, why } = await askOf(act, debtor, request);
  const { policy } = act;
  const never = neverRule(mandatePolicy(policy).never, ask, request.said);
  if (never) throw new DomainError('not-allowed', never.says[locale], { never: true });
  const uses = await mandatesIn(tx).find({ debtorIds: [debtor.id], powers: [ask.power] });
  refuseSecondStop(act, debtor, uses, roster);
  const verdict = judgeMandate(ask, await settingOf(act, debtor, person, roster, uses));
  const draft = draftOf(act, person, debtor, ask, verdict, { percent: request.phrase.percent ?? null, why });
  const id = await mandatesIn(tx).add(draft, key);
  if (id === undefined) throw new Error(`use ${key} is there although it was not`);
  const use = { ...draft, id };
  if (verdict.verdict !== 'granted') {
    await logBeyond(act, use, verdict);
    return { use, debtor, verdict, plan: undefined, again: false };
  }
  const plan = await carryOut(act, debtor, use, roster);
  if (ask.power === 'instalments' && !plan) throw new DomainError('conflict', mandateTexts(locale).refused.noItems(debtor.name));
  return { use, debtor, verdict, plan, again: false };
}

/** The use as it is kept: granted with what follows from it, or a request that is beyond the person's power. */
function draftOf(
  act: Act,
  person: Person,
  debtor: Debtor,
  ask: Ask,
  verdict: Verdict,
  said: Pick<MandateUse, 'percent' | 'why'>,
): Omit<MandateUse, 'id'> {
  const granted = verdict.verdict === 'granted' ? verdict : undefined;
  return {
    ...NOTHING_YET,
    ...ask,
    ...said,
    debtorId: debtor.id,
    at: act.at,
    day: act.day,
    actor: person.email,
    holder: granted?.mandate.holder ?? '',
    onBehalfOf: granted && granted.principal !== person.email ? granted.principal : null,
    status: granted ? 'granted' : 'beyond',
    ...(granted ? effects(act, ask) : {}),
  };
}

const NOTHING_YET = { untilDay: null, motionId: null, expectedDay: null, creditItemId: null, closedDay: null, closedBy: null } as const;

/** Whoever is noted as away is stood in for: two people would otherwise spend one cap. */
function refuseAbsent(act: Act, person: Person, roster: Roster): void {
  if (isPresent(roster, person)) return;
  const until = roster.away.get(person.id);
  const open = until === undefined || until === Number.MAX_SAFE_INTEGER;
  const backup = roster.people.find((p) => p.email === person.backup?.toLowerCase());
  const day = open ? '' : format.date(until, act.locale, act.day);
  throw new DomainError('not-allowed', mandateTexts(act.locale).refused.absent(day, backup?.name ?? ''));
}

function refuseSecondStop(act: Act, debtor: Debtor, uses: readonly MandateUse[], roster: Roster): void {
  const stop = stopOf(uses);
  if (!stop) return;
  const who = roster.people.find((p) => p.email === stop.actor)?.name ?? stop.actor;
  throw new DomainError('conflict', mandateTexts(act.locale).refused.already(debtor.name, format.date(stop.day, act.locale, act.day), who));
}

/** What is asked for, about which invoices and why. */
async function askOf(act: Act, debtor: Debtor, request: UseRequest): Promise<{ readonly ask: Ask; readonly why: string }> {
  const { phrase } = request;
  const { power, quantity } = phrase;
  const t = mandateTexts(act.locale).refused;
  if (COUNTED.includes(power) && !(Number.isSafeInteger(quantity) && quantity > 0))
    throw new DomainError('bad-input', t.quantity(String(quantity)));
  if (quantity > MOST_DAYS) throw new DomainError('bad-input', t.far(MOST_DAYS));
  if (power === 'instalments' && quantity > MOST_LINES) throw new DomainError('bad-input', t.tooMany(MOST_LINES));
  const open = await openDebits(act.tx, debtor.id, act.day);
  const typed = readItems(request.rest, open);
  const searched = readItems(request.found, open).items;
  const named = request.itemIds.length > 0 ? request.itemIds : (typed.items.length > 0 ? typed.items : searched).map((item) => item.id);
  const needed = power !== 'stop' && power !== 'terms';
  const about = aboutOf(debtor, open, named, { day: act.day, currency: act.policy.currency, needed, locale: act.locale });
  // A stop and terms are about the account, whatever is open on it.
  const items = power === 'terms' ? [] : about.items;
  const minor = PAID_IN_MONEY.includes(power) ? minorOf(act, phrase, about) : 0n;
  return {
    ask: { power, quantity, minor, currency: about.currency, items },
    why: request.itemIds.length > 0 ? request.rest.trim() : typed.why,
  };
}

/** A share is taken of what the use is about, rounded down, so that a cap's own share is never beyond it by a cent; nobody rebates more than is due. */
function minorOf(act: Act, phrase: Phrase, { currency, items }: About): bigint {
  const t = mandateTexts(act.locale).refused;
  const base = baseOf(items);
  if (phrase.percent !== undefined && (phrase.percent <= 0 || phrase.percent > 10_000)) throw new DomainError('bad-input', t.share);
  const typed = (): bigint => amountIn(phrase.amount, currency, act.locale, 'above-zero');
  const minor = phrase.percent === undefined ? typed() : (base * BigInt(phrase.percent)) / 10_000n;
  if (minor <= 0n) throw new DomainError('bad-input', amountFault({ code: 'zero' }, '', currency, act.locale));
  if (phrase.power !== 'waiver' && minor > base)
    throw new DomainError('bad-input', t.tooMuch(format.exactMoney(base, currency, act.locale)));
  return minor;
}

/** Around a request: the mandates that may carry it, and what the debtor was granted before. `uses` are those of the same power. */
export async function settingOf(act: Act, debtor: Debtor, person: Person, roster: Roster, uses: readonly MandateUse[]): Promise<Setting> {
  const { tx, day, policy } = act;
  const companies = await debtorsIn(tx).companies();
  const { maxDays } = masterOf(debtor.facts);
  return {
    mandates: mandatePolicy(policy).powers,
    principals: principalsOf(person, roster),
    segment: debtor.segment,
    company: companies.find((c) => c.id === debtor.companyId)?.siren ?? '',
    earlier: uses.filter(
      (use) =>
        (use.status === 'granted' || use.status === 'closed') && use.holder !== 'committee' && use.day > day - mandatePolicy(policy).period,
    ),
    noMoreTime: isBeyondExtensions(await promisesIn(tx).find({ debtorIds: [debtor.id] }), day),
    ...(maxDays === null ? {} : { ceiling: { days: maxDays, instalmentEvery: mandatePolicy(policy).instalmentEvery } }),
    day,
    convert: (minor, from, to) => convert(minor, from, to, day, policy.rates),
  };
}

/** The person, and those who are away and named them as their backup. */
export function principalsOf(person: Person, roster: Roster): readonly Principal[] {
  const absent = roster.people.filter((p) => p.id !== person.id && roster.away.has(p.id) && p.backup?.toLowerCase() === person.email);
  return [person, ...absent].map(({ email, roles }) => ({ email, roles }));
}

/** What a granted power sets in motion: the last day of extra days and of a plan, when a credit note is chased. */
export function effects(act: Act, { power, quantity, items }: Ask): Partial<Pick<MandateUse, 'untilDay' | 'expectedDay'>> {
  const { policy } = act;
  switch (power) {
    case 'days':
      // Extra days follow the due day of what is not due yet, and today for what is.
      return { untilDay: Math.max(act.day, ...items.map((item) => item.dueDay)) + quantity };
    case 'instalments':
      return { untilDay: instalmentDays(act, quantity).at(-1) ?? act.day };
    case 'rebate':
    case 'credit':
      return { expectedDay: addBusinessDays(calendarOfPerson(act, undefined), act.day, disputePolicy(policy).creditNoteWithin) };
    default:
      return {};
  }
}

function instalmentDays(act: Act, n: number): readonly Day[] {
  const calendar = calendarOfPerson(act, undefined);
  const { instalmentEvery } = mandatePolicy(act.policy);
  return Array.from({ length: n }, (_, i) => businessDayOnOrAfter(calendar, act.day + (i + 1) * instalmentEvery));
}

/** Keeps a granted use: the plan of instalments as a promise, then history, audit event and messages. */
export async function carryOut(
  act: Act,
  debtor: Debtor,
  use: MandateUse,
  roster: Roster,
  what: Happened = 'used',
): Promise<PaymentPromise | undefined> {
  const plan = use.power === 'instalments' ? await promisePlan(act, debtor, use) : undefined;
  await recordUse(act, debtor, use, roster, what);
  return plan;
}

/** Equal parts of what is due less what is promised already, the last one with what is left over; undefined when nothing is left to plan. */
async function promisePlan(act: Act, debtor: Debtor, use: MandateUse): Promise<PaymentPromise | undefined> {
  const { tx, day } = act;
  const { currency, quantity, items } = use;
  const row = (await ledgerIn(tx).agedByDebtor(day, { debtorId: debtor.id })).find((r) => r.currency === currency);
  const promised = (await promisesIn(tx).find({ debtorIds: [debtor.id] })).filter((p) => p.currency === currency);
  const left = (row ? total(row) : 0n) - promised.reduce((sum, p) => sum + heldBack(p), 0n);
  const base = baseOf(items);
  const amount = lesser(base, left);
  const n = BigInt(quantity);
  if (amount < n) return undefined;
  const part = amount / n;
  const lines = instalmentDays(act, quantity).map((dueDay, i) => ({ dueDay, minor: i === quantity - 1 ? amount - part * (n - 1n) : part }));
  return makePromise(act, {
    debtorId: debtor.id,
    currency,
    lines,
    who: '',
    channel: 'other',
    note: use.why,
    granted: use.holder === 'committee',
  });
}

/** Tried and not granted: a trace for the report, without a message to anyone. */
async function logBeyond(act: Act, use: MandateUse, verdict: Verdict): Promise<void> {
  const { power, quantity, minor, currency } = use;
  const payload = { power, quantity: String(quantity), amount: String(minor), currency, why: verdict.verdict };
  await act.log('mandate.beyond', `mandate:${use.id}`, payload, useStatement(use));
}
