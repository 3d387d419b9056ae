/** What people type to use a power, in French and English: "DUPONT 15 jours FA-1024 promet la suite", "Dupont rebate 500", "dupont 2 %", "arrêt livraisons". */
import { AMOUNT_SOURCE as AMOUNT } from '../kernel/amount-words.ts';
import { fold, foldRef } from '../kernel/fold.ts';
import { POWERS, type Power } from './power.ts';

/** The power and its measure as written; the amount is read once its currency is known. */
export interface Phrase {
  readonly power: Power;
  /** Days, instalments, days of payment; 0 for the other powers. May be 0 or negative as typed. */
  readonly quantity: number;
  /** '' for powers without an amount, and when a share was given. */
  readonly amount: string;
  /** Ten-thousandths; undefined when an amount was given. */
  readonly percent: number | undefined;
}

export interface Asked {
  /** Who it is for. */
  readonly debtor: string;
  /** Undefined when no words name a power. */
  readonly phrase: Phrase | undefined;
  /** Invoices and reason. */
  readonly rest: string;
}

const END = '(?=$|[\\s,;:.!])';
const SHARE = '(-?\\d{1,3}(?:[.,]\\d{1,2})?) ?(?:%|pour ?cent|per ?cent)';
const REBATE = '(?:rebate|discount|remise|rabais|ristourne)';
const WAIVE =
  "(?:waive|waiver|abandon|abandonner|renoncer|exoneration|exonerer|interets?|interests?|penalites?)(?: (?:de|des|d'|of|the|a|aux|interets?|interests?|late|penalites?|frais|costs|et|and))*";

/** Folded words that name a power, tried at each word in turn. */
const PHRASES: readonly { readonly power: Power; readonly words: RegExp; readonly measure: 'quantity' | 'amount' | 'share' | 'none' }[] = [
  {
    power: 'terms',
    words: pattern('(?:terms|conditions|payment terms|conditions de paiement)(?: (?:de|of|a|to))? (-?\\d{1,4})(?: ?(?:days|jours?|j))?'),
    measure: 'quantity',
  },
  {
    power: 'instalments',
    words: pattern('(?:en |in )?(-?\\d{1,3}) ?(?:instal?lments?|echeances?|mensualites?|versements?|fois|times)'),
    measure: 'quantity',
  },
  {
    power: 'days',
    words: pattern('(?:\\+ ?)?(-?\\d{1,4}) ?(?:extra )?(?:days?|jours?|j|d)(?: (?:extra|de plus|de delai|more))?'),
    measure: 'quantity',
  },
  { power: 'rebate', words: pattern(`(?:${REBATE} )?(?:de |of )?${SHARE}(?: (?:de )?${REBATE})?`), measure: 'share' },
  { power: 'rebate', words: pattern(`${REBATE} (?:de |of )?${AMOUNT}`), measure: 'amount' },
  { power: 'rebate', words: pattern(`${AMOUNT} (?:de )?${REBATE}`), measure: 'amount' },
  { power: 'waiver', words: pattern(`${WAIVE} ${AMOUNT}`), measure: 'amount' },
  { power: 'credit', words: pattern(`(?:credit(?: note)?|avoir)(?: (?:de|of))? ${AMOUNT}`), measure: 'amount' },
  {
    power: 'stop',
    words: pattern(
      '(?:stop|block|hold|suspend|bloquer|arreter|arret|suspendre)(?: (?:des|les|de|the))? ?(?:deliver(?:y|ies)|livraisons?)|(?:delivery stop|stop|blocage)',
    ),
    measure: 'none',
  },
];

function pattern(words: string): RegExp {
  return new RegExp(`^(?:${words})${END}`);
}

/** Words of whom it is for; what comes later than these is a story, and not a command. */
const LONGEST_NAME = 40;
/** Words that name a power at most: "abandon des intérêts de retard et des frais de 1 234 567,50 euros". */
const MOST_WORDS = 16;

/** Cuts a command into the debtor's words, the power, and the rest. The first word is always the debtor's. */
export function readAsk(text: string): Asked {
  const tokens = text
    .trim()
    .split(/\s+/u)
    .filter((token) => token !== '');
  for (let at = 1; at < Math.min(tokens.length, LONGEST_NAME); at++) {
    const found = phraseIn(tokens.slice(at, at + MOST_WORDS));
    if (found)
      return { debtor: tokens.slice(0, at).join(' '), phrase: found.phrase, rest: trimmed(tokens.slice(at + found.words).join(' ')) };
  }
  return { debtor: tokens.join(' '), phrase: undefined, rest: '' };
}

