/** What the bot can do, in a few lines. */

import type { Locale } from '../kernel/locale.ts';
import type { Card } from './card.ts';
import { deskTexts } from './texts.ts';

/** `lead` is said first (words that were not understood, for one). */
export function helpCard(locale: Locale, lead?: string): Card {
  const { title, lines } = deskTexts(locale).help;
  return {
    title,
    blocks: [...(lead === undefined ? [] : [lead]), ...lines].map((text) => ({ type: 'text', text })),
    fallback: lead ?? title,
    amounts: false,
    locale,
  };
}
