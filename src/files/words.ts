/** The words that cells and headers use beside figures, in French, English, German, Dutch, Spanish and Italian: what an item is, in which state, on which side, what is a total, and which columns cannot change what is owed. */
import type { ItemKind } from '../core/ledger/item.ts';
import { OWED } from './headers.ts';

/** The kinds that a list may name (docs/import.md); transfers between accounts are told by their own sign. */
export const KINDS = ['invoice', 'credit-note', 'payment', 'opening'] as const satisfies readonly ItemKind[];

/** What a type word says of its item. `signed`: its amount's own sign decides; `deposit`: an invoice when it bears a number and a due date, else money received. */
export type TypeMeaning = (typeof KINDS)[number] | 'signed' | 'deposit' | 'leave-out';
export const TYPE_MEANINGS = ['invoice', 'credit-note', 'payment', 'opening', 'signed', 'deposit', 'leave-out'] as const;

/** What a status word says of its item. */
export type StatusMeaning = 'open' | 'settled' | 'disputed' | 'leave-out';
export const STATUS_MEANINGS = ['open', 'settled', 'disputed', 'leave-out'] as const;

export type Side = 'debit' | 'credit';

/** Lower case, without accents, whatever is no letter or figure a single blank. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** "InvoiceAmountPaid" as words. */
export function spelt(name: string): string {
  return folded(name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(OWED, 'owed')).replace(/ du$/, ' owed');
}

function dictionary<Meaning extends string>(words: Readonly<Record<Meaning, string>>): ReadonlyMap<string, Meaning> {
  const entries = Object.entries(words) as [Meaning, string][];
  return new Map(entries.flatMap(([meaning, list]) => list.split('|').map((word) => [word, meaning] as const)));
}

const TYPES = dictionary<TypeMeaning>({
  invoice:
    'invoice|inv|facture|factures|facture client|fact|fac|fa|f|fc|vente|sale|sales invoice|customer invoice|tax invoice|out invoice|debit note|note de debit|debit memo|debit|dr|rv|re|factuur|verkoopfactuur|rechnung|ausgangsrechnung|ar rechnung|factura|factura de venta|nota de debito|fattura|nota di debito|380|facture d acompte|facture acompte|deposit invoice|down payment invoice|prepayment invoice|anzahlungsrechnung|voorschotfactuur|factura de anticipo|fattura di acconto|facture de situation|facture de solde|final invoice|finance charge|interest invoice|standard invoice|accrec|sales',
  'credit-note':
    'n c|credit note|creditnote|credit memo|credit|cn|cm|avoir|avoirs|avoir client|facture d avoir|av|note de credit|nc|dg|creditnota|creditfactuur|381|gutschrift|rechnungskorrektur|out refund|customer credit note|accreccredit|sales credit memo|abono|nota de credito|factura rectificativa|nota di credito|nota credito|credit invoice|sales return',
  payment:
    'reg|payment|payments|pmt|receipt|cash|cash receipt|customer payment|receive payment|reglement|reglements|regl|rglt|rgt|paiement|encaissement|virement|vir|cheque|chq|prelevement|lcr|traite|advance|on account|a conto|dz|zp|betaling|ontvangst|zahlung|zahlungseingang|eingang|pago|cobro|pagamento|incasso|payment entry|overpayment|arreceipt|aroverpayment',
  opening:
    'opening|opening balance|opening entry|a nouveau|a nouveaux|an|ran|report|report a nouveau|solde initial|ouverture|eroffnung|eroffnungssaldo|saldovortrag|eb wert|beginsaldo|openingsbalans|saldo inicial|apertura|saldo iniziale|balance forward|beginning balance',
  signed:
    'ab|da|sa|journal|journal entry|general journal|od|operation diverse|operations diverses|adjustment|regularisation|ecart|transfer|umbuchung|korrektur|memoriaal|ajuste|asiento|rettifica|manual|misc|miscellaneous|entry|refund|remboursement|ruckzahlung|impaye|rejet|chargeback|rucklastschrift|write off|manual journal',
  deposit: 'acompte|avance|prepayment|down payment|deposit|anzahlung|aanbetaling|anticipo|acconto|arprepayment|acompte client',
  'leave-out':
    'quote|quotation|devis|proforma|pro forma|facture proforma|proforma invoice|estimate|order|sales order|commande|bon de commande|bon de livraison|delivery note|angebot|auftrag|lieferschein|offerte|presupuesto|preventivo|pedido',
});

