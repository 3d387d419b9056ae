/** What people want of delegated powers: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const mandateIntents = {
  'mandate.find': { query: 'text' },
  'mandate.grant': { debtor: 'int', words: 'text', token: 'text' },
  'mandate.form': { debtor: 'int' },
  'mandate.use': { debtor: 'int', token: 'text' },
  'mandate.ask': { use: 'int' },
  'mandate.lift': { use: 'int' },
  'mandate.credited': { use: 'int' },
  'mandate.list': {},
  'mandate.wish': { words: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof mandateIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
