/** Sentences in the reader's language: each room keeps its own, in French and in English, equal by type. */
import type { Locale } from './locale.ts';

/** How a room hands out its sentences. */
export function textsOf<Texts>(languages: Readonly<Record<Locale, Texts>>): (locale: Locale) => Texts {
  return (locale) => languages[locale];
}
