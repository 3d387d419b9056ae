/** A ledger file dropped into the private conversation in Teams: previewed, and imported by one press; who may not import is told so. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { freePort } from '../../support/ports.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import {
  ALICE,
  APP_ID,
  actionsOf,
  BOB,
  joinTeam,
  startTeams,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
  wordsOf,
} from '../../support/teams.ts';

const FILES = new Map([
  ['/list.csv', 'debtor,ref,issueDate,dueDate,amount\nC3,G1,2026-06-01,2026-07-01,77.00\n'],
  ['/asked.csv', 'Client;Pièce;Type;Date;Échéance;Montant\nC9;H1;ZZT;05/06/2026;05/07/2026;100,00\n'],
]);

let world: TeamsWorld;
let server: TestServer;
let drive: Server;

beforeAll(async () => {
  drive = createServer((request, response) => response.end(FILES.get(request.url ?? '')));
  await new Promise<void>((resolve) => drive.listen(0, '127.0.0.1', resolve));
  const port = await freePort();
  world = await startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  server = await testServer('2026-11-23T10:00:00+01:00', {
    port,
    local: false,
    teams: { appId: APP_ID, password: undefined, certificate: undefined, tenants: [TENANT], openIdUrl: world.openIdUrl },
  });
  await server.import(
    'people.csv',
    'email,name,roles,language\nalice@example.com,Alice Anderson,credit-manager,fr\nbob@example.com,Bob Brown,sales,fr\n',
  );
  await joinTeam(world);
});
afterAll(async () => {
  await server?.stop();
  await world?.stop();
  drive?.close();
});

const drop = (who: TeamsUser, file = 'list.csv') =>
  world.say(who, 'private', '', {
    text: '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: file,
        content: { downloadUrl: `http://127.0.0.1:${(drive.address() as AddressInfo).port}/${file}`, uniqueId: 'u1', fileType: 'csv' },
      },
    ],
  });

test('the credit manager sees what an import would do, and imports it by a press', async () => {
  await drop(ALICE);
  const preview = await world.waitFor(`private-${ALICE.id}`, (m) => actionsOf(m.card).some((action) => action.title === 'Importer'));
  expect(await ledgerIn(server.core.store.read).itemCount()).toBe(0);
  await world.press(ALICE, 'private', preview, 'Importer');
  await expect.poll(() => ledgerIn(server.core.store.read).itemCount()).toBe(1);
  await world.waitFor(`private-${ALICE.id}`, (m) => wordsOf(m.card).includes('est importé'));
});

test('what a file leaves open is answered by buttons and in a form of the card, which is drawn anew in its place', async () => {
  await drop(ALICE, 'asked.csv');
  const stands = (words: string) => world.waitFor(`private-${ALICE.id}`, (m) => wordsOf(m.card).includes(words));
  const asked = await stands('ZZT');
  const dates = actionsOf(asked.card).find(({ title }) => title.startsWith('jour'))?.title ?? '';
  await world.press(ALICE, 'private', asked, dates);
  const form = await world.press(ALICE, 'private', asked, 'Choisir…');
  expect(JSON.stringify(form.body.value)).toContain('Input.ChoiceSet');
  await world.pressOn(ALICE, 'private', asked.id, form.body.value, 'Vérifier', { 'answer.type:ZZT': 'invoice' });
  const ready = await stands('ouvert 100,00');
  const control = await world.press(ALICE, 'private', ready, 'Total de contrôle…');
  const wrong = await world.pressOn(ALICE, 'private', ready.id, control.body.value, 'Vérifier', { 'answer.EUR': 'cent' });
  expect(JSON.stringify(wrong.body.value)).toContain('"color":"Attention"');
  await world.pressOn(ALICE, 'private', ready.id, control.body.value, 'Vérifier', { 'answer.EUR': '100,01' });
  const off = await stands('écart de -0,01');
  expect([ready.id, off.id]).toEqual([asked.id, asked.id]);
  await world.press(ALICE, 'private', off, 'Abandonner');
  expect(actionsOf((await stands('Abandonné')).card)).toEqual([]);
});

test('a salesperson is refused', async () => {
  await drop(BOB);
  const told = await world.waitFor(`private-${BOB.id}`, () => true);
  expect(actionsOf(told.card)).toEqual([]);
  expect(await ledgerIn(server.core.store.read).itemCount()).toBe(1);
});
