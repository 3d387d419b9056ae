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
  unnamed: 'la société',
  witnessed: (n: number) =>
    `le premier jour ouvré de chaque semaine, la tête du journal part à ${n} ${n > 1 ? 'adresses' : 'adresse'} hors de la maison.`,
  noMail: 'proof.witnesses nomme des témoins, mais les courriels ne partent pas d’ici (SMTP_URL, MAIL_FROM) : ils ne reçoivent rien.',
  none: 'sans témoin au-dehors (proof.witnesses), un journal récrit en entier ne se voit que si quelqu’un a gardé la tête d’un procès-verbal ou d’un message de la semaine.',
};

const en: typeof fr = {
  subject: (company, date) => `Head of the log of ${company}, ${date}`,
  body: (company, seq, hash) => [
    `This is the head of the log of ${company}’s credit decisions.`,
    `Row ${seq}, SHA-256 ${hash}`,
    'Keep this message: it holds no amount and no customer’s name, and it is enough to prove that the rows before it have not been rewritten since.',
    `To verify, whoever can reach the database runs: encours audit verify --head ${seq}:${hash}`,
  ],
  unnamed: 'the company',
  witnessed: (n) =>
    `on the first business day of each week the head of the log leaves for ${n} ${n > 1 ? 'addresses' : 'address'} outside.`,
  noMail: 'proof.witnesses names witnesses, but e-mails do not leave from here (SMTP_URL, MAIL_FROM): they get nothing.',
  none: 'without a witness outside (proof.witnesses), a log that is rewritten as a whole is noticed only where somebody kept the head of minutes or of a week’s post.',
};

export const proofTexts = textsOf({ fr, en });
