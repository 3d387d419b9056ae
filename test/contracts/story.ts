/** One story that every platform must tell alike: a morning, a look-up, a dispute, a vote and its outcome, driven through the platform's own outside; afterwards the same state and the same words. */
import { expect } from 'vitest';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { disputesIn } from '../../src/core/disputes/case/ports.ts';
import type { TestServer } from '../support/server.ts';

export const PEOPLE = [
  'email,name,roles,language',
  'alice@example.com,Alice Anderson,credit-manager,fr',
  'bob@example.com,Bob Brown,sales,fr',
  'carol@example.com,Carol Petit,finance,fr',
  'dora@example.com,Dora Maes,sales-admin,fr',
].join('\n');
const DEBTORS =
  'debtor,name,limit,limitCurrency,salesperson,salesAdmin\nC1,Dupont <b>[x](http://e.example)</b> SA,40000.00,EUR,,dora@example.com';
const LEDGER = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Dupont,FA1,2026-09-01,2026-10-01,30000.00,invoice',
  'C1,Dupont,FA2,2026-11-01,2026-12-01,5000.00,invoice',
].join('\n');

export type Who = 'alice' | 'bob' | 'carol' | 'dora';

/** A form that was opened, sent by the labels of its fields. */
export type Send = (answers: Readonly<Record<string, string>>) => Promise<string>;

/** How a test acts on a platform as its people do. Words are everything visible, whatever the markup. */
export interface Driver {
  readonly server: TestServer;
  /** A command whose answer is private: its words. */
  ask(who: Who, name: string, text: string): Promise<string>;
  /** A command that opens a form. */
  open(who: Who, name: string, text: string): Promise<Send>;
  /** Presses a button of the channel's card that holds these words; the private answer's words. */
  press(who: Who, card: string, button: string): Promise<string>;
  pressForForm(who: Who, card: string, button: string): Promise<Send>;
  /** The channel's card that holds these words by now; undefined when there is none. */
  card(words: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface Told {
  /** What each step showed, as a set of words: markup and line breaks differ between platforms. */
  readonly said: Readonly<Record<string, readonly string[]>>;
  readonly state: unknown;
}

const spaced = (text: string): string => text.replace(/[\u00a0\u202f\u2060]/g, ' ');

export async function tell(driver: Driver): Promise<Told> {
  const { server } = driver;
  const said: Record<string, readonly string[]> = {};
  const keep = (step: string, text: string): void => {
    said[step] = [...new Set(spaced(text).match(/[\p{L}\p{N}%€]+/gu))].sort();
  };
  const seen = async (words: string): Promise<string> => {
    let found: string | undefined;
    const look = async (): Promise<boolean> => {
      await server.settle();
      found = await driver.card(words);
      return found !== undefined;
    };
    await expect.poll(look, { message: words }).toBe(true);
    return found ?? '';
  };
  await server.import('people.csv', PEOPLE);
  await server.import('debtors.csv', DEBTORS);
  await server.import('items.csv', LEDGER);

  server.clock.turn('2026-11-24T08:01:00+01:00');
  keep('morning', await seen('Agenda du mardi 24 novembre'));
  keep('look-up', await driver.ask('alice', 'debiteur', 'dupont'));
  keep('unknown', await driver.ask('bob', 'debiteur', 'nobody'));

  const dispute = await driver.open('alice', 'litige', 'FA1');
  keep('opened', await dispute({ 'Montant contesté': '4300', Motif: 'QUANTITY', 'Ce que dit le client': 'Il manque deux palettes' }));
  keep('dispute', await seen('4 300 € contestés'));
  keep('taken', await driver.press('dora', '4 300 € contestés', 'Je prends'));
  keep('dispute taken', await seen('pris en charge'));

  const motion = await driver.open('alice', 'comite', 'limite dupont 80000 jusqu’au 2027-03-31');
  keep('proposed', await motion({ 'Nouvelle limite': '80000', 'Jusqu’au': '2027-03-31', Pourquoi: 'commande cadre signée' }));
  keep('vote', await seen('0 voix sur 3'));
  keep('abstains', await driver.press('bob', '0 voix sur 3', 'Abstention'));
  await seen('1 voix sur 3');
  keep('changes', await driver.press('bob', '1 voix sur 3', 'Pour'));
  const less = await driver.pressForForm('carol', 'voix sur 3', 'Pour, mais moins…');
  keep('lower', await less({ 'Jusqu’à': '60 000' }));
  const against = await driver.pressForForm('dora', 'voix sur 3', 'Contre…');
  keep('against', await against({ Raison: 'promesses non tenues' }));
  await seen('3 voix sur 3');
  keep('none', await driver.press('alice', '3 voix sur 3', 'Pour'));
  server.clock.turn('2026-11-27T09:30:00+01:00');
  keep('outcome', await seen('Approuvé'));
  return { said, state: await stateOf(server) };
}

/** What is true afterwards, without the names of platforms and the numbers of rows. */
async function stateOf({ core }: TestServer): Promise<unknown> {
  const { read } = core.store;
  const dispute = await disputesIn(read).byId(1);
  const steps = await disputesIn(read).steps(1);
  const [decision] = await motionsIn(read).decisions({ motionId: 1 });
  return {
    dispute: dispute && { status: dispute.status, owner: dispute.ownerId, reason: dispute.reason },
    steps: steps.map(({ kind, actor, text }) => [kind, actor, text]),
    decision: decision && { outcome: decision.outcome, approved: String(decision.approved), tally: decision.tally },
    unsent: (await Promise.all((['failed', 'refused', 'unknown'] as const).map((status) => read.outbox.withStatus(status, 20))))
      .flat()
      .map((m) => m.key),
  };
}
