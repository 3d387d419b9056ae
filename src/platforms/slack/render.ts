/** A Card as a Slack message: blocks that Slack always accepts, readable at the width of a phone, with what did not fit counted in the message. */
import type { types } from '@slack/bolt';
import type { Block, Button, Card, Column, Span } from '../../core/desk/card.ts';
import { altText, type ChartSpec } from '../../core/desk/chart-spec.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import { presentable } from '../../core/desk/presentable.ts';
import { cut } from '../../core/kernel/clean.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { LIMITS, label } from './limits.ts';
import { escapeMarkup, fitEntries, fitText, type Line, plainText } from './text.ts';
import { WORDS } from './words.ts';

/** A chart's picture as Slack knows it: an uploaded file, or an address that Slack's clients can open. */
export type Picture = { readonly file: string } | { readonly url: string };
export type Pictures = ReadonlyMap<ChartSpec, Picture>;

export interface SlackMessage {
  /** For notifications; Slack reads it as markup, so it is escaped. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** `action_id` of a card's button; the intent is its `value`. */
export const PRESS = /^press:/;

const CELL = 200;
/** Characters that a phone shows on one line, a little more than the 40 that are sure. */
const PHONE = 44;
const NO_PICTURES: Pictures = new Map();

/** Blocks that come from one part of the card: cut together, or not at all. `counts` is false for what nobody misses. */
interface Part {
  readonly blocks: readonly types.KnownBlock[];
  readonly buttons: boolean;
  readonly counts: boolean;
}

/** A chart without a picture among `pictures` is told in words. `maxBlocks` is smaller where something else needs room. */
export function renderCard(written: Card, pictures: Pictures = NO_PICTURES, maxBlocks: number = LIMITS.messageBlocks): SlackMessage {
  const card = presentable(written);
  const parts = [...titleParts(card), ...card.blocks.map((block, index) => part(block, index, card.locale, pictures))];
  return { text: fallback(card), blocks: fitParts(parts, maxBlocks, card.locale) };
}

function fallback({ fallback: text }: Card): string {
  let kept = cut(text, LIMITS.fallback);
  while (escapeMarkup(kept).length > LIMITS.fallback)
    kept = cut(kept, kept.length - Math.ceil((escapeMarkup(kept).length - LIMITS.fallback) / 5) - 1);
  return kept.length < text.length ? `${escapeMarkup(cut(kept, kept.length - 5))}…` : escapeMarkup(kept);
}

function titleParts(card: Card): Part[] {
  const parts: Part[] = [];
  if (card.title !== undefined)
    parts.push({ blocks: [{ type: 'header', text: plainText(label(card.title, LIMITS.header)) }], buttons: false, counts: true });
  if (card.subtitle !== undefined) parts.push({ blocks: [quiet(card.subtitle, card.locale)], buttons: false, counts: true });
  return parts;
}

function part(block: Block, index: number, locale: Locale, pictures: Pictures): Part {
  const of = (blocks: readonly types.KnownBlock[]): Part => ({
    blocks,
    buttons: block.type === 'buttons',
    counts: block.type !== 'divider',
  });
  switch (block.type) {
    case 'text':
      return of(textBlocks(block, locale));
    case 'facts':
      return of(factBlocks(block.facts, locale));
    case 'table':
      return of(tableBlocks(block, locale));
    case 'chart':
      return of([chartBlock(block.spec, pictures.get(block.spec), locale)]);
    case 'buttons':
      return of(buttonBlocks(block.buttons, index, locale));
    case 'divider':
      return of([{ type: 'divider' }]);
    default:
      return block satisfies never;
  }
}

function section(text: types.PlainTextElement | types.MrkdwnElement): types.SectionBlock {
  // Without `expand` Slack folds long sections behind "see more".
  return { type: 'section', text, expand: true };
}

function quiet(text: Extract<Block, { type: 'text' }>['text'], locale: Locale): types.ContextBlock {
  return { type: 'context', elements: [fitText(text, LIMITS.contextText, WORDS[locale].moreCharacters)] };
}

function textBlocks(block: Extract<Block, { type: 'text' }>, locale: Locale): types.KnownBlock[] {
  return [block.quiet ? quiet(block.text, locale) : section(fitText(block.text, LIMITS.sectionText, WORDS[locale].moreCharacters))];
}

function factBlocks(facts: readonly { readonly label: string; readonly value: string }[], locale: Locale): types.KnownBlock[] {
  if (facts.length === 0) return [];
  const colon = locale === 'fr' ? '\u00a0:' : ':';
  const entries = facts.map((fact): Line[] => [
    [{ text: `${label(fact.label, CELL)}${colon}`, bold: true }, { text: ` ${label(fact.value, 3 * CELL)}` }],
  ]);
  return fitEntries(entries, LIMITS.sectionText, 0, WORDS[locale].more).map(section);
}

/**
 * A table as a list, because a phone shows 40 characters a line: the name in bold, the other cells after it. With many columns of figures each
 * figure carries its column's title; with fewer the titles stand once above. (Slack's own `table` block scrolls sideways on a phone, only
 * one fits into a message, and other clients of Slack's API do not draw it.)
 */
function tableBlocks(table: Extract<Block, { type: 'table' }>, locale: Locale): types.KnownBlock[] {
  const hidden = table.hidden ?? 0;
  if (table.rows.length === 0 && hidden === 0) return [];
  const titles = table.columns.map((column) => column.title).filter((title) => title !== '');
  const named = titles.length > 6 || table.columns.filter((column) => column.align === 'right').length > 3;
  const where = table.where === undefined ? undefined : label(table.where, CELL);
  const rows = table.rows.map((cells) => rowLines(table.columns, cells, named));
  const list = fitEntries(rows, LIMITS.sectionText, hidden, (left) => WORDS[locale].more(left, where)).map(section);
  return named || titles.length < 2 ? list : [quiet(titles.map((title) => label(title, CELL)).join(' · '), locale), ...list];
}

/** Cells that say nothing in a list: empty, or a dash. */
const SILENT = /^\s*[–—-]?\s*$/;
/** A rank or an account, beside which something else is the name. */
const NUMBER = /^\s*[\d\s]+[.)]?\s*$/;

