/** A dropped file in the conversation: what was understood of it stands in one message, what it leaves open is asked there, and every answer draws that message anew until the file is imported, given up or dropped again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Form } from '../../src/core/desk/card.ts';
import type { Reply } from '../../src/core/desk/inbound.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { createDesk, type Desk, formOf, type Seat, said, wordsOf } from '../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

const HEADER = 'Client;Pièce;Date;Échéance;Montant;Statut';
const FIRST = `${HEADER}\nC1;F1;05/06/2026;05/07/2026;100,00;Foobar\nC2;F2;07/06/2026;07/07/2026;50,00;Payée\n`;
const SECOND = `${HEADER}\nC3;F3;08/06/2026;08/07/2026;70,00;Foobar\n`;
/** Nothing is open. */
const CLEAR = 'Client;Pièce;Date;Échéance;Montant\nC1;F1;15/06/2026;15/07/2026;1200,50\nC2;F2;16/06/2026;16/07/2026;300,00\n';

let t: TurnedCore;
let desk: Desk;
let claire: Seat;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-11-30T07:00:00+01:00' });
  await t.import('people.csv', PEOPLE);
  desk = createDesk(t);
  claire = desk.as('claire@acme.example');
});
afterEach(() => t.close());

/** The messages of the conversation as they stand now. */
async function messages(): Promise<readonly Card[]> {
  await desk.settle();
  return t.platform.posts.filter(({ to }) => to.kind === 'person' && to.identity.userId === 'claire@acme.example').map(({ card }) => card);
}

async function last(): Promise<Card> {
  const card = (await messages()).at(-1);
  if (!card) throw new Error('nothing was said');
  return card;
}

async function drop(name: string, content: string): Promise<Card> {
  const bytes = Buffer.from(content);
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const replies = await claire.do({ type: 'files', files: [{ id: name, name, size: bytes.length, open: async () => once() }] });
  expect(said(replies)).toBe('');
  return last();
}

/** What the button with those words means. */
function meant(card: Card, label: string): Intent {
  const buttons = card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const found = buttons.find((button) => button.label.includes(label));
  if (!found) throw new Error(`no ${label} in ${wordsOf(card)}`);
  return found.intent;
}

function hasButtons(card: Card | undefined): boolean {
  return card?.blocks.some((block) => block.type === 'buttons') ?? false;
}

/** Presses, and gives back the message as it stands then: nothing else is said. */
async function press(card: Card, label: string): Promise<Card> {
  const before = (await messages()).length;
  expect(said(await claire.press(meant(card, label)))).toBe('');
  expect(await messages()).toHaveLength(before);
  return last();
}

async function open(card: Card, label: string): Promise<Form> {
  return formOf(await claire.press(meant(card, label)));
}

async function send(
  { intent }: Form,
  answers: Readonly<Record<string, string>>,
): Promise<{ readonly card: Card; readonly replies: readonly Reply[] }> {
  const replies = await claire.submit(intent, answers);
  return { card: await last(), replies };
}

