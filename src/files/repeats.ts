/** Lines of a list that belong together: those that repeat one invoice, and credits with the invoices that they name. */
import { type Known, reduces } from './known.ts';
import type { Row } from './survey.ts';
import type { TypeMeaning } from './words.ts';

/** Lines of one invoice after each other with the same amount, beside columns of articles or with other due dates: the invoice counts once, if a person says so. */
export function isOnce(known: Known): boolean | undefined {
  const amount = known.at.get('amount') ?? known.at.get('openAmount');
  const ref = known.at.get('ref');
  if (!amount || !ref || known.options.mapping) return known.given.once;
  const articles = known.survey.columns.some(({ name }) =>
    /quantit|\bqty\b|qté|menge|aantal|cantidad|unit ?(?:amount|price)|prix unit|line ?amount|montant ligne|article|item ?code/i.test(name),
  );
  const key = ({ cells }: Row): string =>
    [known.at.get('debtor'), known.at.get('kind'), ref, amount].map((facts) => (facts ? (cells[facts.at] ?? '').trim() : '')).join('\0');
  const rows = known.survey.itemish;
  const due = known.at.get('dueDate');
  const repeats = (row: Row, before: Row): boolean => {
    if ((row.cells[ref.at] ?? '').trim() === '' || key(row) !== key(before)) return false;
    // Parts of an invoice, or the whole of it beside each of their dates: two lines that are the same are two items.
    return articles || (due !== undefined && row.cells[due.at] !== before.cells[due.at]);
  };
  const repeated = rows.find((row, i) => i > 0 && repeats(row, rows[i - 1] ?? row));
  // Of which column the amounts are is asked first.
  if (!repeated || known.asker.questions.some(({ id }) => id === 'amount')) return undefined;
  if (known.given.once !== undefined) return known.given.once;
  const answer = known.asker.ask({
    id: 'lines',
    code: 'repeated-lines',
    about: known.asker.t.repeatedLines((repeated.cells[ref.at] ?? '').trim(), (repeated.cells[amount.at] ?? '').trim()),
    column: ref.name,
    line: repeated.line,
    values: [(repeated.cells[ref.at] ?? '').trim()],
    choices: (['once', 'each'] as const).map((value) => ({ value, label: known.asker.t.lines[value] })),
  });
  return answer === undefined ? undefined : answer === 'once';
}

/** Only a list that does not say itself what is left lets payments be set against the invoices that they name. */
export function joins(known: Known, meanings: ReadonlyMap<string, TypeMeaning>): boolean {
  if (!known.at.has('ref') || known.roles.statuses.length > 0) return false;
  if ((['openAmount', 'paid', 'settledDate', 'letter'] as const).some((field) => known.at.get(field)?.blank === false)) return false;
  const credits = known.survey.below || known.at.has('credit') || known.at.has('sign') || [...meanings.values()].some(reduces);
  return known.kind === 'items' && credits;
}
