/** Facts that an import has changed while a vote is open: noted once, shown on the card, and every voter asked to confirm. */

import { importsIn } from '../ledger/import-ports.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ballotKey, languageOf, type Step, tellPerson, viewMotion } from './chamber.ts';
import { audit, closeInForce, hasMessage, redraw } from './close-motion.ts';
import { committeePolicy } from './committee-policy.ts';
import { changeWords } from './dossier.card.ts';
import { changesBetween, hashOfDossier } from './dossier.ts';
import { ballotCard } from './motion.card.ts';
import { type FactsRecord, type MotionFile, newestFacts } from './motion-record.ts';
import { motionsIn } from './ports.ts';
import { readDossier } from './read-dossier.ts';
import { committeeTexts } from './texts.ts';

/**
 * Looks at the figures again when something was imported since they were looked at last. A vote whose close has passed is over: it is judged on
 * the figures that its voters had, and nobody could confirm a ballot any more. Should it be extended, the next look finds the import.
 */
export async function reviewFacts(step: Step, file: MotionFile): Promise<MotionFile> {
  const { motion } = file;
  const { tx, chamber } = step;
  if (motion.status !== 'open' || step.at >= closeInForce(file, step.at)) return file;
  const [latest] = await importsIn(tx).latest(1);
  if (!latest || latest.id <= motion.reviewed) return file;
  const reviewed = { ...file, motion: { ...motion, reviewed: latest.id } };
  const before = newestFacts(file);
  const debtor = motion.debtorId === null ? undefined : await debtorsIn(tx).byId(motion.debtorId);
  const dossier = debtor && (await readDossier(tx, debtor, motion.proposal, step.day, chamber.policy));
  const changes = before.dossier && dossier ? changesBetween(before.dossier, dossier, committeePolicy(chamber.policy).tolerance) : [];
  if (!dossier || changes.length === 0) {
    await motionsIn(tx).save(reviewed.motion);
    return reviewed;
  }
  const facts: FactsRecord = { number: before.number + 1, at: step.at, hash: hashOfDossier(dossier), dossier, changes };
  await motionsIn(tx).addFacts(motion.id, facts);
  await audit(step, 'motion.facts', motion.id, { number: String(facts.number), hash: facts.hash, import: String(latest.id) });
  const changed = { ...reviewed, facts: [...file.facts, facts] };
  const shown = await redraw(step, changed, (view, locale) =>
    committeeTexts(locale).said.factsChanged(changes.map((c) => changeWords(c, motion.proposal.currency, view.today, locale)).join(' ; ')),
  );
  await askToConfirm(step, shown);
  return shown;
}

/** Those who have voted see their ballot marked, and their buttons again. */
async function askToConfirm(step: Step, file: MotionFile): Promise<void> {
  const { policy } = step.chamber;
  const view = await viewMotion(step.tx, file, step.at, step.chamber);
  const people = new Map((await step.tx.people.all()).map((p) => [p.id, p]));
  for (const voter of file.voters.filter((v) => hasMessage(file, v.id))) {
    const card = ballotCard(view, voter.id, policy, languageOf(step, people.get(voter.personId)));
    const key = `${ballotKey(file.motion.id, voter.personId)}:facts:${newestFacts(file).number}`;
    // A new message for whoever must act again; the others' own message is drawn anew.
    const voted = file.ballots.some((b) => (b.for ?? b.voter) === voter.id);
    await tellPerson(step, voter.personId, key, card, voted ? undefined : ballotKey(file.motion.id, voter.personId));
  }
}
