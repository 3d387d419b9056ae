/** A debtor's record in the conversation: where it comes from, who sees and changes it, and what follows from it for letters, groups and grants. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { debtorJson } from '../../src/cli/json.ts';
import { findDebtors } from '../../src/core/debtors/find-debtors.ts';
import { readKnown } from '../../src/core/debtors/offer.ts';
import type { Reply } from '../../src/core/desk/inbound.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { createDesk, type Desk, formOf, said } from '../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

const TODAY = parseDay('2026-06-30') ?? 0;
const CLAIRE = 'claire@acme.example';
const NADIA = 'nadia@acme.example';
const ITEMS = [
  'debtor,name,ref,issueDate,dueDate,amount,currency',
  'C1,Dupont Holding,F1,2026-05-01,2026-06-01,10000.00,EUR',
  'C2,Dupont Nord,F2,2026-05-01,2026-06-01,6000.00,EUR',
  'C3,Dupont Sud,F3,2026-05-01,2026-06-01,2000.00,USD',
  'C4,Garage Morel,F4,2026-05-01,2026-06-01,500.00,EUR',
].join('\n');
const RECORD = 'debtor;limit;email;contact;accountsName;accountsEmail;parent;groupLimit;maxDays\n';
const DEBTORS = `${RECORD}C1;20000.00;info@dupont.fr;M. Gros;;;;30000.00;\nC2;9000.00;nord@dupont.fr;;Mme Petit;compta@dupont.fr;C1;;10\nC3;;;;;;C2;;\n`;

let t: TurnedCore;
let desk: Desk;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T07:00:00+02:00', policy: { rates: [{ from: 'USD', to: 'EUR', on: TODAY - 30, rate: '0.90' }] } });
  desk = createDesk(t);
  await t.import('people.csv', PEOPLE);
  await t.import('debtors.csv', DEBTORS);
  await t.import('items.csv', ITEMS);
});
afterEach(() => t.close());

const idOf = async (code: string): Promise<number> => (await findDebtors(t.core.store.read, code)).debtors[0]?.id ?? 0;
async function json(code: string) {
  const [debtor] = (await findDebtors(t.core.store.read, code)).debtors;
  if (!debtor) throw new Error(`no ${code}`);
  const body: unknown = await debtorJson(await readKnown(t.core.store.read, debtor, TODAY, t.core), 'fr');
  return (body as { debtor: Record<string, unknown> }).debtor;
}
/** Opens the record, and sends it back with other answers in some fields. */
async function change(code: string, answers: Readonly<Record<string, string>>, by = CLAIRE) {
  const form = formOf(await desk.as(by).press({ kind: 'debtor.master', debtor: await idOf(code) }));
  const shown = Object.fromEntries(form.fields.map((field) => [field.id, field.type === 'text' ? (field.initial ?? '') : '']));
  return { form, shown, sent: await desk.as(by).submit(form.intent, { ...shown, ...answers }) };
}
const errors = (replies: readonly Reply[]) => replies.flatMap((reply) => (reply.type === 'form-errors' ? [reply.errors] : []));

