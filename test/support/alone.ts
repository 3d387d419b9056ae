/** A request on a connection of its own, as of many machines: one that was kept may be closed by the other side in the same moment, and `fetch` keeps its own. */
import { request } from 'node:http';

export interface Alone {
  readonly status: number;
  readonly body: string;
}

/** Rejects when the connection breaks, or after `ms`. */
export function askAlone(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
    ms = 60_000,
  }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array; ms?: number } = {},
): Promise<Alone> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false, signal: AbortSignal.timeout(ms) }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
