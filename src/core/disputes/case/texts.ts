/** The sentences of the disputes, in the reader's language. */
import { textsOf } from '../../kernel/texts.ts';
import { en } from './disputes.text.en.ts';
import { fr } from './disputes.text.fr.ts';

export const disputeTexts = textsOf({ fr, en });
