/** From what a person did to what the bot answers: who it is and what they want; the feature's own turn does the rest. */

import { cut } from '../kernel/clean.ts';
import { causeOf, DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { sentence } from './card.ts';
import { parseCommand } from './commands.ts';
import { type Core, today } from './core.ts';
import { cleaned } from './door.ts';
import type { Answer } from './feature.ts';
import { FieldFaults } from './field-faults.ts';
import { helpCard } from './help.card.ts';
import type { Happening, InboundEvent, Receive, Reply } from './inbound.ts';
import { isForLater } from './inbox.ts';
import { decodeIntent, type Intent } from './intent.ts';
import { identify } from './people.ts';
import { deskTexts } from './texts.ts';
import { privately, type Turn, told } from './turn.ts';

/**
 * The door of the conversation for every platform. A refusal becomes its sentence, in the form when one was sent, so that nothing has to be typed again; a fault of
 * ours a short apology and a log line; what passes by itself is thrown, to be tried again.
 */
export function createRouter(core: Core): Receive {
  return async (raw, progress = async () => {}) => {
    const fallback = raw.locale ?? core.policy.language;
    try {
      const event = cleaned(raw);
      const person = await identify(core, event);
      const actor = { person, identity: event.identity, locale: person.language ?? fallback };
      const turn = { core, event, actor, progress };
      return await (event.again ? answerAgain(turn) : answer(turn));
    } catch (error) {
      if (isForLater(error)) throw error;
      const beside = besideFields(raw.happening, error);
      if (beside) return [{ type: 'form-errors', errors: beside }];
      return [{ type: 'private', card: sentence(faultSentence(core, raw, error, fallback), fallback) }];
    }
  };
}

/** What is wrong with a form that was sent, by its fields: a refusal that names none stands at the first. */
function besideFields(happening: Happening, error: unknown): Readonly<Record<string, string>> | undefined {
  if (happening.type !== 'submit' || !(error instanceof DomainError)) return undefined;
  if (error instanceof FieldFaults) return Object.fromEntries(error.faults.map(([field, { message }]) => [field, message]));
  const [first] = Object.keys(happening.answers);
  return first === undefined ? undefined : { [first]: error.message };
}

function faultSentence(core: Core, event: InboundEvent, error: unknown, locale: Locale): string {
  if (error instanceof DomainError) return error.message;
  const cause = causeOf(error);
  core.log.error({ event: event.key, happening: event.happening.type, cause }, 'a turn of the conversation failed');
  return deskTexts(locale).access.fault;
}

/** What was carried out is not done twice; its answer may have been lost, so that it is said. */
async function answerAgain(turn: Turn): Promise<readonly Reply[]> {
  const { core, event, actor } = turn;
  const done = await core.store.read.inbox.isBegun(event.key);
  const replies = done ? [] : await answer(turn);
  // Words in a thread are kept without an answer.
  return replies.length > 0 || event.happening.type === 'reply' ? replies : told(turn, deskTexts(actor.locale).inbox.done);
}

async function answer(turn: Turn): Promise<readonly Reply[]> {
  const { features } = turn.core;
  const { happening } = turn.event;
  if (happening.type === 'files') return takeFiles(turn, happening.files);
  if (happening.type === 'reply') return answerReply(turn, happening);
  if (happening.type === 'shortcut') {
    const made = new Map(Object.entries(features.shortcuts)).get(happening.name);
    return made ? made(turn, happening) : [];
  }
  const intent = intentOf(turn, happening);
  if (intent) return answerIntent(turn, intent);
  const t = deskTexts(turn.actor.locale);
  if (happening.type !== 'command') throw new DomainError('bad-intent', t.access.stale);
  const words = [happening.name, happening.text].filter((part) => part !== '').join(' ');
  return privately(helpCard(features.commands, turn.actor.locale, t.help.unknown(cut(words, 80))));
}

/** Words and files under a message of the bot; files that are nobody's exhibits, dropped in private, are a ledger. */
async function answerReply(turn: Turn, happening: Extract<Happening, { type: 'reply' }>): Promise<readonly Reply[]> {
  for (const hear of turn.core.features.hears) {
    const heard = await hear(turn, happening);
    if (heard) return heard;
  }
  return turn.event.where.direct && happening.files ? takeFiles(turn, happening.files) : [];
}

async function takeFiles(turn: Turn, files: NonNullable<Extract<Happening, { type: 'reply' }>['files']>): Promise<readonly Reply[]> {
  const [take] = turn.core.features.files;
  return take ? take(turn, files) : [];
}

function intentOf(turn: Turn, happening: Exclude<Happening, { type: 'files' | 'reply' | 'shortcut' }>): Intent | undefined {
  const { core } = turn;
  if (happening.type === 'command') return parseCommand(happening.name, happening.text, today(core), core.features.commands);
  return decodeIntent(happening.payload, core.features.intents);
}

function answerIntent(turn: Turn, intent: Intent): Promise<readonly Reply[]> {
  const turns: Readonly<Record<string, Answer>> = turn.core.features.turns;
  const own = turns[intent.kind];
  if (!own) throw new Error(`no feature answers ${intent.kind}`);
  // Each intent was read by the fields of its own feature, which answers it.
  return own(turn, intent as never);
}
