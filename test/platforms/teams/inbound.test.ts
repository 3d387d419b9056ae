/** What Teams tells the bot and what the core hears of it: words, threads, edits, files, people; and who may read what. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Card, sentence } from '../../../src/core/desk/card.ts';
import type { InboundEvent, Receive } from '../../../src/core/desk/inbound.ts';
import { encodeIntent } from '../../../src/core/desk/intent.ts';
import { ALICE, APP_ID, BOB, CAROL, GROUP, joinTeam, memberOf, OPS, TENANT, type TeamsUser, wordsOf } from '../../support/teams.ts';
import { openScene, type Scene } from './support.ts';

let scene: Scene;
let core: Receive = async () => [];
beforeAll(async () => {
  scene = await openScene((event, progress) => core(event, progress), { invokeWait: 400 });
  await joinTeam(scene.world, scene.store.teams);
});
afterAll(() => scene.close());
beforeEach(() => {
  core = async () => [];
  scene.events.length = 0;
  scene.world.faults.length = 0;
  scene.world.rosters.clear();
});

const heard = async (count = 1): Promise<InboundEvent> => {
  await expect.poll(() => scene.events.length).toBeGreaterThanOrEqual(count);
  const event = scene.events.at(-1);
  if (!event) throw new Error('nothing was heard');
  return event;
};
const quiet = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(scene.events).toEqual([]);
};
const mention = { type: 'mention', mentioned: { id: `28:${APP_ID}` }, text: '<at>Encours</at>' };

describe('words', () => {
  test('in the private conversation are a command, with or without a slash, unescaped, in the reader’s language', async () => {
    await scene.world.say(ALICE, 'private', '/débiteur&nbsp;Dupont &amp; Fils', { locale: 'en-GB' });
    const event = await heard();
    expect(event).toMatchObject({
      happening: { type: 'command', name: '', text: 'débiteur Dupont & Fils' },
      where: { channel: `private-${ALICE.id}`, direct: true },
      identity: { platform: 'teams', tenant: TENANT, userId: ALICE.object },
      locale: 'en',
      outsider: false,
    });
    expect(await event.email()).toBe(ALICE.email);
  });

  test('in a channel are a command when they mention the bot and mean one; other people’s mentions stay as names', async () => {
    const text = '<at>Encours</at> litige FA1 <at>Bob Brown</at>';
    await scene.world.say(ALICE, { channel: OPS, root: '7' }, '', { text, entities: [mention] });
    expect(await heard()).toMatchObject({
      happening: { type: 'command', text: 'litige FA1 Bob Brown' },
      where: { channel: OPS, direct: false, thread: { tenant: TENANT, channel: OPS, id: '7' } },
    });
  });

  test('in a thread without a mention are a reply, in a group chat nothing', async () => {
    await scene.world.say(BOB, 'group', '', { text: 'bonjour à tous', entities: [] });
    await quiet();
    await scene.world.say(BOB, { channel: OPS, root: '7' }, '', { id: '8', text: 'le prix était promis', entities: [] });
    expect((await heard()).happening).toEqual({
      type: 'reply',
      text: 'le prix était promis',
      message: { tenant: TENANT, channel: OPS, id: '7/8' },
      change: 'new',
    });
  });

  test('that open a thread among people are nothing', async () => {
    await scene.world.say(BOB, { channel: OPS, root: '9' }, '', { id: '9', text: 'bonjour', entities: [] });
    await quiet();
  });

  test('edited or deleted in a thread are marked, each change with a key of its own', async () => {
    const where = { channel: OPS, root: '7' };
    for (const [type, eventType, text] of [
      ['messageUpdate', 'editMessage', 'corrigé'],
      ['messageDelete', 'softDeleteMessage', ''],
    ]) {
      const data = { channelData: { tenant: { id: TENANT }, team: { id: 'team-id' }, channel: { id: OPS }, eventType } };
      await scene.world.say(BOB, where, '', { id: '8', type, text, entities: [], ...data });
    }
    await heard(2);
    expect(scene.events.map((e) => e.happening)).toMatchObject([
      { type: 'reply', text: 'corrigé', change: 'edited' },
      { type: 'reply', text: '', change: 'deleted' },
    ]);
    expect(new Set(scene.events.map((e) => e.key)).size).toBe(2);
  });

  test('delivered twice are heard once', async () => {
    await scene.world.say(ALICE, 'private', 'aide', { id: 'm1' });
    await scene.world.say(ALICE, 'private', 'aide', { id: 'm1' });
    await scene.world.say(ALICE, 'private', 'agenda', { id: 'm2' });
    await heard(2);
    expect(scene.events.map((e) => e.happening.type === 'command' && e.happening.text).sort()).toEqual(['agenda', 'aide']);
  });
});

/** Members are remembered for some minutes: each of these is somebody of their own. */
let strangers = 0;
const somebody = (): TeamsUser => {
  const n = ++strangers;
  return {
    id: `user-${n}`,
    name: `Zoé ${n}`,
    object: `55555555-5555-4555-8555-${String(n).padStart(12, '0')}`,
    email: `zoe${n}@example.com`,
  };
};

