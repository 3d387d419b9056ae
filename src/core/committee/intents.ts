/** What people want of motions and ballots: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const committeeIntents = {
  'motion.find': { subject: 'text', query: 'text', amount: 'text?', until: 'text?' },
  'motion.form': { subject: 'text', debtor: 'id?', amount: 'text?', until: 'text?' },
  'motion.propose': { subject: 'text', debtor: 'id?' },
  'motion.list': {},
  'motion.show': { motion: 'id' },
  'motion.dossier': { motion: 'id' },
  'motion.minutes': { motion: 'id' },
  'motion.vote': { motion: 'id', facts: 'id', choice: 'text' },
  'motion.ballot': { motion: 'id', facts: 'id', choice: 'text' },
  'motion.cast': { motion: 'id', facts: 'id', choice: 'text' },
  'motion.chair': { motion: 'id', what: 'text' },
  'motion.extend': { motion: 'id' },
  'motion.opinion': { motion: 'id' },
  'motion.opine': { motion: 'id', text: 'text?' },
  'motion.done': { motion: 'id', what: 'text' },
  'motion.period': { words: 'text' },
  'motion.papers': { from: 'day', to: 'day', publish: 'count' },
} as const satisfies IntentSpecs;

type Own = typeof committeeIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
