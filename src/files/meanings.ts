/** What the words of a list mean: of its types, of its states, of the sides beside its amounts. */
import { isOwn, type Known, reduces, wordsOf } from './known.ts';
import { stateOf } from './roles.ts';
import type { Facts, Word } from './survey.ts';
import { isPartly, type Side, STATUS_MEANINGS, type StatusMeaning, sideOf, TYPE_MEANINGS, type TypeMeaning, typeAmong } from './words.ts';

export function signsOf(known: Known): ReadonlyMap<string, Side> {
  const facts = known.at.get('sign');
  const meanings = new Map<string, Side>();
  const mean = (word: string, side: Side | undefined): void => {
    const answer =
      known.given.signs?.[word] ??
      side ??
      known.asker.ask({
        id: `side:${word}`,
        code: 'unknown-side',
        about: known.asker.t.unknownSide(facts?.name ?? '', shownWord(known, word)),
        ...(facts ? { column: facts.name } : {}),
        values: [word],
        choices: (['debit', 'credit'] as const).map((value) => ({ value, label: known.asker.t.fields[value] })),
      });
    if (answer === 'debit' || answer === 'credit') meanings.set(word, answer);
  };
  for (const [word] of wordsOf(facts)) mean(word, sideOf(word));
  // Where only credits are marked, the rest is owed.
  if (facts && facts.blanks > 0 && [...meanings.values()].includes('debit')) mean('', undefined);
  return meanings;
}

function shownWord(known: Known, word: string): string {
  return word === '' ? known.asker.t.blank : word;
}

/** Whether credits are written below zero: in two columns, with a mark, or by a minus on some credit. Of this file: the next one of its source may not. */
function isSigned(known: Known, words: ReadonlyMap<string, Word> | undefined, meanings: ReadonlyMap<string, TypeMeaning>): boolean {
  if (known.options.mapping?.signed !== undefined) return known.options.mapping.signed;
  if (known.at.has('debit') || known.at.has('credit') || known.at.has('sign')) return true;
  const seen = [...(words ?? [])].map(([word, counts]) => ({ ...counts, meaning: meanings.get(word) }));
  // A credit note without a minus among others with one is no debt for all that.
  if (seen.some(({ count, minus, meaning }) => meaning === 'credit-note' && minus > 0 && minus < count)) return false;
  return seen.some(({ minus, meaning }) => minus > 0 && reduces(meaning));
}

export function typesOf(
  known: Known,
  facts: Facts | undefined,
): { readonly meanings: ReadonlyMap<string, TypeMeaning>; readonly signed: boolean } {
  const meanings = new Map<string, TypeMeaning>();
  const unknown: [string, Word][] = [];
  for (const [word, counts] of wordsOf(facts)) {
    const meaning = known.given.types?.[word] ?? typeAmong(word, facts?.words);
    if (meaning === undefined) unknown.push([word, counts]);
    else meanings.set(word, meaning);
  }
  const signed = isSigned(known, facts?.words, meanings);
  for (const [word, { count }] of facts ? unknown : []) askType(known, facts, word, count, meanings);
  if (!signed) for (const [word, meaning] of [...meanings]) if (meaning === 'signed') unsigned(known, facts, word, meanings);
  // Beside credits without a sign a line without a word may be one.
  const silent = facts && facts.blanks > 0 && !signed && !isOwn(known, 'kind');
  if (silent && known.options.mapping?.defaults.kind === undefined && [...meanings.values()].some(reduces)) {
    const before = known.given.types?.[''];
    if (before !== undefined) meanings.set('', before);
    else if (known.kind === 'items') askType(known, facts, '', facts.blanks, meanings);
  }
  return { meanings, signed };
}

function askType(known: Known, facts: Facts | undefined, word: string, count: number, meanings: Map<string, TypeMeaning>): void {
  const answer = known.asker.ask({
    id: `type:${word}`,
    code: 'unknown-type',
    about: known.asker.t.unknownType(facts?.name ?? '', shownWord(known, word), count),
    ...(facts ? { column: facts.name } : {}),
    values: [word],
    choices: TYPE_MEANINGS.map((value) => ({ value, label: known.asker.t.types[value] })),
  });
  const meaning = TYPE_MEANINGS.find((value) => value === answer);
  if (meaning) meanings.set(word, meaning);
}

/** Where credits are written without a minus, the side of a journal's line is not known. One below zero says that it is. */
function unsigned(known: Known, facts: Facts | undefined, word: string, meanings: Map<string, TypeMeaning>): void {
  const counts = facts?.words?.get(word);
  if (!counts || counts.minus > 0 || known.given.types?.[word] !== undefined || !creditsWithout(facts, meanings)) return;
  meanings.delete(word);
  askType(known, facts, word, counts.count, meanings);
}

function creditsWithout(facts: Facts | undefined, meanings: ReadonlyMap<string, TypeMeaning>): boolean {
  return [...(facts?.words ?? [])].some(([word, { minus }]) => minus === 0 && reduces(meanings.get(word)));
}

export function statusWords(known: Known, facts: Facts): ReadonlyMap<string, StatusMeaning> {
  const meanings = new Map<string, StatusMeaning>();
  const mean = (word: string, count: number, meaning: StatusMeaning | undefined): void => {
    const answer =
      known.given.statuses?.[facts.name]?.[word] ??
      meaning ??
      known.asker.ask({
        id: `status:${word}`,
        code: 'unknown-status',
        about: known.asker.t.unknownStatus(facts.name, shownWord(known, word), count),
        column: facts.name,
        values: [word],
        choices: STATUS_MEANINGS.map((value) => ({ value, label: known.asker.t.statuses[value] })),
      });
    const found = STATUS_MEANINGS.find((value) => value === answer);
    if (found) meanings.set(word, found);
  };
  for (const [word, counts] of wordsOf(facts)) mean(word, counts.count, status(known, facts, word, counts));
  // Where only what is paid or in dispute is marked, the rest is open; where what is open is marked too, nothing says so.
  const told = known.roles.statuses.length > 1 || (['openAmount', 'paid'] as const).some((field) => known.at.has(field));
  if (facts.blanks > 0 && !told && [...meanings.values()].includes('open')) mean('', facts.blanks, undefined);
  return meanings;
}

/** Partly paid is open where the file says how much is left; without that it is asked. */
function status(known: Known, facts: Facts, word: string, counts: Word): StatusMeaning | undefined {
  if (isPartly(word)) return (['openAmount', 'paid', 'letter'] as const).some((field) => known.at.has(field)) ? 'open' : undefined;
  return stateOf(word, counts, facts);
}
