/** The message extension: a debtor looked up while writing and its card put into the message, and a colleague's message made a dispute in a dialog. */
import { z } from 'zod';
import { type Block, type Card, plain } from '../../core/desk/card.ts';
import type { Happening, Reply } from '../../core/desk/inbound.ts';
import { encodeIntent } from '../../core/desk/intent.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import { presentable } from '../../core/desk/presentable.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import type { Json, JsonObject } from '../adaptive.ts';
import { cause } from '../log.ts';
import { type Activity, refAt, type Spot, unescaped } from './activity.ts';
import type { Contacts } from './contacts.ts';
import { formCard, readSubmitted, reopened } from './forms.ts';
import { type Incoming, keyOf, localeOf } from './inbound.ts';
import type { Promptly } from './invoke.ts';
import { MAX_RESULTS } from './limits.ts';
import { attachment, cardJson, type InvokeAnswer } from './render.ts';
import type { Talk, TalkTools, Turn } from './talk.ts';
import { WORDS } from './words.ts';

/** What the manifest offers: a query in the compose box, and an action on a message. */
export const QUERY = 'debtor';
export const ACTION = 'dispute';

const KEY = 'extension';

const ASKED = z.object({
  commandId: z.string().optional(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).optional(),
});
const PICKED = z.object({ share: z.string() });
const FETCHED = z.object({
  commandId: z.literal(ACTION),
  messagePayload: z.object({
    id: z.string().min(1).max(400),
    replyToId: z.string().optional().nullable(),
    body: z.object({ content: z.string().optional() }).optional(),
    from: z
      .object({ user: z.object({ id: z.string() }).optional().nullable() })
      .optional()
      .nullable(),
  }),
});
const DATA = z.object({ data: z.unknown().optional() });

export interface Extension {
  /** Answers an invoke of the extension or of a dialog; undefined for any other. */
  answer(activity: Activity, spot: Spot): Promise<InvokeAnswer | undefined>;
}

export function createExtension(
  tools: TalkTools,
  talk: Talk,
  contacts: Contacts,
  run: (work: Promise<void>) => void,
  promptly: Promptly,
): Extension {
  const { picturesOf, log, connector } = tools;

  async function ask(
    activity: Activity,
    spot: Spot,
    happening: Happening,
  ): Promise<{ readonly turn: Turn; readonly incoming: Incoming; readonly replies: readonly Reply[] }> {
    const incoming: Incoming = { key: keyOf(activity, KEY), activity, spot, happening };
    const turn = await talk.begin(incoming);
    return { turn, incoming, replies: await talk.hear(turn, async () => {}) };
  }

  async function query(activity: Activity, spot: Spot, locale: Locale): Promise<JsonObject> {
    const asked = ASKED.safeParse(activity.value);
    const given = asked.data?.parameters?.find((p) => p.name === 'query')?.value;
    const text = typeof given === 'string' ? given.trim().slice(0, 200) : '';
    if (asked.data?.commandId !== QUERY || text === '') return said(WORDS[locale].typeMore);
    const heard = await ask(activity, spot, { type: 'command', name: QUERY, text });
    const card = heard.replies.find((r) => r.type === 'private')?.card;
    if (!card) return said(WORDS[locale].teamsFault);
    const found = foundIn(card).slice(0, MAX_RESULTS);
    return found.length === 0 ? said(wordsOf(card)) : results(found.map(result));
  }

  async function select(activity: Activity, spot: Spot, locale: Locale): Promise<JsonObject> {
    const picked = PICKED.safeParse(activity.value);
    if (!(await isHere(spot))) return said(WORDS[locale].notHere);
    const heard = await ask(activity, spot, { type: 'press', payload: picked.data?.share });
    const shared = heard.replies.find((r) => r.type === 'public' || r.type === 'private');
    if (!shared || !('card' in shared)) return said(WORDS[locale].justShared);
    if (shared.type === 'private') return said(wordsOf(shared.card));
    const { card } = shared;
    const content = cardJson(card, await picturesOf(card));
    const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: card.title ?? card.fallback } };
    return results([{ ...attachment(content), preview }]);
  }

  /** Whether the bot can say who reads the conversation: it must before amounts are put into a message there. */
  async function isHere(spot: Spot): Promise<boolean> {
    if (spot.kind !== 'chat') return true;
    try {
      await connector.members(spot, spot.conversation);
    } catch (error) {
      if (error instanceof PlatformError && error.fault === 'refused') return false;
      throw error;
    }
    await contacts.memory.save(
      { ...spot, kind: 'chat', id: spot.conversation, team: null, conversation: null, account: null, name: '', email: null },
      Date.now(),
    );
    return true;
  }

  /** A dialog opens, stays open with its faults, or closes with a sentence. */
  async function dialog(activity: Activity, spot: Spot, happening: Happening | undefined, late = () => false): Promise<JsonObject> {
    const locale = localeOf(activity) ?? tools.locale;
    const sent = happening?.type === 'submit' ? readSubmitted(DATA.safeParse(activity.value).data?.data) : undefined;
    const heard = happening && (await ask(activity, spot, happening));
    if (!heard) return task(WORDS[locale].badForm);
    const { turn, incoming, replies } = heard;
    if (late()) {
      await talk.deliver(turn, incoming, replies);
      return task('');
    }
    for (const reply of replies) {
      if (reply.type === 'form') return open(reply.form.title, formCard(reply.form, { dialog: true }));
      if (reply.type !== 'form-errors') continue;
      const again = sent && reopened(sent, reply.errors, { dialog: true });
      return again ? open(sent.shape?.title ?? '', again) : task(Object.values(reply.errors).join(' '));
    }
    const [first] = replies;
    const short = first?.type === 'private' && !first.card.blocks.some((b) => b.type !== 'text') ? first : undefined;
    const rest = replies.filter((reply) => reply !== short);
    if (rest.length > 0) run(talk.deliver(turn, incoming, rest));
    return task(short ? wordsOf(short.card) : rest.length > 0 ? WORDS[locale].inPrivate : WORDS[locale].done);
  }

  async function answer(activity: Activity, spot: Spot): Promise<JsonObject | undefined> {
    const locale = localeOf(activity) ?? tools.locale;
    switch (activity.name) {
      case 'composeExtension/query':
        return query(activity, spot, locale);
      case 'composeExtension/selectItem':
        return select(activity, spot, locale);
      case 'composeExtension/fetchTask':
        return dialog(activity, spot, shortcutOf(activity, spot));
      case 'task/fetch': {
        const data = DATA.safeParse(activity.value).data?.data;
        return dialog(activity, spot, {
          type: 'press',
          payload: z.object({ intent: z.unknown().optional() }).safeParse(data).data?.intent,
        });
      }
      case 'composeExtension/submitAction':
      case 'task/submit': {
        const incoming = fromDialog(activity, spot);
        if (!incoming) return task(WORDS[locale].badForm);
        const answered = await promptly(incoming, async (late) => {
          return { status: 200, body: await dialog(activity, spot, incoming.happening, late) };
        });
        return answered?.body ?? task(WORDS[locale].wait);
      }
      default:
        return undefined;
    }
  }

  return {
    async answer(activity, spot) {
      try {
        const body = await answer(activity, spot);
        return body && { status: 200, body };
      } catch (error) {
        log.error(cause(error), 'the message extension failed');
        const words = WORDS[localeOf(activity) ?? tools.locale].teamsFault;
        return {
          status: 200,
          body: /^(?:task|composeExtension\/(?:fetchTask|submitAction))/.test(activity.name ?? '') ? task(words) : said(words),
        };
      }
    },
  };
}