describe('a group', () => {
  it('is shown beside each of its members: what it owes together, its limit, and what is left', async () => {
    const card = said(await desk.as(NADIA).command('debiteur', 'C2'));
    expect(card).toContain('Limite 9 000 €');
    expect(card).toContain('Groupe Dupont Holding (3) encours 17 800 € · limite 30 000 € · disponible 12 200 €');
    const group = { head: 'C1', name: 'Dupont Holding', members: 3, currency: 'EUR', exposure: '17800.00', limit: '30000.00' };
    for (const code of ['C1', 'C2', 'C3']) expect((await json(code)).group).toEqual({ ...group, limitOf: 'group', available: '12200.00' });
    expect(await json('C4')).toMatchObject({ group: null, parent: null, contacts: [], ibans: [], maxDays: null });
    expect(said(await desk.as(NADIA).command('debiteur', 'C4'))).not.toContain('Groupe');
  });

  it('without a limit of its own has its members’ added up, and names what no rate brings into its currency', async () => {
    await change('C1', { groupLimit: '' });
    expect((await json('C3')).group).toMatchObject({ limit: '29000.00', limitOf: 'members', available: '11200.00' });
    await t.import('more.csv', 'debtor,ref,issueDate,amount,currency\nC3,F9,2026-05-01,100.00,GBP');
    expect((await json('C2')).notes).toEqual(['Hors encours, faute de taux dans la politique : GBP.']);
    expect((await json('C2')).group).toMatchObject({ exposure: '17800.00' });
  });

  it('is in the dossier of a vote about one of them', async () => {
    const form: Intent = { kind: 'motion.propose', subject: 'limit', debtor: await idOf('C2') };
    const replies = await desk.as(CLAIRE).submit(form, { amount: '20 000', why: 'commande cadre' });
    expect(said(replies)).not.toContain('form-errors');
    const words = said(await desk.as(NADIA).press({ kind: 'motion.dossier', motion: 1 }));
    expect(words).toContain('Groupe Dupont Holding (3) 17 800 € pour une limite de 30 000 €');
  });

  it('in a circle is refused with its accounts, and leaves nothing behind; a parent that is not there is a remark', async () => {
    await expect(t.import('circle.csv', 'debtor;parent\nC1;C3\nC4;C1\n')).rejects.toThrow('C1 → C3 → C2 → C1');
    expect(await json('C4')).toMatchObject({ parent: null });
    const report = await t.import('missing.csv', 'debtor;parent\nC4;C9\n');
    expect(report.warnings).toEqual([{ line: 2, code: 'unknown-parent', value: 'C9' }]);
    expect(await json('C4')).toMatchObject({ parent: 'C9', group: null });
    await t.import('there.csv', 'debtor;name;limit\nC9;Morel Groupe;1000.00\n');
    expect((await json('C4')).group).toMatchObject({ head: 'C9', members: 2 });
  });
});

describe('the contacts', () => {
  it('are on the card with phone and e-mail, and the accounts contact is whom letters go to', async () => {
    await change('C2', { accounts: 'Mme Petit\n03 87 00 00 00\ncompta@dupont.fr\nen', legal: 'Me Blanc\nblanc@avocat.fr' });
    const card = said(await desk.as(NADIA).command('debiteur', 'C2'));
    expect(card).toContain('Comptabilité : Mme Petit · 03 87 00 00 00 · compta@dupont.fr');
    expect(card).toContain('Juridique : Me Blanc · blanc@avocat.fr');
    expect((await json('C2')).contacts).toEqual([
      { role: 'accounts', name: 'Mme Petit', phone: '03 87 00 00 00', email: 'compta@dupont.fr', language: 'en' },
      { role: 'legal', name: 'Me Blanc', phone: null, email: 'blanc@avocat.fr', language: null },
    ]);
    const letter = said(await desk.as(NADIA).command('lettre', 'C2 relance1'));
    expect(letter).toContain('compta@dupont.fr');
    expect(letter).toContain('en anglais');
    // A debtor without an accounts contact is written to at its own address.
    const own = said(await desk.as(NADIA).command('lettre', 'C1 relance1'));
    expect(own).toContain('info@dupont.fr');
    expect(said(await desk.as(NADIA).command('debiteur', 'C1'))).toContain('Contact : M. Gros · info@dupont.fr');
  });
});

