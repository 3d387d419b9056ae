/** `encours motion simulate`: the outcomes of the votes written in a file, in the shape of docs/rules/voting.md, "Output", and in words. */
import { createHash } from 'node:crypto';
import { parseVotes, type VoteCase } from '../config/vote-file.ts';
import { judge } from '../core/committee/count/judge.ts';
import { type ToldOutcome, toldOutcome } from '../core/committee/count/told-outcome.ts';
import { voteTexts } from '../core/committee/count/vote.text.ts';
import { checkDocument, type DocumentFault, isDocument } from '../core/committee/record/check-document.ts';
import type { DecisionDocument } from '../core/committee/record/decision-document.ts';
import { recordTexts } from '../core/committee/record/record.text.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { told } from '../core/kernel/fault.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { readPlain } from '../files/plain.ts';

/** The outcome of the vote in a YAML or JSON file, or in a decision record; of a list of cases, the list of outcomes. DomainError `bad-input` says in one sentence all that is wrong. */
export async function simulateFile(
  path: string,
  locale: Locale = 'fr',
  warn: (words: string) => void = () => {},
): Promise<ToldOutcome | readonly ToldOutcome[]> {
  const t = voteTexts(locale);
  const document = documentIn(textOf(path, locale, LARGEST_RECORD));
  if (document) return recounted(path, document, locale, warn);
  const read = parseVotes(textOf(path, locale), locale);
  if ('faults' in read) {
    throw new DomainError('bad-input', t.badFile(path, read.faults.map(told).join('; ')), {
      faults: read.faults,
    });
  }
  return 'one' in read ? simulate(read.one) : read.many.map(simulate);
}

/** Written by the program: it holds every row of the log from a vote's opening to its close. */
const LARGEST_RECORD = 64 << 20;

function documentIn(text: string): DecisionDocument | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? value : undefined;
  } catch {
    // Not JSON: perhaps YAML, whose own reader says what is wrong.
    return undefined;
  }
}

/** A record is judged as it stands; one that is not what was closed is refused, with what it would give beside. */
async function recounted(path: string, document: DecisionDocument, locale: Locale, warn: (words: string) => void): Promise<ToldOutcome> {
  const t = recordTexts(locale);
  const refused = (faults: readonly DocumentFault[], outcome?: ToldOutcome): DomainError =>
    new DomainError('bad-input', t.bad(path, faults.map(t.fault).join('; ')), { faults, ...(outcome ? { outcome } : {}) });
  const checked = await checkDocument(document, async (words) => createHash('sha256').update(words).digest('hex')).catch(
    (error: unknown) => {
      if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
        throw refused([{ why: 'format', at: '' }]);
      throw error;
    },
  );
  if (checked.faults.length > 0) throw refused(checked.faults, checked.outcome);
  if (!checked.stated) warn(t.unstated);
  return checked.outcome;
}

function textOf(path: string, locale: Locale, largest?: number): string {
  try {
    return readPlain(path, largest).replace(/^\uFEFF/, '');
  } catch (error) {
    throw asRefusal(error, path, locale);
  }
}

function simulate({ vote, closesAt }: VoteCase): ToldOutcome {
  const judged = judge(vote);
  const currency = vote.motion.kind === 'limit' ? vote.motion.currency : '';
  return toldOutcome(
    { ...judged, closesAt: judged.closesAt === vote.closesAt ? closesAt : atOffsetOf(closesAt, judged.closesAt) },
    currency,
  );
}

/** The instant (epoch milliseconds) at the offset of an ISO 8601 text, with milliseconds only when there are some. */
function atOffsetOf(iso: string, ms: number): string {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(iso) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  const local = new Date(ms + offset * 60_000).toISOString().replace('Z', '').replace('.000', '');
  return `${local}${sign === undefined ? 'Z' : iso.slice(-6)}`;
}

/** An outcome, or a list of them, for people: a few lines each. */
export function simulationText(outcome: ToldOutcome | readonly ToldOutcome[], locale: Locale): string {
  if (!isList(outcome)) return `${paragraph(outcome, locale)}\n`;
  return outcome.map((o, i) => `${voteTexts(locale).case(i + 1)}\n${paragraph(o, locale)}\n`).join('\n');
}

function isList(outcome: ToldOutcome | readonly ToldOutcome[]): outcome is readonly ToldOutcome[] {
  return Array.isArray(outcome);
}

function paragraph(o: ToldOutcome, locale: Locale): string {
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
