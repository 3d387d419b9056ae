/** Mandates and their uses in words: what was given, up to when, about which invoices; what a cap and a scope are. */
import { percent as percentWords } from '../desk/chart-format.ts';
import { ROLES } from '../desk/policy.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Mandate } from './power.ts';
import { mandateTexts } from './texts.ts';
import { baseOf, type MandateUse } from './use.ts';

/** Invoices named one by one; more are counted. */
const NAMED = 3;

type Given = Pick<MandateUse, 'power' | 'quantity' | 'minor' | 'percent' | 'currency'>;

/** "remise de 2 % (254,00 €)". */
export function givenWords(use: Given, locale: Locale): string {
  const amount = format.money(use.minor, use.currency, locale);
  const share = use.percent === null ? '' : shareWords(locale, use.percent);
  return mandateTexts(locale).given[use.power]({ quantity: use.quantity, amount, share });
}

/** "15 jours de délai, jusqu’au jeu. 10 déc., pour FA-1024, FA-0900 (12 700 €)". */
export function useWords(use: MandateUse, today: Day, locale: Locale): string {
  const t = mandateTexts(locale);
  const given = givenWords(use, locale);
  const until = use.untilDay === null ? given : t.until(given, format.date(use.untilDay, locale, today));
  if (use.items.length === 0) return until;
  const named = use.items.length <= NAMED && use.items.every((item) => item.ref !== '');
  const refs = named ? use.items.map((item) => item.ref).join(', ') : t.invoices(use.items.length);
  return t.about(until, refs, format.money(baseOf(use.items), use.currency, locale));
}

/** The same with its reason, when one was given. */
export function reasonedWords(use: MandateUse, today: Day, locale: Locale): string {
  const words = useWords(use, today, locale);
  return use.why === '' ? words : mandateTexts(locale).why(words, use.why);
}

/** Ten-thousandths as people write them, without decimals that say nothing: "2 %", "2,25 %". */
function shareWords(locale: Locale, tenThousandths: number): string {
  const decimals = tenThousandths % 100 === 0 ? 0 : tenThousandths % 10 === 0 ? 1 : 2;
  return percentWords(locale, tenThousandths / 10_000, decimals);
}

/** "15 jours", "500,00 € et 2 % de ce qui est dû". */
export function capWords({ power, upTo, minor, percent, currency }: Mandate, locale: Locale): string {
  const t = mandateTexts(locale).cap;
  if (power === 'days' || power === 'instalments' || power === 'terms') return t[power](upTo ?? 0);
  const amount = minor === undefined ? undefined : format.money(minor, currency, locale);
  const share = percent === undefined ? undefined : shareWords(locale, percent);
  if (amount !== undefined && share !== undefined) return t.both(amount, share);
  return amount ?? (share === undefined ? t.none : t.share(share));
}

/** "segment key, jusqu’au 31 déc."; '' when nothing narrows it. */
export function scopeWords(mandate: Mandate, today: Day, locale: Locale): string {
  const t = mandateTexts(locale).scope;
  const { segments, companies, only, currency, until } = mandate;
  const ends = until === undefined ? [] : [(until < today ? t.ended : t.until)(format.date(until, locale, today))];
  return [
    ...(segments.length > 0 ? [t.segments(segments.join(', '))] : []),
    ...(companies.length > 0 ? [t.companies(companies.join(', '))] : []),
    ...(only ? [t.currency(currency)] : []),
    ...ends,
  ].join(' · ');
}

/** A role in words, a person by name. */
export function holderWords(holder: string, names: ReadonlyMap<string, string>, locale: Locale): string {
  const role = ROLES.find((known) => known === holder);
  const t = mandateTexts(locale);
  return role ? t.holders[role] : holder === 'committee' ? t.committee : (names.get(holder) ?? holder);
}