describe('the record', () => {
  it('is changed by a press of whoever may import, in one audit row that copies neither people nor accounts', async () => {
    const { shown, sent } = await change('C2', {
      ...{ accounts: 'Paul Noir\npaul@dupont.fr', ibans: 'FR14 2004 1010 0505 0001 3M02 606', maxDays: '20', groupLimit: '5 000 USD' },
    });
    expect(shown).toEqual({
      ...{ accounts: 'Mme Petit\ncompta@dupont.fr', buyer: '', manager: '', legal: '', parent: 'C1' },
      ...{ groupLimit: '', ibans: '', maxDays: '10' },
    });
    expect(said(sent)).toContain(
      'Fiche de Dupont Nord modifiée : contact comptabilité, nom, contact comptabilité, adresse électronique, limite du groupe, IBAN, délai maximum.',
    );
    expect(await json('C2')).toMatchObject({ ibans: ['FR1420041010050500013M02606'], maxDays: 20 });
    const rows = (await t.core.store.read.audit.after(0, 100)).filter((row) => row.action === 'debtor.changed');
    expect(rows.map(({ actor, payload }) => ({ actor, payload }))).toEqual([
      {
        actor: CLAIRE,
        payload: {
          ...{ debtor: 'C2', changed: 'accountsName accountsEmail groupLimit ibans maxDays' },
          ...{ groupLimit: '500000 USD', groupLimitBefore: '', maxDays: '20', maxDaysBefore: '10' },
        },
      },
    ]);
  });

  it('is refused to others with a sentence, and once it is another one than was seen', async () => {
    const press = desk.as(NADIA).press({ kind: 'debtor.master', debtor: await idOf('C2') });
    expect(said(await press)).toContain('Modifier une fiche est réservé aux administrateurs et au credit manager');
    const { form, shown, sent } = await change('C2', { maxDays: '15' });
    expect(said(sent)).toContain('délai maximum');
    expect(said(await desk.as(NADIA).submit(form.intent, shown))).toContain('réservé');
    // Sent twice it changes nothing; with other values it is a form of yesterday.
    expect(said(await desk.as(CLAIRE).submit(form.intent, { ...shown, maxDays: '15' }))).toContain('Rien n’a changé');
    expect(said(await desk.as(CLAIRE).submit(form.intent, { ...shown, maxDays: '16' }))).toContain('a changé entre-temps');
  });

  it('says beside each field what is wrong with it', async () => {
    const { sent } = await change('C2', {
      ...{ accounts: 'Paul\npaul@', legal: 'Me Blanc\nMe Noir', groupLimit: 'beaucoup', ibans: 'FR00 1234', maxDays: '1000' },
    });
    expect(errors(sent)).toEqual([
      {
        accounts: '« paul@ » n’est pas une adresse électronique : elle s’écrit nom@societe.fr.',
        legal: '« Me Noir » est de trop : un contact a un téléphone, une adresse et une langue.',
        groupLimit: '« beaucoup » n’est pas un montant : écrivez par exemple 5 000 ou 5000,50.',
        ibans: '« FR00 1234 » n’est pas un IBAN : vérifiez ses chiffres sur le relevé d’identité bancaire.',
        maxDays: '« 1000 » n’est pas un nombre de jours, de 0 à 999.',
      },
    ]);
    expect(errors((await change('C1', { parent: 'C3' })).sent)[0]?.parent).toContain('C1 → C3 → C2 → C1');
    expect(errors((await change('C1', { parent: 'nobody' })).sent)[0]?.parent).toContain('Aucun débiteur');
    expect(await json('C1')).toMatchObject({ parent: null });
  });

  it('stands until the file has another value, and the import then says so', async () => {
    await change('C2', { accounts: 'Paul Noir\npaul@dupont.fr', parent: '' });
    const same = await t.import('same.csv', DEBTORS.replace('M. Gros', 'M. Grand'));
    expect(same.warnings).toEqual([]);
    expect(await json('C2')).toMatchObject({ parent: null, contacts: [{ name: 'Paul Noir', email: 'paul@dupont.fr' }] });
    const other = await t.import('other.csv', DEBTORS.replace('compta@dupont.fr', 'facture@dupont.fr'));
    expect(other.warnings).toEqual([
      { line: 3, code: 'press-replaced', column: 'contact comptabilité, adresse électronique', value: 'C2' },
    ]);
    expect(await json('C2')).toMatchObject({ parent: null, contacts: [{ name: 'Paul Noir', email: 'facture@dupont.fr' }] });
  });

  it('holds a grant back that is within its giver’s power and beyond the debtor’s days', async () => {
    const beyond = 'Dupont Nord peut avoir 10 jours au plus : au-delà, le comité décide.';
    expect(said(await desk.as(NADIA).command('accorder', 'C2 11 jours'))).toContain(beyond);
    expect(said(await desk.as(NADIA).command('accorder', 'C2 10 jours'))).toContain('Accordé à Dupont Nord');
  });
});
