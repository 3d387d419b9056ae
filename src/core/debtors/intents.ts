/** What people want of looking debtors up and showing one: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const debtorIntents = {
  'debtor.find': { query: 'text' },
  'debtor.show': { debtor: 'id' },
  'debtor.share': { debtor: 'id' },
  'debtor.more': { debtor: 'id' },
  'debtor.master': { debtor: 'id' },
  'debtor.change': { debtor: 'id', seen: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof debtorIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
