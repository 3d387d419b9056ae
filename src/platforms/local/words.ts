/** The sentences that the local workspace's server answers with; the page's own words are in page/words.js. */
import type { Locale } from '../../core/kernel/locale.ts';

const fr = {
  host: 'Cet espace ne répond qu’à l’adresse 127.0.0.1 de cette machine.',
  origin: 'Cette demande ne vient pas de la page de cet espace : elle est refusée.',
  json: 'Cette adresse attend du JSON (Content-Type: application/json).',
  bytes: 'Cette adresse attend le contenu du fichier (Content-Type: application/octet-stream).',
  method: (allowed: string) => `Cette adresse n’accepte que ${allowed}.`,
  tooLarge: (bytes: number) => `C’est trop volumineux : la limite est de ${Math.floor(bytes / 1024)} Ko.`,
  badRequest: (what: string) => `La demande est mal formée (${what}).`,
  unknownPath: 'Il n’y a rien à cette adresse.',
  unknownPerson: (email: string) => `${email} n’est pas dans la liste des personnes.`,
  nobody: 'La liste des personnes est vide : importez-en une (encours import people.csv).',
  unknownChannel: 'Ce canal n’existe pas, ou n’est pas le vôtre.',
  unknownMessage: 'Ce message n’existe pas, ou n’est pas pour vous.',
  unknownFile: 'Ce fichier n’est plus là : déposez-le de nouveau.',
  directOnly: 'Les fichiers se déposent dans votre conversation privée avec Encours, ou dans le fil d’un litige.',
  reusedKey: 'Cette clé a déjà servi à une autre action.',
  listeners: 'Trop de pages écoutent déjà : fermez-en une.',
  later: 'La base de données ne répond pas en ce moment : réessayez dans un instant, ce ne sera fait qu’une fois.',
  fault: 'Quelque chose a échoué de notre côté ; rien n’a été perdu. Réessayez.',
  files: (names: string) => `Fichier déposé : ${names}`,
};

const en: typeof fr = {
  host: 'This workspace answers only at the address 127.0.0.1 of this machine.',
  origin: 'This request does not come from this workspace’s own page: it is refused.',
  json: 'This address expects JSON (Content-Type: application/json).',
  bytes: 'This address expects the bytes of the file (Content-Type: application/octet-stream).',
  method: (allowed) => `This address accepts ${allowed} only.`,
  tooLarge: (bytes) => `That is too large: the limit is ${Math.floor(bytes / 1024)} KB.`,
  badRequest: (what) => `The request is malformed (${what}).`,
  unknownPath: 'There is nothing at this address.',
  unknownPerson: (email) => `${email} is not on the list of people.`,
  nobody: 'The list of people is empty: import one (encours import people.csv).',
  unknownChannel: 'This channel does not exist, or is not yours.',
  unknownMessage: 'This message does not exist, or is not for you.',
  unknownFile: 'This file is no longer here: drop it again.',
  directOnly: 'Files are dropped in your private conversation with Encours, or in the thread of a dispute.',
  reusedKey: 'This key was already used for another action.',
  listeners: 'Too many pages are listening already: close one.',
  later: 'The database does not answer at the moment: try again shortly, it will be done once only.',
  fault: 'Something failed on our side; nothing was lost. Try again.',
  files: (names) => `File dropped: ${names}`,
};

export const WORDS: Readonly<Record<Locale, typeof fr>> = { fr, en };
