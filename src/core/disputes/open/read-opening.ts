/** From what somebody wrote to the dispute that is to be opened, in a form or in a shell: which invoices, how much of each, and why; everything that cannot be read is said at once. */
import type { Act } from '../../desk/act.ts';
import { Fields } from '../../desk/field-faults.ts';
import { amountFault, readAmount } from '../../kernel/amount-words.ts';
import { DomainError } from '../../kernel/errors.ts';
import { fold, foldRef } from '../../kernel/fold.ts';
import * as format from '../../kernel/format.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { type DisputableItem, disputesIn } from '../case/ports.ts';
import { REASONS, type Reason, reasonOfWords } from '../case/reason.ts';
import { disputeTexts } from '../case/texts.ts';
import { unknownRef } from './find-items.ts';
import { needOpening, type OpenRequest, type Part } from './open-dispute.ts';

export interface WrittenOpening {
  /** Invoices that were chosen from a list, or references of one debtor's; its code tells which, where several have them. */
  readonly invoices: { readonly items: readonly number[] } | { readonly refs: readonly string[]; readonly debtor?: string | undefined };
  /** All of each invoice when empty, one amount for the only invoice, or "reference amount" lines. */
  readonly amount: string;
  /** A code, the name that the reader's language has for it, or words that name one reason. */
  readonly reason: string;
  /** Undefined where nobody asked what the customer says. */
  readonly said: string | undefined;
}

/** Throws FieldFaults: a reason that is none of ours, nothing said, references that are unknown, settled or several debtors', amounts that are none or beyond what is open. */
export async function readOpening(act: Act, written: WrittenOpening): Promise<Pick<OpenRequest, 'parts' | 'reason' | 'said'>> {
  needOpening(act);
  const fields = new Fields();
  const reason = readReason(act, written.reason, fields);
  if (written.said === '') fields.fault('said', new DomainError('bad-input', disputeTexts(act.locale).refused.text), undefined);
  const items = await chosenItems(act, written.invoices, fields);
  const parts = partsOf(act, items, written.amount, fields);
  fields.refuse();
  return { parts, reason, said: written.said ?? '' };
}

function readReason({ locale }: Act, words: string, fields: Fields): Reason {
  const { refused, reasons } = disputeTexts(locale);
  const unknown = (): DomainError => new DomainError('bad-input', refused.reason(Object.values(reasons).join(', ')), { reasons: REASONS });
  const named = REASONS.find((known) => fold(reasons[known]) === fold(words)) ?? reasonOfWords(words);
  return named ?? fields.fault('reason', unknown(), 'OTHER');
}

async function chosenItems(act: Act, invoices: WrittenOpening['invoices'], fields: Fields): Promise<readonly DisputableItem[]> {
  const noItem = new DomainError('unknown-item', disputeTexts(act.locale).refused.noItem);
  if ('items' in invoices)
    return invoices.items.length > 0 ? disputesIn(act.tx).items(invoices.items, act.day) : fields.fault('items', noItem, []);
  if (invoices.refs.length === 0) return fields.fault('refs', noItem, []);
  const found: DisputableItem[] = [];
  for (const ref of invoices.refs) found.push(...(await itemsOf(act, ref, invoices.debtor, fields)));
  return found;
}

/** Everything open of a reference. */
async function itemsOf(act: Act, ref: string, code: string | undefined, fields: Fields): Promise<readonly DisputableItem[]> {
  const t = disputeTexts(act.locale).refused;
  const all = await disputesIn(act.tx).itemsByRef([foldRef(ref)], act.day);
  const debtors = await debtorsIn(act.tx).byIds([...new Set(all.map((item) => item.debtorId))]);
  const items = all.filter((item) => code === undefined || debtors.some((d) => d.id === item.debtorId && d.code === code));
  if (items.length === 0) return fields.fault('refs', await unknownRef(act.tx, ref, act.day, act.locale), []);
  const open = items.filter((item) => item.open > 0n);
  if (open.length === 0) return fields.fault('refs', new DomainError('conflict', t.settledItem(ref), { ref }), []);
  const several = new Set(open.map((item) => item.debtorId)).size > 1;
  return several
    ? fields.fault('refs', new DomainError('bad-input', t.whichDebtor(ref), { debtors: debtors.map((d) => d.code) }), open)
    : open;
}

function partsOf(act: Act, items: readonly DisputableItem[], written: string, fields: Fields): readonly Part[] {
  const lines = written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [only] = items;
  const [line = ''] = lines;
  if (lines.length === 0 || !only) return items.map((item) => ({ itemId: item.id, minor: undefined }));
  if (items.length === 1 && lines.length === 1 && !amountLine(line, items))
    return [{ itemId: only.id, minor: amountOf(act, only, line, fields) }];
  const amounts = new Map<number, bigint | undefined>();
  for (const each of lines) {
    const said = amountLine(each, items);
    if (said) amounts.set(said.item.id, amountOf(act, said.item, said.amount, fields));
    else fields.fault('amount', new DomainError('bad-input', disputeTexts(act.locale).refused.whichAmount), undefined);
  }
  return items.map((item) => ({ itemId: item.id, minor: amounts.get(item.id) }));
}

function amountOf({ locale }: Act, { ref, open, currency }: DisputableItem, written: string, fields: Fields): bigint | undefined {
  const t = disputeTexts(locale).refused;
  const refused = (words: string, details?: unknown): undefined =>
    fields.fault('amount', new DomainError('bad-input', words, details), undefined);
  const read = readAmount(written, currency, 'above-zero');
  if ('fault' in read) return refused(amountFault(read.fault, written, currency, locale));
  if (read.minor <= open) return read.minor;
  const most = format.exactMoney(open, currency, locale);
  return refused(t.tooMuch(ref, most), { ref, open: most });
}

/** "FA 1024 2 500,50": the words that are an invoice's reference, then the amount. */
function amountLine(
  line: string,
  items: readonly DisputableItem[],
): { readonly item: DisputableItem; readonly amount: string } | undefined {
  const words = line.split(/\s+/u);
  for (let count = 1; count < words.length; count++) {
    const key = foldRef(words.slice(0, count).join(' '));
    const item = items.find((i) => foldRef(i.ref) === key);
    if (item) return { item, amount: words.slice(count).join(' ') };
  }
  return undefined;
}
