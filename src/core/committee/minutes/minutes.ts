/** The minutes of a vote: facts as they were frozen, who voted what and why (or the counts alone, when secret), rule, outcome, owner and dates, and the audit chain's head. */
import type { Block, Card } from '../../desk/card.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Locale } from '../../kernel/locale.ts';
import { holdsBallot } from '../count/places.ts';
import type { Ballot } from '../count/vote.ts';
import { dossierFacts } from '../motion/dossier.card.ts';
import { afterwards } from '../motion/motion.card.ts';
import { ballotWords, casterOf, lastBallot, moment, roleNames, ruleWords, withoutBallot } from '../motion/motion.words.ts';
import { type MotionView, resultLine, titleOf } from '../motion/motion-view.ts';
import { committeeTexts } from '../motion/texts.ts';

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

/** The minutes of a motion that is decided. */
export function minutesOf(view: MotionView, policy: Policy, locale: Locale): Minutes {
  const t = committeeTexts(locale);
  const { motion, decision } = view;
  const when = (at: number): string => moment(at, view.today, policy, locale);
  const outcome = [resultLine(view, locale), ...afterwards(view, locale)];
  const asked = [t.proposedBy(view.names.get(motion.proposedBy) ?? motion.proposedBy, motion.proposal.why)];
  if (motion.proposal.conditions !== '') asked.push(t.conditions(motion.proposal.conditions));
  if (!motion.delegated) {
    asked.push(ruleWords(motion.rule, locale), t.minutes.opened(when(motion.opensAt), when(decision?.at ?? motion.closesAt)));
    const entered = view.voters.filter(({ id }) => lastBallot(view, id)?.by !== undefined);
    // A secret vote's ballots are not listed: that they were entered is said here.
    if (motion.rule.secret && entered.length > 0) asked.push(t.minutes.entered(entered.map(({ name }) => name).join(', ')));
    if (decision) asked.push(t.minutes.quorum(decision.quorum.present, decision.quorum.needed, decision.quorum.eligible));
  }
  return {
    title: t.minutes.title(motion.id),
    subject: titleOf(view, locale),
    parts: [
      { type: 'lines', heading: t.minutes.outcome, lines: [...outcome, ...asked] },
      ...view.facts.flatMap(({ dossier, number, hash }): Part[] =>
        dossier
          ? [
              {
                type: 'lines',
                heading: number === 1 ? t.minutes.facts : `${t.minutes.facts} (${number})`,
                lines: [...dossierFacts(dossier, view.today, locale).map((f) => t.pair(f.label, f.value)), t.dossier.hash(hash)],
              },
            ]
          : [],
      ),
      ...(motion.delegated || motion.rule.secret ? [] : [ballotTable(view, policy, locale)]),
    ],
    head: t.minutes.head(decision?.headSeq ?? 0, decision?.headHash ?? ''),
  };
}

function ballotTable(view: MotionView, policy: Policy, locale: Locale): Part {
  const t = committeeTexts(locale).minutes;
  const { rule } = view.motion;
  const mark = (ballot: Ballot): string =>
    ballot.by === undefined ? t.bySubstitute(casterOf(view, ballot)) : committeeTexts(locale).ballot.byChair(casterOf(view, ballot));
  const rows = view.voters
    .filter((v) => holdsBallot(rule, v) || v.proposer)
    .map((voter) => {
      const why = withoutBallot(view, voter, locale);
      const ballot = lastBallot(view, voter.id);
      const roles = roleNames(voter.roles, locale);
      if (why !== undefined || !ballot) return [voter.name, why ?? t.silent, '', roles];
      const words = ballotWords(view, ballot, locale);
      return [
        voter.name,
        ballot.for === undefined && ballot.by === undefined ? words : `${words} (${mark(ballot)})`,
        moment(ballot.at, view.today, policy, locale),
        roles,
      ];
    });
  return { type: 'table', heading: t.votes, columns: t.columns, rows };
}

/** The minutes for the thread. */
export function minutesCard(view: MotionView, policy: Policy, locale: Locale): Card {
  const { title, subject, parts, head } = minutesOf(view, policy, locale);
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
