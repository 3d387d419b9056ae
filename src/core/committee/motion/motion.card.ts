/** A motion as people see it: the decision first, the evidence under it; one card for the channel, one for each member, one for whoever carries it out. */
import type { Block, Button, Card } from '../../desk/card.ts';
import type { Policy } from '../../desk/policy.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { holdsBallot } from '../count/places.ts';
import type { Outcome } from '../count/vote.ts';
import { committeePolicy } from './committee-policy.ts';
import { changeWords } from './dossier.card.ts';
import { ballotWords, casterOf, lastBallot, moment, roleNames, ruleWords, withoutBallot } from './motion.words.ts';
import { type BallotRecord, newestFacts, representedBy, unspoken, type VoterRecord, withoutVoice } from './motion-record.ts';
import { type MotionView, moneyOf, resultLine, titleOf } from './motion-view.ts';
import { expectedGain } from './proposal.ts';
import { committeeTexts } from './texts.ts';
import { bandLeft, riskAt } from './weight.ts';

function line(text: string, quiet = false): Block {
  return { type: 'text', text, quiet };
}

function bold(text: string): Block {
  return { type: 'text', text: [{ text, bold: true }] };
}

/** What is asked, why, at which risk, on which figures. */
function question(view: MotionView, policy: Policy, locale: Locale): Block[] {
  const t = committeeTexts(locale);
  const { motion } = view;
  const { proposal } = motion;
  const money = moneyOf(view, locale);
  const blocks: Block[] = [line(t.proposedBy(view.names.get(motion.proposedBy) ?? motion.proposedBy, proposal.why))];
  if (proposal.conditions !== '') blocks.push(line(t.conditions(proposal.conditions)));
  if (proposal.kind === 'litigation') {
    const gain = expectedGain(proposal.amount, committeePolicy(policy).odds);
    blocks.push(
      line(t.items(proposal.items.map((i) => i.ref).join(', '))),
      line(t.route(t.routes[proposal.route], money(proposal.cost), money(gain))),
    );
  }
  if (!motion.delegated && proposal.kind !== 'generic') {
    const words = proposal.kind === 'limit' ? t.weight : t.sent;
    blocks.push(line(words(money(motion.weight), ruleWords(motion.rule, locale))));
  }
  const less = lowered(view, policy);
  if (less) blocks.push(line(t.weightAt(money(less.risk), money(less.limit))));
  const left = bandWords(view, policy, locale);
  if (left !== undefined) blocks.push(bold(left));
  if (motion.warnings.length > 0) blocks.push(bold(t.warnings(motion.warnings.map((w) => t.checks[w]).join(' ; '))));
  return [...blocks, ...evidence(view, locale)];
}

/** A limit that was approved below what was asked, and the risk that is left at it. */
function lowered(view: MotionView, policy: Policy): { readonly limit: bigint; readonly risk: bigint } | undefined {
  const { proposal } = view.motion;
  const limit = view.decision?.outcome === 'approved' ? view.decision.approved : null;
  if (proposal.kind !== 'limit' || limit === null || limit >= proposal.amount) return undefined;
  return { limit, risk: riskAt(limit, newestFacts(view).dossier, policy) };
}

/** That an open vote has left its band; undefined while it has not. */
export function bandWords(view: MotionView, policy: Policy, locale: Locale): string | undefined {
  const left = view.motion.status === 'open' ? bandLeft(view, policy) : undefined;
  return left && committeeTexts(locale).bandLeft(moneyOf(view, locale)(left.weight), ruleWords(left.rule, locale));
}

function evidence(view: MotionView, locale: Locale): Block[] {
  const t = committeeTexts(locale);
  const { dossier, changes, number } = newestFacts(view);
  if (!dossier) return [];
  const money = moneyOf(view, locale);
  const habits = dossier.paidDaysLate === null ? t.asset.none : t.asset.paid(dossier.paidDaysLate);
  const broken = dossier.promises?.broken ? [t.broken(dossier.promises.broken)] : [];
  const figures = t.figures(format.date(dossier.ledgerDay ?? dossier.asOf, locale, view.today));
  return [
    line([t.evidence(money(dossier.overdue), dossier.oldestDays, money(dossier.disputed)), habits, ...broken].join(' · ')),
    ...(number > 1 ? [bold(t.changes(changes.map((c) => changeWords(c, dossier.currency, view.today, locale)).join(' ; ')))] : []),
    line(figures, true),
  ];
}

