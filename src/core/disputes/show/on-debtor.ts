/** What disputes show on a debtor's card: cases at work, what they hold, how quickly they are answered, and invoices to object to. */
import type { DebtorOffer } from '../../debtors/offer.ts';
import type { DebtorView } from '../../debtors/view-debtor.ts';
import type { Block, Button } from '../../desk/card.ts';
import { exactPercent } from '../../desk/chart-format.ts';
import { deskTexts } from '../../desk/texts.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { heldLines, sumOf } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';
import { disputeTexts } from '../case/texts.ts';
import { timesWords } from '../figures/figures.card.ts';
import { type Times, timesOf } from '../figures/figures.ts';
import { debtorLine } from './dispute.card.ts';
import { disputeJson } from './dispute.json.ts';
import { type DisputeView, debtorDisputes } from './view-dispute.ts';

/** Days back over which it is told how quickly cases were answered. */
const YEAR = 365;
/** Buttons on invoices: the oldest ones that are owed. */
const DISPUTABLE = 2;

export const disputesOnDebtor: DebtorOffer = async (read, debtor, asOf) => {
  const [current, every] = await Promise.all([debtorDisputes(read, debtor, asOf), disputesIn(read).find({ debtorId: debtor.id })]);
  const times = timesOf(every, asOf - YEAR, asOf);
  return {
    shown: (view, locale) => {
      const t = disputeTexts(locale);
      const list: Button = { label: t.list.title(current.length), intent: { kind: 'dispute.list', debtor: debtor.id } };
      return {
        lines: { rank: 1, shown: lines(current, times, view, locale) },
        daily: { rank: 3, shown: [{ label: t.buttons.dispute, intent: { kind: 'dispute.form', debtor: debtor.id } }] },
        more: [
          { group: 'known', rank: 3, shown: current.length > 0 ? [list] : [] },
          { group: 'items', rank: 1, shown: invoices(view, locale) },
        ],
      };
    },
    json: { key: 'disputes', rank: 1, value: (_, locale) => current.map((dispute) => disputeJson(dispute, locale)) },
  };
};

/** Three cases in words, the rest counted. */
function lines(current: readonly DisputeView[], times: Times, view: DebtorView, locale: Locale): readonly Block[] {
  const shown = current.slice(0, 3).map((dispute): Block => ({ type: 'text', text: debtorLine(dispute, locale) }));
  const hidden = current.length - shown.length;
  const known = times.settled > 0 || times.hoursToAcknowledge !== undefined;
  const quiet = [
    ...(hidden > 0 ? [deskTexts(locale).andMore(hidden)] : []),
    ...held(current, view, locale),
    ...(known ? [timesWords(times, locale)] : []),
  ];
  return [...shown, ...quiet.map((text): Block => ({ type: 'text', text, quiet: true }))];
}

/** What is in dispute in the currency in which the account is judged, and its share of what is owed. */
function held(current: readonly DisputeView[], { currency, exposure }: DebtorView, locale: Locale): readonly string[] {
  const own = current.filter(({ dispute }) => dispute.currency === currency);
  if (own.length === 0) return [];
  const sum = own.reduce((added, { dispute }) => added + sumOf(heldLines(dispute)), 0n);
  return [disputeTexts(locale).debtorSum(own.length, format.money(sum, currency, locale), exactPercent(locale, sum, exposure))];
}

function invoices({ debtor, items }: DebtorView, locale: Locale): readonly Button[] {
  const owed = items.filter((item) => item.open > 0n && item.ref !== '').slice(0, DISPUTABLE);
  return owed.map((item) => ({
    label: disputeTexts(locale).buttons.disputeOf(item.ref),
    intent: { kind: 'dispute.form', debtor: debtor.id, item: item.id },
  }));
}
