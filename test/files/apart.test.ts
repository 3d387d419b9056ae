import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { DomainError } from '../../src/core/kernel/errors.ts';
import type { Batch, Reading } from '../../src/core/ledger/reading.ts';
import { createReaders, type ReadingLimits } from '../../src/files/apart.ts';
import { openReading } from '../../src/files/open.ts';
import { type FileSource, fileInMemory } from '../../src/files/source.ts';
import { sheets, sheetXml } from './zip.ts';

const readers = createReaders();
afterAll(() => readers.close());

const OPTIONS = { policy: DEFAULT_POLICY, locale: 'en' } as const;

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
    const { reading, close } = await readers.open(fileInMemory(name, content), OPTIONS);
    expect({ ...reading, read: undefined }).toEqual({ ...here, read: undefined });
    expect(await all(reading)).toEqual(await all(here));
    await close();
  });

  it('is read again from its start after a writer gave up in the middle', async () => {
    const { reading, close } = await readers.open(fileInMemory('again.csv', LIST), OPTIONS);
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
    const content = 'debtor,ref,issueDate,amount\nC1,F1,13/02/2026,1.00\nC1,F2,02/14/2026,1.00\n';
    const here = await openReading(fileInMemory('a.csv', content), OPTIONS).catch((error: unknown) => error);
    const there = readers.open(fileInMemory('a.csv', content), OPTIONS);
    await expect(there).rejects.toEqual(here);
    await expect(there).rejects.toMatchObject({ code: 'bad-file', details: { fault: 'mixed-dates' } });
  });

  it('fails as its source fails', async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(LIST.slice(0, 1000));
      throw new DomainError('gone', 'The file is no longer here.');
    }
    const source: FileSource = { name: 'gone.csv', size: 1000, open: async () => bytes() };
    await expect(readers.open(source, OPTIONS)).rejects.toMatchObject({ code: 'gone' });
    await (await readers.open(fileInMemory('list.csv', LIST), OPTIONS)).close();
  });

  it('waits while two others are open', async () => {
    const list = () => readers.open(fileInMemory('list.csv', LIST), OPTIONS);
    const [first, second] = await Promise.all([list(), list()]);
    let opened = false;
    const third = list().then((apart) => {
      opened = true;
      return apart;
    });
    await all(first.reading);
    expect(opened).toBe(false);
    await second.close();
    await (await third).close();
    expect(await all(first.reading)).toHaveLength(5);
    await first.close();
  });
});

describe('a file that outgrows its thread', () => {
  const within = (limits: ReadingLimits) => createReaders(limits);
  const small = fileInMemory('small.csv', 'debtor,name,limit\nC1,Dupont,1000.00\n');

  it('in time is a sentence, and the next file is read', async () => {
    const hurried = within({ seconds: 0, memory: 192 });
    await expect(hurried.open(small, OPTIONS)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('takes more than 0 seconds'),
      details: { fault: 'beyond-limit', what: 'time' },
    });
    await (await readers.open(small, OPTIONS)).close();
  });

  it('is not one whose writer takes its time', async () => {
    const { reading, close } = await within({ seconds: 1, memory: 192 }).open(fileInMemory('list.csv', LIST), OPTIONS);
    const still = new Int32Array(new SharedArrayBuffer(4));
    let batches = 0;
    await reading.read(async () => {
      batches++;
      // Holds this thread, and takes none of the processor.
      Atomics.wait(still, 0, 0, 300);
    });
    expect(batches).toBe(5);
    await close();
  });

  it('in memory is a sentence, and the next file is read by another thread', async () => {
    const poor = within({ seconds: 30, memory: 12 });
    const texts = Array.from({ length: 100_000 }, (_, i) => `<si><t>a text of some length, number ${i}</t></si>`);
    const book = sheets([{ name: 'S', xml: sheetXml([['a', 'b']]) }], undefined, `<sst>${texts.join('')}</sst>`);
    await expect(poor.open(fileInMemory('texts.xlsx', book), OPTIONS)).rejects.toMatchObject({
      details: { fault: 'beyond-limit', what: 'memory', limit: 12 },
    });
    await (await poor.open(small, OPTIONS)).close();
    await poor.close();
  });
});
