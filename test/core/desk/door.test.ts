/** What enters the core is clean, whatever the platform handed over: commands, replies, forms, shortcuts and the names of files. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { cleaned } from '../../../src/core/desk/door.ts';
import type { Happening, InboundEvent, SharedFile } from '../../../src/core/desk/inbound.ts';
import { anyText, isBroken } from '../../support/any-text.ts';
import { decodeIntent } from '../../support/conversation.ts';
import { said } from '../../support/desk.ts';
import { type Company, company } from '../disputes/support.ts';

const message = { tenant: 'T1', channel: 'C1', id: '1.1' };
const file = (name: string): SharedFile => ({
  id: 'F1',
  name,
  size: 3,
  open: async () =>
    (async function* () {
      yield Buffer.from('abc');
    })(),
});
const event = (happening: Happening): InboundEvent => ({
  key: 'event:1',
  identity: { platform: 'slack', tenant: 'T1', userId: 'U1' },
  email: async () => undefined,
  locale: 'fr',
  outsider: false,
  where: { channel: 'C1', direct: true },
  happening,
});

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ type: fc.constant('command'), name: anyText, text: anyText }),
  fc.record({
    type: fc.constant('submit'),
    payload: fc.constant(''),
    answers: fc.dictionary(fc.constantFrom('said', 'who', 'day'), anyText),
  }),
  fc.record({
    type: fc.constant('reply'),
    text: anyText,
    message: fc.constant(message),
    change: fc.constantFrom('new', 'edited'),
    files: fc.array(anyText.map(file)),
  }),
  fc.record({ type: fc.constant('shortcut'), name: fc.constant('history'), text: anyText, author: anyText, message: fc.constant(message) }),
  fc.record({ type: fc.constant('files'), files: fc.array(anyText.map(file)) }),
);

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

describe('what comes in', () => {
  test('is clean, whatever it was, and is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(anyHappening, (happening) => {
        const { happening: clean } = cleaned(event(happening));
        expect(texts(clean).filter(isBroken)).toEqual([]);
        expect(texts(cleaned(event(clean)).happening)).toEqual(texts(clean));
      }),
    );
  });

  test('is no longer than what is kept of it, and is not cut within a character', () => {
    const { happening } = cleaned(event({ type: 'submit', payload: '', answers: { said: `${'x'.repeat(2999)}😀` } }));
    expect(happening).toMatchObject({ answers: { said: 'x'.repeat(2999) } });
  });

  test('brings its files under names that can be shown, with the bytes that they had', async () => {
    const { happening } = cleaned(event({ type: 'files', files: [file('../facture\u202efdp\u0000.exe')] }));
    const [only] = happening.type === 'files' ? happening.files : [];
    expect(only?.name).toBe('.._facturefdp_.exe');
    const bytes: number[] = [];
    for await (const piece of (await only?.open()) ?? []) bytes.push(...piece);
    expect(bytes).toHaveLength(3);
  });

  test('a payload is cleaned where its fields are read', () => {
    expect(decodeIntent({ v: 1, kind: 'debtor.find', query: 'du\u0000pont\u202e' })).toEqual({ kind: 'debtor.find', query: 'dupont' });
  });
});

describe('through the conversation', () => {
  let t: Company;
  beforeEach(async () => {
    t = await company();
  });
  afterEach(() => t.close());
  const nadia = () => t.desk.as('nadia@acme.example');

  test('what was said is kept without what nobody sees; nothing to see is nothing said', async () => {
    const answers = {
      kind: 'call',
      day: '2026-11-17',
      who: 'M.\u200f Petit\u0000',
      said: '\u202evirement\u0000 vendredi\r\nsans faute \ud83d',
    };
    await nadia().submit({ kind: 'note.add', debtor: 1 }, answers);
    const [entry] = await historyIn(t.core.store.read).find({});
    expect(entry).toMatchObject({ text: 'virement vendredi\nsans faute \ufffd', data: { who: 'M. Petit' } });
    expect(said(await nadia().submit({ kind: 'note.add', debtor: 1 }, { ...answers, said: '\u0000\u200b' }))).toContain('"said"');
  });

  test('a command of what nobody sees is an empty one', async () => {
    expect(said(await nadia().command('note', '\u0000\u2066\u200b'))).toContain('Dites quel débiteur');
    expect(said(await nadia().command('', 'zor\u0000glub \ud800'))).toContain('zorglub');
  });
});
