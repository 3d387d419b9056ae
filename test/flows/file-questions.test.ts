/** A dropped file that leaves something open: it is asked by buttons in the conversation, each answer draws the preview anew, and the next file of that kind asks nothing. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reply } from '../../src/core/desk/inbound.ts';
import type { Intent } from '../../src/core/desk/intent.ts';
import { createDesk, type Seat, said } from '../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

const HEADER = 'Client;Pièce;Date;Échéance;Montant;Statut';
const FIRST = `${HEADER}\nC1;F1;05/06/2026;05/07/2026;100,00;Foobar\nC2;F2;07/06/2026;07/07/2026;50,00;Payée\n`;
const SECOND = `${HEADER}\nC3;F3;08/06/2026;08/07/2026;70,00;Foobar\n`;

let t: TurnedCore;
let claire: Seat;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-11-30T07:00:00+01:00' });
  await t.import('people.csv', PEOPLE);
  claire = createDesk(t).as('claire@acme.example');
});
afterEach(() => t.close());

function drop(name: string, content: string): Promise<readonly Reply[]> {
  const bytes = Buffer.from(content);
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return claire.do({ type: 'files', files: [{ id: name, name, size: bytes.length, open: async () => once() }] });
}

/** What the button with those words means. */
function buttonOf(replies: readonly Reply[], label: string): Intent {
  const cards = replies.flatMap((reply) => (reply.type === 'private' ? [reply.card] : []));
  const buttons = cards.flatMap((card) => card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])));
  const found = buttons.find((button) => button.label.includes(label));
  if (!found) throw new Error(`no ${label} in ${said(replies)}`);
  return found.intent;
}

it('asks by buttons, takes one answer after the other, and offers to import when nothing is open', async () => {
  const dropped = await drop('export.csv', FIRST);
  expect(said(dropped)).toContain('une pièce « Foobar » (1 ligne) est-elle encore due ?');
  expect(said(dropped)).not.toMatch(/\[Importer|--/);
  const dated = await claire.press(buttonOf(dropped, 'jour/mois/année'));
  expect(said(dated)).not.toContain('jour/mois/année');
  const status = buttonOf(dated, 'ouverte');
  const ready = await claire.press(status);
  expect(said(ready)).toContain('ouvert 100,00 €');
  expect(said(await claire.press(buttonOf(ready, 'Importer')))).toContain('export.csv est importé');
  const next = await drop('export-2.csv', SECOND);
  expect(said(await claire.press(buttonOf(next, 'Importer')))).toContain('export-2.csv est importé');
});

it('an import that is pressed while something is open keeps the file, and asks', async () => {
  const dropped = await drop('export.csv', FIRST);
  const { upload } = buttonOf(dropped, 'Abandonner') as { upload: string };
  expect(said(await claire.press({ kind: 'import.accept', upload }))).toContain('jour/mois/année');
});
