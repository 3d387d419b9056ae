/** Every sentence about promises to pay, in French and in English. */
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';
import type { PromiseChannel, PromiseStatus } from './promise.ts';

export const fr = {
  channels: {
    call: 'appel',
    email: 'e-mail',
    letter: 'courrier',
    visit: 'visite',
    other: 'autre',
  } satisfies Record<PromiseChannel, string>,
  statuses: {
    open: 'attendue',
    kept: 'tenue',
    broken: 'non tenue',
    withdrawn: 'retirée',
  } satisfies Record<PromiseStatus, string>,
  handed: (n: number) => pluralFr(n, 'promesse', 'promesses'),
  line: (amount: string, due: string) => `${amount} pour le ${due}`,
  said: (words: string) => `« ${words} »`,
  /** "5 000 € pour le ven. 4 déc. (M. Petit, appel)". */
  by: (plan: string, who: string, channel: string) => `${plan} (${who === '' ? '' : `${who}, `}${channel})`,
  history: {
    made: (plan: string, who: string, channel: string) => `Promesse de payer ${plan} (${who === '' ? '' : `${who}, `}${channel}).`,
    withdrawn: (plan: string, promise: number) => `Promesse ${promise} retirée : ${plan}`,
    kept: (amount: string, due: string, _received: string) => `Promesse tenue : ${amount} pour le ${due}`,
    broken: (amount: string, due: string, received: string) => `Promesse non tenue : ${amount} pour le ${due}, ${received} reçus.`,
    open: (amount: string, due: string, received: string) =>
      `Promesse de nouveau attendue : ${amount} pour le ${due}, un règlement est revenu impayé (${received} reçus).`,
  },
  vanished: (debtor: string, promise: number, refs: string, more: number) =>
    `${debtor}, promesse ${promise} : le dernier fichier n’a plus ${refs}${more > 0 ? ` et ${pluralFr(more, 'autre ligne', 'autres lignes')}` : ''}. La promesse tient ; vérifiez ce qui reste dû.`,
  form: {
    title: 'Promesse de payer',
    submit: 'Noter',
    cancel: 'Annuler',
    owed: (debtor: string, amount: string) => `${debtor} doit ${amount}.`,
    currency: 'Devise',
    amount: 'Montant promis',
    due: 'Pour le',
    who: 'Qui l’a dit',
    channel: 'Par',
    more: 'Échéances suivantes',
    moreHint: 'Une par ligne : montant, puis date (2 500 08/01/2027)',
    note: 'Ce qui a été dit',
    withdraw: 'Retirer la promesse',
    why: 'Pourquoi',
    confirm: 'Retirer',
  },
  buttons: {
    promise: 'Promesse',
    withdraw: (n: number) => `Retirer la promesse ${n}`,
    list: 'Promesses',
    suspend: 'Suspendre la limite',
    litigation: 'Proposer le contentieux',
  },
  list: {
    title: (n: number) => (n === 0 ? 'Aucune promesse en cours' : pluralFr(n, 'promesse en cours', 'promesses en cours')),
    mine: (n: number) => `Mes promesses : ${n} en cours`,
    ofDebtor: (debtor: string) => `Promesses · ${debtor}`,
    columns: ['', 'Débiteur', 'Montant', 'Pour le', 'Où en est-on', 'Dit par'],
    where: 'sur la fiche du débiteur',
  },
  rate: (kept: number, judged: number) => `Promesses tenues : ${kept} sur ${judged}`,
  broken: (n: number) => pluralFr(n, 'promesse non tenue en 90 j', 'promesses non tenues en 90 j'),
  promised: (plan: string) => `Promis : ${plan}`,
  done: {
    made: (id: number, debtor: string, plan: string) =>
      `Promesse ${id} notée : ${debtor}, ${plan} · les relances attendent jusque-là, le règlement sera vérifié.`,
    withdrawn: (id: number) => `Promesse ${id} retirée : le compte est relancé comme avant.`,
  },
  refused: {
    notAllowed: 'Votre rôle ne permet pas de noter une promesse : demandez au recouvrement.',
    past: (date: string) => `Le ${date} est passé : notez une date à venir.`,
    settled: (debtor: string, currency: string) => `${debtor} ne doit plus rien en ${currency} : il n’y a pas de promesse à noter.`,
    tooMuch: (owed: string, promised: string | undefined) =>
      promised === undefined
        ? `C’est plus que ce qui est dû (${owed}) : corrigez le montant.`
        : `C’est plus que ce qui est dû (${owed}, dont ${promised} déjà promis) : corrigez le montant, ou retirez la promesse précédente.`,
    noMore: (debtor: string) =>
      `${debtor} n’a pas tenu deux promesses en 90 jours : plus de délai sans le comité. Demandez-lui, d’un bouton.`,
    badDay: (given: string) => `« ${given} » n’est pas une date : écrivez AAAA-MM-JJ ou JJ/MM/AAAA.`,
    badLine: (given: string) => `« ${given} » ne se lit pas : écrivez un montant, puis une date (2 500 08/01/2027).`,
    tooMany: (n: number) => `Un plan a au plus ${n} échéances : regroupez-les.`,
    why: 'Dites pourquoi.',
    gone: (id: number) => `La promesse ${id} n’existe pas : ouvrez la fiche du débiteur.`,
    closed: (id: number) => `La promesse ${id} est déjà jugée ou retirée : il n’y a plus rien à retirer.`,
    judgedSoon: (id: number) => `La promesse ${id} est échue : le grand livre dira si elle est tenue, elle ne se retire plus.`,
  },
};

