/** What people want of an account’s history: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const historyIntents = {
  'note.write': { words: 'text' },
  'note.form': { debtor: 'id' },
  'note.add': { debtor: 'id?', exhibit: 'text?' },
  'history.find': { words: 'text' },
  'history.show': { debtor: 'id', words: 'text?', page: 'count?' },
} as const satisfies IntentSpecs;

type Own = typeof historyIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
