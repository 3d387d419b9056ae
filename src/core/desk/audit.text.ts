/** What verifying the log says, in both languages. */
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';
import type { DifferenceKind } from './chained.ts';
import type { AuditFault } from './verify-audit.ts';

const fr = {
  progress: (rows: number, of: number) => `${rows} lignes sur ${of}`,
  good: (rows: number, heads: number, head: string) =>
    `Journal intact : ${pluralFr(rows, 'ligne', 'lignes')}, ${pluralFr(heads, 'empreinte imprimée retrouvée', 'empreintes imprimées retrouvées')}. Tête ${head}`,
  agrees: (subjects: number) =>
    `La base est telle que le journal la décrit : ${pluralFr(subjects, 'objet reconstruit et comparé', 'objets reconstruits et comparés')}.`,
  before: (count: number) =>
    `Dont ${pluralFr(count, 'objet plus ancien que ce que les lignes décrivent', 'objets plus anciens que ce que les lignes décrivent')} : comparés autant qu’elles le permettent.`,
  bad: (seq: number, why: string) => `Le journal a été modifié : première ligne en faute n° ${seq}, ${why}.`,
  faults: {
    gap: 'qui manque',
    prev: 'qui ne suit pas la précédente',
    hash: 'dont l’empreinte est fausse',
    payload: 'dont le contenu a changé',
    head: 'qui n’est pas celle que les procès-verbaux impriment',
    cut: 'où la fin du journal a été coupée',
    erased: 'dont le contenu a été vidé sans ligne d’effacement',
  } satisfies Record<AuditFault['why'], string>,
  differs: (place: string, why: string) => `La base n’est pas ce que dit le journal : ${place} ${why}.`,
  differences: {
    changed: 'a une autre valeur',
    gone: 'n’y est plus',
    unknown: 'n’est pas dans le journal',
    unreadable: 'ne se lit plus',
    recount: 'n’est pas ce que donne le décompte des bulletins',
    dossier: 'n’a pas l’empreinte de son dossier',
    bytes: 'n’est plus le fichier gardé',
    head: 'n’imprime pas la ligne de sa clôture',
  } satisfies Record<DifferenceKind, string>,
  erase: {
    noReason: 'Dites pourquoi ces lignes sont effacées : le journal garde la raison à la place du contenu.',
    unknown: (seq: number) => `Le journal n’a pas de ligne n° ${seq} : « encours audit export » donne leurs numéros.`,
    already: (seq: number) => `La ligne n° ${seq} est déjà effacée : ôtez-la de la liste.`,
    decides: (seq: number, subject: string) =>
      `La ligne n° ${seq} (${subject}) est la preuve d’une décision ou du journal lui-même, et se garde : ôtez-la de la liste et répondez au demandeur qu’elle sert à constater un droit (RGPD, article 17, paragraphe 3, e).`,
    done: (rows: readonly number[]) =>
      `${rows.length > 1 ? 'Le contenu des lignes' : 'Le contenu de la ligne'} n° ${rows.join(', ')} est effacé ; qui a agi, quand et sur quoi reste, et le journal se vérifie toujours. Ce que la base garde ailleurs (un échange, un contact) et les sauvegardes déjà faites n’ont pas changé.`,
  },
};

const en: typeof fr = {
  progress: (rows, of) => `${rows} rows of ${of}`,
  good: (rows, heads, head) =>
    `The log is intact: ${pluralEn(rows, 'row', 'rows')}, ${pluralEn(heads, 'printed head', 'printed heads')} found again. Head ${head}`,
  agrees: (subjects) => `The tables are as the log describes them: ${pluralEn(subjects, 'subject', 'subjects')} rebuilt and compared.`,
  before: (count) =>
    `Of these, ${pluralEn(count, 'subject is', 'subjects are')} older than what rows describe: compared as far as they go.`,
  bad: (seq, why) => `The log was altered: first bad row no. ${seq}, ${why}.`,
  faults: {
    gap: 'which is missing',
    prev: 'which does not follow the one before',
    hash: 'whose hash is wrong',
    payload: 'whose content has changed',
    head: 'which is not the one that minutes print',
    cut: 'where the end of the log was cut off',
    erased: 'whose content was emptied without a row of erasure',
  },
  differs: (place, why) => `The tables are not what the log says: ${place} ${why}.`,
  differences: {
    changed: 'has another value',
    gone: 'is not there any more',
    unknown: 'is not in the log',
    unreadable: 'cannot be read any more',
    recount: 'is not what the ballots add up to',
    dossier: 'has not the hash of its dossier',
    bytes: 'is not the file that was kept any more',
    head: 'does not print the row that closed it',
  },
  erase: {
    noReason: 'Say why these rows are erased: the log keeps the reason in the place of the content.',
    unknown: (seq) => `The log has no row no. ${seq}: “encours audit export” gives their numbers.`,
    already: (seq) => `Row no. ${seq} is erased already: take it off the list.`,
    decides: (seq, subject) =>
      `Row no. ${seq} (${subject}) is the proof of a decision or of the log itself, and is kept: take it off the list, and answer whoever asked that it serves to establish a claim (GDPR, article 17, paragraph 3, e).`,
    done: (rows) =>
      `The content of ${rows.length > 1 ? 'rows' : 'row'} no. ${rows.join(', ')} is erased; who acted, when and on what stays, and the log still verifies. What the database keeps elsewhere (an exchange, a contact) and the backups made before have not changed.`,
  },
};

export const auditTexts = textsOf({ fr, en });
