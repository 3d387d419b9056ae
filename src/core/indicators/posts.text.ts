/** The sentences of charts, of the week's post, of the review and of alerts, in French and in English. */
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import type { ChartKind } from './chart-kinds.ts';

/** "de mars", "d’avril". */
const de = (word: string): string => (/^[aeiouyéèhâô]/i.test(word) ? `d’${word}` : `de ${word}`);

const chartsFr = {
  names: {
    aging: 'Balance âgée',
    dso: 'DSO',
    top: 'Top par montant',
    age: 'Top par ancienneté',
    disputes: 'Litiges par motif',
  } satisfies Record<ChartKind, string>,
  aging: (whose: string, currency: string) => `Balance âgée sur 12 semaines${whose} (${currency})`,
  dso: (whose: string, currency: string) => `DSO sur 12 semaines${whose} (${currency})`,
  whose: (name: string) => ` : ${name}`,
  dsoSeries: 'DSO',
  bestSeries: 'Meilleur possible',
  top: (n: number, currency: string) => `Top ${n} par montant échu (${currency})`,
  age: (n: number, currency: string) => `Top ${n} par ancienneté, jours (${currency})`,
  disputes: (currency: string) => `Litiges ouverts par motif (${currency})`,
  disputeMonths: (currency: string) => `Litiges ouverts en fin de mois, 12 mois (${currency})`,
  title: (name: string, date: string) => `${name} au ${date}`,
  which:
    'Quel graphique ? /graphique balance, dso, top, ancienneté ou litiges ; avec un nom pour un seul débiteur (/graphique balance dupont).',
  notForOne: (name: string) => `« ${name} » n’existe que pour l’ensemble : essayez /graphique balance ou /graphique dso avec un débiteur.`,
  nothing: 'Rien à dessiner : aucun poste à cette date.',
  date: 'Date',
};
const chartsEn: typeof chartsFr = {
  names: { aging: 'Aged balance', dso: 'DSO', top: 'Top by amount', age: 'Top by age', disputes: 'Disputes by reason' },
  aging: (whose, currency) => `Aged balance over 12 weeks${whose} (${currency})`,
  dso: (whose, currency) => `DSO over 12 weeks${whose} (${currency})`,
  whose: (name) => `: ${name}`,
  dsoSeries: 'DSO',
  bestSeries: 'Best possible',
  top: (n, currency) => `Top ${n} by overdue amount (${currency})`,
  age: (n, currency) => `Top ${n} by age, days (${currency})`,
  disputes: (currency) => `Open disputes by reason (${currency})`,
  disputeMonths: (currency) => `Disputes open at month end, 12 months (${currency})`,
  title: (name, date) => `${name} on ${date}`,
  which: 'Which chart? /chart aging, dso, top, age or disputes; with a name for one debtor alone (/chart aging dupont).',
  notForOne: (name) => `“${name}” exists for the whole only: try /chart aging or /chart dso with a debtor.`,
  nothing: 'Nothing to draw: no item on that date.',
  date: 'Date',
};
export const charts = { fr: chartsFr, en: chartsEn };

