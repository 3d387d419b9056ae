/** What somebody who left leaves behind: each room passes its own on, in the act of the answer, and says in words what it was. */
import type { Locale } from '../kernel/locale.ts';
import type { Act } from './act.ts';
import { seam } from './feature.ts';
import type { Person } from './people-ports.ts';

export interface Leaving {
  /** As they were: with their roles. */
  readonly person: Person;
  /** Who takes over. */
  readonly successor: Person;
}

/** What somebody has now that the other one left, as in "3 disputes (no. 1, 4, 7)". */
export interface Handed {
  readonly to: Person;
  readonly words: (locale: Locale) => string;
}

export type HandOver = (act: Act, leaving: Leaving) => Promise<readonly Handed[]>;

/** Brought under `handOver`, in the order of the doors. */
export const handOvers = seam<HandOver>('handOver');
