/** Opening a dispute in the conversation and on the command line: one use case, so the same refusals in the same words, and the same rows. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFromShell } from '../../../src/cli/disputes.ts';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { REASONS } from '../../../src/core/disputes/case/reason.ts';
import { disputeTexts } from '../../../src/core/disputes/case/texts.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { DomainError } from '../../../src/core/kernel/errors.ts';
import { wordsOf } from '../../support/desk.ts';
import { type Company, company, ITEMS } from './support.ts';

interface Asked {
  readonly refs: readonly string[];
  readonly amount?: string;
  readonly reason?: string;
  readonly said?: string;
  readonly who?: string;
}

const NADIA = 'nadia@acme.example';
const ASKED = { amount: '4300', reason: 'QUANTITY', said: 'Il manque deux palettes', who: NADIA };
/** FA-0900 is paid since; FB-2001 is an invoice of both. */
const LEDGER = [...ITEMS.split('\n'), 'C1,Dupont SA,FB-2001,2026-10-05,2026-11-04,800.00,invoice'].join('\n');
const LATER = LEDGER.split('\n').filter((line) => !line.includes('FA-0900'));
/** What differs: each case says where it comes from. */
const SPACES = /[\u202f\u00a0]/g;
const FROM = /, ouvert en ligne de commande|command-line|chat/g;

async function newCompany(): Promise<Company> {
  const permissions = {
    ...DEFAULT_POLICY.permissions,
    'dispute.open': ['collector' as const, 'logistics' as const],
    see: ['collector' as const],
  };
  const t = await company({ items: LEDGER, policy: { permissions } });
  await t.import('items.csv', LATER.join('\n'), { source: 'erp', complete: true, confirm: true });
  return t;
}

/** The words of the answer: a refusal's own, or a fault beside its field. */
async function inChat(t: Company, asked: Asked): Promise<string> {
  const { refs, who, ...answers } = { ...ASKED, ...asked };
  const [reply] = await t.desk.as(who).submit({ kind: 'dispute.open' }, { ...answers, refs: refs.join('\n'), exhibits: '' });
  // A form shows all faults at once, each beside its field; a shell says the first.
  if (reply?.type === 'form-errors') return (Object.values(reply.errors)[0] ?? '').replace(SPACES, ' ');
  return reply?.type === 'private' ? wordsOf(reply.card).trim() : '';
}

async function inShell(t: Company, asked: Asked): Promise<{ readonly code: string; readonly words: string }> {
  const { refs, who: actor, ...flags } = { ...ASKED, ...asked };
  try {
    const { dispute, owner, new: isNew } = await openFromShell(t.core, refs, { ...flags, actor });
    const done = disputeTexts('fr').done;
    return { code: 'done', words: (isNew ? done.opened : done.exists)(dispute.id, owner.name) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, words: error.message.replace(SPACES, ' ') };
  }
}

/** Everything that an opening leaves behind. */
async function rowsOf({ core }: Company): Promise<string> {
  const { read } = core.store;
  const disputes = await disputesIn(read).find({});
  const steps = await Promise.all(disputes.map((d) => disputesIn(read).steps(d.id)));
  const audit = await Promise.all(disputes.map((d) => read.audit.about(`dispute:${d.id}`, 10)));
  const said = (await read.outbox.withStatus('pending', 100)).map(({ key, destination, card, replaces }) => ({
    key,
    destination,
    card,
    replaces,
  }));
  const logged = audit.flat().map(({ at, actor, action, subject, payload }) => ({ at, actor, action, subject, payload }));
  const rows = JSON.stringify({ disputes, steps, logged, said }, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1);
  return rows.replace(FROM, '');
}

const both = <T>(work: (t: Company) => Promise<T>, chat: Company, shell: Company) => Promise.all([work(chat), work(shell)]);

