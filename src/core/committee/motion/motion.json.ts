/** A motion as JSON: amounts as decimal strings, instants in ISO 8601; ballots only where the rule lets them be seen. */
import { isoDay } from '../../kernel/dates.ts';
import type { Locale } from '../../kernel/locale.ts';
import { toDecimal } from '../../kernel/money.ts';
import { countsOf } from './motion.list.ts';
import { newestFacts } from './motion-record.ts';
import { type MotionView, titleOf } from './motion-view.ts';

export function motionJson(view: MotionView, locale: Locale): Record<string, unknown> {
  const { motion, decision, voters } = view;
  const { proposal, rule } = motion;
  const money = (minor: bigint): string => toDecimal(minor, proposal.currency);
  const outcome = countsOf(view);
  const shown = !rule.secret && (!rule.hideResults || motion.status !== 'open');
  return {
    id: motion.id,
    kind: motion.kind,
    title: titleOf(view, locale),
    debtor: view.debtor?.code ?? null,
    name: view.debtor?.name ?? null,
    status: motion.status,
    amount: money(proposal.amount),
    currency: proposal.currency,
    until: proposal.kind === 'limit' && proposal.until !== null ? isoDay(proposal.until) : null,
    why: proposal.why,
    conditions: proposal.conditions,
    proposedBy: motion.proposedBy,
    delegated: motion.delegated,
    weight: money(motion.weight),
    warnings: motion.warnings,
    opensAt: iso(motion.opensAt),
    closesAt: iso(decision?.at ?? outcome.closesAt),
    extended: motion.extended,
    facts: newestFacts(view).hash,
    // As a vote's file has it: one role, or a list.
    voters: voters.map(({ id, roles, recused, proposer, substitute }) => ({
      ...{ id, role: roles.length === 1 ? roles[0] : roles, recused, proposer, substitute: substitute ?? null },
    })),
    quorum: decision?.quorum ?? outcome.quorum,
    tally: shown || motion.status !== 'open' ? (decision?.tally ?? outcome.tally) : null,
    ballots: shown
      ? view.ballots.map((b) => ({
          at: iso(b.at),
          voter: b.voter,
          for: b.for ?? null,
          by: b.by ?? null,
          choice: b.choice,
          upTo: b.upTo === undefined ? null : money(b.upTo),
          reason: b.reason ?? null,
        }))
      : [],
    decision: decision
      ? {
          outcome: decision.outcome,
          reason: decision.reason,
          early: decision.early,
          date: isoDay(decision.day),
          approved: decision.approved === null ? null : money(decision.approved),
          owner: view.owner?.email ?? null,
          due: isoDay(decision.dueDay),
          carrying: decision.carrying,
          head: `${decision.headSeq}:${decision.headHash}`,
        }
      : null,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
