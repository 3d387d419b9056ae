/** Writing to debtors in the conversation and on the command line: one use case, so the same refusals in the same words, and the same rows and files. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { evidenceFromShell } from '../../../src/cli/evidence.ts';
import { letterFromShell, lettersFromShell } from '../../../src/cli/letters.ts';
import { today } from '../../../src/core/desk/core.ts';
import { DomainError } from '../../../src/core/kernel/errors.ts';
import { type LetterWay, lettersIn } from '../../../src/core/letters/ports.ts';
import { said } from '../../support/desk.ts';
import { NADIA, type Office, office, pdfText } from './support.ts';

const MARC = 'marc@acme.example';

interface Asked {
  readonly debtor: number;
  readonly code: string;
  readonly template?: string;
  readonly how?: LetterWay;
  readonly who?: string;
}

/** The press of a button under a preview, whenever that preview was made. */
async function inChat(t: Office, { debtor, template = 'reminder-1', how = 'paper', who = NADIA }: Asked): Promise<string> {
  return said(await t.desk.as(who).press({ kind: 'letter.make', debtor, template, how, seen: 'before' })).trim();
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.message.replace(/[\u202f\u00a0]/g, ' ');
    throw error;
  }
  return 'it was done';
}

/** What a shell has around it: nobody is brought anything, and no e-mail leaves. */
const shellOf = ({ core }: Office) => ({ ...core, platforms: [] });

async function inShell(t: Office, { code, template = 'reminder-1', how = 'paper', who: actor = NADIA }: Asked): Promise<string> {
  return refusalOf(letterFromShell(shellOf(t), [code, template], how, { actor, day: today(t.core) }));
}

/** Nothing was kept, nor noted, nor is on its way. */
async function untouched({ core }: Office): Promise<void> {
  const { read } = core.store;
  expect(await lettersIn(read).find({})).toEqual([]);
  expect(await read.outbox.withStatus('pending', 9)).toEqual([]);
  expect(await read.audit.about('letter:1', 9)).toEqual([]);
}

describe('a letter is refused in the same words by both doors, and nothing is written', () => {
  let t: Office;
  beforeAll(async () => {
    t = await office();
  });
  afterAll(() => t.close());

  it.each<[string, Asked, RegExp]>([
    ['by someone who may not write', { debtor: 1, code: 'C1', who: MARC }, /^Votre rôle ne permet pas d’écrire aux débiteurs/],
    ['in a letter that does not exist', { debtor: 1, code: 'C1', template: 'zorglub' }, /^Aucune lettre ne s’appelle « zorglub »/],
    ['to a debtor who owes nothing overdue', { debtor: 6, code: 'C6' }, /^Rien SA ne doit rien d’échu/],
    ['to a debtor in insolvency', { debtor: 5, code: 'C5' }, /^Failli SARL est en procédure collective/],
    ['to a consumer, with interest', { debtor: 4, code: 'C4', template: 'formal-notice' }, /^Martin Particulier est un particulier/],
    ['by e-mail to a debtor without an address', { debtor: 3, code: 'C3', how: 'draft' }, /./],
    ['through a mail server that is not there', { debtor: 1, code: 'C1', how: 'send' }, /./],
  ])('%s', async (_, asked, words) => {
    const told = await inChat(t, asked);
    expect(told).toMatch(words);
    expect(await inShell(t, asked)).toBe(told);
    await untouched(t);
  });

  it('to an account in litigation, which a run leaves out', async () => {
    const features = { ...t.core.features, litigation: [async () => new Set([1])] };
    const before = t.core.features;
    Object.assign(t.core, { features });
    const told = await inChat(t, { debtor: 1, code: 'C1' });
    expect(told).toBe('Dupont SA est au contentieux : c’est à qui suit le dossier d’écrire.');
    expect(await inShell(t, { debtor: 1, code: 'C1' })).toBe(told);
    expect(said(await t.desk.as(NADIA).command('lettres', 'standard relance1'))).toContain('au contentieux (1) : Dupont SA');
    Object.assign(t.core, { features: before });
    await untouched(t);
  });

  it('on a ledger that is too old, one letter or a whole segment', async () => {
    t.clock.turn('2026-03-20T10:00:00+01:00');
    const told = await inChat(t, { debtor: 1, code: 'C1' });
    expect(told).toMatch(/^Le grand livre date du lun\. 16 mars, soit 4 jours ouvrés/);
    expect(await inShell(t, { debtor: 1, code: 'C1' })).toBe(told);
    expect(said(await t.desk.as(NADIA).command('lettres', 'standard relance1')).trim()).toBe(told);
    const shell = { actor: NADIA, day: today(t.core) };
    expect(await refusalOf(lettersFromShell(shellOf(t), ['standard', 'relance1'], shell))).toBe(told);
    await untouched(t);
  });

  it('to a segment by someone who may not write, or to one that nobody is in', async () => {
    for (const [who, words] of [
      [MARC, 'standard relance1'],
      [NADIA, 'zorglub relance1'],
      [NADIA, 'standard'],
    ] as const) {
      const told = said(await t.desk.as(who).command('lettres', words)).trim();
      const run = lettersFromShell(shellOf(t), words.split(' '), { actor: who, day: today(t.core) });
      expect(await refusalOf(run)).toBe(told);
    }
    await untouched(t);
  });
});

