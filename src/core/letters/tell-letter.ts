/** What became of a letter: marked, noted in the history, written to the audit log and told to whoever wrote it, in one transaction. */

import { type Card, sentence } from '../desk/card.ts';
import type { PlatformName } from '../desk/outbox.ts';
import type { Tx } from '../desk/store.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { letterTexts } from './letters.text.ts';
import { noteLetter } from './make-letter.ts';
import type { LetterRow, LetterStatus } from './ports.ts';
import { lettersIn } from './ports.ts';

export interface Ending {
  readonly status: 'sent' | 'failed' | 'unknown';
  /** Why it failed, in the server's words; null when it was sent. */
  readonly why: string | null;
  /** The server would not take the debtor's own address. */
  readonly refused?: boolean;
  /** The copy was refused. */
  readonly copyRefused?: boolean;
}

/** False when the claim is over: somebody else has the letter. */
export async function endLetter(
  tx: Tx,
  row: LetterRow,
  ending: Ending,
  told: { readonly at: number; readonly platforms: readonly PlatformName[]; readonly language: Locale },
): Promise<boolean> {
  const { at, platforms, language } = told;
  const { status, why } = ending;
  if (!(await lettersIn(tx).end(row, status, why, at))) return false;
  const ended: LetterRow = { ...row, status };
  if (status !== 'failed') await noteLetter(tx, ended, at, language);
  const payload = { to: row.recipient, attempt: String(row.attempts), ...(why === null ? {} : { why }) };
  await tx.audit.append({ at, actor: 'system:mail', action: `letter.${status}`, subject: `letter:${row.id}`, payload });
  const author = await tx.people.byEmail(row.actor);
  if (!author) return true;
  const locale = author.language ?? language;
  const debtor = await debtorsIn(tx).byId(row.debtorId);
  const words = wordsFor(ended, ending, debtor, locale);
  const destination = { to: 'person' as const, personId: author.id };
  if (words !== undefined)
    await tx.outbox.enqueue(
      { key: `letter:${row.id}:${status}`, destination, card: { ...sentence(words, locale), amounts: true } },
      platforms,
      at,
    );
  const card = row.run === null ? undefined : await runReport(tx, row.run, locale);
  if (card) await tx.outbox.enqueue({ key: `letter-run:${row.run}:report`, destination, card }, platforms, at);
  return true;
}

/** A letter of a run that arrived is told in the run's report; a single one is in the history. */
function wordsFor(row: LetterRow, ending: Ending, debtor: Debtor | undefined, locale: Locale): string | undefined {
  const t = letterTexts(locale).mail;
  const name = debtor?.name ?? '';
  switch (ending.status) {
    case 'sent':
      return ending.copyRefused ? t.copyRefused(row.title, name, row.copy) : undefined;
    case 'failed':
      return ending.refused ? t.refused(row.title, name, row.recipient, ending.why ?? '') : t.failed(row.title, name, ending.why ?? '');
    case 'unknown':
      return t.unknown(row.title, name, row.recipient);
  }
}

/** Letters named in a report; the rest is in the number. */
const NAMED = 50;

const OUTCOMES: readonly (readonly [LetterStatus, 'sent' | 'made' | 'failed' | 'unknown'])[] = [
  ['sent', 'sent'],
  ['made', 'made'],
  ['failed', 'failed'],
  ['unknown', 'unknown'],
];

/** The run's report once nothing of it is on its way any more. */
async function runReport(tx: Tx, run: string, locale: Locale): Promise<Card | undefined> {
  const rows = await lettersIn(tx).find({ run });
  if (rows.some((row) => row.status === 'pending' || row.status === 'sending')) return undefined;
  const t = letterTexts(locale).run;
  // Those that arrived are counted; those that did not are named.
  const named = rows.filter((row) => row.status === 'failed' || row.status === 'unknown').slice(0, NAMED);
  const debtors = new Map((await debtorsIn(tx).byIds([...new Set(named.map((row) => row.debtorId))])).map((d) => [d.id, d.name]));
  const [segment = ''] = run.split(':');
  const title = t.report(rows[0]?.title ?? '', segment);
  const lines = OUTCOMES.flatMap(([status, word]) => {
    const these = rows.filter((row) => row.status === status);
    const names = named.filter((row) => row.status === status).map((row) => debtors.get(row.debtorId) ?? '');
    return these.length === 0 ? [] : [t.outcomeLine(t.outcome[word], these.length, names.join(', '))];
  });
  return { title, blocks: [{ type: 'text', text: lines.join('\n') }], fallback: title, amounts: true, locale };
}