function rowLines(columns: readonly Column[], cells: readonly string[], named: boolean): Line[] {
  const shown = cells.flatMap((cell, i) => (SILENT.test(cell) ? [] : [{ i, text: label(cell, CELL) }]));
  const words = shown.filter((cell) => columns[cell.i]?.align !== 'right');
  const name = words.find((cell) => !NUMBER.test(cell.text)) ?? words[0];
  const before = shown.filter((cell) => name && cell.i < name.i).map((cell) => cell.text);
  const rest = shown
    .filter((cell) => !name || cell.i > name.i)
    .map((cell) => (named && columns[cell.i]?.title ? `${label(columns[cell.i]?.title ?? '', CELL)} ${cell.text}` : cell.text));
  const opening: Span[] = [];
  if (before.length > 0) opening.push({ text: `${before.join(' ')} ` });
  if (name) opening.push({ text: name.text, bold: true });
  // Two lines when one would break on a phone anyway: the name and its first figure, then the rest.
  const length = opening.reduce((sum, span) => sum + span.text.length, 0) + rest.join(' · ').length;
  const first = length <= PHONE ? rest : rest.slice(0, 1);
  if (first.length > 0) opening.push({ text: `${opening.length > 0 ? ' · ' : ''}${first.join(' · ')}` });
  const second = rest.slice(first.length).join(' · ');
  if (opening.length === 0) return [[{ text: '—' }]];
  return second === '' ? [opening] : [opening, [{ text: cut(second, 4 * CELL) + (second.length > 4 * CELL ? '…' : '') }]];
}

function chartBlock(spec: ChartSpec, picture: Picture | undefined, locale: Locale): types.KnownBlock {
  const words = altText(spec);
  if (!picture) return section(fitText(words, LIMITS.sectionText, WORDS[locale].moreCharacters));
  const alt_text = label(words, LIMITS.altText);
  return 'file' in picture
    ? { type: 'image', slack_file: { id: picture.file }, alt_text }
    : { type: 'image', image_url: picture.url, alt_text };
}

function buttonBlocks(buttons: readonly Button[], index: number, locale: Locale): types.KnownBlock[] {
  const drawn: types.Button[] = [];
  for (const [i, button] of buttons.entries()) {
    const value = encodeIntent(button.intent);
    if (value.length > LIMITS.buttonValue) continue;
    drawn.push({
      type: 'button',
      action_id: `press:${index}.${i}`,
      text: plainText(label(button.label, LIMITS.buttonText)),
      value,
      ...(button.style ? { style: button.style } : {}),
    });
  }
  const blocks: types.KnownBlock[] = [];
  for (let i = 0; i < drawn.length; i += LIMITS.buttonsPerBlock)
    blocks.push({ type: 'actions', block_id: `buttons:${index}.${i}`, elements: drawn.slice(i, i + LIMITS.buttonsPerBlock) });
  if (drawn.length < buttons.length) blocks.push(quiet(WORDS[locale].moreButtons(buttons.length - drawn.length), locale));
  return blocks;
}

/** All parts when they fit; else the last ones give way, those without buttons first (the decision must stay), and one line counts them where the first of them stood. */
function fitParts(parts: readonly Part[], maxBlocks: number, locale: Locale): types.KnownBlock[] {
  const kept = new Set(parts.keys());
  const removed: number[] = [];
  const note = (): types.KnownBlock[] => {
    const missing = removed.filter((i) => parts[i]?.counts).length;
    return missing === 0 ? [] : [quiet(WORDS[locale].moreBlocks(missing), locale)];
  };
  const build = (): types.KnownBlock[] => {
    const first = Math.min(...removed);
    return parts.flatMap((p, i) => [...(i === first ? note() : []), ...(kept.has(i) ? p.blocks : [])]);
  };
  let blocks = build();
  while (kept.size > 0 && (blocks.length > maxBlocks || textLength(blocks) > LIMITS.messageText)) {
    const order = [...kept];
    const last = order.findLast((i) => !parts[i]?.buttons) ?? order.at(-1) ?? 0;
    kept.delete(last);
    removed.push(last);
    blocks = build();
  }
  return blocks;
}

/** The length of every text that a reader sees. */
export function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  for (const [name, inner] of Object.entries(value))
    sum += typeof inner === 'string' ? (name === 'text' || name === 'alt_text' ? inner.length : 0) : textLength(inner);
  return sum;
}
