/** One committee, three of its members in Slack and two in Teams: one motion, one register of ballots, one outcome in both places. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { policyOf, RULES } from '../core/committee/room.ts';
import {
  ALICE,
  BOB,
  BOT_TOKEN,
  GENERAL,
  type LocalSlack,
  type SeenMessage,
  SIGNING_SECRET,
  startLocalSlack,
} from '../support/local-slack.ts';
import { freePort } from '../support/ports.ts';
import { type TestServer, testServer } from '../support/server.ts';
import * as teams from '../support/teams.ts';

const CLAIRE = 'U03CLAIRE';
const { DORA, EVE, OPS } = teams;
const PEOPLE = [
  'email,name,roles,language',
  'alice@example.com,Alice Anderson,credit-manager,fr',
  'bob@example.com,Bob Brown,sales,fr',
  'claire@example.com,Claire Petit,finance,fr',
  'dora@example.com,Dora Maes,sales-admin,fr',
  'eve@example.com,Eve Noir,sales,fr',
].join('\n');

let slack: LocalSlack;
let world: teams.TeamsWorld;
let server: TestServer;

beforeAll(async () => {
  const port = await freePort();
  slack = await startLocalSlack(port, [{ id: CLAIRE, name: 'claire', real_name: 'Claire Petit', email: 'claire@example.com' }]);
  world = await teams.startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  for (const conversation of [OPS, teams.GENERAL])
    world.rosters.set(
      conversation,
      [DORA, EVE].map((who) => teams.memberOf(who)),
    );
  server = await testServer('2026-11-23T09:00:00+01:00', {
    port,
    local: false,
    slack: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, appToken: undefined, apiUrl: slack.apiUrl, spacing: 20 },
    teams: { appId: teams.APP_ID, password: undefined, certificate: undefined, tenants: [teams.TENANT], openIdUrl: world.openIdUrl },
    policy: { ...policyOf(RULES), channels: { committee: { on: { slack: GENERAL, teams: OPS }, allowed: [] } } },
  });
  await server.import('people.csv', PEOPLE);
  await server.import('debtors.csv', 'debtor,name,limit,limitCurrency\nC1,Dupont SA,40000.00,EUR');
  await server.import(
    'items.csv',
    'debtor,name,ref,issueDate,dueDate,amount,kind\nC1,Dupont SA,FA1,2026-09-01,2026-10-01,30000.00,invoice',
  );
  await teams.joinTeam(world);
});
afterAll(async () => {
  await server?.stop();
  await world?.stop();
  await slack?.stop();
});

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** The motion's card in both places, once both say so. */
async function cardsWith(words: string): Promise<{ readonly inSlack: SeenMessage; readonly inTeams: teams.SeenActivity }> {
  let [inSlack, inTeams]: [SeenMessage | undefined, teams.SeenActivity | undefined] = [undefined, undefined];
  const look = async (): Promise<[boolean, boolean]> => {
    await server.settle();
    inSlack = (await slack.messages(GENERAL)).find(
      (m) => !m.thread_ts && !m.ephemeral_to && plain(JSON.stringify(m.blocks ?? '')).includes(words),
    );
    inTeams = world.openers(OPS).find((m) => teams.wordsOf(m.card).includes(words));
    return [inSlack !== undefined, inTeams !== undefined];
  };
  await expect.poll(look, { message: words }).toEqual([true, true]);
  if (!inSlack || !inTeams) throw new Error(words);
  return { inSlack, inTeams };
}

it('votes on one motion, whose outcome stands in both places', async () => {
  const { store } = server.core;
  await world.say(EVE, { channel: OPS, root: '1' }, 'comité limite dupont 80000');
  const form = await world.waitFor(
    () => world.privateOf(EVE),
    (m) => teams.actionsOf(m.card).some((a) => a.title === 'Proposer'),
  );
  await world.press(EVE, 'private', form, 'Proposer', { 'answer.amount': '80000', 'answer.why': 'commande cadre signée' });
  const { inSlack, inTeams } = await cardsWith('0 voix sur 4');

  // Each member has their ballot where they are, and nobody is told of the platform where they are not.
  await server.settle();
  const unsent = await Promise.all((['failed', 'unknown', 'pending'] as const).map((status) => store.read.outbox.withStatus(status, 50)));
  expect(unsent.flat().map((m) => [m.key, m.platform, m.error])).toEqual([]);
  expect((await store.read.outbox.withStatus('refused', 50)).map((m) => m.error)).toEqual(
    expect.arrayContaining(['the person is not on teams', 'the person is not on slack']),
  );

  await slack.press(BOB, GENERAL, inSlack, 'Pour');
  await slack.press(CLAIRE, GENERAL, inSlack, 'Pour');
  await cardsWith('2 voix sur 4');
  const against = await world.press(DORA, { channel: OPS, root: inTeams.id }, inTeams, 'Contre…');
  const noted = await world.pressOn(DORA, { channel: OPS, root: inTeams.id }, inTeams.id, against.body.value, 'Voter', {
    'answer.reason': 'promesses non tenues',
  });
  expect(teams.wordsOf(noted.body.value)).toContain('Noté : contre');
  // The proposer has no ballot, whichever way they come.
  const proposer = await world.press(EVE, { channel: OPS, root: inTeams.id }, inTeams, 'Pour');
  expect(teams.wordsOf(proposer.body.value)).toContain('de voix');
  await slack.press(ALICE, GENERAL, inSlack, 'Abstention');
  await cardsWith('4 voix sur 4');

  server.clock.turn('2026-11-25T09:10:00+01:00');
  await cardsWith('Approuvé');
  const [decision] = await motionsIn(store.read).decisions({ motionId: 1 });
  expect(decision).toMatchObject({ outcome: 'approved', tally: { approve: 2, reject: 1, abstain: 1 } });
  await expect
    .poll(async () => {
      await server.settle();
      const inSlackThread = (await slack.messages(GENERAL)).some(
        (m) => m.thread_ts === inSlack.ts && JSON.stringify(m).includes('promesses non tenues'),
      );
      const inTeamsThread = world
        .messages(`${OPS};messageid=${inTeams.id}`)
        .some((m) => teams.wordsOf(m.card).includes('promesses non tenues'));
      return [inSlackThread, inTeamsThread];
    })
    .toEqual([true, true]);
});
