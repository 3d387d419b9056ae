/** The journal on a real disk: what it took is there whoever empties it and whenever its process dies; a disk that is full takes nothing and spoils nothing. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createJournal, type Journal } from '../../src/work/journal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'encours-journal-'));
  const here = folder;
  onTestFinished(() => rmSync(here, { recursive: true, force: true }));
});

function opened(...where: Parameters<typeof createJournal>): Journal {
  const journal = createJournal(...where);
  onTestFinished(() => journal.close());
  return journal;
}

/** Everything in the folder, once it has lain still for a moment. */
async function linesOf(journal: Journal): Promise<string[]> {
  const found: string[] = [];
  do {
    await sleep(100);
    await journal.empty(async (lines) => void found.push(...lines));
  } while (await journal.waits());
  return found.sort();
}

test('another process finds what one that died had taken, once', async () => {
  const dead = opened(folder);
  await Promise.all(['a', 'b', 'c'].map((line) => dead.add(line)));
  const next = opened(folder);
  expect(await next.waits()).toBe(true);
  expect(await linesOf(next)).toEqual(['a', 'b', 'c']);
  expect(await next.waits()).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('one that lives goes on in a new file when its own is taken from it, also in the very moment of writing', async () => {
  const living = opened(folder);
  await living.add('before');
  const next = opened(folder);
  expect(await linesOf(next)).toEqual(['before']);
  const found = new Set<string>();
  const written = Array.from({ length: 60 }, (_, n) => `line ${n}`);
  const writing = (async () => {
    for (const line of written) await living.add(line);
  })();
  let over = false;
  writing.finally(() => {
    over = true;
  });
  // As if it had lain still for long.
  while (!over) {
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1, 1);
    await next.empty(async (lines) => {
      for (const line of lines) found.add(line);
    });
    await sleep(50);
  }
  await writing;
  for (const line of await linesOf(next)) found.add(line);
  expect([...found].sort()).toEqual([...written].sort());
});

test('a file goes only when its work is done: what fails is found again', async () => {
  const journal = opened(folder);
  await journal.add('a');
  await sleep(400);
  await expect(journal.empty(async () => Promise.reject(new Error('the database is away')))).rejects.toThrow('away');
  expect(await linesOf(opened(folder))).toEqual(['a']);
});

test('of two who empty the folder at once each takes other files, and neither minds', async () => {
  for (let n = 0; n < 20; n++) {
    const path = join(folder, `inbox-${randomUUID()}.journal`);
    writeFileSync(path, `line ${n}\n`);
    utimesSync(path, 1, 1);
  }
  const found: string[] = [];
  const take = async (lines: readonly string[]): Promise<void> => void found.push(...lines);
  await Promise.all([opened(folder), opened(folder), opened(folder)].map((journal) => journal.empty(take)));
  expect(found.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n}`).sort());
});

test('a file that was written to less than 300 ms ago is left to whoever writes it', async () => {
  const journal = opened(folder);
  await journal.add('a');
  const [name = ''] = readdirSync(folder);
  const written = statSync(join(folder, name)).mtimeMs;
  const found: string[] = [];
  for (const [ms, there] of [
    [299, []],
    [300, ['a']],
  ] as const) {
    const watch = vi.spyOn(Date, 'now').mockReturnValue(written + ms);
    await journal.empty(async (lines) => void found.push(...lines)).finally(() => watch.mockRestore());
    expect(found).toEqual(there);
  }
});

test('a line that a crash cut off spoils no other', async () => {
  const journal = opened(folder);
  await journal.add('{"whole":1}');
  const [name = ''] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"cut');
  await journal.add('{"whole":2}');
  expect(await linesOf(journal)).toEqual(['{"cut', '{"whole":1}', '{"whole":2}']);
});

test('it has an end, and other files of the folder are not its own', async () => {
  const journal = opened(folder, 64);
  writeFileSync(join(folder, 'inbox.journal'), 'x');
  await journal.add('x'.repeat(40));
  await expect(journal.add('x'.repeat(40))).rejects.toThrow('no room left');
  expect(await linesOf(journal)).toEqual(['x'.repeat(40)]);
  await journal.add('y');
  expect(await linesOf(journal)).toEqual(['y']);
  // With the ends of its line it fills the file.
  const full = opened(join(folder, 'full'), 64);
  await full.add('x'.repeat(62));
  await expect(full.add('')).rejects.toThrow('no room left');
});

const OPEN_FILES = '/proc/self/fd';
const isIn = (link: string): boolean => {
  try {
    return readlinkSync(link).startsWith(folder);
  } catch {
    return false;
  }
};
test.skipIf(!existsSync(OPEN_FILES))('it leaves no file open', async () => {
  const open = () => readdirSync(OPEN_FILES).filter((name) => isIn(join(OPEN_FILES, name))).length;
  const journal = opened(folder);
  await journal.add('a');
  await linesOf(journal);
  await journal.add('b');
  await journal.probe();
  expect(open()).toBe(1);
  await journal.close();
  expect(open()).toBe(0);
});

test('a folder that is not there is made; one that cannot be is a fault at once, and when asked', async () => {
  const deep = opened(join(folder, 'a', 'b'));
  await deep.add('a');
  expect(await linesOf(deep)).toEqual(['a']);
  await deep.probe();
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual([]);
  writeFileSync(join(folder, 'file'), '');
  const none = opened(join(folder, 'file', 'c'));
  await expect(none.add('a')).rejects.toThrow();
  await expect(none.probe()).rejects.toThrow();
  expect(await none.waits()).toBe(false);
});
