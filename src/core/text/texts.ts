/** The sentences in the reader's language. */
import type { Locale } from '../kernel/locale.ts';
import { en } from './en.ts';
import { fr, type Texts } from './fr.ts';

const TEXTS: Readonly<Record<Locale, Texts>> = { fr, en };

export function texts(locale: Locale): Texts {
  return TEXTS[locale];
}

export type { Texts } from './fr.ts';
