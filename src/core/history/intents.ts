/** What people want of an account’s history: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const historyIntents = {
  'note.write': { words: 'text' },
  'note.form': { debtor: 'int' },
  'note.add': { debtor: 'int?', exhibit: 'text?' },
  'history.find': { words: 'text' },
  'history.show': { debtor: 'int', words: 'text?', page: 'int?' },
} as const satisfies IntentSpecs;

type Own = typeof historyIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
