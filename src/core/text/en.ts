/** Every sentence in English, equal to fr.ts by type: a missing one does not compile. */
import { en as agenda } from '../agenda/agenda.text.en.ts';
import { en as committee } from '../committee/committee.text.en.ts';
import { en as disputes } from '../disputes/disputes.text.en.ts';
import { en as evidence } from '../evidence/evidence.text.ts';
import { en as history } from '../history/history.text.ts';
import { en as indicators } from '../indicators/indicators.text.ts';
import type { ItemKind, RemarkCode } from '../ledger/item.ts';
import { en as letters } from '../letters/letters.text.ts';
import { en as mandates } from '../mandates/mandates.text.en.ts';
import { en as promises } from '../promises/promises.text.ts';
import { en as score } from '../score/score.text.ts';
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
  'bad-score': (c, v) => `“${v}” (${c}) is not a score from 0 to 100`,
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
  total: 'Total',
  ledgerOf: (date) => `ledger of ${date}`,
  noLedger: 'no ledger imported yet',
  staleLedger: (date, days) =>
    `The ledger is of ${date}, ${plural(days, 'business day', 'business days')} old: import the latest one before chasing.`,
  andMore: (n) => `… and ${n.toLocaleString('en-GB')} more`,
  none: 'none',
  notNamed: 'to be named',
  cannotWrite: (path) => `${path} cannot be written: check the folder and its permissions.`,
  fileThere: (path) => `${path} is here already: choose another name with --out.`,
  badDate: (given) => `“${given}” is not a date: write YYYY-MM-DD.`,
  platformRefuses: (platform, why) =>
    `The bot cannot enter ${platform} (${why}): check its tokens and the network, then start it again; “encours check” tells the rest.`,
  portTaken: (port) => `Port ${port} is already taken on this machine: stop the other program, or choose a free port with PORT.`,
  unknownCompany: (siren, known) => `Company ${siren} is not kept here (known: ${known || 'none'}).`,
  unknownPerson: (email) => `${email} is not on the people file.`,

  agenda,

  aging: {
    title: (date) => `Aged balance at ${date}`,
    week: (date) => `Aged balance, week of ${date}`,
    columns: ['Age', 'Amount', 'Share'],
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
    overLimit: (amount) => `limit exceeded by ${amount}`,
    noLimit: 'none',
    insurer: 'Insurer',
    insuredUntil: (amount, date) => `${amount} until ${date}`,
    owners: (sales, salesAdmin, collector) => `Sales ${sales} · sales admin ${salesAdmin} · collection ${collector}`,
    terms: 'Terms',
    items: ['Item', 'Due', 'Open', 'Late'],
    termsOf: (days, monthEnd) =>
      ({ none: `${days} days`, after: `${days} days, then end of month`, before: `end of month, then ${days} days` })[monthEnd],
    movements: 'Latest movements',
    movement: (date, kind, ref, amount) => `${date}: ${kind} ${ref} ${amount}`,
    noItems: 'No open item.',
    unconverted: (currencies) => `Left out of the exposure for want of a rate in the policy: ${currencies}.`,
    share: 'Share here',
    more: 'More actions…',
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
    outcomes: {
      imported: (file) => `${file} is imported`,
      preview: (file) => `${file}: a trial, nothing was written`,
      refused: (file) => `${file} is refused, nothing was written`,
    },
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
      d.line === undefined
        ? `no date in the column ${d.column ?? '?'} can be read: check that the headers name their columns`
        : `the dates in column ${d.column ?? '?'} contradict each other (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'}): no order fits them all`,
    'ambiguous-decimal': (d) =>
      `the amounts in column ${d.column ?? '?'} can be read in two ways (“${d.value ?? ''}”): give ${d.option ?? '--decimal'}`,
    'mixed-decimals': (d) =>
      `the amounts in column ${d.column ?? '?'} mix two decimal marks (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'})`,
    beyond: (d) =>
      `at line ${d.line ?? '?'} its amounts add up to more than the ledger can hold (40 million billion): check the column of amounts`,
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

  vote: {
    noFile: (file) => `The file ${file} cannot be read: check its path.`,
    badFile: (file, faults) => `${file} does not describe a vote: ${faults}.`,
    case: (n) => `Case ${n}`,
    outcome: { approved: 'Approved', rejected: 'Rejected', lapsed: 'Lapsed', extended: 'Extended', open: 'Still open' },
    because: (outcome, reason) => `${outcome}: ${reason}.`,
    upTo: (amount) => `at ${amount}`,
    early: 'before the close',
    reason: {
      'threshold-reached': 'the threshold is reached',
      'tie-approved-by-role': 'a tie, decided in favour by the named role',
      'approved-by-role': 'without a quorum, the named role approved',
      vetoed: 'a role with a veto rejected',
      'nobody-decided': 'nobody voted for or against',
      'threshold-missed': 'the threshold is not reached',
      'tie-rejected': 'a tie, which rejects',
      'tie-rejected-by-role': 'a tie, without the consent of the named role',
      'only-the-proposer': 'nobody but the proposer approves',
      'rejected-by-role': 'without a quorum, the named role rejected',
      'no-quorum': 'there is no quorum',
      'no-quorum-role-silent': 'there is no quorum and the named role did not decide',
      'no-quorum-role-is-proposer': 'there is no quorum and, of the named role, only the proposer approves',
      'not-open-yet': 'the vote has not begun',
      'minimum-open': 'the minimum open time is still running',
      'quorum-awaited': 'there is no quorum yet',
      undecided: 'the missing ballots can still change the outcome',
    },
    quorum: (present, needed, eligible) =>
      `Quorum: ${present} present, ${needed} needed, ${plural(eligible, 'member holds a ballot', 'members hold a ballot')}.`,
    missingRoles: (roles) => `Missing: ${roles}.`,
    tally: (approve, reject, abstain, recused, silent) =>
      `Ballots: ${approve} for, ${reject} against, ${abstain} abstaining, ${recused} recused, ${silent} silent.`,
    refused: 'Refused ballots:',
    refusedLine: (index, voter, why) => `- no. ${index} (${voter}): ${why}`,
    refusal: {
      'before-opening': 'cast before the opening',
      'after-close': 'cast after the close',
      'not-on-roster': 'this member is not on the roster',
      'not-eligible': 'this member holds no ballot, or no longer',
      'recuse-for-another': 'nobody recuses anyone but themselves',
      'not-the-substitute': 'the voter is not this member’s named substitute',
      'substitute-recused': 'the substitute is recused',
      'substitute-is-proposer': 'the substitute is the proposer, who does not vote',
      'member-voted-already': 'this member has voted already',
      'reason-missing': 'a rejection needs a reason',
      'no-amount-asked': 'no amount is asked for',
      'above-asked': 'the amount is above the one asked for',
      'below-floor': 'the amount is below the floor',
    },
    closesAt: (when) => `Close: ${when}.`,
  },

  noFiles: (subject) => `No file is kept for ${subject}.`,
  noFile: (id) => `There is no kept file no. ${id}.`,

  delivery: {
    refused: (what, why) => `Message not posted (${what}): ${why}`,
    fileElsewhere: (name, id) => `The file ${name} cannot be posted here; it is to be had with: encours file get ${id}`,
    unknown: (what) => `I cannot tell whether this message was posted (${what}): look in the channel; it will not be sent again.`,
  },

  check: {
    levels: { ok: 'ok', warning: 'warning', error: 'error' },
    labels: {},
    templates: (n) => `${plural(n, 'template', 'templates')} of letters, without fault.`,
    rate: (rate) => `late interest of the half-year: ${rate}.`,
    mail: (from) => `letters leave from ${from}.`,
    noMail: 'letters do not leave from here (SMTP_URL, MAIL_FROM): they are made on paper or as drafts.',
    noDatabase: (why) => `the database does not open (${why}): check DATABASE_URL.`,
    items: (n) => `open, ${plural(n, 'item', 'items')}.`,
    noItems: 'open, but empty: import a ledger (encours import FILE).',
    people: (n) => plural(n, 'person.', 'people.'),
    noAdministrator: 'nobody has the role admin or credit-manager: import a people file (encours import people.csv).',
    defaultPolicy: 'no file: the French defaults apply.',
    local: 'local workspace (no platform configured).',
    noPlatform: 'no platform is configured: set SLACK_BOT_TOKEN or TEAMS_APP_ID, or ENCOURS_LOCAL=1 for the local workspace.',
    slack: (team) => `valid token, workspace ${team}.`,
    slackFault: (why) => `Slack refuses (${why}): check SLACK_BOT_TOKEN and the network.`,
    scopes: 'every scope that is needed is granted.',
    missingScopes: (scopes) => `missing scopes: ${scopes}. Reinstall the app with manifests/slack.`,
    channel: (name) => `#${name}, the bot is in it.`,
    teams: 'Microsoft gives the app a token.',
    teamsFault: (why) => `Teams refuses (${why}).`,
    noTeam: 'the app is in no team, or was not told of one: add it to the committee’s team (manifests/teams).',
    noPublicUrl: 'PUBLIC_URL is not set: in Teams, charts are told in words and figures.',
    noAgendaChannel: 'the policy names no channel for the agenda (channels.agenda.slack or .teams).',
    clock: 'in step with Slack.',
    clockOff: (seconds) => `off by ${seconds} s: set the machine's time (NTP), or signatures will be refused.`,
    fonts: 'shipped and readable.',
  },

  help: {
    title: 'Encours, the credit committee',
    lines: [
      '/agenda: your list for today',
      '/debtor dupont: the limit, exposure and items of a debtor (name, account, SIREN or invoice number)',
      '/note dupont call promised a transfer on Friday: note what was said; /history dupont transfer: find it again',
      '/promise dupont 5000 2026-12-04: take down a promise to pay; /promise: those that are open',
      '/dispute FA-1024 4300 quantity Two pallets are missing: open a dispute; /dispute: yours',
      '/away 2026-08-03 2026-08-21: your disputes go to your backup',
      '/letter dupont reminder-1: read a letter before it leaves; /letters standard reminder-1: to a whole segment',
      '/evidence dupont: the file that a judge reads',
      '/grant dupont 15 days: use a delegated power (days, instalments, rebate, credit, waiver, delivery stop); /mandate: yours',
      '/committee limit dupont 80000 until 2027-03-31: put a question to the committee; /committee: the open votes; /committee minutes 2026-11: the minutes',
      '/aging: today’s aged balance',
      '/indicators: DSO, overdue, collection and dispute figures, with how they are made and their items; /indicators 2026-06-30 portfolio Nadia without disputed',
      '/chart aging dupont: a chart (aging, dso, top, age, disputes), of the whole or of one debtor',
      '/review 2026-10: the month’s review as a PDF',
      'Drop a FEC or an export into our private conversation to import it.',
    ],
    unknown: (words) => `I do not understand “${words}”. Here is what I can do:`,
  },

  committee,
  disputes,
  evidence,
  history,
  letters,
  indicators,
  mandates,
  promises,
  score,
};
