/** A collector's presses: open, done with a result, later, pass on; each once, each in the account's history, and what comes of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import type { Intent } from '../../../src/core/desk/intent.ts';
import { formOf, said } from '../../support/desk.ts';
import { type Company, company } from '../disputes/support.ts';

let t: Company;
afterEach(() => t?.close());

const nadia = () => t.desk.as('nadia@acme.example');

/** The intents behind the buttons of an answer, by label. */
function buttonsOf(replies: Awaited<ReturnType<ReturnType<typeof nadia>['command']>>): ReadonlyMap<string, Intent> {
  const blocks = replies.flatMap((r) => (r.type === 'private' ? r.card.blocks : []));
  return new Map(blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons.map((button) => [button.label, button.intent] as const) : [])));
}

async function press(replies: Parameters<typeof buttonsOf>[0], label: string) {
  const intent = buttonsOf(replies).get(label);
  if (!intent) throw new Error(`no button ${label} but ${[...buttonsOf(replies).keys()].join(', ')}`);
  return nadia().press(intent);
}

const list = () => nadia().command('agenda');
const start = async () => press(await list(), 'Commencer');
async function doneWith(answers: Readonly<Record<string, string>>) {
  const form = formOf(await press(await start(), 'Fait'));
  return { form, answer: await nadia().submit(form.intent, { note: '', callBack: '', ...answers }) };
}
const history = async () =>
  (await historyIn(t.core.store.read).find({})).map((e) => `${e.kind} ${e.actor.split('@')[0]}: ${e.text}`.replace(/[\u202f\u00a0]/g, ' '));
const at = async (iso: string): Promise<void> => {
  t.clock.turn(iso);
  // The same file again would be no newer ledger.
  await t.import('items.csv', `${items}\nC9,Autre,X-${iso.slice(0, 10)},2026-11-02,2027-11-02,0.50,invoice`, {
    source: 'erp',
    complete: true,
  });
};
let items = '';
const ITEMS = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,invoice',
  'C2,Durand SARL,FB-2001,2026-10-05,2026-11-04,9000.00,invoice',
].join('\n');
const open = async (list: string): Promise<void> => {
  items = list;
  t = await company({ items });
};
const opened = async (): Promise<void> => {
  await open(ITEMS);
  const debtors = 'debtor,name,salesperson,contact,phone\nC1,Dupont SA,sofia@acme.example,M. Petit,+33 1 23 45 67 89';
  await t.import('contacts.csv', debtors);
};

describe('one’s own list', () => {
  it('starts the day: each action on a card of its own, then the next', async () => {
    await opened();
    const words = said(await list());
    expect(words).toContain('2 actions pour vous aujourd’hui, 21 000 € en jeu');
    expect(words).toContain('[Commencer] [1 · Dupont SA] [2 · Durand SARL]');
    const card = said(await start());
    expect(card).toContain('Relance 3 : e-mail');
    expect(card).toContain('Contact M. Petit · +33 1 23 45 67 89');
    expect(card).toContain('[Fait] [Promesse] [Litige] [Accorder…] [Plus tard] [Passer à…] [Fiche]');
    const { form, answer } = await doneWith({ result: 'sent', note: 'mail à M. Petit' });
    expect(form.fields.map((f) => f.id)).toEqual(['result', 'note', 'callBack']);
    expect(said(answer)).toContain('Dupont SA : envoyé, c’est noté.');
    expect(await history()).toEqual(['email nadia: relance 3 : e-mail : envoyé « mail à M. Petit »']);
    expect(said(await press(answer, 'Suivante'))).toContain('Durand SARL');
    const events = (await t.core.store.read.audit.after(0, 100)).filter((e) => e.action === 'action.done');
    expect(events).toHaveLength(1);
    expect(said(await list())).toContain('1 action pour vous');
  });

  it('is harmless to press twice, and an action that is gone says so', async () => {
    await opened();
    const { form } = await doneWith({ result: 'sent' });
    expect(said(await nadia().submit(form.intent, { result: 'sent', note: '', callBack: '' }))).toContain('c’était déjà noté');
    expect(said(await nadia().submit(form.intent, { result: 'paid', note: '', callBack: '' }))).toContain(
      'Cette action n’est plus à faire',
    );
    expect(await history()).toHaveLength(1);
  });

  it('refuses whoever may not collect, and a result or a day that is none', async () => {
    await opened();
    const card = await start();
    const intent = buttonsOf(card).get('Fait');
    if (!intent) throw new Error('no button');
    const yann = t.desk.as('yann@acme.example');
    expect(said(await yann.submit(intent, { result: 'sent', note: '', callBack: '' }))).toContain('Cette action est à Nadia Benali');
    expect(said(await nadia().submit(intent, { result: 'x', note: '', callBack: '' }))).toContain('Choisissez un résultat');
    expect(said(await nadia().submit(intent, { result: 'sent', note: '', callBack: '2026-11-18' }))).toContain(
      'n’est pas une date à venir',
    );
    expect(await history()).toEqual([]);
    expect(said(await t.desk.as('claire@acme.example').submit(intent, { result: 'sent', note: '', callBack: '' }))).toContain('c’est noté');
  });
});

