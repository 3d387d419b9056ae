/** The steps of an account's disputes, as its timeline tells them. */
import { entryKey, type TimelineEntry, type TimelineSource } from '../../debtors/timeline.ts';
import type { Locale } from '../../kernel/locale.ts';
import { casedLines, type Dispute, type DisputeStep } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';

export const disputesInTimeline: TimelineSource = async (read, debtorId) => {
  const disputes = await disputesIn(read).find({ debtorId });
  const steps = await Promise.all(disputes.map((dispute) => disputesIn(read).steps(dispute.id)));
  return disputes.flatMap((dispute, i) =>
    (steps[i] ?? []).map((step): TimelineEntry => {
      const { id, day, at, actor } = step;
      return { key: entryKey('dispute', id), kind: 'dispute', day, at, actor, words: (locale) => stepWords(dispute, step, locale) };
    }),
  );
};

function stepWords(dispute: Dispute, step: DisputeStep, locale: Locale): string {
  const t = disputeTexts(locale);
  const refs = casedLines(dispute).map((line) => line.ref || '–');
  const words = `${t.inTimeline(dispute.id, refs.join(', '))} · ${t.steps[step.kind]}`;
  return step.text === '' ? words : `${words} : ${step.text}`;
}
