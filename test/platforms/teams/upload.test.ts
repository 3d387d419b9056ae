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

let world: TeamsWorld;
let server: TestServer;
let drive: Server;

beforeAll(async () => {
  drive = createServer((_, response) => response.end('debtor,ref,issueDate,dueDate,amount\nC3,G1,2026-06-01,2026-07-01,77.00\n'));
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

const drop = (who: TeamsUser) =>
  world.say(who, 'private', '', {
    text: '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'list.csv',
        content: { downloadUrl: `http://127.0.0.1:${(drive.address() as AddressInfo).port}/list.csv`, uniqueId: 'u1', fileType: 'csv' },
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

test('a salesperson is refused', async () => {
  await drop(BOB);
  const told = await world.waitFor(`private-${BOB.id}`, () => true);
  expect(actionsOf(told.card)).toEqual([]);
  expect(await ledgerIn(server.core.store.read).itemCount()).toBe(1);
});
