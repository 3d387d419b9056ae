/** Opens the store that DATABASE_URL names: connects, migrates, and hands out what the rooms of the core keep. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { agendaIn } from '../core/agenda/ports.ts';
import { motionsIn } from '../core/committee/motion/ports.ts';
import { grantsIn } from '../core/debtors/grants.ts';
import { mentionsIn } from '../core/debtors/mentions.ts';
import { historyIn } from '../core/debtors/trace-ports.ts';
import { departuresIn } from '../core/desk/departure-ports.ts';
import { reachIn } from '../core/desk/reach.ts';
import type { PartOfStore, Reads, Store, Tx, UnitKind } from '../core/desk/store.ts';
import { disputesIn } from '../core/disputes/case/ports.ts';
import { indicatorsIn } from '../core/indicators/ports.ts';
import { messageOf } from '../core/kernel/errors.ts';
import { importsIn } from '../core/ledger/import-ports.ts';
import { debtorsIn } from '../core/ledger/parties.ts';
import { ledgerIn } from '../core/ledger/ports.ts';
import { sumsIn } from '../core/ledger/sums-ports.ts';
import { uploadsIn } from '../core/ledger/upload-ports.ts';
import { lettersIn } from '../core/letters/ports.ts';
import { mandatesIn } from '../core/mandates/ports.ts';
import { promisesIn } from '../core/promises/ports.ts';
import { scoresIn } from '../core/score/ports.ts';
import type { LocalMessages } from '../platforms/local/memory.ts';
import type { TeamsMemory } from '../platforms/teams/memory.ts';
import { createAgendaReads, createAgendaWrites } from './agenda.ts';
import { AuditLog } from './audit.ts';
import { BulkIndex } from './bulk-index.ts';
import { asJson, type Db, type Dialect, fromJson, type InsertTarget, type Value } from './db.ts';
import { createDebtorReads, createDebtorWrites } from './debtors.ts';
import { createDepartureReads, createDepartureWrites } from './departures.ts';
import { createDisputeReads, createDisputeWrites, createMentionReads } from './disputes.ts';
import { StoreError } from './errors.ts';
import { type Prisma, PrismaClient } from './generated/sqlite/client.ts';
import { createFileReads, createFileWrites, createHistoryReads, createHistoryWrites } from './history.ts';
import { createImportReads, createImportWrites } from './imports.ts';
import { createInboxReads, createInboxWrites } from './inbox.ts';
import { createIndicatorReads } from './indicators.ts';
import { createInboundKeys, createJobReads, createJobWrites } from './jobs.ts';
import { createLedgerReads } from './ledger-reads.ts';
import { createLedgerWrites } from './ledger-writes.ts';
import { createLetterReads, createLetterWrites } from './letters.ts';
import { createLocalMessages } from './local-messages.ts';
import { createMandateReads, createMandateWrites } from './mandates.ts';
import { APPLIED, migrateSqlite, refuseNewer } from './migrate.ts';
import { createGrantReads, createMotionReads, createMotionWrites } from './motions.ts';
import { createOutboxReads, createOutboxWrites } from './outbox.ts';
import { patientReader } from './patience.ts';
import { createPeopleReads, createPeopleWrites } from './people.ts';
import { createPostedWrites } from './posted.ts';
import { createPromiseReads, createPromiseWrites } from './promises.ts';
import { createReachReads, createReachWrites } from './reach.ts';
import { createScoreReads, createScoreWrites } from './scores.ts';
import { adapterOf, type Sqlite, SqliteConnection } from './sqlite.ts';
import { SqliteApart } from './sqlite-apart.ts';
import { createTeamsMemory } from './teams.ts';
import { createTransact, type Transact } from './transact.ts';
import { twoWays } from './two-ways.ts';
import { createUploadReads, createUploadWrites } from './uploads.ts';

/** The store of a running process, with what platforms keep for themselves beside it. */
export interface OpenedStore extends Store {
  readonly local: LocalMessages;
  readonly teams: TeamsMemory;
  /** Throws when the database does not answer, or was migrated by a newer version meanwhile. */
  ready(): Promise<void>;
}

