/** What people want of the day’s agenda: the intents, with their fields. */
import type { IntentSpecs } from '../desk/intent.ts';

export const agendaIntents = {
  'agenda.all': { date: 'day', page: 'count?' },
  'agenda.mine': { date: 'day', page: 'count?' },
  'agenda.open': { debtor: 'id', action: 'text' },
  'agenda.next': { date: 'day' },
  'agenda.done': { debtor: 'id', action: 'text' },
  'agenda.later': { debtor: 'id', action: 'text' },
  'agenda.pass': { debtor: 'id', action: 'text' },
} as const satisfies IntentSpecs;

type Own = typeof agendaIntents;
declare module '../desk/intent.ts' {
  interface Intents extends Own {}
}
