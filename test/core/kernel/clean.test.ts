/** The one cleaning of texts from outside: nothing invisible or broken is left, nothing that people write is lost, no cut tears a character. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText, cut, fileName, heard, isBlank, marked, needsCleaning } from '../../../src/core/kernel/clean.ts';
import { anyText, isBroken } from '../../support/any-text.ts';

describe('a text from outside', () => {
  test.each([
    ['NUL and other controls', 'a\u0000b\u0007\u001b[31m\u007f\u009bc', 'ab[31mc'],
    ['line ends of every kind', 'a\r\nb\rc\u2028d\u2029e\u0085f\u000bg\u000ch', 'a\nb\nc\nd\ne\nf\ng\nh'],
    ['halves of surrogate pairs', 'a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
    ['halves that a mark kept apart', '\ud83d\u200e\ude00', '😀'],
    ['what turns the writing direction', 'facture\u202egpj.exe\u2066x\u2069\u200e\u200f\u061c', 'facturegpj.exex'],
    ['marks of order, and what is no character', '\ufeffa\ufffe\uffff\ufdd0\ufff9b', 'ab'],
  ])('loses %s', (_, text, clean) => expect(cleanText(text)).toBe(clean));

  test.each([
    'une ligne\n\tune autre',
    '👨‍👩‍👧 a signé',
    'مرحبا بالعالم',
    'שלום עולם',
    'नमस्ते क्‍ष',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 7️⃣',
    '71\u202f300,00\u00a0€',
    'e\u0301te\u0301',
    '\u{1f600}',
  ])('keeps %s', (text) => expect(cleanText(text)).toBe(text));

  test('whatever it is: clean afterwards, not longer, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expect(isBroken(clean)).toBe(false);
        expect(clean.length).toBeLessThanOrEqual(text.length);
        expect(cleanText(clean)).toBe(clean);
        if (!needsCleaning(text)) expect(clean).toBe(text);
      }),
    );
  });

  test('whatever it is: one line is one line without blank ends, or nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = cleanLine(text);
        expect(line).not.toMatch(/[\n\t\r]/);
        expect(line).toBe(line.trim());
        expect(cleanLine(line)).toBe(line);
        expect(line === '').toBe(isBlank(cleanText(text)));
      }),
    );
  });

  test('whatever it is: what was said fits, and is nothing only where there was nothing to see', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 30, max: 60 }), (text, max) => {
        const said = heard(text, max);
        expect(said.length).toBeLessThanOrEqual(max);
        expect(isBroken(said)).toBe(false);
        expect(heard(said, max)).toBe(said);
        if (isBlank(cleanText(text))) expect(said).toBe('');
      }),
    );
  });

  test.each(['', ' ', '\n\t', '\u00a0\u202f', '\u200b\u200d\ufe0f', '\u2060', '\u00ad', '\u3164', '\u2800', '\u034f'])(
    '%j shows nothing',
    (text) => expect(isBlank(text)).toBe(true),
  );
  test.each(['a', '.', '\u0301', '\ufffd', '😀', '\u0000'])('%j shows something, or is not clean yet', (text) =>
    expect(isBlank(text)).toBe(false),
  );
});

describe('a cut', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['a😀b', 2, 'a'],
    ['a😀b', 3, 'a😀'],
    ['e\u0301a', 1, 'e'],
    ['xe\u0301a', 2, 'x'],
    ['x👨‍👩‍👧y', 5, 'x'],
    ['x👨‍👩‍👧y', 9, 'x👨‍👩‍👧'],
    ['🇫🇷🇧🇪', 4, '🇫🇷'],
    ['🇫🇷🇧🇪', 6, '🇫🇷'],
    ['\u{1f600}', 1, ''],
    ['abc', 0, ''],
    ['abc', -1, ''],
  ])('of %j to %i is %j', (text, max, kept) => expect(cut(text, max)).toBe(kept));

  test('whatever the text: its own beginning, no longer than asked, and between two characters unless one alone is too long', () => {
    const characters = (text: string) => [...new Intl.Segmenter('fr', { granularity: 'grapheme' }).segment(text)].map((s) => s.index);
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, max) => {
        const kept = cut(text, max);
        expect(text.startsWith(kept)).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(max);
        const begins = [...characters(text), text.length];
        const whole = begins.filter((at) => at <= max).at(-1) ?? 0;
        if (whole > 0) expect(kept.length).toBe(whole);
        else expect(/[\ud800-\udbff]$/.test(kept) && /^[\udc00-\udfff]/.test(text.slice(kept.length))).toBe(false);
      }),
    );
  });
});

describe('the name of a file', () => {
  test.each([
    ['FEC 2026.txt', 'FEC 2026.txt'],
    ['../../etc/p\u0000asswd', '.._.._etc_p_asswd'],
    ['a\\b\nc.csv', 'a_b_c.csv'],
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    ['..', 'file'],
    ['\u200b', 'file'],
    ['', 'file'],
    [`${'x'.repeat(199)}😀`, 'x'.repeat(199)],
  ])('%j is %j', (given, name) => expect(fileName(given)).toBe(name));

  test('whatever it was: one line, no folder, never empty, at most 200 long', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const name = fileName(given);
        expect(name).toMatch(/^[^/\\\p{Cc}]{1,200}$/u);
        expect(name).not.toMatch(/^\.*$/);
        expect(fileName(name)).toBe(name);
      }),
    );
  });
});

test('in a shell each character that is taken out elsewhere is seen to have been there', () => {
  expect(marked('a\u001b[31m\u202eb\tc\ud800\nd\u2028e')).toBe('a\ufffd[31m\ufffdb\ufffdc\ufffd\nd\ne');
});
