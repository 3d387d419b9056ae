/** Every sentence about indicators, charts, the week's post, the review and alerts, in French and in English. */
import type { ChartKind } from './charts.ts';
import type { FigureName, Gap } from './formulas.ts';
import type { LeftOut } from './indicators.ts';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('fr-FR')} ${n < 2 ? one : many}`;
const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** "de mars", "d’avril". */
const de = (word: string): string => (/^[aeiouyéèhâô]/i.test(word) ? `d’${word}` : `de ${word}`);

/** What a formula's line names: amounts already written, days as numbers. */
export interface Terms {
  readonly owed: string;
  readonly overdue: string;
  readonly overdueDebits: string;
  readonly notDue: string;
  readonly sales: string;
  readonly days: string;
  readonly opening: string;
  readonly cash: string;
  readonly bounced: string;
  readonly unpaid: string;
  readonly unpaidDays: number;
  readonly disputed: string;
  readonly disputes: number;
  readonly items: number;
  readonly lateItems: number;
  readonly disputedOverdue: string;
  readonly paid: string;
}

export const fr = {
  names: {
    dsoSimple: 'DSO comptable',
    dsoCountback: 'DSO par épuisement',
    bestPossibleDso: 'Meilleur DSO possible',
    averageDaysDelinquent: 'Jours de retard (DSO − meilleur)',
    weightedDaysLate: 'Retard moyen pondéré',
    paidDaysLate: 'Retard payé, 12 mois',
    overdueRate: 'Taux d’échu',
    overdueRateByCount: 'Taux d’échu en nombre',
    overdueRateUndisputed: 'Taux d’échu hors litiges',
    collectionEffectiveness: 'Efficacité du recouvrement (CEI)',
    collectionRate: 'Taux d’encaissement',
    unpaidRate: 'Taux d’impayé',
    disputeRate: 'Taux de litige',
  } satisfies Record<FigureName, string>,
  formulas: {
    dsoSimple: (t) => `${t.owed} ÷ ventes ${t.sales} × ${t.days} j`,
    dsoCountback: (t) => `${t.owed} moins les ventes mois par mois, en remontant`,
    bestPossibleDso: (t) => `non échu ${t.notDue} ÷ ventes ${t.sales} × ${t.days} j`,
    averageDaysDelinquent: (t) => `échu ${t.overdue} ÷ ventes ${t.sales} × ${t.days} j`,
    weightedDaysLate: (t) => `jours de retard pondérés par ${t.overdueDebits} échus`,
    paidDaysLate: (t) => `de l’échéance au paiement, pondéré par ${t.paid} payés`,
    overdueRate: (t) => `échu net ${t.overdue} ÷ ${t.owed}`,
    overdueRateByCount: (t) => `${plural(t.lateItems, 'pièce échue', 'pièces échues')} ÷ ${plural(t.items, 'ouverte', 'ouvertes')}`,
    overdueRateUndisputed: (t) => `échu net ${t.overdue} moins ${t.disputedOverdue} en litige ÷ ${t.owed}`,
    collectionEffectiveness: (t) => `(début ${t.opening} + ventes ${t.sales} − fin ${t.owed}) ÷ (début + ventes − non échu ${t.notDue})`,
    collectionRate: (t) => `encaissé ${t.cash} ÷ (début ${t.opening} + ventes ${t.sales})`,
    unpaidRate: (t) => `(échu non contesté de plus de ${t.unpaidDays} j ${t.unpaid} + rejets ${t.bounced}) ÷ ventes ${t.sales}`,
    disputeRate: (t) => `en litige ${t.disputed} (${plural(t.disputes, 'pièce', 'pièces')}) ÷ ${t.owed}`,
  } satisfies Record<FigureName, (t: Terms) => string>,
  gaps: {
    'no-sales': () => 'pas de ventes sur la période',
    'credit-balance': () => 'le solde est créditeur',
    'short-history': (days) => `plus de ${days} jours : les ventes du grand livre ne remontent pas plus loin`,
    'nothing-owed': () => 'rien n’est dû',
    'nothing-overdue': () => 'rien n’est échu',
    'nothing-due': () => 'rien n’était à encaisser',
    'nothing-paid': () => 'aucun paiement en 12 mois',
  } satisfies Record<Gap, (days: number) => string>,
  note: (figure: string, why: string) => `${figure} : ${why}.`,
  beforeLedger: (date: string) => `Rien dans le grand livre au ${date} : la date précède le premier import, ou rien n’a été importé.`,
  afterLedger: (date: string) => `Le grand livre s’arrête au ${date} : ce qui s’est passé depuis manque.`,
  title: (date: string) => `Indicateurs au ${date}`,
  period: (from: string, to: string, days: number, currency: string) =>
    `${currency}, du ${from} au ${to} (${plural(days, 'jour', 'jours')})`,
  options: (without: string) => (without === '' ? 'Litiges, douteux et crédits non affectés compris.' : `Hors ${without}.`),
  leftOut: { disputed: 'litiges', doubtful: 'douteux', unallocated: 'crédits non affectés' } satisfies Record<LeftOut, string>,
  columns: ['Indicateur', 'Valeur', 'Calcul'],
  daysOf: (value: string) => `${value} j`,
  topAmount: (n: number) => `Top ${n} par montant échu`,
  topAge: (n: number) => `Top ${n} par ancienneté`,
  topColumns: ['', 'Débiteur', 'Échu', 'Retard', 'Part'],
  days: (n: number) => `${n} j`,
  noneOverdue: 'Aucun débiteur en retard.',
  reasonsTitle: 'Litiges par motif',
  reasonsColumns: ['Motif', 'Pièces', 'Montant'],
  noReasons: 'Aucun litige ouvert.',
  unnamedReason: 'non précisé',
  concentration: (top1: string, top5: string, top10: string) =>
    `Concentration : premier débiteur ${top1}, cinq premiers ${top5}, dix premiers ${top10}.`,

  charts: {
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
    title: (name: string, date: string) => `${name} au ${date}`,
    which:
      'Quel graphique ? /graphique balance, dso, top, ancienneté ou litiges ; avec un nom pour un seul débiteur (/graphique balance dupont).',
    notForOne: (name: string) =>
      `« ${name} » n’existe que pour l’ensemble : essayez /graphique balance ou /graphique dso avec un débiteur.`,
    nothing: 'Rien à dessiner : aucun poste à cette date.',
    date: 'Date',
  },

  week: {
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
    byAmount: 'Top par montant',
    dso: 'DSO',
  },

  review: {
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
    written: (file: string, pages: number) => `${file} : ${plural(pages, 'page', 'pages')}.`,
    badMonth: (given: string) => `« ${given} » n’est pas un mois : écrivez AAAA-MM.`,
    nothing: (month: string) => `Rien dans le grand livre à la fin ${de(month)}.`,
    notClosed: (date: string) => `Mois en cours : chiffres arrêtés au ${date}`,
  },

  alerts: {
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
    fallback: (n: number) => plural(n, 'alerte', 'alertes'),
  },

  revised: {
    title: 'Chiffres publiés que cet import change :',
    figures: { total: 'encours', overdue: 'échu', sales: 'ventes de la période' },
    line: (date: string, figure: string, from: string, to: string) => `au ${date}, ${figure} : ${to} au lieu de ${from}`,
  },
};

export type IndicatorTexts = typeof fr;

export const en: IndicatorTexts = {
  names: {
    dsoSimple: 'DSO',
    dsoCountback: 'DSO by count-back',
    bestPossibleDso: 'Best possible DSO',
    averageDaysDelinquent: 'Average days delinquent',
    weightedDaysLate: 'Weighted days late',
    paidDaysLate: 'Days paid late, 12 months',
    overdueRate: 'Overdue rate',
    overdueRateByCount: 'Overdue rate by count',
    overdueRateUndisputed: 'Overdue rate without disputes',
    collectionEffectiveness: 'Collection effectiveness (CEI)',
    collectionRate: 'Collection rate',
    unpaidRate: 'Unpaid rate',
    disputeRate: 'Dispute rate',
  },
  formulas: {
    dsoSimple: (t) => `${t.owed} ÷ sales ${t.sales} × ${t.days} days`,
    dsoCountback: (t) => `${t.owed} less the sales month by month, backwards`,
    bestPossibleDso: (t) => `not due ${t.notDue} ÷ sales ${t.sales} × ${t.days} days`,
    averageDaysDelinquent: (t) => `overdue ${t.overdue} ÷ sales ${t.sales} × ${t.days} days`,
    weightedDaysLate: (t) => `days late weighted by ${t.overdueDebits} overdue`,
    paidDaysLate: (t) => `from due date to payment, weighted by ${t.paid} paid`,
    overdueRate: (t) => `net overdue ${t.overdue} ÷ ${t.owed}`,
    overdueRateByCount: (t) => `${count(t.lateItems, 'item', 'items')} overdue ÷ ${t.items.toLocaleString('en-GB')} open`,
    overdueRateUndisputed: (t) => `net overdue ${t.overdue} less ${t.disputedOverdue} in dispute ÷ ${t.owed}`,
    collectionEffectiveness: (t) => `(opening ${t.opening} + sales ${t.sales} − end ${t.owed}) ÷ (opening + sales − not due ${t.notDue})`,
    collectionRate: (t) => `cash in ${t.cash} ÷ (opening ${t.opening} + sales ${t.sales})`,
    unpaidRate: (t) => `(undisputed, over ${t.unpaidDays} days late ${t.unpaid} + bounced ${t.bounced}) ÷ sales ${t.sales}`,
    disputeRate: (t) => `disputed ${t.disputed} (${count(t.disputes, 'item', 'items')}) ÷ ${t.owed}`,
  },
  gaps: {
    'no-sales': () => 'no sales in the period',
    'credit-balance': () => 'the balance is a credit',
    'short-history': (days) => `more than ${days} days: the ledger’s sales go back no further`,
    'nothing-owed': () => 'nothing is owed',
    'nothing-overdue': () => 'nothing is overdue',
    'nothing-due': () => 'nothing was there to collect',
    'nothing-paid': () => 'no payment in 12 months',
  },
  note: (figure, why) => `${figure}: ${why}.`,
  beforeLedger: (date) => `Nothing in the ledger on ${date}: the date lies before the first import, or nothing was imported.`,
  afterLedger: (date) => `The ledger ends on ${date}: what happened since is missing.`,
  title: (date) => `Indicators on ${date}`,
  period: (from, to, days, currency) => `${currency}, ${from} to ${to} (${count(days, 'day', 'days')})`,
  options: (without) => (without === '' ? 'Disputed, doubtful and unallocated amounts included.' : `Without ${without}.`),
  leftOut: { disputed: 'disputed amounts', doubtful: 'doubtful customers', unallocated: 'unallocated credits' },
  columns: ['Indicator', 'Value', 'How'],
  daysOf: (value) => `${value} days`,
  topAmount: (n) => `Top ${n} by overdue amount`,
  topAge: (n) => `Top ${n} by age`,
  topColumns: ['', 'Debtor', 'Overdue', 'Late', 'Share'],
  days: (n) => `${n} d`,
  noneOverdue: 'No debtor is late.',
  reasonsTitle: 'Disputes by reason',
  reasonsColumns: ['Reason', 'Items', 'Amount'],
  noReasons: 'No open dispute.',
  unnamedReason: 'not given',
  concentration: (top1, top5, top10) => `Concentration: largest debtor ${top1}, first five ${top5}, first ten ${top10}.`,

  charts: {
    names: { aging: 'Aged balance', dso: 'DSO', top: 'Top by amount', age: 'Top by age', disputes: 'Disputes by reason' },
    aging: (whose, currency) => `Aged balance over 12 weeks${whose} (${currency})`,
    dso: (whose, currency) => `DSO over 12 weeks${whose} (${currency})`,
    whose: (name) => `: ${name}`,
    dsoSeries: 'DSO',
    bestSeries: 'Best possible',
    top: (n, currency) => `Top ${n} by overdue amount (${currency})`,
    age: (n, currency) => `Top ${n} by age, days (${currency})`,
    disputes: (currency) => `Open disputes by reason (${currency})`,
    title: (name, date) => `${name} on ${date}`,
    which: 'Which chart? /chart aging, dso, top, age or disputes; with a name for one debtor alone (/chart aging dupont).',
    notForOne: (name) => `“${name}” exists for the whole only: try /chart aging or /chart dso with a debtor.`,
    nothing: 'Nothing to draw: no item on that date.',
    date: 'Date',
  },

  week: {
    asAt: (date) => `Figures as at ${date}`,
    dsoMoved: (from, to, owed, sales) => `DSO from ${from} to ${to} over the week: outstanding ${owed}, sales of the period ${sales}.`,
    dsoStays: (value, owed, sales) => `DSO stays at ${value}: outstanding ${owed}, sales of the period ${sales}.`,
    noDso: (why) => `DSO cannot be computed: ${why}.`,
    ties: (amount) => `Tie-out difference: ${amount}.`,
    off: (account, amount) =>
      account === '' ? `Open items differ from the accounts’ lines by ${amount}.` : `Account ${account} does not tie out by ${amount}.`,
    noChart: 'No chart while the difference stands: import the ledger again.',
    more: 'Indicators',
    byAmount: 'Top by amount',
    dso: 'DSO',
  },

  review: {
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
    written: (file, pages) => `${file}: ${count(pages, 'page', 'pages')}.`,
    badMonth: (given) => `“${given}” is not a month: write YYYY-MM.`,
    nothing: (month) => `Nothing in the ledger at the end of ${month}.`,
    notClosed: (date) => `Month in progress: figures as at ${date}`,
  },

  alerts: {
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
    fallback: (n) => count(n, 'alert', 'alerts'),
  },

  revised: {
    title: 'Posted figures that this import changes:',
    figures: { total: 'outstanding', overdue: 'overdue', sales: 'sales of the period' },
    line: (date, figure, from, to) => `on ${date}, ${figure}: ${to} instead of ${from}`,
  },
};
