/** The evidence file's text: one long card that is set on paper. */
import { resultLine, titleOf } from '../committee/motion/motion-view.ts';
import type { Block, Card } from '../desk/card.ts';
import type { Policy } from '../desk/policy.ts';
import { casedLines, type Dispute, sumOf } from '../disputes/case/dispute.ts';
import { disputeTexts } from '../disputes/case/texts.ts';
import { authorOf, type Reader, whenOf } from '../history/entry.words.ts';
import { historyTexts } from '../history/history.text.ts';
import { cut } from '../kernel/clean.ts';
import { type Day, localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { letterPolicy } from '../letters/letter-policy.ts';
import { letterTexts } from '../letters/letters.text.ts';
import { promiseTexts } from '../promises/promises.text.ts';
import { evidenceTexts } from './evidence.text.ts';
import type { Evidence } from './read-evidence.ts';

/** Words of one cell: a longer text goes on in rows of its own, so that no row is taller than a page. */
const CELL = 700;

interface Page {
  readonly evidence: Evidence;
  readonly policy: Policy;
  readonly locale: Locale;
}

type Table = Extract<Block, { type: 'table' }>;

const heading = (text: string): Block => ({ type: 'text', text: [{ text, bold: true }] });
const line = (text: string, quiet = false): Block => ({ type: 'text', text, quiet });

function table(titles: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): Table {
  return { type: 'table', columns: titles.map((title, i) => ({ title, ...(right.includes(i) ? { align: 'right' as const } : {}) })), rows };
}

/** The heading with its table, or with the word that there is none. */
function section(title: string, shown: Table, none: string): Block[] {
  return [heading(title), shown.rows.length === 0 ? line(none) : shown];
}

export function evidenceCard(evidence: Evidence, policy: Policy, locale: Locale): Card {
  const page: Page = { evidence, policy, locale };
  const t = evidenceTexts(locale);
  const { debtor, day, ledgerDay } = evidence;
  return {
    title: t.title(debtor.name),
    subtitle: t.subtitle(format.fullDate(day, locale), ledgerLine(ledgerDay, day, locale)),
    blocks: [
      ...parties(page),
      ...account(page),
      ...interest(page),
      ...promises(page),
      ...disputes(page),
      ...votes(page),
      ...letters(page),
      ...timeline(page),
      ...originals(page),
      heading(t.chain),
      line(evidence.head ? t.head(evidence.head.seq, evidence.head.hash) : t.noChain),
    ],
    fallback: t.title(debtor.name),
    amounts: true,
    locale,
  };
}

function parties({ evidence, policy, locale }: Page): Block[] {
  const t = evidenceTexts(locale);
  const { debtor, company } = evidence;
  const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ', ');
  const known = (label: string, value: string | null): { label: string; value: string }[] =>
    value === null || value === '' ? [] : [{ label, value: oneLine(value) }];
  return [
    heading(t.parties),
    {
      type: 'facts',
      facts: [
        ...known(t.creditor, [company.name, company.siren === '' ? '' : `${t.siren} ${company.siren}`].filter((p) => p !== '').join(' · ')),
        ...known(t.address, letterPolicy(policy).address),
        ...known(t.debtor, debtor.name),
        ...known(t.account, debtor.code),
        ...known(t.siren, debtor.siren),
        ...known(t.vat, debtor.vat),
        ...known(t.address, debtor.address),
        ...known(t.contact, debtor.contact),
        ...known(t.email, debtor.email),
        ...known(t.phone, debtor.phone),
      ],
    },
  ];
}

function account({ evidence, locale }: Page): Block[] {
  const { items, disputed, day } = evidence;
  const inDispute = new Map<number, bigint>();
  for (const d of disputed) inDispute.set(d.itemId, (inDispute.get(d.itemId) ?? 0n) + d.amount);
  const date = (at: Day): string => format.numericDate(at, locale);
  const rows = items.map((item) => {
    const money = (minor: bigint): string => format.exactMoney(minor, item.currency, locale);
    const contested = inDispute.get(item.id) ?? 0n;
    return [
      item.ref,
      ledgerTexts(locale).kinds[item.kind],
      date(item.issueDay),
      date(item.dueDay),
      money(item.amount),
      money(item.open),
      contested === 0n ? '' : money(contested),
    ];
  });
  const sums = new Map<string, bigint>();
  for (const item of items) sums.set(item.currency, (sums.get(item.currency) ?? 0n) + item.open);
  const totals = [...sums].map(([currency, minor]) => [
    evidenceTexts(locale).total,
    '',
    '',
    '',
    '',
    format.exactMoney(minor, currency, locale),
    '',
  ]);
  return section(
    evidenceTexts(locale).owed(format.fullDate(day, locale)),
    table(evidenceTexts(locale).items, [...rows, ...totals], [4, 5, 6]),
    evidenceTexts(locale).nothingOwed,
  );
}

