import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import type { Batch, Reading } from '../../src/core/ledger/reading.ts';
import { openApart } from '../../src/files/apart.ts';
import { openReading } from '../../src/files/open.ts';
import { fileInMemory } from '../../src/files/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-apart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OPTIONS = { policy: DEFAULT_POLICY, locale: 'en' } as const;

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function all(reading: Reading): Promise<Batch<unknown>[]> {
  const batches: Batch<unknown>[] = [];
  await reading.read(async (batch: Batch<unknown>) => void batches.push(batch));
  return batches;
}

/** Every kind of row: names with accents, blanks, credits, part payments, disputes, repeated lines, refused ones. */
const LIST = [
  'debtor,name,ref,issueDate,dueDate,amount,openAmount,settledDate,currency,disputed,colour',
  ...Array.from({ length: 9_000 }, (_, n) => {
    const name = n % 3 === 0 ? `Société Œuvre ${n} €` : '';
    return `C${n % 50},${name},F${n % 700},2026-0${1 + (n % 9)}-10,${n % 4 === 0 ? '' : '2026-12-01'},${n % 7 === 0 ? '-' : ''}${n}.50,${n % 5 === 0 ? '0' : ''},${n % 6 === 0 ? '2026-12-05' : ''},EUR,${n % 8 === 0 ? 'QTE' : ''},red`;
  }),
  'C1,,F1,2026-02-30,,1.00,,,EUR,,red',
].join('\n');

describe('a file read in a thread of its own', () => {
  it.each([
    ['items', 'list.csv', LIST],
    [
      'amounts beyond 64 bits',
      'huge.csv',
      'debtor,ref,issueDate,amount\nC1,F1,2026-01-01,99999999999999999999999.00\nC2,F2,2026-01-01,1.00\n',
    ],
    ['debtors', 'debtors.csv', 'debtor,name,limit,terms\nC1,Dupont,1000.00,45 EOM\nC2,Durand,,\n'],
  ])('gives the same as here: %s', async (_, name, content) => {
    const here = await openReading(fileInMemory(name, content), OPTIONS);
    const { reading, close } = await openApart(written(name, content), OPTIONS, 0);
    expect({ ...reading, read: undefined }).toEqual({ ...here, read: undefined });
    expect(await all(reading)).toEqual(await all(here));
    await close();
  });

  it('is read again from its start after a writer gave up in the middle', async () => {
    const { reading, close } = await openApart(written('again.csv', LIST), OPTIONS, 0);
    const failing = reading.read(async () => {
      throw new Error('the transaction lost a race');
    });
    await expect(failing).rejects.toThrow('lost a race');
    const here = await all(await openReading(fileInMemory('again.csv', LIST), OPTIONS));
    expect(await all(reading)).toEqual(here);
    expect(await all(reading)).toEqual(here);
    await close();
  });

  it('is refused with the sentence that it is refused with here', async () => {
    const content = 'debtor,ref,issueDate,amount\nC1,F1,01/02/2026,1.00\n';
    const here = await openReading(fileInMemory('a.csv', content), OPTIONS).catch((error: unknown) => error);
    await expect(openApart(written('a.csv', content), OPTIONS, 0)).rejects.toEqual(here);
    await expect(openApart(written('a.csv', content), OPTIONS, 0)).rejects.toMatchObject({
      code: 'bad-file',
      details: { fault: 'ambiguous-date' },
    });
  });
});
