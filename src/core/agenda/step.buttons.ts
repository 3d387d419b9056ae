/** What a step itself asks for: a letter to read and send, deliveries to stop, a question for the committee. A call is made by hand. */
import type { Action } from '../debtors/action.ts';
import type { Button } from '../desk/card.ts';
import type { Intent } from '../desk/intent.ts';
import type { Locale } from '../kernel/locale.ts';
import { agendaTexts } from './texts.ts';

export function stepButtons({ id, debtor, about }: Action, locale: Locale): readonly Button[] {
  const words = agendaTexts(locale).view;
  const step = about.step?.step;
  const first = (label: string, intent: Intent): readonly Button[] => [{ label, intent, style: 'primary' }];
  switch (step?.kind) {
    case 'email':
    case 'letter':
    case 'formal-notice': {
      const of = { debtor: debtor.id, action: id };
      const { template } = step;
      return first(words.write, template === undefined ? { kind: 'letter.form', ...of } : { kind: 'letter.preview', template, ...of });
    }
    case 'stop':
      return first(words.stop, { kind: 'mandate.form', debtor: debtor.id });
    case 'committee':
    case 'handover':
      return first(words.committee, { kind: 'motion.form', subject: 'litigation', debtor: debtor.id });
    case 'call':
    case 'visit':
    case undefined:
      return [];
  }
}
