/** A small Slack Web API for what the real counterparts cannot show: guests, shared channels, files on other hosts. Answers are given per method. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeApi {
  /** http://127.0.0.1:port */
  readonly url: string;
  readonly apiUrl: string;
  /** Every request: method or path, arguments, and the token that it carried. */
  readonly requests: { readonly path: string; readonly args: URLSearchParams; readonly token: string | undefined }[];
  close(): Promise<void>;
}

/** A promise that is never kept is a Slack that hangs. */
type Answer = object | ((args: URLSearchParams) => object | Promise<object>);

/** `files` serves everything outside of /api/. */
export async function startFakeApi(
  methods: Readonly<Record<string, Answer>>,
  files: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => void response.writeHead(404).end(),
): Promise<FakeApi> {
  const requests: FakeApi['requests'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = (request.url ?? '').replace(/^\/api\//, '');
    const args = new URLSearchParams(body);
    requests.push({ path, args, token: request.headers.authorization });
    if (!request.url?.startsWith('/api/')) return files(request, response);
    const answer = methods[path] ?? { ok: false, error: 'unknown_method' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...(typeof answer === 'function' ? await answer(args) : answer) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
