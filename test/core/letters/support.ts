/** A company that writes: debtors with addresses in two languages, invoices late by known days, and rates for every half-year of 2026. */
import { extractText, getDocumentProxy } from 'unpdf';
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { DEFAULT_LETTERS, type LetterPolicy } from '../../../src/core/letters/letter-policy.ts';
import { createDesk, type Desk } from '../../support/desk.ts';
import { PEOPLE, type TurnedCore, turnedCore } from '../../support/turned.ts';

export const NADIA = 'nadia@acme.example';
export const SOFIA = 'sofia@acme.example';

const DEBTORS = [
  'debtor,name,segment,collector,contact,email,address,language',
  'C1,Dupont SA,standard,nadia@acme.example,M. Petit,compta@dupont.example,12 rue de la Paix|75002 Paris,fr',
  'C2,Second Ltd,standard,nadia@acme.example,Mrs Jones,ap@second.example,1 High Street|London,en',
  'C3,Sans Adresse,standard,nadia@acme.example,,,,fr',
  'C4,Martin Particulier,consumer,nadia@acme.example,,martin@home.example,3 rue Basse|Lyon,fr',
  'C5,Failli SARL,insolvency,nadia@acme.example,,failli@failli.example,5 rue Haute|Lyon,fr',
  'C6,Rien SA,standard,nadia@acme.example,,rien@rien.example,,fr',
].join('\n');

export const ITEMS = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Dupont SA,F1,2026-01-01,2026-01-31,12000.00,invoice',
  'C1,Dupont SA,F2,2026-03-10,2026-04-09,500.00,invoice',
  'C2,Second Ltd,S1,2026-01-01,2026-01-31,1000.00,invoice',
  'C3,Sans Adresse,A1,2026-01-01,2026-01-31,300.00,invoice',
  'C4,Martin Particulier,P1,2026-01-01,2026-01-31,80.00,invoice',
  'C5,Failli SARL,X1,2026-01-01,2026-01-31,900.00,invoice',
  'C6,Rien SA,R1,2026-03-10,2026-04-09,700.00,invoice',
].join('\n');

/** Sunday 15 March 2026 would be the worked example's; letters are written on the Monday after. */
export const MONDAY = '2026-03-16T10:00:00+01:00';

export interface Office extends TurnedCore {
  readonly desk: Desk;
}

export async function office(
  options: {
    readonly at?: string;
    readonly letters?: Partial<LetterPolicy>;
    readonly policy?: Partial<Policy>;
    readonly mailFrom?: string;
    readonly templates?: string;
    readonly items?: string;
    readonly url?: string;
  } = {},
): Promise<Office> {
  const { at = MONDAY, letters = {}, policy = {}, items = ITEMS, ...rest } = options;
  const company = { siren: '552100554', name: 'Fournitures du Nord' };
  const t = await turnedCore({ at, policy: { company, letters: { ...DEFAULT_LETTERS, ...letters }, ...policy }, ...rest });
  await t.import('people.csv', PEOPLE);
  await t.import('debtors.csv', DEBTORS);
  await t.import('items.csv', items, { source: 'erp' });
  return Object.assign(t, { desk: createDesk(t) });
}

/** What a reader of the PDF sees, page after page, blanks made plain. */
export async function pdfText(bytes: Uint8Array): Promise<{ readonly text: string; readonly pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  return { text: text.replace(/[\s\u00a0\u202f]+/gu, ' '), pages: totalPages };
}
