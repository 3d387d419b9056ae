/** Every sentence of a debtor’s card and of looking debtors up, in French and in English. */
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';

const fr = {
  limit: 'Limite',
  exposure: 'Encours',
  available: 'Disponible',
  overLimit: (amount: string) => `limite dépassée de ${amount}`,
  noLimit: 'aucune',
  granted: (vote: number, until: string | undefined) => `comité, vote n° ${vote}${until ? `, jusqu’au ${until}` : ''}`,
  insurer: 'Assureur',
  insuredUntil: (amount: string, date: string) => `${amount} jusqu’au ${date}`,
  owners: (sales: string, salesAdmin: string, collector: string) => `Commercial ${sales} · ADV ${salesAdmin} · recouvrement ${collector}`,
  terms: 'Conditions',
  items: ['Pièce', 'Échéance', 'Reste dû', 'Retard'],
  days: (n: number) => `${n} j`,
  termsOf: (days: number, monthEnd: 'none' | 'after' | 'before') =>
    ({ none: `${days} jours`, after: `${days} jours, puis fin de mois`, before: `fin de mois, puis ${days} jours` })[monthEnd],
  movements: 'Derniers mouvements',
  movement: (date: string, kind: string, ref: string, amount: string) => `${date} : ${kind} ${ref} ${amount}`,
  noItems: 'Aucun poste ouvert.',
  unconverted: (currencies: string) => `Hors encours, faute de taux dans la politique : ${currencies}.`,
  share: 'Partager ici',
  more: 'Autres actions…',
  open: 'Ouvrir',
  notFound: (query: string) =>
    `Aucun débiteur ne répond à « ${query} » : essayez une partie du nom, le compte, le SIREN ou un numéro de facture.`,
  emptyQuery: 'Dites quel débiteur : /debtor suivi d’une partie du nom, du compte, du SIREN ou d’un numéro de facture.',
  several: (query: string, n: number) => `${pluralFr(n, 'débiteur répond', 'débiteurs répondent')} à « ${query} » : lequel ?`,
  refine: (n: number) => `… et ${pluralFr(n, 'autre', 'autres')} : précisez les mots.`,
  handed: (n: number) => pluralFr(n, 'compte', 'comptes'),
  shared: (who: string) => `Partagé par ${who}`,
  gone: 'Ce débiteur n’est plus dans le fichier : cherchez-le de nouveau.',
};

const en: typeof fr = {
  limit: 'Limit',
  exposure: 'Exposure',
  available: 'Available',
  overLimit: (amount) => `limit exceeded by ${amount}`,
  noLimit: 'none',
  granted: (vote, until) => `committee, vote no. ${vote}${until ? `, until ${until}` : ''}`,
  insurer: 'Insurer',
  insuredUntil: (amount, date) => `${amount} until ${date}`,
  owners: (sales, salesAdmin, collector) => `Sales ${sales} · sales admin ${salesAdmin} · collection ${collector}`,
  terms: 'Terms',
  items: ['Item', 'Due', 'Open', 'Late'],
  days: (n) => `${n} d`,
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
  several: (query, n) => `${pluralEn(n, 'debtor fits', 'debtors fit')} “${query}”: which one?`,
  refine: (n) => `… and ${n.toLocaleString('en-GB')} more: add a word.`,
  handed: (n) => pluralEn(n, 'account', 'accounts'),
  shared: (who) => `Shared by ${who}`,
  gone: 'This debtor is no longer on file: look it up again.',
};

export const debtorTexts = textsOf({ fr, en });
