/** Letters in the conversation: choosing one, reading it before it leaves, and letting it leave; one debtor or a whole segment. */

import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { readDebtor } from '../debtors/find-debtors.ts';
import { sentence } from '../desk/card.ts';
import { type Core, today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { need, privately, type Replies, type Turn, told } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { businessDaysBetween, isoDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { promisesIn } from '../promises/ports.ts';
import { previewCard, reportCard, runCard, templateForm } from './letter.card.ts';
import { digestOfLetter, type Letter } from './letter.ts';
import { letterPolicy } from './letter-policy.ts';
import { letterTexts } from './letters.text.ts';
import { type MailRoom, mailRoomOf } from './mail-room.ts';
import { type Maker, makeLetter } from './make-letter.ts';
import { LETTER_WAYS, lettersIn } from './ports.ts';
import { carryOutRun, isRestOf, planRun, type Run, type RunOptions, readRun, runId } from './run-letters.ts';
import type { Template } from './template.ts';
import { chosenTemplate, inLitigation, namesOf, refusalOf, writeLetter } from './write-letter.ts';

function needLetter(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'letter', letterTexts(turn.actor.locale).refused.send);
}

async function debtorOf(turn: Turn, id: number): Promise<Debtor> {
  const debtor = await debtorsIn(turn.core.store.read).byId(id);
  if (!debtor) throw new DomainError('gone', debtorTexts(turn.actor.locale).gone);
  return debtor;
}

function makerOf({ core, actor }: Turn): Maker {
  const { store, policy, clock } = core;
  const mailRoom = mailRoomOf(core);
  return {
    store,
    mailRoom,
    platforms: [...core.gateways.keys()],
    copySender: letterPolicy(policy).copySender,
    locale: actor.locale,
    at: clock.now(),
  };
}

/** `/lettre dupont relance1`; without a letter's name, the choice of letters. */
async function findLetter(turn: Turn, { words }: IntentOf<'letter.find'>): Replies {
  needLetter(turn);
  const { core, actor } = turn;
  const { locale } = actor;
  const t = letterTexts(locale).refused;
  const named = await readDebtor(core.store.read, words, locale, t.usage(namesOf(mailRoomOf(core).templates(), locale)));
  const [only] = named.debtors;
  const template = cut(named.rest.join(' '), 80);
  if (named.count > 1 || !only) {
    const chosen = (debtor: number) =>
      template === '' ? { kind: 'letter.form' as const, debtor } : { kind: 'letter.preview' as const, debtor, template };
    return privately(choiceCard(named.query, named, locale, chosen));
  }
  return template === '' ? chooseLetter(turn, { kind: 'letter.form', debtor: only.id }) : preview(turn, only, template);
}

async function chooseLetter(turn: Turn, { debtor: id, action }: IntentOf<'letter.form'>): Replies {
  needLetter(turn);
  const { core, actor } = turn;
  const debtor = await debtorOf(turn, id);
  const { all } = mailRoomOf(core).templates();
  const language = debtor.language ?? core.policy.language;
  const mine = all.filter((t) => t.locale === language);
  return [{ type: 'form', form: templateForm(debtor, mine.length > 0 ? mine : all, action, actor.locale) }];
}

async function previewTurn(turn: Turn, { debtor: id, template, action }: IntentOf<'letter.preview'>): Replies {
  needLetter(turn);
  const { happening } = turn.event;
  const chosen = template ?? (happening.type === 'submit' ? happening.answers.template : undefined) ?? '';
  return preview(turn, await debtorOf(turn, id), chosen, action);
}

async function preview(turn: Turn, debtor: Debtor, words: string, action?: string, changed = false): Replies {
  const { core, actor } = turn;
  const { read } = core.store;
  const { letter } = await letterFor(turn, debtor, words);
  const [ledgerDay, promises] = await Promise.all([
    ledgerIn(read).ledgerDay(debtor.companyId),
    promisesIn(read).find({ debtorIds: [debtor.id], statuses: ['open'] }),
  ]);
  const [promised] = promises.flatMap((p) => p.lines.filter((l) => l.status === 'open').map((l) => ({ ...l, currency: p.currency })));
  return privately(previewCard({ letter, ledgerDay, promised, sends: mailRoomOf(core).sends, action, changed }, actor.locale));
}

async function letterFor(turn: Turn, debtor: Debtor, words: string): Promise<{ readonly letter: Letter; readonly template: Template }> {
  const { core, actor } = turn;
  const { locale, person } = actor;
  const { policy, store } = core;
  const template = chosenTemplate(mailRoomOf(core).templates(), words, debtor, policy, locale);
  const written = await writeLetter(store.read, debtor, template, { day: today(core), policy, sender: person, locale });
  if ('out' in written) throw refusalOf(written.out, debtor, locale);
  return { letter: written.letter, template };
}

/** Nothing leaves on figures that are too old (cli.md, "which item counts when"). */
async function needFresh(core: Core, companyId: number | undefined, locale: 'fr' | 'en'): Promise<void> {
  const t = letterTexts(locale).refused;
  const day = today(core);
  const ledger = await ledgerIn(core.store.read).ledgerDay(companyId);
  if (ledger === undefined) throw new DomainError('conflict', t.noLedger);
  const old = businessDaysBetween(core.calendar, ledger, day);
  if (old > core.policy.ledgerStaleAfter) throw new DomainError('conflict', t.stale(format.date(ledger, locale, day), old));
}

/** A run reaches several companies' debtors: the newest ledger of one says nothing of another's. */
async function needFreshRun(core: Core, run: Run, locale: 'fr' | 'en'): Promise<void> {
  for (const companyId of new Set(run.letters.map(({ debtor }) => debtor.companyId))) await needFresh(core, companyId, locale);
}

async function makeTurn(turn: Turn, { debtor: id, template: name, how, seen, action }: IntentOf<'letter.make'>): Replies {
  needLetter(turn);
  const { core, actor } = turn;
  const { locale, person } = actor;
  const t = letterTexts(locale);
  const way = LETTER_WAYS.find((known) => known === how);
  if (!way) throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const debtor = await debtorOf(turn, id);
  await needFresh(core, debtor.companyId, locale);
  if ((await inLitigation(core.store.read)).has(debtor.id)) throw refusalOf('litigation', debtor, locale);
  if (way !== 'paper' && debtor.email === null) throw new DomainError('conflict', t.refused.noEmail(debtor.name));
  if (way === 'send' && !mailRoomOf(core).sends) throw new DomainError('conflict', t.refused.noMail);
  // Whoever presses twice is told so, before the second letter is found to differ by the first.
  const before = await lettersIn(core.store.read).find({ debtorIds: [debtor.id], day: today(core), template: name });
  const alive = before.find((row) => row.status !== 'failed');
  if (alive) return told(turn, t.done.again(alive.title, await nameOf(turn, alive.actor)));
  const { letter } = await letterFor(turn, debtor, name);
  if (digestOfLetter(letter) !== seen) return preview(turn, debtor, name, action, true);
  const made = await makeLetter(makerOf(turn), { letter, how: way, author: person, ...(action === undefined ? {} : { action }) });
  if ('again' in made) return told(turn, t.done.again(made.again.title, await nameOf(turn, made.again.actor)));
  const words = {
    send: t.done.queued(letter.title, made.row.recipient),
    paper: t.done.paper(letter.title),
    draft: t.done.draft(letter.title),
  };
  return told(turn, words[way]);
}

async function nameOf(turn: Turn, email: string): Promise<string> {
  return (await turn.core.store.read.people.byEmail(email))?.name ?? email;
}

// ---------------------------------------------------------------- a whole segment

function optionsOf({ core, actor }: Turn): RunOptions {
  const { policy } = core;
  const mailRoom = mailRoomOf(core);
  return { day: today(core), policy, sender: actor.person, locale: actor.locale, templates: mailRoom.templates(), sends: mailRoom.sends };
}

async function askRun(turn: Turn, { words }: IntentOf<'letters.ask'>): Replies {
  needLetter(turn);
  const { core, actor } = turn;
  const asked = await readRun(core.store.read, words, actor.locale);
  await needFresh(core, undefined, actor.locale);
  const run = await planRun(core.store.read, asked.segment, asked.debtors, asked.letter, optionsOf(turn), progressOf(turn));
  await needFreshRun(core, run, actor.locale);
  return privately(runCard(run, mailRoomOf(core).sends, actor.locale));
}

function progressOf(turn: Turn): (done: number, of: number) => Promise<void> {
  const { locale } = turn.actor;
  return (done, of) => turn.progress(sentence(letterTexts(locale).run.progress(done, of), locale));
}

async function goRun(turn: Turn, { segment, template, seen }: IntentOf<'letters.go'>): Replies {
  needLetter(turn);
  const { core, actor, event } = turn;
  const { locale, person } = actor;
  const asked = await readRun(core.store.read, `${segment} ${template}`, locale);
  await needFresh(core, undefined, locale);
  const run = await planRun(core.store.read, asked.segment, asked.debtors, asked.letter, optionsOf(turn));
  await needFreshRun(core, run, locale);
  // More, or other, letters than were confirmed are confirmed again; fewer, because the others are done already, go on.
  if (run.letters.length > 0 && run.digest !== seen && !(await isRestOf(core.store.read, run, today(core), seen)))
    return privately(runCard(run, mailRoomOf(core).sends, locale));
  const id = runId(run, today(core), seen, event.key);
  const result = await carryOutRun(makerOf(turn), run, person, id, progressOf(turn));
  if (result.files.length > 0) await bringArchive(turn, run, id, result.files);
  if (result.fault !== undefined) throw result.fault;
  return privately(reportCard(run, result.made, result.again, locale));
}

/** Letters of paper, and drafts, come to whoever made them in one archive. */
async function bringArchive({ core, actor }: Turn, run: Run, id: string, files: Parameters<MailRoom['zip']>[0]): Promise<void> {
  const bytes = await mailRoomOf(core).zip(files);
  const at = core.clock.now();
  const { locale, person } = actor;
  const title = letterTexts(locale).run.title(run.template.title, run.segment);
  const name = `${run.template.name}-${isoDay(today(core))}.zip`;
  await core.store.transact(async (tx) => {
    const file = await tx.files.keep({
      subject: `letters:${id}`,
      debtorId: null,
      name,
      mime: 'application/zip',
      bytes,
      at,
      actor: person.email,
    });
    const card = { ...sentence(title, locale), amounts: true };
    await tx.outbox.enqueue(
      { key: `letters:${id}:file`, destination: { to: 'person', personId: person.id }, card, file },
      [...core.gateways.keys()],
      at,
    );
  });
}

export const letterTurns: Turns<'letter'> = {
  'letter.find': findLetter,
  'letter.form': chooseLetter,
  'letter.preview': previewTurn,
  'letter.make': makeTurn,
};

export const lettersTurns: Turns<'letters'> = { 'letters.ask': askRun, 'letters.go': goRun };
