/** Every sentence about the log's head outside of the house, in French and in English. */
import { textsOf } from '../kernel/texts.ts';

const fr = {
  subject: (company: string, date: string) => `Empreinte du journal de ${company}, ${date}`,
  body: (company: string, seq: number, hash: string) => [
    `Voici l’empreinte du journal des décisions de crédit de ${company}.`,
    `Ligne ${seq}, SHA-256 ${hash}`,
    'Gardez ce message : il ne contient aucun montant ni aucun nom de client, et il suffit à prouver que les lignes qui précèdent n’ont pas été récrites depuis.',
    `Pour vérifier, quiconque a accès à la base lance : encours audit verify --head ${seq}:${hash}`,
  ],
  stamped: (head: string, authority: string, file: string) => [
    `La pièce jointe ${file} est la réponse du service d’horodatage ${authority} (RFC 3161) pour la ligne ${head} : elle dit quand ce service a vu cette empreinte.`,
    `Pour la lire : printf ${head} > tete.txt ; openssl ts -verify -data tete.txt -in ${file} -CAfile certificats-du-service.pem`,
  ],
  unnamed: 'la société',
  witnessed: (n: number) =>
    `le premier jour ouvré de chaque semaine, la tête du journal part à ${n} ${n > 1 ? 'adresses' : 'adresse'} hors de la maison.`,
  noMail: 'proof.witnesses nomme des témoins, mais les courriels ne partent pas d’ici (SMTP_URL, MAIL_FROM) : ils ne reçoivent rien.',
  stamps: (host: string) => `chaque semaine, la tête du journal est horodatée par ${host}.`,
  noStamp: {
    none: 'Aucun service d’horodatage n’est nommé : ajoutez proof.timeStamps à la politique.',
    away: (host: string, why: string) =>
      `Le service d’horodatage ${host} ne répond pas (${why}) : réessayez plus tard, ou vérifiez proof.timeStamps.`,
    refused: (host: string) => `Le service d’horodatage ${host} refuse la demande : vérifiez auprès de lui que cette machine y a droit.`,
    bad: (host: string) => `La réponse de ${host} n’est pas un horodatage valable (RFC 3161) : vérifiez proof.timeStamps.`,
  },
  noLog: 'Le journal est encore vide : il n’y a rien à horodater.',
  stampedNow: (seq: number, authority: string, at: string) => `La tête du journal (ligne ${seq}) est horodatée par ${authority}, le ${at}.`,
  badStamp: (seq: number, file: number) =>
    `L’horodatage gardé de la ligne ${seq} (fichier ${file}) ne dit pas ce que le journal en dit : l’un des deux a été changé.`,
  stampedHeads: (n: number) => `${n} ${n > 1 ? 'horodatages concordent' : 'horodatage concorde'} avec le journal.`,
  noStamps: 'Aucun horodatage n’est gardé.',
  none: 'sans témoin au-dehors (proof.witnesses, proof.timeStamps), un journal récrit en entier ne se voit que si quelqu’un a gardé la tête d’un procès-verbal ou d’un message de la semaine.',
};

const en: typeof fr = {
  subject: (company, date) => `Head of the log of ${company}, ${date}`,
  body: (company, seq, hash) => [
    `This is the head of the log of ${company}’s credit decisions.`,
    `Row ${seq}, SHA-256 ${hash}`,
    'Keep this message: it holds no amount and no customer’s name, and it is enough to prove that the rows before it have not been rewritten since.',
    `To verify, whoever can reach the database runs: encours audit verify --head ${seq}:${hash}`,
  ],
  stamped: (head, authority, file) => [
    `The attached ${file} is the reply of the time-stamp authority ${authority} (RFC 3161) for row ${head}: it says when that authority saw this hash.`,
    `To read it: printf ${head} > head.txt; openssl ts -verify -data head.txt -in ${file} -CAfile certificates-of-the-authority.pem`,
  ],
  unnamed: 'the company',
  witnessed: (n) =>
    `on the first business day of each week the head of the log leaves for ${n} ${n > 1 ? 'addresses' : 'address'} outside.`,
  noMail: 'proof.witnesses names witnesses, but e-mails do not leave from here (SMTP_URL, MAIL_FROM): they get nothing.',
  stamps: (host) => `each week the head of the log is time-stamped by ${host}.`,
  noStamp: {
    none: 'No time-stamp authority is named: add proof.timeStamps to the policy.',
    away: (host, why) => `The time-stamp authority ${host} does not answer (${why}): try again later, or check proof.timeStamps.`,
    refused: (host) => `The time-stamp authority ${host} refuses the request: ask it whether this machine may use it.`,
    bad: (host) => `What ${host} answers is no valid time-stamp (RFC 3161): check proof.timeStamps.`,
  },
  noLog: 'The log is still empty: there is nothing to stamp.',
  stampedNow: (seq, authority, at) => `The head of the log (row ${seq}) is stamped by ${authority}, ${at}.`,
  badStamp: (seq, file) =>
    `The kept time-stamp of row ${seq} (file ${file}) does not say what the log says of it: one of the two was changed.`,
  stampedHeads: (n) => `${n} ${n > 1 ? 'time-stamps agree' : 'time-stamp agrees'} with the log.`,
  noStamps: 'No time-stamp is kept.',
  none: 'without a witness outside (proof.witnesses, proof.timeStamps), a log that is rewritten as a whole is noticed only where somebody kept the head of minutes or of a week’s post.',
};

export const proofTexts = textsOf({ fr, en });
