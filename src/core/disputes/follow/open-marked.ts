/** A file's dispute marks become cases: once per item, routed like any other; many at once are told in one card, not in hundreds. */

import { type Act, languageOf } from '../../desk/act.ts';
import type { Card } from '../../desk/card.ts';
import { NEVER } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Locale } from '../../kernel/locale.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { type Dispute, subjectOf, sumOf } from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { disputeStatement, stepStatement } from '../case/dispute-statement.ts';
import { type DisputableItem, disputesIn, type NewDispute } from '../case/ports.ts';
import { readMark } from '../case/reason.ts';
import { routeTo } from '../case/route.ts';
import { disputeTexts } from '../case/texts.ts';
import { newDispute, openedData } from '../open/open-dispute.ts';
import { keep } from '../record/keep-step.ts';

/** Marks opened by one import; the next import opens the rest. */
const MAX_MARKS = 100_000;

export async function openMarked(act: Act, file: string): Promise<void> {
  const { tx, policy, day } = act;
  const roster = await act.roster();
  // Without anybody to own them the marks wait, counted in the figures, for the people file.
  if (!roster.people.some((p) => p.roles.length > 0)) return;
  const items = await disputesIn(tx).marked(day, MAX_MARKS);
  if (items.length === 0) return;
  const debtors = new Map((await debtorsIn(tx).byIds([...new Set(items.map((item) => item.debtorId))])).map((d) => [d.id, d]));
  const made = items.flatMap((item): NewDispute[] => {
    const debtor = debtors.get(item.debtorId);
    const mark = readMark(item.mark ?? '', item.currency);
    if (!debtor || item.open <= 0n || !routeTo(disputePolicy(policy).reasons[mark.reason].owner, debtor, roster, policy)) return [];
    const request = {
      reason: mark.reason,
      said: mark.raw ?? '',
      origin: 'file' as const,
      ...(mark.raw === undefined ? {} : { rawReason: mark.raw }),
    };
    return [newDispute(act, request, [lineOf(item, mark.minor)], debtor, item.currency, roster).dispute];
  });
  const ids = await disputesIn(tx).add(made);
  const cases = made.map((dispute, i): Dispute => ({ ...dispute, id: ids[i] ?? 0 }));
  if (cases.length > disputePolicy(policy).summaryAbove) return openQuietly(act, cases, file);
  for (const dispute of cases) await keep(act, dispute, dispute, { kind: 'opened', text: dispute.said, data: openedData(dispute, '') });
}

/** In figures an undated mark counts from its item's issue day (docs/rules/ledger.md, rule 17); the case's clock starts at the import. */
function lineOf(item: DisputableItem, minor: bigint | undefined): Dispute['lines'][number] {
  const part = minor === undefined || minor > item.open ? item.open : minor;
  return { itemId: item.id, ref: item.ref, minor: part, fromDay: Math.min(item.issueDay, NEVER), untilDay: NEVER };
}

/** History and audit of each, one card in the channel, one message to each owner; a case's own card is posted when somebody first touches it. */
async function openQuietly(act: Act, cases: readonly Dispute[], file: string): Promise<void> {
  const { tx, at, day, actor, policy } = act;
  const opened = (d: Dispute) => ({
    ...{ disputeId: d.id, at, day, actor, kind: 'opened' as const, ownerId: d.ownerId, text: d.said, data: openedData(d, '') },
  });
  const steps = await disputesIn(tx).addSteps(cases.map(opened));
  for (const [i, d] of cases.entries()) {
    const states = { ...disputeStatement(d), ...stepStatement({ ...opened(d), id: steps[i] ?? 0 }) };
    await act.log('dispute.opened', subjectOf(d.id), { ...openedData(d, ''), owner: String(d.ownerId) }, states);
  }
  const key = `disputes:import:${cases[0]?.id ?? 0}`;
  const { language } = policy;
  const title = disputeTexts(language).message.summary(file, cases.length, amountOf(cases, language));
  const byReason = [...groupBy(cases, (d) => d.reason)].map(([reason, of]) => [
    disputeTexts(language).reasons[reason],
    String(of.length),
    amountOf(of, language),
  ]);
  const t = disputeTexts(language);
  const card: Card = {
    title,
    blocks: [
      {
        type: 'table',
        columns: [
          { title: t.stats.by.reason },
          { title: t.stats.columns[2] ?? '', align: 'right' },
          { title: t.stats.columns[1] ?? '', align: 'right' },
        ],
        rows: byReason,
      },
    ],
    fallback: title,
    amounts: true,
    locale: language,
  };
  await act.say({ key, destination: { to: 'channel', channel: 'disputes' }, card });
  const roster = await act.roster();
  for (const [ownerId, own] of groupBy(cases, (d) => d.ownerId)) {
    const locale = languageOf(
      act,
      roster.people.find((p) => p.id === ownerId),
    );
    const words = disputeTexts(locale).message.summaryOwner(own.length, amountOf(own, locale));
    const note: Card = {
      blocks: [
        { type: 'text', text: words },
        { type: 'buttons', buttons: [{ label: disputeTexts(locale).list.mine(own.length), intent: { kind: 'dispute.list' } }] },
      ],
      fallback: words,
      amounts: true,
      locale,
    };
    await act.tell(ownerId, `${key}:to:${ownerId}`, note);
  }
}

/** Each currency apart. */
function amountOf(cases: readonly Dispute[], locale: Locale): string {
  return [...groupBy(cases, (d) => d.currency)]
    .map(([currency, of]) =>
      format.money(
        of.reduce((sum, d) => sum + sumOf(d.lines), 0n),
        currency,
        locale,
      ),
    )
    .join(' + ');
}
