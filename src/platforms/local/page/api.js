/** The page's way to the server: requests that say what went wrong, acts that can be sent again, and the live stream. */
// @ts-check

/** @import { ActJson, ActResult, ClockJson, DeedJson, MessageJson, MessagesJson, StateJson, UploadJson } from '../wire.ts' */

export class ApiError extends Error {}

/** @param {Response} response */
async function answerOf(response) {
  const body = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(body?.error?.message ?? `HTTP ${response.status}`);
  return body;
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, string | number | undefined>>} query
 */
async function get(path, query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return answerOf(await fetch(`/local/api/${path}?${search}`, { headers: { Accept: 'application/json' } }));
}

/**
 * The workspace as a person finds it; whoever it pleases when nobody is named.
 * @param {string | undefined} as
 * @returns {Promise<StateJson>}
 */
export function getState(as) {
  return get('state', { as });
}

/**
 * Messages of a channel, before one of them or in one thread.
 * @param {{ readonly as: string, readonly channel: string, readonly before?: number | undefined, readonly thread?: number | undefined }} query
 * @returns {Promise<MessagesJson>}
 */
export function getMessages(query) {
  return get('messages', query);
}

/**
 * One thing that the person does. Its key stays the same when it is sent again, so that it is carried out once.
 * @param {string} as
 * @param {string} channel
 * @param {number | undefined} thread
 * @param {DeedJson} act
 * @returns {ActJson}
 */
export function newAct(as, channel, thread, act) {
  return { key: crypto.randomUUID(), as, channel, thread: thread ?? null, act };
}

/**
 * @param {ActJson} act
 * @returns {Promise<ActResult>}
 */
export async function send(act) {
  return answerOf(
    await fetch('/local/api/act', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(act) }),
  );
}

/**
 * Sends a file and tells how far it got (percent); fetch cannot say that, XMLHttpRequest can.
 * @param {string} as
 * @param {File} file
 * @param {(percent: number) => void} progress
 * @returns {Promise<UploadJson>}
 */
export function upload(as, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/local/api/files?${new URLSearchParams({ as, name: file.name })}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.round((100 * event.loaded) / event.total));
    request.onload = () =>
      request.status === 200
        ? resolve(request.response)
        : reject(new ApiError(request.response?.error?.message ?? `HTTP ${request.status}`));
    request.onerror = () => reject(new ApiError(''));
    request.send(file);
  });
}

/** Out of sight for this long, a page stops listening: a browser allows one server only six connections over all its tabs. */
const HIDDEN_FOR = 60_000;

/**
 * Listens for messages from a cursor on. `on.message`, `on.clock`, `on.state('live' | 'lost')`, and `on.reset` when too much was missed
 * to be told piece by piece. The returned function stops it.
 * @param {string} as
 * @param {string} cursor
 * @param {{ message(message: MessageJson): void, clock(told: ClockJson): void, state(now: 'live' | 'lost'): void, reset(): void }} on
 */
export function listen(as, cursor, on) {
  /** @type {EventSource | undefined} */
  let source;
  let last = cursor;
  /** @type {number | undefined} */
  let hiding;
  /** @type {number | undefined} */
  let failures;
  const close = () => {
    source?.close();
    source = undefined;
  };
  const open = () => {
    source = new EventSource(`/local/events?${new URLSearchParams({ as, after: last })}`);
    /** @param {MessageEvent<string>} event */
    const heard = (event) => {
      if (event.lastEventId) last = event.lastEventId;
    };
    source.addEventListener('message', (event) => {
      heard(event);
      on.message(JSON.parse(event.data));
    });
    source.addEventListener('clock', (event) => {
      heard(event);
      on.clock(JSON.parse(event.data));
    });
    source.addEventListener('reset', () => on.reset());
    source.onopen = () => on.state('live');
    source.onerror = () => {
      on.state('lost');
      // A refusal closes the source for good: ask again later.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      failures = setTimeout(open, 2000);
    };
  };
  const visibility = () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN_FOR);
    else if (!source) open();
  };
  document.addEventListener('visibilitychange', visibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    clearTimeout(hiding);
    clearTimeout(failures);
    close();
  };
}