/** One open database: a client, transactions, and how bulk rows are written inside of one. */
export interface Opened {
  readonly dialect: Dialect;
  readonly prisma: PrismaClient;
  readonly transact: Transact;
  insert<T>(client: Prisma.TransactionClient, target: InsertTarget, rows: readonly T[], cells: (row: T) => readonly Value[]): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** For a process that answers others meanwhile: what changes an SQLite database runs in a thread of its own. */
  readonly apart?: boolean;
}

/** `file:…` (SQLite) or `postgresql://…`. Throws StoreError when the address is none, the database cannot be reached, or a newer version made it. */
export async function openStore(url: string, options: OpenOptions = {}): Promise<OpenedStore> {
  const opened = url.startsWith('file:') ? await openSqlite(url, options) : await (await import('./postgres.ts')).openPostgres(url);
  const reader = patientReader(opened.prisma);
  const read = reads(db(opened, reader));
  const unit = <T>(work: (db: Db) => Promise<T>, kind?: UnitKind) => opened.transact((client) => work(db(opened, client)), kind);
  return {
    read,
    transact: <T>(work: (tx: Tx) => Promise<T>, kind?: UnitKind) =>
      unit(async (inside) => {
        const index = new BulkIndex(inside);
        const audit = new AuditLog(inside);
        const result = await work(writes(inside, index, audit));
        await index.restore();
        await audit.flush();
        return result;
      }, kind),
    close: () => opened.close(),
    ready: async () =>
      refuseNewer(
        opened.dialect,
        (await reader.$queryRawUnsafe<{ name: string }[]>(APPLIED)).map((row) => row.name),
      ),
    local: createLocalMessages(db(opened, reader), unit),
    teams: createTeamsMemory(db(opened, reader), unit),
  };
}

/** A room's part of the store, under its name. */
function provided<Read, Write>(key: PartOfStore<Read, Write>, part: Read): Readonly<Record<string, Read>> {
  return { [key.part]: part };
}

/** The same within a unit of work. */
function kept<Read, Write>(key: PartOfStore<Read, Write>, part: Read & Write): Readonly<Record<string, Read & Write>> {
  return { [key.part]: part };
}

function reads(db: Db): Reads {
  const sums = createIndicatorReads(db);
  return {
    ...provided(ledgerIn, createLedgerReads(db)),
    ...provided(indicatorsIn, sums),
    ...provided(sumsIn, sums),
    ...provided(debtorsIn, createDebtorReads(db)),
    people: createPeopleReads(db),
    ...provided(importsIn, createImportReads(db)),
    outbox: createOutboxReads(db),
    jobs: createJobReads(db),
    ...provided(departuresIn, createDepartureReads(db)),
    ...provided(reachIn, createReachReads(db)),
    audit: new AuditLog(db),
    ...provided(disputesIn, createDisputeReads(db)),
    ...provided(motionsIn, createMotionReads(db)),
    ...provided(grantsIn, createGrantReads(db)),
    ...provided(mentionsIn, createMentionReads(db)),
    ...provided(historyIn, createHistoryReads(db)),
    ...provided(mandatesIn, createMandateReads(db)),
    ...provided(scoresIn, createScoreReads(db)),
    files: createFileReads(db),
    inbox: createInboxReads(db),
    ...provided(lettersIn, createLetterReads(db)),
    ...provided(promisesIn, createPromiseReads(db)),
    ...provided(agendaIn, createAgendaReads(db)),
    ...provided(uploadsIn, createUploadReads(db)),
  };
}

