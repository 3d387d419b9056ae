/** What is said of a decision record, in French and in English: by the command line, in its thread, and on the page that checks itself. */
import { pluralEn, pluralFr } from '../../kernel/plural.ts';
import { textsOf } from '../../kernel/texts.ts';
import type { Checked, DocumentFault } from './check-document.ts';

const fr = {
  file: (id: number) => `acte-vote-${id}`,
  title: (id: number) => `Acte de décision du vote n° ${id}`,
  attached: (id: number, name: string) => `Acte de décision du vote n° ${id}, à recompter par qui veut : ${name}`,
  open: (id: number) => `Le vote n° ${id} n’est pas clos : il n’a pas encore d’acte.`,
  out: 'Le fichier doit finir en .json ou .html.',
  bad: (file: string, faults: string) => `${file} n’est pas l’acte tel qu’il a été clos : ${faults}.`,
  unstated:
    'Cet acte est d’avant que le journal n’énonce les décisions, ou une ligne en a été effacée : le dépouillement est vérifié, pas que les bulletins sont ceux du journal.',
  fault: ({ why, at }: DocumentFault): string =>
    ({
      format: 'ce n’est pas la forme d’un acte de décision',
      chain: `la ligne ${at} du journal ne suit pas la précédente`,
      row: `l’empreinte de la ligne ${at} du journal est fausse`,
      content: `le contenu de la ligne ${at} du journal a changé`,
      head: `la dernière ligne n’est pas la tête ${at}`,
      dossier: `l’empreinte du dossier n° ${at} est fausse`,
      differs: `« ${at} » ne dit pas ce que disent les lignes du journal`,
      count: 'le dépouillement donne un autre résultat',
    })[why],
  verified: (what: readonly string[], open: readonly string[]) =>
    `✔ Vérifié dans cette page, sans réseau : ${what.join(', ')}. Non vérifié : ${open.join(', ')}.`,
  refused: (faults: readonly string[]) => `✘ Cet acte a été modifié : ${faults.join(' ; ')}.`,
  rows: (n: number) => `${pluralFr(n, 'ligne du journal', 'lignes du journal')} jusqu’à la tête`,
  dossiers: (n: number) => pluralFr(n, 'empreinte de dossier', 'empreintes de dossier'),
  statements: 'l’acte et ce texte, tirés de ces lignes',
  statementsAlone: 'l’acte, tiré de ces lignes',
  counted: {
    ballots: 'le dépouillement, recompté bulletin par bulletin',
    counts: 'que les comptes du vote secret mènent à ce résultat',
    delegated: 'que la décision a été prise par délégation, sans vote',
  } satisfies Record<Checked['counted'], string>,
  notStated: 'que les bulletins sont ceux du journal (acte ancien, ou ligne effacée)',
  notWords: 'ce texte',
  notBallots: 'les bulletins, qui sont secrets',
  notHead: 'que cette tête est celle du journal de la société : comparez-la à un procès-verbal reçu par une autre voie',
  noHashes:
    'Ce navigateur ne calcule pas d’empreintes pour un fichier local : ouvrez la page dans un autre, ou suivez la recette de docs/decision-record.md.',
  noScript: 'Sans script, cette page se lit mais ne se vérifie pas.',
  data: 'Enregistrer l’acte (JSON)',
};

const en: typeof fr = {
  file: (id) => `decision-vote-${id}`,
  title: (id) => `Decision record of vote no. ${id}`,
  attached: (id, name) => `Decision record of vote no. ${id}, for whoever wants to count again: ${name}`,
  open: (id) => `Vote no. ${id} is not closed: it has no record yet.`,
  out: 'The file must end in .json or .html.',
  bad: (file, faults) => `${file} is not the record as it was closed: ${faults}.`,
  unstated:
    'This record is from before the log stated decisions, or a row of it was erased: the count is checked, not that the ballots are those of the log.',
  fault: ({ why, at }) =>
    ({
      format: 'it has not the shape of a decision record',
      chain: `row ${at} of the log does not follow the one before`,
      row: `the hash of row ${at} of the log is wrong`,
      content: `the content of row ${at} of the log has changed`,
      head: `the last row is not the head ${at}`,
      dossier: `the hash of dossier no. ${at} is wrong`,
      differs: `“${at}” does not say what the rows of the log say`,
      count: 'counting gives another outcome',
    })[why],
  verified: (what, open) => `✔ Verified in this page, without a network: ${what.join(', ')}. Not verified: ${open.join(', ')}.`,
  refused: (faults) => `✘ This record was altered: ${faults.join('; ')}.`,
  rows: (n) => `${pluralEn(n, 'row of the log', 'rows of the log')} up to the head`,
  dossiers: (n) => pluralEn(n, 'dossier hash', 'dossier hashes'),
  statements: 'the record and this text, made from those rows',
  statementsAlone: 'the record, made from those rows',
  counted: {
    ballots: 'the count, ballot by ballot',
    counts: 'that the counts of the secret vote lead to this outcome',
    delegated: 'that it was decided within somebody’s own power, without a vote',
  },
  notStated: 'that the ballots are those of the log (an old record, or an erased row)',
  notWords: 'this text',
  notBallots: 'the ballots, which are secret',
  notHead: 'that this head is that of the company’s log: compare it with minutes that came another way',
  noHashes: 'This browser makes no hashes for a local file: open the page in another one, or follow the recipe of docs/decision-record.md.',
  noScript: 'Without scripts this page can be read and does not check itself.',
  data: 'Save the record (JSON)',
};

export const recordTexts = textsOf({ fr, en });
