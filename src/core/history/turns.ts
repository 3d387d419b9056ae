/** The history in the conversation: noting what was said, by a line, a form or someone's message, and looking into it. */
import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { debtorOf, findDebtors, readDebtor } from '../debtors/find-debtors.ts';
import { refsIn } from '../debtors/mentions.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Happening, Reply } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { need, privately, type Replies, type Turn, told, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { parseDay } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { historyCard, noteForm } from './history.card.ts';
import { historyTexts } from './history.text.ts';
import { type Noted, noteExchange } from './note-exchange.ts';
import { pageOf, readerFor, searched } from './read-history.ts';
import { timelineOf } from './timeline.ts';
import { kindOfWord, notedKind } from './words.ts';

function needNote(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'note', historyTexts(turn.actor.locale).refused.note);
}

/** `/note DUPONT appel promet un virement`: noted at once when one debtor answers, else a form with those who do. */
async function writeNote(turn: Turn, { words }: IntentOf<'note.write'>): Replies {
  needNote(turn);
  const { locale } = turn.actor;
  const t = historyTexts(locale).refused;
  const named = await readDebtor(turn.core.store.read, words, locale, t.usage);
  const kind = notedKind(kindOfWord(named.rest[0] ?? ''));
  const said = (kind ? named.rest.slice(1) : named.rest).join(' ');
  const day = today(turn.core);
  const [only] = named.debtors;
  if (named.count > 1 || !only) {
    const intent = { kind: 'note.add' as const };
    return [{ type: 'form', form: noteForm({ intent, debtors: named.debtors, kind: kind ?? 'note', day, said }, locale) }];
  }
  if (said === '') return formFor(turn, only, kind);
  return note(turn, { debtor: only, kind: kind ?? 'note', day, who: '', said });
}

function formFor(turn: Turn, debtor: Debtor, kind: Noted['kind'] = 'call'): readonly Reply[] {
  const intent = { kind: 'note.add' as const, debtor: debtor.id };
  const who = debtor.contact === null ? {} : { who: debtor.contact };
  return [{ type: 'form', form: noteForm({ intent, debtors: [debtor], kind, day: today(turn.core), ...who }, turn.actor.locale) }];
}

/** Someone's message, to be put into the history: the debtor is found by the invoices that it mentions. */
export async function historyShortcut(turn: Turn, happening: Extract<Happening, { type: 'shortcut' }>): Replies {
  needNote(turn);
  const { core, event, actor } = turn;
  const { read } = core.store;
  const [ref] = await refsIn(read, happening.text, today(core));
  const found = ref === undefined ? { debtors: [] } : await findDebtors(read, ref);
  const { tenant, channel, id } = happening.message;
  const exhibit = `${event.identity.platform}:${tenant}:${channel}:${id}:${happening.author}`.slice(0, 200);
  const [only, second] = found.debtors;
  const intent = { kind: 'note.add' as const, exhibit, ...(only && !second ? { debtor: only.id } : {}) };
  const said = happening.text;
  return [{ type: 'form', form: noteForm({ intent, debtors: found.debtors, kind: 'note', day: today(core), said }, actor.locale) }];
}

/** The submitted form. Faults of its fields stand beside them. */
async function addNote(turn: Turn, intent: IntentOf<'note.add'>): Replies {
  needNote(turn);
  const { core, actor, event } = turn;
  const t = historyTexts(actor.locale).refused;
  const answers = event.happening.type === 'submit' ? event.happening.answers : {};
  const errors: Record<string, string> = {};
  const debtor = await chosenDebtor(turn, intent, answers, errors);
  const day = parseDay(answers.day ?? '');
  const said = answers.said ?? '';
  if (day === undefined) errors.day = t.badDay;
  else if (day > today(core)) errors.day = t.future;
  if (said === '') errors.said = t.noText;
  if (!debtor || day === undefined || Object.keys(errors).length > 0) return [{ type: 'form-errors', errors }];
  const who = cut(answers.who ?? '', 200);
  const message = intent.exhibit === undefined ? {} : { message: intent.exhibit };
  return note(turn, { debtor, kind: notedKind(answers.kind) ?? 'note', day, who, said, ...message });
}

async function chosenDebtor(
  turn: Turn,
  intent: IntentOf<'note.add'>,
  answers: Readonly<Record<string, string>>,
  errors: Record<string, string>,
): Promise<Debtor | undefined> {
  if (intent.debtor !== undefined) return debtorOf(turn.core.store.read, intent.debtor, turn.actor.locale);
  const id = Number(answers.debtor ?? Number.NaN);
  if (Number.isSafeInteger(id)) return debtorOf(turn.core.store.read, id, turn.actor.locale);
  const query = answers.query ?? '';
  const found = await findDebtors(turn.core.store.read, query);
  const [only] = found.debtors;
  if (only && found.count === 1) return only;
  errors.query = only
    ? historyTexts(turn.actor.locale).refused.several(found.debtors.map((d) => `${d.name} (${d.code})`).join(', '))
    : debtorTexts(turn.actor.locale).notFound(cut(query, 80));
  return undefined;
}

async function note(turn: Turn, noted: Noted): Replies {
  const t = historyTexts(turn.actor.locale);
  const id = await work(turn, (under) => noteExchange(under, noted));
  return told(turn, id === undefined ? t.again : t.done(t.kinds[noted.kind], noted.debtor.name));
}

/** `/historique dupont virement`: the words after the name are looked for. */
async function findHistory(turn: Turn, { words }: IntentOf<'history.find'>): Replies {
  need(turn, 'see');
  const { locale } = turn.actor;
  const named = await readDebtor(turn.core.store.read, words, locale, historyTexts(locale).refused.usageHistory);
  const [only] = named.debtors;
  const rest = cut(named.rest.join(' '), 200);
  if (only && named.count === 1) return showHistory(turn, { kind: 'history.show', debtor: only.id, words: rest });
  return privately(choiceCard(named.query, named, locale, (debtor) => ({ kind: 'history.show', debtor, words: rest })));
}

async function showHistory(turn: Turn, { debtor: id, words = '', page = 1 }: IntentOf<'history.show'>): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { read } = core.store;
  const debtor = await debtorOf(turn.core.store.read, id, turn.actor.locale);
  const [entries, reader] = await Promise.all([
    timelineOf(read, id, { ...core, now: core.clock.now() }),
    readerFor(read, core, actor.locale),
  ]);
  return privately(historyCard(debtor, pageOf(searched(entries, words, reader), page), words, reader));
}

export const noteTurns: Turns<'note'> = {
  'note.write': writeNote,
  'note.form': async (turn, { debtor }) => {
    needNote(turn);
    return formFor(turn, await debtorOf(turn.core.store.read, debtor, turn.actor.locale));
  },
  'note.add': addNote,
};

export const historyTurns: Turns<'history'> = { 'history.find': findHistory, 'history.show': showHistory };
