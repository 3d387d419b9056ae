/** Texts of a card as Slack text objects: data never becomes a mention, a link, an emoji or formatting, and what is cut says by how much. */
import type { types } from '@slack/bolt';
import type { Rich, Span } from '../../core/desk/card.ts';
import { cleanText, cut } from '../../core/kernel/clean.ts';

export type TextObject = types.PlainTextElement | types.MrkdwnElement;
export type Line = readonly Span[];

/** The three control characters of Slack's markup (docs.slack.dev, messaging/formatting-message-text). */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * Slack's markup has no escape for its formatting characters, so a line that holds one where Slack might obey it is not sent as markup at all:
 * 1. `*`, `~` and backticks anywhere; 2. an underscore that does not follow a letter or digit of ASCII (FA_2026_01 stays as it is);
 * 3. a leading `>` (a quotation, escaped or not, unless something bold begins with it); 4. `:name:` (an emoji); 5. `://` (some clients make links in spite of `verbatim`).
 */
const OBEYED = /[*~`]|(?:^|[^A-Za-z0-9])_|:[A-Za-z0-9_+'-]+:|:\/\//;
const QUOTED = /^\s*&gt;/;

export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Lines of spans from a card's text. */
export function toLines(text: Rich): Line[] {
  const spans: readonly Span[] = typeof text === 'string' ? [{ text }] : text;
  const lines: Span[][] = [[]];
  for (const span of spans) {
    for (const [index, part] of cleanText(span.text).split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ ...span, text: part });
    }
  }
  return lines;
}

const rawOf = (line: Line): string => line.map((s) => s.text).join('');
const isObeyed = (lines: readonly Line[]): boolean => lines.some((line) => OBEYED.test(rawOf(line)) || QUOTED.test(markup(line)));

/** The lines as one text object: markup for what is bold or has several lines (not every client breaks lines of plain text), unless Slack would obey some of it. */
export function compose(lines: readonly Line[]): TextObject {
  const markedUp = lines.length > 1 || lines.some((line) => line.some((s) => s.bold));
  if (!markedUp || isObeyed(lines)) return plainText(lines.map(rawOf).join('\n'));
  return { type: 'mrkdwn', text: lines.map(markup).join('\n'), verbatim: true };
}

/** One line as markup. A bold span is bold only where Slack sees it as such: between blanks, brackets, punctuation or the line's ends. */
function markup(line: Line): string {
  let out = '';
  for (const [index, span] of line.entries()) {
    const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(span.text) ?? [];
    const previous = before === '' ? out.at(-1) : ' ';
    const next = after === '' ? line.slice(index + 1).find((s) => s.text !== '')?.text[0] : ' ';
    const visible = span.bold && inner !== '' && /^$|[\s(]/.test(previous ?? '') && /^$|[\s).,;:!?…]/.test(next ?? '');
    out += before + (visible ? `*${escapeMarkup(inner)}*` : escapeMarkup(inner)) + after;
  }
  return out;
}

/** All of the text within `max`, or its beginning and `note` with the number of characters that are not shown. */
export function fitText(text: Rich, max: number, note: (characters: number) => string): TextObject {
  const whole = compose(toLines(text));
  if (whole.text.length <= max) return whole;
  const raw = toLines(text).map(rawOf).join('\n');
  // Each character cut makes the note longer at most by a digit: what fits with the longest note fits with its own.
  const kept = cut(raw, max - note(raw.length).length);
  return plainText(kept + note(raw.length - kept.length));
}

/** An entry that is not markup stands apart, so that the others keep theirs; beyond so many changes all is plain. */
const GROUPS = 8;

function composeEntries(entries: readonly (readonly Line[])[]): TextObject[] {
  const groups: { readonly obeyed: boolean; readonly lines: Line[] }[] = [];
  for (const entry of entries) {
    const obeyed = isObeyed(entry);
    const last = groups.at(-1);
    if (last?.obeyed === obeyed) last.lines.push(...entry);
    else groups.push({ obeyed, lines: [...entry] });
  }
  return groups.length <= GROUPS ? groups.map((group) => compose(group.lines)) : [plainText(entries.flat().map(rawOf).join('\n'))];
}

/** As many whole entries (one or several lines each) as fit into `max` together; `note` is the last line when any is left out, or when `hidden` were already. */
export function fitEntries(
  entries: readonly (readonly Line[])[],
  max: number,
  hidden: number,
  note: (left: number) => string,
): TextObject[] {
  const build = (shown: number): TextObject[] => {
    const left = hidden + entries.length - shown;
    const kept = entries.slice(0, shown);
    return composeEntries(left > 0 ? [...kept, [[{ text: note(left) }]]] : kept);
  };
  const tooLong = (texts: readonly TextObject[]): boolean => texts.reduce((sum, object) => sum + object.text.length, 0) > max;
  let shown = 0;
  for (let length = 0; shown < entries.length && length <= max; shown++) length += width(entries[shown] ?? []);
  while (shown > 0 && tooLong(build(shown))) shown--;
  return build(shown);
}

const width = (lines: readonly Line[]): number => lines.flat().reduce((sum, s) => sum + s.text.length, lines.length);
