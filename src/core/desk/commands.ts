/** What may be typed, in French and English: each feature brings its commands, and the router, the platforms' manifests, the local page, the help and the manual are made from them. */

import type { Day } from '../kernel/dates.ts';
import { fold } from '../kernel/fold.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Intent } from './intent.ts';

export type Both = Readonly<Record<Locale, string>>;

export interface Command {
  /** Without accents or capitals: what the platforms list, with a slash before it. */
  readonly name: Both;
  /** Other words that open it, folded; several words are understood when nothing follows them. */
  readonly words: readonly string[];
  /** What may follow, by example. */
  readonly argument?: Both;
  /** What it does, in a few words. */
  readonly help: Both;
  /** Its line in the help; left out when another command's line names it. */
  readonly lines?: Both;
  /** Its place in lists, in the order of a day. */
  readonly rank: number;
  /** What it asks for; undefined when the words mean nothing. */
  readonly intent: (words: string, today: Day) => Intent | undefined;
}

export const HELP: Command = {
  name: { fr: 'aide', en: 'help' },
  words: ['bonjour', 'hello', ''],
  help: { fr: 'Ce que je sais faire', en: 'What I can do' },
  rank: 18,
  intent: () => ({ kind: 'help' }),
};

/** What a command asks for; undefined when its words mean nothing here. `name` is '' for plain words, whose first word is then the command. */
export function parseCommand(name: string, text: string, today: Day, commands: readonly Command[]): Intent | undefined {
  const words = text.trim();
  const opens = (word: string) => (c: Command) => c.name.fr === word || c.name.en === word || c.words.includes(word);
  const phrase = name === '' ? commands.find(opens(fold(words))) : undefined;
  if (phrase) return phrase.intent('', today);
  const [first = '', ...rest] = name === '' ? words.split(/\s+/) : [name, words];
  return commands.find(opens(fold(first)))?.intent(rest.join(' '), today);
}
