/** Texts as badly as they come: whatever the bytes of a file, the fields of a form or a careless cut may leave behind. */
import fc from 'fast-check';

const NASTY = [
  // What every object of the language has.
  'constructor',
  '__proto__',
  '',
  ' ',
  '\n',
  '\u0000',
  '\u0000\u0000',
  '\ud800',
  '\udc00',
  '\ud83d',
  '\ude00',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u202e',
  '\u2066',
  '\u200e',
  '\u200f',
  '\u061c',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\ufe0f',
  '\u0301',
  '\u0301\u0302\u0303',
  '\u20dd',
  '\u3164',
  '\u2800',
  '\u00a0',
  '\u001b[31m',
  '\r',
  '\t',
  '\uffff',
  '👨‍👩‍👧',
  '🇫🇷',
  'é',
  'عربي',
  'עברית',
  'Dupont SA',
];

/** Any text at all: valid Unicode, code units in any order, and compositions of what goes wrong in practice. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.constantFrom(...NASTY),
);

/** Whether a reader, or a platform, would stumble over it: controls other than tab and line feed, halves of pairs, marks of direction, what is no character. */
export function isBroken(text: string): boolean {
  return (
    /[\p{Cs}\p{Bidi_Control}\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/u.test(text) ||
    /\p{Cc}/u.test(text.replace(/[\n\t]/g, ''))
  );
}
