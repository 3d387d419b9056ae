/** Every sentence of the ledger: what is imported, refused and owed, in French. */
import { told } from '../kernel/fault.ts';
import { pluralFr as plural } from '../kernel/plural.ts';
import type { FecFindings } from './fec-files.ts';
import type { Bounded, FileFaultCode, FileFaultDetails } from './file-fault.ts';
import type { Against, ItemKind, RemarkCode } from './item.ts';
import { fieldNames } from './question.text.ts';

const kinds: Record<ItemKind, string> = {
  invoice: 'facture',
  'credit-note': 'avoir',
  payment: 'règlement',
  opening: 'à-nouveau',
  transfer: 'virement de compte',
  loss: 'perte',
  discount: 'escompte',
  exchange: 'différence de change',
  advance: 'acompte',
  adjustment: 'écriture diverse',
};

/** Of what a file has too much, and what to do. */
const bounds: Record<Bounded, (most: number) => string> = {
  columns: (n) => `a plus de ${plural(n, 'colonne', 'colonnes')} : n’exportez que celles qui servent`,
  cells: (n) => `la feuille a plus de ${plural(n, 'cellule', 'cellules')}, vides comprises : enregistrez-la en CSV`,
  line: (n) => `est plus longue que ${plural(n, 'caractère', 'caractères')} : est-ce bien une liste ? Exportez-la de nouveau`,
  texts: (n) => `le classeur a plus de ${plural(n, 'caractère', 'caractères')} de texte : enregistrez-le en CSV`,
  depth: (n) => `des éléments y sont imbriqués plus de ${plural(n, 'fois', 'fois')} : enregistrez-le de nouveau depuis votre tableur`,
  time: (n) => `sa lecture demande plus de ${plural(n, 'seconde', 'secondes')} : exportez-le en CSV, ou moins de lignes à la fois`,
  memory: (n) => `sa lecture demande plus de ${n} Mo de mémoire : exportez-le en CSV, ou moins de lignes à la fois`,
  entries: (n) => `l’archive a plus de ${plural(n, 'fichier', 'fichiers')} : enregistrez le classeur de nouveau depuis votre tableur`,
};

function tooMuch({ what = 'cells', limit = 0, line }: FileFaultDetails): string {
  const ofLine = what === 'columns' || what === 'line';
  const subject = !ofLine ? '' : line === undefined ? 'une ligne ' : `la ligne ${line} `;
  return `${subject}${bounds[what](limit)}`;
}

