/** The requests of the page: what it asks for, for whom, and who may have it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { servedFile } from '../../core/desk/kept-files.ts';
import type { Person } from '../../core/desk/people-ports.ts';
import { ROLE_WORDS } from '../../core/desk/roles.text.ts';
import { fileName } from '../../core/kernel/clean.ts';
import { DomainError } from '../../core/kernel/errors.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import type { LocalOptions } from './app.ts';
import { type createConversation, directChannel, mayRead } from './conversation.ts';
import { type createFeed, parseCursor } from './feed.ts';
import type { createFiles } from './files.ts';
import { HttpError, readJson, send, sendJson } from './http.ts';
import { ACT, perform } from './inbound.ts';
import { MAX_FILE, MAX_JSON, MAX_LISTENERS, MAX_PAINTED, MAX_REMEMBERED, MAX_TEXT, PAGE_SIZE } from './limits.ts';
import type { LocalMessage } from './memory.ts';
import { chartDigest, charts, messageJson } from './render.ts';
import type { ActJson, ActResult, ClockJson, MessagesJson, StateJson, UploadJson } from './wire.ts';
import { WORDS } from './words.ts';

/** Everything that the routes share. */
export interface Site {
  readonly options: LocalOptions;
  readonly conversation: ReturnType<typeof createConversation>;
  readonly files: ReturnType<typeof createFiles>;
  readonly feed: ReturnType<typeof createFeed>;
  readonly time: () => ClockJson;
  readonly channelsOf: (email: string) => readonly string[];
  /** Answers by person and key, so that a request sent again is not carried out again. */
  readonly remembered: Map<string, { readonly digest: string; readonly result: Promise<ActResult> }>;
  readonly painted: Map<string, Promise<Buffer>>;
}

export interface Route {
  readonly methods: readonly string[];
  readonly run: (site: Site, req: IncomingMessage, res: ServerResponse, url: URL) => Promise<void>;
}

const READ = ['GET', 'HEAD'];

export const ROUTES: Readonly<Record<string, Route>> = {
  '/local/api/state': {
    methods: READ,
    run: async (site, req, res, url) => sendJson(req, res, 200, await state(site, url.searchParams.get('as') ?? undefined)),
  },
  '/local/api/messages': { methods: READ, run: async (site, req, res, url) => sendJson(req, res, 200, await page(site, url)) },
  '/local/api/act': {
    methods: ['POST'],
    run: async (site, req, res) => {
      const { locale } = site.options;
      const parsed = ACT.safeParse(await readJson(req, MAX_JSON, locale));
      if (!parsed.success) throw new HttpError(400, WORDS[locale].badRequest(parsed.error.issues[0]?.path.join('.') || 'JSON'));
      sendJson(req, res, 200, await act(site, parsed.data));
    },
  },
  '/local/api/files': {
    methods: ['POST'],
    run: async (site, req, res, url) => {
      const person = await personOf(site, url.searchParams.get('as') ?? '');
      const name = fileName(url.searchParams.get('name') ?? '');
      const { id, size } = await site.files.receive(req, person.email, name, localeOf(site, person));
      const kept: UploadJson = { id, name, size };
      sendJson(req, res, 200, kept);
    },
  },
  '/local/events': {
    methods: ['GET'],
    run: async (site, req, res, url) => {
      const person = await personOf(site, url.searchParams.get('as') ?? '');
      if (site.feed.size >= MAX_LISTENERS) throw new HttpError(503, WORDS[localeOf(site, person)].listeners);
      const last = req.headers['last-event-id'];
      const from = parseCursor(typeof last === 'string' ? last : (url.searchParams.get('after') ?? undefined));
      await site.feed.open(res, person.email, from);
    },
  },
};

function localeOf(site: Site, person: Person): Locale {
  return person.language ?? site.options.locale;
}

/** The person a request acts as, by e-mail in any case; 403 for a stranger to the roster. */
async function personOf(site: Site, email: string): Promise<Person> {
  const person = await site.options.people.byEmail(email.trim().toLowerCase());
  if (!person) throw new HttpError(403, WORDS[site.options.locale].unknownPerson(email.slice(0, 100)));
  return person;
}

async function state(site: Site, as: string | undefined): Promise<StateJson> {
  const { options } = site;
  const people = await options.people.all();
  const known = as === undefined ? undefined : people.find((p) => p.email === as.trim().toLowerCase());
  // Whoever opens the page first, or acted as somebody who has left, starts as the credit manager.
  const you = known ?? people.find((p) => p.roles.includes('credit-manager')) ?? people[0];
  if (!you) throw new HttpError(503, WORDS[options.locale].nobody);
  // Before the newest ids are read, so that nothing falls between them and the stream.
  const latest = await options.messages.latest();
  const newest: Record<string, number> = {};
  for (const id of site.channelsOf(you.email)) newest[id] = (await options.messages.before(id, you.email, undefined, 1))[0]?.id ?? 0;
  const locale = localeOf(site, you);
  return {
    ...{ locale, newest, timeZone: options.timeZone, company: options.company, time: site.time() },
    you: you.email,
    people: people.map(({ email, name, roles, department }) => ({ email, name, roles, department })),
    roles: { ...ROLE_WORDS[locale], admin: 'administration' },
    channels: options.channels.map(({ id, name, about }) => ({ id, name, about: about?.[locale] ?? '' })),
    direct: directChannel(you.email),
    commands: options.commands.map((c) => ({ name: c.name[locale], argument: c.argument[locale], help: c.help[locale] })),
    intro: { text: options.intro.text[locale], tries: options.intro.tries[locale] },
    cursor: `${latest.id}.${latest.edit}`,
    limits: { file: options.maxFile ?? MAX_FILE, text: MAX_TEXT },
  };
}

