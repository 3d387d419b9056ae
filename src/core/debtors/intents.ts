/** What people want of looking debtors up and showing one: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const debtorIntents = {
  'debtor.find': { query: 'text' },
  'debtor.show': { debtor: 'int' },
  'debtor.share': { debtor: 'int' },
  'debtor.more': { debtor: 'int' },
} as const satisfies IntentSpecs;

type Own = typeof debtorIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
