/** Putting a question to the committee: the draft is checked, the voters, the rule and the dossier are frozen, and the vote opens; within one's own power it is decided at once. */
import { debtorTexts } from '../../debtors/debtors.text.ts';
import { writtenReminders } from '../../debtors/written.ts';
import type { Act } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { DomainError } from '../../kernel/errors.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { ledgerIn } from '../../ledger/ports.ts';
import { quorumFaults } from '../count/feasible.ts';
import { inOrder } from '../count/places.ts';
import { type Check, type CommitteeRule, committeePolicy } from '../motion/committee-policy.ts';
import { dossierCard } from '../motion/dossier.card.ts';
import { type Dossier, hashOfDossier } from '../motion/dossier.ts';
import { personActing } from '../motion/find-motion.ts';
import { type FactsRecord, judgedAt, type MotionFile, type MotionRecord, newestFacts, type VoterRecord } from '../motion/motion-record.ts';
import type { MotionView } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { draftFaults, type Proposal, questionOf } from '../motion/proposal.ts';
import { readDossier } from '../motion/read-dossier.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, openBallots, redraw, sayInThread } from '../motion/thread.ts';
import { bandOf, weighedIn, weightOf } from '../motion/weight.ts';
import { motionStatement } from '../record/motion-statement.ts';
import { windowEnd } from '../vote/business-hours.ts';
import { decideMotion } from '../vote/settle-motion.ts';
import { recusedOn, rosterOf } from './roster.ts';

/** 15 digits before the decimals: more is a slip of the hand, and would not fit the ledger's 64 bits. */
const MOST = 10n ** 17n;

/** A proposal as it is put: on which figures, by which rule, to whom. */
interface Case {
  readonly proposal: Proposal;
  readonly dossier: Dossier | null;
  readonly warnings: readonly Check[];
  readonly weight: bigint;
  /** The band's upper bound, in the policy's currency; undefined in the highest. */
  readonly band: bigint | undefined;
  readonly rule: CommitteeRule;
  readonly voters: readonly VoterRecord[];
  /** Within the proposer's own power. */
  readonly delegated: boolean;
}

/** Opens a vote on what the person who acts proposes, or decides within their own power. Throws DomainError for every draft that the rules or the policy refuse. */
export async function proposeMotion(act: Act, draft: Proposal): Promise<MotionView> {
  // A decision taken at once shows its dossier.
  act.need('see');
  act.need('motion.propose');
  refuseNonsense(act, draft);
  const file = await put(act, await caseOf(act, draft));
  if (!file.motion.delegated) return open(act, file);
  const tally = { approve: 0, reject: 0, abstain: 0, recused: 0, silent: 0 };
  const quorum = { needed: 0, present: 0, eligible: 0, missingRoles: [] };
  return decideMotion(act, file, { outcome: 'approved', reason: 'delegated', early: false, tally, quorum });
}

async function caseOf(act: Act, draft: Proposal): Promise<Case> {
  const { tx, locale, policy } = act;
  const person = personActing(act);
  const proposal = await withReminder(act, draft);
  const debtor = proposal.debtorId === null ? undefined : await debtorsIn(tx).byId(proposal.debtorId);
  if (proposal.debtorId !== null && !debtor) throw new DomainError('unknown-debtor', debtorTexts(locale).gone);
  const dossier = debtor ? await readDossier(tx, debtor, proposal, act.day, policy) : null;
  const warnings = await checked(act, proposal, dossier);
  const weight = weightOf(proposal, dossier, policy);
  const weighed = weighedIn(proposal, weight, act.day, policy);
  const { rule, upTo: band } = bandOf(proposal.kind, weighed, policy);
  const recused = recusedOn(debtor, policy);
  const delegated = proposal.kind === 'limit' && !recused.has(person.email) && mayAlone(act, person, weighed);
  const voters = rosterOf(rule, await tx.people.all(), person.email, recused);
  // Where a role decides without a quorum, the vote has an end all the same.
  const faults = delegated || typeof rule.noQuorum === 'object' ? [] : quorumFaults(rule, voters);
  const t = committeeTexts(locale);
  if (faults.length > 0) throw new DomainError('conflict', t.refused.noQuorum(faults.map(t.quorumFault).join(' ; ')), faults);
  return { proposal, dossier, warnings, weight, band, rule, voters, delegated };
}

