/** Making a letter: its files and its row, its place in the history and its audit event in one transaction; one letter of a kind to a debtor a day. */

import { createHash } from 'node:crypto';
import { historyIn } from '../debtors/trace-ports.ts';
import { sentence } from '../desk/card.ts';
import type { PlatformName } from '../desk/outbox.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Store, Tx } from '../desk/store.ts';
import { lesser } from '../kernel/amounts.ts';
import { isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import { type Letter, letterKey } from './letter.ts';
import { letterTexts } from './letters.text.ts';
import type { MailRoom, PaperFile } from './mail-room.ts';
import type { LetterRow, LetterWay } from './ports.ts';
import { lettersIn } from './ports.ts';

export interface Maker {
  readonly store: Store;
  readonly mailRoom: MailRoom;
  /** Where the file can be brought to whoever makes it; empty: nowhere (a shell). */
  readonly platforms: readonly PlatformName[];
  readonly copySender: boolean;
  readonly locale: Locale;
  readonly at: number;
}

export interface Making {
  readonly letter: Letter;
  readonly how: LetterWay;
  /** Undefined: a shell without a named person. */
  readonly author: Pick<Person, 'id' | 'name' | 'email'> | undefined;
  readonly run?: string;
  readonly action?: string;
}

export type Made = { readonly row: LetterRow; readonly file: PaperFile } | { readonly again: LetterRow };

/** Files of letters have plain names: any program and any archive can hold them. */
function fileName(letter: Letter, end: 'pdf' | 'eml'): string {
  return `${letter.debtorCode.replace(/[^A-Za-z0-9-]+/g, '_')}-${letter.template}-${isoDay(letter.day)}.${end}`;
}

/** The letter's file as it leaves in that way, and its PDF beside an e-mail that carries it. */
export async function filesOf(
  mailRoom: MailRoom,
  letter: Letter,
  how: LetterWay,
  mail: {
    readonly sender: string;
    readonly replyTo: string | undefined;
    readonly cc: readonly string[];
    readonly id: string;
    readonly at: number;
  },
): Promise<readonly [PaperFile, ...PaperFile[]]> {
  const paper = async (): Promise<PaperFile> => ({
    name: fileName(letter, 'pdf'),
    mime: 'application/pdf',
    bytes: await mailRoom.pdf(letter),
  });
  if (how === 'paper') return [await paper()];
  const attached = letter.kind === 'letter' ? [await paper()] : [];
  const to = letter.email === null ? [] : [letter.email];
  const bytes = await mailRoom.mail(letter, { ...mail, to, draft: how === 'draft' }, attached);
  return [{ name: fileName(letter, 'eml'), mime: 'message/rfc822', bytes }, ...attached];
}

/** Makes it, or finds the letter of that kind that the debtor had today already. */
export async function makeLetter(maker: Maker, making: Making): Promise<Made> {
  const { store, mailRoom, at } = maker;
  const { letter, how, author } = making;
  const { debtorId, template, day } = letter;
  const before = await lettersIn(store.read).find({ debtorIds: [debtorId], template, day });
  const alive = before.find((row) => row.status !== 'failed');
  if (alive) return { again: alive };
  const key = letterKey(letter, before.length);
  const copy = how === 'send' && maker.copySender && author ? author.email : '';
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const files = await filesOf(mailRoom, letter, how, {
    sender: [author?.name ?? '', letter.from[0] ?? ''].filter((part) => part !== '').join(', '),
    replyTo: author?.email,
    cc: copy === '' ? [] : [copy],
    id,
    at,
  });
  const made = await store.transact((tx) => keep(tx, maker, making, { key, copy, messageId: id, files }));
  if (made !== undefined) return { row: made, file: files[0] };
  const [again] = (await lettersIn(store.read).find({ debtorIds: [debtorId], template, day })).slice(-1);
  if (!again) throw new Error(`letter ${key} is neither new nor there`);
  return { again };
}

interface Keeping {
  readonly key: string;
  readonly copy: string;
  readonly messageId: string;
  readonly files: readonly [PaperFile, ...PaperFile[]];
}

async function keep(tx: Tx, maker: Maker, making: Making, keeping: Keeping): Promise<LetterRow | undefined> {
  const { at } = maker;
  const { letter, how, author, run = null, action = null } = making;
  const actor = author?.email ?? 'system:command-line';
  const { debtorId, template, title, kind, subject, currency, principal, day } = letter;
  const row = {
    ...{ debtorId, template, title, kind, subject, currency, principal, day, how, at, actor, run, action },
    key: keeping.key,
    status: how === 'send' ? ('pending' as const) : ('made' as const),
    recipient: how === 'paper' ? '' : (letter.email ?? ''),
    copy: keeping.copy,
    ...chargesAsked(letter),
    messageId: keeping.messageId,
  };
  const id = await lettersIn(tx).add(row);
  if (id === undefined) return undefined;
  const kept: number[] = [];
  for (const file of keeping.files) kept.push(await tx.files.keep({ ...file, subject: `letter:${id}`, debtorId, at, actor }));
  const fileId = kept[0] ?? null;
  if (fileId !== null) await lettersIn(tx).attach(id, fileId);
  const { key: _, ...plain } = row;
  const found: LetterRow = { ...plain, id, fileId, error: null };
  if (how !== 'send') await noteLetter(tx, found, at, maker.locale);
  await tx.audit.append({
    at,
    actor,
    action: how === 'send' ? 'letter.queued' : 'letter.made',
    subject: `letter:${id}`,
    payload: payloadOf(found),
  });
  if (how === 'send') await post(tx, found, maker.locale);
  if (how !== 'send' && run === null && author && fileId !== null) {
    const words = letterTexts(maker.locale).done.file(title, letter.debtorName);
    await tx.outbox.enqueue(
      {
        key: `letter:${id}:file`,
        destination: { to: 'person', personId: author.id },
        card: { ...sentence(words, maker.locale), amounts: true },
        file: fileId,
      },
      maker.platforms,
      at,
    );
  }
  return found;
}

/** Into the outbox, which tells the letter what becomes of it. The e-mail is the kept file; the card's words are for the outbox alone. */
function post(tx: Tx, { id, recipient, copy, subject, fileId, at }: LetterRow, locale: Locale): Promise<void> {
  const destination = { to: 'address' as const, address: recipient, ...(copy === '' ? {} : { copy }) };
  const card = { ...sentence(subject, locale), amounts: true };
  const file = fileId === null ? {} : { file: fileId };
  return tx.outbox.enqueue({ key: `letter:${id}:mail`, destination, card, about: `letter:${id}`, ...file }, ['mail'], at);
}

/** Interest and indemnity less what was given up of them, interest first: with the principal they add up to what the letter asks for. */
function chargesAsked(letter: Letter): Pick<LetterRow, 'interest' | 'indemnity'> {
  const { interest, indemnity, waived } = letter;
  if (interest === undefined || indemnity === undefined) return { interest: null, indemnity: null };
  const off = lesser(waived, interest);
  return { interest: interest - off, indemnity: indemnity - (waived - off) };
}

function payloadOf(row: LetterRow): Record<string, string> {
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
export function amountOf(row: Pick<LetterRow, 'principal' | 'interest' | 'indemnity' | 'currency'>, locale: Locale): string {
  return format.exactMoney(row.principal + (row.interest ?? 0n) + (row.indemnity ?? 0n), row.currency, locale);
}

/** The letter's entry in the history, once: when it was made, or when a server took it (or may have). */
export async function noteLetter(tx: Tx, row: LetterRow, at: number, locale: Locale): Promise<void> {
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
  const data = { letter: String(row.id), status: row.status, ...payloadOf(row) };
  const kind = row.how === 'paper' ? ('letter' as const) : ('email' as const);
  await historyIn(tx).add({ debtorId: row.debtorId, at, day: row.day, actor: row.actor, kind, text, data, key: `letter:${row.id}` });
}
