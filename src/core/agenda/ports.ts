/** What the agenda remembers in the store: since when an action is there, what was said of it, and the calls that somebody asked for. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';

export interface AgendaEntry {
  /** The action's id, the same every day for the same reason. */
  readonly id: string;
  readonly debtorId: number;
  /** The first morning that showed it. */
  readonly sinceDay: Day;
  /** Not shown before that day: put off, or handled and perhaps gone by then. */
  readonly backDay: Day | undefined;
  readonly handledDay: Day | undefined;
  /** E-mail of whoever it was passed on to, or of whoever asked for the call. */
  readonly owner: string | undefined;
  readonly note: string;
  /** Of a call that somebody asked for: its day, and the account's currency. */
  readonly dueDay: Day | undefined;
  readonly currency: string | undefined;
}

export interface AgendaReads {
  /** All of them, or those of a debtor, by id. */
  entries(debtorId?: number): Promise<readonly AgendaEntry[]>;
}

export interface AgendaWrites {
  /** Writes an entry whole, new or not. */
  put(entry: AgendaEntry): Promise<void>;
  /** Notes that these actions are there since a day; those that are known already keep their own. */
  begin(actions: readonly { readonly id: string; readonly debtorId: number }[], day: Day): Promise<void>;
  drop(ids: readonly string[]): Promise<void>;
}

export const agendaIn = partOfStore<AgendaReads, AgendaWrites>('agenda');
