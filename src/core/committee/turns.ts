/** The committee in the conversation: looking at motions, what the chair and the owner of a decision do, and who answers what. */

import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { deskTexts } from '../desk/texts.ts';
import { answersOf, need, privately, type Replies, type Turn } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { closeByChair, extendByChair } from './vote/chair-motion.ts';
import { viewMotion } from './motion-view.ts';
import { dossierCard } from './dossier/dossier.card.ts';
import { finishMotion } from './decision/finish-motion.ts';
import { minutesCard } from './minutes/minutes.ts';
import { noteCard } from './motion/motion.card.ts';
import { extendForm } from './propose/motion.forms.ts';
import { listCard, showCard } from './motion/motion.list.ts';
import { papersTurn, periodTurn } from './minutes/period-turns.ts';
import { motionsIn } from './ports.ts';
import { findForMotion, formOf, proposeTurn } from './propose/propose-turns.ts';
import { committeeTexts } from './texts.ts';
import { inOneGo, MAX_WORDS, viewFor } from './motion/find-motion.ts';
import { ballotTurn, castTurn, voteTurn } from './vote/vote-turns.ts';

async function listMotions(turn: Turn): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const open = await motionsIn(read).find({ status: 'open', limit: 20 });
  const files = (await Promise.all(open.map((m) => motionsIn(read).file(m.id)))).flatMap((file) => file ?? []);
  const views = await Promise.all(files.map((file) => viewMotion(read, file, core.clock.now(), core)));
  return privately(listCard(views, core.policy, actor.locale));
}

async function showMotionTurn(turn: Turn, id: number): Replies {
  return privately(showCard(await viewFor(turn, id), turn.actor.person, turn.core.policy, turn.actor.locale));
}

async function showDossier(turn: Turn, id: number): Replies {
  return privately(dossierCard(await viewFor(turn, id), turn.actor.locale));
}

async function showMinutes(turn: Turn, id: number): Replies {
  const view = await viewFor(turn, id);
  const { locale } = turn.actor;
  if (!view.decision) throw new DomainError('conflict', committeeTexts(locale).minutes.unknown(id));
  return privately(minutesCard(view, turn.core.policy, locale));
}

// ---------------------------------------------------------------- chair and owner

async function chairTurn(turn: Turn, { motion, what }: IntentOf<'motion.chair'>): Replies {
  need(turn, 'see');
  if (what === 'extend') return [{ type: 'form', form: extendForm(motion, turn.actor.locale) }];
  await inOneGo(turn, (act) => closeByChair(act, turn.actor.person, motion));
  return showMotionTurn(turn, motion);
}

async function extendTurn(turn: Turn, { motion }: IntentOf<'motion.extend'>): Replies {
  need(turn, 'see');
  await inOneGo(turn, (act) => extendByChair(act, turn.actor.person, motion, cut(answersOf(turn)?.reason ?? '', MAX_WORDS)));
  return showMotionTurn(turn, motion);
}

async function doneTurn(turn: Turn, { motion, what }: IntentOf<'motion.done'>): Replies {
  need(turn, 'see');
  if (what !== 'entered' && what !== 'ended' && what !== 'followed')
    throw new DomainError('bad-intent', deskTexts(turn.actor.locale).access.stale);
  const words = await inOneGo(turn, (act) => finishMotion(act, turn.actor.person, motion, what));
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
  'motion.done': doneTurn,
  'motion.period': periodTurn,
  'motion.papers': papersTurn,
};
