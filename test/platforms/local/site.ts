/** The local workspace on a real HTTP server of its own, as the product runs it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocal, type Local, type LocalOptions } from '../../../src/platforms/local/app.ts';
import { createDesk, type Desk } from './desk.ts';
import { memoryMessages, memoryPeople } from './memory.ts';

/** One grey pixel, for tests that do not look at the picture. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAHJ1qtQAAAABJRU5ErkJggg==', 'base64');

export const CHANNELS = [
  { id: 'credit', name: 'credit', about: { fr: 'L’agenda du matin', en: 'The morning’s agenda' } },
  { id: 'litiges', name: 'litiges' },
  { id: 'comite-credit', name: 'comite-credit' },
];

export interface TestSite {
  readonly origin: string;
  readonly port: number;
  readonly local: Local;
  readonly desk: Desk;
  readonly messages: LocalOptions['messages'];
  readonly faults: unknown[];
  /** Drops every connection, as a lost network does. */
  cut(): void;
  close(): Promise<void>;
}

export async function startSite(change: Partial<LocalOptions> = {}): Promise<TestSite> {
  const desk = createDesk();
  const messages = memoryMessages();
  const faults: unknown[] = [];
  const local = createLocal({
    messages,
    kept: { info: async () => undefined, bytes: async () => undefined },
    people: memoryPeople(),
    channels: CHANNELS,
    commands: [
      {
        name: { fr: 'débiteur', en: 'debtor' },
        argument: { fr: 'nom, compte, SIREN ou facture', en: 'name, account, SIREN or invoice' },
        help: { fr: 'la limite, l’encours et les postes', en: 'limit, exposure and open items' },
      },
      {
        name: { fr: 'litige', en: 'dispute' },
        argument: { fr: 'facture', en: 'invoice' },
        help: { fr: 'ouvrir un litige', en: 'open a dispute' },
      },
      {
        name: { fr: 'agenda', en: 'agenda' },
        argument: { fr: '', en: '' },
        help: { fr: 'votre liste du jour', en: 'your list of the day' },
      },
    ],
    intro: {
      text: {
        fr: 'Encours réunit le comité crédit dans la messagerie. Ces chiffres sont ceux d’une société de démonstration. Pour commencer, cherchez un débiteur :',
        en: 'Encours brings the credit committee into chat. These figures belong to a demo company. To begin, look up a debtor:',
      },
      tries: { fr: ['/débiteur dup'], en: ['/debtor dup'] },
    },
    clock: { now: () => Date.now() },
    timeZone: 'Europe/Paris',
    locale: 'fr',
    company: 'Orvelle Emballage SAS',
    paint: async () => PIXEL,
    receive: desk.receive,
    onFault: (error) => faults.push(error),
    ...change,
  });
  const server = createServer((req, res) => {
    void local.handle(req, res).then((mine) => {
      if (!mine) res.writeHead(404).end('not the workspace');
    });
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, local, desk, messages, faults },
    origin: `http://127.0.0.1:${port}`,
    cut: () => server.closeAllConnections(),
    async close() {
      await local.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
