/** Payment terms as people write them, and the due date that they give. */
import { type Day, endOfMonth } from '../kernel/dates.ts';

/**
 * `none`: so many days from the invoice. `after`: the days first, then the end of that month ("45 EOM", the first reading of docs/rules/days.md, rule 3).
 * `before`: the end of the invoice's month first, then the days ("EOM 45", reading B). Both readings are lawful in France: the debtor's contract decides.
 */
export interface Terms {
  readonly days: number;
  readonly monthEnd: 'none' | 'after' | 'before';
  /** With `after`: not that month's last day but this day of the month after it ("30 EOM 10"). */
  readonly day?: number;
}

/** Longer terms than these are a typing error, not a contract. */
const MAX_DAYS = 999;

const MONTH_END = /\b(?:fin de mois|fin du mois|fdm|end of month|month end|eom)\b/;
/** Words that say nothing more: units, "net", and the point from which every term is counted anyway. */
const FILLER = /\b(?:net|nets|nette|jours?|jrs?|j|days?|d|a|at|des?|du|la|date|facture|facturation|invoice|after|from|of)\b/g;
const AT_ONCE = /^(?:comptant|a reception|reception|due on receipt|on receipt|upon receipt|cash|immediate|immediat)$/;

/** "le 10", "le 10 du mois suivant", "on the 10th": the day of the month, which "10" alone is only after days and a month's end. */
const ON_DAY = /^(?:le |on the |the )(\d{1,2})(?: ?(?:e|er|th|st|nd|rd))?(?: (?:du )?(?:mois|month)?(?: ?(?:suivant|following|next))?)?$/;

/** Reads "30", "45 EOM", "EOM 45", "45 FDM", "30 jours", "60 jours nets", "45 jours fin de mois", "fin de mois 45", "30 fin de mois le 10" (or "30 EOM 10"), WinBooks' "30E"; undefined for anything else. */
export function parseTerms(text: string): Terms | undefined {
  if (/^\s*[-−]/.test(text)) return undefined;
  const folded = fold(text);
  if (AT_ONCE.test(folded)) return { days: 0, monthEnd: 'none' };
  const winBooks = /^(\d{1,3}) ?e$/.exec(folded);
  if (winBooks) return made(winBooks[1], 'after');
  const end = MONTH_END.exec(folded);
  const onDay = end && ON_DAY.exec(folded.slice(end.index + end[0].length).trim());
  if (onDay) return onTheDay(folded.slice(0, end.index), onDay[1]);
  const rest = (end ? folded.replace(MONTH_END, ' | ') : folded).replace(FILLER, ' ').replace(/\s+/g, ' ').trim();
  if (!end) return /^\d+$/.test(rest) ? made(rest, 'none') : undefined;
  const m = /^(\d*) ?\| ?(\d*)$/.exec(rest);
  if (m && m[1] !== '' && m[2] !== '') return onTheDay(m[1] ?? '', m[2]);
  if (!m) return undefined;
  return m[2] === '' ? made(m[1], 'after') : made(m[2], 'before');
}

function onTheDay(before: string, digits: string | undefined): Terms | undefined {
  const days = before.replace(FILLER, ' ').trim();
  const day = Number(digits);
  if (!/^\d*$/.test(days) || !(day >= 1 && day <= 31)) return undefined;
  const terms = made(days === '' ? '0' : days, 'after');
  return terms && { ...terms, day };
}

/** Lower case, without accents or punctuation; a number and the letters after it become two words ("45j" → "45 j"). */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .trim();
}

/** No digits are no days. */
function made(digits: string | undefined, monthEnd: Terms['monthEnd']): Terms | undefined {
  const days = Number(digits);
  return days <= MAX_DAYS ? { days, monthEnd } : undefined;
}

/** The form in which the store and the JSON write terms (docs/command-line.md): "30", "45 EOM", "EOM 45", "30 EOM 10". */
export function formatTerms({ days, monthEnd, day }: Terms): string {
  if (monthEnd === 'none') return String(days);
  return monthEnd === 'after' ? `${days} EOM${day === undefined ? '' : ` ${day}`}` : `EOM ${days}`;
}

/** When an invoice of that day falls due. Not moved to a business day: contract due dates never are (docs/rules/days.md, rule 4). */
export function dueDay(issueDay: Day, terms: Terms): Day {
  if (terms.monthEnd === 'none') return issueDay + terms.days;
  if (terms.monthEnd === 'before') return endOfMonth(issueDay) + terms.days;
  const end = endOfMonth(issueDay + terms.days);
  // A month that has no such day ends before it.
  return terms.day === undefined ? end : Math.min(end + terms.day, endOfMonth(end + 1));
}
