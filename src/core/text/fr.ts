/** Every sentence in French, the language the product is written in first; en.ts says the same. */

import { fr as agenda } from '../agenda/agenda.text.fr.ts';
import { fr as committee } from '../committee/committee.text.fr.ts';
import type { ReasonCode, RefusalCode, Outcome as VoteOutcome } from '../committee/motion.ts';
import { fr as disputes } from '../disputes/disputes.text.fr.ts';
import { fr as evidence } from '../evidence/evidence.text.ts';
import { fr as history } from '../history/history.text.ts';
import { fr as indicators } from '../indicators/indicators.text.ts';
import type { FileFaultCode, FileFaultDetails } from '../ledger/file-fault.ts';
import type { ItemKind, RemarkCode } from '../ledger/item.ts';
import { fr as letters } from '../letters/letters.text.ts';
import { fr as mandates } from '../mandates/mandates.text.fr.ts';
import { fr as promises } from '../promises/promises.text.ts';
import { fr as score } from '../score/score.text.ts';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('fr-FR')} ${n < 2 ? one : many}`;

const kinds: Record<ItemKind, string> = {
  invoice: 'facture',
  'credit-note': 'avoir',
  payment: 'règlement',
  opening: 'à-nouveau',
  transfer: 'virement de compte',
};

const remarks: Record<RemarkCode, (column: string, value: string) => string> = {
  'missing-field': (c) => `la colonne ${c} est vide`,
  'bad-date': (c, v) => `la date « ${v} » (${c}) n’existe pas`,
  'bad-amount': (c, v) => `« ${v} » (${c}) n’est pas un montant`,
  'too-many-decimals': (c, v) => `« ${v} » (${c}) a plus de décimales que sa devise`,
  'both-debit-and-credit': () => 'la ligne porte à la fois un débit et un crédit',
  'bad-currency': (_, v) => `« ${v} » n’est pas une devise ISO 4217`,
  'bad-kind': (_, v) => `le type « ${v} » est inconnu`,
  'bad-terms': (_, v) => `les conditions de paiement « ${v} » ne se lisent pas (ex. 30, 45 EOM, EOM 45)`,
  'bad-email': (c, v) => `« ${v} » (${c}) n’est pas une adresse électronique`,
  'bad-role': (_, v) => `le rôle « ${v} » est inconnu`,
  'bad-language': (_, v) => `la langue « ${v} » n’est ni fr ni en`,
  'bad-score': (c, v) => `« ${v} » (${c}) n’est pas une note de 0 à 100`,
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
  total: 'Total',
  ledgerOf: (date: string) => `grand livre du ${date}`,
  noLedger: 'aucun grand livre importé',
  staleLedger: (date: string, days: number) =>
    `Le grand livre date du ${date}, soit ${plural(days, 'jour ouvré', 'jours ouvrés')} : importez le dernier avant de relancer.`,
  andMore: (n: number) => `… et ${plural(n, 'autre', 'autres')}`,
  none: 'aucun',
  notNamed: 'à désigner',
  cannotWrite: (path: string) => `${path} ne peut pas être écrit : vérifiez le dossier et les droits.`,
  fileThere: (path: string) => `${path} existe déjà ici : choisissez un autre nom avec --out.`,
  badDate: (given: string) => `« ${given} » n’est pas une date : écrivez AAAA-MM-JJ.`,
  platformRefuses: (platform: string, why: string) =>
    `Le bot ne peut pas entrer dans ${platform} (${why}) : vérifiez ses jetons et le réseau, puis relancez ; « encours check » dit le reste.`,
  portTaken: (port: number) =>
    `Le port ${port} est déjà pris sur cette machine : arrêtez l’autre programme, ou choisissez un port libre avec PORT.`,
  unknownCompany: (siren: string, known: string) => `La société ${siren} n’est pas tenue ici (connues : ${known || 'aucune'}).`,
  unknownPerson: (email: string) => `${email} n’est pas au fichier des personnes.`,

  agenda,

  aging: {
    title: (date: string) => `Balance âgée au ${date}`,
    week: (date: string) => `Balance âgée, semaine du ${date}`,
    columns: ['Ancienneté', 'Montant', 'Part'],
    overdueLine: (amount: string, rate: string, target: string) => `Échu net ${amount}, soit ${rate} du total (objectif < ${target}).`,
    moved: (overdue: string, from: string, to: string) => `Échu ${overdue} sur la semaine : de ${from} à ${to}.`,
    up: (amount: string) => `+ ${amount}`,
    down: (amount: string) => `− ${amount}`,
    debtorsMoved: (list: string) => `Ce qui bouge le plus : ${list}.`,
    empty: 'Aucun poste ouvert à cette date : importez un grand livre pour voir la balance âgée.',
  },

  debtor: {
    limit: 'Limite',
    exposure: 'Encours',
    available: 'Disponible',
    overLimit: (amount: string) => `limite dépassée de ${amount}`,
    noLimit: 'aucune',
    insurer: 'Assureur',
    insuredUntil: (amount: string, date: string) => `${amount} jusqu’au ${date}`,
    owners: (sales: string, salesAdmin: string, collector: string) => `Commercial ${sales} · ADV ${salesAdmin} · recouvrement ${collector}`,
    terms: 'Conditions',
    items: ['Pièce', 'Échéance', 'Reste dû', 'Retard'],
    termsOf: (days: number, monthEnd: 'none' | 'after' | 'before') =>
      ({ none: `${days} jours`, after: `${days} jours, puis fin de mois`, before: `fin de mois, puis ${days} jours` })[monthEnd],
    movements: 'Derniers mouvements',
    movement: (date: string, kind: string, ref: string, amount: string) => `${date} : ${kind} ${ref} ${amount}`,
    noItems: 'Aucun poste ouvert.',
    unconverted: (currencies: string) => `Hors encours, faute de taux dans la politique : ${currencies}.`,
    share: 'Partager ici',
    more: 'Autres actions…',
    open: 'Ouvrir',
    notFound: (query: string) =>
      `Aucun débiteur ne répond à « ${query} » : essayez une partie du nom, le compte, le SIREN ou un numéro de facture.`,
    emptyQuery: 'Dites quel débiteur : /debtor suivi d’une partie du nom, du compte, du SIREN ou d’un numéro de facture.',
    several: (query: string, n: number) => `${plural(n, 'débiteur répond', 'débiteurs répondent')} à « ${query} » : lequel ?`,
    refine: (n: number) => `… et ${plural(n, 'autre', 'autres')} : précisez les mots.`,
    shared: (who: string) => `Partagé par ${who}`,
    gone: 'Ce débiteur n’est plus dans le fichier : cherchez-le de nouveau.',
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
    },
    already: (file: string) => `${file} est déjà importé : rien n’a changé.`,
    counts: (rows: number, accepted: number, unchanged: number, rejected: number) =>
      `${plural(rows, 'ligne lue', 'lignes lues')} · ${plural(accepted, 'retenue', 'retenues')} · ${plural(unchanged, 'inchangée', 'inchangées')} · ${plural(rejected, 'refusée', 'refusées')}`,
    totals: (currency: string, debit: string, credit: string, open: string) =>
      `${currency} : débit ${debit}, crédit ${credit}, ouvert ${open}`,
    tieOk: 'Rapprochement : les postes ouverts égalent le solde de chaque compte.',
    tieOff: (account: string, currency: string, difference: string) =>
      `Rapprochement : compte ${account} (${currency}), écart de ${difference}.`,
    line: (line: number, sentence: string) => `ligne ${line} : ${sentence}`,
    rejected: (file: string, n: number) =>
      `${file} est refusé : ${plural(n, 'ligne ne se lit pas', 'lignes ne se lisent pas')}. Corrigez le fichier, ou acceptez le reste avec --accept-partial.`,
    accept: 'Importer',
    noFile: (path: string) => `${path} n’est pas un fichier qui se lit : vérifiez le chemin.`,
    discard: 'Abandonner',
    discarded: 'Rien n’a été importé.',
    reading: (file: string) => `Lecture de ${file}…`,
    importing: (file: string) => `Import de ${file}…`,
    gone: 'Ce fichier n’est plus là : déposez-le de nouveau.',
    notAllowed: 'L’import est réservé aux administrateurs et au credit manager : demandez-leur de déposer le fichier.',
    directOnly: 'Déposez le fichier dans une conversation privée avec moi : un grand livre n’a pas sa place dans un canal.',
    vanish: (source: string, share: string) =>
      `La liste ${source} ne montre plus ${share} du montant ouvert : relancez avec --confirm si elle est vraiment complète.`,
    whichCompany: (sirens: string) => `Plusieurs sociétés sont tenues ici (${sirens}) : dites laquelle avec --company SIREN.`,
    otherCompany: (given: string, named: string) =>
      `Le nom du fichier dit ${named}, l’option --company dit ${given} : corrigez l’un des deux.`,
    demo: 'Cette base est celle de la société de démonstration : pour importer vos fichiers, choisissez une autre base (DATABASE_URL=file:./encours.db).',
    completeNeedsSource: '--complete va avec --source NOM : dites quelle liste est complète.',
    warnings: (n: number) => plural(n, 'remarque', 'remarques'),
    tooLarge: (file: string) => `${file} dépasse 512 Mo : découpez-le, ou importez-le en ligne de commande.`,
  },

  /** Why a whole file is refused; `d` says what was seen. */
  fileFault: {
    empty: () => 'le fichier est vide',
    binary: (d) => `ce n’est pas du texte${d.format ? ` mais ${d.format}` : ''} : exportez en CSV, en XLSX ou en FEC`,
    ebcdic: () => 'le fichier est en EBCDIC : demandez l’export en UTF-8 ou ISO 8859-15',
    xml: (d) => `c’est un fichier XML${d.format ? ` (${d.format})` : ''} : demandez le FEC à plat, tabulé`,
    encoding: () => 'l’encodage n’est pas reconnu : enregistrez en UTF-8',
    truncated: () => 'le fichier est coupé avant sa fin : exportez-le de nouveau',
    'bad-quotes': (d) => `un guillemet ouvert à la ligne ${d.line ?? '?'} n’est jamais fermé`,
    'too-large': (d) => `le classeur dépasse ${Math.round((d.limit ?? 0) / 1_048_576)} Mo : enregistrez-le en CSV`,
    'no-header': () => 'aucune ligne de titres n’est reconnue : la première ligne doit nommer les colonnes',
    'unknown-kind': () => 'ce fichier n’est pas reconnu : dites ce que c’est avec --as',
    'missing-column': (d) =>
      `il manque ${(d.missing ?? []).join(', ')} ; colonnes vues : ${(d.found ?? []).join(', ')}. Donnez la correspondance avec --mapping`,
    'ambiguous-column': (d) =>
      `${d.field ?? 'un champ'} peut venir de plusieurs colonnes (${(d.found ?? []).join(', ')}) : choisissez avec --mapping`,
    'ambiguous-date': (d) =>
      `les dates de la colonne ${d.column ?? '?'} se lisent de deux façons (« ${d.value ?? ''} ») : précisez ${d.option ?? '--date-format'}`,
    'mixed-dates': (d) =>
      d.line === undefined
        ? `aucune date de la colonne ${d.column ?? '?'} ne se lit : vérifiez que les titres nomment leurs colonnes`
        : `les dates de la colonne ${d.column ?? '?'} se contredisent (lignes ${d.line ?? '?'} et ${d.otherLine ?? '?'}) : aucun ordre ne convient à toutes`,
    'ambiguous-decimal': (d) =>
      `les montants de la colonne ${d.column ?? '?'} se lisent de deux façons (« ${d.value ?? ''} ») : précisez ${d.option ?? '--decimal'}`,
    'mixed-decimals': (d) =>
      `les montants de la colonne ${d.column ?? '?'} mêlent deux marques décimales (lignes ${d.line ?? '?'} et ${d.otherLine ?? '?'})`,
    beyond: (d) =>
      `à la ligne ${d.line ?? '?'}, ses montants dépassent ensemble ce que le grand livre peut tenir (40 millions de milliards) : vérifiez la colonne des montants`,
    'bad-mapping': (d) => `la correspondance est fautive : ${(d.faults ?? []).map((f) => `${f.path}: ${f.message}`).join(' ; ')}`,
  } satisfies Record<FileFaultCode, (d: FileFaultDetails) => string>,
  refusedFile: (file: string, why: string) => `${file} est refusé : ${why}.`,

  access: {
    stranger:
      'Je ne vous connais pas encore : demandez à l’administrateur de vous ajouter au fichier des personnes, avec l’adresse de ce compte.',
    outsider: 'Les invités et les personnes d’une autre organisation n’ont pas accès aux montants.',
    noEmail: 'Je ne peux pas lire votre adresse électronique ici : demandez à l’administrateur d’accorder le droit de lire les adresses.',
    notAllowed: 'Votre rôle ne permet pas cela : demandez au credit manager.',
    outsiders: (channel: string, names: string) =>
      `Pas de montants dans ${channel} : ${names} ne figure pas au fichier des personnes. Ajoutez-les, retirez-les, ou autorisez-les dans la politique.`,
    external: (channel: string) => `Pas de montants dans ${channel} : ce canal est partagé avec une autre société.`,
    stale: 'Ce bouton n’est plus valable : redemandez la carte.',
    fault: 'Quelque chose s’est mal passé de notre côté ; rien n’a été changé. Réessayez, puis prévenez l’administrateur.',
  },

  vote: {
    noFile: (file: string) => `Le fichier ${file} ne se lit pas : vérifiez son chemin.`,
    badFile: (file: string, faults: string) => `${file} ne décrit pas un vote : ${faults}.`,
    case: (n: number) => `Cas ${n}`,
    outcome: {
      approved: 'Approuvé',
      rejected: 'Rejeté',
      lapsed: 'Caduc',
      extended: 'Prolongé',
      open: 'Encore ouvert',
    } satisfies Record<VoteOutcome['outcome'], string>,
    because: (outcome: string, reason: string) => `${outcome} : ${reason}.`,
    upTo: (amount: string) => `à hauteur de ${amount}`,
    early: 'avant la clôture',
    reason: {
      'threshold-reached': 'la majorité requise est atteinte',
      'tie-approved-by-role': 'égalité des voix, tranchée pour par le rôle désigné',
      'approved-by-role': 'sans quorum, le rôle désigné a approuvé',
      vetoed: 'un rôle qui a un droit de veto a rejeté',
      'nobody-decided': 'personne n’a voté ni pour ni contre',
      'threshold-missed': 'la majorité requise n’est pas atteinte',
      'tie-rejected': 'égalité des voix, qui vaut rejet',
      'tie-rejected-by-role': 'égalité des voix, sans accord du rôle désigné',
      'only-the-proposer': 'nul autre que l’auteur de la demande n’approuve',
      'rejected-by-role': 'sans quorum, le rôle désigné a rejeté',
      'no-quorum': 'le quorum n’est pas atteint',
      'no-quorum-role-silent': 'le quorum n’est pas atteint et le rôle désigné ne s’est pas prononcé',
      'no-quorum-role-is-proposer': 'le quorum n’est pas atteint et, du rôle désigné, seul l’auteur de la demande approuve',
      'not-open-yet': 'le vote n’a pas commencé',
      'minimum-open': 'la durée minimale d’ouverture court encore',
      'quorum-awaited': 'le quorum n’est pas encore atteint',
      undecided: 'les bulletins qui manquent peuvent encore changer le résultat',
    } satisfies Record<ReasonCode, string>,
    quorum: (present: number, needed: number, eligible: number) =>
      `Quorum : ${plural(present, 'présent', 'présents')} pour ${needed} requis, ${plural(eligible, 'membre a une voix', 'membres ont une voix')}.`,
    missingRoles: (roles: string) => `Il manque : ${roles}.`,
    tally: (approve: number, reject: number, abstain: number, recused: number, silent: number) =>
      `Voix : ${approve} pour, ${reject} contre, ${plural(abstain, 'abstention', 'abstentions')}, ${plural(recused, 'récusé', 'récusés')}, ${plural(silent, 'silencieux', 'silencieux')}.`,
    refused: 'Bulletins refusés :',
    refusedLine: (index: number, voter: string, why: string) => `- n° ${index} (${voter}) : ${why}`,
    refusal: {
      'before-opening': 'déposé avant l’ouverture',
      'after-close': 'déposé après la clôture',
      'not-on-roster': 'ce membre n’est pas sur la liste',
      'not-eligible': 'ce membre n’a pas, ou n’a plus, de voix',
      'recuse-for-another': 'nul ne récuse un autre que soi-même',
      'not-the-substitute': 'le votant n’est pas le suppléant désigné de ce membre',
      'substitute-recused': 'le suppléant s’est récusé',
      'substitute-is-proposer': 'le suppléant est l’auteur de la demande, qui ne vote pas',
      'member-voted-already': 'ce membre a déjà voté lui-même',
      'reason-missing': 'un rejet doit être motivé',
      'no-amount-asked': 'la demande ne porte sur aucun montant',
      'above-asked': 'le montant dépasse celui qui est demandé',
      'below-floor': 'le montant est sous le plancher',
    } satisfies Record<RefusalCode, string>,
    closesAt: (when: string) => `Clôture : ${when}.`,
  },

  noFiles: (subject: string) => `Aucun fichier n’est gardé pour ${subject}.`,
  noFile: (id: number) => `Il n’y a pas de fichier gardé n° ${id}.`,

  delivery: {
    refused: (what: string, why: string) => `Message non publié (${what}) : ${why}`,
    fileElsewhere: (name: string, id: number) =>
      `Le fichier ${name} ne peut pas être publié ici ; il s’obtient par : encours file get ${id}`,
    unknown: (what: string) => `Je ne sais pas si ce message est parti (${what}) : vérifiez dans le canal ; il ne sera pas renvoyé.`,
  },

  check: {
    levels: { ok: 'ok', warning: 'à voir', error: 'à corriger' },
    labels: {
      database: 'base',
      committee: 'comité',
      people: 'personnes',
      policy: 'politique',
      platform: 'plateforme',
      scopes: 'droits',
      clock: 'horloge',
      channels: 'canaux',
      channel: 'canal',
      team: 'équipe',
      pictures: 'images',
      'time zone': 'fuseau horaire',
      fonts: 'polices',
      letters: 'lettres',
      interest: 'intérêts',
      mail: 'courriels',
    } as Readonly<Record<string, string>>,
    templates: (n: number) => `${plural(n, 'modèle', 'modèles')} de lettres, sans faute.`,
    rate: (rate: string) => `intérêts de retard du semestre : ${rate}.`,
    mail: (from: string) => `les lettres partent de ${from}.`,
    noMail: 'les lettres ne partent pas d’ici (SMTP_URL, MAIL_FROM) : elles se font sur papier ou en brouillon.',
    noDatabase: (why: string) => `la base ne s’ouvre pas (${why}) : vérifiez DATABASE_URL.`,
    items: (n: number) => `ouverte, ${plural(n, 'poste', 'postes')}.`,
    noItems: 'ouverte, mais vide : importez un grand livre (encours import FICHIER).',
    people: (n: number) => plural(n, 'personne.', 'personnes.'),
    noAdministrator: 'personne n’a le rôle admin ou credit-manager : importez un fichier des personnes (encours import people.csv).',
    defaultPolicy: 'pas de fichier : les valeurs françaises par défaut s’appliquent.',
    local: 'espace local (aucune plateforme configurée).',
    noPlatform: 'aucune plateforme n’est configurée : donnez SLACK_BOT_TOKEN ou TEAMS_APP_ID, ou ENCOURS_LOCAL=1 pour l’espace local.',
    slack: (team: string) => `jeton valable, espace ${team}.`,
    slackFault: (why: string) => `Slack refuse (${why}) : vérifiez SLACK_BOT_TOKEN et le réseau.`,
    scopes: 'tous les droits nécessaires sont accordés.',
    missingScopes: (scopes: string) => `droits manquants : ${scopes}. Réinstallez l’application avec manifests/slack.`,
    channel: (name: string) => `#${name}, le bot y est.`,
    teams: 'Microsoft donne un jeton à l’application.',
    teamsFault: (why: string) => `Teams refuse (${why}).`,
    noTeam: 'l’application n’est dans aucune équipe, ou n’en a rien su : ajoutez-la à l’équipe du comité (manifests/teams).',
    noPublicUrl: 'PUBLIC_URL n’est pas donnée : dans Teams, les graphiques sont dits en mots et en chiffres.',
    noAgendaChannel: 'la politique ne nomme aucun canal pour l’agenda (channels.agenda.slack ou .teams).',
    clock: 'à l’heure de Slack.',
    clockOff: (seconds: number) => `décalée de ${seconds} s : réglez l’heure de la machine (NTP), sinon les signatures seront refusées.`,
    fonts: 'livrées et lisibles.',
  },

  help: {
    title: 'Encours, le comité crédit',
    lines: [
      '/agenda : votre liste du jour',
      '/debiteur dupont : limite, encours et postes d’un débiteur (nom, compte, SIREN ou n° de facture)',
      '/noter dupont appel promet un virement vendredi : noter ce qui s’est dit ; /historique dupont virement : le retrouver',
      '/promesse dupont 5000 2026-12-04 : noter une promesse de payer ; /promesse : celles qui sont en cours',
      '/litige FA-1024 4300 quantité Il manque deux palettes : ouvrir un litige ; /litige : vos litiges',
      '/absence 2026-08-03 2026-08-21 : vos litiges iront à votre suppléant',
      '/lettre dupont relance1 : lire une lettre avant qu’elle parte ; /lettres standard relance1 : à tout un segment',
      '/preuves dupont : le dossier que lit un juge',
      '/accorder dupont 15 jours : exercer un pouvoir délégué (délai, échéances, remise, avoir, abandon, arrêt des livraisons) ; /mandat : les vôtres',
      '/comite limite dupont 80000 jusqu’au 2027-03-31 : saisir le comité ; /comite : les votes en cours ; /comite pv 2026-11 : les procès-verbaux',
      '/balance : la balance âgée du jour',
      '/indicateurs : DSO, échu, encaissement et litiges, leur calcul et leurs pièces ; /indicateurs 2026-06-30 portefeuille Nadia hors litiges',
      '/graphique balance dupont : un graphique (balance, dso, top, ancienneté, litiges), pour tous ou pour un débiteur',
      '/revue 2026-10 : la revue du mois en PDF',
      'Déposez un FEC ou un export dans notre conversation privée pour l’importer.',
    ],
    unknown: (words: string) => `Je ne comprends pas « ${words} ». Voici ce que je sais faire :`,
  },

  committee,
  disputes,
  evidence,
  history,
  letters,
  indicators,
  mandates,
  promises,
  score,
};

export type Texts = typeof fr;
