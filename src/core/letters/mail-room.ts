/** What letters need of the outside: templates, paper, the form of an e-mail, an archive; and whether a mail server is there to send through. */
import type { Card } from '../desk/card.ts';
import { partOf } from '../desk/part.ts';
import type { Letter } from './letter.ts';
import type { Templates } from './template.ts';

/** A file that is made or kept. */
export interface PaperFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** What an e-mail says: a letter, or less. */
export type MailWords = Pick<Letter, 'locale' | 'subject' | 'blocks'>;

export interface MailEnvelope {
  /** The name beside the sending address. */
  readonly sender: string;
  readonly replyTo: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** The message's own id without its domain. */
  readonly id: string;
  /** Another program will send it. */
  readonly draft: boolean;
  readonly at: number;
}

export interface MailRoom {
  templates(): Templates;
  /** A card as a document on A4. */
  record(
    card: Card,
    about: { readonly title: string; readonly author: string; readonly page: (n: number, of: number) => string },
  ): Promise<Uint8Array>;
  /** The letter on A4. */
  pdf(letter: Letter): Promise<Uint8Array>;
  /** The e-mail as it goes over the wire; a letter of paper travels as an attached PDF. */
  mail(letter: MailWords, envelope: MailEnvelope, attached: readonly PaperFile[]): Promise<Uint8Array>;
  /** One archive of several files; a name that comes twice is told apart. */
  zip(files: readonly PaperFile[]): Promise<Uint8Array>;
  /** Whether e-mails can leave from here. */
  readonly sends: boolean;
}

export const mailRoomOf = partOf<MailRoom>('mailRoom');