/** Where the vote stands: never more than the rule lets be seen. */
function standing(view: MotionView, outcome: Outcome, policy: Policy, locale: Locale): Block[] {
  const t = committeeTexts(locale);
  const { rule } = view.motion;
  const { approve, reject, abstain } = outcome.tally;
  const cast = approve + reject + abstain;
  const last = view.voters.flatMap(({ id }) => lastBallot(view, id) ?? []);
  const stale = last.filter(({ choice }) => choice !== 'recuse' && choice !== 'disown').length - cast;
  const entered = last.filter(({ by }) => by !== undefined).length;
  const close = t.close(moment(outcome.closesAt, view.today, policy, locale), cast, outcome.quorum.eligible, outcome.quorum.needed);
  const missing = outcome.quorum.missingRoles;
  const silentOnes = view.voters.flatMap((v) => {
    const why = withoutBallot(view, v, locale);
    return why === undefined ? [] : [`${v.name} (${why})`];
  });
  const awaited = rule.secret ? [] : awaitedOf(view);
  const until = moment(view.motion.opensAt + rule.minimumOpen, view.today, policy, locale);
  return [
    bold(
      [
        close,
        ...(outcome.quorum.present === cast ? [] : [t.presence(outcome.quorum.present)]),
        ...(missing.length > 0 ? [t.missing(roleNames(missing, locale))] : []),
        ...(outcome.reason === 'minimum-open' && !rule.hideResults ? [t.openUntil(until)] : []),
        ...(view.motion.extended ? [t.extendedOnce] : []),
      ].join(' · '),
    ),
    line(rule.hideResults ? t.hidden : t.tallyLine(t.tally(approve, reject, abstain)), true),
    ...(stale > 0 ? [line(t.toConfirm(stale))] : []),
    ...(awaited.length > 0 ? [line(t.awaited(awaited.map(({ name }) => name).join(', ')), true)] : []),
    ...(entered > 0 ? [line(t.entered(entered), true)] : []),
    ...(silentOnes.length > 0 ? [line(t.notVoting(silentOnes.join(', ')), true)] : []),
  ];
}

/** Members who have a voice and no ballot, their own or by another; also whoever disowned theirs. */
function awaitedOf(view: MotionView): readonly VoterRecord[] {
  return view.voters.filter(({ id }) => !withoutVoice(view, id) && (lastBallot(view, id)?.choice ?? 'disown') === 'disown');
}

/** Who carries it out by when, and when it is looked at again. */
export function afterwards(view: MotionView, locale: Locale): string[] {
  const t = committeeTexts(locale);
  const { decision, owner } = view;
  if (decision?.outcome !== 'approved') return [];
  const due = format.date(decision.dueDay, locale, view.today);
  const days = view.followUps.map(({ day }) => format.date(day, locale, view.today));
  return [
    ...(owner === undefined ? [] : [t.result.owner(owner.name, t.result.tasks[decision.kind], due)]),
    ...(days.length > 0 ? [t.result.followUps(days.join(', '))] : []),
    ...(t.carrying[decision.carrying] === '' ? [] : [t.carrying[decision.carrying]]),
  ];
}

/** The card of the committee's channel, live through the motion's life. */
export function motionCard(view: MotionView, policy: Policy, locale: Locale): Card {
  const { outcome } = view;
  return cardOf(
    view,
    policy,
    locale,
    outcome ? [...standing(view, outcome, policy, locale), { type: 'buttons', buttons: ballotButtons(view, locale) }] : [],
  );
}

/** The question as everybody reads it; `open` follows it while the vote is. */
function cardOf(view: MotionView, policy: Policy, locale: Locale, open: readonly Block[]): Card {
  const t = committeeTexts(locale);
  const { motion } = view;
  const title = t.vote(titleOf(view, locale));
  const asked = question(view, policy, locale);
  const minutes: Button = { label: t.buttons.minutes, intent: { kind: 'motion.minutes', motion: motion.id } };
  const decided = (): Block[] => [
    bold(resultLine(view, locale)),
    ...afterwards(view, locale).map((words) => line(words)),
    ...asked,
    { type: 'buttons', buttons: [minutes] },
  ];
  return {
    title,
    subtitle: `${t.status[motion.status]} · ${t.no(motion.id)}`,
    blocks: view.outcome ? [...asked, ...open] : decided(),
    fallback: `${title} · ${t.status[motion.status]}`,
    amounts: true,
    locale,
  };
}

