/** The sentences of the ledger: what is imported, refused and owed, in the reader's language. */
import { textsOf } from '../kernel/texts.ts';
import { en } from './ledger.text.en.ts';
import { fr } from './ledger.text.fr.ts';

export const ledgerTexts = textsOf({ fr, en });
