import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agendaAt } from '../../../src/core/agenda/agenda.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import type { Button } from '../../../src/core/desk/card.ts';
import type { Reply } from '../../../src/core/desk/inbound.ts';
import type { Intent } from '../../../src/core/desk/intent.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { lettersIn } from '../../../src/core/letters/ports.ts';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { formOf, said } from '../../support/desk.ts';
import { ITEMS, MONDAY, NADIA, type Office, office, pdfText, SOFIA } from './support.ts';

let t: Office;
beforeEach(async () => {
  t = await office();
});
afterEach(() => t.close());

const buttons = (replies: readonly Reply[]): readonly Button[] =>
  replies.flatMap((r) => ('card' in r ? r.card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : [])) : []));
function intentOf(replies: readonly Reply[], label: RegExp): Intent {
  const found = buttons(replies).find((b) => label.test(b.label));
  if (!found) throw new Error(`no button ${label} among ${buttons(replies).map((b) => b.label)}: ${said(replies)}`);
  return found.intent;
}
const kept = async (debtor = 1) => {
  const files = await t.core.store.read.files.ofDebtor(debtor);
  return Promise.all(files.map(async (f) => ({ ...f, bytes: (await t.core.store.read.files.bytes(f.id)) ?? new Uint8Array() })));
};

