/** Turns a Card into an Adaptive Card 1.5, for Teams and for the local page: names stay plain text, and what does not fit is cut where the reader sees it. */
import type { Block, Button, Card, Rich, Span } from '../core/desk/card.ts';
import { altText, type ChartSpec } from '../core/desk/chart-spec.ts';
import { encodeIntent } from '../core/desk/intent.ts';
import { presentable } from '../core/desk/presentable.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { cut } from '../core/kernel/clean.ts';
import type { Locale } from '../core/kernel/locale.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface AdaptiveOptions {
  /** Where the picture of the card's nth chart is (from 0); undefined when there is none, and the chart's words stand in for it. */
  readonly imageUrl: (spec: ChartSpec, index: number) => string | undefined;
  /** The card's JSON in UTF-8 is never longer than this. Below about 600 bytes even the last resort, one cut sentence, may not fit. */
  readonly maxBytes: number;
  /** Rows shown of one table or list of facts, whatever the bytes allow. */
  readonly maxRows?: number;
  /** Buttons in one row (5 unless told, what every client draws); more of them make more rows. */
  readonly buttonsPerRow?: number;
}

/** How much of a card is drawn; whatever lies beyond is counted in the card itself. */
interface Caps {
  readonly rows: number;
  readonly chars: number;
  readonly blocks: number;
}

const WORDS = {
  fr: {
    chars: (n: number) => `… (${n} caractères coupés)`,
    blocks: (n: number) =>
      n === 1
        ? '… et 1 partie de cette carte, trop longue pour être affichée'
        : `… et ${n} parties de cette carte, trop longues pour être affichées`,
  },
  en: {
    chars: (n: number) => `… (${n} characters cut)`,
    blocks: (n: number) =>
      n === 1 ? '… and 1 part of this card, too long to be shown' : `… and ${n} parts of this card, too long to be shown`,
  },
} satisfies Record<Locale, Record<string, (n: number) => string>>;

/** The card as an Adaptive Card, at most `maxBytes` long: rows go first, then the ends of long texts, then whole blocks (buttons last). */
export function toAdaptive(written: Card, options: AdaptiveOptions): JsonObject {
  const card = presentable(written);
  const fits = (caps: Caps) => byteLength(draw(card, caps, options)) <= options.maxBytes;
  const most: Caps = {
    rows: Math.min(options.maxRows ?? Number.POSITIVE_INFINITY, longest(card)),
    chars: 4000,
    blocks: card.blocks.length,
  };
  if (fits(most)) return draw(card, most, options);
  const rows = greatest(0, most.rows, (n) => fits({ ...most, rows: n }));
  if (rows !== undefined) return draw(card, { ...most, rows }, options);
  const few: Caps = { ...most, rows: Math.min(3, most.rows) };
  const chars = greatest(200, most.chars, (n) => fits({ ...few, chars: n }));
  if (chars !== undefined) return draw(card, { ...few, chars }, options);
  const short: Caps = { ...few, chars: 200 };
  const blocks = greatest(0, most.blocks, (n) => fits({ ...short, blocks: n }));
  return draw(card, blocks === undefined ? { rows: 0, chars: 40, blocks: 0 } : { ...short, blocks }, options);
}

export function byteLength(json: Json): number {
  return Buffer.byteLength(JSON.stringify(json));
}

