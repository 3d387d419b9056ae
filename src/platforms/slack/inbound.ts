/** What Slack tells us, read into what happened, to whom and where, as the inbox keeps it; everything that does not concern the bot is dropped here. */
import type { BlockAction, ButtonAction, MessageShortcut, SlashCommand, types, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import type { Happening } from '../../core/desk/inbound.ts';
import { cleanLine, cut } from '../../core/kernel/clean.ts';
import { type Files, SLACK_FILE, type SlackFile } from './files.ts';
import { readAnswers, readOrigin } from './modal.ts';
import type { Me } from './people.ts';

const REF = z.object({ tenant: z.string(), channel: z.string(), id: z.string() });

/** Something that happened, before Slack was asked who the person is: plain JSON, so that whoever finds it in the inbox can do it. */
export const INCOMING = z.object({
  /** Unique per thing that happened; a redelivery has the same. */
  key: z.string(),
  tenant: z.string(),
  userId: z.string(),
  /** In the person's own words: what they pressed, typed or filled in. */
  name: z.string(),
  channel: z.string(),
  /** True or false when the payload tells; undefined when a channel id that begins with a D may be of two other people. */
  direct: z.boolean().optional(),
  /** The message that opens the thread. */
  thread: z.string().optional(),
  responseUrl: z.string().optional(),
  /** Opens a modal within three seconds. */
  trigger: z.string().optional(),
  /** The submitted modal. */
  view: z.string().optional(),
  /** Without its files, which are named apart and opened when they are read. */
  happening: z.discriminatedUnion('type', [
    z.object({ type: z.literal('command'), name: z.string(), text: z.string() }),
    z.object({ type: z.literal('press'), payload: z.unknown(), message: REF.optional() }),
    z.object({ type: z.literal('submit'), payload: z.unknown(), answers: z.record(z.string(), z.string()) }),
    z.object({ type: z.literal('reply'), text: z.string(), message: REF, change: z.enum(['new', 'edited', 'deleted']) }),
    z.object({ type: z.literal('shortcut'), name: z.string(), text: z.string(), author: z.string(), message: REF }),
    z.object({ type: z.literal('files') }),
  ]),
  files: z.array(SLACK_FILE).optional(),
});
export type Incoming = z.infer<typeof INCOMING>;

/** What happened, with its files to open. */
export function happeningOf({ happening, files: named = [] }: Incoming, files: Files): Happening {
  switch (happening.type) {
    case 'files':
      return { type: 'files', files: files.shared(named) };
    case 'reply': {
      const shared = files.shared(named);
      return { ...happening, ...(shared.length > 0 ? { files: shared } : {}) };
    }
    case 'press': {
      const { message, payload } = happening;
      return { type: 'press', payload, ...(message ? { message } : {}) };
    }
    default:
      return happening;
  }
}

const MAX_NAME = 80;

function named(words: string): string {
  return cut(cleanLine(words), MAX_NAME);
}

export function fromCommand(command: SlashCommand, me: Me): Incoming {
  const text = readText(command.text);
  return {
    key: `slack:command:${command.trigger_id}`,
    tenant: me.teamId,
    userId: command.user_id,
    name: named(`${command.command} ${text}`),
    channel: command.channel_id,
    ...(command.channel_id.startsWith('D') ? {} : { direct: false }),
    responseUrl: command.response_url,
    trigger: command.trigger_id,
    happening: { type: 'command', name: command.command.replace(/^\//, ''), text },
  };
}

/** Undefined for a button that was pressed nowhere (no channel, no form of ours around it). */
export function fromPress(body: BlockAction<ButtonAction>, me: Me): Incoming | undefined {
  const action = body.actions[0];
  const origin = body.view ? readOrigin(body.view.private_metadata) : undefined;
  const channel = body.channel?.id ?? body.container.channel_id ?? origin?.channel;
  if (!action || typeof channel !== 'string') return undefined;
  // What is seen by one person alone cannot be updated later: it has no place.
  const lasting = body.message && body.container.is_ephemeral !== true && body.message.subtype !== 'ephemeral' ? body.message : undefined;
  const thread = body.message?.thread_ts ?? body.container.thread_ts ?? origin?.thread;
  // Between two other people nothing of ours lasts.
  const direct = origin?.direct ?? (channel.startsWith('D') ? lasting?.user === me.userId || undefined : false);
  return {
    key: `slack:press:${body.trigger_id}:${action.action_ts}`,
    tenant: me.teamId,
    userId: body.user.id,
    name: named(action.text?.text ?? ''),
    channel,
    direct,
    thread: typeof thread === 'string' && thread !== lasting?.ts ? thread : undefined,
    responseUrl: body.response_url || origin?.responseUrl,
    trigger: body.trigger_id,
    happening: {
      type: 'press',
      payload: action.value,
      ...(lasting ? { message: { tenant: me.teamId, channel, id: lasting.ts } } : {}),
    },
  };
}

/** Undefined for a modal that is not a form of ours. */
export function fromSubmit(body: ViewSubmitAction, me: Me): Incoming | undefined {
  const origin = readOrigin(body.view.private_metadata);
  if (!origin) return undefined;
  return {
    key: `slack:submit:${body.trigger_id ?? `${body.view.id}:${body.view.hash}`}`,
    tenant: me.teamId,
    userId: body.user.id,
    name: named(body.view.title.text),
    channel: origin.channel,
    direct: origin.direct,
    thread: origin.thread,
    responseUrl: origin.responseUrl,
    view: body.view.id,
    happening: { type: 'submit', payload: origin.intent, answers: readAnswers(body.view.state.values) },
  };
}

export function fromShortcut(body: MessageShortcut, me: Me): Incoming {
  const { message, channel } = body;
  const thread: unknown = message.thread_ts;
  const text = readText(message.text ?? '');
  return {
    key: `slack:shortcut:${body.trigger_id}`,
    tenant: me.teamId,
    userId: body.user.id,
    name: named(text),
    channel: channel.id,
    ...(channel.id.startsWith('D') ? {} : { direct: false }),
    thread: typeof thread === 'string' && thread !== message.ts ? thread : undefined,
    responseUrl: body.response_url,
    trigger: body.trigger_id,
    happening: {
      type: 'shortcut',
      name: body.callback_id,
      text,
      author: message.user ?? '',
      message: { tenant: me.teamId, channel: channel.id, id: message.ts },
    },
  };
}

export function fromMention(event: types.AppMentionEvent, eventId: string, me: Me): Incoming | undefined {
  // A mention in a direct message comes as a message too.
  if (event.bot_id || !event.user || event.channel.startsWith('D')) return undefined;
  const text = readText(event.text, me.userId);
  const place = { channel: event.channel, direct: false, thread: event.thread_ts };
  return { ...said(event.user, place, eventId, me), name: named(text), happening: { type: 'command', name: '', text } };
}

type Place = Pick<Incoming, 'channel' | 'direct' | 'thread'>;

function said(userId: string, place: Place, eventId: string, me: Me): Pick<Incoming, 'key' | 'tenant' | 'userId' | keyof Place> {
  return { key: `slack:event:${eventId}`, tenant: me.teamId, userId, ...place };
}

/** A message as the Events API gives it, reduced to what is read here. */
export interface MessageFields {
  readonly subtype?: string | undefined;
  readonly channel: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly parent_user_id?: string;
  readonly files?: readonly SlackFile[];
  readonly deleted_ts?: string;
  readonly message?: Omit<MessageFields, 'channel'>;
  readonly previous_message?: Omit<MessageFields, 'channel'>;
}

const NEW_MESSAGES = new Set([undefined, 'file_share', 'thread_broadcast']);

/** Undefined for what bots say, for channel messages outside of threads, for threads that someone else opened, and for edits that change no word. */
export function fromMessage(event: MessageFields, eventId: string, me: Me): Incoming | undefined {
  if (event.subtype === 'message_changed' || event.subtype === 'message_deleted') return fromChange(event, eventId, me);
  if (!NEW_MESSAGES.has(event.subtype) || !isPerson(event, me.userId)) return undefined;
  const direct = event.channel_type === 'im';
  const inThread = event.thread_ts !== undefined && event.thread_ts !== event.ts;
  const text = readText(event.text ?? '', me.userId);
  const files = (event.files ?? []).flatMap((file) => SLACK_FILE.safeParse(file).data ?? []);
  const place = { channel: event.channel, direct, thread: inThread ? event.thread_ts : undefined };
  const heard = { ...said(event.user, place, eventId, me), name: named([text, ...files.map((file) => file.name ?? '')].join(' ')), files };
  if (inThread && isOurThread(event, me.userId)) return { ...heard, happening: reply(event.channel, event.ts, text, 'new', me) };
  if (direct && files.length > 0) return { ...heard, happening: { type: 'files' } };
  if (inThread) return undefined;
  return direct ? { ...heard, happening: { type: 'command', name: '', text } } : undefined;
}

function fromChange(event: MessageFields, eventId: string, me: Me): Incoming | undefined {
  const before = event.previous_message;
  // A deleted message that has replies stays as a "tombstone".
  const deleted = event.subtype === 'message_deleted' || event.message?.subtype === 'tombstone';
  const now = deleted ? before : event.message;
  if (!now || !isPerson(now, me.userId) || now.thread_ts === undefined || now.thread_ts === now.ts || !isOurThread(now, me.userId))
    return undefined;
  if (!deleted && now.text === before?.text) return undefined;
  const text = deleted ? '' : readText(now.text ?? '', me.userId);
  const place = { channel: event.channel, direct: event.channel_type === 'im', thread: now.thread_ts };
  return {
    ...said(now.user, place, eventId, me),
    name: named(now.text ?? ''),
    happening: reply(event.channel, now.ts, text, deleted ? 'deleted' : 'edited', me),
  };
}

function reply(channel: string, ts: string, text: string, change: 'new' | 'edited' | 'deleted', me: Me): Incoming['happening'] {
  return { type: 'reply', text, message: { tenant: me.teamId, channel, id: ts }, change };
}

function isPerson(message: Pick<MessageFields, 'user' | 'bot_id'>, botUserId: string): message is { readonly user: string } {
  return message.user !== undefined && message.user !== botUserId && message.bot_id === undefined;
}

/** Slack names the opener of a thread most of the time; when it does not, the core knows its own messages. */
function isOurThread(message: Pick<MessageFields, 'parent_user_id'>, botUserId: string): boolean {
  return message.parent_user_id === undefined || message.parent_user_id === botUserId;
}

/** Slack's markup as the words that the person typed: without the bot's mention, links and channels by their visible name, characters unescaped. */
export function readText(text: string, botUserId?: string): string {
  return text
    .replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, target: string, name: string | undefined) => {
      if (botUserId !== undefined && target === `@${botUserId}`) return ' ';
      if (target.startsWith('#')) return name ? `#${name}` : whole;
      if (target.startsWith('@') || target.startsWith('!')) return name || whole;
      return name || target;
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}