const STATUSES = dictionary<StatusMeaning>({
  open: 'al|valid|a venir|open|opened|posted|validated|valide|validee|comptabilise|comptabilisee|en cours|ouvert|ouverte|unpaid|not paid|impaye|impayee|non paye|non payee|non regle|non reglee|non solde|non soldee|due|overdue|past due|late|en retard|echu|echue|non echu|non echue|a echoir|not due|sent|emailed|envoye|envoyee|viewed|issued|emise|emis|awaiting payment|authorised|authorized|approved|a payer|a regler|a relancer|relance|relancee|pending|en attente|en attente de paiement|attente reglement|submitted|delivered|offen|gebucht|fallig|uberfallig|unbezahlt|nicht bezahlt|verbucht|versendet|versandt|openstaand|open staand|onbetaald|niet betaald|vervallen|verzonden|geboekt|pendiente|pendiente de pago|abierta|abierto|vencida|vencido|impagada|impagado|emitida|enviada|contabilizada|no pagada|aperta|aperto|scaduta|scaduto|non pagata|non pagato|da pagare|da incassare|inviata|emessa|registrata|in scadenza|no vencida|inviato|active|finalized|to be paid|upcoming|current',
  settled:
    'tl|paid|paye|payee|payees|solde|soldee|regle|reglee|acquitte|acquittee|encaisse|encaissee|lettre|lettree|closed|cleared|settled|paid in full|fully paid|complete|completed|cloture|cloturee|in payment|en paiement|reversed|extourne|extournee|bezahlt|ausgeglichen|beglichen|erledigt|geschlossen|betaald|voldaan|afgeletterd|gesloten|pagado|pagada|cobrado|cobrada|cerrada|saldada|liquidada|pagato|pagata|incassata|saldata|saldato|chiusa|chiuso|credited|refunded|collected|received',
  disputed:
    'in dispute|disputed|dispute|en litige|litige|litigieux|litigieuse|conteste|contestee|strittig|reklamiert|in klarung|betwist|in geschil|en disputa|disputada|disputado|contestata|contestato|in contestazione|query|queried|on hold',
  'leave-out':
    'draft|brouillon|drafts|provisoire|cancelled|canceled|annule|annulee|void|voided|deleted|supprime|supprimee|rejected|entwurf|storniert|abgebrochen|geloscht|concept|geannuleerd|vervallen verklaard|borrador|anulada|anulado|cancelada|bozza|annullata|annullato|template|proforma|abandoned|abandonne|abandonnee',
});

const YES = new Set(['yes', 'y', 'oui', 'o', 'true', 'vrai', '1', 'x', 'ja', 'j', 'si', 's', 'wahr', 'vero', 'verdadero']);
const NO = new Set(['no', 'non', 'n', 'false', 'faux', '0', 'nee', 'nein', 'falsch', 'falso']);

const CREDITS = /\b(?:avoirs?|credit (?:note|memo)s?|credit ?nota|gutschrift\w*|abono|notas? (?:di|de) credito|rectificativa)\b/;
const PAYMENTS =
  /\b(?:payments?|receipts?|reglements?|paiements?|encaissements?|virements?|prelevements?|cheques?|zahlung\w*|betaling\w*|pagos?|cobros?|pagament[oi]|incass[oi])\b/;
