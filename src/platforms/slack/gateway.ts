/** What the outbox delivers to Slack: cards posted, updated, looked for after a crash, and the people who would read them. */
import type { webApi } from '@slack/bolt';
import type { Card } from '../../core/desk/card.ts';
import type { SharedFile } from '../../core/desk/inbound.ts';
import { type Audience, type Gateway, type GatewayPlace, type OutgoingFile, PlatformError } from '../../core/desk/outbox.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import { presentable } from '../../core/desk/presentable.ts';
import { cut } from '../../core/kernel/clean.ts';
import { type Doing, translate } from './errors.ts';
import type { Files } from './files.ts';
import { LIMITS, label } from './limits.ts';
import type { Pace } from './pace.ts';
import type { People } from './people.ts';
import type { PicturesOf } from './pictures.ts';
import { renderCard } from './render.ts';
import { plainText } from './text.ts';
import { sendBytes } from './uploads.ts';

/** Type of the metadata that travels with each post; its payload is `{ key }`. */
export const EVENT_TYPE = 'encours_message';
const PAGE = 200;
/** Slack's clock and ours may differ: messages are looked for from this many ms before `since`. */
const CLOCK_DIFFERENCE = 60_000;
/** Ms in which Slack shares a completed file, with room. */
const SHARING = 30_000;

/** Nothing in a text is looked up, linked or previewed. */
export const NO_EXTRAS = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;

