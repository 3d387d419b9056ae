/** The documents that live in the project are true where that can be told: cited pages and rules are there, links lead somewhere, examples do what is said of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulateFile } from '../src/cli/vote-simulation.ts';
import { parsePolicy } from '../src/config/policy-file.ts';
import { ITEM_TYPES } from '../src/files/item-fields.ts';
import { parseMapping } from '../src/files/mapping.ts';

const root = resolve(import.meta.dirname, '..');
// What is new counts before it is committed.
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const known = new Set(files);
const names = new Set(files.map((file) => basename(file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = files.filter((file) => file.endsWith('.md') && !file.startsWith('src/'));

// ---------------------------------------------------------------- what comments cite

const CODE = files.filter(
  (file) => /^(src|test|prisma|manifests)\/.*\.(ts|mts|mjs|js|prisma|css)$/.test(file) && !file.startsWith('src/store/generated/'),
);
/** Libraries that are called like a file. */
const PRODUCTS = new Set(['Chart.js', 'Node.js']);
const PAGE = /\bdocs\/[\w/-]+\.md\b/;

/** Comments of a source file, line by line. Texts and templates are stepped over, so that an address or a file name in one is none. */
function commentsOf(file: string): string[] {
  const text = read(file);
  if (file.endsWith('.prisma')) return text.split('\n').filter((line) => line.includes('//'));
  const parts = text.matchAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g);
  return [...parts].map(([part]) => part).filter((part) => /^\/[/*]/.test(part));
}

const comments = CODE.flatMap((file) => commentsOf(file).map((comment) => ({ file, comment })));

/** Whether a path that a comment of `file` names is one of the repository: from its root, from `src`, or beside the file; a bare name may be anywhere. */
function isThere(path: string, file: string): boolean {
  if (!path.includes('/')) return names.has(path);
  return [path, `src/${path}`, join(dirname(file), path)].some((place) => known.has(normalize(place)));
}

/** The rules of a page: the numbers of its lists and tables. */
function rulesOf(page: string): ReadonlySet<number> {
  return new Set([...read(page).matchAll(/^(?:\| )?(\d+)(?:\.| \|)/gm)].map((m) => Number(m[1])));
}

describe('a comment', () => {
  it('cites pages and source files that are there', () => {
    const strays = comments.flatMap(({ file, comment }) =>
      [...comment.matchAll(/(?<![\w./@-])(?:\.{1,2}\/)?[\w-][\w./-]*\.(?:md|ts|mts|mjs|js|css|prisma)\b(?!\.\w)/g)]
        .map(([path]) => path)
        .filter((path) => !PRODUCTS.has(path) && !isThere(path, file))
        .map((path) => `${file}: ${path}`),
    );
    expect(strays).toEqual([]);
  });

  it('cites rules that their page has', () => {
    const cited = comments.flatMap(({ file, comment }) =>
      [...comment.matchAll(/\b(docs\/rules\/[\w-]+\.md), rules? (\d+)((?:, \d+)*)(?: (and|to) (\d+))?/g)].flatMap(
        ([, page = '', first, more = '', joint, last]) => {
          const numbers = [first, ...more.split(', ').slice(1), ...(last === undefined ? [] : [last])].map(Number);
          const upTo = joint === 'to' ? Array.from({ length: Number(last) - Number(first) }, (_, i) => Number(first) + i) : [];
          return [...numbers, ...upTo].map((number) => ({ file, page, number }));
        },
      ),
    );
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter(({ page, number }) => known.has(page) && !rulesOf(page).has(number))).toEqual([]);
  });

  it('cites headings that their page has', () => {
    const missing = comments.flatMap(({ file, comment }) =>
      [...comment.matchAll(new RegExp(`(${PAGE.source}), "([^"]+)"`, 'g'))]
        .filter(([, page = '', heading = '']) => !headingsOf(page).some((h) => h.toLowerCase().includes(heading.toLowerCase())))
        .map(([words]) => `${file}: ${words}`),
    );
    expect(missing).toEqual([]);
  });
});

// ---------------------------------------------------------------- the pages

/** A page without its blocks of code. */
function proseOf(page: string): string {
  return read(page).replace(/^```[\s\S]*?^```/gm, '');
}

function headingsOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map((m) => m[1] ?? '');
}

/** How GitHub names a heading in an address. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

describe('a page', () => {
  it.each(pages)('%s has links that lead somewhere', (page) => {
    const broken = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((m) => m[1] ?? '')
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : normalize(join(dirname(page), path));
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && !headingsOf(target).map(anchorOf).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('is never an orphan: the index, or a page that it names, leads to it', () => {
    const linked = new Set(
      pages.flatMap((page) => [...proseOf(page).matchAll(/\]\(([^)#\s]+)/g)].map((m) => normalize(join(dirname(page), m[1] ?? '')))),
    );
    expect(pages.filter((page) => page !== 'README.md' && !linked.has(page))).toEqual([]);
  });
});

describe('the README', () => {
  it('is read in a few minutes: under 1,500 words', () => {
    expect(read('README.md').split(/\s+/).filter(Boolean).length).toBeLessThan(1500);
  });

  it('runs scripts that the package has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = [...read('README.md').matchAll(/npm (?:run (?:-s )?)?([a-z]+)(?= --|$|`| &&)/gm)]
      .map((m) => m[1] ?? '')
      .filter((name) => name !== 'ci');
    expect(run.length).toBeGreaterThan(2);
    for (const name of run) expect(Object.keys(scripts)).toContain(name);
  });

  it('says the licence that the package has', () => {
    const { license, private: isPrivate } = JSON.parse(read('package.json')) as { license: string; private: boolean };
    expect({ license, isPrivate }).toEqual({ license: 'UNLICENSED', isPrivate: true });
    expect(read('LICENSE')).toContain('All rights reserved');
    expect(read('README.md')).toMatch(/^Proprietary, all rights reserved/m);
  });
});

/** The first block of YAML on a page. */
function exampleOf(page: string): string {
  return /^```yaml\n([\s\S]*?)^```/m.exec(read(page))?.[1] ?? '';
}

describe('an example', () => {
  it('of a policy is one that the bot starts with', () => {
    expect(parsePolicy(exampleOf('docs/policy.md'))).toMatchObject({ policy: { region: '67', company: { siren: '123456789' } } });
  });

  it('of a mapping names fields that a list of items has', () => {
    expect(parseMapping(exampleOf('docs/import.md'), Object.keys(ITEM_TYPES.synonyms), 'en').defaults).toEqual({
      currency: 'USD',
      kind: 'invoice',
    });
  });

  it('of a vote that is approved at 60,000, as its page says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'encours-docs-'));
    writeFileSync(join(folder, 'vote.yaml'), exampleOf('docs/rules/voting.md'));
    const outcome = await simulateFile(join(folder, 'vote.yaml')).finally(() => rmSync(folder, { recursive: true }));
    expect(outcome).toMatchObject({ outcome: 'approved', approvedAmount: '60000.00', tally: { approve: 2, reject: 1 } });
  });
});
