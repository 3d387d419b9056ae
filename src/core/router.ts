/** From what a person did to what the bot answers: who it is and what they want; the feature's own turn does the rest. */
import { showAll, showMine } from './agenda/turns.ts';
import { sentence } from './card.ts';
import { parseCommand } from './commands.ts';
import {
  ballotTurn,
  castTurn,
  chairTurn,
  doneTurn,
  extendTurn,
  findForMotion,
  formOf,
  hearInMotion,
  listMotions,
  proposeTurn,
  showDossier,
  showMinutes,
  showMotionTurn,
  voteTurn,
} from './committee/turns.ts';
import { type Core, today } from './core.ts';
import { findDebtor, shareDebtor, showDebtor } from './debtors/turns.ts';
import { setAway } from './disputes/away-turns.ts';
import { disputeForm, disputeShortcut, findDispute, submitDispute } from './disputes/open-turns.ts';
import {
  askTurn,
  creditedTurn,
  keepDisputeReply,
  listDisputes,
  passTurn,
  resumeTurn,
  settleTurn,
  showDispute,
  takeTurn,
  waitTurn,
} from './disputes/turns.ts';
import { DomainError } from './errors.ts';
import { helpCard } from './help.card.ts';
import type { Happening, InboundEvent, Receive, Reply } from './inbound.ts';
import { showChart, showDebtorChart, showIndicators } from './indicators/turns.ts';
import { decodeIntent, type Intent } from './intent.ts';
import { acceptImport, discardImport, showAging, takeFiles } from './ledger/turns.ts';
import { identify } from './people.ts';
import { texts } from './text/texts.ts';
import { privately, type Turn } from './turn.ts';

/** The door of the conversation for every platform. It never throws: a refusal becomes its sentence, a fault of ours a short apology and a log line. */
export function createRouter(core: Core): Receive {
  return async (event, progress = async () => {}) => {
    const fallback = event.locale ?? core.policy.language;
    try {
      const person = await identify(core, event);
      const actor = { person, identity: event.identity, locale: person.language ?? fallback };
      return await answer({ core, event, actor, progress });
    } catch (error) {
      return [{ type: 'private', card: sentence(faultSentence(core, event, error, fallback), fallback) }];
    }
  };
}

function faultSentence(core: Core, event: InboundEvent, error: unknown, locale: 'fr' | 'en'): string {
  if (error instanceof DomainError) return error.message;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.log.error({ event: event.key, happening: event.happening.type, cause }, 'a turn of the conversation failed');
  return texts(locale).access.fault;
}

async function answer(turn: Turn): Promise<readonly Reply[]> {
  const { happening } = turn.event;
  if (happening.type === 'files') return takeFiles(turn, happening.files);
  if (happening.type === 'reply') return (await keepDisputeReply(turn, happening)) ?? (await hearInMotion(turn, happening)) ?? [];
  if (happening.type === 'shortcut') return happening.name === 'dispute' ? disputeShortcut(turn, happening) : [];
  const intent = intentOf(happening, today(turn.core));
  if (intent) return act(turn, intent);
  const t = texts(turn.actor.locale);
  if (happening.type !== 'command') throw new DomainError('bad-intent', t.access.stale);
  const words = [happening.name, happening.text].filter((part) => part !== '').join(' ');
  return privately(helpCard(turn.actor.locale, t.help.unknown(words.slice(0, 80))));
}

function intentOf(happening: Exclude<Happening, { type: 'files' | 'reply' | 'shortcut' }>, date: number): Intent | undefined {
  if (happening.type === 'command') return parseCommand(happening.name, happening.text, date);
  return decodeIntent(happening.payload);
}

async function act(turn: Turn, intent: Intent): Promise<readonly Reply[]> {
  switch (intent.kind) {
    case 'help':
      return privately(helpCard(turn.actor.locale));
    case 'debtor.find':
      return findDebtor(turn, intent);
    case 'debtor.show':
      return showDebtor(turn, intent.debtor);
    case 'debtor.share':
      return shareDebtor(turn, intent);
    case 'aging.show':
      return showAging(turn);
    case 'figures.show':
      return showIndicators(turn);
    case 'chart.show':
      return showChart(turn, intent);
    case 'chart.debtor':
      return showDebtorChart(turn, intent);
    case 'agenda.mine':
      return showMine(turn, intent);
    case 'agenda.all':
      return showAll(turn, intent);
    case 'dispute.find':
      return findDispute(turn, intent);
    case 'dispute.form':
      return disputeForm(turn, intent);
    case 'dispute.open':
      return submitDispute(turn, intent);
    case 'dispute.list':
      return listDisputes(turn, intent.debtor);
    case 'dispute.show':
      return showDispute(turn, intent.dispute);
    case 'dispute.take':
      return takeTurn(turn, intent);
    case 'dispute.ask':
      return askTurn(turn, intent);
    case 'dispute.wait':
      return waitTurn(turn, intent);
    case 'dispute.resume':
      return resumeTurn(turn, intent);
    case 'dispute.pass':
      return passTurn(turn, intent);
    case 'dispute.settle':
      return settleTurn(turn, intent);
    case 'dispute.credited':
      return creditedTurn(turn, intent);
    case 'motion.find':
      return findForMotion(turn, intent);
    case 'motion.form':
      return formOf(turn, intent);
    case 'motion.propose':
      return proposeTurn(turn, intent);
    case 'motion.list':
      return listMotions(turn);
    case 'motion.show':
      return showMotionTurn(turn, intent.motion);
    case 'motion.dossier':
      return showDossier(turn, intent.motion);
    case 'motion.minutes':
      return showMinutes(turn, intent.motion);
    case 'motion.vote':
      return voteTurn(turn, intent);
    case 'motion.ballot':
      return ballotTurn(turn, intent);
    case 'motion.cast':
      return castTurn(turn, intent);
    case 'motion.chair':
      return chairTurn(turn, intent);
    case 'motion.extend':
      return extendTurn(turn, intent);
    case 'motion.done':
      return doneTurn(turn, intent);
    case 'away.set':
      return setAway(turn, intent);
    case 'import.accept':
      return acceptImport(turn, intent);
    case 'import.discard':
      return discardImport(turn, intent);
  }
}
