/** What people want of promises to pay: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const promiseIntents = {
  'promise.find': { query: 'text' },
  'promise.form': { debtor: 'id', words: 'text?', action: 'text?' },
  'promise.make': { debtor: 'id', action: 'text?' },
  'promise.list': { debtor: 'id?' },
  'promise.withdraw': { promise: 'id' },
} as const satisfies IntentSpecs;

type Own = typeof promiseIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
