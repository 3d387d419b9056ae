/** A promise from the chat to its verdict: the form, the refusals, the morning, an import, the account's history. */
import { afterEach, describe, expect, it } from 'vitest';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { formOf, said } from '../../support/desk.ts';
import { type Company, company } from '../disputes/support.ts';

let t: Company;
afterEach(() => t?.close());

const LIST = { source: 'erp', complete: true, confirm: true };
const HEADER = 'debtor,name,ref,issueDate,dueDate,amount,openAmount,settledDate,kind';
/** The account of C1 as the list shows it later: FA-1024 with what is left of it. */
const later = (left: string, settled = ''): string =>
  [
    HEADER,
    `C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,${left},${settled},invoice`,
    'C1,Dupont SA,FA-1025,2026-11-02,2026-12-02,5000.00,5000.00,,invoice',
    'C1,Dupont SA,FA-0900,2026-05-04,2026-06-03,700.00,700.00,,invoice',
    'C2,Durand SARL,FB-2001,2026-10-05,2026-11-04,3000.00,3000.00,,invoice',
  ].join('\n');

const nadia = () => t.desk.as('nadia@acme.example');
const debtorId = async (words: string): Promise<number> => (await debtorsIn(t.core.store.read).search(words, 1)).debtors[0]?.id ?? 0;
const promises = async () => promisesIn(t.core.store.read).find({});
const history = async () =>
  (await historyIn(t.core.store.read).find({ kinds: ['promise'] })).map((e) => `${e.actor}: ${e.text}`.replace(/[\u202f\u00a0]/g, ' '));

async function promise(answers: Readonly<Record<string, string>> = {}, key?: string) {
  const intent = { kind: 'promise.make', debtor: await debtorId('dupont') } as const;
  return said(
    await nadia().submit(
      intent,
      { amount: '5000', due: '2026-11-27', who: 'M. Petit', channel: 'call', more: '', note: '', ...answers },
      key,
    ),
  );
}

async function import_(at: string, content: string): Promise<void> {
  t.clock.turn(at);
  await t.import('items.csv', content, LIST);
}

describe('a promise to pay', () => {
  it('whose form is sent twice in a hurry is one promise; said again later, or in other words, it is another', async () => {
    t = await company();
    expect(await promise({}, 'one')).toContain('Promesse 1 notée');
    t.clock.add(29_999);
    expect(await promise({}, 'two')).toContain('Promesse 1 notée');
    expect(await promises()).toHaveLength(1);
    expect(await promise({ amount: '4000' }, 'three')).toContain('Promesse 2 notée');
    t.clock.add(1);
    expect(await promise({}, 'four')).toContain('Promesse 3 notée');
  });

  it('is typed in one line, completed in a form, kept with its history, and shown on the debtor’s card', async () => {
    t = await company();
    const form = formOf(await nadia().command('promesse', 'dupont 5 000 vendredi virement annoncé, par mail'));
    expect(Object.fromEntries(form.fields.map((f) => [f.id, 'initial' in f ? f.initial : undefined]))).toMatchObject({
      amount: '5 000',
      due: '2026-11-20',
      channel: 'email',
      note: 'virement annoncé, par mail',
    });
    const words = said(
      await nadia().submit(form.intent, {
        amount: '5 000',
        due: '2026-11-27',
        who: 'M. Petit',
        channel: 'email',
        more: '2 000 11/12/2026',
        note: 'virement',
      }),
    );
    expect(words).toContain('Promesse 1 notée : Dupont SA');
    expect(await promises()).toMatchObject([
      {
        debtorId: await debtorId('dupont'),
        who: 'M. Petit',
        channel: 'email',
        takenBy: 'nadia@acme.example',
        collector: 'nadia@acme.example',
        lines: [
          { number: 1, minor: 5000_00n, status: 'open' },
          { number: 2, minor: 2000_00n, dueDay: parseDay('2026-12-11') },
        ],
      },
    ]);
    expect(await history()).toEqual([
      'nadia@acme.example: Promesse de payer 5 000,00 € pour le ven. 27 nov., 2 000,00 € pour le ven. 11 déc. (M. Petit, e-mail). « virement »',
    ]);
    const card = said(await nadia().command('debiteur', 'dupont'));
    expect(card).toContain('Promis : 5 000 € pour le ven. 27 nov., 2 000 € pour le ven. 11 déc. (M. Petit, e-mail)');
    expect(card).toContain('Dernière action : promesse du mer. 18 nov., « Promesse de payer');
    expect(card).toContain('[Promesse] ');
    expect(said(await nadia().command('promise'))).toContain('Mes promesses : 1 en cours');
  });

  it('is taken down once, however often the form is delivered', async () => {
    t = await company();
    await promise({}, 'submit:1');
    expect(await promise({}, 'submit:1')).toContain('Promesse 1 notée');
    expect(await promises()).toHaveLength(1);
  });

  it('is refused with a sentence: a day that is past, too much, a settled account, words that are no amount', async () => {
    t = await company();
    expect(await promise({ due: '2026-11-17' })).toContain('est passé');
    expect(await promise({ due: '2026-11-18' })).toContain('notée');
    expect(await promise({ amount: '12 700,01' })).toContain('plus que ce qui est dû');
    expect(await promise({ amount: '12 700' })).toContain('notée');
    expect(await promise({ amount: 'beaucoup' })).toContain('n’est pas un montant');
    expect(await promise({ due: 'x' })).toContain('n’est pas une date');
    expect(await promise({ more: '100' })).toContain('ne se lit pas');
    await import_(
      '2026-11-19T09:00:00+01:00',
      [HEADER, 'C2,Durand SARL,FB-2001,2026-10-05,2026-11-04,3000.00,3000.00,,invoice'].join('\n'),
    );
    expect(await promise()).toContain('ne doit plus rien');
    expect(said(await t.desk.as('yann@acme.example').command('promesse', 'durand 10 vendredi'))).toContain('Votre rôle');
    expect(await promises()).toHaveLength(2);
  });

  it('is withdrawn while it is not due, with a reason', async () => {
    t = await company();
    await promise();
    const intent = { kind: 'promise.withdraw', promise: 1 } as const;
    expect(said(await nadia().submit(intent, { why: '' }))).toContain('Dites pourquoi');
    expect(said(await nadia().submit(intent, { why: 'mal compris' }))).toContain('retirée');
    expect(said(await nadia().submit(intent, { why: 'mal compris' }))).toContain('déjà jugée ou retirée');
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'withdrawn' }]);
    await promise();
    t.clock.turn('2026-11-28T09:00:00+01:00');
    expect(said(await nadia().submit({ kind: 'promise.withdraw', promise: 2 }, { why: 'trop tard' }))).toContain('est échue');
  });
});