describe('a letter in the conversation', () => {
  it('is read before it leaves: in the debtor’s language, with its items, its address and what is left out', async () => {
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'));
    expect(words).toContain('Relance 1 · Dupont SA');
    expect(words).toContain('aperçu, rien n’est parti · en français');
    expect(words).toContain('Par courriel : compta@dupont.example');
    expect(words).toContain('F1 | 01/01/2026 | 31/01/2026 | 44 jours | 12 000,00 € | 12 000,00 €');
    expect(words).not.toContain('F2');
    expect(words).toContain('[Brouillon de courriel]');
    expect(words).not.toContain('[Envoyer');
    const english = said(await t.desk.as(NADIA).command('letter', 'C2 relance 1'));
    expect(english).toContain('Please tell us on which day it will leave');
    expect(english).toContain('€1,000.00');
  });

  it('asks for interest and indemnity to the cent: 12,000 € from 31 January to 15 March make 171.76 €, 211.76 € with the indemnity', async () => {
    await t.close();
    t = await office({ at: '2026-03-15T10:00:00+01:00' });
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont mise en demeure'));
    expect(words).toContain('F1 | du 01/02/2026 au 15/03/2026 | 43 | 12 000,00 € | 12,15 % | 171,76 €');
    expect(words).toContain('Indemnité forfaitaire pour frais de recouvrement, 40,00 € par facture (1 facture) : 40,00 €');
    expect(words).toContain('Total : 12 211,76 €');
    expect(words).toContain('au plus tard le 23 mars 2026');
  });

  it('made on paper is kept, noted in the history with its file, and brought to whoever made it; a second press makes nothing', async () => {
    const preview = await t.desk.as(NADIA).command('lettre', 'dupont mise en demeure');
    const paper = intentOf(preview, /PDF/);
    expect(said(await t.desk.as(NADIA).press(paper))).toContain('Mise en demeure : le PDF est gardé et noté à l’historique');
    expect(said(await t.desk.as(NADIA).press(paper))).toContain('déjà écrit à ce débiteur aujourd’hui (par Nadia Benali)');
    const [file, second] = await kept();
    expect(second).toBeUndefined();
    const { text } = await pdfText(file?.bytes ?? new Uint8Array());
    expect(text).toContain('Objet : Mise en demeure de payer 12 215,76 €');
    expect(text).toContain('Dupont SA M. Petit 12 rue de la Paix 75002 Paris');
    expect(text).toContain('articles L. 441-10 et D. 441-5 du Code de commerce');
    const [entry] = await historyIn(t.core.store.read).find({ debtorIds: [1] });
    expect(entry).toMatchObject({ kind: 'letter', actor: NADIA, text: expect.stringContaining('Mise en demeure : 12') });
    expect(entry?.data).toMatchObject({
      template: 'formal-notice',
      principal: '12000.00',
      interest: '175.76',
      indemnity: '40.00',
      file: String(file?.id),
    });
    expect((await t.core.store.read.audit.about('letter:1', 9)).map((a) => a.action)).toEqual(['letter.made']);
    await t.desk.settle();
    expect(t.platform.posts.filter((p) => p.key === 'letter:1:file')).toHaveLength(1);
  });

  it('in English says the same, and is dated so that nobody mistakes the month', async () => {
    const preview = await t.desk.as(NADIA).command('letter', 'C2 formal notice');
    await t.desk.as(NADIA).press(intentOf(preview, /PDF/));
    const [file] = await kept(2);
    const { text } = await pdfText(file?.bytes ?? new Uint8Array());
    expect(text).toContain('Subject: Formal notice to pay €1,054.65');
    expect(text).toContain('1 Feb 2026 to 16 Mar 2026 44 €1,000.00 12.15% €14.65');
    expect(text).toContain('by 24 March 2026 at the latest');
  });

  it('is shown again when its figures moved since the preview', async () => {
    const paper = intentOf(await t.desk.as(NADIA).command('lettre', 'dupont relance1'), /PDF/);
    await t.import('items.csv', ITEMS.replace('12000.00', '11000.00'), { source: 'erp' });
    const again = await t.desk.as(NADIA).press(paper);
    expect(said(again)).toContain('Les chiffres ont changé depuis l’aperçu');
    expect(await kept()).toEqual([]);
    expect(said(await t.desk.as(NADIA).press(intentOf(again, /PDF/)))).toContain('le PDF est gardé');
  });

  it('leaves out what is in dispute, and refuses when nothing else is left', async () => {
    const form = formOf(await t.desk.as(NADIA).command('litige', 'F1 5000 quantité manque'));
    const initial = Object.fromEntries(form.fields.map((f) => [f.id, 'initial' in f && typeof f.initial === 'string' ? f.initial : '']));
    await t.desk.as(NADIA).submit(form.intent, initial);
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'));
    expect(words).toContain('7 000,00 €');
    expect(words).toContain('Laissé hors de la lettre, en litige : 5 000,00 €');
    const rest = formOf(await t.desk.as(NADIA).command('litige', 'F1 7000 prix trop cher'));
    await t.desk
      .as(NADIA)
      .submit(
        rest.intent,
        Object.fromEntries(rest.fields.map((f) => [f.id, 'initial' in f && typeof f.initial === 'string' ? f.initial : ''])),
      );
    expect(said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'))).toContain('Tout l’échu de Dupont SA est en litige');
  });

  it('after a broken word quotes what was said and when', async () => {
    expect(said(await t.desk.as(NADIA).command('lettre', 'dupont promesse'))).toContain('Aucune parole de Dupont SA n’est notée');
    await t.desk
      .as(NADIA)
      .submit({ kind: 'note.add', debtor: 1 }, { kind: 'call', day: '2026-03-09', who: 'M. Petit', said: 'virement vendredi' });
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont promesse'));
    expect(words).toContain('Le 9 mars 2026, M. Petit nous a dit : « virement vendredi ».');
  });

  it('asks nothing for an invoice with extra days, and less what was given up of interest and costs', async () => {
    const item = (await ledgerIn(t.core.store.read).openItems(1, 20_600, 9)).items.find((i) => i.ref === 'F1');
    if (!item) throw new Error('no F1');
    const items = [{ id: item.id, ref: 'F1', minor: 12_000_00n, dueDay: item.dueDay }];
    const use = {
      ...{
        debtorId: 1,
        at: t.clock.now(),
        day: 20_520,
        actor: NADIA,
        holder: 'collector',
        onBehalfOf: null,
        quantity: 0,
        minor: 0n,
        percent: null,
      },
      ...{ currency: 'EUR', items: [], untilDay: null, why: 'geste', status: 'granted' as const, motionId: null, expectedDay: null },
      ...{ creditItemId: null, closedDay: null, closedBy: null },
    };
    await t.core.store.transact((tx) => mandatesIn(tx).add({ ...use, power: 'waiver', minor: 100_00n, items }, 'w'));
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont mise en demeure'));
    expect(words).toContain('Intérêts et frais abandonnés : −100,00 €');
    expect(words).toContain('Total : 12 115,76 €');
    await t.core.store.transact((tx) => mandatesIn(tx).add({ ...use, power: 'days', quantity: 30, items, untilDay: 20_560 }, 'd'));
    expect(said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'))).toContain('Dupont SA ne doit rien d’échu');
  });

  it('before the due date names what falls due within two weeks, and nothing that is further off', async () => {
    expect(said(await t.desk.as(NADIA).command('lettre', 'C6 échéance'))).toContain('Rien SA ne doit rien');
    t.clock.turn('2026-03-26T10:00:00+01:00');
    const words = said(await t.desk.as(NADIA).command('lettre', 'C6 échéance'));
    expect(words).toContain('R1 | 10/03/2026 | 09/04/2026 | 700,00 €');
    expect(words).toContain('Échéance à venir : 700,00 €');
  });

  it('is refused with a sentence: no such letter, nothing due, consumer, insolvency, no right to write, an old ledger', async () => {
    const ask = async (words: string, who = NADIA) => said(await t.desk.as(who).command('lettre', words));
    expect(await ask('dupont zorglub')).toContain('Aucune lettre ne s’appelle « zorglub » : ');
    expect(await ask('C6 relance1')).toContain('Rien SA ne doit rien d’échu');
    expect(await ask('C4 mise en demeure')).toContain('Martin Particulier est un particulier');
    expect(await ask('C4 relance1')).toContain('80,00 €');
    expect(await ask('C5 relance1')).toContain('Failli SARL est en procédure collective');
    expect(await ask('dupont relance1', SOFIA)).toContain('Your role may not write to debtors');
    const paper = intentOf(await t.desk.as(NADIA).command('lettre', 'dupont relance1'), /PDF/);
    t.clock.turn('2026-03-20T10:00:00+01:00');
    expect(said(await t.desk.as(NADIA).press(paper))).toContain('Le grand livre date du lun. 16 mars, soit 4 jours ouvrés');
    expect(await kept()).toEqual([]);
  });

  it('that needs the rate of a half-year which is not on file refuses and says which; one without interest does not', async () => {
    await t.close();
    t = await office({ at: '2026-07-02T10:00:00+02:00' });
    expect(said(await t.desk.as(NADIA).command('lettre', 'dupont mise en demeure'))).toContain(
      'Le taux du 2e semestre 2026 manque (taux de refinancement de la BCE) : ajoutez letters.halfYears: [{ from: 2026-07-01',
    );
    expect(said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'))).toContain('12 500,00 €');
  });

  it('names the file and the line of a template that is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'encours-letters-'));
    writeFileSync(join(folder, 'noel.fr.md'), '---\ntitle: Noël\nsubject: Joyeux Noël\nkind: email\n---\nBonjour {{prenom}}\n');
    await t.close();
    t = await office({ templates: folder });
    const words = said(await t.desk.as(NADIA).command('lettre', 'dupont relance1'));
    expect(words).toContain('noel.fr.md, ligne 6 : le champ {{prenom}} n’existe pas');
    rmSync(folder, { recursive: true });
  });

  it('is chosen from the debtor’s card, and carries the agenda’s action into the history', async () => {
    expect(said(await t.desk.as(NADIA).command('debiteur', 'dupont'))).toContain('[Autres actions…]');
    const form = formOf(await t.desk.as(NADIA).press({ kind: 'letter.form', debtor: 1, action: 'step:7' }));
    const preview = await t.desk.as(NADIA).submit(form.intent, { template: 'reminder-1' });
    await t.desk.as(NADIA).press(intentOf(preview, /Brouillon/));
    const [entry] = await historyIn(t.core.store.read).find({ debtorIds: [1] });
    expect(entry).toMatchObject({ kind: 'email', data: { action: 'step:7', how: 'draft', to: 'compta@dupont.example' } });
    const [file] = await kept();
    expect(Buffer.from(file?.bytes ?? []).toString()).toContain('X-Unsent: 1');
  });
});

describe('a letter to a whole segment', () => {
  it('shows how many, how much, who is left out and why; twice makes nothing twice', async () => {
    const ask = await t.desk.as(NADIA).command('lettres', 'standard relance1');
    const words = said(ask);
    expect(words).toContain('2 débiteurs recevront cette lettre, pour 13 000,00 € en tout.');
    expect(words).toContain('pas d’adresse (1) : Sans Adresse');
    expect(words).toContain('rien d’échu et non contesté (1)');
    const go = intentOf(ask, /Préparer 2 lettres/);
    expect(said(await t.desk.as(NADIA).press(go))).toContain('2 lettres faites, 13 000,00 € en tout.');
    expect(said(await t.desk.as(NADIA).press(go))).toContain('déjà écrit aujourd’hui (2) : Dupont SA, Second Ltd');
    expect(await lettersIn(t.core.store.read).find({})).toHaveLength(2);
    expect((await historyIn(t.core.store.read).find({})).length).toBe(2);
    await t.desk.settle();
    expect(t.platform.posts.filter((p) => p.key.startsWith('letters:'))).toHaveLength(1);
  });

  it('leaves out a debtor on their word, and refuses a segment or a letter that is none', async () => {
    await t.desk
      .as(NADIA)
      .submit(
        { kind: 'promise.make', debtor: 1 },
        { amount: '12000', due: '2026-03-20', who: 'M. Petit', channel: 'call', note: 'promis', more: '' },
      );
    const words = said(await t.desk.as(NADIA).command('lettres', 'standard relance1'));
    expect(words).toContain('une promesse court (1) : Dupont SA');
    expect(said(await t.desk.as(NADIA).command('lettres', 'zorglub relance1'))).toContain(
      'Aucun débiteur dans le segment « zorglub » (connus : consumer, insolvency, standard)',
    );
    expect(said(await t.desk.as(NADIA).command('lettres', 'standard zorglub'))).toContain('Aucune lettre ne s’appelle « zorglub »');
    expect(said(await t.desk.as(NADIA).command('lettres', 'standard'))).toContain('/lettres standard relance1');
    const all = said(await t.desk.as(NADIA).command('lettres', 'tous pénalités'));
    expect(all).toContain('procédure collective (1) : Failli SARL');
    expect(all).toContain('particulier : ni pénalités ni indemnité (1) : Martin Particulier');
  });

  it('that stopped halfway goes on with the rest', async () => {
    const go = intentOf(await t.desk.as(NADIA).command('lettres', 'standard relance1'), /Préparer 2/);
    const { mailRoom } = t.core;
    let calls = 0;
    const broken = {
      ...mailRoom,
      mail: async (...args: Parameters<typeof mailRoom.mail>) => {
        if (++calls === 2) throw new Error('the process dies');
        return mailRoom.mail(...args);
      },
    };
    Object.assign(t.core, { mailRoom: broken });
    expect(said(await t.desk.as(NADIA).press(go))).toContain('Quelque chose s’est mal passé');
    expect(await lettersIn(t.core.store.read).find({})).toHaveLength(1);
    // What was made before the fault is brought all the same.
    await t.desk.settle();
    expect(t.platform.posts.filter((p) => p.key.startsWith('letters:'))).toHaveLength(1);
    Object.assign(t.core, { mailRoom });
    const report = said(await t.desk.as(NADIA).press(go));
    expect(report).toContain('1 lettre faite, 1 000,00 € en tout.');
    expect(report).toContain('déjà écrit aujourd’hui (1) : Dupont SA');
    expect(await lettersIn(t.core.store.read).find({})).toHaveLength(2);
  });

  it('that is done does not let its old button write to debtors, or for amounts, that nobody confirmed', async () => {
    const go = intentOf(await t.desk.as(NADIA).command('lettres', 'standard relance1'), /Préparer 2/);
    await t.desk.as(NADIA).press(go);
    await t.import('items.csv', `${ITEMS}\nC6,Rien SA,R2,2026-01-01,2026-01-31,650.00,invoice`, { source: 'erp' });
    const again = await t.desk.as(NADIA).press(go);
    expect(said(again)).toContain('1 débiteur recevra cette lettre, pour 650,00 € en tout.');
    expect(await lettersIn(t.core.store.read).find({})).toHaveLength(2);
    await t.desk.as(NADIA).press(intentOf(again, /Préparer/));
    expect(await lettersIn(t.core.store.read).find({})).toHaveLength(3);
  });

  it('writes to nobody on a company’s old ledger because another company’s is new, and the agenda holds its reminders', async () => {
    await t.close();
    t = await office({ at: '2026-03-09T10:00:00+01:00' });
    const other = { company: '222222222' };
    await t.import('debtors.csv', 'debtor,name,segment,email\nD1,Vieux SA,standard,vieux@vieux.example', other);
    await t.import('items.csv', 'debtor,ref,issueDate,dueDate,amount\nD1,V1,2026-01-01,2026-01-31,400.00', { ...other, source: 'erp' });
    t.clock.turn(MONDAY);
    await t.import('items.csv', `${ITEMS}\nC6,Rien SA,R3,2026-03-11,2026-04-10,5.00,invoice`, { source: 'erp', company: '552100554' });
    await expect(t.desk.as(NADIA).command('lettres', 'standard relance1').then(said)).resolves.toMatch(/9 mars.*5 jours/);
    const fresh = await t.desk.as(NADIA).command('lettres', 'consumer relance1');
    expect(said(fresh)).toContain('1 débiteur recevra cette lettre');
    const { actions } = await agendaAt(t.core.store.read, parseDay('2026-03-16') ?? 0, t.core);
    const held = new Map(actions.filter((a) => a.kind === 'overdue').map((a) => [a.debtor.name, a.held === true]));
    expect(held.get('Vieux SA')).toBe(true);
    expect(held.get('Dupont SA')).toBe(false);
  });
});
