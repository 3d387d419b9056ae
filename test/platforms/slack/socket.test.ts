/** Socket mode: the same conversation without any address that Slack could reach. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import { createSlack, type Slack } from '../../../src/platforms/slack/app.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { ALICE, APP_TOKEN, BOT, BOT_TOKEN, GENERAL, type LocalSlack, startLocalSlack } from '../../support/local-slack.ts';
import { keepLog, PNG } from './support.ts';

let workspace: LocalSlack;
let slack: Slack;
beforeAll(async () => {
  workspace = await startLocalSlack();
  slack = createSlack(
    { botToken: BOT_TOKEN, appToken: APP_TOKEN, apiUrl: workspace.apiUrl, paint: async () => PNG, spacing: 5 },
    async ({ happening }) => [
      { type: 'private', card: sentence(`Reçu ${happening.type === 'command' ? happening.text : happening.type}`, 'fr') },
    ],
    keepLog(),
    memoryInbox(),
  );
  await slack.start();
});
afterAll(async () => {
  await slack.stop();
  await workspace.stop();
});

test('a command comes through the socket, is acknowledged, and its answer arrives', async () => {
  await workspace.command(ALICE, GENERAL, '/debtor', 'dupont');
  await workspace.waitFor(GENERAL, (m) => m.text === 'Reçu dupont' && m.ephemeral_to === ALICE);
  expect((await workspace.log()).some((entry) => entry.kind === 'ack')).toBe(true);
});

test('so does a mention', async () => {
  await workspace.say(ALICE, GENERAL, `<@${BOT}> bonjour`);
  await workspace.waitFor(GENERAL, (m) => m.text === 'Reçu bonjour');
});

test('there is no address to answer at, and stopping twice is harmless', async () => {
  expect(slack.handle).toBeUndefined();
  await slack.stop();
  await slack.stop();
});
