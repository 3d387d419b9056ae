/** The evidence file in the conversation: it is brought privately to whoever asks for it. */
import { choiceCard } from '../debtors/debtor.card.ts';
import { readDebtor } from '../debtors/find-debtors.ts';
import type { Turns } from '../desk/feature.ts';
import type { IntentOf } from '../desk/intent.ts';
import { privately, type Replies, type Turn, told } from '../desk/turn.ts';
import { historyTexts } from '../history/history.text.ts';
import { writerOf } from '../letters/writer.ts';
import { evidenceTexts } from './evidence.text.ts';
import { bringEvidence } from './make-evidence.ts';

async function findEvidence(turn: Turn, { words }: IntentOf<'evidence.find'>): Replies {
  const { person, locale } = turn.actor;
  const { read } = writerOf(turn.core, { by: person, locale });
  const named = await readDebtor(read, words, locale, historyTexts(locale).refused.usageHistory);
  const [only] = named.debtors;
  if (only && named.count === 1) return makeTurn(turn, { kind: 'evidence.make', debtor: only.id });
  return privately(choiceCard(named.query, named, locale, (debtor) => ({ kind: 'evidence.make', debtor })));
}

async function makeTurn(turn: Turn, { debtor: id }: IntentOf<'evidence.make'>): Replies {
  const { person, locale } = turn.actor;
  const t = evidenceTexts(locale);
  const brought = await bringEvidence(turn.core, { by: person, locale, key: turn.event.key }, id);
  if (!brought) return told(turn, t.again);
  const { debtor, originals } = brought.evidence;
  return told(turn, brought.small ? t.arrives(debtor.name, originals.length) : t.tooLarge(debtor.name));
}

export const evidenceTurns: Turns<'evidence'> = { 'evidence.find': findEvidence, 'evidence.make': makeTurn };