describe('people', () => {
  const outsider = async (): Promise<boolean> => (await heard()).outsider;

  test.each<[string, object, boolean]>([
    ['a member', {}, false],
    ['a guest', { userRole: 'guest' }, true],
    ['a guest by name', { userPrincipalName: 'bob_other.example#EXT#@firm.onmicrosoft.com' }, true],
    ['a member of another tenant', { tenantId: '99999999-9999-4999-8999-999999999999' }, true],
    ['somebody without an account', { userRole: 'anonymous', aadObjectId: undefined }, true],
  ])('%s is recognised', async (_, more, expected) => {
    const zoe = somebody();
    scene.world.rosters.set(OPS, [memberOf(zoe, more)]);
    await scene.world.say(zoe, { channel: OPS, root: '7' }, 'aide');
    expect(await outsider()).toBe(expected);
  });

  test('who is on no roster is an outsider', async () => {
    scene.world.rosters.set(OPS, [memberOf(ALICE)]);
    await scene.world.say(somebody(), { channel: OPS, root: '7' }, 'aide');
    expect(await outsider()).toBe(true);
  });

  test('the audience of a channel names its guests and people of other tenants', async () => {
    scene.world.rosters.set(OPS, [memberOf(ALICE), memberOf(BOB, { userRole: 'guest' }), memberOf(CAROL, { tenantId: 'other' })]);
    const audience = await scene.teams.gateway.audience({ kind: 'channel', id: OPS });
    expect(audience?.external).toBe(true);
    expect(audience?.members.map((m) => [m.name, m.guest, m.identity.tenant])).toEqual([
      [ALICE.name, false, TENANT],
      [BOB.name, true, TENANT],
      [CAROL.name, true, 'other'],
    ]);
    // A guest’s address gives no way in.
    expect(await scene.teams.gateway.identify(ALICE.email)).toMatchObject({ userId: ALICE.object });
  });
});

describe('a file in the private conversation', () => {
  const dropped = (downloadUrl: string) => ({
    text: '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'grand-livre.csv',
        content: { downloadUrl, uniqueId: 'u1', fileType: 'csv' },
      },
      { contentType: 'text/html', content: '<div></div>' },
    ],
  });
  const contentOf = async (event: InboundEvent): Promise<string> => {
    if (event.happening.type !== 'files') throw new Error(event.happening.type);
    const [file] = event.happening.files;
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await file?.open()) ?? []) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  test('is downloaded from where it lies, redirections included, without our token', async () => {
    const seen: (string | undefined)[] = [];
    const drive = createServer((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/moved') response.writeHead(302, { location: '/file' }).end();
      else response.end('debtor,ref\nC1,F1\n');
    });
    await new Promise<void>((resolve) => drive.listen(0, '127.0.0.1', resolve));
    await scene.world.say(ALICE, 'private', '', dropped(`http://127.0.0.1:${(drive.address() as AddressInfo).port}/moved`));
    const event = await heard();
    expect(event.happening).toMatchObject({ type: 'files', files: [{ name: 'grand-livre.csv', id: 'u1' }] });
    expect(await contentOf(event)).toContain('C1,F1');
    expect(seen).toEqual([undefined, undefined]);
    drive.close();
  });

  test.each([
    'https://evil.example/file',
    'https://firm.sharepoint.com.evil.example/x',
    'http://firm.sharepoint.com/x',
    'https://user@firm.sharepoint.com/x',
    'file:///etc/passwd',
    'nonsense',
  ])('that lies at %s is not fetched', async (address) => {
    await scene.world.say(ALICE, 'private', '', dropped(address));
    await expect(contentOf(await heard())).rejects.toMatchObject({ fault: 'refused' });
  });

  test('in a channel is nothing', async () => {
    await scene.world.say(ALICE, { channel: OPS, root: '7' }, '', { ...dropped('https://firm.sharepoint.com/x'), id: '7', entities: [] });
    await quiet();
  });
});

