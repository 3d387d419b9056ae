/** The shipped typeface: without it a machine with no fonts draws charts whose labels are silently missing. */
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { FONT_FAMILY } from './style.ts';

const FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];

/** Makes the typeface known to the canvas of this process; harmless twice. Throws, naming the file, when one is missing or unreadable. */
export function registerFonts(): void {
  if (GlobalFonts.families.some((f) => f.family === FONT_FAMILY && f.styles.length >= FILES.length)) return;
  const require = createRequire(import.meta.url);
  for (const file of FILES) {
    const path = require.resolve(`@expo-google-fonts/inter/${file}`);
    if (GlobalFonts.registerFromPath(path, FONT_FAMILY) === null) throw new Error(`the font file ${path} cannot be read`);
  }
}
