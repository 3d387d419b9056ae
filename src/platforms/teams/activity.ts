/** An activity as the Bot Service sends it, reduced to what is read here, and where it happened. */

import { z } from 'zod';
import type { PostedRef } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';

const id = z.string().min(1).max(1000);
const member = z.object({ id, name: z.string().optional(), aadObjectId: z.string().optional() });
const named = z.object({ id, name: z.string().optional() });

export const ACTIVITY = z.object({
  type: z.string().min(1),
  id: id.optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().min(1).max(500),
  timestamp: z.string().optional(),
  from: member,
  recipient: z.object({ id }),
  conversation: z.object({ id, conversationType: z.string().optional(), tenantId: z.string().optional(), name: z.string().optional() }),
  name: z.string().optional(),
  text: z.string().optional(),
  locale: z.string().optional(),
  replyToId: z.string().optional(),
  action: z.string().optional(),
  value: z.unknown().optional(),
  entities: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  membersAdded: z.array(member).optional(),
  membersRemoved: z.array(member).optional(),
  channelData: z
    .object({
      eventType: z.string().optional(),
      tenant: z.object({ id }).optional(),
      team: named.optional(),
      channel: named.optional(),
      teamsChannelId: z.string().optional(),
      teamsTeamId: z.string().optional(),
    })
    .optional(),
});
export type Activity = z.infer<typeof ACTIVITY>;

/** Where something happened, in Teams's terms. */
export interface Spot {
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly kind: 'person' | 'chat' | 'channel';
  /** The conversation without its thread. */
  readonly conversation: string;
  /** Of a channel: its team, and the message that opens the thread. */
  readonly team: string | undefined;
  readonly root: string | undefined;
}

const THREAD = ';messageid=';

export function spotOf(activity: Activity): Spot {
  const { conversation, channelData, serviceUrl } = activity;
  const [base = conversation.id, root] = conversation.id.split(THREAD);
  const channel = channelData?.channel?.id ?? channelData?.teamsChannelId;
  const team = channelData?.team?.id ?? channelData?.teamsTeamId;
  const type = conversation.conversationType ?? (channel === undefined ? 'personal' : 'channel');
  const kind = type === 'personal' ? 'person' : type === 'channel' ? 'channel' : 'chat';
  return {
    tenant: channelData?.tenant?.id ?? conversation.tenantId ?? '',
    serviceUrl,
    kind,
    conversation: kind === 'channel' ? (channel ?? base) : base,
    team,
    root: kind === 'channel' ? root : undefined,
  };
}

/** A message of that spot. A reply in a thread is named together with the message that opens it: Teams finds it no other way. */
export function refAt(spot: Pick<Spot, 'tenant' | 'conversation' | 'root'>, message: string): PostedRef {
  const id = spot.root === undefined || spot.root === message ? message : `${spot.root}/${message}`;
  return { tenant: spot.tenant, channel: spot.conversation, id };
}

/** The thread that a message opens or stands in, and its own id. */
export function partsOf(ref: Pick<PostedRef, 'id'>): { readonly root: string; readonly message: string } {
  const [root = '', message = root] = ref.id.split('/');
  return { root, message };
}

/** The conversation id of a thread in a channel. */
export function threadOf(channel: string, root: string | undefined): string {
  return root === undefined ? channel : `${channel}${THREAD}${root}`;
}

/** Teams's text as the words that the person typed: without the bot's mention, other mentions by their name. */
export function readText(activity: Pick<Activity, 'text' | 'entities' | 'recipient'>): string {
  const ours = mentions(activity).filter((m) => m.id === activity.recipient.id);
  const bare = ours.reduce((text, { text: mention }) => (mention === '' ? text : text.replaceAll(mention, ' ')), activity.text ?? '');
  return unescaped(bare.replace(/<at(?:\s[^>]*)?>(.*?)<\/at>/gis, '$1')).trim();
}

/** Whether the words are said to the bot by name. */
export function isAddressed(activity: Pick<Activity, 'entities' | 'recipient'>): boolean {
  return mentions(activity).some((m) => m.id === activity.recipient.id);
}

export function unescaped(text: string): string {
  return text
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

const MENTION = z.object({ type: z.literal('mention'), mentioned: z.object({ id: z.string() }), text: z.string().optional() });

function mentions(activity: Pick<Activity, 'entities'>): readonly { readonly id: string; readonly text: string }[] {
  return (activity.entities ?? []).flatMap((entity) => {
    const found = MENTION.safeParse(entity);
    return found.success ? [{ id: found.data.mentioned.id, text: found.data.text ?? '' }] : [];
  });
}

export function localeOf(activity: Activity): Locale | undefined {
  const client = (activity.entities ?? []).map((entity) =>
    z.object({ type: z.literal('clientInfo'), locale: z.string() }).safeParse(entity),
  );
  const said = activity.locale ?? client.find((c) => c.success)?.data?.locale;
  const language = said?.slice(0, 2).toLowerCase();
  return language === 'fr' || language === 'en' ? language : undefined;
}
