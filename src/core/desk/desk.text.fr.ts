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
  inbox: {
    kept: 'C’est noté, la réponse arrive.',
    done: 'C’est fait.',
    lost: (name: string, when: string) =>
      `Ce que vous avez demandé (« ${name} », ${when}) n’a pas pu être fait : recommencez, s’il vous plaît.`,
  },
  damaged: (name: string, id: number) =>
    `Le fichier ${name} (n° ${id}) n’est plus celui qui a été gardé : il n’est pas remis. Prévenez l’administrateur, qui vérifiera le journal.`,
  delivery: {
    refused: (what: string, why: string) => `Message non publié (${what}) : ${why}`,
    refusals: (n: number, where: string, last: string, why: string) =>
      `${plural(n, 'message non publié', 'messages non publiés')} aujourd’hui (${where} ; le dernier : ${last}) : ${why}`,
    fileElsewhere: (name: string, id: number) =>
      `Le fichier ${name} ne peut pas être publié ici ; il s’obtient par : encours file get ${id}`,
    unknown: (what: string) => `Je ne sais pas si ce message est parti (${what}) : vérifiez dans le canal ; il ne sera pas renvoyé.`,
    unknowns: (n: number, where: string, last: string) =>
      `Je ne sais pas si ${plural(n, 'message est parti', 'messages sont partis')} aujourd’hui (${where} ; le dernier : ${last}) : vérifiez dans le canal ; ils ne seront pas renvoyés.`,
  },
  help: {
    title: 'Encours, le comité crédit',
    drop: 'Déposez un FEC ou un export dans notre conversation privée pour l’importer.',
    unknown: (words: string) => `Je ne comprends pas « ${words} ». Voici ce que je sais faire :`,
  },
};
