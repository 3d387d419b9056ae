/** Voting in the conversation: the buttons and forms of a ballot, and what the chair does. */
import type { IntentOf } from '../../desk/intent.ts';
import { deskTexts } from '../../desk/texts.ts';
import { answersOf, need, once, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { cut } from '../../kernel/clean.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/locale.ts';
import { closedRefusal, MAX_WORDS, viewFor } from '../motion/find-motion.ts';
import { ballotCard, enterableBy, noteCard, opinionButton } from '../motion/motion.card.ts';
import { showCard } from '../motion/motion.list.ts';
import { ballotWords, lastBallot, roleNames } from '../motion/motion.words.ts';
import { representedBy, withoutVoice } from '../motion/motion-record.ts';
import { type MotionView, resultLine } from '../motion/motion-view.ts';
import { committeeTexts } from '../motion/texts.ts';
import { type Cast, type Confirmation, castBallot } from './cast-ballot.ts';
import { closeByChair, extendByChair } from './chair-motion.ts';
import { giveOpinion } from './give-opinion.ts';
import { ballotForm, extendForm, opinionForm } from './vote.forms.ts';

export async function voteTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.vote'>): Replies {
  if (choice !== 'approve' && choice !== 'abstain' && choice !== 'disown' && choice !== 'confirm') throw stale(turn);
  return cast(turn, motion, { choice, facts });
}

export async function ballotTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.ballot'>): Replies {
  const { locale, person } = turn.actor;
  const view = await viewFor(turn, motion);
  const t = committeeTexts(locale);
  if (view.motion.status !== 'open') throw closedRefusal(view.motion, locale);
  if (choice !== 'less' && choice !== 'reject' && choice !== 'recuse' && choice !== 'proxy' && choice !== 'enter') throw stale(turn);
  const why = choice === 'proxy' || choice === 'enter' ? undefined : withoutVoice(view, person.email);
  // Before anything is written, and not after it.
  if (why) return voiceless(motion, locale);
  const members = choice === 'enter' ? enterableBy(view, person.email) : representedBy(view, person.email);
  if (choice === 'proxy' && members.length === 0) throw new DomainError('not-allowed', t.refused.noProxy);
  if (choice === 'enter' && members.length === 0) {
    const { chair } = view.motion.rule;
    throw new DomainError('not-allowed', person.roles.includes(chair) ? t.refused.noEntry : t.refused.notChair(roleNames([chair], locale)));
  }
  const options = members.map((v) => ({ value: v.id, label: v.name }));
  return [{ type: 'form', form: ballotForm(view, choice, facts, options, locale) }];
}

export async function castTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.cast'>): Replies {
  need(turn, 'see');
  const answers = answersOf(turn) ?? {};
  const said = (field: string): string => cut(answers[field] ?? '', MAX_WORDS);
  const reason = said('reason') === '' ? {} : { reason: said('reason') };
  const written = said('upTo') === '' ? {} : { written: said('upTo') };
  switch (choice) {
    case 'less':
      return cast(turn, motion, { choice: 'approve', facts, written: said('upTo') });
    case 'reject':
      if (!('reason' in reason)) return [{ type: 'form-errors', errors: { reason: committeeTexts(turn.actor.locale).refused.noWhy } }];
      return cast(turn, motion, { choice: 'reject', facts, ...reason });
    case 'recuse':
      return cast(turn, motion, { choice: 'recuse', facts, ...reason });
    case 'proxy':
    case 'enter': {
      const chosen = (['approve', 'reject', 'abstain'] as const).find((c) => c === said('choice'));
      if (!chosen || said('for') === '') throw stale(turn);
      if (chosen === 'reject' && !('reason' in reason))
        return [{ type: 'form-errors', errors: { reason: committeeTexts(turn.actor.locale).refused.noWhy } }];
      return cast(turn, motion, {
        choice: chosen,
        ...(choice === 'proxy' ? { for: said('for') } : { member: said('for') }),
        facts,
        ...written,
        ...reason,
      });
    }
    default:
      throw stale(turn);
  }
}

function stale({ actor }: Turn): DomainError {
  return new DomainError('bad-intent', deskTexts(actor.locale).access.stale);
}

