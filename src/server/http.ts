/** The one HTTP server: health for whoever operates it, and each platform's own paths. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request; false when the path is not one of its own. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

export interface HttpServer {
  readonly port: number;
  /** Stops listening, and waits for the answers under way. */
  close(): Promise<void>;
}

/** Requests whose headers or body take longer than these are cut: a slow sender must not hold a connection for ever. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 120_000;
const DRAIN_MS = 5_000;

/** Listens on host and port (0: any free one). `ready` says whether work can be done now: /readyz answers 503 when it throws. */
export async function listen(options: {
  readonly host: string | undefined;
  readonly port: number;
  readonly handlers: readonly Handler[];
  readonly ready: () => Promise<void>;
  readonly onFault: (error: unknown) => void;
}): Promise<HttpServer> {
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, (req, res) => {
    answer(req, res, options).catch((error: unknown) => {
      options.onFault(error);
      if (!res.headersSent) plain(res, 500, 'internal error');
      else res.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function answer(req: IncomingMessage, res: ServerResponse, options: Parameters<typeof listen>[0]): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0];
  if (path === '/healthz') return plain(res, 200, 'ok');
  if (path === '/readyz') {
    const fault = await options.ready().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (fault !== undefined) options.onFault(fault);
    return plain(res, fault === undefined ? 200 : 503, fault === undefined ? 'ready' : 'not ready');
  }
  for (const handler of options.handlers) if (await handler(req, res)) return;
  plain(res, 404, 'not found');
}

function plain(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }).end(`${body}\n`);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