describe('a dispute is refused in the same words by both doors, and nothing is written', () => {
  let t: Company;
  beforeAll(async () => {
    t = await newCompany();
  });
  afterAll(() => t.close());

  it.each<[string, Asked, string, RegExp]>([
    ['a reference that nothing bears', { refs: ['FA-1204'] }, 'unknown-item', /FA-1204 n’est pas au grand livre\. Vouliez-vous dire FA-10/],
    ['no reference', { refs: [] }, 'unknown-item', /./],
    ['a settled invoice', { refs: ['FA-0900'] }, 'conflict', /FA-0900 est soldée/],
    ['a reference of two debtors', { refs: ['FB-2001'] }, 'bad-input', /FB-2001/],
    ['words that are no amount', { refs: ['FA-1024'], amount: 'beaucoup' }, 'bad-input', /beaucoup/],
    ['nothing at all', { refs: ['FA-1024'], amount: '0,00' }, 'bad-input', /supérieur à zéro/],
    ['more than is open', { refs: ['FA-1024'], amount: '12000,01' }, 'bad-input', /dépasse/],
    ['one amount for two invoices', { refs: ['FA-1024', 'FA-1025'] }, 'bad-input', /./],
    [
      'a reason that is none',
      { refs: ['FA-1024'], reason: 'NOISE' },
      'bad-input',
      /Ce motif est inconnu\. Choisissez parmi : Erreur de facturation/,
    ],
    ['nothing said', { refs: ['FA-1024'], said: '' }, 'bad-input', /Écrivez quelques mots/],
    ['somebody who may not open', { refs: ['FA-1024'], who: 'sofia@acme.example' }, 'not-allowed', /./],
    ['somebody who may open but sees no amounts', { refs: ['FA-1024'], who: 'bruno@acme.example' }, 'not-allowed', /./],
  ])('%s', async (_, asked, code, words) => {
    const [chat, shell] = [await inChat(t, asked), await inShell(t, asked)];
    expect(shell.code).toBe(code);
    expect(chat).toBe(shell.words);
    expect(chat).toMatch(words);
    expect(await disputesIn(t.core.store.read).find({})).toEqual([]);
  });

  it.each(REASONS)('the reason %s is understood by its name too', async (reason) => {
    const asked = { refs: ['FA-1204'], reason: disputeTexts('fr').reasons[reason] };
    expect([await inChat(t, asked), (await inShell(t, asked)).words].filter((words) => words.includes('motif'))).toEqual([]);
  });
});

describe('a dispute that is opened', () => {
  let chat: Company;
  let shell: Company;
  beforeEach(async () => {
    [chat, shell] = await Promise.all([newCompany(), newCompany()]);
  });
  afterEach(() => both((t) => t.close(), chat, shell));

  it.each<[string, readonly Asked[]]>([
    ['on a part of an invoice', [{ refs: ['FA-1024'] }]],
    ['on two invoices, each with its amount', [{ refs: ['FA-1024', 'FA-1025'], amount: 'FA-1024 1000\nFA-1025 2 500,50', reason: 'prix' }]],
    [
      'twice, and on what is left for another reason',
      [{ refs: ['FA-1024'] }, { refs: ['FA-1024'] }, { refs: ['FA-1024'], amount: '7700', reason: 'PRICE' }],
    ],
    ['and refused when more than is left is asked for', [{ refs: ['FA-1024'] }, { refs: ['FA-1024'], amount: '7700,01', reason: 'PRICE' }]],
  ])('%s is the same by both doors', async (_, asked) => {
    for (const one of asked) {
      const [answer] = (await inChat(chat, one)).split('\n');
      expect(answer).toBe((await inShell(shell, one)).words);
    }
    const rows = await rowsOf(chat);
    expect(rows).toBe(await rowsOf(shell));
    expect(rows).toContain('dispute.opened');
    expect((await disputesIn(shell.core.store.read).find({})).map((d) => d.origin)).toContain('command-line');
  });
});
