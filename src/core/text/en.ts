/** Every sentence in English, equal to fr.ts by type: a missing one does not compile. */
import type { Bucket } from '../ledger/aging.ts';
import type { ItemKind, RemarkCode } from '../ledger/item.ts';
import type { Texts } from './fr.ts';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

const buckets: Record<Bucket, string> = {
  notDue: 'not due',
  d1_30: '1–30 d',
  d31_60: '31–60 d',
  d61_90: '61–90 d',
  d91_120: '91–120 d',
  over120: '> 120 d',
};

const kinds: Record<ItemKind, string> = {
  invoice: 'invoice',
  'credit-note': 'credit note',
  payment: 'payment',
  opening: 'opening balance',
  transfer: 'account transfer',
};

const remarks: Record<RemarkCode, (column: string, value: string) => string> = {
  'missing-field': (c) => `column ${c} is empty`,
  'bad-date': (c, v) => `there is no date “${v}” (${c})`,
  'bad-amount': (c, v) => `“${v}” (${c}) is not an amount`,
  'too-many-decimals': (c, v) => `“${v}” (${c}) has more decimals than its currency`,
  'both-debit-and-credit': () => 'the line has both a debit and a credit',
  'bad-currency': (_, v) => `“${v}” is not an ISO 4217 currency`,
  'bad-kind': (_, v) => `the kind “${v}” is unknown`,
  'bad-terms': (_, v) => `the payment terms “${v}” cannot be read (e.g. 30, 45 EOM, EOM 45)`,
  'bad-email': (c, v) => `“${v}” (${c}) is not an e-mail address`,
  'bad-role': (_, v) => `the role “${v}” is unknown`,
  'bad-language': (_, v) => `the language “${v}” is neither fr nor en`,
  'open-exceeds-amount': (_, v) => `the open amount (${v}) is larger than the amount or has the other sign`,
  'settled-before-issue': () => 'it is settled before it is issued',
  contradictory: (c, v) => `${v} is given above with other values (${c})`,
  'short-row': () => 'the line has fewer columns than the header',
  'long-row': (_, v) => `the line has more columns than the header (too many: “${v}”)`,
  'amount-format': (c, v) => `“${v}” (${c}): an amount written outside the standard, read all the same`,
  'date-format': (c, v) => `“${v}” (${c}): a date written outside the standard, read all the same`,
  'unbalanced-entry': (_, v) => `the entry does not balance (off by ${v})`,
  'unknown-column': (_, v) => `column not understood: ${v}`,
};

