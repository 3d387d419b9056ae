/** A letter ready to be read, printed or sent: whose it is, to whom, and its parts in order. */
import { createHash } from 'node:crypto';
import type { Column, Span } from '../desk/card.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { pack } from '../kernel/pack.ts';
import type { LetterKind } from './template.ts';

export type LetterBlock =
  | { readonly type: 'heading' | 'paragraph' | 'item'; readonly spans: readonly Span[] }
  | {
      readonly type: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly total: readonly string[];
    };

export interface Letter {
  readonly template: string;
  readonly title: string;
  readonly kind: LetterKind;
  readonly locale: Locale;
  readonly debtorId: number;
  readonly debtorCode: string;
  readonly debtorName: string;
  readonly subject: string;
  readonly reference: string;
  /** The sender's company; empty when nobody has named it. */
  readonly company: string;
  /** Name, address and number of the sender's company, line by line. */
  readonly from: readonly string[];
  /** Name, contact and postal address of the debtor, line by line. */
  readonly to: readonly string[];
  /** The address on file; null: none. */
  readonly email: string | null;
  readonly hasAddress: boolean;
  readonly date: string;
  readonly day: Day;
  readonly blocks: readonly LetterBlock[];
  readonly currency: string;
  /** Minor units: what is claimed without and with interest and indemnity. */
  readonly principal: bigint;
  readonly interest: bigint | undefined;
  readonly indemnity: bigint | undefined;
  /** What of both was given up: the letter asks for so much less. */
  readonly waived: bigint;
  readonly disputed: bigint;
  readonly others: readonly string[];
}

/** What the letter asks for in all. */
export function askedOf(letter: Pick<Letter, 'principal' | 'interest' | 'indemnity' | 'waived'>): bigint {
  return letter.principal + (letter.interest ?? 0n) + (letter.indemnity ?? 0n) - letter.waived;
}

/** Why a debtor gets no letter of a run. */
export type LeftOut =
  | 'nothing'
  | 'disputed'
  | 'promised'
  | 'no-address'
  | 'litigation'
  | 'insolvent'
  | 'consumer'
  | 'today'
  | 'nothing-said';

/** What a person saw: a letter that is not this one any more is shown again before it leaves. */
export function digestOfLetter(letter: Letter): string {
  return createHash('sha256').update(pack(letter)).digest('hex').slice(0, 16);
}

/** One letter of a kind to a debtor a day; `nth` counts those of the day that did not arrive. */
export function letterKey(letter: Pick<Letter, 'debtorId' | 'template' | 'day'>, nth: number): string {
  return `${letter.debtorId}:${letter.template}:${isoDay(letter.day)}:${nth}`;
}