function interest({ evidence, policy, locale }: Page): Block[] {
  const { charges, claim } = evidence;
  if (charges === undefined) return [heading(evidenceTexts(locale).interest), line(evidenceTexts(locale).notClaimed)];
  if ('missing' in charges) return [heading(evidenceTexts(locale).interest), line(charges.missing)];
  if (charges.items.length === 0) return [heading(evidenceTexts(locale).interest), line(evidenceTexts(locale).noInterest)];
  const money = (minor: bigint): string => format.exactMoney(minor, claim.currency, locale);
  const date = (at: Day): string => format.numericDate(at, locale);
  const rows = charges.items.flatMap(({ item, interest: found }) =>
    found.lines.map((l) => [
      item.ref,
      letterTexts(locale).doc.period(date(l.from), date(l.to)),
      String(l.days),
      money(l.base),
      format.percent(l.rate, locale),
      money(l.minor),
    ]),
  );
  return [
    heading(evidenceTexts(locale).interest),
    line(evidenceTexts(locale).interestLaw(letterTexts(locale).doc.law(policy.country)), true),
    table(evidenceTexts(locale).lines, rows, [2, 3, 4, 5]),
    line(
      evidenceTexts(locale).sums(
        money(claim.total),
        money(charges.interest),
        money(charges.indemnity),
        charges.waived === 0n ? undefined : money(-charges.waived),
        money(charges.grand),
      ),
    ),
  ];
}

function promises({ evidence, locale }: Page): Block[] {
  const date = (at: Day): string => format.numericDate(at, locale);
  const rows = evidence.promises.flatMap((p) =>
    p.lines.map((l) => [
      date(p.madeDay),
      [p.who, promiseTexts(locale).channels[p.channel], p.note === '' ? '' : promiseTexts(locale).said(p.note)]
        .filter((part) => part !== '')
        .join(', '),
      format.exactMoney(l.minor, p.currency, locale),
      date(l.dueDay),
      promiseTexts(locale).statuses[l.status],
      format.exactMoney(l.received, p.currency, locale),
    ]),
  );
  return section(evidenceTexts(locale).promises, table(evidenceTexts(locale).promiseColumns, rows, [2, 5]), evidenceTexts(locale).none);
}

function disputes(page: Page): Block[] {
  const { evidence, locale } = page;
  const rows = evidence.disputes.map((d) => [
    String(d.id),
    casedLines(d)
      .map((l) => l.ref || '–')
      .join(', '),
    format.exactMoney(sumOf(casedLines(d)), d.currency, locale),
    cut(`${disputeTexts(locale).reasons[d.reason]} : ${d.said}`, CELL),
    format.numericDate(d.openedDay, locale),
    cut(outcomeOf(d, page), CELL),
  ]);
  return section(evidenceTexts(locale).disputes, table(evidenceTexts(locale).disputeColumns, rows, [2]), evidenceTexts(locale).none);
}

function outcomeOf(dispute: Dispute, { evidence, locale }: Page): string {
  const { outcome, settledDay, settledBy, settledWhy } = dispute;
  if (outcome === undefined) return evidenceTexts(locale).running;
  const who =
    settledBy === undefined || settledBy.startsWith('system:') ? historyTexts(locale).system : (evidence.names.get(settledBy) ?? settledBy);
  return evidenceTexts(locale).outcome(
    disputeTexts(locale).outcomes[outcome],
    settledDay === undefined ? '' : format.numericDate(settledDay, locale),
    who,
    settledWhy ?? '',
  );
}

/** What was asked and what came out; who voted how stays in the minutes. */
function votes({ evidence, locale }: Page): Block[] {
  const t = evidenceTexts(locale);
  const rows = evidence.motions.map((view) => [
    String(view.motion.id),
    cut(titleOf(view, locale), CELL),
    view.decision ? format.numericDate(view.decision.day, locale) : '',
    view.decision ? resultLine(view, locale) : t.openVote,
  ]);
  return section(t.votes, table(t.voteColumns, rows), t.none);
}

function letters({ evidence, locale }: Page): Block[] {
  const t = evidenceTexts(locale);
  const rows = evidence.letters.map((row) => [
    String(row.id),
    format.numericDate(row.day, locale),
    `${row.title} (${t.ways[row.how]})`,
    row.recipient,
    format.exactMoney(row.principal + (row.interest ?? 0n) + (row.indemnity ?? 0n), row.currency, locale),
    t.fates[row.status],
    row.fileId === null ? '' : String(row.fileId),
  ]);
  return section(t.letters, table(t.letterColumns, rows, [4]), t.none);
}

function timeline({ evidence, policy, locale }: Page): Block[] {
  const reader: Reader = { names: evidence.names, policy, today: evidence.day, locale };
  const rows = evidence.timeline.flatMap((entry) => {
    const [first = '', ...rest] = pieces(entry.words(locale));
    const head = [whenOf(entry, reader, true), historyTexts(locale).kinds[entry.kind], authorOf(entry, reader), first];
    return [head, ...rest.map((text) => ['', '', '', text])];
  });
  const [title, shown] = section(
    evidenceTexts(locale).timeline,
    table(evidenceTexts(locale).timelineColumns, rows),
    evidenceTexts(locale).none,
  );
  return title && shown ? [title, line(evidenceTexts(locale).timelineNote, true), shown] : [];
}

/** A text in parts that end between words. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > CELL) {
    const at = rest.lastIndexOf(' ', CELL);
    const end = at > CELL / 2 ? at : CELL;
    found.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...found, rest];
}

function originals({ evidence, policy, locale }: Page): Block[] {
  const t = evidenceTexts(locale);
  const rows = evidence.originals.map((file) => [
    String(file.id),
    file.name,
    evidence.names.get(file.actor) ?? (file.actor.startsWith('system:') ? historyTexts(locale).system : file.actor),
    format.numericDate(localTime(file.at, policy.timeZone).day, locale),
    t.bytes(file.size),
    file.sha256,
  ]);
  const [title, shown] = section(t.originals, table(t.originalColumns, rows), t.none);
  return title && shown ? [title, line(t.originalsNote, true), shown] : [];
}
