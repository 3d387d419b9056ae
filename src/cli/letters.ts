/** The command line's letters: one letter, or one to a whole segment, written to files and kept; nothing is sent from here. */

import type { Command } from 'commander';
import { calendarOf } from '../config/calendar.ts';
import type { Person } from '../core/desk/people-ports.ts';
import { may } from '../core/desk/policy.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { businessDaysBetween, type Day, isoDay } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import * as format from '../core/kernel/format.ts';
import { toDecimal } from '../core/kernel/money.ts';
import { ledgerIn } from '../core/ledger/ports.ts';
import { previewCard, reportCard, runCard } from '../core/letters/letter.card.ts';
import type { Letter } from '../core/letters/letter.ts';
import { letterPolicy } from '../core/letters/letter-policy.ts';
import { letterTexts } from '../core/letters/letters.text.ts';
import { filesOf, type Maker, makeLetter } from '../core/letters/make-letter.ts';
import type { LetterRow, LetterWay } from '../core/letters/ports.ts';
import { carryOutRun, planRun, readRun } from '../core/letters/run-letters.ts';
import { chosenTemplate, namesOf, refusalOf, writeLetter } from '../core/letters/write-letter.ts';
import { mailRoomOf } from '../mail/mail-room.ts';
import { answer, type Context, dayOption, withStore, writeOut } from './context.ts';
import { theDebtor } from './history.ts';
import { renderText } from './terminal.ts';

interface LetterFlags {
  readonly out?: string;
  readonly date?: string;
  readonly actor?: string;
  readonly preview?: boolean;
}

function makerOf(context: Context, store: Store): Maker {
  const { config } = context;
  const { policy } = config;
  const at = config.startAt ?? Date.now();
  // Files stay where the shell is: nobody is brought them in a conversation.
  return { store, mailRoom: mailRoomOf(config), platforms: [], copySender: letterPolicy(policy).copySender, locale: policy.language, at };
}

async function authorOf(context: Context, store: Store, email: string | undefined): Promise<Person | undefined> {
  if (email === undefined) return undefined;
  const { policy } = context.config;
  const person = await store.read.people.byEmail(email.toLowerCase());
  if (!person) throw new DomainError('unknown-person', deskTexts(policy.language).unknownPerson(email));
  if (!may(policy, person, 'letter')) throw new DomainError('not-allowed', letterTexts(policy.language).refused.send);
  return person;
}

/** Said beside a file that is made on old figures; a letter that leaves by itself would be refused. */
async function warnStale(context: Context, store: Store, companyId: number | undefined, day: Day): Promise<void> {
  const { policy } = context.config;
  const t = letterTexts(policy.language).refused;
  const ledger = await ledgerIn(store.read).ledgerDay(companyId);
  const old = ledger === undefined ? 0 : businessDaysBetween(calendarOf(policy.country, policy.region), ledger, day);
  if (ledger !== undefined && old > policy.ledgerStaleAfter)
    process.stderr.write(`${t.stale(format.date(ledger, policy.language, day), old)}\n`);
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
  const { policy } = context.config;
  const locale = policy.language;
  await withStore(context, async (store) => {
    const maker = makerOf(context, store);
    const author = await authorOf(context, store, flags.actor);
    const { debtor, rest } = await theDebtor(store.read, words, locale);
    const templates = maker.mailRoom.templates();
    if (rest === '') throw new DomainError('bad-input', letterTexts(locale).refused.usage(namesOf(templates, locale)));
    const template = chosenTemplate(templates, rest, debtor, policy, locale);
    const day = dayOption(context.config, flags.date);
    const collector = debtor.collector === null ? undefined : await store.read.people.byEmail(debtor.collector);
    const written = await writeLetter(store.read, debtor, template, { day, policy, sender: author ?? collector, locale });
    if ('out' in written) throw refusalOf(written.out, debtor, locale);
    const { letter } = written;
    if (flags.out === undefined) {
      const ledgerDay = await ledgerIn(store.read).ledgerDay(debtor.companyId);
      return answer(context, { letter: letterJson(letter) }, () =>
        renderText(previewCard({ letter, ledgerDay, promised: undefined, sends: false, action: undefined, changed: false }, locale)),
      );
    }
    const how = wayOf(flags.out, context);
    await warnStale(context, store, debtor.companyId, day);
    const kept = flags.preview ? undefined : await makeLetter(maker, { letter, how, author });
    if (kept && 'again' in kept) throw again(kept.again, locale);
    const file =
      kept?.file ??
      (
        await filesOf(maker.mailRoom, letter, how, {
          sender: letter.from[0] ?? '',
          replyTo: author?.email,
          cc: [],
          id: `preview-${maker.at}`,
          at: maker.at,
        })
      )[0];
    writeOut(context, flags.out, file.bytes);
    answer(context, { file: flags.out, letter: letterJson(letter), ...(kept ? { kept: kept.row.fileId } : {}) }, () => `${flags.out}\n`);
  });
}

function again(row: LetterRow, locale: 'fr' | 'en'): DomainError {
  return new DomainError('conflict', letterTexts(locale).done.again(row.title, row.actor), { letter: row.id, file: row.fileId });
}

async function lettersCommand(context: Context, words: readonly string[], flags: LetterFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  await withStore(context, async (store) => {
    const maker = makerOf(context, store);
    const author = await authorOf(context, store, flags.actor);
    const asked = await readRun(store.read, words.join(' '), locale);
    const day = dayOption(context.config, flags.date);
    const options = { day, policy, sender: author, locale, templates: maker.mailRoom.templates(), sends: false };
    const run = await planRun(store.read, asked.segment, asked.debtors, asked.letter, options);
    const out = Object.fromEntries([...run.out].map(([why, debtors]) => [why, debtors.map((d) => d.code)]));
    const json = { segment: run.segment, template: run.template.name, letters: run.letters.map((l) => letterJson(l.letter)), leftOut: out };
    if (flags.out === undefined) return answer(context, json, () => renderText(runCard(run, false, locale)));
    await warnStale(context, store, undefined, day);
    const id = `${run.segment.replaceAll(':', ' ')}:${run.template.name}:${isoDay(day)}:${maker.at}`;
    const result = await carryOutRun(maker, run, author, id);
    writeOut(context, flags.out, await maker.mailRoom.zip(result.files));
    if (result.fault !== undefined) throw result.fault;
    answer(context, { file: flags.out, ...json, made: result.made.length }, () =>
      renderText(reportCard(run, result.made, result.again, locale)),
    );
  });
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
