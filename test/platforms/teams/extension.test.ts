/** The message extension: a debtor looked up while writing, its card put into the message where everyone may read it, a message made a dispute. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disputesIn } from '../../../src/core/disputes/case/ports.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { freePort } from '../../support/ports.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import {
  ALICE,
  APP_ID,
  BOB,
  GROUP,
  type Invoked,
  joinTeam,
  memberOf,
  OPS,
  startTeams,
  TENANT,
  type TeamsWorld,
  wordsOf,
} from '../../support/teams.ts';

let world: TeamsWorld;
let server: TestServer;
const here = { channel: OPS, root: '1' };

beforeAll(async () => {
  const port = await freePort();
  world = await startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  server = await testServer('2026-11-23T10:00:00+01:00', {
    port,
    local: false,
    teams: { appId: APP_ID, password: undefined, certificate: undefined, tenants: [TENANT], openIdUrl: world.openIdUrl },
    policy: { ...DEFAULT_POLICY, channels: { disputes: { on: { teams: OPS }, allowed: [] } } },
  });
  await server.import(
    'people.csv',
    'email,name,roles,language\nalice@example.com,Alice Anderson,credit-manager;sales-admin,fr\nbob@example.com,Bob Brown,sales,fr\n',
  );
  await server.import('debtors.csv', 'debtor,name,limit,limitCurrency\nC1,Dupont [x](http://e.example) SA,,\nC2,Dupuis SARL,,\n');
  await server.import('items.csv', 'debtor,ref,issueDate,dueDate,amount\nC1,FA-1024,2026-09-01,2026-10-01,30000.00\n');
  await joinTeam(world);
  world.rosters.set(OPS, [memberOf(ALICE), memberOf(BOB)]);
});
afterAll(async () => {
  await server?.stop();
  await world?.stop();
});

const query = (text: string): Promise<Invoked> =>
  world.invoke(ALICE, here, 'composeExtension/query', {
    commandId: 'debtor',
    parameters: [{ name: 'query', value: text }],
    queryOptions: { skip: 0, count: 25 },
  });
const pick = async (text: string, where: Parameters<TeamsWorld['invoke']>[1], index = 0): Promise<Invoked> => {
  const found = await query(text);
  const { tap } = found.body.composeExtension.attachments[index].preview.content;
  return world.invoke(ALICE, where, 'composeExtension/selectItem', tap.value);
};

test('a query lists names without an amount, one fit as well as several', async () => {
  const several = await query('dup');
  expect(several.body.composeExtension.attachments.map((a: { content: { title: string } }) => a.content.title)).toEqual([
    'Dupont [x](http://e.example) SA · C1',
    'Dupuis SARL · C2',
  ]);
  const one = await query('FA-1024');
  expect(one.body.composeExtension.attachments).toHaveLength(1);
  expect(JSON.stringify([several, one])).not.toMatch(/€|30.?000/);
});

test('no fit, and no word, are said in a sentence', async () => {
  expect((await query('nobody')).body.composeExtension).toMatchObject({ type: 'message', text: expect.stringContaining('nobody') });
  expect((await query(' ')).body.composeExtension).toMatchObject({ type: 'message', text: expect.stringContaining('Tapez') });
});

test('the picked debtor’s card goes into the message where everyone is on the people file', async () => {
  const shared = await pick('dup', here);
  const [attachment] = shared.body.composeExtension.attachments;
  expect(attachment.contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(wordsOf(attachment.content)).toContain('30 000');
  expect(attachment.preview.content.title).toContain('Dupont');
});

test('where a stranger reads, or the bot cannot see who reads, no amount is given', async () => {
  world.rosters.set(OPS, [
    memberOf(ALICE),
    memberOf(BOB),
    { id: 'u', name: 'Eve Martin', aadObjectId: 'x', email: 'eve@other.example', tenantId: TENANT, userRole: 'guest' },
  ]);
  const refused = await pick('FA-1024', here);
  expect(refused.body.composeExtension).toMatchObject({ type: 'message', text: expect.stringContaining('Eve Martin') });
  world.rosters.set(OPS, [memberOf(ALICE), memberOf(BOB)]);
  // A chat between two people calls itself personal.
  world.rosters.set('19:a_b@unq.gbl.spaces', []);
  const found = await query('FA-1024');
  const elsewhere = await world.deliver({
    ...{
      type: 'invoke',
      name: 'composeExtension/selectItem',
      channelId: 'msteams',
      serviceUrl: world.serviceUrl,
      id: 'f:1',
      locale: 'fr-FR',
    },
    ...{
      from: { id: ALICE.id, name: ALICE.name, aadObjectId: ALICE.object },
      recipient: { id: `28:${APP_ID}` },
      channelData: { tenant: { id: TENANT } },
    },
    conversation: { id: '19:c_d@unq.gbl.spaces', conversationType: 'personal', tenantId: TENANT },
    value: found.body.composeExtension.attachments[0].preview.content.tap.value,
  });
  expect(JSON.stringify(elsewhere.body)).not.toMatch(/30.?000/);
  expect(elsewhere.body.composeExtension.type).toBe('message');
});

test('a message is made a dispute in a dialog that stays open with its faults and closes with a sentence', async () => {
  const payload = {
    id: '900',
    replyToId: '800',
    body: { contentType: 'html', content: '<p>FA-1024&nbsp;: il manque <b>deux</b> palettes</p>' },
    from: { user: { id: BOB.object } },
  };
  const fetched = await world.invoke(ALICE, here, 'composeExtension/fetchTask', {
    commandId: 'dispute',
    commandContext: 'message',
    messagePayload: payload,
  });
  const { title, card } = fetched.body.task.value;
  expect(fetched.body.task.type).toBe('continue');
  expect(title).not.toBe('');
  expect(JSON.stringify(card.content)).toContain('il manque deux palettes');
  const [submit] = card.content.body.at(-1).actions;
  expect(submit.type).toBe('Action.Submit');
  const send = (answers: object) =>
    world.invoke(ALICE, here, 'composeExtension/submitAction', { commandId: 'dispute', data: { ...submit.data, ...answers } });
  const inputs: readonly { id: string; label: string; value?: string }[] = card.content.body.filter((e: { type: string }) =>
    e.type.startsWith('Input.'),
  );
  const filled = (more: Record<string, string>) => Object.fromEntries(inputs.map(({ id, value = '' }) => [id, more[id] ?? value]));
  const wrong = await send(filled({ 'answer.items': 'NOWHERE-1 5', 'answer.amount': 'beaucoup', 'answer.reason': 'QUANTITY' }));
  expect(wrong.body.task.type).toBe('continue');
  expect(JSON.stringify(wrong.body)).toContain('"color":"Attention"');
  const inputsNow = JSON.stringify(inputs.map(({ id, label }) => [id, label]));
  const opened = await send(filled({ 'answer.amount': '4300', 'answer.items': 'FA-1024 4300', 'answer.reason': 'QUANTITY' }));
  expect(opened.body.task, inputsNow).toMatchObject({ type: 'message', value: expect.stringContaining('Litige 1') });
  await server.settle();
  expect((await disputesIn(server.core.store.read).byId(1))?.status).toBe('open');
  await expect.poll(() => world.openers(OPS).some((m) => wordsOf(m.card).includes('Litige 1'))).toBe(true);
});

test('in a group chat that the bot is in, the card is put into the message', async () => {
  world.rosters.set(GROUP, [memberOf(ALICE), memberOf(BOB)]);
  server.clock.add(120_000);
  const shared = await pick('dup', 'group');
  expect(shared.body.composeExtension.type).toBe('result');
});
