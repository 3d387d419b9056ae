/** A card as text for a shell: the same words as in the channels, tables aligned. */
import { type Block, type Card, plain } from '../core/desk/card.ts';
import { altText, chartTable } from '../core/desk/chart-spec.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { isBlank, marked } from '../core/kernel/clean.ts';

/** Lines of at most the terminal's width only where they are tables; text is left to the terminal to wrap. Control characters and marks of direction in data are made visible. */
export function renderText(card: Card): string {
  const head = [card.title, card.subtitle].filter((part) => part !== undefined);
  const body = card.blocks.map((block) => renderBlock(block, card)).filter((text) => text !== '');
  // A name must not move the cursor or recolour the screen.
  return `${marked([head.join('  ·  '), ...body].filter((text) => !isBlank(text)).join('\n'))}\n`;
}

function renderBlock(block: Block, card: Card): string {
  switch (block.type) {
    case 'text':
      return plain(block.text);
    case 'facts':
      return block.facts.map((fact) => `${fact.label}${card.locale === 'fr' ? '\u00a0' : ''}: ${fact.value}`).join('\n');
    case 'table': {
      const lines = grid(
        block.columns.map((c) => c.title),
        block.rows,
        block.columns.map((c) => c.align === 'right'),
      );
      return [...lines, ...(block.hidden ? [deskTexts(card.locale).andMore(block.hidden)] : [])].join('\n');
    }
    case 'chart': {
      const table = chartTable(block.spec);
      return [
        altText(block.spec),
        ...grid(
          table.columns,
          table.rows,
          table.columns.map((_, i) => i > 0),
        ),
      ].join('\n');
    }
    case 'buttons':
      return '';
    case 'divider':
      return '─'.repeat(40);
  }
}

function grid(titles: readonly string[], rows: readonly (readonly string[])[], right: readonly boolean[]): string[] {
  const widths = titles.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - width(cell));
        return right[i] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(titles), ...rows.map(line)];
}

/** Columns on the screen: one per character, combining marks none. */
function width(text: string): number {
  return [...text.normalize('NFC').replace(/\p{M}/gu, '')].length;
}
