/** Who writes to debtors, and the rules that every door keeps to before anything is written: the right to, a debtor who may be written to, figures that are fresh. */

import { debtorOf } from '../debtors/find-debtors.ts';
import { type Act, type Asked, type House, languageOf, needOf } from '../desk/act.ts';
import { type Core, today } from '../desk/core.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Reads } from '../desk/store.ts';
import { businessDaysBetween, type Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { letterTexts } from './letters.text.ts';
import { type MailRoom, mailRoomOf } from './mail-room.ts';

/** What letters need around them; the mail room is a part of it. */
export type LetterHouse = House & Pick<Core, 'store'>;

export interface Writer {
  readonly house: LetterHouse;
  readonly asked: Asked;
  readonly read: Reads;
  readonly mailRoom: MailRoom;
  /** Who signs; undefined: a shell without a named person. */
  readonly person: Person | undefined;
  /** The day that the letter is of. */
  readonly day: Day;
  readonly locale: Locale;
}

/** Throws DomainError when whoever asks may not write to debtors. */
export function writerOf(house: LetterHouse, asked: Asked): Writer {
  const person = typeof asked.by === 'string' ? undefined : asked.by;
  const locale = asked.locale ?? languageOf(house, person);
  needWriter((permission, refusal) => needOf(house, { ...asked, locale }, permission, refusal), locale);
  return { house, asked, read: house.store.read, mailRoom: mailRoomOf(house), person, day: asked.day ?? today(house), locale };
}

export function needWriter(need: Act['need'], locale: Locale): void {
  need('see');
  need('letter', letterTexts(locale).refused.send);
}

/** Throws DomainError `gone`. */
export function debtorFor({ read, locale }: Pick<Writer, 'read' | 'locale'>, id: number): Promise<Debtor> {
  return debtorOf(read, id, locale);
}

/** Nothing leaves on figures that are too old: those of a company, or of any when none is named. Throws DomainError. */
export async function refuseStale({ house, read, day, locale }: Writer, companyId: number | undefined): Promise<void> {
  const t = letterTexts(locale).refused;
  const ledger = await ledgerIn(read).ledgerDay(companyId);
  if (ledger === undefined) throw new DomainError('conflict', t.noLedger);
  const old = businessDaysBetween(house.calendar, ledger, day);
  if (old > house.policy.ledgerStaleAfter) throw new DomainError('conflict', t.stale(format.date(ledger, locale, day), old));
}
