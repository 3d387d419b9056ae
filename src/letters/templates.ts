/** Finds letters' templates: the product's own, and the company's folder, whose files stand above those of the same name. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileFault } from '../core/ledger/file-fault.ts';
import { parseTemplate, type Template, type TemplateFault, type Templates } from '../core/letters/template.ts';
import { readPlain } from '../files/plain.ts';

/** Reads both folders. A company's folder that is not there is an empty one. */
export function readTemplates(folder: string): Templates {
  const found = new Map<string, Template>();
  const faults: TemplateFault[] = [];
  for (const from of [builtIn(), folder]) {
    const files = filesIn(from);
    if (!files) faults.push({ file: from, line: 1, fault: 'unreadable', what: from });
    for (const file of files ?? []) {
      const parsed = read(join(from, file), file);
      if ('template' in parsed) found.set(file, parsed.template);
      else faults.push(...parsed.faults.map((fault) => ({ ...fault, file: from === folder ? join(folder, file) : file })));
    }
  }
  return { all: [...found.values()], faults };
}

/** Undefined when the folder is none, or may not be read. */
function filesIn(folder: string): readonly string[] | undefined {
  try {
    const all = existsSync(folder) ? readdirSync(folder).sort() : [];
    return all.filter((file) => file.endsWith('.md') && !/^readme/i.test(file));
  } catch {
    return undefined;
  }
}

function read(path: string, file: string): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(file, readPlain(path));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { faults: [{ file, line: 1, fault: 'unreadable', what: file }] };
  }
}

/** The templates lie in the sources and are not compiled: found from the package's root, so that src and dist read the same files. */
function builtIn(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'src', 'letters', 'templates');
}
