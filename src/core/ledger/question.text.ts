/** What a file leaves open, as it is asked in French and in English. */
import type { Locale } from '../kernel/locale.ts';
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';

const fr = {
  /** What a column of a list may be. */
  fields: {
    debtor: 'le client',
    name: 'le nom du client',
    ref: 'le numéro de pièce',
    against: 'la facture que la ligne règle',
    kind: 'le type de pièce',
    status: 'l’état de la pièce',
    issueDate: 'la date de facture',
    dueDate: 'l’échéance',
    settledDate: 'la date de règlement',
    currency: 'la devise',
    amount: 'le montant de la pièce',
    openAmount: 'ce qu’il reste à payer',
    paid: 'ce qui est déjà réglé',
    debit: 'le débit',
    credit: 'le crédit',
    sign: 'le sens, débit ou crédit',
    runningBalance: 'le solde après la ligne (simple contrôle)',
    letter: 'le lettrage',
    disputed: 'le litige',
  },
  aside: 'rien de cela : laisser cette colonne de côté',
  types: {
    invoice: 'une facture',
    'credit-note': 'un avoir',
    payment: 'un règlement',
    opening: 'un à-nouveau',
    signed: 'une écriture dont le signe décide',
    deposit: 'un acompte',
    'leave-out': 'à ne pas compter',
  },
  statuses: { open: 'ouverte', settled: 'soldée', disputed: 'ouverte et en litige', 'leave-out': 'à ne pas compter' },
  blanks: { above: 'au client de la ligne au-dessus', refuse: 'à personne : refuser ces lignes' },
  dates: (column: string, value: string) => `Comment lire les dates de la colonne ${column}, par exemple « ${value} » ?`,
  dateAs: (order: 'DMY' | 'MDY' | 'YMD', day: string) =>
    `${{ DMY: 'jour/mois/année', MDY: 'mois/jour/année', YMD: 'année-mois-jour' }[order]} : ${day}`,
  decimal: (column: string, value: string) => `Dans la colonne ${column}, « ${value} » : quel signe sépare les décimales ?`,
  decimalAs: (mark: '.' | ','): string => (mark === '.' ? 'le point' : 'la virgule'),
  severalColumns: (field: string, columns: readonly string[]) => `Quelle colonne donne ${field} : ${columns.join(' ou ')} ?`,
  missingColumn: (field: string) => `Aucun titre ne dit quelle colonne donne ${field} : laquelle est-ce ?`,
  columnLike: (name: string, value: string) => (value === '' ? name : `${name} (« ${value.slice(0, 40)} »)`),
  unknownColumn: (name: string, values: readonly string[]) =>
    `Que contient la colonne ${name} (${values.map((value) => `« ${value.slice(0, 40)} »`).join(', ')}) ? Elle peut changer ce qui est dû.`,
  whichBalance: (name: string) => `La colonne ${name} est-elle ce qu’il reste à payer de chaque pièce, ou le solde du compte ?`,
  unknownType: (column: string, word: string, n: number) =>
    `Dans la colonne ${column}, que veut dire « ${word} » (${pluralFr(n, 'ligne', 'lignes')}) ?`,
  unknownStatus: (column: string, word: string, n: number) =>
    `Dans la colonne ${column}, une pièce « ${word} » (${pluralFr(n, 'ligne', 'lignes')}) est-elle encore due ?`,
  unknownSide: (column: string, word: string) => `Dans la colonne ${column}, « ${word} » est-il un débit ou un crédit ?`,
  whichCurrency: (mark: string) => `De quelle devise est le signe « ${mark} » ?`,
  blankDebtor: (column: string, n: number) =>
    `${pluralFr(n, 'ligne n’a', 'lignes n’ont')} pas de client (colonne ${column}) : à qui les compter ?`,
  lines: { once: 'une seule fois', each: 'à chaque ligne' },
  repeatedLines: (ref: string, amount: string) =>
    `La pièce ${ref} est sur plusieurs lignes, chacune de ${amount} : faut-il compter ce montant une fois ou à chaque ligne ?`,
  whichSheet: 'Plusieurs feuilles de ce classeur sont des listes : laquelle lire ?',
  whichProfile: 'Deux sources ont des fichiers aux mêmes titres : de laquelle est celui-ci ?',
  whichCompany: 'De quelle société est ce fichier ?',
  partial: (n: number) => `${pluralFr(n, 'ligne ne se lit pas', 'lignes ne se lisent pas')} : prendre les autres ?`,
  take: 'Prendre les lignes justes',
  complete: (items: number, amount: string) =>
    `${pluralFr(items, 'poste ouvert de la dernière liste manque', 'postes ouverts de la dernière liste manquent')} ici (${amount}) : la liste est-elle complète ?`,
  settle: 'La liste est complète : les solder',
};

