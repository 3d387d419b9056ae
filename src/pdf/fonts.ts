/** The faces of documents, opened once a process, and each text laid out once: with features the PDF library does it anew for every word, each of the times that it asks how wide the word is. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Run } from 'fontkit';

const FILES = { text: '400Regular/Inter_400Regular', bold: '600SemiBold/Inter_600SemiBold' } as const;
/** Texts whose layout is kept: those of a few long reports. */
const MOST = 10_000;

const faces = new Map<keyof typeof FILES, Font>();

export function face(name: keyof typeof FILES): Font {
  const known = faces.get(name);
  if (known) return known;
  const file = createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${FILES[name]}.ttf`);
  const opened = remembering(create(readFileSync(file)));
  faces.set(name, opened);
  return opened;
}

function remembering(font: Font): Font {
  const runs = new Map<string, Run>();
  const layout: Font['layout'] = (text, features = []) => {
    const key = `${features.join()} ${text}`;
    const run = runs.get(key) ?? font.layout(text, features);
    if (runs.size >= MOST) runs.clear();
    runs.set(key, run);
    // The PDF library scales in place the positions that it is given.
    return Object.assign(Object.create(run), { positions: run.positions.map((position) => ({ ...position })) });
  };
  return Object.assign(Object.create(font), { layout });
}
