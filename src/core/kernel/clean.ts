/** The one cleaning of texts that come from outside: what no reader sees, what turns the writing direction and what is half a character goes; what people write stays. */

/** Controls that break no line (a tab and a line feed stay), marks that turn or isolate the writing direction, and code points that are no characters. */
const UNSEEN = [
  String.raw`\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f`,
  String.raw`\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f`,
  String.raw`\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff`,
].join('');
const TAKEN_OUT = new RegExp(`[${UNSEEN}]`, 'g');
/** Other ways to end a line than a line feed. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Without any of these there is nothing to clean. Whole surrogate pairs are among them: an emoji costs a second look, no more. */
const SUSPECT = new RegExp(String.raw`[${UNSEEN}\r\v\f\u0085\u2028\u2029\ud800-\udfff]`);
/** White space, and characters that leave no trace on a page: joiners, selectors, fillers, the empty Braille cell. */
const TRACELESS = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text of one or several lines: every line end a line feed, half a surrogate pair U+FFFD, what nobody sees gone. Never longer than it was. */
export function cleanText(text: string): string {
  if (!needsCleaning(text)) return text;
  return text.replace(LINE_ENDS, '\n').replace(TAKEN_OUT, '').replace(HALVES, '\ufffd');
}

/** Whether `cleanText` may change the text: quick, so that a whole piece of a file can be asked about. */
export function needsCleaning(text: string): boolean {
  return SUSPECT.test(text);
}

/** A text of one line, trimmed; '' when there is nothing to see. Blanks that do not break (71 300 €) stay as they are. */
export function cleanLine(text: string): string {
  const line = cleanText(text)
    .replace(/[\t\n ]+/g, ' ')
    .trim();
  return isBlank(line) ? '' : line;
}

/** What a person wrote, of one or several lines: cleaned, trimmed, at most `max` long; '' when there is nothing to see. */
export function heard(text: string, max = Number.POSITIVE_INFINITY): string {
  const words = cleanText(text).trim();
  return isBlank(words) ? '' : cut(words, max).trimEnd();
}

/** Nothing that a reader could see. */
export function isBlank(text: string): boolean {
  return TRACELESS.test(text);
}

/** The longest beginning of at most `max` UTF-16 units that tears no character apart: neither a surrogate pair nor an emoji of several, nor a letter from its accents. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 0) return '';
  // Where a character begins depends on what stands before it and on its own first code point.
  const begins = GRAPHEMES.segment(text.slice(0, max + 2)).containing(max)?.index ?? max;
  // One "character" longer than all there is room for: a letter under a heap of accents.
  return begins > 0 ? text.slice(0, begins) : text.slice(0, isHigh(text.charCodeAt(max - 1)) ? max - 1 : max);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** What a file is called, whoever named it: one line, no folders, never empty. */
export function fileName(name: string): string {
  const plain = cut(cleanLine(name.replace(/[/\\\p{Cc}]/gu, '_')), 200);
  return /^[. ]*$/.test(plain) ? 'file' : plain;
}

/** The text with U+FFFD for each character that `cleanText` would take out, for a reader who must see that it was there: a shell. */
export function marked(text: string): string {
  return text
    .replace(/[\t\r\v\f\u0085]/g, '\ufffd')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(TAKEN_OUT, '\ufffd')
    .replace(HALVES, '\ufffd');
}