it('asks by buttons, draws the message anew at each answer, and the next file of that kind asks nothing', async () => {
  const dropped = await drop('export.csv', FIRST);
  expect(wordsOf(dropped)).toContain('une pièce « Foobar » (1 ligne) est-elle encore due ?');
  expect(wordsOf(dropped)).not.toMatch(/\[Importer|--/);
  const dated = await press(dropped, 'jour/mois/année');
  expect(wordsOf(dated)).not.toContain('jour/mois/année');
  const ready = await press(dated, 'ouverte');
  expect(wordsOf(ready)).toContain('ouvert 100,00 €');
  const done = await press(ready, 'Importer');
  expect(wordsOf(done)).toContain('export.csv est importé');
  expect(hasButtons(done)).toBe(false);
  const next = await drop('export-2.csv', SECOND);
  expect(wordsOf(await press(next, 'Importer'))).toContain('export-2.csv est importé');
  expect(await messages()).toHaveLength(2);
});

it('says which column is what, and shows lines of the result in the reader’s words', async () => {
  const words = wordsOf(await drop('export.csv', `${HEADER};Ville\nC1;F1;15/06/2026;15/07/2026;100,00;Ouverte;Metz\n`));
  expect(words).toContain('Client → le client · Pièce → le numéro de pièce · Statut → l’état de la pièce · Date → la date de facture');
  expect(words).toContain('Laissées de côté : Ville.');
  expect(words).toContain('C1 | F1 | lun. 15 juin | mer. 15 juil. | 100,00 €');
});

it('an import that is pressed while something is open keeps the file, and asks', async () => {
  const dropped = await drop('export.csv', FIRST);
  const { upload } = meant(dropped, 'Abandonner') as { upload: string };
  expect(said(await claire.press({ kind: 'import.accept', upload }))).toBe('');
  expect(wordsOf(await last())).toContain('jour/mois/année');
});

describe('a preview of which nothing comes any more says so, and has no buttons', () => {
  it('when it is given up', async () => {
    const over = await press(await drop('export.csv', FIRST), 'Abandonner');
    expect(wordsOf(over)).toContain('Abandonné : rien n’a été importé.');
    expect(hasButtons(over)).toBe(false);
  });

  it('when the same file is dropped again, or nobody imported it within a day', async () => {
    const first = await drop('export.csv', FIRST);
    await drop('export.csv', FIRST);
    const [before, after] = await messages();
    expect(wordsOf(before)).toContain('Ce fichier a été déposé de nouveau');
    expect([hasButtons(before), hasButtons(after)]).toEqual([false, true]);
    expect(said(await claire.press(meant(first, 'jour/mois/année')))).toContain('Ce fichier n’est plus en attente');
    t.clock.turn('2026-12-01T07:00:01+01:00');
    expect(wordsOf((await messages())[1])).toContain('Personne ne l’a importé en un jour');
  });

  it('when it is refused for good, or was in already', async () => {
    const refused = await drop('export.csv', '%PDF-1.4');
    expect(wordsOf(refused)).toContain('export.csv est refusé : ce n’est pas du texte mais pdf');
    expect(hasButtons(refused)).toBe(false);
    await press(await drop('clear.csv', CLEAR), 'Importer');
    const again = await drop('clear.csv', CLEAR);
    expect(wordsOf(again)).toContain('clear.csv est déjà importé : rien n’a changé.');
    expect(hasButtons(again)).toBe(false);
  });

  it('when two presses import it, it is imported once, and stays imported', async () => {
    const intent = meant(await drop('clear.csv', CLEAR), 'Importer');
    const replies = await Promise.all([claire.press(intent), claire.press(intent)]);
    expect(replies.map(said).filter((words) => words !== '')).toHaveLength(1);
    expect(wordsOf(await last())).toContain('clear.csv est importé');
  });
});

describe('a question with many choices', () => {
  const TYPED =
    'Client;Pièce;Type;Date;Échéance;Montant\nC1;F1;Facture;15/06/2026;15/07/2026;100,00\nC1;X1;ZZT;16/06/2026;16/07/2026;30,00\nC1;X2;QQT;16/06/2026;16/07/2026;20,00\n';

  it('is a list to choose from, in a form with the others; what is left blank is asked again', async () => {
    const dropped = await drop('types.csv', TYPED);
    expect(wordsOf(dropped)).toContain('que veut dire « ZZT » (1 ligne) ?');
    const form = await open(dropped, 'Choisir les 2 réponses…');
    expect(form.fields.map((field) => [field.type, field.id])).toEqual([
      ['choice', 'type:ZZT'],
      ['choice', 'type:QQT'],
    ]);
    const { card } = await send(form, { 'type:ZZT': 'payment', 'type:QQT': '' });
    expect(wordsOf(card)).not.toContain('ZZT »');
    const ready = (await send(await open(card, 'Choisir…'), { 'type:QQT': 'leave-out' })).card;
    expect(wordsOf(ready)).toContain('ouvert 70,00 €');
  });

  it('such as which column is the amount, where no header says it', async () => {
    const columns = ['Client', 'Pièce', 'Date', 'Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'].join(';');
    const dropped = await drop(
      'columns.csv',
      `${columns}\nC1;F1;15/06/2026;1,10;2,20;3,30;4,40;5,50;6,60\nC2;F2;16/06/2026;1,00;2,00;3,00;4,00;5,00;6,00\n`,
    );
    expect(hasButtons(dropped)).toBe(true);
    expect(wordsOf(dropped)).toMatch(/Choisir|Que contient la colonne/);
  });
});

describe('a control total', () => {
  it('is typed in a form, and a difference of a cent is said', async () => {
    const dropped = await drop('clear.csv', CLEAR);
    const form = await open(dropped, 'Total de contrôle…');
    const refused = await claire.submit(form.intent, { EUR: 'beaucoup' });
    expect(refused[0]).toMatchObject({ type: 'form-errors', errors: { EUR: expect.stringContaining('beaucoup') } });
    const off = (await send(form, { EUR: '1 500,51' })).card;
    expect(wordsOf(off)).toContain('Total de contrôle : 1 500,51 € donnés, 1 500,50 € dans le fichier, écart de -0,01 €.');
    const tied = (await send(await open(off, 'Total de contrôle…'), { EUR: '1500.50' })).card;
    expect(wordsOf(tied)).toContain('les postes font le total que vous avez donné');
    const none = (await send(await open(tied, 'Total de contrôle…'), { EUR: '' })).card;
    expect(wordsOf(none)).not.toContain('que vous avez donné');
  });
});

describe('what was read wrongly is put right by a press', () => {
  it('a column, and everything asked anew for a file that was answered wrongly', async () => {
    const two = 'Client;Pièce;Date;Échéance;Montant;Montant origine\nC1;F1;15/06/2026;15/07/2026;100,00;900,00\n';
    const dropped = await drop('two.csv', two);
    const form = await open(dropped, 'Corriger la lecture…');
    expect(form.fields.find(({ id }) => id === 'amount')).toMatchObject({ initial: 'Montant' });
    const { card } = await send(form, { kind: 'items', amount: 'Montant origine', openAmount: 'none', asOf: '2026-11-30' });
    expect(wordsOf(card)).toContain('ouvert 900,00 €');
    await press(card, 'Importer');
    const next = await drop('two-2.csv', two.replace('F1', 'F2'));
    expect(wordsOf(next)).toContain('ouvert 900,00 €');
    const afresh = (await send(await open(next, 'Corriger la lecture…'), { afresh: 'yes' })).card;
    expect(wordsOf(afresh)).toContain('Montant → ');
    expect(wordsOf(afresh)).not.toContain('ouvert 900,00 €');
  });

  it('of the one list that was named: of which of two a file with the same headers is, is asked', async () => {
    const two = (ref: string) => `Client;Pièce;Date;Échéance;TTC;Montant net\nC1;${ref};15/06/2026;15/07/2026;120,00;100,00\n`;
    for (const [ref, amount, source] of [
      ['F1', 'Montant net', ''],
      ['F2', 'TTC', 'export'],
    ] as const) {
      const form = await open(await drop(`${ref}.csv`, two(ref)), 'Corriger la lecture…');
      await press((await send(form, { amount, source })).card, 'Importer');
    }
    const asked = await drop('third.csv', two('F3'));
    expect(wordsOf(asked)).toContain('Deux sources ont des fichiers aux mêmes titres');
    expect(wordsOf(await press(asked, 'export'))).toContain('ouvert 120,00 €');
    expect(wordsOf(await press(await drop('fourth.csv', two('F4')), 'pas de nom'))).toContain('ouvert 100,00 €');
  });

  it('a file that is not recognised, once somebody says what it is and which column is what', async () => {
    const dropped = await drop('odd.csv', 'Un;Deux;Trois;Quatre\nDupont SA;X1;15/06/2026;1200\nMorel;X2;16/06/2026;300\n');
    expect(wordsOf(dropped)).toContain('odd.csv est refusé');
    const form = await open(dropped, 'Corriger la lecture…');
    const asked = (await send(form, { kind: 'items' })).card;
    expect(wordsOf(asked)).toMatch(/laquelle est-ce|Que contient/);
    const named = { debtor: 'Un', ref: 'Deux', issueDate: 'Trois', amount: 'Quatre' };
    const ready = (await send(await open(asked, 'Corriger la lecture…'), named)).card;
    expect(wordsOf(await press(ready, 'Importer'))).toContain('odd.csv est importé');
  });
});

describe('lines that are refused', () => {
  const PARTLY = `${CLEAR}C3;=F3;30/02/2026;16/07/2026;200,00\n`;
  const files = () =>
    t.platform.posts.flatMap(({ file }) => (file ? [{ name: file.name, text: new TextDecoder().decode(file.bytes) }] : []));

  it('come as a file with their reason, and the others are taken when somebody says so, or not after all', async () => {
    const dropped = await drop('list.csv', PARTLY);
    expect(wordsOf(dropped)).not.toContain('[Importer]');
    await claire.press(meant(dropped, '1 ligne refusée (CSV)'));
    await desk.settle();
    expect(files()).toMatchObject([{ name: expect.stringContaining('lignes-refusees-list') }]);
    expect(files()[0]?.text).toContain("4;C3;'=F3;30/02/2026;16/07/2026;200,00;la date « 30/02/2026 » (Date) n’existe pas");
    const preview = t.platform.posts.at(-2)?.card as Card;
    await claire.press(meant(preview, 'Prendre les lignes justes'));
    await desk.settle();
    const taken = t.platform.posts.at(-2)?.card as Card;
    await claire.press(meant(taken, 'Refuser tout le fichier'));
    await claire.press(meant(preview, 'Prendre les lignes justes'));
    await claire.press(meant(taken, 'Importer'));
    await desk.settle();
    expect(wordsOf(t.platform.posts.find(({ card }) => wordsOf(card).includes('est importé'))?.card)).toContain('list.csv est importé');
    expect(files()).toHaveLength(2);
  });
});

describe('that a file is complete is said in one way', () => {
  it('of a list that no longer shows an item, and taken back', async () => {
    await press(await drop('a.csv', CLEAR), 'Importer');
    const next = await drop('b.csv', 'Client;Pièce;Date;Échéance;Montant\nC1;F1;15/06/2026;15/07/2026;1200,50\n');
    expect(wordsOf(next)).toContain('1 poste ouvert de la dernière liste manque ici (300,00 €)');
    const complete = await press(next, 'La liste est complète : les solder');
    expect(wordsOf(complete)).toContain('→ La liste est complète : les solder');
    const back = await press(complete, 'Le fichier n’est pas complet');
    await press(await press(back, 'La liste est complète : les solder'), 'Importer');
    expect(wordsOf(await drop('c.csv', CLEAR))).not.toContain('manque');
  });

  it('of a people file, also of one that is in already', async () => {
    const without = PEOPLE.split('\n')
      .filter((line) => !line.startsWith('sofia'))
      .join('\n');
    const dropped = await drop('people.csv', without);
    expect(wordsOf(dropped)).toContain('Ont un rôle et ne figurent pas dans ce fichier : Sofia Romano.');
    await press(dropped, 'Importer');
    const again = await drop('people.csv', without);
    expect(wordsOf(again)).toContain('est déjà importé');
    const complete = await press(again, 'Le fichier est complet');
    await claire.press(meant(complete, 'Importer'));
    await desk.settle();
    expect(t.platform.posts.map(({ card }) => wordsOf(card)).join()).toMatch(/Sofia Romano.*parti/s);
  });
});

it('is not imported otherwise than it was shown: what another file taught meanwhile is shown first', async () => {
  const two = (ref: string) => `Client;Pièce;Date;Échéance;Montant TTC;Montant HT\nC1;${ref};15/06/2026;15/07/2026;120,00;100,00\n`;
  await drop('mine.csv', two('F1'));
  const other = await drop('other.csv', two('F2'));
  const form = await open(other, 'Corriger la lecture…');
  await claire.submit(form.intent, { amount: 'Montant HT' });
  await claire.press(meant(await last(), 'Importer'));
  const [mine] = await messages();
  if (!mine) throw new Error('nothing was said');
  expect(wordsOf(mine)).toContain('120,00');
  await claire.press(meant(mine, 'Importer'));
  const [redrawn] = await messages();
  expect(wordsOf(redrawn)).toContain('100,00');
  expect(redrawn?.title).not.toContain('est importé');
  await claire.press(meant(redrawn ?? mine, 'Importer'));
  expect((await messages())[0]?.title).toBe('mine.csv est importé');
});
