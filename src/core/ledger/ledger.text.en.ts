/** Every sentence of the ledger: what is imported, refused and owed, in English. */
import { told } from '../kernel/fault.ts';
import { pluralEn as plural } from '../kernel/plural.ts';
import type { Bounded, FileFaultDetails } from './file-fault.ts';
import type { ItemKind, RemarkCode } from './item.ts';
import type { fr } from './ledger.text.fr.ts';
import { fieldNames } from './question.text.ts';

const kinds: Record<ItemKind, string> = {
  invoice: 'invoice',
  'credit-note': 'credit note',
  payment: 'payment',
  opening: 'opening balance',
  transfer: 'account transfer',
  loss: 'write-off',
  discount: 'discount',
  exchange: 'exchange difference',
  advance: 'advance',
  adjustment: 'other entry',
};

const bounds: Record<Bounded, (most: number) => string> = {
  columns: (n) => `has more than ${plural(n, 'column', 'columns')}: export only those that are of use`,
  cells: (n) => `the sheet has more than ${plural(n, 'cell', 'cells')}, blank ones included: save it as CSV`,
  line: (n) => `is longer than ${plural(n, 'character', 'characters')}: is this a list? Export it again`,
  texts: (n) => `the workbook has more than ${plural(n, 'character', 'characters')} of text: save it as CSV`,
  depth: (n) => `elements are nested in it more than ${plural(n, 'time', 'times')}: save it again from your spreadsheet program`,
  time: (n) => `reading it takes more than ${plural(n, 'second', 'seconds')}: export it as CSV, or fewer lines at a time`,
  memory: (n) => `reading it takes more than ${n} MB of memory: export it as CSV, or fewer lines at a time`,
  entries: (n) => `the archive has more than ${plural(n, 'file', 'files')}: save the workbook again from your spreadsheet program`,
};

function tooMuch({ what = 'cells', limit = 0, line }: FileFaultDetails): string {
  const ofLine = what === 'columns' || what === 'line';
  const subject = !ofLine ? '' : line === undefined ? 'a line ' : `line ${line} `;
  return `${subject}${bounds[what](limit)}`;
}

