/** One line of a FEC, typed: dates and amounts in every dress that the DGFiP's own tester meets (docs/rules/ledger.md, rule 1), remarks for what is not by the book. */
import type { Day } from '../core/kernel/dates.ts';
import type { FecRow, RemarkCode } from '../core/ledger/item.ts';
import { type DecimalMark, readAmount } from './amount-column.ts';
import { currencyCode } from './currencies.ts';
import { readDate } from './date-column.ts';
import type { FecColumns, FecField } from './fec-columns.ts';
import { plainText } from './list.ts';

/** Minor units of a FEC's amounts are cents: the book's currency has two decimals. */
const DECIMALS = 2;

export interface LineRemark {
  readonly code: RemarkCode;
  readonly field: FecField;
  readonly value: string;
}

/** What the amount columns of one line say: Debit − Credit, or the fault that makes it unreadable. */
export type LineAmount = { readonly amount: bigint } | { readonly fault: LineRemark };

export class FecLineReader {
  readonly #at: FecColumns;
  readonly #mark: DecimalMark;
  readonly #dueOrder: 'DMY' | 'MDY' | 'YMD';
  readonly #sameRef: string | undefined;
  readonly #openings: ReadonlySet<string>;
  readonly #warn: (remark: LineRemark, line: number) => void;

  constructor(
    at: FecColumns,
    known: {
      readonly mark: DecimalMark;
      readonly dueOrder: 'DMY' | 'MDY' | 'YMD';
      /** A PieceRef that is the same everywhere. */
      readonly sameRef: string | undefined;
      /** Keys of opening entries. */
      readonly openings: ReadonlySet<string>;
    },
    warn: (remark: LineRemark, line: number) => void,
  ) {
    this.#at = at;
    this.#mark = known.mark;
    this.#dueOrder = known.dueOrder;
    this.#sameRef = known.sameRef;
    this.#openings = known.openings;
    this.#warn = warn;
  }

