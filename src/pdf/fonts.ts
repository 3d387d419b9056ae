/** A document's faces, in which each text is laid out once: with features the PDF library does it anew for every word, each of the times that it asks how wide the word is. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Run } from 'fontkit';

const FILES = { text: '400Regular/Inter_400Regular', bold: '600SemiBold/Inter_600SemiBold' } as const;

/** Opened for one document: a glyph remembers the characters that it was first asked for with, and embedding the font asks for some without any. */
export function openFace(name: keyof typeof FILES): Font {
  const file = createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${FILES[name]}.ttf`);
  const font = create(readFileSync(file));
  const runs = new Map<string, Run>();
  const layout: Font['layout'] = (text, features = []) => {
    const key = `${features.join()} ${text}`;
    const run = runs.get(key) ?? font.layout(text, features);
    runs.set(key, run);
    // The PDF library scales in place the positions that it is given.
    return Object.assign(Object.create(run), { positions: run.positions.map((position) => ({ ...position })) });
  };
  return Object.assign(Object.create(font), { layout });
}