const en: typeof fr = {
  fields: {
    debtor: 'the customer',
    name: 'the customer’s name',
    ref: 'the document number',
    against: 'the invoice that the line pays',
    kind: 'the type of document',
    status: 'the state of the item',
    issueDate: 'the invoice date',
    dueDate: 'the due date',
    settledDate: 'the date of payment',
    currency: 'the currency',
    amount: 'the amount of the item',
    openAmount: 'what is left to pay',
    paid: 'what is paid already',
    debit: 'the debit',
    credit: 'the credit',
    sign: 'the side, debit or credit',
    runningBalance: 'the balance after the line (a check only)',
    letter: 'the matching letter',
    disputed: 'the dispute',
  },
  aside: 'none of these: leave the column aside',
  types: {
    invoice: 'an invoice',
    'credit-note': 'a credit note',
    payment: 'a payment',
    opening: 'an opening balance',
    signed: 'an entry whose sign decides',
    deposit: 'an advance',
    'leave-out': 'not to be counted',
  },
  statuses: { open: 'open', settled: 'settled', disputed: 'open and in dispute', 'leave-out': 'not to be counted' },
  blanks: { above: 'the customer of the line above', refuse: 'nobody: refuse those lines' },
  dates: (column, value) => `How are the dates in column ${column} to be read, for example “${value}”?`,
  dateAs: (order, day) => `${{ DMY: 'day/month/year', MDY: 'month/day/year', YMD: 'year-month-day' }[order]}: ${day}`,
  decimal: (column, value) => `In column ${column}, “${value}”: which mark is before the decimals?`,
  decimalAs: (mark) => (mark === '.' ? 'the dot' : 'the comma'),
  severalColumns: (field, columns) => `Which column gives ${field}: ${columns.join(' or ')}?`,
  missingColumn: (field) => `No header says which column gives ${field}: which one is it?`,
  columnLike: (name, value) => (value === '' ? name : `${name} (“${value.slice(0, 40)}”)`),
  unknownColumn: (name, values) =>
    `What does column ${name} hold (${values.map((value) => `“${value.slice(0, 40)}”`).join(', ')})? It may change what is owed.`,
  whichBalance: (name) => `Is column ${name} what is left to pay of each item, or the balance of the account?`,
  unknownType: (column, word, n) => `In column ${column}, what does “${word}” mean (${pluralEn(n, 'line', 'lines')})?`,
  unknownStatus: (column, word, n) => `In column ${column}, is an item that is “${word}” (${pluralEn(n, 'line', 'lines')}) still owed?`,
  unknownSide: (column, word) => `In column ${column}, is “${word}” a debit or a credit?`,
  whichCurrency: (mark) => `Which currency is the sign “${mark}” of?`,
  blankDebtor: (column, n) => `${pluralEn(n, 'line has', 'lines have')} no customer (column ${column}): whose are they?`,
  lines: { once: 'once', each: 'on every line' },
  repeatedLines: (ref, amount) =>
    `Document ${ref} stands on several lines, each of ${amount}: does that amount count once, or on every line?`,
  whichSheet: 'Several sheets of this workbook are lists: which one is to be read?',
  whichProfile: 'Two sources have files with these headers: which one is this of?',
  whichCompany: 'Which company is this file of?',
  partial: (n) => `${pluralEn(n, 'line cannot be read', 'lines cannot be read')}: take the others?`,
  take: 'Take the lines that are right',
  complete: (items, amount) =>
    `${pluralEn(items, 'open item of the last list is', 'open items of the last list are')} missing here (${amount}): is this list complete?`,
  settle: 'The list is complete: settle them',
};

export const questionTexts = textsOf({ fr, en });

/** Fields by the names that people have for them; a header that a mapping wanted stays as it is. */
export function fieldNames(fields: readonly string[], locale: Locale): string {
  const names = new Map(Object.entries(questionTexts(locale).fields));
  return fields.map((field) => names.get(field) ?? field).join(', ');
}