function writes(db: Db, index: BulkIndex, audit: AuditLog): Tx {
  const sums = createIndicatorReads(index.reading);
  return {
    ...kept(ledgerIn, { ...createLedgerReads(index.reading), ...createLedgerWrites(db, index) }),
    ...kept(sumsIn, sums),
    ...kept(indicatorsIn, { ...sums, ...createPostedWrites(db) }),
    ...kept(debtorsIn, { ...createDebtorReads(db), ...createDebtorWrites(db) }),
    people: { ...createPeopleReads(db), ...createPeopleWrites(db) },
    ...kept(importsIn, { ...createImportReads(db), ...createImportWrites(db) }),
    outbox: { ...createOutboxReads(db), ...createOutboxWrites(db) },
    jobs: { ...createJobReads(db), ...createJobWrites(db) },
    inbound: createInboundKeys(db),
    ...kept(departuresIn, { ...createDepartureReads(db), ...createDepartureWrites(db) }),
    ...kept(reachIn, { ...createReachReads(db), ...createReachWrites(db) }),
    audit,
    ...kept(disputesIn, { ...createDisputeReads(index.reading), ...createDisputeWrites(db) }),
    ...kept(motionsIn, { ...createMotionReads(db), ...createMotionWrites(db) }),
    ...kept(grantsIn, createGrantReads(db)),
    ...kept(mentionsIn, createMentionReads(index.reading)),
    ...kept(historyIn, { ...createHistoryReads(db), ...createHistoryWrites(db) }),
    ...kept(mandatesIn, { ...createMandateReads(db), ...createMandateWrites(db) }),
    ...kept(scoresIn, { ...createScoreReads(db), ...createScoreWrites(db) }),
    files: { ...createFileReads(db), ...createFileWrites(db) },
    inbox: { ...createInboxReads(db), ...createInboxWrites(db) },
    ...kept(lettersIn, { ...createLetterReads(db), ...createLetterWrites(db) }),
    ...kept(promisesIn, { ...createPromiseReads(index.reading), ...createPromiseWrites(db) }),
    ...kept(agendaIn, { ...createAgendaReads(db), ...createAgendaWrites(db) }),
    ...kept(uploadsIn, { ...createUploadReads(db), ...createUploadWrites(db) }),
  };
}

function db(opened: Opened, prisma: Prisma.TransactionClient): Db {
  const { dialect } = opened;
  return {
    dialect,
    prisma,
    rows: async (query, shape) => {
      const [answer] = await prisma.$queryRaw<{ j: string }[]>(asJson(dialect, query, shape));
      return fromJson(answer?.j ?? '[]', shape);
    },
    run: (statement) => prisma.$executeRaw(statement),
    insert: (target, rows, cells) => opened.insert(prisma, target, rows, cells),
  };
}

function pathOf(url: string): string {
  const path = url
    .slice('file:'.length)
    .replace(/^\/\/(?=\/)/, '')
    .replace(/\?.*$/, '');
  return resolve(decodeURIComponent(path));
}

/** Where this machine keeps what belongs beside the database: with SQLite its folder, else where the process was started. */
export function folderOf(url: string): string {
  return url.startsWith('file:') ? dirname(pathOf(url)) : '.';
}

async function openSqlite(url: string, { apart = false }: OpenOptions): Promise<Opened> {
  const path = pathOf(url);
  if (!existsSync(dirname(path)))
    throw new StoreError('unavailable', `There is no folder ${dirname(path)} for the database: create it, or change DATABASE_URL.`);
  const open: Sqlite[] = [];
  try {
    const writing = { path, mode: 'write', cacheMb: 6 } as const;
    const write = await (apart ? SqliteApart.open(writing) : SqliteConnection.open(writing));
    open.push(write);
    await migrateSqlite(write);
    const read = await SqliteConnection.open({ path, mode: 'read', cacheMb: 24 });
    open.push(read);
    const prisma = new PrismaClient({ adapter: twoWays(adapterOf(read), adapterOf(write)) });
    return {
      dialect: 'sqlite',
      prisma,
      transact: createTransact(prisma, 1, async (kind) => {
        await write.checkReferences(kind !== 'bulk');
        await write.surely(kind === 'sure');
      }),
      insert: (_, target, rows, cells) => insertInTurns(write, target, rows, cells),
      close: async () => {
        await prisma.$disconnect();
        for (const connection of open) await connection.close();
      },
    };
  } catch (error) {
    for (const connection of open) await connection.close();
    if (error instanceof StoreError) throw error;
    throw new StoreError('unavailable', `The database ${path} cannot be used: ${messageOf(error)}`, error);
  }
}

/** Rows of one turn of the loop: about 10 ms. */
const ROWS_A_TURN = 500;

/** Others get their turn in between: the driver answers without ever waiting. A thread has the next rows ready when it is done with these. */
async function insertInTurns<T>(
  connection: Sqlite,
  target: InsertTarget,
  rows: readonly T[],
  cells: (row: T) => readonly Value[],
): Promise<void> {
  let before: Promise<void> = Promise.resolve();
  for (let at = 0; at < rows.length; at += ROWS_A_TURN) {
    if (at > 0) await breath();
    const values = rows.slice(at, at + ROWS_A_TURN).map(cells);
    await before;
    before = connection.insert(target, values);
    // Heard at the next turn.
    before.catch(() => {});
  }
  await before;
}
