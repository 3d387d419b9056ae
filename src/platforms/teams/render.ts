/** Cards as Teams carries them: an Adaptive Card in a message, the presser's own view of one, and what an invoke is answered with. */
import { type Block, type Card, plain, type Span } from '../../core/desk/card.ts';
import { altText, type ChartSpec, chartTable } from '../../core/desk/chart-spec.ts';
import { cleanLine, cleanText, cut } from '../../core/kernel/clean.ts';
import { byteLength, type JsonObject, toAdaptive } from '../adaptive.ts';
import { BUTTONS_PER_ROW, MAX_CARD, MAX_REFRESHERS, MAX_ROWS, MAX_SUMMARY } from './limits.ts';

/** The verb with which a client asks for the card as its reader sees it now. */
export const REFRESH = 'refresh';

/** Addresses of pictures by chart; a chart without one is told in words and figures. */
export type Pictures = ReadonlyMap<ChartSpec, string>;

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

/** The card in a message; `readers` are accounts whose clients ask for their own view of it. */
export function messageOf(card: Card, pictures: Pictures | undefined, readers: readonly string[] = []): JsonObject {
  return carrying(cardJson(card, pictures, readers), card.fallback);
}

export function carrying(content: JsonObject, summary: string): JsonObject {
  return { type: 'message', summary: cut(cleanLine(summary), MAX_SUMMARY), attachments: [attachment(content)] };
}

export function attachment(content: JsonObject): JsonObject {
  return { contentType: ADAPTIVE, content };
}

export function cardJson(card: Card, pictures: Pictures | undefined, readers: readonly string[] = []): JsonObject {
  const extras = { ...refreshOf(card, readers), msteams: { width: 'Full' } };
  const drawn = toAdaptive(inWords(card, pictures), {
    imageUrl: (spec) => pictures?.get(spec),
    maxBytes: MAX_CARD - byteLength(extras),
    maxRows: MAX_ROWS,
    buttonsPerRow: BUTTONS_PER_ROW,
  });
  return { ...drawn, ...extras };
}

/** Only what can be pressed has a view of one's own. */
function refreshOf(card: Card, readers: readonly string[]): JsonObject {
  if (readers.length === 0 || !card.blocks.some((b) => b.type === 'buttons')) return {};
  const action = { type: 'Action.Execute', title: REFRESH, verb: REFRESH, data: {} };
  return { refresh: { action, userIds: readers.slice(0, MAX_REFRESHERS) } };
}

/** A chart without a picture: its sentence, and its figures as a table. */
function inWords(card: Card, pictures: Pictures | undefined): Card {
  const blocks = card.blocks.flatMap((block): readonly Block[] => {
    if (block.type !== 'chart' || pictures?.has(block.spec)) return [block];
    const { columns, rows } = chartTable(block.spec);
    return [
      { type: 'text', text: altText(block.spec) },
      { type: 'table', columns: columns.map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })), rows },
    ];
  });
  return { ...card, blocks };
}

/** The answer to a press above the card that was pressed, as it stands now: what the presser alone sees in its place. */
export function ownView(answer: Card, current: Card | undefined): Card {
  if (!current) return answer;
  return {
    blocks: [...withTitle(answer), { type: 'divider' }, ...withTitle(current)],
    fallback: answer.fallback,
    amounts: answer.amounts || current.amounts,
    locale: answer.locale,
  };
}

function withTitle(card: Card): readonly Block[] {
  const title: readonly Span[] = card.title === undefined ? [] : [{ text: card.title, bold: true }];
  return [
    ...(title.length > 0 ? [{ type: 'text', text: title } as const] : []),
    ...(card.subtitle === undefined ? [] : [{ type: 'text', text: card.subtitle, quiet: true } as const]),
    ...card.blocks,
  ];
}

/** A card of a sentence: a refusal, an acknowledgement. */
export function isSentence(card: Card): boolean {
  const [only, ...more] = card.blocks;
  return card.title === undefined && more.length === 0 && only?.type === 'text' && plain(only.text).length < 600;
}

/** The body of an invoke's answer ("Universal Actions", response format). */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: JsonObject;
}

/** The pressed card becomes this one, for the presser alone. */
export function cardAnswer(content: JsonObject): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: ADAPTIVE, value: content } };
}

/** The pressed card stays; the words are shown for a moment. */
export function messageAnswer(text: string): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: cleanText(text) } };
}
