/** Every sentence of the conversation itself: who may do what, what could not be delivered, the help, in French. */
import { pluralFr as plural } from '../kernel/plural.ts';

export const fr = {
  total: 'Total',
  andMore: (n: number) => `… et ${plural(n, 'autre', 'autres')}`,
  none: 'aucun',
  notNamed: 'à désigner',
  unknownPerson: (email: string) => `${email} n’est pas au fichier des personnes.`,
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
  delivery: {
    refused: (what: string, why: string) => `Message non publié (${what}) : ${why}`,
    fileElsewhere: (name: string, id: number) =>
      `Le fichier ${name} ne peut pas être publié ici ; il s’obtient par : encours file get ${id}`,
    unknown: (what: string) => `Je ne sais pas si ce message est parti (${what}) : vérifiez dans le canal ; il ne sera pas renvoyé.`,
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
};
