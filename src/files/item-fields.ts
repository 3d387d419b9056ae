/** The fields of a list of items or payments, and the headers that mean them in French, English, German, Dutch, Spanish and Italian. */
import type { FieldTypes } from './list.ts';

export type ItemField =
  | 'debtor'
  | 'name'
  | 'ref'
  | 'against'
  | 'kind'
  | 'status'
  | 'issueDate'
  | 'dueDate'
  | 'settledDate'
  | 'currency'
  | 'amount'
  | 'openAmount'
  | 'paid'
  | 'debit'
  | 'credit'
  | 'sign'
  | 'runningBalance'
  | 'letter'
  | 'disputed';

export const ITEM_TYPES: FieldTypes<ItemField> = {
  synonyms: {
    debtor: [
      [
        'debtor id|debtor code|debtor no|code debiteur|no debiteur|no client|code client|client id|client code|compte client|no compte client|customer no|customer id|customer code|customer key',
        'cust no|cust id|cust code|customer account|customer account no|compte tiers|no compte tiers|code tiers|no tiers|compte auxiliaire|auxiliaire|comp aux num|account code|account id|account no|no compte|kunnr|kunden no|kundennummer|kundenkonto|kunden nr|debitor|debitoren no|debitorennummer|debitorenkonto|personenkonto',
        'klantnummer|klantcode|debiteurnummer|relatiecode|relatie no|codigo cliente|no cliente|cuenta cliente|cod cliente|codice cliente|conto cliente|partner id|entity id|sell to customer no|bill to customer no|customer vendor code|accountrp|account ref|customer ref|debiteur no|relatie no client',
      ].join('|'),
      'compte|account|tiers|cust|konto|cuenta|conto|kontonummer|code|party',
      'debiteur|debtor|party name|nom affichage partenaire facture|partenaire facture|client|customer|buyer|acheteur|klant|kunde|cliente|contact|contact name|partner|partenaire|relatie|invoice partner display name|customer name|nom client|client name|bill to|sold to|co last name|company|societe|nom|name|raison sociale|kundenname|klantnaam|nombre cliente|nome cliente|customer project',
    ],
    name: [
      'debtor name|nom|nom client|raison sociale|intitule|intitule compte|intitule client|intitule tiers|customer name|client name|name customer|nom tiers|nom debiteur|libelle tiers|libelle client|libelle compte|account name|denomination|comp aux lib|company name|societe|klantnaam|kundenname|kontobezeichnung|kontobeschriftung|kontenbeschriftung|name 1|name1|debitorenname|bezeichnung|nombre cliente|nombre|razon social|ragione sociale|nome cliente|nome|sell to customer name|bill to name|party name|invoice partner display name',
      'company|contact name|name',
      'client|customer|tiers|debiteur|kunde|klant|cliente|partner|relatie',
    ],
    ref: [
      [
        'no facture|facture|ref facture|reference facture|code facture|invoice no|invoice id|invoice ref|invoice|document no|doc no|doc id|document id|belnr|factuurnummer|factuur|factuur no|rechnungsnummer|rechnungs no|rechnung|belegnummer|beleg no|belegfeld 1|no factura|factura|numero factura|no fattura|fattura|numero fattura|num fattura',
        'transaction no|voucher no|voucher|bill no|faktura|no doc|no document|external document no|docnumber|stuk no|boekstuk no',
      ].join('|'),
      'reference|no piece|piece|piece ref|ref piece|reference interne|ref interne|doc|document|xblnr|transaction id|no|num|ref|referentie|referencia|riferimento|beleg|referenz|invoice reference|boekstuknummer|documento|no documento|numero documento|display name',
      'name',
    ],
    against: [
      'facture reglee|facture lettree|facture origine|facture d origine|ref facture origine|applied to|applies to|applies to doc no|applied to invoice|applies to invoice|invoice applied|related invoice|original invoice|rebzg|rechnungsbezug|ausgleichsbeleg zu|verrekend met|factura aplicada|fattura collegata|against voucher|against invoice|reversed entry',
    ],
    kind: [
      'type|type piece|type facture|type document|document type|doc type|invoice type|transaction type|type ecriture|type operation|nature|nature piece|blart|belegart|dokumentart|buchungsart|soort|type factuur|documentsoort|tipo|tipo documento|tipo de documento|tipo doc|voucher type|type mouvement|type doc|move type|item type|invoice credit note',
      'trans type|art|txn type|journal type',
    ],
    status: [
      'statut|status|etat|state|etat facture|statut facture|statut paiement|etat paiement|invoice status|payment status|payment state|zustand|zahlungsstatus|rechnungsstatus|betaalstatus|betalingsstatus|estado|estado pago|estado de pago|stato|stato pagamento|situation|solde|etat lettrage|open|is open|is paid|open yes no|paye|payee|paid|regle|reglee|solde o n|solde oui non|bezahlt|betaald|pagado|pagada|pagato|pagata|cleared|closed|ouvert|cloture|annule|annulee|cancelled|void|collection status|docstatus|sale status|etat document|statut document|document status|belegstatus|offen|lettre oui non',
    ],
    issueDate: [
      'date facture|date facturation|date emission|emission|date invoice|invoice date|invoice bill date|bill date|billing date|document date|doc date|date document|date piece|issued|issued on|issue date|date of issue|bldat|factuurdatum|rechnungsdatum|belegdatum|ausstellungsdatum|fecha factura|fecha|fecha emision|fecha documento|data fattura|data|data emissione|data documento|txn date|transaction date|voucher date|facturatiedatum|date issued|issued date|data doc|date doc|datedoc|fecha doc|date utc',
      'date|jour|posting date|date comptable|date ecriture|date operation|date comptabilisation|budat|datum|buchungsdatum|boekdatum|boekingsdatum|posted|posted on|fecha contable|data registrazione|date mouvement|accounting date',
    ],
    dueDate: [
      'due|due on|due in date|date due|echeance|date echeance|date d echeance|net due date|net due dt|maturity|maturity date|payment due date|payment due|echeance nette|date limite paiement|faedt|vervaldatum|verval datum|vervaldag|falligkeit|falligkeitsdatum|fallig|fallig am|zahlbar bis|nettofalligkeit|nettofall|nettofallig|fecha vencimiento|vencimiento|vence|data scadenza|scadenza|invoice date due|date ech|duedate|date limite reglement|limite reglement|date limite|due date utc|due date receive by|payment deadline|ech|pay by',
    ],
    currency: [
      'devise|code devise|monnaie|currency code|invoice currency|document currency|transaction currency|ccy|cur|curr|crcy|waers|munt|muntcode|valuta|valutacode|wahrung|whg|hwahr|hauswahrung|devise interne|lcurr|curr lcy|wkz|wkz umsatz|wahrungscode|belegwahrung|moneda|divisa|codice valuta|devise piece|devise facture',
    ],
    amount: [
      'montant|montant ttc|ttc|total ttc|total t t c|montant facture|montant total|montant initial|montant origine|montant original|montant echeance|montant piece|montant en devise piece|net a payer|invoice amount|amount incl tax|amount incl vat|total incl tax|total amount|amount total|original amount|gross amount|grand total|amount doc curr|amount document currency|amt doc cur|amt loc cur|amount lc|amount dc|amount currency|montant devise|umsatz ohne soll haben kz|total signe|amount in doc curr|wrbtr|dmbtr|bedrag|bedrag incl btw|factuurbedrag|totaalbedrag|betrag|rechnungsbetrag|bruttobetrag|umsatz|gesamtbetrag|belegbetrag|importe|importe total|total factura|importo|importo totale|totale fattura|totale documento|invoiced amount|betrag belegwahrung|amounteur|montant devise interne|montant dev int|betrag hw|betrag hauswahrung|summe brutto|importo lordo|total in currency',
      'total|amount|totaal|totale|gross|brutto|value|total signed',
      'montant net|net amount|nettobetrag|montant local|amount local currency|amount in local currency|local amount',
    ],
    openAmount: [
      'reste du|restant du|reste a payer|reste a regler|reste a recouvrer|reste|restant|montant ouvert|montant restant|montant restant du|montant du|montant impaye|solde du|solde ouvert|solde a regler|solde restant|encours|outstanding|outstanding amount|outstanding balance|amount outstanding|amount due|amount due signed|residual|amount residual|residual amount|invoice amount due|due amount|balance due|open balance|remaining|remaining amount|amount remaining|total open amount|amount open|open amount|unpaid|unpaid amount|openstaand|openstaand bedrag|openstaand saldo|nog te betalen|total due|restbedrag|offen|offener betrag|offener posten|offener saldo|restbetrag|restsaldo|noch offen|pendiente|importe pendiente|saldo pendiente|saldo abierto|residuo|importo residuo|importo aperto|saldo aperto|da pagare|da incassare|amount unpaid|foreign currency balance',
      'solde|balance|saldo',
    ],
    paid: [
      'deja regle|deja paye|montant regle|montant paye|montant deja regle|montant encaisse|montant verse|regle|paye|encaisse|total regle|total paye|reglements|acomptes verses|reglement|couverture|montant couvert|amount paid|paid amount|paid|payments|payments received|received|received amount|amount received|settled|settled amount|amount settled|applied|applied amount|amount applied|total paid|paid to date|bezahlt|bezahlter betrag|gezahlt|zahlung|zahlungen|zahlbetrag|betaald|betaald bedrag|reeds betaald|pagado|importe pagado|cobrado|importe cobrado|pagato|importo pagato|incassato|advance paid|amount credited|credits applied',
    ],
    debit: [
      'betrag soll|debit|debits|montant debit|debit amount|amount debit|mvt debit|mouvement debit|soll|sollbetrag|umsatz soll|debet|debe|dare|importo dare|debito',
    ],
    credit: [
      'betrag haben|credit|credits|montant credit|credit amount|amount credit|mvt credit|mouvement credit|haben|habenbetrag|umsatz haben|haber|avere|importo avere|credito',
    ],
    sign: [
      'sens|sens ecriture|signe|sign|d c|dc|debit credit|debit credit indicator|debit credit ind|dr cr|shkzg|soll haben|s h|soll haben kennzeichen|s h kennzeichen|sh kennzeichen|sh kz|d h|debe haber|dare avere|d a|segno|signo|debet credit|af bij|bij af|posting key|bschl',
    ],
    runningBalance: [
      'solde cumule|solde progressif|running balance|cumul|cumulative balance|laufender saldo|saldo progresivo|saldo progressivo|lopend saldo',
    ],
    settledDate: [
      'settled on|settlement date|settled date|date reglement|date de reglement|date paiement|date encaissement|date lettrage|regle le|paye le|payment date|paid on|paid date|date paid|clear date|clearing date|clearing|closed on|date rapprochement|rapprochement|collection date|augdt|ausgleich|ausgleichsdatum|zahlungsdatum|bezahlt am|betaaldatum|betaald op|fecha pago|fecha cobro|data pagamento|data incasso|data saldo|fully paid on|fully paid on date',
    ],
    letter: [
      'lettrage|lettre|code lettrage|lettrage code|lettered|ecriture let|let|matching|matching no|matchno|reconciliation|matching number|afletteren|aflettering|letra|code let',
    ],
    disputed: [
      'dispute|litige|en litige|litigieux|conteste|contested|motif litige|motif du litige|dispute reason|code litige|montant litige|disputed amount|strittig|reklamation|betwist|disputa|contestazione|in dispute',
    ],
  },
  dates: ['issueDate', 'dueDate', 'settledDate'],
  amounts: ['amount', 'openAmount', 'paid', 'debit', 'credit', 'runningBalance'],
  ids: ['debtor', 'ref', 'against'],
};

/** A list of payments calls its own date and amount by other names. */
export const PAYMENT_TYPES: FieldTypes<ItemField> = {
  ...ITEM_TYPES,
  synonyms: {
    ...ITEM_TYPES.synonyms,
    issueDate: [
      `${ITEM_TYPES.synonyms.issueDate[0]}|payment date|paid on|date reglement|date paiement|date encaissement|value date|date valeur|zahlungsdatum|betaaldatum|fecha pago|data pagamento`,
      'date|datum',
    ],
    settledDate: ['settled on'],
    paid: ['already paid'],
    amount: [
      `${ITEM_TYPES.synonyms.amount[0]}|amount|payment amount|amount paid|paid amount|montant regle|montant paye|montant reglement`,
      'total',
    ],
    ref: [
      `${ITEM_TYPES.synonyms.ref[0]}|payment reference|ref reglement|no reglement|payment id|no cheque`,
      'reference|no piece|piece|document|no',
    ],
  },
};
