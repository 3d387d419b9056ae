/** What a person does on the page, as events for the core, and the core's answers back into the conversation. */
import { z } from 'zod';
import type { Card } from '../../core/desk/card.ts';
import type { Happening, InboundEvent, Receive, Reply, Where } from '../../core/desk/inbound.ts';
import type { Person } from '../../core/desk/people-ports.ts';
import { heard } from '../../core/kernel/clean.ts';
import { BOT, type Conversation, isDirect, mayRead } from './conversation.ts';
import type { Files } from './files.ts';
import { refOf, TENANT } from './gateway.ts';
import { HttpError } from './http.ts';
import { MAX_ANSWER, MAX_DROP, MAX_TEXT } from './limits.ts';
import type { LocalMessage } from './memory.ts';
import { formJson } from './render.ts';
import type { ActJson, ActResult, FormJson } from './wire.ts';
import type { WORDS } from './words.ts';

/** The words are kept in the conversation as well as handed on: they are clean before. */
const SAID = z
  .string()
  .transform((text) => heard(text))
  .pipe(z.string().min(1).max(MAX_TEXT));

/** The body of POST /local/api/act. */
export const ACT: z.ZodType<ActJson> = z.strictObject({
  key: z.uuid(),
  as: z.string().max(320),
  channel: z.string().max(400),
  thread: z.int().nullable(),
  act: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('say'), text: SAID }),
    z.strictObject({ type: z.literal('press'), payload: z.unknown(), message: z.int() }),
    z.strictObject({
      type: z.literal('submit'),
      payload: z.unknown(),
      answers: z.record(z.string().max(200), z.string().max(MAX_ANSWER)),
    }),
    z.strictObject({ type: z.literal('files'), files: z.array(z.uuid()).min(1).max(MAX_DROP) }),
  ]),
});

export interface InboundParts {
  readonly conversation: Conversation;
  readonly files: Files;
  readonly receive: Receive;
}

/** One act under way: who, where, and how to speak to them. */
interface Scene {
  readonly parts: InboundParts;
  readonly person: Person;
  readonly act: ActJson;
  readonly root: LocalMessage | undefined;
  readonly words: (typeof WORDS)['fr'];
}

/** "/debtor dup" names a command; "/debtor" alone is one too. Undefined for plain words. */
export function parseCommand(text: string): { readonly name: string; readonly text: string } | undefined {
  const m = /^\/(\S*)\s*([\s\S]*)$/.exec(text.trim());
  return m ? { name: m[1] ?? '', text: (m[2] ?? '').trim() } : undefined;
}

/** Words that name the bot, in a channel where people also talk to each other. */
function addressed(text: string): string | undefined {
  return /^@encours\b[\s,:]*([\s\S]*)$/i.exec(text)?.[1]?.trim();
}

/** Carries out one act. The caller has made sure that the person may read the channel; refusals are HttpErrors. */
export async function perform(parts: InboundParts, person: Person, act: ActJson, words: (typeof WORDS)['fr']): Promise<ActResult> {
  const root = act.thread === null ? undefined : await parts.conversation.messages.byId(act.thread);
  if (act.thread !== null && (root?.channel !== act.channel || !mayRead(root, person.email) || root.thread !== null))
    throw new HttpError(404, words.unknownMessage);
  const scene: Scene = { parts, person, act, root, words };
  const happening = await happened(scene);
  if (happening === undefined) return {};
  return answer(scene, happening);
}

