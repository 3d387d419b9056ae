/** The decision record as files: JSON for programs, and a page that checks itself for people. */
import type { Papers } from '../../desk/core.ts';
import type { Reads } from '../../desk/store.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { ClosedMotion } from '../minutes/closed-motion.ts';
import type { Paper } from '../minutes/papers.ts';
import { articleOf } from './article.ts';
import { writtenDocument } from './check-document.ts';
import { exportDecision } from './export-decision.ts';
import { recordTexts } from './record.text.ts';

export async function recordPapers(read: Reads, papers: Papers, closed: ClosedMotion, locale: Locale): Promise<readonly Paper[]> {
  const t = recordTexts(locale);
  const { id } = closed.motion;
  const data = writtenDocument(await exportDecision(read, closed));
  const page = papers.page({ title: t.title(id), locale, article: articleOf(closed, locale), data });
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return [
    { name: `${t.file(id)}.json`, mime: 'application/json', bytes: bytes(data) },
    { name: `${t.file(id)}.html`, mime: 'text/html', bytes: bytes(page) },
  ];
}
