import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { formOf, said } from '../../support/desk.ts';
import { type Company, company, ITEMS } from '../disputes/support.ts';

let t: Company;
beforeEach(async () => {
  t = await company();
});
afterEach(() => t.close());

const NADIA = 'nadia@acme.example';
const SOFIA = 'sofia@acme.example';
const exchanges = () => historyIn(t.core.store.read).find({});

describe('noting', () => {
  it('keeps a line with its author, its day and its kind, and an audit event', async () => {
    expect(said(await t.desk.as(NADIA).command('note', 'DUPONT appel promet un virement vendredi'))).toContain(
      'Noté dans l’historique de Dupont SA : appel.',
    );
    expect(await exchanges()).toMatchObject([{ kind: 'call', text: 'promet un virement vendredi', actor: NADIA, at: t.clock.now() }]);
    const [entry] = await exchanges();
    const audit = await t.core.store.read.audit.about(`exchange:${entry?.id}`, 5);
    expect(audit.map((a) => [a.action, a.payload.text])).toEqual([['history.noted', 'promet un virement vendredi']]);
  });

  it('is a note when no kind is said, and understands names of several words, accounts and invoice numbers', async () => {
    for (const words of ['Dupont SA promised a transfer', 'C1 promised a transfer', 'FA-1024 promised a transfer'])
      await t.desk.as(SOFIA).command('note', words);
    expect((await exchanges()).map((e) => [e.kind, e.text])).toEqual(Array(3).fill(['note', 'promised a transfer']));
  });

  it('writes a redelivered line once', async () => {
    const happening = { type: 'command' as const, name: 'noter', text: 'dupont visite usine à l’arrêt' };
    await t.desk.as(NADIA).do(happening, { key: 'slack:1' });
    expect(said(await t.desk.as(NADIA).do(happening, { key: 'slack:1' }))).toContain('déjà noté');
    expect(await exchanges()).toHaveLength(1);
  });

  it('keeps a line of 900 characters whole, also when it has to ask which debtor', async () => {
    const long = `appel ${'Le client conteste tout. '.repeat(36)}fin`;
    const form = formOf(await t.desk.as(NADIA).command('note', `du ${long}`));
    expect(form.fields.map((f) => f.id)).toEqual(['debtor', 'kind', 'day', 'who', 'said']);
    const saidField = form.fields.find((f) => f.id === 'said');
    const text = saidField && 'initial' in saidField ? String(saidField.initial) : '';
    const debtor = form.fields.find((f) => f.id === 'debtor');
    const [, durand] = debtor?.type === 'choice' ? debtor.options : [];
    await t.desk
      .as(NADIA)
      .submit(form.intent, { debtor: durand?.value ?? '', kind: 'call', day: '2026-11-17', who: 'M. Petit', said: text });
    const [entry] = await exchanges();
    expect(entry?.text).toBe(long.slice('appel '.length));
    expect(entry?.data.who).toBe('M. Petit');
  });

  it('refuses an unknown debtor, nothing said, a day to come and a date that is none, with a sentence', async () => {
    expect(said(await t.desk.as(NADIA).command('note', 'zorglub a payé'))).toContain('Aucun débiteur ne répond à « zorglub »');
    expect(said(await t.desk.as(NADIA).command('note', ''))).toContain('Dites quel débiteur');
    const form = formOf(await t.desk.as(NADIA).press({ kind: 'note.form', debtor: 1 }));
    const submit = async (change: Record<string, string>) =>
      said(await t.desk.as(NADIA).submit(form.intent, { kind: 'call', day: '2026-11-18', who: '', said: 'x', ...change }));
    expect(await submit({ day: '2026-11-19' })).toContain('Un échange a déjà eu lieu');
    expect(await submit({ day: '2026-02-30' })).toContain('Cette date n’existe pas');
    expect(await submit({ said: ' ' })).toContain('Écrivez ce qui s’est dit');
    expect(await exchanges()).toEqual([]);
  });

  it('takes a message from a channel, and finds its debtor by the invoice that it mentions', async () => {
    const message = { tenant: 'T1', channel: 'C9', id: '1.5' };
    const shortcut = { type: 'shortcut' as const, name: 'history', text: 'FA-1024 : ils paieront lundi', author: 'U7', message };
    const form = formOf(await t.desk.as(SOFIA).do(shortcut));
    expect(form.intro).toContain('Dupont SA');
    await t.desk.as(SOFIA).submit(form.intent, { kind: 'note', day: '2026-11-18', said: shortcut.text });
    expect(await exchanges()).toMatchObject([{ text: shortcut.text, data: { message: 'slack:T1:C9:1.5:U7' } }]);
    const unnamed = formOf(await t.desk.as(SOFIA).do({ ...shortcut, text: 'ils paieront lundi' }));
    expect(said(await t.desk.as(SOFIA).submit(unnamed.intent, { query: 'du', kind: 'note', day: '2026-11-18', said: 'x' }))).toContain(
      'Dupont SA (C1), Durand SARL (C2)',
    );
  });

  it('is for people who may write in the history', async () => {
    await t.close();
    t = await company({ policy: { permissions: { ...t.core.policy.permissions, note: ['collector'] } } });
    expect(said(await t.desk.as(SOFIA).command('note', 'dupont x'))).toContain('Votre rôle ne permet pas d’écrire');
    expect(said(await t.desk.as(NADIA).command('note', 'dupont x'))).toContain('Noté');
  });
});