  cell(cells: readonly string[], field: FecField): string {
    return (cells[this.#at[field]] ?? '').trim();
  }

  /** EcritureDate; undefined when it is empty, null when there is no such date. */
  bookDay(cells: readonly string[], line: number): Day | undefined | null {
    return this.#date(cells, 'ecrituredate', line);
  }

  /** Debit − Credit, or Montant with its Sens. Both a debit and a credit on one line are a fault. */
  amount(cells: readonly string[], line: number): LineAmount {
    if (this.#at.debit === -1) return this.#signed(cells, line);
    const debit = this.#money(cells, 'debit', line);
    if (typeof debit !== 'bigint') return debit;
    const credit = this.#money(cells, 'credit', line);
    if (typeof credit !== 'bigint') return credit;
    if (debit !== 0n && credit !== 0n) {
      const value = `${this.cell(cells, 'debit')} / ${this.cell(cells, 'credit')}`;
      return { fault: { code: 'both-debit-and-credit', field: 'debit', value } };
    }
    return { amount: debit - credit };
  }

  #signed(cells: readonly string[], line: number): LineAmount {
    const amount = this.#money(cells, 'montant', line);
    if (typeof amount !== 'bigint') return amount;
    const sens = this.cell(cells, 'sens').toUpperCase();
    if (sens === 'D' || sens === '+1' || sens === '1' || sens === '+') return { amount };
    if (sens === 'C' || sens === '-1' || sens === '-') return { amount: -amount };
    return amount === 0n ? { amount } : { fault: { code: 'bad-amount', field: 'sens', value: this.cell(cells, 'sens') } };
  }

  /** Blank is 0. The law wants a comma and no grouping: a dot or blanks are read, with a warning. */
  #money(cells: readonly string[], field: FecField, line: number): bigint | { readonly fault: LineRemark } {
    const cell = this.cell(cells, field);
    let read = readAmount(cell, this.#mark, DECIMALS);
    // The other mark in one cell: "12.50" among commas has one meaning only.
    if (read === 'bad-amount') read = readAmount(cell, this.#mark === ',' ? '.' : ',', DECIMALS);
    if (typeof read === 'string') return { fault: { code: read, field, value: cell } };
    if (cell.includes('.') || /\s/.test(cell)) this.#warn({ code: 'amount-format', field, value: cell }, line);
    return read ?? 0n;
  }

  /** A date in any of the shapes that FECs hold; year last is day first: the format is French. */
  #date(cells: readonly string[], field: FecField, line: number, order: 'DMY' | 'MDY' | 'YMD' = 'DMY'): Day | undefined | null {
    const cell = this.cell(cells, field);
    if (cell === '') return undefined;
    const day = readDate(cell, order);
    if (typeof day === 'number' && (cell.length !== 8 || field === 'echeance')) {
      if (field !== 'echeance') this.#warn({ code: 'date-format', field, value: cell }, line);
    }
    return day;
  }

  /** The whole customer line, or why it is refused. `debtor` is CompAuxNum, else CompteNum. */
  row(cells: readonly string[], line: number, entryKey: string, bookDay: Day, amount: bigint): FecRow | { readonly fault: LineRemark } {
    const issueDay = this.#date(cells, 'piecedate', line);
    if (issueDay === null) return { fault: { code: 'bad-date', field: 'piecedate', value: this.cell(cells, 'piecedate') } };
    const account = plainText(cells[this.#at.comptenum]);
    const accountName = plainText(cells[this.#at.comptelib]);
    const debtor = plainText(cells[this.#at.compauxnum]);
    const debtorName = debtor === '' ? accountName : plainText(cells[this.#at.compauxlib]);
    return {
      line,
      journal: this.cell(cells, 'journalcode'),
      entry: this.cell(cells, 'ecriturenum'),
      entryKey,
      bookDay,
      account,
      accountName,
      debtor: debtor === '' ? account : debtor,
      debtorName: debtorName === '' ? debtor : debtorName,
      ref: this.#ref(cells, this.#openings.has(entryKey), debtor),
      issueDay: issueDay ?? bookDay,
      dueDay: this.#optionalDate(cells, 'echeance', line),
      label: this.cell(cells, 'ecriturelib'),
      amount,
      letter: this.cell(cells, 'ecriturelet'),
      letterDay: this.#optionalDate(cells, 'datelet', line),
      original: this.#original(cells, amount, line),
    };
  }

  /** PieceRef; where it is none, the number of the entry if it is a document's, else the one that the label names (docs/rules/ledger.md, rule 23). */
  #ref(cells: readonly string[], opening: boolean, debtor: string): string {
    const piece = this.cell(cells, 'pieceref');
    const told = piece !== this.#sameRef && /[\p{L}\p{N}]/u.test(piece) && (!opening || /\d/.test(piece));
    if (told) return piece;
    const entry = this.cell(cells, 'ecriturenum');
    if (!opening && isDocumentNumber(entry)) return entry;
    const label = numberIn(this.cell(cells, 'ecriturelib'), debtor);
    return label ?? (piece === this.#sameRef || !/[\p{L}\p{N}]/u.test(piece) ? '' : piece);
  }

  /** A date that nothing rests on: unreadable, it is left out with a warning. 99/99/9999 is how one program marks a partial letter. */
  #optionalDate(cells: readonly string[], field: 'echeance' | 'datelet', line: number): Day | undefined {
    const day = this.#date(cells, field, line, field === 'echeance' ? this.#dueOrder : 'DMY');
    if (day !== null) return day;
    const cell = this.cell(cells, field);
    if (!/^[9/.\- ]+$/.test(cell)) this.#warn({ code: 'bad-date', field, value: cell }, line);
    return undefined;
  }

  /** Montantdevise with Idevise, signed like the line: programs differ on whether they sign it. */
  #original(cells: readonly string[], amount: bigint, line: number): FecRow['original'] {
    const written = this.cell(cells, 'montantdevise');
    const code = this.cell(cells, 'idevise');
    if (written === '' || code === '') return undefined;
    const minor = this.#money(cells, 'montantdevise', line);
    const currency = currencyCode(code);
    if (typeof minor !== 'bigint' || currency === undefined) {
      this.#warn(
        { code: currency === undefined ? 'bad-currency' : 'bad-amount', field: 'montantdevise', value: `${written} ${code}` },
        line,
      );
      return undefined;
    }
    if (minor === 0n) return undefined;
    const size = minor < 0n ? -minor : minor;
    return { minor: amount < 0n ? -size : size, currency };
  }
}

/** "FAC/2026/00001", "FA-001234": a plain number only counts entries. */
function isDocumentNumber(text: string): boolean {
  return text.length >= 5 && /\d/.test(text) && /[A-Za-z/]/.test(text);
}

const DOCUMENT =
  /(?:^|[^\p{L}])(?:factures?|fact?|fac|inv(?:oice)?|avoir|piece|pièce|n[°o])[\s.:#°n]*(?=[^\s]*\d)([\p{L}\d][\p{L}\d/_.-]{0,39})/iu;

/** The document's number that a label names: after its word ("Facture FA-50"), else what looks like one; never a date, an amount or the debtor's own code. */
function numberIn(label: string, debtor: string): string | undefined {
  const named = DOCUMENT.exec(label)?.[1]?.replace(/[._-]+$/, '');
  if (named !== undefined && isNumber(named, debtor)) return named;
  return label.split(/[\s,;:()]+/).find((word) => (/\p{L}/u.test(word) ? word.length >= 4 : word.length >= 5) && isNumber(word, debtor));
}

function isNumber(word: string, debtor: string): boolean {
  return (
    /\d/.test(word) &&
    /^[\p{L}\d][\p{L}\d/_.-]*$/u.test(word) &&
    word !== debtor &&
    !/^\d+[.,]\d{1,2}$/.test(word) &&
    typeof readDate(word, 'DMY') !== 'number'
  );
}