/** The greatest n in [low, high] that passes, when passing n means passing everything below; undefined when not even `low` does. */
function greatest(low: number, high: number, passes: (n: number) => boolean): number | undefined {
  if (high < low || !passes(low)) return undefined;
  let [good, bad] = [low, high + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function longest(card: Card): number {
  return Math.max(0, ...card.blocks.map((b) => (b.type === 'table' ? b.rows.length : b.type === 'facts' ? b.facts.length : 0)));
}

function draw(card: Card, caps: Caps, options: AdaptiveOptions): JsonObject {
  const pen = new Pen(card.locale, caps, options);
  const kept = keep(card.blocks, caps.blocks);
  const body: Json[] = [];
  if (card.title !== undefined) body.push(pen.line(card.title, { id: 'title' }, { weight: 'Bolder', size: 'Medium' }));
  if (card.subtitle !== undefined)
    body.push(pen.line(card.subtitle, { id: 'subtitle', spacing: 'None' }, { isSubtle: true, size: 'Small' }));
  let divided = false;
  for (const block of kept) {
    if (block.type === 'divider') {
      divided = true;
      continue;
    }
    for (const [i, element] of pen.block(block).entries()) body.push(i === 0 && divided ? { ...element, separator: true } : element);
    divided = false;
  }
  if (kept.length < card.blocks.length) body.push(pen.quiet(WORDS[card.locale].blocks(card.blocks.length - kept.length)));
  // No `lang`: Microsoft's parser checks it with a global regular expression, which finds every second card's language wrong.
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: pen.cut(card.fallback),
    body,
  };
}

/** The blocks that stay when only `count` may: the first one, then the buttons (what a reader can do), then the rest in order. */
function keep(blocks: readonly Block[], count: number): readonly Block[] {
  if (count >= blocks.length) return blocks;
  const rank = (b: Block, i: number) => (i === 0 ? 0 : b.type === 'buttons' ? 1 : 2);
  const order = blocks.map((block, i) => ({ block, i, rank: rank(block, i) })).sort((a, b) => a.rank - b.rank || a.i - b.i);
  const stay = new Set(order.slice(0, count).map(({ i }) => i));
  return blocks.filter((_, i) => stay.has(i));
}

/** Draws blocks of one card under one set of caps; counts charts and tables so that each has an id of its own. */
class Pen {
  readonly #words: (typeof WORDS)[Locale];
  readonly #andMore: (n: number) => string;
  readonly #caps: Caps;
  readonly #options: AdaptiveOptions;
  #charts = 0;
  #tables = 0;

  constructor(locale: Locale, caps: Caps, options: AdaptiveOptions) {
    this.#words = WORDS[locale];
    this.#andMore = deskTexts(locale).andMore;
    this.#caps = caps;
    this.#options = options;
  }

  block(block: Exclude<Block, { type: 'divider' }>): readonly JsonObject[] {
    switch (block.type) {
      case 'text':
        return this.#text(block.text, block.quiet === true);
      case 'facts':
        return this.#facts(block.facts);
      case 'table':
        return this.#table(block);
      case 'chart':
        return [this.#chart(block.spec)];
      case 'buttons':
        return this.#buttons(block.buttons);
      default:
        return unreachable(block);
    }
  }

  cut(text: string): string {
    return text.length <= this.#caps.chars
      ? inert(text)
      : inert(cut(text, this.#caps.chars)) + this.#words.chars(text.length - this.#caps.chars);
  }

  line(text: Rich, element: JsonObject, run: JsonObject = {}): JsonObject {
    return { type: 'RichTextBlock', ...element, inlines: runs(this.#shorten(text), run) };
  }

  quiet(text: string): JsonObject {
    return this.line(text, { spacing: 'Small' }, { isSubtle: true, size: 'Small' });
  }

  /** A RichTextBlock has no line break of its own that every client draws: one block for each line. */
  #text(text: Rich, quiet: boolean): readonly JsonObject[] {
    const run: JsonObject = quiet ? { isSubtle: true, size: 'Small' } : {};
    const drawn = lines(this.#shorten(text)).map((line) => runs(line, run));
    return drawn.map((inlines, i) => ({ type: 'RichTextBlock', ...(i === 0 ? {} : { spacing: 'None' }), inlines }));
  }

  /** The caps count over the whole text, however many spans it has. */
  #shorten(text: Rich): readonly Span[] {
    const spans = typeof text === 'string' ? [{ text }] : text;
    const length = spans.reduce((sum, s) => sum + s.text.length, 0);
    if (length <= this.#caps.chars) return spans;
    const out: Span[] = [];
    let left = this.#caps.chars;
    for (const span of spans) {
      if (left > 0) out.push({ ...span, text: cut(span.text, left) });
      left -= Math.min(left, span.text.length);
    }
    return [...out, { text: this.#words.chars(length - this.#caps.chars) }];
  }

  /** A FactSet reads its values as Markdown, so that a name could become a link: two columns of plain runs instead. */
  #facts(facts: readonly { readonly label: string; readonly value: string }[]): readonly JsonObject[] {
    const shown = facts.slice(0, this.#caps.rows);
    const table: JsonObject = {
      type: 'Table',
      id: `facts-${this.#tables++}`,
      firstRowAsHeader: false,
      firstRowAsHeaders: false,
      showGridLines: false,
      columns: weights([shown.map((f) => f.label), shown.map((f) => f.value)]).map((width) => ({ width })),
      rows: shown.map((f) => row([this.#cell(f.label, { isSubtle: true }), this.#cell(f.value)])),
    };
    return [...(shown.length > 0 ? [table] : []), ...this.#more(facts.length - shown.length)];
  }

  #table(block: Extract<Block, { type: 'table' }>): readonly JsonObject[] {
    const rows = block.rows.slice(0, this.#caps.rows);
    const headed = block.columns.some((c) => c.title !== '');
    const titles = headed ? [row(block.columns.map((c) => this.#cell(c.title, { weight: 'Bolder', size: 'Small' })))] : [];
    const width = weights(
      block.columns.map((c, i) => [c.title, ...rows.map((r) => r[i] ?? '')]),
      block.columns.map((c) => c.align === 'right'),
    );
    const table: JsonObject = {
      type: 'Table',
      id: `table-${this.#tables++}`,
      // The schema's name and the one that Microsoft's JavaScript reads.
      ...(headed ? {} : { firstRowAsHeader: false, firstRowAsHeaders: false }),
      showGridLines: false,
      columns: block.columns.map((c, i) => ({
        width: width[i] ?? 1,
        horizontalCellContentAlignment: c.align === 'right' ? 'Right' : 'Left',
      })),
      rows: [...titles, ...rows.map((cells) => row(block.columns.map((_, i) => this.#cell(cells[i] ?? ''))))],
    };
    const hidden = (block.hidden ?? 0) + block.rows.length - rows.length;
    return [...(block.columns.length > 0 && (headed || rows.length > 0) ? [table] : []), ...this.#more(hidden, block.where)];
  }

  #more(hidden: number, where?: string): readonly JsonObject[] {
    if (hidden <= 0) return [];
    return [this.quiet(this.#andMore(hidden) + (where === undefined ? '' : ` · ${where}`))];
  }

  #cell(text: string, run: JsonObject = {}): JsonObject {
    return { type: 'TableCell', items: text === '' ? [] : [this.line(text, {}, run)] };
  }

  #chart(spec: ChartSpec): JsonObject {
    const index = this.#charts++;
    const url = this.#options.imageUrl(spec, index);
    const words = this.cut(altText(spec));
    return url === undefined ? this.line(words, {}) : { type: 'Image', id: `chart-${index}`, url, altText: words, size: 'Stretch' };
  }

  #buttons(buttons: readonly Button[]): readonly JsonObject[] {
    const perRow = Math.min(this.#options.buttonsPerRow ?? 5, Math.max(1, buttons.length));
    const rowStarts = buttons.flatMap((_, i) => (i % perRow === 0 ? [i] : []));
    return rowStarts.map((start, i) => ({
      type: 'ActionSet',
      ...(i === 0 ? {} : { spacing: 'Small' }),
      actions: buttons.slice(start, start + perRow).map((b) => this.#button(b)),
    }));
  }

  #button(button: Button): JsonObject {
    return {
      type: 'Action.Execute',
      title: this.cut(button.label),
      verb: button.intent.kind,
      data: { intent: encodeIntent(button.intent) },
      ...(button.style === undefined ? {} : { style: button.style === 'primary' ? 'positive' : 'destructive' }),
    };
  }
}

function runs(spans: readonly Span[], run: JsonObject): readonly Json[] {
  const said = spans.filter((s) => s.text !== '');
  // A text without a character still is a line: clients refuse a block that holds nothing.
  if (said.length === 0) return [{ type: 'TextRun', text: '\u00a0' }];
  return said.map((s) => ({ type: 'TextRun', text: inert(s.text), ...run, ...(s.bold === true ? { weight: 'Bolder' } : {}) }));
}

function row(cells: readonly JsonObject[]): JsonObject {
  return { type: 'TableRow', cells };
}

/** Column widths by the text they hold, so that an amount does not get as much room as a sentence: words may go on in the next line, figures may not. */
function weights(columns: readonly (readonly string[])[], figures: readonly boolean[] = []): readonly number[] {
  const longest = (texts: readonly string[]): number => Math.max(4, ...texts.map((t) => t.length));
  return columns.map((texts, i) => (figures[i] ? longest(texts) + 3 : Math.min(20, longest(texts) + 1)));
}

/** `{{DATE(…)}}` and `{{TIME(…)}}` are the only commands that clients look for inside a TextRun; a word joiner makes them plain text. */
function inert(text: string): string {
  return text.replace(/\{\{(?=\s*(?:DATE|TIME)\s*\()/gi, '{\u2060{');
}

function lines(spans: readonly Span[]): readonly (readonly Span[])[] {
  const out: Span[][] = [[]];
  for (const span of spans) {
    for (const [i, text] of span.text.split('\n').entries()) {
      if (i > 0) out.push([]);
      out.at(-1)?.push({ ...span, text });
    }
  }
  return out;
}

function unreachable(block: never): never {
  throw new Error(`A block without a drawing: ${JSON.stringify(block)}`);
}