const INVOICES = /\b(?:invoices?|factures?|rechnung\w*|factuur|facturen|facturas?|fattur[ae])\b/;
/** What turns the meaning of the word that it stands with. */
const TURNED =
  /revers|annul|cancel|storn|rejet|impay|refund|rembours|void|proforma|pro forma|draft|brouillon|acompte|deposit|advance|prepay|anzahl|anticip|accont|avance|voorschot|unapplied|bounced|fournisseur|supplier|vendor|purchase|lieferant|eingangsrechnung|leverancier|inkoop|proveedor|fornitore|achat/;

/** Undefined for a word that is in no list, nor says plainly what it is: it is asked about once. */
export function typeOf(word: string): TypeMeaning | undefined {
  const text = folded(word);
  const known = TYPES.get(text);
  if (known !== undefined || TURNED.test(text)) return known;
  const meant = [CREDITS.test(text) && 'credit-note', PAYMENTS.test(text) && 'payment', INVOICES.test(text) && 'invoice'] as const;
  // "Facture d'avoir" is one, "payment of an invoice" could be either.
  return meant[0] || (meant[1] && meant[2] ? undefined : meant[1] || meant[2] || undefined);
}

const BROUGHT =
  /^(?:report (?:a nouveau|au)|a nouveaux?|solde (?:initial|anterieur|precedent|d ouverture|reporte|de depart)|opening balance|(?:balance )?brought forward|balance (?:b f|forward)|beginning balance|saldovortrag|eroffnungs\w+|anfangs\w+|beginsaldo|openings\w+|saldo (?:inicial|anterior|iniziale|precedente))\b/;

