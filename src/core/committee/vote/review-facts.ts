/** Facts that an import has changed while a vote is open: noted once, shown on the card, and every voter asked to confirm. */

import { type Act, languageOf } from '../../desk/act.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { ballotKey, tellPerson, viewMotion } from '../motion-view.ts';
import { audit, closeInForce, hasMessage, redraw } from './settle-motion.ts';
import { committeePolicy } from '../committee-policy.ts';
import { changeWords } from '../dossier/dossier.card.ts';
import { changesBetween, hashOfDossier } from '../dossier/dossier.ts';
import { ballotCard } from '../motion/motion.card.ts';
import { type FactsRecord, type MotionFile, newestFacts } from '../motion/motion-record.ts';
import { motionsIn } from '../ports.ts';
import { readDossier } from '../dossier/read-dossier.ts';
import { committeeTexts } from '../texts.ts';

/**
 * Looks at the figures again when something was imported since they were looked at last. A vote whose close has passed is over: it is judged on
 * the figures that its voters had, and nobody could confirm a ballot any more. Should it be extended, the next look finds the import.
 */
export async function reviewFacts(act: Act, file: MotionFile): Promise<MotionFile> {
  const { motion } = file;
  const { tx } = act;
  if (motion.status !== 'open' || act.at >= closeInForce(file, act.at)) return file;
  const [latest] = await importsIn(tx).latest(1);
  if (!latest || latest.id <= motion.reviewed) return file;
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
  await audit(act, 'motion.facts', motion.id, { number: String(facts.number), hash: facts.hash, import: String(latest.id) });
  const changed = { ...reviewed, facts: [...file.facts, facts] };
  const shown = await redraw(act, changed, (view, locale) =>
    committeeTexts(locale).said.factsChanged(changes.map((c) => changeWords(c, motion.proposal.currency, view.today, locale)).join(' ; ')),
  );
  await askToConfirm(act, shown);
  return shown;
}

/** Those who have voted see their ballot marked, and their buttons again. */
async function askToConfirm(act: Act, file: MotionFile): Promise<void> {
  const { policy } = act;
  const view = await viewMotion(act.tx, file, act.at, act);
  const people = new Map((await act.tx.people.all()).map((p) => [p.id, p]));
  for (const voter of file.voters.filter((v) => hasMessage(file, v.id))) {
    const card = ballotCard(view, voter.id, policy, languageOf(act, people.get(voter.personId)));
    const key = `${ballotKey(file.motion.id, voter.personId)}:facts:${newestFacts(file).number}`;
    // A new message for whoever must act again; the others' own message is drawn anew.
    const voted = file.ballots.some((b) => (b.for ?? b.voter) === voter.id);
    await tellPerson(act, voter.personId, key, card, voted ? undefined : ballotKey(file.motion.id, voter.personId));
  }
}
