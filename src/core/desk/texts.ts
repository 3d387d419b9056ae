/** The sentences of the conversation itself: who may do what, what could not be delivered, the help, in the reader's language. */
import { textsOf } from '../kernel/texts.ts';
import { en } from './desk.text.en.ts';
import { fr } from './desk.text.fr.ts';

export const deskTexts = textsOf({ fr, en });
