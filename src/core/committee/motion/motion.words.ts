/** A motion, its rule, its ballots and its times in words. */
import type { Policy } from '../../desk/policy.ts';
import { type Day, localTime } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { memberOf } from '../count/ballots.ts';
import type { Ballot } from '../count/vote.ts';
import type { CommitteeRule } from './committee-policy.ts';
import type { BallotRecord, VoterRecord } from './motion-record.ts';
import { type MotionView, moneyOf } from './motion-view.ts';
import { committeeTexts } from './texts.ts';

export function roleNames(roles: readonly string[], locale: Locale): string {
  const names = committeeTexts(locale).roles;
  return roles.map((role) => names[role] ?? role).join(', ');
}

/** "commerce, finance, majorité, présence requise : finance". */
export function ruleWords(rule: CommitteeRule, locale: Locale): string {
  const t = committeeTexts(locale);
  const present = Object.keys(rule.quorum.roles ?? {});
  return t.rule(roleNames(rule.voters, locale), t.thresholds[rule.threshold], [
    ...(present.length > 0 ? [t.present(roleNames(present, locale))] : []),
    ...(rule.veto.length > 0 ? [t.vetoes(roleNames(rule.veto, locale))] : []),
    ...(rule.secret ? [t.secret] : []),
  ]);
}

/** "mer. 25 nov. 9:00". */
export function moment(at: number, today: Day, policy: Policy, locale: Locale): string {
  const { day, minutes } = localTime(at, policy.timeZone);
  const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${format.date(day, locale, today)} ${clock}`;
}

/** "pour, jusqu’à 60 000 €", "contre (« deux promesses non tenues »)". */
export function ballotWords(view: MotionView, ballot: Ballot, locale: Locale): string {
  const t = committeeTexts(locale).ballot;
  const choice =
    ballot.choice === 'approve' && ballot.upTo !== undefined ? t.upTo(moneyOf(view, locale)(ballot.upTo)) : t.choices[ballot.choice];
  return ballot.reason === undefined ? choice : t.because(choice, ballot.reason);
}

/** The member's last ballot, whoever cast it. */
export function lastBallot({ ballots }: Pick<MotionView, 'ballots'>, member: string): BallotRecord | undefined {
  return ballots.filter((b) => memberOf(b) === member).at(-1);
}

/** The name of whoever cast or entered it. */
export function casterOf(view: Pick<MotionView, 'names'>, { by, voter }: Ballot): string {
  const caster = by ?? voter;
  return view.names.get(caster) ?? caster;
}

/** Why a member of the roster has no ballot; undefined for those who have one. */
export function withoutBallot(view: MotionView, voter: VoterRecord, locale: Locale): string | undefined {
  const t = committeeTexts(locale).recusedBy;
  if (voter.recused) return t.account;
  if (voter.proposer && !view.motion.rule.proposerVotes) return t.proposer;
  return view.ballots.some((b) => b.choice === 'recuse' && b.voter === voter.id) ? t.self : undefined;
}
