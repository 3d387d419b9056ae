/** What other rooms know of an account that whoever asks it for money must respect: that it was sent to litigation, that it gave its word. */
import type { House } from '../desk/act.ts';
import { seam } from '../desk/feature.ts';
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';

type Features = Pick<House, 'features'>;

/** Debtors whose account was sent to litigation: writing to them is for whoever follows the case. */
export type LitigationSource = (read: Reads) => Promise<ReadonlySet<number>>;

const litigation = seam<LitigationSource>('litigation');

export async function inLitigation(house: Features, read: Reads): Promise<ReadonlySet<number>> {
  const found = await Promise.all(litigation(house).map((source) => source(read)));
  return new Set(found.flatMap((ids) => [...ids]));
}

/** A payment that somebody at the debtor's announced, instalment by instalment. */
export interface WordGiven {
  readonly debtorId: number;
  readonly currency: string;
  readonly madeDay: Day;
  /** Who said it. */
  readonly who: string;
  readonly channel: 'call' | 'email' | 'letter' | 'visit' | 'other';
  readonly note: string;
  readonly lines: readonly { readonly minor: bigint; readonly dueDay: Day; readonly status: 'open' | 'kept' | 'broken' | 'withdrawn' }[];
}

export interface WordFilter {
  readonly debtorIds?: readonly number[];
  /** Some instalment stands so. */
  readonly statuses: readonly ('open' | 'broken')[];
  /** Made by the end of that day. */
  readonly madeTo?: Day;
}

/** Words given, oldest first. */
export type WordSource = (read: Reads, filter: WordFilter) => Promise<readonly WordGiven[]>;

const words = seam<WordSource>('words');

export async function wordsGiven(house: Features, read: Reads, filter: WordFilter): Promise<readonly WordGiven[]> {
  return (await Promise.all(words(house).map((source) => source(read, filter)))).flat();
}
