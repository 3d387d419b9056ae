/** Forgeries of a database, made of what stands in it: each column that decides is changed, each row deleted, doubled under another number, and its values swapped with another row's. */
import type Database from 'libsql';
import { digestOf, hashOf } from '../../src/core/desk/audit.ts';
import type { AuditRow } from '../../src/core/desk/audit-ports.ts';
import { random } from './chance.ts';

/** Tables that decide, with the columns that decide nothing: how a message is drawn, what makes a repetition harmless, what stands in another column as well. */
const TABLES: Readonly<Record<string, { readonly free?: readonly string[]; readonly only?: readonly string[]; readonly where?: string }>> =
  {
    Motion: { free: ['question', 'reviewed', 'edition'] },
    MotionVoter: { free: ['place'] },
    MotionFacts: {},
    Ballot: { free: ['id', 'live', 'salt'] },
    Decision: {},
    Debtor: { only: ['limitMinor', 'limitCurrency'], where: '"limitMinor" IS NOT NULL' },
    MandateUse: { free: ['key'] },
    PaymentPromise: {},
    PromiseLine: { free: ['id', 'received'] },
    Dispute: { free: ['carded', 'ownerMessage'] },
    DisputeLine: { free: ['id'] },
    DisputeStep: { free: ['key'] },
    Letter: { free: ['key', 'sentAt'] },
    KeptFile: {},
    AuditEvent: {},
  };

/** Words of a closed list, which another word of it replaces: what is none of them is read as one. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'Letter.kind': ['letter', 'email'],
  'Letter.how': ['paper', 'send', 'draft'],
  'Letter.status': ['made', 'sent', 'unknown'],
  'PaymentPromise.channel': ['visit', 'call'],
};

export interface Forgery {
  /** For a person who reads why the test failed. */
  readonly what: string;
  forge(): void;
  undo(): void;
}

type Row = Readonly<Record<string, unknown>>;

/** As many forgeries as asked for, drawn from all that can be made. */
export function forgeries(db: Database.Database, count: number): readonly Forgery[] {
  const all = Object.keys(TABLES).flatMap((table) => forgeriesOf(db, table));
  const chance = random(71);
  const drawn = all.map((forgery) => ({ forgery, at: chance() })).sort((a, b) => a.at - b.at);
  return drawn.slice(0, count).map(({ forgery }) => forgery);
}