async function happened(scene: Scene): Promise<Happening | undefined> {
  const { act, person, parts, words } = scene;
  const doing = act.act;
  switch (doing.type) {
    case 'say':
      return said(scene, doing.text);
    case 'press': {
      const message = await parts.conversation.messages.byId(doing.message);
      if (message?.channel !== act.channel || !mayRead(message, person.email)) throw new HttpError(404, words.unknownMessage);
      return { type: 'press', payload: doing.payload, message: refOf(message) };
    }
    case 'submit':
      return { type: 'submit', payload: doing.payload, answers: doing.answers };
    case 'files': {
      const { root } = scene;
      const inThread = root?.author === BOT && root.only === null;
      if (!isDirect(act.channel) && !inThread) throw new HttpError(400, words.directOnly);
      const files = doing.files.map((id) => parts.files.find(id, person.email));
      const found = files.filter((f) => f !== undefined);
      if (found.length < files.length) throw new HttpError(404, words.unknownFile);
      const message = await keepWords(scene, words.files(found.map((f) => f.name).join(', ')), root?.only ?? null);
      return root?.author === BOT
        ? { type: 'reply', text: '', message: refOf(message), change: 'new', files: found }
        : { type: 'files', files: found };
    }
  }
}

/** Words typed: a command, words to the bot, a reply in a thread of the bot's, or people talking among themselves (no event). */
async function said(scene: Scene, text: string): Promise<Happening | undefined> {
  const { act, root, person } = scene;
  const command = parseCommand(text);
  if (command) {
    await keepWords(scene, text, person.email);
    return { type: 'command', ...command };
  }
  const message = await keepWords(scene, text, root?.only ?? null);
  if (root?.author === BOT && root.only === null) return { type: 'reply', text, message: refOf(message), change: 'new' };
  const toBot = isDirect(act.channel) ? text : addressed(text);
  return toBot === undefined ? undefined : { type: 'command', name: '', text: toBot };
}

function keepWords({ act, person, parts }: Scene, text: string, only: string | null): Promise<LocalMessage> {
  const key = `local-said:${person.email}:${act.key}`;
  return parts.conversation.add({ channel: act.channel, thread: act.thread, author: person.email, only, text, card: null, key });
}

async function answer(scene: Scene, happening: Happening): Promise<ActResult> {
  const { act, person, parts, root } = scene;
  const where: Where = { channel: act.channel, direct: isDirect(act.channel), ...(root ? { thread: refOf(root) } : {}) };
  const event: InboundEvent = {
    key: `local:${person.email}:${act.key}`,
    identity: { platform: 'local', tenant: TENANT, userId: person.email },
    email: async () => person.email,
    locale: person.language ?? undefined,
    outsider: false,
    where,
    happening,
  };
  let shown: Promise<LocalMessage> | undefined;
  const progress = async (card: Card): Promise<void> => {
    if (shown) await parts.conversation.edit((await shown).id, { card, text: card.fallback });
    else shown = speak(scene, card, person.email, 'progress');
    await shown;
  };
  const replies = await parts.receive(event, progress);
  return deliver(scene, replies, await shown);
}

/** A private answer takes the place of the progress that was shown before it. */
async function deliver(scene: Scene, replies: readonly Reply[], progress: LocalMessage | undefined): Promise<ActResult> {
  const result: { form?: FormJson; errors?: Readonly<Record<string, string>> } = {};
  let replace = progress;
  for (const [i, reply] of replies.entries()) {
    switch (reply.type) {
      case 'private':
        if (replace) await scene.parts.conversation.edit(replace.id, { card: reply.card, text: reply.card.fallback });
        else await speak(scene, reply.card, scene.person.email, String(i));
        replace = undefined;
        break;
      case 'public':
        await speak(scene, reply.card, null, String(i));
        break;
      case 'form':
        result.form = formJson(reply.form);
        break;
      case 'form-errors':
        result.errors = reply.errors;
        break;
    }
  }
  return result;
}

function speak({ act, person, parts, root }: Scene, card: Card, only: string | null, part: string): Promise<LocalMessage> {
  const key = `local-answer:${person.email}:${act.key}:${part}`;
  const reader = only ?? root?.only ?? null;
  return parts.conversation.add({ channel: act.channel, thread: act.thread, author: BOT, only: reader, text: card.fallback, card, key });
}