describe('the timeline', () => {
  async function life(): Promise<void> {
    t.clock.add(60_000);
    await t.desk.as(NADIA).command('note', 'dupont appel promet un virement vendredi');
    t.clock.add(60_000);
    const form = formOf(await t.desk.as(NADIA).command('litige', 'FA-1024 4300 quantité Il manque deux palettes'));
    const initial = Object.fromEntries(form.fields.map((f) => [f.id, 'initial' in f && typeof f.initial === 'string' ? f.initial : '']));
    await t.desk.as(NADIA).submit(form.intent, initial);
    t.clock.add(60_000);
    const ask = formOf(await t.desk.as(SOFIA).command('comite', 'limite C1 1000 jusqu’au 2027-03-31'));
    const answers = Object.fromEntries(ask.fields.map((f) => [f.id, 'initial' in f && typeof f.initial === 'string' ? f.initial : '']));
    await t.desk.as(SOFIA).submit(ask.intent, { ...answers, why: 'trop de retard' });
  }

  it('tells calls, disputes, votes and imports in one order, newest first, and finds them by words and kinds', async () => {
    await life();
    const all = said(await t.desk.as(NADIA).command('historique', 'dupont'));
    const places = [
      'Vote 1 demandé',
      'Litige 1 (FA-1024) · ouvre le litige : Il manque deux palettes',
      'promet un virement',
      'items.csv',
    ].map((w) => all.indexOf(w));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((at) => at > 0)).toBe(true);
    const found = said(await t.desk.as(NADIA).command('history', 'dupont virement'));
    expect(found).toContain('1 entrée pour « virement »');
    expect(found).not.toContain('palettes');
    const disputes = said(await t.desk.as(NADIA).command('historique', 'dupont litige'));
    expect(disputes).toContain('palettes');
    expect(disputes).not.toContain('virement vendredi');
    expect(said(await t.desk.as(NADIA).command('historique', 'dupont palettes nadia'))).toContain('1 entrée');
    expect(said(await t.desk.as(NADIA).command('historique', 'dupont zorglub'))).toContain('Rien dans l’historique');
    expect(said(await t.desk.as(NADIA).command('historique', 'du appel'))).toContain('2 débiteurs répondent');
  });

  it('shows every entry once over its pages', async () => {
    for (let i = 0; i < 20; i++) await t.desk.as(NADIA).command('note', `C2 entrée-${i}.`);
    const pages: string[] = [];
    for (let page = 1; page <= 3; page++) pages.push(said(await t.desk.as(NADIA).press({ kind: 'history.show', debtor: 2, page })));
    const seen = pages.flatMap((words) => [...words.matchAll(/entrée-(\d+)\./g)].map((m) => Number(m[1])));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => 19 - i));
    expect(pages[0]).toContain('page 1 sur 3');
    expect(pages[0]).toContain('[Suite]');
    expect(pages[2]).not.toContain('[Suite]');
  });

  it('stands on the debtor’s card: the last action, and buttons to note and to look back', async () => {
    await t.desk.as(NADIA).command('note', 'dupont appel virement vendredi');
    const words = said(await t.desk.as(SOFIA).command('debiteur', 'dupont'));
    expect(words).toContain('Dernière action : appel du mer. 18 nov., « virement vendredi »');
    expect(words).toContain('[Noter un échange]');
  });

  it('names the last import that brought or confirmed the account’s lines', async () => {
    t.clock.turn('2026-11-19T09:00:00+01:00');
    await t.import('relevé du 19.csv', `${ITEMS}\nC2,Durand SARL,FB-2002,2026-11-19,2026-12-19,1.00,invoice`, {
      source: 'erp',
      complete: true,
    });
    const words = said(await t.desk.as(NADIA).command('historique', 'C1 import'));
    expect(words).toContain('relevé du 19.csv (liste de postes) : 3 lignes de ce compte');
  });
});
