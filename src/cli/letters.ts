/** The command line's letters: one letter, or one to a whole segment, written to files and kept; nothing is sent from here. */

import type { Command } from 'commander';
import type { Asked } from '../core/desk/act.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { FEATURES } from '../core/features.ts';
import { isoDay } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { toDecimal } from '../core/kernel/money.ts';
import { previewCard, reportCard, runCard } from '../core/letters/letter.card.ts';
import type { Letter } from '../core/letters/letter.ts';
import { letterTexts } from '../core/letters/letters.text.ts';
import type { MailRoom } from '../core/letters/mail-room.ts';
import { drawPreview, type Made, makeLetter } from '../core/letters/make-letter.ts';
import { type Run as Planned, planRun } from '../core/letters/plan-run.ts';
import type { LetterWay } from '../core/letters/ports.ts';
import { previewLetter } from '../core/letters/preview-letter.ts';
import { runLetters } from '../core/letters/run-letters.ts';
import { namesOf } from '../core/letters/write-letter.ts';
import type { LetterHouse } from '../core/letters/writer.ts';
import { mailRoomOf } from '../mail/mail-room.ts';
import { answer, type Context, dayOption, houseOf, withStore, writeOut } from './context.ts';
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

async function askedBy({ config }: Context, store: Store, { actor, date }: LetterFlags): Promise<Asked> {
  const locale = config.policy.language;
  const person = actor === undefined ? undefined : await store.read.people.byEmail(actor.toLowerCase());
  if (actor !== undefined && !person) throw new DomainError('unknown-person', deskTexts(locale).unknownPerson(actor));
  return { by: person ?? 'system:command-line', locale, day: dayOption(config, date) };
}

function wayOf(out: string, context: Context): Exclude<LetterWay, 'send'> {
  if (/\.pdf$/i.test(out)) return 'paper';
  if (/\.eml$/i.test(out)) return 'draft';
  throw new DomainError('bad-input', letterTexts(context.config.policy.language).refused.out);
}

function letterJson(letter: Letter): Record<string, unknown> {
  const amount = (minor: bigint | undefined): string | null => (minor === undefined ? null : toDecimal(minor, letter.currency));
  return {
    debtor: letter.debtorCode,
    name: letter.debtorName,
    template: letter.template,
    kind: letter.kind,
    language: letter.locale,
    date: isoDay(letter.day),
    subject: letter.subject,
    to: letter.email,
    currency: letter.currency,
    principal: amount(letter.principal),
    interest: amount(letter.interest),
    indemnity: amount(letter.indemnity),
  };
}

async function letterCommand(context: Context, words: readonly string[], flags: LetterFlags): Promise<void> {
  const locale = context.config.policy.language;
  const { out } = flags;
  await withStore(context, async (store) => {
    const house = shellOf(context, store);
    const asked = await askedBy(context, store, flags);
    const { debtor, rest } = await theDebtor(store.read, words, locale);
    if (rest === '') throw new DomainError('bad-input', letterTexts(locale).refused.usage(namesOf(house.mailRoom.templates(), locale)));
    const wanted = { debtorId: debtor.id, words: rest };
    if (out === undefined) {
      const previewed = await previewLetter(house, asked, wanted);
      return answer(context, { letter: letterJson(previewed.letter) }, () => renderText(previewCard(previewed, locale)));
    }
    const how = wayOf(out, context);
    if (flags.preview) {
      const { letter, file, refused } = await drawPreview(house, asked, { ...wanted, how });
      if (refused) process.stderr.write(`${refused.message}\n`);
      writeOut(context, out, file.bytes);
      return answer(context, { file: out, letter: letterJson(letter) }, () => `${out}\n`);
    }
    const { letter, row, file } = newly(await makeLetter(house, asked, { ...wanted, how }), locale);
    writeOut(context, out, file.bytes);
    answer(context, { file: out, letter: letterJson(letter), kept: row.fileId }, () => `${out}\n`);
  });
}

/** A shell has no second press: what is there already is a refusal that says where. */
function newly(made: Made, locale: 'fr' | 'en'): Extract<Made, { readonly file: unknown }> {
  if ('file' in made) return made;
  if ('changed' in made) throw new Error('a letter that nobody read cannot have changed');
  const { again, by } = made;
  throw new DomainError('conflict', letterTexts(locale).done.again(again.title, by), { letter: again.id, file: again.fileId });
}

async function lettersCommand(context: Context, words: readonly string[], flags: LetterFlags): Promise<void> {
  const locale = context.config.policy.language;
  const { out } = flags;
  await withStore(context, async (store) => {
    const house = shellOf(context, store);
    const asked = await askedBy(context, store, flags);
    if (out === undefined) {
      const run = await planRun(house, asked, words.join(' '));
      return answer(context, runJson(run), () => renderText(runCard(run, false, locale)));
    }
    const { run, result } = await runLetters(house, asked, { words: words.join(' ') });
    if (!result) throw new Error('a run that nobody confirmed before cannot have changed');
    writeOut(context, out, await house.mailRoom.zip(result.files));
    if (result.fault !== undefined) throw result.fault;
    answer(context, { file: out, ...runJson(run), made: result.made.length }, () =>
      renderText(reportCard(run, result.made, result.again, locale)),
    );
  });
}

function runJson({ segment, template, letters, out }: Planned): Record<string, unknown> {
  const leftOut = Object.fromEntries([...out].map(([why, debtors]) => [why, debtors.map((d) => d.code)]));
  return { segment, template: template.name, letters: letters.map((l) => letterJson(l.letter)), leftOut };
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
