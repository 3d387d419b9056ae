import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { toDecimal } from '../../src/core/kernel/money.ts';
import type { Answers } from '../../src/core/ledger/question.ts';
import { openReading } from '../../src/files/open.ts';
import { NO_PLAN, type SourceProfile } from '../../src/files/plan.ts';
import { fileInMemory } from '../../src/files/source.ts';

const AS_OF = parseDay('2026-11-30') ?? 0;

async function asked(text: string, answers: Answers = {}, profiles: readonly SourceProfile[] = []) {
  const reading = await openReading(fileInMemory('list.csv', text), { policy: DEFAULT_POLICY, locale: 'en', answers, profiles });
  if (reading.kind !== 'items') throw new Error(`read as ${reading.kind}`);
  return reading;
}

/** What each customer owes, when nothing is open to question and no line is refused, and every total of the file agrees. */
async function owed(text: string, answers: Answers = {}, profiles: readonly SourceProfile[] = []): Promise<Record<string, string>> {
  const reading = await asked(text, answers, profiles);
  expect(reading.questions).toEqual([]);
  const sums = new Map<string, bigint>();
  await reading.read(async ({ rows, rejected, totals = [] }) => {
    expect(rejected).toEqual([]);
    for (const total of totals) expect(total.ledger).toBe(total.file);
    for (const row of rows) {
      const settled = row.settledDay !== undefined && row.settledDay <= AS_OF;
      const key = `${row.debtor}\0${row.currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + (settled ? 0n : (row.openAmount ?? row.amount)));
    }
  });
  return Object.fromEntries(
    [...sums]
      .filter(([, sum]) => sum !== 0n)
      .map(([key, sum]) => {
        const [debtor = '', currency = ''] = key.split('\0');
        return [debtor, `${currency} ${toDecimal(sum, currency)}`];
      }),
  );
}

/** As these programs lay out their exports; what stands in them is made up. */
const PROGRAMS: readonly (readonly [string, Record<string, string>, string, Answers?])[] = [
  [
    'SAP, line items of customers (FBL5N), a printed list',
    { '100001': 'EUR 2000.00', '100002': 'EUR 1200.00' },
    `15.12.2026                        Dynamic List Display                       1
------------------------------------------------------------------------------
Customer         100001
Company Code     1000

Name             Atelier A
City             Lyon

------------------------------------------------------------------------------
| St|Assignment |DocumentNo|Type|Doc. Date |Net due dt|     Amt in loc.cur.|LCurr|Text|
------------------------------------------------------------------------------
| @5B@|          |1800000001|RV  |15.06.2026|15.07.2026|          1.200,00  |EUR  |    |
| @5B@|          |1800000004|RV  |20.11.2026|20.12.2026|            800,00  |EUR  |    |
------------------------------------------------------------------------------
| *   |          |          |    |          |          |          2.000,00  |EUR  |    |
------------------------------------------------------------------------------
| ** Account 100001 | | | | | | 2.000,00 |EUR | |
------------------------------------------------------------------------------
Customer         100002
Company Code     1000

Name             Boutique B
City             Lille

------------------------------------------------------------------------------
| St|Assignment |DocumentNo|Type|Doc. Date |Net due dt|     Amt in loc.cur.|LCurr|Text|
------------------------------------------------------------------------------
| @5B@|          |1800000002|RV  |10.09.2026|10.10.2026|          1.500,00  |EUR  |    |
| @5B@|          |1600000003|DG  |20.09.2026|20.09.2026|            300,00- |EUR  |    |
------------------------------------------------------------------------------
| *   |          |          |    |          |          |          1.200,00  |EUR  |    |
------------------------------------------------------------------------------
| *** |          |          |    |          |          |          3.200,00  |EUR  |    |
`,
  ],
  [
    'Sage 100, interrogation of accounts',
    { '411ATEL': 'EUR 2000.00', '411BOUT': 'EUR 1200.00' },
    `N° compte;Intitulé;Jour;Pièce;Référence;Libellé écriture;Échéance;Lettrage;Débit;Crédit;Solde progressif
411ATEL;ATELIER A;15/06/2026;FA1001;;Facture FA1001;15/07/2026;;1 200,00;;1 200,00
411ATEL;ATELIER A;20/11/2026;FA1004;;Facture FA1004;20/12/2026;;800,00;;2 000,00
411BOUT;BOUTIQUE B;10/08/2026;FA0990;;Facture FA0990;10/09/2026;A;100,00;;100,00
411BOUT;BOUTIQUE B;15/09/2026;RG1;;Règlement;;A;;100,00;0,00
411BOUT;BOUTIQUE B;10/09/2026;FA1002;;Facture FA1002;10/10/2026;;1 500,00;;1 500,00
411BOUT;BOUTIQUE B;20/09/2026;AV1003;;Avoir AV1003;20/09/2026;;;300,00;1 200,00
`,
  ],
  [
    'Sage 100, schedule of open items',
    { ATEL: 'EUR 2000.00', BOUT: 'EUR 1200.00' },
    `Echéancier clients au 30/11/2026
Société : EXEMPLE SA;;;;;;;

Tiers;Intitulé;Date pièce;N° pièce;Échéance;Mode de règlement;Montant;Solde
ATEL;ATELIER A;15/06/2026;FA1001;15/07/2026;Virement;1200,00;1200,00
ATEL;ATELIER A;20/11/2026;FA1004;20/12/2026;Virement;800,00;800,00
Total tiers ATEL;;;;;;2000,00;2000,00
BOUT;BOUTIQUE B;10/09/2026;FA1002;10/10/2026;Virement;2000,00;1500,00
BOUT;BOUTIQUE B;20/09/2026;AV1003;20/09/2026;Virement;-300,00;-300,00
Total tiers BOUT;;;;;;1700,00;1200,00
Total général;;;;;;3700,00;3200,00
`,
  ],
  [
    'Cegid, entries of customers',
    { CATEL: 'EUR 2000.00', CBOUT: 'EUR 1200.00' },
    `Journal;Date comptable;Compte général;Auxiliaire;Libellé auxiliaire;Référence interne;Type;Libellé;Débit;Crédit;Date échéance;Mode paiement;Code lettrage;Etat lettrage
VTE;15/06/2026;411000;CATEL;ATELIER A;FA1001;FC;Facture;1200,00;0,00;15/07/2026;VIR;;AL
VTE;20/11/2026;411000;CATEL;ATELIER A;FA1004;FC;Facture;800,00;0,00;20/12/2026;VIR;;AL
VTE;10/09/2026;411000;CBOUT;BOUTIQUE B;FA1002;FC;Facture;1500,00;0,00;10/10/2026;VIR;;AL
VTE;20/09/2026;411000;CBOUT;BOUTIQUE B;AV1003;AC;Avoir;0,00;300,00;20/09/2026;VIR;;AL
`,
  ],
  [
    'EBP, schedule',
    { CL001: 'EUR 2000.00', CL002: 'EUR 1200.00' },
    `Code client;Nom du client;N° document;Type de document;Date;Date d'échéance;Montant TTC;Solde dû
CL001;ATELIER A;FA1001;Facture;15/06/2026;15/07/2026;1 200,00 €;1 200,00 €
CL001;ATELIER A;FA1004;Facture;20/11/2026;20/12/2026;800,00 €;800,00 €
CL002;BOUTIQUE B;FA1002;Facture;10/09/2026;10/10/2026;2 000,00 €;1 500,00 €
CL002;BOUTIQUE B;AV1003;Avoir;20/09/2026;20/09/2026;-300,00 €;-300,00 €
`,
  ],
  [
    'Odoo, invoices',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Reference,Activities,Untaxed Amount Signed,Tax Signed,Total Signed,Amount Due Signed,Payment Status,Status
INV/2026/0001,Atelier A,2026-06-15,2026-07-15,,,1000.00,200.00,1200.00,1200.00,Not Paid,Posted
INV/2026/0004,Atelier A,2026-11-20,2026-12-20,,,666.67,133.33,800.00,800.00,Not Paid,Posted
INV/2026/0002,Boutique B,2026-09-10,2026-10-10,,,1666.67,333.33,2000.00,1500.00,Partially Paid,Posted
RINV/2026/0003,Boutique B,2026-09-20,2026-09-20,,,-250.00,-50.00,-300.00,-300.00,Not Paid,Posted
INV/2026/0009,Boutique B,2026-09-21,2026-10-21,,,100.00,20.00,120.00,0.00,Paid,Posted
,Boutique B,2026-09-22,2026-10-22,,,100.00,20.00,120.00,120.00,Not Paid,Draft
`,
  ],
  [
    'Odoo, invoices in French',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Numéro,Nom d'affichage du partenaire de la facture,Date de facturation,Date d'échéance,Montant HT signé,Total signé,Montant dû signé,Statut de paiement,Statut
FAC/2026/0001,Atelier A,2026-06-15,2026-07-15,1000.00,1200.00,1200.00,Non payé,Comptabilisé
FAC/2026/0004,Atelier A,2026-11-20,2026-12-20,666.67,800.00,800.00,Non payé,Comptabilisé
FAC/2026/0002,Boutique B,2026-09-10,2026-10-10,1666.67,2000.00,1500.00,Partiellement payé,Comptabilisé
RFAC/2026/0003,Boutique B,2026-09-20,2026-09-20,-250.00,-300.00,-300.00,Non payé,Comptabilisé
`,
  ],
  [
    'Odoo, aged receivable unfolded',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `,Invoice Date,Amount Currency,Currency,Account,At Date,1-30,31-60,61-90,91-120,Older,Total
Aged Receivable,,,,,800.00,0.00,1500.00,-300.00,0.00,1200.00,3200.00
Atelier A,,,,,800.00,0.00,0.00,0.00,0.00,1200.00,2000.00
INV/2026/0001,06/15/2026,1200.00,EUR,411100 Clients,0.00,0.00,0.00,0.00,0.00,1200.00,
INV/2026/0004,11/20/2026,800.00,EUR,411100 Clients,800.00,0.00,0.00,0.00,0.00,0.00,
Total Atelier A,,,,,800.00,0.00,0.00,0.00,0.00,1200.00,2000.00
Boutique B,,,,,0.00,0.00,1500.00,-300.00,0.00,0.00,1200.00
INV/2026/0002,09/10/2026,1500.00,EUR,411100 Clients,0.00,0.00,1500.00,0.00,0.00,0.00,
RINV/2026/0003,09/20/2026,-300.00,EUR,411100 Clients,0.00,0.00,0.00,-300.00,0.00,0.00,
Total Boutique B,,,,,0.00,0.00,1500.00,-300.00,0.00,0.00,1200.00
Total Aged Receivable,,,,,800.00,0.00,1500.00,-300.00,0.00,1200.00,3200.00
`,
  ],
  [
    'Dolibarr, invoices',
    { 'CU2601-0001': 'EUR 2000.00', 'CU2601-0002': 'EUR 1200.00' },
    `"Réf. facture","Réf. client","Date facturation","Date échéance","Tiers","Code client","Ville","Montant HT","Montant TVA","Montant TTC","Reste à payer","État"
"FA2606-0001","","2026-06-15","2026-07-15","Atelier A","CU2601-0001","Lyon","1000.00","200.00","1200.00","1200.00","Impayée"
"FA2611-0004","","2026-11-20","2026-12-20","Atelier A","CU2601-0001","Lyon","666.67","133.33","800.00","800.00","Impayée"
"FA2609-0002","","2026-09-10","2026-10-10","Boutique B","CU2601-0002","Lille","1666.67","333.33","2000.00","1500.00","Règlement commencé"
"AV2609-0003","","2026-09-20","2026-09-20","Boutique B","CU2601-0002","Lille","-250.00","-50.00","-300.00","-300.00","Impayée"
"(PROV12)","","2026-09-22","2026-10-22","Boutique B","CU2601-0002","Lille","100.00","20.00","120.00","120.00","Brouillon"
`,
  ],
  [
    'Pennylane, customers’ invoices',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Numéro de facture,Client,Date d'émission,Date d'échéance,Montant TTC (€),Montant TVA (€),Montant restant à payer,Devise,Statut
FA1001,Atelier A,15/06/2026,15/07/2026,"1 200,00","200,00","1 200,00",EUR,En retard
FA1004,Atelier A,20/11/2026,20/12/2026,"800,00","133,33","800,00",EUR,À venir
FA1002,Boutique B,10/09/2026,10/10/2026,"2 000,00","333,33","1 500,00",EUR,Partiellement payée
AV1003,Boutique B,20/09/2026,20/09/2026,"-300,00","-50,00","-300,00",EUR,À payer
`,
  ],
  [
    'QuickBooks, list of transactions',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Date,Transaction Type,Num,Customer,Due Date,Amount,Open Balance
06/15/2026,Invoice,1001,Atelier A,07/15/2026,"1,200.00","1,200.00"
11/20/2026,Invoice,1004,Atelier A,12/20/2026,800.00,800.00
09/10/2026,Invoice,1002,Boutique B,10/10/2026,"2,000.00","1,500.00"
09/20/2026,Credit Memo,1003,Boutique B,09/20/2026,-300.00,-300.00
`,
  ],
  [
    'QuickBooks, A/R ageing detail',
    { 'Atelier A': 'USD 2000.00', 'Boutique B': 'USD 1200.00' },
    `Sample Company,,,,,,,
A/R Aging Detail,,,,,,,
"As of November 30, 2026",,,,,,,
,,,,,,,
,Date,Transaction Type,Num,Customer,Due Date,Amount,Open Balance
91 or more days past due,,,,,,,
,06/15/2026,Invoice,1001,Atelier A,07/15/2026,"1,200.00","1,200.00"
Total for 91 or more days past due,,,,,,"$1,200.00","$1,200.00"
31 - 60 days past due,,,,,,,
,09/10/2026,Invoice,1002,Boutique B,10/10/2026,"2,000.00","1,500.00"
,09/20/2026,Credit Memo,1003,Boutique B,09/20/2026,-300.00,-300.00
Total for 31 - 60 days past due,,,,,,"$1,700.00","$1,200.00"
Current,,,,,,,
,11/20/2026,Invoice,1004,Atelier A,12/20/2026,800.00,800.00
Total for Current,,,,,,$800.00,$800.00
TOTAL,,,,,,"$3,700.00","$3,200.00"
,,,,,,,
"Monday, Nov 30, 2026 10:00:00 AM GMT+1",,,,,,,
`,
  ],
  [
    'QuickBooks, open invoices by customer',
    { 'Atelier A': 'USD 2000.00', 'Boutique B': 'USD 1200.00' },
    `Open Invoices,,,,,,
Sample Company,,,,,,
,Date,Transaction Type,Num,Terms,Due Date,Open Balance
Atelier A,,,,,,
,06/15/2026,Invoice,1001,Net 30,07/15/2026,"1,200.00"
,11/20/2026,Invoice,1004,Net 30,12/20/2026,800.00
Total for Atelier A,,,,,,"$2,000.00"
Boutique B,,,,,,
,09/10/2026,Invoice,1002,Net 30,10/10/2026,"1,500.00"
,09/20/2026,Credit Memo,1003,,09/20/2026,-300.00
Total for Boutique B,,,,,,"$1,200.00"
TOTAL,,,,,,"$3,200.00"
`,
  ],
  [
    'Xero, invoices',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `ContactName,EmailAddress,InvoiceNumber,Reference,InvoiceDate,DueDate,InvoiceAmount,InvoiceAmountPaid,InvoiceAmountDue,Currency,Type,Sent,Status
Atelier A,a@example.test,INV-1001,,15 Jun 2026,15 Jul 2026,1200.00,0.00,1200.00,EUR,Sales invoice,Sent,Awaiting Payment
Atelier A,a@example.test,INV-1004,,20 Nov 2026,20 Dec 2026,800.00,0.00,800.00,EUR,Sales invoice,Sent,Awaiting Payment
Boutique B,b@example.test,INV-1002,,10 Sep 2026,10 Oct 2026,2000.00,500.00,1500.00,EUR,Sales invoice,Sent,Awaiting Payment
Boutique B,b@example.test,CN-1003,,20 Sep 2026,20 Sep 2026,-300.00,0.00,-300.00,EUR,Sales credit note,,Awaiting Payment
Boutique B,b@example.test,INV-1009,,21 Sep 2026,21 Oct 2026,120.00,120.00,0.00,EUR,Sales invoice,Sent,Paid
`,
  ],
  [
    'Exact, outstanding items',
    { '1001': 'EUR 2000.00', '1002': 'EUR 1200.00' },
    `Code;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Uw ref.;Bedrag;Openstaand;Valuta
1001;Atelier A;26001;15-06-2026;15-07-2026;;1.200,00;1.200,00;EUR
1001;Atelier A;26004;20-11-2026;20-12-2026;;800,00;800,00;EUR
1002;Boutique B;26002;10-09-2026;10-10-2026;;2.000,00;1.500,00;EUR
1002;Boutique B;26003;20-09-2026;20-09-2026;;-300,00;-300,00;EUR
`,
  ],
  [
    'DATEV, open items',
    { '10001': 'EUR 2000.00', '10002': 'EUR 1200.00' },
    `Konto;Kontobeschriftung;Rechnungs-Nr.;Datum;Fälligkeit;Betrag Soll;Betrag Haben;Saldo;S/H;Mahnstufe
10001;Atelier A;RE1001;15.06.2026;15.07.2026;1.200,00;;1.200,00;S;0
10001;Atelier A;RE1004;20.11.2026;20.12.2026;800,00;;800,00;S;0
10002;Boutique B;RE1002;10.09.2026;10.10.2026;2.000,00;500,00;1.500,00;S;1
10002;Boutique B;GS1003;20.09.2026;20.09.2026;;300,00;300,00;H;0
`,
  ],
  [
    'DATEV, batch of bookings',
    { '10001': 'EUR 2000.00', '10002': 'EUR 1200.00' },
    `Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);Belegdatum;Belegfeld 1;Fälligkeit;Buchungstext
1200,00;S;EUR;10001;8400;15.06.2026;RE1001;15.07.2026;Rechnung
800,00;S;EUR;10001;8400;20.11.2026;RE1004;20.12.2026;Rechnung
1500,00;S;EUR;10002;8400;10.09.2026;RE1002;10.10.2026;Rechnung
300,00;H;EUR;10002;8400;20.09.2026;GS1003;20.09.2026;Gutschrift
`,
  ],
  [
    'Dynamics, customer ledger entries',
    { C00010: 'EUR 2000.00', C00020: 'EUR 1200.00' },
    `Posting Date,Document Type,Document No.,Customer No.,Customer Name,Description,Currency Code,Original Amount,Amount,Remaining Amount,Due Date,Open,Entry No.
06/15/26,Invoice,PS-INV1001,C00010,Atelier A,Invoice,,1200.00,1200.00,1200.00,07/15/26,Yes,101
11/20/26,Invoice,PS-INV1004,C00010,Atelier A,Invoice,,800.00,800.00,800.00,12/20/26,Yes,104
09/10/26,Invoice,PS-INV1002,C00020,Boutique B,Invoice,,2000.00,2000.00,1500.00,10/10/26,Yes,102
09/20/26,Credit Memo,PS-CR1003,C00020,Boutique B,Credit,,-300.00,-300.00,-300.00,09/20/26,Yes,103
09/30/26,Payment,BANK1,C00020,Boutique B,Payment,,-500.00,-500.00,0.00,09/30/26,No,105
`,
  ],
  [
    'NetSuite, A/R ageing detail',
    { 'Atelier A': 'USD 2000.00', 'Boutique B': 'USD 1200.00' },
    `Customer,Transaction Type,Date,Document Number,P.O. No.,Due Date,Age,Open Balance
Atelier A,,,,,,,
Atelier A,Invoice,6/15/2026,INV1001,,7/15/2026,138,"1,200.00"
Atelier A,Invoice,11/20/2026,INV1004,,12/20/2026,-20,800.00
Total - Atelier A,,,,,,,"2,000.00"
Boutique B,,,,,,,
Boutique B,Invoice,9/10/2026,INV1002,,10/10/2026,51,"1,500.00"
Boutique B,Credit Memo,9/20/2026,CM1003,,,,($300.00)
Total - Boutique B,,,,,,,"1,200.00"
Total,,,,,,,"3,200.00"
`,
  ],
  [
    'ERPNext, accounts receivable',
    { 'CUST-1': 'EUR 2000.00', 'CUST-2': 'EUR 1200.00' },
    `Posting Date,Customer,Customer Name,Receivable Account,Voucher Type,Voucher No,Due Date,Invoiced Amount,Paid Amount,Credit Note,Outstanding Amount,Age (Days),0-30,31-60,61-90,91-120,121-Above,Currency,Territory,Customer Group
2026-06-15,CUST-1,Atelier A,Debtors - E,Sales Invoice,SINV-1001,2026-07-15,1200.0,0.0,0.0,1200.0,138,0,0,0,0,1200.0,EUR,France,Commercial
2026-11-20,CUST-1,Atelier A,Debtors - E,Sales Invoice,SINV-1004,2026-12-20,800.0,0.0,0.0,800.0,-20,800.0,0,0,0,0,EUR,France,Commercial
2026-09-10,CUST-2,Boutique B,Debtors - E,Sales Invoice,SINV-1002,2026-10-10,2000.0,500.0,300.0,1200.0,51,0,1200.0,0,0,0,EUR,France,Commercial
`,
  ],
  [
    'Tryton, lines to reconcile',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Tiers;Compte;Date;Date d'échéance;Mouvement;Débit;Crédit;Rapprochement
Atelier A;411 - Clients;15/06/2026;15/07/2026;FA1001;1200,00;0,00;
Atelier A;411 - Clients;20/11/2026;20/12/2026;FA1004;800,00;0,00;
Boutique B;411 - Clients;10/09/2026;10/10/2026;FA1002;1500,00;0,00;
Boutique B;411 - Clients;20/09/2026;20/09/2026;AV1003;0,00;300,00;
`,
  ],
];

const WAYS: readonly (readonly [string, Record<string, string>, string])[] = [
  [
    'customers that are written once, above their lines',
    { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
    `Client;Facture;Date facture;Échéance;Montant
Atelier A;FA1001;15/06/2026;15/07/2026;1200,00
;FA1004;20/11/2026;20/12/2026;800,00
Boutique B;FA1002;10/09/2026;10/10/2026;1500,00
;AV1003;20/09/2026;20/09/2026;-300,00
`,
  ],
  [
    'customers on lines of their own, by number and name',
    { C001: 'EUR 2000.00', C002: 'EUR 1200.00' },
    `Date;Pièce;Échéance;Montant
Client : C001 - Atelier A;;;
15/06/2026;FA1001;15/07/2026;1200,00
20/11/2026;FA1004;20/12/2026;800,00
Total client C001;;;2000,00
Client : C002 - Boutique B;;;
10/09/2026;FA1002;10/10/2026;1500,00
20/09/2026;AV1003;20/09/2026;-300,00
Total client C002;;;1200,00
Total général;;;3200,00
`,
  ],
  [
    'paid, yes or no',
    { A: 'EUR 1200.00' },
    `Client;Facture;Date;Échéance;Montant TTC;Payée
A;FA1;15/06/2026;15/07/2026;1200,00;Non
A;FA2;16/06/2026;16/07/2026;500,00;Oui
`,
  ],
  [
    'Dr and Cr behind the figure',
    { A: 'EUR 1000.00' },
    `Customer,Invoice No,Date,Due Date,Balance
A,I1,13/06/2026,13/07/2026,"1,200.00 Dr"
A,I2,20/06/2026,20/06/2026,"200.00 Cr"
`,
  ],
  [
    'groups of lakhs',
    { A: 'EUR 123456.78', B: 'EUR 2000.00' },
    `Party Name,Voucher No.,Date,Due on,Pending Amount
A,1,15-Jun-26,15-Jul-26,"1,23,456.78"
B,2,16-Jun-26,16-Jul-26,"2,000.00"
`,
  ],
  [
    'German',
    { '1': 'EUR 1200.00', '2': 'EUR 1500.00' },
    `Kunden-Nr.;Name;Rechnungsnr.;Rechnungsdatum;Fällig am;Rechnungsbetrag;Bezahlt;Offen;Status
1;Atelier A;RE1;15.06.2026;15.07.2026;1.200,00 €;0,00 €;1.200,00 €;überfällig
2;Boutique B;RE2;10.09.2026;10.10.2026;2.000,00 €;500,00 €;1.500,00 €;teilweise bezahlt
3;Café C;RE3;10.09.2026;10.10.2026;50,00 €;50,00 €;0,00 €;bezahlt
`,
  ],
  [
    'Spanish',
    { 'Atelier A': 'EUR 1200.00', 'Boutique B': 'EUR 1500.00' },
    `Cliente;Nº factura;Fecha;Vencimiento;Importe total;Cobrado;Pendiente;Estado
Atelier A;F1;15/06/2026;15/07/2026;1.200,00;0,00;1.200,00;Vencida
Boutique B;F2;10/09/2026;10/10/2026;2.000,00;500,00;1.500,00;Parcialmente pagada
`,
  ],
  [
    'Italian',
    { 'Atelier A': 'EUR 1200.00', 'Boutique B': 'EUR 1200.00' },
    `Cliente;Numero documento;Data documento;Scadenza;Dare;Avere
Atelier A;F1;15/06/2026;15/07/2026;1.200,00;
Boutique B;F2;10/09/2026;10/10/2026;1.500,00;
Boutique B;NC3;20/09/2026;20/09/2026;;300,00
`,
  ],
  [
    'a spreadsheet’s numbers of days',
    { A: 'EUR 1200.00', B: 'EUR 800.00' },
    `Client;Facture;Date facture;Échéance;Montant
A;FA1;46188;46218;1200,00
B;FA2;46275;46305;800,00
`,
  ],
  [
    'letters',
    { C1: 'EUR 50.00', C2: 'EUR 70.00' },
    `Compte;Date;Pièce;Débit;Crédit;Let.
C1;15/06/2026;FA1;100,00;;AA
C1;20/06/2026;VIR;;100,00;AA
C1;21/06/2026;FA2;50,00;;
C2;21/06/2026;FA3;70,00;;
`,
  ],
  [
    'a customer called Total',
    { 'Total Energies': 'EUR 1500.00', Zed: 'EUR 700.00' },
    `Client;Facture;Date facture;Échéance;Montant
Total Energies;FA1;15/06/2026;15/07/2026;1200,00
Total Energies;FA2;16/06/2026;16/07/2026;300,00
Zed;FA3;16/06/2026;16/07/2026;700,00
`,
  ],
  [
    'two currencies side by side',
    { '100001': 'USD 1000.00' },
    `Account,Name 1,Document Number,Document Type,Document Date,Net Due Date,Amount in doc. curr.,Document Currency,Amount in local currency,Local Currency,Clearing Document
100001,Atelier A,18001,RV,06/15/2026,07/15/2026,1200.00,USD,1100.00,EUR,
100001,Atelier A,18002,DZ,06/25/2026,06/25/2026,-200.00,USD,-180.00,EUR,
`,
  ],
  [
    'FCFA',
    { A: 'XOF 1200000' },
    `Client;Facture;Date;Échéance;Montant
A;FA1;15/06/2026;15/07/2026;1 200 000 FCFA
`,
  ],
  [
    'month first, told by the due dates',
    { A: 'EUR 100.00', B: 'EUR 50.00' },
    `Customer,Invoice,Invoice Date,Due Date,Amount
A,I1,05/12/2026,06/11/2026,100.00
B,I2,03/04/2026,04/03/2026,50.00
`,
  ],
  [
    'a blank first column under titles',
    { A: 'EUR 1200.00', B: 'EUR 800.00' },
    `;;;;;
;Liste des factures ouvertes;;;;
;;;;;
;Client;Facture;Date facture;Échéance;Reste dû
;A;FA1;15/06/2026;15/07/2026;1200,00
;B;FA2;16/06/2026;16/07/2026;800,00
;;;;Total;2000,00
`,
  ],
  [
    'plus and minus in a column',
    { A: 'EUR 1000.00' },
    `Tiers;Pièce;Date;Échéance;Montant;Sens
A;FA1;15/06/2026;15/07/2026;1200,00;+
A;AV1;16/06/2026;16/06/2026;200,00;-
`,
  ],
  [
    'added and taken off, in Dutch',
    { A: 'EUR 1000.00' },
    `Klant;Factuur;Datum;Vervaldatum;Bedrag;Af Bij
A;F1;15-06-2026;15-07-2026;1200,00;Bij
A;F2;16-06-2026;16-06-2026;200,00;Af
`,
  ],
  [
    'what is paid already',
    { A: 'EUR 60.00', B: 'EUR 50.00' },
    `Customer,Invoice,Invoice Date,Due Date,Total,Amount Paid
A,I1,15/06/2026,15/07/2026,100.00,40.00
B,I2,15/06/2026,15/07/2026,50.00,0.00
`,
  ],
  [
    'a balance that runs from the bottom',
    { A: 'EUR 2000.00' },
    `Client;Date;Pièce;Débit;Crédit;Solde
A;20/11/2026;FA2;800,00;;2000,00
A;15/06/2026;FA1;1200,00;;1200,00
`,
  ],
  [
    'a balance that runs over credits below zero',
    { A: 'EUR 800.00' },
    `Client;Date;Pièce;Débit;Crédit;Solde
A;15/06/2026;FA1;1200,00;;1200,00
A;20/11/2026;RG1;;-400,00;800,00
`,
  ],
  [
    'a payment that names its invoice',
    { A: 'EUR 800.00' },
    `Client;Type;N°;Facture réglée;Date;Montant
A;Facture;FA1;;15/06/2026;1200,00
A;Règlement;RG1;FA1;15/07/2026;-400,00
`,
  ],
  [
    'an advance with a number and a due date',
    { A: 'EUR 600.00' },
    `Client;Type;N°;Date;Échéance;Montant
A;Acompte;AC1;15/06/2026;15/07/2026;500,00
A;Facture;FA1;15/06/2026;15/07/2026;100,00
`,
  ],
  [
    'weekdays and time zones',
    { A: 'EUR 1300.00' },
    `Client;Facture;Date facture;Échéance;Montant
A;FA1;lundi 15 juin 2026;mercredi 15 juillet 2026;1200,00
A;FA2;2026-06-16T00:00:00+02:00;2026-07-16 00:00:00 UTC;100,00
`,
  ],
];

describe('an export is read without a mapping', () => {
  for (const [name, expected, text, answers] of PROGRAMS)
    test(name, async () => {
      expect(await owed(text, answers)).toEqual(expected);
    });

  test.each(WAYS)('with %s', async (_, expected, text) => {
    expect(await owed(text)).toEqual(expected);
  });
});

describe('what a file leaves open is asked, and read as it is answered', () => {
  test.each([
    [
      'articles of one invoice, each with its total',
      'lines',
      'once',
      { 'Atelier A': 'EUR 2000.00', 'Boutique B': 'EUR 1200.00' },
      `*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Description,Quantity,UnitAmount,LineAmount,AccountCode,TaxType,TaxAmount,Currency,Type,Status
Atelier A,a@example.test,INV-1001,,15/06/2026,15/07/2026,1200.00,0.00,1200.00,Table,1,1000.00,1000.00,200,20%,200.00,EUR,Sales invoice,Awaiting Payment
Atelier A,a@example.test,INV-1004,,20/11/2026,20/12/2026,800.00,0.00,800.00,Chaise,2,200.00,400.00,200,20%,80.00,EUR,Sales invoice,Awaiting Payment
Atelier A,a@example.test,INV-1004,,20/11/2026,20/12/2026,800.00,0.00,800.00,Lampe,1,266.67,266.67,200,20%,53.33,EUR,Sales invoice,Awaiting Payment
Boutique B,b@example.test,INV-1002,,10/09/2026,10/10/2026,2000.00,500.00,1500.00,Table,1,1666.67,1666.67,200,20%,333.33,EUR,Sales invoice,Awaiting Payment
Boutique B,b@example.test,CN-1003,,20/09/2026,20/09/2026,-300.00,0.00,-300.00,Retour,1,-250,-250.00,200,20%,-50.00,EUR,Sales credit note,Awaiting Payment
`,
    ],
    [
      'amounts under an unknown header',
      'column:Zorglub',
      'paid',
      { A: 'EUR 900.00', B: 'EUR 800.00' },
      `Client;Facture;Date facture;Échéance;Montant TTC;Zorglub
A;FA1;15/06/2026;15/07/2026;1200,00;300,00
B;FA2;15/06/2026;15/07/2026;800,00;0,00
`,
    ],
    [
      'the same, set aside',
      'column:Zorglub',
      'aside',
      { A: 'EUR 1200.00', B: 'EUR 800.00' },
      `Client;Facture;Date facture;Échéance;Montant TTC;Zorglub
A;FA1;15/06/2026;15/07/2026;1200,00;300,00
B;FA2;15/06/2026;15/07/2026;800,00;0,00
`,
    ],
    [
      'letters under an unknown header',
      'column:L',
      'letter',
      { C1: 'EUR 50.00', C2: 'EUR 70.00' },
      `Compte;Date;Pièce;Débit;Crédit;L
C1;15/06/2026;FA1;100,00;;AA
C1;20/06/2026;VIR;;100,00;AA
C1;21/06/2026;FA2;50,00;;
C2;21/06/2026;FA3;70,00;;
`,
    ],
    [
      'dates in two orders',
      'dates',
      'DMY',
      { A: 'EUR 1200.00' },
      `Client;Facture;Date facture;Échéance;Montant
A;FA1;05/06/2026;05/07/2026;1200,00
`,
    ],
    [
      'a journal’s line where credits bear no sign',
      'type:OD',
      'credit-note',
      { A: 'EUR 950.00' },
      `Client;Type;N°;Date;Échéance;Montant
A;Facture;FA1;15/06/2026;15/07/2026;1200,00
A;Avoir;AV1;16/06/2026;16/06/2026;200,00
A;OD;OD1;16/06/2026;16/06/2026;50,00
`,
    ],
    [
      'a state that nobody knows',
      'status:Zut',
      'open',
      { A: 'EUR 1200.00' },
      `Client;Facture;Date;Échéance;Montant;Statut
A;FA1;15/06/2026;15/07/2026;1200,00;Zut
A;FA2;15/06/2026;15/07/2026;100,00;Payée
`,
    ],
  ] as const)('%s', async (_, id, answer, expected, text) => {
    const { questions } = await asked(text);
    expect(questions.map((question) => question.id)).toEqual([id]);
    expect(questions[0]?.choices.map(({ value }) => value)).toContain(answer);
    expect(questions[0]?.values.length).toBeGreaterThan(0);
    expect(await owed(text, { [id]: answer })).toEqual(expected);
  });

  test('two columns of one name are two questions', async () => {
    const text = `Client;Facture;Date;Montant;Date;Montant
A;FA1;15/06/2026;1200,00;15/07/2026;1000,00
B;FA2;16/06/2026;800,00;16/07/2026;800,00
`;
    expect((await asked(text)).questions.map(({ id }) => id)).toEqual(['amount', 'issueDate']);
    expect(await owed(text, { amount: 'Montant (2)', issueDate: 'Date' })).toEqual({ A: 'EUR 1000.00', B: 'EUR 800.00' });
  });

  test('an answer that is none of the choices is asked for again', async () => {
    expect(
      (
        await asked(
          `Client;Facture;Date facture;Échéance;Montant
A;FA1;05/06/2026;05/07/2026;1200,00
`,
          { dates: 'sometimes' },
        )
      ).questions,
    ).toHaveLength(1);
  });

  test('an aged balance without items is refused in its own sentence', async () => {
    await expect(
      asked(`Client;Non échu;0-30;31-60;61-90;> 90;Total
A;0,00;100,00;0,00;0,00;0,00;100,00
B;50,00;0,00;0,00;0,00;0,00;50,00
`),
    ).rejects.toMatchObject({ details: { fault: 'ageing-only' } });
  });
});

/** One list, with what a case puts into its lines: three invoices of 15 June, 16 June and 17 June. */
function listed(columns: string, rows: readonly (readonly [client: string, ref: string, rest: string])[], above = ''): string {
  const lines = rows.map(([client, ref, rest], i) => `${client};${ref};${15 + i}/06/2026;${15 + i}/07/2026;${rest}`);
  return [...(above === '' ? [] : [above]), `Client;Facture;Date facture;Échéance;${columns}`, ...lines, ''].join('\n');
}

describe('what a cell, a title or a text could mean is never passed over', () => {
  const A = 'EUR 100.00';
  test.each<readonly [name: string, id: string, text: string, Readonly<Record<string, Readonly<Record<string, string>>>>]>([
    [
      'no currency on a line among others in another one',
      'blank:currency',
      listed('Montant;Devise', [
        ['A', '1', '100,00;USD'],
        ['B', '2', '50,00;'],
      ]),
      { EUR: { A: 'USD 100.00', B: 'EUR 50.00' }, USD: { A: 'USD 100.00', B: 'USD 50.00' } },
    ],
    [
      'nothing said of what is left',
      'blank:openAmount',
      listed('Montant;Reste dû', [
        ['A', '1', '100,00;'],
        ['B', '2', '80,00;50,00'],
      ]),
      { whole: { A, B: 'EUR 50.00' }, nothing: { B: 'EUR 50.00' } },
    ],
    [
      'thousands in a header',
      'unit',
      listed('Montant TTC (k€)', [
        ['A', '1', '0,1'],
        ['B', '2', '12,5'],
      ]),
      { '3': { A, B: 'EUR 12500.00' }, '0': { A: 'EUR 0.10', B: 'EUR 12.50' } },
    ],
    [
      'thousands in a title',
      'unit',
      listed('Montant', [['A', '1', '0,1']], 'Encours clients (en milliers d’euros)'),
      { '3': { A }, '0': { A: 'EUR 0.10' } },
    ],
    ['cents in a header', 'unit', listed('amount_cents', [['A', '1', '10000']]), { '-2': { A }, '0': { A: 'EUR 10000.00' } }],
    [
      'a currency in a title that says no more',
      'currency',
      listed('Montant', [['A', '1', '100,00']], 'Export USD'),
      { USD: { A: 'USD 100.00' }, EUR: { A } },
    ],
    [
      'amounts called local beside the currency of the document',
      'currency:amounts',
      listed('Montant local;Devise', [
        ['A', '1', '100,00;USD'],
        ['B', '2', '50,00;EUR'],
      ]),
      { all: { A, B: 'EUR 50.00' }, line: { A: 'USD 100.00', B: 'EUR 50.00' } },
    ],
    [
      'invoices below zero',
      'turned',
      listed('Type;Montant', [
        ['A', '1', 'Facture;-150,00'],
        ['A', '2', 'Avoir;50,00'],
      ]),
      { yes: { A }, no: { A: 'EUR -200.00' } },
    ],
    [
      'an amount without its tax',
      'tax',
      listed('Montant;TVA', [
        ['A', '1', '100,00;20,00'],
        ['B', '2', '50,00;2,75'],
      ]),
      { add: { A: 'EUR 120.00', B: 'EUR 52.75' }, within: { A, B: 'EUR 50.00' } },
    ],
    [
      'numbers that are those of credit notes',
      'says:Facture',
      listed('Montant', [
        ['A', 'FA1', '100,00'],
        ['A', 'AV2', '30,00'],
        ['B', 'FA3', '50,00'],
      ]),
      { count: { A: 'EUR 70.00', B: 'EUR 50.00' }, aside: { A: 'EUR 130.00', B: 'EUR 50.00' } },
    ],
    [
      'remarks that a line is paid',
      'says:Observations',
      listed('Montant;Observations', [
        ['A', '1', '100,00;règlement à 30 jours'],
        ['B', '2', '50,00;Payée le 12/07'],
        ['B', '3', '20,00;'],
      ]),
      { count: { A, B: 'EUR 20.00' }, aside: { A, B: 'EUR 70.00' } },
    ],
    [
      'a state on some lines only',
      'status:',
      listed('Montant;Statut', [
        ['A', '1', '100,00;Impayée'],
        ['B', '2', '50,00;'],
        ['B', '3', '20,00;Payée'],
      ]),
      { open: { A, B: 'EUR 50.00' }, settled: { A } },
    ],
    [
      'a type on some lines only',
      'type:',
      listed('Montant;Type', [
        ['A', '1', '100,00;Facture'],
        ['B', '2', '50,00;'],
        ['B', '3', '20,00;Avoir'],
      ]),
      { invoice: { A, B: 'EUR 30.00' }, payment: { A, B: 'EUR -70.00' } },
    ],
    [
      'a side on some lines only',
      'side:',
      listed('Montant;Sens', [
        ['A', '1', '100,00;D'],
        ['B', '2', '50,00;'],
        ['B', '3', '20,00;C'],
      ]),
      { debit: { A, B: 'EUR 30.00' }, credit: { A, B: 'EUR -70.00' } },
    ],
    [
      'one amount on each date of an invoice',
      'lines',
      listed('Montant', [
        ['A', '1', '100,00'],
        ['A', '1', '100,00'],
        ['B', '2', '50,00'],
      ]),
      { once: { A, B: 'EUR 50.00' }, each: { A: 'EUR 200.00', B: 'EUR 50.00' } },
    ],
    [
      'one customer beside several companies',
      'debtor',
      listed('Montant;Société', [
        ['A', '1', '100,00;FR01'],
        ['A', '2', '50,00;BE01'],
      ]),
      { Client: { A: 'EUR 150.00' }, Société: { FR01: A, BE01: 'EUR 50.00' } },
    ],
    ['a list of suppliers', 'suppliers', listed('Montant', [['A', '1', '100,00']], 'Balance fournisseurs'), { customers: { A } }],
  ])('%s', async (_, id, text, outcomes) => {
    const { questions } = await asked(text);
    expect(questions.map((question) => question.id)).toEqual([id]);
    expect(questions[0]?.choices.map(({ value }) => value).sort()).toEqual(expect.arrayContaining(Object.keys(outcomes).sort()));
    for (const [answer, expected] of Object.entries(outcomes)) {
      const answers = { [id]: answer };
      expect(await owed(text, answers)).toEqual(expected);
      // What was answered is kept: the next file with these headers asks nothing, and is read as this one is.
      const { plan } = await asked(text, answers);
      const profile = { name: 'erp', fingerprint: plan.headers, plan: { ...NO_PLAN, ...JSON.parse(plan.text) } };
      expect(await owed(text, {}, [profile])).toEqual(expected);
    }
  });

  test('a column with nothing in any row asks nothing, and a blank in our own form is what its page says', async () => {
    const silent = listed('Montant;Reste dû;Devise;Type;Statut', [['A', '1', '100,00;;;;']]);
    const { questions, plan } = await asked(silent);
    expect(questions).toEqual([]);
    expect(await owed(silent)).toEqual({ A });
    // Nobody said that a blank is all of it: the day when other lines say what is left, it is asked.
    const profile = { name: 'erp', fingerprint: plan.headers, plan: { ...NO_PLAN, ...JSON.parse(plan.text) } };
    const partly = `${silent}B;2;16/06/2026;16/07/2026;80,00;50,00;;;\n`;
    expect((await asked(partly, {}, [profile])).questions.map(({ id }) => id)).toEqual(['blank:openAmount']);
    const own = `debtor,ref,issueDate,dueDate,amount,openAmount,currency,kind
A,1,2026-06-15,2026-07-15,100.00,,,
B,2,2026-06-16,2026-07-16,80.00,50.00,USD,invoice
B,3,2026-06-17,,20.00,,USD,credit-note
`;
    expect(await owed(own)).toEqual({ A, B: 'USD 30.00' });
    expect(await owed('debtor,ref,issueDate,amount\nA,1,2026-06-15,-1.00\n')).toEqual({ A: 'EUR -1.00' });
  });

  test.each([
    [
      'all currencies named are the company’s',
      listed('Montant;Devise', [
        ['A', '1', '60,00;EUR'],
        ['A', '2', '40,00;'],
      ]),
      { A },
    ],
    [
      'what has no rest is paid',
      listed('Montant;Reste dû;Statut', [
        ['A', '1', '100,00;100,00;Impayée'],
        ['B', '2', '50,00;;Payée'],
      ]),
      { A },
    ],
    [
      'only what is paid has a state',
      listed('Montant;Statut', [
        ['A', '1', '100,00;'],
        ['B', '2', '50,00;Payée'],
      ]),
      { A },
    ],
    [
      'only credits have a side',
      listed('Montant;Sens', [
        ['A', '1', '120,00;'],
        ['A', '2', '20,00;C'],
      ]),
      { A },
    ],
    [
      'dates that programs write for none',
      listed('Montant;Réglé le', [
        ['A', '1', '100,00;01/01/1900'],
        ['B', '2', '50,00;20/07/2026'],
      ]),
      { A },
    ],
    [
      'one that is after all calendars',
      listed('Montant;Réglé le', [
        ['A', '1', '100,00;31/12/9999'],
        ['B', '2', '50,00;20/07/2026'],
      ]),
      { A },
    ],
    [
      'tax that is in the amount',
      listed('Montant;TVA', [
        ['A', '1', '100,00;16,67'],
        ['B', '2', '120,00;20,00'],
      ]),
      { A, B: 'EUR 120.00' },
    ],
    ['a title that says the currency', listed('Montant', [['A', '1', '100,00']], 'Montants exprimés en USD'), { A: 'USD 100.00' }],
  ])('nor asked where the file tells: %s', async (_, text, expected) => {
    expect(await owed(text)).toEqual(expected);
  });

  test.each([
    [
      'far-date',
      listed('Montant', [['A', '1', '100,00']])
        .replace('15/06/2026', '15/06/2062')
        .replace('15/07/2026', '15/07/2062'),
    ],
    ['far-date', listed('Montant', [['A', '1', '100,00']]).replace('15/07/2026', '31/12/2099')],
    [
      'supplier',
      listed('Montant', [
        ['411A', '1', '100,00'],
        ['411B', '2', '50,00'],
        ['401C', '3', '70,00'],
      ]),
    ],
    ['missing-field', listed('Montant', [['A', '1', '100,00']]).replace('\nA;', '\nA;Report à nouveau;;;500,00\nA;')],
  ])('what cannot be right is refused with its line: %s', async (code, text) => {
    const options = { policy: DEFAULT_POLICY, locale: 'en', today: AS_OF } as const;
    const reading = await openReading(fileInMemory('list.csv', text), options);
    expect(reading.questions).toEqual([]);
    const codes: string[] = [];
    await reading.read(async ({ rejected }) => void codes.push(...rejected.map((line) => line.code)));
    expect(codes).toEqual([code]);
  });

  test('a text beyond what the plan was made of is refused, not passed over', async () => {
    const many = Array.from({ length: 2_100 }, (_, i) => ['A', `FA${i}`, '1,00'] as const);
    const text = `${listed('Montant', many.slice(0, 15))}${many.map(([client, ref, amount]) => `${client};${ref}x;15/06/2026;15/07/2026;${amount}`).join('\n')}\nA;AV9;15/06/2026;15/07/2026;5,00\n`;
    const codes: string[] = [];
    await (await asked(text)).read(async ({ rejected }) => void codes.push(...rejected.map((line) => line.code)));
    expect(codes).toEqual(['says-otherwise']);
  });
});

describe('a kept plan', () => {
  const ambiguous = 'Client;Facture;Date;Montant;Zut\nA;FA1;05/06/2026;1.234;12,50\n';
  const answers = { dates: 'MDY', decimal: ',', 'column:Zut': 'aside' };

  async function profile() {
    const { plan, questions } = await asked(ambiguous, answers);
    expect(questions).toEqual([]);
    expect(plan.answered).toBe(true);
    return { name: 'erp', fingerprint: plan.headers, plan: JSON.parse(plan.text) };
  }

  async function again(text: string, name?: string) {
    const profiles = [await profile()];
    const options = { policy: DEFAULT_POLICY, locale: 'en', profiles, ...(name === undefined ? {} : { profile: name }) } as const;
    const reading = await openReading(fileInMemory('next.csv', text), options);
    return reading.questions.map(({ id }) => id);
  }

  test('lets the next file with those headers ask nothing', async () => {
    expect(await again('Client;Facture;Date;Montant;Zut\nB;FA2;03/04/2026;2.500;7,00\n')).toEqual([]);
  });

  test('keeps its answers when the file has a new column, which alone is asked about', async () => {
    expect(await again('Client;Facture;Date;Montant;Zut;Zorglub\nB;FA2;03/04/2026;2.500;7,00;3,25\n', 'erp')).toEqual(['column:Zorglub']);
  });
});

describe('what one row or one word says does not undo what the others say', () => {
  test.each([
    [
      'a date of the last payment beside what is still owed',
      { DUPONT: 'EUR 1000.00', MARTIN: 'EUR 500.00' },
      `Client;Pièce;Date;Echéance;Montant TTC;Réglé le;Reste dû
DUPONT;F001;15/01/2026;14/02/2026;1200,00;20/02/2026;1000,00
MARTIN;F002;16/01/2026;15/02/2026;500,00;;500,00
`,
    ],
    [
      'a payment taken back, below zero among credits above it',
      { DUPONT: 'EUR 1200.00' },
      `Client;Pièce;Date;Echéance;Débit;Crédit;Solde
DUPONT;F001;15/01/2026;14/02/2026;1200,00;;1200,00
DUPONT;R1;20/02/2026;20/02/2026;;700,00;500,00
DUPONT;R1;25/02/2026;25/02/2026;;-700,00;1200,00
`,
    ],
    [
      'a payment taken back, below zero beside a mark of its side',
      { DUPONT: 'EUR 1200.00' },
      `Client;Pièce;Date;Echéance;Montant;Sens
DUPONT;F001;15/01/2026;14/02/2026;1200,00;D
DUPONT;R1;20/02/2026;20/02/2026;700,00;C
DUPONT;R1;25/02/2026;25/02/2026;-700,00;C
`,
    ],
    [
      'credits that are all below zero in their column',
      { DUPONT: 'EUR 500.00' },
      `Client;Pièce;Date;Echéance;Débit;Crédit
DUPONT;F001;15/01/2026;14/02/2026;1200,00;
DUPONT;R1;20/02/2026;20/02/2026;;-700,00
`,
    ],
    [
      'one credit note with a minus among others without',
      { DUPONT: 'EUR 1000.00', MARTIN: 'EUR 400.00' },
      `Client;Pièce;Type;Date;Echéance;Montant
DUPONT;F001;Facture;15/01/2026;14/02/2026;1200,00
DUPONT;A001;Avoir;20/02/2026;20/02/2026;-200,00
MARTIN;F002;Facture;16/01/2026;15/02/2026;500,00
MARTIN;A002;Avoir;17/01/2026;15/02/2026;100,00
`,
    ],
    [
      'a number of unpaid dues, which is no amount',
      { DUPONT: 'EUR 1400.00', MARTIN: 'EUR 500.00' },
      `Client;Pièce;Date;Echéance;Montant;Nb impayés
DUPONT;F001;15/01/2026;14/02/2026;1200,00;2
DUPONT;F003;20/02/2026;20/03/2026;200,00;0
MARTIN;F002;16/01/2026;15/02/2026;500,00;1
`,
    ],
    [
      'a currency in the header of the amounts',
      { DUPONT: 'USD 1200.00' },
      `Customer;Invoice;Invoice date;Due date;Amount (USD)
DUPONT;F001;15/01/2026;14/02/2026;1200,00
`,
    ],
    [
      'a currency in a line above the list',
      { DUPONT: 'GBP 1200.00' },
      `Encours clients
Devise : GBP
Client;Pièce;Date;Echéance;Montant
DUPONT;F001;15/01/2026;14/02/2026;1200,00
`,
    ],
    [
      'a remark between items, in another column than their customers',
      { 'DUPONT SARL': 'EUR 1400.00', 'MARTIN SA': 'EUR 500.00' },
      `Pièce;Date;Echéance;Montant;Remarque
DUPONT SARL;;;;
F001;15/01/2026;14/02/2026;1200,00;
;;;;Relancé par téléphone
F003;20/02/2026;20/03/2026;200,00;
MARTIN SA;;;;
F002;16/01/2026;15/02/2026;500,00;
`,
    ],
    [
      'a customer called Total, whose invoice equals the one before',
      { MARTIN: 'EUR 500.00', 'Total Gabon': 'EUR 500.00', DUPONT: 'EUR 100.00' },
      `Client;Date;Echéance;Montant
MARTIN;16/01/2026;15/02/2026;500,00
Total Gabon;17/01/2026;16/02/2026;250,00
Total Gabon;18/02/2026;20/03/2026;250,00
DUPONT;17/01/2026;15/02/2026;100,00
`,
    ],
  ])('%s', async (_, expected, text) => {
    expect(await owed(text)).toEqual(expected);
  });

  test('a credit that bears its invoice’s due date proves no order of dates', async () => {
    const { questions } = await asked(`Client;Pièce;Date;Echéance;Montant
DUPONT;F001;01/02/2026;03/04/2026;1200,00
DUPONT;A003;02/03/2026;10/02/2026;-200,00
MARTIN;F002;02/04/2026;03/05/2026;500,00
`);
    expect(questions.map(({ id }) => id)).toEqual(['dates']);
  });

  test('RE beside French codes is asked about', async () => {
    const { questions } = await asked(`Client;Pièce;Type;Date;Echéance;Montant
DUPONT;1;FA;15/01/2026;14/02/2026;1200,00
DUPONT;2;RE;20/02/2026;20/02/2026;700,00
DUPONT;3;AV;20/02/2026;20/02/2026;100,00
`);
    expect(questions.map(({ id }) => id)).toEqual(['type:RE']);
  });

  test('how one file signs its credits is not kept for the next of its source', async () => {
    const header = 'Client;Pièce;Type;Date;Echéance;Montant';
    const first = await asked(`${header}\nA;1;Avoir;15/06/2026;15/07/2026;-200,00\nA;2;ZZT;16/06/2026;16/07/2026;900,00\n`, {
      'type:ZZT': 'invoice',
    });
    const profile = { name: 'erp', fingerprint: first.plan.headers, plan: { ...NO_PLAN, ...JSON.parse(first.plan.text) } };
    const next = `${header}\nA;3;Avoir;17/06/2026;17/07/2026;200,00\nA;4;ZZT;18/06/2026;18/07/2026;300,00\n`;
    const reading = await openReading(fileInMemory('list.csv', next), { policy: DEFAULT_POLICY, locale: 'en', profiles: [profile] });
    if (reading.kind !== 'items') throw new Error(reading.kind);
    const amounts: bigint[] = [];
    await reading.read(async ({ rows }) => void amounts.push(...rows.map(({ amount }) => amount)));
    expect(amounts).toEqual([-200_00n, 300_00n]);
  });
});