const weekFr = {
  asAt: (date: string) => `Chiffres arrêtés au ${date}`,
  dsoMoved: (from: string, to: string, owed: string, sales: string) =>
    `DSO de ${from} à ${to} sur la semaine : encours ${owed}, ventes de la période ${sales}.`,
  dsoStays: (value: string, owed: string, sales: string) => `DSO stable à ${value} : encours ${owed}, ventes de la période ${sales}.`,
  noDso: (why: string) => `DSO non calculable : ${why}.`,
  ties: (amount: string) => `Écart de rapprochement : ${amount}.`,
  off: (account: string, amount: string) =>
    account === ''
      ? `Écart entre les postes ouverts et les lignes des comptes : ${amount}.`
      : `Écart de rapprochement du compte ${account} : ${amount}.`,
  noChart: 'Pas de graphique tant que l’écart demeure : réimportez le grand livre.',
  more: 'Indicateurs',
  promises: 'Promesses échues la semaine passée',
  kept: (kept: number, judged: number, rate: string) => `${pluralFr(kept, 'tenue', 'tenues')} sur ${judged} (${rate}).`,
  brokenOne: (name: string, amount: string, date: string) => `${name} ${amount} (${date})`,
  broken: (names: readonly string[], all: number) =>
    `Non ${all < 2 ? 'tenue' : 'tenues'} : ${names.join(', ')}${all > names.length ? ` et ${pluralFr(all - names.length, 'autre', 'autres')}` : ''}.`,
  decisions: (from: string, to: string) => `Décisions du comité, du ${from} au ${to}`,
  decisionColumns: ['Vote', 'Question', 'Résultat'],
  decisionsWhere: '/comite',
  byAmount: 'Top par montant',
  dso: 'DSO',
};
const weekEn: typeof weekFr = {
  asAt: (date) => `Figures as at ${date}`,
  dsoMoved: (from, to, owed, sales) => `DSO from ${from} to ${to} over the week: outstanding ${owed}, sales of the period ${sales}.`,
  dsoStays: (value, owed, sales) => `DSO stays at ${value}: outstanding ${owed}, sales of the period ${sales}.`,
  noDso: (why) => `DSO cannot be computed: ${why}.`,
  ties: (amount) => `Tie-out difference: ${amount}.`,
  off: (account, amount) =>
    account === '' ? `Open items differ from the accounts’ lines by ${amount}.` : `Account ${account} does not tie out by ${amount}.`,
  noChart: 'No chart while the difference stands: import the ledger again.',
  more: 'Indicators',
  promises: 'Promises that fell due last week',
  kept: (kept, judged, rate) => `${kept} of ${judged} kept (${rate}).`,
  brokenOne: (name, amount, date) => `${name} ${amount} (${date})`,
  broken: (names, all) => `Broken: ${names.join(', ')}${all > names.length ? ` and ${all - names.length} more` : ''}.`,
  decisions: (from, to) => `Decisions of the committee, ${from} to ${to}`,
  decisionColumns: ['Vote', 'Question', 'Outcome'],
  decisionsWhere: '/committee',
  byAmount: 'Top by amount',
  dso: 'DSO',
};
export const week = { fr: weekFr, en: weekEn };

const reviewFr = {
  title: 'Revue mensuelle du poste clients',
  month: (month: string) => `Revue ${de(month)}`,
  portfolio: (name: string) => `Portefeuille : ${name}`,
  all: 'Ensemble de la société',
  unassigned: 'sans chargé de recouvrement',
  summary: 'Par portefeuille',
  summaryColumns: ['Portefeuille', 'Encours', 'Échu', 'Taux d’échu', 'DSO', 'Litige'],
  figures: 'Indicateurs',
  aged: 'Balance âgée',
  rateTitle: (currency: string) => `Taux d’échu en fin de mois (${currency})`,
  dsoTitle: (currency: string) => `DSO en fin de mois (${currency})`,
  reasonsByMonth: 'Litiges ouverts en fin de mois, par motif',
  page: (n: number, of: number) => `page ${n} sur ${of}`,
  written: (file: string, pages: number) => `${file} : ${pluralFr(pages, 'page', 'pages')}.`,
  badMonth: (given: string) => `« ${given} » n’est pas un mois : écrivez AAAA-MM.`,
  nothing: (month: string) => `Rien dans le grand livre à la fin ${de(month)}.`,
  file: (month: string) => `revue-${month}.pdf`,
  drawing: (month: string) => `Je prépare la revue ${de(month)}…`,
  sent: (month: string) => `La revue ${de(month)} vous attend dans notre conversation privée.`,
  summaryLine: (name: string, owed: string, overdue: string, rate: string) => `${name} : encours ${owed}, échu ${overdue} (${rate})`,
  notClosed: (date: string) => `Mois en cours : chiffres arrêtés au ${date}`,
};
const reviewEn: typeof reviewFr = {
  title: 'Monthly receivables review',
  month: (month) => `Review of ${month}`,
  portfolio: (name) => `Portfolio: ${name}`,
  all: 'Whole company',
  unassigned: 'without a collector',
  summary: 'By portfolio',
  summaryColumns: ['Portfolio', 'Outstanding', 'Overdue', 'Overdue rate', 'DSO', 'Dispute'],
  figures: 'Indicators',
  aged: 'Aged balance',
  rateTitle: (currency) => `Overdue rate at month end (${currency})`,
  dsoTitle: (currency) => `DSO at month end (${currency})`,
  reasonsByMonth: 'Disputes open at month end, by reason',
  page: (n, of) => `page ${n} of ${of}`,
  written: (file, pages) => `${file}: ${pluralEn(pages, 'page', 'pages')}.`,
  badMonth: (given) => `“${given}” is not a month: write YYYY-MM.`,
  nothing: (month) => `Nothing in the ledger at the end of ${month}.`,
  file: (month) => `review-${month}.pdf`,
  drawing: (month) => `Preparing the review of ${month}…`,
  sent: (month) => `The review of ${month} is waiting in our private conversation.`,
  summaryLine: (name, owed, overdue, rate) => `${name}: outstanding ${owed}, overdue ${overdue} (${rate})`,
  notClosed: (date) => `Month in progress: figures as at ${date}`,
};
export const review = { fr: reviewFr, en: reviewEn };

