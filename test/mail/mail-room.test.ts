import { describe, expect, it } from 'vitest';
import { zip } from '../../src/mail/mail-room.ts';
import { unzip } from '../support/unzip.ts';

const file = (name: string, text: string) => ({ name, mime: 'text/plain', bytes: new TextEncoder().encode(text) });

describe('an archive', () => {
  it('holds every file whole, tells names that come twice apart, and lets none lead out of its folder', async () => {
    const files = unzip(
      await zip([file('a.txt', 'un'), file('a.txt', 'deux'), file('../b/../c.txt', 'trois'), file('é.pdf', 'x'.repeat(100_000))]),
    );
    expect([...files].map(([name, bytes]) => [name, bytes.length])).toEqual([
      ['a.txt', 2],
      ['a (2).txt', 4],
      ['__b_.._c.txt', 5],
      ['é.pdf', 100_000],
    ]);
    expect(files.get('a (2).txt')?.toString()).toBe('deux');
  });

  it('of the same files is the same, byte for byte', async () => {
    const files = [file('a.txt', 'un'), file('b.txt', 'deux')];
    expect((await zip(files)).equals(await zip(files))).toBe(true);
  });
});
