/** What people want of motions and ballots: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const committeeIntents = {
  'motion.find': { subject: 'text', query: 'text', amount: 'text?', until: 'text?' },
  'motion.form': { subject: 'text', debtor: 'int?', amount: 'text?', until: 'text?' },
  'motion.propose': { subject: 'text', debtor: 'int?' },
  'motion.list': {},
  'motion.show': { motion: 'int' },
  'motion.dossier': { motion: 'int' },
  'motion.minutes': { motion: 'int' },
  'motion.vote': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.ballot': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.cast': { motion: 'int', facts: 'int', choice: 'text' },
  'motion.chair': { motion: 'int', what: 'text' },
  'motion.extend': { motion: 'int' },
  'motion.done': { motion: 'int', what: 'text' },
  'motion.period': { words: 'text' },
  'motion.papers': { from: 'int', to: 'int', publish: 'int' },
} as const satisfies IntentSpecs;

type Own = typeof committeeIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
