/** The sentences of the agenda, in the reader's language. */
import { textsOf } from '../kernel/texts.ts';
import { en } from './agenda.text.en.ts';
import { fr } from './agenda.text.fr.ts';

export const agendaTexts = textsOf({ fr, en });
