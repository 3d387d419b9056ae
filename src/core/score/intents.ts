/** What people want of scores: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const scoreIntents = {
  'score.show': { debtor: 'id' },
} as const satisfies IntentSpecs;

type Own = typeof scoreIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