/** Messages of a channel, or of one thread, oldest first; `earlier` when there are older ones. */
async function page(site: Site, url: URL): Promise<MessagesJson> {
  const person = await personOf(site, url.searchParams.get('as') ?? '');
  const words = WORDS[localeOf(site, person)];
  const channel = url.searchParams.get('channel') ?? '';
  if (!site.channelsOf(person.email).includes(channel)) throw new HttpError(404, words.unknownChannel);
  const thread = whole(url, 'thread', words);
  const before = whole(url, 'before', words);
  if (thread !== undefined) {
    return {
      messages: (await threadOf(site, person.email, channel, thread, words)).map((m) => messageJson(m, person.email)),
      earlier: false,
    };
  }
  const found = await site.options.messages.before(channel, person.email, before, PAGE_SIZE + 1);
  const shown = found.slice(-PAGE_SIZE).filter((m) => mayRead(m, person.email));
  return { messages: shown.map((m) => messageJson(m, person.email)), earlier: found.length > PAGE_SIZE };
}

function whole(url: URL, name: string, words: (typeof WORDS)['fr']): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new HttpError(400, words.badRequest(name));
  return Number(text);
}

/** A thread with its opening message. Replies are younger than what they answer: the channel is read on from there. */
async function threadOf(site: Site, viewer: string, channel: string, id: number, words: (typeof WORDS)['fr']): Promise<LocalMessage[]> {
  const root = await site.options.messages.byId(id);
  if (root?.channel !== channel || !mayRead(root, viewer)) throw new HttpError(404, words.unknownMessage);
  const found = [root];
  let after = root.id;
  for (;;) {
    const batch = await site.options.messages.list(channel, viewer, after, 500);
    found.push(...batch.filter((m) => m.thread === root.id && mayRead(m, viewer)));
    const last = batch.at(-1);
    if (!last || batch.length < 500) return found;
    after = last.id;
  }
}

/** Carries an act out once; the same key from the same person gets the same answer. */
async function act(site: Site, asked: ActJson): Promise<ActResult> {
  const person = await personOf(site, asked.as);
  const words = WORDS[localeOf(site, person)];
  if (!site.channelsOf(person.email).includes(asked.channel)) throw new HttpError(404, words.unknownChannel);
  const key = `${person.email} ${asked.key}`;
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  const known = site.remembered.get(key);
  if (known && known.digest !== digest) throw new HttpError(409, words.reusedKey);
  if (known) return known.result;
  const parts = { conversation: site.conversation, files: site.files, receive: site.options.receive };
  const result = perform(parts, person, asked, words);
  remember(site.remembered, key, { digest, result }, MAX_REMEMBERED);
  // A failed act may be tried again with its key: the core and the conversation know what was done of it.
  result.catch(() => site.remembered.delete(key));
  return result;
}

/** A chart of a message, for those who may read the message; other figures than the address names are gone. */
export function drawChart(site: Site, id: number, index: number, digest: string): Route {
  const run: Route['run'] = async (_, req, res, url) => {
    const person = await personOf(site, url.searchParams.get('as') ?? '');
    const words = WORDS[localeOf(site, person)];
    const message = await site.options.messages.byId(id);
    const spec = message?.card && mayRead(message, person.email) ? charts(message.card)[index] : undefined;
    if (!spec || chartDigest(spec) !== digest) throw new HttpError(404, words.unknownMessage);
    const painted = site.painted.get(digest) ?? site.options.paint(spec).then((bytes) => Buffer.from(bytes));
    remember(site.painted, digest, painted, MAX_PAINTED);
    painted.catch(() => site.painted.delete(digest));
    const body = await painted;
    // The address changes with the figures, and names the viewer.
    res.setHeader('Cache-Control', 'private, max-age=3600, immutable');
    send(req, res, 200, 'image/png', body);
  };
  return { methods: READ, run };
}

/** The file that a message brings, for those who may read the message. */
export function keptFile(site: Site, id: number): Route {
  const run: Route['run'] = async (_, req, res, url) => {
    const person = await personOf(site, url.searchParams.get('as') ?? '');
    const words = WORDS[localeOf(site, person)];
    const message = await site.options.messages.byId(id);
    const file = message && mayRead(message, person.email) ? message.file : null;
    const found = file && (await servedFile(site.options.kept, file.id, localeOf(site, person)).catch(refused));
    if (!file || !found) throw new HttpError(404, words.unknownFile);
    // Saved, never shown: what people drop is not a page of ours, whatever it says it is.
    res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, escaped)}`);
    send(req, res, 200, 'application/octet-stream', Buffer.from(found.bytes));
  };
  return { methods: READ, run };
}

/** Refused in the reader's words. */
function refused(error: unknown): never {
  throw error instanceof DomainError ? new HttpError(409, error.message) : error;
}

/** What RFC 5987 wants escaped beyond encodeURIComponent. */
function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Keeps the newest entries of a map, the least recently kept leaving first. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
