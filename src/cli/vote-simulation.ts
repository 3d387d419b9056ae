/** `encours motion simulate`: the outcomes of the votes written in a file, in the shape of docs/rules/voting.md, "Output", and in words. */
import { parseVotes, type VoteCase } from '../config/vote-file.ts';
import { judge } from '../core/committee/count/judge.ts';
import { voteTexts } from '../core/committee/count/vote.text.ts';
import type { Outcome, QuorumCount, Refusal, Tally } from '../core/committee/count/vote.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { told } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { toDecimal } from '../core/kernel/money.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { readPlain } from '../files/plain.ts';

/** docs/rules/voting.md, "Output", in its order. */
export interface SimulatedOutcome {
  readonly outcome: Outcome['outcome'];
  /** Decimal string, in the motion's currency. */
  readonly approvedAmount?: string;
  readonly early: boolean;
  readonly reason: Outcome['reason'];
  readonly quorum: QuorumCount;
  readonly tally: Tally;
  readonly refused: readonly Refusal[];
  /** ISO 8601: the input's own text, or when the close has moved, the new one at the same offset. */
  readonly closesAt: string;
}

/** The outcome of the vote in a YAML or JSON file; of a list of cases, the list of outcomes. DomainError `bad-input` says in one sentence all that is wrong. */
export async function simulateFile(path: string, locale: Locale = 'fr'): Promise<SimulatedOutcome | readonly SimulatedOutcome[]> {
  const t = voteTexts(locale);
  const read = parseVotes(textOf(path, locale).replace(/^\uFEFF/, ''), locale);
  if ('faults' in read) {
    throw new DomainError('bad-input', t.badFile(path, read.faults.map(told).join('; ')), {
      faults: read.faults,
    });
  }
  return 'one' in read ? simulate(read.one) : read.many.map(simulate);
}

function textOf(path: string, locale: Locale): string {
  try {
    return readPlain(path);
  } catch (error) {
    throw asRefusal(error, path, locale);
  }
}

function simulate({ vote, closesAt }: VoteCase): SimulatedOutcome {
  const { outcome, approvedAmount, early, reason, quorum, tally, refused, ...end } = judge(vote);
  const currency = vote.motion.kind === 'limit' ? vote.motion.currency : '';
  return {
    outcome,
    ...(approvedAmount === undefined ? {} : { approvedAmount: toDecimal(approvedAmount, currency) }),
    early,
    reason,
    quorum,
    tally,
    refused,
    closesAt: end.closesAt === vote.closesAt ? closesAt : atOffsetOf(closesAt, end.closesAt),
  };
}

/** The instant (epoch milliseconds) at the offset of an ISO 8601 text, with milliseconds only when there are some. */
function atOffsetOf(iso: string, ms: number): string {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(iso) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  const local = new Date(ms + offset * 60_000).toISOString().replace('Z', '').replace('.000', '');
  return `${local}${sign === undefined ? 'Z' : iso.slice(-6)}`;
}

/** An outcome, or a list of them, for people: a few lines each. */
export function simulationText(outcome: SimulatedOutcome | readonly SimulatedOutcome[], locale: Locale): string {
  if (!isList(outcome)) return `${paragraph(outcome, locale)}\n`;
  return outcome.map((o, i) => `${voteTexts(locale).case(i + 1)}\n${paragraph(o, locale)}\n`).join('\n');
}

function isList(outcome: SimulatedOutcome | readonly SimulatedOutcome[]): outcome is readonly SimulatedOutcome[] {
  return Array.isArray(outcome);
}

function paragraph(o: SimulatedOutcome, locale: Locale): string {
  const t = voteTexts(locale);
  const { approve, reject, abstain, recused, silent } = o.tally;
  const headline = [
    t.outcome[o.outcome],
    ...(o.approvedAmount === undefined ? [] : [t.upTo(grouped(o.approvedAmount, locale))]),
    ...(o.early ? [`(${t.early})`] : []),
  ].join(' ');
  const missing = o.quorum.missingRoles.length === 0 ? '' : ` ${t.missingRoles(o.quorum.missingRoles.join(', '))}`;
  return [
    t.because(headline, t.reason[o.reason]),
    `${t.quorum(o.quorum.present, o.quorum.needed, o.quorum.eligible)}${missing}`,
    t.tally(approve, reject, abstain, recused, silent),
    ...(o.refused.length === 0 ? [] : [t.refused]),
    ...o.refused.map((r) => t.refusedLine(r.index, r.voter, t.refusal[r.why])),
    t.closesAt(o.closesAt),
  ].join('\n');
}

/** A decimal string with the locale's separators, exactly: Intl formats strings without a float. The currency is the file's own. */
function grouped(decimal: string, locale: Locale): string {
  const digits = decimal.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimal as Intl.StringNumericLiteral);
}
