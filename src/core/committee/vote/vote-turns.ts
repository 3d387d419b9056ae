/** Voting in the conversation: the buttons and forms of a ballot, and words in the thread, which are none. */

import type { Happening, Reply } from '../../desk/inbound.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { may } from '../../desk/policy.ts';
import { deskTexts } from '../../desk/texts.ts';
import { answersOf, need, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { parseAmount } from '../../kernel/amount-words.ts';
import { cut } from '../../kernel/clean.ts';
import { DomainError } from '../../kernel/errors.ts';
import { liveBallots } from '../count/ballots.ts';
import { type Cast, type Counted, castBallot } from './cast-ballot.ts';
import { type MotionView, motionOfKey, viewMotion } from '../motion-view.ts';
import { soundsLikeABallot } from '../propose/motion.ask.ts';
import { ballotButtons, ballotCard, noteCard, resultLine } from '../motion/motion.card.ts';
import { ballotForm } from '../propose/motion.forms.ts';
import { ballotWords, lastBallot } from '../motion/motion.words.ts';
import { type MotionFile, newestFacts, voteOf } from '../motion/motion-record.ts';
import { motionsIn } from '../ports.ts';
import { committeeTexts } from '../texts.ts';
import { inOneGo, MAX_WORDS, viewFor } from '../motion/find-motion.ts';

export async function voteTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.vote'>): Replies {
  if (choice !== 'approve' && choice !== 'abstain') throw new DomainError('bad-intent', deskTexts(turn.actor.locale).access.stale);
  return cast(turn, motion, { choice, facts });
}

export async function ballotTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.ballot'>): Replies {
  const { locale, person } = turn.actor;
  const view = await viewFor(turn, motion);
  const t = committeeTexts(locale);
  if (view.motion.status !== 'open') throw new DomainError('conflict', t.refused.closed(t.status[view.motion.status].toLowerCase()));
  if (choice !== 'less' && choice !== 'reject' && choice !== 'recuse' && choice !== 'proxy')
    throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  const absent = choice === 'proxy' ? represented(view, person.email) : [];
  if (choice === 'proxy' && absent.length === 0) throw new DomainError('not-allowed', t.refused.noProxy);
  return [{ type: 'form', form: ballotForm(view, choice, facts, absent, locale) }];
}

/** Those for whom the person may vote: they named them, are eligible, and have cast nothing of their own. */
function represented(view: MotionView, substitute: string): readonly { readonly value: string; readonly label: string }[] {
  const eligible = new Set(liveBallots(voteOf(view, view.now)).eligible.map((m) => m.id));
  return view.voters
    .filter((v) => v.substitute === substitute && eligible.has(v.id))
    .filter((v) => !view.ballots.some((b) => b.voter === v.id && b.for === undefined))
    .map((v) => ({ value: v.id, label: v.name }));
}

export async function castTurn(turn: Turn, { motion, facts, choice }: IntentOf<'motion.cast'>): Replies {
  const { locale } = turn.actor;
  const t = committeeTexts(locale);
  const answers = answersOf(turn) ?? {};
  const said = (field: string): string => cut(answers[field] ?? '', MAX_WORDS);
  const reason = said('reason') === '' ? {} : { reason: said('reason') };
  const view = await viewFor(turn, motion);
  const written = said('upTo');
  const upTo = written === '' ? undefined : parseAmount(written, view.motion.proposal.currency);
  if ((written !== '' || choice === 'less') && upTo === undefined) return [{ type: 'form-errors', errors: { upTo: t.form.badAmount } }];
  const most = upTo === undefined ? {} : { upTo };
  switch (choice) {
    case 'less':
      return cast(turn, motion, { choice: 'approve', facts, ...most });
    case 'reject':
      if (!('reason' in reason)) return [{ type: 'form-errors', errors: { reason: t.refused.noWhy } }];
      return cast(turn, motion, { choice: 'reject', facts, ...reason });
    case 'recuse':
      return cast(turn, motion, { choice: 'recuse', facts, ...reason });
    case 'proxy': {
      const chosen = (['approve', 'reject', 'abstain'] as const).find((c) => c === said('choice'));
      if (!chosen || said('for') === '') throw new DomainError('bad-intent', deskTexts(locale).access.stale);
      return cast(turn, motion, { choice: chosen, for: said('for'), facts, ...(chosen === 'approve' ? most : {}), ...reason });
    }
    default:
      throw new DomainError('bad-intent', deskTexts(locale).access.stale);
  }
}

async function cast(turn: Turn, id: number, ballot: Cast): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { locale, person } = actor;
  const counted: Counted | undefined = await inOneGo(turn, (act) => castBallot(act, person, id, ballot));
  const view = await viewFor(turn, id);
  const t = committeeTexts(locale).ballot;
  const member = ballot.for ?? person.email;
  const own = lastBallot(view, member);
  if (!own) return [];
  const words = ballotWords(view, own, locale);
  const said = member === person.email ? words : t.for(words, view.names.get(member) ?? member);
  const open = own.choice === 'recuse' ? t.notedRecusal(said) : t.noted(said);
  const noted = view.motion.status === 'open' ? open : t.notedLast(said, resultLine(view, locale));
  if (counted?.stale) return privately(ballotCard(view, member, core.policy, locale, t.stale));
  return privately({ ...noteCard(noted, locale), amounts: own.upTo !== undefined || view.motion.status !== 'open' });
}

// ---------------------------------------------------------------- the thread

/** Words are not a ballot: whoever may vote and writes "ok pour moi" under the motion is shown the buttons, privately. */
export async function hearInMotion(
  turn: Turn,
  { text, change }: Extract<Happening, { type: 'reply' }>,
): Promise<readonly Reply[] | undefined> {
  const { core, event, actor } = turn;
  const { thread } = event.where;
  const opener = thread && (await core.store.read.outbox.byRef(event.identity.platform, thread));
  const id = opener && motionOfKey(opener.key);
  const file: MotionFile | undefined = id === undefined ? undefined : await motionsIn(core.store.read).file(id);
  if (!file) return undefined;
  if (change === 'deleted' || file.motion.status !== 'open' || !soundsLikeABallot(text)) return [];
  const { eligible } = liveBallots(voteOf(file, core.clock.now()));
  if (!eligible.some((m) => m.id === actor.person.email) || !may(core.policy, actor.person, 'see')) return [];
  const view = await viewMotion(core.store.read, file, core.clock.now(), core);
  const words = committeeTexts(actor.locale).prompt;
  const confirm = lastBallot(view, actor.person.email);
  const known =
    confirm && confirm.facts === newestFacts(view).hash
      ? ` ${committeeTexts(actor.locale).ballot.yours(ballotWords(view, confirm, actor.locale))}`
      : '';
  const card = noteCard(`${words}${known}`, actor.locale);
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons: ballotButtons(view, actor.locale) }] });
}
