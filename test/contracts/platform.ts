/** What the outbox may expect of every platform's gateway: one suite, run on each platform against its real counterpart. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Card, sentence } from '../../src/core/desk/card.ts';
import type { Gateway, GatewayPlace } from '../../src/core/desk/outbox.ts';
import type { Identity, PostedRef } from '../../src/core/desk/places.ts';
import { carrierContract } from './carrier.ts';

/** A message as people see it: `text` holds at least every word of the card. */
export interface Seen {
  readonly id: string;
  readonly text: string;
}

export interface PlatformUnderTest {
  readonly gateway: Gateway;
  /** A channel where the bot may post and where `person` is a member. */
  readonly channel: string;
  /** A channel where it may never post: unknown, archived, closed to it. */
  readonly refused: string;
  readonly person: Identity;
  readonly email: string;
  /** The messages at a place, oldest first: of a channel without those in threads, of a thread with or without the message that opens it. */
  seen(at: GatewayPlace): Promise<readonly Seen[]>;
  close(): Promise<void>;
}

export interface Abilities {
  /** Can the platform be asked whether a message was posted? */
  readonly readsBack: boolean;
  /** Does the platform take files? */
  readonly takesFiles: boolean;
}

const card = (text: string): Card => ({
  title: `Titre ${text}`,
  blocks: [
    { type: 'text', text: [{ text: 'Dupont SA', bold: true }, { text: ` : ${text}` }] },
    { type: 'facts', facts: [{ label: 'Limite', value: '80 000 €' }] },
    { type: 'table', columns: [{ title: 'Facture' }, { title: 'Montant', align: 'right' }], rows: [['FA-1024', '12 000 €']], hidden: 3 },
    { type: 'buttons', buttons: [{ label: 'Aide', intent: { kind: 'help' } }] },
  ],
  fallback: `Dupont SA : ${text}`,
  amounts: true,
  locale: 'fr',
});

