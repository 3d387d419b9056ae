/** What people want of figures, charts and the month’s review: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const indicatorIntents = {
  'figures.show': { words: 'text?' },
  'figures.proof': { what: 'text', words: 'text?' },
  'review.ask': { month: 'text?' },
  'chart.show': { words: 'text' },
  'chart.debtor': { chart: 'text', debtor: 'id' },
} as const satisfies IntentSpecs;

type Own = typeof indicatorIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
