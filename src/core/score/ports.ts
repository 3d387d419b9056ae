/** The scores by which classes were told last. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { ScoreClass } from './score-policy.ts';

export interface ToldScore {
  readonly debtorId: number;
  readonly class: ScoreClass;
  /** Tenths of a point. */
  readonly tenths: number;
  /** The same of each component, in the order of COMPONENTS; undefined when it was not known. */
  readonly parts: readonly (number | undefined)[];
  readonly day: Day;
}

export interface ScoreReads {
  told(): Promise<ReadonlyMap<number, ToldScore>>;
}

export interface ScoreWrites {
  /** Keeps them, each in the place of the one before. */
  tell(scores: readonly ToldScore[]): Promise<void>;
}

export const scoresIn = partOfStore<ScoreReads, ScoreWrites>('scores');
