/** Dates on the local page are said as people of each language say them. */
import { expect, test } from 'vitest';

// A script of the page has types of its own (tsconfig.page.json).
const { timeWords, WORDS } = await import(`${import.meta.dirname}/../../../src/platforms/local/page/words.js`);

test('the first of a month is “1er” in French, and every other day is its number', () => {
  const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
  const fr = timeWords('fr', 'Europe/Paris', WORDS.fr);
  const en = timeWords('en', 'Europe/Paris', WORDS.en);
  expect(fr.day(noon('2026-12-01'), noon('2026-12-15'))).toBe('mardi 1er décembre');
  expect(fr.day(noon('2026-12-11'), noon('2026-12-15'))).toBe('vendredi 11 décembre');
  expect(fr.stamp(noon('2026-12-21'))).toBe('lun. 21 déc. 13:00');
  expect(en.day(noon('2026-12-01'), noon('2026-12-15'))).toBe('Tuesday 1 December');
});
