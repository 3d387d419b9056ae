/** What people want of the day’s agenda: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const agendaIntents = {
  'agenda.all': { date: 'int', page: 'int?' },
  'agenda.mine': { date: 'int', page: 'int?' },
  'agenda.open': { debtor: 'int', action: 'text' },
  'agenda.next': { date: 'int' },
  'agenda.done': { debtor: 'int', action: 'text' },
  'agenda.later': { debtor: 'int', action: 'text' },
  'agenda.pass': { debtor: 'int', action: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof agendaIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
