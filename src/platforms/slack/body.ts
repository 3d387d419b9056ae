/**
 * The body of a request at Slack's address, before Bolt has it: read once, proved, and something that has fields. Bolt's receiver reads fields of whatever JSON it
 * finds outside of its own `try` (`body.ssl_check` in HTTPReceiver.handleIncomingEvent): a signed `null` is then a rejection that nobody handles, and the end of the process.
 */
import type { IncomingMessage } from 'node:http';
import { HTTPModuleFunctions } from '@slack/bolt';
import type { Log } from './log.ts';

const { parseAndVerifyHTTPRequest, parseHTTPRequestBody, isRawBodyError, defaultBodyLimit } = HTTPModuleFunctions;

/** The status that refuses the request; undefined when it is proved and Bolt may have it, with the body that was read. */
export async function refusalOf(request: IncomingMessage, signingSecret: string, log: Log): Promise<number | undefined> {
  try {
    const read = await parseAndVerifyHTTPRequest({ signingSecret, bodyLimit: defaultBodyLimit }, request);
    return hasFields(read) ? undefined : 400;
  } catch (error) {
    // One that was cut off, or is too large, says so; all that is left is a signature or a time that proves nothing.
    const status = isRawBodyError(error) && 'statusCode' in error ? Number(error.statusCode) : 401;
    log.warn({ status, why: error instanceof Error ? error.message : String(error) }, 'a request at Slack’s address is refused');
    return status;
  }
}

function hasFields(request: Parameters<typeof parseHTTPRequestBody>[0]): boolean {
  try {
    const body: unknown = parseHTTPRequestBody(request);
    return typeof body === 'object' && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
}
