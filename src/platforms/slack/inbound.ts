/** What Slack tells us, read into what happened, to whom and where; everything that does not concern the bot is dropped here. */
import type { BlockAction, ButtonAction, MessageShortcut, SlashCommand, types, ViewSubmitAction } from '@slack/bolt';
import type { Happening, SharedFile } from '../../core/desk/inbound.ts';
import type { Files, SlackFile } from './files.ts';
import { readAnswers, readOrigin } from './modal.ts';

/** Something that happened, before Slack was asked who the person is. */
export interface Incoming {
  /** Unique per thing that happened; a redelivery has the same. */
  readonly key: string;
  readonly userId: string;
  readonly channel: string;
  /** True or false when the payload tells; undefined when a channel id that begins with a D may be of two other people. */
  readonly direct: boolean | undefined;
  /** The message that opens the thread. */
  readonly thread: string | undefined;
  readonly responseUrl: string | undefined;
  /** Opens a modal within three seconds. */
  readonly trigger: string | undefined;
  happening(tenant: string): Happening;
}

export function fromCommand(command: SlashCommand): Incoming {
  return {
    key: `slack:command:${command.trigger_id}`,
    userId: command.user_id,
    channel: command.channel_id,
    direct: command.channel_id.startsWith('D') ? undefined : false,
    thread: undefined,
    responseUrl: command.response_url,
    trigger: command.trigger_id,
    happening: () => ({ type: 'command', name: command.command.replace(/^\//, ''), text: readText(command.text) }),
  };
}

/** Undefined for a button that was pressed nowhere (no channel, no form of ours around it). */
export function fromPress(body: BlockAction<ButtonAction>): Incoming | undefined {
  const action = body.actions[0];
  const origin = body.view ? readOrigin(body.view.private_metadata) : undefined;
  const channel = body.channel?.id ?? body.container.channel_id ?? origin?.channel;
  if (!action || typeof channel !== 'string') return undefined;
  // What is seen by one person alone cannot be updated later: it has no place.
  const lasting = body.message && body.container.is_ephemeral !== true && body.message.subtype !== 'ephemeral' ? body.message : undefined;
  const thread = body.message?.thread_ts ?? body.container.thread_ts ?? origin?.thread;
  return {
    key: `slack:press:${body.trigger_id}:${action.action_ts}`,
    userId: body.user.id,
    channel,
    direct: origin?.direct ?? (channel.startsWith('D') ? undefined : false),
    thread: typeof thread === 'string' && thread !== lasting?.ts ? thread : undefined,
    responseUrl: body.response_url || origin?.responseUrl,
    trigger: body.trigger_id,
    happening: (tenant) => ({
      type: 'press',
      payload: action.value,
      ...(lasting ? { message: { tenant, channel, id: lasting.ts } } : {}),
    }),
  };
}

/** Undefined for a modal that is not a form of ours. */
export function fromSubmit(body: ViewSubmitAction): Incoming | undefined {
  const origin = readOrigin(body.view.private_metadata);
  if (!origin) return undefined;
  return {
    key: `slack:submit:${body.trigger_id ?? `${body.view.id}:${body.view.hash}`}`,
    userId: body.user.id,
    channel: origin.channel,
    direct: origin.direct,
    thread: origin.thread,
    responseUrl: origin.responseUrl,
    trigger: undefined,
    happening: () => ({ type: 'submit', payload: origin.intent, answers: readAnswers(body.view.state.values) }),
  };
}

export function fromShortcut(body: MessageShortcut): Incoming {
  const { message, channel } = body;
  const thread: unknown = message.thread_ts;
  return {
    key: `slack:shortcut:${body.trigger_id}`,
    userId: body.user.id,
    channel: channel.id,
    direct: channel.id.startsWith('D') ? undefined : false,
    thread: typeof thread === 'string' && thread !== message.ts ? thread : undefined,
    responseUrl: body.response_url,
    trigger: body.trigger_id,
    happening: (tenant) => ({
      type: 'shortcut',
      name: body.callback_id,
      text: readText(message.text ?? ''),
      author: message.user ?? '',
      message: { tenant, channel: channel.id, id: message.ts },
    }),
  };
}

export function fromMention(event: types.AppMentionEvent, eventId: string, botUserId: string): Incoming | undefined {
  // A mention in a direct message comes as a message too.
  if (event.bot_id || !event.user || event.channel.startsWith('D')) return undefined;
  return {
    ...said(event.user, event.channel, false, event.thread_ts, eventId),
    happening: () => ({ type: 'command', name: '', text: readText(event.text, botUserId) }),
  };
}

function said(userId: string, channel: string, direct: boolean, thread: string | undefined, eventId: string): Omit<Incoming, 'happening'> {
  return { key: `slack:event:${eventId}`, userId, channel, direct, thread, responseUrl: undefined, trigger: undefined };
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
export function fromMessage(event: MessageFields, eventId: string, botUserId: string, files: Files): Incoming | undefined {
  if (event.subtype === 'message_changed' || event.subtype === 'message_deleted') return fromChange(event, eventId, botUserId);
  if (!NEW_MESSAGES.has(event.subtype) || !isPerson(event, botUserId)) return undefined;
  const direct = event.channel_type === 'im';
  const inThread = event.thread_ts !== undefined && event.thread_ts !== event.ts;
  const place = said(event.user, event.channel, direct, inThread ? event.thread_ts : undefined, eventId);
  const text = readText(event.text ?? '', botUserId);
  const shared = files.shared(event.files ?? []);
  if (inThread && isOurThread(event, botUserId)) return { ...place, happening: reply(event.channel, event.ts, text, 'new', shared) };
  if (direct && shared.length > 0) return { ...place, happening: () => ({ type: 'files', files: shared }) };
  if (inThread) return undefined;
  return direct ? { ...place, happening: () => ({ type: 'command', name: '', text }) } : undefined;
}

function fromChange(event: MessageFields, eventId: string, botUserId: string): Incoming | undefined {
  const before = event.previous_message;
  // A deleted message that has replies stays as a "tombstone".
  const deleted = event.subtype === 'message_deleted' || event.message?.subtype === 'tombstone';
  const now = deleted ? before : event.message;
  if (!now || !isPerson(now, botUserId) || now.thread_ts === undefined || now.thread_ts === now.ts || !isOurThread(now, botUserId))
    return undefined;
  if (!deleted && now.text === before?.text) return undefined;
  const place = said(now.user, event.channel, event.channel_type === 'im', now.thread_ts, eventId);
  return {
    ...place,
    happening: reply(event.channel, now.ts, deleted ? '' : readText(now.text ?? '', botUserId), deleted ? 'deleted' : 'edited'),
  };
}

function reply(
  channel: string,
  ts: string,
  text: string,
  change: 'new' | 'edited' | 'deleted',
  files: readonly SharedFile[] = [],
): (tenant: string) => Happening {
  return (tenant) => ({
    type: 'reply',
    text,
    message: { tenant, channel, id: ts },
    change,
    ...(files.length > 0 ? { files } : {}),
  });
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