describe('what both doors make is the same', () => {
  const open: Office[] = [];
  const opened = async (): Promise<Office> => {
    const t = await office();
    open.push(t);
    return t;
  };
  afterEach(async () => {
    for (const t of open.splice(0)) await t.close();
  });

  /** The rows, the kept files and the audit events of letters. */
  async function madeIn({ core }: Office): Promise<unknown> {
    const { read } = core.store;
    const rows = await lettersIn(read).find({});
    // Each drawing of a PDF has an id of its own: it is the same to its readers.
    const files = await Promise.all(
      (await read.files.ofDebtor(1)).map(async ({ sha256: _, ...file }) => ({
        file,
        words: (await pdfText((await read.files.bytes(file.id)) ?? new Uint8Array())).text,
      })),
    );
    const audit = await Promise.all(rows.map((row) => read.audit.about(`letter:${row.id}`, 9)));
    return { rows, files, audit: audit.flat().map(({ at, actor, action, payload }) => ({ at, actor, action, payload })) };
  }

  it('a letter: row, file, audit event; and both find it written already', async () => {
    const [chat, shell] = [await opened(), await opened()];
    const preview = await chat.desk.as(NADIA).command('lettre', 'dupont mise en demeure');
    const [block] = preview.flatMap((r) => ('card' in r ? r.card.blocks.filter((b) => b.type === 'buttons') : []));
    const paper = block?.type === 'buttons' ? block.buttons.find((b) => /PDF/.test(b.label)) : undefined;
    if (!paper) throw new Error(said(preview));
    await chat.desk.as(NADIA).press(paper.intent);
    const day = today(shell.core);
    const made = await letterFromShell(shellOf(shell), ['dupont', 'mise', 'en', 'demeure'], 'paper', { actor: NADIA, day });
    expect(made.row).toMatchObject({ template: 'formal-notice', how: 'paper', status: 'made', actor: NADIA });
    expect(await madeIn(shell)).toEqual(await madeIn(chat));
    const told = said(await chat.desk.as(NADIA).press(paper.intent)).trim();
    expect(told).toContain('déjà écrit à ce débiteur aujourd’hui (par Nadia Benali)');
    expect(await inShell(shell, { debtor: 1, code: 'C1', template: 'formal-notice' })).toBe(told);
    // Nobody is at the desk of whoever makes it in a shell.
    expect(await shell.core.store.read.outbox.withStatus('pending', 9)).toEqual([]);
  });

  it('a run: the same letters to the same debtors', async () => {
    const [chat, shell] = [await opened(), await opened()];
    const ask = await chat.desk.as(NADIA).command('lettres', 'standard relance1');
    const [go] = ask.flatMap((r) => ('card' in r ? r.card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])) : []));
    if (!go) throw new Error(said(ask));
    await chat.desk.as(NADIA).press(go.intent);
    const { result } = await lettersFromShell(shellOf(shell), ['standard', 'relance1'], { actor: NADIA, day: today(shell.core) });
    expect(result.made).toHaveLength(2);
    const rows = async (t: Office) => (await lettersIn(t.core.store.read).find({})).map(({ run, ...row }) => row);
    expect(await rows(shell)).toEqual(await rows(chat));
  });

  it('an evidence file: the same audit event, whoever keeps the file', async () => {
    const [chat, shell] = [await opened(), await opened()];
    // Whoever speaks for the first time is known from then on: an event of the chain whose head the file prints.
    for (const t of [chat, shell]) await t.desk.as(NADIA).command('aide');
    await chat.desk.as(NADIA).press({ kind: 'evidence.make', debtor: 1 });
    const { debtor, bytes } = await evidenceFromShell(shellOf(shell), ['dupont'], 'paper');
    expect([debtor.code, Buffer.from(bytes).subarray(0, 5).toString()]).toEqual(['C1', '%PDF-']);
    // The hashes of two chains differ; what is in them does not.
    const noted = async (t: Office) =>
      (await t.core.store.read.audit.about('debtor:1', 1)).map(({ action, payload: { head = '', ...payload } }) => {
        return { action, payload, seq: head.split(':')[0] };
      });
    expect(await noted(shell)).toEqual(await noted(chat));
    expect((await noted(shell))[0]?.action).toBe('evidence.made');
  });
});
