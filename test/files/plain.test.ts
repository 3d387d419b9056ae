import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPlain } from '../../src/files/plain.ts';
import { fileOnDisk } from '../../src/files/source.ts';
import { readTemplates } from '../../src/letters/templates.ts';
import { refusal } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-plain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pipe = join(folder, 'pipe.md');
execFileSync('mkfifo', [pipe]);

describe('what is opened as a file', () => {
  it.each([
    ['a folder', folder, 'not-a-file'],
    ['a pipe that nobody writes', pipe, 'not-a-file'],
    ['a device that never ends', '/dev/zero', 'not-a-file'],
    ['nothing', join(folder, 'nothing'), 'no-file'],
  ])('is not %s, and nobody waits for it', async (_, path, code) => {
    await expect(fileOnDisk(path)).rejects.toMatchObject({ code });
    expect(() => readPlain(path)).toThrow(expect.objectContaining({ code }));
  });

  it('by hand is at most 1 MB', () => {
    const path = join(folder, 'large.md');
    writeFileSync(path, 'x'.repeat(1 << 20));
    expect(readPlain(path)).toHaveLength(1 << 20);
    writeFileSync(path, 'x'.repeat((1 << 20) + 1));
    expect(() => readPlain(path)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  it('as a mapping or a template is named in the refusal', async () => {
    const { sentence } = await refusal('debtor,ref,issueDate,amount\nC1,F1,2026-01-01,1.00\n', { mapping: pipe });
    expect(sentence).toContain(`the mapping ${pipe.slice(0, 80)} is at fault`);
    expect(readTemplates(folder).faults).toEqual([
      { file: join(folder, 'large.md'), line: 1, fault: 'unreadable', what: 'large.md' },
      { file: join(folder, 'pipe.md'), line: 1, fault: 'unreadable', what: 'pipe.md' },
    ]);
    expect(readTemplates(join(folder, 'large.md')).faults).toMatchObject([{ file: join(folder, 'large.md'), fault: 'unreadable' }]);
  });
});
