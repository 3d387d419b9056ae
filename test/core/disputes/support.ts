/** A company with a person in every role that disputes need, two debtors, and invoices to object to. */
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { createDesk, type Desk } from '../../support/desk.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

export const PEOPLE = [
  'email,name,roles,department,manager,backup,language,country,region',
  'anne@acme.example,Anne Admin,admin,IT,,,fr,,',
  'claire@acme.example,Claire Credit,credit-manager,Crédit,,,fr,,',
  'nadia@acme.example,Nadia Benali,collector,Recouvrement,claire@acme.example,,fr,,',
  'sofia@acme.example,Sofia Romano,sales,Commerce,dora@acme.example,theo@acme.example,fr,,',
  'theo@acme.example,Théo Keller,sales,Commerce,dora@acme.example,,fr,FR,67',
  'marc@acme.example,Marc Lemoine,sales-admin,ADV,dora@acme.example,aicha@acme.example,fr,,',
  'aicha@acme.example,Aïcha Diallo,sales-admin,ADV,dora@acme.example,,fr,BE,',
  'dora@acme.example,Dora Direction,director,Direction,,,fr,,',
  'lucie@acme.example,Lucie Perrin,accounting,Comptabilité,,,fr,,',
  'yann@acme.example,Yann Kerbrat,quality,Qualité,dora@acme.example,,fr,,',
  'bruno@acme.example,Bruno Castel,logistics,Logistique,,,fr,,',
  'fred@acme.example,Fred Finance,finance,Finance,,,fr,,',
].join('\n');

export const DEBTORS = [
  'debtor,name,salesperson,salesAdmin,collector',
  'C1,Dupont SA,sofia@acme.example,marc@acme.example,nadia@acme.example',
  'C2,Durand SARL,sofia@acme.example,marc@acme.example,nadia@acme.example',
].join('\n');

export const ITEMS = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Dupont SA,FA-1024,2026-10-01,2026-10-31,12000.00,invoice',
  'C1,Dupont SA,FA-1025,2026-11-02,2026-12-02,5000.00,invoice',
  'C1,Dupont SA,FA-0900,2026-05-04,2026-06-03,700.00,invoice',
  'C2,Durand SARL,FB-2001,2026-10-05,2026-11-04,3000.00,invoice',
].join('\n');

/** Wednesday 18 November 2026, 09:12 in Paris. */
export const MORNING = '2026-11-18T09:12:00+01:00';

export interface Company extends TurnedCore {
  readonly desk: Desk;
}

export async function company(
  options: { readonly at?: string; readonly policy?: Partial<Policy>; readonly items?: string; readonly url?: string } = {},
): Promise<Company> {
  const channels = { agenda: { on: { slack: 'C1' }, allowed: [] }, disputes: { on: { slack: 'C2' }, allowed: [] } };
  const t = await turnedCore({
    at: options.at ?? MORNING,
    policy: { channels, ...options.policy },
    ...(options.url ? { url: options.url } : {}),
  });
  await t.import('people.csv', PEOPLE);
  await t.import('debtors.csv', DEBTORS);
  await t.import('items.csv', options.items ?? ITEMS, { source: 'erp', complete: true });
  return Object.assign(t, { desk: createDesk(t) });
}
