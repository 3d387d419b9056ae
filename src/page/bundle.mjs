/** Puts the record page's script together from the compiled program's own sources, unminified, so that whoever opens the page can read what counted. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const bundle = await rolldown({
  input: here('browser/main.ts'),
  platform: 'browser',
  // No module of the core does anything by being loaded.
  treeshake: { moduleSideEffects: (id) => id.endsWith('/browser/main.ts') },
  resolve: { alias: { 'temporal-polyfill': here('browser/temporal.ts') } },
});
const { output } = await bundle.generate({ format: 'esm' });
// Inside of a page a closing tag in a text would end the script.
writeFileSync(here('../../dist/record-page.js'), output[0].code.replace(/<\/(script)/gi, '<\\/$1'));