describe('the verdict', () => {
  it('is kept as soon as an import shows the money, once', async () => {
    t = await company();
    await promise();
    await import_('2026-11-26T09:00:00+01:00', later('7500.00'));
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'open', received: 4500_00n }]);
    await import_('2026-11-30T09:00:00+01:00', later('7000.00'));
    await import_('2026-12-01T09:00:00+01:00', later('6900.00'));
    await t.desk.settle();
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'kept', judgedDay: parseDay('2026-11-30'), received: 5000_00n }]);
    expect(await history()).toEqual([
      'system:import: Promesse tenue : 5 000,00 € pour le ven. 27 nov.',
      'nadia@acme.example: Promesse de payer 5 000,00 € pour le ven. 27 nov. (M. Petit, appel).',
    ]);
  });

  it('is broken on the morning after the deadline when a ledger of that day shows no money, and waits for such a ledger', async () => {
    t = await company();
    await promise();
    // The deadline is Tuesday 1 December; the ledger is of Monday.
    await import_('2026-11-30T18:00:00+01:00', later('12000.00'));
    t.clock.turn('2026-12-02T08:00:00+01:00');
    await t.desk.settle();
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'open' }]);
    // Made on Tuesday itself, a list shows that day only in part.
    await import_('2026-12-01T18:00:00+01:00', later('11900.00'));
    t.clock.turn('2026-12-03T07:00:00+01:00');
    await t.desk.settle();
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'open' }]);
    await import_('2026-12-03T07:30:00+01:00', later('11800.00'));
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'broken', judgedDay: parseDay('2026-12-03'), received: 100_00n }]);
    await t.desk.settle();
    expect((await history())[0]).toBe('system:import: Promesse non tenue : 5 000,00 € pour le ven. 27 nov., 100,00 € reçus.');
    const events = await t.core.store.read.audit.about('promise:1', 10);
    expect(events.map((e) => e.action).sort()).toEqual(['promise.broken', 'promise.made']);
  });

  it('never takes an item that vanished from a complete list for money', async () => {
    t = await company();
    await promise();
    const without = later('12000.00')
      .split('\n')
      .filter((line) => !line.includes('FA-1024'))
      .join('\n');
    await import_('2026-12-02T09:00:00+01:00', without);
    expect((await promises())[0]?.lines).toMatchObject([{ status: 'broken', received: 0n }]);
  });

  it('ends all extensions when two were broken in ninety days, and offers the committee', async () => {
    t = await company();
    await promise({ more: '1000 30/11/2026' });
    await import_('2026-12-03T09:00:00+01:00', later('12000.00'));
    expect((await promises())[0]?.lines.map((l) => l.status)).toEqual(['broken', 'broken']);
    t.clock.turn('2026-12-04T09:00:00+01:00');
    for (const words of [await promise({ due: '2026-12-11' }), said(await nadia().command('promesse', 'dupont 100 2026-12-11'))]) {
      expect(words).toContain('n’a pas tenu deux promesses en 90 jours');
      expect(words).toContain('[Proposer le contentieux]');
    }
    expect(said(await nadia().command('debiteur', 'dupont'))).toContain('2 promesses non tenues en 90 j · Promesses tenues : 0 sur 2');
    t.clock.turn('2027-03-03T09:00:00+01:00');
    expect(await promise({ due: '2027-03-05' })).toContain('notée');
  });
});
