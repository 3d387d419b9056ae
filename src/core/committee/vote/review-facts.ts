/** Facts that an import has changed while a vote is open: noted once, shown on the card, and every voter asked to confirm. */
import type { Act } from '../../desk/act.ts';
import type { Locale } from '../../kernel/locale.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { committeePolicy } from '../motion/committee-policy.ts';
import { changeWords } from '../motion/dossier.card.ts';
import { changesBetween, hashOfDossier } from '../motion/dossier.ts';
import { bandWords } from '../motion/motion.card.ts';
import { lastBallot } from '../motion/motion.words.ts';
import { type FactsRecord, judgedAt, type MotionFile, newestFacts } from '../motion/motion-record.ts';
import type { MotionView } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { readDossier } from '../motion/read-dossier.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, redraw, tellVoters } from '../motion/thread.ts';
import { factsStatement } from '../record/motion-statement.ts';
import { closeInForce } from './settle-motion.ts';

/**
 * Looks at the figures again when something was imported since they were looked at last; the motion comes back as it is when nothing was. A vote whose
 * close has passed is over: it is judged on the figures that its voters had, and nobody could confirm a ballot any more. Should it be extended, the next
 * look finds the import.
 */
export async function reviewFacts(act: Act, file: MotionFile): Promise<MotionFile> {
  const { motion } = file;
  const { tx } = act;
  if (motion.status !== 'open') return file;
  const [latest] = await importsIn(tx).latest(1);
  if (!latest || latest.id <= motion.reviewed || act.at >= closeInForce(file, act.at)) return file;
  const reviewed = { ...file, motion: { ...motion, reviewed: latest.id } };
  const before = newestFacts(file);
  const debtor = motion.debtorId === null ? undefined : await debtorsIn(tx).byId(motion.debtorId);
  const dossier = debtor && (await readDossier(tx, debtor, motion.proposal, act.day, act.policy));
  const changes = before.dossier && dossier ? changesBetween(before.dossier, dossier, committeePolicy(act.policy).tolerance) : [];
  if (!dossier || changes.length === 0) {
    await motionsIn(tx).save(reviewed.motion);
    return reviewed;
  }
  const facts: FactsRecord = { number: before.number + 1, at: act.at, hash: hashOfDossier(dossier), dossier, changes };
  await motionsIn(tx).addFacts(motion.id, facts);
  await act.log('motion.facts', cardKey(motion.id), { import: String(latest.id) }, factsStatement(facts));
  return showChanges(act, { ...reviewed, facts: [...file.facts, facts] }, facts);
}

/** Those who have voted are asked to confirm, and everybody's message shows the new figures. A vote that left its band says so: it goes on under its own rule. */
async function showChanges(act: Act, file: MotionFile, { changes }: FactsRecord): Promise<MotionFile> {
  const { proposal } = file.motion;
  const told = (view: MotionView, locale: Locale): string => {
    const t = committeeTexts(locale).said;
    const what = t.factsChanged(changes.map((c) => changeWords(c, proposal.currency, view.today, locale)).join(' ; '));
    const left = bandWords(view, act.policy, locale);
    return left === undefined ? what : `${what} ${left}`;
  };
  const view = await redraw(act, judgedAt(file, act.at), told);
  await tellVoters(act, view, (voter, locale) => {
    const choice = lastBallot(file, voter.id)?.choice;
    // A new message for whoever must act again; the others' own message is drawn anew.
    return choice === undefined || choice === 'disown' || choice === 'recuse' ? 'anew' : { again: told(view, locale) };
  });
  return { ...file, motion: view.motion };
}
