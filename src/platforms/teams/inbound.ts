/** What Teams tells us, read into what happened, to whom and where; everything that does not concern the bot is dropped here. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Happening, SharedFile } from '../../core/desk/inbound.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import { cleanLine, cut } from '../../core/kernel/clean.ts';
import { type Activity, isAddressed, localeOf, partsOf, readText, refAt, type Spot } from './activity.ts';

/** Something that happened, before Teams was asked who the person is. */
export interface Incoming {
  /** Unique per thing that happened; a redelivery has the same. */
  readonly key: string;
  readonly activity: Activity;
  readonly spot: Spot;
  readonly happening: Happening;
  /** Where the form that was sent was asked for, signed. */
  readonly origin?: string | undefined;
  /** Found in the inbox: somebody began it and did not come to its end. */
  readonly again?: true;
}

export interface MessageTools {
  filesOf(activity: Activity): readonly SharedFile[];
  /** Whether the bot opened that thread. */
  knows(thread: PostedRef): Promise<boolean>;
  /** Whether plain words are a command. */
  means(words: string): boolean;
}

/** Undefined for what is said among people, and for words in threads that the bot cannot tell apart from it. */
export async function fromMessage(activity: Activity, spot: Spot, tools: MessageTools): Promise<Incoming | undefined> {
  const text = readText(activity);
  const made = (happening: Happening): Incoming => ({ key: keyOf(activity, 'message'), activity, spot, happening });
  if (spot.kind === 'person') {
    const files = tools.filesOf(activity);
    if (files.length > 0) return made({ type: 'files', files });
    return text === '' && activity.text === undefined ? undefined : made(command(text));
  }
  const addressed = isAddressed(activity);
  if (addressed && tools.means(text.replace(/^\//, ''))) return made(command(text));
  const thread = threadRef(spot);
  const inThread = thread !== undefined && partsOf(thread).root !== activity.id;
  if (inThread && activity.id !== undefined && (!addressed || (await tools.knows(thread)))) return made(reply(activity, spot, text, 'new'));
  return addressed ? made(command(text)) : undefined;
}

/** An edit or a deletion of a reply in a thread. */
export function fromChange(activity: Activity, spot: Spot): Incoming | undefined {
  const thread = threadRef(spot);
  if (thread === undefined || activity.id === undefined || partsOf(thread).root === activity.id) return undefined;
  const deleted = activity.type === 'messageDelete';
  const happening = reply(activity, spot, deleted ? '' : readText(activity), deleted ? 'deleted' : 'edited');
  return { key: keyOf(activity, activity.channelData?.eventType ?? activity.type), activity, spot, happening };
}

/** The message that opens the thread of a channel. */
export function threadRef(spot: Spot): PostedRef | undefined {
  return spot.root === undefined ? undefined : { tenant: spot.tenant, channel: spot.conversation, id: spot.root };
}

/** The card that was pressed. */
export function pressedRef(activity: Activity, spot: Spot): PostedRef | undefined {
  return activity.replyToId === undefined ? undefined : refAt(spot, activity.replyToId);
}

/** Teams delivers again what it believes lost, with the same id; an edit has its message's id and a time of its own. */
export function keyOf(activity: Activity, what: string): string {
  const { id, timestamp, type, conversation } = activity;
  const told = id === undefined || type !== 'message' ? `${id ?? ''} ${timestamp ?? ''} ${JSON.stringify(activity.value ?? '')}` : id;
  const digest = createHash('sha256').update(`${conversation.id} ${told}`).digest('base64url').slice(0, 32);
  return `teams:${what}:${digest}`;
}

export { localeOf };

/** What was pressed or filled in, in the person's own words, for what is told of it later. */
export function nameOf(activity: Activity): string {
  const pressed = z.object({ action: z.object({ title: z.string() }) }).safeParse(activity.value).data?.action.title;
  return cut(cleanLine(pressed ?? readText(activity)), MAX_NAME);
}

export function identityOf(activity: Activity, { tenant }: Pick<Spot, 'tenant'>): Identity {
  return { platform: 'teams', tenant, userId: activity.from.aadObjectId ?? activity.from.id };
}

const MAX_NAME = 80;

function command(text: string): Happening {
  return { type: 'command', name: '', text: text.replace(/^\//, '') };
}

function reply(activity: Activity, spot: Spot, text: string, change: 'new' | 'edited' | 'deleted'): Happening {
  return { type: 'reply', text, message: refAt(spot, activity.id ?? ''), change };
}