/** The power that some words begin with, and how many words name it. */
function phraseIn(tokens: readonly string[]): { readonly phrase: Phrase; readonly words: number } | undefined {
  const folded = fold(tokens.join(' '));
  for (const { power, words, measure } of PHRASES) {
    const m = words.exec(folded);
    if (!m) continue;
    const value = m.slice(1).find((group) => group !== undefined) ?? '';
    return { phrase: phraseOf(power, measure, value), words: m[0].trim().split(' ').length };
  }
  return undefined;
}

function phraseOf(power: Power, measure: (typeof PHRASES)[number]['measure'], value: string): Phrase {
  const none = { power, quantity: 0, amount: '', percent: undefined };
  if (measure === 'quantity') return { ...none, quantity: Number(value) };
  if (measure === 'share') return { ...none, percent: Math.round(Number(value.replace(',', '.')) * 100) };
  return measure === 'amount' ? { ...none, amount: value } : none;
}

/** Folded words by which people call a power. */
const NAMES: Readonly<Record<Power, RegExp>> = {
  days: /\b(days?|delais?|jours?)\b/,
  instalments: /\b(instal?lments?|echeances?|echeanciers?|mensualites?|fois|echelonne\w*)\b/,
  rebate: /\b(rebates?|discounts?|remises?|rabais|ristournes?)\b/,
  credit: /\b(credits?|avoirs?)\b/,
  waiver: /\b(waive\w*|interets?|interests?|penalites?|frais|costs|abandons?)\b/,
  terms: /\b(terms|conditions)\b/,
  stop: /\b(stops?|arrets?|livraisons?|deliver\w*|blocages?)\b/,
};

/** The power that some words speak of: the one that is named first, and the others before the days that many of them are measured in. */
export function powerOfWords(words: string): Power | undefined {
  const folded = fold(words);
  const named = POWERS.filter((power) => power !== 'days')
    .map((power) => ({ power, at: folded.search(NAMES[power]) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  return named[0]?.power ?? (NAMES.days.test(folded) ? 'days' : undefined);
}

/** What a form's field says of a chosen power: "15", "500", "2 %". Undefined when it is no measure of that power. */
export function readMeasure(power: Power, written: string): Phrase | undefined {
  const text = fold(written);
  const none = { power, quantity: 0, amount: '', percent: undefined };
  switch (power) {
    case 'stop':
      return none;
    case 'days':
    case 'instalments':
    case 'terms': {
      const m = /^(-?\d{1,4})(?: ?(?:days?|jours?|j|d|fois|instal?lments?|echeances?|mensualites?))?$/.exec(text);
      return m ? { ...none, quantity: Number(m[1]) } : undefined;
    }
    case 'rebate':
    case 'credit':
    case 'waiver': {
      const share = new RegExp(`^${SHARE}$`).exec(text);
      if (share && power !== 'waiver') return phraseOf(power, 'share', share[1] ?? '');
      return text === '' ? undefined : { ...none, amount: written.trim() };
    }
  }
}

/** Cuts the invoices of a debtor that stand first in the rest from the reason behind them. */
export function readItems<T extends { readonly ref: string }>(
  rest: string,
  items: readonly T[],
): { readonly items: readonly T[]; readonly why: string } {
  const words = rest.split(/\s+/u).filter((word) => word !== '');
  const found: T[] = [];
  let at = 0;
  while (at < words.length) {
    if (LINKS.has(fold(words[at] ?? '').replace(/[,;:]/g, '')) && refAt(words, at + 1, items)) at++;
    const ref = refAt(words, at, items);
    if (!ref) break;
    found.push(...ref.items.filter((item) => !found.includes(item)));
    at += ref.words;
  }
  return { items: found, why: trimmed(words.slice(at).join(' ')) };
}

/** Words that may stand before a reference. */
const LINKS = new Set(['sur', 'on', 'pour', 'for', 'et', 'and', '']);

/** The invoices whose reference stands at a word, or in two words together. */
function refAt<T extends { readonly ref: string }>(
  words: readonly string[],
  at: number,
  items: readonly T[],
): { readonly items: readonly T[]; readonly words: number } | undefined {
  for (const count of [1, 2]) {
    const key = foldRef(words.slice(at, at + count).join(' '));
    if (at + count > words.length || key === '') continue;
    const named = items.filter((item) => foldRef(item.ref) === key);
    if (named.length > 0) return { items: named, words: count };
  }
  return undefined;
}

function trimmed(text: string): string {
  return text.replace(/^[\s,;:.!–-]+/u, '').trim();
}