function forgeriesOf(db: Database.Database, table: string): readonly Forgery[] {
  const { free = [], only, where = '1 = 1' } = TABLES[table] ?? {};
  const named = db.prepare(`SELECT name, type FROM pragma_table_info('${table}')`).all() as { name: string; type: string }[];
  const columns = named.filter(({ name }) => (only ? only.includes(name) : !free.includes(name)));
  const every = db.prepare(`SELECT rowid AS rowid, * FROM "${table}" ORDER BY rowid`).all() as Row[];
  const rows = db.prepare(`SELECT rowid AS rowid, * FROM "${table}" WHERE ${where} ORDER BY rowid`).all() as Row[];
  const set = (row: Row, name: string, value: unknown): void =>
    void db.prepare(`UPDATE "${table}" SET "${name}" = ? WHERE rowid = ?`).run(value, row.rowid);
  const put = (row: Row): void => {
    const names = ['rowid', ...named.map(({ name }) => name)];
    const sql = `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    db.prepare(sql).run(...names.map((name) => cell(row[name])));
  };
  const empty = (row: Row): void => {
    set(row, 'payload', null);
    set(row, 'salt', '');
  };
  const undo = (): void => {
    db.exec(`DELETE FROM "${table}"`);
    for (const row of every) put(row);
  };
  const forgery = (what: string, forge: () => void): Forgery => ({ what: `${table} ${what}`, forge, undo });
  const changes = rows.flatMap((row) =>
    columns.map(({ name, type }) => {
      const value = another(`${table}.${name}`, type, row[name]);
      return forgery(`${row.rowid}: ${name} = ${String(value).slice(0, 60)}`, () => set(row, name, value));
    }),
  );
  if (only) return changes;
  const deletions = rows.map((row) =>
    forgery(`${row.rowid} deleted`, () => void db.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(row.rowid)),
  );
  const emptied = table !== 'AuditEvent' ? [] : rows.map((row) => forgery(`${row.rowid} emptied`, () => empty(row)));
  // A row that continues the log as it should is no forgery of what is in it.
  const insertions = table === 'AuditEvent' ? [] : rows.map((row) => forgery(`${row.rowid} again`, () => put(doubled(table, row))));
  const swaps = rows.slice(1).flatMap((row, i) => {
    const before = rows[i] ?? row;
    return columns
      .filter(({ name }) => !KEYS.includes(name) && String(before[name]) !== String(row[name]))
      .map(({ name }) =>
        forgery(`${before.rowid} and ${row.rowid} swapped ${name}`, () => {
          set(before, name, row[name]);
          set(row, name, before[name]);
        }),
      );
  });
  return [...changes, ...deletions, ...emptied, ...insertions, ...swaps];
}

/** Columns that tell rows apart: two of them never bear the same, not even for a moment. */
const KEYS = ['id', 'seq', 'number', 'member', 'motionId', 'sha256'];

/** As the driver takes what it gives. */
function cell(value: unknown): unknown {
  return value instanceof ArrayBuffer || value instanceof Uint8Array ? Buffer.from(value as ArrayBuffer) : value;
}

/** The same row again, under another number. */
function doubled(table: string, row: Row): Row {
  const rowid = Number(row.rowid) + FAR;
  return {
    ...row,
    rowid,
    ...('id' in row ? { id: rowid } : {}),
    ...(table === 'Decision' ? { motionId: rowid } : {}),
    ...(table === 'Motion' ? { question: null } : {}),
    ...('key' in row ? { key: `forged ${rowid}` } : {}),
    ...(table === 'MotionVoter' ? { member: 'forged@acme.example' } : {}),
    ...(table === 'MotionFacts' || table === 'PromiseLine' ? { number: FAR } : {}),
    ...(table === 'Ballot' ? { seq: FAR, live: null } : {}),
    ...(table === 'KeptFile' ? { name: 'forged' } : {}),
  };
}

/** Beyond every number that a small database has. */
const FAR = 1000;

/** Another value of the same kind. */
function another(column: string, type: string, value: unknown): unknown {
  const word = WORDS[column]?.find((one) => one !== value);
  if (word !== undefined) return word;
  if (type === 'BLOB') return Buffer.from('forged');
  if (type === 'BOOLEAN') return Number(value) === 1 ? 0 : 1;
  if (type !== 'TEXT') return value === null ? 1 : Number(value) + FAR;
  if (value === null) return 'forged';
  const text = String(value);
  // A packed value stays one: a digit, or a letter, of what it says is another.
  const at = text.search(/\d(?=\D*$)|[a-z](?=\W*$)/);
  if (/^[[{]/.test(text) && at >= 0)
    return (
      text.slice(0, at) +
      (text[at] === '9' ? '8' : text[at] === 'z' ? 'y' : String.fromCharCode(text.charCodeAt(at) + 1)) +
      text.slice(at + 1)
    );
  return `${text}x`;
}

/** Gives a row another actor, and works every hash after it out anew, with the heads that decisions print and, if asked to, those that stamps name: what whoever holds the whole database can do. */
export function rewrite(db: Database.Database, { stamps = false } = {}): void {
  const rows = db.prepare('SELECT * FROM AuditEvent ORDER BY seq').all() as (Omit<AuditRow, 'payload'> & { payload: string })[];
  const hashes = new Map<string, string>();
  let prev = rows[1]?.hash ?? '';
  for (const row of rows.slice(2)) {
    const said = JSON.parse(row.payload) as AuditRow['payload'];
    const payload = stamps && row.action === 'audit.stamped' ? { ...said, hash: hashes.get(said.seq ?? '') ?? said.hash ?? '' } : said;
    const digest = digestOf(row.salt, payload);
    const actor = row.seq === 3 ? 'forger@acme.example' : row.actor;
    const hash = hashOf({ ...row, actor, digest, prev });
    const written = [actor, JSON.stringify(payload), digest, prev, hash, row.seq];
    db.prepare('UPDATE AuditEvent SET actor = ?, payload = ?, digest = ?, prev = ?, hash = ? WHERE seq = ?').run(written);
    db.prepare('UPDATE Decision SET headHash = ? WHERE headSeq = ?').run(hash, row.seq);
    hashes.set(String(row.seq), hash);
    prev = hash;
  }
}
