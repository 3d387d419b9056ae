/** The agenda in the conversation: one's own list, and the whole one page by page. */
import type { Reply } from '../inbound.ts';
import type { IntentOf } from '../intent.ts';
import { need, privately, type Turn, type Turns } from '../turn.ts';
import { ownListCard, wholeListCard } from './agenda.card.ts';
import { type Morning, morningOf } from './morning.ts';

async function showMine(turn: Turn, { date }: IntentOf<'agenda.mine'>): Promise<readonly Reply[]> {
  return privately(ownListCard(await morningFor(turn, date), turn.actor.person.email, turn.actor.locale));
}

async function showAll(turn: Turn, { date, page }: IntentOf<'agenda.all'>): Promise<readonly Reply[]> {
  return privately(wholeListCard(await morningFor(turn, date), page ?? 1, turn.actor.locale));
}

function morningFor(turn: Turn, date: number): Promise<Morning> {
  need(turn, 'see');
  const { store, policy, calendar } = turn.core;
  return morningOf(store.read, date, policy, calendar);
}

export const agendaTurns: Turns<'agenda'> = { 'agenda.mine': showMine, 'agenda.all': showAll };
