/** Minutes as documents: the same words as PDF and as Markdown. */
import type { Papers } from '../../desk/core.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { ClosedMotion } from './closed-motion.ts';
import { minutesCard, minutesMarkdown, minutesOf } from './minutes.ts';

export interface Paper {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface Headed {
  /** The files' name, without its ending. */
  readonly name: string;
  readonly title: string;
  /** Above several minutes: of a period. */
  readonly above?: string;
}

/** Dated by the last decision in it, not by the day on which it is drawn: the same decisions give the same bytes. */
export function pdfOf(papers: Papers, motions: readonly ClosedMotion[], locale: Locale, title: string): Promise<Uint8Array> {
  const at = Math.max(...motions.map(({ decision }) => decision.at));
  return papers.pdf(
    motions.map((motion) => minutesCard(motion, locale)),
    { title, locale, at, author: motions[0]?.named.company?.name ?? '' },
  );
}

export function markdownOf(motions: readonly ClosedMotion[], locale: Locale, above?: string): string {
  return minutesMarkdown(
    motions.map((motion) => minutesOf(motion, locale)),
    above,
  );
}

export async function drawPapers(
  papers: Papers,
  motions: readonly ClosedMotion[],
  locale: Locale,
  headed: Headed,
): Promise<readonly Paper[]> {
  const pdf = await pdfOf(papers, motions, locale, headed.title);
  const markdown = new TextEncoder().encode(markdownOf(motions, locale, headed.above));
  return [
    { name: `${headed.name}.pdf`, mime: 'application/pdf', bytes: pdf },
    { name: `${headed.name}.md`, mime: 'text/markdown', bytes: markdown },
  ];
}
