import { describe, expect, it } from 'vitest';
import { faultTexts } from '../../src/files/fault-words.ts';
import { readYaml } from '../../src/files/yaml.ts';

const t = faultTexts('en');
const faults = (source: string): readonly string[] => {
  const file = readYaml(source, t);
  return 'faults' in file ? file.faults.map((fault) => `${fault.path}: ${fault.message}`) : [];
};

describe('a file written by hand', () => {
  it('says where each of its parts stands, through what is repeated', () => {
    const file = readYaml('a: 1\nlist:\n  - x: &x { deep: 2 }\n  - *x\n', t);
    if ('faults' in file) throw new Error('not read');
    expect(file.data).toEqual({ a: 1, list: [{ x: { deep: 2 } }, { deep: 2 }] });
    const places = [[], ['a'], ['list', 0, 'x', 'deep'], ['list', 1, 'deep'], ['list', 1, 'missing'], ['none']];
    expect(places.map((path) => file.placeOf(path))).toEqual([
      'line 1, column 1',
      'line 1, column 1',
      'line 3, column 13',
      'line 3, column 13',
      'line 4, column 5',
      'line 1, column 1',
    ]);
  });

  it.each([
    ['a: [1', 'line 1, column'],
    ['a: 1\r\nb: 2\r\na: 3', 'line 3, column 1: is written twice'],
    ['a:\n  b: *c\n', 'line 2, column 6: repeats a part that is not there'],
    [`x: ${'['.repeat(65)}`, 'line 1, column 67: is nested more than 64 times'],
    [`${'- '.repeat(100)}`, 'line 1, column 129: is nested'],
    [`${'? '.repeat(30_000)}`, 'line 1, column 129: is nested'],
    ['a: {'.repeat(20_000), 'is nested'],
  ])('that cannot be read is told with its place: %#', (source, fault) => {
    const start = performance.now();
    expect(faults(source)[0]).toContain(fault);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('does not grow without end: a hundred repeats are enough for anybody', () => {
    const nest = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((k, i) => `${k}: &${k} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)];
    expect(faults(nest.join('\n'))).toEqual([expect.stringMatching(/^line 9, column \d+: repeats a part that repeats others/)]);
    expect(faults(`[${'['.repeat(63)}${']'.repeat(63)}]`)).toEqual([]);
  });
});
