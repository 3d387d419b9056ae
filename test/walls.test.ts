import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.startsWith('store/generated'));

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(src, file), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\s)(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
};

describe('the core', () => {
  it('imports only itself, Temporal and hashing', () => {
    const strays = files
      .filter((f) => f.startsWith('core/'))
      .flatMap((f) => importsOf(f).map((name) => ({ f, name })))
      .filter(({ f, name }) =>
        name.startsWith('.')
          ? relative(join(src, 'core'), join(src, dirname(f), name)).startsWith('..')
          : !['temporal-polyfill', 'node:crypto'].includes(name),
      );
    expect(strays).toEqual([]);
  });
  it('looks at neither the machine’s clock nor its chance nor its environment', () => {
    const strays = files.filter(
      (f) =>
        f.startsWith('core/') &&
        /Date\.now\(|Math\.random\(|randomUUID|process\.(env|cwd)|new Date\(\)/.test(readFileSync(join(src, f), 'utf8')),
    );
    expect(strays).toEqual([]);
  });
});

describe('a technology', () => {
  const only = (pattern: RegExp, folders: readonly string[]): string[] =>
    files.filter((f) => importsOf(f).some((name) => pattern.test(name)) && !folders.some((folder) => f.startsWith(folder)));
  it.each([
    [/^@slack\//, ['platforms/slack/']],
    [/^bot(builder|framework)/, ['platforms/teams/auth.ts']],
    [/^(@prisma\/|@?libsql|prisma$)/, ['store/']],
    [/^(chart\.js|chartjs-node-canvas|@napi-rs\/canvas)/, ['charts/']],
    [/^(papaparse|read-excel-file|iconv-lite)/, ['files/']],
    [/^node-cron$/, ['work/schedule.ts']],
    [/^date-holidays$/, ['config/calendar.ts']],
    [/^(nodemailer|yazl)/, ['mail/']],
  ])('%s is known to its own folder alone', (pattern, folders) => {
    expect(only(pattern, folders)).toEqual([]);
  });
});
