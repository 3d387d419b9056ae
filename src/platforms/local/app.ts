/** The local workspace: a web page on 127.0.0.1 with channels, threads and cards, where a newcomer acts as anyone on the roster. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChartSpec } from '../../core/desk/chart-spec.ts';
import type { Receive } from '../../core/desk/inbound.ts';
import { isForLater } from '../../core/desk/inbox.ts';
import type { FileReads } from '../../core/desk/kept-files.ts';
import type { Gateway } from '../../core/desk/outbox.ts';
import type { PeopleReads } from '../../core/desk/people-ports.ts';
import type { Clock } from '../../core/desk/store.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { loadAssets } from './assets.ts';
import { createConversation, directChannel } from './conversation.ts';
import { createFeed } from './feed.ts';
import { createFiles } from './files.ts';
import { createGateway } from './gateway.ts';
import { allow, guard, HttpError, secure, send, sendJson } from './http.ts';
import type { LocalMessages } from './memory.ts';
import { drawChart, keptFile, ROUTES, type Site } from './routes.ts';
import { WORDS } from './words.ts';

type Both<T> = Readonly<Record<Locale, T>>;

/** A line of the composer's list of suggestions. */
export interface LocalCommand {
  /** Without its slash: "débiteur", "debtor". */
  readonly name: Both<string>;
  /** What follows it: "nom, compte, SIREN ou facture"; empty when nothing does. */
  readonly argument: Both<string>;
  readonly help: Both<string>;
}

export interface LocalIntro {
  /** One or two sentences: what this is, whose data, what to try first. */
  readonly text: Both<string>;
  /** Commands offered as buttons beside it; pressing one writes it into the composer. */
  readonly tries: Both<readonly string[]>;
}

export interface LocalOptions {
  readonly people: Pick<PeopleReads, 'all' | 'byEmail'>;
  readonly messages: LocalMessages;
  /** The files that messages bring. */
  readonly kept: Pick<FileReads, 'info' | 'bytes'>;
  /** In the order of the page; the first one opens first. */
  readonly channels: readonly { readonly id: string; readonly name: string; readonly about?: Both<string> }[];
  readonly commands: readonly LocalCommand[];
  readonly intro: LocalIntro;
  readonly clock: Clock;
  /** IANA name; the page shows times in it. */
  readonly timeZone: string;
  /** The policy's language: for people who have not chosen one. */
  readonly locale: Locale;
  /** The company whose ledger this is, shown beside the product's name. */
  readonly company: string;
  /** Draws a chart as a PNG. */
  readonly paint: (spec: ChartSpec) => Promise<Uint8Array>;
  readonly receive: Receive;
  /** Told of what should never happen; the person has had a sentence already. */
  readonly onFault?: (error: unknown) => void;
  /** Bytes of a dropped file at most. */
  readonly maxFile?: number;
}

export interface Local {
  readonly gateway: Gateway;
  /** Answers a request for the workspace; false, and nothing done, when the path is not one of its own. Never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Ends the live streams and removes dropped files. */
  stop(): Promise<void>;
}

/** A test clock counts as turned when it is further than this from the machine's. */
const TURNED = 90_000;

export function createLocal(options: LocalOptions): Local {
  const conversation = createConversation(options.messages, () => options.clock.now());
  const files = createFiles(options.maxFile);
  const assets = loadAssets();
  const time = () => ({ now: options.clock.now(), turned: Math.abs(options.clock.now() - Date.now()) > TURNED });
  const channelsOf = (email: string) => [...options.channels.map((c) => c.id), directChannel(email)];
  const feed = createFeed({ conversation, time, channels: channelsOf });
  const site: Site = { options, conversation, files, feed, time, channelsOf, remembered: new Map(), painted: new Map() };

  const answer = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    guard(req, options.locale);
    const asset = assets.get(url.pathname);
    if (asset) {
      allow(req, ['GET', 'HEAD'], options.locale);
      // Asked again at each load, sent again only when it changed.
      res.setHeader('Cache-Control', 'no-cache');
      res.setHeader('ETag', asset.etag);
      if (req.headers['if-none-match'] === asset.etag) return void res.writeHead(304).end();
      return send(req, res, 200, asset.type, asset.body);
    }
    const kept = /^\/local\/kept\/(\d{1,15})$/.exec(url.pathname);
    const chart = /^\/local\/charts\/(\d{1,15})\/(\d{1,4})\/([0-9a-f]{16})\.png$/.exec(url.pathname);
    const known = kept ? keptFile(site, Number(kept[1])) : ROUTES[url.pathname];
    const route = chart ? drawChart(site, Number(chart[1]), Number(chart[2]), chart[3] ?? '') : known;
    if (!route) throw new HttpError(404, WORDS[options.locale].unknownPath);
    allow(req, route.methods, options.locale);
    await route.run(site, req, res, url);
  };

  return {
    gateway: createGateway({ conversation, channels: options.channels, people: options.people }),
    async handle(req, res) {
      const url = parseUrl(req.url);
      if (url === undefined || !(url.pathname === '/' || url.pathname === '/local' || url.pathname.startsWith('/local/'))) return false;
      secure(res);
      await answer(req, res, url).catch((error: unknown) => refuse(site, req, res, error));
      return true;
    },
    async stop() {
      feed.close();
      await files.close();
    },
  };
}

function parseUrl(url: string | undefined): URL | undefined {
  try {
    return new URL(url ?? '', 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}

function refuse(site: Site, req: IncomingMessage, res: ServerResponse, error: unknown): void {
  // Somebody who left in the middle hears nothing, and is no fault.
  if (res.destroyed || req.socket.destroyed) return;
  if (!(error instanceof HttpError)) site.options.onFault?.(error);
  if (res.headersSent) return void res.end();
  for (const [name, value] of Object.entries(error instanceof HttpError ? error.headers : {})) res.setHeader(name, value);
  const message = error instanceof HttpError ? error.message : WORDS[site.options.locale][isForLater(error) ? 'later' : 'fault'];
  sendJson(req, res, error instanceof HttpError ? error.status : isForLater(error) ? 503 : 500, { error: { message } });
}
