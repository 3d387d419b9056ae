/** From what a person did to what the bot answers: who it is and what they want; the feature's own turn does the rest. */

import { agendaTurns } from '../agenda/turns.ts';
import { committeeTurns } from '../committee/turns.ts';
import { hearInMotion } from '../committee/vote-turns.ts';
import { debtorTurns } from '../debtors/turns.ts';
import { awayTurns } from '../disputes/away-turns.ts';
import { disputeShortcut, disputeTurns } from '../disputes/open-turns.ts';
import { keepDisputeReply } from '../disputes/turns.ts';
import { evidenceTurns } from '../evidence/turns.ts';
import { historyShortcut, historyTurns, noteTurns } from '../history/turns.ts';
import { indicatorTurns } from '../indicators/turns.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { ledgerTurns, takeFiles } from '../ledger/turns.ts';
import { lettersTurns, letterTurns } from '../letters/turns.ts';
import { mandateTurns } from '../mandates/turns.ts';
import { promiseTurns } from '../promises/turns.ts';
import { scoreTurns } from '../score/turns.ts';
import { sentence } from './card.ts';
import { parseCommand } from './commands.ts';
import { type Core, today } from './core.ts';
import { cleaned } from './door.ts';
import { helpCard } from './help.card.ts';
import type { Happening, InboundEvent, Receive, Reply } from './inbound.ts';
import { decodeIntent, type Intent, type IntentKind, type IntentOf } from './intent.ts';
import { identify } from './people.ts';
import { deskTexts } from './texts.ts';
import { privately, type Turn } from './turn.ts';

/** The door of the conversation for every platform. It never throws: a refusal becomes its sentence, a fault of ours a short apology and a log line. */
export function createRouter(core: Core): Receive {
  return async (raw, progress = async () => {}) => {
    const fallback = raw.locale ?? core.policy.language;
    try {
      const event = cleaned(raw);
      const person = await identify(core, event);
      const actor = { person, identity: event.identity, locale: person.language ?? fallback };
      return await answer({ core, event, actor, progress });
    } catch (error) {
      return [{ type: 'private', card: sentence(faultSentence(core, raw, error, fallback), fallback) }];
    }
  };
}

function faultSentence(core: Core, event: InboundEvent, error: unknown, locale: 'fr' | 'en'): string {
  if (error instanceof DomainError) return error.message;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.log.error({ event: event.key, happening: event.happening.type, cause }, 'a turn of the conversation failed');
  return deskTexts(locale).access.fault;
}

async function answer(turn: Turn): Promise<readonly Reply[]> {
  const { happening } = turn.event;
  if (happening.type === 'files') return takeFiles(turn, happening.files);
  if (happening.type === 'reply') return answerReply(turn, happening);
  if (happening.type === 'shortcut') return (await SHORTCUTS.get(happening.name)?.(turn, happening)) ?? [];
  const intent = intentOf(happening, today(turn.core));
  if (intent) return act(turn, intent);
  const t = deskTexts(turn.actor.locale);
  if (happening.type !== 'command') throw new DomainError('bad-intent', t.access.stale);
  const words = [happening.name, happening.text].filter((part) => part !== '').join(' ');
  return privately(helpCard(turn.actor.locale, t.help.unknown(cut(words, 80))));
}

/** Words and files under a message of the bot; files that are nobody's exhibits, dropped in private, are a ledger. */
async function answerReply(turn: Turn, happening: Extract<Happening, { type: 'reply' }>): Promise<readonly Reply[]> {
  const heard = (await keepDisputeReply(turn, happening)) ?? (await hearInMotion(turn, happening));
  if (heard) return heard;
  return turn.event.where.direct && happening.files ? takeFiles(turn, happening.files) : [];
}

function intentOf(happening: Exclude<Happening, { type: 'files' | 'reply' | 'shortcut' }>, date: number): Intent | undefined {
  if (happening.type === 'command') return parseCommand(happening.name, happening.text, date);
  return decodeIntent(happening.payload);
}

/** What a shortcut on someone's message makes of it, by the name that the platforms give it. */
const SHORTCUTS: ReadonlyMap<string, (turn: Turn, happening: Extract<Happening, { type: 'shortcut' }>) => Promise<readonly Reply[]>> =
  new Map([
    ['dispute', disputeShortcut],
    ['history', historyShortcut],
  ]);

/** Every intent has its answer: a feature brings a table of its own. */
const TURNS: { readonly [K in IntentKind]: (turn: Turn, intent: IntentOf<K>) => Promise<readonly Reply[]> } = {
  help: async (turn) => privately(helpCard(turn.actor.locale)),
  ...debtorTurns,
  ...ledgerTurns,
  ...indicatorTurns,
  ...agendaTurns,
  ...disputeTurns,
  ...noteTurns,
  ...historyTurns,
  ...letterTurns,
  ...lettersTurns,
  ...evidenceTurns,
  ...awayTurns,
  ...promiseTurns,
  ...scoreTurns,
  ...mandateTurns,
  ...committeeTurns,
};

function act<K extends IntentKind>(turn: Turn, intent: IntentOf<K>): Promise<readonly Reply[]> {
  return TURNS[intent.kind](turn, intent);
}
