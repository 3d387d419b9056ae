/** How batches of items cross from the thread that reads a file to the one that writes it: columns in a few large values, because cloning a million objects costs more than reading them. */
import { ITEM_KINDS, type ListRow } from '../core/ledger/item.ts';

export interface PackedRows {
  readonly count: number;
  /** debtor, name, ref, currency and dispute mark of each row; the reader leaves no NUL in a text. */
  readonly texts: string;
  /** line, kind, issue day, due day, settlement day, ordinal and whether it is undated, of each row; NaN for what is undefined. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** amount and open amount of each row. */
  readonly amounts: BigInt64Array<ArrayBuffer>;
  /** 1 where the open amount is given. */
  readonly opens: Uint8Array<ArrayBuffer>;
}

const TEXTS = 5;
const NUMBERS = 7;

/** Undefined when an amount is beyond 64 bits: those rows cross as they are. */
export function packRows(rows: readonly ListRow[]): PackedRows | undefined {
  const texts: string[] = [];
  const numbers = new Float64Array(rows.length * NUMBERS);
  const amounts = new BigInt64Array(rows.length * 2);
  const opens = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!row) continue;
    if (!fits(row.amount) || (row.openAmount !== undefined && !fits(row.openAmount))) return undefined;
    texts.push(row.debtor, row.name ?? '', row.ref, row.currency, row.disputed ?? '');
    const n = i * NUMBERS;
    numbers[n] = row.line;
    numbers[n + 1] = ITEM_KINDS.indexOf(row.kind);
    numbers[n + 2] = row.issueDay;
    numbers[n + 3] = row.dueDay ?? Number.NaN;
    numbers[n + 4] = row.settledDay ?? Number.NaN;
    numbers[n + 5] = row.ordinal;
    numbers[n + 6] = row.undated ? 1 : 0;
    amounts[i * 2] = row.amount;
    if (row.openAmount === undefined) continue;
    amounts[i * 2 + 1] = row.openAmount;
    opens[i] = 1;
  }
  return { count: rows.length, texts: texts.join('\0'), numbers, amounts, opens };
}

function fits(amount: bigint): boolean {
  return BigInt.asIntN(64, amount) === amount;
}

export function unpackRows({ count, texts, numbers, amounts, opens }: PackedRows): ListRow[] {
  const text = texts.split('\0');
  const rows: ListRow[] = [];
  for (let i = 0; i < count; i++) {
    const t = i * TEXTS;
    const n = i * NUMBERS;
    const row = {
      line: numbers[n] ?? 0,
      debtor: text[t] ?? '',
      name: text[t + 1] || undefined,
      ref: text[t + 2] ?? '',
      kind: ITEM_KINDS[numbers[n + 1] ?? 0] ?? 'invoice',
      issueDay: numbers[n + 2] ?? 0,
      dueDay: given(numbers[n + 3]),
      currency: text[t + 3] ?? '',
      amount: amounts[i * 2] ?? 0n,
      openAmount: opens[i] === 1 ? amounts[i * 2 + 1] : undefined,
      settledDay: given(numbers[n + 4]),
      disputed: text[t + 4] || undefined,
      ordinal: numbers[n + 5] ?? 0,
    };
    rows.push(numbers[n + 6] === 1 ? { ...row, undated: true } : row);
  }
  return rows;
}

function given(day: number | undefined): number | undefined {
  return day === undefined || Number.isNaN(day) ? undefined : day;
}
