/** What became of a letter that left by e-mail: marked, noted in the history, written to the audit log and told to whoever wrote it, in the transaction that ends its message. */
import { languageOf } from '../desk/act.ts';
import { type Card, sentence } from '../desk/card.ts';
import type { Outcome } from '../desk/outbox.ts';
import type { OnOutcome } from '../desk/outcome.ts';
import type { Tx } from '../desk/store.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { letterTexts } from './letters.text.ts';
import { noteLetter } from './note-letter.ts';
import { type LetterRow, type LetterStatus, lettersIn } from './ports.ts';

/** A letter that an address refuses has failed: another may be written the same day. */
const ENDS = { sent: 'sent', failed: 'failed', refused: 'failed', unknown: 'unknown' } as const satisfies Record<
  Outcome['status'],
  LetterStatus
>;

export const endLetter: OnOutcome = async (act, { id, attempts, outcome }) => {
  const { tx, at } = act;
  const row = await lettersIn(tx).byId(id);
  if (!row) throw new Error(`letter ${id} is not there`);
  const status = ENDS[outcome.status];
  const why = outcome.status === 'sent' ? null : outcome.why;
  await lettersIn(tx).end(id, status, why, at);
  const ended: LetterRow = { ...row, status };
  if (status !== 'failed') await noteLetter(act, ended);
  const payload = { to: row.recipient, attempt: String(attempts), ...(why === null ? {} : { why }) };
  await act.log(`letter.${status}`, `letter:${id}`, payload, { Letter: { status, error: why } });
  const author = await tx.people.byEmail(row.actor);
  if (!author) return;
  const locale = languageOf(act, author);
  const debtor = await debtorsIn(tx).byId(row.debtorId);
  const words = wordsFor(ended, outcome, debtor, locale);
  if (words !== undefined) await act.tell(author.id, `letter:${id}:${status}`, { ...sentence(words, locale), amounts: true });
  const card = row.run === null ? undefined : await runReport(tx, row.run, locale);
  if (card) await act.tell(author.id, `letter-run:${row.run}:report`, card);
};

/** A letter of a run that arrived is told in the run's report; a single one is in the history. */
function wordsFor(row: LetterRow, outcome: Outcome, debtor: Debtor | undefined, locale: Locale): string | undefined {
  const t = letterTexts(locale).mail;
  const name = debtor?.name ?? '';
  switch (outcome.status) {
    case 'sent':
      return outcome.without.length > 0 ? t.copyRefused(row.title, name, row.copy) : undefined;
    case 'failed':
      return t.failed(row.title, name, outcome.why);
    case 'refused':
      return t.refused(row.title, name, row.recipient, outcome.why);
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
  if (rows.some((row) => row.status === 'pending')) return undefined;
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
