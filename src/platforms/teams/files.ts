/** Files that people drop into their private conversation with the bot: Teams gives an address of OneDrive that carries its own permission, so that no token is shown to anybody. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import type { SharedFile } from '../../core/desk/inbound.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Activity } from './activity.ts';
import { isThisMachine } from './auth.ts';
import { ofStatus, translate } from './errors.ts';

const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';
const ATTACHMENT = z.object({
  contentType: z.literal(DOWNLOAD),
  name: z.string().max(400).optional(),
  content: z.object({ downloadUrl: z.string().max(8000), uniqueId: z.string().max(400).optional() }),
});
/** Where OneDrive and SharePoint serve the bytes. */
const HOSTS = ['.sharepoint.com', '.sharepoint.us', '.svc.ms', '.1drv.com', '.onedrive.com', '.microsoftpersonalcontent.com'];
/** Ms until the first byte. */
const TIMEOUT = 30_000;
const REDIRECTIONS = 3;

/** The files of a message, in order. `counterpart`: this machine counts as OneDrive, for tests. */
export function sharedFiles(activity: Activity, counterpart: boolean): readonly SharedFile[] {
  return (activity.attachments ?? []).flatMap((attachment, i): readonly SharedFile[] => {
    const read = ATTACHMENT.safeParse(attachment);
    if (!read.success) return [];
    const { name, content } = read.data;
    const id = content.uniqueId ?? `${activity.id ?? 'file'}-${i}`;
    return [{ id, name: name ?? id, size: 0, open: () => download(content.downloadUrl, `download of ${id}`, counterpart) }];
  });
}

async function download(address: string, what: string, counterpart: boolean): Promise<AsyncIterable<Uint8Array>> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(new Error('no answer in time')), TIMEOUT);
  try {
    let at = address;
    for (let hop = 0; hop <= REDIRECTIONS; hop++) {
      if (!isOneDrive(at, counterpart)) throw new PlatformError('refused', `${what}: the file is not on a host of OneDrive or SharePoint`);
      const response = await fetch(at, { redirect: 'manual', signal: waiting.signal });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || next === null) return body(response, what);
      at = new URL(next, at).href;
    }
    throw new PlatformError('refused', `${what}: too many redirections`);
  } catch (error) {
    throw translate(error, what, 'ask');
  } finally {
    clearTimeout(timer);
  }
}

function isOneDrive(address: string, counterpart: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (counterpart && isThisMachine(address)) return true;
  return protocol === 'https:' && username === '' && HOSTS.some((host) => hostname.endsWith(host));
}

function body(response: Response, what: string): AsyncIterable<Uint8Array> {
  // The permission in the address lasts some minutes.
  if ([401, 403, 404, 410].includes(response.status))
    throw new PlatformError('refused', `${what}: OneDrive no longer gives the file (${response.status}): drop it again`);
  if (!response.ok || !response.body) throw ofStatus(response.status, undefined, response.headers.get('retry-after'), what, 'ask');
  return chunks(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), what);
}

async function* chunks(source: AsyncIterable<Uint8Array>, what: string): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw translate(error, what, 'ask');
  }
}
