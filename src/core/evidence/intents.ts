/** What people want of the evidence file: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const evidenceIntents = {
  'evidence.find': { words: 'text' },
  'evidence.make': { debtor: 'id' },
} as const satisfies IntentSpecs;

type Own = typeof evidenceIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
