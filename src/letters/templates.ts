/** Finds letters' templates: the product's own, and the company's folder, whose files stand above those of the same name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTemplate, type Template, type TemplateFault, type Templates } from '../core/letters/template.ts';

/** Reads both folders. A company's folder that is not there is an empty one. */
export function readTemplates(folder: string): Templates {
  const found = new Map<string, Template>();
  const faults: TemplateFault[] = [];
  for (const from of [builtIn(), folder]) {
    for (const file of existsSync(from) ? readdirSync(from).sort() : []) {
      if (!file.endsWith('.md') || /^readme/i.test(file)) continue;
      const parsed = parseTemplate(file, readFileSync(join(from, file), 'utf8'));
      if ('template' in parsed) found.set(file, parsed.template);
      else faults.push(...parsed.faults.map((fault) => ({ ...fault, file: from === folder ? join(folder, file) : file })));
    }
  }
  return { all: [...found.values()], faults };
}

/** The templates lie in the sources and are not compiled: found from the package's root, so that src and dist read the same files. */
function builtIn(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'src', 'letters', 'templates');
}
