/** A debtor in the conversation: found, shown to the one who asked, shared with a channel. */

import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Reply } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { answersOf, first, need, needInsiders, opens, privately, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { factWords } from '../ledger/ledger.words.ts';
import { changeMaster } from './change-master.ts';
import { choiceCard, debtorCard, moreCard } from './debtor.card.ts';
import { debtorTexts } from './debtors.text.ts';
import { debtorOf, findDebtors } from './find-debtors.ts';
import { masterForm } from './master.card.ts';
import { type KnownDebtor, readKnown } from './offer.ts';

/** Words of a query that are repeated in an answer. */
const QUOTED = 80;

async function findDebtor(turn: Turn, { query }: IntentOf<'debtor.find'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { locale } = turn.actor;
  const t = debtorTexts(locale);
  if (query.trim() === '') throw new DomainError('bad-input', t.emptyQuery);
  const found = await findDebtors(turn.core.store.read, query);
  const [only] = found.debtors;
  if (!only) throw new DomainError('unknown-debtor', t.notFound(cut(query, QUOTED)));
  return found.count === 1 ? showDebtor(turn, only.id) : privately(choiceCard(cut(query, QUOTED), found, locale));
}

async function showDebtor(turn: Turn, id: number): Promise<readonly Reply[]> {
  return privately(debtorCard(await knownFor(turn, id), turn.actor.locale));
}

async function moreOf(turn: Turn, id: number): Promise<readonly Reply[]> {
  return privately(moreCard(await knownFor(turn, id), turn.actor.locale));
}

async function shareDebtor(turn: Turn, { debtor }: IntentOf<'debtor.share'>): Promise<readonly Reply[]> {
  const known = await knownFor(turn, debtor);
  await needInsiders(turn);
  const minute = Math.floor(turn.core.clock.now() / 60_000);
  if (!(await first(turn, `share:${turn.actor.person.id}:${turn.event.where.channel}:${debtor}:${minute}`))) return [];
  return [{ type: 'public', card: debtorCard(known, turn.actor.locale, turn.actor.person.name) }];
}

async function knownFor(turn: Turn, id: number): Promise<KnownDebtor> {
  need(turn, 'see');
  const { store } = turn.core;
  const debtor = await debtorOf(store.read, id, turn.actor.locale);
  return readKnown(store.read, debtor, today(turn.core), turn.core);
}

async function openMaster(turn: Turn, id: number): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  need(turn, 'import', debtorTexts(locale).master.refused.notAllowed);
  return opens(masterForm(await debtorOf(turn.core.store.read, id, locale), locale));
}

/** A form that is sent twice finds the record changed already, by itself: the second time is told that nothing changed. */
async function changeRecord(turn: Turn, { debtor: debtorId, seen }: IntentOf<'debtor.change'>): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = debtorTexts(locale).master;
  const { debtor, changed } = await work(turn, (act) => changeMaster(act, { debtorId, seen, answers: answersOf(turn) ?? {} }));
  const what = changed.map((fact) => factWords(fact, locale)).join(', ');
  return told(turn, changed.length === 0 ? t.unchanged(debtor.name) : t.changed(debtor.name, what));
}

export const debtorTurns: Turns<'debtor'> = {
  'debtor.find': findDebtor,
  'debtor.show': (turn, { debtor }) => showDebtor(turn, debtor),
  'debtor.share': shareDebtor,
  'debtor.more': (turn, { debtor }) => moreOf(turn, debtor),
  'debtor.master': (turn, { debtor }) => openMaster(turn, debtor),
  'debtor.change': changeRecord,
};
