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
};

export const auditTexts = textsOf({ fr, en });
