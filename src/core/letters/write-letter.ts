/** Writing a letter from the store: what the account says at a date, or why nothing may be asked of it. */
import { isConsumer, isInsolvent } from '../debtors/segments.ts';
import { inLitigation, wordsGiven } from '../debtors/standing.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { cut } from '../kernel/clean.ts';
import { civil, type Day, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Company, type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { mandatesIn } from '../mandates/ports.ts';
import { heldUntil, waivedOf } from '../mandates/use.ts';
import { bearsIndemnity, type Charges, type Claim, chargesOf, claimOf } from './claim.ts';
import { fillLetter } from './fill-letter.ts';
import type { MissingRate } from './interest.ts';
import type { LeftOut, Letter } from './letter.ts';
import { interestRuleOf, letterPolicy } from './letter-policy.ts';
import { letterTexts } from './letters.text.ts';
import { type Template, type Templates, templateOf } from './template.ts';
import type { Writer } from './writer.ts';

/** Items of one account that a letter reads. */
const MAX_ITEMS = 10_000;

export type Written = { readonly letter: Letter } | { readonly out: LeftOut };

/** Fields that need the rates of every half-year, and those that need the right to claim anything beyond the principal. */
const NEEDS_RATES = ['interest', 'interest.lines', 'rates', 'grandtotal'] as const;
const NEEDS_RIGHT = [...NEEDS_RATES, 'indemnity', 'indemnity.each', 'indemnity.count'] as const;

/** The template of a name in the debtor's language, else the company's. DomainError: a template on file is wrong, or none has that name. */
export function chosenTemplate({ mailRoom, house, locale }: Writer, words: string, debtor: Pick<Debtor, 'language'>): Template {
  const t = letterTexts(locale);
  const templates = mailRoom.templates();
  if (templates.faults.length > 0) {
    const list = templates.faults.map((f) => t.refused.template(f.file, f.line, t.fault[f.fault](f.what)));
    throw new DomainError('bad-policy', t.refused.badTemplates(list.join(' ; ')), templates.faults);
  }
  const found = templateOf(templates.all, words, languageOfDebtor(debtor, house.policy));
  if (!found) throw new DomainError('bad-input', t.refused.unknownTemplate(cut(words, 80), namesOf(templates, locale)));
  return found;
}

export function languageOfDebtor({ language }: Pick<Debtor, 'language'>, policy: Policy): Locale {
  return language === 'fr' || language === 'en' ? language : policy.language;
}

/** What can be written, in the reader's words: the titles of their language first. */
export function namesOf({ all }: Templates, locale: Locale): string {
  return all
    .filter((t) => t.locale === locale)
    .map((t) => t.aliases[0]?.replace(/\s/g, '-') ?? t.name)
    .join(', ');
}

/** The account's claim at a date. */
export async function readClaim(read: Reads, debtorId: number, day: Day, policy: Policy): Promise<Claim> {
  const [{ items }, disputed, holds] = await Promise.all([
    ledgerIn(read).openItems(debtorId, day, MAX_ITEMS),
    ledgerIn(read).disputedOpen(day, { debtorIds: [debtorId] }),
    mandatesIn(read).heldUntil(day),
  ]);
  const held = new Set(items.filter((item) => heldUntil(holds, item) !== undefined).map((item) => item.id));
  const late = items.filter((item) => item.open > 0n && item.dueDay < day).map((item) => item.id);
  return claimOf({ items, disputed, settlements: await ledgerIn(read).settlements(late, day), held }, day, policy.currency);
}

/** The indemnity per invoice in the claim's currency: the law names it in the company's own. */
function indemnityOf(claim: Claim, policy: Policy): bigint {
  return claim.currency === policy.currency ? letterPolicy(policy).indemnity : 0n;
}

/** Interest and costs that a delegated power gave up on invoices of the claim. */
export async function givenUp(read: Reads, debtorId: number, claim: Claim): Promise<bigint> {
  const uses = await mandatesIn(read).find({ debtorIds: [debtorId], powers: ['waiver'], statuses: ['granted'], to: claim.asOf });
  return waivedOf(uses, claim.asOf, claim.items).get(claim.currency) ?? 0n;
}

/** Interest and indemnity of a claim; DomainError names the half-year whose rate is missing. */
export function chargesOrRefusal(claim: Claim, given: bigint, policy: Policy, locale: Locale): Charges {
  const charges = chargesOf(claim, interestRuleOf(letterPolicy(policy), policy.country), indemnityOf(claim, policy), given);
  if ('what' in charges) throw missingRate(charges, locale);
  return charges;
}

/** Which half-year's rate is missing, and what to add to the policy. */
export function missingRate({ from, what }: MissingRate, locale: Locale): DomainError {
  const t = letterTexts(locale).refused;
  const { year, month } = civil(from);
  const message = t.rate(t.half(month === 1, year), t.rates[what], isoDay(from));
  return new DomainError('bad-policy', message, { from: isoDay(from), what });
}

/** The letter to a debtor on the writer's day, or why there is none. DomainError: a half-year without a rate. */
export async function writeLetter(writer: Writer, debtor: Debtor, template: Template, sender = writer.person): Promise<Written> {
  const { read, day, locale, house } = writer;
  const { policy } = house;
  if (isInsolvent(debtor, policy)) return { out: 'insolvent' };
  if (NEEDS_RIGHT.some((field) => template.fields.has(field)) && isConsumer(debtor, policy)) return { out: 'consumer' };
  const claim = await readClaim(read, debtor.id, day, policy);
  const ahead = template.fields.has('upcoming.items');
  if (ahead && claim.upcoming.length === 0) return { out: 'nothing' };
  if (!ahead && claim.total === 0n) return { out: claim.items.length === 0 && claim.disputed > 0n ? 'disputed' : 'nothing' };
  const promise = template.fields.has('promise') ? await promiseWords(writer, debtor, template.locale) : '';
  if (promise === undefined) return { out: 'nothing-said' };
  const charges = NEEDS_RATES.some((field) => template.fields.has(field))
    ? chargesOrRefusal(claim, await givenUp(read, debtor.id, claim), policy, locale)
    : undefined;
  const invoices = claim.items.filter(bearsIndemnity).length;
  const indemnity = { each: indemnityOf(claim, policy), invoices };
  const [company, [last]] = await Promise.all([
    companyOf(read, debtor, policy),
    historyIn(read).find({ debtorIds: [debtor.id], kinds: ['email', 'letter'], to: day, limit: 1 }),
  ]);
  const facts = { debtor, company, sender, claim, charges, indemnity, promise, lastLetter: last?.day, policy };
  return { letter: fillLetter(template, facts) };
}

async function companyOf(read: Reads, debtor: Debtor, policy: Policy): Promise<Pick<Company, 'name' | 'siren'>> {
  if (policy.company) return policy.company;
  return (await debtorsIn(read).companies()).find((c) => c.id === debtor.companyId) ?? { name: '', siren: '' };
}

/** What was promised last and not kept, else what was said last; undefined when nothing was. */
async function promiseWords({ house, read, day }: Writer, debtor: Debtor, locale: Locale): Promise<string | undefined> {
  const t = letterTexts(locale).doc;
  const date = (at: Day): string => format.fullDate(at, locale);
  const broken = (await wordsGiven(house, read, { debtorIds: [debtor.id], statuses: ['broken'], madeTo: day })).at(-1);
  if (broken) {
    const { currency, lines, madeDay, who, channel, note } = broken;
    const due = lines.filter((line) => line.status === 'broken');
    const plan = due.map((line) => t.plan(format.exactMoney(line.minor, currency, locale), date(line.dueDay))).join(', ');
    return t.promised(date(madeDay), who, t.channels[channel], note, plan);
  }
  const [said] = await historyIn(read).find({ debtorIds: [debtor.id], kinds: ['promise', 'call', 'visit'], to: day, limit: 1 });
  return said && said.text !== '' ? t.said(date(said.day), said.data.who ?? '', said.text) : undefined;
}

/** The sentence for a debtor to whom nothing may be written. */
export function refusalOf(out: LeftOut, debtor: Pick<Debtor, 'name'>, locale: Locale): DomainError {
  const t = letterTexts(locale);
  const sentence: Readonly<Record<LeftOut, string>> = {
    nothing: t.refused.nothing(debtor.name),
    disputed: t.refused.disputed(debtor.name),
    insolvent: t.refused.insolvent(debtor.name),
    consumer: t.refused.consumer(debtor.name),
    'nothing-said': t.refused.noPromise(debtor.name),
    'no-address': t.refused.noEmail(debtor.name),
    litigation: t.refused.litigation(debtor.name),
    promised: t.run.out.promised,
    today: t.run.out.today,
  };
  return new DomainError('conflict', sentence[out], { out });
}

/** Throws DomainError for an account that was sent to litigation. */
export async function refuseLitigation({ house, read, locale }: Writer, debtor: Debtor): Promise<void> {
  if ((await inLitigation(house, read)).has(debtor.id)) throw refusalOf('litigation', debtor, locale);
}
