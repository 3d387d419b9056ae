/** The page's own words, French and English; what the bot says comes from the server. */
// @ts-check

/** @import { Locale } from '../../../core/kernel/locale.ts' */
/** @import { Times, Words } from './types.ts' */

/** @type {Words} */
const fr = {
  skip: 'Aller à la saisie',
  menu: 'Canaux et personnes',
  places: 'Canaux et personnes',
  channels: 'Canaux',
  direct: 'Message privé',
  directName: 'Encours',
  directAbout: 'Votre conversation privée avec Encours. Posez une question, ou déposez un fichier.',
  people: 'Prendre la place de',
  actAs: (name, role) => `Agir comme ${name}, ${role}`,
  youAre: 'Vous êtes',
  turned: 'horloge de test',
  introLabel: 'Pour commencer',
  dismiss: 'Masquer cette introduction',
  earlier: 'Messages précédents',
  empty: (place) => `Rien encore dans ${place}.`,
  loading: 'Chargement…',
  thread: 'Fil',
  closeThread: 'Fermer le fil',
  privateMark: 'visible par vous seul',
  editedMark: 'mis à jour',
  reply: 'Répondre',
  replies: (n) => (n === 1 ? '1 réponse' : `${n} réponses`),
  olderThread: 'Réponse dans un fil plus ancien',
  openThread: 'Ouvrir le fil',
  noCard: 'Cette carte ne peut pas être affichée.',
  figures: 'Les chiffres du graphique',
  writeIn: (place) => `Écrire dans ${place}, ou / pour une commande`,
  writeDirect: 'Un débiteur, une question, ou / pour une commande',
  writeThread: 'Répondre dans le fil',
  messageLabel: (place) => `Message dans ${place}`,
  threadLabel: 'Réponse dans le fil',
  send: 'Envoyer',
  attach: 'Joindre un fichier',
  attachHere: 'Les fichiers se déposent dans votre message privé avec Encours.',
  drop: 'Déposez ici : Encours lit le fichier et vous montre ce qu’il contient.',
  commands: 'Commandes',
  sending: 'Envoi…',
  thinking: 'Encours prépare la réponse…',
  uploading: (name, percent) => `Envoi de ${name} : ${percent} %`,
  size: (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} Ko` : `${(bytes / 1e6).toFixed(1).replace('.', ',')} Mo`),
  tooLarge: (name, mega) => `${name} dépasse ${mega} Mo.`,
  failed: 'Le message n’est pas parti.',
  retry: 'Réessayer',
  offline: 'Liaison perdue avec Encours ; nouvelle tentative…',
  required: 'À remplir.',
  optional: 'facultatif',
  choose: 'Choisir…',
  correct: 'Corrigez les champs signalés.',
  today: 'aujourd’hui',
  yesterday: 'hier',
  arrived: (place) => `Nouveau message dans ${place}`,
  said: (who, text) => `${who} : ${text}`,
  unread: 'non lu',
};

/** @type {Words} */
const en = {
  skip: 'Skip to the message box',
  menu: 'Channels and people',
  places: 'Channels and people',
  channels: 'Channels',
  direct: 'Direct message',
  directName: 'Encours',
  directAbout: 'Your private conversation with Encours. Ask something, or drop a file.',
  people: 'Act as',
  actAs: (name, role) => `Act as ${name}, ${role}`,
  youAre: 'You are',
  turned: 'test clock',
  introLabel: 'Getting started',
  dismiss: 'Hide this introduction',
  earlier: 'Earlier messages',
  empty: (place) => `Nothing in ${place} yet.`,
  loading: 'Loading…',
  thread: 'Thread',
  closeThread: 'Close the thread',
  privateMark: 'visible to you alone',
  editedMark: 'updated',
  reply: 'Reply',
  replies: (n) => (n === 1 ? '1 reply' : `${n} replies`),
  olderThread: 'A reply in an older thread',
  openThread: 'Open the thread',
  noCard: 'This card cannot be shown.',
  figures: 'The figures of the chart',
  writeIn: (place) => `Write in ${place}, or / for a command`,
  writeDirect: 'A debtor, a question, or / for a command',
  writeThread: 'Reply in the thread',
  messageLabel: (place) => `Message in ${place}`,
  threadLabel: 'Reply in the thread',
  send: 'Send',
  attach: 'Attach a file',
  attachHere: 'Files are dropped in your direct message with Encours.',
  drop: 'Drop it here: Encours reads the file and shows you what is in it.',
  commands: 'Commands',
  sending: 'Sending…',
  thinking: 'Encours is preparing the answer…',
  uploading: (name, percent) => `Sending ${name}: ${percent}%`,
  size: (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`),
  tooLarge: (name, mega) => `${name} is larger than ${mega} MB.`,
  failed: 'The message was not sent.',
  retry: 'Try again',
  offline: 'Connection to Encours lost; trying again…',
  required: 'Please fill this in.',
  optional: 'optional',
  choose: 'Choose…',
  correct: 'Please correct the marked fields.',
  today: 'today',
  yesterday: 'yesterday',
  arrived: (place) => `New message in ${place}`,
  said: (who, text) => `${who}: ${text}`,
  unread: 'unread',
};

/** @type {Readonly<Record<Locale, Words>>} */
export const WORDS = { fr, en };

/**
 * Writes the words of the page's fixed parts: `data-t` is an element's text, `data-t-label` its name for assistive tools.
 * @param {Words} words
 */
export function writeFixedWords(words) {
  const named = new Map(Object.entries(words).flatMap(([name, said]) => (typeof said === 'string' ? [[name, said]] : [])));
  for (const element of elements('[data-t]')) element.textContent = named.get(element.dataset.t ?? '') ?? '';
  for (const element of elements('[data-t-label]')) {
    const label = named.get(element.dataset.tLabel ?? '') ?? '';
    element.setAttribute('aria-label', label);
    if (element.tagName === 'BUTTON') element.title = label;
  }
}

/**
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
function elements(selector) {
  return document.querySelectorAll(selector);
}

/**
 * Dates and times as people say them, in the workspace's time zone.
 * @param {Locale} locale
 * @param {string} timeZone
 * @param {Words} words
 * @returns {Times}
 */
export function timeWords(locale, timeZone, words) {
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  /** @param {Intl.DateTimeFormatOptions} options */
  const format = (options) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  /**
   * French says "1er" for the first of a month.
   * @param {Intl.DateTimeFormatOptions} options
   * @returns {(at: number) => string}
   */
  const dated = (options) => {
    const style = format(options);
    return (at) => (locale === 'fr' ? style.format(at).replace(/(?<!\d)1(?= \p{L})/u, '1er') : style.format(at));
  };
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const day = dated({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayWithYear = dated({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const short = dated({ weekday: 'short', day: 'numeric', month: 'short' });
  const key = new Intl.DateTimeFormat('en-CA', { timeZone });
  const DAY = 86_400_000;
  return {
    time: (at) => clock.format(at),
    stamp: (at) => `${short(at)} ${clock.format(at)}`,
    dayKey: (at) => key.format(at),
    day(at, now) {
      const its = key.format(at);
      if (its === key.format(now)) return `${day(at)} · ${words.today}`;
      if (its === key.format(now - DAY)) return `${day(at)} · ${words.yesterday}`;
      return its.slice(0, 4) === key.format(now).slice(0, 4) ? day(at) : dayWithYear(at);
    },
  };
}
