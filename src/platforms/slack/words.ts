/** The few sentences that belong to Slack itself: what was cut, what is awaited, what Slack did not let happen. */
import type { Locale } from '../../core/kernel/locale.ts';

export interface SlackWords {
  /** Rows or facts that are not shown. */
  more(count: number, where?: string): string;
  moreCharacters(count: number): string;
  moreBlocks(count: number): string;
  moreButtons(count: number): string;
  moreOptions(count: number): string;
  readonly noOption: string;
  readonly title: string;
  readonly close: string;
  readonly wait: string;
  readonly done: string;
  readonly answerBelow: string;
  readonly expired: string;
  readonly slackFault: string;
  readonly ourFault: string;
  readonly cannotPostHere: string;
}

const count = (n: number, locale: Locale): string => n.toLocaleString(locale === 'fr' ? 'fr-FR' : 'en-GB');

const fr: SlackWords = {
  more: (n, where) => `… et ${count(n, 'fr')} ${n === 1 ? 'autre' : 'autres'}${where ? `\u00a0: ${where}` : ''}`,
  moreCharacters: (n) => `… (+ ${count(n, 'fr')} ${n === 1 ? 'caractère' : 'caractères'})`,
  moreBlocks: (n) => `… et ${count(n, 'fr')} ${n === 1 ? 'autre partie qui ne tient' : 'autres parties qui ne tiennent'} pas ici`,
  moreButtons: (n) => `… et ${count(n, 'fr')} ${n === 1 ? 'autre bouton' : 'autres boutons'}`,
  moreOptions: (n) => `… et ${count(n, 'fr')} ${n === 1 ? 'autre choix' : 'autres choix'}`,
  noOption: 'Aucun choix possible.',
  title: 'Encours',
  close: 'Fermer',
  wait: 'C’est noté, la réponse arrive.',
  done: 'C’est fait.',
  answerBelow: 'La réponse est dans la conversation.',
  expired: 'Slack n’a pas ouvert le formulaire à temps. Recommencez, s’il vous plaît.',
  slackFault: 'Slack ne répond pas comme il faut. Réessayez dans une minute\u00a0; rien n’a été fait.',
  ourFault: 'Une erreur de notre côté a interrompu la demande. Elle est notée au journal.',
  cannotPostHere: 'Je ne peux pas écrire dans ce canal\u00a0: invitez-moi d’abord avec /invite.',
};

const en: SlackWords = {
  more: (n, where) => `… and ${count(n, 'en')} more${where ? `: ${where}` : ''}`,
  moreCharacters: (n) => `… (+ ${count(n, 'en')} ${n === 1 ? 'character' : 'characters'})`,
  moreBlocks: (n) => `… and ${count(n, 'en')} more ${n === 1 ? 'part that does' : 'parts that do'} not fit here`,
  moreButtons: (n) => `… and ${count(n, 'en')} more ${n === 1 ? 'button' : 'buttons'}`,
  moreOptions: (n) => `… and ${count(n, 'en')} more ${n === 1 ? 'choice' : 'choices'}`,
  noOption: 'There is nothing to choose from.',
  title: 'Encours',
  close: 'Close',
  wait: 'Noted, the answer is on its way.',
  done: 'Done.',
  answerBelow: 'The answer is in the conversation.',
  expired: 'Slack did not open the form in time. Please try again.',
  slackFault: 'Slack does not answer as it should. Try again in a minute; nothing was done.',
  ourFault: 'An error on our side interrupted the request. It is in the log.',
  cannotPostHere: 'I cannot write in this channel: invite me first with /invite.',
};

export const WORDS: Readonly<Record<Locale, SlackWords>> = { fr, en };