export function createGateway(web: webApi.WebClient, people: People, picturesOf: PicturesOf, pace: Pace, files: Files): Gateway {
  async function channelOf(to: GatewayPlace): Promise<string> {
    if (to.kind === 'channel') return to.id;
    return people.direct(to.identity.userId);
  }

  const post: Gateway['post'] = async ({ key, to, card, signal }) => {
    const { teamId } = await people.me();
    const channel = await channelOf(to);
    const { text, blocks } = renderCard(card, await picturesOf(card));
    const thread = to.thread ? { thread_ts: to.thread.id } : {};
    const metadata = { event_type: EVENT_TYPE, event_payload: { key } };
    return pace.run(channel, async () => {
      const what = `chat.postMessage to ${channel}`;
      // Pictures and the wait for the channel's turn may have outlived the claim on the message.
      if (signal?.aborted) throw new PlatformError('retry', `${what}: it came too late`);
      const sent = await call(what, 'post', () =>
        web.chat.postMessage({ channel, text, blocks, metadata, mrkdwn: false, ...NO_EXTRAS, ...thread }),
      );
      if (!sent.ts) throw new PlatformError('lost', `${what}: Slack did not say where it stands`);
      return { tenant: teamId, channel: sent.channel ?? channel, id: sent.ts };
    });
  };

  async function update(ref: PostedRef, card: Card): Promise<void> {
    const { text, blocks } = renderCard(card, await picturesOf(card));
    // An update is the same once or twice, so a lost answer is simply tried again. The message keeps its metadata.
    await pace.run(ref.channel, () =>
      call(`chat.update in ${ref.channel}`, 'ask', () =>
        web.chat.update({ channel: ref.channel, ts: ref.id, text, blocks, parse: 'none', link_names: false }),
      ),
    );
  }

  /** A share by Slack itself carries no metadata: its block's id, or else the file's name and size, tell it again. */
  const upload: NonNullable<Gateway['upload']> = async ({ key, to, card, file, signal }) => {
    const { teamId } = await people.me();
    const channel = await channelOf(to);
    const what = `upload of ${file.name} to ${channel}`;
    const id = await call(what, 'ask', () => sendBytes(web, file));
    const words = plainText(cut(presentable(card).fallback, LIMITS.sectionText));
    const place = to.thread ? { channel_id: channel, thread_ts: to.thread.id } : { channel_id: channel };
    await pace.run(channel, async () => {
      if (signal?.aborted) throw new PlatformError('retry', `${what}: it came too late`);
      await call(what, 'post', () =>
        web.files.completeUploadExternal({
          ...place,
          files: [{ id, title: file.name }],
          blocks: [{ type: 'section', block_id: blockOf(key), text: words }],
        }),
      ).catch((error: unknown) => {
        // Slack shares in its own time: what got through in spite of a lost reply is not to be seen at once.
        throw error instanceof PlatformError && error.fault === 'lost' ? new PlatformError('lost', error.message, SHARING) : error;
      });
    });
    return { tenant: teamId, channel, id };
  };

  async function find(key: string, to: GatewayPlace, since: number, file?: OutgoingFile): Promise<PostedRef | 'absent'> {
    const { teamId } = await people.me();
    const channel = await channelOf(to);
    const window = { oldest: (Math.max(0, since - CLOCK_DIFFERENCE) / 1000).toFixed(6), limit: PAGE, include_all_metadata: true } as const;
    let cursor = '';
    do {
      const at = { channel, ...window, ...(cursor ? { cursor } : {}) };
      const page = await call(`messages of ${channel}`, 'ask', () =>
        to.thread ? web.conversations.replies({ ...at, ts: to.thread.id }) : web.conversations.history(at),
      );
      const found = (page.messages ?? []).find((m) => keyOf(m) === key || (file !== undefined && brings(m, key, file)));
      if (found?.ts) return { tenant: teamId, channel, id: found.ts };
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor);
    return 'absent';
  }

  /** Of one message, in a channel or in a thread of it. */
  async function filesOf({ channel, id }: PostedRef): Promise<readonly SharedFile[]> {
    const at = { channel, oldest: id, latest: id, inclusive: true, limit: 1 } as const;
    const page = await call(`message ${id} of ${channel}`, 'ask', () => web.conversations.history(at));
    const above = page.messages?.find((m) => m.ts === id);
    const found =
      above ??
      (await call(`reply ${id} of ${channel}`, 'ask', () => web.conversations.replies({ ...at, ts: id }))).messages?.find(
        (m) => m.ts === id,
      );
    return files.shared((found?.files ?? []).flatMap(({ id: file, ...rest }) => (file ? [{ ...rest, id: file }] : [])));
  }

  async function memberIds(channel: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await call(`members of ${channel}`, 'ask', () =>
        web.conversations.members({ channel, limit: PAGE, ...(cursor ? { cursor } : {}) }),
      );
      ids.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor);
    return ids;
  }

  async function audience(to: GatewayPlace): Promise<Audience | undefined> {
    // Ids of private conversations begin with a D: the member and the bot, nobody else.
    if (to.kind === 'channel' && to.id.startsWith('D')) return undefined;
    const { teamId } = await people.me();
    const external = to.kind === 'channel' && (await isShared(to.id));
    const members = await people.members(to.kind === 'person' ? [to.identity.userId] : await memberIds(to.id));
    return {
      external,
      members: members
        .filter((member) => !member.deleted)
        .map((member) => ({
          identity: { platform: 'slack', tenant: teamId, userId: member.id },
          name: member.name,
          email: member.email,
          guest: member.guest,
          bot: member.bot,
        })),
    };
  }

  async function isShared(id: string): Promise<boolean> {
    const { channel } = await call(`conversations.info of ${id}`, 'ask', () => web.conversations.info({ channel: id }));
    return isExternal(channel ?? {});
  }

  async function identify(email: string): Promise<Identity | undefined> {
    const member = await people.byEmail(email);
    if (!member || member.guest || member.bot || member.deleted) return undefined;
    const { teamId } = await people.me();
    return { platform: 'slack', tenant: teamId, userId: member.id };
  }

  const isGone = async ({ userId }: Identity): Promise<boolean> => (await people.member(userId)).deleted;

  return { platform: 'slack', post, upload, update, find, filesOf, audience, identify, isGone };
}

/** Shared with another company, or about to be; a channel that several workspaces of one organisation share is not. */
function isExternal(channel: NonNullable<webApi.ConversationsInfoResponse['channel']>): boolean {
  if (channel.is_ext_shared || channel.is_pending_ext_shared) return true;
  return channel.is_shared === true && channel.is_org_shared !== true;
}

function blockOf(key: string): string {
  return label(`encours:${key}`, LIMITS.blockId);
}

interface Sharing {
  readonly blocks?: readonly { readonly block_id?: string }[];
  readonly files?: readonly { readonly name?: string | null; readonly size?: number }[];
}

function brings(message: Sharing, key: string, { name, bytes }: OutgoingFile): boolean {
  if (message.blocks?.some((block) => block.block_id === blockOf(key))) return true;
  return message.files?.some((shared) => shared.name === name && shared.size === bytes.byteLength) === true;
}

function keyOf(message: { readonly metadata?: { event_type?: string; event_payload?: object } }): unknown {
  const { metadata } = message;
  if (metadata?.event_type !== EVENT_TYPE || !metadata.event_payload) return undefined;
  return Object.entries(metadata.event_payload).find(([name]) => name === 'key')?.[1];
}

async function call<T>(what: string, doing: Doing, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error, what, doing);
  }
}
