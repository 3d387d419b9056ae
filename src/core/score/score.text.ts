/** Every sentence about scores, in French and in English. */
import { textsOf } from '../kernel/texts.ts';
import type { Component } from './score-policy.ts';

export const fr = {
  components: {
    payment: 'habitudes de paiement',
    external: 'note externe',
    limit: 'usage de la limite',
    insured: 'part assurée',
    seniority: 'ancienneté',
    disputes: 'litiges',
  } satisfies Record<Component, string>,
  /** "score 58 (C) ▼ 64": the arrow says from what it came. */
  line: (points: string, name: string, trend: string) => `score ${points} (${name})${trend}`,
  button: 'Score',
  open: 'Ouvrir le débiteur',
  title: (debtor: string, points: string, name: string) => `Score · ${debtor} : ${points} sur 100, classe ${name}`,
  none: (debtor: string) =>
    `Pas encore de score pour ${debtor} : trop peu est connu. Donnez-lui une limite ou une note externe (fichier des débiteurs), ou attendez son premier règlement.`,
  columns: ['Composante', 'Constat', 'Points', 'Sur'],
  total: 'Score',
  facts: {
    payment: (days: string) => `paie à ${days} j de retard en moyenne sur 12 mois`,
    early: (days: string) => `paie ${days} j en avance en moyenne sur 12 mois`,
    external: (points: string, day: string) => (day === '' ? `${points} sur 100` : `${points} sur 100 (${day})`),
    limit: (share: string, used: string, limit: string) => `${share} utilisés (${used} sur ${limit})`,
    insured: (share: string, cover: string) => `${share} assurés (${cover})`,
    nothing: 'rien n’est dû',
    seniority: (day: string) => `client depuis ${day}`,
    disputes: (share: string) => `${share} de l’encours contesté`,
    unknown: 'inconnu : compté ni pour ni contre',
  },
  scaled: (known: string) => `Composantes connues : ${known} points sur 100, ramenés à 100.`,
  classes: (a: string, b: string, c: string) => `Classes : A dès ${a}, B dès ${b}, C dès ${c}, D en dessous.`,
  before: (points: string, name: string) => `Il y a quatre semaines : ${points} (${name}).`,
  alert: {
    title: (date: string) => `Changements de classe de risque, ${date}`,
    down: (debtor: string, from: string, to: string, was: string, now: string, moved: string) =>
      `⚠ ${debtor} passe de ${from} à ${to} (score ${was} → ${now}) : ${moved}.`,
    up: (debtor: string, from: string, to: string, was: string, now: string, moved: string) =>
      `✔ ${debtor} remonte de ${from} à ${to} (score ${was} → ${now}) : ${moved}.`,
    moved: (component: string, was: string, now: string) => `${component} ${was} → ${now}`,
    unknown: '–',
    same: 'les mêmes points, ramenés autrement à 100',
    fallback: (n: number) => (n === 1 ? 'Un débiteur change de classe de risque' : `${n} débiteurs changent de classe de risque`),
  },
};

export const en: typeof fr = {
  components: {
    payment: 'payment habits',
    external: 'outside score',
    limit: 'use of the limit',
    insured: 'insured share',
    seniority: 'seniority',
    disputes: 'disputes',
  },
  line: (points, name, trend) => `score ${points} (${name})${trend}`,
  button: 'Score',
  open: 'Open the debtor',
  title: (debtor, points, name) => `Score · ${debtor}: ${points} out of 100, class ${name}`,
  none: (debtor) =>
    `No score yet for ${debtor}: too little is known. Give it a limit or an outside score (debtors file), or wait for its first payment.`,
  columns: ['Component', 'Finding', 'Points', 'Of'],
  total: 'Score',
  facts: {
    payment: (days) => `pays ${days} d late on average over 12 months`,
    early: (days) => `pays ${days} d early on average over 12 months`,
    external: (points, day) => (day === '' ? `${points} out of 100` : `${points} out of 100 (${day})`),
    limit: (share, used, limit) => `${share} used (${used} of ${limit})`,
    insured: (share, cover) => `${share} insured (${cover})`,
    nothing: 'nothing is owed',
    seniority: (day) => `customer since ${day}`,
    disputes: (share) => `${share} of what is owed is disputed`,
    unknown: 'not known: counts neither for nor against',
  },
  scaled: (known) => `Known components: ${known} points of 100, brought to 100.`,
  classes: (a, b, c) => `Classes: A from ${a}, B from ${b}, C from ${c}, D below.`,
  before: (points, name) => `Four weeks ago: ${points} (${name}).`,
  alert: {
    title: (date) => `Changes of risk class, ${date}`,
    down: (debtor, from, to, was, now, moved) => `⚠ ${debtor} goes from ${from} to ${to} (score ${was} → ${now}): ${moved}.`,
    up: (debtor, from, to, was, now, moved) => `✔ ${debtor} comes back from ${from} to ${to} (score ${was} → ${now}): ${moved}.`,
    moved: (component, was, now) => `${component} ${was} → ${now}`,
    unknown: '–',
    same: 'the same points, brought to 100 otherwise',
    fallback: (n) => (n === 1 ? 'A debtor changes its risk class' : `${n} debtors change their risk class`),
  },
};

export const scoreTexts = textsOf({ fr, en });
