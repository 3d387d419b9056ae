/** How every chart looks: sizes for a phone first, one font, an opaque white card that reads the same on a light and on a dark page. */

/** Logical width; a phone shows the picture 300 to 360 wide, so that 13 here is 10 to 12 there. */
export const WIDTH = 400;
export const HEIGHT = 330;
/** Pixels per logical unit (960 pixels across): sharp on a phone and on a desktop, and still far under 200 KB. */
export const PIXEL_RATIO = 2.4;

export const FONT_FAMILY = 'Inter';
export const TEXT = 13;
export const SMALL = 12;
export const TITLE = 17;

export const PAPER = '#ffffff';
export const INK = '#1b2433';
export const QUIET = '#4d5969';
export const RULE = '#e3e7ec';
export const ZERO_RULE = '#7b8694';
export const RATE = '#111827';
export const TARGET = '#b3123f';

/** Lines that must be told apart without their colour too: each has its own dash and point. The colours keep apart in all three colour blindnesses. */
export const SERIES = [
  { colour: '#1467b3', dash: [], point: 'circle' },
  { colour: '#b84e00', dash: [7, 4], point: 'rect' },
  { colour: '#24804f', dash: [2, 3], point: 'triangle' },
  { colour: '#2a0d33', dash: [10, 3, 2, 3], point: 'rectRot' },
] as const;

/** Bars without an age of their own. */
export const BAR = '#3f78b5';

/** Cuts a label visibly to a number of characters. */
export function clip(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** A title on at most two lines of about `length` characters, broken at spaces, cut visibly. */
export function titleLines(text: string, length = 40): string[] {
  if ([...text].length <= length) return [text];
  const at = text.lastIndexOf(' ', length);
  const cut = at > length / 3 ? at : length;
  return [text.slice(0, cut).trimEnd(), clip(text.slice(cut).trimStart(), length)];
}

/** Which of `count` labels of the longest length to write under an axis of `room` logical units so that none touch: every nth, counted from the last. */
export function labelStride(labels: readonly string[], room: number): number {
  const longest = labels.reduce((n, l) => Math.max(n, [...l].length), 1);
  return Math.max(1, Math.ceil((labels.length * (longest * SMALL * 0.58 + 6)) / room));
}
