/** What the bot can do, in a few lines. */
import type { Locale } from '../kernel/locale.ts';
import { inOrder } from '../kernel/rank.ts';
import type { Card } from './card.ts';
import type { Command } from './commands.ts';
import { deskTexts } from './texts.ts';

/** `lead` is said first (words that were not understood, for one). */
export function helpCard(commands: readonly Command[], locale: Locale, lead?: string): Card {
  const { title, drop } = deskTexts(locale).help;
  const lines = inOrder(commands).flatMap((command) => command.lines?.[locale] ?? []);
  return {
    title,
    blocks: [...(lead === undefined ? [] : [lead]), ...lines, drop].map((text) => ({ type: 'text', text })),
    fallback: lead ?? title,
    amounts: false,
    locale,
  };
}
