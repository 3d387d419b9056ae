/** What the committee's time does every minute: votes close and are announced, and their minutes are filed. */
import type { Watch } from '../desk/job.ts';
import { fileMinutes } from './minutes/file-minutes.ts';
import { tendMotions } from './vote/tend-motions.ts';

export const committeeWatches: readonly Watch[] = [
  { name: 'motions', rank: 10, look: tendMotions },
  { name: 'minutes', rank: 30, look: fileMinutes },
];
