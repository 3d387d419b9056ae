/** From a template and what is known of an account to the letter: fields filled with facts, never with markup. */
import type { Span } from '../desk/card.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Company, Debtor } from '../ledger/parties.ts';
import { type Charges, type Claim, ratesOf } from './claim.ts';
import type { Letter, LetterBlock } from './letter.ts';
import { letterPolicy } from './letter-policy.ts';
import { letterTexts } from './letters.text.ts';
import type { BlockField, Piece, Template, WordField } from './template.ts';

export interface LetterFacts {
  readonly debtor: Debtor;
  readonly company: Pick<Company, 'name' | 'siren'>;
  readonly sender: Pick<Person, 'name' | 'email'> | undefined;
  readonly claim: Claim;
  /** Undefined when the template asks for no interest. */
  readonly charges: Charges | undefined;
  readonly indemnity: { readonly each: bigint; readonly invoices: number };
  /** What was promised and not kept, in a sentence of the letter's language. */
  readonly promise: string;
  readonly lastLetter: Day | undefined;
  readonly policy: Policy;
}

export function fillLetter(template: Template, facts: LetterFacts): Letter {
  const { locale } = template;
  const { debtor, company, claim, charges, policy } = facts;
  const t = letterTexts(locale).doc;
  const words = wordsOf(facts, template);
  const fill = (pieces: readonly Piece[]): readonly Span[] =>
    pieces.map((piece) => ({ text: 'field' in piece ? words[piece.field] : piece.text, ...(piece.bold ? { bold: true } : {}) }));
  const blocks = template.blocks.flatMap((block): LetterBlock[] => {
    if (block.type === 'table') return [tableOf(block.field, facts, locale)];
    const lines = linesWithWords(block.pieces, words);
    return lines.length === 0 ? [] : [{ type: block.type, spans: fill(lines) }];
  });
  const { address } = letterPolicy(policy);
  return {
    template: template.name,
    title: template.title,
    kind: template.kind,
    locale,
    debtorId: debtor.id,
    debtorCode: debtor.code,
    debtorName: debtor.name,
    subject: fill(template.subject)
      .map((span) => span.text)
      .join('')
      // A field that has nothing to say leaves no empty brackets.
      .replace(/\(\s*\)/g, '')
      .replace(/\s+/gu, ' ')
      .trim(),
    reference: words.reference,
    company: company.name,
    from: [company.name, ...linesOf(address), ...(company.siren === '' ? [] : [t.siren(company.siren)])].filter((line) => line !== ''),
    to: [debtor.name, ...(debtor.contact === null ? [] : [debtor.contact]), ...linesOf(debtor.address ?? '')],
    email: debtor.email,
    hasAddress: (debtor.address ?? '') !== '',
    date: words.date,
    day: claim.asOf,
    blocks,
    currency: claim.currency,
    principal: template.fields.has('upcoming.items') ? sumOf(claim.upcoming) : claim.total,
    interest: charges?.interest,
    indemnity: charges?.indemnity,
    waived: charges?.waived ?? 0n,
    disputed: claim.disputed,
    others: claim.others,
  };
}

