/** Promises as whoever writes to a debtor reads them: what was promised, and what of it is open or broken. */
import type { WordSource } from '../debtors/standing.ts';
import { promisesIn } from './ports.ts';

export const promisedWords: WordSource = (read, filter) => promisesIn(read).find(filter);
