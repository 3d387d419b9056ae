/** Every sentence about delegated powers in French; mandates.text.en.ts says the same. */
import { ROLE_WORDS } from '../desk/roles.text.ts';
import { pluralFr } from '../kernel/plural.ts';
import type { Power } from './power.ts';
import type { UseStatus } from './use.ts';

/** A cap or a use in words. `until` is a date, `amount` money, `share` a percentage. */
export interface Measure {
  readonly quantity: number;
  readonly amount: string;
  readonly share: string;
}

export const fr = {
  powers: {
    days: 'délai',
    instalments: 'paiement échelonné',
    rebate: 'remise',
    credit: 'avoir direct',
    waiver: 'abandon d’intérêts et de frais',
    terms: 'conditions de l’acheteur',
    stop: 'arrêt des livraisons',
  } satisfies Record<Power, string>,
  /** What was given: "15 jours de délai". */
  given: {
    days: ({ quantity }) => `${pluralFr(quantity, 'jour', 'jours')} de délai`,
    instalments: ({ quantity }) => `paiement en ${pluralFr(quantity, 'échéance', 'échéances')}`,
    rebate: ({ amount, share }) => (share === '' ? `remise de ${amount}` : `remise de ${share} (${amount})`),
    credit: ({ amount, share }) => (share === '' ? `avoir de ${amount}` : `avoir de ${share} (${amount})`),
    waiver: ({ amount }) => `abandon de ${amount} d’intérêts et de frais`,
    terms: ({ quantity }) => `conditions de l’acheteur acceptées : ${pluralFr(quantity, 'jour', 'jours')}`,
    stop: () => 'arrêt des livraisons',
  } satisfies Record<Power, (measure: Measure) => string>,
  until: (what: string, day: string) => `${what}, jusqu’au ${day}`,
  about: (what: string, refs: string, amount: string) => `${what}, pour ${refs} (${amount})`,
  invoices: (n: number) => pluralFr(n, 'facture', 'factures'),
  why: (what: string, why: string) => `${what}. Raison : ${why}`,
  statuses: {
    beyond: 'au-delà du pouvoir, non accordé',
    asked: 'demandé au comité',
    granted: 'accordé',
    declined: 'refusé par le comité',
    closed: 'terminé',
  } satisfies Record<UseStatus, string>,
  committee: 'comité',
  plan: (lines: string) => `Échéances : ${lines}. C’est une promesse : le grand livre dira si elle est tenue.`,
  line: (amount: string, day: string) => `${amount} au ${day}`,

  cap: {
    days: (upTo: number) => pluralFr(upTo, 'jour', 'jours'),
    instalments: (upTo: number) => pluralFr(upTo, 'échéance', 'échéances'),
    terms: (upTo: number) => pluralFr(upTo, 'jour', 'jours'),
    both: (amount: string, share: string) => `${amount} et ${share} de ce qui est dû`,
    share: (share: string) => `${share} de ce qui est dû`,
    none: 'sans plafond',
  },
  holders: { ...ROLE_WORDS.fr, admin: 'administrateurs' },
  scope: {
    segments: (names: string) => `segment ${names}`,
    companies: (names: string) => `société ${names}`,
    currency: (code: string) => `en ${code} seulement`,
    until: (day: string) => `jusqu’au ${day}`,
    ended: (day: string) => `terminé depuis le ${day}`,
  },

  buttons: {
    grant: 'Accorder…',
    committee: 'Demander au comité',
    lift: 'Lever l’arrêt des livraisons',
    credited: 'Avoir reçu',
    debtor: 'Ouvrir le débiteur',
    motion: (id: number) => `Vote ${id}`,
  },
  form: {
    title: (debtor: string) => `Accorder · ${debtor}`,
    submit: 'Accorder',
    cancel: 'Annuler',
    intro: (powers: string) => `Vos pouvoirs : ${powers}.`,
    noPower: 'Vous n’avez pas de pouvoir en propre : ce que vous demandez ira au comité, d’un bouton.',
    power: 'Quoi',
    measure: 'Combien',
    measureHint: '15 (jours ou échéances), 500 (montant) ou 2 % ; rien pour un arrêt des livraisons',
    items: 'Factures (sinon tout l’échu)',
    why: 'Pourquoi',
  },
  done: {
    granted: (debtor: string, what: string) => `Accordé à ${debtor} : ${what}.`,
    again: (debtor: string, what: string) => `C’est déjà fait pour ${debtor} : ${what}.`,
    asked: (debtor: string, motion: number) => `Le vote ${motion} est ouvert au comité pour ${debtor}.`,
    lifted: (debtor: string) => `L’arrêt des livraisons de ${debtor} est levé.`,
    credited: (id: number) => `Noté : l’avoir de l’accord ${id} est reçu.`,
    wished: (power: string) => `Noté : votre proposition (${power}) sera dans le rapport de la semaine.`,
  },
  beyond: {
    none: (power: string) => `Vous n’avez pas ce pouvoir (${power}) : le comité peut l’accorder.`,
    ended: (power: string, day: string) => `Votre pouvoir (${power}) s’est terminé le ${day} : le comité peut l’accorder.`,
    scope: (power: string, scope: string) =>
      `Votre pouvoir (${power}) ne vaut pas pour ce débiteur (${scope}) : le comité peut l’accorder.`,
    cap: (power: string, cap: string, before: string | undefined, period: number) =>
      before === undefined
        ? `Votre pouvoir (${power}) va jusqu’à ${cap} par débiteur en ${period} jours : au-delà, c’est au comité de décider.`
        : `Votre pouvoir (${power}) va jusqu’à ${cap} par débiteur en ${period} jours, dont ${before} déjà accordés : au-delà, c’est au comité de décider.`,
    ceiling: (debtor: string, days: number, before: number) =>
      `${debtor} peut avoir ${pluralFr(days, 'jour', 'jours')} au plus${before === 0 ? '' : `, dont ${before} déjà accordés`} : au-delà, le comité décide.`,
    extensions: (debtor: string) => `${debtor} n’a pas tenu deux promesses en 90 jours : plus de délai sans le comité.`,
  },
  motion: {
    text: (debtor: string, code: string, what: string) => `Accorder à ${debtor} (${code}) : ${what}.`,
    why: (who: string, cap: string | undefined, why: string) =>
      `${why === '' ? '' : `${why} `}(demandé par ${who}, ${cap === undefined ? 'qui n’en a pas le pouvoir' : `au-delà de son pouvoir : ${cap}`})`,
  },
  message: {
    used: (who: string, debtor: string, what: string) => `${who} accorde à ${debtor} : ${what}.`,
    usedFor: (who: string, absent: string, debtor: string, what: string) =>
      `${who}, pour ${absent} (absent), accorde à ${debtor} : ${what}.`,
    asked: (debtor: string, what: string, motion: number) => `Demandé au comité (vote ${motion}) pour ${debtor} : ${what}.`,
    byCommittee: (debtor: string, what: string, motion: number) => `Le comité (vote ${motion}) accorde à ${debtor} : ${what}.`,
    declined: (debtor: string, what: string, motion: number) => `Le comité (vote ${motion}) n’accorde pas à ${debtor} : ${what}.`,
    lifted: (who: string, debtor: string) => `${who} lève l’arrêt des livraisons de ${debtor}.`,
    credited: (debtor: string, ref: string) => `L’avoir attendu pour ${debtor} est au grand livre${ref === '' ? '' : ` (${ref})`}.`,
    settled: (debtor: string) => `Les factures de l’accord avec ${debtor} sont soldées : plus d’avoir à attendre.`,
  },
  debtor: {
    stopped: (day: string, who: string, why: string) => `⛔ Livraisons arrêtées depuis ${day} (${who})${why === '' ? '' : ` : ${why}`}`,
    inForce: (what: string, who: string) => `Accordé : ${what} (${who})`,
    expecting: (what: string, day: string) => `Accordé : ${what} ; avoir attendu avant ${day}`,
  },
  agenda: {
    'mandate-credit': (what: string, days: number) =>
      `${what} : avoir à émettre${days > 0 ? `, en retard de ${pluralFr(days, 'jour', 'jours')}` : ''}`,
    'mandate-stop': () => 'livraisons arrêtées, l’échu est payé : lever l’arrêt',
  },
  sections: {
    'mandate-stop': 'Livraisons à reprendre',
    'mandate-credit': 'Avoirs promis à émettre',
  },
  list: {
    title: 'Mes pouvoirs',
    none: 'Aucun pouvoir ne vous est délégué : demandez au comité.',
    columns: ['Pouvoir', 'Jusqu’à', 'Portée'],
    standIn: (who: string) => `Vous exercez aussi les pouvoirs de ${who}, absent.`,
    uses: 'Mes derniers accords',
    use: (id: number, day: string, debtor: string, what: string, result: string) => `${id} · ${day} · ${debtor} : ${what} — ${result}`,
    hint: 'Accorder : /accorder DUPONT 15 jours. Proposer un autre plafond : /mandat propose délai 30 jours, parce que…',
    allTitle: 'Pouvoirs délégués',
    allColumns: ['Titulaire', 'Pouvoir', 'Jusqu’à', 'Portée'],
    never: 'Jamais accepté',
    usesTitle: (from: string, to: string) => `Pouvoirs utilisés du ${from} au ${to}`,
    noUse: 'Aucun pouvoir utilisé.',
  },
  result: {
    paid: (amount: string) => `payé ${amount}`,
    paidOf: (amount: string, base: string) => `payé ${amount} sur ${base}`,
    nothing: 'rien payé depuis',
    running: (result: string, day: string) => `${result}, court jusqu’au ${day}`,
    over: (result: string) => `${result}, délai passé`,
    expecting: (result: string) => `${result}, avoir attendu`,
    credited: (result: string) => `${result}, avoir au grand livre`,
    lifted: (day: string) => `levé le ${day}`,
    inForce: 'en vigueur',
  },
  report: {
    daily: (date: string) => `Pouvoirs utilisés, ${date}`,
    weekly: (from: string, to: string) => `Pouvoirs délégués, semaine du ${from} au ${to}`,
    uses: (n: number) => pluralFr(n, 'utilisation', 'utilisations'),
    power: (power: string, n: string, given: string | undefined, base: string | undefined) =>
      `${power} : ${n}${given === undefined ? '' : `, ${given} accordés`}${base === undefined ? '' : `${given === undefined ? ',' : ''} sur ${base}`}`,
    columns: ['Débiteur', 'Accordé', 'Par', 'Depuis'],
    beyond: (n: number, asked: number) =>
      `${pluralFr(n, 'demande au-delà d’un pouvoir', 'demandes au-delà d’un pouvoir')}, dont ${asked} au comité.`,
    nothing: 'Aucun pouvoir utilisé cette semaine.',
    ended: 'Arrivés à terme',
    wishes: 'Ce que les titulaires proposent de changer',
    wish: (who: string, power: string, text: string) => `${who} (${power}) : ${text}`,
    fallback: (n: number) => `Pouvoirs délégués : ${pluralFr(n, 'utilisation', 'utilisations')}`,
  },
  refused: {
    usage:
      'Dites à qui et quoi : /accorder DUPONT 15 jours, 3 échéances, remise 500, remise 2 %, avoir 300, abandon 120, conditions 45, arrêt livraisons.',
    noItems: (debtor: string) => `${debtor} n’a aucune facture ouverte : il n’y a rien à accorder.`,
    notItems: 'Ces factures ne sont plus ouvertes : rouvrez la fiche du débiteur.',
    currencies: 'Ces factures ne sont pas de la même devise : accordez pour chaque devise à part.',
    quantity: (given: string) => `« ${given} » ne convient pas : donnez un nombre entier au-dessus de 0.`,
    amount: (given: string) => `« ${given} » ne convient pas : donnez un montant au-dessus de 0 (500 ou 1 200,50), ou une part (2 %).`,
    share: 'Une part va de plus de 0 % à 100 %.',
    tooMuch: (owed: string) => `C’est plus que ce qui est dû (${owed}) : corrigez le montant.`,
    far: (days: number) => `C’est trop loin : un accord va au plus à ${pluralFr(days, 'jour', 'jours')}.`,
    tooMany: (n: number) => `Un plan a au plus ${n} échéances : regroupez-les.`,
    absent: (day: string, backup: string) =>
      `Vous êtes noté absent${day === '' ? '' : ` jusqu’au ${day}`}${backup === '' ? '' : ` : ${backup} exerce vos pouvoirs`}. De retour ? Dites /absence fin.`,
    already: (debtor: string, day: string, who: string) => `Les livraisons de ${debtor} sont déjà arrêtées depuis ${day} (${who}).`,
    span: 'La première date est après la dernière : inversez-les.',
    gone: (id: number) => `L’accord ${id} n’existe pas : rouvrez la fiche du débiteur.`,
    notStopped: 'Cet arrêt des livraisons est déjà levé.',
    notExpecting: (id: number) => `L’accord ${id} n’attend plus d’avoir.`,
    lift: 'Lever un arrêt des livraisons demande le pouvoir d’en décider : demandez au credit manager.',
    credited: 'Seuls l’ADV du compte, le titulaire et le credit manager notent l’avoir : demandez-leur.',
    asked: (motion: number) => `C’est déjà demandé au comité : c’est le vote ${motion}.`,
    notYours: 'Ce n’est pas votre demande : faites la vôtre avec /accorder.',
    notHolder: 'Seuls les titulaires d’un pouvoir proposent d’en changer le plafond : parlez-en à votre credit manager.',
    wish: 'Dites quel pouvoir et quel plafond : /mandat propose délai 30 jours, parce que…',
  },
};
