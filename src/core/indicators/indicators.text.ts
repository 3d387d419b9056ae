/** Every sentence about indicators, in French and in English; those of charts and posts are in posts.text.ts. */
import { pluralEn as count, pluralFr as plural } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';
import type { ScopeName } from './asked.ts';
import type { Evidence } from './evidence.ts';
import type { FigureName, Gap } from './formulas.ts';
import type { LeftOut } from './indicators.ts';
import { alerts, charts, review, week } from './posts.text.ts';

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
  readonly kept: number;
  readonly broken: number;
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
    promiseKeptRate: 'Promesses tenues',
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
    promiseKeptRate: (t) => `${plural(t.kept, 'échéance tenue', 'échéances tenues')} ÷ ${plural(t.kept + t.broken, 'jugée', 'jugées')}`,
  } satisfies Record<FigureName, (t: Terms) => string>,
  gaps: {
    'no-sales': () => 'pas de ventes sur la période',
    'credit-balance': () => 'le solde est créditeur',
    'short-history': (days) => `plus de ${days} jours : les ventes du grand livre ne remontent pas plus loin`,
    'nothing-owed': () => 'rien n’est dû',
    'nothing-overdue': () => 'rien n’est échu',
    'nothing-due': () => 'rien n’était à encaisser',
    'nothing-paid': () => 'aucun paiement en 12 mois',
    'no-promises': () => 'aucune promesse échue sur la période',
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
  otherReasons: 'Autres motifs',
  concentration: (top1: string, top5: string, top10: string) =>
    `Concentration : premier débiteur ${top1}, cinq premiers ${top5}, dix premiers ${top10}.`,
  nothingThere: (date: string) => `Aucune pièce de ce périmètre au ${date}.`,
  asked: {
    unknown: (word: string) =>
      `« ${word} » ne dit rien ici. Essayez : /indicateurs 2026-06-30 portefeuille Nadia hors litiges, ou commercial, segment, société, 6 mois, hors douteux, hors crédits.`,
    months: 'Une période compte de 1 à 60 mois.',
    nobody: (given: string, fits: readonly string[]) =>
      fits.length === 0
        ? `Personne et aucune société ne répond à « ${given} » : donnez le nom ou l’adresse électronique du fichier des personnes, ou le SIREN.`
        : `« ${given} » peut être ${fits.join(', ')} : précisez.`,
    scopes: {
      company: (who: string) => `Société ${who}`,
      collector: (who: string) => `Portefeuille de ${who}`,
      salesperson: (who: string) => `Clients de ${who}`,
      segment: (who: string) => `Segment ${who}`,
    } satisfies Record<ScopeName, (who: string) => string>,
    with: (what: string) => `Avec ${what}`,
    without: (what: string) => `Sans ${what}`,
  },
  evidence: {
    heading: 'Chaque terme a ses pièces : un bouton ici, --evidence dans un terminal.',
    names: {
      owed: 'Encours',
      overdue: 'Échu',
      notDue: 'Non échu',
      opening: 'Début de période',
      sales: 'Ventes',
      cash: 'Encaissé',
      paid: 'Payé en 12 mois',
      unpaid: 'Impayé',
      disputed: 'En litige',
    } satisfies Record<Evidence, string>,
    title: {
      owed: (_, to) => `Ce qui est dû au ${to}`,
      overdue: (_, to) => `Ce qui est échu au ${to}`,
      notDue: (_, to) => `Ce qui n’est pas échu au ${to}`,
      opening: (from) => `Ce qui était dû avant le ${from}`,
      sales: (from, to) => `Ventes du ${from} au ${to}`,
      cash: (from, to) => `Encaissé du ${from} au ${to}`,
      paid: (_, to) => `Payé dans les 12 mois jusqu’au ${to}`,
      unpaid: (_, to) => `Impayé non contesté au ${to}`,
      disputed: (_, to) => `En litige au ${to}`,
    } satisfies Record<Evidence, (from: string, to: string) => string>,
    columns: ['Débiteur', 'Montant', 'Pièce', 'Échéance'],
    sum: (n: number, total: string) => `${plural(n, 'pièce', 'pièces')}, ${total}`,
    where: (what: string) => `toutes par « encours indicators --evidence ${what} --json »`,
    nothing: 'Aucune pièce.',
  },
  charts: charts.fr,
  week: week.fr,
  review: review.fr,
  alerts: alerts.fr,
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
    promiseKeptRate: 'Promises kept',
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
    promiseKeptRate: (t) => `${count(t.kept, 'instalment', 'instalments')} kept ÷ ${(t.kept + t.broken).toLocaleString('en-GB')} judged`,
  },
  gaps: {
    'no-sales': () => 'no sales in the period',
    'credit-balance': () => 'the balance is a credit',
    'short-history': (days) => `more than ${days} days: the ledger’s sales go back no further`,
    'nothing-owed': () => 'nothing is owed',
    'nothing-overdue': () => 'nothing is overdue',
    'nothing-due': () => 'nothing was there to collect',
    'nothing-paid': () => 'no payment in 12 months',
    'no-promises': () => 'no promise fell due in the period',
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
  otherReasons: 'Other reasons',
  concentration: (top1, top5, top10) => `Concentration: largest debtor ${top1}, first five ${top5}, first ten ${top10}.`,
  nothingThere: (date) => `No item of these debtors on ${date}.`,
  asked: {
    unknown: (word) =>
      `“${word}” means nothing here. Try: /indicators 2026-06-30 portfolio Nadia without disputed, or salesperson, segment, company, 6 months, without doubtful, without unallocated.`,
    months: 'A period has 1 to 60 months.',
    nobody: (given, fits) =>
      fits.length === 0
        ? `Nobody and no company answers to “${given}”: give the name or e-mail address of the people file, or the SIREN.`
        : `“${given}” may be ${fits.join(', ')}: say which.`,
    scopes: {
      company: (who) => `Company ${who}`,
      collector: (who) => `Portfolio of ${who}`,
      salesperson: (who) => `Customers of ${who}`,
      segment: (who) => `Segment ${who}`,
    },
    with: (what) => `With ${what}`,
    without: (what) => `Without ${what}`,
  },
  evidence: {
    heading: 'Every term has its items: a button here, --evidence in a shell.',
    names: {
      owed: 'Owed',
      overdue: 'Overdue',
      notDue: 'Not due',
      opening: 'Opening',
      sales: 'Sales',
      cash: 'Cash in',
      paid: 'Paid in 12 months',
      unpaid: 'Unpaid',
      disputed: 'Disputed',
    },
    title: {
      owed: (_, to) => `What is owed on ${to}`,
      overdue: (_, to) => `What is overdue on ${to}`,
      notDue: (_, to) => `What is not due on ${to}`,
      opening: (from) => `What was owed before ${from}`,
      sales: (from, to) => `Sales from ${from} to ${to}`,
      cash: (from, to) => `Cash in from ${from} to ${to}`,
      paid: (_, to) => `Paid in the 12 months to ${to}`,
      unpaid: (_, to) => `Unpaid and undisputed on ${to}`,
      disputed: (_, to) => `Disputed on ${to}`,
    },
    columns: ['Debtor', 'Amount', 'Item', 'Due'],
    sum: (n, total) => `${count(n, 'item', 'items')}, ${total}`,
    where: (what) => `all of them: “encours indicators --evidence ${what} --json”`,
    nothing: 'No item.',
  },
  charts: charts.en,
  week: week.en,
  review: review.en,
  alerts: alerts.en,
};

export const indicatorTexts = textsOf({ fr, en });
