/**
 * Whether the tables are what the audit chain says (docs/rules/proof.md, rules 9 and 10). The chain is walked once, page by page; each subject is rebuilt from its rows
 * where its last one stands, and held against the tables. Then the tables are searched for what no row speaks of.
 */
import { NotNow } from '../kernel/errors.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { House } from './act.ts';
import { WHOLE } from './audit.ts';
import type { AuditRow } from './audit-ports.ts';
import { type ChainedKind, chainedKinds, type Difference, differenceOf, type Held, placeOf } from './chained.ts';
import { rebuilt, statementIn } from './statement.ts';
import type { Reads } from './store.ts';
import { type PrintedHead, type Verified, verifyAudit } from './verify-audit.ts';

export interface StateVerified extends Verified {
  /** Subjects that were held against the tables. */
  readonly subjects: number;
  /** Of these, and of what stands in the tables: from before rows stated everything, so verified as far as their rows go. */
  readonly before: number;
  readonly difference: Difference | undefined;
}

export interface VerifyOptions {
  readonly heads?: readonly PrintedHead[];
  /** Rows from that instant on, and the subjects that they are about. */
  readonly since?: number | undefined;
  readonly progress?: (rows: number) => void;
}

/** Subjects read at once: one may have hundreds of rows. */
const AT_ONCE = 200;

export async function verifyState(
  house: Pick<House, 'features'>,
  read: Reads,
  { heads = [], since, progress = () => {} }: VerifyOptions = {},
): Promise<StateVerified> {
  const state = new State(read, chainedKinds(house));
  const [first] = await read.audit.after(0, 1);
  const after = since === undefined ? undefined : await read.audit.lastBefore(since);
  let rows = 0;
  const each = async (page: readonly AuditRow[]): Promise<boolean> => {
    await state.look(page);
    rows += page.length;
    progress(rows);
    return state.difference !== undefined;
  };
  const verified = await verifyAudit(
    read.audit,
    heads.filter(({ seq }) => seq > (after?.seq ?? 0)),
    { after, each },
  );
  if (!verified.fault && !state.difference) await state.search(first === undefined || first.payload[WHOLE] !== undefined);
  const { subjects, before, difference } = state;
  // A bad row found on a later page stands behind the difference: the first is named.
  return { ...verified, ...(difference ? { fault: undefined } : {}), subjects, before, difference };
}

class State {
  subjects = 0;
  before = 0;
  difference: Difference | undefined;
  readonly #read: Reads;
  readonly #kinds: readonly ChainedKind[];

  constructor(read: Reads, kinds: readonly ChainedKind[]) {
    this.#read = read;
    this.#kinds = kinds;
  }

  /** The subjects whose last row is in the page. */
  async look(page: readonly AuditRow[]): Promise<void> {
    const to = page.at(-1)?.seq ?? 0;
    for (const kind of this.#kinds) {
      const named = [...new Set(page.flatMap(({ subject }) => (numberIn(kind, subject) === undefined ? [] : [subject])))];
      const last = await this.#read.audit.lastOf(named);
      const over = named.filter((subject) => (last.get(subject) ?? 0) <= to);
      for (let at = 0; at < over.length && !this.difference; at += AT_ONCE) await this.#compare(kind, over.slice(at, at + AT_ONCE));
      if (this.difference) return;
    }
  }

  async #compare(kind: ChainedKind, subjects: readonly string[]): Promise<void> {
    const rows = groupBy(await this.#read.audit.whole(subjects), (row) => row.subject);
    const ids = subjects.flatMap((subject) => numberIn(kind, subject) ?? []);
    const held = await this.#held(kind, ids);
    if (!held) return;
    for (const subject of subjects) {
      const own = rows.get(subject) ?? [];
      this.subjects++;
      if (!isWhole(own)) this.before++;
      if (!judge(kind, subject, own, held.get(numberIn(kind, subject) ?? 0))) continue;
      this.difference = await this.#again(kind, subject);
      if (this.difference) return;
    }
  }

  /** Somebody may have been at work between the two looks: what differs is looked at again until nobody was. */
  async #again(kind: ChainedKind, subject: string): Promise<Difference | undefined> {
    const id = numberIn(kind, subject) ?? 0;
    for (;;) {
      const rows = await this.#read.audit.whole([subject]);
      const held = (await this.#held(kind, [id]))?.get(id);
      if (this.difference) return this.difference;
      const last = await this.#read.audit.lastOf([subject]);
      if (last.get(subject) === rows.at(-1)?.seq) return judge(kind, subject, rows, held);
    }
  }

  /** What stands in the tables and nowhere in the chain. */
  async search(whole: boolean): Promise<void> {
    for (const kind of this.#kinds) {
      for (let after = 0; ; ) {
        const strangers = await this.#read.audit.strangers(kind.noun, after, AT_ONCE);
        const [first] = strangers;
        if (!first) break;
        if (whole || kind.always) {
          this.difference = { ...placeOf(`${kind.noun}:${first.id}`, first.table), why: 'unknown' };
          return;
        }
        await this.#older(kind, strangers);
        if (this.difference) return;
        after = strangers.at(-1)?.id ?? after;
      }
    }
  }

  /** From before there were rows about it: whether it is right in itself. */
  async #older(kind: ChainedKind, strangers: readonly { readonly id: number }[]): Promise<void> {
    const ids = strangers.map(({ id }) => id);
    const held = await this.#held(kind, ids);
    for (const id of held ? ids : []) {
      this.before++;
      this.difference = ownFault(`${kind.noun}:${id}`, held?.get(id), []);
      if (this.difference) return;
    }
  }

  /** What the tables hold; undefined when something there cannot even be read, which is the difference then. */
  async #held(kind: ChainedKind, ids: readonly number[]): Promise<ReadonlyMap<number, Held> | undefined> {
    try {
      return await kind.held(this.#read, ids);
    } catch (error) {
      if (error instanceof NotNow) throw error;
      const [id = 0] = ids;
      if (ids.length === 1) this.difference = { table: kind.table, key: `${kind.noun}:${id}`, why: 'unreadable' };
      // One of them: each is looked at by itself.
      else for (const one of ids) if (!(await this.#held(kind, [one]))) return undefined;
      return undefined;
    }
  }
}

function judge(kind: ChainedKind, subject: string, rows: readonly AuditRow[], held: Held | undefined): Difference | undefined {
  if (!held) return { table: kind.table, key: subject, why: 'gone' };
  return differenceOf(subject, rebuilt(rows), held.states, isWhole(rows)) ?? ownFault(subject, held, rows);
}

function ownFault(subject: string, held: Held | undefined, rows: readonly AuditRow[]): Difference | undefined {
  const fault = held?.fault?.(rows);
  if (!fault) return undefined;
  const { record, ...rest } = fault;
  return { ...rest, key: record === undefined ? subject : `${subject}/${record}` };
}

/** The rows of a subject state all of it when its first one does, and none was erased. */
function isWhole(rows: readonly AuditRow[]): boolean {
  const [first] = rows;
  return first !== undefined && statementIn(first.payload) !== undefined && !rows.some((row) => row.erased);
}

function numberIn({ noun }: ChainedKind, subject: string): number | undefined {
  if (!subject.startsWith(`${noun}:`)) return undefined;
  const id = Number(subject.slice(noun.length + 1));
  return Number.isSafeInteger(id) ? id : undefined;
}
