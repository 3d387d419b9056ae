import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeIntent, type Intent } from '../../../src/core/desk/intent.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { decodeIntent, parseCommand } from '../../support/conversation.ts';
import { texts } from '../../support/texts.ts';

const [FIRST, LAST] = [parseDay('1900-01-01') ?? 0, parseDay('2199-12-31') ?? 0];
const anyDay = fc.integer({ min: FIRST, max: LAST });
const intents: fc.Arbitrary<Intent> = fc.oneof(
  fc.constant<Intent>({ kind: 'help' }),
  fc.record({ kind: fc.constant('debtor.find' as const), query: fc.string({ maxLength: 200 }) }),
  fc.record({ kind: fc.constant('debtor.show' as const), debtor: fc.integer({ min: 1, max: 2 ** 31 - 1 }) }),
  fc.record({ kind: fc.constant('agenda.all' as const), date: anyDay, page: fc.nat() }),
  fc.record({ kind: fc.constant('agenda.all' as const), date: anyDay }),
);

describe('the payload of a button', () => {
  it('comes back as the intent that it was made from', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        expect(decodeIntent(encodeIntent(intent))).toEqual(intent);
      }),
    );
  });
  it('is under 2,000 characters, the smallest limit among the platforms, for texts of 200 characters', () => {
    fc.assert(fc.property(intents, (intent) => encodeIntent(intent).length < 2_000));
  });
  it('is refused when it is forged, damaged, of another version, or of no kind that we know', () => {
    const forged: unknown[] = [
      '',
      '{',
      'null',
      '[]',
      '7',
      null,
      undefined,
      7,
      [],
      { v: 1 },
      { v: 2, kind: 'help' },
      { kind: 'help' },
      { v: 1, kind: 'nuke' },
      { v: 1, kind: 'toString' },
      { v: 1, kind: '__proto__' },
      { v: 1, kind: 'debtor.show' },
      { v: 1, kind: 'debtor.show', debtor: '7' },
      { v: 1, kind: 'debtor.show', debtor: 1.5 },
      { v: 1, kind: 'debtor.show', debtor: null },
      { v: 1, kind: 'debtor.find', query: 'x'.repeat(201) },
      { v: 1, kind: 'agenda.all', date: 1, page: '2' },
    ];
    for (const payload of forged) expect(decodeIntent(payload)).toBeUndefined();
  });
  it('has its words cleaned, and its numbers left as they are', () => {
    expect(decodeIntent({ v: 1, kind: 'debtor.find', query: 'dup\0ont' })).toEqual({ kind: 'debtor.find', query: 'dupont' });
    expect(decodeIntent({ v: 1, kind: 'debtor.show', debtor: 7 })).toEqual({ kind: 'debtor.show', debtor: 7 });
  });
  it.each([
    ['debtor.show', 'debtor', 1, 2 ** 31 - 1],
    ['agenda.all', 'date', FIRST, LAST],
    ['history.show', 'page', 0, 2 ** 31 - 1],
  ])('of %s is stale when its %s is one that nothing can have', (kind, field, least, most) => {
    const read = (value: unknown) => decodeIntent({ v: 1, kind, ...(kind === 'history.show' ? { debtor: 1 } : {}), [field]: value });
    for (const fine of [least, most]) expect(read(fine), `${fine}`).toMatchObject({ [field]: fine });
    for (const absurd of [least - 1, most + 1, least + 0.5, -1e9 - 1, 1e15, Number.MAX_SAFE_INTEGER + 1, 1e300, Number.NaN, '1', [1], true])
      expect(read(absurd), `${absurd}`).toBeUndefined();
  });
  it('carries texts of 200 characters, and no longer ones', () => {
    for (const [length, fits] of [
      [199, true],
      [200, true],
      [201, false],
    ] as const)
      expect(decodeIntent({ v: 1, kind: 'debtor.find', query: 'x'.repeat(length) }) !== undefined, `${length}`).toBe(fits);
  });
  it('drops fields that do not belong to it', () => {
    expect(decodeIntent({ v: 1, kind: 'help', admin: true })).toEqual({ kind: 'help' });
  });
  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (payload) => void decodeIntent(payload)));
    fc.assert(fc.property(fc.json(), (payload) => void decodeIntent(payload)));
  });
});

describe('the words of a command', () => {
  it('mean the same in French, in English, with and without accents or capitals', () => {
    for (const words of ['débiteur dupont', 'debiteur dupont', 'DEBTOR dupont', 'client dupont']) {
      expect(parseCommand('', words, 1)).toEqual({ kind: 'debtor.find', query: 'dupont' });
    }
    for (const name of ['debtor', 'débiteur', 'debiteur'])
      expect(parseCommand(name, 'dupont frères', 1)).toEqual({ kind: 'debtor.find', query: 'dupont frères' });
    for (const words of ['balance', 'balance âgée', 'aging']) expect(parseCommand('', words, 1)).toEqual({ kind: 'aging.show' });
    expect(parseCommand('agenda', '', 20_000)).toEqual({ kind: 'agenda.mine', date: 20_000 });
    expect(parseCommand('', 'Bonjour', 1)).toEqual({ kind: 'help' });
  });
  it('do what the help says: every command that it names means something, and none is named twice', () => {
    for (const locale of ['fr', 'en'] as const) {
      const said = texts(locale).help.lines.flatMap((line) => [...line.matchAll(/(?:^|; )\/(\S+?)((?: [^;:]*?)?)\s?: /g)]);
      const commands = said.map(([, name = '', rest = '']) => ({ name, rest: rest.trim() }));
      expect(commands.length).toBeGreaterThan(15);
      for (const { name, rest } of commands) expect(parseCommand(name, rest, 1)?.kind ?? 'nothing', name).not.toMatch(/^(help|nothing)$/);
      expect(new Set(commands.map((c) => `${c.name} ${c.rest}`)).size).toBe(commands.length);
    }
  });
  it('mean nothing when the first one is not ours', () => {
    expect(parseCommand('', 'ok pour moi', 1)).toBeUndefined();
    expect(parseCommand('constructor', '', 1)).toBeUndefined();
  });
});
