/** The debtor's card: what to do stands above the invoices, in five buttons, and the rest is one press away. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/core/desk/card.ts';
import type { Reply } from '../../../src/core/desk/inbound.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { createDesk } from '../../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

let t: TurnedCore;
beforeEach(async () => {
  t = await turnedCore({ at: '2026-06-30T07:00:00+02:00' });
  await t.import('people.csv', PEOPLE);
  await t.import(
    'items.csv',
    [
      'debtor,name,ref,issueDate,dueDate,amount',
      'C1,Dupont SA,FA-1,2026-04-01,2026-05-01,100.00',
      'C1,Dupont SA,FA-2,2026-05-01,2026-06-01,50.00',
    ].join('\n'),
  );
});
afterEach(() => t.close());

const cardOf = (replies: readonly Reply[]): Card => {
  const [reply] = replies;
  if (reply?.type !== 'private') throw new Error('a private card was expected');
  return reply.card;
};
const labels = (card: Card) => card.blocks.flatMap((b) => (b.type === 'buttons' ? [b.buttons.map((button) => button.label)] : []));

describe('the debtor’s card', () => {
  it('shows what is done every day above the invoices, and folds the rest behind one press', async () => {
    const nadia = createDesk(t).as('nadia@acme.example');
    const card = cardOf(await nadia.command('debiteur', 'dupont'));
    expect(labels(card)).toEqual([['Noter un échange', 'Promesse', 'Litige', 'Partager ici', 'Autres actions…']]);
    const order = card.blocks.map((block) => block.type);
    expect(order.indexOf('buttons')).toBeLessThan(order.indexOf('table'));
    const [debtor] = await debtorsIn(t.core.store.read).all();
    const more = cardOf(await nadia.press({ kind: 'debtor.more', debtor: debtor?.id ?? 0 }));
    expect(more).toMatchObject({ title: 'Dupont SA', amounts: false });
    expect(labels(more)).toEqual([
      ['Historique', 'Score'],
      ['Courrier…', 'Accorder…'],
      ['Demander une limite…', 'Envoyer au contentieux…'],
      ['Contester FA-1', 'Contester FA-2'],
      ['Modifier la fiche…'],
    ]);
  });
});
