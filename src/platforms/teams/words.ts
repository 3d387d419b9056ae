/** The few sentences that belong to Teams itself: where the answer is, what is awaited, what Teams did not let happen. */
import type { Locale } from '../../core/kernel/locale.ts';

const fr = {
  wait: 'C’est noté, la réponse arrive dans notre conversation privée.',
  inPrivate: 'Je vous réponds dans notre conversation privée.',
  inPrivateTo: (name: string) => `${name}, je vous réponds dans notre conversation privée.`,
  cannotWriteTo: (name: string) =>
    `${name}, je ne peux pas vous écrire en privé : ajoutez l’application Encours, ou écrivez-moi une fois en privé, puis recommencez.`,
  fillInPrivate: 'Voici le formulaire.',
  cancelled: 'Abandonné : rien n’a été fait.',
  done: 'C’est fait.',
  noOption: 'Aucun choix possible.',
  moreOptions: (n: number) => `… et ${n} ${n === 1 ? 'autre choix, non montré' : 'autres choix, non montrés'}`,
  required: 'À remplir, s’il vous plaît.',
  missing: 'Complétez les champs obligatoires, s’il vous plaît.',
  badForm: 'Ce formulaire n’est plus valable. Recommencez, s’il vous plaît.',
  teamsFault: 'Teams ne répond pas comme il faut. Réessayez dans une minute ; rien n’a été fait.',
  ourFault: 'Une erreur de notre côté a interrompu la demande. Elle est notée au journal.',
  notHere: 'Ajoutez d’abord Encours à cette conversation : je dois savoir qui la lit avant d’y montrer un montant.',
  typeMore: 'Tapez un nom, un compte, un SIREN ou une facture.',
  justShared: 'Cette fiche vient d’être partagée ici : réessayez dans une minute.',
  noFileHere: 'Déposez les fichiers dans notre conversation privée.',
  welcome: 'Bonjour. Écrivez « aide » pour voir ce que je sais faire.',
};

const en: typeof fr = {
  wait: 'Noted, the answer is on its way to our private conversation.',
  inPrivate: 'I am answering in our private conversation.',
  inPrivateTo: (name) => `${name}, I am answering in our private conversation.`,
  cannotWriteTo: (name) =>
    `${name}, I cannot write to you in private: add the Encours app, or write to me once in private, then try again.`,
  fillInPrivate: 'Here is the form.',
  cancelled: 'Cancelled: nothing was done.',
  done: 'Done.',
  noOption: 'There is nothing to choose from.',
  moreOptions: (n) => `… and ${n} more ${n === 1 ? 'choice that is' : 'choices that are'} not shown`,
  required: 'Please fill this in.',
  missing: 'Please fill in what is required.',
  badForm: 'This form is no longer valid. Please start again.',
  teamsFault: 'Teams does not answer as it should. Try again in a minute; nothing was done.',
  ourFault: 'An error on our side interrupted the request. It is in the log.',
  notHere: 'Add Encours to this conversation first: I must know who reads it before I show an amount.',
  typeMore: 'Type a name, an account, a SIREN or an invoice.',
  justShared: 'This card was just shared here: try again in a minute.',
  noFileHere: 'Drop files in our private conversation.',
  welcome: 'Hello. Write “help” to see what I can do.',
};

export const WORDS: Readonly<Record<Locale, typeof fr>> = { fr, en };
