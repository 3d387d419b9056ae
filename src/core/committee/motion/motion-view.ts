/** A motion as whoever reads it sees it: as it was judged, with the debtor, the decision and the names; its title and its result in a line. All that other rooms need of a motion. */
import type { House } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { Reads } from '../../desk/store.ts';
import { businessDayOnOrAfter, type Day, localTime } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Debtor, debtorsIn } from '../../ledger/parties.ts';
import { voteTexts } from '../count/vote.text.ts';
import type { Outcome, Threshold } from '../count/vote.ts';
import { committeePolicy } from './committee-policy.ts';
import { type DecisionRecord, type Judged, judgedAt, type MotionFile } from './motion-record.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

/** What a card of a motion is drawn from. */
export interface MotionView extends MotionFile {
  /** How it stands; undefined once it is decided. */
  readonly outcome: Outcome | undefined;
  readonly debtor: Debtor | undefined;
  readonly decision: DecisionRecord | undefined;
  /** Who carries the decision out. */
  readonly owner: Person | undefined;
  readonly people: readonly Person[];
  readonly names: ReadonlyMap<string, string>;
  /** When the decision comes back on the agenda; empty while there is none. */
  readonly followUps: readonly FollowUp[];
  readonly today: Day;
}

export interface FollowUp {
  /** The policy's days after the decision. */
  readonly after: number;
  /** A task of the agenda: on a day off it moves to the next business day. */
  readonly day: Day;
}

/** The policy's looks back at a decision of a day. */
export function followUpsOf(decided: Day, { policy, calendar }: Pick<House, 'policy' | 'calendar'>): readonly FollowUp[] {
  return committeePolicy(policy).followUps.map((after) => ({ after, day: businessDayOnOrAfter(calendar, decided + after) }));
}

type Surroundings = Pick<House, 'policy' | 'calendar'>;

/** The motion as it stands now: judged, and seen. */
export function viewMotion(read: Reads, file: MotionFile, now: number, house: Surroundings): Promise<MotionView> {
  return viewJudged(read, judgedAt(file, now), now, house);
}

/** The same of a motion that has been judged. */
export async function viewJudged(read: Reads, { file, outcome }: Judged, now: number, house: Surroundings): Promise<MotionView> {
  const { debtorId, id, status } = file.motion;
  const debtor = debtorId === null ? undefined : await debtorsIn(read).byId(debtorId);
  const [decision] = status === 'open' ? [] : await motionsIn(read).decisions({ motionId: id });
  const people = await read.people.all();
  const owner = people.find((p) => p.id === decision?.ownerId);
  const names = new Map(people.map((p) => [p.email, p.name]));
  const followUps = decision ? followUpsOf(decision.day, house) : [];
  return { ...file, outcome, debtor, decision, owner, people, names, followUps, today: localTime(now, house.policy.timeZone).day };
}

export function moneyOf({ motion }: MotionView, locale: Locale): (minor: bigint) => string {
  return (minor) => format.money(minor, motion.proposal.currency, locale);
}

/** "Porter la limite de Dupont SA de 80 000 € à 120 000 € jusqu’au 31 mars". */
export function titleOf(view: MotionView, locale: Locale): string {
  const t = committeeTexts(locale).title;
  const { proposal } = view.motion;
  const money = moneyOf(view, locale);
  const debtor = view.debtor?.name ?? '';
  switch (proposal.kind) {
    case 'limit': {
      const before = proposal.before === null ? t.noLimit : money(proposal.before);
      const until = proposal.until === null ? undefined : format.date(proposal.until, locale, view.today);
      return proposal.amount === 0n ? t.suspend(debtor, before, until) : t.limit(debtor, before, money(proposal.amount), until);
    }
    case 'litigation':
      return t.litigation(debtor, money(proposal.amount));
    case 'generic':
      return proposal.text;
  }
}

/** "✔ Approuvé à hauteur de 100 000 € (3 pour, 1 contre)". */
export function resultLine(view: MotionView, locale: Locale): string {
  const t = committeeTexts(locale);
  const { decision } = view;
  if (!decision) return t.status[view.motion.status];
  if (decision.reason === 'delegated')
    return `${t.result.approved} · ${t.result.alone(view.names.get(view.motion.proposedBy) ?? view.motion.proposedBy)}`;
  const { approve, reject, abstain } = decision.tally;
  const words = reasonWords(decision.reason, view.motion.rule.threshold, locale);
  const head =
    decision.outcome === 'approved' && decision.kind === 'limit' && decision.approved !== null
      ? t.result.approvedAt(moneyOf(view, locale)(decision.approved))
      : t.result[decision.outcome];
  const early = decision.early ? `, ${t.result.early}` : '';
  return `${head}${early} (${t.pair(t.tally(approve, reject, abstain), words)})`;
}

/** The reason in true words: what the rule asks for has a name. */
function reasonWords(reason: Outcome['reason'], threshold: Threshold, locale: Locale): string {
  const t = voteTexts(locale);
  if (reason === 'threshold-reached') return t.reached[threshold];
  return reason === 'threshold-missed' ? t.missed[threshold] : t.reason[reason];
}