/** Whether a line's text says that it brings forward what was owed before. */
export function isOpening(text: string): boolean {
  return /^\s*["*]?[abeors]/i.test(text) && BROUGHT.test(folded(text));
}

/** Codes of one program, known by how it calls its invoices: elsewhere AC is an advance. */
const OWN_CODES: Readonly<Record<string, Readonly<Record<string, TypeMeaning>>>> = {
  // Cegid
  FC: { FC: 'invoice', AC: 'credit-note', RC: 'payment', OC: 'signed', OD: 'signed' },
  // Sage 50 (United Kingdom): sales invoice, credit, on account, receipt, discount.
  SI: { SI: 'invoice', SC: 'credit-note', SA: 'payment', SR: 'payment', SD: 'credit-note' },
};

/** A type word as its column means it. */
export function typeAmong(word: string, words: ReadonlyMap<string, unknown> | undefined): TypeMeaning | undefined {
  // "RE" is a Rechnung, or a règlement beside French codes.
  if (word.toUpperCase() === 'RE' && [...(words?.keys() ?? [])].some((other) => /^(?:FA|FAC|AV|FC)$/i.test(other))) return undefined;
  for (const [invoice, codes] of Object.entries(OWN_CODES)) if (words?.has(invoice) && codes[word]) return codes[word];
  return typeOf(word);
}

/** Partly paid, in whatever language. */
export function isPartly(word: string): boolean {
  return /\b(?:part\w*|parcial\w*|teil\w*|gedeelt\w*|deels|commenc\w*|entam\w*)\b|^pl$/.test(folded(word));
}

const IN_WORK = /^(?:en cours|in bearbeitung|in progress|in behandeling|en curso|in corso|pending|en attente)$/;
const POSTED = /^(?:valide?e?s?|comptabilise?e?|posted|validated|gebucht|verbucht|geboekt|contabilizad[ao]|registrata)$/;

/** Beside documents that are posted those in work are not: whether they are owed is for a person to say. */
export function isInWork(word: string, words: Iterable<string>): boolean {
  return IN_WORK.test(folded(word)) && [...words].some((other) => POSTED.test(folded(other)));
}

/** Whether a header is about the state of what stands in its row. */
export function isAboutState(header: string): boolean {
  return /\b(?:statut|status|etat|state|estado|stato|zustand)\b/.test(folded(header));
}

/** Whether every word is a yes or a no, so that the header must say what of. */
export function isYesNo(words: Iterable<string>): boolean {
  return [...words].every((word) => YES.has(folded(word)) || NO.has(folded(word)));
}

/** What a state is called; a mere yes or no answers the question that the header asks (paid? open? cancelled?). */
export function statusOf(word: string, header: string): StatusMeaning | undefined {
  const key = folded(word);
  if (!isYesNo([word])) return STATUSES.get(key);
  const asked = folded(header.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2'))
    .split(' ')
    .filter((w) => !/^(?:is|est|yes|no|oui|non|o|n|ja|nein|si|statut|status|etat)$/.test(w))
    .join(' ');
  const meaning = STATUSES.get(asked);
  if (meaning === undefined) return undefined;
  const yes = YES.has(key);
  if (meaning === 'open') return yes ? 'open' : 'settled';
  return yes ? meaning : 'open';
}

const SIDES = dictionary<Side>({
  debit: 'd|dr|db|deb|debit|debits|debiteur|s|soll|debe|dare|debet|debito|plus|bij|01|02|03|04|05|06|07|08|09|09a|1|2|3|4|5|6|7|8|9',
  credit: 'c|cr|cred|credit|credits|crediteur|h|haben|haber|avere|a|credito|minus|moins|af|11|12|13|14|15|16|17|18|19',
});

/** On which side of the account a mark puts its amount: D/C, S/H, Soll/Haben, DR/CR, +/−, SAP's posting keys of customers (01–09 and 11–19). */
export function sideOf(word: string): Side | undefined {
  const text = word.trim();
  if (text === '+') return 'debit';
  if (text === '-' || text === '−' || text === '–') return 'credit';
  return SIDES.get(folded(text));
}

const TOTAL_WORD =
  '(?:grand |sous |sub |gesamt ?|zwischen ?|end ?|sub ?)?(?:totals?|totaux|subtotals?|soustotal|somme|summen?|gesamt|gesamtsumme|zwischensumme|endsumme|totaal|subtotaal|eindtotaal|totale|totali|totales|suma|sum|subtotale|solde|saldo|balance|cumul|report)';
const TOTAL = new RegExp(`^${TOTAL_WORD}(?: |$)`);
const TOTAL_END = / (?:total|totaal|totale|summe|gesamt)$/;
/** What may follow a total's word when it names nobody: "Total général", "Total EUR", "Total clients". */
const OF_ALL =
  /^(?:general|generaux|generale|global|globale|cumule|client|clients|customers?|debiteurs?|debtors?|kunden|klanten|clientes|clienti|des|de|du|la|le|les|of|all|for|ttc|eur|usd|gbp|chf|general ledger|liste|list|page|balance|solde|compte|comptes|comptable|en|in|report|aged|receivables?|ar|a r|overall|tiers|ecritures|factures|invoices?|posten|op|gesamt|insgesamt|general\w*|\d* ?lignes?|\d* ?rows?|\d* ?items?|\s)*$/;

/** Of a total line's label: the name of what it adds up, '' when it is of everything; undefined when the text is no total's label. */
export function totalOf(label: string): string | undefined {
  const starred = /^\*{1,4}\s*(.*)$/.exec(label.trim());
  // SAP's levels of sums, perhaps with the account that they are of.
  if (starred) return folded((starred[1] ?? '').replace(GROUP_PREFIX, ''));
  const text = folded(label);
  if (TOTAL.test(text)) {
    const rest = text
      .replace(TOTAL, '')
      .replace(/^(?:for|de|du|des|of|client|customer|kunde|debitor|klant|cliente|compte|konto|account|per|pour|von|van|di) /, '');
    return OF_ALL.test(rest) ? '' : rest;
  }
  return TOTAL_END.test(text) ? text.replace(TOTAL_END, '') : undefined;
}

/** In front of a customer who stands on a line of its own: "Client : C0001", "Customer 100001". */
export const GROUP_PREFIX =
  /^(?!\S+\s+(?:collectif|collective|centralisateur|g[ée]n[ée]ral))(?:client|customer|kunde|debitor|klant|debiteur|cliente|compte|konto|account|tiers|debtor|partner|conto|cuenta)s?(?:[-\s]*(?:n°|no\.?|nr\.?|number|nummer|num[ée]ro|code|account|name|id))?\s*[:#.]?\s+/iu;

/** Headers in other words than those that are known: what they are about, one field each. */
export const ABOUT = {
  openAmount:
    /\b(?:restes?|restante?|outstanding|(?:balance|amount) due|open (?:amount|balance)|unpaid|impayes?|residual|remaining|offen\w*|rest(?:betrag|saldo)|openstaand\w*|pendiente|residuo|pending|owed)\b/,
  paid: /\b(?:paid|payes?|payee|regles?|encaisses?|received|bezahlt\w*|betaald|cobrado|pagado|pagato|incassato)\b/,
  dueDate: /\b(?:echeances?|date limite|due|fallig\w*|verval\w*|vencimiento|scadenza|maturity)\b/,
  issueDate:
    /\b(?:date|datum|fecha|data)\b.*\b(?:factur\w*|invoice|issued?|rechnung\w*|fattura|doc\w*|piece|beleg\w*|emission)\b|\b(?:invoice|bill|document) date\b/,
  amount:
    /\b(?:montant|amount|betrag|bedrag|importe|importo|total|summe)\b.*\b(?:ttc|incl\w*|gross|brut\w*|factur\w*|invoiced?|rechnung\w*|documento?|piece|initial|original\w*|origine)\b/,
  debtor: /\b(?:clients?|customers?|kunden?\w*|debitor\w*|klant\w*|clientes?|debiteurs?|debtors?|party|partenaire|partner)\b/,
} as const;

const HARMLESS = new RegExp(
  [
    // Other money: without tax, the tax, discounts, prices, another currency's copy of the same.
    String.raw`\b(?:ht|hors taxes?|tva|taxe?s?|vat|gst|mwst|ust|steuer\w*|btw|iva|netto?|untaxed|excl\w*|excluding|subtotal|sub total|hors|base|imponibile|net (?:amount|value|total)|montant net|remises?|discounts?|rabatt|escompte|skonto|korting|descuento|sconto|retenue|timbre|freight|shipping|port|frais|ecotaxe)\b`,
    String.raw`\b(?:qty|quantit\w*|qte|menge|aantal|cantidad|prix|price|unit\w*|preis|prijs|precio|prezzo|item (?:total|price|amount|tax)|taux|rates?|kurs|koers|cours|exchange|percent\w*|pct|local|locale|lokal\w*|hauswahrung|company currency|base currency|home|signed|in currency|contrevaleur|reporting|marge|margin|commission|cost|cout)\b`,
    // Counts and grades.
    String.raw`\b(?:jours?|jrs|days?|tage?|dagen|dias|giorni|retard|late|lateness|age|aged|ageing|aging|bucket|tranche|delais?|delay|terms?|termes|conditions?|bedingung\w*|zahlungsbedingung\w*|condiciones|condizioni|niveau|level|mahnstufe|dunning|score|rating|note|rang|rank|predict\w*|exercice|periode|period|year|annee|jahr|jaar|ano|anno|month|mois|monat|limit|plafond|autorise|weight|poids|version|seq\w*|index|key|pos|position|line|ligne|zeile)\b`,
    // Dates of other things than the debt.
    String.raw`\b(?:creat\w*|saisie|entered|entry date|erfasst|erfassung\w*|created|modif\w*|update\w*|print\w*|edition|impression|extraction|export|relances?|reminders?|mahndatum|mahnung|livraison|delivery|lieferdatum|leverdatum|commande|order|auftrag\w*|bestell\w*|pedido|ordine|expected|prevue?s?|forecast|promise|baseline|posting|posted|comptable|comptabilisation|ecriture|buchungs\w*|boek\w*|budat|cpudt|zfbdt|paperless\w*|contract|contrat|debut|start|from|period\w*|last|derniere?|dernier|letzte\w*|valeur|value date|entry|registrazione|contable|service|prestation|naissance|birth)\b`,
    // How, by whom, where: texts.
    String.raw`\b(?:mode|moyen|method\w*|zahlungsart|zahlweg|zlsch|betaalwijze|forma|modalita|libelle|label|description|desc|text|texte|comment\w*|note|notes|memo|bemerkung|beschreibung|buchungstext|omschrijving|concepto|causale|descrizione|objet|subject|adresse|address|ville|city|ort|plaats|ciudad|citta|pays|country|land|region|departement|cp|zip|plz|postal|postcode|tel|phone|telefon|telephone|mobile|fax|email|mail|courriel|siret|siren|iban|bic|rib|commercial|salesperson|sales rep|representant|vendeur|vertreter|verkoper|agent|owner|user|utilisateur|benutzer|assign\w*|zuordnung|responsable|collector|journal|jnl|buchungskreis|company code|bukrs|societe|etablissement|site|agence|branch|business|division|segment|categor\w*|famille|groupe?|group|class|secteur|sector|activite|projet|project|chantier|affaire|cost center|centre|profit|analytique|kostenstelle|kost1|kost2|tags?|url|link|lien|pdf|file|fichier|gegenkonto|contrepartie|contra|offset\w*|special g l|sonderhauptbuch\w*|umskz|symbol|icon|bank|banque|reference|ref|order no|po|purchase|bestellnummer|internal|externe?|source|origin|origine|canal|channel|langue|language|ship to|livre|tax id|vat no|uid|ustid|contract no|attachment|id|uuid|guid|invoiced by|template|bill to|sold to|printed|imprim\w*|exporte\w*|active|actif|sent|envoye\w*|synced|department|fiscal year|gjahr|monat|branche|sub)\b`,
  ].join('|'),
);

/** Whether a header names what cannot change an amount, a sign, a state or a debtor. */
export function isHarmless(header: string): boolean {
  return HARMLESS.test(folded(header.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')));
}

/** Whether a header names a tax. */
export function isTax(header: string): boolean {
  return /\b(?:tva|tax(?:es?)?|vat|gst|mwst|ust|steuer\w*|btw|iva|imposta)\b/.test(spelt(header));
}

const BUCKET =
  /^(?:[<>]=?\s*)?(?:\d{1,3}\s*(?:-|–|à|a|to|bis|tot|al|until|\.\.)\s*\d{1,3}|[<>]\s*=?\s*\d{1,3}|\d{1,3}\s*(?:\+|and over|et plus|or more|days?|jours?|tage|dagen|months?|mois|monate?|mo|\+ ?days)|(?:plus de|moins de|over|under|more than|less than|älter als|uber|über|>|older than|mehr als|meer dan|mas de|oltre|1st|entre)\s*\d{1,3}(?:\s*(?:-|et|and)\s*\d{1,3})?)\s*(?:days?|jours?|j|d|t|tage|dagen|dias|días|giorni|months?|mois|monate?|past due|overdue)?$/i;
const BUCKET_WORD =
  /^(?:current|courant|older|non echu|non echue|pas echu|not due|not yet due|at date|non exigible|nicht fallig|niet vervallen|no vencido|a scadere|echu|total echu|overdue|past due|fallig|uberfallig|vervallen|vencido|scaduto|anterieur|plus ancien)$/;

/** Whether a header is one of an aged balance's columns: "1-30", "< 1 Month", "Older", "Non échu". */
export function isBucket(header: string): boolean {
  return BUCKET.test(header.trim()) || BUCKET_WORD.test(folded(header));
}
