/** What people want of letters: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const letterIntents = {
  'letter.find': { words: 'text' },
  'letter.form': { debtor: 'id', action: 'text?' },
  'letter.preview': { debtor: 'id', template: 'text?', action: 'text?' },
  'letter.make': { debtor: 'id', template: 'text', how: 'text', seen: 'text', action: 'text?' },
  'letters.ask': { words: 'text' },
  'letters.go': { segment: 'text', template: 'text', seen: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof letterIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
