/** Files that people drop into a conversation with the bot, streamed from Slack with the bot's token, which is shown to Slack alone. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { SharedFile } from '../../core/desk/inbound.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import { translate } from './errors.ts';

/** A file as messages carry it (docs.slack.dev, reference/objects/file-object). */
export const SLACK_FILE = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  size: z.number().optional(),
  mimetype: z.string().optional(),
  /** `hosted` by Slack; `external`, `tombstone` and `hidden_by_limit` have no content to read. */
  mode: z.string().optional(),
  file_access: z.string().optional(),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
});
export type SlackFile = z.infer<typeof SLACK_FILE>;

const UNREADABLE = new Set(['external', 'tombstone', 'hidden_by_limit']);
/** Ms until the first byte. */
const TIMEOUT = 30_000;

export interface Files {
  shared(files: readonly SlackFile[]): SharedFile[];
}

export function createFiles(web: webApi.WebClient, token: string, apiUrl: string): Files {
  const home = new URL(apiUrl).host;

  /** Slack serves files from hosts of its own domain (files.slack.com for slack.com). */
  function isSlack(url: URL): boolean {
    return url.host === home || (url.protocol === 'https:' && url.host.endsWith(`.${home}`));
  }

  async function download(file: SlackFile): Promise<AsyncIterable<Uint8Array>> {
    const what = `download of ${file.id}`;
    const address = file.url_private_download ?? file.url_private;
    if (!address || !URL.canParse(address)) throw new PlatformError('refused', `${what}: Slack gave no address`);
    if (!isSlack(new URL(address))) throw new PlatformError('refused', `${what}: the file is not on a host of Slack`);
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(new Error('no answer in time')), TIMEOUT);
    try {
      const response = await fetch(address, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual', signal: waiting.signal });
      return body(response, file, what);
    } catch (error) {
      throw translate(error, what, 'ask');
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    shared(files) {
      return files
        .filter((file) => !UNREADABLE.has(file.mode ?? ''))
        .map((file) => ({
          id: file.id,
          name: file.name || file.title || file.id,
          size: file.size ?? 0,
          ...(file.mimetype ? { mime: file.mimetype } : {}),
          async open() {
            // In channels shared with others Slack hides the details until they are asked for.
            const hidden = file.file_access === 'check_file_info' || !(file.url_private_download ?? file.url_private);
            return download(hidden ? await details(web, file) : file);
          },
        }));
    },
  };
}

async function details(web: webApi.WebClient, file: SlackFile): Promise<SlackFile> {
  try {
    const answer = await web.files.info({ file: file.id });
    return { ...file, ...answer.file, id: file.id };
  } catch (error) {
    throw translate(error, `files.info of ${file.id}`, 'ask');
  }
}

/** Without the right to read files Slack answers with its sign-in page, or a redirection to it, instead of an error. */
function body(response: Response, file: SlackFile, what: string): AsyncIterable<Uint8Array> {
  const signIn = response.headers.get('content-type')?.startsWith('text/html') === true && file.mimetype?.startsWith('text/html') !== true;
  if ((response.status >= 300 && response.status < 400) || response.status === 401 || response.status === 403 || signIn)
    throw new PlatformError(
      'refused',
      `${what}: Slack does not give the file to the app: add the scope files:read and install the app again`,
    );
  if (response.status === 404) throw new PlatformError('refused', `${what}: the file was deleted`);
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 30;
    throw new PlatformError('rate-limited', `${what}: Slack asks to wait ${seconds} s`, seconds * 1000);
  }
  if (!response.ok || !response.body) throw new PlatformError('retry', `${what}: HTTP ${response.status}`);
  return chunks(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), what);
}

async function* chunks(source: AsyncIterable<Uint8Array>, what: string): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw translate(error, what, 'ask');
  }
}
