/** Who seems to have left, and who has, in the store. */
import { partOfStore } from './store.ts';

/** What says that somebody left: a complete people file without them, a platform where they are no member any more, or an administrator. */
export type Sign = 'file' | 'slack' | 'teams' | 'local' | 'administrator';

/** asked: it goes on as before until somebody answers; kept: they are here; left: their roles ended; returning: a people file names them again, and that is asked as well. */
export type DepartureState = 'asked' | 'kept' | 'left' | 'returning';

export interface Departure {
  readonly personId: number;
  readonly sign: Sign;
  /** When it was asked. */
  readonly at: number;
  readonly state: DepartureState;
  /** E-mail of whoever answered, and when. */
  readonly by: string | undefined;
  readonly endedAt: number | undefined;
  /** Of one who left: the roles that ended; of one who returns: those that the file gives. */
  readonly roles: readonly string[];
}

/** Whether their roles have ended: also while it is asked whether they are back. */
export function hasLeft(departure: Departure | undefined): boolean {
  return departure?.state === 'left' || departure?.state === 'returning';
}

export interface DepartureReads {
  of(personId: number): Promise<Departure | undefined>;
  all(state: DepartureState): Promise<readonly Departure[]>;
}

export interface DepartureWrites {
  /** Takes the place of what was known of the person. */
  put(departure: Departure): Promise<void>;
  /** Answers a question, once; false when it is not asked any more. */
  answer(personId: number, from: DepartureState, to: Pick<Departure, 'state' | 'by' | 'endedAt' | 'roles'>): Promise<boolean>;
  drop(personId: number): Promise<void>;
}

export const departuresIn = partOfStore<DepartureReads, DepartureWrites>('departures');
