/** Minutes as documents: the same words as PDF and as Markdown. */
import type { Papers } from '../../desk/core.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { MotionView } from '../motion/motion-view.ts';
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

interface Desk {
  readonly policy: Policy;
  readonly papers: Papers;
}

export function pdfOf({ policy, papers }: Desk, views: readonly MotionView[], locale: Locale, title: string): Promise<Uint8Array> {
  return papers.pdf(
    views.map((view) => minutesCard(view, policy, locale)),
    { title, locale },
  );
}

export function markdownOf(policy: Policy, views: readonly MotionView[], locale: Locale, above?: string): string {
  return minutesMarkdown(
    views.map((view) => minutesOf(view, policy, locale)),
    above,
  );
}

export async function drawPapers(desk: Desk, views: readonly MotionView[], locale: Locale, headed: Headed): Promise<readonly Paper[]> {
  const pdf = await pdfOf(desk, views, locale, headed.title);
  const markdown = new TextEncoder().encode(markdownOf(desk.policy, views, locale, headed.above));
  return [
    { name: `${headed.name}.pdf`, mime: 'application/pdf', bytes: pdf },
    { name: `${headed.name}.md`, mime: 'text/markdown', bytes: markdown },
  ];
}