export const en: typeof fr = {
  channels: { call: 'call', email: 'e-mail', letter: 'letter', visit: 'visit', other: 'other' },
  statuses: { open: 'expected', kept: 'kept', broken: 'broken', withdrawn: 'withdrawn' },
  handed: (n) => pluralEn(n, 'promise', 'promises'),
  line: (amount, due) => `${amount} by ${due}`,
  said: (words) => `“${words}”`,
  by: (plan, who, channel) => `${plan} (${who === '' ? '' : `${who}, `}${channel})`,
  history: {
    made: (plan, who, channel) => `Promise to pay ${plan} (${who === '' ? '' : `${who}, `}${channel}).`,
    withdrawn: (plan, promise) => `Promise ${promise} withdrawn: ${plan}`,
    kept: (amount, due) => `Promise kept: ${amount} by ${due}`,
    broken: (amount, due, received) => `Promise broken: ${amount} by ${due}, ${received} received.`,
    open: (amount, due, received) => `Promise expected again: ${amount} by ${due}, a payment bounced (${received} received).`,
  },
  vanished: (debtor, promise, refs, more) =>
    `${debtor}, promise ${promise}: the last file no longer has ${refs}${more > 0 ? ` and ${pluralEn(more, 'other line', 'other lines')}` : ''}. The promise stands; check what is still owed.`,
  form: {
    title: 'Promise to pay',
    submit: 'Take down',
    cancel: 'Cancel',
    owed: (debtor, amount) => `${debtor} owes ${amount}.`,
    currency: 'Currency',
    amount: 'Amount promised',
    due: 'By',
    who: 'Who said it',
    channel: 'Through',
    more: 'Further instalments',
    moreHint: 'One a line: amount, then date (2,500 08/01/2027)',
    note: 'What was said',
    withdraw: 'Withdraw the promise',
    why: 'Why',
    confirm: 'Withdraw',
  },
  buttons: {
    promise: 'Promise',
    withdraw: (n) => `Withdraw promise ${n}`,
    list: 'Promises',
    suspend: 'Suspend the limit',
    litigation: 'Propose litigation',
  },
  list: {
    title: (n) => (n === 0 ? 'No open promise' : pluralEn(n, 'open promise', 'open promises')),
    mine: (n) => `My promises: ${n} open`,
    ofDebtor: (debtor) => `Promises · ${debtor}`,
    columns: ['', 'Debtor', 'Amount', 'By', 'How it stands', 'Said by'],
    where: 'on the debtor’s card',
  },
  rate: (kept, judged) => `Promises kept: ${kept} of ${judged}`,
  broken: (n) => pluralEn(n, 'broken promise in 90 d', 'broken promises in 90 d'),
  promised: (plan) => `Promised: ${plan}`,
  done: {
    made: (id, debtor, plan) => `Promise ${id} taken down: ${debtor}, ${plan} · reminders wait until then, the payment will be checked.`,
    withdrawn: (id) => `Promise ${id} withdrawn: the account is chased as before.`,
  },
  refused: {
    notAllowed: 'Your role does not allow you to take promises down: ask collections.',
    past: (date) => `${date} is past: give a day to come.`,
    settled: (debtor, currency) => `${debtor} owes nothing in ${currency} any more: there is no promise to take down.`,
    tooMuch: (owed, promised) =>
      promised === undefined
        ? `That is more than is owed (${owed}): correct the amount.`
        : `That is more than is owed (${owed}, of which ${promised} promised already): correct the amount, or withdraw the earlier promise.`,
    noMore: (debtor) => `${debtor} broke two promises in 90 days: no more extensions without the committee. Ask it with a button.`,
    badDay: (given) => `“${given}” is not a date: write YYYY-MM-DD or DD/MM/YYYY.`,
    badLine: (given) => `“${given}” cannot be read: write an amount, then a date (2,500 08/01/2027).`,
    tooMany: (n) => `A plan has at most ${n} instalments: put some together.`,
    why: 'Say why.',
    gone: (id) => `There is no promise ${id}: open the debtor’s card.`,
    closed: (id) => `Promise ${id} is judged or withdrawn already: nothing is left to withdraw.`,
    judgedSoon: (id) => `Promise ${id} is past its day: the ledger will tell whether it was kept; it can no longer be withdrawn.`,
  },
};

export const promiseTexts = textsOf({ fr, en });
