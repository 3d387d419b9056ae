/** The decision: what becomes of the disputed amount, who hears of it, and the credit note that a founded dispute waits for. */

import { ownEmail } from '../../debtors/owners.ts';
import type { Act } from '../../desk/act.ts';
import { Fields } from '../../desk/field-faults.ts';
import type { Person } from '../../desk/people-ports.ts';
import { may } from '../../desk/policy.ts';
import { calendarOfPerson, type Roster } from '../../desk/roster.ts';
import { amountFault, readAmount } from '../../kernel/amount-words.ts';
import { addBusinessDays } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import {
  casedLines,
  DECISIONS,
  type Decision,
  type Dispute,
  type DisputeLine,
  heldLines,
  isLive,
  stopped,
  sumOf,
} from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { keep, lockDispute, whoActs } from '../record/keep-step.ts';
import { sayInThread, tell } from '../record/publish-dispute.ts';
import { settledAlready } from '../work/work-dispute.ts';

/** A decision as somebody wrote it: its name, the reason, and the founded amount when only a part is. */
export interface WrittenSettlement {
  readonly decision: string;
  readonly why: string;
  readonly founded: string;
}

interface Settlement {
  readonly decision: Decision;
  readonly why: string;
  /** Minor units, for `partly-founded`: above 0 and below what is disputed. */
  readonly founded: bigint | undefined;
}

/** Decides a case. Throws DomainError when somebody else decided it (who, when and what), when the person may not, and when no reason is given. */
export async function settleDispute(act: Act, id: number, written: WrittenSettlement): Promise<Dispute> {
  act.need('see');
  const person = whoActs(act);
  const dispute = await lockDispute(act, id);
  const settlement = readSettlement(act, dispute, written);
  const roster = await act.roster();
  if (!isLive(dispute)) {
    if (dispute.settledBy === person.email && !(await act.first())) return dispute;
    throw settledAlready(act, dispute, roster);
  }
  if (!maySettle(act, dispute, person, settlement.decision)) throw new DomainError('not-allowed', disputeTexts(act.locale).refused.settle);
  if (!(await act.first())) return dispute;
  const after = await decided(act, dispute, person, roster, settlement);
  const { decision, why } = settlement;
  const data = {
    outcome: decision,
    elapsed: String(after.elapsed),
    target: String(after.targetDays),
    expected: String(after.expectedMinor ?? ''),
  };
  await keep(act, dispute, after, { kind: 'settled', text: why, data });
  await announce(act, after, person, roster, why);
  return after;
}

/** Throws FieldFaults, named by the form's fields. */
function readSettlement(act: Act, { currency }: Dispute, written: WrittenSettlement): Settlement {
  const t = disputeTexts(act.locale).refused;
  const fields = new Fields();
  const bad = (words: string): DomainError => new DomainError('bad-input', words);
  const why = written.why.trim() === '' ? fields.fault('text', bad(t.text), '') : written.why;
  const decision = DECISIONS.find((known) => known === written.decision) ?? fields.fault('outcome', bad(t.text), 'withdrawn' as const);
  const read = decision === 'partly-founded' ? readAmount(written.founded, currency, 'above-zero') : undefined;
  if (read && 'fault' in read) fields.fault('founded', bad(amountFault(read.fault, written.founded, currency, act.locale)), undefined);
  fields.refuse();
  return { decision, why, founded: read && 'minor' in read ? read.minor : undefined };
}

/** The owner and the roles of the policy; whoever opened a case may withdraw it. */
function maySettle(act: Act, dispute: Dispute, person: Person, decision: Decision): boolean {
  if (dispute.ownerId === person.id || may(act.policy, person, 'dispute.settle')) return true;
  return decision === 'withdrawn' && dispute.openedBy === person.email;
}

