/** Files dropped into a conversation: kept in the database, previewed by a dry run, imported by one press on whichever instance it reaches, and gone after a day. */
import { basename } from 'node:path';
import { type House, languageOf } from '../core/desk/act.ts';
import type { SharedFile } from '../core/desk/inbound.ts';
import type { Person } from '../core/desk/people-ports.ts';
import type { Ids, Store } from '../core/desk/store.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { importFile } from '../core/ledger/import-ledger.ts';
import { importsIn } from '../core/ledger/import-ports.ts';
import type { ImportReport } from '../core/ledger/report.ts';
import { ledgerTexts } from '../core/ledger/texts.ts';
import { UPLOAD_KEPT_MS, type Upload, type Uploads, uploadsIn } from '../core/ledger/upload-ports.ts';
import type { Readers } from './apart.ts';
import { toSourceProfile } from './plan.ts';

/** A ledger of several million lines fits; more is a mistake. */
const MAX_BYTES = 512 * 1024 * 1024;
const PIECE = 1 << 20;

/** The house is asked at each import: its platforms open later than this. */
export function createUploads(house: House & { readonly store: Store; readonly ids: Ids }, readers: Readers): Uploads {
  const { store, clock, ids } = house;

  async function run(id: string, person: Person, how: { readonly dryRun: boolean; readonly complete?: boolean }): Promise<ImportReport> {
    const locale = languageOf(house, person);
    const upload = await uploadNamed(store, id, locale);
    const { answers } = upload;
    const profiles = (await importsIn(store.read).profiles()).map(toSourceProfile);
    const source = { name: upload.name, size: upload.size, open: async () => bytesOf(store, upload, locale) };
    const { reading, close } = await readers.open(source, { policy: house.policy, locale, profiles, answers });
    return importFile(house, reading, { by: person, locale, answers, ...how, confirm: how.complete ?? false }).finally(close);
  }

  const forget = (upload: string): Promise<void> => store.transact((tx) => uploadsIn(tx).remove(upload));

  return {
    async preview(file, person) {
      const at = clock.now();
      const upload = ids.next();
      await store.transact(async (tx) => {
        await uploadsIn(tx).prune(at - UPLOAD_KEPT_MS);
        await uploadsIn(tx).begin(upload, basename(file.name), at);
      });
      try {
        await keep(store, upload, file, languageOf(house, person));
        return { upload, report: await run(upload, person, { dryRun: true }) };
      } catch (error) {
        await forget(upload);
        throw error;
      }
    },
    async answer(id, question, value, person) {
      const locale = languageOf(house, person);
      const { answers } = await uploadNamed(store, id, locale);
      await store.transact((tx) => uploadsIn(tx).answer(id, { ...answers, [question]: value }));
      return { upload: id, report: await run(id, person, { dryRun: true }) };
    },
    async accept(upload, person, complete = false) {
      // Who is missing stood beside the button.
      const report = await run(upload, person, { dryRun: false, complete });
      if (report.outcome === 'imported' || report.outcome === 'same') await forget(upload);
      return report;
    },
    discard: forget,
  };
}

/** Writes the file piece by piece, each in a transaction of its own: nobody waits for the network inside of one. */
async function keep(store: Store, upload: string, file: SharedFile, locale: Locale): Promise<void> {
  let size = 0;
  let seq = 0;
  for await (const piece of pieces(await file.open())) {
    size += piece.length;
    if (size > MAX_BYTES) throw new DomainError('bad-file', ledgerTexts(locale).imports.tooLarge(file.name));
    const place = seq++;
    await store.transact((tx) => uploadsIn(tx).append(upload, place, piece));
  }
  await store.transact((tx) => uploadsIn(tx).finish(upload, size));
}

/** The same bytes in pieces of PIECE, the last one shorter. */
async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(PIECE);
  let filled = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PIECE - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < PIECE) continue;
      yield piece;
      piece = new Uint8Array(PIECE);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

async function uploadNamed(store: Store, id: string, locale: Locale): Promise<Upload> {
  const upload = await uploadsIn(store.read).byId(id);
  if (!upload) throw gone(locale);
  return upload;
}

async function* bytesOf(store: Store, { id, size }: Upload, locale: Locale): AsyncGenerator<Uint8Array> {
  for (let at = 0, seq = 0; at < size; seq++) {
    const piece = await uploadsIn(store.read).piece(id, seq);
    // Discarded elsewhere meanwhile.
    if (!piece) throw gone(locale);
    at += piece.length;
    yield piece;
  }
}

function gone(locale: Locale): DomainError {
  return new DomainError('gone', ledgerTexts(locale).imports.gone);
}
