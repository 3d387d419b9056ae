/** Letters in the conversation: choosing one, reading it before it leaves, and letting it leave; one debtor or a whole segment. */
import { choiceCard } from '../debtors/debtor.card.ts';
import { readDebtor } from '../debtors/find-debtors.ts';
import type { Asked } from '../desk/act.ts';
import { sentence } from '../desk/card.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, opens, privately, type Replies, type Turn, told } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { previewCard, reportCard, runCard, templateForm } from './letter.card.ts';
import { letterTexts } from './letters.text.ts';
import { mailRoomOf } from './mail-room.ts';
import { makeLetter } from './make-letter.ts';
import { planRun } from './plan-run.ts';
import { LETTER_WAYS } from './ports.ts';
import { previewLetter, type Wanted } from './preview-letter.ts';
import { runLetters } from './run-letters.ts';
import { namesOf } from './write-letter.ts';
import { debtorFor, writerOf } from './writer.ts';

function askedOf({ actor, event }: Turn): Asked {
  return { by: actor.person, locale: actor.locale, key: event.key };
}

/** `/lettre dupont relance1`; without a letter's name, the choice of letters. */
async function findLetter(turn: Turn, { words }: IntentOf<'letter.find'>): Replies {
  const { read, locale, mailRoom } = writerOf(turn.core, askedOf(turn));
  const named = await readDebtor(read, words, locale, letterTexts(locale).refused.usage(namesOf(mailRoom.templates(), locale)));
  const [only] = named.debtors;
  const template = cut(named.rest.join(' '), 80);
  if (named.count > 1 || !only) {
    const chosen = (debtor: number) =>
      template === '' ? { kind: 'letter.form' as const, debtor } : { kind: 'letter.preview' as const, debtor, template };
    return privately(choiceCard(named.query, named, locale, chosen));
  }
  return template === ''
    ? chooseLetter(turn, { kind: 'letter.form', debtor: only.id })
    : preview(turn, { debtorId: only.id, words: template });
}

async function chooseLetter(turn: Turn, { debtor: id, action }: IntentOf<'letter.form'>): Replies {
  const writer = writerOf(turn.core, askedOf(turn));
  const debtor = await debtorFor(writer, id);
  const { all } = writer.mailRoom.templates();
  const language = debtor.language ?? turn.core.policy.language;
  const mine = all.filter((t) => t.locale === language);
  return opens(templateForm(debtor, mine.length > 0 ? mine : all, action, writer.locale));
}

async function previewTurn(turn: Turn, { debtor: debtorId, template, action }: IntentOf<'letter.preview'>): Replies {
  return preview(turn, { debtorId, words: template ?? answersOf(turn)?.template ?? '', action });
}

async function preview(turn: Turn, wanted: Wanted): Replies {
  return privately(previewCard(await previewLetter(turn.core, askedOf(turn), wanted), turn.actor.locale));
}

async function makeTurn(turn: Turn, { debtor: debtorId, template: words, how, seen, action }: IntentOf<'letter.make'>): Replies {
  const { locale } = turn.actor;
  const t = letterTexts(locale).done;
  const way = LETTER_WAYS.find((known) => known === how);
  if (!way) throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const made = await makeLetter(turn.core, askedOf(turn), { debtorId, words, how: way, seen, action });
  if ('again' in made) return told(turn, t.again(made.again.title, made.by));
  if ('changed' in made) return privately(previewCard(made.changed, locale));
  const { title, recipient } = made.row;
  return told(turn, { send: t.queued(title, recipient), paper: t.paper(title), draft: t.draft(title) }[way]);
}

// ---------------------------------------------------------------- a whole segment

async function askRun(turn: Turn, { words }: IntentOf<'letters.ask'>): Replies {
  const run = await planRun(turn.core, askedOf(turn), words, progressOf(turn));
  return privately(runCard(run, mailRoomOf(turn.core).sends, turn.actor.locale));
}

function progressOf(turn: Turn): (done: number, of: number) => Promise<void> {
  const { locale } = turn.actor;
  return (done, of) => turn.progress(sentence(letterTexts(locale).run.progress(done, of), locale));
}

async function goRun(turn: Turn, { segment, template, seen }: IntentOf<'letters.go'>): Replies {
  const { core, actor } = turn;
  const { run, result } = await runLetters(core, askedOf(turn), { words: `${segment} ${template}`, seen }, progressOf(turn));
  if (!result) return privately(runCard(run, mailRoomOf(core).sends, actor.locale));
  if (result.fault !== undefined) throw result.fault;
  return privately(reportCard(run, result.made, result.again, actor.locale));
}

export const letterTurns: Turns<'letter'> = {
  'letter.find': findLetter,
  'letter.form': chooseLetter,
  'letter.preview': previewTurn,
  'letter.make': makeTurn,
};

export const lettersTurns: Turns<'letters'> = { 'letters.ask': askRun, 'letters.go': goRun };
