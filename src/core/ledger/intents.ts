/** What people want of the aged balance and of importing files: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const ledgerIntents = {
  'aging.show': {},
  'import.accept': { upload: 'text' },
  'import.answer': { upload: 'text', question: 'text', value: 'text' },
  'import.choose': { upload: 'text' },
  'import.control': { upload: 'text' },
  'import.correct': { upload: 'text' },
  'import.discard': { upload: 'text' },
  'import.refused': { upload: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof ledgerIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
