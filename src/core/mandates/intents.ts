/** What people want of delegated powers: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const mandateIntents = {
  'mandate.find': { query: 'text' },
  'mandate.grant': { debtor: 'id', words: 'text', token: 'text' },
  'mandate.form': { debtor: 'id' },
  'mandate.use': { debtor: 'id', token: 'text' },
  'mandate.ask': { use: 'id' },
  'mandate.lift': { use: 'id' },
  'mandate.credited': { use: 'id' },
  'mandate.list': {},
  'mandate.wish': { words: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof mandateIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
