/** Facts that an import has changed while a vote is open: noted once, shown on the card, and every voter asked to confirm. */
import type { Act } from '../../desk/act.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { committeePolicy } from '../motion/committee-policy.ts';
import { changeWords } from '../motion/dossier.card.ts';
import { changesBetween, hashOfDossier } from '../motion/dossier.ts';
import { lastBallot } from '../motion/motion.words.ts';
import { type FactsRecord, judgedAt, type MotionFile, newestFacts } from '../motion/motion-record.ts';
import { motionsIn } from '../motion/ports.ts';
import { readDossier } from '../motion/read-dossier.ts';
import { committeeTexts } from '../motion/texts.ts';
import { ballotKey, cardKey, redraw, tellVoters } from '../motion/thread.ts';
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

/** Those who have voted see their ballot marked, and their buttons again. */
async function showChanges(act: Act, file: MotionFile, { number, changes }: FactsRecord): Promise<MotionFile> {
  const { id, proposal } = file.motion;
  const view = await redraw(act, judgedAt(file, act.at), ({ today }, locale) =>
    committeeTexts(locale).said.factsChanged(changes.map((c) => changeWords(c, proposal.currency, today, locale)).join(' ; ')),
  );
  await tellVoters(act, view, (voter) => {
    const key = `${ballotKey(id, voter.personId)}:facts:${number}`;
    // A new message for whoever must act again; the others' own message is drawn anew.
    const voted = (lastBallot(file, voter.id)?.choice ?? 'disown') !== 'disown';
    return { key, anew: !voted };
  });
  return { ...file, motion: view.motion };
}