describe('a result', () => {
  it('in vain brings the same step back on the next business day, and counts the tries', async () => {
    await open(ITEMS.replace('2026-10-31', '2026-11-14').replace('2026-11-04', '2026-12-30'));
    expect(said(await start())).toContain('Relance 2 : appel');
    await doneWith({ result: 'not-reached' });
    expect(said(await list())).toContain('Rien pour vous aujourd’hui');
    t.clock.turn('2026-11-19T09:00:00+01:00');
    expect(said(await start())).toContain('Relance 2 : appel (2ᵉ essai)');
    await doneWith({ result: 'reached', callBack: '2026-11-21' });
    t.clock.turn('2026-11-20T09:00:00+01:00');
    expect(said(await list())).toContain('Rien pour vous aujourd’hui');
    await at('2026-11-23T09:00:00+01:00');
    expect(said(await start())).toContain('À rappeler');
  });

  it('of a payment that is said to be made is looked after in three business days, while it is not there', async () => {
    await open(ITEMS.replace('2026-11-04', '2026-12-30'));
    await doneWith({ result: 'paid', note: 'virement parti' });
    await at('2026-11-20T09:00:00+01:00');
    expect(said(await list())).toContain('Rien pour vous aujourd’hui');
    await at('2026-11-23T09:00:00+01:00');
    const words = said(await list());
    expect(words).toContain('à rappeler « virement parti »');
  });

  it('tells sales administration of an invoice that never came, and sales of a wrong contact', async () => {
    await opened();
    await doneWith({ result: 'invoice-not-received' });
    await doneWith({ result: 'wrong-contact', note: 'parti à la retraite' });
    await t.desk.settle();
    const to = (email: string) =>
      t.platform.posts.filter((p) => p.to.kind === 'person' && p.to.identity.userId === email).map((p) => p.card.fallback);
    expect(to('marc@acme.example')).toEqual(['Dupont SA dit ne pas avoir reçu la facture (Nadia Benali) : renvoyez-la.']);
    expect(to('sofia@acme.example')).toEqual(['Le contact de Durand SARL n’est pas le bon (Nadia Benali) : donnez-en un autre.']);
  });

  it('leads to the promise: taken from the action it handles it, and the account leaves the list', async () => {
    await opened();
    const form = formOf(await press(await start(), 'Promesse'));
    expect(form.intent).toMatchObject({ kind: 'promise.make', action: expect.stringContaining('overdue:') });
    await nadia().submit(form.intent, { amount: '12 000', due: '2026-11-27', who: 'M. Petit', channel: 'call', more: '', note: 'promis' });
    expect(said(await list())).not.toContain('Dupont');
    expect((await history()).map((line) => line.split(':')[0])).toEqual(['promise nadia', 'action nadia']);
    expect(said((await doneWith({ result: 'promise' })).answer)).toContain('[Promesse]');
  });
});

describe('an action', () => {
  it('is put off until a day, a business day, with its reason', async () => {
    await opened();
    const form = formOf(await press(await start(), 'Plus tard'));
    expect(said(await nadia().submit(form.intent, { until: '2026-11-18', why: '' }))).toContain('n’est pas une date à venir');
    expect(said(await nadia().submit(form.intent, { until: '2026-11-21', why: 'en congé' }))).toContain(
      'Dupont SA revient dans votre liste le lun. 23 nov.',
    );
    expect(said(await list())).not.toContain('Dupont');
    await at('2026-11-20T09:00:00+01:00');
    expect(said(await list())).not.toContain('Dupont');
    await at('2026-11-23T09:00:00+01:00');
    expect(said(await list())).toContain('« en congé »');
    expect(await history()).toEqual(['action nadia: relance 3 : e-mail : remis au lun. 23 nov. « en congé »']);
  });

  it('is passed on to somebody, who is told and has it on their list', async () => {
    await opened();
    const form = formOf(await press(await start(), 'Passer à…'));
    const sofia = form.fields[0]?.type === 'choice' ? form.fields[0].options.find((o) => o.label === 'Sofia Romano')?.value : undefined;
    expect(said(await nadia().submit(form.intent, { to: '0', why: '' }))).toContain('Choisissez une personne');
    expect(said(await nadia().submit(form.intent, { to: sofia ?? '', why: 'tu les connais' }))).toContain('chez Sofia Romano');
    await t.desk.settle();
    expect(said(await t.desk.as('sofia@acme.example').command('agenda'))).toContain('« tu les connais »');
    expect(said(await list())).not.toContain('Dupont');
    const told = t.platform.posts.find((p) => p.to.kind === 'person' && p.to.identity.userId === 'sofia@acme.example');
    expect(told?.card.fallback).toBe('Nadia Benali vous passe une action : Dupont SA');
  });

  it('of a dispute or a vote is handled on its own card', async () => {
    await opened();
    await nadia().submit({ kind: 'dispute.open' }, { refs: 'FA-1024', amount: '', reason: 'PRICE', said: 'prix' });
    const sofia = t.desk.as('sofia@acme.example');
    const mine = await sofia.command('agenda');
    const found = [...buttonsOf(mine)].find(([label]) => label === 'Commencer')?.[1];
    if (found?.kind !== 'agenda.open') throw new Error(said(mine));
    expect(said(await sofia.press(found))).toContain('[Ouvrir le litige]');
    const { debtor, action } = found;
    expect(said(await sofia.submit({ kind: 'agenda.done', debtor, action }, { result: 'done', note: '', callBack: '' }))).toContain(
      'sa propre carte',
    );
  });
});
