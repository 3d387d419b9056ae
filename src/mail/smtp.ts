/** The mail server: one message over one connection, and what became of each recipient. It never tries twice by itself. */
import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { hideSecrets } from '../server/log.ts';

export interface Mailer {
  /** `handing` is awaited when the server is ready for the message, before its first byte: what fails earlier never left. Throws MailError. */
  send(mail: { readonly to: readonly string[]; readonly bytes: Uint8Array; readonly handing: () => Promise<void> }): Promise<MailResult>;
}

export interface MailResult {
  readonly accepted: readonly string[];
  readonly rejected: readonly { readonly address: string; readonly permanent: boolean; readonly why: string }[];
}

export type MailFault =
  /** Never, as it is. */
  | 'refused'
  /** Not now. */
  | 'busy'
  /** The server had the message, or its part of it, and did not say what it did with it. */
  | 'lost';

export class MailError extends Error {
  readonly fault: MailFault;
  constructor(fault: MailFault, message: string) {
    super(message);
    this.name = 'MailError';
    this.fault = fault;
  }
}

/** A server that says nothing for so long is hung. */
const TIMEOUT_MS = 30_000;

/** `url` as in SMTP_URL, `from` the envelope's sender. `timeoutMs` is for tests. */
export function createMailer(url: string, from: string, timeoutMs = TIMEOUT_MS): Mailer {
  const { auth, ...server } = parseConnectionUrl(url);
  const patience = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  return {
    async send({ to, bytes, handing }) {
      const connection = new SMTPConnection({ ...server, ...patience });
      const failed = new Promise<never>((_, reject) => connection.once('error', reject));
      // Listened to for as long as the connection lives: a late fault must not end the process.
      failed.catch(() => {});
      connection.on('error', () => {});
      let handed = false;
      const body = async function* (): AsyncGenerator<Uint8Array> {
        await handing();
        handed = true;
        yield bytes;
      };
      try {
        await Promise.race([failed, called((done) => connection.connect((error) => done(error ?? null)))]);
        if (auth) await Promise.race([failed, called((done) => connection.login(auth, done))]);
        // The body is read once the server has answered 354, not before.
        const sent = called<SMTPConnection.SentMessageInfo>((done) => connection.send({ from, to: [...to] }, Readable.from(body()), done));
        const info = await Promise.race([failed, sent]);
        connection.quit();
        return { accepted: info.accepted, rejected: rejectedOf(info) };
      } catch (error) {
        connection.close();
        const refused = rejectedOf(error);
        if (refused.length === to.length) return { accepted: [], rejected: refused };
        throw faultOf(error, handed);
      }
    },
  };
}

function called<T>(start: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result as T))));
}

/** The server's answer about each recipient that it would not take. */
function rejectedOf(told: unknown): MailResult['rejected'] {
  const { rejectedErrors = [] } = (told ?? {}) as { readonly rejectedErrors?: readonly (Told & { readonly recipient?: string })[] };
  return rejectedErrors.map((error) => ({
    address: error.recipient ?? '',
    permanent: (error.responseCode ?? 0) >= 500,
    why: whyOf(error),
  }));
}

/** What nodemailer says of a fault. */
interface Told {
  readonly responseCode?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly response?: string | false | undefined;
}

function whyOf({ response, message = '' }: Told): string {
  return hideSecrets(response || message).slice(0, 200);
}

function faultOf(error: unknown, handed: boolean): MailError {
  const told: Told = typeof error === 'object' && error !== null ? error : { message: String(error) };
  if (told.responseCode !== undefined) return new MailError(told.responseCode >= 500 ? 'refused' : 'busy', whyOf(told));
  if (told.code === 'EAUTH' || told.code === 'ENOAUTH') return new MailError('refused', whyOf(told));
  return new MailError(handed ? 'lost' : 'busy', whyOf(told));
}
