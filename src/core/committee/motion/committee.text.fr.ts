/** Every sentence about the committee in French, and with it what the other language must say. */
import { ROLE_WORDS } from '../../desk/roles.text.ts';
import type { AuditFault } from '../../desk/verify-audit.ts';
import { pluralFr } from '../../kernel/plural.ts';
import type { QuorumFault } from '../count/feasible.ts';
import type { Choice, Threshold } from '../count/vote.ts';
import type { Check } from './committee-policy.ts';
import type { FactChange } from './dossier.ts';
import type { MotionStatus } from './motion-record.ts';
import type { Route } from './proposal.ts';

/** Of any word in a rule, so that one that is no role is shown as it is. */
const ROLES: Readonly<Record<string, string>> = ROLE_WORDS.fr;

/** "1,4 j d’avance" when customers pay before the due day, "14 j de retard" after it. */
const lateness = (days: string): string =>
  days.startsWith('-') ? `${days.slice(1).replace('.', ',')} j d’avance` : `${days.replace('.', ',')} j de retard`;

export const fr = {
  no: (id: number) => `n° ${id}`,
  pair: (label: string, value: string) => `${label} : ${value}`,
  roles: ROLES,
  status: { open: 'Vote en cours', approved: 'Approuvé', rejected: 'Rejeté', lapsed: 'Caduc' } satisfies Record<MotionStatus, string>,
  title: {
    limit: (debtor: string, from: string, to: string, until: string | undefined) =>
      `Porter la limite de ${debtor} de ${from} à ${to}${until ? ` jusqu’au ${until}` : ''}`,
    suspend: (debtor: string, from: string, until: string | undefined) =>
      `Suspendre la limite de ${debtor} (${from})${until ? ` jusqu’au ${until}` : ''}`,
    litigation: (debtor: string, amount: string) => `Envoyer ${debtor} au contentieux pour ${amount}`,
    noLimit: 'aucune',
  },
  vote: (what: string) => `Vote · ${what}`,
  proposedBy: (who: string, why: string) => `Proposé par ${who} : « ${why} »`,
  conditions: (words: string) => `Conditions : ${words}`,
  route: (route: string, cost: string, gain: string) => `Voie : ${route} · coût estimé ${cost} · gain espéré ${gain}`,
  items: (refs: string) => `Pièces : ${refs}`,
  routes: {
    notice: 'mise en demeure',
    injunction: 'injonction de payer',
    summary: 'référé-provision',
    uncontested: 'créances commerciales incontestées',
    lawyer: 'avocat',
    agency: 'cabinet de recouvrement',
  } satisfies Record<Route, string>,
  nextStep: {
    notice: 'attendre la réponse, 8 à 15 jours',
    injunction: 'déposer la requête, puis signifier sous 3 mois',
    summary: 'assigner en référé',
    uncontested: 'faire signifier le commandement de payer',
    lawyer: 'transmettre le dossier à l’avocat',
    agency: 'transmettre le dossier au cabinet',
  } satisfies Record<Route, string>,
  weight: (amount: string, rule: string) => `Risque non assuré après décision ${amount} → ${rule}`,
  sent: (amount: string, rule: string) => `Montant envoyé ${amount} → ${rule}`,
  rule: (voters: string, threshold: string, extra: readonly string[]) => [voters, threshold, ...extra].join(', '),
  thresholds: { majority: 'majorité', 'two-thirds': 'deux tiers', unanimity: 'unanimité' } satisfies Record<Threshold, string>,
  present: (roles: string) => `présence requise : ${roles}`,
  vetoes: (roles: string) => `veto : ${roles}`,
  secret: 'bulletins secrets',
  figures: (date: string) => `Chiffres figés au ${date}`,
  asset: {
    paid: (days: string) => `paie avec ${lateness(days)} en moyenne (12 mois)`,
    none: 'pas de paiement sur 12 mois',
  },
  facts: {
    exposure: 'encours',
    overdue: 'échu',
    disputed: 'en litige',
    limit: 'limite',
    insured: 'couverture',
    insuredUntil: 'fin de couverture',
    brokenPromises: 'promesses non tenues',
    externalScore: 'note externe',
  } satisfies Record<FactChange['fact'], string>,
  changed: (fact: string, from: string, to: string) => `${fact} de ${from} à ${to}`,
  none: 'aucun',
  changes: (what: string) => `⚠ Chiffres changés depuis l’ouverture : ${what}. Les bulletins antérieurs doivent être confirmés.`,
  evidence: (overdue: string, days: number, disputed: string) =>
    `Échu ${overdue}${days > 0 ? `, le plus ancien de ${days} j` : ''} · en litige ${disputed}`,
  broken: (n: number) => pluralFr(n, 'promesse non tenue', 'promesses non tenues'),
  close: (when: string, cast: number, eligible: number, needed: number) =>
    `Clôture ${when} · ${pluralFr(cast, 'voix', 'voix')} sur ${eligible}, quorum ${needed}`,
  missing: (roles: string) => `il manque : ${roles}`,
  extendedOnce: 'prolongé une fois, faute de quorum',
  tally: (approve: number, reject: number, abstain: number) =>
    `${approve} pour, ${reject} contre, ${pluralFr(abstain, 'abstention', 'abstentions')}`,
  tallyLine: (tally: string) => `Voix : ${tally}`,
  hidden: 'Résultats cachés jusqu’à la clôture',
  notVoting: (names: string) => `Sans voix sur ce vote : ${names}`,
  recusedBy: { account: 'travaille sur le compte', proposer: 'a proposé', self: 's’est récusé' },
  toConfirm: (n: number) => `${pluralFr(n, 'bulletin', 'bulletins')} à confirmer`,
  warnings: (list: string) => `⚠ À noter : ${list}`,
  checks: {
    limitUnderExposure: 'la limite demandée est inférieure à l’encours',
    openDispute: 'un litige est ouvert sur des pièces envoyées',
    noReminder: 'aucune relance écrite au dossier',
    costAboveGain: 'le coût dépasse le gain espéré',
  } satisfies Record<Check, string>,
  buttons: {
    approve: 'Pour',
    less: 'Pour, mais moins…',
    reject: 'Contre…',
    abstain: 'Abstention',
    recuse: 'Me récuser…',
    confirm: 'Confirmer mon vote',
    proxy: 'Voter pour un absent…',
    dossier: 'Dossier complet',
    minutes: 'Procès-verbal',
    papers: 'Recevoir en fichiers',
    publish: 'Publier au comité',
    open: 'Ouvrir',
    close: 'Clore (président)',
    extend: 'Prolonger…',
    entered: 'Limite saisie',
    done: 'Suivi fait',
    ended: 'Contentieux terminé',
    limit: 'Demander une limite…',
    litigation: 'Envoyer au contentieux…',
  },
  result: {
    approvedAt: (amount: string) => `✔ Approuvé à hauteur de ${amount}`,
    approved: '✔ Approuvé',
    rejected: '✘ Rejeté',
    lapsed: '– Caduc',
    alone: (who: string) => `Décidé par ${who} dans la limite de sa délégation, sans vote`,
    early: 'avant la clôture',
    owner: (who: string, task: string, due: string) => `${who} ${task} avant ${due}`,
    tasks: { limit: 'saisit la limite', litigation: 'mène le contentieux', generic: 'exécute' },
    followUps: (dates: string) => `Points d’étape : ${dates}`,
  },
  carrying: { none: '', entering: 'À saisir dans la comptabilité', entered: 'En vigueur', ended: 'Terminé' },
  ballot: {
    yours: (words: string) => `Votre bulletin : ${words}`,
    yet: 'Vous n’avez pas encore voté.',
    seats: (roles: string) => `Vous siégez pour : ${roles}. Une personne, un bulletin, une présence.`,
    notYours: 'Vous n’avez pas de voix sur ce vote.',
    stale: '⚠ Votre bulletin porte sur d’anciens chiffres : il ne compte pas tant que vous ne le confirmez pas.',
    noted: (words: string) => `Noté : ${words}. Vous pouvez changer d’avis jusqu’à la clôture.`,
    notedRecusal: (words: string) => `Noté : ${words}. Vous n’avez plus de voix sur ce vote.`,
    notedLast: (words: string, result: string) => `Noté : ${words}. Le vote est clos. ${result}`,
    for: (words: string, member: string) => `${words}, pour ${member}`,
    choices: { approve: 'pour', reject: 'contre', abstain: 'abstention', recuse: 'récusation' } satisfies Record<Choice, string>,
    upTo: (amount: string) => `pour, jusqu’à ${amount}`,
    because: (words: string, why: string) => `${words} (« ${why} »)`,
  },
  put: (id: number) => `C’est devant le comité : vote n° ${id}.`,
  prompt: 'Un message n’est pas un bulletin : pour que votre voix compte, appuyez sur un bouton.',
  said: {
    extended: 'Pas de quorum à la clôture : le vote est prolongé une fois.',
    prolonged: (who: string, why: string) => `${who} prolonge le vote : « ${why} »`,
    factsChanged: (what: string) => `Un import a changé les chiffres : ${what}. Ceux qui ont voté doivent confirmer.`,
    left: (name: string) => `${name} a quitté la société : sa voix ne compte plus dans ce vote.`,
    handed: (ids: readonly number[]) => `${pluralFr(ids.length, 'décision', 'décisions')} à exécuter (n° ${ids.join(', ')})`,
    reminder: 'Votre voix manque encore à ce vote.',
    entered: (debtor: string) => `${debtor} : la limite décidée est dans le fichier des débiteurs.`,
    ended: (debtor: string) => `${debtor} : la limite accordée est arrivée à son terme ; vérifiez celle de la comptabilité.`,
    superseded: (debtor: string) => `${debtor} : le fichier des débiteurs porte désormais une autre limite, qui remplace la décision.`,
    endsSoon: (debtor: string, date: string) => `${debtor} : la limite accordée prend fin le ${date}.`,
    byHand: (who: string) => `${who} a saisi la limite ; le prochain fichier des débiteurs le confirmera.`,
    litigationEnded: (who: string) => `${who} : le contentieux est terminé.`,
    followed: (who: string, days: number) => `${who} : point d’étape à ${days} jours fait.`,
  },
  task: {
    limit: (debtor: string, amount: string, until: string | undefined) =>
      `À saisir dans la comptabilité : limite de ${debtor} à ${amount}${until ? ` jusqu’au ${until}` : ''}`,
    litigation: (debtor: string, next: string) => `Contentieux ${debtor} : ${next}`,
    generic: (text: string) => `À exécuter : ${text}`,
    due: (date: string) => `avant ${date}`,
  },
  form: {
    limit: (debtor: string) => `Limite de ${debtor}`,
    litigation: (debtor: string) => `Contentieux : ${debtor}`,
    generic: 'Question au comité',
    submit: 'Proposer',
    cancel: 'Annuler',
    intro: (limit: string, exposure: string) => `Limite actuelle ${limit}, encours ${exposure}.`,
    amount: 'Nouvelle limite (0 pour suspendre)',
    until: 'Jusqu’au',
    why: 'Pourquoi',
    conditions: 'Conditions',
    items: 'Pièces',
    route: 'Voie',
    cost: 'Coût estimé',
    reminded: 'Dernière relance écrite, le',
    text: 'Question',
    reject: 'Voter contre',
    less: 'Approuver moins',
    upTo: 'Jusqu’à',
    reason: 'Raison',
    cast: 'Voter',
    recuse: 'Se récuser',
    recuseIntro: 'Vous n’aurez plus de voix sur ce vote ; on ne revient pas sur une récusation.',
    proxy: 'Voter pour un absent',
    member: 'Pour qui',
    choice: 'Bulletin',
    extend: 'Prolonger le vote',
    badDate: 'Écrivez une date à venir.',
  },
  list: {
    title: 'Votes en cours',
    empty: 'Aucun vote en cours. Pour en ouvrir un : /comite limite DUPONT 80000 jusqu’au 2027-03-31.',
    columns: ['N°', 'Question', 'Clôture', 'Voix'],
    hidden: 'encours motion list',
  },
  dossier: {
    title: 'Dossier',
    limit: 'Limite',
    exposure: 'Encours',
    group: (head: string, members: number) => `Groupe ${head} (${members})`,
    ofLimit: (exposure: string, limit: string) => `${exposure} pour une limite de ${limit}`,
    overdue: 'Échu',
    oldest: (amount: string, days: number) => (days > 0 ? `${amount}, le plus ancien de ${days} j` : amount),
    habits: 'Paiements (12 mois)',
    late: (days: string) => `${lateness(days)} en moyenne`,
    disputes: 'Litiges ouverts',
    insurer: 'Assureur',
    until: (amount: string, date: string) => `${amount} jusqu’au ${date}`,
    since: 'Client depuis',
    limits: 'Limites décidées',
    economics: 'Coût et gain espéré',
    against: (cost: string, gain: string) => `${cost} contre ${gain}`,
    trend: 'Échu sur 12 semaines',
    moved: (from: string, to: string) => `de ${from} à ${to}`,
    promises: 'Promesses (12 mois)',
    kept: (n: number) => pluralFr(n, 'tenue', 'tenues'),
    broken: (n: number, day: string) => `${pluralFr(n, 'non tenue', 'non tenues')}, la dernière ${day}`,
    score: 'Note externe',
    scored: (score: number, day: string | undefined) => `${score} sur 100${day ? ` (${day})` : ''}`,
    hash: (hash: string) => `Empreinte ${hash}`,
  },
  minutes: {
    title: (id: number) => `Procès-verbal du vote n° ${id}`,
    period: (from: string, to: string) => `Procès-verbaux du ${from} au ${to}`,
    columns: ['Membre', 'Bulletin', 'Le', 'Rôles'],
    bySubstitute: (who: string) => `par ${who}`,
    silent: 'silence',
    facts: 'Faits',
    votes: 'Bulletins',
    outcome: 'Résultat',
    head: (seq: number, hash: string) => `Journal : ligne ${seq}, empreinte ${hash}`,
    opened: (from: string, to: string) => `Ouvert ${from}, clos ${to}`,
    quorum: (present: number, needed: number, eligible: number) => `Quorum : ${present} présents pour ${needed} requis, ${eligible} voix`,
    unknown: (id: number) => `Le vote n° ${id} n’est pas clos : il n’a pas de procès-verbal.`,
    periodColumns: ['N°', 'Question', 'Résultat', 'Le'],
    inFiles: 'dans les fichiers',
    periodFile: (from: string, to: string) => `proces-verbaux-${from}-${to}`,
    sent: 'Les procès-verbaux (PDF et Markdown) arrivent dans votre conversation privée.',
    published: 'Les procès-verbaux sont publiés dans le canal du comité.',
    file: (id: number) => `proces-verbal-vote-${id}`,
    attached: (id: number, name: string) => `Procès-verbal du vote n° ${id}, en fichier : ${name}`,
    nothing: 'Aucune décision sur cette période.',
    page: (n: number, of: number) => `page ${n} sur ${of}`,
  },
  agenda: {
    vote: (missing: number, when: string) => `vote clos ${when} : ${pluralFr(missing, 'voix manque', 'voix manquent')}`,
    enter: (id: number) => `limite décidée (vote n° ${id}) à saisir`,
    litigation: (route: string, next: string) => `contentieux (${route}) : ${next}`,
    'follow-up': (id: number, days: number) => `décision n° ${id} : point d’étape à ${days} jours`,
    'limit-ending': (date: string) => `limite accordée jusqu’au ${date}`,
    open: 'Voir le vote',
    sections: {
      vote: 'Votes à rendre',
      enter: 'Limites à saisir',
      litigation: 'Contentieux',
      'follow-up': 'Décisions à suivre',
      'limit-ending': 'Limites qui finissent',
    },
  },
  timeline: {
    proposed: (number: number, title: string, why: string) => `Vote ${number} demandé : ${title}${why === '' ? '' : ` (« ${why} »)`}`,
    decided: (number: number, title: string, result: string) => `Vote ${number} : ${title} · ${result}`,
  },
  quorumFault: (fault: QuorumFault): string => {
    switch (fault.code) {
      case 'no-voters':
        return 'personne au fichier n’a de rôle qui vote';
      case 'too-few-voters':
        return `il faut ${fault.needed} présents et ${fault.voters} personnes seulement ont une voix`;
      case 'role-without-ballot':
        return `le rôle ${ROLES[fault.role] ?? fault.role} doit être présent mais n’a pas de voix`;
      case 'too-few-of-role':
        return `il faut ${fault.needed} ${ROLES[fault.role] ?? fault.role} et il y en a ${fault.voters}`;
      case 'shared-roles':
        return `il faut ${fault.needed} personnes différentes aux rôles ${fault.roles.map((role) => ROLES[role] ?? role).join(', ')} et il y en a ${fault.voters}`;
    }
  },
  audit: {
    good: (rows: number, heads: number, head: string) =>
      `Journal intact : ${pluralFr(rows, 'ligne', 'lignes')}, ${pluralFr(heads, 'empreinte imprimée retrouvée', 'empreintes imprimées retrouvées')}. Tête ${head}`,
    bad: (seq: number, why: string) => `Le journal a été modifié : première ligne en faute n° ${seq}, ${why}.`,
    faults: {
      gap: 'qui manque',
      prev: 'qui ne suit pas la précédente',
      hash: 'dont l’empreinte est fausse',
      payload: 'dont le contenu a changé',
      head: 'qui n’est pas celle que les procès-verbaux impriment',
      cut: 'où la fin du journal a été coupée',
    } satisfies Record<AuditFault['why'], string>,
  },
  kindNo: (id: number) => `Vote n° ${id}`,
  kinds: { limit: 'limite', litigation: 'contentieux', generic: 'question' },
  infeasible: (kind: string, why: string) => `committee.${kind} : le quorum ne peut jamais être atteint (${why})`,
  refused: {
    gone: (id: number) => `Il n’y a pas de vote n° ${id}.`,
    closed: (status: string) => `Le vote est clos (${status}) : ce bulletin n’a pas été compté.`,
    already: (id: number) => `Le comité se prononce déjà sur cette question : vote n° ${id}.`,
    check: (what: string) => `Proposition refusée : ${what}.`,
    noQuorum: (why: string) =>
      `Ce vote ne pourrait jamais atteindre son quorum : ${why}. Corrigez la politique ou le fichier des personnes.`,
    noWhy: 'Dites pourquoi : le comité vote sur une raison.',
    noText: 'Écrivez la question.',
    noItems: 'Choisissez au moins une pièce à envoyer.',
    negative: 'Un montant ne peut pas être négatif.',
    astronomical: 'Ce montant dépasse tout ce qu’un grand livre contient : vérifiez les zéros.',
    past: 'La fin de la limite doit être à venir.',
    sameLimit: 'C’est déjà la limite en vigueur.',
    notChair: (role: string) => `Seul le président du vote (${role}) peut faire cela.`,
    stillSilent: (n: number) =>
      `${pluralFr(n, 'membre n’a', 'membres n’ont')} pas encore voté : le président ne clôt qu’après toutes les voix.`,
    notYet: 'Les chiffres viennent de changer : la clôture est repoussée.',
    noProxy: 'Personne ne vous a désigné comme suppléant, ou ces membres ont déjà voté.',
    notOwner: 'Seule la personne chargée de la décision, ou le credit manager, peut le dire.',
    usage:
      'Écrivez /comite limite DUPONT 80000 jusqu’au 2027-03-31, /comite suspendre DUPONT, /comite contentieux DUPONT, /comite question … ou /comite pv 2026-11',
    badDate: (given: string) => `« ${given} » n’est pas une date : écrivez AAAA-MM-JJ.`,
    badPeriod: (given: string) => `« ${given} » n’est pas une période : écrivez 2026-11, ou deux dates AAAA-MM-JJ.`,
  },
};

export type CommitteeTexts = typeof fr;
