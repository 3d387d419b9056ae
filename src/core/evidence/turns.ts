/** The evidence file in the conversation: it is brought privately to whoever asks for it. */

import { choiceCard } from '../debtors/debtor.card.ts';
import { debtorTexts } from '../debtors/debtors.text.ts';
import { readDebtor } from '../debtors/find-debtors.ts';
import { sentence } from '../desk/card.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { need, privately, type Replies, type Turn } from '../desk/turn.ts';
import { historyTexts } from '../history/history.text.ts';
import { DomainError } from '../kernel/errors.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { letterTexts } from '../letters/letters.text.ts';
import { mailRoomOf } from '../letters/mail-room.ts';
import { evidenceTexts } from './evidence.text.ts';
import { archiveOf, makeEvidence, noteEvidence } from './make-evidence.ts';
import { evidenceSubject } from './read-evidence.ts';

/** Archives larger than this stay with the shell: a kept file passes through memory. */
const MAX_ARCHIVE = 20 * 1024 * 1024;

function needEvidence(turn: Turn): void {
  need(turn, 'see');
  need(turn, 'letter', letterTexts(turn.actor.locale).refused.send);
}

async function findEvidence(turn: Turn, { words }: IntentOf<'evidence.find'>): Replies {
  needEvidence(turn);
  const { locale } = turn.actor;
  const named = await readDebtor(turn.core.store.read, words, locale, historyTexts(locale).refused.usageHistory);
  const [only] = named.debtors;
  if (only && named.count === 1) return bringEvidence(turn, { kind: 'evidence.make', debtor: only.id });
  return privately(choiceCard(named.query, named, locale, (debtor) => ({ kind: 'evidence.make', debtor })));
}

async function bringEvidence(turn: Turn, { debtor: id }: IntentOf<'evidence.make'>): Replies {
  needEvidence(turn);
  const { core, actor, event } = turn;
  const { locale, person } = actor;
  const { store, policy, calendar, features, clock } = core;
  const mailRoom = mailRoomOf(core);
  const t = evidenceTexts(locale);
  const debtor = await debtorsIn(store.read).byId(id);
  if (!debtor) throw new DomainError('gone', debtorTexts(locale).gone);
  const made = await makeEvidence(store.read, mailRoom, debtor, { policy, calendar, features, now: clock.now(), locale });
  const { originals } = made.evidence;
  const small = originals.reduce((sum, file) => sum + file.size, 0) <= MAX_ARCHIVE;
  const archive = originals.length > 0 && small ? await archiveOf(store.read, mailRoom, made) : undefined;
  const files = [made.pdf, ...(archive ? [{ name: made.pdf.name.replace(/pdf$/, 'zip'), mime: 'application/zip', bytes: archive }] : [])];
  const at = clock.now();
  const first = await store.transact(async (tx) => {
    if (!(await tx.inbound.take(`evidence:${event.key}`, at))) return false;
    await noteEvidence(tx, made.evidence, { at, actor: person.email });
    for (const [i, file] of files.entries()) {
      const kept = await tx.files.keep({ ...file, subject: evidenceSubject(id), debtorId: id, at, actor: person.email });
      const card = { ...sentence(t.title(debtor.name), locale), amounts: true };
      const destination = { to: 'person' as const, personId: person.id };
      await tx.outbox.enqueue({ key: `evidence:${event.key}:${i}`, destination, card, file: kept }, [...core.gateways.keys()], at);
    }
    return true;
  });
  if (!first) return privately(sentence(t.again, locale));
  return privately(sentence(small ? t.arrives(debtor.name, originals.length) : t.tooLarge(debtor.name), locale));
}

export const evidenceTurns: Turns<'evidence'> = { 'evidence.find': findEvidence, 'evidence.make': bringEvidence };
