/** Files dropped into a conversation: kept in the database, previewed by a dry run, imported by one press on whichever instance it reaches, and gone after a day. */
import type { House } from '../core/desk/act.ts';
import { today } from '../core/desk/core.ts';
import type { SharedFile } from '../core/desk/inbound.ts';
import type { Store } from '../core/desk/store.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { importFile } from '../core/ledger/import-ledger.ts';
import { importsIn } from '../core/ledger/import-ports.ts';
import type { Reading, RefusedLine } from '../core/ledger/reading.ts';
import { type ImportReport, remarkSentence } from '../core/ledger/report.ts';
import { ledgerTexts } from '../core/ledger/texts.ts';
import { type Reader, type Upload, type Uploads, uploadsIn } from '../core/ledger/upload-ports.ts';
import type { Readers } from './apart.ts';
import { csv } from './csv.ts';
import { toSourceProfile } from './plan.ts';

/** A ledger of several million lines fits; more is a mistake. */
const MAX_BYTES = 512 * 1024 * 1024;
const PIECE = 1 << 18;

/** Refused lines that are handed back: more are a file that is read wrongly. */
const MOST_REFUSED = 10_000;

/** The house is asked at each import: its platforms open later than this. */
export function createUploads(house: House & { readonly store: Store }, readers: Readers): Uploads {
  const { store } = house;

  async function opened<T>(id: string, { locale }: Reader, work: (reading: Reading, upload: Upload) => Promise<T>): Promise<T> {
    const upload = await uploadNamed(store, id, locale);
    const profiles = (await importsIn(store.read).profiles()).map(toSourceProfile);
    const source = { name: upload.name, size: upload.size, open: async () => bytesOf(store, upload, locale) };
    const { reading, close } = await readers.open(source, {
      ...{ policy: house.policy, locale, profiles, answers: upload.answers },
      today: today(house),
    });
    return work(reading, upload).finally(close);
  }

  const run = (id: string, reader: Reader, dry: boolean): Promise<ImportReport> =>
    opened(id, reader, (reading, { answers, shown }) => {
      // Another file of its kind may have taught how to read it since: then it is shown anew, and nothing is written.
      const otherwise = 'plan' in reading && shown.plan !== undefined && shown.plan !== reading.plan.text;
      return importFile(house, reading, { by: reader.person, locale: reader.locale, answers, dryRun: dry || otherwise });
    });

  return {
    keep: (upload, file, { locale }) => keep(store, upload, file, locale),
    preview: (upload, reader) => run(upload, reader, true),
    accept: (upload, reader) => run(upload, reader, false),
    refusedLines: (upload, reader) =>
      opened(upload, reader, async (reading) => {
        const { locale } = reader;
        const t = ledgerTexts(locale).imports.refusedColumns;
        const rows: string[][] = [];
        const take = async ({ rejected }: { readonly rejected: readonly RefusedLine[] }): Promise<void> => {
          for (const line of rejected.slice(0, MOST_REFUSED - rows.length))
            rows.push([String(line.line), ...reading.layout.header.map((_, i) => line.cells[i] ?? ''), remarkSentence(line, locale)]);
        };
        await reading.read(take);
        return new TextEncoder().encode(csv([[t.line, ...reading.layout.header, t.reason], ...rows]));
      }),
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
