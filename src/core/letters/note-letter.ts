/** What a letter leaves behind: its facts in the audit chain, and its entry in the account's history. */
import { historyIn } from '../debtors/trace-ports.ts';
import type { Act } from '../desk/act.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import { letterTexts } from './letters.text.ts';
import type { LetterRow } from './ports.ts';

export function factsOf(row: LetterRow): Record<string, string> {
  const { currency } = row;
  return {
    template: row.template,
    how: row.how,
    currency,
    principal: toDecimal(row.principal, currency),
    ...(row.interest === null ? {} : { interest: toDecimal(row.interest, currency) }),
    ...(row.indemnity === null ? {} : { indemnity: toDecimal(row.indemnity, currency) }),
    ...(row.recipient === '' ? {} : { to: row.recipient }),
    ...(row.fileId === null ? {} : { file: String(row.fileId) }),
    ...(row.run === null ? {} : { run: row.run }),
    ...(row.action === null ? {} : { action: row.action }),
    ...(row.how === 'send' ? { messageId: row.messageId } : {}),
  };
}

/** What the letter claims, with interest and indemnity. */
function amountOf(row: Pick<LetterRow, 'principal' | 'interest' | 'indemnity' | 'currency'>, locale: Locale): string {
  return format.exactMoney(row.principal + (row.interest ?? 0n) + (row.indemnity ?? 0n), row.currency, locale);
}

/** The letter's entry in the history, once: when it was made, or when a server took it (or may have). */
export async function noteLetter({ tx, at, locale }: Act, row: LetterRow): Promise<void> {
  const t = letterTexts(locale);
  const amount = amountOf(row, locale);
  const text =
    row.status === 'unknown'
      ? t.exchangeUnknown(row.title, amount, row.recipient)
      : {
          send: t.exchange(row.title, amount, row.recipient),
          paper: t.exchangePaper(row.title, amount),
          draft: t.exchangeDraft(row.title, amount),
        }[row.how];
  const data = { letter: String(row.id), status: row.status, ...factsOf(row) };
  const kind = row.how === 'paper' ? ('letter' as const) : ('email' as const);
  await historyIn(tx).add({ debtorId: row.debtorId, at, day: row.day, actor: row.actor, kind, text, data, key: `letter:${row.id}` });
}
