/** The door of the local workspace: which requests are let in, how bodies are read, and what every answer carries. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale } from '../../core/kernel/locale.ts';
import { WORDS } from './words.ts';

/** A refusal with its HTTP status and a sentence for the person at the page. */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.headers = headers;
  }
}

/** Nothing inline, nothing from elsewhere, no framing, no forms that leave the page. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Sets what every answer of the workspace carries; answers are not kept by caches unless their own headers say so. */
export function secure(res: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  res.setHeader('Cache-Control', 'no-store');
}

/**
 * Acting as anyone without a password is safe only while no other machine and no other site can ask (docs/privacy.md, "The local workspace"):
 * 1. the peer is this machine;
 * 2. Host is 127.0.0.1 or localhost with the port that was connected to (a name that resolves here, as in DNS rebinding, has another Host);
 * 3. an Origin, when given, is this page's; a write must give it;
 * 4. a browser that says for whom it asks (Sec-Fetch-Site) asks for this page, or follows a link to it.
 */
export function guard(req: IncomingMessage, locale: Locale): void {
  const words = WORDS[locale];
  if (!isLoopback(req.socket.remoteAddress)) throw new HttpError(403, words.host);
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) => {
    const port = req.socket.localPort;
    return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
  });
  const host = req.headers.host?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) throw new HttpError(403, words.host);
  const origin = req.headers.origin;
  const reading = req.method === 'GET' || req.method === 'HEAD';
  if (origin === undefined ? !reading : origin !== `http://${host}`) throw new HttpError(403, words.origin);
  const site = req.headers['sec-fetch-site'];
  const elsewhere = site === 'cross-site' || site === 'same-site';
  if (elsewhere && !(reading && req.headers['sec-fetch-mode'] === 'navigate')) throw new HttpError(403, words.origin);
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));
}

export function allow(req: IncomingMessage, methods: readonly string[], locale: Locale): void {
  if (methods.includes(req.method ?? '')) return;
  throw new HttpError(405, WORDS[locale].method(methods.join(', ')), { Allow: methods.join(', ') });
}

/** The body as JSON; refuses other content types (415), bodies beyond `limit` bytes (413) and what does not parse (400). */
export async function readJson(req: IncomingMessage, limit: number, locale: Locale): Promise<unknown> {
  const words = WORDS[locale];
  if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) throw new HttpError(415, words.json);
  const chunks: Buffer[] = [];
  let size = 0;
  // The request stays open, so that a refusal can still be answered.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > limit) throw new HttpError(413, words.tooLarge(limit), { Connection: 'close' });
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, words.badRequest('JSON'));
  }
}

export function sendJson(req: IncomingMessage, res: ServerResponse, status: number, body: unknown): void {
  send(req, res, status, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(body)));
}

export function send(req: IncomingMessage, res: ServerResponse, status: number, type: string, body: Buffer): void {
  res.statusCode = status;
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}
