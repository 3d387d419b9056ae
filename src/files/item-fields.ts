/** The fields of a list of items or payments, and the headers that mean them in French and English (and the usual Dutch ones). */
import { FileFault } from '../core/ledger/file-fault.ts';
import type { Columns } from './headers.ts';
import { columnsOf, type FieldTypes, type ListOptions } from './list.ts';

export type ItemField =
  | 'debtor'
  | 'name'
  | 'ref'
  | 'kind'
  | 'issueDate'
  | 'dueDate'
  | 'currency'
  | 'amount'
  | 'openAmount'
  | 'settledDate'
  | 'disputed'
  | 'letter';

export const ITEM_TYPES: FieldTypes<ItemField> = {
  synonyms: {
    debtor: [
      'debtor id|debtor code|debtor no|code debiteur|no debiteur|no client|code client|client id|compte client|no compte client|customer no|customer id|customer code|cust no|cust id|customer account|compte tiers|no compte tiers|code tiers|no tiers|compte auxiliaire|comp aux num|account code|account id|account no|no compte|kunnr|klantnummer',
      'compte|account|tiers|cust',
      'debiteur|client|customer|buyer|acheteur|klant',
    ],
    name: [
      'debtor name|nom|nom client|raison sociale|intitule|intitule compte|intitule client|customer name|client name|name customer|nom tiers|nom debiteur|libelle tiers|libelle client|account name|denomination|comp aux lib|company name|societe|klantnaam',
      'company',
      'client|customer|tiers|debiteur',
    ],
    ref: [
      'no facture|facture|ref facture|reference facture|invoice no|invoice id|invoice ref|invoice reference|invoice|document no|doc no|doc id|document id|belnr|factuurnummer',
      'reference|no piece|piece|piece ref|ref piece|document|xblnr|transaction id|no',
    ],
    kind: [
      'type|type piece|type facture|type document|document type|doc type|invoice type|transaction type|type ecriture|nature|nature piece|blart',
    ],
    issueDate: [
      'date facture|date facturation|date emission|emission|invoice date|date invoice|billing date|document date|doc date|date document|date piece|issued|issued on|bldat|factuurdatum',
      'date|posting date|date comptable|date ecriture|date comptabilisation|budat',
    ],
    dueDate: [
      'due|due on|due in date|date due|echeance|date echeance|date d echeance|net due date|maturity|maturity date|payment due date|echeance nette|vervaldatum',
    ],
    currency: ['devise|code devise|monnaie|currency code|invoice currency|document currency|ccy|cur|curr|waers|munt'],
    amount: [
      'montant|montant ttc|ttc|total ttc|montant facture|montant total|montant initial|montant origine|montant original|invoice amount|amount incl tax|amount incl vat|total amount|original amount|gross amount|wrbtr|dmbtr|bedrag',
      'total',
    ],
    openAmount: [
      'reste du|restant du|reste a payer|reste a regler|reste|montant ouvert|montant restant|montant restant du|montant du|solde|solde du|solde ouvert|encours|outstanding|outstanding amount|amount outstanding|amount due|balance|balance due|open balance|remaining|remaining amount|total open amount|amount open|openstaand',
    ],
    settledDate: [
      'settled on|settlement date|settled date|date reglement|date paiement|date encaissement|date lettrage|regle le|paye le|payment date|paid on|paid date|date paid|clear date|clearing date|closed on|augdt',
    ],
    letter: ['lettrage|lettre|code lettrage|lettrage code|lettered|ecriture let|let'],
    disputed: [
      'dispute|litige|en litige|litigieux|conteste|contested|motif litige|motif du litige|dispute reason|code litige|montant litige|disputed amount',
    ],
  },
  dates: ['issueDate', 'dueDate', 'settledDate'],
  amounts: ['amount', 'openAmount'],
  ids: ['debtor', 'ref'],
};

/** A list of payments calls its own date and amount by other names. */
const PAYMENT_TYPES: FieldTypes<ItemField> = {
  ...ITEM_TYPES,
  synonyms: {
    ...ITEM_TYPES.synonyms,
    issueDate: [
      `${ITEM_TYPES.synonyms.issueDate[0]}|payment date|paid on|date reglement|date paiement|date encaissement|value date|date valeur`,
      'date',
    ],
    settledDate: ['settled on'],
    amount: [
      `${ITEM_TYPES.synonyms.amount[0]}|payment amount|amount paid|paid amount|montant regle|montant paye|montant reglement`,
      'total',
    ],
    ref: [
      `${ITEM_TYPES.synonyms.ref[0]}|payment reference|ref reglement|no reglement|payment id|no cheque`,
      'reference|no piece|piece|document|no',
    ],
  },
};

/** Columns of an item list. Throws FileFault `missing-column`: debtor, an amount and a date are essential. */
export function itemColumns(header: readonly string[], kind: 'items' | 'payments', options: ListOptions): Columns<ItemField> {
  const columns = columnsOf(header, kind === 'items' ? ITEM_TYPES : PAYMENT_TYPES, options.mapping);
  const missing = [
    ...(columns.has('debtor') ? [] : ['debtor']),
    ...(columns.has('amount') || columns.has('openAmount') ? [] : ['amount']),
    ...(columns.has('issueDate') || columns.has('dueDate') ? [] : ['issueDate']),
  ];
  if (missing.length > 0) throw new FileFault('missing-column', { missing, found: header, option: '--mapping' });
  return columns;
}