/** Every way of voting on the figures that the card shows; a ballot on older ones is confirmed as it is. */
export function ballotButtons(view: MotionView, locale: Locale, toConfirm = false): readonly Button[] {
  const t = committeeTexts(locale).buttons;
  const { id, kind, proposal } = view.motion;
  const at = { motion: id, facts: newestFacts(view).number };
  const first = { style: 'primary' } as const;
  return [
    ...(toConfirm ? [{ label: t.confirm, intent: { kind: 'motion.vote', ...at, choice: 'confirm' }, ...first } as const] : []),
    { label: t.approve, intent: { kind: 'motion.vote', ...at, choice: 'approve' }, ...(toConfirm ? {} : first) },
    ...(kind === 'limit' && proposal.amount > 0n
      ? [{ label: t.less, intent: { kind: 'motion.ballot', ...at, choice: 'less' } } as const]
      : []),
    { label: t.reject, intent: { kind: 'motion.ballot', ...at, choice: 'reject' } },
    { label: t.abstain, intent: { kind: 'motion.vote', ...at, choice: 'abstain' } },
    { label: t.recuse, intent: { kind: 'motion.ballot', ...at, choice: 'recuse' } },
    dossierButton(view, locale),
  ];
}

/** For whoever has no voice in an open vote. */
export function opinionButton(motion: number, locale: Locale): Button {
  return { label: committeeTexts(locale).buttons.opinion, intent: { kind: 'motion.opinion', motion } };
}

function dossierButton({ motion }: MotionView, locale: Locale): Button {
  return { label: committeeTexts(locale).buttons.dossier, intent: { kind: 'motion.dossier', motion: motion.id } };
}

/**
 * A member's own message: their ballot, and the buttons to cast or change it, none of which would be refused. `lead` says why it comes again. What the others do is
 * on the channel's card; whoever looks the vote up is shown it here too (`counts`).
 */
export function ballotCard(view: MotionView, member: string, policy: Policy, locale: Locale, lead?: string, counts = false): Card {
  const { outcome } = view;
  const open = outcome ? [...(counts ? standing(view, outcome, policy, locale) : [closing(view, outcome, policy, locale)])] : [];
  const buttons = outcome ? memberButtons(view, member, locale) : [];
  const card = cardOf(view, policy, locale, [...open, ...buttons.map((some) => ({ type: 'buttons', buttons: some }) as const)]);
  const own = ownLines(view, member, locale);
  const blocks: Block[] = [...(lead === undefined ? [] : [bold(lead)]), ...own, { type: 'divider' }, ...card.blocks];
  return { ...card, blocks, fallback: lead === undefined ? card.fallback : `${lead} ${card.fallback}` };
}

/** What is left of a member's message once a newer one takes its place. */
export function movedCard(view: MotionView, locale: Locale): Card {
  const title = committeeTexts(locale).vote(titleOf(view, locale));
  const words = committeeTexts(locale).ballot.moved;
  return { title, blocks: [line(words, true)], fallback: `${title} · ${words}`, amounts: true, locale };
}

function closing(view: MotionView, outcome: Outcome, policy: Policy, locale: Locale): Block {
  const t = committeeTexts(locale);
  const when = t.closes(moment(outcome.closesAt, view.today, policy, locale));
  return bold([when, ...(view.motion.extended ? [t.extendedOnce] : [])].join(' · '));
}

/** Rows of buttons: one's own ballot, then what one does for others. */
function memberButtons(view: MotionView, member: string, locale: Locale): readonly (readonly Button[])[] {
  const ballot = lastBallot(view, member);
  const toConfirm = ballot !== undefined && ballot.choice !== 'disown' && ballot.facts !== newestFacts(view).hash;
  const own =
    withoutVoice(view, member) === undefined
      ? ballotButtons(view, locale, toConfirm)
      : [opinionButton(view.motion.id, locale), dossierButton(view, locale)];
  const others = otherButtons(view, member, locale);
  return others.length > 0 ? [own, others] : [own];
}

/** Beside one's own ballot: for an absent member, for one who speaks to the chair, and against what was entered in one's name. */
function otherButtons(view: MotionView, member: string, locale: Locale): readonly Button[] {
  const t = committeeTexts(locale).buttons;
  const at = { motion: view.motion.id, facts: newestFacts(view).number };
  const entry = lastBallot(view, member);
  return [
    ...(entry?.by === undefined ? [] : [disownButton(view, locale)]),
    ...(representedBy(view, member).length > 0
      ? [{ label: t.proxy, intent: { kind: 'motion.ballot', ...at, choice: 'proxy' } } as const]
      : []),
    ...(enterableBy(view, member).length > 0
      ? [{ label: t.enter, intent: { kind: 'motion.ballot', ...at, choice: 'enter' } } as const]
      : []),
  ];
}

