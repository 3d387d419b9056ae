/** The minutes of a vote, which stand on their own: what was asked and why, by which rule, who sat, what happened when, on which figures, who voted what (or the counts alone, when secret), what came of it, and the audit chain's head. */
import type { Block, Card } from '../../desk/card.ts';
import type { Policy } from '../../desk/policy.ts';
import { statementIn } from '../../desk/statement.ts';
import type { Reads } from '../../desk/store.ts';
import { greater } from '../../kernel/amounts.ts';
import { type Day, localTime } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { liveBallots, memberOf } from '../count/ballots.ts';
import { holdsBallot } from '../count/places.ts';
import { voteTexts } from '../count/vote.text.ts';
import { changeWords, dossierFacts } from '../motion/dossier.card.ts';
import { ballotWords, casterOf, lastBallot, roleNames } from '../motion/motion.words.ts';
import { type BallotRecord, newestFacts, type VoterRecord, voteOf } from '../motion/motion-record.ts';
import { type MotionView, moneyOf, resultLine, titleOf } from '../motion/motion-view.ts';
import { committeeTexts } from '../motion/texts.ts';
import { type ClosedMotion, closedMotion } from './closed-motion.ts';
import { minutesTexts } from './minutes.text.ts';

/** A part of the minutes: plain words that the card, Markdown and PDF set in their own ways. */
export type Part =
  | { readonly type: 'lines'; readonly heading: string; readonly lines: readonly string[] }
  | {
      readonly type: 'table';
      readonly heading: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Minutes {
  readonly title: string;
  readonly subject: string;
  readonly parts: readonly Part[];
  /** The chain's head: printed so that a cut tail shows. */
  readonly head: string;
}

/** Seen from a year of no decision, every date is written with its year. */
const LONG_AGO: Day = 0;

/** The minutes of a motion that is decided. */
export function minutesOf(closed: ClosedMotion, locale: Locale): Minutes {
  const motion = { ...closed, today: LONG_AGO };
  const t = minutesTexts(locale);
  const words = committeeTexts(locale).minutes;
  const { delegated, rule } = motion.motion;
  return {
    title: words.title(motion.motion.id),
    subject: titleOf(motion, locale),
    parts: [
      { type: 'lines', heading: t.result, lines: resultLines(motion, locale) },
      { type: 'lines', heading: t.request, lines: requestLines(motion, locale) },
      ...(delegated
        ? []
        : ([
            { type: 'lines', heading: t.rule, lines: ruleLines(motion, locale) },
            memberTable(motion, locale),
            { type: 'lines', heading: t.course, lines: courseLines(motion, locale) },
          ] as const)),
      ...figures(motion, locale),
      ...(delegated || rule.secret ? [] : [ballotTable(motion, locale)]),
    ],
    head: words.head(motion.decision.headSeq, motion.decision.headHash),
  };
}

/** "25 nov. 2026 9:00 +01:00": an hour of autumn comes twice, and its offset tells which it was. */
function stamp(at: number, { named }: ClosedMotion, locale: Locale): string {
  const { day, minutes } = localTime(at, named.timeZone);
  const offset = day * 1440 + minutes - Math.floor(at / 60_000);
  const clock = (of: number): string => `${Math.floor(of / 60)}:${String(of % 60).padStart(2, '0')}`;
  return `${format.date(day, locale, LONG_AGO)} ${clock(minutes)} ${offset < 0 ? '−' : '+'}${clock(Math.abs(offset)).padStart(5, '0')}`;
}

function resultLines(motion: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const { result } = committeeTexts(locale);
  const { decision, named, names } = motion;
  const day = (of: Day): string => format.date(of, locale, LONG_AGO);
  const { approve, reject, abstain, recused, silent } = decision.tally;
  const { present, needed, eligible, missingRoles } = decision.quorum;
  const vote = voteTexts(locale);
  const missing = missingRoles.length === 0 ? '' : ` ${vote.missingRoles(roleNames(missingRoles, locale))}`;
  return [
    resultLine(motion, locale),
    ...(motion.motion.delegated
      ? [t.alone(stamp(decision.at, motion, locale))]
      : [
          t.closed(stamp(decision.at, motion, locale)),
          vote.tally(approve, reject, abstain, recused, silent),
          vote.quorum(present, needed, eligible) + missing,
        ]),
    ...(decision.outcome === 'approved' && named.owner !== null
      ? [result.owner(names.get(named.owner) ?? named.owner, result.tasks[decision.kind], day(decision.dueDay))]
      : []),
    ...(decision.outcome === 'approved' && named.followUps.length > 0
      ? [result.followUps(named.followUps.map((f) => day(f.day)).join(', '))]
      : []),
  ];
}

function requestLines(motion: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const words = committeeTexts(locale);
  const { named, names } = motion;
  const { proposal, proposedBy, warnings } = motion.motion;
  return [
    ...(named.company ? [t.company(named.company.name, named.company.siren)] : []),
    ...(named.debtor ? [t.debtor(named.debtor.name, named.debtor.code)] : []),
    words.proposedBy(names.get(proposedBy) ?? proposedBy, proposal.why),
    ...(proposal.conditions === '' ? [] : [words.conditions(proposal.conditions)]),
    ...lawsuitLines(motion, locale),
    ...weightLines(motion, locale),
    ...(warnings.length === 0 ? [] : [t.warnings(warnings.map((w) => words.checks[w]).join(' ; '))]),
    t.zone(named.timeZone),
  ];
}

function lawsuitLines(motion: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const words = committeeTexts(locale);
  const { proposal } = motion.motion;
  if (proposal.kind !== 'litigation') return [];
  const money = moneyOf(motion, locale);
  const day = (of: Day): string => format.date(of, locale, LONG_AGO);
  const gain = motion.facts[0]?.dossier?.gain ?? null;
  return [
    t.items(proposal.items.map(({ ref, open, dueDay }) => t.item(ref, money(open), day(dueDay))).join(' ; ')),
    words.route(words.routes[proposal.route], money(proposal.cost), gain === null ? words.none : money(gain)),
    t.reminded(proposal.reminded === null ? undefined : day(proposal.reminded)),
  ];
}

/** The band, and how it was found (docs/rules/voting.md, "Which rule applies"). */
function weightLines(motion: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const { proposal, weight, delegated } = motion.motion;
  const money = moneyOf(motion, locale);
  const { band, bandCurrency } = motion.trail[0]?.payload ?? {};
  const exposure = motion.facts[0]?.dossier?.exposure ?? 0n;
  const whole = greater(proposal.amount, exposure);
  return [
    ...(proposal.kind === 'limit' ? [t.risk(money(weight), money(proposal.amount), money(exposure), money(whole - weight))] : []),
    ...(proposal.kind === 'litigation' ? [t.sent(money(weight))] : []),
    ...(delegated || bandCurrency === undefined
      ? []
      : [t.band(band === undefined ? undefined : format.money(BigInt(band), bandCurrency, locale))]),
  ];
}

function ruleLines({ motion: { rule } }: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const role = (name: string): string => roleNames([name], locale);
  const { count, share, roles = {} } = rule.quorum;
  const parts = [
    t.atLeast(Math.max(count ?? 1, 1)),
    ...(share ? [t.share(format.percent((share.numerator * 1_000_000n) / share.denominator, locale))] : []),
    ...Object.entries(roles).map(([name, places]) => t.places(places, role(name))),
  ];
  const without = rule.noQuorum === 'lapse' || rule.noQuorum === 'extend' ? t[rule.noQuorum] : t.byRole(role(rule.noQuorum.role));
  const minutes = Math.floor(rule.minimumOpen / 60_000);
  return [
    t.voters(roleNames(rule.voters, locale)),
    t.quorum(parts),
    t.threshold[rule.threshold],
    t.veto(roleNames(rule.veto, locale)),
    ...(rule.threshold === 'majority' ? [t.tie(rule.tie === 'reject' ? undefined : role(rule.tie.role))] : []),
    t.proposer(rule.proposerVotes),
    t.noQuorum(without),
    t.minimumOpen(minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`),
    t.window(rule.window),
    t.chair(role(rule.chair)),
    ...(rule.secret ? [t.secret] : []),
    ...(rule.hideResults ? [t.hidden] : []),
  ];
}

function memberTable(motion: ClosedMotion, locale: Locale): Part {
  const t = minutesTexts(locale);
  const rows = motion.voters.map((voter) => [
    voter.proposer ? t.asks(voter.name) : voter.name,
    roleNames(voter.roles, locale),
    voter.substitute === undefined ? '' : (motion.names.get(voter.substitute) ?? voter.substitute),
    standing(motion, voter, locale),
  ]);
  return { type: 'table', heading: t.members, columns: t.memberColumns, rows };
}

/** What a member's part was; of a secret ballot that it was cast, and by whom, not what it says. */
function standing(motion: ClosedMotion, voter: VoterRecord, locale: Locale): string {
  const t = minutesTexts(locale);
  const { rule } = motion.motion;
  const recusal = motion.ballots.find((b) => b.choice === 'recuse' && b.voter === voter.id);
  if (voter.recused) return t.noBallot.account;
  if (voter.proposer && !rule.proposerVotes) return t.noBallot.proposer;
  if (!holdsBallot(rule, voter)) return t.noBallot.none;
  if (recusal) return isDeparture(motion, recusal) ? t.left : t.recused(recusal.reason);
  const ballot = lastBallot(motion, voter.id);
  if (!ballot) return t.silent;
  if (ballot.choice === 'disown') return t.disowned;
  if (ballot.by !== undefined) return t.entered(casterOf(motion, ballot));
  return ballot.voter === voter.id ? t.own : t.stoodIn(casterOf(motion, ballot));
}

/** The house recuses whoever has left (docs/rules/voting.md, rule 17). */
function isDeparture({ trail }: ClosedMotion, { seq }: BallotRecord): boolean {
  return trail.some(({ action, payload }) => action === 'motion.left' && payload.seq === String(seq));
}

/** What happened, in its order. */
function courseLines(motion: ClosedMotion, locale: Locale): string[] {
  const t = minutesTexts(locale);
  const { decision, names, facts } = motion;
  const when = (at: number | string | undefined): string => stamp(Number(at ?? 0), motion, locale);
  const { currency } = motion.motion.proposal;
  const lines = motion.trail.flatMap(({ at, actor, action, payload }): string[] => {
    const who = names.get(actor) ?? actor;
    switch (action) {
      case 'motion.opened':
        return [t.opened(when(at), when(payload.closes ?? Number(statementIn(payload)?.Motion?.closesAt)))];
      case 'motion.facts': {
        const { number, changes } = facts.find((f) => f.at === at) ?? newestFacts(motion);
        return [t.changed(when(at), number, changes.map((c) => changeWords(c, currency, LONG_AGO, locale)).join(' ; '))];
      }
      case 'motion.extended':
        return [t.extended(when(at), when(payload.to))];
      case 'motion.prolonged':
        return [t.prolonged(when(at), who, when(payload.to), payload.why ?? '')];
      case 'motion.left':
        return [t.departed(when(at), names.get(payload.voter ?? '') ?? payload.voter ?? '')];
      case 'motion.opinion':
        return [t.opinion(when(at), who, payload.text ?? '')];
      case 'motion.chair-closed':
        return [t.chairClosed(when(at), who)];
      default:
        return [];
    }
  });
  const { closesAt } = liveBallots(voteOf(motion, decision.at));
  const moved = closesAt === motion.motion.closesAt ? [] : [t.moved(when(closesAt))];
  return [...lines, ...moved, (decision.early ? t.early : t.end)(when(decision.at))];
}

function figures(motion: ClosedMotion, locale: Locale): Part[] {
  const t = minutesTexts(locale);
  const words = committeeTexts(locale);
  return motion.facts.flatMap(({ dossier, number, hash, at }): Part[] => {
    if (!dossier) return [];
    const asOf = format.date(dossier.ledgerDay ?? dossier.asOf, locale, LONG_AGO);
    const lines = dossierFacts(dossier, LONG_AGO, locale).map((f) => words.pair(f.label, f.value));
    return [
      { type: 'lines', heading: t.figures(number), lines: [t.known(asOf, stamp(at, motion, locale)), ...lines, words.dossier.hash(hash)] },
    ];
  });
}

function ballotTable(motion: ClosedMotion, locale: Locale): Part {
  const t = minutesTexts(locale);
  const rows = motion.ballots.map((ballot, i) => {
    const member = memberOf(ballot);
    return [
      String(i + 1),
      stamp(ballot.at, motion, locale),
      motion.names.get(member) ?? member,
      ballotWords(motion, ballot, locale),
      isDeparture(motion, ballot) ? '' : casterOf(motion, ballot),
      countsAs(motion, ballot, locale),
    ];
  });
  return { type: 'table', heading: t.ballots, columns: t.ballotColumns, rows };
}

/** Whether a ballot lives, and if not why (docs/rules/voting.md, rules 1, 2 and 13). */
function countsAs(motion: ClosedMotion, ballot: BallotRecord, locale: Locale): string {
  const t = minutesTexts(locale);
  if (ballot.choice === 'recuse' || ballot.choice === 'disown') return '';
  const member = memberOf(ballot);
  if (motion.ballots.some((b) => b.choice === 'recuse' && b.voter === member)) return t.void;
  if (lastBallot(motion, member) !== ballot) return t.replaced;
  const seen = motion.facts.findLast(({ hash }) => hash === ballot.facts);
  return seen && seen.hash !== newestFacts(motion).hash ? t.stale(seen.number) : t.counts;
}

/** The minutes for the thread, and for whoever asks; undefined while the vote is open. */
export async function minutesFor(read: Reads, view: MotionView, policy: Policy, locale: Locale): Promise<Card | undefined> {
  const closed = await closedMotion(read, view, policy);
  return closed && minutesCard(closed, locale);
}

export function minutesCard(closed: ClosedMotion, locale: Locale): Card {
  const { title, subject, parts, head } = minutesOf(closed, locale);
  const blocks = parts.flatMap((part): Block[] => {
    const heading: Block = { type: 'text', text: [{ text: part.heading, bold: true }] };
    if (part.type === 'lines') return [heading, { type: 'text', text: part.lines.join('\n') }];
    return [heading, { type: 'table', columns: part.columns.map((name) => ({ title: name })), rows: part.rows }];
  });
  return {
    title,
    subtitle: subject,
    blocks: [...blocks, { type: 'text', text: head, quiet: true }],
    fallback: `${title} · ${subject}`,
    amounts: true,
    locale,
  };
}

/** Markdown of one or several minutes; a title above when there is one. */
export function minutesMarkdown(all: readonly Minutes[], title?: string): string {
  const cell = (text: string): string => plainLine(text).replace(/\|/g, '\\|');
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const one = ({ title: name, subject, parts, head }: Minutes): string =>
    [
      `${title === undefined ? '#' : '##'} ${plainLine(name)}`,
      `**${plainLine(subject)}**`,
      ...parts.map((part) =>
        part.type === 'lines'
          ? [`### ${part.heading}`, '', ...part.lines.map((words) => `- ${plainLine(words)}`)].join('\n')
          : [`### ${part.heading}`, '', row(part.columns), row(part.columns.map(() => '---')), ...part.rows.map(row)].join('\n'),
      ),
      `\`${head}\``,
    ].join('\n\n');
  return `${[...(title === undefined ? [] : [`# ${title}`]), ...all.map(one)].join('\n\n')}\n`;
}

/** What people wrote is data: nothing of it becomes a heading, a link or markup. */
function plainLine(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, ' ').replace(/[\\`*_~[\]<>#]|:(?=\/\/)|(?<=www)\./gi, '\\$&');
}
