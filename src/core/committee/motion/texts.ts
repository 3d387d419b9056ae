/** The sentences of the committee, in the reader's language. */
import { textsOf } from '../../kernel/texts.ts';
import { en } from './committee.text.en.ts';
import { fr } from './committee.text.fr.ts';

export const committeeTexts = textsOf({ fr, en });
