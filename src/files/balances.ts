/** What the figures of a list say of its columns: what is left of each line, the account's balance after it, which is only a check, and on which side of zero debts stand. */
import { isOwn, type Known, magnitude, minor, netOf, reduces, wordsOf } from './known.ts';
import type { Groups } from './owners.ts';
import type { Plan } from './plan.ts';
import { columnId } from './roles.ts';
import { type Facts, isBelow, type Row } from './survey.ts';
import type { TypeMeaning } from './words.ts';

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

/** What is left of items whose cell says nothing of it, beside others that do: unless each of them is settled by its state or a date, a person says. */
export function blankOpenOf(known: Known, settles: (row: Row) => boolean): Plan['blankOpen'] {
  const { at, asker, survey, given } = known;
  const open = at.get('openAmount');
  const whole = (['amount', 'debit', 'credit'] as const).some((field) => at.has(field));
  if (!open || !whole || open.blanks === 0 || at.has('paid')) return undefined;
  const blank = survey.itemish.filter(({ cells }) => (cells[open.at] ?? '').trim() === '');
  if (blank.length > 0 && blank.every(settles)) return undefined;
  if (given.blankOpen !== undefined || isOpenWithout(known)) return given.blankOpen;
  const answer = asker.ask({
    id: 'blank:openAmount',
    code: 'blank-cells',
    about: asker.t.blankOpen(open.name, open.blanks),
    column: open.name,
    values: open.values,
    choices: (['whole', 'nothing'] as const).map((value) => ({ value, label: asker.t.open[value] })),
  });
  return answer === 'whole' || answer === 'nothing' ? answer : undefined;
}

/** A column with nothing in it says nothing, and one of our own form that a blank is all of it. */
export function isOpenWithout(known: Known): boolean {
  return known.at.get('openAmount')?.blank === true || isOwn(known, 'openAmount');
}

/** Whether what customers owe is written below zero: every amount is, or every invoice. */
export function turnedOf(known: Known, types: ReadonlyMap<string, TypeMeaning>): boolean | undefined {
  const { at, asker, given, options, kind } = known;
  const amount = at.get('amount') ?? at.get('openAmount');
  // In our own form a credit is below zero, be it the only line.
  if (isOwn(known, 'amount') || isOwn(known, 'openAmount')) return given.turned;
  if (!amount || kind === 'payments' || options.mapping || at.has('debit') || at.has('credit') || at.has('sign')) return undefined;
  const words = wordsOf(at.get('kind')).map(([word, counts]) => ({ ...counts, meaning: types.get(word) }));
  const invoices = words.filter(({ meaning }) => meaning === 'invoice');
  const credits = words.some(({ meaning }) => reduces(meaning));
  const below = invoices.length > 0 ? invoices.every(({ count, minus }) => count === minus) : !credits && amount.below === amount.amounts;
  if (!below || amount.below === 0) return undefined;
  const value = amount.values.find(isBelow) ?? '';
  if (given.turned !== undefined) return given.turned;
  const answer = asker.ask({
    id: 'turned',
    code: 'which-sign',
    about: asker.t.turned(value),
    column: amount.name,
    values: [value],
    choices: (['yes', 'no'] as const).map((choice) => ({ value: choice, label: asker.t.turn[choice] })),
  });
  return answer === undefined ? undefined : answer === 'yes';
}
