/** What a column called balance is, told by its figures: what is left of each line, or the account's balance after it, which is only a check. */
import { type Known, magnitude, minor, netOf } from './known.ts';
import type { Groups } from './owners.ts';
import { columnId } from './roles.ts';
import type { Facts, Row } from './survey.ts';

export function settleBalances(known: Known, groups: Groups | undefined): void {
  const open = known.at.get('openAmount');
  if (!open || (!known.at.has('amount') && !known.at.has('debit') && !known.at.has('credit'))) return;
  if (known.given.columns?.openAmount !== undefined || !/solde|saldo|balance/i.test(open.name)) return;
  const { itemish } = known.survey;
  const moves = movesOf(known);
  const left = itemish.every((row) => isLeft(known, row, open, moves));
  const running = runs(known, open, { groups, moves });
  const whole = left && itemish.every((row) => minor(known, row, open) === moves(row));
  if (whole || (left && !running)) return;
  if (running && !left) {
    known.at.delete('openAmount');
    known.at.set('runningBalance', open);
    return;
  }
  const answer = known.asker.ask({
    id: columnId(open),
    code: 'unknown-column',
    about: known.asker.t.whichBalance(open.name),
    column: open.name,
    values: open.values,
    choices: (['openAmount', 'runningBalance', 'aside'] as const).map((value) => ({
      value,
      label: value === 'aside' ? known.asker.t.aside : known.asker.t.fields[value],
    })),
  });
  if (answer === undefined || answer === 'openAmount') return;
  known.at.delete('openAmount');
  if (answer === 'runningBalance') known.at.set('runningBalance', open);
}

function isLeft(known: Known, row: Row, open: Facts, moves: Moves): boolean {
  const amount = moves(row);
  const left = minor(known, row, open);
  if (amount === undefined || left === undefined) return true;
  // Beside a mark of the side both are written without a sign.
  if (known.at.has('sign')) return magnitude(left) <= magnitude(amount);
  return amount < 0n ? left <= 0n && left >= amount : left >= 0n && left <= amount;
}

type Moves = (row: Row) => bigint | undefined;

/** What a row adds to an account: by its amount, or by its debit and credit. */
function movesOf(known: Known): Moves {
  const { at } = known;
  if (!at.has('debit') && !at.has('credit')) return (row) => minor(known, row, at.get('amount'));
  const above = creditsAbove(known);
  return (row) => netOf(minor(known, row, at.get('debit')), minor(known, row, at.get('credit')), above);
}

/** Each value is the one before and the line, for each debtor or over all, from the top or from the bottom. */
function runs(known: Known, balance: Facts, { groups, moves }: { readonly groups: Groups | undefined; readonly moves: Moves }): boolean {
  const debtor = known.at.get('debtor');
  return [true, false].some((byDebtor) =>
    [1, -1].some((direction) => {
      const before = new Map<string, bigint>();
      const rows = direction === 1 ? known.survey.itemish : [...known.survey.itemish].reverse();
      let steps = 0;
      const all = rows.every((row) => {
        const key = !byDebtor ? '' : debtor ? (row.cells[debtor.at] ?? '').trim() : String(groups?.ofLine.get(row.line));
        const value = minor(known, row, balance);
        const moved = moves(row);
        if (value === undefined || moved === undefined) return true;
        const last = before.get(key);
        before.set(key, value);
        if (last === undefined) return true;
        steps++;
        return value === last + moved;
      });
      return all && steps > 0;
    }),
  );
}

/** The column of credits holds some above zero: one below takes a credit back. */
export function creditsAbove(known: Known): boolean {
  const credit = known.at.get('credit');
  return known.survey.itemish.some((row) => (minor(known, row, credit) ?? 0n) > 0n);
}