const alertsFr = {
  title: (date: string) => `Alertes du ${date}`,
  crossed: {
    'overdue-rate': (value: string, limit: string) => `Taux d’échu ${value}, au-dessus du seuil de ${limit}.`,
    'dso-drift': (value: string, limit: string) => `DSO en hausse de ${value} en quatre semaines (seuil ${limit}).`,
    'dispute-rate': (value: string, limit: string) => `Taux de litige ${value}, au-dessus du seuil de ${limit}.`,
    concentration: (value: string, limit: string) => `Un débiteur pèse ${value} de l’encours (seuil ${limit}).`,
    'top-entry': (value: string, limit: string) => `${limit} entre dans les plus gros échus : ${value}.`,
  },
  back: {
    'overdue-rate': (value: string, limit: string) => `Taux d’échu revenu à ${value}, sous le seuil de ${limit}.`,
    'dso-drift': (value: string, limit: string) => `DSO : la hausse sur quatre semaines est revenue à ${value} (seuil ${limit}).`,
    'dispute-rate': (value: string, limit: string) => `Taux de litige revenu à ${value}, sous le seuil de ${limit}.`,
    concentration: (value: string, limit: string) => `Le premier débiteur ne pèse plus que ${value} de l’encours (seuil ${limit}).`,
    'top-entry': (value: string, limit: string) => `${limit} sort des plus gros échus : ${value}.`,
  },
  fallback: (n: number) => pluralFr(n, 'alerte', 'alertes'),
};
const alertsEn: typeof alertsFr = {
  title: (date) => `Alerts of ${date}`,
  crossed: {
    'overdue-rate': (value, limit) => `Overdue rate ${value}, above the threshold of ${limit}.`,
    'dso-drift': (value, limit) => `DSO up by ${value} in four weeks (threshold ${limit}).`,
    'dispute-rate': (value, limit) => `Dispute rate ${value}, above the threshold of ${limit}.`,
    concentration: (value, limit) => `One debtor is ${value} of what is owed (threshold ${limit}).`,
    'top-entry': (value, limit) => `${limit} enters the largest overdue amounts: ${value}.`,
  },
  back: {
    'overdue-rate': (value, limit) => `Overdue rate back to ${value}, under the threshold of ${limit}.`,
    'dso-drift': (value, limit) => `DSO: the rise over four weeks is back to ${value} (threshold ${limit}).`,
    'dispute-rate': (value, limit) => `Dispute rate back to ${value}, under the threshold of ${limit}.`,
    concentration: (value, limit) => `The largest debtor is down to ${value} of what is owed (threshold ${limit}).`,
    'top-entry': (value, limit) => `${limit} leaves the largest overdue amounts: ${value}.`,
  },
  fallback: (n) => pluralEn(n, 'alert', 'alerts'),
};
export const alerts = { fr: alertsFr, en: alertsEn };
