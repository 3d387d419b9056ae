/** Files dropped into a conversation: copied to a folder of this process, previewed by a dry run, imported by one press, and gone at the latest when the process ends. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Uploads } from '../core/core.ts';
import { type Calendar, localTime } from '../core/dates.ts';
import { DomainError } from '../core/errors.ts';
import type { SharedFile } from '../core/inbound.ts';
import { importFile } from '../core/ledger/import-ledger.ts';
import type { ImportReport } from '../core/ledger/report.ts';
import type { Policy } from '../core/policy.ts';
import type { Clock, Ids, Person, PlatformName, Store } from '../core/ports.ts';
import { texts } from '../core/text/texts.ts';
import { openReading } from './open.ts';
import { fileOnDisk } from './source.ts';

/** A ledger of several million lines fits; more is a mistake. */
const MAX_BYTES = 512 * 1024 * 1024;
/** A preview that nobody accepts is forgotten after a day. */
const KEPT_MS = 86_400_000;
const ID = /^[0-9a-f-]{36}$/;

export interface UploadFolder extends Uploads {
  /** Removes the folder. */
  close(): Promise<void>;
}

export async function createUploads(options: {
  readonly store: Store;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where what an import leads to is told, asked for at each import: platforms open later than this folder. */
  readonly platforms?: () => readonly PlatformName[];
  readonly calendarFor?: (country: string, region: string | undefined) => Calendar;
}): Promise<UploadFolder> {
  const { store, policy, clock, ids } = options;
  const folder = await mkdtemp(join(tmpdir(), 'encours-uploads-'));

  /** The file of an upload keeps its own name (a FEC's says whose it is) inside a folder named by the id. */
  async function pathOf(upload: string, locale: 'fr' | 'en'): Promise<string> {
    const names = ID.test(upload) ? await readdir(join(folder, upload)).catch(() => []) : [];
    const [name] = names;
    if (name === undefined) throw new DomainError('gone', texts(locale).imports.gone);
    return join(folder, upload, name);
  }

  async function run(upload: string, person: Person, dryRun: boolean): Promise<ImportReport> {
    const locale = person.language ?? policy.language;
    const at = clock.now();
    const reading = await openReading(await fileOnDisk(await pathOf(upload, locale)), { policy, locale });
    const told = { platforms: options.platforms?.() ?? [], ...(options.calendarFor ? { calendarFor: options.calendarFor } : {}) };
    const asOf = localTime(at, policy.timeZone).day;
    return importFile(store, reading, { actor: person.email, at, asOf, dryRun, locale, ...told }, policy);
  }

  return {
    async preview(file, person) {
      await forgetOld(folder, clock.now());
      const upload = ids.next();
      const dir = join(folder, upload);
      try {
        await copy(file, dir, person.language ?? policy.language);
        return { upload, report: await run(upload, person, true) };
      } catch (error) {
        await rm(dir, { recursive: true, force: true });
        throw error;
      }
    },
    async accept(upload, person) {
      const report = await run(upload, person, false);
      await rm(join(folder, upload), { recursive: true, force: true });
      return report;
    },
    async discard(upload) {
      if (ID.test(upload)) await rm(join(folder, upload), { recursive: true, force: true });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function copy(file: SharedFile, dir: string, locale: 'fr' | 'en'): Promise<void> {
  await mkdir(dir, { recursive: true });
  // The name comes from outside: no folders, no control characters, no leading dot.
  const name =
    basename(file.name)
      .replace(/[\p{Cc}/\\]/gu, '')
      .replace(/^\.+/, '') || 'file';
  let size = 0;
  const limit = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      if (size > MAX_BYTES) done(new DomainError('bad-file', texts(locale).imports.tooLarge(file.name)));
      else done(null, chunk);
    },
  });
  await pipeline(Readable.from(await file.open()), limit, createWriteStream(join(dir, name.slice(0, 200))));
}

async function forgetOld(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info && now - info.mtimeMs > KEPT_MS) await rm(join(folder, name), { recursive: true, force: true });
  }
}