/** For whom somebody may enter a ballot as the vote's chair (docs/rules/voting.md, rule 15); nobody when they are not. */
export function enterableBy(view: MotionView, chair: string): readonly VoterRecord[] {
  const person = view.people.find(({ email }) => email === chair);
  return person?.roles.includes(view.motion.rule.chair) ? unspoken(view).filter(({ id }) => id !== chair) : [];
}

function disownButton(view: MotionView, locale: Locale): Button {
  const intent = { kind: 'motion.vote', motion: view.motion.id, facts: newestFacts(view).number, choice: 'disown' } as const;
  return { label: committeeTexts(locale).buttons.disown, intent };
}

/** What the chair entered, as its member is told. */
export function entryCard(view: MotionView, entry: BallotRecord, stands: boolean, locale: Locale): Card {
  const t = committeeTexts(locale).ballot;
  const words = t.entered(casterOf(view, entry), titleOf(view, locale), ballotWords(view, entry, locale));
  const note = noteCard(stands ? words : `${words} ${lastBallot(view, entry.voter) === entry ? t.enteredClosed : t.enteredOver}`, locale);
  return stands ? { ...note, blocks: [...note.blocks, { type: 'buttons', buttons: [disownButton(view, locale)] }] } : note;
}

function ownLines(view: MotionView, member: string, locale: Locale): Block[] {
  const t = committeeTexts(locale).ballot;
  const seat = view.voters.find((v) => v.id === member);
  const why = seat && withoutBallot(view, seat, locale);
  if (!seat || !holdsBallot(view.motion.rule, seat) || why !== undefined)
    return [line(why === undefined ? t.notYours : `${t.notYours} (${why})`)];
  const ballot = lastBallot(view, member);
  const roles = view.motion.rule.voters.filter((role) => seat.roles.includes(role));
  const seats = roles.length > 1 ? [line(t.seats(roleNames(roles, locale)), true)] : [];
  if (!ballot || ballot.choice === 'disown') return view.motion.status === 'open' ? [bold(ballot ? t.disowned : t.yet), ...seats] : [];
  const said = ballotWords(view, ballot, locale);
  const caster = casterOf(view, ballot);
  const by = ballot.by !== undefined ? t.byChair(caster) : ballot.voter === member ? undefined : t.bySubstitute(caster);
  const words = line(t.yours(by === undefined ? said : `${said} (${by})`));
  return ballot.facts === newestFacts(view).hash || view.motion.status !== 'open' ? [words, ...seats] : [words, bold(t.stale), ...seats];
}

/** What the owner of a decision is asked. */
export function taskCard(view: MotionView, locale: Locale): Card {
  const t = committeeTexts(locale);
  const { motion, decision } = view;
  const { proposal } = motion;
  const money = moneyOf(view, locale);
  const debtor = view.debtor?.name ?? '';
  const until = decision?.untilDay == null ? undefined : format.date(decision.untilDay, locale, view.today);
  const words =
    proposal.kind === 'limit'
      ? t.task.limit(debtor, money(decision?.approved ?? proposal.amount), until)
      : proposal.kind === 'litigation'
        ? t.task.litigation(debtor, t.nextStep[proposal.route])
        : t.task.generic(proposal.text);
  const due = decision ? `, ${t.task.due(format.date(decision.dueDay, locale, view.today))}` : '';
  return {
    blocks: [
      bold(`${words}${due}`),
      ...afterwards(view, locale).map((text) => line(text, true)),
      { type: 'buttons', buttons: taskButtons(view, locale) },
    ],
    fallback: words,
    amounts: true,
    locale,
  };
}

function taskButtons(view: MotionView, locale: Locale): readonly Button[] {
  const t = committeeTexts(locale).buttons;
  const { id, kind } = view.motion;
  const open: Button = { label: t.open, intent: { kind: 'motion.show', motion: id } };
  if (kind === 'limit') return [{ label: t.entered, intent: { kind: 'motion.done', motion: id, what: 'entered' }, style: 'primary' }, open];
  if (kind === 'litigation') return [{ label: t.ended, intent: { kind: 'motion.done', motion: id, what: 'ended' } }, open];
  return [open];
}

/** One sentence in a thread. */
export function noteCard(words: string, locale: Locale): Card {
  return { blocks: [line(words)], fallback: words, amounts: true, locale };
}
