/** What people want of disputes and absences: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const disputeIntents = {
  'dispute.find': { query: 'text' },
  'dispute.form': { debtor: 'id', item: 'id?' },
  'dispute.open': { debtor: 'id?', items: 'text?', exhibit: 'text?' },
  'dispute.list': { debtor: 'id?' },
  'dispute.show': { dispute: 'id' },
  'dispute.take': { dispute: 'id' },
  'dispute.ask': { dispute: 'id' },
  'dispute.wait': { dispute: 'id' },
  'dispute.resume': { dispute: 'id' },
  'dispute.pass': { dispute: 'id' },
  'dispute.settle': { dispute: 'id' },
  'dispute.credited': { dispute: 'id' },
  'dispute.files': { dispute: 'id' },
  'away.set': { words: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof disputeIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
