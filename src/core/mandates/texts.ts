/** The sentences of the mandates, in the reader's language. */
import { textsOf } from '../kernel/texts.ts';
import { en } from './mandates.text.en.ts';
import { fr } from './mandates.text.fr.ts';

export const mandateTexts = textsOf({ fr, en });