async function decided(
  act: Act,
  dispute: Dispute,
  person: Person,
  roster: Roster,
  { decision, why, founded }: Settlement,
): Promise<Dispute> {
  const { tx, day, policy } = act;
  const calendar = calendarOfPerson(
    act,
    roster.people.find((p) => p.id === dispute.ownerId),
  );
  const held = heldLines(dispute);
  const lines = linesAfter(act, dispute, held, decision, founded);
  await disputesIn(tx).setLines(dispute.id, day, lines);
  const settled: Dispute = {
    ...dispute,
    ...stopped(dispute, day, calendar),
    dueDay: undefined,
    status: 'closed',
    outcome: decision,
    followUpDay: undefined,
    acknowledgedAt: dispute.acknowledgedAt ?? act.at,
    settledAt: act.at,
    settledDay: day,
    settledBy: person.email,
    settledWhy: why,
    settledMinor: sumOf(held),
  };
  if (lines.length === 0) return { ...settled, closedDay: day };
  const items = await disputesIn(tx).items(
    lines.map((line) => line.itemId),
    day,
  );
  return {
    ...settled,
    status: 'expecting',
    expectedMinor: sumOf(lines),
    expectedDay: addBusinessDays(calendar, day, disputePolicy(policy).creditNoteWithin),
    openAtSettle: items.reduce((sum, item) => sum + item.open, 0n),
    lines: dispute.lines.map((line) => lines.find((l) => l.itemId === line.itemId && line.untilDay === l.untilDay) ?? line),
  };
}

/** What stays out of reminders after the decision: the founded part, until its credit note is there. */
function linesAfter(
  act: Act,
  dispute: Dispute,
  held: readonly DisputeLine[],
  decision: Decision,
  founded: bigint | undefined,
): readonly DisputeLine[] {
  if (decision === 'founded') return held;
  if (decision !== 'partly-founded') return [];
  const sum = sumOf(held);
  if (founded === undefined || founded <= 0n || founded >= sum) {
    const max = format.exactMoney(sum, dispute.currency, act.locale);
    throw new DomainError('bad-input', disputeTexts(act.locale).refused.partly(max));
  }
  let left = founded;
  return held.flatMap((line) => {
    const minor = least(line.minor, left);
    left -= minor;
    return minor > 0n ? [{ ...line, minor }] : [];
  });
}

/** Math.min for exact amounts. */
function least(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** The thread, the collector, the one who opened it, and for a pretext the credit manager: each hears it once. */
async function announce(act: Act, after: Dispute, person: Person, roster: Roster, why: string): Promise<void> {
  const debtor = await debtorsIn(act.tx).byId(after.debtorId);
  if (!debtor || !after.outcome) return;
  const outcome = after.outcome;
  const refs = casedLines(after)
    .map((line) => line.ref)
    .join(', ');
  // What was contested in vain is due at once: all of it, or the part that is not founded.
  const due = (after.settledMinor ?? 0n) - (after.expectedMinor ?? 0n);
  const words = (locale: Locale): string[] => {
    const t = disputeTexts(locale);
    return [
      t.message.settled(after.id, refs, t.outcomes[outcome], person.name, why),
      ...(due > 0n ? [t.message.dueAtOnce(format.money(due, after.currency, locale))] : []),
      ...(outcome === 'pretext' ? [t.message.solvency(debtor.name)] : []),
    ];
  };
  const collector = ownEmail(debtor, 'collector');
  const told = roster.people.filter(
    (p) =>
      p.id !== person.id &&
      (p.email === collector || p.email === after.openedBy || (outcome === 'pretext' && p.roles.includes('credit-manager'))),
  );
  await sayInThread(act, after.id, 'settled', words(act.policy.language).join(' '));
  await tell(act, after, told, { key: 'settled', words });
}

/** The credit note (or the corrected invoice) is there, by a person's word. */
export async function noteCredit(act: Act, id: number): Promise<void> {
  act.need('see');
  const person = whoActs(act);
  const dispute = await lockDispute(act, id);
  if (dispute.status !== 'expecting') throw new DomainError('conflict', disputeTexts(act.locale).refused.notExpecting(id));
  if (!maySettle(act, dispute, person, 'founded')) throw new DomainError('not-allowed', disputeTexts(act.locale).refused.settle);
  await closeCredited(act, dispute, undefined, '');
}

/** Ends the waiting for a credit note; `itemId` is the one that the ledger shows. */
export async function closeCredited(act: Act, dispute: Dispute, itemId: number | undefined, ref: string): Promise<void> {
  await disputesIn(act.tx).setLines(dispute.id, act.day, []);
  const after: Dispute = { ...dispute, status: 'closed', closedDay: act.day, creditItemId: itemId };
  await keep(act, dispute, after, { kind: 'credited', text: ref, data: { item: String(itemId ?? '') } });
  if (ref !== '') await sayInThread(act, dispute.id, 'credited', disputeTexts(act.policy.language).message.credited(ref));
}
