/** From what a person did to what the bot answers: who it is, what they want, whether they may; then the one use case that does it. */

import { ownListCard, wholeListCard } from './agenda/agenda.card.ts';
import { type Morning, morningOf } from './agenda/morning.ts';
import { type Card, sentence } from './card.ts';
import { parseCommand } from './commands.ts';
import { type Actor, type Core, today } from './core.ts';
import { choiceCard, debtorCard } from './debtors/debtor.card.ts';
import { findDebtors, viewDebtor } from './debtors/view-debtor.ts';
import { DomainError } from './errors.ts';
import { helpCard } from './help.card.ts';
import type { Happening, InboundEvent, Receive, Reply, SharedFile } from './inbound.ts';
import { decodeIntent, type Intent, type IntentOf } from './intent.ts';
import { agingCard } from './ledger/aging.card.ts';
import { importedCard, previewCard } from './ledger/import.card.ts';
import { identify } from './people.ts';
import { may, type Permission } from './policy.ts';
import { PlatformError } from './ports.ts';
import { outsidersOf, outsidersRefusal } from './privacy.ts';
import { texts } from './text/texts.ts';

interface Turn {
  readonly core: Core;
  readonly event: InboundEvent;
  readonly actor: Actor;
  readonly progress: (card: Card) => Promise<void>;
}

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
  if (happening.type === 'reply' || happening.type === 'shortcut') return [];
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

function act(turn: Turn, intent: Intent): Promise<readonly Reply[]> {
  switch (intent.kind) {
    case 'help':
      return Promise.resolve(privately(helpCard(turn.actor.locale)));
    case 'debtor.find':
      return findDebtor(turn, intent);
    case 'debtor.show':
      return showDebtor(turn, intent.debtor);
    case 'debtor.share':
      return shareDebtor(turn, intent);
    case 'aging.show':
      return showAging(turn);
    case 'agenda.mine':
      return showAgenda(turn, intent.date, (morning) => ownListCard(morning, turn.actor.person.email, turn.actor.locale));
    case 'agenda.all':
      return showAgenda(turn, intent.date, (morning) => wholeListCard(morning, intent.page ?? 1, turn.actor.locale));
    case 'import.accept':
      return acceptImport(turn, intent);
    case 'import.discard':
      return discardImport(turn, intent);
  }
}

function privately(card: Card): readonly Reply[] {
  return [{ type: 'private', card }];
}

function need(turn: Turn, permission: Permission, refusal?: string): void {
  if (may(turn.core.policy, turn.actor.person, permission)) return;
  throw new DomainError('not-allowed', refusal ?? texts(turn.actor.locale).access.notAllowed);
}

// ---------------------------------------------------------------- debtors and figures

async function findDebtor(turn: Turn, intent: IntentOf<'debtor.find'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { locale } = turn.actor;
  const t = texts(locale).debtor;
  if (intent.query.trim() === '') throw new DomainError('bad-input', t.emptyQuery);
  const found = await findDebtors(turn.core.store.read, intent.query);
  const [only] = found.debtors;
  if (!only) throw new DomainError('unknown-debtor', t.notFound(intent.query.slice(0, 80)));
  return found.count === 1 ? showDebtor(turn, only.id) : privately(choiceCard(intent.query.slice(0, 80), found, locale));
}

async function debtorView(turn: Turn, id: number): Promise<Awaited<ReturnType<typeof viewDebtor>>> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const debtor = await store.read.debtors.byId(id);
  if (!debtor) throw new DomainError('gone', texts(turn.actor.locale).debtor.gone);
  return viewDebtor(store.read, debtor, today(turn.core), { currency: policy.currency, rates: policy.rates });
}

async function showDebtor(turn: Turn, id: number): Promise<readonly Reply[]> {
  return privately(debtorCard(await debtorView(turn, id), turn.actor.locale));
}

async function shareDebtor(turn: Turn, intent: IntentOf<'debtor.share'>): Promise<readonly Reply[]> {
  const view = await debtorView(turn, intent.debtor);
  await needInsiders(turn);
  return [{ type: 'public', card: debtorCard(view, turn.actor.locale, turn.actor.person.name) }];
}

/** Before an amount is shown to a whole channel: everyone in it must be on the roster. */
async function needInsiders(turn: Turn): Promise<void> {
  const { core, event, actor } = turn;
  if (event.where.direct) return;
  const audience = await core.gateways.get(event.identity.platform)?.audience({ kind: 'channel', id: event.where.channel });
  if (!audience) return;
  const roster = await core.store.read.people.all();
  const channel = Object.values(core.policy.channels).find((c) => c.on[event.identity.platform] === event.where.channel);
  const outsiders = outsidersOf(audience, roster, channel?.allowed);
  if (outsiders) throw outsidersRefusal(outsiders, event.where.channel, actor.locale);
}

async function showAging(turn: Turn): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const date = today(turn.core);
  const [rows, ledgerDay] = await Promise.all([store.read.ledger.agedTotal(date), store.read.ledger.ledgerDay()]);
  return privately(agingCard(rows, date, ledgerDay, policy, turn.actor.locale));
}

async function showAgenda(turn: Turn, date: number, card: (morning: Morning) => Card): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy, calendar } = turn.core;
  return privately(card(await morningOf(store.read, date, policy, calendar)));
}

// ---------------------------------------------------------------- files

async function takeFiles(turn: Turn, files: readonly SharedFile[]): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = texts(locale).imports;
  if (!turn.event.where.direct) throw new DomainError('not-allowed', t.directOnly);
  need(turn, 'import', t.notAllowed);
  const replies: Reply[] = [];
  for (const file of files) {
    await turn.progress(sentence(t.reading(file.name), locale));
    replies.push({ type: 'private', card: await previewOf(turn, file) });
  }
  return replies;
}

/** One bad file does not hide the previews of the others. */
async function previewOf(turn: Turn, file: SharedFile): Promise<Card> {
  const { locale } = turn.actor;
  try {
    const { upload, report } = await turn.core.uploads.preview(file, turn.actor.person);
    return previewCard(report, upload, locale);
  } catch (error) {
    if (error instanceof DomainError) return sentence(error.message, locale);
    if (error instanceof PlatformError) return sentence(texts(locale).imports.gone, locale);
    throw error;
  }
}

async function acceptImport(turn: Turn, intent: IntentOf<'import.accept'>): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = texts(locale).imports;
  need(turn, 'import', t.notAllowed);
  const report = await turn.core.uploads.accept(intent.upload, turn.actor.person);
  return privately(importedCard(report, locale));
}

async function discardImport(turn: Turn, intent: IntentOf<'import.discard'>): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = texts(locale).imports;
  need(turn, 'import', t.notAllowed);
  await turn.core.uploads.discard(intent.upload);
  return privately(sentence(t.discarded, locale));
}
