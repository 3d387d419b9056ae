/** Every sentence in English, equal to fr.ts by type: a missing one does not compile. */
import type { ItemKind, RemarkCode } from '../ledger/item.ts';
import type { Texts } from './fr.ts';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

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
  kinds,
  remark: (code, column, value) => remarks[code](column, value),
  total: 'total',
  ledgerOf: (date) => `ledger of ${date}`,
  noLedger: 'no ledger imported yet',
  staleLedger: (date, days) =>
    `The ledger is of ${date}, ${plural(days, 'business day', 'business days')} old: import the latest one before chasing.`,
  andMore: (n) => `… and ${n.toLocaleString('en-GB')} more`,
  none: 'none',
  notNamed: 'to be named',
  committee: 'Committee',
  badDate: (given) => `“${given}” is not a date: write YYYY-MM-DD.`,
  unknownCompany: (siren, known) => `Company ${siren} is not kept here (known: ${known || 'none'}).`,
  unknownPerson: (email) => `${email} is not on the people file.`,

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
      overdue: (old) => (old === undefined ? 'overdue, to chase' : `to chase, of which ${old} more than 60 days late`),
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
    noFile: (path) => `${path} is not there or cannot be read: check the path.`,
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
    tooLarge: (file) => `${file} is larger than 512 MB: split it, or import it from the command line.`,
  },

  fileFault: {
    empty: () => 'the file is empty',
    binary: (d) => `this is not text${d.format ? ` but ${d.format}` : ''}: export CSV, XLSX or FEC`,
    ebcdic: () => 'the file is in EBCDIC: ask for the export in UTF-8 or ISO 8859-15',
    xml: (d) => `this is an XML file${d.format ? ` (${d.format})` : ''}: ask for the flat FEC, with tabs`,
    encoding: () => 'its encoding is not recognised: save it as UTF-8',
    truncated: () => 'the file is cut off before its end: export it again',
    'bad-quotes': (d) => `a quote opened on line ${d.line ?? '?'} is never closed`,
    'too-large': (d) => `the workbook is larger than ${Math.round((d.limit ?? 0) / 1_048_576)} MB: save it as CSV`,
    'no-header': () => 'no line of headers is recognised: the first line must name the columns',
    'unknown-kind': () => 'this file is not recognised: say what it is with --as',
    'missing-column': (d) =>
      `${(d.missing ?? []).join(', ')} missing; columns seen: ${(d.found ?? []).join(', ')}. Say which is which with --mapping`,
    'ambiguous-column': (d) =>
      `${d.field ?? 'a field'} could come from several columns (${(d.found ?? []).join(', ')}): choose with --mapping`,
    'ambiguous-date': (d) =>
      `the dates in column ${d.column ?? '?'} can be read in two ways (“${d.value ?? ''}”): give ${d.option ?? '--date-format'}`,
    'mixed-dates': (d) =>
      `the dates in column ${d.column ?? '?'} contradict each other (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'}): no order fits them all`,
    'ambiguous-decimal': (d) =>
      `the amounts in column ${d.column ?? '?'} can be read in two ways (“${d.value ?? ''}”): give ${d.option ?? '--decimal'}`,
    'mixed-decimals': (d) =>
      `the amounts in column ${d.column ?? '?'} mix two decimal marks (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'})`,
    'bad-mapping': (d) => `the mapping is at fault: ${(d.faults ?? []).map((f) => `${f.path}: ${f.message}`).join('; ')}`,
  },
  refusedFile: (file, why) => `${file} is refused: ${why}.`,

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

  check: {
    noDatabase: (why) => `the database does not open (${why}): check DATABASE_URL.`,
    items: (n) => `open, ${plural(n, 'item', 'items')}.`,
    noItems: 'open, but empty: import a ledger (encours import FILE).',
    people: (n) => plural(n, 'person.', 'people.'),
    noAdministrator: 'nobody has the role admin or credit-manager: import a people file (encours import people.csv).',
    defaultPolicy: 'no file: the French defaults apply.',
    local: 'local workspace (no platform configured).',
    noPlatform: 'no platform is configured: set SLACK_BOT_TOKEN, or ENCOURS_LOCAL=1 for the local workspace.',
    slack: (team) => `valid token, workspace ${team}.`,
    slackFault: (why) => `Slack refuses (${why}): check SLACK_BOT_TOKEN and the network.`,
    scopes: 'every scope that is needed is granted.',
    missingScopes: (scopes) => `missing scopes: ${scopes}. Reinstall the app with manifests/slack.`,
    channel: (name) => `#${name}, the bot is in it.`,
    noAgendaChannel: 'the policy names no Slack channel for the agenda (channels.agenda.slack).',
    clock: 'in step with Slack.',
    clockOff: (seconds) => `off by ${seconds} s: set the machine's time (NTP), or signatures will be refused.`,
    fonts: 'shipped and readable.',
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