export const en: Texts = {
  buckets,
  kinds,
  remark: (code, column, value) => remarks[code](column, value),
  unallocated: 'unallocated',
  total: 'total',
  overdueWord: 'overdue',
  outstandingWord: 'outstanding',
  ledgerOf: (date) => `ledger of ${date}`,
  noLedger: 'no ledger imported yet',
  staleLedger: (date, days) =>
    `The ledger is of ${date}, ${plural(days, 'business day', 'business days')} old: import the latest one before chasing.`,
  andMore: (n) => `… and ${n.toLocaleString('en-GB')} more`,
  none: 'none',
  notNamed: 'to be named',
  committee: 'Committee',

  agenda: {
    title: (date) => `Agenda for ${date}`,
    headline: (total, overdue, rate, trend) => `Outstanding ${total} · overdue ${overdue} · ${rate} ${trend}`,
    trend: (arrow, day, rate, target) => `${arrow} (${day} ${rate}, target < ${target})`,
    noTrend: (target) => `(target < ${target})`,
    nothingOwed: 'Nothing is owed: no open item at this date.',
    todo: (n, amount) => `To do today: ${plural(n, 'action', 'actions')}, ${amount} at stake`,
    nothing: 'Nothing to do today.',
    columns: ['', 'Debtor', 'Amount', 'Late', 'Why', 'Who'],
    days: (n) => `${n} d`,
    reason: {
      overdue: (days) => `oldest invoice overdue for ${plural(days, 'day', 'days')}`,
      limit: (amount) => `limit exceeded by ${amount}`,
      credit: () => 'credit balance or payment to allocate',
      'due-soon': (days) => (days === 0 ? 'key account: due today' : `key account: due in ${plural(days, 'day', 'days')}`),
    },
    sections: {
      overdue: 'Overdue to chase',
      limit: 'Limits exceeded',
      credit: 'Balances to check',
      'due-soon': 'Key accounts falling due',
    },
    mine: 'My list',
    all: 'See all',
    aging: 'Aged balance',
    mineTitle: (date) => `My list for ${date}`,
    mineEmpty: 'Nothing for you today.',
    next: 'Next',
    page: (page, pages) => `page ${page} of ${pages}`,
    fallback: (date, n) => `Agenda for ${date}: ${plural(n, 'action', 'actions')}`,
  },

  aging: {
    title: (date) => `Aged balance at ${date}`,
    week: (date) => `Aged balance, week of ${date}`,
    columns: ['Age', 'Amount', 'Share'],
    chartTitle: (currency) => `Aged balance over 12 weeks (${currency})`,
    overdueLine: (amount, rate, target) => `Net overdue ${amount}, that is ${rate} of the total (target < ${target}).`,
    moved: (overdue, from, to) => `Overdue ${overdue} over the week: from ${from} to ${to}.`,
    up: (amount) => `+ ${amount}`,
    down: (amount) => `− ${amount}`,
    debtorsMoved: (list) => `What moves most: ${list}.`,
    empty: 'No open item at this date: import a ledger to see the aged balance.',
  },

  debtor: {
    limit: 'Limit',
    exposure: 'Exposure',
    available: 'Available',
    overLimit: (amount) => `exceeded by ${amount}`,
    noLimit: 'none',
    insurer: 'Insurer',
    insuredUntil: (amount, date) => `${amount} until ${date}`,
    owners: (sales, salesAdmin, collector) => `Sales ${sales} · sales admin ${salesAdmin} · collection ${collector}`,
    terms: 'Terms',
    items: ['Item', 'Due', 'Open', 'Late'],
    itemsWhere: (command) => `see all: ${command}`,
    movements: 'Latest movements',
    movement: (date, kind, ref, amount) => `${date}: ${kind} ${ref} ${amount}`,
    noItems: 'No open item.',
    unconverted: (currencies) => `Left out of the exposure for want of a rate in the policy: ${currencies}.`,
    share: 'Share here',
    open: 'Open',
    notFound: (query) => `No debtor fits “${query}”: try part of the name, the account, the SIREN or an invoice number.`,
    emptyQuery: 'Say which debtor: /debtor with part of the name, the account, the SIREN or an invoice number.',
    several: (query, n) => `${plural(n, 'debtor fits', 'debtors fit')} “${query}”: which one?`,
    refine: (n) => `… and ${n.toLocaleString('en-GB')} more: add a word.`,
    shared: (who) => `Shared by ${who}`,
    gone: 'This debtor is no longer on file: look it up again.',
  },

  imports: {
    kinds: { fec: 'FEC', items: 'list of items', debtors: 'debtors file', people: 'people file', payments: 'list of payments' },
    preview: (file, kind) => `${file}: ${kind}`,
    done: (file) => `${file} is imported`,
    already: (file) => `${file} was imported before: nothing changed.`,
    counts: (rows, accepted, unchanged, rejected) =>
      `${plural(rows, 'line read', 'lines read')} · ${accepted.toLocaleString('en-GB')} kept · ${unchanged.toLocaleString('en-GB')} unchanged · ${rejected.toLocaleString('en-GB')} rejected`,
    totals: (currency, debit, credit, open) => `${currency}: debit ${debit}, credit ${credit}, open ${open}`,
    tieOk: 'Tie-out: open items equal the balance of every account.',
    tieOff: (account, currency, difference) => `Tie-out: account ${account} (${currency}) is off by ${difference}.`,
    line: (line, sentence) => `line ${line}: ${sentence}`,
    rejected: (file, n) =>
      `${file} is refused: ${plural(n, 'line cannot be read', 'lines cannot be read')}. Mend the file, or take the rest with --accept-partial.`,
    accept: 'Import',
    discard: 'Discard',
    discarded: 'Nothing was imported.',
    reading: (file) => `Reading ${file}…`,
    importing: (file) => `Importing ${file}…`,
    gone: 'This file is no longer here: drop it again.',
    notAllowed: 'Importing is for administrators and the credit manager: ask them to drop the file.',
    directOnly: 'Drop the file into a private conversation with me: a ledger has no place in a channel.',
    vanish: (source, share) =>
      `List ${source} no longer shows ${share} of the open amount: run it again with --confirm if it really is complete.`,
    whichCompany: (sirens) => `Several companies are kept here (${sirens}): say which one with --company SIREN.`,
    otherCompany: (given, named) => `The file's name says ${named}, --company says ${given}: mend one of the two.`,
    demo: 'This database is the demo company’s: to import your files, choose another one (DATABASE_URL=file:./encours.db).',
    completeNeedsSource: '--complete goes with --source NAME: say which list is complete.',
    beyond: 'An amount in this file is beyond what the ledger can hold (9.2 × 10¹⁸ cents).',
    warnings: (n) => plural(n, 'remark', 'remarks'),
  },

  access: {
    stranger: 'I do not know you yet: ask the administrator to add you to the people file, with the address of this account.',
    outsider: 'Guests and people of another organisation have no access to amounts.',
    noEmail: 'I cannot read your e-mail address here: ask the administrator to grant the right to read addresses.',
    notAllowed: 'Your role does not allow this: ask the credit manager.',
    outsiders: (channel, names) =>
      `No amounts in ${channel}: ${names} not on the people file. Add them, remove them, or allow them in the policy.`,
    external: (channel) => `No amounts in ${channel}: the channel is shared with another company.`,
    stale: 'This button is no longer valid: ask for the card again.',
    fault: 'Something went wrong on our side; nothing was changed. Try again, then tell the administrator.',
  },

  delivery: {
    refused: (what, why) => `Message not posted (${what}): ${why}`,
    unknown: (what) => `I cannot tell whether this message was posted (${what}): look in the channel; it will not be sent again.`,
  },

  help: {
    title: 'Encours, the credit committee',
    lines: [
      '/debtor dup: the limit, exposure and items of a debtor (name, account, SIREN or invoice number)',
      '/agenda: your list for today',
      '/aging: the aged balance',
      'Drop a FEC or an export into our private conversation to import it.',
    ],
    unknown: (words) => `I do not understand “${words}”. Here is what I can do:`,
  },
};
