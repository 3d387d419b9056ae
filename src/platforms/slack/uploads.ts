/** Bytes on their way to Slack: the first half of an upload, after which a file is known to the bot alone until it is shared or completed. */
import type { webApi } from '@slack/bolt';
import { PlatformError } from '../../core/desk/outbox.ts';

const TIMEOUT = 30_000;

export interface Bytes {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Words for those who do not see a picture. */
  readonly altText?: string;
}

/** Sends the bytes and returns the file's id. Slack throws away what is never completed, so a crash in between leaves nothing behind. Throws PlatformError, or Slack's own error. */
export async function sendBytes(web: webApi.WebClient, { name, bytes, altText }: Bytes): Promise<string> {
  const slot = await web.files.getUploadURLExternal({
    filename: name,
    length: bytes.byteLength,
    ...(altText === undefined ? {} : { alt_text: altText }),
  });
  // The address carries its own permission: no token is sent with the bytes.
  const sent = await fetch(slot.upload_url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Blob([new Uint8Array(bytes)]),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!sent.ok) throw new PlatformError('retry', `upload of ${name}: HTTP ${sent.status}`);
  return slot.file_id ?? '';
}
