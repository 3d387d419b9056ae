/** The ledger in the conversation: the aged balance, and files that are dropped, previewed and imported. */
import { type Card, sentence } from '../desk/card.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import type { Reply, SharedFile } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { PlatformError } from '../desk/outbox.ts';
import { first, need, privately, type Turn } from '../desk/turn.ts';
import { DomainError } from '../kernel/errors.ts';
import { agingCard } from './aging.card.ts';
import { importedCard, previewCard } from './import.card.ts';
import { ledgerIn } from './ports.ts';
import { ledgerTexts } from './texts.ts';
import { uploadsOf } from './upload-ports.ts';

async function showAging(turn: Turn): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { store, policy } = turn.core;
  const date = today(turn.core);
  const ledger = ledgerIn(store.read);
  const [rows, ledgerDay, covered] = await Promise.all([
    ledger.agedTotal(date, { bounds: policy.buckets }),
    ledger.ledgerDay(),
    ledger.afterCredits(date),
  ]);
  return privately(agingCard({ rows, asOf: date, today: date, ledgerDay, covered }, policy, turn.actor.locale));
}

export async function takeFiles(turn: Turn, files: readonly SharedFile[]): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = ledgerTexts(locale).imports;
  if (!turn.event.where.direct) throw new DomainError('not-allowed', t.directOnly);
  need(turn, 'import', t.notAllowed);
  if (!(turn.event.again || (await first(turn, turn.event.key)))) return [];
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
    const { upload, report } = await uploadsOf(turn.core).preview(file, turn.actor.person);
    return previewCard(report, upload, locale);
  } catch (error) {
    if (error instanceof DomainError) return sentence(error.message, locale);
    if (error instanceof PlatformError) return sentence(ledgerTexts(locale).imports.gone, locale);
    throw error;
  }
}

async function acceptImport(turn: Turn, intent: IntentOf<'import.accept'>): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const report = await uploadsOf(turn.core).accept(intent.upload, turn.actor.person, intent.complete === 1);
  // Something was still open: what was dropped stays, and is asked about.
  if (report.outcome === 'asked') return privately(previewCard(report, intent.upload, locale));
  return privately(importedCard(report, locale));
}

/** An answer to a question of the file: the preview once more, with what is still open. */
async function answerImport(turn: Turn, { upload, question, value }: IntentOf<'import.answer'>): Promise<readonly Reply[]> {
  const { locale, person } = turn.actor;
  need(turn, 'import', ledgerTexts(locale).imports.notAllowed);
  const { report } = await uploadsOf(turn.core).answer(upload, question, value, person);
  return privately(previewCard(report, upload, locale));
}

async function discardImport(turn: Turn, intent: IntentOf<'import.discard'>): Promise<readonly Reply[]> {
  const { locale } = turn.actor;
  const t = ledgerTexts(locale).imports;
  need(turn, 'import', t.notAllowed);
  await uploadsOf(turn.core).discard(intent.upload);
  return privately(sentence(t.discarded, locale));
}

export const ledgerTurns: Turns<'aging' | 'import'> = {
  'aging.show': showAging,
  'import.accept': acceptImport,
  'import.answer': answerImport,
  'import.discard': discardImport,
};
