/** What people want of disputes and absences: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const disputeIntents = {
  'dispute.find': { query: 'text' },
  'dispute.form': { debtor: 'int', item: 'int?' },
  'dispute.open': { debtor: 'int?', items: 'text?', exhibit: 'text?' },
  'dispute.list': { debtor: 'int?' },
  'dispute.show': { dispute: 'int' },
  'dispute.take': { dispute: 'int' },
  'dispute.ask': { dispute: 'int' },
  'dispute.wait': { dispute: 'int' },
  'dispute.resume': { dispute: 'int' },
  'dispute.pass': { dispute: 'int' },
  'dispute.settle': { dispute: 'int' },
  'dispute.credited': { dispute: 'int' },
  'dispute.files': { dispute: 'int' },
  'away.set': { words: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof disputeIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
