/** Minutes as HTML, every word of them escaped: by the house for a reader without scripts, and by the record's page from what it has checked. */
import type { Locale } from '../../kernel/locale.ts';
import type { ClosedMotion } from '../minutes/closed-motion.ts';
import { minutesOf, type Part } from '../minutes/minutes.ts';

export function articleOf(closed: ClosedMotion, locale: Locale): string {
  const { title, subject, parts, head } = minutesOf(closed, locale);
  return [tag('h1', title), tag('p', subject), ...parts.map(partOf), tag('p', head)].join('\n');
}

function partOf(part: Part): string {
  const heading = tag('h2', part.heading);
  if (part.type === 'lines') return `${heading}\n<ul>${part.lines.map((line) => tag('li', line)).join('')}</ul>`;
  const row = (cells: readonly string[], cell: string): string => `<tr>${cells.map((words) => tag(cell, words)).join('')}</tr>`;
  return `${heading}\n<div class="wide"><table>${row(part.columns, 'th')}${part.rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}

function tag(name: string, words: string): string {
  return `<${name}>${escapeHtml(words)}</${name}>`;
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
