/** The mail room: templates read from disk, letters drawn as PDF, e-mails composed, archives packed. */
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Config } from '../config/config.ts';
import type { Letter } from '../core/letters/letter.ts';
import { letterPolicy } from '../core/letters/letter-policy.ts';
import type { MailRoom, PaperFile } from '../core/letters/mail-room.ts';
import { readTemplates } from '../letters/templates.ts';

/** `from` is the address that e-mails leave from; without one they cannot leave. `templates` is the company's folder. */
export function createMailRoom(options: { readonly templates: string; readonly from?: string | undefined }): MailRoom {
  const { from } = options;
  return {
    templates: () => readTemplates(options.templates),
    // The libraries of PDF and of mail take a moment to load: only for whoever makes one.
    record: async (card, about) => {
      const { drawPdf } = await import('../pdf/draw.ts');
      const paint = (): Promise<never> => Promise.reject(new Error('such documents have no charts'));
      return (await drawPdf([card], { ...about, locale: card.locale, paint })).bytes;
    },
    pdf: async (letter: Letter) => (await import('../pdf/letter.ts')).drawLetter(letter),
    mail: async (letter, { sender, id, ...envelope }, attached) => {
      const { composeMail } = await import('./compose.ts');
      const whole = {
        ...envelope,
        from: from === undefined ? undefined : { name: sender, address: from },
        messageId: `${id}@${domainOf(from)}`,
      };
      return composeMail(letter, whole, attached);
    },
    zip,
    sends: from !== undefined,
  };
}

/** The company's folder lies beside its policy file. */
export function mailRoomOf(config: Pick<Config, 'policy' | 'policyFile' | 'mail'>): MailRoom {
  const { policy, policyFile, mail } = config;
  return createMailRoom({
    templates: resolve(policyFile === undefined ? '.' : dirname(policyFile), letterPolicy(policy).templates),
    from: mail?.from,
  });
}

function domainOf(address: string | undefined): string {
  return address?.split('@').at(-1) ?? 'encours.invalid';
}

/** An archive in memory, its entries dated alike so that the same files give the same bytes. */
export async function zip(files: readonly PaperFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  const seen = new Map<string, number>();
  for (const { name, bytes } of files) {
    const safe = name.replace(/[/\\]|^\.+/g, '_');
    const times = (seen.get(safe) ?? 0) + 1;
    seen.set(safe, times);
    const told = times === 1 ? safe : safe.replace(/(\.[^.]*)?$/, ` (${times})$1`);
    // One after the other: added as a buffer, each would be deflated at once, with a quarter of a megabyte of state.
    const start = (ready: (error: unknown, stream: Readable) => void): void => ready(null, Readable.from([Buffer.from(bytes)]));
    archive.addReadStreamLazy(told, { mtime: new Date(Date.UTC(2000, 0, 1)) }, start);
  }
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