const remarks: Record<RemarkCode, (column: string, value: string) => string> = {
  'missing-field': (c) => `column ${c} is empty`,
  'bad-date': (c, v) => `there is no date “${v}” (${c})`,
  'bad-amount': (c, v) => `“${v}” (${c}) is not an amount`,
  'too-many-decimals': (c, v) => `“${v}” (${c}) has more decimals than its currency`,
  'both-debit-and-credit': () => 'the line has both a debit and a credit',
  'bad-currency': (_, v) => `“${v}” is not an ISO 4217 currency`,
  'bad-kind': (_, v) => `the kind “${v}” is unknown`,
  'bad-status': (c, v) => `the state “${v}” (${c}) is not known`,
  'bad-side': (c, v) => `“${v}” (${c}) is neither a debit nor a credit`,
  'open-though-settled': (c, v) => `the line is “${v}” (${c}) and yet has something left to pay`,
  'due-date-only': (c) => `there is no invoice date: items count from the list’s own date on (due dates: ${c})`,
  'far-date': (c, v) => `the date “${v}” (${c}) is too far away to be right`,
  'says-otherwise': (c, v) => `“${v}” (${c}) says that the line is no invoice that is owed`,
  supplier: (_, v) => `${v} is a supplier’s account`,
  'hidden-rows': (_, v) => `hidden rows of the sheet, read as the others are: ${v}`,
  'hidden-sheet': (_, v) => `the hidden sheet “${v}” was not read`,
  'part-of-list': (_, v) => `the list is not whole (“${v}”): export all of its lines`,
  'bad-terms': (_, v) => `the payment terms “${v}” cannot be read (e.g. 30, 45 EOM, EOM 45)`,
  'bad-email': (c, v) => `“${v}” (${c}) is not an e-mail address`,
  'bad-role': (_, v) => `the role “${v}” is unknown`,
  'bad-language': (_, v) => `the language “${v}” is neither fr nor en`,
  'bad-score': (c, v) => `“${v}” (${c}) is not a score from 0 to 100`,
  'bad-iban': (c, v) => `“${v}” (${c}) is not an IBAN: a digit is missing or wrong`,
  'bad-days': (c, v) => `“${v}” (${c}) is not a number of days, from 0 to 999`,
  'unknown-parent': (_, v) => `the parent ${v} is not among the debtors: the group will be whole once it is`,
  'other-contact': (_, v) => `the contact ${v} is left aside: a debtor has one each for accounts, buying, management and legal matters`,
  'press-replaced': (c, v) => `${v}: the file has a new value (${c}), which replaces the one that was entered by hand`,
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

export const en: typeof fr = {
  kinds,
  remark: (code, column, value) => remarks[code](column, value),
  master: {
    roles: { accounts: 'accounts', buyer: 'buyer', manager: 'manager', legal: 'legal' },
    parts: { Name: 'name', Phone: 'phone', Email: 'e-mail', Language: 'language' },
    contact: (role, part) => `${role} contact, ${part}`,
    facts: { parent: 'parent', groupLimit: 'group limit', ibans: 'IBAN', maxDays: 'maximum days' },
  },
  ledgerOf: (date) => `ledger of ${date}`,
  noLedger: 'no ledger imported yet',
  staleLedger: (date, days) =>
    `The ledger is of ${date}, ${plural(days, 'business day', 'business days')} old: import the latest one before chasing.`,
  aging: {
    title: (date) => `Aged balance at ${date}`,
    week: (date) => `Aged balance, week of ${date}`,
    columns: ['Age', 'Amount', 'Share'],
    overdueLine: (amount, rate, target) => `Net overdue ${amount}, that is ${rate} of the total (target < ${target}).`,
    afterCredits: (amount) => `Once unallocated credits and payments cover each debtor’s oldest items: ${amount}.`,
    moved: (overdue, from, to) => `Overdue ${overdue} over the week: from ${from} to ${to}.`,
    up: (amount) => `+ ${amount}`,
    down: (amount) => `− ${amount}`,
    debtorsMoved: (list) => `What moves most: ${list}.`,
    empty: 'No open item at this date: import a ledger to see the aged balance.',
  },
  imports: {
    kinds: { fec: 'FEC', items: 'list of items', debtors: 'debtors file', people: 'people file', payments: 'list of payments' },
    preview: (file, kind) => `${file}: ${kind}`,
    outcomes: {
      imported: (file) => `${file} is imported`,
      preview: (file) => `${file}: a trial, nothing was written`,
      refused: (file) => `${file} is refused, nothing was written`,
      asked: (file) => `${file}: an answer is missing, nothing was written`,
    },
    already: (file) => `${file} was imported before: nothing changed.`,
    counts: (rows, accepted, unchanged, rejected) =>
      `${plural(rows, 'line read', 'lines read')} · ${accepted.toLocaleString('en-GB')} kept · ${unchanged.toLocaleString('en-GB')} unchanged · ${rejected.toLocaleString('en-GB')} rejected`,
    totals: (currency, debit, credit, open) => `${currency}: debit ${debit}, credit ${credit}, open ${open}`,
    tieOk: {
      account: 'Tie-out: open items equal the balance of every account.',
      'file-total': 'Tie-out: the items add up to the totals that the file states.',
      given: 'Tie-out: the items add up to the total that you gave.',
      none: 'Tie-out: the file states no total, and nothing else was there to check it against.',
    },
    tieGiven: (account, given, found, difference) =>
      `Control total${account === '' ? '' : ` of account ${account}`}: ${given} given, ${found} in the file, off by ${difference}.`,
    tieOff: (against, whose, currency, difference) =>
      `Tie-out: ${against === 'account' || (against === 'given' && whose !== '') ? `account ${whose}` : { 'file-total': 'the file’s total', given: 'the total given', none: 'what was written' }[against]}${against === 'file-total' && whose !== '' ? ` for ${whose}` : ''} (${currency}) is off by ${difference}.`,
    line: (line, sentence) => `line ${line}: ${sentence}`,
    rejected: (file, n) =>
      `${file} is refused: ${plural(n, 'line cannot be read', 'lines cannot be read')}. Mend the file, or agree to take the others alone.`,
    accept: 'Import',
    understood: 'Understood:',
    aside: (columns) => `Left aside: ${columns}.`,
    asked: 'To be made clear',
    provisional: 'Read so for now, before your answers:',
    sample: ['Debtor', 'Document', 'Date', 'Due', 'Left to pay'],
    sampleLines: ['Debtor', 'Document', 'Date', 'Due', 'Amount'],
    said: (answer) => `→ ${answer}`,
    choose: (n) => (n === 1 ? 'Choose…' : `Choose the ${n} answers…`),
    chooseTitle: 'To be made clear',
    control: 'Control total…',
    controlTitle: 'Control total',
    controlIntro: 'The total of your program or of your balance: the import is held against it, to the cent. Leave it blank to give none.',
    controlAmount: (currency) => `Total in ${currency}`,
    controlAccount: 'Account, if the total is that of one alone (411, for one)',
    correct: 'Correct the reading…',
    correctTitle: 'Correct the reading',
    correctIntro: 'Change only what was read wrongly: the preview is made anew.',
    refusedLines: (n) => `${plural(n, 'refused line', 'refused lines')} (CSV)`,
    refusedFile: (file, n) => `${plural(n, 'refused line', 'refused lines')} of ${file}, the reason in the last column.`,
    refusedColumns: { line: 'Line', reason: 'Why it is refused' },
    refusedName: (file) => `refused-lines-${file}.csv`,
    farDay: (date) => `This file would be of ${date}, more than a year from today: correct the year of its date.`,
    badDay: 'There is no such date.',
    sure: 'Check',
    cancel: 'Cancel',
    over: {
      discarded: 'Discarded: nothing was imported.',
      superseded: 'This file was dropped again: it goes on below, and nothing of this preview was imported.',
      expired: 'Nobody imported it within a day, and it is forgotten: drop it again if it should be.',
    },
    discard: 'Discard',
    reading: (file) => `Reading ${file}…`,
    gone: 'This file waits no longer (imported, discarded or too old): drop it again if it is to be imported.',
    fetch: 'This file cannot be read here: drop it again.',
    notAllowed: 'Importing is for administrators and the credit manager: ask them to drop the file.',
    directOnly: 'Drop the file into a private conversation with me: a ledger has no place in a channel.',
    vanish: (source, share) =>
      `List ${source} no longer shows ${share} of the open amount: confirm what will vanish if it really is complete.`,
    otherCompany: (given, named) => `The file's name says ${named}, you say ${given}: mend one of the two.`,
    demo: 'This database is the demo company’s: to import your files, choose another one (DATABASE_URL=file:./encours.db).',
    completeNeedsSource: 'Say which list is complete: give its name.',
    warnings: (n) => plural(n, 'remark', 'remarks'),
    circle: (accounts) => `These debtors are each other’s parent (${accounts}): mend the column in the file, then import it again.`,
    tooLarge: (file) => `${file} is larger than 512 MB: split it into several files.`,
  },
  fileFault: {
    'no-file': () => 'it is not there or cannot be read: check the path and the permissions',
    'not-a-file': (d) => `it is no file but ${d.format === 'folder' ? 'a folder' : 'a pipe or a device'}: name a file`,
    empty: () => 'the file is empty',
    binary: (d) => `this is not text${d.format ? ` but ${d.format}` : ''}: export CSV, XLSX or FEC`,
    ebcdic: () =>
      'the file is in EBCDIC, with records of a fixed length or in a code page that cannot be told: ask for the export with a separator, in UTF-8 or ISO 8859-15',
    xml: (d) => `this is an XML file${d.format ? ` (${d.format})` : ''} that is neither a FEC nor a workbook: export as CSV, XLSX or FEC`,
    encoding: () => 'its encoding is not recognised: save it as UTF-8',
    truncated: () => 'the file is cut off before its end: export it again',
    'bad-quotes': (d) => `a quote opened on line ${d.line ?? '?'} is never closed`,
    'too-large': (d) =>
      `it is larger than ${Math.round((d.limit ?? 0) / 1_048_576)} MB${d.format ? ': save it as CSV' : ', which nobody writes by hand'}`,
    'beyond-limit': (d) => tooMuch(d),
    entities: () => 'this XML file defines entities, which no spreadsheet program does: save it again from yours',
    'no-header': () => 'no line of headers is recognised: the first line must name the columns',
    'no-sheet': (d) => `there is no sheet “${d.value ?? ''}”: those of the workbook are ${(d.found ?? []).join(', ')}`,
    'ageing-only': () =>
      'this is an aged balance without its items: export the list of open items, and give the total of this one as a control',
    'unknown-kind': () => 'this file is not recognised: export it with a line of headers that names customer, date and amount',
    'missing-column': (d) =>
      `what is missing: ${fieldNames(d.missing ?? [], 'en')}; columns seen: ${(d.found ?? []).join(', ')}. Give the missing column a header that names it`,
    'ambiguous-column': (d) =>
      `${fieldNames([d.field ?? ''], 'en')}: several columns give it (${(d.found ?? []).join(', ')}), the mapping must name one`,
    'ambiguous-date': (d) => `the dates in column ${d.column ?? '?'} can be read in two ways (“${d.value ?? ''}”): say which one is right`,
    'mixed-dates': (d) =>
      d.line === undefined
        ? `no date in the column ${d.column ?? '?'} can be read: check that the headers name their columns`
        : `the dates in column ${d.column ?? '?'} contradict each other (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'}): no order fits them all`,
    'ambiguous-decimal': (d) =>
      `the amounts in column ${d.column ?? '?'} can be read in two ways (“${d.value ?? ''}”): say which one is right`,
    'mixed-decimals': (d) =>
      `the amounts in column ${d.column ?? '?'} mix two decimal marks (lines ${d.line ?? '?'} and ${d.otherLine ?? '?'})`,
    beyond: (d) =>
      `at line ${d.line ?? '?'} its amounts add up to more than the ledger can hold (40 million billion): check the column of amounts`,
    'bad-mapping': (d) => `the mapping${d.value ? ` ${d.value}` : ''} is at fault: ${(d.faults ?? []).map(told).join('; ')}`,
  },
  findings: {
    replaced: (entries, items) =>
      `This FEC takes the place of an older export of the same year: ${plural(entries, 'entry', 'entries')}, ${plural(items, 'customer line', 'customer lines')}.`,
    vanished: (count, named) =>
      `${plural(count, 'line is', 'lines are')} no longer there: ${named.join('; ')}${count > named.length ? '…' : ''}.`,
    newer: (file) => `A newer export of the same year is already in (${file}): what it says of those days stays.`,
    ageless: (items, amount) =>
      `${plural(items, 'opening item has', 'opening items have')} no known age, ${amount}: import last year’s FEC too to find it.`,
    opening: (debtor, account, opening, closing) =>
      `The opening of ${debtor} (account ${account}) is ${opening}, last year left ${closing} open: the difference is an item of its own.`,
    moreOpenings: (n) => `${plural(n, 'other opening differs', 'other openings differ')} from last year’s closing.`,
    noCustomers: ({ lookedFor, classes, charts, country }) => {
      const found = `No line is on a customer account: looked for ${lookedFor.join(', ')}, found ${classes.join(', ')}.`;
      if (charts.length === 0) return `${found} Check that the export holds the customers’ accounts.`;
      const has = `The file has ${charts.map((c) => `${c.prefix} (chart of ${c.country})`).join(', ')}`;
      if (country === undefined) return `${found} ${has}, which is not read as a ledger: import a list of open items.`;
      return `${found} ${has}: if its customers are there, name that country in the policy (country: ${country}).`;
    },
  },
  revised: {
    title: 'Posted figures that this import changes:',
    figures: { total: 'outstanding', overdue: 'overdue', sales: 'sales of the period' },
    line: (date, figure, from, to) => `on ${date}, ${figure}: ${to} instead of ${from}`,
  },
  refusedFile: (file, why) => `${file} is refused: ${why}.`,
  unknownCompany: (siren, known) => `Company ${siren} is not kept here (known: ${known || 'none'}).`,
};
