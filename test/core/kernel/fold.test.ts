import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldRef } from '../../../src/core/kernel/fold.ts';

describe('folded words', () => {
  test.each([
    ['  SOCIÉTÉ   Générale ', 'societe generale'],
    ["L’Œuf d'Or", "l'oeuf d'or"],
    ['Straße, Łódź, Ærø', 'strasse, lodz, aero'],
    ['Ａｂｃ', 'abc'],
    ['', ''],
  ])('%s is looked for as "%s"', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('fold the same way twice, and however an accent is encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });
});

describe('folded references', () => {
  test.each([
    ['FA 2026/012', 'FA2026012'],
    ['fa-2026_012', 'FA2026012'],
    ['Fé-1', 'FE1'],
    ['---', ''],
  ])('%s is kept as "%s"', (text, folded) => {
    expect(foldRef(text)).toBe(folded);
  });

  test('are the same with an accent beside them as without: plain text takes no other way than the rest', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(`${foldRef(text)}E`).toBe(foldRef(`${text} é`));
      }),
    );
  });
});