/** The motion as it is frozen at its opening. */
async function put(act: Act, { proposal, dossier, warnings, weight, band, rule, voters, delegated }: Case): Promise<MotionFile> {
  const { tx, at, actor } = act;
  const [latest] = await importsIn(tx).latest(1);
  const motion: Omit<MotionRecord, 'id'> = {
    kind: proposal.kind,
    debtorId: proposal.debtorId,
    status: 'open',
    proposal,
    rule: inOrder(rule),
    weight,
    warnings,
    proposedBy: actor,
    delegated,
    opensAt: at,
    closesAt: delegated ? at : windowEnd(act, rule, at),
    extended: false,
    reviewed: latest?.id ?? 0,
    edition: 0,
  };
  const facts: FactsRecord = { number: 1, at, hash: hashOfDossier(dossier), dossier, changes: [] };
  const id = await motionsIn(tx).add(motion, questionOf(proposal), voters, facts);
  if (id === undefined) throw await already(act, proposal);
  const file: MotionFile = { motion: { ...motion, id }, voters, ballots: [], facts: [facts] };
  const bound = { bandCurrency: act.policy.currency, ...(band === undefined ? {} : { band: band.toString() }) };
  const told = { question: questionOf(proposal), why: proposal.why, ...bound };
  await act.log(delegated ? 'motion.delegated' : 'motion.opened', cardKey(id), told, motionStatement(file, undefined));
  return file;
}

/** A lawsuit's written reminder, from the history when the proposer names none: the last one since the oldest item fell due. */
async function withReminder({ tx, day }: Act, proposal: Proposal): Promise<Proposal> {
  if (proposal.kind !== 'litigation' || proposal.reminded !== null) return proposal;
  const since = Math.min(...proposal.items.map((item) => item.dueDay));
  const [last] = await writtenReminders(tx, proposal.debtorId, since, day);
  return last === undefined ? proposal : { ...proposal, reminded: last };
}

/** What no policy lets pass. */
function refuseNonsense({ locale, day }: Act, proposal: Proposal): void {
  const t = committeeTexts(locale).refused;
  const bad = (message: string): never => {
    throw new DomainError('bad-input', message);
  };
  if (proposal.why.trim() === '') bad(t.noWhy);
  switch (proposal.kind) {
    case 'limit':
      if (proposal.amount < 0n) bad(t.negative);
      if (proposal.amount >= MOST) bad(t.astronomical);
      if (proposal.until !== null && proposal.until <= day) bad(t.past);
      if (proposal.before === proposal.amount) bad(t.sameLimit);
      return;
    case 'litigation':
      if (proposal.items.length === 0) bad(t.noItems);
      if (proposal.cost < 0n || proposal.cost >= MOST) bad(t.negative);
      return;
    case 'generic':
      if (proposal.text.trim() === '') bad(t.noText);
      return;
  }
}

/** The policy's checks: the first refusal is thrown, warnings come back. */
async function checked(act: Act, proposal: Proposal, dossier: Dossier | null): Promise<readonly Check[]> {
  const { policy } = act;
  const disputed = proposal.kind === 'litigation' ? await ledgerIn(act.tx).disputedOpen(act.day, { debtorIds: [proposal.debtorId] }) : [];
  const faults = draftFaults(proposal, { exposure: dossier?.exposure ?? 0n, disputed }, committeePolicy(policy).odds);
  const refused = faults.find((check) => committeePolicy(policy).checks[check] === 'refuse');
  const t = committeeTexts(act.locale);
  if (refused) throw new DomainError('conflict', t.refused.check(t.checks[refused]), { check: refused });
  return faults.filter((check) => committeePolicy(policy).checks[check] === 'warn');
}

/** `weighed` is in the policy's currency; what no rate brings there is nobody's to decide alone. */
function mayAlone(act: Act, person: Person, weighed: bigint | undefined): boolean {
  if (weighed === undefined) return false;
  return Object.entries(committeePolicy(act.policy).delegated).some(([role, upTo]) => person.roles.includes(role) && weighed <= upTo);
}

async function already(act: Act, proposal: Proposal): Promise<DomainError> {
  const open = await motionsIn(act.tx).find({ status: 'open', limit: 100 });
  const same = open.find((m) => questionOf(m.proposal) === questionOf(proposal));
  return new DomainError('conflict', committeeTexts(act.locale).refused.already(same?.id ?? 0), { motion: same?.id });
}

async function open(act: Act, file: MotionFile): Promise<MotionView> {
  const { language } = act.policy;
  const { id } = file.motion;
  const view = await redraw(act, judgedAt(file, act.at));
  const { dossier } = newestFacts(file);
  if (dossier) await sayInThread(act, id, 'dossier', dossierCard(newestFacts(file), view.debtor?.name ?? '', view.today, language));
  await openBallots(act, view);
  return view;
}