async function cast(turn: Turn, id: number, ballot: Cast | Confirmation): Replies {
  const { core, actor } = turn;
  const { locale, person } = actor;
  const { member: entered, for: represented } = ballot.choice === 'confirm' ? { member: undefined, for: undefined } : ballot;
  const member = entered ?? represented ?? person.email;
  const counted = await once(turn, (act) => castBallot(act, id, ballot)).catch((error: unknown) => {
    // Somebody else's missing voice is told as it is.
    if (member !== person.email || !isVoiceless(error)) throw error;
    return 'voiceless' as const;
  });
  if (counted === 'voiceless') return voiceless(id, locale);
  const view = counted?.view ?? (await viewFor(turn, id));
  if (counted?.stale && entered === undefined)
    return privately(ballotCard(view, member, core.policy, locale, committeeTexts(locale).ballot.stale));
  return noted(view, member, turn, counted?.stale);
}

/** The ballot as it was noted; with the last one, what the vote came to. */
function noted(view: MotionView, member: string, { actor }: Turn, stale = false): Awaited<Replies> {
  const { locale, person } = actor;
  const t = committeeTexts(locale).ballot;
  const own = lastBallot(view, member);
  if (!own) return [];
  const words = ballotWords(view, own, locale);
  const said = member === person.email ? words : t.for(words, view.names.get(member) ?? member);
  const open = stale
    ? t.notedStale(said)
    : own.choice === 'recuse'
      ? t.notedRecusal(said)
      : own.choice === 'disown'
        ? t.disowned
        : t.noted(said);
  const decided = view.motion.status !== 'open';
  return privately({
    ...noteCard(decided ? t.notedLast(said, resultLine(view, locale)) : open, locale),
    amounts: own.upTo !== undefined || decided,
  });
}

// ---------------------------------------------------------------- without a voice

function isVoiceless(error: unknown): boolean {
  const why: unknown =
    error instanceof DomainError && typeof error.details === 'object' ? Reflect.get(error.details ?? {}, 'why') : undefined;
  return why === 'not-on-roster' || why === 'not-eligible';
}

/** That one has no ballot, and what one has instead. */
function voiceless(motion: number, locale: Locale): Awaited<Replies> {
  const { ballot, opinion } = committeeTexts(locale);
  const card = noteCard(`${ballot.notYours} ${opinion.instead}`, locale);
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons: [opinionButton(motion, locale)] }], amounts: false });
}

export async function opinionTurn(turn: Turn, { motion }: IntentOf<'motion.opinion'>): Replies {
  const { locale, person } = turn.actor;
  const view = await viewFor(turn, motion);
  const t = committeeTexts(locale);
  if (view.motion.status !== 'open') throw closedRefusal(view.motion, locale);
  if (!withoutVoice(view, person.email)) throw new DomainError('not-allowed', t.opinion.voter);
  return [{ type: 'form', form: opinionForm(view, locale) }];
}

export async function opineTurn(turn: Turn, { motion, text }: IntentOf<'motion.opine'>): Replies {
  const { locale } = turn.actor;
  const t = committeeTexts(locale).opinion;
  const answers = answersOf(turn);
  const words = cut(text ?? answers?.text ?? '', MAX_WORDS);
  if (answers && words.trim() === '') return [{ type: 'form-errors', errors: { text: t.empty } }];
  await once(turn, (act) => giveOpinion(act, motion, words));
  return privately({ ...noteCard(t.noted, locale), amounts: false });
}

// ---------------------------------------------------------------- the chair

export async function chairTurn(turn: Turn, { motion, what }: IntentOf<'motion.chair'>): Replies {
  need(turn, 'see');
  if (what === 'extend') return [{ type: 'form', form: extendForm(motion, turn.actor.locale) }];
  await once(turn, (act) => closeByChair(act, motion));
  return showMotionTurn(turn, motion);
}

export async function extendTurn(turn: Turn, { motion }: IntentOf<'motion.extend'>): Replies {
  await once(turn, (act) => extendByChair(act, motion, cut(answersOf(turn)?.reason ?? '', MAX_WORDS)));
  return showMotionTurn(turn, motion);
}

export async function showMotionTurn(turn: Turn, id: number): Replies {
  return privately(showCard(await viewFor(turn, id), turn.actor.person, turn.core.policy, turn.actor.locale));
}