export function platformContract(name: string, open: () => Promise<PlatformUnderTest>, abilities: Abilities): void {
  describe(`${name} as a platform`, () => {
    let platform: PlatformUnderTest;
    let keys = 0;
    const newKey = (): string => `contract:${++keys}`;
    const inChannel = (thread?: PostedRef): GatewayPlace => ({ kind: 'channel', id: platform.channel, ...(thread ? { thread } : {}) });
    const toPerson = (): GatewayPlace => ({ kind: 'person', identity: platform.person });
    const post = (to: GatewayPlace, text: string, key = newKey()): Promise<PostedRef> =>
      platform.gateway.post({ key, to, card: card(text) });
    const textAt = async (to: GatewayPlace, id: string): Promise<string | undefined> =>
      (await platform.seen(to)).find((m) => m.id === id)?.text;

    beforeAll(async () => {
      platform = await open();
    });
    afterAll(() => platform?.close());

    test('a card that was posted stands in the channel with its words', async () => {
      const ref = await post(inChannel(), 'premier message');
      expect(ref.channel).toBe(platform.channel);
      const text = await textAt(inChannel(), ref.id);
      for (const word of ['Titre premier message', 'Dupont SA', '80 000 €', 'FA-1024', '12 000 €', '3']) expect(text).toContain(word);
    });

    test('an update changes the posted card in its place', async () => {
      const ref = await post(inChannel(), 'avant');
      const count = (await platform.seen(inChannel())).length;
      await platform.gateway.update(ref, card('après'));
      expect(await textAt(inChannel(), ref.id)).toContain('après');
      expect(await textAt(inChannel(), ref.id)).not.toContain('avant');
      expect(await platform.seen(inChannel())).toHaveLength(count);
    });

    test('a message in a thread stands there and not in the channel', async () => {
      const opener = await post(inChannel(), 'dossier');
      const ref = await post(inChannel(opener), 'dans le fil');
      expect(await textAt(inChannel(opener), ref.id)).toContain('dans le fil');
      expect(await textAt(inChannel(), ref.id)).toBeUndefined();
    });

    test('a private message reaches the person, again and again in the same conversation, and no channel', async () => {
      const first = await post(toPerson(), 'pour vous seule');
      const second = await post(toPerson(), 'encore pour vous');
      expect(second.channel).toBe(first.channel);
      expect(await textAt(toPerson(), first.id)).toContain('pour vous seule');
      expect((await platform.seen(inChannel())).some((m) => m.text.includes('pour vous'))).toBe(false);
    });

    test(
      abilities.readsBack ? 'a posted message is found by its key, and no other is' : 'nobody can say whether a message was posted',
      async () => {
        const since = Date.now() - 1000;
        const [posted, absent] = [newKey(), newKey()];
        const opener = await post(inChannel(), 'retrouvé', posted);
        const [inThread, inPrivate] = [newKey(), newKey()];
        const threaded = await post(inChannel(opener), 'dans le fil', inThread);
        const direct = await post(toPerson(), 'en privé', inPrivate);
        const find = (key: string, to: GatewayPlace): Promise<unknown> => platform.gateway.find(key, to, since);
        const id = (ref: PostedRef): unknown => (abilities.readsBack ? expect.objectContaining({ id: ref.id }) : 'unknown');
        expect(await find(posted, inChannel())).toEqual(id(opener));
        expect(await find(inThread, inChannel(opener))).toEqual(id(threaded));
        expect(await find(inPrivate, toPerson())).toEqual(id(direct));
        expect(await find(absent, inChannel())).toBe(abilities.readsBack ? 'absent' : 'unknown');
        expect(await find(posted.slice(0, -1), inChannel())).toBe(abilities.readsBack ? 'absent' : 'unknown');
      },
    );

    test.runIf(abilities.takesFiles)(
      'a file stands in its thread with its words, and is found again as the message that brings it',
      async () => {
        const since = Date.now() - 1000;
        const opener = await post(inChannel(), 'vote');
        const to = inChannel(opener);
        const name = `proces-verbal-${Date.now()}.md`;
        const file = { id: 1, name, mime: 'text/markdown', bytes: new TextEncoder().encode('# Procès-verbal\n') };
        const key = newKey();
        expect(await platform.gateway.find(key, to, since, file)).toBe('absent');
        await platform.gateway.upload?.({ key, to, card: sentence('Le procès-verbal', 'fr'), file });
        expect(await platform.gateway.find(key, to, since, file)).toMatchObject({ id: expect.any(String) });
        expect(await platform.gateway.find(newKey(), to, since, { ...file, name: 'other.md' })).toBe('absent');
        expect((await platform.seen(to)).some((m) => m.text.includes('Le procès-verbal'))).toBe(true);
        expect((await platform.seen(inChannel())).some((m) => m.text.includes('Le procès-verbal'))).toBe(false);
      },
    );

    test('a message keeps its key when it is updated', async () => {
      const key = newKey();
      const ref = await post(inChannel(), 'avant', key);
      await platform.gateway.update(ref, card('après'));
      const found = await platform.gateway.find(key, inChannel(), Date.now() - 5000);
      expect(found).toEqual(abilities.readsBack ? expect.objectContaining({ id: ref.id }) : 'unknown');
    });

    test('who reads a channel is known by identity, name and address', async () => {
      const audience = await platform.gateway.audience(inChannel());
      expect(audience?.external).toBe(false);
      const member = audience?.members.find((m) => m.identity.userId === platform.person.userId);
      expect(member).toMatchObject({ identity: platform.person, email: platform.email, guest: false, bot: false });
      expect(member?.name).not.toBe('');
    });

    test('the audience of a private conversation is that person, where it can be asked', async () => {
      const audience = await platform.gateway.audience(toPerson());
      if (audience) expect(audience.members.map((m) => [m.identity.userId, m.guest])).toEqual([[platform.person.userId, false]]);
    });

    carrierContract<GatewayPlace>(
      () => ({
        carrier: platform.gateway,
        place: inChannel(),
        refused: { kind: 'channel', id: platform.refused },
        send: (key, to) => platform.gateway.post({ key, to, card: sentence('message', 'fr') }),
        seen: async () => (await platform.seen(inChannel())).length,
      }),
      { readsBack: abilities.readsBack, refusal: 'refused' },
    );

    test('a person is found by e-mail address, a stranger is not', async () => {
      expect(await platform.gateway.identify(platform.email)).toEqual(platform.person);
      expect(await platform.gateway.identify('nobody@example.invalid')).toBeUndefined();
    });
  });
}