describe('an answer', () => {
  const card = (text: string): Card => ({ ...sentence(text, 'fr'), title: 'Réponse' });

  test('takes the place of the progress that was shown in the private conversation', async () => {
    core = async (_, progress) => {
      await progress?.(sentence('10 %', 'fr'));
      await progress?.(sentence('90 %', 'fr'));
      return [{ type: 'private', card: card('Importé') }];
    };
    await scene.world.say(ALICE, 'private', 'importe');
    await scene.world.waitFor(`private-${ALICE.id}`, (m) => wordsOf(m.card).includes('Importé'));
    expect(scene.world.messages(`private-${ALICE.id}`).filter((m) => /10 %|90 %/.test(wordsOf(m.card)))).toEqual([]);
  });

  test('that cannot be given in private is said to be so, without its content', async () => {
    core = async () => [{ type: 'private', card: card('secret') }];
    const zoe = somebody();
    scene.world.rosters.set(OPS, [memberOf(zoe)]);
    scene.world.faults.push({ status: 403, body: { error: { code: 'ForbiddenOperationException', message: 'x' } } });
    await scene.world.say(zoe, { channel: OPS, root: '71' }, 'aide');
    const told = await scene.world.waitFor(`${OPS};messageid=71`, () => true);
    expect(wordsOf(told.card)).toContain(`${zoe.name}, je ne peux pas vous écrire en privé`);
    expect(JSON.stringify(scene.world.messages(`${OPS};messageid=71`))).not.toContain('secret');
  });

  test('to everyone stands in the thread; a press on it is answered in its place', async () => {
    const shared: Card = { ...card('Fiche'), blocks: [{ type: 'buttons', buttons: [{ label: 'Ouvrir', intent: { kind: 'help' } }] }] };
    core = async () => [{ type: 'public', card: shared }];
    await scene.world.say(ALICE, { channel: OPS, root: '7' }, 'aide');
    const posted = await scene.world.waitFor(`${OPS};messageid=7`, (m) => wordsOf(m.card).includes('Réponse'));
    core = async () => [{ type: 'private', card: sentence('Le voici', 'fr') }];
    const answer = await scene.world.press(BOB, { channel: OPS, root: '7' }, posted, 'Ouvrir');
    expect(wordsOf(answer.body.value)).toMatch(/^Le voici\nRéponse/);
    expect(scene.events.at(-1)?.happening).toMatchObject({ type: 'press', message: { channel: OPS, id: `7/${posted.id}` } });
  });

  test('to a press in a chat between two people, which calls itself personal, is given in one’s own conversation with the bot', async () => {
    await scene.world.say(ALICE, 'private', 'aide');
    await heard();
    core = async () => [{ type: 'private', card: card('Dupont doit 5 000 €') }];
    const { conversation, ...pressed } = {
      ...{ type: 'invoke', name: 'adaptiveCard/action', channelId: 'msteams', serviceUrl: scene.world.serviceUrl, id: 'f:two' },
      ...{ from: { id: ALICE.id, name: ALICE.name, aadObjectId: ALICE.object }, recipient: { id: `28:${APP_ID}` } },
      ...{ channelData: { tenant: { id: TENANT } }, replyToId: '77', locale: 'fr-FR' },
      value: { action: { verb: 'press', data: { intent: encodeIntent({ kind: 'debtor.show', debtor: 1 }) } } },
      conversation: { id: '19:c_d@unq.gbl.spaces', conversationType: 'personal', tenantId: TENANT },
    };
    const answer = await scene.world.deliver({ ...pressed, conversation });
    expect(JSON.stringify(answer.body)).not.toContain('5 000');
    expect((await heard(2)).where).toEqual({ channel: conversation.id, direct: false });
    await scene.world.waitFor(
      () => scene.world.privateOf(ALICE),
      (m) => wordsOf(m.card).includes('5 000'),
    );
    expect(await scene.store.teams.find('person', ALICE.object)).toMatchObject({ conversation: scene.world.privateOf(ALICE) });
  });

  test('that takes long is awaited with a word, and comes in private', async () => {
    core = async () => [
      { type: 'public', card: { ...card('x'), blocks: [{ type: 'buttons', buttons: [{ label: 'Ouvrir', intent: { kind: 'help' } }] }] } },
    ];
    await scene.world.say(ALICE, 'group', 'aide');
    const posted = await scene.world.waitFor(GROUP, () => true);
    let finish = (): void => {};
    const asked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    core = async () => {
      await asked;
      return [{ type: 'private', card: card('enfin') }];
    };
    const answer = await scene.world.press(BOB, 'group', posted, 'Ouvrir');
    finish();
    expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: expect.stringContaining('C’est noté') });
    await scene.world.waitFor(
      () => scene.world.privateOf(BOB),
      (m) => wordsOf(m.card).includes('enfin'),
    );
  });

  test('to a core that throws is our fault, said kindly', async () => {
    core = async () => {
      throw new Error('bug');
    };
    await scene.world.say(ALICE, 'private', 'aide');
    await scene.world.waitFor(`private-${ALICE.id}`, (m) => wordsOf(m.card).includes('Une erreur de notre côté'));
  });
});

test('the bot forgets a team that removes it, and learns channels that appear', async () => {
  await scene.world.deliver({
    ...{ type: 'conversationUpdate', channelId: 'msteams', serviceUrl: scene.world.serviceUrl, id: 'f:gone', from: { id: BOB.id } },
    ...{ recipient: { id: `28:${APP_ID}` }, conversation: { id: 'team-id', conversationType: 'channel', tenantId: TENANT } },
    membersRemoved: [{ id: `28:${APP_ID}` }],
    channelData: { team: { id: 'team-id' }, tenant: { id: TENANT }, eventType: 'teamMemberRemoved' },
  });
  await expect.poll(() => scene.store.teams.all('channel')).toEqual([]);
  const fault = await scene.teams.gateway
    .post({ key: 'k', to: { kind: 'channel', id: OPS }, card: sentence('x', 'fr') })
    .catch((e: unknown) => e);
  expect(fault).toMatchObject({ fault: 'refused', message: expect.stringContaining('add the app to the team') });
});