const remarks: Record<RemarkCode, (column: string, value: string) => string> = {
  'missing-field': (c) => `la colonne ${c} est vide`,
  'bad-date': (c, v) => `la date « ${v} » (${c}) n’existe pas`,
  'bad-amount': (c, v) => `« ${v} » (${c}) n’est pas un montant`,
  'too-many-decimals': (c, v) => `« ${v} » (${c}) a plus de décimales que sa devise`,
  'both-debit-and-credit': () => 'la ligne porte à la fois un débit et un crédit',
  'bad-currency': (_, v) => `« ${v} » n’est pas une devise ISO 4217`,
  'bad-kind': (_, v) => `le type « ${v} » est inconnu`,
  'bad-status': (c, v) => `l’état « ${v} » (${c}) est inconnu`,
  'bad-side': (c, v) => `« ${v} » (${c}) n’est ni un débit ni un crédit`,
  'open-though-settled': (c, v) => `la ligne est « ${v} » (${c}) et porte pourtant un reste à payer`,
  'due-date-only': (c) => `aucune date de facture : les postes comptent à la date de la liste (échéances : ${c})`,
  'far-date': (c, v) => `la date « ${v} » (${c}) est trop lointaine pour être la bonne`,
  'says-otherwise': (c, v) => `« ${v} » (${c}) dit que la ligne n’est pas une facture due`,
  supplier: (_, v) => `${v} est un compte de fournisseur`,
  'hidden-rows': (_, v) => `lignes masquées de la feuille, lues comme les autres : ${v}`,
  'hidden-sheet': (_, v) => `la feuille masquée « ${v} » n’a pas été lue`,
  'part-of-list': (_, v) => `la liste n’est pas entière (« ${v} ») : exportez toutes ses lignes`,
  'bad-terms': (_, v) => `les conditions de paiement « ${v} » ne se lisent pas (ex. 30, 45 EOM, EOM 45)`,
  'bad-email': (c, v) => `« ${v} » (${c}) n’est pas une adresse électronique`,
  'bad-role': (_, v) => `le rôle « ${v} » est inconnu`,
  'bad-language': (_, v) => `la langue « ${v} » n’est ni fr ni en`,
  'bad-score': (c, v) => `« ${v} » (${c}) n’est pas une note de 0 à 100`,
  'bad-iban': (c, v) => `« ${v} » (${c}) n’est pas un IBAN : un chiffre manque ou n’est pas le bon`,
  'bad-days': (c, v) => `« ${v} » (${c}) n’est pas un nombre de jours, de 0 à 999`,
  'unknown-parent': (_, v) => `la société mère ${v} n’est pas parmi les débiteurs : le groupe sera complet quand elle y sera`,
  'other-contact': (_, v) =>
    `le contact ${v} est laissé de côté : un seul par débiteur pour la comptabilité, les achats, la direction et le juridique`,
  'press-replaced': (c, v) => `${v} : le fichier donne une nouvelle valeur (${c}), elle remplace celle qui avait été saisie`,
  'open-exceeds-amount': (_, v) => `le reste dû (${v}) dépasse le montant ou a l’autre signe`,
  'settled-before-issue': () => 'le règlement précède l’émission',
  contradictory: (c, v) => `${v} est déjà donné plus haut avec d’autres valeurs (${c})`,
  'short-row': () => 'la ligne a moins de colonnes que l’en-tête',
  'long-row': (_, v) => `la ligne a plus de colonnes que l’en-tête (en trop : « ${v} »)`,
  'amount-format': (c, v) => `« ${v} » (${c}) : écriture de montant non prévue par la norme, lue tout de même`,
  'date-format': (c, v) => `« ${v} » (${c}) : écriture de date non prévue par la norme, lue tout de même`,
  'unbalanced-entry': (_, v) => `l’écriture n’est pas équilibrée (écart ${v})`,
  'unknown-column': (_, v) => `colonne non comprise : ${v}`,
};

