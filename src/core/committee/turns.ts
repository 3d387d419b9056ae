/** The committee in the conversation: looking at motions, what the owner of a decision says of it, and who answers what. */
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { need, once, privately, type Replies, type Turn } from '../desk/turn.ts';
import { DomainError } from '../kernel/errors.ts';
import { finishMotion } from './decision/finish-motion.ts';
import { minutesFor } from './minutes/minutes.ts';
import { papersTurn, periodTurn } from './minutes/period-turns.ts';
import { dossierCard } from './motion/dossier.card.ts';
import { viewFor } from './motion/find-motion.ts';
import { noteCard } from './motion/motion.card.ts';
import { listCard } from './motion/motion.list.ts';
import { newestFacts } from './motion/motion-record.ts';
import { viewMotion } from './motion/motion-view.ts';
import { motionsIn } from './motion/ports.ts';
import { committeeTexts } from './motion/texts.ts';
import { findForMotion, formOf, proposeTurn } from './propose/propose-turns.ts';
import { ballotTurn, castTurn, chairTurn, extendTurn, opineTurn, opinionTurn, showMotionTurn, voteTurn } from './vote/vote-turns.ts';

async function listMotions(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const open = await motionsIn(read).find({ status: 'open', limit: 20 });
  const files = (await Promise.all(open.map((m) => motionsIn(read).file(m.id)))).flatMap((file) => file ?? []);
  const views = await Promise.all(files.map((file) => viewMotion(read, file, core.clock.now(), core)));
  return privately(listCard(views, core.policy, actor.locale));
}

async function showDossier(turn: Turn, id: number): Replies {
  const view = await viewFor(turn, id);
  return privately(dossierCard(newestFacts(view), view.debtor?.name ?? '', view.today, turn.actor.locale));
}

async function showMinutes(turn: Turn, id: number): Replies {
  const view = await viewFor(turn, id);
  const { locale } = turn.actor;
  const card = await minutesFor(turn.core.store.read, view, turn.core.policy, locale);
  if (!card) throw new DomainError('conflict', committeeTexts(locale).minutes.unknown(id));
  return privately(card);
}

async function doneTurn(turn: Turn, { motion, what }: IntentOf<'motion.done'>): Replies {
  if (what !== 'entered' && what !== 'ended' && what !== 'followed')
    throw new DomainError('bad-intent', deskTexts(turn.actor.locale).access.stale);
  const words = await once(turn, (act) => finishMotion(act, motion, what));
  return words === undefined ? [] : privately(noteCard(words, turn.actor.locale));
}

export const committeeTurns: Turns<'motion'> = {
  'motion.find': findForMotion,
  'motion.form': formOf,
  'motion.propose': proposeTurn,
  'motion.list': listMotions,
  'motion.show': (turn, { motion }) => showMotionTurn(turn, motion),
  'motion.dossier': (turn, { motion }) => showDossier(turn, motion),
  'motion.minutes': (turn, { motion }) => showMinutes(turn, motion),
  'motion.vote': voteTurn,
  'motion.ballot': ballotTurn,
  'motion.cast': castTurn,
  'motion.chair': chairTurn,
  'motion.extend': extendTurn,
  'motion.opinion': opinionTurn,
  'motion.opine': opineTurn,
  'motion.done': doneTurn,
  'motion.period': periodTurn,
  'motion.papers': papersTurn,
};
