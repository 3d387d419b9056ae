/** `npm run docs`: writes the tables of options, variables and commands into these pages, from the code. With `--check` nothing is written, and pages that are not what the code says are named. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variableRows } from '../dist/src/config/environment.js';
import { optionRows } from '../dist/src/config/policy-file.js';
import { FEATURES } from '../dist/src/core/features.js';
import { inOrder } from '../dist/src/core/kernel/rank.js';
import { faultTexts } from '../dist/src/files/fault-words.js';

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
    .replaceAll('| --- ', '|---')
    .replaceAll('--- |', '---|');
const code = (text) => (text === '' ? '–' : `\`${text}\``);
const cell = (text) => text.replaceAll('|', '\\|');

/** What options mean in French, by their names: every option has its sentence, and no other. */
const french = JSON.parse(readFileSync(join(import.meta.dirname, 'options.fr.json'), 'utf8'));
const named = optionRows().map((row) => row.option);
const astray = [...named.filter((name) => !(name in french)), ...Object.keys(french).filter((name) => !named.includes(name))];
if (astray.length > 0) throw new Error(`docs/options.fr.json and the options differ: ${astray.join(', ')}`);

const options = (head, means) =>
  table(
    head,
    optionRows().map((row) => [code(row.option), code(row.default), cell(means(row))]),
  );

const TABLES = {
  'policy.md': {
    options: options(['Option', 'Default', 'What it means'], (row) => row.means),
    'options.fr': options(['Option', 'Par défaut', 'Ce que c’est'], (row) => french[row.option]),
  },
  'install.md': {
    environment: table(
      ['Variable', 'Default', 'What it is'],
      variableRows(faultTexts('en')).map((row) => [code(row.name), row.default, row.means]),
    ),
  },
  'use.md': {
    commands: table(
      ['Command', 'What may follow', 'What it does'],
      inOrder(FEATURES.commands).map(({ name, argument, help }) => [
        [...new Set([`/${name.fr}`, `/${name.en}`])].map(code).join(', '),
        argument ? [...new Set([argument.en, argument.fr])].map(cell).join('<br>') : '',
        `${help.en}<br>${help.fr}`,
      ]),
    ),
  },
};

const stale = [];
for (const [page, tables] of Object.entries(TABLES)) {
  const file = join(import.meta.dirname, page);
  const before = readFileSync(file, 'utf8');
  let after = before;
  for (const [name, rows] of Object.entries(tables)) {
    const [start, end] = [`<!-- ${name}:start -->\n`, `\n<!-- ${name}:end -->`];
    const [from, to] = [after.indexOf(start), after.indexOf(end)];
    if (from < 0 || to < 0) throw new Error(`docs/${page} has no place for ${name}`);
    after = after.slice(0, from + start.length) + rows + after.slice(to);
  }
  if (after === before) continue;
  stale.push(`docs/${page}`);
  if (!process.argv.includes('--check')) writeFileSync(file, after);
}
if (stale.length > 0) console.log(stale.join('\n'));
if (stale.length > 0 && process.argv.includes('--check')) process.exit(1);
