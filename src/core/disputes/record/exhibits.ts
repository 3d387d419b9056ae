/** A case's exhibits: files dropped in its thread, or on the message that was made a dispute, kept with their author and their hash. */
import type { Act } from '../../desk/act.ts';
import { sentence } from '../../desk/card.ts';
import type { Core } from '../../desk/core.ts';
import { cleanFile } from '../../desk/door.ts';
import type { SharedFile } from '../../desk/inbound.ts';
import { type KeptFileInfo, servedFile } from '../../desk/kept-files.ts';
import type { Identity, PlatformName, PostedRef } from '../../desk/places.ts';
import type { Turn } from '../../desk/turn.ts';
import { DomainError, messageOf } from '../../kernel/errors.ts';
import { type Dispute, subjectOf } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { whoActs } from './keep-step.ts';

/** Bytes of one exhibit: it passes through memory and lives in the database. */
export const MAX_EXHIBIT = 10_000_000;
/** Files of one message. */
const MAX_FILES = 20;

export interface Exhibit {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface Gathered {
  readonly exhibits: readonly Exhibit[];
  /** Names of files that were too large or that the platform did not give. */
  readonly missed: readonly string[];
}

export const NO_EXHIBITS: Gathered = { exhibits: [], missed: [] };

/** Copies the files from their platform, before any unit of work; what cannot be had is named, and the rest is kept all the same. */
export async function gather(core: Pick<Core, 'log'>, files: readonly SharedFile[]): Promise<Gathered> {
  const exhibits: Exhibit[] = [];
  const missed = files.slice(MAX_FILES).map((file) => file.name);
  for (const file of files.slice(0, MAX_FILES)) {
    const bytes = file.size > MAX_EXHIBIT ? undefined : await read(core, file);
    if (bytes) exhibits.push({ name: file.name, mime: file.mime ?? 'application/octet-stream', bytes });
    else missed.push(file.name);
  }
  return { exhibits, missed };
}

async function read({ log }: Pick<Core, 'log'>, file: SharedFile): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of await file.open()) {
      size += piece.byteLength;
      // The platform's word on a size is not a promise.
      if (size > MAX_EXHIBIT) return undefined;
      pieces.push(piece);
    }
  } catch (error) {
    log.warn({ file: file.id, cause: messageOf(error) }, 'an exhibit could not be read');
    return undefined;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** Keeps what was gathered; the same content under the same name is kept once. Returns what a step of the history says of it. */
export async function keepExhibits(
  act: Act,
  dispute: Pick<Dispute, 'id' | 'debtorId'>,
  { exhibits, missed }: Gathered,
): Promise<Record<string, string>> {
  const kept: KeptFileInfo[] = [];
  for (const exhibit of exhibits) {
    kept.push(await act.keep({ ...exhibit, subject: subjectOf(dispute.id), debtorId: dispute.debtorId }));
  }
  return {
    ...(kept.length > 0 ? { files: kept.map((f) => f.name).join(', '), sha256: kept.map((f) => f.sha256).join(' ') } : {}),
    ...(missed.length > 0 ? { missed: missed.join(', ') } : {}),
  };
}

/** Sends a case's files to whoever asks, where they asked; how many there are. */
export async function sendExhibits(act: Act, id: number, platform: PlatformName): Promise<number> {
  act.need('see');
  const { id: personId } = whoActs(act);
  const t = disputeTexts(act.locale);
  if (!(await disputesIn(act.tx).byId(id))) throw new DomainError('gone', t.refused.gone(id));
  const files = await act.tx.files.of(subjectOf(id));
  for (const file of files) {
    await servedFile(act.tx.files, file.id, act.locale);
    const key = `exhibit:${file.id}:to:${personId}:${act.key ?? act.at}`;
    const card = { ...sentence(t.message.exhibit(id, file.name), act.locale), amounts: true };
    await act.say({ key, destination: { to: 'person', personId }, card, file: file.id }, [platform]);
  }
  return files.length;
}

/** How a message is named as an exhibit: platform, place and author. */
export function exhibitOf(identity: Identity, { tenant, channel, id }: PostedRef, author: string): string {
  return `${identity.platform}:${tenant}:${channel}:${id}:${author}`.slice(0, 200);
}

/** The files of the message that was made a dispute, where its platform says so and the person may read that message. */
export async function filesOfMessage(turn: Turn, exhibit: string | undefined): Promise<Gathered> {
  const { core, event } = turn;
  const [platform, tenant, channel, id] = (exhibit ?? '').split(':');
  const gateway = core.gateways.get(event.identity.platform);
  if (!gateway?.filesOf || platform !== event.identity.platform || !tenant || !channel || !id) return NO_EXHIBITS;
  try {
    const audience = await gateway.audience({ kind: 'channel', id: channel });
    const reads = audience ? audience.members.some((m) => m.identity.userId === event.identity.userId) : event.where.channel === channel;
    return reads ? await gather(core, (await gateway.filesOf({ tenant, channel, id })).map(cleanFile)) : NO_EXHIBITS;
  } catch (error) {
    // The bot need not be where the message was written: its words are the exhibit then.
    core.log.warn({ exhibit, cause: messageOf(error) }, 'the files of a message could not be read');
    return NO_EXHIBITS;
  }
}