/** A line with a field that has nothing to say is left out; a paragraph without a line is none. */
function linesWithWords(pieces: readonly Piece[], words: Readonly<Record<WordField, string>>): readonly Piece[] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    if ('text' in piece && piece.text === '\n') lines.push([]);
    else lines.at(-1)?.push(piece);
  }
  const told = lines.filter((line) => !line.some((piece) => 'field' in piece && words[piece.field] === ''));
  return told.flatMap((line, i) => (i === 0 ? line : [{ text: '\n', bold: false }, ...line]));
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wordsOf(facts: LetterFacts, template: Template): Readonly<Record<WordField, string>> {
  const { locale } = template;
  const { debtor, company, sender, claim, charges, indemnity, policy } = facts;
  const t = letterTexts(locale).doc;
  const money = (minor: bigint | undefined): string => (minor === undefined ? '' : format.exactMoney(minor, claim.currency, locale));
  const date = (day: Day | undefined): string => (day === undefined ? '' : format.fullDate(day, locale));
  const [oldest] = claim.items;
  return {
    company: company.name,
    'company.siren': company.siren,
    debtor: debtor.name,
    'debtor.code': debtor.code,
    contact: debtor.contact ?? '',
    sender: sender?.name ?? '',
    'sender.email': sender?.email ?? '',
    date: date(claim.asOf),
    reference: `${debtor.code} / ${isoDay(claim.asOf)} / ${template.name}`,
    total: money(claim.total),
    count: t.invoices(claim.items.length),
    'oldest.ref': oldest?.ref ?? '',
    'oldest.due': date(oldest?.dueDay),
    'oldest.days': oldest ? t.days(oldest.daysLate) : '',
    disputed: claim.disputed === 0n ? '' : money(claim.disputed),
    interest: money(charges?.interest),
    rates: charges ? t.rates(ratesOf(charges).map((rate) => format.percent(rate, locale))) : '',
    indemnity: money(indemnity.each * BigInt(indemnity.invoices)),
    'indemnity.each': money(indemnity.each),
    'indemnity.count': t.invoices(indemnity.invoices),
    waived: charges === undefined || charges.waived === 0n ? '' : money(charges.waived),
    grandtotal: money(charges?.grand),
    upcoming: claim.upcoming.length === 0 ? '' : money(sumOf(claim.upcoming)),
    deadline: date(claim.asOf + letterPolicy(policy).noticeDays),
    law: t.law(policy.country),
    notice: t.notice(policy.country),
    promise: facts.promise,
    lastletter: date(facts.lastLetter),
    payment: letterPolicy(policy).payment,
  };
}

function sumOf(items: Claim['items']): bigint {
  return items.reduce((sum, item) => sum + item.claimed, 0n);
}

function tableOf(field: BlockField, facts: LetterFacts, locale: Locale): LetterBlock {
  const { claim, charges } = facts;
  const t = letterTexts(locale).doc;
  const money = (minor: bigint): string => format.exactMoney(minor, claim.currency, locale);
  const date = (day: Day): string => format.numericDate(day, locale);
  const columns = (titles: readonly string[], right: readonly number[]) =>
    titles.map((title, i) => ({ title, ...(right.includes(i) ? { align: 'right' as const } : {}) }));
  if (field === 'items') {
    const rows = claim.items.map((i) => [i.ref, date(i.issueDay), date(i.dueDay), t.days(i.daysLate), money(i.amount), money(i.claimed)]);
    const credits = claim.credits.map((c) => [
      c.ref === '' ? t.credit : `${c.ref} (${t.credit.toLowerCase()})`,
      date(c.day),
      '',
      '',
      '',
      money(-c.minor),
    ]);
    return {
      type: 'table',
      columns: columns(t.items, [3, 4, 5]),
      rows: [...rows, ...credits],
      total: [t.total, '', '', '', '', money(claim.total)],
    };
  }
  if (field === 'upcoming.items') {
    const rows = claim.upcoming.map((i) => [i.ref, date(i.issueDay), date(i.dueDay), money(i.claimed)]);
    return { type: 'table', columns: columns(t.upcoming, [3]), rows, total: [t.total, '', '', money(sumOf(claim.upcoming))] };
  }
  const lines = (charges?.items ?? []).flatMap(({ item, interest }) =>
    interest.lines.map((line) => [
      item.ref,
      t.period(date(line.from), date(line.to)),
      String(line.days),
      money(line.base),
      format.percent(line.rate, locale),
      money(line.minor),
    ]),
  );
  return {
    type: 'table',
    columns: columns(t.lines, [2, 3, 4, 5]),
    rows: lines,
    total: [t.total, '', '', '', '', money(charges?.interest ?? 0n)],
  };
}
