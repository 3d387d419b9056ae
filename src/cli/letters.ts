/** The command line's letters: one letter, or one to a whole segment, written to files and kept; nothing is sent from here. */
import type { Command } from 'commander';
import type { Asked } from '../core/desk/act.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { FEATURES } from '../core/features.ts';
import type { Day } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { previewCard, reportCard, runCard } from '../core/letters/letter.card.ts';
import { letterJson, runJson } from '../core/letters/letters.json.ts';
import { letterTexts } from '../core/letters/letters.text.ts';
import { type MailRoom, mailRoomOf as mailRoomIn } from '../core/letters/mail-room.ts';
import { drawPreview, type Made, makeLetter } from '../core/letters/make-letter.ts';
import { type Run as Planned, planRun } from '../core/letters/plan-run.ts';
import type { LetterWay } from '../core/letters/ports.ts';
import { previewLetter, type Wanted } from '../core/letters/preview-letter.ts';
import { type RunResult, runLetters } from '../core/letters/run-letters.ts';
import { namesOf } from '../core/letters/write-letter.ts';
import type { LetterHouse } from '../core/letters/writer.ts';
import { mailRoomOf } from '../mail/mail-room.ts';
import { answer, type Context, dayOption, houseOf, warn, withStore, writeOut } from './context.ts';
import { theDebtor } from './history.ts';
import { renderText } from './terminal.ts';

interface LetterFlags {
  readonly out?: string;
  readonly date?: string;
  readonly actor?: string;
  readonly preview?: boolean;
}

/** Files stay where the shell is: nobody is brought them in a conversation, and no e-mail leaves. */
export function shellOf({ config }: Context, store: Store): LetterHouse & { readonly mailRoom: MailRoom } {
  return { ...houseOf(config), store, features: FEATURES, platforms: [], mailRoom: { ...mailRoomOf(config), sends: false } };
}

interface Shell {
  readonly actor?: string | undefined;
  readonly day: Day;
}

async function askedBy({ store, policy }: LetterHouse, { actor, day }: Shell): Promise<Asked> {
  const locale = policy.language;
  const person = actor === undefined ? undefined : await store.read.people.byEmail(actor.toLowerCase());
  if (actor !== undefined && !person) throw new DomainError('unknown-person', deskTexts(locale).unknownPerson(actor));
  return { by: person ?? 'system:command-line', locale, day };
}

function wayOf(out: string, context: Context): Exclude<LetterWay, 'send'> {
  if (/\.pdf$/i.test(out)) return 'paper';
  if (/\.eml$/i.test(out)) return 'draft';
  throw new DomainError('bad-input', letterTexts(context.config.policy.language).refused.out);
}

async function letterCommand(context: Context, words: readonly string[], flags: LetterFlags): Promise<void> {
  const { out, actor } = flags;
  const shell = { actor, day: dayOption(context.config, flags.date) };
  await withStore(context, async (store) => {
    const house = shellOf(context, store);
    const { language } = house.policy;
    if (out === undefined) {
      const { asked, wanted } = await wantedBy(house, words, shell);
      const previewed = await previewLetter(house, asked, wanted);
      return answer(context, { letter: letterJson(previewed.letter) }, () => renderText(previewCard(previewed, language)));
    }
    const how = wayOf(out, context);
    if (flags.preview) {
      const { asked, wanted } = await wantedBy(house, words, shell);
      const { letter, file, refused } = await drawPreview(house, asked, { ...wanted, how });
      if (refused) warn(context, `${refused.message}\n`);
      writeOut(context, out, file.bytes);
      return answer(context, { file: out, letter: letterJson(letter) }, () => `${out}\n`);
    }
    const { letter, row, file } = await letterFromShell(house, words, how, shell);
    writeOut(context, out, file.bytes);
    answer(context, { file: out, letter: letterJson(letter), kept: row.fileId }, () => `${out}\n`);
  });
}

/** Who asks, and which letter to whom. */
async function wantedBy(
  house: LetterHouse,
  words: readonly string[],
  shell: Shell,
): Promise<{ readonly asked: Asked; readonly wanted: Wanted }> {
  const { language } = house.policy;
  const asked = await askedBy(house, shell);
  const { debtor, rest } = await theDebtor(house.store.read, words, language);
  if (rest !== '') return { asked, wanted: { debtorId: debtor.id, words: rest } };
  throw new DomainError('bad-input', letterTexts(language).refused.usage(namesOf(mailRoomIn(house).templates(), language)));
}

/** Makes the letter; a shell has no second press: what is there already is a refusal that says where. */
export async function letterFromShell(
  house: LetterHouse,
  words: readonly string[],
  how: LetterWay,
  shell: Shell,
): Promise<Extract<Made, { readonly file: unknown }>> {
  const { asked, wanted } = await wantedBy(house, words, shell);
  const made = await makeLetter(house, asked, { ...wanted, how });
  if ('file' in made) return made;
  if ('changed' in made) throw new Error('a letter that nobody read cannot have changed');
  const { again, by } = made;
  throw new DomainError('conflict', letterTexts(house.policy.language).done.again(again.title, by), {
    letter: again.id,
    file: again.fileId,
  });
}

async function lettersCommand(context: Context, words: readonly string[], flags: LetterFlags): Promise<void> {
  const locale = context.config.policy.language;
  const { out, actor } = flags;
  const shell = { actor, day: dayOption(context.config, flags.date) };
  await withStore(context, async (store) => {
    const house = shellOf(context, store);
    if (out === undefined) {
      const run = await planRun(house, await askedBy(house, shell), words.join(' '));
      return answer(context, runJson(run), () => renderText(runCard(run, false, locale)));
    }
    const { run, result } = await lettersFromShell(house, words, shell);
    writeOut(context, out, await house.mailRoom.zip(result.files));
    if (result.fault !== undefined) throw result.fault;
    answer(context, { file: out, ...runJson(run), made: result.made.length }, () =>
      renderText(reportCard(run, result.made, result.again, locale)),
    );
  });
}

/** Makes the run: the command itself confirms it. */
export async function lettersFromShell(
  house: LetterHouse,
  words: readonly string[],
  shell: Shell,
): Promise<{ readonly run: Planned; readonly result: RunResult }> {
  const { run, result } = await runLetters(house, await askedBy(house, shell), { words: words.join(' ') });
  if (!result) throw new Error('a run that nobody confirmed before cannot have changed');
  return { run, result };
}

type Add = (name: string, description: string) => Command;
type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `letter` and `letters`. */
export function addLetterCommands(add: Add, run: Run): void {
  add('letter <words...>', 'a letter to a debtor: the debtor, then the letter; shown, or written to a file and kept')
    .option('--out <file>', '.pdf, or .eml for an e-mail draft')
    .option('--date <date>', 'the day that the letter is of')
    .option('--actor <email>', 'who signs it')
    .option('--preview', 'write the file, keep nothing')
    .action((words: string[], flags: LetterFlags, command: Command) => run(command, (context) => letterCommand(context, words, flags)));
  add(
    'letters <words...>',
    'one letter to a whole segment: the segment (or all), then the letter; shown, or written to an archive and kept',
  )
    .option('--out <file.zip>', 'an archive of all of them')
    .option('--date <date>', 'the day that the letters are of')
    .option('--actor <email>', 'who signs them')
    .action((words: string[], flags: LetterFlags, command: Command) => run(command, (context) => lettersCommand(context, words, flags)));
}
