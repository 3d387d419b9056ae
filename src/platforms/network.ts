/** Faults of the network, the same for every platform: did a request leave, and why not. */

/** Faults of the network that arise before a request has left. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
}

/** The chain of causes, outermost first. */
function causes(error: unknown): Cause[] {
  const chain: Cause[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && chain.length < 8) {
    const link: Cause = next;
    chain.push(link);
    next = link.cause;
  }
  return chain;
}

/** True when the request surely never left. */
export function unsent(error: unknown): boolean {
  return causes(error).some((e) => typeof e.code === 'string' && (UNSENT.has(e.code) || /CERT|SELF_SIGNED|_TLS_/.test(e.code)));
}

/** The innermost code or message, for the log. */
export function reason(error: unknown): string {
  const last = causes(error).at(-1);
  return String(last?.code ?? last?.message ?? error);
}
