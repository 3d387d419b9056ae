/** From the words with which figures are asked for to whom and what they mean: people and companies are looked up, several that fit are asked about. */
import type { Reads } from '../desk/store.ts';
import { cut } from '../kernel/clean.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import type { Locale } from '../kernel/locale.ts';
import { debtorsIn } from '../ledger/parties.ts';
import type { LedgerFilter } from '../ledger/ports.ts';
import { type AskedFigures, parseAsked, type ScopeName } from './asked.ts';
import { indicatorTexts } from './indicators.text.ts';

const QUOTED = 80;

export async function resolveAsked(read: Reads, text: string, today: Day, locale: Locale): Promise<AskedFigures> {
  const t = indicatorTexts(locale).asked;
  const words = parseAsked(text);
  if ('bad' in words) throw new DomainError('bad-input', t.unknown(cut(words.bad, QUOTED)));
  if (words.months !== undefined && (words.months < 1 || words.months > 60)) throw new DomainError('bad-input', t.months);
  const { company, collector, salesperson, segment } = words.scopes;
  const scope: { name: ScopeName; who: string }[] = [];
  let filter: LedgerFilter = {};
  if (company !== undefined) {
    const found = await companyOf(read, company, locale);
    filter = { ...filter, companyId: found.id };
    scope.push({ name: 'company', who: found.name });
  }
  for (const [name, given] of [
    ['collector', collector],
    ['salesperson', salesperson],
  ] as const) {
    if (given === undefined) continue;
    const found = await personOf(read, given, locale);
    filter = { ...filter, [name]: found.email };
    scope.push({ name, who: found.name });
  }
  if (segment !== undefined) {
    filter = { ...filter, segment };
    scope.push({ name: 'segment', who: segment });
  }
  const { asOf = today, months, without } = words;
  return { words, scope, asked: { asOf, filter, without, ...(months === undefined ? {} : { months }) } };
}

async function companyOf(read: Reads, given: string, locale: Locale) {
  const t = indicatorTexts(locale).asked;
  const companies = await debtorsIn(read).companies();
  const fits = companies.filter((c) => c.siren === given || fold(c.name).includes(fold(given)));
  const [only] = fits;
  if (!only || fits.length > 1) throw new DomainError('bad-input', t.nobody(cut(given, QUOTED), fits.map((c) => c.name).slice(0, 5)));
  return only;
}

/** An address stands for itself, so that a file's collector who is not on the people file can be asked for. */
async function personOf(read: Reads, given: string, locale: Locale): Promise<{ email: string; name: string }> {
  const t = indicatorTexts(locale).asked;
  const people = await read.people.all();
  const email = given.toLowerCase();
  const exact = people.find((p) => p.email === email);
  if (exact) return exact;
  if (email.includes('@')) return { email, name: email };
  const fits = people.filter((p) => fold(p.name).includes(fold(given)));
  const [only] = fits;
  if (!only || fits.length > 1) throw new DomainError('bad-input', t.nobody(cut(given, QUOTED), fits.map((p) => p.name).slice(0, 5)));
  return only;
}
