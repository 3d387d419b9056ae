/** The sentences of the command line and of starting the server, in the reader's language. */
import { textsOf } from '../core/kernel/texts.ts';
import { en } from './cli.text.en.ts';
import { fr } from './cli.text.fr.ts';

export const cliTexts = textsOf({ fr, en });