/** A dialog that was sent; undefined when it is none of ours. */
export function fromDialog(activity: Activity, spot: Spot): Incoming | undefined {
  const sent = readSubmitted(DATA.safeParse(activity.value).data?.data);
  return sent && { key: keyOf(activity, KEY), activity, spot, happening: { type: 'submit', payload: sent.payload, answers: sent.answers } };
}

function shortcutOf(activity: Activity, spot: Spot): Happening | undefined {
  const read = FETCHED.safeParse(activity.value);
  if (!read.success) return undefined;
  const { id, replyToId, body, from } = read.data.messagePayload;
  const root = spot.kind === 'channel' ? (replyToId ?? spot.root ?? id) : undefined;
  return {
    type: 'shortcut',
    name: ACTION,
    text: fromHtml(body?.content ?? ''),
    author: from?.user?.id ?? '',
    message: refAt({ ...spot, root }, id),
  };
}

/** A message's HTML as its words. */
function fromHtml(html: string): string {
  return unescaped(
    html
      .replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/\n{2,}/g, '\n'),
  ).trim();
}

interface Found {
  readonly title: string;
  readonly share: string;
}

/** The debtors that an answer offers: a choice of several, or the card of one. */
function foundIn(card: Card): readonly Found[] {
  const buttons = card.blocks.flatMap((b) => (b.type === 'buttons' ? b.buttons : []));
  const shareOf = (debtor: number): string => encodeIntent({ kind: 'debtor.share', debtor });
  const choices = buttons.flatMap(({ label, intent }) =>
    intent.kind === 'debtor.show' ? [{ title: label, share: shareOf(intent.debtor) }] : [],
  );
  if (choices.length > 0) return choices;
  const share = buttons.find(({ intent }) => intent.kind === 'debtor.share')?.intent;
  return share?.kind === 'debtor.share' ? [{ title: card.title ?? card.fallback, share: shareOf(share.debtor) }] : [];
}

/** A line of the list; picking it asks for the card. Its texts are plain in every client. */
function result({ title, share }: Found): JsonObject {
  const content = { title };
  const tap = { type: 'invoke', value: { share } };
  return {
    contentType: 'application/vnd.microsoft.card.thumbnail',
    content,
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { ...content, tap } },
  };
}

function results(attachments: readonly Json[]): JsonObject {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function said(text: string): JsonObject {
  return { composeExtension: { type: 'message', text } };
}

function task(text: string): JsonObject {
  return { task: { type: 'message', value: text } };
}

function open(title: string, card: JsonObject): JsonObject {
  return { task: { type: 'continue', value: { title, height: 'medium', width: 'medium', card: attachment(card) } } };
}

function wordsOf(written: Card): string {
  const card = presentable(written);
  const text = (block: Block): string => (block.type === 'text' ? plain(block.text) : '');
  return [card.title ?? '', ...card.blocks.map(text)].filter((part) => part !== '').join('\n') || card.fallback;
}