export const fr = {
  kinds,
  remark: (code: RemarkCode, column: string, value: string): string => remarks[code](column, value),
  /** What is known of a debtor beside its account. */
  master: {
    roles: { accounts: 'comptabilité', buyer: 'achats', manager: 'direction', legal: 'juridique' },
    parts: { Name: 'nom', Phone: 'téléphone', Email: 'adresse électronique', Language: 'langue' },
    contact: (role: string, part: string) => `contact ${role}, ${part}`,
    facts: { parent: 'société mère', groupLimit: 'limite du groupe', ibans: 'IBAN', maxDays: 'délai maximum' },
  },
  ledgerOf: (date: string) => `grand livre du ${date}`,
  noLedger: 'aucun grand livre importé',
  staleLedger: (date: string, days: number) =>
    `Le grand livre date du ${date}, soit ${plural(days, 'jour ouvré', 'jours ouvrés')} : importez le dernier avant de relancer.`,
  aging: {
    title: (date: string) => `Balance âgée au ${date}`,
    week: (date: string) => `Balance âgée, semaine du ${date}`,
    columns: ['Ancienneté', 'Montant', 'Part'],
    overdueLine: (amount: string, rate: string, target: string) => `Échu net ${amount}, soit ${rate} du total (objectif < ${target}).`,
    afterCredits: (amount: string) =>
      `Une fois les avoirs et règlements non imputés posés sur les plus anciens postes de chaque débiteur : ${amount}.`,
    moved: (overdue: string, from: string, to: string) => `Échu ${overdue} sur la semaine : de ${from} à ${to}.`,
    up: (amount: string) => `+ ${amount}`,
    down: (amount: string) => `− ${amount}`,
    debtorsMoved: (list: string) => `Ce qui bouge le plus : ${list}.`,
    empty: 'Aucun poste ouvert à cette date : importez un grand livre pour voir la balance âgée.',
  },
  imports: {
    kinds: {
      fec: 'FEC',
      items: 'liste de postes',
      debtors: 'fichier des débiteurs',
      people: 'fichier des personnes',
      payments: 'liste de règlements',
    },
    preview: (file: string, kind: string) => `${file} : ${kind}`,
    outcomes: {
      imported: (file: string) => `${file} est importé`,
      preview: (file: string) => `${file} : essai, rien n’a été écrit`,
      refused: (file: string) => `${file} est refusé, rien n’a été écrit`,
      asked: (file: string) => `${file} : une réponse manque, rien n’a été écrit`,
    },
    already: (file: string) => `${file} est déjà importé : rien n’a changé.`,
    counts: (rows: number, accepted: number, unchanged: number, rejected: number) =>
      `${plural(rows, 'ligne lue', 'lignes lues')} · ${plural(accepted, 'retenue', 'retenues')} · ${plural(unchanged, 'inchangée', 'inchangées')} · ${plural(rejected, 'refusée', 'refusées')}`,
    totals: (currency: string, debit: string, credit: string, open: string) =>
      `${currency} : débit ${debit}, crédit ${credit}, ouvert ${open}`,
    /** Against what the import was held, when it agrees. */
    tieOk: {
      account: 'Rapprochement : les postes ouverts égalent le solde de chaque compte.',
      'file-total': 'Rapprochement : les postes font les totaux que porte le fichier.',
      given: 'Rapprochement : les postes font le total que vous avez donné.',
      none: 'Rapprochement : le fichier n’a pas de total, et rien d’autre n’était là pour le contrôler.',
    },
    /** Both totals, so that a reader sees which is the wrong one. */
    tieGiven: (account: string, given: string, found: string, difference: string) =>
      `Total de contrôle${account === '' ? '' : ` du compte ${account}`} : ${given} donnés, ${found} dans le fichier, écart de ${difference}.`,
    tieOff: (against: Against, whose: string, currency: string, difference: string) =>
      `Rapprochement : ${against === 'account' || (against === 'given' && whose !== '') ? `compte ${whose}` : { 'file-total': 'total du fichier', given: 'total donné', none: 'lignes écrites' }[against]}${against === 'file-total' && whose !== '' ? ` pour ${whose}` : ''} (${currency}), écart de ${difference}.`,
    line: (line: number, sentence: string) => `ligne ${line} : ${sentence}`,
    rejected: (file: string, n: number) =>
      `${file} est refusé : ${plural(n, 'ligne ne se lit pas', 'lignes ne se lisent pas')}. Corrigez le fichier, ou acceptez de ne prendre que les autres.`,
    accept: 'Importer',
    understood: 'Compris :',
    aside: (columns: string) => `Laissées de côté : ${columns}.`,
    asked: 'À préciser',
    provisional: 'Lecture provisoire, avant vos réponses :',
    sample: ['Débiteur', 'Pièce', 'Date', 'Échéance', 'Reste dû'],
    sampleLines: ['Débiteur', 'Pièce', 'Date', 'Échéance', 'Montant'],
    said: (answer: string) => `→ ${answer}`,
    choose: (n: number) => (n === 1 ? 'Choisir…' : `Choisir les ${n} réponses…`),
    chooseTitle: 'À préciser',
    control: 'Total de contrôle…',
    controlTitle: 'Total de contrôle',
    controlIntro:
      'Le total de votre logiciel ou de votre balance : l’import est comparé à lui, au centime près. Laissez vide pour n’en donner aucun.',
    controlAmount: (currency: string) => `Total en ${currency}`,
    controlAccount: 'Compte, si le total est celui d’un seul (par exemple 411)',
    correct: 'Corriger la lecture…',
    correctTitle: 'Corriger la lecture',
    correctIntro: 'Ne changez que ce qui a été mal lu : l’aperçu est refait.',
    refusedLines: (n: number) => `${plural(n, 'ligne refusée', 'lignes refusées')} (CSV)`,
    refusedFile: (file: string, n: number) =>
      `${plural(n, 'ligne refusée', 'lignes refusées')} de ${file}, la raison dans la dernière colonne.`,
    refusedColumns: { line: 'Ligne', reason: 'Raison du refus' },
    refusedName: (file: string) => `lignes-refusees-${file}.csv`,
    farDay: (date: string) => `Ce fichier serait du ${date}, plus d’un an après aujourd’hui : corrigez l’année de sa date.`,
    badDay: 'Cette date n’existe pas.',
    sure: 'Vérifier',
    cancel: 'Annuler',
    over: {
      discarded: 'Abandonné : rien n’a été importé.',
      superseded: 'Ce fichier a été déposé de nouveau : la suite est plus bas, et rien de cet aperçu n’a été importé.',
      expired: 'Personne ne l’a importé en un jour, il est oublié : déposez-le de nouveau s’il doit l’être.',
    },
    discard: 'Abandonner',
    reading: (file: string) => `Lecture de ${file}…`,
    gone: 'Ce fichier n’est plus en attente (importé, abandonné ou trop ancien) : déposez-le de nouveau s’il doit être importé.',
    fetch: 'Ce fichier ne se laisse pas lire ici : déposez-le de nouveau.',
    notAllowed: 'L’import est réservé aux administrateurs et au credit manager : demandez-leur de déposer le fichier.',
    directOnly: 'Déposez le fichier dans une conversation privée avec moi : un grand livre n’a pas sa place dans un canal.',
    vanish: (source: string, share: string) =>
      `La liste ${source} ne montre plus ${share} du montant ouvert : confirmez, si elle est vraiment complète, ce qui va disparaître.`,
    otherCompany: (given: string, named: string) => `Le nom du fichier dit ${named}, vous dites ${given} : corrigez l’un des deux.`,
    demo: 'Cette base est celle de la société de démonstration : pour importer vos fichiers, choisissez une autre base (DATABASE_URL=file:./encours.db).',
    completeNeedsSource: 'Dites quelle liste est complète : donnez son nom.',
    warnings: (n: number) => plural(n, 'remarque', 'remarques'),
    circle: (accounts: string) =>
      `Ces débiteurs sont chacun la société mère de l’autre (${accounts}) : corrigez la colonne dans le fichier, puis importez-le de nouveau.`,
    tooLarge: (file: string) => `${file} dépasse 512 Mo : découpez-le en plusieurs fichiers.`,
  },
  /** Why a whole file is refused; `d` says what was seen. */
  fileFault: {
    'no-file': () => 'il n’est pas là, ou ne se lit pas : vérifiez le chemin et les droits',
    'not-a-file': (d) =>
      `ce n’est pas un fichier mais ${d.format === 'folder' ? 'un dossier' : 'un tube ou un appareil'} : nommez un fichier`,
    empty: () => 'le fichier est vide',
    binary: (d) => `ce n’est pas du texte${d.format ? ` mais ${d.format}` : ''} : exportez en CSV, en XLSX ou en FEC`,
    ebcdic: () =>
      'le fichier est en EBCDIC, à enregistrements de longueur fixe ou dans une page de codes qui ne se devine pas : demandez l’export avec un séparateur, en UTF-8 ou ISO 8859-15',
    xml: (d) =>
      `c’est un fichier XML${d.format ? ` (${d.format})` : ''} qui n’est ni un FEC ni un classeur : exportez en CSV, en XLSX ou en FEC`,
    encoding: () => 'l’encodage n’est pas reconnu : enregistrez en UTF-8',
    truncated: () => 'le fichier est coupé avant sa fin : exportez-le de nouveau',
    'bad-quotes': (d) => `un guillemet ouvert à la ligne ${d.line ?? '?'} n’est jamais fermé`,
    'too-large': (d) =>
      `il dépasse ${Math.round((d.limit ?? 0) / 1_048_576)} Mo${d.format ? ' : enregistrez-le en CSV' : ', ce que personne n’écrit à la main'}`,
    'beyond-limit': (d) => tooMuch(d),
    entities: () => 'ce fichier XML définit des entités, ce qu’aucun tableur ne fait : enregistrez-le de nouveau depuis votre tableur',
    'no-header': () => 'aucune ligne de titres n’est reconnue : la première ligne doit nommer les colonnes',
    'no-sheet': (d) => `la feuille « ${d.value ?? ''} » n’y est pas : celles du classeur sont ${(d.found ?? []).join(', ')}`,
    'ageing-only': () =>
      'c’est une balance âgée sans ses pièces : exportez la liste des pièces ouvertes, et donnez le total de celle-ci comme contrôle',
    'unknown-kind': () => 'ce fichier n’est pas reconnu : exportez-le avec une ligne de titres qui nomme client, date et montant',
    'missing-column': (d) =>
      `il manque ${fieldNames(d.missing ?? [], 'fr')} ; colonnes vues : ${(d.found ?? []).join(', ')}. Donnez à la colonne qui manque un titre qui la nomme`,
    'ambiguous-column': (d) =>
      `${fieldNames([d.field ?? ''], 'fr')} : plusieurs colonnes le donnent (${(d.found ?? []).join(', ')}), la correspondance doit en nommer une`,
    'ambiguous-date': (d) =>
      `les dates de la colonne ${d.column ?? '?'} se lisent de deux façons (« ${d.value ?? ''} ») : dites laquelle est la bonne`,
    'mixed-dates': (d) =>
      d.line === undefined
        ? `aucune date de la colonne ${d.column ?? '?'} ne se lit : vérifiez que les titres nomment leurs colonnes`
        : `les dates de la colonne ${d.column ?? '?'} se contredisent (lignes ${d.line ?? '?'} et ${d.otherLine ?? '?'}) : aucun ordre ne convient à toutes`,
    'ambiguous-decimal': (d) =>
      `les montants de la colonne ${d.column ?? '?'} se lisent de deux façons (« ${d.value ?? ''} ») : dites laquelle est la bonne`,
    'mixed-decimals': (d) =>
      `les montants de la colonne ${d.column ?? '?'} mêlent deux marques décimales (lignes ${d.line ?? '?'} et ${d.otherLine ?? '?'})`,
    beyond: (d) =>
      `à la ligne ${d.line ?? '?'}, ses montants dépassent ensemble ce que le grand livre peut tenir (40 millions de milliards) : vérifiez la colonne des montants`,
    'bad-mapping': (d) => `la correspondance${d.value ? ` ${d.value}` : ''} est fautive : ${(d.faults ?? []).map(told).join(' ; ')}`,
  } satisfies Record<FileFaultCode, (d: FileFaultDetails) => string>,
  /** What a FEC is beside the company's others. */
  findings: {
    replaced: (entries: number, items: number) =>
      `Ce FEC remplace un export plus ancien du même exercice : ${plural(entries, 'écriture', 'écritures')}, ${plural(items, 'ligne', 'lignes')} de clients.`,
    vanished: (count: number, named: readonly string[]) =>
      `${plural(count, 'ligne n’y est plus', 'lignes n’y sont plus')} : ${named.join(' ; ')}${count > named.length ? '…' : ''}.`,
    newer: (file: string) => `Un export plus récent du même exercice est déjà là (${file}) : ce qu’il dit de ces jours reste.`,
    ageless: (items: number, amount: string) =>
      `${plural(items, 'poste repris', 'postes repris')} en à-nouveau sans âge connu, ${amount} : importez aussi le FEC de l’exercice précédent pour le retrouver.`,
    opening: (debtor: string, account: string, opening: string, closing: string) =>
      `L’à-nouveau de ${debtor} (compte ${account}) est de ${opening}, l’exercice précédent laissait ${closing} ouvert : l’écart est un poste à part.`,
    moreOpenings: (n: number) => `${plural(n, 'autre à-nouveau diffère', 'autres à-nouveaux diffèrent')} de la clôture précédente.`,
    noCustomers: ({ lookedFor, classes, charts, country }: NonNullable<FecFindings['noCustomers']>) => {
      const found = `Aucune ligne n’est sur un compte client : cherchés ${lookedFor.join(', ')}, trouvés ${classes.join(', ')}.`;
      if (charts.length === 0) return `${found} Vérifiez que l’export contient les comptes de tiers.`;
      const has = `Le fichier a ${charts.map((c) => `${c.prefix} (plan ${c.country})`).join(', ')}`;
      if (country === undefined) return `${found} ${has}, qui ne se lit pas comme un grand livre : importez une liste des postes ouverts.`;
      return `${found} ${has} : si ses clients y sont, indiquez ce pays dans la politique (country: ${country}).`;
    },
  },
  revised: {
    title: 'Chiffres publiés que cet import change :',
    figures: { total: 'encours', overdue: 'échu', sales: 'ventes de la période' },
    line: (date: string, figure: string, from: string, to: string) => `au ${date}, ${figure} : ${to} au lieu de ${from}`,
  },
  refusedFile: (file: string, why: string) => `${file} est refusé : ${why}.`,
  unknownCompany: (siren: string, known: string) => `La société ${siren} n’est pas tenue ici (connues : ${known || 'aucune'}).`,
};
