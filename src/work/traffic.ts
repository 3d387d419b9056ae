/** What a worker of the outbox carries: the rows of one route, how patiently, and a message on its way: whether it is there already, and the post itself. */
import type { Card } from '../core/desk/card.ts';
import type { Core } from '../core/desk/core.ts';
import { servedFile } from '../core/desk/kept-files.ts';
import {
  type Carrier,
  type OutboxMessage,
  type Outgoing,
  type OutgoingFile,
  PlatformError,
  type Posted,
  type Route,
} from '../core/desk/outbox.ts';
import { deskTexts } from '../core/desk/texts.ts';
import type { Pauses } from '../core/kernel/back-off.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';

/** Until when a row is its worker's, and how it says that the message may be out from now on. */
export type Hold = Required<Pick<Outgoing<unknown>, 'signal' | 'handing'>>;

export interface Traffic {
  readonly route: Route;
  /** Rows that are on their way together. */
  readonly batch: number;
  readonly idleMs: number;
  /** After a try that failed it waits so long, then twice as long, up to the longest; after so many tries it is given up. */
  readonly patience: Pauses & { readonly attempts: number };
  /** For the rows of one claim: finds where each goes and carries it there. Throws a PlatformError, or a DomainError when outsiders stand in the way. */
  carrier(): (row: OutboxMessage, hold: Hold) => Promise<Posted>;
}

/** Posts or updates one claimed message at its place. */
export async function carry<Place>(
  core: Core,
  row: OutboxMessage,
  { by, to }: { readonly by: Carrier<Place>; readonly to: Place },
  hold: Hold,
): Promise<Posted> {
  const { outbox } = core.store.read;
  const posted = row.replaces === undefined ? undefined : await outbox.posted(row.replaces, row.platform);
  if (posted) {
    await by.update(posted, row.card);
    return posted;
  }
  const file = row.file === undefined ? undefined : await fileOf(core, row.file, row.card.locale);
  if (row.doubt) {
    // An earlier try may have posted before it died or lost the reply.
    const found = await by.find(row.key, to, row.at, by.upload && file);
    if (found === 'unknown') throw new PlatformError('unknown', 'an earlier try may have got through, and nobody can say');
    if (found !== 'absent') return found;
  }
  if (hold.signal.aborted) throw new PlatformError('retry', 'the lease of the message is over');
  const message = { key: row.key, to, card: row.card, ...hold };
  if (!file) return by.post(message);
  return by.upload ? by.upload({ ...message, file }) : by.post({ ...message, card: withFileElsewhere(row.card, file) });
}

async function fileOf(core: Core, id: number, locale: Locale): Promise<OutgoingFile> {
  const found = await servedFile(core.store.read.files, id, locale).catch((error: unknown) => {
    throw error instanceof DomainError ? new PlatformError('refused', error.message) : error;
  });
  if (!found) throw new PlatformError('refused', `file ${id} is not kept any more`);
  const { info, bytes } = found;
  return { id, name: info.name, mime: info.mime, bytes };
}

/** For a platform that takes no files. */
function withFileElsewhere(card: Card, { id, name }: OutgoingFile): Card {
  const words = deskTexts(card.locale).delivery.fileElsewhere(name, id);
  return { ...card, blocks: [...card.blocks, { type: 'text', text: words }], fallback: `${card.fallback} ${words}` };
}
